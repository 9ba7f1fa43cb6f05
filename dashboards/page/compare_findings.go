package page

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"inclusion/internal/compare"
	"inclusion/internal/warehouse"
)

// compareRange is a block in one period: those that can be placed, high to low, and who cannot.
type compareRange struct {
	period string
	placed []warehouse.IndicatorValue
	few    []string                  // areas whose figure rests on too few to place
	none   []string                  // areas without a figure
	whole  *warehouse.IndicatorValue // the country, beside others
}

// newestRange is the range of the newest period that some chosen area has a figure of; ok is false when there is none.
func (b block) newestRange() (s compareRange, ok bool) {
	for _, p := range slices.Backward(b.series.Periods) {
		s = b.rangeOf(p.Period)
		if len(s.placed) > 0 || s.whole != nil || len(s.few) > 0 {
			return s, true
		}
	}
	return compareRange{}, false
}

func (b block) rangeOf(period string) compareRange {
	s := compareRange{period: period}
	for _, a := range b.areas {
		row, found := b.at(period, a.Code)
		switch {
		case !found || row.Value == nil:
			s.none = append(s.none, a.Name)
		case a.Level == "country" && len(b.areas) > 1:
			s.whole = &row
		case compare.TooFew(b.in, row.Row) || a.LeftOut:
			s.few = append(s.few, a.Name)
		default:
			s.placed = append(s.placed, row)
		}
	}
	slices.SortStableFunc(s.placed, func(x, y warehouse.IndicatorValue) int { return cmp.Compare(*y.Value, *x.Value) })
	return s
}

// finding is a block in a sentence: "Camden highest in 2024 (96.6%), Devon lowest (4.2%); England 46.4%".
func (b block) finding() string {
	s, ok := b.newestRange()
	if !ok {
		return "No figure for these areas in these years"
	}
	var parts []string
	when := " " + inPeriod(s.period)
	if text := b.highLow(s); text != "" {
		parts, when = append(parts, text), ""
	}
	if s.whole != nil {
		parts, when = append(parts, s.whole.AreaName+" "+valueText(b.in, *s.whole.Value)+when), ""
	}
	if len(s.few) > 0 {
		parts = append(parts, someOf(s.few, "rests", "rest")+" on too few to place"+when)
	}
	if len(s.none) > 0 {
		parts = append(parts, someOf(s.none, "has", "have")+" no figure here")
	}
	return strings.Join(parts, "; ")
}

// highLow names the highest and the lowest, or both of two.
func (b block) highLow(s compareRange) string {
	text := func(row warehouse.IndicatorValue) string { return row.AreaName + " " + valueText(b.in, *row.Value) }
	switch n := len(s.placed); {
	case n == 0:
		return ""
	case n == 1:
		return text(s.placed[0]) + " " + inPeriod(s.period)
	case n == 2:
		return text(s.placed[0]) + " " + inPeriod(s.period) + ", " + text(s.placed[1])
	case numberText(b.in, *s.placed[0].Value) == numberText(b.in, *s.placed[n-1].Value):
		return fmt.Sprintf("All %d areas at %s %s", n, valueText(b.in, *s.placed[0].Value), inPeriod(s.period))
	}
	high, low := s.placed[0], s.placed[len(s.placed)-1]
	return fmt.Sprintf("%s highest %s (%s), %s lowest (%s)", b.level(s, high), inPeriod(s.period), valueText(b.in, *high.Value), b.level(s, low), numberText(b.in, *low.Value))
}

// level names who has the same figure as a row.
func (b block) level(s compareRange, row warehouse.IndicatorValue) string {
	var names []string
	for _, other := range s.placed {
		if numberText(b.in, *other.Value) == numberText(b.in, *row.Value) {
			names = append(names, other.AreaName)
		}
	}
	return someOf(names, "", "")
}

// someOf names one or two areas and counts more: "Devon has", "Devon and Kent have", "3 areas have".
func someOf(names []string, one, many string) string {
	switch len(names) {
	case 1:
		return strings.TrimSpace(names[0] + " " + one)
	case 2:
		return strings.TrimSpace(names[0] + " and " + names[1] + " " + many)
	}
	return strings.TrimSpace(fmt.Sprintf("%d areas %s", len(names), many))
}

// sure is one sentence on how sure the highest and the lowest of a block are.
func (b block) sure() string {
	s, ok := b.newestRange()
	if !ok {
		return "The table says why each figure is missing."
	}
	var spans []string
	for i, row := range s.placed {
		if (i == 0 || i == len(s.placed)-1) && row.Lower != nil && row.Upper != nil {
			spans = append(spans, fmt.Sprintf("%s anywhere between %s and %s", row.AreaName, numberText(b.in, *notBelowZero(row.Lower)), valueText(b.in, *row.Upper)))
		}
	}
	switch {
	case len(spans) > 0:
		return "Chance alone could put " + strings.Join(spans, ", and ") + " (95% intervals)."
	case b.in.Unit == "count":
		return "Counts of everybody, as published, so there is no margin for chance around them."
	case b.in.Interval == "none":
		return "As published; no margin for chance is given for these figures."
	}
	return "The counts behind these figures are not published, so nobody can say how much is chance."
}
