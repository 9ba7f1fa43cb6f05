// Package store opens, recovers, swaps and backs up the product's two DuckDB files: the warehouse, which is rebuilt and
// never edited, and the plans, which are precious. It alone imports the driver.
package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"

	"github.com/marcboeker/go-duckdb/v2"
)

// Engine bounds what one DuckDB instance may take from the machine.
type Engine struct {
	Memory  string // such as "900MB"
	Threads int    // 0 means the engine's own choice
	TempDir string // the folder in which each instance makes one of its own to spill into; empty leaves it to the engine
}

// Scratch opens a database in memory, with leave to read and write files: the loader's bench, never the server's.
func (e Engine) Scratch(ctx context.Context) (*sql.DB, error) { return e.open(ctx, "", nil, nil) }

// Create opens a new database file for writing.
func (e Engine) Create(ctx context.Context, path string) (*sql.DB, error) {
	return e.open(ctx, path, nil, nil)
}

// ReadOnly opens a finished warehouse for any number of readers. Its connections can neither reach other files nor change
// the engine's settings. Many readers ask at once and each asks little, so a question takes one thread unless the engine's own
// number says otherwise: dividing it among cores costs more than it saves. All openers of one file in a process must agree.
func (e Engine) ReadOnly(ctx context.Context, path string) (*sql.DB, error) {
	e.Threads = max(e.Threads, 1)
	return e.open(ctx, path, url.Values{"access_mode": {"READ_ONLY"}},
		[]string{"set enable_external_access = false", "set lock_configuration = true"})
}

// instances counts the databases this process has opened.
var instances atomic.Int64

func (e Engine) open(ctx context.Context, path string, extra url.Values, locks []string) (*sql.DB, error) {
	connector, err := e.connector(path, extra, locks)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector)
	if err := db.PingContext(ctx); err != nil {
		return nil, fmt.Errorf("opening the database %s: %w", name(path), closing(err, db))
	}
	return db, nil
}

func (e Engine) connector(path string, extra url.Values, locks []string) (*duckdb.Connector, error) {
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
		// Instances name their spill files alike, so two must never share a folder. The engine makes and removes it. All readers of
		// one file in a process share one instance, and must name one folder.
		own := strconv.FormatInt(instances.Add(1), 10)
		if len(extra) > 0 {
			own = filepath.Base(path)
		}
		settings.Set("temp_directory", filepath.Join(e.TempDir, fmt.Sprintf("spill-%d-%s", os.Getpid(), own)))
	}
	for key, values := range extra {
		settings[key] = values
	}
	connector, err := duckdb.NewConnector(path+"?"+settings.Encode(), lockOnce(locks))
	if err != nil {
		return nil, fmt.Errorf("opening the database %s: %w", name(path), err)
	}
	return connector, nil
}

// lockOnce runs the statements on the first connection: they hold for the whole instance. An instance that another opener
// of the same file has locked already needs them no more, and would refuse them.
func lockOnce(statements []string) func(driver.ExecerContext) error {
	if len(statements) == 0 {
		return nil
	}
	return func(conn driver.ExecerContext) error {
		locked, err := isLocked(conn)
		if err != nil || locked {
			return err
		}
		for _, s := range statements {
			if _, err := conn.ExecContext(context.Background(), s, nil); err != nil {
				return fmt.Errorf("%s: %w", s, err)
			}
		}
		return nil
	}
}

// isLocked says whether the instance's configuration can no longer be changed.
func isLocked(conn driver.ExecerContext) (bool, error) {
	queryer, ok := conn.(driver.QueryerContext)
	if !ok {
		return false, errors.New("the driver's connection cannot be asked for its settings")
	}
	rows, err := queryer.QueryContext(context.Background(), "select current_setting('lock_configuration')::boolean", nil)
	if err != nil {
		return false, fmt.Errorf("asking whether the configuration is locked: %w", err)
	}
	defer rows.Close()
	row := make([]driver.Value, 1)
	if err := rows.Next(row); err != nil {
		return false, fmt.Errorf("asking whether the configuration is locked: %w", err)
	}
	locked, _ := row[0].(bool)
	return locked, nil
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
