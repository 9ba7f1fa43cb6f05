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
