package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"inclusion/internal/store"
)

// Restore puts a backup into a data folder.
type Restore struct {
	Shelf   Shelf
	Name    string // of the backup
	Data    string
	Replace bool // what the folder holds is moved aside; without it, it must hold nothing
	Now     func() time.Time
	Ready   func(ctx context.Context, dir string) error // makes what is made of the rest, in the folder before it is moved; its failure does not keep the rest from being restored
}

// Restored is what a restore came to.
type Restored struct {
	Manifest Manifest
	Open     store.StillOpen
	Aside    string // where what was there before is now; empty when nothing was
	NotReady error  // why what is made of the rest was not
}

// incoming is where a restore writes before it moves.
func incoming(data string) string { return filepath.Join(data, "restoring") }

// stays says what a restore leaves where it is: locks that it holds, this machine's key, and what earlier restores moved aside.
func stays(name string) bool {
	return slices.Contains([]string{"plans.duckdb.lock", "loading.lock", "control.sock", "administrator.key", "restoring", "restoring.json", "lost+found"}, name) ||
		strings.HasPrefix(name, "replaced-") || strings.HasPrefix(name, ".control-")
}

// holds lists what a data folder holds that a restore would move aside.
func holds(data string) (names []string, err error) {
	all, err := os.ReadDir(data)
	for _, e := range all {
		if !stays(e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names, err
}

// Run checks the backup, writes it into a folder inside the data folder, ends all its sessions, and moves it into place. Until it moves,
// the data folder is as it was; a restore that is cut short while it moves is ended by Finish.
func (r Restore) Run(ctx context.Context) (done Restored, err error) {
	if done.Manifest, err = r.Shelf.Check(ctx, r.Name); err == nil {
		err = done.Manifest.Fits()
	}
	if err != nil {
		return done, fmt.Errorf("nothing was restored and nothing has changed: %w", err)
	}
	if err := os.MkdirAll(r.Data, 0o750); err != nil {
		return done, fmt.Errorf("making the data folder: %w", err)
	}
	unlock, err := alone(r.Data)
	if err != nil {
		return done, err
	}
	defer unlock()
	if err := store.NotHalfRestored(r.Data); err != nil {
		return done, err
	}
	held, err := holds(r.Data)
	if err != nil {
		return done, fmt.Errorf("looking into the data folder: %w", err)
	}
	if len(held) > 0 && !r.Replace {
		return done, fmt.Errorf("%s is not empty (%s), so nothing was restored. Restore into an empty folder, or add --replace, which moves what is there into a folder beside it and removes nothing",
			r.Data, strings.Join(held, ", "))
	}
	if err := r.prepare(ctx, &done); err != nil {
		return done, r.undo(err)
	}
	return done, r.move(&done, len(held) > 0)
}

// undo removes what was written so far.
func (r Restore) undo(err error) error {
	err = errors.Join(err, os.RemoveAll(incoming(r.Data)))
	if store.NoRoom(err) {
		err = fmt.Errorf("the disk that holds %s is full, or the space allowed there is used up: %w", r.Data, err)
	}
	return fmt.Errorf("nothing was restored, and what was in the data folder is as it was: %w", err)
}

// alone makes sure that no server and no load is at work in the folder.
func alone(data string) (unlock func(), err error) {
	var unlocks []func()
	unlock = func() {
		for _, u := range slices.Backward(unlocks) {
			u()
		}
	}
	plans, err := store.LockPlans(store.Folder{Dir: data}.Plans())
	if err != nil {
		return nil, fmt.Errorf("a restore needs the data folder for itself: %w", err)
	}
	unlocks = append(unlocks, plans)
	for _, room := range rooms {
		folder := store.Folder{Dir: filepath.Join(data, room)}
		if _, err := os.Stat(folder.Dir); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		u, err := folder.Lock()
		if err != nil {
			unlock()
			return nil, fmt.Errorf("a restore needs the data folder for itself: %w", err)
		}
		unlocks = append(unlocks, u)
	}
	return unlock, nil
}

// prepare writes the whole folder as it will be.
func (r Restore) prepare(ctx context.Context, done *Restored) error {
	dir := incoming(r.Data)
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	if err := r.bring(ctx, done.Manifest, dir); err != nil {
		return err
	}
	if err := reopen(ctx, dir, done); err != nil {
		return err
	}
	if r.Ready != nil {
		if done.NotReady = r.Ready(ctx, dir); ctx.Err() != nil {
			return ctx.Err()
		}
	}
	for _, room := range rooms {
		if err := os.Remove(filepath.Join(dir, room, "loading.lock")); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return errors.Join(ownedLike(r.Data, dir), syncTree(dir, true))
}

// bring copies the backup's files and editions, and checks once more what it copied.
func (r Restore) bring(ctx context.Context, m Manifest, dir string) error {
	one := func(from, name string, want File) error {
		to := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(to), 0o750); err != nil {
			return err
		}
		got, err := copyFile(ctx, from, to, 0o640)
		if err == nil && (got.SHA256 != want.SHA256 || got.Bytes != want.Bytes) {
			err = fmt.Errorf("%s changed while it was restored", from)
		}
		return err
	}
	for _, f := range m.Files {
		if err := one(filepath.Join(r.Shelf.path(r.Name), filepath.FromSlash(f.Path)), f.Path, f); err != nil {
			return err
		}
	}
	kept := map[string]File{}
	for _, e := range m.Editions {
		kept[e.SHA256] = e
	}
	for _, room := range rooms {
		all, err := editionsOf(dir, room)
		if err != nil {
			return err
		}
		for _, e := range all {
			want, ok := kept[e.SHA256]
			if _, err := os.Stat(filepath.Join(dir, room, "archive", e.SHA256)); !ok || err == nil {
				continue // damaged before the backup was made, or named twice
			}
			if err := one(r.Shelf.edition(e.SHA256), filepath.Join(room, "archive", e.SHA256), want); err != nil {
				return err
			}
		}
	}
	return nil
}

// reopen brings the plans up to date and ends all sessions in them.
func reopen(ctx context.Context, dir string, done *Restored) (err error) {
	if done.Manifest.Plans == nil {
		return nil
	}
	path := store.Folder{Dir: dir}.Plans()
	plans, err := store.OpenPlans(ctx, path)
	if err != nil {
		return err
	}
	done.Open, err = plans.EndEverySession(ctx)
	return errors.Join(err, plans.Close(), os.Remove(path+".lock"))
}
