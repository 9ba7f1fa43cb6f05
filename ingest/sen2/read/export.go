package read

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// member is one table of the export, which can be read more than once.
type member struct {
	group sen2.Group // Details for the header's table, which also holds Source
	name  string     // what messages call it: never as it stands in the file
	open  func() (io.ReadCloser, error)
	bytes int64 // unpacked, as far as the file says
}

// tableFile is what messages call a table of the export: the end of its file's name.
func tableFile(g sen2.Group) string { return g.About().File + ".csv" }

// tableNamed is the table that a file holds by the end of its name in lower case: "blade-export_28-01-2025_person.csv", "person.csv".
func tableNamed(base string) sen2.Group {
	name, is := strings.CutSuffix(base, ".csv")
	if !is {
		return sen2.NoGroup
	}
	name = name[strings.LastIndexAny(name, "_-. ")+1:]
	for _, g := range sen2.Groups() {
		if g.About().File == name {
			return g // Details comes before Source, whose file is the same
		}
	}
	return sen2.NoGroup
}

// export is the tables of the census system's export.
type export struct {
	desk   *desk
	tables [256]*member // by group
	order  [256]*order  // of the tables that others hang on, by group
}

// readExport reads the tables: first their identifiers, to see that every table is in the order of the one above it, as the census
// system writes them, and then all of them side by side. Tables in another order are held in memory instead, when they are not too many.
func readExport(tables []*member, d *desk) error {
	d.notes.Form = sen2.Export
	e := &export{desk: d}
	for _, t := range tables {
		if e.tables[t.group] != nil {
			return refusal(t.name, 0, "There are two files of the table %s: leave one", t.group.About().File)
		}
		e.tables[t.group] = t
		d.meter.whole += 2 * t.bytes
	}
	for _, g := range []sen2.Group{sen2.Details, sen2.People, sen2.Requests} {
		if e.tables[g] == nil {
			return returns.Refuse("There is no file of the table %s, whose name ends in _%s: put all nine files of the export together", g.About().File, tableFile(g))
		}
	}
	if err := e.header(); err != nil {
		return err
	}
	ordered, err := e.arrange()
	if err != nil {
		return err
	}
	if ordered {
		return e.merge()
	}
	return e.gather()
}

// header reads the one row of the header's table.
func (e *export) header() error {
	c, err := e.cursor(sen2.Details, e.desk.unknown)
	if err != nil {
		return err
	}
	defer c.close()
	if c.ended {
		return refusal(c.columns.shown, 0, "The table has no row: the header says whose return it is")
	}
	h := &sen2.Header{}
	for _, col := range c.columns.fields {
		h.Set(col.field, c.cells[col.at])
	}
	if err := c.advance(); err != nil {
		return err
	}
	if !c.ended {
		return refusal(c.columns.shown, c.records.row, "The table has more than one row: send one authority's return at a time")
	}
	if err := accept(h, e.desk.o.Years); err != nil {
		return refusal(c.columns.shown, 2, "%s", err.Error())
	}
	return e.desk.begin(h)
}

// cursor is a place in a table: the row that is looked at.
type cursor struct {
	in      io.Closer
	records *records
	columns *columns
	cells   [][]byte
	ended   bool
	lost    []int // numbers of the rows without a parent, which are passed over
}

// cursor opens a table at its first row. A table that is not there is one without rows. Names of columns that no return has are counted
// in unknown when it is not nil: once, however often the table is opened.
func (e *export) cursor(g sen2.Group, unknown tally) (*cursor, error) {
	t := e.tables[g]
	if t == nil {
		return &cursor{columns: &columns{group: g}, ended: true}, nil
	}
	in, err := t.open()
	if err != nil {
		return nil, err
	}
	c := &cursor{in: in, records: newRecords(in, t.name, e.desk.o.Limits.Text)}
	err = c.head(g, unknown)
	if err == nil {
		err = c.advance()
	}
	if err != nil {
		in.Close()
		return nil, err
	}
	return c, nil
}

func (c *cursor) close() {
	if c.in != nil {
		c.in.Close()
	}
}

// head reads the names of the columns.
func (c *cursor) head(g sen2.Group, unknown tally) error {
	names, err := c.records.next()
	if errors.Is(err, io.EOF) {
		return refusal(c.records.name, 0, "The file is empty: there is not even a row of column names")
	}
	if err != nil {
		return err
	}
	c.columns = &columns{group: g, shown: c.records.name, width: len(names)}
	return c.columns.named(names, c.records.row, unknown)
}

// named finds out which column is which by the names of the export.
func (c *columns) named(names [][]byte, line int, unknown tally) error {
	about := c.group.About()
	var strange [][]byte
	for i, name := range names {
		name = bytes.ToLower(bytes.TrimSpace(name))
		switch f := c.fieldNamed(name); {
		case f != sen2.NoField:
			if err := c.take(f, i, line); err != nil {
				return err
			}
		case string(name) == about.File+"tableid":
			c.own = append(c.own, i)
		case about.Parent != sen2.NoGroup && string(name) == about.Parent.About().File+"tableid":
			c.of = append(c.of, i)
		case len(name) > 0 && !isOrdering(name):
			strange = append(strange, name)
		}
	}
	switch {
	case len(c.own) == 0 && len(childrenOf[c.group]) > 0:
		return refusal(c.shown, line, "There is no column %stableid, which the other tables hang on", about.File)
	case len(c.of) == 0 && about.Parent != sen2.NoGroup:
		return refusal(c.shown, line, "There is no column %stableid, which says what a row belongs to", about.Parent.About().File)
	case len(c.own) > 1 || len(c.of) > 1:
		return refusal(c.shown, line, "Two columns hold the same identifier: leave one")
	}
	if err := c.check(line); err != nil {
		return err
	}
	if unknown != nil {
		for _, name := range strange {
			unknown.add(name)
		}
	}
	return nil
}

// fieldNamed finds a field by the name of its column in lower case.
func (c *columns) fieldNamed(name []byte) sen2.Field {
	if c.group == sen2.Requests && string(name) == "rquestsource" { // so spelt by the pre-submission workbook of 2025
		return sen2.RequestSource
	}
	f := sen2.FieldNamed(c.group, name)
	if f == sen2.NoField && c.group == sen2.Details {
		f = sen2.FieldNamed(sen2.Source, name)
	}
	return f
}

// isOrdering says whether a column in lower case is one of those that the census system numbers its rows by, which say nothing here.
func isOrdering(name []byte) bool {
	return string(name) == "nativeid" || string(name) == "sourceid" || bytes.HasSuffix(name, []byte("orderseqcolumn")) ||
		bytes.HasSuffix(name, []byte("tableid"))
}

// advance comes to the next row that is not lost.
func (c *cursor) advance() error {
	for {
		cells, err := c.records.next()
		if errors.Is(err, io.EOF) {
			c.ended = true
			return nil
		}
		if err != nil {
			return err
		}
		if len(cells) != c.columns.width {
			return refusal(c.columns.shown, c.records.row, "The row has %d values and the first row has %d names: the file may be cut short, or a comma stands outside quotation marks", len(cells), c.columns.width)
		}
		if len(c.lost) > 0 && c.lost[0] == c.records.row {
			c.lost = c.lost[1:]
			continue
		}
		if !blank(cells) {
			c.cells = cells
			return nil
		}
	}
}

// blank says whether nothing stands in a row.
func blank(cells [][]byte) bool {
	for _, cell := range cells {
		if len(bytes.TrimSpace(cell)) > 0 {
			return false
		}
	}
	return true
}

// own and of are the identifiers of the row and of the one that it belongs to.
func (c *cursor) own() []byte { return bytes.TrimSpace(c.cells[c.columns.own[0]]) }
func (c *cursor) of() []byte  { return bytes.TrimSpace(c.cells[c.columns.of[0]]) }

// gather holds all tables in memory and puts them together there.
func (e *export) gather() error {
	all := newGathered(e.desk)
	for _, g := range tablesOfPeople {
		if e.tables[g] == nil {
			continue
		}
		if err := all.table(g, tableFile(g), true); err != nil {
			return err
		}
		if err := e.gatherTable(all, g); err != nil {
			return err
		}
	}
	return all.hand()
}

func (e *export) gatherTable(all *gathered, g sen2.Group) error {
	c, err := e.cursor(g, e.desk.unknown)
	if err != nil {
		return err
	}
	defer c.close()
	for !c.ended {
		if err := all.add(c.columns, c.cells, c.records.row); err != nil {
			return err
		}
		if err := c.advance(); err != nil {
			return err
		}
	}
	return nil
}
