// Package count derives the published measures from a return, in the shape of the published files. It holds counters alone: nothing of a
// person stays, and what it needs does not grow with how many there are. docs/sen2-counts.md says how every measure is counted.
package count

import (
	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// Counter counts one person after the other. It is used by one goroutine at a time.
type Counter struct {
	edition  *sen2.Edition
	header   sen2.Header
	register sen2.Establishments
	newer    bool // the labels and columns of the release of 2026

	seen     sen2.Date // the day that the return speaks of
	year     int       // the calendar year that the return reports
	from, to sen2.Date // first and last day of it that is counted
	august   day       // the last day of August before the census

	requests, assessments, timeliness *tally
	caseload, newPlans                *tally
	caseloadSeats, newPlanSeats       *seatColumns
	needsActive, needsNew             *tally
	reviews, phases, ceased           *tally
	budgets, residential, working     *tally

	moves returns.Moves

	needColumn [sen2.BadNeed + 1]int // column of each primary need

	who person
}

// person is what is the same in all counts of a person.
type person struct {
	birth day
	age   int    // school age: on the last day of August before the census
	at    places // sex and ethnicity; the rest differs from count to count
}

// ofSchoolAge says that the person was of compulsory school age when the school year began.
func (w *person) ofSchoolAge() bool { return w.age >= 5 && w.age <= 15 }

// New makes a counter for a return. register may be nil: what depends on it is then not available.
func New(edition *sen2.Edition, header *sen2.Header, register sen2.Establishments) *Counter {
	c := &Counter{edition: edition, header: *header, register: register, newer: edition.Year >= 2026, year: edition.CollectionYear()}
	c.august = day{c.year, 8, 31}
	c.SeenOn(header.MadeOn())
	c.openRequests()
	c.openPlans()
	c.openReviews()
	return c
}

// SeenOn says on which day the return is seen, before anybody is counted. A day before the reported year or after the census is passed over:
// the return is then seen as at the census.
func (c *Counter) SeenOn(on sen2.Date) {
	c.from, c.to = sen2.Day(c.year, 1, 1), sen2.Day(c.year, 12, 31)
	c.seen = c.edition.SeenOn(on)
	c.to = min(c.to, c.seen)
}

// inYear says that a date lies in the reported year and has come.
func (c *Counter) inYear(d sen2.Date) bool { return d >= c.from && d <= c.to }

// Person counts one record.
func (c *Counter) Person(p *sen2.Person) {
	birth := dayOf(p.BirthDate)
	c.who = person{birth: birth, age: ageOn(birth, c.august), at: places{bySex: sexOf(p), byEthnicity: ethnicityOf(p)}}
	for i := range p.Requests {
		r := &p.Requests[i]
		c.request(r)
		if r.Exported.Given() {
			c.moves.Away++
		}
		if r.HasActive && r.Active.TransferLA.Given() {
			c.moves.In++
		}
		if r.HasActive || r.HasAssessment && r.Assessment.HasPlan {
			c.plan(r)
		}
	}
}

// Tables gives the counts.
func (c *Counter) Tables() []returns.Table {
	var all []returns.Table
	for _, t := range []*tally{c.requests, c.assessments, c.timeliness, c.caseload, c.newPlans, c.reviews, c.needsActive, c.needsNew, c.ceased,
		c.budgets, c.working, c.residential, c.phases} {
		if t != nil {
			all = append(all, t.table())
		}
	}
	return append(all, c.officers())
}

// Moves gives the moves between authorities.
func (c *Counter) Moves() returns.Moves { return c.moves }

// officers says whether the designated officers are in post: the place of the answer among the words of the shape.
func (c *Counter) officers() returns.Table {
	const no, yes, recruiting, notReturned = 0, 1, 2, 3
	cell := func(f sen2.Field, code sen2.Letter) returns.Cell {
		switch {
		case c.edition.Expects(f) == sen2.NotThisYear:
			return returns.Cell{Status: returns.NotAvailable}
		case code == 'Y':
			return returns.Cell{N: yes}
		case code == 'N':
			return returns.Cell{N: no}
		case code == 'R':
			return returns.Cell{N: recruiting}
		}
		return returns.Cell{N: notReturned}
	}
	shape, _ := returns.ShapeOf("designated-officers")
	return returns.Table{Name: shape.Table, Period: shape.PeriodIn(c.edition.Year), Measures: shape.Measures, Rows: []returns.Row{
		{Cells: []returns.Cell{cell(sen2.DMO, c.header.DMO), cell(sen2.DCO, c.header.DCO), cell(sen2.DSCO, c.header.DSCO)}}}}
}
