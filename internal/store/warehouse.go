package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// ErrNoWarehouse is returned while nothing has been published yet.
var ErrNoWarehouse = errors.New("no data has been loaded yet")

// Version is one published warehouse, open for reading.
type Version struct {
	N        int
	DB       *sql.DB
	Register string // "england" or "sample"
	Built    time.Time
	path     string
	readers  int
	retired  bool
}

// QueryContext reads the version.
func (v *Version) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return v.DB.QueryContext(ctx, query, args...)
}

// Tag names the version: the register and the number of its warehouse.
func (v *Version) Tag() string { return fmt.Sprintf("%s-%d", v.Register, v.N) }

// Downloads is the folder beside the version for the files that are made of it.
func (v *Version) Downloads() string { return Folder{Dir: filepath.Dir(v.path)}.Downloads(v.N) }

// Warehouse hands the current version to readers. When a new one is published the old one is closed as its last reader
// leaves, so that no answer mixes two versions.
type Warehouse struct {
	folder func() Folder // where the current data is: it changes once, from the sample to real data
	engine Engine
	log    *slog.Logger

	refreshing sync.Mutex // one refresh at a time, so that a slow one never puts an older version back

	mu      sync.Mutex
	current *Version
	closed  bool
}

// OpenWarehouse opens the current warehouse of the folder that folder names, if there is one.
func OpenWarehouse(ctx context.Context, folder func() Folder, engine Engine, log *slog.Logger) (*Warehouse, error) {
	w := &Warehouse{folder: folder, engine: engine, log: log}
	_, err := w.Refresh(ctx)
	return w, err
}

// Made names what answers are made of, for cache keys and ETags: the version, when it was built, and the program that reads it,
// because a newer program may say the same figures in other words. It is "none" where there is no warehouse.
func (w *Warehouse) Made() string {
	v, release, err := w.Use()
	if err != nil {
		return "none"
	}
	defer release()
	return v.Made()
}

// Made is Warehouse.Made of one version.
func (v *Version) Made() string { return fmt.Sprintf("%s %d %s", v.Tag(), v.Built.Unix(), program()) }

// program tells one build of this program from another by its file's size and time; empty where the system does not say.
var program = sync.OnceValue(func() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	about, err := os.Stat(path)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%d-%d", about.Size(), about.ModTime().Unix())
})

// Use lends the current version. The reader calls release when it is done.
func (w *Warehouse) Use() (v *Version, release func(), err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.current == nil {
		return nil, nil, ErrNoWarehouse
	}
	v = w.current
	v.readers++
	var once sync.Once
	return v, func() { once.Do(func() { w.leave(v) }) }, nil
}

func (w *Warehouse) leave(v *Version) {
	w.mu.Lock()
	v.readers--
	last := v.retired && v.readers == 0
	w.mu.Unlock()
	if last {
		w.close(v)
	}
}

func (w *Warehouse) close(v *Version) {
	if err := v.DB.Close(); err != nil {
		w.log.Warn("closing an old warehouse", "version", v.N, "error", err.Error())
	}
}

// Refresh opens the folder's current warehouse if it is not the one being read.
func (w *Warehouse) Refresh(ctx context.Context) (changed bool, err error) {
	w.refreshing.Lock()
	defer w.refreshing.Unlock()
	path, n, err := w.path()
	if err != nil || n == 0 || w.serves(path) {
		return false, err
	}
	next, err := w.open(ctx, path, n)
	if later, m, pathErr := w.path(); err != nil && pathErr == nil && later != path {
		// While it was being opened, newer ones were published and it was removed.
		next, err = w.open(ctx, later, m)
	}
	if err != nil {
		return false, err
	}
	if !w.swap(next) {
		w.close(next)
		return false, nil
	}
	w.log.InfoContext(ctx, "warehouse attached", "version", next.N, "register", next.Register)
	return true, nil
}

// serves says that the warehouse in this file is the one being read, or that none is to be read any more.
func (w *Warehouse) serves(path string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.closed || w.current != nil && w.current.path == path
}

// swap makes next, which may be nil, the version that readers get. It fails once the warehouse is closed.
func (w *Warehouse) swap(next *Version) bool {
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		return false
	}
	old := w.current
	w.current, w.closed = next, next == nil
	idle := old != nil && old.readers == 0
	if old != nil {
		old.retired = true
	}
	w.mu.Unlock()
	if idle {
		w.close(old)
	}
	return true
}

// path is the file of the current version and its number; 0 when there is none.
func (w *Warehouse) path() (string, int, error) {
	folder := w.folder()
	n, err := folder.Current()
	return folder.Warehouse(n), n, err
}

func (w *Warehouse) open(ctx context.Context, path string, n int) (*Version, error) {
	db, err := w.engine.ReadOnly(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("attaching warehouse %d: %w. \"inclusion rebuild\" makes it again from the archive", n, err)
	}
	v := &Version{N: n, DB: db, path: path}
	if err := db.QueryRowContext(ctx, "select max(value) filter (key = 'register'), max(value) filter (key = 'built')::timestamp from meta").
		Scan(&v.Register, &v.Built); err != nil {
		return nil, closing(fmt.Errorf("reading warehouse %d: %w. \"inclusion rebuild\" makes it again from the archive", n, err), db)
	}
	return v, nil
}

// Watch refreshes until the context ends, so that a load by another process is seen.
func (w *Warehouse) Watch(ctx context.Context, every time.Duration) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if _, err := w.Refresh(ctx); err != nil {
				w.log.ErrorContext(ctx, "looking for a new warehouse", "error", err.Error())
			}
		}
	}
}

// Close closes the current version as its last reader leaves, and opens no other.
func (w *Warehouse) Close() { w.swap(nil) }
