package warehouse

import (
	"context"
	"database/sql"
	"time"
)

// SourceAge says how new a source's figures are.
type SourceAge struct {
	ID, Title, Publisher, Home, Licence string
	Expected                            string     // when the next edition is expected, in words
	Period                              string     // the newest of its indicators' periods; empty while there is none
	Published                           *time.Time // of the newest edition; nil where the publisher does not say
	Fetched                             *time.Time // nil while no edition is loaded
	Editions                            int64
}

// SourceAges lists every source by title.
func SourceAges(ctx context.Context, db Reader) ([]SourceAge, error) {
	var all []SourceAge
	err := read(ctx, db, "home_sources", func(rows *sql.Rows) error {
		var s SourceAge
		err := rows.Scan(&s.ID, &s.Title, &s.Publisher, &s.Home, &s.Licence, &s.Expected, &s.Period, &s.Published, &s.Fetched, &s.Editions)
		all = append(all, s)
		return err
	})
	return all, err
}

// NewEdition is an edition that came out lately.
type NewEdition struct {
	ID, Name, Title         string
	Published               *time.Time
	Fetched                 time.Time
	FirstPeriod, LastPeriod string
}

// NewEditions lists the editions that came out last.
func NewEditions(ctx context.Context, db Reader, limit int) ([]NewEdition, error) {
	var all []NewEdition
	err := read(ctx, db, "news_editions", func(rows *sql.Rows) error {
		var e NewEdition
		err := rows.Scan(&e.ID, &e.Name, &e.Title, &e.Published, &e.Fetched, &e.FirstPeriod, &e.LastPeriod)
		all = append(all, e)
		return err
	}, sql.Named("limit", limit))
	return all, err
}

// BigRevision is the value of an indicator that a newer edition changed most.
type BigRevision struct {
	Indicator, Area, AreaName, Period string
	Was, Now                          float64
	Edition                           string
	Revised                           int64 // values of the indicator that were revised
}

// BigRevisions lists the revisions that moved a figure furthest, measured against the spread of areas: one an indicator.
func BigRevisions(ctx context.Context, db Reader, limit int) ([]BigRevision, error) {
	var all []BigRevision
	err := read(ctx, db, "news_revisions", func(rows *sql.Rows) error {
		var v BigRevision
		err := rows.Scan(&v.Indicator, &v.Area, &v.AreaName, &v.Period, &v.Was, &v.Now, &v.Edition, &v.Revised)
		all = append(all, v)
		return err
	}, sql.Named("limit", limit))
	return all, err
}
