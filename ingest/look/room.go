package look

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"inclusion/ingest/source"
	"inclusion/internal/store"
)

// How long another process is waited for, and how long before it is asked again.
const (
	patience = 5 * time.Minute
	pause    = 2 * time.Second
)

// errLooking says that two would look at one source.
var errLooking = errors.New("another process is looking at this source; its look will do")

// room is a source's own part of the data folder, where what is taken stands until it is loaded. One look at a time has
// it, whatever process it is in: the lock goes with the process, so that what a crash left behind is the next one's to
// clear. Only what is remembered outlasts a look.
type room struct {
	dir  string
	lock *os.File
}

// enter waits for a source's room.
func (l *Looker) enter(ctx context.Context, s source.Source) (r *room, err error) {
	dir := filepath.Join(l.Loader.Folder.Dir, "taking", s.ID)
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, fmt.Errorf("making room for what is taken: %w", err)
	}
	lock, err := os.Open(dir)
	if err != nil {
		return nil, fmt.Errorf("making room for what is taken: %w", err)
	}
	err = l.patiently(ctx, func() error {
		err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return errLooking
		}
		return err
	})
	r = &room{dir, lock}
	if err == nil {
		err = r.clear()
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("making room for what is taken of %s: %w", s.ID, err), lock.Close())
	}
	return r, nil
}

func (r *room) leave() error { return errors.Join(r.clear(), r.lock.Close()) }

// clear removes everything but what is remembered.
func (r *room) clear() error {
	entries, err := os.ReadDir(r.dir)
	for _, e := range entries {
		if e.Name() != filepath.Base(r.memory()) {
			err = errors.Join(err, os.RemoveAll(filepath.Join(r.dir, e.Name())))
		}
	}
	if err != nil {
		return fmt.Errorf("clearing %s: %w", r.dir, err)
	}
	return nil
}

// patiently tries something until no other process is in the way, for as long as patience lasts.
func (l *Looker) patiently(ctx context.Context, try func() error) error {
	for waited := time.Duration(0); ; waited += pause {
		err := try()
		if waited >= patience || !errors.Is(err, store.ErrBusy) && !errors.Is(err, errLooking) {
			return err
		}
		if err := l.sleep(ctx, pause); err != nil {
			return err
		}
	}
}

func (l *Looker) sleep(ctx context.Context, d time.Duration) error {
	if l.Sleep != nil {
		return l.Sleep(ctx, d)
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// taken is what is remembered of an edition that was taken once.
type taken struct {
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
	SHA256       string    `json:"sha256"`
	Refused      string    `json:"refused,omitempty"` // by which rules, when it was refused: other rules may take it
	At           time.Time `json:"at"`
}

// memory is a file of editions by the publisher's key for each.
func (r *room) memory() string { return filepath.Join(r.dir, "taken.json") }

// remembered reads what was taken before. It can be lost without harm: files are then taken once more and found unchanged.
func (r *room) remembered(ctx context.Context, log *slog.Logger) map[string]taken {
	known := map[string]taken{}
	b, err := os.ReadFile(r.memory())
	if err == nil {
		err = json.Unmarshal(b, &known)
	}
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return known
	}
	log.WarnContext(ctx, "what was taken before cannot be read, so it is taken once more", "file", r.memory(), "error", err.Error())
	return map[string]taken{}
}

func (r *room) remember(known map[string]taken) error {
	b, err := json.MarshalIndent(known, "", " ")
	if err != nil {
		return fmt.Errorf("remembering what was taken: %w", err)
	}
	return store.WriteFile(r.memory(), append(b, '\n'))
}
