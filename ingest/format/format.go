// Package format reads one published file, whatever it is, into plain text tables.
//
// It interprets nothing: a cell is the text that the publisher stored, a row has the number it has in the file, and
// what a number or a symbol means is decided later, in sql/sources. Publishers' files come from outside, so every
// reader works within Limits and says what is wrong with a file, where, and what to do about it.
package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Kind is what a file's bytes are, whatever its name says.
type Kind string

// The kinds that KindOf tells apart. CSV is any text that is not a page: a read-me is CSV too, of one column.
const (
	CSV     Kind = "csv"
	Zip     Kind = "zip"
	XLSX    Kind = "xlsx"
	ODS     Kind = "ods"
	HTML    Kind = "html"
	Gzip    Kind = "gzip"
	PDF     Kind = "pdf"
	Empty   Kind = "empty"
	Unknown Kind = "unknown"
)

// Sheet is one table of text. Rows[0] is row 1 of the file and Rows[i][0] is column A: blank rows and columns that
// come before or between values are kept, those after the last value of an ODS or XLSX sheet are not. Rows are ragged.
type Sheet struct {
	Name string
	Rows [][]string
}

// headSize is how much of a file KindOf looks at: enough for the comments and scripts that a page can start with.
const headSize = 8 << 10

// KindOf says what the file at path is: by its first bytes, and for a ZIP container by what it holds. A ZIP whose
// list of members cannot be read is still Zip: Unzip says what is wrong with it.
func KindOf(path string) (Kind, error) {
	file, err := os.Open(path)
	if err != nil {
		return Unknown, fmt.Errorf("looking at what kind of file %s is: %w", filepath.Base(path), err)
	}
	defer file.Close()
	head := make([]byte, headSize)
	n, err := io.ReadFull(file, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return Unknown, fmt.Errorf("looking at what kind of file %s is: %w", filepath.Base(path), err)
	}
	head = head[:n]
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) {
		return kindOfContainer(path), nil
	}
	return kindOfHead(head), nil
}

// page finds the tags that only a web page starts with.
var page = regexp.MustCompile(`^(<!--|<!doctype\s+html|<(html|head|body|script|meta|title|div)[\s>]|<\?xml[^>]*>\s*(<!doctype\s+html|<html))`)

func kindOfHead(head []byte) Kind {
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		return Gzip
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return PDF
	}
	text := bytes.TrimSpace(bytes.TrimPrefix(head, bom))
	switch {
	case len(text) == 0:
		return Empty
	case page.Match(bytes.ToLower(text)):
		return HTML
	case text[0] == '<' || text[0] == '{' || slices.ContainsFunc(text, isControl):
		return Unknown
	}
	return CSV
}

// isControl tells bytes that no text holds, so that images, UTF-16 and old Excel files are not taken for text.
func isControl(b byte) bool {
	return b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1a
}

// spreadsheetType is how an ODS file names itself, in its first member or in its manifest.
const spreadsheetType = "application/vnd.oasis.opendocument.spreadsheet"

func kindOfContainer(path string) Kind {
	c, err := openContainer(path, DefaultLimits)
	if err != nil {
		return Zip
	}
	defer c.Close()
	switch {
	case c.members["xl/workbook.xml"] != nil:
		return XLSX
	case c.members["mimetype"] != nil && c.members["content.xml"] != nil:
		return odsOrUnknown(c.head("mimetype"))
	case c.members["META-INF/manifest.xml"] != nil && c.members["content.xml"] != nil:
		// Some writers of ODS (the DSG allocations come from one) leave the mimetype member out.
		return odsOrUnknown(c.head("META-INF/manifest.xml"))
	case c.members["[Content_Types].xml"] != nil:
		return Unknown
	}
	return Zip
}

func odsOrUnknown(text string) Kind {
	if strings.Contains(text, spreadsheetType) {
		return ODS
	}
	return Unknown
}
