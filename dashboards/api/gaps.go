package api

import (
	"context"
	"slices"

	"inclusion/internal/compare"
	"inclusion/internal/store"
	"inclusion/internal/warehouse"
)

var gapColumns = []string{"area_code", "area_name", "measure", "title", "period", "group", "indicator", "numerator", "denominator", "rate", "status",
	"ratio", "lower", "upper", "caution", "england_rate", "england_ratio", "edition"}

// gapsOfArea is how often pupils with and without special educational needs are suspended, excluded and absent, and how many times
// as often those with needs are: every period, oldest first within a measure.
func gapsOfArea(ctx context.Context, v *store.Version, q ask) (answer, error) {
	a, all, err := requested(ctx, v, q)
	if err != nil {
		return answer{}, err
	}
	gaps, err := warehouse.Gaps(ctx, v, a.Code)
	if err != nil {
		return answer{}, err
	}
	country := map[string]map[string]warehouse.GroupRate{}
	for _, gap := range gaps {
		if slices.ContainsFunc(all, func(other warehouse.Area) bool { return other.Code == gap.AreaCode && other.Level == "country" }) {
			country[gap.Measure+" "+gap.Period] = gap.Groups
		}
	}
	t := table{columns: gapColumns}
	for _, m := range slices.Concat(compare.Suspended, compare.Absent) {
		for _, gap := range gaps {
			if gap.Measure != m.Key || gap.AreaCode != a.Code {
				continue
			}
			for _, group := range []string{warehouse.NoSEN, warehouse.SENSupport, warehouse.EHCPlan} {
				t.rows = append(t.rows, gapRow(a, m, gap, country[gap.Measure+" "+gap.Period], group))
			}
		}
	}
	return t.part(q.page, "area-"+a.Code+"-gaps"), nil
}

func gapRow(a warehouse.Area, m compare.GapMeasure, gap warehouse.Gap, country map[string]warehouse.GroupRate, group string) []any {
	here, england := gap.Groups[group], country[group]
	if here.Status == "" {
		here.Status = "not available"
	}
	id := map[string]string{warehouse.SENSupport: m.Support, warehouse.EHCPlan: m.Plan}[group]
	row := []any{a.Code, a.Name, m.Key, m.Title, gap.Period, group, word(id), cell(here.Part), cell(here.Whole), cell(here.Rate), here.Status}
	if group == warehouse.NoSEN {
		return append(row, nil, nil, nil, nil, cell(england.Rate), nil, cell(here.Edition))
	}
	ratio := compare.RatioOf(m.Kind, here, gap.Groups[warehouse.NoSEN])
	row = append(row, when(ratio.Known, ratio.Times))
	if ratio.Interval == nil {
		row = append(row, nil, nil)
	} else {
		row = append(row, ratio.Interval.Lower, ratio.Interval.Upper)
	}
	theirs := compare.RatioOf(m.Kind, england, country[warehouse.NoSEN])
	return append(row, word(ratio.Why), cell(england.Rate), when(theirs.Known, theirs.Times), cell(here.Edition))
}
