package read

import (
	"bytes"
	"errors"
	"io"
)

// records splits a CSV file into rows. A row is lent until the next one is asked for. Values are bytes, as they stand in the file: the
// fields that are kept hold nothing but ASCII, so that UTF-8 and windows-1252 are alike to it.
type records struct {
	in    io.Reader
	name  string // of the table, for messages
	text  int    // bytes that a value may have
	row   int    // number of the row that was given last: the names of the columns are row 1
	buf   []byte
	start int // of what has not been given yet, in buf
	end   error
	cells [][]byte
}

// Sizes of the room for rows. It grows to the longest row there may be, which is fixed by the longest value.
const (
	firstRoom = 64 << 10
	mostTexts = 16 // values as long as may be in one row
)

func newRecords(in io.Reader, name string, text int) *records {
	return &records{in: in, name: name, text: text, buf: make([]byte, 0, firstRoom)}
}

// next gives the next row that is not an empty line, and io.EOF after the last.
func (r *records) next() ([][]byte, error) {
	for {
		line, err := r.line()
		if err != nil {
			return nil, err
		}
		if r.row++; r.row == 1 {
			if line, err = r.first(line); err != nil {
				return nil, err
			}
		}
		if len(line) > 0 {
			return r.split(line)
		}
	}
}

// first takes the byte order mark off the first line and refuses what is not text of single bytes.
func (r *records) first(line []byte) ([]byte, error) {
	if begins(line, "\xff\xfe", "\xfe\xff") || bytes.IndexByte(line, 0) >= 0 {
		return nil, refusal(r.name, 1, "The file is no plain CSV: save it as CSV UTF-8")
	}
	return bytes.TrimPrefix(line, byteOrderMark), nil
}

// line gives the bytes of the next row, without its end.
func (r *records) line() ([]byte, error) {
	seen := 0 // bytes in which no row ends
	for {
		rest := r.buf[r.start:]
		at := bytes.IndexByte(rest[seen:], '\n')
		if at >= 0 {
			if at += seen; bytes.IndexByte(rest[:at], '"') >= 0 {
				at = rowEnd(rest)
			}
		} else if bytes.IndexByte(rest, '"') < 0 {
			seen = len(rest)
		}
		if at >= 0 {
			r.start += at + 1
			return bytes.TrimSuffix(rest[:at], []byte{'\r'}), nil
		}
		if r.end != nil {
			return r.last(rest)
		}
		if err := r.fill(); err != nil {
			return nil, err
		}
	}
}

// last gives what stands after the last line end.
func (r *records) last(rest []byte) ([]byte, error) {
	if !errors.Is(r.end, io.EOF) {
		return nil, r.end
	}
	if len(rest) == 0 {
		return nil, io.EOF
	}
	r.start = len(r.buf)
	return bytes.TrimSuffix(rest, []byte{'\r'}), nil
}

// fill reads more, into room that it makes.
func (r *records) fill() error {
	if r.start > 0 {
		n := copy(r.buf, r.buf[r.start:])
		r.buf, r.start = r.buf[:n], 0
	}
	if len(r.buf) == cap(r.buf) {
		if len(r.buf) >= mostTexts*r.text {
			return refusal(r.name, r.row+1, "The row is longer than any can be, as when a quotation mark is never closed")
		}
		r.buf = append(make([]byte, 0, 2*cap(r.buf)), r.buf...)
	}
	for range emptyReads {
		n, err := r.in.Read(r.buf[len(r.buf):cap(r.buf)])
		r.buf, r.end = r.buf[:len(r.buf)+n], err
		if n > 0 || err != nil {
			return nil
		}
	}
	return io.ErrNoProgress
}

// rowEnd finds the line end that ends a row, when those between quotation marks are values, and is -1 when there is none yet.
func rowEnd(text []byte) int {
	const (
		starting = iota // at the first byte of a value
		plain
		quoted
		closing // after a mark that ends the value or is the first of two
	)
	state := starting
	for i, c := range text {
		switch {
		case state == quoted:
			if c == '"' {
				state = closing
			}
		case c == '\n':
			return i
		case c == ',':
			state = starting
		case c == '"' && state != plain:
			state = quoted
		default:
			state = plain
		}
	}
	return -1
}

// split gives the values of a row.
func (r *records) split(line []byte) ([][]byte, error) {
	r.cells = r.cells[:0]
	for {
		if len(line) > 0 && line[0] == '"' {
			value, rest, ok := quotedValue(line)
			if !ok {
				return nil, refusal(r.name, r.row, "A quotation mark within a value is not doubled, or the file is cut short")
			}
			r.cells = append(r.cells, value)
			if rest == nil {
				return r.measured()
			}
			line = rest
			continue
		}
		at := bytes.IndexByte(line, ',')
		if at < 0 {
			r.cells = append(r.cells, line)
			return r.measured()
		}
		r.cells = append(r.cells, line[:at])
		line = line[at+1:]
	}
}

// measured refuses a row with a value that is too long.
func (r *records) measured() ([][]byte, error) {
	for _, cell := range r.cells {
		if len(cell) > r.text {
			return nil, refusal(r.name, r.row, "A value is longer than %d bytes, as when a quotation mark is never closed", r.text)
		}
	}
	return r.cells, nil
}

// quotedValue takes a value in quotation marks off a line, and gives what follows the comma after it: nil when nothing does. Doubled marks
// are made single where they stand.
func quotedValue(line []byte) (value, rest []byte, ok bool) {
	to := 0
	for i := 1; i < len(line); i++ {
		if line[i] != '"' {
			line[to] = line[i]
			to++
			continue
		}
		switch {
		case i+1 == len(line):
			return line[:to], nil, true
		case line[i+1] == ',':
			return line[:to], line[i+2:], true
		case line[i+1] == '"':
			line[to] = '"'
			to++
			i++
		default:
			return nil, nil, false
		}
	}
	return nil, nil, false
}
