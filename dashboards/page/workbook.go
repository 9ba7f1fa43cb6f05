package page

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"inclusion/dashboards/chart"
	"inclusion/dashboards/export"
	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// workbook is a page of an area as a spreadsheet: a sheet an indicator with its native chart, and a cover that says everything a
// reader of the file alone must know.
type workbook struct {
	export.Book
	told    toldPage
	said    map[string]bool // notes that stand on the cover already
	lacking []toldGap
}

// newWorkbook begins the spreadsheet of a page: what it is, whose, and whom they are compared with.
func (t toldPage) newWorkbook(title, about string) *workbook {
	w := &workbook{told: t, said: map[string]bool{}, Book: export.Book{Title: title + ": " + t.area.Name, Sample: t.Register == "sample", Made: t.Built}}
	w.note("What it is", about)
	w.note("Area", fmt.Sprintf("%s (%s)", t.area.Name, t.area.Code))
	if t.beside.Title != "" {
		w.note("Compared with", view.UpperFirst(t.beside.Title)+": "+areaNames(t.beside.Areas)+". Means are of those that have a figure.")
	}
	return w
}

func areaNames(areas []warehouse.Area) string {
	var names []string
	for _, a := range areas {
		names = append(names, a.Name)
	}
	return strings.Join(names, ", ")
}

// note adds a line to the cover, once.
func (w *workbook) note(term string, texts ...string) {
	for _, text := range texts {
		if key := term + "\x00" + text; text != "" && !w.said[key] {
			w.said[key] = true
			w.Notes = append(w.Notes, export.Note{Term: term, Text: text})
		}
	}
}

// from says on the cover where rows come from.
func (w *workbook) from(in indicator.Indicator, rows []warehouse.IndicatorValue) {
	for _, e := range (provenance{lists: w.told.lists}).used(rows) {
		w.note("Source", sourceWords(*w.told.line(in, e)))
		w.note("Edition", fmt.Sprintf("%s in the tables is the file %s (SHA-256 %s)", e.ID, editionName(e), e.SHA256))
	}
}

// about says on the cover what an indicator is, where its series breaks, and what to keep in mind.
func (w *workbook) about(in indicator.Indicator) {
	w.note("Indicator", fmt.Sprintf("%s, %s: %s %s", in.ID, in.Name, in.Definition, directionWords(in)))
	for _, b := range in.Breaks {
		w.note("Not comparable", fmt.Sprintf("%s, from %s: %s", in.ID, periodWords(b.From), b.Why))
	}
	w.note("Law", in.Law)
	w.note("Keep in mind", in.Caveats...)
}

// section adds a sheet for each indicator of a section that has a number.
func (w *workbook) section(title string, ids []string) {
	for _, id := range ids {
		one := w.told.tell(id)
		w.about(one.in)
		if g := one.gap(); g != nil {
			w.lacking = append(w.lacking, *g)
			continue
		}
		w.from(one.in, one.yearly())
		table := one.sheet(one.lines())
		table.About = title + ": " + one.in.Name
		w.Tables = append(w.Tables, table)
	}
}

// finish adds what is not there, and what the words for missing numbers mean.
func (w *workbook) finish() export.Book {
	if len(w.lacking) > 0 || len(w.Tables) == 0 {
		t := export.Table{Name: "Not published", Columns: []export.Column{{Label: "Figure"}, {Label: "Why there is none"}}, About: "What has no figure here, and why"}
		for _, g := range w.lacking {
			t.Rows = append(t.Rows, []export.Cell{export.Text(g.Name), export.Text(g.Why)})
		}
		w.Tables = append(w.Tables, t)
	}
	for _, n := range statusNotes {
		w.note(n.Term, n.Text)
	}
	return w.Book
}

// statusNotes explain the words that stand beside a number, or in place of one.
var statusNotes = []export.Note{
	{Term: "Missing numbers", Text: "A number that is missing is an empty cell and a gap in the chart, never 0; the status beside it says why."},
	{Term: "Status", Text: "ok: as published. provisional: the publisher may revise it. suppressed: too small to be printed without saying something of a child. " +
		"not applicable: there is nothing to count. not available: the area or the publisher gives no figure. " + notInTheseData + ": no file that is loaded holds it."},
	{Term: "Charts", Text: "A chart draws the cells of the table above it. Where a series was counted in a new way it is cut into columns that are never joined."},
}

// sheetLine is a column of values on a sheet: whose, and where they are in a row.
type sheetLine struct {
	comparator
	apart bool // it stands in the table and is not drawn
}

// lines are the area and all that stands beside it on its page, and its region.
func (t told) lines() []sheetLine {
	lines := []sheetLine{{comparator: comparator{t.area.Name, chart.ThisArea, func(v warehouse.IndicatorValue) *float64 { return v.Value }}}}
	for _, c := range t.oneArea.comparators() {
		if c.role == chart.Neighbours {
			c.name += " (mean)"
		}
		lines = append(lines, sheetLine{comparator: c})
	}
	return lines
}

// stretch is a part of a series that is counted in one way: rows from up to, and not with, to.
type stretch struct {
	name     string // "before 2022", "from 2022"; empty for a series without a break
	from, to int
}

// stretches cut rows at the breaks of their series.
func stretches(in indicator.Indicator, rows []warehouse.IndicatorValue) []stretch {
	all := []stretch{{to: len(rows)}}
	for _, b := range breaksOf(in, rows) {
		at := slices.IndexFunc(rows, func(row warehouse.IndicatorValue) bool { return axisLabel(row.Period) == b.Period })
		last := &all[len(all)-1]
		last.to = at
		all = append(all, stretch{from: at, to: len(rows)})
	}
	for i := range all {
		switch {
		case len(all) == 1:
		case i == 0:
			all[i].name = "before " + periodWords(rows[all[1].from].Period)
		case i == len(all)-1:
			all[i].name = "from " + periodWords(rows[all[i].from].Period)
		default:
			all[i].name = periodWords(rows[all[i].from].Period) + " to " + periodWords(rows[all[i].to-1].Period)
		}
	}
	return all
}

// sheet is the indicator as a table of periods, oldest first, with its native chart. A line that a break cuts has a column for each
// stretch, so that nothing joins them.
func (t told) sheet(lines []sheetLine) export.Table {
	rows := t.yearly()
	s := sheetOf{told: t, rows: rows, table: export.Table{Name: sheetNameOf(t.in), Columns: []export.Column{{Label: "Period"}}}}
	for _, row := range rows {
		s.table.Rows = append(s.table.Rows, []export.Cell{export.Text(periodWords(row.Period))})
	}
	s.table.Chart = &export.Chart{Kind: export.LineChart, Title: t.in.Short + ": " + t.finding(), X: "Period", Y: unitTitle(t.in)}
	for _, line := range lines {
		s.line(line)
	}
	s.rest()
	if t.numbers() < 2 { // one point makes no line
		s.table.Chart.Kind = export.ColumnChart
	}
	return s.table
}

// sheetOf is a sheet being filled, column by column.
type sheetOf struct {
	told
	rows  []warehouse.IndicatorValue
	table export.Table
}

// column adds a column to the sheet.
func (s *sheetOf) column(c export.Column, of func(i int, row warehouse.IndicatorValue) export.Cell) {
	s.table.Columns = append(s.table.Columns, c)
	for i, row := range s.rows {
		s.table.Rows[i] = append(s.table.Rows[i], of(i, row))
	}
}

// line adds one line's columns, and draws them. A stretch in which nobody but the area could have a number is left out.
func (s *sheetOf) line(line sheetLine) {
	for _, part := range stretches(s.in, s.rows) {
		held := slices.ContainsFunc(s.rows[part.from:part.to], func(row warehouse.IndicatorValue) bool { return line.of(row) != nil })
		if !held {
			continue
		}
		label := line.name
		if part.name != "" {
			label += ", " + part.name
		}
		if !line.apart {
			s.table.Chart.Series = append(s.table.Chart.Series, seriesLook(line.role, len(s.table.Columns)))
		}
		s.column(export.Column{Label: label, Decimals: s.in.Shown()}, func(i int, row warehouse.IndicatorValue) export.Cell {
			if i < part.from || i >= part.to {
				return export.Cell{}
			}
			return export.Number(line.of(row))
		})
	}
}

// rest adds what stands beside the values: why one is missing, what it is made of, its interval, how it moved, and its file.
func (s *sheetOf) rest() {
	d := s.in.Shown()
	held := func(of func(warehouse.IndicatorValue) *float64) bool {
		return slices.ContainsFunc(s.rows, func(row warehouse.IndicatorValue) bool { return of(row) != nil })
	}
	number := func(label string, decimals int, of func(warehouse.IndicatorValue) *float64) {
		if held(of) {
			s.column(export.Column{Label: label, Decimals: decimals}, func(_ int, row warehouse.IndicatorValue) export.Cell { return export.Number(of(row)) })
		}
	}
	s.column(export.Column{Label: "Status"}, func(_ int, row warehouse.IndicatorValue) export.Cell {
		if row.Status == notInTheseData {
			return export.Text(notInTheseData)
		}
		return export.Text(statusInFile(row))
	})
	if s.in.Unit != "count" && s.in.Unit != "pounds" { // there the numerator is the value
		number(view.UpperFirst(s.in.Numerator), 0, func(v warehouse.IndicatorValue) *float64 { return v.Numerator })
		number(view.UpperFirst(cmp.Or(s.in.Denominator, "out of")), 0, func(v warehouse.IndicatorValue) *float64 { return v.Denominator })
	}
	number("Lower end of the 95% interval", d, func(v warehouse.IndicatorValue) *float64 { return v.Lower })
	number("Upper end of the 95% interval", d, func(v warehouse.IndicatorValue) *float64 { return v.Upper })
	number("Change in a year", d, func(v warehouse.IndicatorValue) *float64 { return v.Change })
	s.column(export.Column{Label: "Edition"}, func(_ int, row warehouse.IndicatorValue) export.Cell {
		if row.Edition == nil {
			return export.Cell{}
		}
		return export.Text(*row.Edition)
	})
}

// seriesLook is how a native chart draws a column of one role: as the page does.
func seriesLook(role chart.Role, column int) export.Series {
	colour, width, dashed := role.Line()
	return export.Series{Column: column, Colour: colour, Width: width, Dashed: dashed}
}

// unitTitle names the axis of an indicator's values.
func unitTitle(in indicator.Indicator) string {
	switch in.Unit {
	case "percent":
		return "Per cent"
	case "pounds":
		return "Pounds"
	case "count":
		return view.UpperFirst(in.Numerator)
	}
	return view.UpperFirst(in.Unit)
}

// sheetNameOf is the name of an indicator's sheet.
func sheetNameOf(in indicator.Indicator) string { return sheetName(in.ID + " " + in.Short) }

// sheetName is a name that a sheet may have: at most 31 letters, and none that a reference could trip over.
func sheetName(name string) string {
	letters := []rune(strings.TrimSpace(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) {
			return ' '
		}
		return r
	}, name)))
	return strings.TrimSpace(string(letters[:min(len(letters), 31)]))
}

// workbookLink leads to the spreadsheet of a page.
func workbookLink(href, query string) *view.Link {
	return &view.Link{Text: "Excel workbook of this page", Href: href + ".xlsx" + query, Note: "tables with native charts, sources and notes"}
}
