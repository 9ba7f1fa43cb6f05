package page

import (
	"fmt"
	"math"
	"time"

	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// enoughNeighbours is how many similar areas must have a figure for their mean to be held against an area.
const enoughNeighbours = 5

// oldest is how many years before an area's newest figure one may end and still stand out: what was so long ago is no news.
const oldest = 3

// movementOf is how a row moved since a year before.
func (l looked) movementOf(row warehouse.OverviewRow) compare.Movement {
	m := compare.Movement{Period: row.Period, Change: row.Change, Previous: row.Previous, Lower: row.Lower, Upper: row.Upper, Whole: row.Denominator, Broken: row.Broken}
	before := compare.YearBefore(l.catalogue[row.Indicator], row.Period)
	for _, h := range l.histories[row.Indicator] {
		if h.Period == before {
			m.WholeBefore = h.Denominator
		}
	}
	return m
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
	most, newest := 0.0, l.newestDay()
	for _, row := range l.rows {
		candidate := l.catalogue[row.Indicator]
		if candidate.Type == indicator.Context || row.Value == nil || compare.TooFew(candidate, row.Row) || chanceUnchecked(candidate, row) ||
			lastDay(candidate, row.Period).AddDate(oldest, 0, 0).Before(newest) {
			continue
		}
		if s := size(candidate, row); s > most {
			most, in, best, ok = s, candidate, row, true
		}
	}
	return in, best, ok
}

// newestDay is the last day of the newest figure.
func (l looked) newestDay() (newest time.Time) {
	for _, row := range l.rows {
		if day := lastDay(l.catalogue[row.Indicator], row.Period); row.Value != nil && day.After(newest) {
			newest = day
		}
	}
	return newest
}

func lastDay(in indicator.Indicator, period string) time.Time {
	p, err := indicator.ParsePeriod(period, in.Basis)
	if err != nil {
		return time.Time{}
	}
	return p.End
}

// made is a figure with what it is out of and its period: "97.5% (1,337 of 1,371 reviews) in 2024".
func made(in indicator.Indicator, row warehouse.OverviewRow) string {
	return withCounts(in, row.Row) + " " + inPeriod(row.Period)
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
		if other == nil || chance || spread(row) <= 0 || l.movementOf(row).WholeMoved() {
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
	return in, finding{Kind: "Furthest from " + whom, Text: fmt.Sprintf("%s, against %s %s. That is %s.", made(in, row), valueText(in, *other), against, way)}
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
		m := l.movementOf(row)
		if row.Change == nil || row.Lower == nil || row.Broken || m.Little(in) || m.WholeMoved() || spread(row) <= 0 {
			return -1
		}
		return math.Abs(*row.Change) / spread(row)
	})
	if !ok {
		return in, finding{}
	}
	return in, finding{Kind: "Largest change beyond chance", Text: fmt.Sprintf("%s, %s.", made(in, row), changeWords(in, l.movementOf(row)))}
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
	f := finding{Kind: "A legal standard not met in most cases", Text: fmt.Sprintf("%s. %s", made(in, row), in.Law)}
	if *row.Value >= 50 {
		f.Kind = "The legal standard furthest from being met"
	}
	return in, f
}
