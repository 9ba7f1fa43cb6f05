package invent

import (
	"math"
	"math/rand/v2"
)

// Counts of the books that are not placements or needs.
const (
	assess = iota
	refuse
	undecided
	withdrawn
	within6
	over6
	undatedDecision // decided, but how long it took is not known
	requestMediation
	requestTribunal
	requestTribunalAfter
	inYouthAccommodation
	requestCounts
)

const (
	planIssued = iota
	planNotIssued
	assessmentOpen
	assessmentWithdrawn
	refusedInTime
	refusedLate
	assessMediation
	assessTribunal
	assessTribunalAfter
	otherMediation
	otherTribunal
	otherTribunalAfter
	assessmentCounts
)

// Timeliness: three bands, without exceptions and with one; then tenths of weeks.
const (
	in20 = iota
	in52
	over52
	in20Exception
	in52Exception
	over52Exception
	weeks
	weeksException
	issuedCounts
)

const (
	maxAge = iota
	needsMet
	higherEducation
	employment
	transferred
	notEngaging
	movedAbroad
	deceased
	reasonMissing
	reasonOther
	ceasedCounts
)

var (
	requestAges = newWheel(40, 110, 105, 75, 62, 62, 66, 70, 78, 72, 52, 46, 44, 30, 18, 12, 8, 4, 2, 1, 1, 0.5, 0.5, 0.3)
	startAges   = newWheel(25, 95, 110, 85, 66, 64, 68, 72, 80, 76, 56, 48, 46, 34, 20, 12, 8, 4, 2, 1, 1, 0.5, 0.5, 0.3)
	sexOf       = newWheel(0.291, 0.708, 0.001)
	ceasedWhy   = newWheel(44, 88, 57, 90, 311, 359, 21, 11, 0.3, 19)
)

// live draws the children of an authority, year after year.
func (w *world) live(p *place) {
	t := w.traits[p.code]
	r := w.dice("life", p.code)
	plans := int(math.Round(t.people(firstYear) / 1000 * plansPerThousand2014 * jitter(r, t.need, 0.08)))
	assessedBefore := int(0.7 * t.requestsIn(firstYear))
	for year := firstYear; year <= lastYear; year++ {
		w.drawStock(p, year, plans)
		decided := w.drawRequests(p, year)
		given := w.drawAssessments(p, year, (3*decided+assessedBefore)/4)
		assessedBefore = decided
		begun := w.drawIssued(p, year, given)
		ended := w.drawCeased(p, year, plans)
		arrived := binomial(r, ended, 0.27)
		plans += begun + arrived - ended
	}
	w.drawStock(p, lastYear+1, plans)
}

// counter adds one child to the tally of the authority the child is counted under.
type counter struct {
	world *world
	codes []string
	share wheel
	dice  *rand.Rand
}

func (w *world) counter(p *place, day string, r *rand.Rand) counter {
	codes, share := homes(p, day)
	return counter{w, codes, share, r}
}

func (c counter) home() string {
	if len(c.codes) == 1 {
		return c.codes[0]
	}
	return c.codes[c.share.spin(c.dice)]
}

func (w *world) drawRequests(p *place, year int) (toAssess int) {
	t, r := w.traits[p.code], w.dice("requests", p.code, year)
	at := w.counter(p, yearEnd(year), r)
	outcome := newWheel(1-t.refuseIn(year)-0.091, t.refuseIn(year), 0.075, 0.016)
	n := int(math.Round(jitter(r, t.requestsIn(year), 0.05)))
	for range n {
		c := child{age: youngest + requestAges.spin(r), sex: sexOf.spin(r), placement: noPlacement}
		book := w.open(requests, year, at.home())
		what := outcome.spin(r)
		book.count(c, what)
		if chance(r, 0.002) {
			book.count(c, inYouthAccommodation)
		}
		if what == assess {
			toAssess++
		}
		if what == assess || what == refuse {
			switch {
			case year == lastYear && chance(r, 0.0015):
				book.count(c, undatedDecision)
			case chance(r, t.quick):
				book.count(c, within6)
			default:
				book.count(c, over6)
			}
		}
		if what == refuse {
			dispute(book, c, r, t, requestMediation, requestTribunal, requestTribunalAfter)
		}
	}
	return toAssess
}

// dispute draws whether a decision went to mediation, to the tribunal, or to one after the other.
func dispute(book *tally, c child, r *rand.Rand, t *traits, mediation, tribunal, after int) {
	mediated := chance(r, 0.27)
	if mediated {
		book.count(c, mediation)
	}
	if chance(r, clamp(0.12*t.appeals, 0, 0.6)) {
		book.count(c, tribunal)
		if mediated {
			book.count(c, after)
		}
	}
}

func (w *world) drawAssessments(p *place, year, n int) (given int) {
	t, r := w.traits[p.code], w.dice("assessments", p.code, year)
	at := w.counter(p, yearEnd(year), r)
	outcome := newWheel(0.939, clamp(0.055*jitter(r, 1, 0.35), 0.01, 0.2), 0.001, 0.004)
	for range n {
		c := child{age: youngest + requestAges.spin(r), sex: sexOf.spin(r), placement: noPlacement}
		book := w.open(assessments, year, at.home())
		what := outcome.spin(r)
		book.count(c, what)
		switch what {
		case planIssued:
			given++
			if chance(r, 0.02) {
				dispute(book, c, r, t, otherMediation, otherTribunal, otherTribunalAfter)
			} else if chance(r, clamp(0.03*t.appeals, 0, 0.3)) {
				book.count(c, otherTribunal)
			}
		case planNotIssued:
			if chance(r, t.onTimeIn(year)*0.8) {
				book.count(c, refusedInTime)
			} else {
				book.count(c, refusedLate)
			}
			dispute(book, c, r, t, assessMediation, assessTribunal, assessTribunalAfter)
		}
	}
	return given
}

func (w *world) drawIssued(p *place, year, n int) (begun int) {
	t, r := w.traits[p.code], w.dice("issued", p.code, year)
	at := w.counter(p, yearEnd(year), r)
	seats := seatWheel(t, year+1, true)
	for range n {
		c := child{age: youngest + requestAges.spin(r), sex: sexOf.spin(r), placement: noPlacement}
		home := at.home()
		if !chance(r, 0.02) { // the rest have no dates
			countWeeks(w.open(issued, year, home), c, r, t.onTimeIn(year))
		}
		if year >= 2022 && chance(r, 0.012) {
			continue // issued in December, started in January
		}
		begun++
		c.placement = seats.spin(r)
		c.age = youngest + startAgesAt[c.placement].spin(r)
		w.open(started, year, home).count(c, c.placement)
		if year >= 2024 {
			c.need = needsAt(placements[c.placement].group).spin(r)
			w.open(newNeeds, year, home).count(c, c.need)
		}
	}
	return begun
}

// countWeeks draws how long a plan took and puts it in its band.
func countWeeks(book *tally, c child, r *rand.Rand, onTime float64) {
	exception := chance(r, 0.06)
	var tenths, band int
	switch {
	case chance(r, onTime) && !(exception && chance(r, 0.65)):
		tenths, band = 120+r.IntN(81), in20
	case chance(r, clamp(0.13*(1-onTime), 0, 0.5)):
		tenths, band = 521+r.IntN(230), over52
	default:
		tenths, band = 201+min(r.IntN(320), r.IntN(320)), in52
	}
	total := weeks
	if exception {
		band += in20Exception
		total = weeksException
	}
	book.count(c, band)
	book.addTo(c, total, tenths)
}

func (w *world) drawCeased(p *place, year, plans int) (ended int) {
	r := w.dice("ceased", p.code, year)
	at := w.counter(p, yearEnd(year), r)
	seats := seatWheel(w.traits[p.code], year, false)
	ended = binomial(r, plans, clamp(jitter(r, ceasedShare[year-firstYear], 0.12), 0, 0.2))
	for range ended {
		c := child{sex: newSexes.spin(r), placement: seats.spin(r)}
		what := ceasedWhy.spin(r)
		switch what {
		case maxAge:
			c.age = oldest
		case higherEducation, employment, notEngaging:
			c.age = 17 + min(r.IntN(8), r.IntN(8))
		default:
			c.age = youngest + requestAges.spin(r)
		}
		w.open(ceased, year, at.home()).count(c, what)
	}
	return ended
}

var newSexes = newWheel(0.3, 0.7)
