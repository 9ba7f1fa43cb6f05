package load

import (
	"context"
	"slices"

	"inclusion/ingest/source"
)

// stated lists the errors that the publisher has owned up to and still prints. No check can see them, because the wrong
// figures agree with one another. They are kept as printed and told where they are shown.
func (b bench) stated(ctx context.Context, r reading, about About) ([]Finding, error) {
	mine := slices.DeleteFunc(slices.Clone(r.source.Errata), func(e source.Erratum) bool { return e.Check != source.Stated || e.Table != about.Table })
	if len(mine) == 0 {
		return nil, nil
	}
	rows, err := b.db.QueryContext(ctx, "select line, area_code, period, measure, printf('%.12g', value) from long where value is not null order by line, measure")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Finding
	for rows.Next() {
		f := Finding{Check: source.Stated, Severity: Erratum}
		if err := rows.Scan(&f.Row, &f.Area, &f.Period, &f.Measure, &f.Found); err != nil {
			return nil, err
		}
		for _, e := range mine {
			if e.Printed == f.Found && listed(e.Measure, f.Measure) && listed(e.Period, f.Period) && listed(e.Area, f.Area) {
				f.Expected, f.Message = e.ShouldBe, e.Why
				all = append(all, f)
			}
		}
	}
	return all, rows.Err()
}
