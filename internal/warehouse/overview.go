package warehouse

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"inclusion/internal/indicator"
)

// OverviewRow is one indicator of an area's overview: its newest value beside all it is compared with. Positions are among the
// areas that are compared by default.
type OverviewRow struct {
	indicator.Row
	Previous *float64 // a year before; nil across a break
	Change   *float64
	Broken   bool   // the series breaks here, so there is no change to speak of
	Pooled   bool   // among the areas that are compared
	Below    *int64 // areas of the pool with a lower value
	N        int64  // areas compared
}

// Overview reads every indicator of an area, by id: its newest period or, for an area that has ended, the last it had a
// figure in.
func Overview(ctx context.Context, db Reader, a Area) ([]OverviewRow, error) {
	var all []OverviewRow
	err := read(ctx, db, "overview", func(rows *sql.Rows) error {
		var v OverviewRow
		err := rows.Scan(&v.Indicator, &v.AreaCode, &v.Period, &v.Numerator, &v.Denominator, &v.Value, &v.Status, &v.Lower, &v.Upper,
			&v.England, &v.Region, &v.Neighbours, &v.NeighboursN, &v.Previous, &v.Change, &v.Broken,
			&v.Rank, &v.NRanked, &v.Band, &v.Below, &v.Pooled, &v.Q0, &v.Q25, &v.Q50, &v.Q75, &v.Q100, &v.N, &v.Edition)
		all = append(all, v)
		return err
	}, sql.Named("area", a.Code), sql.Named("ended", a.Ended()))
	return all, err
}

// Histories reads the last five periods of every indicator up to the one an area's overview shows, oldest first: the parts, the
// value, its status and England's value.
func Histories(ctx context.Context, db Reader, a Area) (map[string][]indicator.Row, error) {
	all := map[string][]indicator.Row{}
	err := read(ctx, db, "histories", func(rows *sql.Rows) error {
		h := indicator.Row{AreaCode: a.Code, AreaName: a.Name}
		err := rows.Scan(&h.Indicator, &h.Period, &h.Numerator, &h.Denominator, &h.Value, &h.Status, &h.England)
		all[h.Indicator] = append(all[h.Indicator], h)
		return err
	}, sql.Named("area", a.Code), sql.Named("ended", a.Ended()))
	return all, err
}

// Inspection is what inspectors said of an area, in the words of the published report.
type Inspection struct {
	Published, Started, Ended *time.Time
	Outcome                   string // the label; "Outcome not read" when it could not be read from the report
	Read                      bool
	Text                      string // the report's own sentences
	NextStep                  string
	PriorityActionPlan        string
	Report                    string // address of the report
}

// OverviewHead is what stands at the head of an area's page.
type OverviewHead struct {
	Inspection  *Inspection // the newest; nil when none is loaded
	Inspections bool        // reports are loaded, for some area at least
	Neighbours  []string    // codes of the areas most like it, closest first
	Model       string      // the year of the model that says so
	Newest      *time.Time  // when the newest edition was published; nil when no publisher says
}

// ReadOverviewHead reads the head of an area's page.
func ReadOverviewHead(ctx context.Context, db Reader, area string) (OverviewHead, error) {
	var head OverviewHead
	err := read(ctx, db, "overview_head", func(rows *sql.Rows) error {
		var i Inspection
		var published, started, ended, neighbours string
		if err := rows.Scan(&published, &started, &ended, &i.Outcome, &i.Read, &i.Text, &i.NextStep, &i.PriorityActionPlan, &i.Report,
			&neighbours, &head.Model, &head.Newest, &head.Inspections); err != nil {
			return err
		}
		head.Neighbours = strings.Fields(neighbours)
		if i.Published, i.Started, i.Ended = day(published), day(started), day(ended); i.Outcome != "" {
			head.Inspection = &i
		}
		return nil
	}, sql.Named("area", area))
	return head, err
}

// day reads an ISO date; nil where there is none.
func day(text string) *time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return nil
	}
	return &t
}
