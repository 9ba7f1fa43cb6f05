// Package store opens, recovers, swaps and backs up the product's two DuckDB files: the warehouse, which is rebuilt and
// never edited, and the plans, which are precious. It alone imports the driver.
package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"net/url"
	"strconv"

	"github.com/marcboeker/go-duckdb/v2"
)

// Engine bounds what one DuckDB instance may take from the machine.
type Engine struct {
	Memory  string // such as "900MB"
	Threads int    // 0 means the engine's own choice
	TempDir string // where it may spill; empty means it may not
}

// Scratch opens a database in memory, with leave to read and write files: the loader's bench, never the server's.
func (e Engine) Scratch(ctx context.Context) (*sql.DB, error) { return e.open(ctx, "", nil, nil) }

// Create opens a new database file for writing.
func (e Engine) Create(ctx context.Context, path string) (*sql.DB, error) {
	return e.open(ctx, path, nil, nil)
}

// ReadOnly opens a finished warehouse for any number of readers. Its connections can neither reach other files nor change
// the engine's settings.
func (e Engine) ReadOnly(ctx context.Context, path string) (*sql.DB, error) {
	return e.open(ctx, path, url.Values{"access_mode": {"READ_ONLY"}},
		[]string{"set enable_external_access = false", "set lock_configuration = true"})
}

func (e Engine) open(ctx context.Context, path string, extra url.Values, locks []string) (*sql.DB, error) {
	settings := url.Values{
		"autoinstall_known_extensions": {"false"},
		"autoload_known_extensions":    {"false"},
	}
	if e.Memory != "" {
		settings.Set("memory_limit", e.Memory)
	}
	if e.Threads > 0 {
		settings.Set("threads", strconv.Itoa(e.Threads))
	}
	if e.TempDir != "" {
		settings.Set("temp_directory", e.TempDir)
	}
	for key, values := range extra {
		settings[key] = values
	}
	connector, err := duckdb.NewConnector(path+"?"+settings.Encode(), lockOnce(locks))
	if err != nil {
		return nil, fmt.Errorf("opening the database %s: %w", name(path), err)
	}
	db := sql.OpenDB(connector)
	if err := db.PingContext(ctx); err != nil {
		return nil, fmt.Errorf("opening the database %s: %w", name(path), closing(err, db))
	}
	return db, nil
}

// lockOnce runs the statements on the first connection: they hold for the whole instance, and once the configuration is
// locked a second run would be refused.
func lockOnce(statements []string) func(driver.ExecerContext) error {
	done := false
	return func(conn driver.ExecerContext) error {
		if done {
			return nil
		}
		for _, s := range statements {
			if _, err := conn.ExecContext(context.Background(), s, nil); err != nil {
				return fmt.Errorf("%s: %w", s, err)
			}
		}
		done = true
		return nil
	}
}

func closing(err error, db *sql.DB) error {
	if closeErr := db.Close(); closeErr != nil {
		return fmt.Errorf("%w (and closing it: %w)", err, closeErr)
	}
	return err
}

func name(path string) string {
	if path == "" {
		return "in memory"
	}
	return path
}
