package format

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

// CSVHead is what a tidy CSV says of itself before its records.
type CSVHead struct {
	Columns  []string // names in lower case without blanks around them; an unnamed column is "", duplicates are kept
	BOM      bool     // the file starts with a byte order mark
	Encoding string   // "utf-8" or "windows-1252", of the whole file
	Records  int      // 0: records are counted by whoever loads them
}

// ReadCSVHead reads the header row of the tidy CSV at path, and looks through all of it for its encoding.
func ReadCSVHead(path string) (CSVHead, error) {
	text, err := openText(path)
	if err != nil {
		return CSVHead{}, err
	}
	defer text.Close()
	r := newCSVReader(text, DefaultLimits)
	header, err := r.record()
	if errors.Is(err, io.EOF) {
		return CSVHead{}, fmt.Errorf("%s is empty: download it again", filepath.Base(path))
	}
	if err != nil {
		return CSVHead{}, fmt.Errorf("%s, row 1: %w", filepath.Base(path), err)
	}
	for i, name := range header {
		header[i] = strings.ToLower(strings.TrimSpace(name))
	}
	return CSVHead{Columns: header, BOM: text.bom, Encoding: text.encoding}, nil
}

// ReadCSVGrid reads a presentation CSV: a sheet of text with titles, headings and notes. Every record is a row, blank
// ones too, so row numbers are those of the file; fields are as they are stored, so rows are ragged. The sheet is
// called what the file is.
func ReadCSVGrid(path string, lim Limits) (Sheet, error) {
	lim = lim.orDefault()
	text, err := openText(path)
	if err != nil {
		return Sheet{}, err
	}
	defer text.Close()
	r := newCSVReader(text, lim)
	t := &table{lim: lim, memory: &memory{left: lim.MaxBytes, limit: lim.MaxBytes}}
	for {
		row, err := r.record()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = t.add(row, 1)
		}
		if err != nil {
			return Sheet{}, fmt.Errorf("%s, row %d: %w", filepath.Base(path), t.next(), err)
		}
	}
	name := filepath.Base(path)
	return Sheet{Name: strings.TrimSuffix(name, filepath.Ext(name)), Rows: t.rows}, nil
}

// csvReader splits text into records. Unlike encoding/csv it keeps blank lines, because publishers' notes speak of row
// numbers, and takes a quotation mark inside a field for what it is.
type csvReader struct {
	r   *bufio.Reader
	lim Limits
}

func newCSVReader(r io.Reader, lim Limits) *csvReader {
	return &csvReader{r: bufio.NewReaderSize(r, 1<<16), lim: lim}
}

// What ended a field.
type ending int

const (
	endOfField ending = iota
	endOfRecord
	endOfText
)

// record gives the next record, or io.EOF. A line end is LF or CRLF; a blank line is a record of one blank field.
func (c *csvReader) record() ([]string, error) {
	if _, err := c.r.Peek(1); err != nil {
		return nil, err
	}
	var fields []string
	for {
		if len(fields) >= c.lim.MaxColumns {
			return nil, overLimit("the row has more than %d columns", c.lim.MaxColumns)
		}
		field, end, err := c.field()
		if err != nil {
			return nil, err
		}
		fields = append(fields, field)
		if end != endOfField {
			return fields, nil
		}
	}
}

func (c *csvReader) field() (string, ending, error) {
	var text strings.Builder
	quoted := c.next('"')
	for {
		b, err := c.r.ReadByte()
		switch {
		case errors.Is(err, io.EOF) && quoted:
			return "", 0, errors.New("a quotation mark opens a field that the file never closes: the file may be cut short, download it again")
		case errors.Is(err, io.EOF):
			return text.String(), endOfText, nil
		case err != nil:
			return "", 0, err
		case quoted && b == '"':
			if c.next('"') {
				text.WriteByte('"')
			} else if quoted = !c.endsHere(); quoted {
				text.WriteByte('"') // a mark in the middle of a quoted field that the publisher did not double
			}
		case quoted:
			text.WriteByte(b)
		case b == ',':
			return text.String(), endOfField, nil
		case b == '\n', b == '\r' && c.next('\n'):
			return text.String(), endOfRecord, nil
		default:
			text.WriteByte(b)
		}
		if text.Len() > c.lim.MaxCell {
			return "", 0, overLimit("a field holds more than %d bytes, as when a quotation mark is never closed", c.lim.MaxCell)
		}
	}
}

// next takes the next byte when it is b.
func (c *csvReader) next(b byte) bool {
	ahead, _ := c.r.Peek(1)
	if len(ahead) == 0 || ahead[0] != b {
		return false
	}
	c.r.Discard(1)
	return true
}

// endsHere tells whether a field that was just closed can end: at a comma, a line end or the end of the text.
func (c *csvReader) endsHere() bool {
	ahead, _ := c.r.Peek(2)
	return len(ahead) == 0 || ahead[0] == ',' || ahead[0] == '\n' || string(ahead) == "\r\n" || string(ahead) == "\r"
}
