package count_test

import (
	"testing"

	"inclusion/ingest/sen2"
	"inclusion/ingest/sen2/count"
	"inclusion/internal/returns"
)

// on is a date of a test, "" for none.
func on(t *testing.T, day string) sen2.Date {
	t.Helper()
	if day == "" {
		return 0
	}
	var p sen2.Person
	if p.Set(sen2.PersonBirthDate, []byte(day)); !p.BirthDate.Given() {
		t.Fatalf("%q is no date", day)
	}
	return p.BirthDate
}

// edition of a year.
func edition(t *testing.T, year int) *sen2.Edition {
	t.Helper()
	years, err := sen2.LoadYears(nil)
	if err != nil || years[year] == nil {
		t.Fatalf("there is no return of %d: %v", year, err)
	}
	return years[year]
}

// schools is a register with a school of each kind that the tests need.
var schools = sen2.Establishments{
	900001: {Kind: sen2.MainstreamMaintained}, 900002: {Kind: sen2.MainstreamAcademy}, 900003: {Kind: sen2.MainstreamFree}, 900004: {Kind: sen2.MainstreamIndependent},
	900005: {Kind: sen2.SpecialMaintained}, 900006: {Kind: sen2.SpecialAcademy}, 900007: {Kind: sen2.SpecialFree}, 900008: {Kind: sen2.SpecialIndependent},
	900009: {Kind: sen2.SpecialNonMaintained}, 900010: {Kind: sen2.AlternativeMaintained}, 900011: {Kind: sen2.AlternativeAcademy}, 900012: {Kind: sen2.AlternativeFree},
	900013: {Kind: sen2.GeneralFE}, 900014: {Kind: sen2.SpecialistPost16}, 900015: {Kind: sen2.OnlineProvider}, 900016: {Kind: sen2.WelshEstablishment},
	900017: {Kind: sen2.OtherSchool},
}

// counted is the tables of a return of some people.
type counted map[string]returns.Table

// counting counts the return of a year with the register of schools.
func counting(t *testing.T, year int, people ...sen2.Person) counted {
	t.Helper()
	return countingWith(t, year, sen2.Header{}, schools, people...)
}

func countingWith(t *testing.T, year int, header sen2.Header, register sen2.Establishments, people ...sen2.Person) counted {
	t.Helper()
	c := count.New(edition(t, year), &header, register)
	for i := range people {
		c.Person(&people[i])
	}
	all := counted{}
	for _, table := range c.Tables() {
		all[table.Name] = table
	}
	return all
}

// row is a row of a table; "" is that of everybody.
func (c counted) row(t *testing.T, table, topic, label string) (returns.Row, bool) {
	t.Helper()
	rows := c[table].Rows
	if len(rows) == 0 {
		t.Fatalf("there is no table %s", table)
	}
	if topic == "" {
		return rows[0], true
	}
	for _, r := range rows[1:] {
		if r.Topic == topic && r.Breakdown == label {
			return r, true
		}
	}
	return returns.Row{}, false
}

// cell is a number of a table.
func (c counted) cell(t *testing.T, table, topic, label, measure string) returns.Cell {
	t.Helper()
	row, there := c.row(t, table, topic, label)
	if !there {
		return returns.Cell{}
	}
	for i, m := range c[table].Measures {
		if m == measure {
			return row.Cells[i]
		}
	}
	t.Fatalf("table %s has no measure %s", table, measure)
	return returns.Cell{}
}

// expect holds the row of everybody against numbers; a measure that is not named must be 0.
func (c counted) expect(t *testing.T, table string, want map[string]float64) {
	t.Helper()
	c.expectIn(t, table, "", "", want)
}

func (c counted) expectIn(t *testing.T, table, topic, label string, want map[string]float64) {
	t.Helper()
	row, there := c.row(t, table, topic, label)
	if !there {
		t.Errorf("%s has no row %s, %s", table, topic, label)
		return
	}
	seen := 0
	for i, m := range c[table].Measures {
		w, named := want[m]
		if named {
			seen++
		}
		if got := row.Cells[i]; got.Status == returns.OK && got.N != w || got.Status != returns.OK && named {
			t.Errorf("%s %s %s: %s is %v %s, want %v", table, topic, label, m, got.N, got.Status, w)
		}
	}
	if seen != len(want) {
		t.Errorf("%s has only %d of the measures %v", table, seen, want)
	}
}

// born is somebody with one or more requests.
func born(t *testing.T, birth string, requests ...sen2.Request) sen2.Person {
	t.Helper()
	return sen2.Person{BirthDate: on(t, birth), Sex: 'F', Requests: requests}
}

// asked is a request that came and was decided.
func asked(t *testing.T, received, outcome, decided string) sen2.Request {
	t.Helper()
	r := sen2.Request{Received: on(t, received), OutcomeDate: on(t, decided)}
	if outcome != "" {
		r.Outcome = sen2.Letter(outcome[0])
	}
	return r
}

// assessed is a request that was agreed to, with what came of the assessment.
func assessed(t *testing.T, received, outcome, decided string) sen2.Request {
	t.Helper()
	r := asked(t, received, "Y", "")
	r.HasAssessment = true
	r.Assessment.Week20 = sen2.No
	r.Assessment.OutcomeDate = on(t, decided)
	if outcome != "" {
		r.Assessment.Outcome = sen2.Letter(outcome[0])
	}
	return r
}

// running is a plan of an earlier request, with its active plan.
func running(t *testing.T, start string) sen2.Request {
	t.Helper()
	r := sen2.Request{Outcome: 'H', HasAssessment: true, HasActive: true}
	r.Assessment.Outcome = 'H'
	r.Assessment.HasPlan = true
	r.Assessment.Plan.Start = on(t, start)
	return r
}

// ended is a running plan that ceased.
func ended(t *testing.T, start, cease string, reason sen2.Letter) sen2.Request {
	t.Helper()
	r := running(t, start)
	r.Assessment.Plan.Cease, r.Assessment.Plan.CeaseReason = on(t, cease), reason
	return r
}

// at is a placement of the first rank at a school, without dates.
func at(urn uint32) sen2.Placement {
	return sen2.Placement{Setting: sen2.Setting{URN: urn, Rank: '1'}}
}
