package board

import (
	"cmp"
	"fmt"
	"slices"

	"inclusion/dashboards/chart"
	view "inclusion/dashboards/template"
	"inclusion/internal/returns"
)

// openCasesTable says how many cases are open, and how many of them late; nil where there are none such.
func openCasesTable(all []returns.Series) *view.Table {
	t := &view.Table{Caption: "Open cases", Columns: []view.Column{{Label: "Open on that day"}, {Label: "Cases", Numeric: true}, {Label: "Of these late", Note: "fewer is better", Numeric: true}}}
	for _, s := range all {
		if !s.Due() {
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{seriesLink(s), countCell(s.Total, ""), sumCell(s, s.Late)}})
		}
	}
	return filledOrNil(t)
}

// dueTable says how much is overdue and how much falls due in the weeks that the return lists; nil where there are none such.
func dueTable(all []returns.Series) *view.Table {
	t := &view.Table{Caption: "What falls due", Columns: []view.Column{{Label: "Falls due"}, {Label: "Already overdue", Note: "fewer is better", Numeric: true}, {Label: "In the next six weeks", Numeric: true}}}
	soon := func(p returns.Part) bool { return p.From >= 1 && p.From <= 6 && p.To >= 0 }
	for _, s := range all {
		if !s.Due() {
			continue
		}
		overdue := sumCell(s, s.Late)
		if s.Name == returns.DueNoPlan {
			overdue = view.Cell{Status: "not counted", Detail: "it matters only where there is no plan"}
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{seriesLink(s), overdue, sumCell(s, soon)}})
	}
	return filledOrNil(t)
}

func filledOrNil(t *view.Table) *view.Table {
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

func seriesLink(s returns.Series) view.Cell { return view.Linked(seriesTitle(s), "#"+s.Name) }

func seriesTitle(s returns.Series) string { return cmp.Or(s.About().Title, columnWords(s.Name)) }

// sumCell adds the parts that are wanted. Where one of them is held back the sum is too.
func sumCell(s returns.Series, wanted func(returns.Part) bool) view.Cell {
	sum := returns.Cell{}
	for _, part := range s.Parts {
		switch {
		case !wanted(part):
		case part.Cell.Status != returns.OK:
			return countCell(part.Cell, "")
		default:
			sum.N += part.Cell.N
		}
	}
	return countCell(sum, "")
}

// seriesTable is one set of counts, with a bar for each. Where every part is held back the total stands alone.
func seriesTable(s returns.Series) seriesShown {
	shown := seriesShown{ID: s.Name, Title: seriesTitle(s), Meaning: s.About().Meaning}
	total := countCell(s.Total, "")
	shown.Total = "Together: " + total.Text + total.Status + "."
	switch {
	case s.ExtraHeld:
		shown.Total += " A few more have no date; their number is held back."
	case s.Extra > 0:
		shown.Total += fmt.Sprintf(" Without a date, and so not among them: %s.", view.Count(s.Extra))
	}
	if len(s.Parts) > 0 && !slices.ContainsFunc(s.Parts, func(p returns.Part) bool { return p.Cell.Status == returns.OK }) {
		shown.Held = "How many there are in each week is suppressed: small numbers stand among them."
		return shown
	}
	shown.Table = &view.Table{Caption: shown.Title, CaptionHidden: true, Columns: []view.Column{{Label: "When"}, {Label: "Cases", Numeric: true}, {Label: "Compared with each other"}}}
	most := 0.0
	for _, part := range s.Parts {
		most = max(most, part.Cell.N)
	}
	for _, part := range s.Parts {
		shown.Table.Rows = append(shown.Table.Rows, seriesRow(s, part, most))
	}
	return shown
}

// seriesRow is one part of a series. most is the greatest of them.
func seriesRow(s returns.Series, part returns.Part, most float64) view.Row {
	name := view.Text(view.UpperFirst(s.Label(part)))
	if s.Late(part) && part.Cell.Status == returns.OK && part.Cell.N > 0 {
		name.Detail = "late"
	}
	bar := view.Cell{Status: "held back"}
	if part.Cell.Status == returns.OK {
		n := part.Cell.N
		bar = view.Cell{Picture: chart.Length{Text: view.Count(n), Value: &n, High: most, Role: chart.ThisArea, Marked: true}.SVG()}
	}
	return view.Row{Cells: []view.Cell{name, countCell(part.Cell, ""), bar}}
}
