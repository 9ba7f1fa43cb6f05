package returns

import "inclusion/ingest/sen2"

// transfer is the dates of a change of school.
type transfer struct{ due, final sen2.Date }

// phases decides who changes school: those at the ages at which children do come first.
func (b *builder) phases() {
	var at [ages][]int
	for i := range b.cases.Plans {
		age := b.cases.Plans[i].Age - youngest
		at[age] = append(at[age], i)
	}
	order := make([]int, 0, len(b.cases.Plans))
	for _, isNew := range []bool{false, true} { // a new plan has only just been made
		for _, age := range []int{10, 15, 3, 6, 13, 4, 18, 11, 16, 17, 9, 14, 12, 8, 7, 5, 19, 20, 21, 22, 23, 24, 2, 25} {
			for _, i := range at[age-youngest] {
				if (b.of[i] >= 0) == isNew {
					order = append(order, i)
				}
			}
		}
	}
	b.phase(order)
}

// phase gives the first plans of a list the dates of those due next year, and the ones after them those of the year that has passed.
func (b *builder) phase(order []int) {
	b.transfers = make([]transfer, len(b.cases.Plans))
	y := b.year - 1
	next, now := b.cases.Due[1], b.cases.Due[0]
	var due []int
	for i, p := range order {
		year := y + 1
		if i >= next {
			year = y
		}
		if i >= next+now {
			break
		}
		b.transfers[p].due = sen2.Day(year, 2, 15)
		if b.cases.Plans[p].Age >= 15 {
			b.transfers[p].due = sen2.Day(year, 3, 31)
		}
		due = append(due, p)
	}
	b.r.Shuffle(len(due), func(i, j int) { due[i], due[j] = due[j], due[i] })
	final := b.cases.Final
	for _, p := range due {
		t := &b.transfers[p]
		switch {
		case t.due > b.last && final[1] > 0:
			t.final = b.between(b.last+1, b.census-1)
			final[1]--
		case final[0] > 0:
			t.final = b.between(max(b.first, min(t.due, b.last)-60), min(t.due, b.last))
			final[0]--
		}
	}
}
