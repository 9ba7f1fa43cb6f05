package compare

import (
	"inclusion/internal/benchmark"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// Funnel is one indicator in one period: every area held against what chance would do to an area of its size.
type Funnel struct {
	Limits benchmark.Funnel // around all areas together
	Points []FunnelPoint
	Beyond int // areas outside the 99.8% limits that speak of chance alone
}

// FunnelPoint is one area and where it lies.
type FunnelPoint struct {
	Row   warehouse.IndicatorValue
	Place benchmark.Place
}

// FewestPoints is how many areas a funnel needs to say anything.
const FewestPoints = 10

// FunnelOf draws the limits around some areas together. Widened limits allow for how much areas differ beyond chance. Areas whose
// counts are not published have no point; an indicator without an interval has no funnel, and none of its areas has a point.
func FunnelOf(in indicator.Indicator, rows []warehouse.IndicatorValue, widened bool) (f Funnel) {
	var parts []benchmark.Part
	var counts []benchmark.Count
	for _, row := range rows {
		if in.Interval == benchmark.KindNone || row.Numerator == nil || row.Denominator == nil || *row.Denominator <= 0 ||
			in.Interval == benchmark.KindWilson && *row.Numerator > *row.Denominator {
			continue
		}
		parts = append(parts, benchmark.Part{Numerator: row.Numerator, Denominator: row.Denominator})
		counts = append(counts, benchmark.Count{Events: *row.Numerator, Out: *row.Denominator})
		f.Points = append(f.Points, FunnelPoint{Row: row})
	}
	sum := benchmark.Together(parts)
	if sum.Denominator == 0 {
		return f
	}
	f.Limits = benchmark.RateFunnel(sum.Numerator / sum.Denominator)
	if in.Interval == benchmark.KindWilson {
		f.Limits = benchmark.ProportionFunnel(sum.Numerator / sum.Denominator)
	}
	plain := f.Limits
	if widened {
		f.Limits = f.Limits.Overdispersed(counts)
	}
	for i, c := range counts {
		f.Points[i].Place = f.Limits.Place(c)
		if plain.Place(c) == benchmark.FarOutside {
			f.Beyond++
		}
	}
	return f
}
