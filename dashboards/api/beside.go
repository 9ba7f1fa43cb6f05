package api

import (
	"context"
	"errors"

	"inclusion/internal/benchmark"
	"inclusion/internal/compare"
	"inclusion/internal/store"
	"inclusion/internal/warehouse"
)

// group is whom an area is compared with: its statistical neighbours when a request does not say.
func (q ask) group(ctx context.Context, v *store.Version, a warehouse.Area, all []warehouse.Area) (compare.Group, error) {
	near, err := warehouse.IndicatorNeighbours(ctx, v, a.Code)
	if err != nil {
		return compare.Group{}, err
	}
	g, err := compare.GroupOf(all, a, near, q.query["beside"])
	if why, refused := errors.AsType[compare.Refused](err); refused {
		return g, badRequest("%s", why)
	}
	return g, err
}

// meanDecimals are those of a mean, as the warehouse keeps its own.
const meanDecimals = 10

var comparisonColumns = []string{"indicator", "short", "theme", "type", "polarity", "unit", "area_code", "area_name", "period", "value", "status",
	"england", "verdict", "better_or_worse", "beside", "beside_areas", "mean", "mean_n", "mean_verdict", "mean_better_or_worse",
	"together", "together_n", "place", "place_of", "nearest_code", "nearest_name", "nearest_value", "edition"}

// comparisonsOfArea is one area among a group of areas, on every indicator that has a direction. A region, the country and an area
// that has ended are in no group: an empty list.
func comparisonsOfArea(ctx context.Context, v *store.Version, q ask) (answer, error) {
	a, all, err := requested(ctx, v, q)
	if err != nil {
		return answer{}, err
	}
	group, err := q.group(ctx, v, a, all)
	if err != nil {
		return answer{}, err
	}
	t := table{columns: comparisonColumns}
	if len(group.Areas) > 0 && !a.Ended() {
		among, err := compare.ReadAmong(ctx, v, a, group.Areas)
		if err != nil {
			return answer{}, err
		}
		for _, m := range among {
			t.rows = append(t.rows, comparisonRow(m, group))
		}
	}
	return t.part(q.page, "area-"+a.Code+"-comparisons-beside-"+group.Key), nil
}

func comparisonRow(m compare.Among, group compare.Group) []any {
	in, here := m.In, m.Here
	row := []any{in.ID, in.Short, in.Theme, in.Type, in.Polarity, in.Unit, here.AreaCode, here.AreaName, here.Period, cell(here.Value), here.Status, cell(here.England)}
	row = append(row, against(in, here.Row, here.England)...)
	mean, used, ok := m.Mean()
	row = append(row, group.Key, items(group.Codes()), when(ok, benchmark.Round(mean, meanDecimals)), used)
	if ok && !m.Tiny {
		row = append(row, against(in, here.Row, &mean)...)
	} else {
		row = append(row, nil, nil)
	}
	together, sum, ok := compare.Together(in, m.Group)
	row = append(row, when(ok, together), when(ok, sum.Used))
	place, of, ok := m.Place()
	row = append(row, when(ok, place), when(ok, of))
	near, ok := m.Nearest()
	return append(row, when(ok, near.AreaCode), when(ok, near.AreaName), cell(near.Value), cell(here.Edition))
}
