package page

import (
	"fmt"
	"net/http"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/benchmark"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// among is one indicator of an area among a group of areas, all in the newest period of the indicator.
type among struct {
	in    indicator.Indicator
	here  warehouse.IndicatorValue
	group []warehouse.IndicatorValue // one an area of the group, in its order
	tiny  bool                       // the area is left out of comparisons: its numbers are tiny
}

// scoredIndicators are the indicators with a legal standard or a direction, by theme and then by id.
func scoredIndicators() ([]indicator.Indicator, error) { return compare.Scored() }

// readAmong reads every scored indicator that has figures, of an area and a group.
func readAmong(r *http.Request, v reading, a warehouse.Area, b beside) (all []among, err error) {
	read, err := compare.ReadAmong(r.Context(), v, a, b.Areas)
	for _, m := range read {
		all = append(all, among{in: m.In, here: m.Here, group: m.Group, tiny: m.Tiny})
	}
	return all, err
}

// compared is what can be worked out of an area and its group.
func (m among) compared() compare.Among {
	return compare.Among{In: m.in, Here: m.here, Group: m.group, Tiny: m.tiny}
}

// mean is the plain mean of the group's values, each area counted once.
func (m among) mean() (mean float64, used int, ok bool) { return m.compared().Mean() }

// together is a group as one: numerators and denominators added.
func together(in indicator.Indicator, group []warehouse.IndicatorValue) (value float64, sum benchmark.Sum, ok bool) {
	return compare.Together(in, group)
}

// addable says that an indicator's parts are counts or pounds.
func addable(in indicator.Indicator) bool { return compare.Addable(in) }

// togetherCell is the group added together with what that is made of, or why it cannot be.
func togetherCell(in indicator.Indicator, group []warehouse.IndicatorValue) view.Cell {
	value, sum, ok := together(in, group)
	switch {
	case !addable(in):
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

// few says that the area's figure rests on too few to be compared.
func (m among) few() bool { return m.compared().Few() }

// place is where the area stands in the group, itself included: 1 is best. ok is false where it rests on too few, or has no figure.
func (m among) place() (place, of int, ok bool) { return m.compared().Place() }

// nearest is the area of the group whose figure is closest to this area's.
func (m among) nearest() (near warehouse.IndicatorValue, ok bool) { return m.compared().Nearest() }

// beside is the mark of the area beside the mean of its group.
func (m among) beside(meanOf string) view.Mark {
	mean, _, ok := m.mean()
	if m.here.Value == nil {
		return rowMark(m.in, m.here.Row)
	}
	if !ok {
		return view.Mark{Shape: "✕", Word: "nobody to compare", Full: "no area of the group has a figure", Class: "missing"}
	}
	return mark(m.in, m.here.Value, m.here.Lower, m.here.Upper, &mean, m.few()).Than(meanOf)
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
