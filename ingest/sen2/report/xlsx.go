package report

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"inclusion/internal/returns"
)

// rowsOfSheet is how many rows a sheet can have.
const rowsOfSheet = excelize.TotalRows

// XLSX writes a workbook: a summary of the rules that were broken, the places, on as many sheets as they need, and what return it is.
func XLSX(w io.Writer, taken returns.Taken) error {
	return writeBook(w, func(f *excelize.File) error { return (&book{f: f, taken: taken, most: rowsOfSheet}).write() })
}

// writeBook writes a workbook that fill fills. A large sheet is spilled to a temporary file, which holds nothing but what is in the
// workbook and goes away here.
func writeBook(w io.Writer, fill func(*excelize.File) error) (err error) {
	f := excelize.NewFile()
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
		}
	}()
	if err = fill(f); err == nil {
		err = f.Write(w)
	}
	if err != nil {
		return fmt.Errorf("writing what was found as a workbook: %w", err)
	}
	return nil
}

// book fills a workbook.
type book struct {
	f     *excelize.File
	taken returns.Taken
	most  int // rows of a sheet
	head  int // styles
	words int
}

func (b *book) write() (err error) {
	if b.head, err = b.f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}); err != nil {
		return err
	}
	if b.words, err = b.f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}); err != nil {
		return err
	}
	if err := b.f.SetSheetName("Sheet1", "Summary"); err != nil {
		return err
	}
	rows := summary(b.taken)
	err = b.sheet("Summary", []float64{8, 10, 45, 70, 60, 10, 10, 10}, summaryColumns, len(rows), func(i int) ([]any, error) { return b.wrapped(rows[i]), nil })
	if err != nil {
		return err
	}
	if err := b.places(); err != nil {
		return err
	}
	about := b.about()
	return b.sheet("About", []float64{28, 100}, []string{"About", "this list"}, len(about), func(i int) ([]any, error) { return b.wrapped(about[i]), nil })
}

// places writes the places, and another sheet whenever one is full.
func (b *book) places() error {
	all := b.taken.Places
	for number := 1; number == 1 || len(all) > 0; number++ {
		now := all[:min(len(all), b.most-1)]
		all = all[len(now):]
		name := "Places"
		if number > 1 {
			name = fmt.Sprintf("Places %d", number)
		}
		row := func(i int) ([]any, error) { return b.place(now[i]) }
		if err := b.sheet(name, []float64{8, 10, 60, 12, 12, 12, 14, 42, 10}, placeColumns, len(now), row); err != nil {
			return err
		}
	}
	return nil
}

func (b *book) place(at returns.Place) ([]any, error) {
	p, err := placeOf(at)
	if err != nil {
		return nil, err
	}
	return []any{p.Rule, string(p.rule.SeverityIn(b.taken.Return.Year)), p.rule.Title, known(p.Row), known(p.Line), known(p.Request), known(p.Item), p.Field, p.item}, nil
}

// known is nil, an empty cell, for what is not known or does not apply.
func known(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

// about says of which return the list is and how to read it.
func (b *book) about() [][]any {
	r := b.taken.Return
	return [][]any{
		{"Return", fmt.Sprintf("SEN2 of %d, of the authority with code %s, read as %s", r.Year, r.Area, r.Form)},
		{"It speaks of", r.AsAt},
		{"People and requests", fmt.Sprintf("%d and %d", r.People, r.Requests)},
		{"Person in the file", "The how-manieth child or young person in the file, from 1. Names, numbers and postcodes are not in this list."},
		{"Line in the file", "The line of the XML, or the row of the table of people, where the record of the person starts."},
		{"Item of the guide", "The number of the item in the guides of 2025 and 2026; earlier guides count a little differently."},
		{"Keep it safe", "Together with the file this list leads to single children. It is made once and not stored; delete it when the return is mended."},
	}
}

// wrapped gives the text of a row the style that wraps it.
func (b *book) wrapped(row []any) []any {
	styled := make([]any, len(row))
	for i, cell := range row {
		styled[i] = excelize.Cell{StyleID: b.words, Value: cell}
	}
	return styled
}

// sheet writes a table of n rows below its head, which stays in sight.
func (b *book) sheet(name string, widths []float64, columns []string, n int, row func(i int) ([]any, error)) error {
	if at, err := b.f.GetSheetIndex(name); err != nil || at < 0 {
		if _, err := b.f.NewSheet(name); err != nil {
			return err
		}
	}
	s, err := b.f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i, width := range widths {
		if err := s.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head := make([]any, len(columns))
	for i, column := range columns {
		head[i] = excelize.Cell{StyleID: b.head, Value: column}
	}
	if err := s.SetRow("A1", head); err != nil {
		return err
	}
	for i := range n {
		cells, err := row(i)
		if err != nil {
			return err
		}
		if err := s.SetRow(fmt.Sprintf("A%d", i+2), cells); err != nil {
			return err
		}
	}
	return s.Flush()
}
