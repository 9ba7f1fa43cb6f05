package compare

import (
	"cmp"
	"slices"

	"inclusion/internal/benchmark"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// Chance says whether chance alone can explain a change.
type Chance string

// The answers. Two 95% intervals that overlap leave chance as an explanation; ones that do not make it an unlikely one.
const (
	ChanceNotKnown Chance = "chance not known"
	WithinChance   Chance = "within chance"
	BeyondChance   Chance = "more than chance"
	TooFewToSay    Chance = "too few to say"
)

// ChanceOf compares the 95% intervals of two figures.
func ChanceOf(in indicator.Indicator, before, after indicator.Row) Chance {
	older, newer := Interval(before.Lower, before.Upper), Interval(after.Lower, after.Upper)
	switch {
	case TooFew(in, before) || TooFew(in, after):
		return TooFewToSay
	case older == nil || newer == nil:
		return ChanceNotKnown
	case older.Lower <= newer.Upper && newer.Lower <= older.Upper:
		return WithinChance
	}
	return BeyondChance
}

// Move is an area with a figure in two periods.
type Move struct {
	Before, After warehouse.IndicatorValue
	By            float64 // newer less older, at the publisher's precision
	Chance        Chance
}

// Moves are the areas of one indicator that have figures in two periods.
type Moves struct {
	All     []Move // furthest up first
	Country Move   // empty where it has no row
	Absent  int    // authorities without a figure in one of the two
	LeftOut int    // left out of comparisons: their numbers are tiny
}

// MovesBetween pairs the values of two periods by area. leftOut says which areas are left out of comparisons: they are no movers.
func MovesBetween(in indicator.Indicator, older, newer []warehouse.IndicatorValue, leftOut func(code string) bool) (m Moves) {
	before := map[string]warehouse.IndicatorValue{}
	for _, row := range older {
		before[row.AreaCode] = row
	}
	for _, row := range newer {
		was, ok := before[row.AreaCode]
		switch {
		case row.Level == "country":
			m.Country = Move{Before: was, After: row}
		case row.Level != "authority":
		case leftOut(row.AreaCode):
			m.LeftOut++
		case !ok || was.Value == nil || row.Value == nil:
			m.Absent++
		default:
			m.All = append(m.All, Move{was, row, benchmark.Round(*row.Value-*was.Value, in.Precision), ChanceOf(in, was.Row, row.Row)})
		}
	}
	slices.SortStableFunc(m.All, func(a, b Move) int {
		return cmp.Or(cmp.Compare(b.By, a.By), cmp.Compare(a.After.AreaName, b.After.AreaName))
	})
	return m
}

// BreakBetween is the first change of counting after an older period and up to a newer one; nil where there is none.
func BreakBetween(in indicator.Indicator, from, to string) *indicator.Break {
	older, err := indicator.ParsePeriod(from, in.Basis)
	newer, failed := indicator.ParsePeriod(to, in.Basis)
	if err != nil || failed != nil {
		return nil
	}
	for i, b := range in.Breaks {
		at, err := indicator.ParsePeriod(b.From, in.Basis)
		if err == nil && older.End.Before(at.End) && !newer.End.Before(at.End) {
			return &in.Breaks[i]
		}
	}
	return nil
}
