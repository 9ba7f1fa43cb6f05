package returns

import (
	"slices"
	"strings"
)

// place is where a cell stands: its table, row and measure.
type place struct{ table, row, measure int }

// guardedCell is a number of the system. A slack is what a whole has beyond its parts: nobody prints it.
type guardedCell struct {
	n      float64
	hidden bool
	small  bool
	slack  bool
	// A revealed cell was hidden, and shown again because it followed from the others; a needed one was hidden again after that.
	revealed, needed bool
	dear             float64 // what it would cost readers not to see it
	rows             []int32 // relations that it stands in
	printed          place
}

// term is a cell with its sign in a relation.
type term struct {
	cell int32
	sign int8
}

// relation says that the signed sum of its terms is sum, as a reader knows.
type relation struct {
	terms  []term
	sum    float64
	hidden int // how many of its cells are hidden
}

// system is every number of the tables and everything that ties them together.
type system struct {
	least, most float64
	cells       []guardedCell
	relations   []relation
	at          map[place]int32
	costs       map[weakness]choice // found in this round
	wanted      []float64           // how many values each small number is to have
}

// What it costs to hide a cell, beside its number: a row of everybody is dear, and its first measure the dearest of all.
const (
	dearHeadline = 1e7
	dearTotalRow = 1e5
	dearSum      = 3000 // a sum of other cells
	dearZero     = 40
	dearUseless  = 5000 // a cell whose hiding would not help
	dearStep     = 100  // a cell farther from the one to be protected
	dearLone     = 600  // a further relation in which nothing is hidden yet, so that more would have to be
)

// farthest is how many relations away a cell is looked for that protects another, where one nearer does.
const farthest = 3

func newSystem(tables []Table, least, most float64) *system {
	s := &system{least: least, most: most, at: map[place]int32{}, costs: map[weakness]choice{}}
	for i, t := range tables {
		shape, known := ShapeOf(t.Name)
		if len(shape.Words) > 0 {
			continue
		}
		s.addCells(i, t, shape)
		s.addBalances(i, t, shape)
		if shape.Adds || !known {
			s.addTopics(i, t)
		}
	}
	s.addTwins(tables)
	for i, r := range s.relations {
		for _, t := range r.terms {
			s.cells[t.cell].rows = append(s.cells[t.cell].rows, int32(i))
			if s.cells[t.cell].hidden {
				s.relations[i].hidden++
			}
		}
	}
	return s
}

// addCells takes the counts of a table. Those that are not there, or cannot be, are unknown to all.
func (s *system) addCells(i int, t Table, shape Shape) {
	sums := map[string]bool{}
	for _, b := range shape.Balances {
		sums[b.Total] = true
	}
	for j, row := range t.Rows {
		_, total := placementGroup(row.Breakdown)
		for k, c := range row.Cells {
			if _, mean := shape.Means[t.Measures[k]]; mean || c.Status != OK || c.N < 0 {
				continue
			}
			cell := guardedCell{n: c.N, small: c.N >= s.least && c.N <= s.most, dear: min(c.N, 5000), printed: place{i, j, k}}
			cell.hidden = cell.small
			if c.N == 0 {
				cell.dear = dearZero
			}
			if sums[t.Measures[k]] || row.Topic == PlacementTopic && total {
				cell.dear += dearSum
			}
			switch {
			case j == 0 && k == 0:
				cell.dear += dearHeadline
			case j == 0:
				cell.dear += dearTotalRow
			}
			s.at[cell.printed] = int32(len(s.cells))
			s.cells = append(s.cells, cell)
		}
	}
}

// relate adds whole = parts. A relation with a cell that is not there says nothing. Where beyond is true the whole may be more than its
// parts, and nobody knows by how much.
func (s *system) relate(whole place, parts []place, beyond bool) {
	if len(parts) == 0 {
		return
	}
	var r relation
	for n, p := range append([]place{whole}, parts...) {
		at, ok := s.at[p]
		if !ok {
			return
		}
		sign := int8(1)
		if n > 0 {
			sign = -1
		}
		r.terms = append(r.terms, term{at, sign})
		r.sum += float64(sign) * s.cells[at].n
	}
	if beyond {
		if r.sum < 0 {
			return
		}
		s.cells = append(s.cells, guardedCell{n: r.sum, hidden: true, slack: true, printed: place{-1, -1, -1}})
		r.terms = append(r.terms, term{int32(len(s.cells) - 1), -1})
		r.sum = 0
	}
	s.relations = append(s.relations, r)
}

// addBalances ties the numbers of each row together.
func (s *system) addBalances(i int, t Table, shape Shape) {
	for j := range t.Rows {
		in := func(names []string) (all []place) {
			for _, name := range names {
				if k := slices.Index(t.Measures, name); k >= 0 {
					all = append(all, place{i, j, k})
				}
			}
			return all
		}
		for _, b := range shape.Balances {
			if whole := in([]string{b.Total}); len(whole) > 0 {
				s.relate(whole[0], in(b.Parts), false)
			}
		}
		for _, w := range shape.Within {
			if whole := in([]string{w.Whole}); len(whole) > 0 {
				s.relate(whole[0], in(w.Parts), true)
			}
		}
	}
}

// addTopics ties the rows of each topic to the row of everybody, and in the topic of placements the rows of a group to its total.
func (s *system) addTopics(i int, t Table) {
	var topics []string
	rows := map[string][]int{}
	for j, row := range t.Rows[min(1, len(t.Rows)):] {
		if rows[row.Topic] == nil {
			topics = append(topics, row.Topic)
		}
		rows[row.Topic] = append(rows[row.Topic], j+1)
	}
	for _, topic := range topics {
		top := rows[topic]
		if topic == PlacementTopic {
			top = nil
			for _, g := range placementGroups(t, rows[topic]) {
				if g.total < 0 {
					top = append(top, g.rows...)
					continue
				}
				top = append(top, g.total)
				s.relateRows(i, t, g.total, g.rows)
			}
		}
		s.relateRows(i, t, 0, top)
	}
}

// relateRows ties each measure of rows to that of the row that they add up to.
func (s *system) relateRows(i int, t Table, whole int, rows []int) {
	for k := range t.Measures {
		parts := make([]place, len(rows))
		for n, j := range rows {
			parts[n] = place{i, j, k}
		}
		s.relate(place{i, whole, k}, parts, false)
	}
}

// rowGroup is the rows of a group of placements and the row that is their total, -1 where there is none.
type rowGroup struct {
	name  string
	total int
	rows  []int
}

func placementGroups(t Table, rows []int) []rowGroup {
	var groups []rowGroup
	for _, j := range rows {
		name, total := placementGroup(t.Rows[j].Breakdown)
		at := slices.IndexFunc(groups, func(g rowGroup) bool { return g.name == name })
		if at < 0 {
			at = len(groups)
			groups = append(groups, rowGroup{name: name, total: -1})
		}
		if total {
			groups[at].total = j
		} else {
			groups[at].rows = append(groups[at].rows, j)
		}
	}
	return groups
}

// label is a breakdown's name as it is compared between tables: "Aged 4" and "age 4" are the same.
func label(text string) string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimSpace(text)), "aged ", "age ")
}
