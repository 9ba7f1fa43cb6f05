package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/account/sessiontest"
)

// opened are the plans at path, closed when the test ends.
func opened(t *testing.T, path string) *Plans {
	t.Helper()
	p, err := OpenPlans(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p
}

func newPlans(t *testing.T) *Plans {
	t.Helper()
	return opened(t, filepath.Join(t.TempDir(), "plans.duckdb"))
}

func TestPlansKeepSessions(t *testing.T) {
	sessiontest.Conform(t, func(t *testing.T) account.Sessions { return newPlans(t) })
}

func TestOfATokenOnlyItsHashIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plan's.duckdb")
	const token = "the-token-that-nobody-may-read"
	p := opened(t, path)
	if err := p.CommitCtx(t.Context(), token, []byte("data"), far); err != nil {
		t.Fatal(err)
	}
	var kept string
	if err := p.db.QueryRowContext(t.Context(), "select token_hash from session").Scan(&kept); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(token))
	if kept != hex.EncodeToString(sum[:]) {
		t.Errorf("kept %q, want the token's SHA-256", kept)
	}
	for _, close := range []func() error{func() error { return nil }, p.Close} {
		if err := close(); err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
		if err != nil || len(files) < 2 {
			t.Fatalf("%v, %v", files, err)
		}
		for _, file := range files {
			if b, err := os.ReadFile(file); err != nil || bytes.Contains(b, []byte(token)) {
				t.Errorf("%s holds the token (%v)", file, err)
			}
		}
	}
}

func TestExpiredSessionsAreRemoved(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plans.duckdb")
	p := opened(t, path)
	count := func() (n int) {
		if err := p.db.QueryRowContext(t.Context(), "select count(*) from session").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	now := time.Now()
	p.now = func() time.Time { return now }
	for _, token := range []string{"a", "b", "c"} {
		if err := p.CommitCtx(t.Context(), token, nil, now.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	now = now.Add(time.Hour)
	if count() != 3 {
		t.Fatalf("%d sessions are kept, want 3", count())
	}
	if err := p.CommitCtx(t.Context(), "d", nil, now.Add(-time.Hour)); err != nil || count() != 1 {
		t.Errorf("%d sessions are left after one was kept (%v), want that one", count(), err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	if p = opened(t, path); count() != 0 {
		t.Errorf("%d sessions are left after the plans were opened, want none", count())
	}
}

func TestPlansReachNothingElse(t *testing.T) {
	p := newPlans(t)
	for _, statement := range []string{
		"select * from read_csv('/etc/passwd')", "copy session to '" + p.path + ".csv'", "attach '" + p.path + ".other' as other",
		"set enable_external_access = true", "set memory_limit = '8GB'", "set autoload_known_extensions = true", "install httpfs", "load httpfs",
	} {
		if _, err := p.db.ExecContext(t.Context(), statement); err == nil {
			t.Errorf("%s was done", statement)
		}
	}
}

func TestWritableWritesAtMostOnceASecond(t *testing.T) {
	p := newPlans(t)
	now := time.Date(2026, time.March, 1, 12, 0, 0, 0, time.UTC)
	p.now = func() time.Time { return now }
	for _, c := range []struct{ later, age time.Duration }{{0, 0}, {proof - 1, proof - 1}, {1, 0}, {time.Hour, 0}, {-2 * time.Hour, 0}} {
		now = now.Add(c.later)
		if err := p.Writable(t.Context()); err != nil {
			t.Fatal(err)
		}
		var at time.Time
		if err := p.db.QueryRowContext(t.Context(), "select written from pulse").Scan(&at); err != nil || now.Sub(at) > c.age+time.Microsecond {
			t.Errorf("%s later the row is %s old (%v), want %s", c.later, now.Sub(at), err, c.age)
		}
	}
	if err := p.db.Close(); err != nil {
		t.Fatal(err)
	}
	now = now.Add(time.Hour)
	for range 2 {
		if err := p.Writable(t.Context()); err == nil {
			t.Error("plans that cannot be written count as writable")
		}
	}
}

func TestMigrationsAreRecorded(t *testing.T) {
	known, err := knownMigrations()
	if err != nil || len(known) < 2 || known[0].String() != "0001_session" {
		t.Fatalf("%v, %v", known, err)
	}
	path := filepath.Join(t.TempDir(), "plans.duckdb")
	for range 2 {
		p := opened(t, path)
		n, err := p.applied(t.Context(), known)
		if err != nil || n != len(known) {
			t.Errorf("%d migrations are recorded (%v), want %d", n, err, len(known))
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestMigrationsDoNotWaitInTheJournal(t *testing.T) {
	known, err := knownMigrations()
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(newPlans(t).path) // and not its journal
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "plans.duckdb")
	if err := os.WriteFile(path, file, 0o640); err != nil {
		t.Fatal(err)
	}
	db, err := openWriter(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := db.QueryRowContext(t.Context(), "select count(*) from migration").Scan(&n); err != nil || n != len(known) {
		t.Errorf("the file without its journal has %d migrations (%v), want %d", n, err, len(known))
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestPlansOfAnotherProgramAreRefusedAsTheyAre(t *testing.T) {
	known, err := knownMigrations()
	if err != nil {
		t.Fatal(err)
	}
	next := migration{number: len(known) + 1, name: "later", text: "create table later (id integer); insert into later values (7)"}
	edited := slices.Clone(known)
	edited[0].text += "\n-- a comment\n"
	renamed := slices.Clone(known)
	renamed[1].name = "another"
	path := filepath.Join(t.TempDir(), "plans.duckdb")
	for _, c := range []struct {
		name    string
		program []migration
		says    string // empty when it opens
	}{
		{"new file", known, ""},
		{"an edited migration", edited, "has been changed since it was applied"},
		{"a renamed migration", renamed, "0002_pulse, which is not this program's 0002_another"},
		{"a newer program", append(slices.Clone(known), next), ""},
		{"the older program again", known, "newer version of this program: they have the migration " + next.String() + ", and this version's last is " + last(known)},
		{"a program with none", nil, "this version's last is none"},
		{"the newer program again", append(slices.Clone(known), next), ""},
	} {
		p, err := openPlans(t.Context(), path, c.program)
		if c.says != "" {
			if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), path) {
				t.Errorf("%s: %v; want %q and the file's name", c.name, err, c.says)
			}
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAMigrationIsAppliedWholeOrNotAtAll(t *testing.T) {
	known, err := knownMigrations()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "plans.duckdb")
	broken := migration{number: len(known) + 1, name: "broken", text: "create table half (id integer); insert into half values (1); insert into nowhere values (1)"}
	if _, err := openPlans(t.Context(), path, append(slices.Clone(known), broken)); err == nil || !strings.Contains(err.Error(), broken.String()) {
		t.Fatalf("%v; want an error that names the migration", err)
	}
	p := opened(t, path)
	var tables int
	if err := p.db.QueryRowContext(t.Context(), "select count(*) from duckdb_tables() where table_name = 'half'").Scan(&tables); err != nil || tables != 0 {
		t.Errorf("%d tables of the broken migration are there (%v)", tables, err)
	}
}

func TestAConflictIsTriedAgainAndGivenUpInTheEnd(t *testing.T) {
	for _, c := range []struct {
		name string
		held int // tries during which another transaction holds the row
		ends error
		kept bool
	}{
		{"at once", 0, nil, true}, {"after two tries", 2, nil, true}, {"never", tries, nil, false}, {"the request ends", 2, context.Canceled, false},
	} {
		p := newPlans(t)
		p.db.SetMaxOpenConns(2)
		other, err := p.db.BeginTx(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if c.held > 0 {
			if _, err := other.ExecContext(t.Context(), "update pulse set written = '2000-01-01'"); err != nil {
				t.Fatal(err)
			}
		}
		tried := 0
		p.pause = func(_ context.Context, try int) error {
			if tried = try; try == c.held {
				if err := other.Commit(); err != nil {
					t.Fatal(err)
				}
				return c.ends
			}
			return nil
		}
		err = p.write(t.Context(), "trying", func(tx *sql.Tx) error {
			_, err := tx.ExecContext(t.Context(), "update pulse set written = '2026-01-01'")
			return err
		})
		if c.kept != (err == nil) || c.ends != nil && !errors.Is(err, c.ends) || tried != min(c.held, tries-1) {
			t.Errorf("%s: %v after %d pauses; want kept %t", c.name, err, tried, c.kept)
		}
		if err := other.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
			t.Error(err)
		}
	}
}

func TestAPauseEndsWithTheRequest(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := pauseBetweenTries(ended, 30); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestDamagedOrMissingPlansAreNotWrittenOver(t *testing.T) {
	for name, damage := range map[string]func(path string) error{
		"not a database": func(path string) error { return os.WriteFile(path, bytes.Repeat([]byte("damaged "), 4096), 0o640) },
		"a folder":       func(path string) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o750)) },
		"only the journal": func(path string) error {
			return errors.Join(os.Remove(path), os.WriteFile(path+".wal", []byte("journal"), 0o640))
		},
	} {
		path := filepath.Join(t.TempDir(), "plans.duckdb")
		if err := opened(t, path).Close(); err != nil {
			t.Fatal(err)
		}
		if err := damage(path); err != nil {
			t.Fatal(err)
		}
		before, _ := os.ReadFile(path)
		if _, err := OpenPlans(t.Context(), path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v; want an error that names %s", name, err, path)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
			t.Errorf("%s: the file was changed", name)
		}
	}
}
