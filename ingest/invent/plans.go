package invent

import (
	"math"
	"math/rand/v2"
)

// Primary needs, in the order of the published columns.
const (
	needASD = iota
	needDown
	needHI
	needMLD
	needMSI
	needOther
	needPD
	needPMLD
	needSEMH
	needSLCN
	needSLD
	needSpLD
	needVI
	needUnknown
	needCount
)

const (
	reviewNotExpected = iota
	meeting2025
	meeting2024
	meetingBefore
	noMeeting
	decision2025
	decision2024
	decisionBefore
	decisionNotDue
	decisionOutstanding
	amended
	ended
	maintained
	noOutcome
	decided4
	decidedLater
	review2024Counts
)

const (
	notExpected2025 = iota
	completed2025
	completedBefore
	notCompleted
	amended2025
	ended2025
	maintained2025
	noOutcome2025
	within4
	over4
	review2025Counts
)

const (
	budgetHealth = iota
	budgetEducation
	budgetSocial
	budgetIntegrated
	budgetOther
	budgetOrganised
	budgetCounts
)

var needWheels = map[group]wheel{
	mainstream: newWheel(275, 4, 15, 100, 2, 12, 42, 3, 225, 265, 8, 27, 9, 8),
	special:    newWheel(400, 9, 9, 105, 4, 9, 26, 38, 185, 100, 100, 6, 6, 4),
	ap:         newWheel(160, 0, 3, 60, 0, 12, 10, 0, 690, 50, 0, 10, 0, 5),
	college:    newWheel(265, 8, 14, 180, 3, 14, 42, 12, 190, 130, 70, 45, 9, 18),
	ungrouped:  newWheel(290, 2, 6, 70, 1, 15, 22, 4, 370, 170, 14, 14, 4, 14),
}

func needsAt(g group) wheel {
	if s, ok := needWheels[g]; ok {
		return s
	}
	return needWheels[ungrouped]
}

// seatWheel is the chance of each placement in an authority in a January.
func seatWheel(t *traits, january int, newPlans bool) wheel {
	weights := make([]float64, placementCount)
	for i, p := range placements {
		if !published(i, january, newPlans) {
			continue
		}
		x := p.usual
		if newPlans {
			x = p.new
		}
		x *= math.Exp(p.growth * float64(january-2023))
		switch i {
		case mainstreamAcademy, mainstreamAcademyResourced, mainstreamAcademyUnit, specialAcademy, apAcademy:
			x *= 2 * t.academies
		case mainstreamLA, mainstreamLAResourced, mainstreamLAUnit, apLA:
			x *= 2 * (1 - t.academies)
		case specialIndependent, specialNonMaintained:
			x *= t.independent
		}
		if p.group == special {
			x *= t.special
		}
		weights[i] = x
	}
	return newWheel(weights...)
}

// startAgesAt are the ages at which plans start, narrowed to those found at each placement.
var startAgesAt = func() (at [placementCount]wheel) {
	for i, p := range placements {
		weights := make([]float64, ages)
		for age := p.low; age <= p.high; age++ {
			weights[age-youngest] = startAges.weight(age - youngest)
		}
		at[i] = newWheel(weights...)
	}
	return at
}()

// stockAge draws an age in a school or college: those in the middle are the most.
func stockAge(r *rand.Rand, p placement) int {
	span := p.high - p.low + 1
	if p.group == college || p.low >= 16 {
		return p.low + min(r.IntN(span), r.IntN(span))
	}
	return p.low + (r.IntN(span)+r.IntN(span)+1)/2
}

// drawStock draws who has a plan in a January and what is published of them.
func (w *world) drawStock(p *place, year, plans int) {
	t, r := w.traits[p.code], w.dice("stock", p.code, year)
	at := w.counter(p, january(year), r)
	seats := seatWheel(t, year, false)
	for range plans {
		seat := placements[0]
		c := child{sex: sexOf.spin(r), placement: seats.spin(r)}
		seat = placements[c.placement]
		c.age = stockAge(r, seat)
		home := at.home()
		w.open(stock, year, home).count(c, c.placement)
		if year >= 2025 {
			c.need = needsAt(seat.group).spin(r)
			w.open(needs, year, home).count(c, c.need)
			drawWork(w.open(working, year, home), c, r)
		}
		switch year {
		case 2025:
			drawReview2024(w.open(reviewed2024, year, home), c, r, t)
		case 2026:
			drawReview2025(w.open(reviewed2025, year, home), c, r, t)
		}
		drawBudget(w.open(budgets, year, home), c, r, t)
		drawResidential(w.open(residential, year, home), c, r, seat)
	}
}

func drawReview2024(book *tally, c child, r *rand.Rand, t *traits) {
	if chance(r, 0.18) {
		book.count(c, reviewNotExpected)
		return
	}
	when := newWheel(0.02, t.reviews*jitter(r, 1, 0.02), (1-t.reviews)*0.6, (1-t.reviews)*0.4).spin(r)
	if when == 3 {
		book.count(c, noMeeting)
		return
	}
	book.count(c, meeting2025+when)
	decision := decision2024
	switch {
	case when == 0:
		decision = []int{decision2025, decisionNotDue}[r.IntN(2)]
	case when == 2:
		decision = []int{decisionBefore, decisionBefore, decision2024}[r.IntN(3)]
	case chance(r, 0.14*(1.6-t.reviews)):
		decision = decisionOutstanding
	case chance(r, 0.05):
		decision = decisionNotDue
	}
	book.count(c, decision)
	if decision <= decisionBefore {
		if chance(r, clamp(t.reviews*0.8, 0.1, 0.95)) {
			book.count(c, decided4)
		} else {
			book.count(c, decidedLater)
		}
	}
	book.count(c, amended+newWheel(0.48, 0.01, 0.3, 0.21).spin(r))
}

func drawReview2025(book *tally, c child, r *rand.Rand, t *traits) {
	if chance(r, 0.17) {
		book.count(c, notExpected2025)
		return
	}
	when := newWheel(t.reviews, (1-t.reviews)*0.4, (1-t.reviews)*0.6).spin(r)
	book.count(c, completed2025+when)
	if when > 0 {
		return
	}
	book.count(c, amended2025+newWheel(0.59, 0.01, 0.355, 0.045).spin(r))
	if chance(r, clamp(t.reviews*0.85, 0.1, 0.95)) {
		book.count(c, within4)
	} else {
		book.count(c, over4)
	}
}

func drawBudget(book *tally, c child, r *rand.Rand, t *traits) {
	if chance(r, clamp(0.032*t.independent, 0, 0.3)) {
		book.count(c, newBudget.spin(r))
	}
	if chance(r, 0.006) {
		book.count(c, budgetOrganised)
	}
}

var newBudget = newWheel(1, 16, 64, 6, 13)

func drawResidential(book *tally, c child, r *rand.Rand, seat placement) {
	if chance(r, seat.residential) {
		book.count(c, newResidential.spin(r))
	}
}

var newResidential = newWheel(63, 37)

func drawWork(book *tally, c child, r *rand.Rand) {
	if c.age >= 16 && chance(r, 0.022) {
		book.count(c, newWork.spin(r))
	}
}

var newWork = newWheel(61, 23, 16)
