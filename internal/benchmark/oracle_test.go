package benchmark

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// expected are the numbers of ../shared/oracles/statistics.json, from the tests of PHEindicatormethods and NHSRplotthedots.
type expected struct {
	Wilson []struct {
		X, N, Lower, Upper float64
		Confidence         string
	}
	Byars []struct {
		X, Upper   float64
		Lower      *float64
		Confidence string
	}
	Proportion, Rate []struct {
		Area                                 string
		X, N, Multiplier, Value              float64
		Lower95, Upper95, Lower998, Upper998 float64
		Method, Statistic                    string
	}
	Quantile []struct {
		Group      string
		Nquantiles int
		Invert     bool
		Values     []float64
		Expected   []*float64
	}
	Funnel struct {
		Limits [][6]float64 `json:"limits_percent"`
		Inputs [][]any
	} `json:"funnel_proportion"`
	Spc []struct {
		Note           string
		Mean, Lpl, Upl float64
	}
	Rules struct {
		OneSide []struct{ In, Out []int } `json:"seven_one_side"`
		Trend   []struct {
			In  []float64
			Out []int
		} `json:"seven_trend"`
		Near []struct{ Close, Side, Out []int } `json:"two_in_three"`
	} `json:"spc_rules"`
}

// shared opens a file of ../shared/oracles; the test is skipped where there is none.
func shared(t *testing.T, name string) *os.File {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "oracles", name))
	if err != nil {
		t.Skip("needs ../shared/oracles, the expected numbers")
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func oracle(t *testing.T) expected {
	t.Helper()
	var e expected
	if err := json.NewDecoder(shared(t, "statistics.json")).Decode(&e); err != nil {
		t.Fatal(err)
	}
	return e
}

var confidences = map[string]float64{"95%": Usual, "99.8%": Strict}

// near says that two numbers agree to this part of their size.
func near(got, want, part float64) bool {
	return math.Abs(got-want) <= part*math.Max(1e-12, math.Abs(want))
}

func (i Interval) near(lower, upper, part float64) bool {
	return near(i.Lower, lower, part) && near(i.Upper, upper, part)
}

func TestIntervalsOfPublicHealthEngland(t *testing.T) {
	e := oracle(t)
	for _, c := range e.Wilson {
		if got := Wilson(c.X, c.N, confidences[c.Confidence]); !got.near(c.Lower, c.Upper, 1e-9) {
			t.Errorf("Wilson of %v of %v at %s is %v, want %v to %v", c.X, c.N, c.Confidence, got, c.Lower, c.Upper)
		}
	}
	for _, c := range e.Byars {
		lower := 0.0 // where the bare formula falls below 0 the package has no number, and we have 0
		if c.Lower != nil {
			lower = *c.Lower
		}
		if got := Byar(c.X, confidences[c.Confidence]); !got.near(lower, c.Upper, 1e-9) {
			t.Errorf("Byar of %v at %s is %v, want %v to %v", c.X, c.Confidence, got, lower, c.Upper)
		}
	}
	for _, c := range e.Proportion {
		got, strict := Wilson(c.X, c.N, Usual).Times(c.Multiplier), Wilson(c.X, c.N, Strict).Times(c.Multiplier)
		if !got.near(c.Lower95, c.Upper95, 1e-9) || !strict.near(c.Lower998, c.Upper998, 1e-9) {
			t.Errorf("%s of %s is %v, at 99.8%% %v, want %+v", c.Statistic, c.Area, got, strict, c)
		}
	}
	for _, c := range e.Rate {
		got, strict := Rate(c.X, c.N, Usual).Times(c.Multiplier), Rate(c.X, c.N, Strict).Times(c.Multiplier)
		if !got.near(c.Lower95, c.Upper95, 1e-9) || !strict.near(c.Lower998, c.Upper998, 1e-9) {
			t.Errorf("%s of %s is %v, at 99.8%% %v, want %+v", c.Statistic, c.Area, got, strict, c)
		}
	}
	if n := len(e.Wilson) + len(e.Byars) + len(e.Proportion) + len(e.Rate); n != 33 {
		t.Errorf("compared %d intervals, want 33", n)
	}
}

// Every group of the package's is turned round, so that class 1 holds the highest values.
func TestClassesOfPublicHealthEngland(t *testing.T) {
	compared := 0
	for _, c := range oracle(t).Quantile {
		if !c.Invert {
			t.Fatalf("%s is not turned round, and this test takes it that all are", c.Group)
		}
		turned := make([]float64, len(c.Values))
		for i, v := range c.Values {
			turned[i] = -v
		}
		classes := Classes(turned, c.Nquantiles)
		for i, want := range c.Expected {
			compared++
			switch {
			case want == nil && classes != nil:
				t.Errorf("%s has too few values for %d classes and got %v", c.Group, c.Nquantiles, classes)
			case want != nil && (classes == nil || float64(classes[i]) != *want):
				t.Errorf("%s: %v is in another class than %v: %v", c.Group, c.Values[i], *want, classes)
			}
		}
	}
	if compared != 84 {
		t.Errorf("compared %d classes, want 84", compared)
	}
}

func TestFunnelOfPublicHealthEngland(t *testing.T) {
	e := oracle(t)
	for _, row := range e.Funnel.Limits {
		got := ProportionFunnel(row[5] / 100).At(row[0])
		for i, limit := range []float64{got.Inner.Lower, got.Inner.Upper, got.Outer.Lower, got.Outer.Upper} {
			if math.Abs(100*limit-row[i+1]) > 2e-6 { // the baseline is printed with six decimals
				t.Errorf("limit %d at %v is %v, want %v", i, row[0], 100*limit, row[i+1])
			}
		}
	}
	// The limits' baseline is the average of all the package's areas, of which the oracle holds 120.
	f := ProportionFunnel(e.Funnel.Limits[0][5] / 100)
	words := map[string]Place{"Not significant": Inside, "High (0.025)": Outlying, "Low (0.025)": Outlying, "High (0.001)": FarOutside, "Low (0.001)": FarOutside}
	for _, in := range e.Funnel.Inputs {
		if got, want := f.Place(Count{in[1].(float64), in[2].(float64)}), words[in[3].(string)]; got != want {
			t.Errorf("%s is %q, want %q", in[0], got, want)
		}
	}
	if len(e.Funnel.Limits) != 40 || len(e.Funnel.Inputs) != 120 {
		t.Errorf("compared %d limits and %d areas, want 40 and 120", len(e.Funnel.Limits), len(e.Funnel.Inputs))
	}
}

func TestProcessControlOfTheNHS(t *testing.T) {
	e := oracle(t)
	if len(e.Spc) != len(process) {
		t.Fatalf("there are %d series, want %d", len(e.Spc), len(process))
	}
	for i, c := range e.Spc {
		got := XmR(process[i].values, process[i].screened)
		if !near(got.Mean, c.Mean, 1e-6) || !got.Limits.near(c.Lpl, c.Upl, 1e-6) {
			t.Errorf("%s: mean %v and limits %v, want %v, %v and %v", c.Note, got.Mean, *got.Limits, c.Mean, c.Lpl, c.Upl)
		}
	}
	for _, c := range e.Rules.OneSide {
		if got := sevenOneSide(c.In); !same(got, c.Out, true) {
			t.Errorf("seven on one side of %v are %v, want %v", c.In, got, c.Out)
		}
	}
	for _, c := range e.Rules.Trend {
		if got := sevenTrend(c.In); !same(got, c.Out, false) {
			t.Errorf("seven in a trend of %v are %v, want %v", c.In, got, c.Out)
		}
	}
	for _, c := range e.Rules.Near {
		near := make([]bool, len(c.Close))
		for i, n := range c.Close {
			near[i] = n == 1
		}
		got := make([]int, len(near))
		for i, part := range twoInThree(near, c.Side) {
			if part {
				got[i] = 1
			}
		}
		if !same(got, c.Out, false) {
			t.Errorf("two in three of %v on %v are %v, want %v", c.Close, c.Side, got, c.Out)
		}
	}
}

// same compares marks; the package's mark of seven on one side has no sign.
func same(got, want []int, unsigned bool) bool {
	if len(got) != len(want) {
		return false
	}
	for i := range got {
		if got[i] != want[i] && !(unsigned && got[i] == -want[i]) {
			return false
		}
	}
	return true
}

// laitBand is the band that the Local Authority Interactive Tool shows: upper ends belong to a band in both directions.
func laitBand(v float64, cuts [5]float64, d Direction) string {
	for i, letter := range "ABCD" {
		if d == HigherIsBetter {
			letter = 'D' - rune(i)
		}
		if v <= cuts[i+1] {
			return string(letter)
		}
	}
	return ""
}

// ourBand is the letter of our band where it differs from the tool's only on a cut point.
func ourBand(v float64, cuts [5]float64, d Direction) string {
	return string("?DCBA"[Band(v, cuts, d)])
}

func TestPositionsOfTheInteractiveTool(t *testing.T) {
	rows, err := csv.NewReader(shared(t, "lait_positions.csv")).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	cell := func(row []string, name string) float64 {
		v, err := strconv.ParseFloat(row[column[name]], 64)
		if err != nil {
			return math.NaN()
		}
		return v
	}
	values := map[string][]float64{}
	for _, row := range rows[1:] {
		if v := cell(row, "value"); !math.IsNaN(v) {
			values[row[0]] = append(values[row[0]], v)
		}
	}
	directions := map[string]Direction{"High": HigherIsBetter, "Low": LowerIsBetter, "-": NoDirection}
	ranked, onACut := 0, 0
	for _, row := range rows[1:] {
		v, all, d := cell(row, "value"), values[row[0]], directions[row[column["polarity"]]]
		if math.IsNaN(v) {
			continue
		}
		cuts := Quantiles(all)
		if !near(cuts[0], cell(row, "q0"), 1e-12) || !near(cuts[1], cell(row, "q25"), 1e-12) || !near(cuts[2], cell(row, "q50"), 1e-12) ||
			!near(cuts[3], cell(row, "q75"), 1e-12) || !near(cuts[4], cell(row, "q100"), 1e-12) || cell(row, "n_ranked") != float64(len(all)) {
			t.Errorf("%s: the quarter points of %d are %v, want those of %v", row[0], len(all), cuts, row)
		}
		if d == NoDirection {
			if Rank(v, all, d) != 0 || Band(v, cuts, d) != 0 {
				t.Errorf("%s has no direction and a position", row[0])
			}
			continue
		}
		ranked++
		if got, want := Rank(v, all, d), cell(row, "rank"); float64(got) != want {
			t.Errorf("%s of %s: rank %d, want %v", row[0], row[4], got, want)
		}
		want := row[column["band"]]
		if got := laitBand(v, cuts, d); got != want {
			t.Errorf("%s of %s: the tool's band is %s, want %s", row[0], row[4], got, want)
		}
		if got := ourBand(v, cuts, d); got != want {
			onACut++
			if d != HigherIsBetter || v != cuts[1] && v != cuts[2] && v != cuts[3] {
				t.Errorf("%s of %s: our band is %s, the tool's %s, and the value is on no cut point", row[0], row[4], got, want)
			}
		}
	}
	if ranked != 151+3*153 {
		t.Errorf("compared %d positions, want %d", ranked, 151+3*153)
	}
	t.Logf("%d of %d lie on a cut point where higher is better, and are one band better here", onACut, ranked)
}

// The expected numbers were worked out from FunnelPlotR's formulas apart from this code, on the areas of the oracle.
func TestOverdispersionOfRealShares(t *testing.T) {
	var parts []Part
	var counts []Count
	for _, in := range oracle(t).Funnel.Inputs {
		events, out := in[1].(float64), in[2].(float64)
		parts, counts = append(parts, Part{&events, &out}), append(counts, Count{events, out})
	}
	centre, _ := Together(parts).Value(1)
	shares := ProportionFunnel(centre).Overdispersed(counts)
	if d := shares.Dispersion; !near(d.Phi, 268.7077110055326, 1e-9) || !near(d.Tau2, 0.0017315656366453669, 1e-9) {
		t.Errorf("as shares they are dispersed by %+v", *d)
	}
	if l := shares.At(40000); !l.Inner.near(0.7420643717586716, 0.8697031667901868, 1e-9) || !l.Outer.near(0.6998235874042501, 0.8997383039551775, 1e-9) {
		t.Errorf("the limits at 40,000 are %v", l)
	}
	if d := RateFunnel(centre).Overdispersed(counts).Dispersion; !near(d.Phi, 49.12975960292977, 1e-9) || !near(d.Tau2, 0.0003113532763713154, 1e-9) {
		t.Errorf("as rates they are dispersed by %+v", *d)
	}
}
