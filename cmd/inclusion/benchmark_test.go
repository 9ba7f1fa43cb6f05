package main

import (
	"math"
	"testing"

	"inclusion/internal/benchmark"
	"inclusion/internal/indicator"
	"inclusion/internal/store"
	"inclusion/internal/warehouse"
)

// TestWarehouseAndEngineAgree holds the statements of sql/benchmarks to internal/benchmark, on every value of the sample: intervals,
// ranks, quarters, counts below, quarter points, changes and the means of neighbours.
func TestWarehouseAndEngineAgree(t *testing.T) {
	c := &Config{Data: sampleFolder(t), Memory: "900MB"}
	w, err := store.OpenWarehouse(t.Context(), c.folder, c.engine(c.folder()), discard())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	version, release, err := w.Use()
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	neighbours := neighboursOf(t, version)
	for _, pool := range []string{"default", "all"} {
		values, err := warehouse.AreaValues(t.Context(), version, warehouse.ValuesQuery{Pool: pool})
		if err != nil {
			t.Fatal(err)
		}
		compared := agreement{pool: pool}
		for _, period := range periodsOf(values) {
			compared.period(t, period)
			compared.neighbours(t, period, neighbours)
		}
		t.Logf("pool %s: %d intervals, %d ranks, %d quarters, %d means of neighbours, %d values that moved", pool, compared.intervals, compared.ranks,
			compared.bands, compared.means, compared.moved)
		if compared.intervals == 0 || compared.ranks == 0 || compared.bands == 0 || compared.means == 0 || compared.moved == 0 {
			t.Error("something was not compared at all")
		}
	}
}

func neighboursOf(t *testing.T, db warehouse.Reader) map[string][]string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "select area_code, neighbour_code from neighbour")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	all := map[string][]string{}
	for rows.Next() {
		var area, neighbour string
		if err := rows.Scan(&area, &neighbour); err != nil {
			t.Fatal(err)
		}
		all[area] = append(all[area], neighbour)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// periodsOf parts values, which are in order, into those of one indicator and period each.
func periodsOf(values []warehouse.IndicatorValue) [][]warehouse.IndicatorValue {
	var periods [][]warehouse.IndicatorValue
	for i, v := range values {
		if i == 0 || v.Indicator != values[i-1].Indicator || v.Period != values[i-1].Period {
			periods = append(periods, nil)
		}
		periods[len(periods)-1] = append(periods[len(periods)-1], v)
	}
	return periods
}

// agreement counts what was compared in one pool.
type agreement struct {
	pool                                  string
	intervals, ranks, bands, means, moved int
}

// towards is the direction in which an indicator's values are ranked.
func towards(in indicator.Indicator) benchmark.Direction {
	return map[string]benchmark.Direction{indicator.Higher: benchmark.HigherIsBetter, indicator.Lower: benchmark.LowerIsBetter}[in.Polarity]
}

// period compares the values of one indicator and period.
func (a *agreement) period(t *testing.T, values []warehouse.IndicatorValue) {
	t.Helper()
	in, err := indicator.ByID(values[0].Indicator)
	if err != nil {
		t.Fatal(err)
	}
	var pool []float64
	for _, v := range values {
		if v.Pooled {
			pool = append(pool, *v.Value)
		}
	}
	cuts := benchmark.Quantiles(pool)
	for _, v := range values {
		a.interval(t, in, v)
		a.change(t, in, v)
		if v.Pooled {
			a.position(t, in, v, pool, cuts)
		}
	}
}

func (a *agreement) interval(t *testing.T, in indicator.Indicator, v warehouse.IndicatorValue) {
	t.Helper()
	var want benchmark.Interval
	ok := false
	if v.Value != nil && v.Numerator != nil && v.Denominator != nil {
		want, ok = benchmark.IntervalOf(in.Interval, *v.Numerator, *v.Denominator, in.Times(), benchmark.Usual)
	}
	switch {
	case ok != (v.Lower != nil && v.Upper != nil):
		t.Errorf("%s of %s in %s: the warehouse has an interval where the engine has none, or the other way round", v.Indicator, v.AreaCode, v.Period)
	case ok:
		a.intervals++
		if !alike(*v.Lower, want.Lower) || !alike(*v.Upper, want.Upper) {
			t.Errorf("%s of %s in %s lies in %v to %v, the engine has %v", v.Indicator, v.AreaCode, v.Period, *v.Lower, *v.Upper, want)
		}
	}
}

func (a *agreement) position(t *testing.T, in indicator.Indicator, v warehouse.IndicatorValue, pool []float64, cuts [5]float64) {
	t.Helper()
	for i, cut := range []*float64{v.Q0, v.Q25, v.Q50, v.Q75, v.Q100} {
		if !alike(*cut, cuts[i]) {
			t.Errorf("%s in %s: quarter point %d is %v, the engine has %v", v.Indicator, v.Period, i, *cut, cuts[i])
		}
	}
	if n := int64(benchmark.Below(*v.Value, pool)); v.Below != n || *v.NRanked != int64(len(pool)) {
		t.Errorf("%s of %s in %s: %d of %d are below, the engine has %d of %d", v.Indicator, v.AreaCode, v.Period, v.Below, *v.NRanked, n, len(pool))
	}
	if rank := benchmark.Rank(*v.Value, pool, towards(in)); orZero(v.Rank) != rank {
		t.Errorf("%s of %s in %s has rank %d, the engine has %d", v.Indicator, v.AreaCode, v.Period, orZero(v.Rank), rank)
	} else if rank > 0 {
		a.ranks++
	}
	if band := bandOf(in, v, cuts); orZero(v.Band) != band {
		t.Errorf("%s of %s in %s is in quarter %d, the engine has %d", v.Indicator, v.AreaCode, v.Period, orZero(v.Band), band)
	} else if band > 0 {
		a.bands++
	}
}

// bandOf is a value's quarter by the engine's rules: none of background figures, none on too few, and the law's own rule.
func bandOf(in indicator.Indicator, v warehouse.IndicatorValue, cuts [5]float64) int {
	evidence := benchmark.Evidence{Kind: in.Interval, Events: v.Numerator, Out: v.Denominator}
	if in.Type == indicator.Context || evidence.TooFew() {
		return 0
	}
	band := benchmark.Band(*v.Value, cuts, towards(in))
	if in.Type == indicator.Legal {
		return benchmark.LegalBand(band, *v.Value)
	}
	return band
}

// change compares what a value is said to have moved by: only from the year before, and never across a break.
func (a *agreement) change(t *testing.T, in indicator.Indicator, v warehouse.IndicatorValue) {
	t.Helper()
	newer := benchmark.Observation{Year: 2, Value: v.Value, Breaks: v.Broken}
	moved := benchmark.Trend(newer, benchmark.Observation{Year: 1, Value: v.Previous}, benchmark.NoDirection, false, in.Precision)
	want := benchmark.NoComparison
	switch {
	case v.Change == nil:
	case *v.Change > 0:
		want = benchmark.Up
	case *v.Change < 0:
		want = benchmark.Down
	default:
		want = benchmark.LittleChange
	}
	if moved != want {
		t.Errorf("%s of %s in %s moved %q, the engine has %q", v.Indicator, v.AreaCode, v.Period, want, moved)
	}
	if moved == benchmark.Up || moved == benchmark.Down {
		a.moved++
	}
}

// neighbours compares the means of neighbours' values, which the warehouse keeps with ten decimals.
func (a *agreement) neighbours(t *testing.T, values []warehouse.IndicatorValue, of map[string][]string) {
	t.Helper()
	byArea := map[string]*float64{}
	for _, v := range values {
		byArea[v.AreaCode] = v.Value
	}
	for _, v := range values {
		var near []*float64
		for _, code := range of[v.AreaCode] {
			near = append(near, byArea[code])
		}
		mean, used, ok := benchmark.Mean(near)
		if ok != (v.Neighbours != nil) || int64(used) != v.NeighboursN || ok && math.Abs(*v.Neighbours-mean) > 1e-9*math.Max(1, math.Abs(mean)) {
			t.Errorf("%s of %s in %s: the engine has a mean of neighbours of %v on %d, the warehouse on %d", v.Indicator, v.AreaCode, v.Period, mean, used, v.NeighboursN)
		}
		if ok {
			a.means++
		}
	}
}

func orZero(n *int64) int {
	if n == nil {
		return 0
	}
	return int(*n)
}

// alike says that two numbers are the same but for the last of their digits.
func alike(a, b float64) bool { return math.Abs(a-b) <= 1e-12+1e-11*math.Abs(b) }
