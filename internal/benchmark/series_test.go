package benchmark

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func TestTrendIsOfConsecutivePeriodsOnly(t *testing.T) {
	wide := &Interval{40, 60}
	narrow := &Interval{49.9, 50.1}
	for name, c := range map[string]struct {
		newer, older Observation
		d            Direction
		points       bool
		want         Movement
	}{
		"up where higher is better":                {Observation{2024, at(50), narrow, false}, Observation{Year: 2023, Value: at(45)}, HigherIsBetter, true, Improving},
		"up where lower is better":                 {Observation{2024, at(50), narrow, false}, Observation{Year: 2023, Value: at(45)}, LowerIsBetter, true, Worsening},
		"down where lower is better":               {Observation{2024, at(50), narrow, false}, Observation{Year: 2023, Value: at(55)}, LowerIsBetter, true, Improving},
		"up without a direction":                   {Observation{2024, at(50), narrow, false}, Observation{Year: 2023, Value: at(45)}, NoDirection, true, Up},
		"down without a direction":                 {Observation{2024, at(50), narrow, false}, Observation{Year: 2023, Value: at(55)}, NoDirection, true, Down},
		"one percentage point":                     {Observation{2024, at(46.4), nil, false}, Observation{Year: 2023, Value: at(45.4)}, HigherIsBetter, true, LittleChange},
		"1.1 percentage points":                    {Observation{2024, at(46.5), nil, false}, Observation{Year: 2023, Value: at(45.4)}, HigherIsBetter, true, Improving},
		"one week is not one percentage point":     {Observation{2024, at(21), nil, false}, Observation{Year: 2023, Value: at(20)}, LowerIsBetter, false, Worsening},
		"none at the publisher's precision":        {Observation{2024, at(20.04), nil, false}, Observation{Year: 2023, Value: at(20)}, LowerIsBetter, false, LittleChange},
		"inside the interval":                      {Observation{2024, at(50), wide, false}, Observation{Year: 2023, Value: at(58)}, HigherIsBetter, true, LittleChange},
		"across a break":                           {Observation{2024, at(50), narrow, true}, Observation{Year: 2023, Value: at(45)}, HigherIsBetter, true, NoComparison},
		"a year left out":                          {Observation{2024, at(50), narrow, false}, Observation{Year: 2022, Value: at(45)}, HigherIsBetter, true, NoComparison},
		"the wrong way round":                      {Observation{2023, at(50), narrow, false}, Observation{Year: 2024, Value: at(45)}, HigherIsBetter, true, NoComparison},
		"the newer is missing":                     {Observation{Year: 2024}, Observation{Year: 2023, Value: at(45)}, HigherIsBetter, true, NoComparison},
		"the older is missing":                     {Observation{2024, at(50), narrow, false}, Observation{Year: 2023}, HigherIsBetter, true, NoComparison},
		"a break in the older year does not count": {Observation{2024, at(50), narrow, false}, Observation{2023, at(45), nil, true}, HigherIsBetter, true, Improving},
	} {
		if got := Trend(c.newer, c.older, c.d, c.points, 1); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestThemeNeedsThreeFiguresAndSixtyPercent(t *testing.T) {
	for _, c := range []struct {
		bands []int
		set   int
		state string
		level int
	}{
		{[]int{2, 2, 3, 4}, 5, FullSignal, 2},
		{[]int{4, 1, 3}, 5, FullSignal, 3},
		{[]int{1, 1, 4}, 6, PartialSignal, 0},
		{[]int{4, 4, 4, 4}, 7, PartialSignal, 0},
		{[]int{4, 4, 4, 4, 1}, 7, FullSignal, 4},
		{[]int{2, 3}, 2, PartialSignal, 0},
		{[]int{4}, 1, PartialSignal, 0},
		{[]int{0, 0}, 3, NoSignal, 0},
		{nil, 0, NoSignal, 0},
	} {
		got := ThemeSignal(c.bands, c.set)
		if got.State != c.state || got.Level != c.level || got.Of != c.set {
			t.Errorf("quarters %v of %d give %+v, want %q %d", c.bands, c.set, got, c.state, c.level)
		}
	}
	if got := ThemeSignal([]int{4, 0, 1}, 3).Bands; !slices.Equal(got, []int{4, 1}) {
		t.Errorf("the quarters shown are %v, want 4 and 1", got)
	}
	if _, ok := LowerMedian(nil); ok {
		t.Error("no level has a lower median")
	}
}

func TestPartnershipAddsItsPartsAndAveragesNoRates(t *testing.T) {
	parts := []Part{{at(10), at(100)}, {at(90), at(300)}, {nil, at(1000)}, {at(5), nil}}
	s := Together(parts)
	if v, ok := s.Value(100); !ok || v != 25 || s.Used != 2 || s.Of != 4 { // 100 of 400; the mean of 10% and 30% would be 20
		t.Errorf("10 of 100 and 90 of 300 are %v%% from %+v, want 25%% from 2 of 4", v, s)
	}
	if _, ok := Together([]Part{{at(1), at(0)}}).Value(100); ok {
		t.Error("1 of 0 has a value")
	}
	if _, ok := Together(nil).Value(100); ok {
		t.Error("no area has a value")
	}
}

func TestMeanSaysHowManyItRestsOn(t *testing.T) {
	if mean, used, ok := Mean([]*float64{at(1), nil, at(4)}); !ok || mean != 2.5 || used != 2 {
		t.Errorf("the mean of 1, none and 4 is %v of %d, want 2.5 of 2", mean, used)
	}
	if _, used, ok := Mean([]*float64{nil, nil}); ok || used != 0 {
		t.Error("no value has a mean")
	}
}

// Tables of the binomial distribution at 0.05: with 20, three or fewer in 0.984; with 40, four or fewer in 0.952.
func TestChanceBringsOneInTwenty(t *testing.T) {
	for _, c := range []struct{ compared, seldom int }{{0, 0}, {1, 0}, {2, 1}, {10, 2}, {20, 3}, {40, 4}} {
		got := ByChance(c.compared, c.seldom, Usual)
		if got.Seldom != c.seldom || math.Abs(got.Expected-float64(c.compared)/20) > 1e-12 || got.MoreThanChance() {
			t.Errorf("of %d compared: %+v, want seldom more than %d", c.compared, got, c.seldom)
		}
		if c.compared > 0 && !ByChance(c.compared, c.seldom+1, Usual).MoreThanChance() {
			t.Errorf("%d of %d differ, which is more than chance brings", c.seldom+1, c.compared)
		}
	}
}

// normal are R's first twenty: set.seed(123); rnorm(20).
var normal = []float64{-0.560475647, -0.230177489, 1.558708314, 0.070508391, 0.129287735, 1.715064987, 0.460916206, -1.265061235, -0.686852852,
	-0.445661970, 1.224081797, 0.359813827, 0.400771451, 0.110682716, -0.555841135, 1.786913137, 0.497850478, -1.966617157, 0.701355902, -0.472791408}

// process are the three series of the tests of NHSRplotthedots, with what it finds.
var process = []struct {
	values             []float64
	screened           bool
	mean, lower, upper float64
}{
	{normal, true, 0.1416238, -3.01138, 3.294627},
	{leap(), true, 0.6694159, -2.383666, 3.722497},
	{leap(), false, 0.6694159, -4.596625, 5.935457},
}

// leap is normal with its fifteenth value at 10.
func leap() []float64 {
	v := slices.Clone(normal)
	v[14] = 10
	return v
}

func TestLimitsOfAProcess(t *testing.T) {
	for i, c := range process {
		got := XmR(c.values, c.screened)
		if !near(got.Mean, c.mean, 1e-6) || !got.Limits.near(c.lower, c.upper, 1e-6) || got.Warning != "" {
			t.Errorf("series %d: %v around %v, want %v to %v around %v", i, *got.Limits, got.Mean, c.lower, c.upper, c.mean)
		}
	}
	got := XmR(leap(), true)
	for i, p := range got.Points {
		if want := map[bool]Rule{true: OutsideLimits}[i == 14]; p.Rule != want {
			t.Errorf("point %d is %q, want %q", i, p.Rule, want)
		}
	}
}

func TestRulesOfAProcess(t *testing.T) {
	rules := func(values ...float64) string {
		var marks strings.Builder
		for _, p := range XmR(values, false).Points {
			marks.WriteString(map[Rule]string{"": ".", OutsideLimits: "O", SevenTrend: "T", NearLimit: "N", SevenOneSide: "S"}[p.Rule])
		}
		return marks.String()
	}
	for name, c := range map[string]struct {
		values []float64
		want   string
	}{
		"coming and going":                    {[]float64{5, 7, 4, 6, 5, 7, 4, 6, 5, 6, 4, 7}, "............"},
		"seven rising, wide enough to be in":  {[]float64{9, 1, 9, 1, 2, 3, 4, 5, 6, 7, 1, 9}, "...TTTTTTT.."},
		"seven above, then coming and going":  {[]float64{7, 6, 7, 6, 7, 6, 7, 1, 2, 9, 2, 1, 2, 1}, "SSSSSSS......."},
		"two of three near the upper limit":   {[]float64{5, 4, 6, 5, 4, 6, 5, 4, 6, 8, 8, 5, 4, 5, 5}, ".........NN...."},
		"two near it, and the third is below": {[]float64{5, 4, 6, 5, 4, 6, 5, 4, 6, 5, 7.9, 8, 5, 4, 5}, "..............."},
		"all alike":                           {[]float64{0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}, "............"},
	} {
		if got := rules(c.values...); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestFewPointsAreSaidToBeFew(t *testing.T) {
	values := []float64{3, 5, 4, 6, 5, 7, 6, 5, 4, 6, 5, 7}
	for n, limits := range map[int]bool{0: false, 1: false, 4: false, 5: true, 11: true, 12: true} {
		got := XmR(values[:n], true)
		if (got.Limits != nil) != limits || (got.Warning != "") != (n < 12) || len(got.Points) != n {
			t.Errorf("%d points: limits %v, warning %q", n, got.Limits, got.Warning)
		}
	}
}

func TestTargetIsMetMissedOrLeftToChance(t *testing.T) {
	c := Control{Limits: &Interval{40, 60}}
	for _, test := range []struct {
		target float64
		d      Direction
		want   Assurance
	}{
		{70, HigherIsBetter, WillNot}, {70, LowerIsBetter, WillMeet}, {30, HigherIsBetter, WillMeet}, {30, LowerIsBetter, WillNot},
		{50, HigherIsBetter, MayOrNot}, {60, HigherIsBetter, MayOrNot}, {50, NoDirection, NotAssured},
	} {
		if got := c.Against(test.target, test.d); got != test.want {
			t.Errorf("a target of %v: %q, want %q", test.target, got, test.want)
		}
	}
	if got := (Control{}).Against(50, HigherIsBetter); got != NotAssured {
		t.Errorf("without limits a target is %q", got)
	}
}
