package main

import (
	"context"
	"log"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"inclusion/internal/backup"
	"inclusion/internal/store"
)

// saidLines hands on every line that is logged, of whatever level, until the test ends.
type saidLines struct {
	slog.Handler
	lines chan string
}

func (s saidLines) Handle(_ context.Context, r slog.Record) error {
	s.lines <- r.Message
	return nil
}

func listening(t *testing.T) <-chan string {
	t.Helper()
	before, out, flags := slog.Default(), log.Writer(), log.Flags()
	s := saidLines{slog.DiscardHandler, make(chan string, 100)}
	slog.SetDefault(slog.New(s))
	t.Cleanup(func() {
		slog.SetDefault(before)
		log.SetOutput(out) // a default logger takes the standard one with it, and does not give it back
		log.SetFlags(flags)
	})
	return s.lines
}

func (saidLines) Enabled(context.Context, slog.Level) bool { return true }

// untilSaid waits for a line of the log.
func untilSaid(t *testing.T, lines <-chan string, wanted string) {
	t.Helper()
	for {
		select {
		case line := <-lines:
			if line == wanted {
				return
			}
		case <-time.After(time.Minute):
			t.Fatalf("nobody said %q", wanted)
		}
	}
}

func TestAMissedBackupIsMadeUpForAndOlderOnesRotate(t *testing.T) {
	c := &Config{Data: t.TempDir()}
	plans, err := store.OpenPlans(t.Context(), store.Folder{Dir: c.Data}.Plans())
	if err != nil {
		t.Fatal(err)
	}
	defer plans.Close()
	f := backupFlags{Backups: filepath.Join(t.TempDir(), "backups"), BackupAt: "30 2 * * *", BackupKeep: backup.Keep{Days: 2}}
	if err := os.Mkdir(f.Backups, 0o700); err != nil {
		t.Fatal(err)
	}
	shelf := backup.Shelf{Dir: f.Backups}
	var older []string
	for _, days := range []int{5, 4, 3} {
		name, _, err := shelf.Make(t.Context(), backup.Source{Data: c.Data, Plans: plans, Program: "test", Now: func() time.Time { return time.Now().AddDate(0, 0, -days) }})
		if err != nil {
			t.Fatal(err)
		}
		older = append(older, name)
	}
	names := func() []string {
		all, err := shelf.Names()
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(all)
		return all
	}

	lines := listening(t)
	stop, err := f.scheduleBackups(t.Context(), c, plans)
	if err != nil {
		t.Fatal(err)
	}
	untilSaid(t, lines, "a backup was made and read back")
	stop()
	made := names()
	if len(made) != 2 || made[0] != older[2] || slices.Contains(older, made[1]) {
		t.Fatalf("%v; want the newest of before, %s, and a new one", made, older[2])
	}

	stop, err = f.scheduleBackups(t.Context(), c, plans)
	if err != nil {
		t.Fatal(err)
	}
	stop()
	if again := names(); !slices.Equal(again, made) {
		t.Errorf("%v; want none made and none removed where none was missed", again)
	}
}

func TestABackupThatFailsIsLoggedAndMeasured(t *testing.T) {
	c := &Config{Data: t.TempDir()}
	failed := func() time.Time {
		backupMeters.mu.Lock()
		defer backupMeters.mu.Unlock()
		return backupMeters.failed
	}
	before, began := failed(), time.Now()
	lines := listening(t)
	f := backupFlags{Backups: filepath.Join(t.TempDir(), "not mounted"), BackupAt: "30 2 * * *", BackupKeep: backup.Keep{Days: 2}}
	stop, err := f.scheduleBackups(t.Context(), c, nil)
	if err != nil {
		t.Fatal(err)
	}
	untilSaid(t, lines, "no backup was made: is the disk for it mounted?")
	stop()
	if at := failed(); !at.After(before) || at.Before(began) {
		t.Errorf("the last failure is measured as of %s, and it was after %s", at, began)
	}
	if _, err := os.Stat(f.Backups); !os.IsNotExist(err) {
		t.Errorf("%v; want the server not to make the folder of a disk that is not mounted", err)
	}
}
