package api

import (
	"context"
	"fmt"
	"slices"

	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/store"
	"inclusion/internal/warehouse"
)

// allTrial is the word that stands for the areas of all expert partnerships.
const allTrial = "all"

// allPartnerships are the expert partnerships with their members.
func allPartnerships(ctx context.Context, v *store.Version, q ask) (answer, error) {
	a, err := readPage(ctx, v, "api_partnerships", q.page)
	a.file = "partnerships"
	return a, err
}

var partnershipColumns = []string{"partnership", "partnership_name", "area_code", "area_name", "role", "indicator", "short", "theme", "unit", "period", "value", "status",
	"period_before", "value_before", "change", "moved", "band", "england", "together", "together_n", "outside_mean", "outside_mean_n", "outside_change", "outside_change_n", "edition"}

// onePartnership is every scored indicator of the members of an expert partnership: now, and how it moved since January 2023,
// beside their statistical neighbours outside the programme. Differences are not effects of the programme.
func onePartnership(ctx context.Context, v *store.Version, q ask) (answer, error) {
	members, err := membersOf(ctx, v, q.vars["id"])
	if err != nil {
		return answer{}, err
	}
	whole, err := readTable(ctx, v, "api_country")
	if err != nil {
		return answer{}, err
	}
	country := whole.text(0, "code")
	since, err := compare.ReadSince(ctx, v, compare.Group{Areas: members}.Codes(), country)
	if err != nil {
		return answer{}, err
	}
	t := table{columns: partnershipColumns}
	for _, in := range since.Scored {
		var now []warehouse.IndicatorValue
		for _, a := range members {
			now = append(now, warehouse.IndicatorValue{Row: since.Now(in, a.Code)})
		}
		together, sum, ok := compare.Together(in, now)
		england := since.Now(in, country).Value
		for _, a := range members {
			row := partnershipRow(since, in, a)
			row = append(row, cell(england), when(ok, together), when(ok, sum.Used))
			t.rows = append(t.rows, append(append(row, outsideCells(since, in, a)...), cell(since.Now(in, a.Code).Edition)))
		}
	}
	return t.part(q.page, "partnership-"+q.vars["id"]), nil
}

// membersOf are the areas of today of one expert partnership, or of all.
func membersOf(ctx context.Context, v *store.Version, id string) ([]warehouse.Area, error) {
	areas, err := warehouse.Areas(ctx, v)
	if err != nil {
		return nil, err
	}
	members := slices.DeleteFunc(slices.Clone(areas), func(a warehouse.Area) bool {
		return a.Partnership == "" || a.Ended() || id != allTrial && a.Partnership != id
	})
	if len(members) == 0 {
		var ids []string
		for _, a := range areas {
			if a.Partnership != "" && !slices.Contains(ids, a.Partnership) {
				ids = append(ids, a.Partnership)
			}
		}
		return nil, notFound("No expert partnership has the id %q. There are %s, and %s for all of them. %s/partnerships lists them.", short(id), fmt.Sprint(and(ids)), allTrial, Prefix)
	}
	return members, nil
}

func partnershipRow(s compare.Since, in indicator.Indicator, a warehouse.Area) []any {
	now, before := s.Now(in, a.Code), s.Before(in, a.Code)
	change, _ := s.Change(in, a.Code)
	return []any{a.Partnership, a.PartnershipName, a.Code, a.Name, a.Role, in.ID, in.Short, in.Theme, in.Unit, now.Period, cell(now.Value), now.Status,
		word(before.Period), cell(before.Value), cell(change.Change), s.Kind(in, a.Code), cell(now.Band)}
}

// outsideCells are the mean of an area's neighbours in no expert partnership, and the mean of how they moved.
func outsideCells(s compare.Since, in indicator.Indicator, a warehouse.Area) []any {
	o := s.Outside[compare.Figure{Indicator: in.ID, Area: a.Code}]
	if !s.Comparable(in) {
		o.Change, o.Both = nil, 0
	}
	return []any{cell(o.Mean), o.N, cell(o.Change), o.Both}
}
