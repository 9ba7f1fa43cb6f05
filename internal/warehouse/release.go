package warehouse

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"inclusion/internal/release"
)

// ReleaseCalendar is a source with the rules by which its releases come.
type ReleaseCalendar struct {
	ID, Title, Home string
	Words           string // when editions come, in words
	Rules           []release.Rule
	Held            time.Time // last day of the newest figures; zero when there are none
	LastPeriod      string    // the newest period of its editions
	Indicators      int64     // that are made of it
}

// ReleaseCalendars lists every source by title.
func ReleaseCalendars(ctx context.Context, db Reader) ([]ReleaseCalendar, error) {
	var all []ReleaseCalendar
	err := read(ctx, db, "releases", func(rows *sql.Rows) error {
		var c ReleaseCalendar
		var rules string
		var held *time.Time
		if err := rows.Scan(&c.ID, &c.Title, &c.Home, &c.Words, &rules, &held, &c.LastPeriod, &c.Indicators); err != nil {
			return err
		}
		if held != nil {
			c.Held = *held
		}
		if err := json.Unmarshal([]byte(rules), &c.Rules); err != nil {
			return fmt.Errorf("releases of source %s: %w", c.ID, err)
		}
		all = append(all, c)
		return nil
	})
	return all, err
}

// AreaRevision is a figure of one area that a newer edition changed.
type AreaRevision struct {
	Indicator string
	Revision
}

// AreaRevisions lists what newer editions changed in an area's figures.
func AreaRevisions(ctx context.Context, db Reader, area string) ([]AreaRevision, error) {
	var all []AreaRevision
	err := read(ctx, db, "area_revisions", func(rows *sql.Rows) error {
		var r AreaRevision
		err := rows.Scan(&r.Indicator, &r.AreaCode, &r.AreaName, &r.Period, &r.Was, &r.WasStatus, &r.WasEdition, &r.Now, &r.NowStatus, &r.Edition)
		all = append(all, r)
		return err
	}, sql.Named("area", area))
	return all, err
}
