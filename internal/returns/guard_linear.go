package returns

import (
	"cmp"
	"maps"
	"math/bits"
	"slices"
)

// prime is the field in which relations are solved: 2^61-1. A number that follows from others in whole numbers follows from them in this
// field as well.
const prime = 1<<61 - 1

func times(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	sum := low&prime + (low>>61 | high<<3)
	sum = sum&prime + sum>>61
	if sum >= prime {
		sum -= prime
	}
	return sum
}

func plus(a, b uint64) uint64 {
	if a += b; a >= prime {
		a -= prime
	}
	return a
}

func inverse(a uint64) uint64 {
	power := uint64(1)
	for e := uint64(prime - 2); e > 0; e >>= 1 {
		if e&1 == 1 {
			power = times(power, a)
		}
		a = times(a, a)
	}
	return power
}

// elimination solves the relations of hidden cells, one cell after the other.
type elimination struct {
	rows   []map[int32]uint64       // of each relation: hidden cell to its factor
	of     map[int32]map[int32]bool // hidden cell to the relations that have it
	solved []pivot
}

// pivot is a cell that a relation gives once the cells beside it are chosen.
type pivot struct {
	cell int32
	row  map[int32]uint64
}

// determined lists, for each hidden cell that follows from those shown, a relation where hiding one more cell may help.
func (s *system) determined() []int32 {
	moved := s.moved()
	var weak []int32
	for i, c := range s.cells {
		if !c.hidden || c.slack || moved[i] != 0 || len(c.rows) == 0 {
			continue
		}
		if r := s.alone(int32(i), moved); r >= 0 {
			weak = append(weak, r)
		}
	}
	return weak
}

// alone is a relation of a determined cell that still shows a cell: one where nothing else can move, if there is any; -1 when all is hidden.
func (s *system) alone(at int32, moved []uint64) int32 {
	found := int32(-1)
	for _, r := range s.cells[at].rows {
		if !s.shows(r) {
			continue
		}
		moving := slices.ContainsFunc(s.relations[r].terms, func(t term) bool { return moved[t.cell] != 0 })
		if found < 0 || !moving {
			found = r
		}
		if !moving {
			break
		}
	}
	return found
}

// moved gives a change of the hidden cells, by chance, that every relation allows: a cell that is still nought in it cannot change. Cells
// that can are missed once in 2^61 times.
func (s *system) moved() []uint64 {
	e := s.elimination()
	for {
		cell, ok := e.next()
		if !ok {
			break
		}
		e.solve(cell)
	}
	change := make([]uint64, len(s.cells))
	given := make(map[int32]bool, len(e.solved))
	for _, p := range e.solved {
		given[p.cell] = true
	}
	chance := uint64(88172645463325252) // the same in every run
	for i, c := range s.cells {
		chance ^= chance << 13
		chance ^= chance >> 7
		chance ^= chance << 17
		if c.hidden && !given[int32(i)] {
			change[i] = chance%(prime-1) + 1
		}
	}
	for _, p := range slices.Backward(e.solved) {
		sum := uint64(0)
		for cell, factor := range p.row {
			if cell != p.cell {
				sum = plus(sum, times(factor, change[cell]))
			}
		}
		change[p.cell] = times(prime-sum, inverse(p.row[p.cell])) % prime
	}
	return change
}

func (s *system) elimination() *elimination {
	e := &elimination{rows: make([]map[int32]uint64, len(s.relations)), of: map[int32]map[int32]bool{}}
	for i, r := range s.relations {
		row := map[int32]uint64{}
		for _, t := range r.terms {
			if !s.cells[t.cell].hidden {
				continue
			}
			factor := uint64(1)
			if t.sign < 0 {
				factor = prime - 1
			}
			row[t.cell] = factor
			if e.of[t.cell] == nil {
				e.of[t.cell] = map[int32]bool{}
			}
			e.of[t.cell][int32(i)] = true
		}
		e.rows[i] = row
	}
	return e
}

// next is the cell in the fewest relations that are left.
func (e *elimination) next() (cell int32, ok bool) {
	fewest := 0
	for c, in := range e.of {
		if len(in) == 0 {
			continue
		}
		if !ok || len(in) < fewest || len(in) == fewest && c < cell {
			cell, fewest, ok = c, len(in), true
		}
	}
	return cell, ok
}

// solve lets the shortest relation that has a cell give it, and takes it out of the others.
func (e *elimination) solve(cell int32) {
	in := slices.SortedFunc(maps.Keys(e.of[cell]), func(a, b int32) int {
		return cmp.Or(cmp.Compare(len(e.rows[a]), len(e.rows[b])), cmp.Compare(a, b))
	})
	by := e.rows[in[0]]
	e.drop(in[0])
	back := inverse(by[cell])
	for _, r := range in[1:] {
		factor := times(prime-e.rows[r][cell], back)
		for c, f := range by {
			had, there := e.rows[r][c]
			now := plus(had, times(f, factor))
			switch {
			case now == 0:
				delete(e.rows[r], c)
				delete(e.of[c], r)
			case !there:
				e.of[c][r] = true
				fallthrough
			default:
				e.rows[r][c] = now
			}
		}
	}
	e.solved = append(e.solved, pivot{cell, by})
	delete(e.of, cell)
}

func (e *elimination) drop(r int32) {
	for c := range e.rows[r] {
		delete(e.of[c], r)
	}
}
