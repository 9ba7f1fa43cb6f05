package benchmark

import (
	"math"
	"slices"
	"testing"
)

func at(v float64) *float64 { return &v }

// plans are the quarter points of S01 and appeals those of R01 in 2024, as section 9.7 of the framework has them.
var (
	plans   = [5]float64{3.2, 29.15, 52.3, 79.4, 100}
	appeals = [5]float64{0, 3.10, 4.61, 7.00, 20}
)

func evidence(kind string, events, out, times float64, precision int) Evidence {
	e := Evidence{Value: times * events / out, Events: &events, Out: &out, Kind: kind, Precision: precision}
	if i, ok := IntervalOf(kind, events, out, times, Usual); ok {
		e.Interval = &i
	}
	return e
}

// The rows of the framework's own table of test vectors, section 9.7.
func TestVectorsOfTheFramework(t *testing.T) {
	for name, c := range map[string]struct {
		e            Evidence
		value        float64
		lower, upper float64
		england      float64
		verdict      Verdict
		cuts         [5]float64
		d            Direction
		band         int
	}{
		"168 of 412 plans in 20 weeks": {evidence(KindWilson, 168, 412, 100, 1), 40.777, 36.138, 45.586, 46.4, Lower, plans, HigherIsBetter, 2},
		"95 appeals of 1,155":          {evidence(KindByar, 95, 1155, 100, 1), 8.225, 6.654, 10.055, 6.1, Higher, appeals, LowerIsBetter, 1},
		"7 exclusions in 4,100":        {evidence(KindByar, 7, 4100, 100, 3), 0.171, 0.068, 0.352, 0.5, TooFew, [5]float64{}, NoDirection, 0},
		"30 of 97":                     {evidence(KindWilson, 30, 97, 100, 1), 30.928, 22.604, 40.705, 30, Similar, [5]float64{}, NoDirection, 0},
	} {
		if math.Abs(c.e.Value-c.value) > 5e-4 || math.Abs(c.e.Interval.Lower-c.lower) > 5e-4 || math.Abs(c.e.Interval.Upper-c.upper) > 5e-4 {
			t.Errorf("%s: %v with %v, want %v with %v to %v", name, c.e.Value, *c.e.Interval, c.value, c.lower, c.upper)
		}
		if got := Against(c.e, c.england); got != c.verdict {
			t.Errorf("%s is %q beside England's %v, want %q", name, got, c.england, c.verdict)
		}
		if got := Band(c.e.Value, c.cuts, c.d); got != c.band {
			t.Errorf("%s is in band %d, want %d", name, got, c.band)
		}
	}
	if got := Legal(100.0 * 168 / 412); got != FewestCases {
		t.Errorf("168 of 412 in time is %q, want %q", got, FewestCases)
	}
	if level, ok := LowerMedian([]int{2, 2, 3, 4}); !ok || level != 2 {
		t.Errorf("the lower median of 2, 2, 3, 4 is %d, want 2", level)
	}
}

func TestSurveyVectorsOfTheFramework(t *testing.T) {
	few, ok := SurveyLevels(5, 12)
	if !ok || few.String() != "1–3" || !few.TooFewToBeSure() || math.Abs(few.Interval.Lower-19.3) > 0.05 || math.Abs(few.Interval.Upper-68.0) > 0.05 {
		t.Errorf("5 of 12 is %+v, %s, want levels 1–3, too few to be sure", few, few)
	}
	some, ok := SurveyLevels(30, 143)
	if !ok || some.String() != "1–2" || some.Point != 1 || some.TooFewToBeSure() || math.Abs(some.Interval.Lower-15.109) > 5e-4 ||
		math.Abs(some.Interval.Upper-28.367) > 5e-4 || math.Abs(some.Percent-20.979) > 5e-4 {
		t.Errorf("30 of 143 is %+v, %s, want levels 1–2 around 1", some, some)
	}
	if _, ok := SurveyLevels(5, 9); ok {
		t.Error("nine answers are shown; fewer than ten are not")
	}
	if all, _ := SurveyLevels(500, 500); all.String() != "4" {
		t.Errorf("500 of 500 is %s, want 4", all)
	}
	for percent, want := range map[float64]int{0: 1, 24.99: 1, 25: 2, 49.99: 2, 50: 3, 74.99: 3, 75: 4, 100: 4} {
		if got := levelOf(percent); got != want {
			t.Errorf("%v%% is level %d, want %d", percent, got, want)
		}
	}
	four := Agree([]int{0, 1, 2, 1})
	if math.Abs(four.Value-66.7) > 0.05 || four.Statements != 4 || four.Shown {
		t.Errorf("gaps 0, 1, 2, 1 agree by %+v, want 66.7, not shown on four statements", four)
	}
	if ten := Agree([]int{0, 1, 2, -1, 0, 0, 0, 0, 0, 0}); !ten.Shown || math.Abs(ten.Value-100*(1-0.4/3)) > 1e-9 {
		t.Errorf("ten statements agree by %+v", ten)
	}
	if none := Agree(nil); none.Shown || none.Statements != 0 {
		t.Errorf("no statement agrees by %+v", none)
	}
}

// A value on a cut point is in the better quarter in both directions; the Interactive Tool's rule is not symmetric.
func TestValueOnACutPointIsInTheBetterQuarter(t *testing.T) {
	cuts := [5]float64{0, 25, 50, 75, 100}
	for _, c := range []struct {
		v    float64
		d    Direction
		band int
		lait string
	}{
		{75, HigherIsBetter, 4, "B"}, {50, HigherIsBetter, 3, "C"}, {25, HigherIsBetter, 2, "D"}, {0, HigherIsBetter, 1, "D"},
		{74.9, HigherIsBetter, 3, "B"}, {100, HigherIsBetter, 4, "A"},
		{25, LowerIsBetter, 4, "A"}, {50, LowerIsBetter, 3, "B"}, {75, LowerIsBetter, 2, "C"}, {100, LowerIsBetter, 1, "D"},
		{25.1, LowerIsBetter, 3, "B"}, {0, LowerIsBetter, 4, "A"},
		{75, NoDirection, 0, ""},
	} {
		if got := Band(c.v, cuts, c.d); got != c.band {
			t.Errorf("%v is in band %d, want %d", c.v, got, c.band)
		}
		if c.d != NoDirection && laitBand(c.v, cuts, c.d) != c.lait {
			t.Errorf("%v is in the tool's band %s, want %s", c.v, laitBand(c.v, cuts, c.d), c.lait)
		}
	}
}

func TestQuantilesAreOfTypeSeven(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   [5]float64
	}{
		{[]float64{10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, [5]float64{1, 3.25, 5.5, 7.75, 10}}, // R: quantile(1:10)
		{[]float64{7}, [5]float64{7, 7, 7, 7, 7}},
		{[]float64{3, 3, 3, 8}, [5]float64{3, 3, 3, 4.25, 8}},
	} {
		before := slices.Clone(c.values)
		if got := Quantiles(c.values); got != c.want {
			t.Errorf("the quarter points of %v are %v, want %v", c.values, got, c.want)
		}
		if !slices.Equal(before, c.values) {
			t.Errorf("taking quarter points put %v in another order", before)
		}
	}
	if got := Quantiles(nil); !math.IsNaN(got[0]) || !math.IsNaN(got[4]) {
		t.Errorf("no values have quarter points %v", got)
	}
}

func TestEqualValuesShareTheBetterRank(t *testing.T) {
	values := []float64{5, 9, 9, 2, 7}
	for _, c := range []struct {
		v         float64
		d         Direction
		rank, low int
	}{{9, HigherIsBetter, 1, 3}, {7, HigherIsBetter, 3, 2}, {2, HigherIsBetter, 5, 0}, {2, LowerIsBetter, 1, 0}, {9, LowerIsBetter, 4, 3}, {9, NoDirection, 0, 3}} {
		if got := Rank(c.v, values, c.d); got != c.rank {
			t.Errorf("%v has rank %d, want %d", c.v, got, c.rank)
		}
		if got := Below(c.v, values); got != c.low {
			t.Errorf("%d are below %v, want %d", got, c.v, c.low)
		}
	}
}

func TestClassesHoldNearlyAsManyEach(t *testing.T) {
	values := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	if got, want := Classes(values, 5), []int{1, 1, 2, 2, 3, 3, 4, 4, 5, 5}; !slices.Equal(got, want) {
		t.Errorf("ten values in five classes are %v, want %v", got, want)
	}
	if got := Classes([]float64{1, 1, 1, 1}, 4); slices.ContainsFunc(got, func(c int) bool { return c != got[0] }) {
		t.Errorf("equal values are in classes %v", got)
	}
	if got := Classes([]float64{1, 2}, 5); got != nil {
		t.Errorf("two values are in classes %v of five", got)
	}
}

func TestComparisonSaysWhatChanceAllows(t *testing.T) {
	for name, c := range map[string]struct {
		e       Evidence
		england float64
		d       Direction
		verdict Verdict
		better  bool
		known   bool
	}{
		"a share on 19":                      {evidence(KindWilson, 19, 19, 100, 1), 10, HigherIsBetter, TooFew, false, false},
		"a share on 20":                      {evidence(KindWilson, 20, 20, 100, 1), 10, HigherIsBetter, Higher, true, true},
		"a rate on 9 events":                 {evidence(KindByar, 9, 100, 100, 1), 90, LowerIsBetter, TooFew, false, false},
		"a rate on 10 events":                {evidence(KindByar, 10, 100, 100, 1), 90, LowerIsBetter, Lower, true, true},
		"England on the end of the interval": {Evidence{Value: 44, Interval: &Interval{36, 46.4}, Kind: KindWilson, Precision: 1}, 46.4, HigherIsBetter, Similar, false, false},
		"worse":                              {evidence(KindWilson, 168, 412, 100, 1), 46.4, HigherIsBetter, Lower, false, true},
		"no direction":                       {evidence(KindWilson, 168, 412, 100, 1), 46.4, NoDirection, Lower, false, false},
		"counts not published":               {Evidence{Value: 40, Kind: KindWilson, Precision: 1}, 46.4, HigherIsBetter, NotCompared, false, false},
		"counts not published, equal":        {Evidence{Value: 46.4, Kind: KindByar, Precision: 1}, 46.4, HigherIsBetter, NotCompared, false, false},
		"weeks have no interval":             {Evidence{Value: 20, Kind: KindNone, Precision: 1}, 24.5, LowerIsBetter, Lower, true, true},
		"weeks equal as printed":             {Evidence{Value: 24.46, Kind: KindNone, Precision: 1}, 24.54, LowerIsBetter, Similar, false, false},
	} {
		got := Against(c.e, c.england)
		better, known := got.Better(c.d)
		if got != c.verdict || better != c.better || known != c.known {
			t.Errorf("%s: %q, better %v, known %v; want %q, %v, %v", name, got, better, known, c.verdict, c.better, c.known)
		}
	}
}

func TestLawIsNotOutshoneByTheQuarter(t *testing.T) {
	for percent, want := range map[float64]Standing{0: FewestCases, 49.9: FewestCases, 50: SomeCases, 89.9: SomeCases, 90: MostCases, 100: MostCases} {
		if got := Legal(percent); got != want {
			t.Errorf("%v%% is %q, want %q", percent, got, want)
		}
	}
	for _, c := range []struct {
		band    int
		percent float64
		want    int
	}{{4, 90, 4}, {4, 89.9, 3}, {4, 40, 3}, {3, 40, 3}, {2, 95, 2}, {1, 30, 1}, {0, 95, 0}} {
		if got := LegalBand(c.band, c.percent); got != c.want {
			t.Errorf("quarter %d at %v%% is band %d, want %d", c.band, c.percent, got, c.want)
		}
	}
}

func TestIntervalOfAValueIsInItsUnit(t *testing.T) {
	if i, ok := IntervalOf(KindByar, 95, 1155, 100, Usual); !ok || math.Abs(i.Lower-6.654) > 5e-4 {
		t.Errorf("95 of 1,155 per 100 has %v", i)
	}
	if i, ok := IntervalOf(KindByar, 0, 500, 100, Usual); !ok || i.Lower != 0 || i.Upper <= 0 {
		t.Errorf("no event among 500 has %v", i)
	}
	for name, c := range map[string]struct {
		kind string
		x, n float64
	}{"pounds": {KindNone, 5, 10}, "more than all": {KindWilson, 11, 10}, "below zero": {KindByar, -1, 10}, "out of none": {KindWilson, 0, 0}} {
		if i, ok := IntervalOf(c.kind, c.x, c.n, 100, Usual); ok {
			t.Errorf("%s: %v of %v have an interval, %v", name, c.x, c.n, i)
		}
	}
}
