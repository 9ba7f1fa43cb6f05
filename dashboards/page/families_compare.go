package page

import (
	"fmt"
	"math"
	"strings"

	"inclusion/internal/benchmark"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
)

// plainFigure is one indicator of an area with the plain words for it.
type plainFigure struct {
	told
	text     plainText
	matching *float64 // England on the areas that have both numbers, where that is what to compare with
}

// england is what the figure is held against for England; nil where there is none.
func (f plainFigure) england() *float64 {
	if f.matching != nil {
		return f.matching
	}
	return f.newest().England
}

// similar is the mean of similar areas; nil where too few of them have a figure.
func (f plainFigure) similar() *float64 {
	if row := f.newest(); row.NeighboursN >= enoughNeighbours {
		return row.Neighbours
	}
	return nil
}

// verdict says how the newest figure compares with another, by the rule of chance.
func (f plainFigure) verdict(other float64) benchmark.Verdict {
	row := f.newest()
	v := benchmark.Against(benchmark.Evidence{Value: *row.Value, Interval: compare.Interval(row.Lower, row.Upper), Events: row.Numerator, Out: row.Denominator,
		Kind: f.in.Interval, Precision: f.in.Shown()}, other)
	if v != benchmark.TooFew && numberText(f.in, *row.Value) == numberText(f.in, other) {
		return benchmark.Similar
	}
	return v
}

// scale is on what scale the figure and those it differs from are told apart.
func (f plainFigure) scale() plainScale {
	row := f.newest()
	var differ []float64
	for _, other := range []*float64{f.england(), f.similar()} {
		if other == nil || f.area.LeftOut || compare.TooFew(f.in, row.Row) {
			continue
		}
		if v := f.verdict(*other); v == benchmark.Higher || v == benchmark.Lower {
			differ = append(differ, *other)
		}
	}
	if m := f.movementOf(row); m.Change != nil && !m.Broken && !m.Little(f.in) {
		differ = append(differ, *m.Previous)
	}
	return scaleFor(f.in, *row.Value, differ...)
}

// tinyArea is said of an area that is left out of comparisons.
const tinyArea = "So few children live here that one child can change these numbers a lot. So we do not compare them."

// compared says how the figure compares with England and with similar areas; nothing for an area that is not compared.
func (f plainFigure) compared() string {
	row := f.newest()
	switch {
	case f.area.LeftOut:
		return ""
	case compare.TooFew(f.in, row.Row):
		return "There are too few to compare with other areas."
	}
	england, similar := "We have no figure for England.", "Too few similar areas have a figure."
	var first, second plainComparison
	if other := f.england(); other != nil {
		first = f.against("England", *other)
		england = first.text()
	}
	if other := f.similar(); other != nil {
		second = f.against("similar areas", *other)
		similar = second.text()
	}
	if first.How != "" && first.How == second.How && first.Tail == second.Tail {
		return fmt.Sprintf("%s %s and %s%s.", first.How, first.Whom, second.Whom, first.Tail)
	}
	return england + " " + similar
}

// plainComparison is a comparison in words: "Better than", "England (46 in 100)", ", but that may be chance".
type plainComparison struct{ How, Whom, Tail string }

func (c plainComparison) text() string { return c.How + " " + c.Whom + c.Tail + "." }

// against says how the figure compares with another.
func (f plainFigure) against(whom string, other float64) plainComparison {
	verdict, short := f.verdict(other), f.scale().short(f.in, other)
	c := plainComparison{Whom: fmt.Sprintf("%s (%s)", whom, short)}
	if verdict == benchmark.NotCompared && short != f.scale().short(f.in, *f.newest().Value) {
		c.Tail = mayBeChance
	}
	better, known := verdict.Better(compare.Direction(f.in))
	switch {
	case known:
		c.How = betterOrWorse(better) + " than"
	case verdict == benchmark.Similar || verdict == benchmark.NotCompared && c.Tail == "":
		c.How = "About the same as"
	case *f.newest().Value > other:
		c.How = "Higher than"
	default:
		c.How = "Lower than"
	}
	return c
}

// mayBeChance is said of a difference that nobody can weigh, because the counts are not published.
const mayBeChance = ", but that may be chance"

func betterOrWorse(better bool) string {
	if better {
		return "Better"
	}
	return "Worse"
}

// unchecked says that nobody can tell whether chance explains a change, because the counts are not published.
func (f plainFigure) unchecked() bool {
	row := f.newest()
	return f.in.Interval != "none" && (row.Lower == nil || row.Upper == nil)
}

// changed says whether the figure got better since the year before; nothing for an area that is not compared.
func (f plainFigure) changed() string {
	row := f.newest()
	m := f.movementOf(row)
	before := "the year before"
	if period := compare.YearBefore(f.in, row.Period); period != "" {
		before = periodWords(period)
	}
	switch {
	case f.area.LeftOut:
		return ""
	case compare.TooFew(f.in, row.Row):
		return "There are too few to say."
	case m.Broken:
		return "We cannot say. It is counted in a new way from " + periodWords(row.Period) + "."
	case m.Change == nil || m.Previous == nil:
		return "We cannot say. There is no figure for " + before + "."
	}
	then := f.scale().short(f.in, *m.Previous)
	if m.Little(f.in) {
		return fmt.Sprintf("About the same as in %s (%s).", before, then)
	}
	if m.WholeMoved() {
		return fmt.Sprintf("It was %s in %s, out of %s. Now it is out of %s, so the two may not be alike.", then, before,
			amount(*m.WholeBefore, f.in.Denominator), amount(*m.Whole, f.in.Denominator))
	}
	rose, way, tail := *m.Change > 0, "Lower", ""
	if rose {
		way = "Higher"
	}
	switch {
	case f.unchecked():
		tail = mayBeChance
	case compare.Polarity(f.in) != indicator.None:
		way = betterOrWorse(rose == (compare.Polarity(f.in) == indicator.Higher))
	}
	return fmt.Sprintf("%s than in %s (%s)%s.", way, before, then, tail)
}

// missing says why there is no figure, with the last there was, and whether it is for the board to say why.
func (f plainFigure) missing() (words string, ask bool) {
	row := f.newest()
	switch {
	case f.tail == nil:
		return "There is no figure yet. The file that it comes from is not loaded here.", false
	case row.Period == "":
		return "There is no figure for this area.", true
	case row.Denominator != nil && *row.Denominator == 0 || row.Status == "not applicable":
		return "There was nobody to count " + inPeriod(row.Period) + ".", false
	case row.Status == "suppressed":
		words = "So few children are counted " + inPeriod(row.Period) + " that the figure is kept back."
	case row.Status == "low":
		words = "The figure " + inPeriod(row.Period) + " is very small, and too small to show."
	case row.Status == "unreliable":
		words, ask = "There is no figure "+inPeriod(row.Period)+" that can be relied on.", true
	default:
		words, ask = "There is no figure "+inPeriod(row.Period)+". It is not published.", true
	}
	return strings.TrimSpace(words + " " + f.lastKnown()), ask
}

// lastKnown is the last figure there was, where the newest is missing.
func (f plainFigure) lastKnown() string {
	rows := f.rows()
	for i := len(rows) - 1; i >= 0; i-- {
		if rows[i].Value != nil && !compare.TooFew(f.in, rows[i].Row) {
			return fmt.Sprintf("The last one, for %s, was %s.", periodWords(rows[i].Period), scaleFor(f.in, *rows[i].Value).short(f.in, *rows[i].Value))
		}
	}
	return ""
}

// spreads is how far the figure is from another, in widths of the middle half of areas; 0 where that is not known.
func (f plainFigure) spreads(other float64) float64 {
	row := f.newest()
	if row.Q25 == nil || row.Q75 == nil || *row.Q75 <= *row.Q25 {
		return 0
	}
	return math.Abs(*row.Value-other) / (*row.Q75 - *row.Q25)
}
