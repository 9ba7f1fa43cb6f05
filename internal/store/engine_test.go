package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// warehouseFile writes a small finished warehouse.
func warehouseFile(t *testing.T, path string, n int) {
	t.Helper()
	db, err := Engine{Threads: 1}.Create(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range []string{"create table meta (key varchar, value varchar)",
		"insert into meta values ('register', 'sample'), ('built', '2026-06-30 09:00:00')",
		fmt.Sprintf("create table value as select %d as version from range(5000)", n)} {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
}

func TestReadersCanNeitherReachFilesNorChangeSettings(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "warehouse.duckdb")
	warehouseFile(t, path, 1)
	secret := filepath.Join(dir, "secret.csv")
	if err := os.WriteFile(secret, []byte("a\n1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := Engine{Memory: "100MB", TempDir: dir}.ReadOnly(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for range 3 { // several connections at once: each is held to the same
		conn, err := db.Conn(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		for _, query := range []string{
			"select * from read_csv('" + secret + "')", "select * from read_text('/etc/passwd')", "select * from '" + secret + "'",
			"copy value to '" + filepath.Join(dir, "out.csv") + "'", "attach '" + filepath.Join(dir, "other.duckdb") + "'",
			"set enable_external_access = true", "set memory_limit = '8GB'", "set lock_configuration = false", "set threads = 64",
			"install httpfs", "load httpfs", "create table mine (a integer)", "delete from value", "drop table value",
		} {
			if _, err := conn.ExecContext(context.Background(), query); err == nil {
				t.Errorf("a reader may not %s", query)
			}
		}
		var n int
		if err := conn.QueryRowContext(context.Background(), "select count(*) from value").Scan(&n); err != nil || n != 5000 {
			t.Errorf("%d rows (%v)", n, err)
		}
	}
}

func TestManyConnectionsOpenAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "warehouse.duckdb")
	warehouseFile(t, path, 1)
	db, err := Engine{}.ReadOnly(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			conn, err := db.Conn(context.Background())
			if err != nil {
				t.Error(err)
				return
			}
			defer conn.Close()
			var locked bool
			if err := conn.QueryRowContext(context.Background(), "select current_setting('lock_configuration')").Scan(&locked); err != nil || !locked {
				t.Errorf("a connection is not locked (%v)", err)
			}
		})
	}
	wg.Wait()
}

func TestAWarehouseThatIsNoneSaysSo(t *testing.T) {
	dir := t.TempDir()
	broken := filepath.Join(dir, "broken.duckdb")
	if err := os.WriteFile(broken, []byte("not a database, but long enough to look at"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{broken, filepath.Join(dir, "absent.duckdb")} {
		db, err := Engine{}.ReadOnly(context.Background(), path)
		if err == nil {
			db.Close()
			t.Errorf("%s opened", path)
		} else if !strings.Contains(err.Error(), path) {
			t.Errorf("the error does not name the file: %v", err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "absent.duckdb")); err == nil {
		t.Error("reading made a file")
	}
}

// Two instances give their spill files the same names.
func TestNoTwoInstancesSpillIntoOneFolder(t *testing.T) {
	e := Engine{TempDir: t.TempDir()}
	seen := map[string]bool{}
	for range 2 {
		db, err := e.Scratch(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		var dir string
		if err := db.QueryRow("select current_setting('temp_directory')").Scan(&dir); err != nil {
			t.Fatal(err)
		}
		if filepath.Dir(dir) != e.TempDir || seen[dir] {
			t.Errorf("spills into %s", dir)
		}
		seen[dir] = true
	}
}

func TestWhatLiesWithTheMachineAndWhatWithTheData(t *testing.T) {
	db, err := Engine{}.Scratch(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	asked := func(query string) error { _, err := db.Exec(query); return err }
	for _, c := range []struct {
		what            string
		err             error
		badData, noRoom bool
	}{
		{"nothing", nil, false, false},
		{"a word for a number", asked("select 'many'::integer"), true, false},
		{"a number too large", asked("select 300::utinyint + 1::utinyint"), true, false},
		{"no such column", asked("select a from range(1)"), false, false},
		{"no such table", asked("select * from figures"), false, false},
		{"not a statement", asked("selec"), false, false},
		{"no such file", asked("select * from read_csv('/nowhere.csv')"), false, false},
		{"a full disk", fmt.Errorf("writing: %w", &os.PathError{Op: "write", Path: "a", Err: syscall.ENOSPC}), false, true},
		{"a full disk in the engine's words", errors.New("IO Error: Could not write file \"a\": No space left on device"), false, true},
		{"a file that may not grow", errors.New("IO Error: Could not write file \"a\": File too large"), false, true},
	} {
		if BadData(c.err) != c.badData || NoRoom(c.err) != c.noRoom {
			t.Errorf("%s: bad data %v, no room %v: %v", c.what, BadData(c.err), NoRoom(c.err), c.err)
		}
	}
}

// TestOneFileHasManyReadersInAProcess opens a warehouse twice, as a server does that serves it while a job asks whether it is up to
// date; both spill into the same place.
func TestOneFileHasManyReadersInAProcess(t *testing.T) {
	dir := t.TempDir()
	engine, path := Engine{Memory: "200MB", TempDir: dir}, filepath.Join(dir, "warehouse.duckdb")
	made, err := engine.Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := made.ExecContext(t.Context(), "create table n as select 42 as n"); err != nil {
		t.Fatal(err)
	}
	if err := made.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		db, err := engine.ReadOnly(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		var n int
		if err := db.QueryRowContext(t.Context(), "select n from n").Scan(&n); err != nil || n != 42 {
			t.Errorf("read %d (%v), want 42", n, err)
		}
	}
}
