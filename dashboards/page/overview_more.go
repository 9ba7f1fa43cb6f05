package page

import (
	"fmt"
	"slices"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// more is what a row opens to: what is measured, how it moved, where it stands, who is alike, and the history.
func (l looked) more(in indicator.Indicator, row warehouse.OverviewRow) *view.More {
	m := view.More{Definition: strings.TrimSpace(in.Definition + " " + in.Law), Table: l.historyTable(in),
		Links: []view.Link{{Text: in.ID + " in all areas", Href: "/indicators/" + in.ID}}}
	for _, note := range []string{l.changeNote(in, row), l.positionNote(in, row), l.neighboursNote(in, row)} {
		if note != "" {
			m.Notes = append(m.Notes, note)
		}
	}
	return &m
}

// changeNote says how the value moved in a year.
func (l looked) changeNote(in indicator.Indicator, row warehouse.OverviewRow) string {
	if row.Value == nil {
		return ""
	}
	if l.area.LeftOut || compare.TooFew(in, row.Row) {
		return "Rests on too few to say how it moved."
	}
	words := changeSaid(in, l.movementOf(row))
	return strings.ToUpper(words[:1]) + words[1:] + "."
}

// positionNote says in words where the area stands.
func (l looked) positionNote(in indicator.Indicator, row warehouse.OverviewRow) string {
	switch {
	case row.Value == nil || !l.authority():
		return ""
	case l.area.LeftOut:
		return "Left out of comparisons between areas."
	case !row.Pooled || row.N == 0:
		return ""
	case compare.Polarity(in) == indicator.None && row.Below != nil && *row.Below == 0:
		return fmt.Sprintf("None of the other %d areas with a figure is lower.", row.N-1)
	case compare.Polarity(in) == indicator.None && row.Below != nil:
		return fmt.Sprintf("Higher than %d of the other %d areas with a figure.", *row.Below, row.N-1)
	case compare.TooFew(in, row.Row):
		return fmt.Sprintf("Rests on too few to say where it stands among %d areas.", row.N)
	case row.Rank != nil:
		return strings.TrimSpace(fmt.Sprintf("Place %d of %d areas with a figure, where 1 is best%s.", *row.Rank, row.N, quarterWords(row.Band)))
	}
	return ""
}

func quarterWords(band *int64) string {
	if band == nil || *band < 1 || *band > 4 {
		return ""
	}
	return []string{"; in the worse quarter", "; in the worse half", "; in the better half", "; in the better quarter"}[*band-1]
}

// neighboursNote is the mean of the areas most like this one, which the head of the page names.
func (l looked) neighboursNote(in indicator.Indicator, row warehouse.OverviewRow) string {
	if !l.authority() || len(l.head.Neighbours) == 0 {
		return ""
	}
	switch {
	case row.Neighbours == nil:
		return "No similar area has a figure."
	case row.NeighboursN == 1:
		return "The one similar area with a figure: " + valueText(in, *row.Neighbours) + "."
	}
	return fmt.Sprintf("Mean of the %d similar areas with a figure: %s.", row.NeighboursN, valueText(in, *row.Neighbours))
}

// historyTable is the last periods, newest first, with a word on breaks among them.
func (l looked) historyTable(in indicator.Indicator) *view.Table {
	history := l.histories[in.ID]
	if len(history) == 0 {
		return nil
	}
	t := view.Table{Columns: []view.Column{{Label: "Period"}, {Label: l.area.Name, Note: unitWords(in)}}}
	if !l.country() {
		t.Columns = append(t.Columns, view.Column{Label: "England"})
	}
	for _, h := range slices.Backward(history) {
		here := valueCell(in, h)
		if here.Detail != "" && h.Value != nil {
			here.Text, here.Detail = here.Text+" ("+here.Detail+")", ""
		}
		cells := []view.Cell{view.Text(periodWords(h.Period)), here}
		if !l.country() {
			england := view.Cell{Status: notInTheseData}
			if h.England != nil {
				england = view.Number(numberText(in, *h.England))
			}
			cells = append(cells, england)
		}
		t.Rows = append(t.Rows, view.Row{Cells: cells})
	}
	var breaks []string
	for _, b := range in.Breaks {
		if b.From > history[0].Period && b.From <= history[len(history)-1].Period {
			breaks = append(breaks, fmt.Sprintf("Not comparable across %s: %s", periodWords(b.From), b.Why))
		}
	}
	t.Note = strings.Join(breaks, " ")
	return &t
}
