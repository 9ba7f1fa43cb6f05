package page

import (
	"cmp"

	"inclusion/dashboards/chart"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// comparator is who stands beside an area on a line, and where their number is in a row.
type comparator struct {
	name string
	role chart.Role
	of   func(warehouse.IndicatorValue) *float64
}

// comparators are who stands beside the area on its line: England, the areas it is compared with and its region. Counts of people
// and sums of pounds follow the size of an area, so those of others would flatten the line; they stay in the table.
func (one oneArea) comparators() []comparator {
	if followsSize(one.in) || one.country() {
		return nil
	}
	all := []comparator{{"England", chart.England, func(v warehouse.IndicatorValue) *float64 { return v.England }}}
	if one.area.Level == "authority" {
		all = append(all, comparator{cmp.Or(one.beside.Mean, "Similar areas"), chart.Neighbours, func(v warehouse.IndicatorValue) *float64 { return v.Neighbours }},
			comparator{one.area.RegionName, chart.Region, func(v warehouse.IndicatorValue) *float64 { return v.Region }})
	}
	return all
}

// trendOf is the picture of one indicator of an area through time, beside others that have a number in some row. Rows are of one
// series, oldest first; say writes the area's own points.
func trendOf(in indicator.Indicator, name, area string, rows []warehouse.IndicatorValue, others []comparator, say func(warehouse.IndicatorValue) string) chart.Trend {
	scale, axis := axisOf(in, rows)
	t := chart.Trend{Name: name, Axis: axis, Breaks: breaksOf(in, rows)}
	here := chart.Series{Name: area, Role: chart.ThisArea}
	for _, row := range rows {
		t.Periods = append(t.Periods, axisLabel(row.Period))
		here.Points = append(here.Points, chart.Point{Value: scaled(row.Value, scale), Lower: scaled(notBelowZero(row.Lower), scale), Upper: scaled(row.Upper, scale), Text: say(row)})
	}
	t.Series = append(t.Series, here)
	for _, c := range others {
		s, any := chart.Series{Name: c.name, Role: c.role}, false
		for _, row := range rows {
			v := c.of(row)
			any = any || v != nil
			s.Points = append(s.Points, chart.Point{Value: scaled(v, scale), Text: orMissing(in, v)})
		}
		if any {
			t.Series = append(t.Series, s)
		}
	}
	return t
}

// notBelowZero is the end of an interval that rounding has put a hair below zero, where it cannot be.
func notBelowZero(v *float64) *float64 {
	if v != nil && *v < 0 && *v > -1e-6 {
		return chart.V(0)
	}
	return v
}
