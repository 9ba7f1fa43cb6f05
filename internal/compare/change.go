package compare

import (
	"math"
	"slices"

	"inclusion/internal/benchmark"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// Movement is how a value moved since the same period a year before. Lower and Upper are the interval of the newer value; Whole
// and WholeBefore are what the two are out of.
type Movement struct {
	Period             string
	Change, Previous   *float64
	Lower, Upper       *float64
	Whole, WholeBefore *float64
	Broken             bool // the series breaks at Period: the two are not comparable
}

// WholeMoved says that what a value is out of moved by more than 40% in a year, as the check "jumps" has it. Then the value may
// have moved because something else was counted, and nobody should read better or worse into it.
func (m Movement) WholeMoved() bool {
	const tiny, much = 100, 0.4
	return m.Whole != nil && m.WholeBefore != nil && *m.WholeBefore >= tiny && math.Abs(*m.Whole-*m.WholeBefore) > much**m.WholeBefore
}

// Little says that a change is too small to speak of.
func (m Movement) Little(in indicator.Indicator) bool {
	return m.Change != nil && benchmark.Change{By: *m.Change, Older: m.Previous, Interval: Interval(m.Lower, m.Upper),
		Points: in.Unit == "percent", Precision: in.Precision}.Little()
}

// Better says whether a change is for the better; known is false without a change or a direction.
func (m Movement) Better(in indicator.Indicator) (better, known bool) {
	d := Direction(in)
	if m.Change == nil || *m.Change == 0 || d == benchmark.NoDirection {
		return false, false
	}
	return (*m.Change > 0) == (d == benchmark.HigherIsBetter), true
}

// Change is one indicator's newest figure of an area beside the one a year before.
type Change struct {
	In          indicator.Indicator
	Now         warehouse.IndicatorValue
	Before      *warehouse.IndicatorValue // nil when the area has no row of a year before
	Explained   bool                      // chance does not explain the change
	InSpreads   float64                   // size of the change, in widths of the middle half of areas
	Unchecked   bool                      // nobody can say whether chance explains it: a ratio, or counts that are not published
	Directional bool
}

// NewestChanges pairs the newest row of each indicator, be it a figure or the word that there is none, with that of a year before.
// The values are of one area, by indicator and oldest first.
func NewestChanges(values []warehouse.IndicatorValue, catalogue map[string]indicator.Indicator) []Change {
	var all []Change
	for start := 0; start < len(values); {
		end := start
		for end < len(values) && values[end].Indicator == values[start].Indicator {
			end++
		}
		if in, known := catalogue[values[start].Indicator]; known {
			all = append(all, NewestChange(in, values[start:end]))
		}
		start = end
	}
	return all
}

// NewestChange pairs the last of an indicator's rows with that of a year before.
func NewestChange(in indicator.Indicator, rows []warehouse.IndicatorValue) Change {
	c := Change{In: in, Now: rows[len(rows)-1], Directional: Polarity(in) != indicator.None}
	before := YearBefore(in, c.Now.Period)
	if i := slices.IndexFunc(rows, func(v warehouse.IndicatorValue) bool { return v.Period == before }); i >= 0 {
		c.Before = &rows[i]
	}
	m := c.Movement()
	c.Unchecked = Unchecked(in, m.Lower, m.Upper)
	if c.Now.Change == nil || c.Now.Q25 == nil || c.Now.Q75 == nil || *c.Now.Q75 <= *c.Now.Q25 {
		return c
	}
	c.Explained = !m.Little(in) && !m.WholeMoved() && !c.Unchecked && !TooFew(in, c.Now.Row)
	c.InSpreads = math.Abs(*c.Now.Change) / (*c.Now.Q75 - *c.Now.Q25)
	return c
}

// Movement is how the figure moved.
func (c Change) Movement() Movement {
	m := Movement{Period: c.Now.Period, Change: c.Now.Change, Previous: c.Now.Previous, Lower: c.Now.Lower, Upper: c.Now.Upper, Whole: c.Now.Denominator, Broken: c.Now.Broken}
	if c.Before != nil {
		m.WholeBefore = c.Before.Denominator
	}
	return m
}

// The kinds of change, in the order in which a summary counts them.
const (
	ForTheBetter  = "better"
	ForTheWorse   = "worse"
	ChanceUnknown = "moved, but chance cannot be ruled out"
	NoDirection   = "moved, with no agreed direction"
	LittleChange  = "little changed"
	NotComparable = "not comparable with the year before"
	WithoutFigure = "without a figure"
)

// Kinds are the kinds of change in their order.
var Kinds = []string{ForTheBetter, ForTheWorse, ChanceUnknown, NoDirection, LittleChange, NotComparable, WithoutFigure}

// Kind is how a change counts in a summary.
func (c Change) Kind() string {
	m := c.Movement()
	better, _ := m.Better(c.In)
	switch {
	case c.Now.Value == nil:
		return WithoutFigure
	case m.Change == nil || m.Broken || m.WholeMoved() || TooFew(c.In, c.Now.Row):
		return NotComparable
	case m.Little(c.In):
		return LittleChange
	case !c.Directional:
		return NoDirection
	case c.Unchecked:
		return ChanceUnknown
	case better:
		return ForTheBetter
	}
	return ForTheWorse
}
