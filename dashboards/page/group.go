package page

import (
	"fmt"
	"net/http"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// among is one indicator of an area among a group of areas, all in the newest period of the indicator.
type among struct{ compare.Among }

// readAmong reads every scored indicator that has figures, of an area and a group.
func readAmong(r *http.Request, v reading, a warehouse.Area, b beside) (all []among, err error) {
	read, err := compare.ReadAmong(r.Context(), v, a, b.Areas)
	for _, m := range read {
		all = append(all, among{m})
	}
	return all, err
}

// togetherCell is the group added together with what that is made of, or why it cannot be.
func togetherCell(in indicator.Indicator, group []warehouse.IndicatorValue) view.Cell {
	value, sum, ok := compare.Together(in, group)
	switch {
	case !compare.Addable(in):
		return view.Cell{Status: "cannot be added up"}
	case !ok:
		return view.Cell{Status: "counts not published"}
	}
	row := indicator.Row{Numerator: &sum.Numerator, Denominator: &sum.Denominator}
	cell := view.Number(numberText(in, value), countsText(in, row))
	if sum.Used < sum.Of {
		cell.Detail = strings.TrimPrefix(fmt.Sprintf("%s; %d of %d areas", cell.Detail, sum.Used, sum.Of), "; ")
	}
	return cell
}

// beside is the mark of the area beside the mean of its group.
func (m among) beside(meanOf string) view.Mark {
	mean, _, ok := m.Mean()
	if m.Here.Value == nil {
		return rowMark(m.In, m.Here.Row)
	}
	if !ok {
		return view.Mark{Shape: "✕", Word: "nobody to compare", Full: "no area of the group has a figure", Class: "missing"}
	}
	return mark(m.In, m.Here.Value, m.Here.Lower, m.Here.Upper, &mean, m.Few()).Than(meanOf)
}

// ordinal is "1st", "2nd", "3rd", "11th".
func ordinal(n int) string {
	suffix := "th"
	if n%100/10 != 1 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return view.Count(float64(n)) + suffix
}
