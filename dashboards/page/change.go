package page

import (
	"math"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
)

// movement is how a value moved since the same period a year before. Lower and Upper are the interval of the newer value.
type movement struct {
	Period           string
	Change, Previous *float64
	Lower, Upper     *float64
	Broken           bool // the series breaks at Period: the two are not comparable
}

// changeWords say how a value moved: "up 3.2 percentage points since 2023, which is better", "little change since 2023",
// "no comparison: counted in a new way from 2025". Little change is at most one percentage point, or a change within chance.
func changeWords(in indicator.Indicator, m movement) string {
	before := "the year before"
	if p, err := indicator.ParsePeriod(m.Period, in.Basis); err == nil {
		before = periodWords(p.Previous())
	}
	switch {
	case m.Broken:
		return "no comparison: counted in a new way from " + periodWords(m.Period)
	case m.Change == nil:
		return "no figure for " + before + " to compare with"
	case littleChange(in, m):
		return "little change since " + before
	}
	way := "up "
	if *m.Change < 0 {
		way = "down "
	}
	words := way + changeSize(in, *m.Change) + " since " + before
	switch {
	case direction(in) == indicator.None:
		return words
	case (*m.Change > 0) == (direction(in) == indicator.Higher):
		return words + ", which is better"
	}
	return words + ", which is worse"
}

// littleChange says that a change is too small to speak of.
func littleChange(in indicator.Indicator, m movement) bool {
	if m.Change == nil {
		return false
	}
	size := digits(math.Abs(*m.Change), in.Precision)
	return strings.Trim(size, "0.") == "" || in.Unit == "percent" && math.Abs(*m.Change) <= 1+1e-9 ||
		m.Previous != nil && m.Lower != nil && m.Upper != nil && *m.Lower <= *m.Previous && *m.Previous <= *m.Upper
}

// changeSize writes how much a value moved, without its direction.
func changeSize(in indicator.Indicator, change float64) string {
	size := math.Abs(change)
	switch {
	case in.Unit == "percent":
		return digits(size, in.Shown()) + " percentage points"
	case in.Unit == "pounds":
		return view.Money(size)
	case in.Unit == "times":
		return digits(size, in.Shown())
	}
	return valueText(in, size)
}
