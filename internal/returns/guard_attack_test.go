package returns

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// attacker is a reader of guarded tables who knows how published tables hang together, and which of the numbers held back are small. It
// shares no code with the guard.
type attacker struct {
	truth  []float64
	hidden []bool
	small  []bool
	slack  []bool
	sums   []sum
	where  []string
}

// sum says that the cells, each times its factor, come to total.
type sum struct {
	factors map[int]int64
	total   float64
}

const never = -1

// newAttacker reads the guarded tables beside the whole ones, and the relations from the shapes.
func newAttacker(whole, guarded []Table) *attacker {
	a := &attacker{}
	at := map[string]int{}
	name := func(table, row int, measure string) string {
		return whole[table].Name + "/" + whole[table].Rows[row].Topic + "/" + whole[table].Rows[row].Breakdown + "/" + measure
	}
	for i, t := range whole {
		shape, _ := ShapeOf(t.Name)
		for j, row := range t.Rows {
			for k, c := range row.Cells {
				if _, mean := shape.Means[t.Measures[k]]; mean || c.Status != OK {
					continue
				}
				at[name(i, j, t.Measures[k])] = len(a.truth)
				a.add(c.N, guarded[i].Rows[j].Cells[k].Status == Suppressed, false, name(i, j, t.Measures[k]))
			}
		}
	}
	cell := func(table, row int, measure string) int {
		if n, ok := at[name(table, row, measure)]; ok {
			return n
		}
		return never
	}
	for i, t := range whole {
		shape, _ := ShapeOf(t.Name)
		for j := range t.Rows {
			for _, b := range shape.Balances {
				a.equal(cell(i, j, b.Total), pick(b.Parts, t.Measures, func(m string) int { return cell(i, j, m) }))
			}
			for _, w := range shape.Within {
				a.atMost(cell(i, j, w.Whole), pick(w.Parts, t.Measures, func(m string) int { return cell(i, j, m) }))
			}
		}
		for _, m := range t.Measures {
			for total, rows := range addUp(t) {
				var parts []int
				for _, j := range rows {
					parts = append(parts, cell(i, j, m))
				}
				a.equal(cell(i, total.row, m), parts)
			}
		}
	}
	return a
}

func pick(names, there []string, cell func(string) int) (all []int) {
	for _, n := range names {
		if slices.Contains(there, n) {
			all = append(all, cell(n))
		}
	}
	return all
}

// whole is a row that others add up to, once for each topic.
type wholeRow struct {
	row   int
	topic string
}

func addUp(t Table) map[wholeRow][]int {
	all := map[wholeRow][]int{}
	for j, row := range t.Rows {
		group, rest, grouped := strings.Cut(row.Breakdown, " - ")
		switch {
		case j == 0:
		case row.Topic == PlacementTopic && grouped && rest != "total":
			total := slices.IndexFunc(t.Rows, func(r Row) bool { return r.Breakdown == group+" - total" })
			all[wholeRow{total, group}] = append(all[wholeRow{total, group}], j)
		default:
			all[wholeRow{0, row.Topic}] = append(all[wholeRow{0, row.Topic}], j)
		}
	}
	return all
}

func (a *attacker) add(n float64, hidden, slack bool, where string) int {
	a.truth, a.hidden = append(a.truth, n), append(a.hidden, hidden)
	a.small, a.slack = append(a.small, !slack && n >= 1 && n <= 5), append(a.slack, slack)
	a.where = append(a.where, where)
	return len(a.truth) - 1
}

func (a *attacker) equal(whole int, parts []int) {
	if whole < 0 || len(parts) == 0 || slices.Contains(parts, never) {
		return
	}
	s := sum{map[int]int64{whole: 1}, a.truth[whole]}
	for _, p := range parts {
		s.factors[p]--
		s.total -= a.truth[p]
	}
	a.sums = append(a.sums, s)
}

func (a *attacker) atMost(whole int, parts []int) {
	if whole < 0 || len(parts) == 0 || slices.Contains(parts, never) {
		return
	}
	rest := a.truth[whole]
	for _, p := range parts {
		rest -= a.truth[p]
	}
	if rest >= 0 {
		a.equal(whole, append(slices.Clone(parts), a.add(rest, true, true, "beyond")))
	}
}

// solution is the relations of the hidden cells, each solved for one of them in fractions, without rounding.
type solution struct {
	rows   []map[int]*big.Rat
	in     map[int]int // hidden cell to the number of relations left that have it
	solved []solvedRow
}

type solvedRow struct {
	cell int
	row  map[int]*big.Rat
}

func (a *attacker) solution() *solution {
	s := &solution{in: map[int]int{}}
	for _, sum := range a.sums {
		row := map[int]*big.Rat{}
		for c, f := range sum.factors {
			if a.hidden[c] && f != 0 {
				row[c] = big.NewRat(f, 1)
				s.in[c]++
			}
		}
		s.rows = append(s.rows, row)
	}
	for len(s.rows) > 0 {
		slices.SortStableFunc(s.rows, func(x, y map[int]*big.Rat) int { return len(x) - len(y) })
		row := s.rows[0]
		if s.rows = s.rows[1:]; len(row) > 0 {
			s.solve(row)
		}
	}
	return s
}

// solve solves a relation for its rarest cell and takes that out of the relations left.
func (s *solution) solve(row map[int]*big.Rat) {
	pivot := never
	for c := range row {
		if pivot < 0 || s.in[c] < s.in[pivot] || s.in[c] == s.in[pivot] && c < pivot {
			pivot = c
		}
	}
	for c := range row {
		s.in[c]--
	}
	for _, other := range s.rows {
		if other[pivot] == nil {
			continue
		}
		factor := new(big.Rat).Quo(other[pivot], row[pivot])
		for c, f := range row {
			if other[c] == nil {
				other[c] = new(big.Rat)
				s.in[c]++
			}
			if other[c].Sub(other[c], new(big.Rat).Mul(factor, f)); other[c].Sign() == 0 {
				delete(other, c)
				s.in[c]--
			}
		}
	}
	s.solved = append(s.solved, solvedRow{pivot, row})
}

// movable gives a change of the hidden cells that all relations allow. A cell that does not move in it follows from those shown.
func (a *attacker) movable() []*big.Rat {
	chance := rand.New(rand.NewPCG(7, 7))
	moves := make([]*big.Rat, len(a.truth))
	for c := range moves {
		moves[c] = new(big.Rat)
		if a.hidden[c] {
			moves[c].SetInt64(chance.Int64N(1<<40) + 1)
		}
	}
	for _, g := range slices.Backward(a.solution().solved) {
		rest := new(big.Rat)
		for c, f := range g.row {
			if c != g.cell {
				rest.Sub(rest, new(big.Rat).Mul(f, moves[c]))
			}
		}
		moves[g.cell] = rest.Quo(rest, g.row[g.cell])
	}
	return moves
}

// values is how many values each cell can have by its bounds: what is small is 1 to 5, and no count is below nought.
func (a *attacker) values(hidden func(c int) bool) []float64 {
	low, high := make([]float64, len(a.truth)), make([]float64, len(a.truth))
	for c, n := range a.truth {
		switch {
		case !hidden(c):
			low[c], high[c] = n, n
		case a.small[c]:
			low[c], high[c] = 1, 5
		default:
			high[c] = math.Inf(1)
		}
	}
	for changed := true; changed; {
		changed = false
		for _, s := range a.sums {
			for c, f := range s.factors {
				least, most := s.total, s.total // of f times the cell
				for other, g := range s.factors {
					if other == c {
						continue
					}
					x, y := float64(g)*low[other], float64(g)*high[other]
					least, most = least-max(x, y), most-min(x, y)
				}
				least, most = least/float64(f), most/float64(f)
				if f < 0 {
					least, most = most, least
				}
				if least > low[c] {
					low[c], changed = least, true
				}
				if most < high[c] {
					high[c], changed = most, true
				}
			}
		}
	}
	for c := range low {
		high[c] -= low[c] - 1
	}
	return high
}

// attack fails the test for every small number that can be worked out or narrowed down.
func attack(t *testing.T, whole, guarded []Table) (held int) {
	t.Helper()
	a := newAttacker(whole, guarded)
	moves := a.movable()
	values := a.values(func(c int) bool { return a.hidden[c] })
	blind := a.values(func(int) bool { return true })
	for c, n := range a.truth {
		switch {
		case a.slack[c]:
			continue
		case a.small[c] && !a.hidden[c]:
			t.Errorf("%s: the small number %g is shown", a.where[c], n)
		case a.hidden[c] && moves[c].Sign() == 0:
			t.Errorf("%s: the hidden number %g follows from those shown", a.where[c], n)
		case a.small[c] && values[c] < min(PossibleValues, blind[c]):
			t.Errorf("%s: the small number %g can have only %g values", a.where[c], n, values[c])
		}
		if a.hidden[c] {
			held++
		}
	}
	return held
}
