package load

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"inclusion/internal/store"
)

// FuzzDataFolder reads the lists of a damaged data folder. A list that cannot be read names its file and gives nothing; a log of runs gives
// whole runs, the newest first, and no more than asked for; and what was read of a list, written and read again, is the same.
func FuzzDataFolder(f *testing.F) {
	f.Add(`[{"id":"a","sha256":"00","name":"a.csv"}]`, "{\"warehouse\":1}\n{\"warehouse\":2,\"published\":true}\n", `{"tables":[{"name":"a"}]}`)
	f.Add(`[{"id":"a"`, "{\"warehouse\":1}\n{\"wareh", "")
	f.Add(`{}`, "null\n[]\n\n\x00", `[]`)
	f.Add(strings.Repeat("[", 11_000), strings.Repeat("[", 11_000), strings.Repeat(`{"tables":`, 11_000))
	folder := store.Folder{Dir: f.TempDir()}
	if err := folder.Make(); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, editions, runs, staged string) {
		for path, text := range map[string]string{filepath.Join(folder.Archive(), "editions.json"): editions, folder.Runs(): runs,
			filepath.Join(folder.Staged(), "manifest.json"): staged} {
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		all, err := archive{folder.Archive()}.editions()
		if err != nil && (all != nil || !strings.Contains(err.Error(), "editions.json") || !strings.Contains(err.Error(), "backup")) {
			t.Errorf("%d editions with %q", len(all), err)
		}
		const most = 3
		newest, err := Runs(folder, most)
		if err != nil || len(newest) > most {
			t.Errorf("%d runs, %v", len(newest), err)
		}
		for _, r := range newest {
			if r.Words() == "" {
				t.Error("a run without words")
			}
		}
		m, err := readManifest(folder.Staged())
		if err != nil {
			return
		}
		if err := m.save(folder.Staged()); err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		if again, err := readManifest(folder.Staged()); err != nil || len(again.Tables) != len(m.Tables) || len(again.Findings) != len(m.Findings) {
			t.Errorf("%d tables became %d (%v)", len(m.Tables), len(again.Tables), err)
		}
	})
}
