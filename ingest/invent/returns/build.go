package returns

import (
	"math/rand/v2"

	"inclusion/ingest/invent"
	"inclusion/ingest/sen2"
)

// builder makes people of the cases that were drawn of an authority. The published figures were drawn list by list; here it is decided
// which request became which assessment, which plan and which place, so that every list stays as it is.
type builder struct {
	cases *invent.Cases
	r     *rand.Rand
	reg   *register
	tidy  bool // no case is late, unknown or undated

	year                        int // of the return
	first, last, august, census sen2.Date
	born                        span // of everybody

	slots   [3][ages][]int // requests of the year that were decided to be assessed and have no assessment yet
	refused [3][ages][]int // requests of the year that were refused within six weeks
	held    []bool         // requests that were decided after the year's end
	open    []int          // requests that are being assessed at the census
	starts  []start
	of      []int // of each plan in force: its start, or -1
	days    []int // of each plan issued

	transfers []transfer // of each plan in force
	endedNew  []int      // plans that ended in the year they started in
	given     []given

	people []pending
	notes  Notes
}

// Notes counts what could not be as it was drawn, because the lists contradict each other.
type Notes struct {
	Swapped int // plans whose place was swapped with another's of their sex, so that new plans have the places they were drawn with
	Needs   int // plans whose need was swapped with another's of their sex and another age
	Ages    int // people whose age fits only some of the lists they are in
	Late    int // plans issued for which no request of the year of that age and sex was left
	Reviews int // plans that are counted as expecting a review, or as not, against how they were drawn
}

// ages are the single years that are told apart: 2, which stands for younger too, to 25.
const (
	youngest = 2
	oldest   = 25
	ages     = oldest - youngest + 1
)

// pending is somebody of whom not all is known yet.
type pending struct {
	sex      byte
	born     span
	requests []Request
}

// start is a plan that started in the year, or in the January after it.
type start struct {
	issued, started, ceased int // place in the lists, or -1
	plan                    int // in force, or -1
	age                     int // at the request; -1 when nobody knows
	sex                     byte
	extra                   bool // issued in the January after the year
}

func newBuilder(cases *invent.Cases, edition *sen2.Edition, reg *register, r *rand.Rand, tidy bool) *builder {
	y := edition.CollectionYear()
	b := &builder{cases: cases, r: r, reg: reg, tidy: tidy, year: edition.Year,
		first: sen2.Day(y, 1, 1), last: sen2.Day(y, 12, 31), august: sen2.Day(y, 8, 31), census: edition.ReferenceDate}
	b.born = span{yearsBefore(b.census, oldest+3), b.census}
	if tidy {
		b.clean()
	}
	return b
}

// build makes the people, in no order.
func (b *builder) build() []pending {
	b.sortRequests()
	b.lengths()
	b.matchStarts()
	b.matchPlans()
	b.reviews()
	b.quicken()
	b.arrange()
	b.phases()
	b.newPlans()
	b.otherAssessments()
	b.openAssessments()
	b.otherRequests()
	b.oldPlans()
	b.endedPlans()
	b.together()
	return b.people
}

func sexIndex(sex byte) int {
	switch sex {
	case 'F':
		return 0
	case 'M':
		return 1
	}
	return 2
}

func (b *builder) chance(p float64) bool { return b.r.Float64() < p }

// sortRequests puts the requests that others are matched with into their places.
func (b *builder) sortRequests() {
	b.held = make([]bool, len(b.cases.Requests))
	for i := range b.cases.Requests {
		q := &b.cases.Requests[i]
		at, s := q.Age-youngest, sexIndex(q.Sex)
		switch {
		case q.Outcome == 'Y':
			b.slots[s][at] = append(b.slots[s][at], i)
		case q.Outcome == 'N' && q.InSixWeeks:
			b.refused[s][at] = append(b.refused[s][at], i)
		}
	}
}

// lengths gives each plan issued its days: the tenths of weeks that were drawn, rounded so that their sum over the ages of a sex stays.
func (b *builder) lengths() {
	b.days = make([]int, len(b.cases.Issued))
	var carried [2][3]float64
	for age := youngest; age <= oldest; age++ {
		for i := range b.cases.Issued {
			c := &b.cases.Issued[i]
			if c.Age != age {
				continue
			}
			rest := &carried[0][sexIndex(c.Sex)]
			if c.Exception {
				rest = &carried[1][sexIndex(c.Sex)]
			}
			exact := 0.7*float64(c.Tenths) + *rest
			low, high := 70, 140
			switch {
			case c.Tenths > 520:
				low, high = 365, 2000
			case c.Tenths > 200:
				low, high = 141, 364
			}
			b.days[i] = min(max(int(exact+0.5), low), high)
			*rest = exact - float64(b.days[i])
		}
	}
}

// matchStarts decides which plan issued is which plan started: of the same sex, and no older or at most a year older. Those issued that
// find none start in the January after the year; those started that find none were decided the December before it.
func (b *builder) matchStarts() {
	var issued, started [3][ages][]int
	for i, c := range b.cases.Issued {
		at := &issued[sexIndex(c.Sex)][c.Age-youngest]
		*at = append(*at, i)
	}
	for i, c := range b.cases.Started {
		at := &started[sexIndex(c.Sex)][c.Age-youngest]
		*at = append(*at, i)
	}
	for s := range issued {
		for age := range ages {
			for _, i := range started[s][age] {
				n := start{issued: -1, started: i, ceased: -1, plan: -1, age: -1, sex: b.cases.Started[i].Sex}
				if from := b.youngerFirst(&issued[s], age); from >= 0 {
					n.issued, n.age = from, b.cases.Issued[from].Age
				}
				b.starts = append(b.starts, n)
			}
		}
		for age := range ages {
			for _, i := range issued[s][age] {
				b.starts = append(b.starts, start{issued: i, started: -1, ceased: -1, plan: -1, age: age + youngest, sex: b.cases.Issued[i].Sex})
			}
		}
	}
}

// youngerFirst takes a plan issued that can have started at an age: first of those who were a year younger when it was asked for.
func (b *builder) youngerFirst(issued *[ages][]int, age int) int {
	for _, at := range []int{age - 1, age} {
		if at < 0 || len(issued[at]) == 0 {
			continue
		}
		last := len(issued[at]) - 1
		i := issued[at][last]
		issued[at] = issued[at][:last]
		return i
	}
	return -1
}

// pool is the plans in force that are not yet somebody's new plan.
type pool map[seatKey][]int

type seatKey struct {
	sex  byte
	age  int
	seat invent.Seat
}

func (p pool) take(k seatKey) int {
	list := p[k]
	if len(list) == 0 {
		return -1
	}
	i := list[len(list)-1]
	p[k] = list[:len(list)-1]
	return i
}

// schoolAges are the ages at the end of August that fit a start, the likeliest first.
func (b *builder) schoolAges(n *start) []int {
	switch {
	case n.started < 0 && n.issued >= 0 && b.days[n.issued] < 110: // asked for after August
		return []int{n.age, n.age - 1}
	case n.started < 0:
		return []int{n.age, n.age + 1}
	case n.age < 0:
		age := b.cases.Started[n.started].Age
		return []int{age, age + 1}
	case b.cases.Started[n.started].Age == n.age && b.chance(0.5):
		return []int{n.age, n.age + 1}
	}
	return []int{n.age + 1, n.age}
}
