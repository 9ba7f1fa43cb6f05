package pace

import (
	"math"
	"slices"
	"testing"

	"inclusion/ingest/sen2"
)

func TestPaceThatHoldsIsForetoldAndOneThatChangesLessSurely(t *testing.T) {
	average := slices.Repeat([]float64{100}, blocks)
	steady := look(average, average, 6)
	if math.Abs(steady.mean) > 0.02 {
		t.Errorf("a steady pace is foretold to change by %.3f", steady.mean)
	}
	wild := slices.Clone(average)
	for b := range wild {
		wild[b] *= math.Pow(2, float64(1-2*(b%2)))
	}
	if other := look(wild, average, 6); other.sd < 1.5*steady.sd {
		t.Errorf("a pace that doubles and halves is as sure (%.2f) as one that holds (%.2f)", other.sd, steady.sd)
	}
	rising := slices.Clone(average)
	for b := range rising {
		rising[b] *= math.Exp(0.1 * float64(b-6))
	}
	if risen := look(rising, average, 6); risen.mean < 0.4 || risen.mean > 0.7 {
		t.Errorf("a pace that has risen to 0.6 above its average is foretold at %.2f", risen.mean)
	}
	if far := look(average, average, 10); far.sd <= steady.sd {
		t.Errorf("ten blocks ahead are as sure (%.2f) as six (%.2f)", far.sd, steady.sd)
	}
	few := slices.Repeat([]float64{1}, blocks)
	if small := look(few, few, 6); small.sd < 1.2*steady.sd {
		t.Errorf("blocks of one case are as sure (%.2f) as those of a hundred (%.2f)", small.sd, steady.sd)
	}
}

// every sets the share of open cases to which something happens in the weeks from one to another.
func (r *rates) every(s stage, what event, from, to int, share float64) *rates {
	for k := from; k <= to; k++ {
		r[s][what][k] = share
	}
	return r
}

func TestChancesOfACase(t *testing.T) {
	half := func() *rates { return (&rates{}).every(assessing, onward, 20, lastWeek, 0.5) }
	decided := half().every(undecided, onward, 6, 6, 0.6).every(undecided, away, 6, 6, 0.4)
	for _, c := range []struct {
		name         string
		r            *rates
		s            stage
		age, days    int
		onTime, late float64
	}{
		{"a whole week before the limit", half(), assessing, 133, 7, 0.5, 0},
		{"a week before and one after", half(), assessing, 133, 14, 0.5, 0.25},
		{"over the limit", half(), assessing, 140, 7, 0, 0.5},
		{"the week is half over", half(), assessing, 133, 3, 0.5 * 3 / 7, 0},
		{"four days of the last week lived", half(), assessing, 137, 3, 0.5 * 3 / 7 / (1 - 0.5*4/7), 0},
		{"no day left", half(), assessing, 139, 0, 0, 0},
		{"too young for this year", half(), assessing, 0, 133, 0, 0},
		{"to be decided first", decided, undecided, 0, 140, 0.3, 0},
		{"not decided in its week", decided, undecided, 42, 200, 0, 0},
		{"very old", half(), assessing, oldestAge, 14, 0, 0.75},
	} {
		onTime, late := c.r.chances(c.s, c.age, c.days)
		if math.Abs(onTime-c.onTime) > 1e-12 || math.Abs(late-c.late) > 1e-12 {
			t.Errorf("%s: %.4f on time and %.4f late, not %.4f and %.4f", c.name, onTime, late, c.onTime, c.late)
		}
	}
}

func TestAnotherPaceMovesTheRatesItIsOf(t *testing.T) {
	r := (&rates{}).every(assessing, onward, 1, lastWeek, 0.5).every(undecided, onward, 1, lastWeek, 0.2).every(undecided, away, 1, lastWeek, 0.3)
	twice := math.Log(2) // at twice the pace, half remain of the half that remained: 0.75 happen
	if got := r.at(shift{issuingInTime: twice}); math.Abs(got[assessing][onward][20]-0.75) > 1e-12 || got[assessing][onward][21] != 0.5 {
		t.Errorf("in time: %v, late: %v", got[assessing][onward][20], got[assessing][onward][21])
	}
	if got := r.at(shift{issuingLate: twice}); got[assessing][onward][20] != 0.5 || math.Abs(got[assessing][onward][21]-0.75) > 1e-12 {
		t.Errorf("in time: %v, late: %v", got[assessing][onward][20], got[assessing][onward][21])
	}
	if got := r.at(shift{deciding: twice}); math.Abs(got[undecided][onward][3]-0.3) > 1e-12 || math.Abs(got[undecided][away][3]-0.45) > 1e-12 {
		t.Errorf("agreed %v, refused %v", got[undecided][onward][3], got[undecided][away][3])
	}
}

func TestLifeTableOfOneCase(t *testing.T) {
	h := history{asAt: seenAs}
	received := seenAs - 150
	h.add(course{received: received, stage: assessing, decided: received + 42, ending: issuedPlan, ended: received + 140, plain: true})
	weeks := func(s stage) (lived, onwards int) {
		for b := range blocks {
			for k := range lastWeek + 1 {
				lived += h.exposed[s][b][k]
				onwards += h.events[s][onward][b][k]
			}
		}
		return lived, onwards
	}
	if lived, onwards := weeks(undecided); lived != 6 || onwards != 1 {
		t.Errorf("undecided for %d weeks with %d decisions, not 6 and 1", lived, onwards)
	}
	if lived, onwards := weeks(assessing); lived != 14 || onwards != 1 || h.events[assessing][onward][0][20] != 1 {
		t.Errorf("assessed for %d weeks with %d plans, not 14 and 1 in week 20", lived, onwards)
	}
	if h.plans[1][0] != 1 || h.plain[1][0] != 1 {
		t.Errorf("the plan of ten days ago is not counted in the newest block: %v", h.plans)
	}
}

func TestAWeekThatIsNotOverIsNotCounted(t *testing.T) {
	h := history{asAt: seenAs}
	h.add(course{received: seenAs - 13}) // one week over, one not
	h.add(course{received: seenAs - 6, ending: otherwise, ended: seenAs - 1})
	if h.exposed[undecided][0][1] != 1 || h.exposed[undecided][0][2] != 0 || h.events[undecided][away][0][1] != 0 {
		t.Errorf("weeks lived %v", h.exposed[undecided][0][:3])
	}
}

func TestWhatIsLongPastIsNotLookedAt(t *testing.T) {
	h := history{asAt: seenAs}
	h.add(course{received: seenAs - 5000})
	lived := 0
	for b := range blocks {
		lived += h.exposed[undecided][b][lastWeek]
	}
	if lived != blocks*blockDays/7 || h.arrived != [blocks]int{} {
		t.Errorf("%d weeks of a case of 5,000 days, not the %d of the year looked at", lived, blocks*blockDays/7)
	}
}

func TestPastReachesAsFarBackAsTheFileIsWhole(t *testing.T) {
	first := sen2.Day(2025, 1, 1)
	fill := func(to int) *history {
		h := &history{asAt: seenAs}
		for b := range to {
			h.plans[1][b], h.refused[b] = 10, 4
		}
		return h
	}
	for _, c := range []struct {
		name string
		h    *history
		want int
	}{
		{"the file begins with the year", fill(6), 6},
		{"half a year more", fill(blocks), blocks},
		{"three blocks more", fill(9), 9},
	} {
		if got := c.h.reach(first); got != c.want {
			t.Errorf("%s: %d blocks, not %d", c.name, got, c.want)
		}
	}
	plansOnly := fill(6)
	for b := 6; b < blocks; b++ {
		plansOnly.plans[1][b] = 10
	}
	if got := plansOnly.reach(first); got != 6 {
		t.Errorf("plans of last year whose refusals are not in the file make it reach %d blocks back, not 6", got)
	}
}

func TestEndingsWithoutADayAreSpreadOverTheWeeks(t *testing.T) {
	h := history{asAt: seenAs}
	for range 100 {
		h.add(course{received: seenAs - 70})
	}
	for range 50 {
		h.add(course{received: seenAs - 70, ending: gone})
	}
	r := h.ratesOf(3)
	if got, want := r[undecided][away][5], 50.0/1050; math.Abs(got-want) > 1e-9 {
		t.Errorf("%.4f end in a week, not %.4f", got, want)
	}
}

func TestDayOfADecisionThatIsNotGiven(t *testing.T) {
	first := sen2.Day(2025, 1, 1)
	for _, c := range []struct {
		name string
		r    sen2.Request
		want sen2.Date
	}{
		{"as given", changed(agreed(100), func(r *sen2.Request) { r.OutcomeDate = seenAs - 70 }), seenAs - 70},
		{"not given", changed(agreed(100), func(r *sen2.Request) { r.OutcomeDate = 0 }), seenAs - 58},
		{"not given, and asked lately", changed(agreed(10), func(r *sen2.Request) { r.OutcomeDate = 0 }), seenAs},
		{"before the request", changed(agreed(100), func(r *sen2.Request) { r.OutcomeDate = seenAs - 200 }), seenAs - 58},
		{"before the year", changed(agreed(190), func(r *sen2.Request) { r.Outcome, r.OutcomeDate = 'H', 0 }), first - 1},
		{"no date of the request", changed(agreed(100), func(r *sen2.Request) { r.Received = 0 }), 0},
	} {
		if got := courseOf(&c.r, seenAs, first).decided; got != c.want {
			t.Errorf("%s: decided on %s, not %s", c.name, got, c.want)
		}
	}
}
