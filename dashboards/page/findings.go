package page

import (
	"fmt"
	"math"

	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// enoughNeighbours is how many similar areas must have a figure for their mean to be held against an area.
const enoughNeighbours = 5

// movementOf is how a row moved since a year before.
func movementOf(row warehouse.OverviewRow) movement {
	return movement{Period: row.Period, Change: row.Change, Previous: row.Previous, Lower: row.Lower, Upper: row.Upper, Broken: row.Broken}
}

// finding is one sentence about one indicator: what kind of thing it is, the indicator, and what there is to say.
type finding struct {
	Kind       string // "Furthest from similar areas"
	Name, Href string
	Text       string
}

// findings are up to three sentences chosen by rule: furthest from similar areas, the largest change that chance does not
// explain, and the legal standard that is furthest from being met. One indicator may be all three: then each is still true.
// Nothing is picked out of an area whose numbers are too tiny to be compared.
func (l looked) findings() []finding {
	if l.area.LeftOut {
		return nil
	}
	var all []finding
	for _, find := range []func() (indicator.Indicator, finding){l.furthest, l.largestChange, l.unmetDuty} {
		if in, f := find(); f.Text != "" {
			f.Name, f.Href = in.Short, l.href(in)
			all = append(all, f)
		}
	}
	return all
}

// pick is the row for which size is largest, among rows that may be spoken of; size is negative for one that may not.
func (l looked) pick(size func(indicator.Indicator, warehouse.OverviewRow) float64) (in indicator.Indicator, best warehouse.OverviewRow, ok bool) {
	most := 0.0
	for _, row := range l.rows {
		candidate := l.catalogue[row.Indicator]
		if candidate.Type == indicator.Context || row.Value == nil || tooFew(candidate, row.Row) || chanceUnchecked(candidate, row) {
			continue
		}
		if s := size(candidate, row); s > most {
			most, in, best, ok = s, candidate, row, true
		}
	}
	return in, best, ok
}

// chanceUnchecked says that an indicator's values have intervals and this one has none, because its counts are not published.
func chanceUnchecked(in indicator.Indicator, row warehouse.OverviewRow) bool {
	return in.Interval != "none" && (row.Lower == nil || row.Upper == nil)
}

// spread is the width of the middle half of areas: the measure that lets weeks and percentages be held side by side.
func spread(row warehouse.OverviewRow) float64 {
	if row.Q25 == nil || row.Q75 == nil {
		return 0
	}
	return *row.Q75 - *row.Q25
}

// furthest is the indicator furthest from similar areas or, for a region, from England, in widths of the middle half.
func (l looked) furthest() (indicator.Indicator, finding) {
	if l.country() {
		return indicator.Indicator{}, finding{}
	}
	in, row, ok := l.pick(func(_ indicator.Indicator, row warehouse.OverviewRow) float64 {
		other := l.similar(row)
		chance := other != nil && row.Lower != nil && row.Upper != nil && *row.Lower <= *other && *other <= *row.Upper
		if other == nil || chance || spread(row) <= 0 {
			return -1
		}
		return math.Abs(*row.Value-*other) / spread(row)
	})
	if !ok {
		return in, finding{}
	}
	other := l.similar(row)
	whom, against := "England", "in England"
	if l.authority() {
		whom, against = "similar areas", fmt.Sprintf("on average in the %d similar areas with a figure", row.NeighboursN)
	}
	way := "worse"
	if (*row.Value > *other) == (in.Polarity == indicator.Higher) {
		way = "better"
	}
	return in, finding{Kind: "Furthest from " + whom, Text: fmt.Sprintf("%s in %s, against %s %s. That is %s.",
		valueText(in, *row.Value), periodWords(row.Period), valueText(in, *other), against, way)}
}

// similar is what an area is held against: the mean of its neighbours, or England for a region.
func (l looked) similar(row warehouse.OverviewRow) *float64 {
	switch {
	case !l.authority():
		return row.England
	case row.NeighboursN < enoughNeighbours:
		return nil
	}
	return row.Neighbours
}

// largestChange is the indicator that moved most in a year, in widths of the middle half, where chance does not explain it.
func (l looked) largestChange() (indicator.Indicator, finding) {
	in, row, ok := l.pick(func(in indicator.Indicator, row warehouse.OverviewRow) float64 {
		if row.Change == nil || row.Lower == nil || row.Broken || littleChange(in, movementOf(row)) || spread(row) <= 0 {
			return -1
		}
		return math.Abs(*row.Change) / spread(row)
	})
	if !ok {
		return in, finding{}
	}
	return in, finding{Kind: "Largest change beyond chance", Text: fmt.Sprintf("%s in %s, %s.", valueText(in, *row.Value), periodWords(row.Period), changeWords(in, movementOf(row)))}
}

// unmetDuty is the legal standard with the lowest figure: one not met in most cases or, where there is none, how low the lowest is.
func (l looked) unmetDuty() (indicator.Indicator, finding) {
	in, row, ok := l.pick(func(in indicator.Indicator, row warehouse.OverviewRow) float64 {
		if in.Type != indicator.Legal {
			return -1
		}
		return in.LegalTarget - *row.Value
	})
	if !ok {
		return in, finding{}
	}
	f := finding{Kind: "A legal standard not met in most cases", Text: fmt.Sprintf("%s in %s. %s", valueText(in, *row.Value), periodWords(row.Period), in.Law)}
	if *row.Value >= 50 {
		f.Kind = "The legal standard furthest from being met"
	}
	return in, f
}
