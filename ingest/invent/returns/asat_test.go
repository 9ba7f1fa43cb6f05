package returns

import (
	"io"
	"testing"

	"inclusion/ingest/invent"
	"inclusion/ingest/sen2"
)

func TestAReturnOfTheRunningYearHasNothingThatComesLater(t *testing.T) {
	day := sen2.Day(2025, 9, 1)
	r := twin(t, "101", 2026).AsAt(day)
	var h sen2.Header
	r.Header(&h)
	if h.MadeOn() != day {
		t.Errorf("the header was made on %s", h.MadeOn())
	}
	var p sen2.Person
	people := 0
	for rec := range r.People() {
		people++
		rec.Into(&p, 2026)
		for i := range p.Requests {
			q := &p.Requests[i]
			for _, d := range []sen2.Date{p.BirthDate, q.Received, q.OutcomeDate, q.Assessment.OutcomeDate, q.Assessment.Plan.Cease, q.Active.ReviewMeeting,
				q.Active.ReviewDecision, q.Active.ReviewDraft, q.Active.PhaseFinal} {
				if d > day {
					t.Fatalf("person %d has the day %s", rec.Row, d)
				}
			}
			for _, l := range q.Active.Placements {
				if l.Entry > day {
					t.Fatalf("person %d enters a place on %s", rec.Row, l.Entry)
				}
			}
		}
	}
	if people < 3000 {
		t.Errorf("only %d people were known that day", people)
	}
}

// issued counts plans issued in the year, and requests that are open.
func issued(r *Return) (plans, open int) {
	for rec := range r.People() {
		for i := range rec.Requests {
			q := &rec.Requests[i]
			if a := q.Assessment; a != nil && a.Outcome == 'Y' {
				plans++
			} else if q.Outcome == 'A' || a != nil && a.Outcome == 'A' && a.OutcomeDate == 0 {
				open++
			}
		}
	}
	return plans, open
}

func TestTheYearGrowsTowardsWhatIsPublished(t *testing.T) {
	whole := twin(t, "101", 2026)
	last := 0
	for _, month := range []int{2, 5, 8, 11} {
		plans, open := issued(whole.AsAt(sen2.Day(2025, month, 1)))
		if plans <= last || open < 100 {
			t.Errorf("on 1 %d.2025 %d plans were issued and %d cases open; before it %d plans", month, plans, open, last)
		}
		last = plans
	}
	if plans, _ := issued(whole); plans <= last {
		t.Errorf("at the census %d plans were issued, before it %d", plans, last)
	}
}

func BenchmarkPeople(b *testing.B) {
	r, err := Sized(invent.DefaultSeed, "101", 2026, b.N)
	if err != nil {
		b.Fatal(err)
	}
	if err := r.WriteXML(io.Discard); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "people/s")
}
