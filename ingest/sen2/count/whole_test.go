package count_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inclusion/ingest/sen2"
	"inclusion/ingest/sen2/count"
	"inclusion/ingest/sen2/read"
	"inclusion/internal/returns"
)

// minimal is the smallest return of 2026: one child, one request, one plan.
const minimal = `<?xml version="1.0" encoding="UTF-8"?>
<Message>
  <Header>
    <CollectionDetails><Collection>SEN2</Collection><Year>2026</Year><ReferenceDate>2026-01-15</ReferenceDate></CollectionDetails>
    <Source><SourceLevel>L</SourceLevel><LEA>852</LEA><SoftwareCode>Sample</SoftwareCode><Release>1.0</Release><SerialNo>001</SerialNo>
      <DateTime>2026-01-20T09:00:00</DateTime><DMO>Y</DMO><DCO>Y</DCO><DSCO>R</DSCO></Source>
  </Header>
  <Persons>
    <Person>
      <Surname>Sample</Surname><Forename>Child 1</Forename><PersonBirthDate>2017-05-04</PersonBirthDate><Sex>F</Sex><Ethnicity>WBRI</Ethnicity>
      <PostCode>ZZ99 9ZZ</PostCode><UPN>A123456789012</UPN>
      <Requests>
        <ReceivedDate>2025-02-03</ReceivedDate><RequestSource>1</RequestSource><RYA>0</RYA>
        <RequestOutcomeDate>2025-03-14</RequestOutcomeDate><RequestOutcome>Y</RequestOutcome><RequestMediation>0</RequestMediation><RequestTribunal>0</RequestTribunal>
        <Assessment>
          <AssessmentOutcome>Y</AssessmentOutcome><AssessmentOutcomeDate>2025-06-20</AssessmentOutcomeDate>
          <AssessmentMediation>0</AssessmentMediation><AssessmentTribunal>0</AssessmentTribunal><OtherMediation>0</OtherMediation><OtherTribunal>0</OtherTribunal><Week20>0</Week20>
          <NamedPlan>
            <StartDate>2025-06-20</StartDate>
            <PlanDetail><URN>900001</URN><PlacementRank>1</PlacementRank><SENunitIndicator>0</SENunitIndicator><ResourcedProvisionIndicator>1</ResourcedProvisionIndicator></PlanDetail>
            <PB>0</PB><OA>0</OA>
          </NamedPlan>
        </Assessment>
        <ActivePlans>
          <PlacementDetail><URN>900001</URN><PlacementRank>1</PlacementRank><EntryDate>2025-09-01</EntryDate><SENunitIndicator>0</SENunitIndicator><ResourcedProvisionIndicator>1</ResourcedProvisionIndicator></PlacementDetail>
          <SENneed><SENtype>SLCN</SENtype><SENtypeRank>1</SENtypeRank></SENneed>
          <SENneed><SENtype>ASD</SENtype><SENtypeRank>2</SENtypeRank></SENneed>
        </ActivePlans>
      </Requests>
    </Person>
  </Persons>
</Message>
`

// Test vector 7: the minimal return through reader and counter.
func TestMinimalReturnIsCounted(t *testing.T) {
	years, err := sen2.LoadYears(nil)
	if err != nil {
		t.Fatal(err)
	}
	var c *count.Counter
	_, err = read.File(context.Background(), returns.Upload{Name: "return.xml", Body: strings.NewReader(minimal), Size: int64(len(minimal))}, read.Options{Years: years},
		func(h *sen2.Header) error { c = count.New(years[h.Year], h, schools); return nil },
		func(p *sen2.Person) error { c.Person(p); return nil })
	if err != nil {
		t.Fatal(err)
	}
	got := counted{}
	for _, table := range c.Tables() {
		got[table.Name] = table
	}
	got.expect(t, "requests", map[string]float64{"requests_received_in_year": 1, "requests_decided_to_assess": 1, "request_outcome_six_weeks": 1})
	got.expectIn(t, "requests", "Source of request", "Parent or young person", map[string]float64{"requests_received_in_year": 1, "requests_decided_to_assess": 1, "request_outcome_six_weeks": 1})
	got.expect(t, "assessments", map[string]float64{"assess_in_year": 1, "assess_issued": 1})
	got.expect(t, "timeliness", map[string]float64{"plans_issued_den": 1, "plans_issued_den_ex": 1, "plans_issued_within_20_weeks": 1, "plans_issued_20_weeks_ex": 1,
		"avg_weeks_issue_plan": 19.6, "avg_weeks_issue_plan_exc": 19.6})
	got.expect(t, "caseload", map[string]float64{"ehcplans": 1, "mainstream_la_maintained_resourced_provision": 1, "mainstream_total": 1})
	got.expect(t, "newplans", map[string]float64{"new_ehc_plans": 1, "mainstream_la_maintained_resourced_provision": 1, "mainstream_total": 1})
	got.expect(t, "needs-active", map[string]float64{"ehc_plans": 1, "number_slcn": 1})
	got.expect(t, "needs-new", map[string]float64{"ehc_plans": 1, "number_slcn": 1})
	got.expect(t, "annual-reviews-completed", map[string]float64{"total_ehc_plans": 1, "review_not_expected": 1})
	for _, table := range []string{"ceased", "personal-budgets", "work-based", "residential"} {
		got.expect(t, table, nil)
	}
	got.expect(t, "phase-transfers", map[string]float64{"number_plans": 1})
	got.expect(t, "designated-officers", map[string]float64{"des_med_off": 1, "des_clin_off": 1, "des_so_care_off": 2})
	if label := got["caseload"].Period + " " + got["requests"].Period + " " + got["designated-officers"].Period; label != "2026-01 2025 2026" {
		t.Errorf("the periods are %s", label)
	}
}

// draw makes people as a return of a year might have them, mistakes of the lengths left out.
type draw struct {
	*rand.Rand
	year int
}

func drawn(year int) draw { return draw{rand.New(rand.NewPCG(uint64(year), 7)), year} }

// near is a day within so many days after another.
func (d draw) near(day sen2.Date, within int) sen2.Date { return day + sen2.Date(d.IntN(within+1)) }

func (d draw) flag() sen2.Flag { return sen2.Flag(d.IntN(3)) }

func (d draw) one(codes string) sen2.Letter { return sen2.Letter(codes[d.IntN(len(codes))]) }

// person is somebody with up to three requests.
func (d draw) person(i int) sen2.Person {
	p := sen2.Person{Row: i + 1, BirthDate: sen2.Day(d.year-2-d.IntN(23), 1+d.IntN(12), 1+d.IntN(28)), Ethnicity: sen2.Ethnicity(d.IntN(len(sen2.Ethnicities)))}
	if d.year > 2023 {
		p.Sex = d.one("MF")
	} else {
		p.Gender = d.one("0129")
	}
	for range 1 + d.IntN(3) {
		p.Requests = append(p.Requests, d.request())
	}
	return p
}

func (d draw) request() sen2.Request {
	census := sen2.Day(d.year, 1, 15)
	r := sen2.Request{Received: d.near(sen2.Day(d.year-2, 6, 1), 580), Source: d.one("12345"), RYA: d.flag(), Outcome: d.one("YYYYYNAWH"), Mediation: d.flag(), Tribunal: d.flag()}
	if r.Outcome == 'Y' || r.Outcome == 'N' {
		r.OutcomeDate = min(d.near(r.Received, 60), census)
	}
	if r.Outcome != 'Y' && r.Outcome != 'H' {
		return r
	}
	r.HasAssessment = true
	a := &r.Assessment
	a.Outcome, a.Week20 = d.one("YYYYNAW"), d.flag()
	a.Mediation, a.Tribunal, a.OtherMediation, a.OtherTribunal = d.flag(), d.flag(), d.flag(), d.flag()
	if r.Outcome == 'H' {
		a.Outcome, r.Received = 'H', sen2.Day(d.year-1-d.IntN(12), 3, 3)
	}
	if a.Outcome != 'A' {
		a.OutcomeDate = min(d.near(max(r.OutcomeDate, r.Received), 400), census)
	}
	if a.Outcome == 'Y' || a.Outcome == 'H' {
		d.plan(&r)
	}
	return r
}

func (d draw) plan(r *sen2.Request) {
	r.Assessment.HasPlan = true
	n := &r.Assessment.Plan
	n.Start, n.Budget, n.Arranged, n.Payment = r.Assessment.OutcomeDate, d.flag(), d.flag(), d.one("ESHI")
	if d.IntN(8) == 0 {
		n.Cease, n.CeaseReason = d.near(n.Start, 300), d.one("123456789")
	}
	r.HasActive = true
	a := &r.Active
	for rank := range d.IntN(3) {
		l := sen2.Placement{Entry: d.near(n.Start, 90), Res: d.one("\x00\x00AB"), WorkBased: d.one("\x00\x00ATS")}
		l.Rank, l.Unit, l.Resourced = sen2.Letter('1'+rank), d.flag(), d.flag()
		switch d.IntN(4) {
		case 0:
			l.Kind = sen2.SettingKind(1 + d.IntN(8))
		case 1:
			l.UKPRN = 10000001
		default:
			l.URN = uint32(900001 + d.IntN(18))
		}
		a.Placements = append(a.Placements, l)
		a.Needs = append(a.Needs, sen2.Need{Type: sen2.NeedType(1 + d.IntN(13)), Rank: l.Rank})
	}
	a.ReviewMeeting = d.near(sen2.Day(d.year-2, 9, 1), 500)
	a.ReviewDecision, a.ReviewOutcome = d.near(a.ReviewMeeting, 60), d.one("\x00MCA")
	a.PhaseDue, a.PhaseFinal = d.near(sen2.Day(d.year-1, 2, 1), 500), d.near(sen2.Day(d.year-1, 1, 1), 400)
	if d.IntN(9) == 0 {
		a.TransferLA = 201
	}
}

func people(year, n int) []sen2.Person {
	d := drawn(year)
	all := make([]sen2.Person, n)
	for i := range all {
		all[i] = d.person(i)
	}
	return all
}

// The rows of every topic add up to the row of everybody, in every table and year.
func TestTopicsAddUpToEverybody(t *testing.T) {
	for year := 2023; year <= 2027; year++ {
		for _, table := range counting(t, year, people(year, 400)...) {
			shape, known := returns.ShapeOf(table.Name)
			if !known || table.Period != shape.PeriodIn(year) || !slices.Equal(table.Measures, shape.MeasuresIn(year)) {
				t.Errorf("%d: table %s of %s is not of the published shape: %v", year, table.Name, table.Period, table.Measures)
			}
			if table.Rows[0].Breakdown != shape.Everybody {
				t.Errorf("%d: the first row of %s is %q", year, table.Name, table.Rows[0].Breakdown)
			}
			for i, m := range table.Measures {
				if _, mean := shape.Means[m]; !mean {
					addsUp(t, year, table, i)
				}
			}
		}
	}
}

func addsUp(t *testing.T, year int, table returns.Table, measure int) {
	t.Helper()
	sums := map[string]float64{}
	for _, r := range table.Rows[1:] {
		if strings.HasSuffix(r.Breakdown, " - total") {
			sums[r.Topic] += 0
			continue
		}
		sums[r.Topic] += r.Cells[measure].N
	}
	if len(sums) == 0 && table.Name != "phase-transfers" && table.Name != "designated-officers" {
		t.Errorf("%d: %s is not broken down", year, table.Name)
	}
	for topic, got := range sums {
		if want := table.Rows[0].Cells[measure].N; got != want {
			t.Errorf("%d: %s, %s: %s adds up to %v, want %v", year, table.Name, topic, table.Measures[measure], got, want)
		}
	}
}

// Parts of a row add up to their totals where every case has its dates, and never to more.
func TestPartsAddUpToTheirTotals(t *testing.T) {
	for year := 2023; year <= 2027; year++ {
		for _, table := range counting(t, year, people(year, 400)...) {
			shape, _ := returns.ShapeOf(table.Name)
			for _, r := range table.Rows {
				of := map[string]returns.Cell{}
				for i, m := range table.Measures {
					of[m] = r.Cells[i]
				}
				for _, b := range shape.Balances {
					if total, parts := of[b.Total], partsOf(of, b.Parts); total.Status == returns.OK && of[b.Parts[0]].Status == returns.OK && total.N != parts {
						t.Errorf("%d: %s, %s %s: %s is %v, its parts %v", year, table.Name, r.Topic, r.Breakdown, b.Total, total.N, parts)
					}
				}
				for _, w := range shape.Within {
					if whole, parts := of[w.Whole], partsOf(of, w.Parts); parts > whole.N {
						t.Errorf("%d: %s, %s %s: %s is %v, some of it %v", year, table.Name, r.Topic, r.Breakdown, w.Whole, whole.N, parts)
					}
				}
			}
		}
	}
}

func partsOf(of map[string]returns.Cell, parts []string) (sum float64) {
	for _, p := range parts {
		sum += of[p].N
	}
	return sum
}

// Every group of placements is the sum of its rows.
func TestPlacementTotalsAreTheirGroups(t *testing.T) {
	for _, year := range []int{2025, 2026} {
		for _, table := range counting(t, year, people(year, 400)...) {
			groups, totals := map[string]float64{}, map[string]float64{}
			for _, r := range table.Rows {
				group, rest, grouped := strings.Cut(r.Breakdown, " - ")
				switch {
				case r.Topic != returns.PlacementTopic || !grouped:
				case rest == "total":
					totals[group] += r.Cells[0].N
				default:
					groups[group] += r.Cells[0].N
				}
			}
			if diff := cmp.Diff(groups, totals); diff != "" {
				t.Errorf("%d: %s: %s", year, table.Name, diff)
			}
		}
	}
}

// What was counted does not depend on whose record came first.
func TestOrderOfPeopleMakesNoDifference(t *testing.T) {
	all := people(2026, 100)
	want := counting(t, 2026, all...)
	slices.Reverse(all)
	if diff := cmp.Diff(want, counting(t, 2026, all...)); diff != "" {
		t.Error(diff)
	}
}

// A return made in the course of its year is seen as on the day it was made: what lies after that has not happened.
func TestReturnOfARunningYear(t *testing.T) {
	planned := ended(t, "2020-01-01", "2025-08-31", '1')
	planned.Active.Placements = []sen2.Placement{{Setting: sen2.Setting{URN: 900001, Rank: '1'}, Leaving: on(t, "2025-07-20")}, {Setting: sen2.Setting{URN: 900013, Rank: '1'}, Entry: on(t, "2025-09-01")}}
	people := []sen2.Person{
		born(t, "2017-05-04", asked(t, "2025-02-03", "A", "")),
		born(t, "2017-05-04", assessed(t, "2025-01-03", "Y", "2025-05-16")),
		born(t, "2017-05-04", assessed(t, "2025-01-03", "Y", "2025-05-17")),
		born(t, "2005-05-04", planned),
		born(t, "2005-05-04", running(t, "2025-09-01")),
	}
	for name, c := range map[string]struct {
		made                            string
		issued, plans, ceased, starting float64
		seat                            string
	}{
		"made in May":                      {"2025-05-16T09:00:00", 1, 1, 0, 0, "mainstream_la_maintained"},
		"made after the census":            {"2026-01-20T09:00:00", 2, 1, 1, 1, "placement_unknown"},
		"made before its year: not so":     {"2019-01-01T00:00:00", 2, 1, 1, 1, "placement_unknown"},
		"it is not known when it was made": {"", 2, 1, 1, 1, "placement_unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			got := countingWith(t, 2026, sen2.Header{MadeAt: c.made}, schools, people...)
			for _, w := range []struct {
				table, measure string
				want           float64
			}{{"timeliness", "plans_issued_den", c.issued}, {"caseload", "ehcplans", c.plans}, {"ceased", "total_ceased", c.ceased},
				{"newplans", "new_ehc_plans", c.starting}, {"caseload", c.seat, 1}, {"requests", "requests_received_in_year", 3}} {
				if n := got.cell(t, w.table, "", "", w.measure).N; n != w.want {
					t.Errorf("%s is %v, want %v", w.measure, n, w.want)
				}
			}
		})
	}
}

// Who takes the return may see it as on a day of their own.
func TestDayOnWhichAReturnIsSeenCanBeSaid(t *testing.T) {
	c := count.New(edition(t, 2026), &sen2.Header{}, nil)
	c.SeenOn(on(t, "2025-03-31"))
	p := born(t, "2017-05-04", asked(t, "2025-03-31", "A", ""), asked(t, "2025-04-01", "A", ""))
	c.Person(&p)
	if n := c.Tables()[0].Rows[0].Cells[0].N; n != 1 {
		t.Errorf("%v requests by 31 March, want 1", n)
	}
}

func TestSexAndEthnicity(t *testing.T) {
	for _, c := range []struct {
		year  int
		p     sen2.Person
		label string
	}{
		{2026, sen2.Person{Sex: 'M'}, "Male"}, {2026, sen2.Person{Sex: 'F'}, "Female"}, {2026, sen2.Person{}, "Unknown"}, {2026, sen2.Person{Sex: sen2.BadLetter}, "Unknown"},
		{2023, sen2.Person{Gender: '1'}, "Male"}, {2023, sen2.Person{Gender: '2'}, "Female"}, {2023, sen2.Person{Gender: '9'}, "Unknown"},
	} {
		c.p.Requests = []sen2.Request{running(t, "2020-01-01")}
		if n := counting(t, c.year, c.p).cell(t, "caseload", "Sex", c.label, "ehcplans").N; n != 1 {
			t.Errorf("%d, sex %q, gender %q: not %s", c.year, c.p.Sex, c.p.Gender, c.label)
		}
	}
	for e := range sen2.Ethnicities {
		p := sen2.Person{Ethnicity: sen2.Ethnicity(e), Requests: []sen2.Request{running(t, "2020-01-01")}}
		if n := counting(t, 2026, p).cell(t, "caseload", "Ethnicity", sen2.Ethnicity(e).Group(), "ehcplans").N; n != 1 {
			t.Errorf("%s is not counted in %s", sen2.Ethnicity(e), sen2.Ethnicity(e).Group())
		}
	}
	p := sen2.Person{Ethnicity: sen2.BadEthnicity, Requests: []sen2.Request{running(t, "2020-01-01")}}
	if n := counting(t, 2026, p).cell(t, "caseload", "Ethnicity", "Unclassified", "ehcplans").N; n != 1 {
		t.Error("a code that cannot be read is not unclassified")
	}
}

func BenchmarkCount(b *testing.B) {
	all := people(2026, 20_000)
	years, err := sen2.LoadYears(nil)
	if err != nil {
		b.Fatal(err)
	}
	for _, n := range []int{5_000, 20_000} {
		b.Run(fmt.Sprint(n, " people"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c := count.New(years[2026], &sen2.Header{}, schools)
				for i := range n {
					c.Person(&all[i])
				}
				c.Tables()
			}
		})
	}
}
