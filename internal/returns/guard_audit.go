package returns

import "math"

// protect hides more cells, round after round, until a reader can work none of the small numbers out, and shows again what follows from
// the others. A reader knows that as well, so it begins again with it shown, until all that is hidden is hidden in truth: a cell that is
// hidden a second time is needed, and is itself protected.
func (s *system) protect() {
	s.wantedValues()
	for {
		for s.hideAgainst(s.narrowed()) || s.hideAgainst(s.determined()) {
			clear(s.costs)
		}
		if !s.reveal() {
			return
		}
		clear(s.costs)
	}
}

// weakness is a relation where hiding one more cell may protect a small number. Where it can be too few, hiding nobody does not help.
type weakness struct {
	relation int32
	tooFew   bool
}

// hideAgainst hides one more cell against each weakness that none hidden before it in this round bears on; false when there was none.
func (s *system) hideAgainst(weak []weakness) bool {
	done := map[int32]bool{}
	hidden := false
	for _, w := range weak {
		if done[w.relation] {
			continue
		}
		if at := s.cheapest(w).cell; at >= 0 {
			hidden = true
			s.hide(at)
			for _, also := range s.cells[at].rows {
				done[also] = true
			}
		}
	}
	return hidden
}

func (s *system) hide(at int32) {
	s.cells[at].hidden, s.cells[at].needed = true, s.cells[at].revealed
	for _, r := range s.cells[at].rows {
		s.relations[r].hidden++
	}
}

// choice is a cell that could be hidden, -1 when there is none, and what readers would miss.
type choice struct {
	cell int32
	cost float64
}

// cheapest is the shown cell of a relation that readers miss least.
func (s *system) cheapest(w weakness) choice {
	if known, ok := s.costs[w]; ok && (known.cell < 0 || !s.cells[known.cell].hidden) {
		return known
	}
	best := choice{-1, math.Inf(1)}
	for _, t := range s.relations[w.relation].terms {
		c := &s.cells[t.cell]
		if c.hidden {
			continue
		}
		cost := c.dear
		if w.tooFew && c.n == 0 {
			cost += dearUseless
		}
		for _, other := range c.rows {
			if other != w.relation && s.relations[other].hidden == 0 {
				cost += dearLone
			}
		}
		if cost < best.cost {
			best = choice{t.cell, cost}
		}
	}
	s.costs[w] = best
	return best
}

// nearest finds the relation where hiding one more cell costs least, among those of a cell and of the cells that lead to it; false when
// they show none. leads says whether a reader comes to a cell by way of a relation.
func (s *system) nearest(at int32, tooFew bool, leads func(r, to int32) bool) (found weakness, ok bool) {
	least := math.Inf(1)
	far := map[int32]int{at: 0}
	asked := map[int32]bool{}
	for queue := []int32{at}; len(queue) > 0; queue = queue[1:] {
		c := queue[0]
		for _, r := range s.cells[c].rows {
			if asked[r] || !leads(r, c) {
				continue
			}
			asked[r] = true
			w := weakness{r, tooFew}
			if cost := s.cheapest(w).cost + float64(far[c])*dearStep; cost < least {
				found, least = w, cost
			}
			if far[c] >= farthest && !math.IsInf(least, 1) {
				continue
			}
			for _, t := range s.relations[r].terms {
				if _, seen := far[t.cell]; !seen && s.cells[t.cell].hidden {
					far[t.cell] = far[c] + 1
					queue = append(queue, t.cell)
				}
			}
		}
	}
	return found, !math.IsInf(least, 1)
}

// bounds are what a reader knows of the cells, and the relations that they know it from (-1 at first).
type bounds struct {
	low, high   []float64
	whyLow, why []int32
}

// narrowed lists, for each small number that bounds leave too few values, a relation where hiding one more cell may widen them.
func (s *system) narrowed() (weak []weakness) {
	b := s.propagate(false)
	for i, c := range s.cells {
		if !c.small || b.high[i]-b.low[i]+1 >= s.wanted[i] {
			continue
		}
		tooFew := b.high[i] < s.least+s.wanted[i]-1
		w, ok := s.nearest(int32(i), tooFew, func(r, to int32) bool { return b.why[to] == r || b.whyLow[to] == r })
		if !ok {
			w, ok = s.nearest(int32(i), tooFew, func(int32, int32) bool { return true })
		}
		if ok {
			weak = append(weak, w)
		}
	}
	return weak
}

// wantedValues is how many values each small number is to have: PossibleValues, or as many as it would have if nothing at all were shown.
// Five small numbers that make a small number of five are one each, whatever is hidden, to who knows that all of them are small.
func (s *system) wantedValues() {
	b := s.propagate(true)
	s.wanted = make([]float64, len(s.cells))
	for i := range s.cells {
		s.wanted[i] = min(PossibleValues, s.most-s.least+1, b.high[i]-b.low[i]+1)
	}
}

// propagate narrows every hidden cell by each relation in turn, until nothing changes: what is small is within its span, and no count is
// below nought. A blind reader is shown no cell.
func (s *system) propagate(blind bool) bounds {
	n := len(s.cells)
	b := bounds{make([]float64, n), make([]float64, n), make([]int32, n), make([]int32, n)}
	for i, c := range s.cells {
		b.whyLow[i], b.why[i] = -1, -1
		switch {
		case !c.hidden && !blind:
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
		for _, at := range s.tighten(b, r, blind) {
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
func (s *system) tighten(b bounds, r int32, blind bool) (changed []int32) {
	for {
		at := s.tightenOne(b, r, blind)
		if at < 0 {
			return changed
		}
		changed = append(changed, at)
	}
}

// tightenOne narrows the first cell of a relation that the others narrow; -1 when there is none.
func (s *system) tightenOne(b bounds, r int32, blind bool) int32 {
	rel := s.relations[r]
	low, high, openLow, openHigh := 0.0, 0.0, 0, 0 // of the signed sum, and how many of its terms have no lower or upper end
	for _, t := range rel.terms {
		from, to := b.ends(t)
		low, openLow = low+finite(from), openLow+infinite(from)
		high, openHigh = high+finite(to), openHigh+infinite(to)
	}
	for _, t := range rel.terms {
		if !s.cells[t.cell].hidden && !blind {
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
