package read

import (
	"strings"

	"inclusion/ingest/sen2"
)

// kind is what an element is.
type kind uint8

const (
	foreign  kind = iota // no return has it there: it and everything inside it is passed over
	document             // around the root
	message
	header
	persons
	group
	field
)

// child is an element that may stand in another.
type child struct {
	name  string // as the message writes it
	lower string
	kind  kind
	group sen2.Group
	field sen2.Field
	below *names // what may stand in it
}

// names finds the children of an element by name without allocating. A name that is written as the message writes it is found by one
// look at a table whose places are chosen so that no two share one.
type names struct {
	list   []child // the first is empty
	slots  [64]uint8
	factor uint32
}

// exact finds a name that is written as the message writes it, and is nil for any other.
func (n *names) exact(name []byte) *child {
	if n == nil || len(name) == 0 {
		return nil
	}
	if c := &n.list[n.slots[place(name, n.factor)]]; string(name) == c.name {
		return c
	}
	return nil
}

// anyCase finds a name in lower case.
func (n *names) anyCase(lower []byte) *child {
	if n == nil {
		return nil
	}
	for i := range n.list[1:] {
		if c := &n.list[i+1]; string(lower) == c.lower {
			return c
		}
	}
	return nil
}

// place is where a name stands among the slots: its length and three of its letters, spread.
func place[T string | []byte](name T, factor uint32) uint32 {
	n := len(name)
	key := uint32(n)<<24 | uint32(name[0])<<16 | uint32(name[n/2])<<8 | uint32(name[n-1])
	return key * factor >> 26
}

// tableOf makes the table of some children.
func tableOf(children ...child) *names {
	n := &names{list: append(make([]child, 1), children...), factor: 0x9e3779b1}
	for !n.spread() {
		n.factor += 2
	}
	return n
}

// spread fills the slots, and says false when two names fall into one.
func (n *names) spread() bool {
	n.slots = [64]uint8{}
	for i, c := range n.list[1:] {
		slot := &n.slots[place(c.name, n.factor)]
		if *slot != 0 {
			return false
		}
		*slot = uint8(i + 1)
	}
	return true
}

// groupTables are what may stand in each group, by group.
var groupTables = func() []*names {
	groups := sen2.Groups()
	all := make([]*names, len(groups)+1)
	for i := range groups {
		g := groups[len(groups)-1-i] // from the inside out, so that what a group holds is there before it
		var children []child
		for _, f := range sen2.FieldsOf(g) {
			name := f.About().Name
			children = append(children, child{name: name, lower: strings.ToLower(name), kind: field, group: g, field: f})
		}
		for _, inner := range groups {
			if inner.About().Parent == g {
				children = append(children, groupChild(inner, all[inner]))
			}
		}
		all[g] = tableOf(children...)
	}
	return all
}()

func groupChild(g sen2.Group, below *names) child {
	name := g.About().Element
	return child{name: name, lower: strings.ToLower(name), kind: group, group: g, below: below}
}

// rootTable is what the file may hold: the message, with all that is in it.
var rootTable = tableOf(child{name: "Message", lower: "message", kind: message, below: tableOf(
	child{name: "Header", lower: "header", kind: header, below: tableOf(
		groupChild(sen2.Details, groupTables[sen2.Details]), groupChild(sen2.Source, groupTables[sen2.Source]))},
	child{name: "Persons", lower: "persons", kind: persons, below: tableOf(groupChild(sen2.People, groupTables[sen2.People]))},
)})

// elsewhere finds, for a name in lower case that may not stand in a group, what it is where it may: a group of a person, or a field,
// of the groups inside before the one around before any other.
func elsewhere(lower []byte, in sen2.Group) *child {
	var best *child
	nearest := 0
	for _, g := range sen2.Groups() {
		c := groupTables[g].anyCase(lower)
		if c == nil {
			continue
		}
		near := 1
		switch about := g.About(); {
		case about.Parent == in:
			near = 3
		case g == in.About().Parent:
			near = 2
		}
		if near > nearest {
			best, nearest = c, near
		}
	}
	return best
}
