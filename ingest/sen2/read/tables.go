package read

import (
	"bytes"
	"hash/maphash"
	"slices"

	"inclusion/ingest/sen2"
)

// childrenOf are the tables whose rows stand beneath a row of a table, in the order of the message.
var childrenOf = func() map[sen2.Group][]sen2.Group {
	all := map[sen2.Group][]sen2.Group{}
	for _, g := range sen2.Groups() {
		if parent := g.About().Parent; parent != sen2.NoGroup {
			all[parent] = append(all[parent], g)
		}
	}
	return all
}()

// tablesOfPeople are the tables of rows about people, each after the one above it.
var tablesOfPeople = []sen2.Group{sen2.People, sen2.Requests, sen2.Assessments, sen2.ActivePlans, sen2.NamedPlans, sen2.Placements,
	sen2.Needs, sen2.PlanDetails}

// neededColumns are those without which a table says nothing.
var neededColumns = map[sen2.Group][]sen2.Field{
	sen2.Details:     {sen2.Year},
	sen2.Source:      {sen2.LEA},
	sen2.People:      {sen2.PersonBirthDate},
	sen2.Requests:    {sen2.ReceivedDate, sen2.RequestOutcome},
	sen2.Assessments: {sen2.AssessmentOutcome, sen2.AssessmentOutcomeDate},
	sen2.NamedPlans:  {sen2.StartDate},
	sen2.Needs:       {sen2.SENtype},
}

// column is where a field stands in a table's rows.
type column struct {
	at    int
	field sen2.Field
}

// columns say what stands where in a table's rows: fields, and the columns that together are the identifier of the row and of the row
// that it belongs to.
type columns struct {
	group   sen2.Group
	shown   string // what messages call the table
	width   int
	fields  []column
	own, of []int
}

// take gives a column to a field, which may have one.
func (c *columns) take(f sen2.Field, at, line int) error {
	for _, other := range c.fields {
		if other.field == f {
			return refusal(c.shown, line, "Two columns are both %s: leave one", f.About().Name)
		}
	}
	c.fields = append(c.fields, column{at, f})
	return nil
}

// check makes sure that the columns are there without which the table says nothing.
func (c *columns) check(line int) error {
	needed := neededColumns[c.group]
	if c.group == sen2.Details {
		needed = slices.Concat(needed, neededColumns[sen2.Source])
	}
	for _, f := range needed {
		if !slices.ContainsFunc(c.fields, func(o column) bool { return o.field == f }) {
			return refusal(c.shown, line, "There is no column %s (%s)", f.About().Name, f.About().Label)
		}
	}
	return nil
}

// idHash makes identifiers into numbers. Its seed is drawn anew by every process, so that no file can be made for its weaknesses.
var idHash = maphash.MakeSeed()

// key is a number for what stands in the columns of an identifier, and 0 when one of them is blank. Two identifiers of a table of a million
// rows have the same one less than once in ten million tables.
func key(cells [][]byte, at []int) uint64 {
	var h maphash.Hash
	h.SetSeed(idHash)
	for _, i := range at {
		if i >= len(cells) {
			return 0
		}
		id := bytes.TrimSpace(cells[i])
		if len(id) == 0 {
			return 0
		}
		h.Write(id)
		h.WriteByte(0)
	}
	return max(h.Sum64(), 1)
}

// rows gives the rows of the tables beneath each other. The row that down comes to stays until leave.
type rows interface {
	down(g sen2.Group) (bool, error) // to the next row beneath the one of the table above, if there is one
	set(p *sen2.Person, g sen2.Group)
	leave(g sen2.Group) error
}

// family puts one person's rows together.
type family struct {
	rows rows
	seen int // rows of this person
	most int // rows that one person may have
}

// beneath adds to the person what stands beneath the row of a table that was come to last. Rows under one that may not be there are passed
// over with it.
func (f *family) beneath(p *sen2.Person, g sen2.Group, kept bool) error {
	for _, child := range childrenOf[g] {
		for {
			there, err := f.rows.down(child)
			if err != nil {
				return err
			}
			if !there {
				break
			}
			if f.seen++; f.seen > f.most {
				return refusal(child.About().File, 0, "One person has more than %d rows in all tables together", f.most)
			}
			begun := kept && p.Begin(child)
			if begun {
				f.rows.set(p, child)
			} else if kept {
				p.Fault(sen2.Repeated, sen2.FieldsOf(child)[0])
			}
			if err := f.beneath(p, child, begun); err != nil {
				return err
			}
			if err := f.rows.leave(child); err != nil {
				return err
			}
		}
	}
	return nil
}

// noteOrphans counts rows of a table whose parent is not there.
func noteOrphans(notes *Notes, g sen2.Group, n int) {
	if n == 0 {
		return
	}
	if notes.Orphaned == nil {
		notes.Orphaned = map[string]int{}
	}
	notes.Orphaned[g.About().File] += n
}
