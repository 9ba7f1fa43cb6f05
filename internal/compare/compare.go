// Package compare puts published values beside each other: an area among a group of areas, every area against its size, two
// periods of one indicator, pupils with special educational needs beside those without. It takes the rows of the warehouse and the
// rules of internal/benchmark, and leaves the wording to those who show it, so that pages, files and the API say the same.
package compare

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"inclusion/internal/benchmark"
	"inclusion/internal/indicator"
)

// Refused says why a comparison that was asked for cannot be made, in a sentence for the reader who asked.
type Refused string

func (r Refused) Error() string { return string(r) }

// Polarity is which way is better. Background figures have none, whatever the publisher's own tool says.
func Polarity(in indicator.Indicator) string {
	if in.Type == indicator.Context {
		return indicator.None
	}
	return in.Polarity
}

// Direction is Polarity as benchmarks know it.
func Direction(in indicator.Indicator) benchmark.Direction {
	switch Polarity(in) {
	case indicator.Higher:
		return benchmark.HigherIsBetter
	case indicator.Lower:
		return benchmark.LowerIsBetter
	}
	return benchmark.NoDirection
}

// Scored are the indicators with a legal standard or a direction, by theme and then by id.
func Scored() ([]indicator.Indicator, error) {
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
	scored := slices.DeleteFunc(slices.Clone(all), func(in indicator.Indicator) bool { return Polarity(in) == indicator.None })
	slices.SortStableFunc(scored, func(a, b indicator.Indicator) int {
		return cmp.Or(place[a.Theme]-place[b.Theme], strings.Compare(a.ID, b.ID))
	})
	return scored, nil
}

// TooFew says that a value rests on so little that chance alone may explain it: fewer than 20 in the denominator of a share,
// fewer than 10 events in a rate.
func TooFew(in indicator.Indicator, row indicator.Row) bool {
	return benchmark.Evidence{Kind: in.Interval, Events: row.Numerator, Out: row.Denominator}.TooFew()
}

// Interval is the interval with these ends, or none where either is missing.
func Interval(lower, upper *float64) *benchmark.Interval {
	if lower == nil || upper == nil {
		return nil
	}
	return &benchmark.Interval{Lower: *lower, Upper: *upper}
}

// Against is how a value compares with a reference, as both are shown; ok is false where either is missing.
func Against(in indicator.Indicator, row indicator.Row, reference *float64) (v benchmark.Verdict, ok bool) {
	if row.Value == nil || reference == nil {
		return "", false
	}
	v = benchmark.Against(benchmark.Evidence{Value: *row.Value, Interval: Interval(row.Lower, row.Upper), Events: row.Numerator, Out: row.Denominator,
		Kind: in.Interval, Precision: in.Shown()}, *reference)
	differs := v == benchmark.Higher || v == benchmark.Lower
	switch {
	case differs && Unchecked(in, row.Lower, row.Upper):
		v = benchmark.NotCompared
	case differs && in.Unit == "percent" && in.Interval == benchmark.KindNone && math.Abs(*row.Value-*reference) <= onePoint:
		v = benchmark.Similar
	}
	return v, true
}

// onePoint is how far apart two shares of sessions or of money may lie and still be called similar: they have no interval, and the
// same measure is a little change from one year to the next. The hair above it is for numbers that are written in binary.
const onePoint = 1 + 1e-9

// Unchecked says that chance cannot be ruled out of a value that should have an interval and has none, because its counts are not
// published, nor of one rate divided by another.
func Unchecked(in indicator.Indicator, lower, upper *float64) bool {
	return in.Unit == "times" || in.Interval != benchmark.KindNone && (lower == nil || upper == nil)
}

// ComparableFrom is the newest period up to one from which values are counted as they are in it; empty where there was no break.
func ComparableFrom(in indicator.Indicator, newest string) string {
	from := ""
	for _, b := range in.Breaks {
		if b.From <= newest && b.From > from {
			from = b.From
		}
	}
	return from
}

// YearBefore is the same period a year earlier, as it is written in data; empty where that cannot be said.
func YearBefore(in indicator.Indicator, period string) string {
	if p, err := indicator.ParsePeriod(period, in.Basis); err == nil {
		return p.Previous()
	}
	return ""
}
