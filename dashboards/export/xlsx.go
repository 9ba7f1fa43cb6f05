package export

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

const coverSheet = "About"

// WriteXLSX writes the book as a spreadsheet: a cover sheet with the notes, then one table a sheet, each beginning in A1
// with its head and beneath it the native chart, if it has one. No cells are merged and none is coloured, so that people and
// programs read the same thing.
func WriteXLSX(w io.Writer, b Book) error {
	if err := b.check(); err != nil {
		return err
	}
	f := excelize.NewFile()
	defer f.Close()
	x := sheets{f: f, book: b}
	err := x.write()
	if err == nil {
		err = f.Write(w)
	}
	if err != nil {
		return fmt.Errorf("writing %q as a spreadsheet: %w", b.Title, err)
	}
	return nil
}

// sheets fills a spreadsheet with a book.
type sheets struct {
	f        *excelize.File
	book     Book
	head     int         // style of a column's name
	words    int         // style of a note, which wraps
	decimals map[int]int // styles of numbers by their decimals
}

func (x *sheets) write() error {
	if err := x.styles(); err != nil {
		return err
	}
	if err := x.f.SetSheetName("Sheet1", coverSheet); err != nil {
		return err
	}
	if err := x.cover(); err != nil {
		return err
	}
	for _, t := range x.book.Tables {
		if err := x.table(t); err != nil {
			return fmt.Errorf("sheet %q: %w", t.Name, err)
		}
	}
	made := x.book.Made.UTC().Format(time.RFC3339)
	return x.f.SetDocProps(&excelize.DocProperties{Title: x.book.Title, Creator: "inclusion", Created: made, Modified: made})
}

func (x *sheets) styles() (err error) {
	if x.head, err = x.f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}); err != nil {
		return err
	}
	if x.words, err = x.f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}); err != nil {
		return err
	}
	x.decimals = map[int]int{}
	for _, t := range x.book.Tables {
		for _, c := range t.Columns {
			if _, known := x.decimals[c.Decimals]; known {
				continue
			}
			format := "#,##0"
			if c.Decimals > 0 {
				format += "." + strings.Repeat("0", c.Decimals)
			}
			if x.decimals[c.Decimals], err = x.f.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (x *sheets) cover() error {
	s, err := x.f.NewStreamWriter(coverSheet)
	if err != nil {
		return err
	}
	if err := widths(s, 24, 100); err != nil {
		return err
	}
	rows := [][]any{{excelize.Cell{StyleID: x.head, Value: x.book.Title}}}
	for _, n := range x.book.notes() {
		rows = append(rows, []any{excelize.Cell{StyleID: x.head, Value: n.Term}, excelize.Cell{StyleID: x.words, Value: n.Text}})
	}
	for _, t := range x.book.Tables {
		rows = append(rows, []any{excelize.Cell{StyleID: x.head, Value: "Sheet"}, excelize.Cell{StyleID: x.words, Value: strings.TrimSuffix(t.Name+": "+t.About, ": ")}})
	}
	for i, row := range rows {
		if err := s.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			return err
		}
	}
	return s.Flush()
}

func (x *sheets) table(t Table) error {
	if _, err := x.f.NewSheet(t.Name); err != nil {
		return err
	}
	s, err := x.f.NewStreamWriter(t.Name)
	if err != nil {
		return err
	}
	if err := widths(s, t.widths()...); err != nil {
		return err
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = excelize.Cell{StyleID: x.head, Value: c.Label}
	}
	if err := s.SetRow("A1", head); err != nil {
		return err
	}
	for i, row := range t.Rows {
		cells := make([]any, len(row))
		for j, c := range row {
			switch {
			case c.Number != nil:
				cells[j] = excelize.Cell{StyleID: x.decimals[t.Columns[j].Decimals], Value: *c.Number}
			case c.Text != "":
				cells[j] = c.Text
			}
		}
		if err := s.SetRow(fmt.Sprintf("A%d", i+2), cells); err != nil {
			return err
		}
	}
	// The head of the printed sheet and the chart are written with the sheet, so they must be known by then.
	if err := x.onPaper(t.Name); err != nil {
		return err
	}
	if err := x.chart(t); err != nil {
		return err
	}
	return s.Flush()
}

// onPaper repeats what the book is, and that the sample is invented, on every printed sheet.
func (x *sheets) onPaper(sheet string) error {
	head := "&L" + strings.ReplaceAll(x.book.Title, "&", "&&")
	if x.book.Sample {
		head = "&L" + InventedNotice
	}
	if letters := []rune(head); len(letters) > 250 { // a header may have 255
		head = string(letters[:250])
	}
	return x.f.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddHeader: head, OddFooter: "&RPage &P of &N"})
}

// widths are as wide as the longest words of a column, within reason.
func (t Table) widths() []float64 {
	all := make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		longest := min(len(c.Label), 16)
		for _, row := range t.Rows {
			longest = max(longest, len(row[i].csv()))
		}
		all[i] = float64(min(longest, 48) + 2)
	}
	return all
}

func widths(s *excelize.StreamWriter, all ...float64) error {
	for i, width := range all {
		if err := s.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	return nil
}
