package benchmark

import (
	"fmt"
	"math"
)

// Rule says why a point of a series is unlike chance from one period to the next. Empty, it is not.
type Rule string

// Rules, in the order in which they are looked for; a point bears the first that it breaks.
const (
	OutsideLimits Rule = "outside the limits"
	SevenTrend    Rule = "part of seven in a row, each above or below the last"
	NearLimit     Rule = "one of two in three close to the same limit"
	SevenOneSide  Rule = "part of seven in a row on one side of the mean"
)

// ControlPoint is one period of a series.
type ControlPoint struct {
	Value float64
	Rule  Rule
}

// Control is a series of single figures read as a process: whether a point is out of the ordinary for this series, or the usual
// coming and going (XmR chart, Shewhart; rules of the NHS programme Making Data Count).
type Control struct {
	Mean    float64
	Range   float64   // the average moving range: how far one period lies from the next
	Limits  *Interval // nil where there are too few points for any
	Points  []ControlPoint
	Warning string // says that points are few, and what follows; empty when they are enough
}

// How many points a series needs.
const (
	fewestForLimits = 5  // Wheeler, Understanding Variation: useful limits may be had from five or six values
	enoughForLimits = 12 // Making Data Count: under twelve, limits are for trial and move with each new point
)

// Scaling of the average moving range for single figures (Shewhart's constants for ranges of two).
const (
	toLimits   = 2.66         // from the mean to a limit: three standard deviations
	toNear     = 2.66 * 2 / 3 // from the mean to where a limit is near
	outlyingBy = 3.267        // a moving range this many times the average is itself out of the ordinary
)

// XmR reads values of consecutive periods, oldest first. screened leaves moving ranges that are themselves out of the ordinary out
// of their average, so that one leap does not widen the limits for all. A series of yearly figures is short: with under twelve
// points the control carries a warning, with under five no limits.
func XmR(values []float64, screened bool) Control {
	c := Control{Warning: fewPoints(len(values)), Points: make([]ControlPoint, len(values))}
	for i, v := range values {
		c.Points[i].Value = v
	}
	if len(values) == 0 {
		return c
	}
	c.Mean, c.Range = average(values), movingRange(values, screened)
	if len(values) < fewestForLimits {
		return c
	}
	c.Limits = &Interval{c.Mean - toLimits*c.Range, c.Mean + toLimits*c.Range}
	c.markRules(values)
	return c
}

func fewPoints(n int) string {
	switch {
	case n < fewestForLimits:
		return fmt.Sprintf("%d points are too few for limits, which need at least %d.", n, fewestForLimits)
	case n < enoughForLimits:
		return fmt.Sprintf("The limits rest on %d points. Under %d they are for trial and will move with each new figure.", n, enoughForLimits)
	}
	return ""
}

// average is taken from the first value on, so that the average of equal values is that value to the last bit.
func average(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v - values[0]
	}
	return values[0] + sum/float64(len(values))
}

// movingRange is the average distance between one value and the next.
func movingRange(values []float64, screened bool) float64 {
	var ranges []float64
	for i := 1; i < len(values); i++ {
		ranges = append(ranges, math.Abs(values[i]-values[i-1]))
	}
	if len(ranges) == 0 {
		return 0
	}
	all := average(ranges)
	if !screened {
		return all
	}
	var usual []float64
	for _, r := range ranges {
		if r < outlyingBy*all {
			usual = append(usual, r)
		}
	}
	if len(usual) == 0 { // nothing moved at all
		return all
	}
	return average(usual)
}

// markRules gives each point the first rule it breaks.
func (c *Control) markRules(values []float64) {
	sides, near := make([]int, len(values)), make([]bool, len(values))
	for i, v := range values {
		sides[i] = sign(v - c.Mean)
		near[i] = c.Limits.Contains(v) && math.Abs(v-c.Mean) > toNear*c.Range
	}
	trend, close, side := sevenUpTo(sevenTrend(values)), twoInThree(near, sides), sevenUpTo(sevenOneSide(sides))
	for i, v := range values {
		switch {
		case !c.Limits.Contains(v):
			c.Points[i].Rule = OutsideLimits
		case trend[i]:
			c.Points[i].Rule = SevenTrend
		case close[i] && near[i]:
			c.Points[i].Rule = NearLimit
		case side[i]:
			c.Points[i].Rule = SevenOneSide
		}
	}
}

func sign(v float64) int {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}

// sevenOneSide marks each point that ends seven in a row on one side of the mean: 1 above, -1 below.
func sevenOneSide(sides []int) []int { return runs(sides, 7) }

// sevenTrend marks each point that ends seven in a row of which each is above (1) or below (-1) the last.
func sevenTrend(values []float64) []int {
	steps := make([]int, len(values))
	for i := 1; i < len(values); i++ {
		steps[i] = sign(values[i] - values[i-1])
	}
	return runs(steps, 6)
}

// runs marks with its sign each place that ends a run of this many equal signs.
func runs(signs []int, length int) []int {
	ends, run := make([]int, len(signs)), 0
	for i, s := range signs {
		if i > 0 && s == signs[i-1] {
			run++
		} else {
			run = 1
		}
		if s != 0 && run >= length {
			ends[i] = s
		}
	}
	return ends
}

// sevenUpTo marks the seven points up to each end of a run.
func sevenUpTo(ends []int) []bool {
	part := make([]bool, len(ends))
	for i, end := range ends {
		if end != 0 {
			for j := max(0, i-6); j <= i; j++ {
				part[j] = true
			}
		}
	}
	return part
}

// twoInThree marks the points of each three in a row that lie on one side of the mean and of which two are near a limit.
func twoInThree(near []bool, sides []int) []bool {
	part := make([]bool, len(near))
	for i := 2; i < len(near); i++ {
		count, side := 0, 0
		for j := i - 2; j <= i; j++ {
			side += sides[j]
			if near[j] {
				count++
			}
		}
		if count >= 2 && (side == 3 || side == -3) {
			part[i-2], part[i-1], part[i] = true, true, true
		}
	}
	return part
}

// Assurance is whether a process as it is will meet a target.
type Assurance string

// Assurances.
const (
	WillMeet   Assurance = "the target lies on the easy side of the usual range: expect it to be met"
	WillNot    Assurance = "the target lies beyond the usual range: expect it to be missed unless something changes"
	MayOrNot   Assurance = "the target lies inside the usual range: expect it to be met in some periods and missed in others"
	NotAssured Assurance = "" // there are no limits, or no direction
)

// Against is the assurance of a target: a target beyond the limits on the better side is missed, on the worse side met, and one
// between them is met or missed by chance.
func (c Control) Against(target float64, d Direction) Assurance {
	switch {
	case c.Limits == nil || d == NoDirection:
		return NotAssured
	case c.Limits.Contains(target):
		return MayOrNot
	case (target > c.Limits.Upper) == (d == HigherIsBetter):
		return WillNot
	}
	return WillMeet
}
