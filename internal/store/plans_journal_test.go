package store

import (
	"errors"
	"path/filepath"
	"testing"
	"time"
)

// TestTheNameOfANewJournalIsSyncedBeforeASaveIsAcknowledged: a power cut leaves a journal that nobody finds where its folder was not
// synced. Once is enough for a journal.
func TestTheNameOfANewJournalIsSyncedBeforeASaveIsAcknowledged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plans.duckdb")
	p, err := OpenPlans(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if err := p.checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	synced := 0
	p.journal, p.sync = nil, func(dir string) error {
		synced++
		if dir != filepath.Dir(path) {
			t.Errorf("%s was synced, and the journal stands in %s", dir, filepath.Dir(path))
		}
		return nil
	}
	save := func(token string) error {
		return p.CommitCtx(t.Context(), token, []byte("data"), time.Now().Add(time.Hour))
	}
	for step, want := range []int{1, 1, 2, 2} {
		if step == 2 {
			if err := p.checkpoint(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if err := save(string(rune('a' + step))); err != nil || synced != want {
			t.Errorf("after save %d the folder was synced %d times, want %d (%v)", step+1, synced, want, err)
		}
	}
	if err := p.checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	p.sync = func(string) error { return errors.New("the disk has gone") }
	if err := save("e"); err == nil {
		t.Error("a save is acknowledged whose journal has no certain name")
	}
}
