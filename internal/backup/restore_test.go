package backup

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"inclusion/internal/store"
)

func TestARestoreTakesAnEmptyFolderOrMovesAside(t *testing.T) {
	data, s := dataFolder(t), Shelf{t.TempDir()}
	name, _ := made(t, s, data, at)
	write(t, filepath.Join(data, "runs.jsonl"), "later\n")
	if _, err := restored(t, s, name, data, false); err == nil || !strings.Contains(err.Error(), "is not empty") {
		t.Errorf("%v; want a folder that is not empty refused", err)
	}
	p := openPlans(t, data)
	if _, err := restored(t, s, name, data, true); !errors.Is(err, store.ErrPlansOpen) {
		t.Errorf("%v; want %v", err, store.ErrPlansOpen)
	}
	closed(t, p)
	done, err := restored(t, s, name, data, true)
	if err != nil || done.Aside != filepath.Join(data, "replaced-20260301T023000Z") {
		t.Fatalf("%+v, %v", done, err)
	}
	for file, want := range map[string]string{
		"runs.jsonl": "{}\n", "replaced-20260301T023000Z/runs.jsonl": "later\n", "administrator.key": "secret",
		"replaced-20260301T023000Z/warehouse-000001.duckdb": "made again",
	} {
		if got, err := os.ReadFile(filepath.Join(data, file)); err != nil || string(got) != want {
			t.Errorf("%s holds %q (%v), want %q", file, got, err, want)
		}
	}
	closed(t, openPlans(t, data))
}

// TestARestoreThatWasCutShortIsEnded stops a restore after each of its moves, as a power cut would, and goes on.
func TestARestoreThatWasCutShortIsEnded(t *testing.T) {
	data, s := dataFolder(t), Shelf{t.TempDir()}
	name, _ := made(t, s, data, at)
	write(t, filepath.Join(data, "runs.jsonl"), "later\n")
	r := Restore{Shelf: s, Name: name, Data: data, Replace: true, Now: func() time.Time { return at }}
	for _, moves := range []int{0, 2, 4, 6} {
		dir := filepath.Join(t.TempDir(), "data")
		if err := os.CopyFS(dir, os.DirFS(data)); err != nil {
			t.Fatal(err)
		}
		r.Data = dir
		var done Restored
		var err error
		if done.Manifest, err = s.Check(t.Context(), name); err != nil {
			t.Fatal(err)
		}
		if err := r.prepare(t.Context(), &done); err != nil {
			t.Fatal(err)
		}
		m := moving{Aside: "replaced-now"}
		if err := m.save(dir); err != nil {
			t.Fatal(err)
		}
		cutShort(t, dir, &m, moves)
		if _, err := store.OpenPlans(t.Context(), store.Folder{Dir: dir}.Plans()); err == nil || !strings.Contains(err.Error(), "restore --finish") {
			t.Fatalf("%d moves: the plans open (%v)", moves, err)
		}
		if was, err := Finish(dir); !was || err != nil {
			t.Fatalf("%d moves: %t, %v", moves, was, err)
		}
		got, err := os.ReadFile(filepath.Join(dir, "runs.jsonl"))
		old, errOld := os.ReadFile(filepath.Join(dir, "replaced-now", "runs.jsonl"))
		if string(got) != "{}\n" || string(old) != "later\n" || err != nil || errOld != nil {
			t.Errorf("%d moves: %q (%v) after %q (%v)", moves, got, err, old, errOld)
		}
		closed(t, openPlans(t, dir))
		if was, err := Finish(dir); was || err != nil {
			t.Errorf("%d moves: it is finished twice (%v)", moves, err)
		}
	}
}

// cutShort makes so many moves: three aside, then all aside, then so many in.
func cutShort(t *testing.T, dir string, m *moving, moves int) {
	t.Helper()
	held, err := holds(dir)
	if err != nil {
		t.Fatal(err)
	}
	if moves <= 3 {
		if err := os.MkdirAll(filepath.Join(dir, m.Aside), 0o750); err != nil {
			t.Fatal(err)
		}
		for _, name := range held[:moves] {
			if err := os.Rename(filepath.Join(dir, name), filepath.Join(dir, m.Aside, name)); err != nil {
				t.Fatal(err)
			}
		}
		return
	}
	if err := m.out(dir); err != nil {
		t.Fatal(err)
	}
	coming, err := os.ReadDir(incoming(dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range coming[:moves-3] {
		if err := os.Rename(filepath.Join(incoming(dir), e.Name()), filepath.Join(dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
}
