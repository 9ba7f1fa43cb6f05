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

// historyLength is how many periods of an indicator an overview shows.
const historyLength = 5

// Histories reads the last periods of each indicator up to the one its overview shows, oldest first: the parts, the value, its
// status and England's value. A term is followed through the same term of other years.
func Histories(ctx context.Context, db Reader, a Area, shown []OverviewRow) (map[string][]indicator.Row, error) {
	until := make(map[string]string, len(shown))
	for _, row := range shown {
		until[row.Indicator] = row.Period
	}
	all, done := map[string][]indicator.Row{}, map[string]bool{}
	err := read(ctx, db, "histories", func(rows *sql.Rows) error {
		h, here := indicator.Row{AreaCode: a.Code, AreaName: a.Name}, false
		if err := rows.Scan(&h.Indicator, &h.Period, &here, &h.Numerator, &h.Denominator, &h.Value, &h.Status); err != nil {
			return err
		}
		last, wanted := until[h.Indicator]
		if done[h.Indicator] && h.Period != last || !wanted || term(h.Period) != term(last) {
			return nil
		}
		done[h.Indicator] = h.Period == last
		all[h.Indicator] = withPeriod(all[h.Indicator], h, here, a.Level == "country")
		return nil
	}, sql.Named("area", a.Code), sql.Named("ended", a.Ended()))
	return all, err
}

// withPeriod adds one value to a history: the country's comes before the area's own of the same period, and either may be absent.
func withPeriod(history []indicator.Row, h indicator.Row, here, country bool) []indicator.Row {
	switch n := len(history); {
	case country:
		h.England = h.Value
	case !here:
		h = indicator.Row{Indicator: h.Indicator, AreaCode: h.AreaCode, AreaName: h.AreaName, Period: h.Period, Status: "not available", England: h.Value}
	case n > 0 && history[n-1].Period == h.Period:
		h.England = history[n-1].England
		history[n-1] = h
		return history
	}
	history = append(history, h)
	return history[max(0, len(history)-historyLength):]
}

// term is the part of a period's label after the years: "autumn", or nothing.
func term(period string) string {
	_, term, _ := strings.Cut(period, " ")
	return term
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
