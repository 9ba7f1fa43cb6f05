package load

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestCountsThatAKilledProcessLeftAreRemovedAndFreshOnesAreNot(t *testing.T) {
	tmp, now := t.TempDir(), time.Now()
	t.Setenv("TMPDIR", tmp)
	for name, age := range map[string]time.Duration{"inclusion-counts-old": 2 * time.Hour, "inclusion-counts-new": time.Minute, "other-old": 2 * time.Hour} {
		dir := filepath.Join(tmp, name)
		if err := os.MkdirAll(filepath.Join(dir, "staged"), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(dir, now.Add(-age), now.Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	if err := SweepCounts(now); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"inclusion-counts-old": false, "inclusion-counts-new": true, "other-old": true} {
		if _, err := os.Stat(filepath.Join(tmp, name)); (err == nil) != want {
			t.Errorf("%s is there: %t, want %t", name, err == nil, want)
		}
	}
}
