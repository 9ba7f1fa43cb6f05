package api

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"inclusion/internal/benchmark"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/store"
)

// Words for a difference in the agreed direction.
const (
	better = "better"
	worse  = "worse"
)

// indicators are the catalogue by id.
var indicators = sync.OnceValues(func() (map[string]indicator.Indicator, error) {
	all, err := indicator.Catalogue()
	byID := map[string]indicator.Indicator{}
	for _, in := range all {
		byID[in.ID] = in
	}
	return byID, err
})

// judged adds to a table of values what can be said of each: its 99.8% interval, and how it compares with England.
func judged(ctx context.Context, v *store.Version, t table) (table, error) {
	known, err := indicators()
	if err != nil {
		return t, err
	}
	country, err := readTable(ctx, v, "api_country")
	if err != nil {
		return t, err
	}
	at := map[string]int{}
	for i, name := range t.columns {
		at[name] = i
	}
	t.columns = append(t.columns, "lower998", "upper998", "verdict", "better_or_worse")
	for i, cells := range t.rows {
		float := func(name string) *float64 {
			x, ok := cells[at[name]].(float64)
			if !ok {
				return nil
			}
			return &x
		}
		in, ok := known[t.text(i, "indicator")]
		if !ok {
			return t, fmt.Errorf("warehouse %s has the indicator %q, which is not in the catalogue", v.Tag(), t.text(i, "indicator"))
		}
		row := indicator.Row{Numerator: float("numerator"), Denominator: float("denominator"), Value: float("value"), Lower: float("lower"), Upper: float("upper")}
		england := float("england")
		if slices.Contains(country.distinct("code"), t.text(i, "area_code")) {
			england = nil // a country is not compared with itself
		}
		t.rows[i] = append(append(cells, strictly(in, row)...), against(in, row, england)...)
	}
	return t, nil
}

// strictly are the ends of a value's 99.8% interval. A value without a 95% interval has none either.
func strictly(in indicator.Indicator, row indicator.Row) []any {
	if row.Lower == nil || row.Upper == nil || row.Numerator == nil || row.Denominator == nil {
		return []any{nil, nil}
	}
	i, ok := benchmark.IntervalOf(in.Interval, *row.Numerator, *row.Denominator, in.Times(), benchmark.Strict)
	return []any{when(ok, i.Lower), when(ok, i.Upper)}
}

// against are how a value compares with a reference, and whether that is better or worse.
func against(in indicator.Indicator, row indicator.Row, reference *float64) []any {
	verdict, ok := compare.Against(in, row, reference)
	isBetter, known := verdict.Better(compare.Direction(in))
	return []any{when(ok, string(verdict)), betterOrWorse(isBetter, known)}
}

func betterOrWorse(isBetter, known bool) any {
	switch {
	case !known:
		return nil
	case isBetter:
		return better
	}
	return worse
}
