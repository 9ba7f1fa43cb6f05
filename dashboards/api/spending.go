package api

import (
	"context"

	"inclusion/internal/highneeds"
	"inclusion/internal/store"
	"inclusion/internal/warehouse"
)

var spendingColumns = []string{"area_code", "area_name", "return", "period", "line", "name", "group", "amount", "status", "symbol", "edition"}

// spendingOfArea is what an area planned and spent on high needs in its newest year, in pounds net of income, by line of the
// section 251 return. Groups stand in place of lines for a year of which only those are published.
func spendingOfArea(ctx context.Context, v *store.Version, q ask) (answer, error) {
	a, _, err := requested(ctx, v, q)
	if err != nil {
		return answer{}, err
	}
	lines, err := warehouse.SpendingLines(ctx, v, a.Code)
	if err != nil {
		return answer{}, err
	}
	t := table{columns: spendingColumns}
	for _, l := range lines {
		t.rows = append(t.rows, []any{a.Code, a.Name, l.Return, l.Period, l.Line, word(highneeds.Name(l.Line)), word(highneeds.GroupOf(l.Line)),
			cell(l.Amount), l.Status, word(l.Symbol), cell(l.Edition)})
	}
	return t.part(q.page, "area-"+a.Code+"-spending"), nil
}
