// Package ziplist opens a ZIP's list of members without believing what the file says of that list.
//
// archive/zip reads entries for as long as entries come, whatever number the file declares, and keeps several times their size in memory
// for each. Here it may read as many bytes as a list of the allowed length has, and no more.
package ziplist

import (
	"archive/zip"
	"errors"
	"io"
	"math"
)

// ErrTooMany says that the list has more members, or longer ones, than are allowed.
var ErrTooMany = errors.New("its list of members is longer than allowed")

// Bytes that the list of one ordinary member has at most, and those that finding the list takes (APPNOTE.TXT 4.3).
const (
	entry   = 46 + 1<<10
	finding = 256 << 10
)

// Open reads the list of a ZIP of so many members at most. The error is ErrTooMany, or says how the list is damaged.
func Open(file io.ReaderAt, size int64, most int) (*zip.Reader, error) {
	from := &counted{file: file, left: finding + int64(most)*entry}
	r, err := zip.NewReader(from, size)
	if from.over || err == nil && len(r.File) > most {
		return nil, ErrTooMany
	}
	if err != nil {
		return nil, err
	}
	from.left = math.MaxInt64 // what the members unpack to is for their reader to bound
	return r, nil
}

// counted is a file of which only so many bytes may be read.
type counted struct {
	file io.ReaderAt
	left int64
	over bool
}

func (c *counted) ReadAt(p []byte, at int64) (int, error) {
	if c.left == math.MaxInt64 {
		return c.file.ReadAt(p, at)
	}
	if c.over = c.over || int64(len(p)) > c.left; c.over {
		return 0, ErrTooMany
	}
	c.left -= int64(len(p))
	return c.file.ReadAt(p, at)
}
