package main

import (
	"os"
	"path/filepath"
	"testing"

	"inclusion/internal/store"
)

// command runs the program and answers its exit code and what it printed.
func command(t *testing.T, c *Config, args ...string) (code int, printed string) {
	t.Helper()
	file, err := os.Create(filepath.Join(t.TempDir(), "stdout"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	stdout := os.Stdout
	os.Stdout = file
	code = run(append([]string{"--data", c.Data, "--ees", c.EESBase, "--govuk", c.GovUKBase, "--log-level", "ERROR"}, args...))
	os.Stdout = stdout
	b, err := os.ReadFile(file.Name())
	if err != nil {
		t.Fatal(err)
	}
	return code, string(b)
}

// TestIngestLiveSaysWhatBecameOfEachSource runs the jobs from the command line and holds it to its exit codes.
func TestIngestLiveSaysWhatBecameOfEachSource(t *testing.T) {
	p := publishPlans(t)
	c := p.asks(filepath.Join(t.TempDir(), "data"))
	tests := []struct {
		name string
		args []string
		code int
		says []string
	}{
		{"one source that loads", []string{"ehc-plans"}, exitDone,
			[]string{"ehc-plans: warehouse 1 published", "education-health-and-care-plans_2025.zip/data/timeliness.csv: loaded", "published: warehouse 1 in " + c.Data}},
		{"the same again", []string{"ehc-plans"}, exitDone, []string{"ehc-plans: nothing new", "published: warehouse 1 in " + c.Data}},
		{"a source that cannot be reached beside one that can", []string{"absence", "ehc-plans"}, exitFailed,
			[]string{"absence: not everything could be looked at: looking for editions in the publication pupil-absence-in-schools-in-england: ", "there is nothing at this address", "ehc-plans: nothing new"}},
		{"a source without an address", []string{"inspections"}, exitDone, []string{"inspections: "}},
		{"a source that is none", []string{"nonsense"}, exitFailed, nil},
	}
	for _, tt := range tests {
		code, printed := command(t, c, append([]string{"ingest", "--live"}, tt.args...)...)
		if code != tt.code {
			t.Errorf("%s: ends with %d, want %d:\n%s", tt.name, code, tt.code, printed)
		}
		for _, said := range tt.says {
			if !contains(printed, said) {
				t.Errorf("%s: does not say %q:\n%s", tt.name, said, printed)
			}
		}
	}
	code, printed := command(t, publishPlans(t, renamed).asks(filepath.Join(t.TempDir(), "data")), "ingest", "--live", "ehc-plans")
	if code != exitRejected || !contains(printed, "timeliness.csv: rejected: ") || !contains(printed, "plans_in_twenty_weeks") {
		t.Errorf("a renamed column: ends with %d:\n%s", code, printed)
	}
}

// TestIngestLiveLeavesTheSamplesFolderAlone asks for real data where the sample is.
func TestIngestLiveLeavesTheSamplesFolderAlone(t *testing.T) {
	p := publishPlans(t, renamed)
	c := p.asks(sampleMark(t))
	if code, printed := command(t, c, "ingest", "--live", "ehc-plans"); code != exitRejected {
		t.Errorf("ends with %d:\n%s", code, printed)
	}
	if held, err := (store.Folder{Dir: c.Data}).Register(); err != nil || held != "sample" {
		t.Errorf("the folder holds %q (%v)", held, err)
	}
	if c.folder().Dir != c.Data {
		t.Errorf("nothing was loaded, but %s is served", c.folder().Dir)
	}
}
