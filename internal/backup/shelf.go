// Package backup keeps copies of a data folder from which it can be put back: what cannot be had again, and what is tedious to have again.
// What is made of these, such as the warehouse, is made again.
package backup

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// Shelf is a folder of backups of one data folder. Archived editions stand in it once, under their SHA-256, for all backups that name
// them; each backup has a folder of its own for the rest.
type Shelf struct{ Dir string }

const (
	prefix  = "backup-"
	stamped = "20060102T150405Z"
)

func (s Shelf) archive() string           { return filepath.Join(s.Dir, "archive") }
func (s Shelf) edition(sum string) string { return filepath.Join(s.archive(), sum) }
func (s Shelf) path(name string) string   { return filepath.Join(s.Dir, name) }
func (s Shelf) has(name string) (ok bool) { _, err := os.Lstat(s.path(name)); return err == nil }
func nameOf(at time.Time) string          { return prefix + at.UTC().Format(stamped) }
func manifestOf(dir string) string        { return filepath.Join(dir, "manifest.json") }
func sealOf(dir string) string            { return filepath.Join(dir, "manifest.sha256") }

// TimeOf is when a backup of this name was made; false for what is not the name of one.
func TimeOf(name string) (at time.Time, ok bool) {
	rest, found := strings.CutPrefix(name, prefix)
	if !found {
		return at, false
	}
	text, _, _ := strings.Cut(rest, "-")
	at, err := time.Parse(stamped, text)
	return at, err == nil
}

// Open finds what a path means: a folder of backups, of which the newest is meant, or one backup in such a folder.
func Open(path string) (s Shelf, name string, err error) {
	path, err = filepath.Abs(path)
	if err != nil {
		return s, "", fmt.Errorf("finding the backup: %w", err)
	}
	if base := filepath.Base(path); strings.HasPrefix(base, prefix) {
		if _, ok := TimeOf(base); ok {
			if _, err := os.Stat(path); err != nil {
				return s, "", fmt.Errorf("there is no backup: %w", err)
			}
			return Shelf{filepath.Dir(path)}, base, nil
		}
	}
	s = Shelf{path}
	names, err := s.Names()
	if err != nil {
		return s, "", err
	}
	if len(names) == 0 {
		return s, "", fmt.Errorf("there is no backup in %s: one is a folder called %s and the time it was made", path, prefix)
	}
	return s, names[0], nil
}

// Names lists the backups, newest first. One that was not finished has no such name.
func (s Shelf) Names() ([]string, error) {
	all, err := os.ReadDir(s.Dir)
	if err != nil {
		return nil, fmt.Errorf("listing backups: %w", err)
	}
	var names []string
	for _, e := range all {
		if _, ok := TimeOf(e.Name()); ok && e.IsDir() {
			names = append(names, e.Name())
		}
	}
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(b, a) })
	return names, nil
}

// Newest is when the newest backup was made; zero where there is none.
func (s Shelf) Newest() (time.Time, error) {
	names, err := s.Names()
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(names) == 0 {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, err
	}
	at, _ := TimeOf(names[0])
	return at, nil
}

// ErrBusy says that another process is at work on the same backups.
var ErrBusy = errors.New("another process is writing or removing backups there; wait for it to end")

// lock keeps others from changing the shelf, and removes what a process that died left half done. The shelf itself must be there: the
// folder where a disk is missing that should be mounted must not be filled instead.
func (s Shelf) lock() (unlock func(), err error) {
	if err := os.Mkdir(s.archive(), 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("the folder of backups %s is not there, or may not be written by the user who runs this program: %w", s.Dir, err)
	}
	file, err := os.OpenFile(filepath.Join(s.Dir, "backup.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("taking the lock of the backups: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		file.Close()
		return nil, fmt.Errorf("%s: %w", s.Dir, ErrBusy)
	}
	for _, pattern := range []string{s.path(".making-*"), s.path(".removing-*"), filepath.Join(s.archive(), ".incoming-*")} {
		left, err := filepath.Glob(pattern)
		for _, path := range left {
			err = errors.Join(err, os.RemoveAll(path))
		}
		if err != nil {
			file.Close()
			return nil, fmt.Errorf("removing what was left half done among the backups: %w", err)
		}
	}
	return func() { file.Close() }, nil
}
