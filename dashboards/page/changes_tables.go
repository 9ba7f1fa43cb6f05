package page

import (
	"fmt"

	view "inclusion/dashboards/template"
	"inclusion/internal/warehouse"
)

// changeTable is one line an indicator: now, a year before, how it moved, and where it stands among areas.
func changeTable(a warehouse.Area, caption string, changes []change) *view.Table {
	if len(changes) == 0 {
		return nil
	}
	t := view.Table{Caption: caption, CaptionHidden: true, Columns: []view.Column{{Label: "Indicator"}, {Label: "Now", Numeric: true},
		{Label: "A year before", Numeric: true}, {Label: "How it moved"}, {Label: "Among areas", Note: "1 is best"}}}
	for _, c := range changes {
		name := view.Linked(c.In.Short, indicatorHref(a, c.In))
		name.Detail = rowPeriod(c.In, c.Now.Period)
		cells := []view.Cell{name, valueCell(c.In, c.Now.Row), c.beforeCell(), view.Text(c.words()), rankedCell(c)}
		if a.Level != "authority" {
			cells[4] = view.Cell{Status: "not ranked"}
		}
		t.Rows = append(t.Rows, view.Row{Cells: cells})
	}
	return &t
}

func (c change) beforeCell() view.Cell {
	if c.Before == nil {
		return view.Cell{Status: notInTheseData}
	}
	return valueCell(c.In, c.Before.Row)
}

// rankedCell says where the area ranks now and where it did a year before; nothing is ranked without a direction.
func rankedCell(c change) view.Cell {
	if c.Now.Rank == nil || c.Now.NRanked == nil || !c.Directional {
		return view.Cell{Status: "not ranked"}
	}
	cell := view.Text(fmt.Sprintf("%s of %d", ordinal(int(*c.Now.Rank)), *c.Now.NRanked))
	if c.Before != nil && c.Before.Rank != nil && !c.Now.Broken {
		cell.Detail = fmt.Sprintf("was %s of %d", ordinal(int(*c.Before.Rank)), *c.Before.NRanked)
	}
	return cell
}

// mostRevised is how many revisions a page lists; an indicator's own page and file have all of its own.
const mostRevised = 20

func revisedTable(a warehouse.Area, r areaRelease) *view.Table {
	if len(r.revised) == 0 {
		return nil
	}
	t := view.Table{Caption: r.name() + ": figures of earlier periods that were revised", Columns: []view.Column{{Label: "Indicator"}, {Label: "Period"},
		{Label: "Was", Numeric: true}, {Label: "Is now", Numeric: true}}}
	for _, rev := range r.revised[:min(len(r.revised), mostRevised)] {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Linked(rev.in.Short, indicatorHref(a, rev.in)), view.Text(periodWords(rev.Period)),
			revisedCell(rev.in, rev.Was, rev.WasStatus), revisedCell(rev.in, rev.Now, rev.NowStatus)}})
	}
	if more := len(r.revised) - mostRevised; more > 0 {
		t.Note = fmt.Sprintf("And %s more; each indicator's own page lists all of its revisions.", view.Count(float64(more)))
	}
	return &t
}
