package page

import (
	"fmt"
	"slices"
	"strings"

	view "inclusion/dashboards/template"
)

// newWay marks the first period that was counted in a new way.
const newWay = "counted in a new way"

// table is the block laid out by what stands down its side.
func (b block) table(by string) view.Table {
	if by == byYears {
		return b.yearsDown()
	}
	return b.areasDown()
}

// areasDown has a row an area and a column a period, oldest first.
func (b block) areasDown() view.Table {
	t := view.Table{Caption: b.title() + ": areas down, periods across", CaptionHidden: true, Columns: []view.Column{{Label: "Area", Note: unitWords(b.in)}}}
	breaks := b.breaks()
	for _, p := range b.series.Periods {
		c := view.Column{Label: view.UpperFirst(periodWords(p.Period)), Numeric: true}
		if breaks[p.Period] != "" {
			c.Note, c.Break = newWay, true
		}
		t.Columns = append(t.Columns, c)
	}
	for _, a := range b.areas {
		cells := []view.Cell{view.Linked(a.Name, areaIndicatorHref(a.Code, b.in.ID))}
		for _, p := range b.series.Periods {
			cells = append(cells, b.cell(a, p))
		}
		t.Rows = append(t.Rows, view.Row{Strong: a.Level == "country", Cells: cells})
	}
	return t
}

// yearsDown has a row a period, newest first, and a column an area.
func (b block) yearsDown() view.Table {
	t := view.Table{Caption: b.title() + ": periods down, areas across", CaptionHidden: true,
		Columns: append([]view.Column{{Label: "Period", Note: unitWords(b.in)}}, b.areaColumns()...)}
	t.Rows = b.periodRows()
	return t
}

func (b block) areaColumns() []view.Column {
	var columns []view.Column
	for _, a := range b.areas {
		columns = append(columns, view.Column{Label: a.Name, Numeric: true})
	}
	return columns
}

// periodRows are a row a period, newest first, with a line between two that are not comparable.
func (b block) periodRows() []view.Row {
	var rows []view.Row
	breaks := b.breaks()
	for _, p := range slices.Backward(b.series.Periods) {
		cells := []view.Cell{view.Text(view.UpperFirst(periodWords(p.Period)))}
		for _, a := range b.areas {
			cells = append(cells, b.cell(a, p))
		}
		rows = append(rows, view.Row{Cells: cells})
		if breaks[p.Period] != "" {
			rows = append(rows, view.Row{Group: true, Cells: []view.Cell{{Status: fmt.Sprintf("%s from %s: not comparable with what stands below", view.UpperFirst(newWay), periodWords(p.Period))}}})
		}
	}
	return rows
}

// indicatorsDown has all blocks in one table: a row an indicator, or a row a period beneath each, and a column an area.
func indicatorsDown(blocks []block) view.Table {
	t := view.Table{Caption: "Indicators down, areas across", CaptionHidden: true,
		Columns: append([]view.Column{{Label: "Indicator"}}, blocks[0].areaColumns()...)}
	for _, b := range blocks {
		name := view.Linked(b.title(), "/indicators/"+b.in.ID)
		if len(b.series.Periods) > 1 {
			name.Detail = unitWords(b.in)
			t.Rows = append(t.Rows, view.Row{Group: true, Cells: []view.Cell{name}})
			t.Rows = append(t.Rows, b.periodRows()...)
			continue
		}
		p := b.series.Periods[0]
		name.Detail = strings.Trim(periodWords(p.Period)+" · "+unitWords(b.in), " ·")
		cells := []view.Cell{name}
		for _, a := range b.areas {
			cells = append(cells, b.cell(a, p))
		}
		t.Rows = append(t.Rows, view.Row{Cells: cells})
	}
	return t
}

// notes are what must be known to read a block: where it breaks and why, and what the page leaves out.
func (b block) notes() []string {
	var notes []string
	breaks := b.breaks()
	for _, p := range b.series.Periods {
		if why := breaks[p.Period]; why != "" {
			notes = append(notes, fmt.Sprintf("%s from %s: %s", view.UpperFirst(newWay), periodWords(p.Period), why))
		}
	}
	if n := len(b.folded); n > 0 {
		notes = append(notes, fmt.Sprintf("%s, %s, %s in the Excel and CSV files: the page shows the newest %d.", view.Counted(n, "older period", "older periods"),
			periodSpan(b.folded[0].Period, b.folded[n-1].Period), isAre(n), len(b.series.Periods)))
	}
	return notes
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
