package returns

import (
	"inclusion/ingest/invent"
	"inclusion/ingest/sen2"
)

// reviews decides which further plans are too young for a review, and gives the reviews that were drawn to those that can have them. A plan
// that was drawn with a completed review and is too young gives it to one of its sex and age without any.
func (b *builder) reviews() {
	var tooOld []int // plans that were drawn as too young and are not
	bare := pool{}   // plans that expect a review and have none
	for i, n := range b.of {
		p := &b.cases.Plans[i]
		switch {
		case n < 0 && !p.Review.Expected:
			tooOld = append(tooOld, i)
		case n < 0 && p.Review.Meeting == invent.Never:
			bare[seatKey{p.Sex, p.Age, ""}] = append(bare[seatKey{p.Sex, p.Age, ""}], i)
		}
	}
	var wrong []int
	for i, n := range b.of {
		if n >= 0 && b.cases.Plans[i].Review.Expected {
			wrong = append(wrong, i)
		}
	}
	bySex := [3][]int{}
	for _, i := range tooOld {
		s := sexIndex(b.cases.Plans[i].Sex)
		bySex[s] = append(bySex[s], i)
	}
	for _, i := range wrong {
		p := &b.cases.Plans[i]
		given := p.Review
		if given.Meeting != invent.Never {
			if other := bare.take(seatKey{p.Sex, p.Age, ""}); other >= 0 {
				b.cases.Plans[other].Review = given
				given = invent.Review{Expected: true}
			}
		}
		to := pop(&bySex[sexIndex(p.Sex)])
		for s := 0; to < 0 && s < 3; s++ {
			to = pop(&bySex[s])
		}
		p.Review = invent.Review{}
		b.notes.Reviews++
		if to >= 0 {
			b.cases.Plans[to].Review = given
		}
	}
	for s := range bySex {
		for _, i := range bySex[s] {
			p := &b.cases.Plans[i]
			b.of[i] = len(b.starts)
			b.starts = append(b.starts, start{issued: -1, started: -1, ceased: -1, plan: i, age: -1, sex: p.Sex, extra: true})
		}
	}
}

func pop(list *[]int) int {
	if len(*list) == 0 {
		return -1
	}
	i := (*list)[len(*list)-1]
	*list = (*list)[:len(*list)-1]
	return i
}

// arrange lets arrangements stand only beside a budget, as the rule is: those drawn without one go to another of the sex, nearest in age.
func (b *builder) arrange() {
	var with [3][ages][]int
	for i := range b.cases.Plans {
		if p := &b.cases.Plans[i]; p.Budget && !p.Arranged {
			at := &with[sexIndex(p.Sex)][p.Age-youngest]
			*at = append(*at, i)
		}
	}
	for i := range b.cases.Plans {
		p := &b.cases.Plans[i]
		if !p.Arranged || p.Budget {
			continue
		}
		p.Arranged = false
		if to := nearest(&with, sexIndex(p.Sex), p.Age-youngest); to >= 0 {
			b.cases.Plans[to].Arranged = true
		}
	}
}

// nearest takes one of a sex as near an age as can be, and of another sex when there is none.
func nearest(from *[3][ages][]int, s, age int) int {
	for _, sex := range []int{s, 1, 0, 2} {
		for off := range ages {
			for _, at := range []int{age + off, age - off} {
				if at >= 0 && at < ages {
					if i := pop(&from[sex][at]); i >= 0 {
						return i
					}
				}
			}
		}
	}
	return -1
}

// lastReview makes the dates of the review that was drawn, of a plan that started on a day.
func (b *builder) lastReview(drawn invent.Review, started sen2.Date) Review {
	var v Review
	lag := b.r.IntN(29)
	if !drawn.Quick {
		lag = 29 + b.r.IntN(60)
	}
	gap := sen2.Date(lag)
	switch {
	case drawn.Meeting == invent.After:
		v.Meeting = b.between(b.last+1, b.census-1)
		if drawn.Decision == invent.After {
			v.Decision = b.between(v.Meeting, b.census)
		}
	case drawn.Meeting == invent.Before && drawn.Decision == invent.Within:
		v.Decision = b.between(b.first, b.first+min(gap, 10))
		v.Meeting = min(b.first-1, v.Decision-gap)
		if drawn.Quick {
			v.Meeting = max(v.Meeting, v.Decision-28)
		}
	case drawn.Meeting == invent.Before:
		v.Meeting = b.between(max(started+150, b.first-360), b.first-gap-3)
		v.Decision = v.Meeting + gap
	case drawn.Meeting == invent.Within && drawn.Decision == invent.Within:
		v.Meeting = b.between(max(b.first, started+120), b.last-gap)
		v.Decision = v.Meeting + gap
	case drawn.Meeting == invent.Within && drawn.NotDue:
		v.Meeting = b.between(b.census-28, b.last)
	case drawn.Meeting == invent.Within:
		v.Meeting = b.between(b.first+60, b.census-30)
	case drawn.Expected && b.year >= 2026 && b.chance(0.2):
		v.Meeting = b.between(b.last-50, b.last)
	}
	if v.Meeting != 0 && (v.Decision != 0 || b.year < 2026) {
		v.Outcome = drawn.Outcome
	}
	if v.Outcome == 0 && drawn.Decision == invent.Before && b.year >= 2026 {
		v.Outcome = "MMAAA"[b.r.IntN(5)]
	}
	if v.Outcome == 'A' && v.Decision != 0 {
		v.Draft = v.Decision
	}
	return v
}

// quicken gives decisions that can only have been quick, because meeting and decision are days apart, that word, and takes it from others.
func (b *builder) quicken() {
	for i := range b.cases.Plans {
		v := &b.cases.Plans[i].Review
		if v.Decision != invent.After || v.Quick {
			continue
		}
		for j := range b.cases.Plans {
			if o := &b.cases.Plans[j]; o.Review.Quick && o.Review.Decision == invent.Within && o.Review.Meeting == invent.Within && o.Sex == b.cases.Plans[i].Sex {
				v.Quick, o.Review.Quick = true, false
				break
			}
		}
	}
}

// before is the review a year before another, when the plan is old enough to have had it.
func (b *builder) before(v Review, started sen2.Date) Review {
	meeting := v.Meeting - sen2.Date(340+b.r.IntN(25))
	if v.Meeting == 0 || meeting < started+120 {
		return Review{}
	}
	return Review{Meeting: meeting, Decision: meeting + sen2.Date(10+b.r.IntN(30)), Outcome: 'M'}
}

// between is a working day of a run of days, if there is one.
func (b *builder) between(from, to sen2.Date) sen2.Date {
	if to < from {
		return from
	}
	d := span{from, to}.pick(b.r)
	if w := working(d); w <= to {
		return w
	}
	return d
}
