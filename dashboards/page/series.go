package page

import (
	"strings"
	"time"

	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// series are periods of one kind, oldest first, that may stand on one line: whole years, or one term of every year. A term is
// never on a line with a year, nor with another term.
type series struct {
	Key     string // for the address: "annual", "autumn"
	Title   string // "whole years", "autumn terms"
	Periods []warehouse.IndicatorPeriod
}

var seriesTitles = map[string]string{
	"annual": "whole years", "january": "counts in January", "autumn": "autumn terms", "spring": "spring terms", "summer": "summer terms",
}

// seriesOf sorts an indicator's periods into series, whole years first.
func seriesOf(in indicator.Indicator, periods []warehouse.IndicatorPeriod) []series {
	var all []series
	for _, key := range []string{"annual", "january", "autumn", "spring", "summer"} {
		s := series{Key: key, Title: seriesTitles[key]}
		for _, p := range periods {
			if seriesKey(in, p.Period) == key {
				s.Periods = append(s.Periods, p)
			}
		}
		if len(s.Periods) > 0 {
			all = append(all, s)
		}
	}
	return all
}

func seriesKey(in indicator.Indicator, period string) string {
	if _, term, ok := strings.Cut(period, " "); ok {
		return term
	}
	if p, err := indicator.ParsePeriod(period, in.Basis); err == nil && p.Basis == indicator.January {
		return "january"
	}
	return "annual"
}

// newestSeries is the series whose newest figures are newest; whole years where a term is no newer.
func newestSeries(all []series) series {
	var best series
	var bestDay time.Time
	for _, s := range all {
		if p, ok := s.newest(); ok && (best.Key == "" || p.LastDay.After(bestDay)) {
			best, bestDay = s, p.LastDay
		}
	}
	if best.Key == "" && len(all) > 0 {
		return all[0]
	}
	return best
}

// newest is the last period in which some authority has a number.
func (s series) newest() (warehouse.IndicatorPeriod, bool) {
	for i := len(s.Periods) - 1; i >= 0; i-- {
		if s.Periods[i].Areas > 0 {
			return s.Periods[i], true
		}
	}
	return warehouse.IndicatorPeriod{}, false
}

// has says whether a period is one of the series'.
func (s series) has(period string) bool {
	for _, p := range s.Periods {
		if p.Period == period {
			return true
		}
	}
	return false
}
