package invent

import "fmt"

// Books are the sets of counts the files are printed from.
type book int

const (
	requests book = iota
	assessments
	issued // timeliness of plans issued
	started
	stock // plans of a January by placement
	needs
	newNeeds
	ceased
	reviewed2024
	reviewed2025
	budgets
	residential
	working
)

// Widths of the books: how many counts each has.
var bookWidth = [...]int{
	requests:     requestCounts,
	assessments:  assessmentCounts,
	issued:       issuedCounts,
	started:      placementCount,
	stock:        placementCount,
	needs:        needCount,
	newNeeds:     needCount,
	ceased:       ceasedCounts,
	reviewed2024: review2024Counts,
	reviewed2025: review2025Counts,
	budgets:      budgetCounts,
	residential:  2,
	working:      3,
}

type entry struct {
	book book
	year int // calendar year, or year of the January
	code string
}

// world is the invented England with everything that happened in it.
type world struct {
	seed    uint64
	traits  map[string]*traits
	tallies map[entry]*tally
	revised map[entry]*tally                       // what the 2026 release says otherwise than the 2025 one
	sent    map[sentKey]sentBy                     // what sentIn has drawn, since many files are printed from it
	hear    func(entry) func(c child, what, n int) // who is told of a tally's counts; nil but for Draw
}

func newWorld(seed uint64) *world {
	w := &world{seed: seed, traits: map[string]*traits{}, tallies: map[entry]*tally{}, revised: map[entry]*tally{}}
	for _, p := range lasting() {
		w.traits[p.code] = newTraits(w, p)
	}
	for _, p := range lasting() {
		w.live(p)
	}
	w.unbalance()
	w.revise()
	return w
}

// open gives the tally of an authority to count into.
func (w *world) open(b book, year int, code string) *tally {
	key := entry{b, year, code}
	t := w.tallies[key]
	if t == nil {
		t = newTally(bookWidth[b])
		if w.hear != nil {
			t.heard = w.hear(key)
		}
		w.tallies[key] = t
	}
	return t
}

// tally gives the counts of an authority as it was then: the one that was split is the
// sum of its parts.
func (w *world) tally(b book, year int, code string) *tally {
	if code != codeSplit {
		return w.open(b, year, code)
	}
	whole := w.open(b, year, codeHalfA).clone()
	whole.add(w.open(b, year, codeHalfB))
	return whole
}

// stockOf is the number of plans of an authority in a January.
func (w *world) stockOf(code string, january int) int {
	return sum(w.tally(stock, january, code).row(everyone))
}

// yearEnd and january are the days that decide under which authority a figure is published.
func yearEnd(year int) string { return fmt.Sprintf("%d-12-31", year) }
func january(year int) string { return fmt.Sprintf("%d-01-15", year) }
