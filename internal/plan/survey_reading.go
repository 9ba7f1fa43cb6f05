package plan

import (
	"cmp"
	"fmt"
	"slices"

	"inclusion/internal/benchmark"
)

// States of a reading, in words that a page shows.
const (
	NotYetAssessed  = "not yet assessed"
	NotAsked        = "not asked"
	Suppressed      = "suppressed: fewer than 10 answers"
	TooFewToBeSure  = "too few to be sure" // three or more levels are open: the range is kept, and is shown with these words
	NotEnoughScored = "not enough scored"
)

// fewestShown is how many answers a group needs before anything is shown of it (9.3).
const fewestShown = 10

// DifferentInstrument stands beside a reading that was asked for with three smileys.
const DifferentInstrument = "three smileys, a different instrument"

// dontKnow is the percentage of all who were asked and answered who did not know: of 40% or more, rule G10 asks whether families can tell.
func (s *Survey) dontKnow() *float64 {
	all := s.Answered() + s.DontKnow
	if all == 0 {
		return nil
	}
	share := 100 * float64(s.DontKnow) / float64(all)
	return &share
}

// SurveyReading is what a survey says of a statement (9.3): the share who agree of those who gave an answer, its 95% interval (Wilson),
// the level of the share, and the levels that the interval leaves open. Nothing is shown under ten answers, "don't know" left out: not
// even how many did not know. Where three levels or more are open the state is TooFewToBeSure and the range is kept. survey is nil
// where there is none.
//
// Subgroups are read with SubgroupReadings, which also keeps small groups from being worked out.
func SurveyReading(p Perspective, survey *Survey) Reading {
	r := Reading{Perspective: p, State: NotAsked}
	if survey == nil || survey.Answered()+survey.DontKnow == 0 {
		return r
	}
	r.On = survey.Closed
	n := survey.Answered()
	l, ok := benchmark.SurveyLevels(float64(survey.Agree()), float64(n))
	if !ok || n < fewestShown {
		r.State = Suppressed
		return r
	}
	r.State, r.N, r.Percent, r.Lower, r.Upper, r.DontKnow = "", n, &l.Percent, &l.Interval.Lower, &l.Interval.Upper, survey.dontKnow()
	r.Low, r.High, r.Point = Level(l.From), Level(l.To), Level(l.Point)
	said := "agree"
	if survey.Instrument == ThreeSmileys {
		r.Low, r.High, r.Point = smileys(survey)
		said = "say yes"
	}
	if r.High-r.Low >= 2 {
		r.State = TooFewToBeSure
	}
	r.Text = fmt.Sprintf("%.0f%% %s, %d answers (%.0f to %.0f), %.0f%% don’t know, %s", l.Percent, said, n, l.Interval.Lower, l.Interval.Upper, *r.DontKnow, survey.days())
	if survey.Instrument == ThreeSmileys {
		r.Text += "; " + DifferentInstrument
	}
	return r
}

// smileys maps no, sometimes and yes to 1, 2–3 and 4 (9.3) and takes the middle answer. Where chance leaves open whether half or more
// said no, or said yes, the neighbouring levels stay open too. The reading of a middle answer is ours.
func smileys(s *Survey) (low, high, point Level) {
	n := float64(s.Answered())
	no := benchmark.Wilson(float64(s.StrongNo+s.No), n, benchmark.Usual)
	yes := benchmark.Wilson(float64(s.Agree()), n, benchmark.Usual)
	const half = 0.5
	switch {
	case no.Upper >= half:
		low = 1
	case yes.Lower > half:
		low = 4
	default:
		low = 2
	}
	switch {
	case yes.Upper >= half:
		high = 4
	case no.Lower > half:
		high = 1
	default:
		high = 3
	}
	answers := slices.Concat(slices.Repeat([]int{1}, s.StrongNo+s.No), slices.Repeat([]int{2}, s.Neither), slices.Repeat([]int{4}, s.Agree()))
	middle, _ := benchmark.LowerMedian(answers)
	return low, high, Level(middle)
}

// SubgroupReadings reads the surveys of one statement from one perspective by their subgroups, "" for everybody. A group under ten
// answers is not shown; nor is the smallest of the groups beside it where everybody less the groups that are shown would give a small
// group away.
func SubgroupReadings(p Perspective, surveys []Survey) map[string]Reading {
	readings := map[string]Reading{}
	byKind := map[string][]*Survey{}
	for i := range surveys {
		s := &surveys[i]
		readings[s.Subgroup] = SurveyReading(p, s)
		if g, ok := SubgroupOf(s.Subgroup); ok {
			byKind[g.Kind] = append(byKind[g.Kind], s)
		}
	}
	everybody := &Survey{}
	for i := range surveys {
		if surveys[i].Subgroup == "" {
			everybody = &surveys[i]
		}
	}
	for _, group := range byKind {
		for _, s := range givenAway(everybody, group, byKind) {
			hidden := Reading{Perspective: p, State: HiddenBeside, On: s.Closed}
			readings[s.Subgroup] = hidden
		}
	}
	return readings
}

// HiddenBeside is the state of a group that is large enough, but would tell by subtraction how a smaller one answered.
const HiddenBeside = "suppressed: would give away a group under 10"

// givenAway lists the groups of one kind that must not be shown, smallest first: until what remains of everybody is nobody, or ten or
// more. It is worked out on answers and on answers with "don't know", for both are shown.
func givenAway(everybody *Survey, group []*Survey, byKind map[string][]*Survey) (hidden []*Survey) {
	var open []*Survey
	for _, s := range group {
		if s.Answered() >= fewestShown {
			open = append(open, s)
		}
	}
	slices.SortFunc(open, func(a, b *Survey) int {
		return cmp.Or(cmp.Compare(a.Answered(), b.Answered()), cmp.Compare(a.Subgroup, b.Subgroup))
	})
	total := func(of func(*Survey) int) int {
		most := of(everybody)
		for _, kind := range byKind {
			sum := 0
			for _, s := range kind {
				sum += of(s)
			}
			most = max(most, sum)
		}
		return most
	}
	small := func(of func(*Survey) int) bool {
		rest := total(of)
		for _, s := range open {
			rest -= of(s)
		}
		return rest > 0 && rest < fewestShown
	}
	withDontKnow := func(s *Survey) int { return s.Answered() + s.DontKnow }
	for len(open) > 0 && (small((*Survey).Answered) || small(withDontKnow)) {
		hidden = append(hidden, open[0])
		open = open[1:]
	}
	return hidden
}
