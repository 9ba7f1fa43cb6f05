// Package export writes tables as files that can stand alone: whoever is sent one finds inside it what the numbers are,
// where they come from, under which licence, and what to keep in mind.
package export

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// InventedNotice stands in every export of the sample.
const InventedNotice = "Invented sample data: no figure here is about a real place."

// Note is a line of what is said about a table.
type Note struct{ Term, Text string }

// Cell is a number or words. A missing number is an empty cell; the reason stands in a cell of its own.
type Cell struct {
	Number *float64
	Text   string
}

// Text is a cell of words.
func Text(s string) Cell { return Cell{Text: s} }

// Number is a cell of a number, empty when there is none.
func Number(v *float64) Cell { return Cell{Number: v} }

// Whole is a cell of a whole number, empty when there is none.
func Whole(v *int64) Cell {
	if v == nil {
		return Cell{}
	}
	f := float64(*v)
	return Cell{Number: &f}
}

// Column heads a column. Decimals is how many are shown in a spreadsheet; the cell keeps the number whole.
type Column struct {
	Label    string
	Decimals int
}

// Table is one sheet of a spreadsheet: a head, and rows as wide as the head.
type Table struct {
	Name    string // of the sheet: at most 31 letters
	About   string // what is on it, for the cover
	Columns []Column
	Rows    [][]Cell
	Chart   *Chart // beneath the table in a spreadsheet; none when nil
}

// Book is what is downloaded: tables, and the notes that make them readable by themselves.
type Book struct {
	Title  string
	Sample bool // the data are invented, and the file says so
	Made   time.Time
	Notes  []Note
	Tables []Table
}

func (b Book) check() error {
	if len(b.Tables) == 0 {
		return fmt.Errorf("exporting %q: there is no table in it", b.Title)
	}
	for _, t := range b.Tables {
		for i, row := range t.Rows {
			if len(row) != len(t.Columns) {
				return fmt.Errorf("exporting %q: row %d of the table %q has %d cells for %d columns", b.Title, i+1, t.Name, len(row), len(t.Columns))
			}
		}
		if err := t.checkChart(); err != nil {
			return fmt.Errorf("exporting %q: %w", b.Title, err)
		}
	}
	return nil
}

// notes are the book's notes, the warning about invented data first.
func (b Book) notes() []Note {
	if !b.Sample {
		return b.Notes
	}
	return append([]Note{{"Invented", InventedNotice}}, b.Notes...)
}

// Attach names the file that an answer is saved as and says what kind it is.
func Attach(w http.ResponseWriter, kind, name string) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", fileName(name)))
}

// Kinds of file.
const (
	CSVKind  = "text/csv; charset=utf-8"
	XLSXKind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	SVGKind  = "image/svg+xml"
)

// fileName keeps what every system takes in the name of a file.
func fileName(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '-', r == '_':
			return r
		}
		return '-'
	}, name)
}
