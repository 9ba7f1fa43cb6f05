package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestSampleReturnsAreWrittenInEveryForm(t *testing.T) {
	dir := t.TempDir()
	code := run([]string{"sample", "returns", "--to", dir, "--people", "400", "--form", "all", "--mistakes", "1", "--records", "--broken"})
	if code != exitDone {
		t.Fatalf("the command ended with %d", code)
	}
	for _, name := range []string{"SEN2_101_2026.xml", "SEN2_101_2026_export.zip", "SEN2_101_2026_template.xlsx", "SEN2_101_2026_tables.xlsx",
		"establishments.csv", "mistakes.csv", "records/people.csv", "broken/truncated.xml"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s is not there or empty: %v", name, err)
		}
	}
}

func TestSampleReturnsSayWhatIsWrong(t *testing.T) {
	for _, args := range [][]string{{"--area", "852"}, {"--year", "1999"}, {"--people=-4"}, {"--as-at", "yesterday"}} {
		if code := run(slices.Concat([]string{"sample", "returns", "--to", t.TempDir()}, args)); code == exitDone {
			t.Errorf("%v is taken", args)
		}
	}
}
