package format

import (
	"archive/zip"
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// Member is one file of a ZIP: its name inside, with forward slashes, and its size unpacked.
type Member struct {
	Name string
	Size int64
}

// Unzip unpacks the ZIP at path into the folder dir, which is made when it is not there, and gives its members in the
// order of their names. Member i is the file fmt.Sprintf("%04d", i) in dir, so that no name inside decides where
// anything is written. When a member cannot be unpacked, none is left behind. A ZIP inside the ZIP is a member like
// any other: it is unpacked by another call, within limits of its own.
func Unzip(path, dir string, lim Limits) ([]Member, error) {
	c, err := openContainer(path, lim)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("making the folder to unpack %s into: %w", c.name, err)
	}
	slices.SortFunc(c.list, func(a, b *zip.File) int { return cmp.Compare(a.Name, b.Name) })
	members := make([]Member, 0, len(c.list))
	for i, f := range c.list {
		size, err := c.unpack(f, unpacked(dir, i))
		if err != nil {
			for done := range i {
				os.Remove(unpacked(dir, done))
			}
			return nil, c.explain(f.Name, err)
		}
		members = append(members, Member{Name: f.Name, Size: size})
	}
	return members, nil
}

func unpacked(dir string, i int) string { return filepath.Join(dir, fmt.Sprintf("%04d", i)) }

// unpack copies one member to a file that must not be there yet: a link put in its place is not followed.
func (c *container) unpack(f *zip.File, to string) (int64, error) {
	r, err := c.open(f)
	if err != nil {
		return 0, err
	}
	defer r.Close()
	file, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return 0, fmt.Errorf("unpacking into an empty folder: %w", err)
	}
	size, err := io.Copy(file, r)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		os.Remove(to)
	}
	return size, err
}
