package returns

import "inclusion/ingest/invent"

// matchPlans decides which plan in force is which new plan: of the same sex, place and need and a school age that fits. Where none has the
// place, two plans of a sex swap places; where none has the need, two of a sex and age swap needs, and else two of a sex.
func (b *builder) matchPlans() {
	b.of = make([]int, len(b.cases.Plans))
	free := pool{}
	for i := range b.cases.Plans {
		p := &b.cases.Plans[i]
		b.of[i] = -1
		k := seatKey{p.Sex, p.Age, p.Seat}
		free[k] = append(free[k], i)
	}
	b.endWithinTheYear()
	var without []int
	for i := range b.starts {
		if n := &b.starts[i]; n.ceased < 0 && !b.settle(i, free) {
			without = append(without, i)
		}
	}
	any := pool{}
	for i, n := range b.of {
		if p := &b.cases.Plans[i]; n < 0 {
			any[seatKey{p.Sex, p.Age, ""}] = append(any[seatKey{p.Sex, p.Age, ""}], i)
		}
	}
	for _, placed := range []bool{true, false} { // those that need a certain place go first
		for _, i := range without {
			if (b.starts[i].started >= 0) == placed {
				b.settleAnywhere(i, any)
			}
		}
	}
	b.needsOfNew()
}

// endWithinTheYear lets plans end in the year they started in: those in a place that no plan in force has any more, and others while more
// started than there are plans too young for a review.
func (b *builder) endWithinTheYear() {
	over, left := len(b.starts), map[invent.Seat]int{}
	for i := range b.cases.Plans {
		if left[b.cases.Plans[i].Seat]++; !b.cases.Plans[i].Review.Expected {
			over--
		}
	}
	ended := pool{}
	for i, c := range b.cases.Ceased {
		if c.Reason != '1' {
			ended[seatKey{c.Sex, c.Age, ""}] = append(ended[seatKey{c.Sex, c.Age, ""}], i)
		}
	}
	for i := range b.starts {
		if n := &b.starts[i]; n.started >= 0 {
			if s := &b.cases.Started[n.started]; left[s.Seat] > 0 {
				left[s.Seat]--
			} else if b.endEarly(n, ended) {
				over--
			}
		}
	}
	for i := range b.starts {
		if n := &b.starts[i]; over > 0 && n.started >= 0 && n.ceased < 0 && b.endEarly(n, ended) {
			over--
		}
	}
}

// endEarly makes a new plan one of those that ended in the year, if one of its sex and age did.
func (b *builder) endEarly(n *start, ended pool) bool {
	if n.issued >= 0 && b.days[n.issued] > 250 {
		return false
	}
	age := b.cases.Started[n.started].Age
	for _, at := range []int{age, age + 1} {
		if c := ended.take(seatKey{n.sex, at, ""}); c >= 0 {
			n.ceased = c
			return true
		}
	}
	return false
}

// settle gives a start the plan in force that it became.
func (b *builder) settle(i int, free pool) bool {
	n := &b.starts[i]
	fits := b.schoolAges(n)
	if n.started >= 0 {
		seat := b.cases.Started[n.started].Seat
		for _, age := range fits {
			if !suits(seat, age) {
				continue
			}
			if p := free.take(seatKey{n.sex, age, seat}); p >= 0 {
				n.plan, b.of[p] = p, i
				return true
			}
		}
	}
	return false
}

// settleAnywhere gives a start a plan in force of another place, and swaps places so that the new plan has its own.
func (b *builder) settleAnywhere(i int, any pool) {
	n := &b.starts[i]
	fits := b.schoolAges(n)
	p := b.untaken(any, n.sex, fits...)
	for _, sex := range []byte{n.sex, 'M', 'F', 0} {
		for off := 1; p < 0 && off <= ages; off++ {
			p = b.untaken(any, sex, fits[0]-off+1, fits[0]+off)
		}
	}
	if p < 0 {
		return
	}
	n.plan, b.of[p] = p, i
	if n.started >= 0 {
		b.swapSeats(p, b.cases.Started[n.started].Seat)
	}
}

// untaken takes a plan of a sex and one of some ages that is nobody's new plan yet.
func (b *builder) untaken(any pool, sex byte, fits ...int) int {
	for _, age := range fits {
		for p := any.take(seatKey{sex, age, ""}); p >= 0; p = any.take(seatKey{sex, age, ""}) {
			if b.of[p] < 0 {
				return p
			}
		}
	}
	return -1
}

// swapSeats gives a plan a place and the one that had it, of its sex if there is one and as near its age as can be, the place
// that it had.
func (b *builder) swapSeats(p int, seat invent.Seat) {
	mine := &b.cases.Plans[p]
	if mine.Seat == seat {
		return
	}
	best, off := -1, 4*ages
	for i := range b.cases.Plans {
		other := &b.cases.Plans[i]
		if b.of[i] >= 0 || other.Seat != seat || !suits(seat, mine.Age) || !suits(mine.Seat, other.Age) {
			continue
		}
		d := max(other.Age-mine.Age, mine.Age-other.Age)
		if other.Sex != mine.Sex {
			d += 2 * ages
		}
		if d < off {
			best, off = i, d
		}
	}
	if best >= 0 {
		b.notes.Swapped++
		mine.Seat, b.cases.Plans[best].Seat = seat, mine.Seat
	}
}

// needsOfNew swaps needs between plans of a sex so that each new plan has the need it was drawn with: first with one of the same age and
// place, then of the same age, then of any.
func (b *builder) needsOfNew() {
	type key struct {
		sex  byte
		age  int
		need string
	}
	have, whole := map[key][]int{}, map[key][]int{}
	for i := range b.cases.Plans {
		if p := &b.cases.Plans[i]; b.of[i] < 0 {
			have[key{p.Sex, p.Age, p.Need}] = append(have[key{p.Sex, p.Age, p.Need}], i)
			whole[key{p.Sex, 0, p.Need}] = append(whole[key{p.Sex, 0, p.Need}], i)
		}
	}
	for i := range b.starts {
		n := &b.starts[i]
		if n.plan < 0 || n.started < 0 {
			continue
		}
		p, need := &b.cases.Plans[n.plan], b.cases.Started[n.started].Need
		if p.Need == need {
			continue
		}
		from, at := -1, have[key{p.Sex, p.Age, need}]
		for _, j := range at {
			if o := &b.cases.Plans[j]; o.Need == need && (from < 0 || o.Seat == p.Seat) {
				from = j
			}
		}
		for _, j := range whole[key{p.Sex, 0, need}] {
			if from >= 0 {
				break
			}
			if b.cases.Plans[j].Need == need {
				from = j
				b.notes.Needs++
			}
		}
		if from < 0 {
			continue
		}
		o := &b.cases.Plans[from]
		p.Need, o.Need = o.Need, p.Need
		have[key{o.Sex, o.Age, o.Need}] = append(have[key{o.Sex, o.Age, o.Need}], from)
		whole[key{o.Sex, 0, o.Need}] = append(whole[key{o.Sex, 0, o.Need}], from)
	}
}

// byAge says whether a place is published under two names by the age of who has it.
func byAge(seat invent.Seat) bool { return seat == "neet_other" || seat == "neet_other_csa" }

// suits says whether a school age can be published under a place: those without a place are told apart by it.
func suits(seat invent.Seat, age int) bool {
	switch seat {
	case "neet_other_csa":
		return age >= 5 && age <= 15
	case "neet_other":
		return age >= 16
	}
	return true
}
