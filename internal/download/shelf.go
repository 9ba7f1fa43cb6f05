package download

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"inclusion/internal/store"
)

// Whole is the file with every table of a warehouse, and ReadMe the one that explains them.
const (
	Whole  = "warehouse.zip"
	ReadMe = "README.txt"
)

// Formats of a table's file.
const (
	CSV     = "csv"
	Parquet = "parquet"
)

// ErrUnknown is returned for a file that no table of the warehouse has.
var ErrUnknown = errors.New("no such file")

// Shelf keeps the files of each version beside it. A file is made when somebody first asks for it; meanwhile others wait, and one
// file is made at a time, so that making never takes more than one reader's share of the machine.
type Shelf struct {
	warehouse *store.Warehouse
	turn      chan struct{}
}

// NewShelf is the shelf of a warehouse.
func NewShelf(w *store.Warehouse) *Shelf { return &Shelf{warehouse: w, turn: make(chan struct{}, 1)} }

// tableFile is what the file of a table is called, so that no name leads out of the shelf.
var tableFile = regexp.MustCompile(`^(?:` + Statistics + `)?[a-z0-9_]+\.(?:` + CSV + `|` + Parquet + `)$`)

// File is the path of a version's file, such as "value.csv", "statistics/appeals.parquet", Whole or ReadMe. Who gives up waiting
// stops nothing: what is begun is finished, for the next to find.
func (s *Shelf) File(ctx context.Context, v *store.Version, name string) (string, error) {
	if name != Whole && name != ReadMe && !tableFile.MatchString(name) {
		return "", fmt.Errorf("%s: %w", name, ErrUnknown)
	}
	path := filepath.Join(v.Downloads(), filepath.FromSlash(name))
	if made(path) {
		return path, nil
	}
	set, err := newSet(ctx, v, v.N)
	if err != nil {
		return "", err
	}
	if !set.has(name) {
		return "", fmt.Errorf("%s: %w", name, ErrUnknown)
	}
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return "", fmt.Errorf("waiting for %s to be made: %w", name, ctx.Err())
	}
	defer func() { <-s.turn }()
	if made(path) {
		return path, nil
	}
	copies := func(ctx context.Context, dir string, all []store.Copy) error {
		return s.warehouse.Copies(ctx, v, dir, all)
	}
	if err := set.make(context.WithoutCancel(ctx), v.Downloads(), []string{name}, copies); err != nil {
		return "", fmt.Errorf("making %s of warehouse %d: %w", name, v.N, err)
	}
	return path, nil
}

// Export writes every table of a warehouse into a folder, in one format, with the README. It names the files it wrote.
func Export(ctx context.Context, db Reader, n int, dir, format string, copies func(ctx context.Context, dir string, all []store.Copy) error) ([]string, error) {
	set, err := newSet(ctx, db, n)
	if err != nil {
		return nil, err
	}
	files := []string{ReadMe}
	for _, t := range set.tables {
		files = append(files, t.Name+"."+format)
	}
	if err := set.make(ctx, dir, files, copies); err != nil {
		return nil, fmt.Errorf("exporting warehouse %d to %s: %w", n, dir, err)
	}
	return files, nil
}

func made(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// has says that a file of this name can be made.
func (s set) has(name string) bool {
	if name == Whole || name == ReadMe {
		return true
	}
	table, _, _ := strings.Cut(name, ".")
	return slices.ContainsFunc(s.tables, func(t Table) bool { return t.Name == table })
}

// make makes files in a folder of their own, and moves each to its place when it is whole.
func (s set) make(ctx context.Context, dir string, files []string, copies func(ctx context.Context, dir string, all []store.Copy) error) error {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return err
	}
	bench, err := os.MkdirTemp(dir, ".making-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(bench)
	if err := os.MkdirAll(filepath.Join(bench, Statistics), 0o750); err != nil {
		return err
	}
	if bench, err = filepath.Abs(bench); err != nil { // the engine compares whole paths
		return err
	}
	inside := files
	if slices.Contains(files, Whole) {
		inside = []string{ReadMe}
		for _, t := range s.tables {
			inside = append(inside, t.Name+"."+CSV)
		}
	}
	var all []store.Copy
	for _, name := range inside {
		if name == ReadMe {
			err = os.WriteFile(filepath.Join(bench, name), []byte(s.readMe()), 0o640)
			continue
		}
		all = append(all, s.copyOf(name))
	}
	if err == nil && len(all) > 0 {
		err = copies(ctx, bench, all)
	}
	if err == nil && slices.Contains(files, Whole) {
		err = s.zip(bench, inside)
	}
	for _, name := range files {
		if err == nil {
			err = move(filepath.Join(bench, filepath.FromSlash(name)), filepath.Join(dir, filepath.FromSlash(name)))
		}
	}
	return err
}

// copyOf is what to write for a table's file.
func (s set) copyOf(name string) store.Copy {
	table, format, _ := strings.Cut(name, ".")
	t := s.tables[slices.IndexFunc(s.tables, func(t Table) bool { return t.Name == table })]
	if format == Parquet {
		return store.Copy{File: name, Statement: t.query, Said: s.said(t)}
	}
	return store.Copy{File: name, Statement: t.csv()}
}

// move puts a finished file in its place.
func move(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o750); err != nil {
		return err
	}
	return os.Rename(from, to)
}

// zip packs files of the bench, one after the other.
func (s set) zip(bench string, files []string) (err error) {
	out, err := os.Create(filepath.Join(bench, Whole))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	z := zip.NewWriter(out)
	for _, name := range files {
		if err := pack(z, filepath.Join(bench, filepath.FromSlash(name)), name, s.built); err != nil {
			return err
		}
	}
	return z.Close()
}

func pack(z *zip.Writer, path, name string, built time.Time) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	entry, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: built.UTC()})
	if err != nil {
		return err
	}
	_, err = io.Copy(entry, in)
	return err
}
