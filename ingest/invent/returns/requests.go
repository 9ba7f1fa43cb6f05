package returns

import (
	"inclusion/ingest/invent"
	"inclusion/ingest/sen2"
)

// source is who asks for an assessment: mostly schools and parents.
func (b *builder) source() byte {
	const among = "1111111111111122222222222222222222222233333333444"
	if !b.tidy && b.chance(0.02) {
		return '5'
	}
	return among[b.r.IntN(len(among))]
}

// asked makes a request of the year that was received on a day and decided, at the latest on another.
func (b *builder) asked(slot int, received, latest sen2.Date) Request {
	c := &b.cases.Requests[slot]
	q := Request{Received: received, Source: b.source(), Outcome: c.Outcome, RYA: flag(c.RYA), Mediation: flag(c.Mediated), Tribunal: flag(c.Sued)}
	switch {
	case c.Undated:
	case c.InSixWeeks:
		q.OutcomeDate = b.between(received+min(14, max(1, latest-received)), max(received+1, min(received+42, latest)))
	default:
		q.OutcomeDate = b.between(received+43, max(received+43, min(received+110, latest)))
	}
	return q
}

// otherAssessments makes the people whose assessment ended in the year without a plan.
func (b *builder) otherAssessments() {
	for i := range b.cases.Assessments {
		c := &b.cases.Assessments[i]
		if c.Outcome == 'Y' {
			continue
		}
		days := sen2.Date(60 + b.r.IntN(53))
		if c.Outcome == 'N' && !c.InTime {
			days = sen2.Date(113 + b.r.IntN(90))
		}
		n := &start{issued: -1, started: -1, ceased: -1, plan: -1, age: c.Age, sex: c.Sex}
		decided := b.between(b.first, b.last)
		if decided-days >= b.first && len(b.slots[sexIndex(c.Sex)][c.Age-youngest]) == 0 {
			decided = b.between(b.first, b.first+days-1)
		}
		d := dated{received: decided - days, decided: decided, slot: -1}
		d = b.claim(n, d)
		q := Request{Outcome: 'H', RYA: '0', Received: d.received}
		if d.slot >= 0 {
			q = b.asked(d.slot, d.received, decided-10)
		}
		q.Assessment = &Assessment{Outcome: c.Outcome, OutcomeDate: decided, ended: decided}
		if c.Outcome == 'N' {
			a := q.Assessment
			a.Mediation, a.Tribunal, a.OtherMediation, a.OtherTribunal = flag(c.Mediated), flag(c.Sued), '0', '0'
			a.Week20 = '0'
		}
		b.people = append(b.people, pending{c.Sex, b.born.and(born(d.received, c.Age)), []Request{q}})
	}
}

// openAssessments makes the people who are being assessed at the census, or moved away meanwhile.
func (b *builder) openAssessments() {
	for s := range b.slots {
		for at := range b.slots[s] {
			b.open = append(b.open, b.slots[s][at]...)
		}
	}
	for _, i := range b.open {
		c := &b.cases.Requests[i]
		q := b.received(i)
		if !b.tidy && b.chance(0.015) {
			q.Exported = uint16(101 + b.r.IntN(60))
			q.ended = b.between(max(q.OutcomeDate, q.Received)+1, b.census)
		} else {
			q.Assessment = &Assessment{Outcome: 'A'}
		}
		b.people = append(b.people, pending{c.Sex, b.born.and(born(q.Received, c.Age)), []Request{q}})
	}
}

// received finds days for a request that was decided and is not yet anything else: most came late in the year. One that is held is decided
// after its end.
func (b *builder) received(i int) Request {
	c := &b.cases.Requests[i]
	if b.held[i] {
		decided := b.between(b.last+2, b.census-1)
		q := b.asked(i, b.between(decided-41, b.last-1), b.census)
		q.OutcomeDate = max(decided, q.Received+1)
		return q
	}
	from := b.last - 150
	if b.chance(0.06) && !b.tidy {
		from = b.first
	}
	to := b.last - 16
	if !c.InSixWeeks {
		to = b.last - 46
	}
	return b.asked(i, b.between(from, to), b.last)
}

// otherRequests makes the people whose request was refused, withdrawn or not decided.
func (b *builder) otherRequests() {
	for i := range b.cases.Requests {
		c := &b.cases.Requests[i]
		var q Request
		switch c.Outcome {
		case 'N':
			if b.held[i] {
				q = b.received(i)
				break
			}
			to := b.last - 10
			if !c.InSixWeeks {
				to = b.last - 46
			}
			q = b.asked(i, b.between(b.first, to), b.last)
		case 'W':
			q = Request{Received: b.between(b.first, b.last-15), Source: b.source(), Outcome: 'W', RYA: flag(c.RYA)}
			q.ended = min(q.Received+sen2.Date(8+b.r.IntN(40)), b.census)
			q.OutcomeDate = q.ended
		case 'A':
			from := b.census - 40
			if b.chance(0.08) && !b.tidy {
				from = b.last - 150
			}
			q = Request{Received: b.between(from, b.last), Source: b.source(), Outcome: 'A', RYA: flag(c.RYA)}
		default:
			continue
		}
		b.people = append(b.people, pending{c.Sex, b.born.and(born(q.Received, c.Age)), []Request{q}})
	}
}

// together lets one person have two requests: one who was refused, or whose plan ended, asks again.
func (b *builder) together() {
	again := map[seatKey][]int{} // by sex and, roughly, year of birth
	key := func(p *pending) seatKey { return seatKey{p.sex, int(p.born.lo) / 182, ""} }
	for i := range b.people {
		p := &b.people[i]
		if q := &p.requests[0]; q.Received >= b.first+120 && (q.Outcome == 'Y' || q.Outcome == 'A') {
			again[key(p)] = append(again[key(p)], i)
		}
	}
	gone := map[int]bool{}
	for i := range b.people {
		p := &b.people[i]
		free, possible := b.freeFrom(p)
		if !possible || gone[i] {
			continue
		}
		k := key(p)
		list := again[k]
		if len(list) == 0 {
			continue
		}
		j := list[len(list)-1]
		other := &b.people[j]
		when := p.born.and(other.born)
		if j == i || gone[j] || other.requests[0].Received < free || when.empty() {
			continue
		}
		again[k] = list[:len(list)-1]
		gone[i] = true
		other.born = when
		other.requests = []Request{p.requests[0], other.requests[0]}
	}
	kept := b.people[:0]
	for i, p := range b.people {
		if !gone[i] {
			kept = append(kept, p)
		}
	}
	b.people = kept
}

// freeFrom is from when somebody may ask again, and whether that happens.
func (b *builder) freeFrom(p *pending) (sen2.Date, bool) {
	q := &p.requests[0]
	if len(p.requests) > 1 {
		return 0, false
	}
	if q.Outcome == 'N' && q.OutcomeDate != 0 && q.OutcomeDate < b.last && b.chance(0.4) {
		return q.OutcomeDate + 30, true
	}
	if a := q.Assessment; a != nil && a.Plan != nil && a.Plan.Cease != 0 && a.Plan.Reason == '2' && b.chance(0.3) {
		return a.Plan.Cease + 30, true
	}
	return 0, false
}

// clean makes the cases those of an authority that is never late and knows everything.
func (b *builder) clean() {
	c := b.cases
	for i := range c.Requests {
		c.Requests[i].InSixWeeks, c.Requests[i].Undated = true, false
	}
	for i := range c.Assessments {
		c.Assessments[i].InTime = true
	}
	for i := range c.Issued {
		c.Issued[i].Tenths, c.Issued[i].Exception = 120+c.Issued[i].Tenths%80, false
	}
	for i := range c.Started {
		tidySeat(&c.Started[i].Seat, &c.Started[i].Need)
	}
	for i := range c.Ceased {
		p := &c.Ceased[i]
		need := ""
		tidySeat(&p.Seat, &need)
		if p.Reason == 0 || p.Reason == '5' {
			p.Reason = '2'
		}
	}
	c.Due[0] = 0
	for i := range c.Plans {
		p := &c.Plans[i]
		tidySeat(&p.Seat, &p.Need)
		if p.Review.Expected {
			p.Review = invent.Review{Expected: true, Meeting: invent.Within, Decision: invent.Within, Outcome: 'M', Quick: true}
		}
	}
	tidyPeople(c)
}

func tidySeat(seat *invent.Seat, need *string) {
	switch *seat {
	case "placement_unknown", "online_provider", "w_settings", "other_schools":
		*seat = "mainstream_la_maintained"
	}
	if *need == "" {
		*need = "ASD"
	}
}

// tidyPeople lets everybody's sex be known and nobody be too old for a plan.
func tidyPeople(c *invent.Cases) {
	known := func(p *invent.Person) {
		if p.Sex == 0 {
			p.Sex = 'F'
		}
		p.Age = min(p.Age, 24)
	}
	for i := range c.Requests {
		known(&c.Requests[i].Person)
	}
	for i := range c.Assessments {
		known(&c.Assessments[i].Person)
	}
	for i := range c.Issued {
		known(&c.Issued[i].Person)
	}
	for i := range c.Started {
		known(&c.Started[i].Person)
	}
	for i := range c.Ceased {
		known(&c.Ceased[i].Person)
	}
	for i := range c.Plans {
		known(&c.Plans[i].Person)
	}
}
