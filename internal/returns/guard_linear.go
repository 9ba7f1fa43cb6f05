package returns

import (
	"cmp"
	"container/heap"
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
	queue  fewest
	solved []pivot
}

// fewest is a heap of cells by how many relations have them. A cell stands in it again whenever that changes.
type fewest []fewestEntry

type fewestEntry struct {
	relations int
	cell      int32
}

func (f fewest) Len() int { return len(f) }
func (f fewest) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(f[i].relations, f[j].relations), cmp.Compare(f[i].cell, f[j].cell)) < 0
}
func (f fewest) Swap(i, j int) { f[i], f[j] = f[j], f[i] }
func (f *fewest) Push(x any)   { *f = append(*f, x.(fewestEntry)) }
func (f *fewest) Pop() any {
	last := (*f)[len(*f)-1]
	*f = (*f)[:len(*f)-1]
	return last
}

// pivot is a cell that a relation gives once the cells beside it are chosen.
type pivot struct {
	cell int32
	row  map[int32]uint64
}

// determined lists, for each small or needed number that follows from those shown, a relation where hiding one more cell may help.
func (s *system) determined() (weak []weakness) {
	moved := s.moved()
	for i, c := range s.cells {
		if !c.small && !(c.needed && c.hidden) || moved[i] != 0 {
			continue
		}
		if w, ok := s.nearest(int32(i), false, func(_, to int32) bool { return moved[to] == 0 }); ok {
			weak = append(weak, w)
		}
	}
	return weak
}

// reveal shows every number again that follows from those shown and is not small, for hiding it hides nothing; false when there is none.
func (s *system) reveal() bool {
	revealed := false
	for i, moved := range s.moved() {
		if c := &s.cells[i]; c.hidden && moved == 0 && !c.small && !c.slack && !c.needed {
			c.hidden, c.revealed, revealed = false, true, true
			for _, r := range c.rows {
				s.relations[r].hidden--
			}
		}
	}
	return revealed
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
		if s.cells[r.terms[len(r.terms)-1].cell].slack {
			continue // what a whole has beyond its parts can be anything, so that the relation gives nothing
		}
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
	for c := range e.of {
		e.requeue(c)
	}
	return e
}

// next is the cell in the fewest relations that are left.
func (e *elimination) next() (cell int32, ok bool) {
	for len(e.queue) > 0 {
		first := heap.Pop(&e.queue).(fewestEntry)
		if n := len(e.of[first.cell]); n > 0 && n == first.relations {
			return first.cell, true
		}
	}
	return 0, false
}

func (e *elimination) requeue(cell int32) {
	heap.Push(&e.queue, fewestEntry{len(e.of[cell]), cell})
}

// solve lets the shortest relation that has a cell give it, and takes it out of the others.
func (e *elimination) solve(cell int32) {
	in := slices.SortedFunc(maps.Keys(e.of[cell]), func(a, b int32) int {
		return cmp.Or(cmp.Compare(len(e.rows[a]), len(e.rows[b])), cmp.Compare(a, b))
	})
	by := e.rows[in[0]]
	back := inverse(by[cell])
	for c := range by {
		delete(e.of[c], in[0])
	}
	for _, r := range in[1:] {
		factor := times(prime-e.rows[r][cell], back)
		for c, f := range by {
			now := plus(e.rows[r][c], times(f, factor))
			if now == 0 {
				delete(e.rows[r], c)
				delete(e.of[c], r)
			} else {
				e.rows[r][c] = now
				e.of[c][r] = true
			}
		}
	}
	delete(e.of, cell)
	for c := range by {
		if c != cell {
			e.requeue(c)
		}
	}
	e.solved = append(e.solved, pivot{cell, by})
}
