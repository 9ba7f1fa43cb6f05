package returns

import (
	"inclusion/ingest/invent"
	"inclusion/ingest/sen2"
)

// dated is a case from the request to the plan.
type dated struct {
	received, decided, started sen2.Date
	born                       span
	slot                       int // request of the year, or -1 when it came before
}

// given is an assessment that gave a plan in the year.
type given struct {
	assessment *Assessment
	sex        byte
	age        int
}

// newPlans makes the people whose plan started in the year or since. Those that need a request of the year come first.
func (b *builder) newPlans() {
	var early, rest []int
	for i := range b.starts {
		n := &b.starts[i]
		if n.extra || n.started < 0 {
			early = append(early, i)
		} else {
			rest = append(rest, i)
		}
	}
	defer b.disputes()
	for _, i := range append(early, rest...) {
		n := &b.starts[i]
		switch {
		case n.extra:
			b.issuedSince(n)
		case n.issued >= 0:
			b.issuedInYear(n)
		default:
			b.decidedBefore(n)
		}
	}
}

// issuedInYear finds days for a plan issued in the year: so long after its request as was drawn, and at ages that fit all its lists.
func (b *builder) issuedInYear(n *start) {
	days := sen2.Date(b.days[n.issued])
	from, to := b.first, b.last
	if n.started < 0 {
		from = b.last - 30
	}
	if n.ceased >= 0 {
		to = b.last - 60
	}
	last := atRequest
	if n.plan >= 0 && byAge(b.cases.Plans[n.plan].Seat) {
		last = atSchool
	}
	for i, fits := range []fitting{atAll, atRequest | atSchool, last} {
		if d, found := b.search(n, days, from, to, fits); found {
			if i > 0 {
				b.notes.Ages++
			}
			b.finish(n, d)
			return
		}
	}
	b.notes.Late++
	b.finish(n, b.withoutRequest(n, days, from, to))
}

// fitting is which of somebody's ages have to fit: at the request, when the plan started, at the end of August.
type fitting uint8

const (
	atRequest fitting = 1 << iota
	atStart
	atSchool
	atAll = atRequest | atStart | atSchool
)

// search tries days at random and then all of them.
func (b *builder) search(n *start, days, from, to sen2.Date, fits fitting) (dated, bool) {
	for range 24 {
		if d, ok := b.try(n, days, b.between(from, to), fits); ok {
			return b.claim(n, d), true
		}
	}
	for decided := from; decided <= to; decided++ {
		if d, ok := b.try(n, days, decided, fits); ok {
			return b.claim(n, d), true
		}
	}
	return dated{}, false
}

// try looks whether a case can have been decided on a day.
func (b *builder) try(n *start, days, decided sen2.Date, fits fitting) (dated, bool) {
	d := dated{received: decided - days, decided: decided, started: decided, born: b.born, slot: -1}
	if n.started < 0 && !b.tidy {
		d.started = b.last + 2 + (decided-(b.last-30))/3
	}
	if d.received >= b.first && len(b.slots[sexIndex(n.sex)][n.age-youngest]) == 0 {
		return d, false
	}
	if fits&atRequest != 0 {
		d.born = d.born.and(born(d.received, n.age))
	}
	if n.plan >= 0 && fits&atSchool != 0 {
		d.born = d.born.and(born(b.august, b.cases.Plans[n.plan].Age))
	}
	if n.started >= 0 && fits&atStart != 0 {
		d.born = d.born.and(born(d.started, b.cases.Started[n.started].Age))
	}
	return d, !d.born.empty()
}

// claim takes the request of the year that a case began with.
func (b *builder) claim(n *start, d dated) dated {
	if d.received >= b.first {
		d.slot = pop(&b.slots[sexIndex(n.sex)][n.age-youngest])
	}
	return d
}

// withoutRequest is a case of the year whose request is of another age or sex than was drawn.
func (b *builder) withoutRequest(n *start, days, from, to sen2.Date) dated {
	decided := b.between(from, to)
	d := dated{received: decided - days, decided: decided, started: decided, slot: -1}
	if n.started < 0 && !b.tidy {
		d.started = b.last + 4
	}
	d.born = b.born.and(born(d.received, n.age))
	if d.received >= b.first {
		d.slot = nearest(&b.slots, sexIndex(n.sex), n.age-youngest)
	}
	return d
}

// finish makes the person of a plan issued in the year or since.
func (b *builder) finish(n *start, d dated) {
	q := Request{Outcome: 'H', RYA: '0', Received: d.received}
	if d.slot >= 0 {
		q = b.asked(d.slot, d.received, d.decided-15)
	} else if d.received > b.first-42 && d.received < b.first && b.r.IntN(3) > 0 {
		b.carryOver(&q, n, d)
	}
	a := &Assessment{Outcome: 'Y', OutcomeDate: d.decided, Week20: '0', Mediation: '0', Tribunal: '0', OtherMediation: '0', OtherTribunal: '0'}
	if n.issued >= 0 {
		a.Week20 = flag(b.cases.Issued[n.issued].Exception)
		b.given = append(b.given, given{a, n.sex, n.age})
	}
	q.Assessment = a
	b.plan(n, &q, d.started, d.born)
}

// carryOver lets the decision on a request of the year before fall in the year, when one on a request of the year can fall after it: so
// that as many decisions fall in the year as requests of the year were decided.
func (b *builder) carryOver(q *Request, n *start, d dated) {
	at, s := n.age-youngest, sexIndex(n.sex)
	decision := b.between(b.first+1, min(d.received+42, b.first+20))
	if decision <= d.received || decision > d.received+42 {
		return
	}
	if i := pop(&b.refused[s][at]); i >= 0 {
		b.held[i] = true
	} else if i := b.heldSlot(at, s); i >= 0 {
		b.held[i] = true
		b.open = append(b.open, i)
	} else {
		return
	}
	*q = Request{Outcome: 'Y', Received: d.received, OutcomeDate: decision, RYA: '0', Mediation: '0', Tribunal: '0', Source: b.source()}
}

// heldSlot takes a request that was decided in six weeks and waits for its assessment.
func (b *builder) heldSlot(at, s int) int {
	list := b.slots[s][at]
	for k, i := range list {
		if c := &b.cases.Requests[i]; c.InSixWeeks && len(list) > 1 {
			b.slots[s][at] = append(list[:k], list[k+1:]...)
			return i
		}
	}
	return -1
}

// disputes gives assessments what was drawn of disagreement over other matters: to those of the sex, as near the age as can be.
func (b *builder) disputes() {
	var given [3][ages][]int
	for i := range b.given {
		n := &b.given[i]
		given[sexIndex(n.sex)][n.age-youngest] = append(given[sexIndex(n.sex)][n.age-youngest], i)
	}
	for i := range b.cases.Assessments {
		c := &b.cases.Assessments[i]
		if c.Outcome != 'Y' || !c.OtherMediated && !c.Other {
			continue
		}
		if to := nearest(&given, sexIndex(c.Sex), c.Age-youngest); to >= 0 {
			a := b.given[to].assessment
			a.OtherMediation, a.OtherTribunal = flag(c.OtherMediated), flag(c.Other)
		}
	}
}

// issuedSince makes a plan that was issued in the January after the year: it is in force, and too young for a review.
func (b *builder) issuedSince(n *start) {
	school := b.cases.Plans[n.plan].Age
	for range 12 {
		days := 100 + sen2.Date(b.r.IntN(41))
		if k := len(b.days); k > 0 {
			days = sen2.Date(min(b.days[b.r.IntN(k)], 330))
		}
		d := dated{decided: b.between(b.last+2, b.census-1), slot: -1}
		d.received, d.started = d.decided-days, d.decided
		for _, age := range []int{school, school - 1, school + 1} {
			d.born = b.born.and(born(d.received, age)).and(born(b.august, school))
			if age < youngest || age > oldest || d.born.empty() || len(b.slots[sexIndex(n.sex)][age-youngest]) == 0 {
				continue
			}
			n.age = age
			b.finish(n, b.claim(n, d))
			return
		}
	}
	d := dated{decided: b.between(b.last+2, b.census-1), born: b.born.and(born(b.august, school)), slot: -1}
	d.received, d.started = d.decided-sen2.Date(385+b.r.IntN(60)), d.decided
	if b.tidy {
		d.received = 0
	}
	n.age = max(youngest, school-1)
	b.finish(n, d)
}

// decidedBefore makes a plan that was decided in the December before the year and started in it.
func (b *builder) decidedBefore(n *start) {
	school := -1
	if n.plan >= 0 {
		school = b.cases.Plans[n.plan].Age
	}
	at := b.cases.Started[n.started].Age
	for try := range 200 {
		begun := b.between(b.first+1, b.first+20+sen2.Date(try))
		when := b.born.and(born(begun, at))
		switch {
		case school < 0:
		case try < 199:
			when = when.and(born(b.august, school))
		case byAge(b.cases.Plans[n.plan].Seat):
			when = born(b.august, school)
		}
		if when.empty() {
			continue
		}
		if try == 199 {
			b.notes.Ages++
		}
		q := history(nil, nil)
		b.plan(n, &q, begun, when)
		return
	}
}

// seatOfNew is where the new plan's child is.
func (b *builder) seatOfNew(n *start) (seat invent.Seat, need string) {
	if n.plan >= 0 {
		return b.cases.Plans[n.plan].Seat, b.cases.Plans[n.plan].Need
	}
	s := &b.cases.Started[n.started]
	return s.Seat, s.Need
}

func (b *builder) ageOfNew(n *start) int {
	if n.plan >= 0 {
		return b.cases.Plans[n.plan].Age
	}
	return b.cases.Started[n.started].Age
}

// plan makes the person of a new plan, in force or ended since.
func (b *builder) plan(n *start, q *Request, started sen2.Date, when span) {
	if n.plan < 0 && n.started < 0 { // nobody among the plans in force is left to be this one: it starts after the census
		q.Assessment.Plan = b.named("placement_unknown", b.census+6)
		b.people = append(b.people, pending{sex: n.sex, born: when, requests: []Request{*q}})
		return
	}
	seat, need := b.seatOfNew(n)
	p := b.named(seat, started)
	q.Assessment.Plan = p
	q.Active = b.active(seat, need, started, b.ageOfNew(n))
	if n.ceased >= 0 {
		c := &b.cases.Ceased[n.ceased]
		b.endedNew = append(b.endedNew, n.ceased)
		p.Cease, when = b.ceaseAfter(started, c.Age, when)
		p.Reason = c.Reason
		q.Active.leave(p.Cease)
	} else if n.plan >= 0 {
		b.inForce(n.plan, p, q.Active, started)
	}
	b.people = append(b.people, pending{sex: n.sex, born: when, requests: []Request{*q}})
}

// ceaseAfter is a day in the year, after a start, on which somebody has an age.
func (b *builder) ceaseAfter(started sen2.Date, age int, when span) (sen2.Date, span) {
	for range 60 {
		d := b.between(started+5, b.last)
		if s := when.and(born(d, age)); !s.empty() {
			return d, s
		}
	}
	b.notes.Ages++
	return b.between(started+5, b.last), when
}
