// Package check holds a return against the rules: those that the guide's text implies, the product's own on dates and logic, and the
// public check list on plans and placements. What each rule means is in package returns; here is one function a rule.
package check

import (
	"math/bits"

	"inclusion/ingest/sen2"
	"inclusion/ingest/sen2/read"
	"inclusion/internal/returns"
)

// Checker looks at one person after the other. It is used by one goroutine at a time.
type Checker struct {
	edition  *sen2.Edition
	header   *sen2.Header
	register sen2.Establishments
	each     func(returns.Place)
	known    func(sen2.LA) bool

	asAt      sen2.Date // the day the return speaks of
	yearBegin sen2.Date // first and last day of the collection year
	yearEnd   sen2.Date
	reviewed  sen2.Date // day by which a plan must have been reviewed, and twelve months before it
	reviewDue sen2.Date

	at      int // rule at work, place in the table
	person  *sen2.Person
	request int // number of the request at work, 0 for the person
	state   state

	rules   []rule  // the table
	tallies []tally // by place in it
	// A bit for each request of the person at work that breaks a rule; those beyond the 64th share a bit.
	broken  uint64
	flagged struct {
		requests int
		people   rowSet
	}
	wholes
}

// tally is how often one rule was broken.
type tally struct {
	places, people int
	lastRow        int
}

// Option is something that a checker may be told beside what it must know.
type Option func(*Checker)

// AsAt sets the day that the return speaks of. Without it, it is the census, or the day the file was made when that was earlier in its year.
func AsAt(day sen2.Date) Option {
	return func(c *Checker) { c.asAt = day }
}

// Authorities lets the codes of local authorities be looked up. Without it, every code of three digits is taken as one.
func Authorities(known func(sen2.LA) bool) Option {
	return func(c *Checker) { c.known = known }
}

// New makes a checker for a return and looks at its header. each gets every place that breaks a rule: first those of the header, then
// those of the people in the order of the file, and from End those that show only when everybody has been read. It may be nil.
func New(edition *sen2.Edition, header *sen2.Header, register sen2.Establishments, each func(returns.Place), options ...Option) *Checker {
	c := &Checker{edition: edition, header: header, register: register, each: each, asAt: edition.SeenOn(header.MadeOn()),
		rules: table, tallies: make([]tally, len(table))}
	for _, option := range options {
		option(c)
	}
	c.yearBegin = sen2.Day(edition.CollectionYear(), 1, 1)
	c.yearEnd = sen2.Day(edition.CollectionYear(), 12, 31)
	c.reviewed = min(c.yearEnd, c.asAt)
	c.reviewDue = yearBefore(c.reviewed)
	for i := range c.rules {
		if c.rules[i].header != nil {
			c.at = i
			c.rules[i].header(c)
		}
	}
	return c
}

// Person looks at one record.
func (c *Checker) Person(p *sen2.Person) {
	c.person, c.request, c.broken = p, 0, 0
	for _, i := range personRules {
		c.at = i
		c.rules[i].person(c, p)
	}
	for n := range p.Requests {
		r := &p.Requests[n]
		c.request, c.state = n+1, c.stateOf(r)
		for _, i := range requestRules {
			c.at = i
			c.rules[i].request(c, r)
		}
	}
	c.flagged.requests += bits.OnesCount64(c.broken)
	c.person, c.request = nil, 0
}

// End looks at the return as a whole and gives every rule that was broken, in the order of the rules. Last come the totals, when there is
// anything to add up. It may be asked once.
func (c *Checker) End(notes read.Notes) []returns.Finding {
	c.person, c.request = nil, 0
	for i := range c.rules {
		if c.rules[i].end != nil {
			c.at = i
			c.rules[i].end(c, notes)
		}
	}
	byRule := make(map[string]tally, len(c.rules))
	for i, t := range c.tallies {
		byRule[c.rules[i].id] = t
	}
	people := c.flagged.people.count()
	byRule["C996"] = tally{places: c.flagged.requests, people: people}
	byRule["C997"] = tally{places: people, people: people}
	var found []returns.Finding
	for _, rule := range returns.Rules() {
		if t := byRule[rule.ID]; t.places > 0 {
			found = append(found, returns.Finding{Rule: rule.ID, Count: t.places, People: t.people})
		}
	}
	return found
}

// found notes that the person or request at work breaks the rule at work, at a field and, when the field is in one of several settings,
// placements or needs, at which one from 1.
func (c *Checker) found(f sen2.Field, item int) { c.foundIn(f, c.request, item) }

func (c *Checker) foundIn(f sen2.Field, request, item int) {
	row, line := 0, 0
	if c.person != nil {
		row, line = c.person.Row, c.person.Line
		if request > 0 {
			c.broken |= 1 << min(request-1, 63)
		}
	}
	c.note(spot{row: int32(row), line: int32(line), request: int32(request), item: int32(item), field: f})
}

// spot is where a rule was broken.
type spot struct {
	row, line, request, item int32
	field                    sen2.Field
}

// note counts a break of the rule at work and hands its place on. Breaks of one rule come in the order of the file.
func (c *Checker) note(s spot) {
	t := &c.tallies[c.at]
	t.places++
	if row := int(s.row); row > 0 {
		if t.lastRow != row {
			t.lastRow = row
			t.people++
		}
		c.flagged.people.add(row)
	}
	c.hand(s)
}

// hand gives a place to whoever asked for it.
func (c *Checker) hand(s spot) {
	if c.each != nil {
		c.each(returns.Place{Rule: c.rules[c.at].id, Row: int(s.row), Line: int(s.line), Request: int(s.request), Item: int(s.item), Field: paths[s.field]})
	}
}

// paths are the fields as places name them.
var paths = func() [256]string {
	var all [256]string
	for _, g := range sen2.Groups() {
		for _, f := range sen2.FieldsOf(g) {
			all[f] = f.Path()
		}
	}
	return all
}()

// rowSet is a set of numbers of people: a bit each.
type rowSet []uint64

func (s *rowSet) add(row int) {
	for row/64 >= len(*s) {
		*s = append(*s, 0)
	}
	(*s)[row/64] |= 1 << (row % 64)
}

func (s rowSet) has(row int) bool { return row/64 < len(s) && s[row/64]&(1<<(row%64)) != 0 }

func (s rowSet) count() int {
	n := 0
	for _, word := range s {
		n += bits.OnesCount64(word)
	}
	return n
}
