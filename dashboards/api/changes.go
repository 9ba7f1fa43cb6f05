package api

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/store"
	"inclusion/internal/warehouse"
)

var changeColumns = []string{"area_code", "area_name", "indicator", "short", "theme", "unit", "period", "value", "status", "previous_period", "previous",
	"change", "moved", "beyond_chance", "middle_halves", "edition"}

// changesOfArea is what the newest editions changed: every indicator's newest figure beside the one a year before, those of the
// newest edition first, and within an edition the largest changes beside the spread of areas first.
func changesOfArea(ctx context.Context, v *store.Version, q ask) (answer, error) {
	a, _, err := requested(ctx, v, q)
	if err != nil {
		return answer{}, err
	}
	values, err := warehouse.AreaValues(ctx, v, warehouse.ValuesQuery{Areas: []string{a.Code}})
	if err != nil {
		return answer{}, err
	}
	known, err := indicators()
	if err != nil {
		return answer{}, err
	}
	t := table{columns: changeColumns}
	for _, c := range newestFirst(compare.NewestChanges(values, known)) {
		t.rows = append(t.rows, []any{a.Code, a.Name, c.In.ID, c.In.Short, c.In.Theme, c.In.Unit, c.Now.Period, cell(c.Now.Value), c.Now.Status,
			word(compare.YearBefore(c.In, c.Now.Period)), cell(c.Now.Previous), cell(c.Now.Change), c.Kind(), c.Explained,
			when(c.InSpreads > 0, c.InSpreads), cell(c.Now.Edition)})
	}
	return t.part(q.page, "area-"+a.Code+"-changes"), nil
}

// newestFirst puts changes in the order of the last day that their editions reach.
func newestFirst(all []compare.Change) []compare.Change {
	upto := map[string]time.Time{}
	edition := func(c compare.Change) string {
		if c.Now.Edition == nil {
			return ""
		}
		return *c.Now.Edition
	}
	for _, c := range all {
		if p, err := indicator.ParsePeriod(c.Now.Period, c.In.Basis); err == nil && p.End.After(upto[edition(c)]) {
			upto[edition(c)] = p.End
		}
	}
	slices.SortStableFunc(all, func(x, y compare.Change) int {
		return cmp.Or(upto[edition(y)].Compare(upto[edition(x)]), cmp.Compare(edition(x), edition(y)), cmp.Compare(y.InSpreads, x.InSpreads))
	})
	return all
}

// revisionsOfArea are the figures of one area that a newer edition changed.
func revisionsOfArea(ctx context.Context, v *store.Version, q ask) (answer, error) {
	t, err := findArea(ctx, v, q)
	if err != nil {
		return answer{}, err
	}
	code := t.text(0, "code")
	return readRevisions(ctx, v, q, code, nil, "area-"+code+"-revisions")
}

// allRevisions are the figures that a newer edition changed, of all indicators or one.
func allRevisions(ctx context.Context, v *store.Version, q ask) (answer, error) {
	id, err := q.askedIndicator(ctx, v)
	if err != nil {
		return answer{}, err
	}
	return readRevisions(ctx, v, q, nil, id, "revisions")
}

func readRevisions(ctx context.Context, v *store.Version, q ask, area, id any, file string) (answer, error) {
	a, err := readPage(ctx, v, "api_revisions", q.page, sql.Named("area", area), sql.Named("indicator", id))
	if err != nil {
		return answer{}, err
	}
	a.file, a.editions = file, a.distinct("edition")
	return a, nil
}

// askedIndicator is the indicator that a list is narrowed to; nil for all.
func (q ask) askedIndicator(ctx context.Context, v *store.Version) (any, error) {
	id, given := q.query["indicator"]
	if !given {
		return nil, nil
	}
	known, err := indicators()
	if err != nil {
		return nil, err
	}
	if _, ok := known[id]; ok {
		return id, nil
	}
	near, err := nearest(ctx, v, "api_nearest_indicators", id)
	if err != nil {
		return nil, err
	}
	return nil, badRequest("indicator: no indicator has the id %q. The nearest are %s. %s/indicators lists all.", short(id), near, Prefix)
}
