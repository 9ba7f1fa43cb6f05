package api

import (
	"context"
	"slices"

	"inclusion/internal/benchmark"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/store"
	"inclusion/internal/warehouse"
)

var moverColumns = []string{"indicator", "area_code", "area_name", "from", "to", "value_from", "value_to", "change", "chance", "better_or_worse",
	"denominator_moved", "edition"}

// moversOfIndicator is how far every area's figure moved between two periods, furthest up first. Areas that are left out of
// comparisons are no movers: their numbers are tiny.
func moversOfIndicator(ctx context.Context, v *store.Version, q ask) (answer, error) {
	if _, err := findIndicator(ctx, v, q); err != nil {
		return answer{}, err
	}
	known, err := indicators()
	if err != nil {
		return answer{}, err
	}
	in := known[q.vars["id"]]
	from, to, err := q.pair(ctx, v, in)
	t := table{columns: moverColumns}
	if err != nil || from == "" || to == "" {
		return t.part(q.page, in.ID+"-movers"), err
	}
	values := map[string][]warehouse.IndicatorValue{}
	for _, period := range []string{from, to} {
		if values[period], err = warehouse.IndicatorValues(ctx, v, indicator.Query{Indicator: in.ID, Period: period, Pool: "default"}); err != nil {
			return answer{}, err
		}
	}
	areas, err := warehouse.Areas(ctx, v)
	if err != nil {
		return answer{}, err
	}
	leftOut := func(code string) bool {
		return slices.ContainsFunc(areas, func(a warehouse.Area) bool { return a.Code == code && a.LeftOut })
	}
	for _, m := range compare.MovesBetween(in, values[from], values[to], leftOut).All {
		moved := compare.Movement{Change: &m.By, Whole: m.After.Denominator, WholeBefore: m.Before.Denominator}
		isBetter, known := moved.Better(in)
		known = known && !moved.WholeMoved() && (m.Chance == compare.BeyondChance || in.Interval == benchmark.KindNone)
		t.rows = append(t.rows, []any{in.ID, m.After.AreaCode, m.After.AreaName, from, to, cell(m.Before.Value), cell(m.After.Value), m.By, string(m.Chance),
			betterOrWorse(isBetter, known), moved.WholeMoved(), cell(m.After.Edition)})
	}
	return t.part(q.page, in.ID+"-movers-"+from+"-to-"+to), nil
}

// pair is the two periods of one indicator that a request names, older first: of one kind, and not across a break.
func (q ask) pair(ctx context.Context, v *store.Version, in indicator.Indicator) (from, to string, err error) {
	periods, err := warehouse.IndicatorPeriods(ctx, v, in.ID)
	if err != nil || len(periods) == 0 {
		return "", "", err
	}
	all := compare.SeriesOf(in, periods)
	s := compare.NewestSeries(all)
	from, to = q.query["from"], q.query["to"]
	for _, wanted := range []string{from, to} {
		i := slices.IndexFunc(all, func(s compare.Series) bool { return s.Has(wanted) })
		switch {
		case wanted == "":
		case i < 0:
			return "", "", badRequest("%s has no period %q. %s/indicators/%s?period=all has them all.", in.ID, short(wanted), Prefix, in.ID)
		default:
			s = all[i]
		}
	}
	if from != "" && !s.Has(from) {
		return "", "", badRequest("%s and %s are periods of different kinds: a term is not comparable with a year. Choose two of one kind.", from, to)
	}
	from, to = s.Pair(from, to)
	if from == to && from != "" {
		return "", "", badRequest("A change needs two different periods, and both are %s.", from)
	}
	if b := compare.BreakBetween(in, from, to); b != nil {
		return "", "", badRequest("%s and %s are not comparable: from %s it is counted in a new way. %s", from, to, b.From, b.Why)
	}
	return from, to, nil
}

// Limits of a funnel.
const (
	chanceLimits = "chance" // chance alone
	wideLimits   = "wide"   // allowing for how much areas differ beyond chance
)

var funnelColumns = []string{"indicator", "period", "area_code", "area_name", "numerator", "denominator", "value", "centre", "limit_lower", "limit_upper",
	"limit_lower998", "limit_upper998", "place", "edition"}

// funnelOfIndicator is every area held against what chance would do to an area of its size.
func funnelOfIndicator(ctx context.Context, v *store.Version, q ask) (answer, error) {
	about, err := findIndicator(ctx, v, q)
	if err != nil {
		return answer{}, err
	}
	known, err := indicators()
	if err != nil {
		return answer{}, err
	}
	in := known[q.vars["id"]]
	limits, err := q.oneOf("limits", []string{chanceLimits, wideLimits})
	if err != nil {
		return answer{}, err
	}
	period, err := q.period(ctx, v, about)
	if err != nil {
		return answer{}, err
	}
	rows, err := warehouse.IndicatorValues(ctx, v, indicator.Query{Indicator: in.ID, Period: period, Pool: "default"})
	if err != nil {
		return answer{}, err
	}
	rows = slices.DeleteFunc(rows, func(row warehouse.IndicatorValue) bool {
		return row.Level != "authority" || row.Value == nil || !row.Pooled
	})
	f := compare.FunnelOf(in, rows, limits != chanceLimits)
	t := table{columns: funnelColumns}
	if period != "" && len(f.Points) >= compare.FewestPoints {
		t.rows = funnelRows(in, f)
	}
	return t.part(q.page, in.ID+"-funnel-"+period), nil
}

func funnelRows(in indicator.Indicator, f compare.Funnel) (rows [][]any) {
	times := in.Times()
	for _, p := range f.Points {
		at := f.Limits.At(*p.Row.Denominator)
		inner, outer := at.Inner.Times(times), at.Outer.Times(times)
		rows = append(rows, []any{in.ID, p.Row.Period, p.Row.AreaCode, p.Row.AreaName, *p.Row.Numerator, *p.Row.Denominator, *p.Row.Value, f.Limits.Centre * times,
			inner.Lower, inner.Upper, outer.Lower, outer.Upper, string(p.Place), cell(p.Row.Edition)})
	}
	return rows
}
