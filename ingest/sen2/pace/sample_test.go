package pace

import (
	"fmt"
	"testing"

	"inclusion/ingest/invent"
	sample "inclusion/ingest/invent/returns"
	"inclusion/ingest/sen2"
)

// figureOf is the share that a year of a sample's return ended with, counted from its records alone.
func figureOf(t testing.TB, area string, year int) (percent float64, issued int, of *sample.Return) {
	t.Helper()
	r, err := sample.New(invent.DefaultSeed, area, year)
	if err != nil {
		t.Fatal(err)
	}
	onTime := 0
	var p sen2.Person
	for rec := range r.People() {
		rec.Into(&p, year)
		for i := range p.Requests {
			q := &p.Requests[i]
			a := &q.Assessment
			if a.Outcome != 'Y' || a.Week20 != sen2.No || a.OutcomeDate.Year() != year-1 {
				continue
			}
			issued++
			if q.Received.Given() && a.OutcomeDate-q.Received <= 140 {
				onTime++
			}
		}
	}
	return 100 * float64(onTime) / float64(max(issued, 1)), issued, r
}

// fewestIssued is how many plans a year of the sample must have for a forecast to be scored.
const fewestIssued = 50

// sampled scores forecasts of authorities of the sample over some return years, by day of the view.
func sampled(t testing.TB, areas []string, from, to int) (scores [3]score) {
	for _, area := range areas {
		before, _, _ := figureOf(t, area, from-1)
		for year := from; year <= to; year++ {
			ended, issued, r := figureOf(t, area, year)
			for i, day := range views(year - 1) {
				w := New(edition(t, year), day)
				var p sen2.Person
				for rec := range r.AsAt(day).People() {
					rec.Into(&p, year)
					w.Person(&p)
				}
				if f := w.Pace().Forecast; f != nil && issued >= fewestIssued {
					scores[i].add(f, ended, before)
				}
			}
			before = ended
		}
	}
	return scores
}

func TestIntervalHoldsTheSamplesFigures(t *testing.T) {
	all := score{}
	for i, s := range sampled(t, []string{"101", "113", "137"}, 2026, 2026) {
		all.n += s.n
		all.covered += s.covered
		if s.n > 0 && s.per(s.missed) > 6 {
			t.Errorf("%s: %.1f points off", viewNames[i], s.per(s.missed))
		}
	}
	if all.n < 6 || all.coverage() < 66 {
		t.Errorf("the interval held %d of %d figures", all.covered, all.n)
	}
}

// BenchmarkBackTestSample scores forecasts of every authority of the sample over its years. Run it with -benchtime 1x.
func BenchmarkBackTestSample(b *testing.B) {
	var areas []string
	for code := 101; code <= 160; code++ {
		if area := fmt.Sprint(code); invent.HasAuthority(area) {
			areas = append(areas, area)
		}
	}
	scores := sampled(b, areas, 2024, 2026)
	for i, name := range viewNames {
		b.Run(name, func(b *testing.B) { scores[i].report(b) })
	}
}
