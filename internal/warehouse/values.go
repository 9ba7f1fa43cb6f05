package warehouse

import (
	"context"
	"database/sql"
	"strings"
)

// ValuesQuery asks for the values of several areas and indicators. Empty lists mean all of them.
type ValuesQuery struct {
	Areas, Indicators []string
	Newest            bool   // only the newest period that anybody has a figure for, of each indicator
	Pool              string // which authorities are ranked: "default" when empty, or "all"
}

// AreaValues reads values by indicator, then oldest period first, then areas in the register's order.
func AreaValues(ctx context.Context, db Reader, q ValuesQuery) ([]IndicatorValue, error) {
	if q.Pool == "" {
		q.Pool = "default"
	}
	var all []IndicatorValue
	err := read(ctx, db, "area_values", func(rows *sql.Rows) error {
		v, err := scanValue(rows)
		all = append(all, v)
		return err
	}, sql.Named("areas", orNull(strings.Join(q.Areas, " "))), sql.Named("indicators", orNull(strings.Join(q.Indicators, " "))),
		sql.Named("newest", q.Newest), sql.Named("pool", q.Pool))
	return all, err
}

// scanValue reads a row of reading/indicator_values or reading/area_values.
func scanValue(rows *sql.Rows) (IndicatorValue, error) {
	var v IndicatorValue
	err := rows.Scan(&v.Indicator, &v.AreaCode, &v.AreaName, &v.Level, &v.Period, &v.Numerator, &v.Denominator, &v.Value, &v.Status, &v.Symbol,
		&v.Summed, &v.Lower, &v.Upper, &v.England, &v.Region, &v.Neighbours, &v.NeighboursN, &v.Previous, &v.Change, &v.Broken,
		&v.Rank, &v.NRanked, &v.Band, &v.Pooled, &v.Below, &v.Q0, &v.Q25, &v.Q50, &v.Q75, &v.Q100, &v.Edition)
	return v, err
}

// PeriodsOf lists the periods of several indicators, by id, each oldest first.
func PeriodsOf(ctx context.Context, db Reader, ids []string) (map[string][]IndicatorPeriod, error) {
	all := map[string][]IndicatorPeriod{}
	err := read(ctx, db, "periods_of", func(rows *sql.Rows) error {
		var id string
		var p IndicatorPeriod
		err := rows.Scan(&id, &p.Period, &p.Basis, &p.LastDay, &p.Areas)
		all[id] = append(all[id], p)
		return err
	}, sql.Named("indicators", strings.Join(ids, " ")))
	return all, err
}
