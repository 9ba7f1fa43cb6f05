package backup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"inclusion/internal/store"
)

// Source is what a backup is made of.
type Source struct {
	Data    string       // the data folder
	Plans   *store.Plans // open; nil where there are none
	Program string       // this program's version
	Now     func() time.Time
}

// making is a backup while it is being written.
type making struct {
	Source
	shelf    Shelf
	dir      string // under a name that is not a backup's
	manifest Manifest
	named    map[string]bool // editions
}

// Make writes a backup, reads it back and only then gives it its name; the server goes on serving meanwhile. Nothing is left of one that
// failed. What was damaged already is in the manifest's Lacking, and the rest is kept all the same.
func (s Shelf) Make(ctx context.Context, from Source) (name string, m Manifest, err error) {
	if err := apart(from.Data, s.Dir); err != nil {
		return "", m, err
	}
	unlock, err := s.lock()
	if err != nil {
		return "", m, s.advise(err)
	}
	defer unlock()
	dir, err := os.MkdirTemp(s.Dir, ".making-*") // for its owner alone
	if err != nil {
		return "", m, s.advise(fmt.Errorf("making a backup: %w", err))
	}
	defer os.RemoveAll(dir)
	b := &making{Source: from, shelf: s, dir: dir, named: map[string]bool{}, manifest: Manifest{Format: format, Program: from.Program, Made: from.Now().UTC().Truncate(time.Second)}}
	if err := b.write(ctx); err != nil {
		return "", m, s.advise(fmt.Errorf("making a backup: %w", err))
	}
	if _, err := s.check(ctx, dir); err != nil {
		return "", m, fmt.Errorf("the backup was not written as it should have been, so it is removed: %w", err)
	}
	name, err = s.name(b)
	return name, b.manifest, s.advise(err)
}

// name gives the backup its name, which says that it is whole.
func (s Shelf) name(b *making) (name string, err error) {
	name = nameOf(b.manifest.Made)
	for n := 2; s.has(name); n++ {
		name = fmt.Sprintf("%s-%d", nameOf(b.manifest.Made), n)
	}
	if err := syncTree(b.dir, false); err != nil {
		return "", fmt.Errorf("finishing a backup: %w", err)
	}
	if err := syncPath(s.archive()); err != nil {
		return "", fmt.Errorf("finishing a backup: %w", err)
	}
	if err := os.Rename(b.dir, s.path(name)); err != nil {
		return "", fmt.Errorf("finishing a backup: %w", err)
	}
	if err := syncPath(s.Dir); err != nil {
		return "", fmt.Errorf("finishing a backup: %w", err)
	}
	return name, nil
}

// apart refuses backups inside the data folder: they would be lost with it.
func apart(data, shelf string) error {
	inside, err := filepath.Rel(resolved(data), resolved(shelf))
	if err != nil || !filepath.IsLocal(inside) {
		return nil // on another root, or outside
	}
	return fmt.Errorf("%s is in the data folder %s: a backup belongs on another disk, or at least in another folder", shelf, data)
}

// resolved is a path without symbolic links, as far as it is there.
func resolved(path string) string {
	if whole, err := filepath.EvalSymlinks(path); err == nil {
		return whole
	}
	if parent := filepath.Dir(path); parent != path {
		return filepath.Join(resolved(parent), filepath.Base(path))
	}
	return path
}

// advise says what to do about a full disk.
func (s Shelf) advise(err error) error {
	if !store.NoRoom(err) {
		return err
	}
	return fmt.Errorf("a disk is full, or the space allowed there is used up: free some on that of %s, or of the data folder. No half backup was left, and the backups of before are as they were: %w", s.Dir, err)
}

// rooms are the data folder, and the one for real data inside it.
var rooms = []string{"", "live"}

// write copies everything. Of a room the list of editions comes first and then the bytes that it names, because a load adds the bytes
// before it names them, and marks the folder before both.
func (b *making) write(ctx context.Context) error {
	if err := b.plans(ctx); err != nil {
		return err
	}
	for _, room := range rooms {
		if err := b.file(ctx, path.Join(room, "archive/editions.json")); err != nil {
			return err
		}
		if err := b.editions(ctx, room); err != nil {
			return err
		}
		for _, name := range []string{"folder.json", "runs.jsonl"} {
			if err := b.file(ctx, path.Join(room, name)); err != nil {
				return err
			}
		}
	}
	for _, folder := range []string{"sen2", "frameworks"} {
		if err := b.folder(ctx, folder); err != nil {
			return err
		}
	}
	register, err := store.Folder{Dir: b.dir}.Register()
	if err != nil {
		return err
	}
	b.manifest.Register = register
	return b.manifest.save(b.dir)
}

// plans copies the plans on this machine's disk first, where writers wait for it only shortly, and then to where the backup is.
func (b *making) plans(ctx context.Context) error {
	if b.Source.Plans == nil {
		return nil
	}
	scratch := store.Folder{Dir: b.Data}.Scratch()
	if err := os.MkdirAll(scratch, 0o750); err != nil {
		return err
	}
	left, _ := filepath.Glob(filepath.Join(scratch, "backup-*")) // of a process that died; the pattern is right
	for _, dir := range left {
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	dir, err := os.MkdirTemp(scratch, "backup-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	here := store.Folder{Dir: dir}.Plans()
	if err := b.Source.Plans.Copy(ctx, here); err != nil {
		return err
	}
	found, err := store.CheckPlans(ctx, here)
	if err != nil {
		return fmt.Errorf("the plans are damaged: %w", err)
	}
	b.manifest.Plans = &found
	return b.copy(ctx, here, "plans.duckdb")
}

// file copies one file of the data folder if it is there.
func (b *making) file(ctx context.Context, name string) error {
	from := filepath.Join(b.Data, filepath.FromSlash(name))
	if _, err := os.Stat(from); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return b.copy(ctx, from, name)
}

func (b *making) copy(ctx context.Context, from, name string) error {
	to := filepath.Join(b.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	f, err := copyFile(ctx, from, to, 0o600)
	if err != nil {
		return err
	}
	f.Path = name
	b.manifest.Files = append(b.manifest.Files, f)
	return nil
}

// folder copies the files of a folder that somebody may have put there.
func (b *making) folder(ctx context.Context, name string) error {
	root, err := filepath.EvalSymlinks(filepath.Join(b.Data, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		inside, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		return b.copy(ctx, file, path.Join(name, filepath.ToSlash(inside)))
	})
}

// listed is what a backup needs to know of an archived edition.
type listed struct {
	SHA256 string `json:"sha256"`
	Name   string `json:"name"`
}

// editionsOf reads a room's list of editions.
func editionsOf(dir, room string) (all []listed, err error) {
	list := filepath.Join(dir, room, "archive", "editions.json")
	text, err := os.ReadFile(list)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &all)
	}
	for _, e := range all {
		if err == nil && !isSum(e.SHA256) {
			err = fmt.Errorf("it names %q, which is no SHA-256", e.SHA256)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("reading the list of editions %s: %w", list, err)
	}
	return all, nil
}

// editions brings every edition that the copied list names into the shared archive.
func (b *making) editions(ctx context.Context, room string) error {
	all, err := editionsOf(b.dir, room)
	if err != nil {
		return err
	}
	for _, e := range all {
		if b.named[e.SHA256] {
			continue
		}
		b.named[e.SHA256] = true
		size, err := b.shelf.keep(ctx, filepath.Join(b.Data, room, "archive", e.SHA256), e.SHA256)
		var bad damaged
		switch {
		case errors.As(err, &bad):
			b.manifest.Lacking = append(b.manifest.Lacking, Lacking{e.SHA256, e.Name, strings.TrimSpace(bad.Error())})
		case err != nil:
			return err
		default:
			b.manifest.Editions = append(b.manifest.Editions, File{Path: e.SHA256, Bytes: size, SHA256: e.SHA256})
		}
	}
	return nil
}
