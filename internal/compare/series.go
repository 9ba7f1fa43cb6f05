package compare

import (
	"slices"
	"strings"
	"time"

	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// Series are periods of one kind, oldest first, that may stand on one line: whole years, or one term of every year. A term is
// never on a line with a year, nor with another term.
type Series struct {
	Key     string // for the address: "annual", "autumn"
	Title   string // "whole years", "autumn terms"
	Periods []warehouse.IndicatorPeriod
}

// SeriesTitles are the kinds of periods in words, by key.
var SeriesTitles = map[string]string{
	"annual": "whole years", "january": "counts in January", "autumn": "autumn terms", "spring": "spring terms", "summer": "summer terms",
}

// SeriesOf sorts an indicator's periods into series, whole years first.
func SeriesOf(in indicator.Indicator, periods []warehouse.IndicatorPeriod) []Series {
	var all []Series
	for _, key := range []string{"annual", "january", "autumn", "spring", "summer"} {
		s := Series{Key: key, Title: SeriesTitles[key]}
		for _, p := range periods {
			if SeriesKey(in, p.Period) == key {
				s.Periods = append(s.Periods, p)
			}
		}
		if len(s.Periods) > 0 {
			all = append(all, s)
		}
	}
	return all
}

// SeriesKey is the key of the series that a period belongs to.
func SeriesKey(in indicator.Indicator, period string) string {
	if _, term, ok := strings.Cut(period, " "); ok {
		return term
	}
	if p, err := indicator.ParsePeriod(period, in.Basis); err == nil && p.Basis == indicator.January {
		return "january"
	}
	return "annual"
}

// NewestSeries is the series whose newest figures are newest; whole years where a term is no newer.
func NewestSeries(all []Series) Series {
	var best Series
	var bestDay time.Time
	for _, s := range all {
		if p, ok := s.Newest(); ok && (best.Key == "" || p.LastDay.After(bestDay)) {
			best, bestDay = s, p.LastDay
		}
	}
	if best.Key == "" && len(all) > 0 {
		return all[0]
	}
	return best
}

// Newest is the last period in which some authority has a number.
func (s Series) Newest() (warehouse.IndicatorPeriod, bool) {
	for _, p := range slices.Backward(s.Periods) {
		if p.Areas > 0 {
			return p, true
		}
	}
	return warehouse.IndicatorPeriod{}, false
}

// At is the place of a period in the series; -1 where it has none.
func (s Series) At(period string) int {
	return slices.IndexFunc(s.Periods, func(p warehouse.IndicatorPeriod) bool { return p.Period == period })
}

// Has says whether a period is one of the series'.
func (s Series) Has(period string) bool { return s.At(period) >= 0 }

// Pair is two periods of a series, the older first: what was asked for, and where that is empty, the newest with figures and the
// one with figures before it. Either may be left empty where there is none.
func (s Series) Pair(from, to string) (older, newer string) {
	if to == "" {
		if newest, ok := s.Newest(); ok && newest.Period != from {
			to = newest.Period
		}
	}
	if from == "" {
		for _, p := range s.Periods {
			if p.Period == to {
				break
			}
			if p.Areas > 0 {
				from = p.Period
			}
		}
	}
	if s.At(from) > s.At(to) && to != "" {
		from, to = to, from
	}
	return from, to
}
