package benchmark

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// Count is one area's point of a funnel: events out of people, or among them.
type Count struct{ Events, Out float64 }

// Dispersion is how much more areas differ from each other than chance explains.
type Dispersion struct {
	Phi  float64 // mean of the squared, winsorised z-scores; 1 where chance explains all
	Tau2 float64 // variance between areas on the transformed scale; 0 where chance explains all
}

// Funnel is the range in which an area of a given size would lie by chance, around one centre. Its zero is of no use: begin with
// ProportionFunnel or RateFunnel.
type Funnel struct {
	Centre     float64     // a share of 1, or events per one of the population
	Dispersion *Dispersion // nil where the limits speak of chance alone
	shares     bool
}

// Limits are a funnel's limits at one size. Inside the inner ones 95 areas in 100 would lie by chance alone, inside the outer ones
// 998 in 1,000.
type Limits struct{ Inner, Outer Interval }

// Place is where a point lies in its funnel.
type Place string

// Places.
const (
	Inside     Place = "within chance"
	Outlying   Place = "beyond the 95% limits"
	FarOutside Place = "beyond the 99.8% limits"
)

// ProportionFunnel is the funnel of shares around a centre of 0 to 1. A point lies outside its limits just when its Wilson interval
// leaves the centre out (Public Health England, phe_funnels).
func ProportionFunnel(centre float64) Funnel { return Funnel{Centre: centre, shares: true} }

// RateFunnel is the funnel of rates around a centre of events per one of the population. A point lies outside its limits just when
// its exact Poisson interval leaves the centre out (Spiegelhalter 2005; Public Health England, phe_funnels).
func RateFunnel(centre float64) Funnel { return Funnel{Centre: centre} }

// Overdispersed widens the funnel by how much these areas differ from each other beyond chance (Spiegelhalter 2005, additive random
// effects). Areas with nobody to count are left out. Without overdispersion the widening is none, and only the scale is another.
func (f Funnel) Overdispersed(counts []Count) Funnel {
	var z, weights []float64
	for _, c := range counts {
		if c.Out <= 0 {
			continue
		}
		s := f.deviation(c.Out)
		z = append(z, (f.transformed(c.Events/c.Out)-f.transformed(f.Centre))/s)
		weights = append(weights, 1/(s*s))
	}
	d := overdispersion(winsorised(z, 0.1), weights)
	f.Dispersion = &d
	return f
}

// transformed puts a share or a rate on the scale where its variance does not depend on it: arcsine of the root for a share, the
// root for a rate.
func (f Funnel) transformed(v float64) float64 {
	if f.shares {
		return math.Asin(math.Sqrt(within(v, 0, 1)))
	}
	return math.Sqrt(v)
}

// original undoes transformed. Past the ends of the scale it stays at the ends.
func (f Funnel) original(y float64) float64 {
	if f.shares {
		return math.Pow(math.Sin(within(y, 0, math.Pi/2)), 2)
	}
	return math.Pow(math.Max(0, y), 2)
}

// deviation is the standard deviation on the transformed scale of an area of this size.
func (f Funnel) deviation(out float64) float64 { return 1 / (2 * math.Sqrt(out)) }

// winsorised pulls the outlying tenth at either end in to where the rest begins, so that a few outliers do not hide themselves.
func winsorised(z []float64, share float64) []float64 {
	sorted := slices.Sorted(slices.Values(z))
	low, high := quantile(sorted, share), quantile(sorted, 1-share)
	pulled := make([]float64, len(z))
	for i, v := range z {
		pulled[i] = within(v, low, high)
	}
	return pulled
}

// overdispersion is Spiegelhalter's phi and tau squared, the latter by DerSimonian and Laird's method of moments.
func overdispersion(z, weights []float64) Dispersion {
	var d Dispersion
	n := float64(len(z))
	if n == 0 {
		return d
	}
	var squares, sum, sumOfSquares float64
	for i := range z {
		squares += z[i] * z[i]
		sum += weights[i]
		sumOfSquares += weights[i] * weights[i]
	}
	d.Phi = squares / n
	if spare := sum - sumOfSquares/sum; spare > 0 {
		d.Tau2 = math.Max(0, (squares-(n-1))/spare)
	}
	return d
}

// At are the limits of an area with this many people, in the unit of the centre. Shares stay between 0 and 1, rates at or above 0.
func (f Funnel) At(out float64) Limits { return Limits{f.limits(out, Usual), f.limits(out, Strict)} }

func (f Funnel) limits(out, confidence float64) Interval {
	z := deviations(confidence)
	switch {
	case f.Dispersion != nil:
		middle, width := f.transformed(f.Centre), z*math.Hypot(f.deviation(out), math.Sqrt(f.Dispersion.Tau2))
		return Interval{f.original(middle - width), f.original(middle + width)}
	case f.shares:
		width := z * math.Sqrt(f.Centre*(1-f.Centre)/out)
		return Interval{within(f.Centre-width, 0, 1), within(f.Centre+width, 0, 1)}
	}
	return poissonLimits(f.Centre*out, (1-confidence)/2).Times(1 / out)
}

// poissonLimits are the counts whose exact Poisson interval just touches the expected count, with this much in each tail. Counts
// between whole numbers are read off the same curve.
func poissonLimits(expected, tail float64) Interval {
	if expected <= 0 {
		return Interval{}
	}
	top := expected + 10*math.Sqrt(expected) + 20
	limits := Interval{Upper: falling(func(x float64) float64 { return mathext.GammaIncReg(x, expected) - tail }, 1e-9, top)}
	if low := func(x float64) float64 { return mathext.GammaIncReg(x+1, expected) - (1 - tail) }; low(0) > 0 {
		limits.Lower = falling(low, 0, top)
	}
	return limits
}

// falling finds by halving where a falling function passes 0.
func falling(f func(float64) float64, low, high float64) float64 {
	for range 100 {
		middle := (low + high) / 2
		if f(middle) > 0 {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}

// Place says where a point lies: within chance, beyond the inner limits, or beyond the outer ones.
func (f Funnel) Place(c Count) Place {
	v, limits := c.Events/c.Out, f.At(c.Out)
	switch {
	case !limits.Outer.Contains(v):
		return FarOutside
	case !limits.Inner.Contains(v):
		return Outlying
	}
	return Inside
}
