package benchmark

import (
	"math"
	"slices"
)

// Quantiles are the least value, the three quarter points and the greatest, by linear interpolation (type 7: the default of R's
// quantile and of DuckDB's quantile_cont). values need no order and must not be empty; without any, all five are NaN.
func Quantiles(values []float64) [5]float64 {
	sorted := slices.Sorted(slices.Values(values))
	var cuts [5]float64
	for i := range cuts {
		cuts[i] = quantile(sorted, float64(i)/4)
	}
	return cuts
}

// quantile is the type-7 quantile of sorted values at p.
func quantile(sorted []float64, p float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	at := p * float64(len(sorted)-1)
	low := int(math.Floor(at))
	high := min(low+1, len(sorted)-1)
	return sorted[low] + (sorted[high]-sorted[low])*(at-float64(low))
}

// Rank is the place of a value among values, of which it is one: 1 is best, and equal values share the better place (minimum rank).
// Values are compared as they are given, so round them to the publisher's precision first. Without a direction it is 0.
func Rank(value float64, values []float64, d Direction) int {
	if d == NoDirection {
		return 0
	}
	rank := 1
	for _, other := range values {
		if d == HigherIsBetter && other > value || d == LowerIsBetter && other < value {
			rank++
		}
	}
	return rank
}

// Below is how many of the values are lower than value: the position that a figure without a direction has.
func Below(value float64, values []float64) int {
	n := 0
	for _, other := range values {
		if other < value {
			n++
		}
	}
	return n
}

// Band is the quarter a value falls in: 4 is the better quarter, 1 the worse, 0 where no direction is agreed. A value equal to a
// cut point belongs to the better quarter in both directions.
//
// The Department's Local Authority Interactive Tool (LAIT) closes its bands at the upper end in both directions, so that there a
// value on a cut point is in the better band where lower is better and in the worse one where higher is better.
func Band(value float64, cuts [5]float64, d Direction) int {
	better := func(cut float64) bool {
		if d == HigherIsBetter {
			return value >= cut
		}
		return value <= cut
	}
	best, middle, worst := cuts[3], cuts[2], cuts[1]
	if d == LowerIsBetter {
		best, worst = worst, best
	}
	switch {
	case d == NoDirection:
		return 0
	case better(best):
		return 4
	case better(middle):
		return 3
	case better(worst):
		return 2
	}
	return 1
}

// Classes puts values into k classes of nearly equal size by their minimum rank, class 1 lowest, equal values together (Public
// Health England's phe_quantile, which is what the shades of a map need). There are no classes, and the result is nil, where there
// are fewer values than classes.
func Classes(values []float64, k int) []int {
	n := len(values)
	if k < 1 || n < k {
		return nil
	}
	classes := make([]int, n)
	for i, v := range values {
		rank := Below(v, values) + 1
		fromTop := math.Ceil(float64(n+1-rank) * float64(k) / float64(n))
		classes[i] = max(1, k+1-int(fromTop))
	}
	return classes
}
