// Package benchmark says where a figure stands and how sure that is: intervals, positions, comparisons, trends, data signals,
// ratios between groups, funnel limits and process control. Its functions are pure: numbers in, numbers and verdicts out. It knows
// no database, no page and no indicator; docs/methods.md tells the same rules in words, with their sources.
//
// Shares are 0 to 1 unless a comment says percent. A confidence is 0.95 or 0.998 (two and three standard deviations in the
// language of funnel plots). A number that is not there is a nil pointer or ok = false, never 0.
package benchmark

import (
	"math"
	"strconv"

	"gonum.org/v1/gonum/stat/distuv"
)

// Direction is which way is better.
type Direction int

// Directions. Without an agreed direction nothing is ranked, put in a quarter, or called better or worse.
const (
	NoDirection Direction = iota
	HigherIsBetter
	LowerIsBetter
)

// Usual confidences.
const (
	Usual  = 0.95  // intervals and comparisons
	Strict = 0.998 // the outer limits of a funnel
)

// Round is v with this many decimals, as the same number would be printed.
func Round(v float64, decimals int) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'f', decimals, 64), 64)
	if err != nil { // v is infinite or no number
		return v
	}
	return rounded
}

// deviations is how many standard deviations of a normal distribution hold this much of it: 0.95 gives 1.959964.
func deviations(confidence float64) float64 {
	return distuv.UnitNormal.Quantile(1 - (1-confidence)/2)
}

func within(v, low, high float64) float64 { return math.Max(low, math.Min(high, v)) }
