package pack

import (
	"strings"

	"inclusion/dashboards/export"
)

// Table is a table of a pack: one sheet of its workbook, one file of its ZIP, and what a page shows of it.
type Table struct {
	Name    string // of the sheet and the file
	About   string
	Columns []string
	Rows    [][]Cell
	// Show is how a page, which is narrower than a sheet, puts columns together; each column by itself where it is empty.
	Show  []Group
	Class string // of the page's table, for how it is laid out; none when empty
}

// Group is a column of a page: one or more of the table's, one under the other.
type Group struct {
	Label   string
	Columns []int
	Plain   bool // the first column is a list, of which no line is smaller than another
}

// Cell is what stands in a table, line by line. One without lines is blank.
type Cell []string

// lines is a cell of the lines that are not empty.
func lines(all ...string) (c Cell) {
	for _, line := range all {
		if line = strings.TrimSpace(line); line != "" {
			c = append(c, line)
		}
	}
	return c
}

// row makes each text a cell of one line.
func row(texts ...string) []Cell {
	all := make([]Cell, len(texts))
	for i, t := range texts {
		all[i] = lines(t)
	}
	return all
}

// Line is a line of a cell as a page shows it.
type Line struct {
	Text    string
	Href    string // where the line is an address of the web
	Missing bool   // nothing was provided
	Small   bool   // what stands beneath the first line
	Next    bool   // on a line of its own
}

// Drawn is a table as a page shows it.
type Drawn struct {
	Caption string
	Class   string
	Heads   []string
	Rows    [][][]Line
}

// Drawn puts columns together as the page shows them; nil for a table without rows.
func (t *Table) Drawn() *Drawn {
	if t == nil || len(t.Rows) == 0 {
		return nil
	}
	groups := t.Show
	if len(groups) == 0 {
		for i, label := range t.Columns {
			groups = append(groups, Group{Label: label, Columns: []int{i}})
		}
	}
	d := &Drawn{Caption: t.About, Class: t.Class}
	for _, g := range groups {
		d.Heads = append(d.Heads, g.Label)
	}
	for _, cells := range t.Rows {
		var drawn [][]Line
		for _, g := range groups {
			drawn = append(drawn, t.drawn(g, cells))
		}
		d.Rows = append(d.Rows, drawn)
	}
	return d
}

// drawn is the cells of a group, one under the other. A blank one beneath another says which it is.
func (t *Table) drawn(g Group, cells []Cell) (all []Line) {
	for i, column := range g.Columns {
		if len(cells[column]) == 0 {
			text := NotProvided
			if i > 0 {
				text = t.Columns[column] + ": " + strings.ToLower(NotProvided[:1]) + NotProvided[1:]
			}
			all = append(all, Line{Text: text, Missing: true, Small: i > 0})
		}
		for j, text := range cells[column] {
			line := Line{Text: text, Small: i > 0 || j > 0 && !g.Plain}
			line.Next = j > 0 && !line.Small
			if _, address, ok := strings.Cut(text, "://"); ok && (strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "http://")) {
				line.Href, line.Text = text, address
			}
			all = append(all, line)
		}
	}
	return all
}

// sheet is the table for a workbook or a CSV file. A blank cell says "Not provided"; a table without rows has one that says so.
func (t *Table) sheet() export.Table {
	sheet := export.Table{Name: sheetName(t.Name), About: t.About}
	for _, label := range t.Columns {
		sheet.Columns = append(sheet.Columns, export.Column{Label: label})
	}
	rows := t.Rows
	if len(rows) == 0 {
		rows = [][]Cell{make([]Cell, len(t.Columns))}
	}
	for _, cells := range rows {
		written := make([]export.Cell, len(cells))
		for i, c := range cells {
			written[i] = export.Text(NotProvided)
			if len(c) > 0 {
				written[i] = export.Text(strings.Join(c, "; "))
			}
		}
		sheet.Rows = append(sheet.Rows, written)
	}
	return sheet
}

// longestSheetName is what a workbook takes, in characters.
const longestSheetName = 31

func sheetName(name string) string {
	name = strings.NewReplacer("/", " ", ":", " ", "?", " ", "*", " ", "[", "(", "]", ")", "\\", " ").Replace(name)
	if letters := []rune(name); len(letters) > longestSheetName {
		name = strings.TrimSpace(string(letters[:longestSheetName]))
	}
	return name
}
