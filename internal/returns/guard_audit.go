package returns

import ("math";"time")

// protect hides more cells, round after round, until a reader can work none of the small numbers out.
func (s *system) protect() {
	for {
		at0 := time.Now()
		w := s.narrowed()
		h := 0
		for _, c := range s.cells {
			if c.hidden && !c.slack {
				h++
			}
		}
		println("narrow", len(w), time.Since(at0).Milliseconds(), h)
		if s.hideAgainst(w) {
			continue
		}
		at0 = time.Now()
		w = s.determined()
		println("determined", len(w), time.Since(at0).Milliseconds())
		if s.hideAgainst(w) {
			continue
		}
		s.reveal()
		return
	}
}

// hideAgainst hides one more cell in each of these relations that still shows one; false when there is none.
func (s *system) hideAgainst(weak []int32) bool {
	done := map[int32]bool{}
	any := false
	for _, r := range weak {
		if done[r] {
			continue
		}
		done[r] = true
		if at, _ := s.cheapest(r); at >= 0 {
			s.cells[at].hidden, any = true, true
			for _, also := range s.cells[at].rows {
				done[also] = true // this may be enough for them
			}
		}
	}
	return any
}

// cheapest is the shown cell of a relation that readers miss least, and what it costs; -1 where all are hidden.
func (s *system) cheapest(r int32) (best int32, cost float64) {
	best, cost = -1, math.Inf(1)
	for _, t := range s.relations[r].terms {
		c := &s.cells[t.cell]
		if c.hidden {
			continue
		}
		costs := c.dear
		for _, other := range c.rows {
			if other != r && !s.hides(other) {
				costs += dearLone
			}
		}
		if costs < cost {
			best, cost = t.cell, costs
		}
	}
	return best, cost
}

// nearest finds the relation where hiding one more cell costs least, among those of a cell and of the cells that lead to it; -1 when they
// show none. leads says whether a reader comes from a relation to the cell by way of another.
func (s *system) nearest(at int32, leads func(r, by int32) bool) int32 {
	found, least := int32(-1), math.Inf(1)
	far := map[int32]int{at: 0}
	asked := map[int32]bool{}
	for queue := []int32{at}; len(queue) > 0; queue = queue[1:] {
		c := queue[0]
		for _, r := range s.cells[c].rows {
			if asked[r] || !leads(r, c) {
				continue
			}
			asked[r] = true
			if _, cost := s.cheapest(r); cost+float64(far[c])*dearStep < least {
				found, least = r, cost+float64(far[c])*dearStep
			}
			for _, t := range s.relations[r].terms {
				if _, seen := far[t.cell]; !seen && s.cells[t.cell].hidden && far[c] < farthest {
					far[t.cell] = far[c] + 1
					queue = append(queue, t.cell)
				}
			}
		}
	}
	return found
}

// hides says that a relation has a hidden cell.
func (s *system) hides(r int32) bool {
	for _, t := range s.relations[r].terms {
		if s.cells[t.cell].hidden {
			return true
		}
	}
	return false
}

// bounds are what a reader knows of the cells, and the relations that they know it from (-1 at first).
type bounds struct {
	low, high   []float64
	whyLow, why []int32
}

// narrowed lists, for each small number that bounds leave too few values, a relation where hiding one more cell may widen them.
func (s *system) narrowed() []int32 {
	b := s.propagate()
	wanted := min(PossibleValues, s.most-s.least+1)
	var weak []int32
	for i, c := range s.cells {
		if !c.small || !c.hidden || b.high[i]-b.low[i]+1 >= wanted {
			continue
		}
		if r := s.nearest(int32(i), func(r, at int32) bool { return b.why[at] == r || b.whyLow[at] == r }); r >= 0 {
			weak = append(weak, r)
		}
	}
	return weak
}

// propagate narrows every hidden cell by each relation in turn, until nothing changes: what is small is within its span, and no count is
// below nought.
func (s *system) propagate() bounds {
	n := len(s.cells)
	b := bounds{make([]float64, n), make([]float64, n), make([]int32, n), make([]int32, n)}
	for i, c := range s.cells {
		b.whyLow[i], b.why[i] = -1, -1
		switch {
		case !c.hidden:
			b.low[i], b.high[i] = c.n, c.n
		case c.small:
			b.low[i], b.high[i] = s.least, s.most
		default:
			b.high[i] = math.Inf(1)
		}
	}
	queue := make([]int32, 0, len(s.relations))
	queued := make([]bool, len(s.relations))
	for r := range s.relations {
		queue, queued[r] = append(queue, int32(r)), true
	}
	for ; len(queue) > 0; queue = queue[1:] {
		r := queue[0]
		queued[r] = false
		for _, at := range s.tighten(b, r) {
			for _, other := range s.cells[at].rows {
				if other != r && !queued[other] {
					queue, queued[other] = append(queue, other), true
				}
			}
		}
	}
	return b
}

// tighten narrows the cells of one relation by each other, until nothing changes, and lists those that did.
func (s *system) tighten(b bounds, r int32) (changed []int32) {
	for {
		at := s.tightenOne(b, r)
		if at < 0 {
			return changed
		}
		changed = append(changed, at)
	}
}

// tightenOne narrows the first cell of a relation that the others narrow; -1 when there is none.
func (s *system) tightenOne(b bounds, r int32) int32 {
	rel := s.relations[r]
	low, high, openLow, openHigh := 0.0, 0.0, 0, 0 // of the signed sum, and how many of its terms have no lower or upper end
	for _, t := range rel.terms {
		from, to := b.ends(t)
		low, openLow = low+finite(from), openLow+infinite(from)
		high, openHigh = high+finite(to), openHigh+infinite(to)
	}
	for _, t := range rel.terms {
		if !s.cells[t.cell].hidden {
			continue
		}
		from, to := b.ends(t)
		least, most := math.Inf(-1), math.Inf(1) // of the term, by what the others leave
		if openHigh == infinite(to) {
			least = rel.sum - (high - finite(to))
		}
		if openLow == infinite(from) {
			most = rel.sum - (low - finite(from))
		}
		if t.sign < 0 {
			least, most = -most, -least
		}
		lower, upper := least > b.low[t.cell], most < b.high[t.cell]
		if lower {
			b.low[t.cell], b.whyLow[t.cell] = least, r
		}
		if upper {
			b.high[t.cell], b.why[t.cell] = most, r
		}
		if lower || upper {
			return t.cell
		}
	}
	return -1
}

// ends are the least and the most that a term can be.
func (b bounds) ends(t term) (from, to float64) {
	if t.sign > 0 {
		return b.low[t.cell], b.high[t.cell]
	}
	return -b.high[t.cell], -b.low[t.cell]
}

func infinite(x float64) int {
	if math.IsInf(x, 0) {
		return 1
	}
	return 0
}

func finite(x float64) float64 {
	if math.IsInf(x, 0) {
		return 0
	}
	return x
}
