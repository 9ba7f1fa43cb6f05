package read

import (
	"bytes"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

const workbookPart = "xl/workbook.xml"

// readBook reads a workbook: the data entry template when it has its sheet, and otherwise a sheet a table. Its tables are held in memory,
// packed, until they are put together. Nothing of it is written to a disk.
func readBook(p *pack, d *desk) error {
	b, err := openBook(p)
	if err != nil {
		return err
	}
	for _, s := range b.sheets {
		if isTemplate(s.name) {
			d.notes.Form = sen2.Template
			d.meter.whole = int64(s.part.UncompressedSize64)
			return readTemplate(b, s, d)
		}
	}
	d.notes.Form = sen2.Workbook
	return readSheets(b, d)
}

// readSheets reads a workbook with a sheet a table. A sheet of the header's may be there or not.
func readSheets(b *book, d *desk) error {
	stack := newStack(b, d)
	of := map[sen2.Group]sheet{}
	for _, s := range b.sheets {
		g := sheetOf(s.name)
		if g == sen2.NoGroup {
			d.unknown.add([]byte(otherNames))
			continue
		}
		if _, there := of[g]; there {
			return refusal("sheet "+g.About().Title, 0, "There are two sheets of this table: leave one")
		}
		of[g] = s
		d.meter.whole += int64(s.part.UncompressedSize64)
	}
	for _, g := range []sen2.Group{sen2.People, sen2.Requests} {
		if _, there := of[g]; !there {
			return returns.Refuse("The workbook has neither a sheet called Data Entry Template nor a sheet called %s", g.About().Sheet)
		}
	}
	for _, g := range append([]sen2.Group{sen2.Details}, tablesOfPeople...) {
		s, there := of[g]
		if !there {
			continue
		}
		if err := stack.begin(g, "sheet "+sheetName(g)); err != nil {
			return err
		}
		if err := b.rows(s, stack.shown, stack.row); err != nil {
			return err
		}
		if err := stack.end(); err != nil {
			return err
		}
	}
	return stack.hand()
}

// sheetName is what messages call a table's sheet.
func sheetName(g sen2.Group) string {
	if g == sen2.Details {
		return "Header"
	}
	return g.About().Sheet
}

// sheetOf is the table that a sheet holds by its name.
func sheetOf(name string) sen2.Group {
	called := plainWords(name)
	for _, g := range append([]sen2.Group{sen2.Details}, tablesOfPeople...) {
		about := g.About()
		for _, one := range []string{sheetName(g), about.File, about.Element, about.Title} {
			if called == plainWords(one) {
				return g
			}
		}
	}
	return sen2.NoGroup
}

// stack reads the tables of a workbook, one after another, whatever sheets they stand on.
type stack struct {
	book    *book
	desk    *desk
	all     *gathered
	header  *sen2.Header
	group   sen2.Group
	shown   string
	columns *columns // nil until the row of labels
	tried   int      // rows that were looked at for labels
}

// mostTried is how many rows may stand between a table's title and its labels.
const mostTried = 5

func newStack(b *book, d *desk) *stack { return &stack{book: b, desk: d, all: newGathered(d)} }

// begin begins a table, of which there may be one.
func (s *stack) begin(g sen2.Group, shown string) error {
	s.group, s.shown, s.columns, s.tried = g, shown, nil, 0
	return s.all.table(g, shown, g == sen2.People || g == sen2.Requests)
}

// row takes a row: until the labels are found they are looked for, and after that rows are kept.
func (s *stack) row(number int, cells [][]byte) error {
	if s.group == sen2.NoGroup || blank(cells) {
		return nil
	}
	if s.columns == nil {
		return s.labels(number, cells)
	}
	s.mend(cells)
	if !s.columns.anything(cells) {
		return nil
	}
	if s.group != sen2.Details {
		return s.all.add(s.columns, cells, number)
	}
	if s.header != nil {
		return refusal(s.shown, number, "There is more than one row of the header: send one authority's return at a time")
	}
	s.header = &sen2.Header{}
	for _, col := range s.columns.fields {
		if col.at < len(cells) {
			s.header.Set(col.field, cells[col.at])
		}
	}
	return nil
}

// labels looks whether a row is that of the labels.
func (s *stack) labels(number int, cells [][]byte) error {
	c := &columns{group: s.group, shown: s.shown, width: len(cells)}
	strange, found, err := c.labelled(cells, number)
	if err != nil {
		return err
	}
	if !found {
		if s.tried++; s.tried == mostTried {
			return s.unlabelled()
		}
		return nil
	}
	if err := c.check(number); err != nil {
		return err
	}
	for _, label := range strange {
		s.desk.unknown.add([]byte(label))
	}
	s.columns = c
	return nil
}

func (s *stack) unlabelled() error {
	switch s.group {
	case sen2.Details:
		return refusal(s.shown, 0, "The table has no row of labels with Year")
	case sen2.People:
		return refusal(s.shown, 0, "The table has no row of labels with Person ID")
	}
	return refusal(s.shown, 0, "The table has no row of labels with Person ID and Requests record ID")
}

// end ends a table.
func (s *stack) end() error {
	if s.group != sen2.NoGroup && s.columns == nil && s.tried > 0 {
		return s.unlabelled()
	}
	s.group = sen2.NoGroup
	return nil
}

// mend makes of a spreadsheet's dates and identifiers what the other forms write.
func (s *stack) mend(cells [][]byte) {
	for _, at := range s.columns.of {
		mendID(cells, at)
	}
	for _, at := range s.columns.own {
		mendID(cells, at)
	}
	for _, col := range s.columns.fields {
		if col.at >= len(cells) {
			continue
		}
		switch col.field.About().Kind {
		case sen2.Dates, sen2.Moment:
			cells[col.at] = dayOfSerial(cells[col.at], s.book.from04)
		}
	}
}

func mendID(cells [][]byte, at int) {
	if at < len(cells) {
		cells[at] = bytes.TrimSuffix(bytes.TrimSpace(cells[at]), []byte(".0"))
	}
}

// anything says whether a row has an identifier or a value. Templates come with rows in which only the formulas are filled in.
func (c *columns) anything(cells [][]byte) bool {
	for _, at := range c.own {
		if at < len(cells) && len(cells[at]) > 0 {
			return true
		}
	}
	for _, col := range c.fields {
		if col.at < len(cells) && len(bytes.TrimSpace(cells[col.at])) > 0 {
			return true
		}
	}
	return false
}

// hand gives the header, when there is one, and the people. A workbook of tables that was made before the return may have none: its header
// is empty, and who asked for it to be read must know the year.
func (s *stack) hand() error {
	if s.header == nil {
		s.header = &sen2.Header{}
	} else if err := accept(s.header, s.desk.o.Years); err != nil {
		return err
	}
	if err := s.desk.begin(s.header); err != nil {
		return err
	}
	return s.all.hand()
}
