package check

import (
	"fmt"
	"testing"

	"inclusion/ingest/sen2"
	"inclusion/ingest/sen2/read"
	"inclusion/internal/returns"
)

// day reads a date, so that a test can be read.
func day(t testing.TB, text string) sen2.Date {
	t.Helper()
	var year, month, of int
	if _, err := fmt.Sscanf(text, "%d-%d-%d", &year, &month, &of); err != nil {
		t.Fatal(err)
	}
	return sen2.Day(year, month, of)
}

// world is a return of one year in which a test changes something.
type world struct {
	t        testing.TB
	edition  *sen2.Edition
	header   sen2.Header
	people   []*sen2.Person
	register sen2.Establishments
	notes    read.Notes
	options  []Option
}

// newWorld is a return of a year with one sample child, in which nothing is wrong.
func newWorld(t testing.TB, year int) *world {
	t.Helper()
	years, err := sen2.LoadYears(nil)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, edition: years[year], header: sen2.Header{Collection: "SEN2", Year: year, ReferenceDate: years[year].ReferenceDate, SourceLevel: 'L',
		Authority: 852, MadeAt: fmt.Sprintf("%d-01-25T09:00:00", year), DMO: 'Y', DCO: 'Y'}}
	if w.edition.Expects(sen2.DSCO) != sen2.NotThisYear {
		w.header.DSCO = 'R'
	}
	w.add(upns[0])
	return w
}

// Made-up pupil numbers whose check letters fit.
var upns = []string{"A123456789012", "P000000000001", "V000000000014"}

// pair is a field and what stands in it.
type pair struct {
	field sen2.Field
	text  string
}

// add puts another sample child into the return: asked for, assessed and given a plan in 137 days, and placed.
func (w *world) add(upn string) *sen2.Person {
	past := w.edition.CollectionYear()
	p := &sen2.Person{Row: len(w.people) + 1, Line: 100 * (len(w.people) + 1)}
	set := func(g sen2.Group, pairs ...pair) {
		if g != sen2.People && !p.Begin(g) {
			w.t.Fatalf("group %d cannot begin", g)
		}
		for _, one := range pairs {
			if w.edition.Expects(one.field) != sen2.NotThisYear {
				p.Set(one.field, []byte(one.text))
			}
		}
	}
	in := func(monthDay string) string { return fmt.Sprintf("%d-%s", past, monthDay) }
	set(sen2.People, pair{sen2.Surname, "Sample"}, pair{sen2.Forename, "Child"}, pair{sen2.PersonBirthDate, fmt.Sprintf("%d-05-04", past-8)},
		pair{sen2.Sex, "F"}, pair{sen2.GenderCurrent, "2"}, pair{sen2.EthnicityCode, "WBRI"}, pair{sen2.PostCode, "ZZ99 9ZZ"}, pair{sen2.UPNField, upn})
	set(sen2.Requests, pair{sen2.ReceivedDate, in("02-03")}, pair{sen2.RequestSource, "1"}, pair{sen2.RYA, "0"}, pair{sen2.RequestOutcomeDate, in("03-14")},
		pair{sen2.RequestOutcome, "Y"}, pair{sen2.RequestMediation, "0"}, pair{sen2.RequestTribunal, "0"})
	set(sen2.Assessments, pair{sen2.AssessmentOutcome, "Y"}, pair{sen2.AssessmentOutcomeDate, in("06-20")}, pair{sen2.AssessmentMediation, "0"},
		pair{sen2.AssessmentTribunal, "0"}, pair{sen2.OtherMediation, "0"}, pair{sen2.OtherTribunal, "0"}, pair{sen2.Week20, "0"})
	set(sen2.NamedPlans, pair{sen2.StartDate, in("06-20")}, pair{sen2.PB, "0"}, pair{sen2.OA, "0"})
	set(sen2.PlanDetails, pair{sen2.PlanURN, "116100"}, pair{sen2.PlanRank, "1"}, pair{sen2.PlanUnit, "0"}, pair{sen2.PlanResourced, "1"})
	set(sen2.ActivePlans)
	set(sen2.Placements, pair{sen2.PlacementURN, "116100"}, pair{sen2.PlacementRank, "1"}, pair{sen2.EntryDate, in("09-01")}, pair{sen2.PlacementUnit, "0"},
		pair{sen2.PlacementResourced, "1"})
	set(sen2.Needs, pair{sen2.SENtype, "SLCN"}, pair{sen2.SENtypeRank, "1"})
	set(sen2.Needs, pair{sen2.SENtype, "ASD"}, pair{sen2.SENtypeRank, "2"})
	w.people = append(w.people, p)
	return p
}

func (w *world) person() *sen2.Person { return w.people[0] }
func (w *world) request() *sen2.Request {
	return &w.people[0].Requests[0]
}

// again gives the first child a further request, which was refused and is otherwise in order.
func (w *world) again() *sen2.Request {
	past := w.edition.CollectionYear()
	p := w.person()
	p.Requests = append(p.Requests, sen2.Request{Received: sen2.Day(past-1, 12, 2), Source: '1', RYA: sen2.No, OutcomeDate: sen2.Day(past, 1, 10), Outcome: 'N',
		Mediation: sen2.No, Tribunal: sen2.No})
	if w.edition.Expects(sen2.RequestSource) == sen2.NotThisYear {
		p.Requests[1].Source = 0
	}
	return &p.Requests[1]
}

// check reads the return through.
func (w *world) check() ([]returns.Finding, []returns.Place) {
	var places []returns.Place
	c := New(w.edition, &w.header, w.register, func(p returns.Place) { places = append(places, p) }, w.options...)
	for _, p := range w.people {
		c.Person(p)
	}
	return c.End(w.notes), places
}
