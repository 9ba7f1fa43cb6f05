package load

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// rebuilt makes the folder's warehouse again on so many threads.
func rebuilt(t *testing.T, l *Loader, threads int) string {
	t.Helper()
	l.Engine.Threads = threads
	report, err := l.Rebuild(context.Background())
	if err != nil || !report.Published {
		t.Fatalf("rebuilding on %d threads: %v", threads, err)
	}
	return fingerprintOf(t, l)
}

func TestARebuildGivesTheSameValuesToTheLastBit(t *testing.T) {
	l := tinyLoader(t)
	load(t, l, offered(t, "releases/first.csv", timeliness(t, l.Register, "2022", "2023").String()))
	load(t, l, offered(t, "second.zip", packed(t, map[string]string{
		"data/timeliness.csv": timeliness(t, l.Register, "2023", "2024").set("101", "2023", "avg_weeks_issue_plan", "21.5").String(),
		"data/requests.csv":   requests(t, l.Register, "2023", "2024").String()})))
	want := fingerprintOf(t, l)
	for _, threads := range []int{1, 2, 1, 2} {
		if got := rebuilt(t, l, threads); got != want {
			t.Errorf("on %d threads the rebuilt warehouse holds other values", threads)
		}
	}
}

func TestARebuildOfTheRealReleaseGivesTheSameValuesToTheLastBit(t *testing.T) {
	once, _ := publishedRelease(t)
	l := newLoader(t, "england")
	if err := os.CopyFS(l.Folder.Dir, os.DirFS(once.Folder.Dir)); err != nil {
		t.Fatal(err)
	}
	want := fingerprintOf(t, l)
	for _, threads := range []int{1, 2} {
		if got := rebuilt(t, l, threads); got != want {
			t.Errorf("on %d threads the rebuilt warehouse holds other values", threads)
		}
	}
}

func TestADamagedArchiveIsNotRebuiltFrom(t *testing.T) {
	l := tinyLoader(t)
	report := load(t, l, offered(t, "first.csv", timeliness(t, l.Register, "2023").String()), offered(t, "second.csv", requests(t, l.Register, "2023").String()))
	served := fingerprintOf(t, l)
	bad := report.Editions[1]
	path := l.archive().path(bad.SHA256)
	bytes, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	bytes[len(bytes)/2] ^= 1
	if err := os.WriteFile(path, bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = l.Rebuild(context.Background())
	if err == nil || !strings.Contains(err.Error(), "edition "+bad.ID+" (second.csv)") || strings.Contains(err.Error(), "first.csv") {
		t.Errorf("want the damaged edition named, and no other: %v", err)
	}
	if n, err := l.Folder.Current(); err != nil || n != report.Warehouse || fingerprintOf(t, l) != served {
		t.Errorf("warehouse %d should serve on (%v)", report.Warehouse, err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Rebuild(context.Background()); err == nil || !strings.Contains(err.Error(), "its bytes are not in the archive") {
		t.Errorf("a missing edition: %v", err)
	}
}

func TestThereIsNothingToRebuildFromAnEmptyArchive(t *testing.T) {
	l := tinyLoader(t)
	if _, err := l.Rebuild(context.Background()); err == nil || !strings.Contains(err.Error(), "load some data first") {
		t.Errorf("want it refused with advice, got %v", err)
	}
}

func TestWhatWasStagedIsMadeAgain(t *testing.T) {
	l := tinyLoader(t)
	kept := load(t, l, offered(t, "first.csv", timeliness(t, l.Register, "2023").String())).Editions[0]
	dir := l.stagedDir(kept)
	for name, harm := range map[string]func() error{
		"the folder is gone":      func() error { return os.RemoveAll(dir) },
		"a table is gone":         func() error { return os.Remove(filepath.Join(dir, "000-ehc_timeliness.parquet")) },
		"its list cannot be read": func() error { return os.WriteFile(filepath.Join(dir, "manifest.json"), []byte("{"), 0o600) },
		"it was made by other rules": func() error {
			return os.WriteFile(filepath.Join(dir, "manifest.json"), []byte(`{"fingerprint": "old"}`), 0o600)
		},
	} {
		if err := harm(); err != nil {
			t.Fatal(err)
		}
		l.Register.Title += "." // another title is another rule, so the warehouse is made again
		if report := load(t, l); !report.Published {
			t.Errorf("%s: the warehouse was not made again", name)
		}
		if got := one(t, readingOf(t, l), "select count(*) from statistics.ehc_timeliness"); got != "8" {
			t.Errorf("%s: %s rows, want 8", name, got)
		}
	}
}

// TestADamagedStagedFileIsMadeAgain turns one byte of a staged table: what is loaded next is not made of it.
func TestADamagedStagedFileIsMadeAgain(t *testing.T) {
	l, second, want := twoYears(t)
	held, err := l.archive().editions()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(l.stagedDir(held[0]), "000-ehc_timeliness.parquet")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/4] ^= 1
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if report := load(t, l, second); !report.Published {
		t.Error("the second file was not published")
	}
	if got := fingerprintOf(t, l); got != want {
		t.Error("the warehouse was made of the damaged file")
	}
}

func TestTheRulesAreTheSameInEveryProcess(t *testing.T) {
	one, err := newLoader(t, "england").Rules()
	if err != nil {
		t.Fatal(err)
	}
	l := newLoader(t, "england")
	if two, err := l.Rules(); err != nil || two != one {
		t.Errorf("the same rules read twice are %s and %s (%v)", one, two, err)
	}
	l.Sources[0].Layouts[0].Provisional = !l.Sources[0].Layouts[0].Provisional
	if three, err := l.Rules(); err != nil || three == one {
		t.Errorf("a changed layout leaves the rules as they were (%v)", err)
	}
}
