package read

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// Folder reads the nine files of the census system's export from a folder. Other files in it are passed over, and folders are not looked
// into. The hash is over the files of the tables in the order of their names: of each its name, a zero byte, its length in decimal digits,
// a zero byte and its bytes.
func Folder(ctx context.Context, dir string, o Options, begin func(*sen2.Header) error, each func(*sen2.Person) error) (Notes, error) {
	o.Limits = o.Limits.filled()
	notes := Notes{Form: sen2.Export}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return notes, folderFault("the folder", err)
	}
	m := &meter{}
	others := tally{}
	var tables []*member
	sum := sha256.New()
	for _, entry := range entries {
		g := tableNamed(strings.ToLower(entry.Name()))
		if entry.IsDir() {
			continue
		}
		if g == sen2.NoGroup {
			others.add([]byte(otherNames))
			continue
		}
		name := filepath.Join(dir, entry.Name())
		info, err := os.Stat(name)
		if err != nil {
			return notes, folderFault(tableFile(g), err)
		}
		if !info.Mode().IsRegular() {
			return notes, refusal(tableFile(g), 0, "It is no plain file")
		}
		if notes.Bytes += info.Size(); notes.Bytes > o.Limits.Bytes {
			return notes, tooLarge(o.Limits.Bytes)
		}
		fmt.Fprintf(sum, "%s\x00%d\x00", entry.Name(), info.Size())
		open := func() (io.ReadCloser, error) { return openTable(ctx, name, g, m) }
		if err := readThrough(sum, open, info.Size()); err != nil {
			return notes, err
		}
		tables = append(tables, &member{group: g, name: tableFile(g), open: open, bytes: info.Size()})
	}
	m.size = notes.Bytes
	m.done.Store(0)
	people := 0
	counted := func(p *sen2.Person) error {
		people++
		return each(p)
	}
	err = handing(ctx, o, begin, counted, &notes, m, func(d *desk) error {
		d.unknown = others
		return readExport(tables, d)
	})
	notes.SHA256 = hex.EncodeToString(sum.Sum(nil))
	if err == nil && people == 0 {
		err = returns.Refuse("There is no person in the table person: see that the export is whole")
	}
	return notes, err
}

// readThrough copies a table to a hash. Its length must be what the folder says.
func readThrough(to io.Writer, open func() (io.ReadCloser, error), length int64) error {
	in, err := open()
	if err != nil {
		return err
	}
	defer in.Close()
	n, err := io.Copy(to, in)
	if err != nil {
		return err
	}
	if n != length {
		return returns.Refuse("A file of the folder changed while it was read: read it again when nobody writes to it")
	}
	return nil
}

// openTable opens a table of a folder.
func openTable(ctx context.Context, name string, g sen2.Group, m *meter) (io.ReadCloser, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, folderFault(tableFile(g), err)
	}
	return &reading{ctx: ctx, meter: m, in: file}, nil
}

// folderFault says what could not be read without the names that stand in the path.
func folderFault(what string, err error) error {
	var fault *os.PathError
	if errors.As(err, &fault) {
		err = fault.Err
	}
	return fmt.Errorf("reading %s: %w", what, err)
}

// reading is a file of a folder while it is read.
type reading struct {
	ctx   context.Context
	meter *meter
	in    io.ReadCloser
}

func (r *reading) Read(b []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.in.Read(b)
	r.meter.done.Add(int64(n))
	return n, err
}

func (r *reading) Close() error { return r.in.Close() }
