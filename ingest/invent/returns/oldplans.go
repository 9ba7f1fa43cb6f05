package returns

import (
	"inclusion/ingest/invent"
	"inclusion/ingest/sen2"
)

// named is the plan as issued. It cannot name a place that only a placement can have.
func (b *builder) named(seat invent.Seat, started sen2.Date) *Plan {
	l, known := b.reg.placed(b.r, seat)
	switch l.Setting {
	case "NEET", "NIEC", "NIEO":
		known = false
	}
	if !known {
		l = Placement{Rank: '1', Setting: "OTH", Other: true, Unit: '0', Resourced: '0'}
	}
	p := &Plan{Start: started, Budget: '0', Arranged: '0', Settings: make([]Placement, 1, 2)}
	p.Settings[0] = l
	if b.chance(0.03) {
		p.Settings = append(p.Settings, Placement{Rank: '2', Setting: "OLA", Unit: '0', Resourced: '0'})
	}
	return p
}

// active is where somebody with a plan is, and the needs. A child of so many years can have been there for some of them.
func (b *builder) active(seat invent.Seat, need string, started sen2.Date, age int) *Active {
	a := &Active{}
	l, known := b.reg.placed(b.r, seat)
	if known {
		years := b.r.IntN(max(1, min(4, age-youngest)))
		l.Entry = sen2.Day(b.year-1-years, 9, 1)
		if b.chance(0.3) {
			l.Entry = started
		}
		a.Placements = append(make([]Placement, 0, 2), l)
		if age-years > 6 && b.chance(0.12) && l.Entry != started {
			if before, ok := b.reg.placed(b.r, "mainstream_la_maintained"); ok {
				before.Entry, before.Leaving = sen2.Day(b.year-3-years, 9, 1), sen2.Day(b.year-1-years, 7, 20)
				a.Placements = append(a.Placements, before)
			}
		}
	}
	if need != "" {
		a.Needs = append(make([]string, 0, 2), need)
		if second := secondNeeds[b.r.IntN(len(secondNeeds))]; second != need && second != "" {
			a.Needs = append(a.Needs, second)
		}
	}
	return a
}

var secondNeeds = []string{"", "", "", "SLCN", "SEMH", "MLD", "ASD", "PD"}

// history is a request that was decided, and led to a plan, before the year.
func history(p *Plan, a *Active) Request {
	return Request{Outcome: 'H', RYA: '0', Mediation: '0', Tribunal: '0', Active: a,
		Assessment: &Assessment{Outcome: 'H', Mediation: '0', Tribunal: '0', OtherMediation: '0', OtherTribunal: '0', Week20: '0', Plan: p}}
}

// leave ends the placement that lasts, with the plan.
func (a *Active) leave(on sen2.Date) {
	for i := range a.Placements {
		if l := &a.Placements[i]; l.Leaving == 0 {
			l.Entry, l.Leaving = min(l.Entry, on-30), on
		}
	}
}

// inForce gives a plan in force what was drawn of it: budget, work, residence, review and change of school.
func (b *builder) inForce(i int, p *Plan, a *Active, started sen2.Date) {
	c := &b.cases.Plans[i]
	p.Budget, p.Arranged, p.Payment, p.Res, p.Work = flag(c.Budget), flag(c.Arranged), c.Payment, c.Res, c.Work
	if len(a.Placements) == 0 && (c.Res != 0 || c.Work != 0) { // known to live or work somewhere, and not where
		a.Placements = []Placement{{Rank: '1', Unit: '0', Resourced: '0', Entry: started}}
	}
	if l := a.now(); len(a.Placements) > 0 {
		l.Res, l.Work = c.Res, c.Work
	}
	if t := b.transfers[i]; t.due != 0 {
		a.Due = t.due
		if t.final > started {
			a.Final = t.final
		}
	}
	if c.Review.Expected {
		a.Review = b.lastReview(c.Review, started)
		a.earlier = b.before(a.Review, started)
	}
}

// oldPlans makes the people whose plan started before the year. What led to it is history.
func (b *builder) oldPlans() {
	for i := range b.cases.Plans {
		if b.of[i] >= 0 {
			continue
		}
		c := &b.cases.Plans[i]
		started := b.longAgo(b.august, c.Age, c.Review.Meeting == invent.Before)
		p := b.named(c.Seat, started)
		a := b.active(c.Seat, c.Need, started, c.Age)
		if b.chance(0.015) && !b.tidy {
			a.arrived = b.between(b.first+10, b.census-20)
			a.Transfer = uint16(101 + b.r.IntN(60))
			a.Placements = a.Placements[:min(1, len(a.Placements))]
			for j := range a.Placements {
				a.Placements[j].Entry = a.arrived
			}
		}
		b.inForce(i, p, a, started)
		when := b.born.and(born(b.august, c.Age))
		b.people = append(b.people, pending{sex: c.Sex, born: when, requests: []Request{history(p, a)}})
	}
}

// longAgo is a day before the year on which a plan can have started of somebody who has an age on a later day: at two years at the
// earliest, or at one when there is no other.
func (b *builder) longAgo(on sen2.Date, age int, reviewedBefore bool) sen2.Date {
	to := b.first - 1
	if reviewedBefore {
		to = b.first - 400
	}
	from := max(sen2.Day(2014, 9, 1), yearsBefore(on, age-youngest))
	if from > to {
		from = max(sen2.Day(2014, 9, 1), yearsBefore(on, age-1))
	}
	if from > to {
		return to - sen2.Date(b.r.IntN(20))
	}
	return b.between(max(from, to-sen2.Date(b.r.IntN(int(to-from)+1))), to)
}

// endedPlans makes the people whose plan ended in the year: most at the end of a school year.
func (b *builder) endedPlans() {
	taken := make([]bool, len(b.cases.Ceased))
	for _, i := range b.endedNew {
		taken[i] = true
	}
	for i := range b.cases.Ceased {
		if taken[i] {
			continue
		}
		c := &b.cases.Ceased[i]
		ceased, when := b.end(c)
		started := min(b.longAgo(ceased, c.Age, false), ceased-40)
		p := b.named(c.Seat, started)
		p.Cease, p.Reason = ceased, c.Reason
		a := b.active(c.Seat, "SEMH", started, 5)
		a.leave(ceased)
		b.people = append(b.people, pending{sex: c.Sex, born: when, requests: []Request{history(p, a)}})
	}
}

// end is the day on which a plan ended, and when somebody was born who had the age then.
func (b *builder) end(c *invent.CeasedCase) (sen2.Date, span) {
	for range 60 {
		d := b.between(b.first, b.last)
		if c.Age == oldest || c.Age >= 16 && b.chance(0.7) {
			d = b.between(sen2.Day(b.year-1, 7, 1), b.august)
		}
		if when := b.born.and(born(d, c.Age)); !when.empty() {
			return d, when
		}
	}
	return b.august, b.born.and(born(b.august, c.Age))
}
