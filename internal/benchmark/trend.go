package benchmark

import "math"

// Movement is how a figure moved since the period before.
type Movement string

// Movements. Without a direction a figure goes up or down and nothing more is said.
const (
	Improving    Movement = "improving"
	Worsening    Movement = "worsening"
	LittleChange Movement = "little change"
	Up           Movement = "up"
	Down         Movement = "down"
	NoComparison Movement = "no comparison" // a number is missing, a year is left out, or the series breaks
)

// Observation is one period of a series.
type Observation struct {
	Year     int // the year, or the first of two; for terms and Januaries the same season is compared
	Value    *float64
	Interval *Interval // 95%
	Breaks   bool      // the series starts anew here: not comparable with what went before
}

// Change is the difference between two figures and what says whether it is worth speaking of.
type Change struct {
	By        float64   // newer minus older
	Older     *float64  // nil where it is not known
	Interval  *Interval // of the newer figure
	Points    bool      // By is in percentage points
	Precision int       // decimals of the publisher
}

// Little says that a change is too small to speak of: none at the publisher's precision, at most one percentage point, or with the
// older figure inside the newer one's interval.
func (c Change) Little() bool {
	const onePoint = 1 + 1e-9 // a difference of two decimals such as 46.4 − 45.4 is not exactly 1
	return Round(math.Abs(c.By), c.Precision) == 0 || c.Points && math.Abs(c.By) <= onePoint ||
		c.Older != nil && c.Interval != nil && c.Interval.Contains(*c.Older)
}

// Trend compares two observations: only consecutive years, and never across a break. points says that the values are percentages.
func Trend(newer, older Observation, d Direction, points bool, precision int) Movement {
	if newer.Value == nil || older.Value == nil || newer.Year != older.Year+1 || newer.Breaks {
		return NoComparison
	}
	change := Change{By: Round(*newer.Value-*older.Value, precision), Older: older.Value, Interval: newer.Interval, Points: points, Precision: precision}
	rose := change.By > 0
	switch {
	case change.Little():
		return LittleChange
	case d == NoDirection && rose:
		return Up
	case d == NoDirection:
		return Down
	case rose == (d == HigherIsBetter):
		return Improving
	}
	return Worsening
}
