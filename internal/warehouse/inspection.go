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

// followUp is how long after an inspection began the next ones come, as published reports say of each kind of outcome.
var followUp = map[string]struct{ years, monitoringMonths int }{
	"inconsistent": {years: 3},
	"positive":     {years: 5},
	"failings":     {years: 3, monitoringMonths: 18},
}

// NextFullBy is about when the next full inspection comes by; nil where the outcome or the dates could not be read.
func (i AreaInspection) NextFullBy() *time.Time { return i.after(followUp[i.Kind].years, 0) }

// MonitoringBy is about when a monitoring inspection comes by; nil where none follows, or where nobody can say.
func (i AreaInspection) MonitoringBy() *time.Time {
	return i.after(0, followUp[i.Kind].monitoringMonths)
}

// after counts whole years and months on from the start of an inspection; a day that the month does not have is its last.
func (i AreaInspection) after(years, months int) *time.Time {
	if i.Started == nil || years+months == 0 {
		return nil
	}
	from := *i.Started
	first := time.Date(from.Year()+years, from.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	day := first.AddDate(0, 0, min(from.Day(), last)-1)
	return &day
}
