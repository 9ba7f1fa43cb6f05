package api

import (
	"context"

	"inclusion/internal/store"
	"inclusion/internal/warehouse"
)

var inspectionColumns = []string{"area_code", "area_name", "published", "started", "ended", "previous", "outcome", "outcome_kind", "outcome_read", "text",
	"next_step", "priority_action_plan", "monitoring_by", "next_full_by", "report"}

// allInspections are the inspection reports that are held, by area.
func allInspections(ctx context.Context, v *store.Version, q ask) (answer, error) {
	return readInspections(ctx, v, q, "", "inspections")
}

// inspectionsOfArea are the inspection reports that are held of one area, newest first.
func inspectionsOfArea(ctx context.Context, v *store.Version, q ask) (answer, error) {
	t, err := findArea(ctx, v, q)
	if err != nil {
		return answer{}, err
	}
	code := t.text(0, "code")
	return readInspections(ctx, v, q, code, "area-"+code+"-inspections")
}

// readInspections reads the reports of one area, or of all where the code is empty.
func readInspections(ctx context.Context, v *store.Version, q ask, code, file string) (answer, error) {
	held, err := warehouse.Inspections(ctx, v)
	if err != nil {
		return answer{}, err
	}
	areas, err := warehouse.Areas(ctx, v)
	if err != nil {
		return answer{}, err
	}
	names := map[string]string{}
	for _, a := range areas {
		names[a.Code] = a.Name
	}
	t := table{columns: inspectionColumns}
	for _, i := range held {
		if code == "" || i.AreaCode == code {
			t.rows = append(t.rows, []any{i.AreaCode, names[i.AreaCode], date(i.Published), date(i.Started), date(i.Ended), date(i.Previous), word(i.Outcome), word(i.Kind),
				i.Read, word(i.Text), word(i.NextStep), word(i.PriorityActionPlan), date(i.MonitoringBy()), date(i.NextFullBy()), word(i.Report)})
		}
	}
	a := t.part(q.page, file)
	if len(a.rows) > 0 {
		from, err := readTable(ctx, v, "api_inspection_editions")
		if err != nil {
			return answer{}, err
		}
		a.editions = from.distinct("edition")
	}
	return a, nil
}
