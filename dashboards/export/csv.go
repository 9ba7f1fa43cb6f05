package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// WriteCSV writes the book's first table. The first row names the columns; the notes follow the last row after an empty
// one, and every row is as wide as the first, so that no reader of CSV stumbles over them.
func WriteCSV(w io.Writer, b Book) error {
	if err := b.check(); err != nil {
		return err
	}
	t := b.Tables[0]
	width := max(2, len(t.Columns))
	out := csv.NewWriter(w)
	line := func(cells []string) {
		padded := make([]string, width)
		copy(padded, cells)
		_ = out.Write(padded) // kept by the writer, and told by Error
	}
	head := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = c.Label
	}
	line(head)
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = c.csv()
		}
		line(cells)
	}
	line(nil)
	line([]string{"About", safe(b.Title)})
	for _, n := range b.notes() {
		line([]string{safe(n.Term), safe(n.Text)})
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("writing %q as CSV: %w", b.Title, err)
	}
	return nil
}

func (c Cell) csv() string {
	if c.Number != nil {
		return strconv.FormatFloat(*c.Number, 'f', -1, 64)
	}
	return safe(c.Text)
}

// safe keeps a spreadsheet from taking words that begin with a sign for a formula.
func safe(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
