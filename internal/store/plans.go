package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/marcboeker/go-duckdb/v2"
)

// ErrPlansOpen is returned when the plans are open already: one process writes them.
var ErrPlansOpen = errors.New("another process has the plans open")

// plansEngine is what the plans may take: they are small, and the warehouse needs the machine more.
var plansEngine = Engine{Memory: "256MB", Threads: 1}

// Plans is the database of what people write. It is precious, so it is never rebuilt: its tables change by migrations,
// one process has it open, and that process writes through one connection.
type Plans struct {
	db     *sql.DB
	writer *writer
	path   string
	bytes  *os.File // the file itself, to be copied; closing it gives up this process's locks on the file, so it is closed last
	unlock func()
	now    func() time.Time
	pause  func(ctx context.Context, try int) error

	journal os.FileInfo             // of the journal whose name is known to outlive a power cut
	sync    func(path string) error // makes a folder's names outlive one

	mu     sync.Mutex
	proved time.Time // when the plans were last found to be writable
}

// OpenPlans opens the plans at path, making them when they are not there, and brings their tables up to date. A process
// that died while writing is recovered from: what it was told is kept is there.
func OpenPlans(ctx context.Context, path string) (*Plans, error) {
	known, err := knownMigrations()
	if err != nil {
		return nil, err
	}
	return openPlans(ctx, path, known)
}

func openPlans(ctx context.Context, path string, known []migration) (*Plans, error) {
	unlock, err := lockPlans(path)
	if err != nil {
		return nil, err
	}
	p := &Plans{path: path, unlock: unlock, now: time.Now, pause: pauseBetweenTries, sync: syncPath}
	if err := p.open(ctx); err != nil {
		unlock()
		return nil, err
	}
	if err = p.migrate(ctx, known); err == nil {
		err = p.forgetExpired(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

// open opens the database, and then its file once more to read.
func (p *Plans) open(ctx context.Context) (err error) {
	if err := NotHalfRestored(filepath.Dir(p.path)); err != nil {
		return err
	}
	if p.db, p.writer, err = p.afterReaders(ctx); err != nil {
		return err
	}
	if p.bytes, err = os.Open(p.path); err != nil {
		return closing(fmt.Errorf("opening the plans: %w", err), p.db)
	}
	return nil
}

// readersWait is how often the plans are tried to be opened while another process reads them, as "inclusion verify" does: for some ten
// seconds in all. A process that writes them holds their lock, and is not waited for.
const readersWait = 11

// afterReaders opens the database, and waits for processes that read it to leave.
func (p *Plans) afterReaders(ctx context.Context) (*sql.DB, *writer, error) {
	for try := 1; ; try++ {
		db, w, err := onlyWriter(ctx, p.path)
		if !errors.Is(err, ErrPlansOpen) || try == readersWait {
			return db, w, err
		}
		if try == 1 {
			slog.InfoContext(ctx, "another process is reading the plans; waiting for it to end", "plans", p.path)
		}
		if err := p.pause(ctx, try); err != nil {
			return nil, nil, err
		}
	}
}

// lockPlans makes sure that nobody else has the plans open. The engine's own lock would let this process open them twice.
func lockPlans(path string) (unlock func(), err error) {
	file, err := os.OpenFile(path+".lock", os.O_CREATE|os.O_RDWR, 0o640)
	if err != nil {
		return nil, fmt.Errorf("taking the lock of the plans: %w. Is the data folder there, and may the user who runs this program write in it?", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		file.Close()
		return nil, fmt.Errorf("opening the plans %s: %w. Stop it, or give this one a data folder of its own with --data or INCLUSION_DATA", path, ErrPlansOpen)
	}
	return func() { file.Close() }, nil
}

// openOrRecover opens the file. Engine 1.4 cannot open one whose journal holds an ALTER TABLE with a function as its
// default, which is what a process leaves that dies before its checkpoint; replaying the journal from a database in memory
// works, and after a checkpoint the file opens.
func openOrRecover(ctx context.Context, path string) (*sql.DB, error) {
	if err := accessible(path); err != nil {
		return nil, err
	}
	db, err := openWriter(ctx, path)
	switch {
	case err == nil:
		return db, nil
	case strings.Contains(err.Error(), "Conflicting lock"):
		return nil, fmt.Errorf("opening the plans %s: %w: %w", path, ErrPlansOpen, err)
	case ctx.Err() != nil:
		return nil, fmt.Errorf("opening the plans %s: %w", path, err)
	}
	why, _, _ := strings.Cut(err.Error(), "\n") // the engine's stack follows
	if failed := replay(ctx, path); failed != nil {
		return nil, fmt.Errorf("opening the plans: %s. Replaying their journal did not help: %w. Keep %s and %s.wal as they are, and restore the plans from a backup",
			why, failed, path, path)
	}
	slog.WarnContext(ctx, "the plans did not open, so their journal was replayed apart and written into the file", "plans", path, "why", why)
	db, err = openWriter(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("opening the plans after their journal was replayed: %w. Keep %s as it is, and restore the plans from a backup", err, path)
	}
	return db, nil
}

// accessible says what the engine would say less clearly. It must come before the engine opens the file: closing a file
// gives up every lock this process has on it.
func accessible(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err == nil {
		return file.Close()
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("opening the plans: %w. The user who runs this program must be able to write them", err)
	}
	if _, err := os.Stat(path + ".wal"); err == nil {
		return fmt.Errorf("the plans %s are gone but their journal %s.wal is there: put both back from a backup, or move the journal away to begin with empty plans", path, path)
	}
	return nil
}

// openWriter opens the file for the one connection that writes it, which can reach no other file and change no setting.
func openWriter(ctx context.Context, path string) (*sql.DB, error) {
	db, err := plansEngine.open(ctx, path, url.Values{"access_mode": {"READ_WRITE"}}, locked)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

func replay(ctx context.Context, path string) (err error) {
	db, err := plansEngine.Scratch(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	for _, statement := range []string{"attach '" + strings.ReplaceAll(path, "'", "''") + "' as plans", "checkpoint plans", "detach plans"} {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	return nil
}

// Close writes the journal into the file and lets others open the plans.
func (p *Plans) Close() error {
	defer p.unlock()
	if err := errors.Join(p.db.Close(), p.bytes.Close()); err != nil {
		return fmt.Errorf("closing the plans %s: %w", p.path, err)
	}
	return nil
}

// proof is how long the plans count as writable after they were written: whoever asks, and how often, costs little.
const proof = time.Second

// Writable finds out by writing whether the plans can be written.
func (p *Plans) Writable(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if age := now.Sub(p.proved); age >= 0 && age < proof {
		return nil
	}
	if err := p.write(ctx, "trying to write the plans", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "update pulse set written = ?", now.UTC())
		return err
	}); err != nil {
		return err
	}
	p.proved = now
	return nil
}

// tries is how often a transaction is tried that comes into conflict with another.
const tries = 5

// write runs change in a transaction, and again when another transaction came between. The change may be made several
// times over, so it does nothing but write the plans.
func (p *Plans) write(ctx context.Context, doing string, change func(*sql.Tx) error) error {
	for try := 1; ; try++ {
		err := p.once(ctx, change)
		if err == nil {
			return nil
		}
		if !conflict(err) || errors.Is(err, errCommit) {
			return fmt.Errorf("%s: %w", doing, notKept(err))
		}
		if try == tries {
			return fmt.Errorf("%s: %d tries, and each time something else was being written: %w", doing, tries, err)
		}
		if err := p.pause(ctx, try); err != nil {
			return fmt.Errorf("%s: %w", doing, err)
		}
	}
}

// once runs change in a transaction. When it cannot be committed, or the engine fails, the plans are opened anew before anything else.
func (p *Plans) once(ctx context.Context, change func(*sql.Tx) error) error {
	if err := p.tryAgain(ctx); err != nil {
		return err
	}
	return p.alone(ctx, func(conn *sql.Conn) error {
		if err := p.writer.onlyReads(); err != nil {
			return err
		}
		tx, err := conn.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		if err := change(tx); err != nil {
			if undo := tx.Rollback(); undo != nil && !errors.Is(undo, sql.ErrTxDone) {
				return p.tornBy(conn, fmt.Errorf("%w (and undoing it: %w)", err, undo))
			}
			if broken(err) {
				return p.tornBy(conn, err)
			}
			return err
		}
		switch err := tx.Commit(); {
		case errors.Is(err, sql.ErrTxDone), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded): // before it was tried
			return err
		case err != nil:
			return fmt.Errorf("%w: %w", errCommit, p.tornBy(conn, err))
		}
		if err := p.nameJournal(); err != nil {
			return fmt.Errorf("%w: %w", errCommit, p.tornBy(conn, err))
		}
		return nil
	})
}

// errCommit says that a transaction could not be ended. It is not tried again: whether it was kept is known only when the plans have been
// opened anew.
var errCommit = errors.New("it could not be kept")

// conflict says that a transaction failed only because of another one.
func conflict(err error) bool {
	var e *duckdb.Error
	return errors.As(err, &e) && e.Type == duckdb.ErrorTypeTransaction
}

// pauseBetweenTries waits longer each time, and never as long as whoever is waiting for the same.
func pauseBetweenTries(ctx context.Context, try int) error {
	most := 5 * time.Millisecond << try
	timer := time.NewTimer(most/2 + rand.N(most/2))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
