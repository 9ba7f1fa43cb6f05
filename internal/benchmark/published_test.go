package benchmark

import (
	"math"
	"testing"
)

// Published values that need no file beside the project.

func TestPublishedIntervals(t *testing.T) {
	for name, c := range map[string]struct {
		got          Interval
		lower, upper float64
		within       float64
	}{
		"Newcombe 1998, 81 of 263":            {Wilson(81, 263, Usual), 0.2553, 0.3662, 5e-5},
		"Newcombe 1998, 15 of 148":            {Wilson(15, 148, Usual), 0.0624, 0.1605, 5e-5},
		"Newcombe 1998, 0 of 20":              {Wilson(0, 20, Usual), 0, 0.1611, 5e-5},
		"Newcombe 1998, 1 of 29":              {Wilson(1, 29, Usual), 0.0061, 0.1718, 5e-5},
		"all of 20, 0 of 20 turned round":     {Wilson(20, 20, Usual), 0.8389, 1, 5e-5},
		"phe_proportion, 65 of 100 at 99.8%":  {Wilson(65, 100, Strict), 0.4954946574070431, 0.7783540614089697, 1e-12},
		"byars, 65":                           {Byar(65, Usual), 50.163187710459454, 82.84913854593984, 1e-10},
		"byars, 1045 at 99.8%":                {Byar(1045, Strict), 947.9407035610374, 1148.806160988033, 1e-9},
		"byars, 1 at 99.8%, never below 0":    {Byar(1, Strict), 0, 9.362180217908362, 1e-10},
		"tables of the Poisson, 0 events":     {ExactPoisson(0, Usual), 0, 3.689, 5e-4},
		"tables of the Poisson, 1 event":      {ExactPoisson(1, Usual), 0.0253, 5.572, 5e-4},
		"tables of the Poisson, 10 events":    {ExactPoisson(10, Usual), 4.795, 18.390, 5e-4},
		"phe_rate, 5 among 100, exact":        {Rate(5, 100, Usual).Times(100), 1.62348639011842, 11.668332079322669, 1e-10},
		"phe_rate, 5 among 100, exact, 99.8%": {Rate(5, 100, Strict).Times(100), 0.739371731917839, 16.454745203680105, 1e-10},
		"phe_rate, 222 among 3,215":           {Rate(222, 3215, Usual).Times(100), 6.026574877652675, 7.87572937087185, 1e-10},
		"phe_rate, 10 events are Byar's":      {Rate(10, 1, Strict), 2.916318374695686, 24.193724927880535, 1e-10},
	} {
		if math.Abs(c.got.Lower-c.lower) > c.within || math.Abs(c.got.Upper-c.upper) > c.within {
			t.Errorf("%s: %v, want %v to %v", name, c.got, c.lower, c.upper)
		}
	}
}

func TestRatiosOfTextbooks(t *testing.T) {
	type ratioOf func(x1, n1, x2, n2, confidence float64) (float64, Interval, bool)
	for name, c := range map[string]struct {
		of                  ratioOf
		x1, n1, x2, n2      float64
		ratio, lower, upper float64
		within              float64
	}{
		"Agresti, An Introduction to Categorical Data Analysis: heart attacks on placebo and aspirin": {
			RatioOfShares, 189, 11034, 104, 11037, 1.82, 1.433, 2.306, 2e-3},
		"Moore, McCabe and Craig, Introduction to the Practice of Statistics, example 8.18: aspirin and blood clots": {
			RatioOfShares, 45, 411, 73, 411, 0.6164, 0.4364, 0.8707, 5e-5},
		"Kirkwood and Sterne, Essential Medical Statistics: respiratory infections in poor and good housing": {
			RatioOfRates, 33, 355, 24, 518, 2.01, 1.19, 3.39, 6e-3},
	} {
		ratio, i, ok := c.of(c.x1, c.n1, c.x2, c.n2, Usual)
		if !ok || math.Abs(ratio-c.ratio) > 5e-3 || math.Abs(i.Lower-c.lower) > c.within || math.Abs(i.Upper-c.upper) > c.within {
			t.Errorf("%s: %v, %v, want %v, %v to %v", name, ratio, i, c.ratio, c.lower, c.upper)
		}
	}
}

func TestNoRatioOfNothing(t *testing.T) {
	for _, c := range [][4]float64{{0, 100, 5, 100}, {5, 100, 0, 100}, {5, 0, 5, 100}, {5, 100, 5, 0}, {0, 0, 0, 0}} {
		if ratio, _, ok := RatioOfRates(c[0], c[1], c[2], c[3], Usual); ok {
			t.Errorf("%v events among %v against %v among %v have a ratio of rates, %v", c[0], c[1], c[2], c[3], ratio)
		}
		if ratio, _, ok := RatioOfShares(c[0], c[1], c[2], c[3], Usual); ok {
			t.Errorf("%v of %v against %v of %v have a ratio of shares, %v", c[0], c[1], c[2], c[3], ratio)
		}
	}
	if _, _, ok := RatioOfShares(11, 10, 1, 10, Usual); ok {
		t.Error("11 of 10 have a ratio of shares")
	}
	if ratio, _, ok := RatioOfRates(11, 10, 1, 10, Usual); !ok || math.Abs(ratio-11) > 1e-12 {
		t.Error("11 events among 10 people, some of whom had two, have no ratio of rates")
	}
}

// The numbers are in the tests of the DHSC's port of PHEindicatormethods.
func TestPublishedFunnelLimits(t *testing.T) {
	for name, c := range map[string]struct{ got, want, within float64 }{
		"share of 0.9 at 100,000, lower 95%":                         {100 * ProportionFunnel(0.9).At(100000).Inner.Lower, 89.81406149030842, 1e-9},
		"share of 0.85 at 300,000, upper 99.8%":                      {1000 * ProportionFunnel(0.85).At(300000).Outer.Upper, 852.0145849882799, 1e-9},
		"200 events just touch 173.24 expected, from above at 95%":   {173.24086241121654 * RateFunnel(1).At(173.24086241121654).Inner.Upper, 200, 2e-3},
		"500 events just touch 573.03 expected, from below at 99.8%": {573.0274767209943 * RateFunnel(1).At(573.0274767209943).Outer.Lower, 500, 2e-3},
	} {
		if math.Abs(c.got-c.want) > c.within {
			t.Errorf("%s: %v, want %v", name, c.got, c.want)
		}
	}
}

// A point is outside just when its own interval leaves the centre out.
func TestFunnelAgreesWithIntervals(t *testing.T) {
	shares, rates := ProportionFunnel(0.3), RateFunnel(0.03)
	for x := 1.0; x < 60; x++ {
		i, strict := Wilson(x, 100, Usual), Wilson(x, 100, Strict)
		if want, got := placeOf(i.Contains(0.3), strict.Contains(0.3)), shares.Place(Count{x, 100}); got != want {
			t.Errorf("%v of 100 is %q, want %q", x, got, want)
		}
		i, strict = ExactPoisson(x, Usual), ExactPoisson(x, Strict)
		if want, got := placeOf(i.Contains(30), strict.Contains(30)), rates.Place(Count{x, 1000}); got != want {
			t.Errorf("%v among 1,000 is %q, want %q", x, got, want)
		}
	}
	for out := 1.0; out < 1e6; out *= 3 {
		if l := rates.At(out); l.Inner.Lower < 0 || l.Outer.Lower > l.Inner.Lower || l.Inner.Upper > l.Outer.Upper || l.Inner.Upper < 0.03 {
			t.Errorf("the limits of a rate at %v are out of order: %v", out, l)
		}
	}
	if l := RateFunnel(0).At(100); l != (Limits{}) {
		t.Errorf("where nothing ever happens the limits are %v, want none above 0", l)
	}
	if l := rates.At(100).Inner; l.Lower != 0 { // three expected: none at all is not out of the ordinary
		t.Errorf("with three expected the lower limit is %v, want 0", l.Lower)
	}
}

func placeOf(usual, strict bool) Place {
	switch {
	case !strict:
		return FarOutside
	case !usual:
		return Outlying
	}
	return Inside
}

// The 13 trials of BCG vaccine (Colditz 1994), by which packages for random effects are commonly checked: Q = 152.233 on 12
// degrees of freedom, and DerSimonian and Laird's tau squared 0.3088 (metafor).
func TestVarianceBetweenTrials(t *testing.T) {
	trials := [][4]float64{{4, 119, 11, 128}, {6, 300, 29, 274}, {3, 228, 11, 209}, {62, 13536, 248, 12619}, {33, 5036, 47, 5761},
		{180, 1361, 372, 1079}, {8, 2537, 10, 619}, {505, 87886, 499, 87892}, {29, 7470, 45, 7232}, {17, 1699, 65, 1600},
		{186, 50448, 141, 27197}, {5, 2493, 3, 2338}, {27, 16886, 29, 17825}}
	var logs, weights []float64
	var sum, weighted float64
	for _, c := range trials {
		n1, n2 := c[0]+c[1], c[2]+c[3]
		y, w := math.Log(c[0]/n1/(c[2]/n2)), 1/(1/c[0]-1/n1+1/c[2]-1/n2)
		logs, weights = append(logs, y), append(weights, w)
		sum, weighted = sum+w, weighted+w*y
	}
	z := make([]float64, len(logs))
	for i, y := range logs {
		z[i] = (y - weighted/sum) * math.Sqrt(weights[i])
	}
	d := overdispersion(z, weights)
	if math.Abs(d.Phi*13-152.2330) > 5e-4 || math.Abs(d.Tau2-0.3088) > 5e-5 {
		t.Errorf("Q is %v and tau squared %v, want 152.2330 and 0.3088", d.Phi*13, d.Tau2)
	}
}

func TestOutlyingTenthIsPulledIn(t *testing.T) {
	got := winsorised([]float64{-100, 1, 2, 3, 4, 5, 6, 7, 8, 9, 200}, 0.1)
	for i, want := range []float64{1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9} {
		if got[i] != want {
			t.Fatalf("winsorised is %v", got)
		}
	}
}

func TestOverdispersionWidensAFunnel(t *testing.T) {
	calm, spread := []Count{}, []Count{}
	for i := range 40 {
		calm = append(calm, Count{200, 1000})
		spread = append(spread, Count{100 + 5*float64(i), 1000})
	}
	spread = append(spread, Count{0, 0}) // an area with nobody to count says nothing
	for name, f := range map[string]Funnel{"shares": ProportionFunnel(0.2), "rates": RateFunnel(0.2)} {
		still, wide := f.Overdispersed(calm), f.Overdispersed(spread)
		if still.Dispersion.Tau2 != 0 || still.Dispersion.Phi > 1e-20 {
			t.Errorf("%s that are all alike are dispersed by %+v", name, *still.Dispersion)
		}
		chance, bare := still.At(1000).Inner, f.At(1000).Inner
		if math.Abs(chance.Lower-bare.Lower) > 1e-3 || math.Abs(chance.Upper-bare.Upper) > 1.5e-3 {
			t.Errorf("%s without overdispersion: %v, want about %v", name, chance, bare)
		}
		if wide.Dispersion.Phi <= 1 || wide.At(1000).Inner.Upper <= chance.Upper || wide.At(1000).Inner.Lower >= chance.Lower {
			t.Errorf("%s that differ widely: %+v, limits %v", name, *wide.Dispersion, wide.At(1000).Inner)
		}
		if l := wide.At(1e9).Inner; l.Upper-l.Lower < 0.05 {
			t.Errorf("%s: the widest of areas has limits of %v, and differences between areas do not shrink with size", name, l)
		}
	}
}
