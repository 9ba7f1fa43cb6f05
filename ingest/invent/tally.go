package invent

// The rows of a tally: everyone, each age, each sex, each type of placement.
const (
	everyone    = 0
	firstAge    = 1 // age 2 and under
	ages        = 24
	firstSex    = firstAge + ages
	sexes       = 3 // female, male, unknown
	firstSeat   = firstSex + sexes
	tallyRows   = firstSeat + seatLabels
	youngest    = 2
	oldest      = 25
	noPlacement = -1
)

// tally counts children by what a file publishes of them (its counts), in total and by
// age, sex and type of placement. Rows nobody is in stay nil.
type tally struct {
	width int
	rows  [tallyRows][]int
	heard func(c child, what, n int) // is told of every count; nil but for Draw
}

func newTally(width int) *tally { return &tally{width: width} }

// child is one drawn child or young person. No more is known of anyone.
type child struct {
	age, sex  int
	placement int // one of the placements, or noPlacement
	need      int
}

// count adds the child to one count, in every row the child belongs to.
func (t *tally) count(c child, what int) { t.addTo(c, what, 1) }

func (t *tally) addTo(c child, what, n int) {
	if t.heard != nil {
		t.heard(c, what, n)
	}
	t.put(everyone, what, n)
	t.put(firstAge+c.age-youngest, what, n)
	t.put(firstSex+c.sex, what, n)
	if c.placement != noPlacement {
		for _, label := range placements[c.placement].labels {
			t.put(firstSeat+label, what, n)
		}
	}
}

func (t *tally) put(row, what, n int) {
	if t.rows[row] == nil {
		t.rows[row] = make([]int, t.width)
	}
	t.rows[row][what] += n
}

// add puts the counts of other on top of t's.
func (t *tally) add(other *tally) {
	for row, counts := range other.rows {
		for what, n := range counts {
			t.put(row, what, n)
		}
	}
}

func (t *tally) clone() *tally {
	c := newTally(t.width)
	c.add(t)
	return c
}

// row sums the given rows: several ages make "age 20 and over".
func (t *tally) row(which ...int) []int {
	sum := make([]int, t.width)
	for _, row := range which {
		for what, n := range t.rows[row] {
			sum[what] += n
		}
	}
	return sum
}

// total is the count of everyone.
func (t *tally) total(what ...int) int {
	n := 0
	for _, x := range what {
		if t.rows[everyone] != nil {
			n += t.rows[everyone][x]
		}
	}
	return n
}

func sum(counts []int) int {
	n := 0
	for _, x := range counts {
		n += x
	}
	return n
}
