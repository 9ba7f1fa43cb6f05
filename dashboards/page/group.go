package page

import (
	"cmp"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/benchmark"
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
func scoredIndicators() ([]indicator.Indicator, error) {
	all, err := indicator.Catalogue()
	if err != nil {
		return nil, err
	}
	themes, err := indicator.Themes()
	if err != nil {
		return nil, err
	}
	place := map[string]int{}
	for i, t := range themes {
		place[t.ID] = i
	}
	scored := slices.DeleteFunc(slices.Clone(all), func(in indicator.Indicator) bool { return direction(in) == indicator.None })
	slices.SortStableFunc(scored, func(a, b indicator.Indicator) int {
		return cmp.Or(place[a.Theme]-place[b.Theme], strings.Compare(a.ID, b.ID))
	})
	return scored, nil
}

// readAmong reads every scored indicator that has figures, of an area and a group.
func readAmong(r *http.Request, v reading, a warehouse.Area, b beside) ([]among, error) {
	scored, err := scoredIndicators()
	if err != nil {
		return nil, err
	}
	query := warehouse.ValuesQuery{Areas: append([]string{a.Code}, b.Codes...), Newest: true}
	for _, in := range scored {
		query.Indicators = append(query.Indicators, in.ID)
	}
	rows, err := warehouse.AreaValues(r.Context(), v, query)
	if err != nil {
		return nil, err
	}
	at := map[string]warehouse.IndicatorValue{}
	for _, row := range rows {
		at[row.Indicator+" "+row.AreaCode] = row
	}
	var all []among
	for _, in := range scored {
		one := among{in: in, here: at[in.ID+" "+a.Code], tiny: a.LeftOut}
		if one.here.Period == "" {
			continue // no file loaded so far has it
		}
		for _, other := range b.Areas {
			row, ok := at[in.ID+" "+other.Code]
			if !ok {
				row.AreaCode, row.AreaName, row.Period, row.Status = other.Code, other.Name, one.here.Period, "not available"
			}
			one.group = append(one.group, row)
		}
		all = append(all, one)
	}
	return all, nil
}

// mean is the plain mean of the group's values, each area counted once.
func (m among) mean() (mean float64, used int, ok bool) {
	var values []*float64
	for _, row := range m.group {
		values = append(values, row.Value)
	}
	return benchmark.Mean(values)
}

// together is a group as one: numerators and denominators added.
func together(in indicator.Indicator, group []warehouse.IndicatorValue) (value float64, sum benchmark.Sum, ok bool) {
	var parts []benchmark.Part
	for _, row := range group {
		parts = append(parts, benchmark.Part{Numerator: row.Numerator, Denominator: row.Denominator})
	}
	sum = benchmark.Together(parts)
	if !addable(in) {
		return 0, sum, false
	}
	value, ok = sum.Value(in.Times())
	return benchmark.Round(value, in.Precision), sum, ok
}

// addable says that an indicator's parts are counts or pounds. Ratios of rates and averages of weeks cannot be added up.
func addable(in indicator.Indicator) bool { return in.Unit != "times" && in.Unit != "weeks" }

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
func (m among) few() bool { return m.tiny || tooFew(m.in, m.here.Row) }

// place is where the area stands in the group, itself included: 1 is best. ok is false where it rests on too few, or has no figure.
func (m among) place() (place, of int, ok bool) {
	if m.here.Value == nil || m.few() {
		return 0, 0, false
	}
	values := []float64{*m.here.Value}
	for _, row := range m.group {
		if row.Value != nil {
			values = append(values, *row.Value)
		}
	}
	return benchmark.Rank(*m.here.Value, values, towards(m.in)), len(values), len(values) > 1
}

// nearest is the area of the group whose figure is closest to this area's.
func (m among) nearest() (near warehouse.IndicatorValue, ok bool) {
	if m.here.Value == nil {
		return near, false
	}
	for _, row := range m.group {
		if row.Value != nil && (!ok || math.Abs(*row.Value-*m.here.Value) < math.Abs(*near.Value-*m.here.Value)) {
			near, ok = row, true
		}
	}
	return near, ok
}

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
