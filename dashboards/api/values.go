package api

import (
	"context"
	"database/sql"
	"slices"

	"inclusion/internal/store"
)

// everyPeriod is the word that asks for all of an indicator's periods.
const everyPeriod = "all"

// newestOfArea is the newest value of every indicator for one area.
func newestOfArea(ctx context.Context, v *store.Version, q ask) (answer, error) {
	place, err := findArea(ctx, v, q)
	if err != nil {
		return answer{}, err
	}
	code := place.text(0, "code")
	a, err := readPage(ctx, v, "api_area_newest", q.page, sql.Named("area", code), sql.Named("pool", q.pool()))
	return asValues(a, q, "area-"+code+"-indicators"), err
}

// seriesOfArea is every period of one indicator for one area.
func seriesOfArea(ctx context.Context, v *store.Version, q ask) (answer, error) {
	place, err := findArea(ctx, v, q)
	if err != nil {
		return answer{}, err
	}
	if _, err := findIndicator(ctx, v, q); err != nil {
		return answer{}, err
	}
	code := place.text(0, "code")
	return readValues(ctx, v, q, code, nil, "area-"+code+"-"+q.vars["id"])
}

// valuesOfIndicator is one indicator for all areas, in its newest period unless another or all are asked for.
func valuesOfIndicator(ctx context.Context, v *store.Version, q ask) (answer, error) {
	about, err := findIndicator(ctx, v, q)
	if err != nil {
		return answer{}, err
	}
	asked, given := q.query["period"]
	if asked == everyPeriod {
		return readValues(ctx, v, q, nil, nil, q.vars["id"])
	}
	if given {
		t, err := readTable(ctx, v, "api_indicator_periods", sql.Named("indicator", q.vars["id"]))
		if err != nil {
			return answer{}, err
		}
		periods := t.distinct("period")
		if len(periods) == 0 {
			return answer{}, badRequest("No period of %s has been loaded yet.", q.vars["id"])
		}
		if !slices.Contains(periods, asked) {
			return answer{}, badRequest("%s has no period %q. It has %s; %s gives every one.", q.vars["id"], short(asked), and(periods), everyPeriod)
		}
		return readValues(ctx, v, q, nil, asked, q.vars["id"]+"-"+asked)
	}
	newest := about.text(0, "newest_period")
	if newest == "" { // no number has been loaded yet: rows that say so, or none
		return readValues(ctx, v, q, nil, nil, q.vars["id"])
	}
	return readValues(ctx, v, q, nil, newest, q.vars["id"]+"-"+newest)
}

// readValues reads a page of an indicator's values; area and period are codes, or nil for all.
func readValues(ctx context.Context, v *store.Version, q ask, area, period any, file string) (answer, error) {
	a, err := readPage(ctx, v, "values", q.page, sql.Named("indicator", q.vars["id"]), sql.Named("pool", q.pool()),
		sql.Named("area", area), sql.Named("period", period))
	if err != nil {
		return answer{}, err
	}
	return asValues(a, q, file), nil
}

func asValues(a answer, q ask, file string) answer {
	a.file, a.pool = file, q.pool()
	if len(a.columns) > 0 {
		a.editions = a.distinct("edition")
	}
	return a
}

// findIndicator is the catalogue's row of the indicator that an address names.
func findIndicator(ctx context.Context, v *store.Version, q ask) (table, error) {
	asked := q.vars["id"]
	t, err := readTable(ctx, v, "api_indicators", sql.Named("indicator", asked))
	if err != nil || len(t.rows) == 1 {
		return t, err
	}
	near, err := nearest(ctx, v, "api_nearest_indicators", asked)
	if err != nil {
		return table{}, err
	}
	return table{}, notFound("No indicator has the id %q. The nearest are %s. %s/indicators lists all.", short(asked), near, Prefix)
}
