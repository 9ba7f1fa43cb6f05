package warehouse

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"inclusion/internal/indicator"
)

// Span is two periods of an indicator that can be held against each other, as far as their kind goes: both are whole years,
// counts in January or the same term. Whether the series breaks between them is for the indicator to say.
type Span struct {
	Indicator, Now string
	Before         string // the last period that had ended by the day; empty where nothing reaches back so far
}

// SpansSince finds for each indicator with figures its newest period, and the last one that had ended by a day. Where the newest
// kind of period does not reach back to the day and an older kind does, that one is taken.
func SpansSince(ctx context.Context, db Reader, day time.Time, indicators []string) ([]Span, error) {
	var all []Span
	err := read(ctx, db, "since_periods", func(rows *sql.Rows) error {
		var s Span
		err := rows.Scan(&s.Indicator, &s.Now, &s.Before)
		all = append(all, s)
		return err
	}, sql.Named("day", day.Format(time.DateOnly)), sql.Named("indicators", strings.Join(indicators, " ")))
	return all, err
}

// SpanValues reads the values of some areas in both periods of each span, by indicator, older period first.
func SpanValues(ctx context.Context, db Reader, spans []Span, areas []string) ([]indicator.Row, error) {
	var pairs []string
	for _, s := range spans {
		pairs = append(pairs, s.Indicator+"|"+s.Now)
		if s.Before != "" {
			pairs = append(pairs, s.Indicator+"|"+s.Before)
		}
	}
	var all []indicator.Row
	err := read(ctx, db, "since_values", func(rows *sql.Rows) error {
		var v indicator.Row
		err := rows.Scan(&v.Indicator, &v.AreaCode, &v.AreaName, &v.Period, &v.Numerator, &v.Denominator, &v.Value, &v.Status, &v.Lower, &v.Upper, &v.Band, &v.Edition)
		all = append(all, v)
		return err
	}, sql.Named("pairs", strings.Join(pairs, ";")), sql.Named("areas", strings.Join(areas, " ")))
	return all, err
}

// Outside is the mean of an area's statistical neighbours that are in no expert partnership.
type Outside struct {
	Indicator, AreaCode string
	Neighbours          int64    // how many of its neighbours are in none
	N                   int64    // how many of those have a figure now
	Mean                *float64 // of theirs
	Both                int64    // how many have a figure in both periods
	Change              *float64 // the mean of their changes
}

// OutsideNeighbours reads for each of some areas the mean of its neighbours outside the expert partnerships in each span.
func OutsideNeighbours(ctx context.Context, db Reader, spans []Span, areas []string) ([]Outside, error) {
	var given []string
	for _, s := range spans {
		given = append(given, s.Indicator+"|"+s.Now+"|"+s.Before)
	}
	var all []Outside
	err := read(ctx, db, "since_outside", func(rows *sql.Rows) error {
		var o Outside
		err := rows.Scan(&o.Indicator, &o.AreaCode, &o.Neighbours, &o.N, &o.Mean, &o.Both, &o.Change)
		all = append(all, o)
		return err
	}, sql.Named("spans", strings.Join(given, ";")), sql.Named("areas", strings.Join(areas, " ")))
	return all, err
}

// Age is the newest period of an indicator that an area has a figure for.
type Age struct {
	AreaCode, Indicator, Period string
	LastDay                     time.Time
	Edition                     string
}

// DataAges reads how new the figures of some areas are, by area and indicator.
func DataAges(ctx context.Context, db Reader, areas []string) ([]Age, error) {
	var all []Age
	err := read(ctx, db, "data_ages", func(rows *sql.Rows) error {
		var a Age
		err := rows.Scan(&a.AreaCode, &a.Indicator, &a.Period, &a.LastDay, &a.Edition)
		all = append(all, a)
		return err
	}, sql.Named("areas", strings.Join(areas, " ")))
	return all, err
}
