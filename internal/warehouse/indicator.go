package warehouse

import (
	"context"
	"database/sql"
	"time"

	"inclusion/internal/indicator"
)

// IndicatorSummary is an indicator's newest period with England's figure. Period is empty while there are no data.
type IndicatorSummary struct {
	ID, Period string
	England    indicator.Row
}

// IndicatorSummaries lists every indicator of the warehouse by id.
func IndicatorSummaries(ctx context.Context, db Reader) ([]IndicatorSummary, error) {
	var all []IndicatorSummary
	err := read(ctx, db, "indicator_summaries", func(rows *sql.Rows) error {
		var s IndicatorSummary
		err := rows.Scan(&s.ID, &s.Period, &s.England.Numerator, &s.England.Denominator, &s.England.Value, &s.England.Status)
		all = append(all, s)
		return err
	})
	return all, err
}

// IndicatorPeriod is a period an indicator has, and how many authorities have a number in it.
type IndicatorPeriod struct {
	Period, Basis string
	LastDay       time.Time
	Areas         int
}

// IndicatorPeriods lists an indicator's periods, oldest first.
func IndicatorPeriods(ctx context.Context, db Reader, id string) ([]IndicatorPeriod, error) {
	var all []IndicatorPeriod
	err := read(ctx, db, "indicator_periods", func(rows *sql.Rows) error {
		var p IndicatorPeriod
		err := rows.Scan(&p.Period, &p.Basis, &p.LastDay, &p.Areas)
		all = append(all, p)
		return err
	}, sql.Named("indicator", id))
	return all, err
}

// IndicatorValue is one area's value in one period beside all it is compared with.
type IndicatorValue struct {
	indicator.Row
	Level    string
	Symbol   string   // what the publisher printed in place of a number
	Summed   bool     // a region's figure that the publisher does not give, added up from its authorities
	Previous *float64 // a year before; nil across a break
	Change   *float64
	Broken   bool  // the series breaks here, so there is no change to speak of
	Pooled   bool  // among the areas that are ranked
	Below    int64 // areas of the pool with a lower value
}

// IndicatorValues reads values, oldest period first and areas in the register's order.
func IndicatorValues(ctx context.Context, db Reader, q indicator.Query) ([]IndicatorValue, error) {
	var all []IndicatorValue
	err := read(ctx, db, "indicator_values", func(rows *sql.Rows) error {
		v, err := scanValue(rows)
		all = append(all, v)
		return err
	}, sql.Named("indicator", q.Indicator), sql.Named("pool", q.Pool), sql.Named("area", orNull(q.Area)), sql.Named("period", orNull(q.Period)))
	return all, err
}

// IndicatorNeighbour is one of the authorities most like another.
type IndicatorNeighbour struct {
	Place      int64 // 1 is the closest
	Code, Name string
	Closeness  string // in the publisher's words: "very close"
	Model      string // the year of the model that says so
}

// IndicatorNeighbours lists an area's statistical neighbours, closest first; none for a region or the country.
func IndicatorNeighbours(ctx context.Context, db Reader, area string) ([]IndicatorNeighbour, error) {
	var all []IndicatorNeighbour
	err := read(ctx, db, "indicator_neighbours", func(rows *sql.Rows) error {
		var n IndicatorNeighbour
		err := rows.Scan(&n.Place, &n.Code, &n.Name, &n.Closeness, &n.Model)
		all = append(all, n)
		return err
	}, sql.Named("area", area))
	return all, err
}

// Matching is England worked out on the authorities that have both numbers: what the published figure is when it mixes
// populations. Exact is nil where it cannot be worked out.
type Matching struct {
	Numerator, Denominator, Exact *float64
	Areas                         int64
}

// IndicatorMatching reads England's matching figure; ok is false where there is none.
func IndicatorMatching(ctx context.Context, db Reader, id, period string) (m Matching, ok bool, err error) {
	err = read(ctx, db, "indicator_matching", func(rows *sql.Rows) error {
		ok = true
		return rows.Scan(&m.Numerator, &m.Denominator, &m.Exact, &m.Areas)
	}, sql.Named("indicator", id), sql.Named("period", period))
	return m, ok, err
}

// Revision is a value that a newer edition changed.
type Revision struct {
	AreaCode, AreaName, Period string
	Was                        *float64
	WasStatus, WasEdition      string
	Now                        *float64
	NowStatus, Edition         string
}

// Revisions lists what newer editions changed in an indicator's values. An empty area or period means all of them.
func Revisions(ctx context.Context, db Reader, id, area, period string) ([]Revision, error) {
	var all []Revision
	err := read(ctx, db, "revision_list", func(rows *sql.Rows) error {
		var r Revision
		err := rows.Scan(&r.AreaCode, &r.AreaName, &r.Period, &r.Was, &r.WasStatus, &r.WasEdition, &r.Now, &r.NowStatus, &r.Edition)
		all = append(all, r)
		return err
	}, sql.Named("indicator", id), sql.Named("area", orNull(area)), sql.Named("period", orNull(period)))
	return all, err
}

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}
