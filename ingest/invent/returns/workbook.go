package returns

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"inclusion/ingest/sen2"
)

const templateSheet = "Data Entry Template"

// WriteTemplate writes the return as the Excel template: one sheet with the tables under each other.
func (r *Return) WriteTemplate(to io.Writer) error {
	return r.book(to, func(book *excelize.File) error {
		if err := book.SetSheetName("Sheet1", templateSheet); err != nil {
			return err
		}
		s, err := book.NewStreamWriter(templateSheet)
		if err != nil {
			return err
		}
		sheet := &sheetWriter{to: s}
		sheet.row(sen2.Details.About().Title)
		var names, values []any
		for _, f := range r.header() {
			names, values = append(names, label(f.field)), append(values, f.text)
		}
		sheet.row(names...)
		sheet.row(values...)
		for _, g := range tableGroups {
			sheet.row()
			sheet.row(g.About().Title)
			r.table(sheet, g, []any{"Person ID", "Requests record ID"}, label)
		}
		return sheet.end()
	})
}

// headerSheet is the sheet of a workbook of tables that says whose return it is. The public layout has none, and the product asks for one.
const headerSheet = "Header"

// WriteWorkbook writes the return as a workbook with a sheet for each table, and one for the header.
func (r *Return) WriteWorkbook(to io.Writer) error {
	return r.book(to, func(book *excelize.File) error {
		if err := book.SetSheetName("Sheet1", headerSheet); err != nil {
			return err
		}
		if err := r.headerSheet(book); err != nil {
			return err
		}
		for _, g := range tableGroups {
			name := g.About().Sheet
			if _, err := book.NewSheet(name); err != nil {
				return err
			}
			s, err := book.NewStreamWriter(name)
			if err != nil {
				return err
			}
			sheet := &sheetWriter{to: s}
			r.table(sheet, g, []any{"persontableid", "requeststableid"}, r.workbookName)
			if err := sheet.end(); err != nil {
				return err
			}
		}
		return nil
	})
}

func (r *Return) headerSheet(book *excelize.File) error {
	s, err := book.NewStreamWriter(headerSheet)
	if err != nil {
		return err
	}
	names, fields := r.headerColumns()
	var head, row []any
	for i, f := range fields {
		head, row = append(head, names[i]), append(row, f.text)
	}
	sheet := &sheetWriter{to: s}
	sheet.row(head...)
	sheet.row(row...)
	return sheet.end()
}

// book makes a workbook and writes it.
func (r *Return) book(to io.Writer, fill func(*excelize.File) error) error {
	book := excelize.NewFile()
	defer book.Close()
	err := fill(book)
	if err == nil {
		err = book.Write(to)
	}
	if err != nil {
		return fmt.Errorf("writing the workbook of the return: %w", err)
	}
	return nil
}

// label is what the template calls a field.
func label(f sen2.Field) string {
	text := f.About().Label
	if f.About().Kind == sen2.Dates {
		text += " \n(ccyy-mm-dd)"
	}
	return text
}

// workbookName is what the workbook of tables calls a field. The one of 2025 misspells one.
func (r *Return) workbookName(f sen2.Field) string {
	if f == sen2.RequestSource && r.edition.Year == 2025 {
		return "rquestsource"
	}
	return strings.ToLower(f.About().Name)
}

// sheetWriter writes rows under each other.
type sheetWriter struct {
	to  *excelize.StreamWriter
	at  int
	err error
}

func (s *sheetWriter) row(cells ...any) {
	s.at++
	if s.err == nil && len(cells) > 0 {
		s.err = s.to.SetRow(fmt.Sprintf("A%d", s.at), cells)
	}
}

func (s *sheetWriter) end() error {
	if s.err != nil {
		return s.err
	}
	return s.to.Flush()
}

// table writes the table of a group. Each row says to which person, and each below a request to which request, it belongs.
func (r *Return) table(sheet *sheetWriter, group sen2.Group, keys []any, name func(sen2.Field) string) {
	if group == sen2.People {
		keys = keys[:1]
	}
	fields := columns(group, r.edition)
	names := append([]any{}, keys...)
	for _, f := range fields {
		names = append(names, name(f))
	}
	sheet.row(names...)
	var n ids
	var text []byte
	for rec := range r.People() {
		rec.each(func(g sen2.Group, at place) {
			n.begin(g)
			if g != group {
				return
			}
			cells := []any{decimal(n.open[sen2.People])}
			if g != sen2.People {
				cells = append(cells, decimal(n.open[sen2.Requests]))
			}
			for _, f := range fields {
				text = rec.text(text[:0], at, f, r.edition.Year)
				cells = append(cells, string(text))
			}
			sheet.row(cells...)
		}, func(sen2.Group) {})
	}
}
