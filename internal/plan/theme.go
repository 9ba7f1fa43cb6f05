package plan

import (
	"fmt"

	"inclusion/internal/benchmark"
)

// A theme has a level where at least 60% of its statements have one (9.2, rule 2; equality counts, 9.17, note 1).
const (
	coverOf     = 5
	coverFewest = 3 // of five
)

// Covered says that enough of something is there to speak of the whole: scored / of ≥ 60%.
func Covered(scored, of int) bool { return of > 0 && coverOf*scored >= coverFewest*of }

// ThemeReading is one perspective's reading of a theme from its readings of the theme's statements, by id: the lower median, so that it
// is always a whole level and one 4 cannot hide a 1, with the lowest statement and how many of them there are. There is none where
// fewer than 60% are there. When only the core set is scored, it alone counts (9.17, note 2).
//
// Where readings are ranges, the median is taken of the lower ends and of the upper ends, so that the theme is never surer than what
// it is made of; Point is the median of the points. Statements that a perspective is not asked do not count against it (a
// panel may still score them). Both are our
// reading: the framework defines a theme's level for leaders only. Nothing is added up over themes: there is no overall level.
func ThemeReading(t Theme, p Perspective, core bool, statements map[string]Reading) Reading {
	r := Reading{Perspective: p, CoreOnly: core}
	var low, high, point []int
	for _, st := range t.Statements {
		one := statements[st.ID]
		if core && !st.Core || surveyed(p) && !st.AskedOf(p) && !one.Shown() {
			continue
		}
		r.Of++
		if !one.Shown() {
			continue
		}
		low, high, point = append(low, int(one.Low)), append(high, int(one.High)), append(point, int(pointOf(one)))
		if r.Lowest == "" || pointOf(one) < r.LowestLevel {
			r.Lowest, r.LowestLevel = st.ID, pointOf(one)
		}
		r.On = max(r.On, one.On)
	}
	r.Scored = len(point)
	switch {
	case r.Scored == 0 && surveyed(p):
		r.State = NotAsked
		return r
	case r.Scored == 0:
		r.State = NotYetAssessed
		return r
	case !Covered(r.Scored, r.Of):
		r.State = NotEnoughScored
	default:
		r.Low, r.High, r.Point = lowerMedian(low), lowerMedian(high), lowerMedian(point)
	}
	if r.High-r.Low >= 2 {
		r.State = TooFewToBeSure
	}
	r.Text = fmt.Sprintf("%d of %d %s, lowest %s at %s", r.Scored, r.Of, scoredOrAsked(p), r.Lowest, statements[r.Lowest].Level())
	if core {
		r.Text += ", core set only"
	}
	return r
}

// surveyed says that a perspective answers questions and is not asked all of them.
func surveyed(p Perspective) bool { return p == Families || p == Young || p == Settings }

func scoredOrAsked(p Perspective) string {
	if surveyed(p) {
		return "asked"
	}
	return "scored"
}

// pointOf is the level by which readings are compared: of a survey that of the share itself, of a score the level.
func pointOf(r Reading) Level {
	if r.Point > 0 {
		return r.Point
	}
	return r.Low
}

func lowerMedian(levels []int) Level {
	middle, _ := benchmark.LowerMedian(levels)
	return Level(middle)
}
