package warehouse

import (
	"context"
	"database/sql"
	"time"
)

// AreaInspection is one inspection report of one area.
type AreaInspection struct {
	Inspection
	AreaCode string
	Previous *time.Time // when the area was inspected before; nil where the report does not say or it could not be read
	Kind     string     // "positive", "inconsistent" or "failings"; empty when the outcome was not read. No grade, and in no order
}

// Inspections lists every report that is held, by area, newest first.
func Inspections(ctx context.Context, db Reader) ([]AreaInspection, error) {
	var all []AreaInspection
	err := read(ctx, db, "inspections", func(rows *sql.Rows) error {
		var i AreaInspection
		var published, started, ended, previous string
		if err := rows.Scan(&i.AreaCode, &published, &started, &ended, &previous, &i.Kind, &i.Outcome, &i.Read, &i.Text, &i.NextStep,
			&i.PriorityActionPlan, &i.Report); err != nil {
			return err
		}
		i.Published, i.Started, i.Ended, i.Previous = day(published), day(started), day(ended), day(previous)
		all = append(all, i)
		return nil
	})
	return all, err
}

// FollowUp is what follows an inspection, counted from its start.
type FollowUp struct {
	FullYears        int // until the next full inspection
	MonitoringMonths int // until a monitoring inspection; 0 when none follows
}

// followUps are by kind of outcome, as published reports say.
var followUps = map[string]FollowUp{
	"inconsistent": {FullYears: 3},
	"positive":     {FullYears: 5},
	"failings":     {FullYears: 3, MonitoringMonths: 18},
}

// FollowUp is what follows the inspection; nothing where its outcome could not be read.
func (i AreaInspection) FollowUp() FollowUp { return followUps[i.Kind] }

// NextFullBy is about when the next full inspection comes by; nil where the outcome or the dates could not be read.
func (i AreaInspection) NextFullBy() *time.Time { return i.by(i.FollowUp().FullYears, 0) }

// MonitoringBy is about when a monitoring inspection comes by; nil where none follows, or where nobody can say.
func (i AreaInspection) MonitoringBy() *time.Time { return i.by(0, i.FollowUp().MonitoringMonths) }

func (i AreaInspection) by(years, months int) *time.Time {
	if i.Started == nil || years+months == 0 {
		return nil
	}
	day := DueBy(*i.Started, years, months)
	return &day
}

// DueBy counts whole years and months on from a day; a day that the month does not have is its last.
func DueBy(from time.Time, years, months int) time.Time {
	due := time.Date(from.Year()+years, from.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := due.AddDate(0, 1, -1).Day()
	return due.AddDate(0, 0, min(from.Day(), last)-1)
}
