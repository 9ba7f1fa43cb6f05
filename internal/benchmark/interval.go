package benchmark

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Interval is a range that chance alone would explain. For published counts of everybody it speaks of chance from one year to the
// next, not of a sample.
type Interval struct{ Lower, Upper float64 }

// Contains says whether v lies in the interval, its ends included.
func (i Interval) Contains(v float64) bool { return i.Lower <= v && v <= i.Upper }

// Times is the interval in another unit: a share as a percentage, a rate as a rate per 1,000.
func (i Interval) Times(by float64) Interval { return Interval{i.Lower * by, i.Upper * by} }

// Wilson is the score interval of a share, x of n, as 0 to 1 (Wilson 1927, without continuity correction; Public Health England
// Technical Guide, phe_proportion). n must be above 0 and x between 0 and n; they need not be whole.
func Wilson(x, n, confidence float64) Interval {
	z := deviations(confidence)
	root := z * math.Sqrt(z*z+4*x*(1-x/n))
	return Interval{
		within((2*x+z*z-root)/(2*(n+z*z)), 0, 1),
		within((2*x+z*z+root)/(2*(n+z*z)), 0, 1),
	}
}

// Byar is an approximate Poisson interval of a count of events (Breslow and Day 1987). It is good from about 10 events. The lower
// end is never below 0, where the bare formula can be at very few events and high confidence.
func Byar(x, confidence float64) Interval {
	z := deviations(confidence)
	upper := (x + 1) * math.Pow(1-1/(9*(x+1))+z/(3*math.Sqrt(x+1)), 3)
	if x <= 0 {
		return Interval{0, upper}
	}
	return Interval{math.Max(0, x*math.Pow(1-1/(9*x)-z/(3*math.Sqrt(x)), 3)), upper}
}

// ExactPoisson is the exact interval of a count of events (Garwood 1936): every Poisson mean that the count does not contradict.
func ExactPoisson(x, confidence float64) Interval {
	tail := (1 - confidence) / 2
	i := Interval{Upper: distuv.ChiSquared{K: 2*x + 2}.Quantile(1-tail) / 2}
	if x > 0 {
		i.Lower = distuv.ChiSquared{K: 2 * x}.Quantile(tail) / 2
	}
	return i
}

// Rate is the interval of x events among n: exact under 10 events, Byar's from 10 on (phe_rate). It is per one of n.
func Rate(x, n, confidence float64) Interval {
	if x < 10 {
		return ExactPoisson(x, confidence).Times(1 / n)
	}
	return Byar(x, confidence).Times(1 / n)
}

// Kinds of interval that an indicator may have.
const (
	KindWilson = "wilson" // a share: people out of people
	KindByar   = "byar"   // a rate: events among people
	KindNone   = "none"   // pounds, weeks, ratios
)

// IntervalOf is a value's interval in the value's own unit, where numerator over denominator is multiplied by times. It is what the
// warehouse carries at 95%: Wilson's for shares, Byar's for rates at any count (values on fewer than 10 events are not compared).
// ok is false for kinds without an interval and for parts that cannot be a share or a rate.
func IntervalOf(kind string, numerator, denominator, times, confidence float64) (i Interval, ok bool) {
	switch {
	case denominator <= 0 || numerator < 0:
		return Interval{}, false
	case kind == KindWilson && numerator <= denominator:
		return Wilson(numerator, denominator, confidence).Times(times), true
	case kind == KindByar:
		return Byar(numerator, confidence).Times(times / denominator), true
	}
	return Interval{}, false
}
