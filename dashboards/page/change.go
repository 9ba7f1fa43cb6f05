package page

import (
	"math"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
)

// changeWords say how a value moved: "up 3.2 percentage points since 2023, which is better", "little change since 2023",
// "no comparison: counted in a new way from 2025". Little change is at most one percentage point, or a change within chance.
func changeWords(in indicator.Indicator, m compare.Movement) string {
	before := "the year before"
	if period := compare.YearBefore(in, m.Period); period != "" {
		before = periodWords(period)
	}
	switch {
	case m.Broken:
		return "no comparison: counted in a new way from " + periodWords(m.Period)
	case m.Change == nil:
		return "no figure for " + before + " to compare with"
	case m.Little(in):
		return "little change since " + before
	}
	way := "up "
	if *m.Change < 0 {
		way = "down "
	}
	words := way + changeSize(in, *m.Change) + " since " + before
	switch {
	case m.WholeMoved():
		return words + ", but " + wholeMovedWords(in, m)
	case compare.Polarity(in) == indicator.None:
		return words
	case (*m.Change > 0) == (compare.Polarity(in) == indicator.Higher):
		return words + ", which is better"
	}
	return words + ", which is worse"
}

// changeSaid is changeWords, without better or worse where nobody can tell whether chance explains the change.
func changeSaid(in indicator.Indicator, m compare.Movement) string {
	words := changeWords(in, m)
	if way, judged := withoutJudgement(words); judged && compare.Unchecked(in, m.Lower, m.Upper) {
		return way + "; chance cannot be ruled out"
	}
	return words
}

// withoutJudgement takes better and worse out of the words for a change, and says whether they were there.
func withoutJudgement(words string) (string, bool) {
	for _, judgement := range []string{", which is better", ", which is worse"} {
		if way, judged := strings.CutSuffix(words, judgement); judged {
			return way, true
		}
	}
	return words, false
}

// shortChange is how a value moved in a year where a table has room for few words: "up 3.2 points", "little change", "up 9.6
// points; then out of 1,047". It is empty where there is nothing to compare with.
func shortChange(in indicator.Indicator, m compare.Movement) string {
	switch {
	case m.Broken || m.Change == nil:
		return ""
	case m.Little(in):
		return "little change"
	}
	way := "up "
	if *m.Change < 0 {
		way = "down "
	}
	size, _, _ := strings.Cut(changeSize(in, *m.Change), " per ")
	words := way + strings.Replace(size, "percentage points", "points", 1)
	if m.WholeMoved() {
		words += "; then out of " + amount(*m.WholeBefore, in.Denominator)
	}
	return words
}

// wholeMovedWords caution where what a value is out of moved a great deal: "out of 389 decisions, after 1,047 the year before, so
// the two may not be alike".
func wholeMovedWords(in indicator.Indicator, m compare.Movement) string {
	whole := strings.TrimSpace(amount(*m.Whole, in.Denominator) + " " + noun(in.Denominator))
	return "out of " + whole + ", after " + amount(*m.WholeBefore, in.Denominator) + " the year before, so the two may not be alike"
}

// changeSize writes how much a value moved, without its direction.
func changeSize(in indicator.Indicator, change float64) string {
	size := math.Abs(change)
	switch {
	case in.Unit == "percent":
		return view.Digits(size, in.Shown()) + " percentage points"
	case in.Unit == "pounds":
		return view.Money(size)
	case in.Unit == "times":
		return view.Digits(size, in.Shown())
	}
	return valueText(in, size)
}
