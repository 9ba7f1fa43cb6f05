package read

import (
	"bytes"
	"errors"
	"slices"
	"sync"

	"inclusion/ingest/sen2"
)

// order is the identifiers of a table's rows as numbers, in the order of the file, and which rows of it have no parent.
type order struct {
	own    []uint64
	sorted []uint64
	lost   []int
}

// errUnordered ends the look at a table that is not in the order of the one above it.
var errUnordered = errors.New("the table is not in the order of the one above it")

// stages are the tables, each after the one above it; those of a stage do not hang on each other.
var stages = [][]sen2.Group{
	{sen2.People}, {sen2.Requests}, {sen2.Assessments, sen2.ActivePlans}, {sen2.NamedPlans, sen2.Placements, sen2.Needs}, {sen2.PlanDetails},
}

// arrange looks at the identifiers of all tables and says whether each table is in the order of the one above it. Rows without a parent
// are found, and do not count for the order.
func (e *export) arrange() (ordered bool, err error) {
	for _, stage := range stages {
		errs := make([]error, len(stage))
		var all sync.WaitGroup
		for i, g := range stage {
			if e.tables[g] == nil {
				e.order[g] = &order{}
				continue
			}
			all.Go(func() { errs[i] = e.lookSafely(g) })
		}
		all.Wait()
		for _, err := range errs {
			if err != nil && !errors.Is(err, errUnordered) {
				return false, err
			}
		}
		if slices.ContainsFunc(errs, func(err error) bool { return err != nil }) {
			return false, nil
		}
		e.forget(stage)
	}
	for _, g := range tablesOfPeople {
		noteOrphans(e.desk.notes, g, len(e.order[g].lost))
	}
	return true, nil
}

// forget lets go of the identifiers that the tables of the next stage do not hang on.
func (e *export) forget(done []sen2.Group) {
	for _, g := range done {
		if parent := e.order[g.About().Parent]; parent != nil {
			parent.own, parent.sorted = nil, nil
		}
	}
}

// lookSafely is look, with a panic made a refusal: it runs on a goroutine of its own.
func (e *export) lookSafely(g sen2.Group) (err error) {
	defer func() {
		if recover() != nil {
			err = refusal(tableFile(g), 0, unreadable)
		}
	}()
	return e.look(g)
}

// look reads a table for its identifiers.
func (e *export) look(g sen2.Group) error {
	c, err := e.cursor(g, nil)
	if err != nil {
		return err
	}
	defer c.close()
	found := &order{}
	e.order[g] = found
	hung := len(childrenOf[g]) > 0
	walk := walk{above: e.order[g.About().Parent]}
	for n := 0; !c.ended; n++ {
		if n >= e.mostRows(g) {
			return refusal(c.columns.shown, c.records.row, "There are more rows than the return of any authority has: send one authority's return")
		}
		if hung {
			found.own = append(found.own, key(c.cells, c.columns.own))
		}
		if g != sen2.People {
			switch walk.to(key(c.cells, c.columns.of)) {
			case missing:
				found.lost = append(found.lost, c.records.row)
			case behind:
				return errUnordered
			}
		}
		if err := c.advance(); err != nil {
			return err
		}
	}
	if hung {
		found.sorted = slices.Clone(found.own)
		slices.Sort(found.sorted)
		return e.once(g, found)
	}
	return nil
}

// mostRows is how many rows a table may have: of people as many as there may be, of anything else four times that.
func (e *export) mostRows(g sen2.Group) int {
	if g == sen2.People {
		return e.desk.o.Limits.People
	}
	return 4 * e.desk.o.Limits.People
}

// once refuses a table in which two rows have the same identifier, and names the second.
func (e *export) once(g sen2.Group, found *order) error {
	twice := uint64(0)
	for i := 1; i < len(found.sorted); i++ {
		if found.sorted[i] == found.sorted[i-1] && found.sorted[i] != 0 {
			twice = found.sorted[i]
			break
		}
	}
	if twice == 0 {
		return nil
	}
	c, err := e.cursor(g, nil)
	if err != nil {
		return err
	}
	defer c.close()
	for seen := 0; !c.ended; {
		if key(c.cells, c.columns.own) == twice {
			if seen++; seen == 2 {
				break
			}
		}
		if err := c.advance(); err != nil {
			return err
		}
	}
	return refusal(c.columns.shown, c.records.row, "Two rows have the same identifier, and this is the second")
}

// walk follows the rows of the table above while those below it pass.
type walk struct {
	above *order
	at    int
}

// What a step comes to: the parent, none, or one that was passed already.
const (
	found = iota
	missing
	behind
)

// nearby is how many rows of the table above are looked at before it is asked whether the parent is in it at all.
const nearby = 64

// to goes on to the row of an identifier.
func (w *walk) to(id uint64) int {
	own := w.above.own
	if id == 0 {
		return missing
	}
	for i := w.at; i < len(own); i++ {
		if own[i] == id {
			w.at = i
			return found
		}
		if i == w.at+nearby {
			if _, there := slices.BinarySearch(w.above.sorted, id); !there {
				return missing
			}
		}
	}
	if _, there := slices.BinarySearch(w.above.sorted, id); there {
		return behind
	}
	return missing
}

// merge reads all tables side by side, each in the order of the one above it.
type merge struct {
	cursors [256]*cursor // by group
}

// merge hands the people over.
func (e *export) merge() error {
	m := &merge{}
	defer m.close()
	for _, g := range tablesOfPeople {
		c, err := e.cursor(g, e.desk.unknown)
		if err != nil {
			return err
		}
		m.cursors[g] = c
		if c.lost = e.order[g].lost; len(c.lost) > 0 && c.records.row == c.lost[0] {
			c.lost = c.lost[1:]
			if err := c.advance(); err != nil {
				return err
			}
		}
	}
	people := m.cursors[sen2.People]
	for !people.ended {
		p, err := e.desk.person()
		if err != nil {
			return err
		}
		p.Line = people.records.row
		m.set(p, sen2.People)
		family := family{rows: m, most: e.desk.o.Limits.Items}
		if err := family.beneath(p, sen2.People, true); err != nil {
			return err
		}
		if err := people.advance(); err != nil {
			return err
		}
	}
	return m.whole()
}

// whole makes sure that every row was handed over: a folder's files could have been written to while they were read.
func (m *merge) whole() error {
	for _, g := range tablesOfPeople {
		if c := m.cursors[g]; !c.ended {
			return refusal(c.columns.shown, c.records.row, "The table changed while it was read: read it again when nobody writes to it")
		}
	}
	return nil
}

func (m *merge) close() {
	for _, c := range m.cursors {
		if c != nil {
			c.close()
		}
	}
}

func (m *merge) down(g sen2.Group) (bool, error) {
	c, above := m.cursors[g], m.cursors[g.About().Parent]
	if c.ended {
		return false, nil
	}
	of, own := c.of(), above.own()
	return len(of) > 0 && bytes.Equal(of, own), nil
}

func (m *merge) leave(g sen2.Group) error { return m.cursors[g].advance() }

func (m *merge) set(p *sen2.Person, g sen2.Group) {
	c := m.cursors[g]
	for _, col := range c.columns.fields {
		p.Set(col.field, c.cells[col.at])
	}
}
