package compare

import (
	"context"
	"math"

	"inclusion/internal/benchmark"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// Among is one indicator of an area among a group of areas, all in the newest period of the indicator.
type Among struct {
	In    indicator.Indicator
	Here  warehouse.IndicatorValue
	Group []warehouse.IndicatorValue // one an area of the group, in its order
	Tiny  bool                       // the area is left out of comparisons: its numbers are tiny
}

// ReadAmong reads every scored indicator that has figures, of an area and a group.
func ReadAmong(ctx context.Context, db warehouse.Reader, a warehouse.Area, group []warehouse.Area) ([]Among, error) {
	scored, err := Scored()
	if err != nil {
		return nil, err
	}
	query := warehouse.ValuesQuery{Areas: append([]string{a.Code}, Group{Areas: group}.Codes()...), Newest: true}
	for _, in := range scored {
		query.Indicators = append(query.Indicators, in.ID)
	}
	rows, err := warehouse.AreaValues(ctx, db, query)
	if err != nil {
		return nil, err
	}
	at := map[string]warehouse.IndicatorValue{}
	for _, row := range rows {
		at[row.Indicator+" "+row.AreaCode] = row
	}
	var all []Among
	for _, in := range scored {
		one := Among{In: in, Here: at[in.ID+" "+a.Code], Tiny: a.LeftOut}
		if one.Here.Period == "" {
			continue // no file loaded so far has it
		}
		for _, other := range group {
			row, ok := at[in.ID+" "+other.Code]
			if !ok {
				row.AreaCode, row.AreaName, row.Period, row.Status = other.Code, other.Name, one.Here.Period, "not available"
			}
			one.Group = append(one.Group, row)
		}
		all = append(all, one)
	}
	return all, nil
}

// Mean is the plain mean of the group's values, each area counted once.
func (m Among) Mean() (mean float64, used int, ok bool) {
	var values []*float64
	for _, row := range m.Group {
		values = append(values, row.Value)
	}
	return benchmark.Mean(values)
}

// Together is some areas as one: numerators and denominators added.
func Together(in indicator.Indicator, rows []warehouse.IndicatorValue) (value float64, sum benchmark.Sum, ok bool) {
	var parts []benchmark.Part
	for _, row := range rows {
		parts = append(parts, benchmark.Part{Numerator: row.Numerator, Denominator: row.Denominator})
	}
	sum = benchmark.Together(parts)
	if !Addable(in) {
		return 0, sum, false
	}
	value, ok = sum.Value(in.Times())
	return benchmark.Round(value, in.Precision), sum, ok
}

// Addable says that an indicator's parts are counts or pounds. Ratios of rates and averages of weeks cannot be added up.
func Addable(in indicator.Indicator) bool { return in.Unit != "times" && in.Unit != "weeks" }

// Few says that the area's figure rests on too few to be compared.
func (m Among) Few() bool { return m.Tiny || TooFew(m.In, m.Here.Row) }

// Place is where the area stands in the group, itself included: 1 is best. ok is false where it rests on too few, or has no figure.
func (m Among) Place() (place, of int, ok bool) {
	if m.Here.Value == nil || m.Few() {
		return 0, 0, false
	}
	values := []float64{*m.Here.Value}
	for _, row := range m.Group {
		if row.Value != nil {
			values = append(values, *row.Value)
		}
	}
	return benchmark.Rank(*m.Here.Value, values, Direction(m.In)), len(values), len(values) > 1
}

// Nearest is the area of the group whose figure is closest to this area's.
func (m Among) Nearest() (near warehouse.IndicatorValue, ok bool) {
	if m.Here.Value == nil {
		return near, false
	}
	for _, row := range m.Group {
		if row.Value != nil && (!ok || math.Abs(*row.Value-*m.Here.Value) < math.Abs(*near.Value-*m.Here.Value)) {
			near, ok = row, true
		}
	}
	return near, ok
}
