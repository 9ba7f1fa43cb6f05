package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/marcboeker/go-duckdb/v2"
)

// writer opens the plans for the one connection that writes them, and opens them anew after something went wrong while they were
// written. A journal that could not be written to its end, as on a full disk, must not be gone on with: the engine would write behind
// the torn line, and would not read what stands there when it opens the file again. Where the file cannot be opened to be written, as
// while the disk stays full, it is opened to be read: pages are served, and every write tries anew.
type writer struct {
	path string

	mu     sync.Mutex
	engine *duckdb.Connector // nil while the file could not be opened again
	torn   bool
	reads  error // why the file is open to be read only; nil where it can be written
}

// Connect implements driver.Connector.
func (w *writer) Connect(ctx context.Context) (driver.Conn, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.torn {
		if err := w.mend(ctx); err != nil {
			return nil, fmt.Errorf("the plans could not be written and must be opened again, which does not succeed yet: %w", err)
		}
	}
	return w.engine.Connect(ctx)
}

// Driver implements driver.Connector.
func (w *writer) Driver() driver.Driver { return duckdb.Driver{} }

// Close gives the file back. The pool calls it when it is closed.
func (w *writer) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.engine == nil {
		return nil
	}
	err := w.engine.Close()
	w.engine = nil
	return err
}

// tear says that the journal may not be whole.
func (w *writer) tear() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.torn = true
}

// mend opens the file again as after a crash, or to be read where that does not succeed.
func (w *writer) mend(ctx context.Context) error {
	if w.engine != nil {
		if err := w.engine.Close(); err != nil {
			slog.WarnContext(ctx, "closing the plans to open them again", "error", err.Error())
		}
		w.engine = nil
	}
	err := settle(ctx, w.path)
	if err == nil {
		if w.engine, err = writerEngine(w.path); err == nil {
			w.torn, w.reads = false, nil
			slog.WarnContext(ctx, "the plans could not be written; they have been opened again, with everything that was acknowledged", "plans", w.path)
			return nil
		}
	}
	reader, readErr := plansEngine.connector(w.path, url.Values{"access_mode": {"READ_ONLY"}}, locked)
	if readErr != nil {
		return errors.Join(err, readErr)
	}
	if w.reads == nil {
		why, _, _ := strings.Cut(err.Error(), "\n") // the engine's stack follows
		slog.ErrorContext(ctx, "the plans cannot be written now; what is in them can be read", "plans", w.path, "error", why)
	}
	w.engine, w.torn, w.reads = reader, false, fmt.Errorf("%w: %w", ErrNotKept, err)
	return nil
}

// onlyReads says why the file is open to be read only; nil where it can be written.
func (w *writer) onlyReads() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.reads
}

// settle opens the file, recovers it where it must, and writes the journal into it, so that nothing is written behind a torn line.
func settle(ctx context.Context, path string) error {
	db, err := openOrRecover(ctx, path)
	if err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "checkpoint"); err != nil {
		return closing(fmt.Errorf("writing the journal into the file: %w", err), db)
	}
	return db.Close()
}

// locked keeps the plans' connections from other files and from the engine's settings.
var locked = []string{"set enable_external_access = false", "set lock_configuration = true"}

func writerEngine(path string) (*duckdb.Connector, error) {
	return plansEngine.connector(path, url.Values{"access_mode": {"READ_WRITE"}}, locked)
}

// onlyWriter is the database as the plans use it.
func onlyWriter(ctx context.Context, path string) (*sql.DB, *writer, error) {
	if err := settle(ctx, path); err != nil {
		return nil, nil, err
	}
	if err := syncPath(filepath.Dir(path)); err != nil { // the file may be new
		return nil, nil, fmt.Errorf("opening the plans %s: %w", path, err)
	}
	engine, err := writerEngine(path)
	if err != nil {
		return nil, nil, err
	}
	w := &writer{path: path, engine: engine}
	db := sql.OpenDB(w)
	db.SetMaxOpenConns(1)
	if err := db.PingContext(ctx); err != nil {
		return nil, nil, closing(fmt.Errorf("opening the plans %s: %w", path, err), db)
	}
	return db, w, nil
}

// nameJournal makes the journal's name outlive a power cut. The engine syncs what it writes into the journal, and begins a new file once
// the old one has been written into the plans; where only POSIX is promised, a new file is certain to be there when its folder has been
// synced. It is called by whoever has the one connection. A new file may have the number of an old one, but not its length.
func (p *Plans) nameJournal() error {
	now, err := os.Stat(p.path + ".wal")
	if errors.Is(err, fs.ErrNotExist) { // it has been written into the file
		return nil
	}
	if err != nil {
		return err
	}
	if p.journal == nil || !os.SameFile(p.journal, now) || now.Size() < p.journal.Size() {
		if err := p.sync(filepath.Dir(p.path)); err != nil {
			return err
		}
	}
	p.journal = now
	return nil
}

// checkpoint writes the journal into the file.
func (p *Plans) checkpoint(ctx context.Context) error {
	return p.alone(ctx, func(conn *sql.Conn) error {
		_, err := conn.ExecContext(ctx, "checkpoint")
		return p.tornBy(conn, err)
	})
}

// alone does something on the one connection, while nobody else writes or reads.
func (p *Plans) alone(ctx context.Context, do func(*sql.Conn) error) error {
	conn, err := p.db.Conn(ctx)
	if err != nil {
		return err
	}
	err = do(conn)
	if closeErr := conn.Close(); err == nil && !errors.Is(closeErr, sql.ErrConnDone) {
		err = closeErr
	}
	return err
}

// tornBy passes on an error of writing, after which the plans are opened anew before anybody uses them again.
func (p *Plans) tornBy(conn *sql.Conn, err error) error {
	if err == nil {
		return nil
	}
	p.writer.tear()
	// The pool lets go of a connection that says that it is bad, and asks for another.
	if bad := conn.Raw(func(any) error { return driver.ErrBadConn }); !errors.Is(bad, driver.ErrBadConn) {
		return errors.Join(err, bad)
	}
	return err
}

// tryAgain lets go of a connection that only reads, so that the next one is of a file opened to be written, where that can be done now.
func (p *Plans) tryAgain(ctx context.Context) error {
	if p.writer.onlyReads() == nil {
		return nil
	}
	err := p.alone(ctx, func(conn *sql.Conn) error { return p.tornBy(conn, p.writer.onlyReads()) })
	if errors.Is(err, ErrNotKept) {
		return nil
	}
	return err
}

// ErrNotKept is returned when the plans could not be written: the disk is full, or nothing can be written to it.
var ErrNotKept = errors.New("it cannot be written now")

// notKept marks an error that comes of a disk that cannot be written.
func notKept(err error) error {
	if errors.Is(err, ErrNotKept) || !NoRoom(err) && !broken(err) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrNotKept, err)
}

// broken says that the engine failed in a way that nothing after it can be relied on.
func broken(err error) bool {
	var e *duckdb.Error
	return errors.As(err, &e) && (e.Type == duckdb.ErrorTypeFatal || e.Type == duckdb.ErrorTypeInternal || e.Type == duckdb.ErrorTypeIO)
}
