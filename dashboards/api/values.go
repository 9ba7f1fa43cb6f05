package api

import (
	"context"
	"database/sql"
	"slices"

	"inclusion/internal/benchmark"
	"inclusion/internal/compare"
	"inclusion/internal/store"
	"inclusion/internal/warehouse"
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
	if err != nil {
		return answer{}, err
	}
	return asValues(ctx, v, a, q, "area-"+code+"-indicators")
}

// seriesOfArea is every period of one indicator for one area, beside a group of areas where one is asked for.
func seriesOfArea(ctx context.Context, v *store.Version, q ask) (answer, error) {
	place, all, err := requested(ctx, v, q)
	if err != nil {
		return answer{}, err
	}
	if _, err := findIndicator(ctx, v, q); err != nil {
		return answer{}, err
	}
	file := "area-" + place.Code + "-" + q.vars["id"]
	if q.query["beside"] == "" {
		return readValues(ctx, v, q, place.Code, nil, file)
	}
	group, err := q.group(ctx, v, place, all)
	if err != nil {
		return answer{}, err
	}
	a, err := readValues(ctx, v, q, place.Code, nil, file+"-beside-"+group.Key)
	if err != nil {
		return answer{}, err
	}
	return a, withGroup(ctx, v, &a, q.vars["id"], group)
}

// withGroup adds to the values of one area the mean of a group in the same period, and who the group is.
func withGroup(ctx context.Context, v *store.Version, a *answer, id string, group compare.Group) error {
	values := map[string][]*float64{}
	if len(group.Areas) > 0 {
		rows, err := warehouse.AreaValues(ctx, v, warehouse.ValuesQuery{Areas: group.Codes(), Indicators: []string{id}})
		if err != nil {
			return err
		}
		for _, row := range rows {
			values[row.Period] = append(values[row.Period], row.Value)
		}
	}
	a.columns = append(a.columns, "beside", "beside_areas", "beside_mean", "beside_mean_n")
	for i := range a.rows {
		mean, used, ok := benchmark.Mean(values[a.text(i, "period")])
		a.rows[i] = append(a.rows[i], group.Key, items(group.Codes()), when(ok, benchmark.Round(mean, meanDecimals)), used)
	}
	return nil
}

// valuesOfIndicator is one indicator for all areas, in its newest period unless another or all are asked for.
func valuesOfIndicator(ctx context.Context, v *store.Version, q ask) (answer, error) {
	about, err := findIndicator(ctx, v, q)
	if err != nil {
		return answer{}, err
	}
	if q.query["period"] == everyPeriod {
		return readValues(ctx, v, q, nil, nil, q.vars["id"])
	}
	period, err := q.period(ctx, v, about)
	if err != nil {
		return answer{}, err
	}
	if period == "" { // no number has been loaded yet: rows that say so, or none
		return readValues(ctx, v, q, nil, nil, q.vars["id"])
	}
	return readValues(ctx, v, q, nil, period, q.vars["id"]+"-"+period)
}

// period is the period of an indicator that a request names; without a wish the newest, which is empty while there is no number.
func (q ask) period(ctx context.Context, v *store.Version, about table) (string, error) {
	asked, given := q.query["period"]
	if !given {
		return about.text(0, "newest_period"), nil
	}
	id := about.text(0, "id")
	t, err := readTable(ctx, v, "api_indicator_periods", sql.Named("indicator", id))
	if err != nil {
		return "", err
	}
	switch periods := t.distinct("period"); {
	case len(periods) == 0:
		return "", badRequest("No period of %s has been loaded yet.", id)
	case !slices.Contains(periods, asked):
		return "", badRequest("%s has no period %q. It has %s; %s gives every one.", id, short(asked), and(periods), everyPeriod)
	}
	return asked, nil
}

// readValues reads a page of an indicator's values; area and period are codes, or nil for all.
func readValues(ctx context.Context, v *store.Version, q ask, area, period any, file string) (answer, error) {
	a, err := readPage(ctx, v, "values", q.page, sql.Named("indicator", q.vars["id"]), sql.Named("pool", q.pool()),
		sql.Named("area", area), sql.Named("period", period))
	if err != nil {
		return answer{}, err
	}
	return asValues(ctx, v, a, q, file)
}

// asValues says of a page of values what is to be said of values.
func asValues(ctx context.Context, v *store.Version, a answer, q ask, file string) (answer, error) {
	a.file, a.pool, a.editions = file, q.pool(), a.distinct("edition")
	var err error
	a.table, err = judged(ctx, v, a.table)
	return a, err
}

// findIndicator is the catalogue's row of the indicator that an address names.
func findIndicator(ctx context.Context, v *store.Version, q ask) (table, error) {
	asked := q.vars["id"]
	t, err := readTable(ctx, v, "api_indicators", sql.Named("indicator", asked), sql.Named("theme", nil), sql.Named("type", nil), sql.Named("source", nil))
	if err != nil || len(t.rows) == 1 {
		return t, err
	}
	near, err := nearest(ctx, v, "api_nearest_indicators", asked)
	if err != nil {
		return table{}, err
	}
	return table{}, notFound("No indicator has the id %q. The nearest are %s. %s/indicators lists all.", short(asked), near, Prefix)
}
