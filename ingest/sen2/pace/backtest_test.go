package pace

import (
	"testing"

	"inclusion/ingest/sen2"
)

// report prints how forecasts did, in percentage points and percent.
func (s *score) report(b *testing.B) {
	if s.n == 0 {
		b.Fatal("there was nothing to forecast")
	}
	b.ReportMetric(float64(s.n), "forecasts")
	b.ReportMetric(s.coverage(), "%held")
	b.ReportMetric(s.per(s.missed), "pp-off")
	b.ReportMetric(s.per(s.naive), "pp-off-if-as-so-far")
	b.ReportMetric(s.per(s.earlier), "pp-off-if-as-last-year")
	b.ReportMetric(s.per(s.signed), "pp-bias")
	b.ReportMetric(s.per(s.width), "pp-wide")
	b.ReportMetric(0, "ns/op")
}

var viewNames = []string{"end of March", "end of June", "end of September"}

// BenchmarkBackTest scores forecasts of years whose end is known. Run it with -benchtime 1x.
func BenchmarkBackTest(b *testing.B) {
	for _, m := range manners {
		scores := simulate(b, 600, m.cases)
		for i, name := range viewNames {
			b.Run(m.name+"/"+name, func(b *testing.B) { scores[i].report(b) })
		}
	}
}

// crowd are people of whom one in three has a request of the last two years, and the others a plan.
func crowd(n int) []*sen2.Person {
	all := make([]*sen2.Person, n)
	requests := byChance(3, sen2.Day(2023, 7, 1), seenAs)
	for i := range all {
		all[i] = one(inForce(100 + i%3000))
		if i%3 == 0 {
			p := &sen2.Person{}
			if requests[i%len(requests)].seenOn(seenAs, sen2.Day(2025, 1, 1), p) {
				all[i] = p
			}
		}
	}
	return all
}

// BenchmarkPace watches people and makes the series and the forecast: an authority's 20,000, and England's 1.2 million.
func BenchmarkPace(b *testing.B) {
	people := crowd(20_000)
	e := edition(b, 2026)
	for _, size := range []struct {
		name  string
		times int
	}{{"20000", 1}, {"1200000", 60}} {
		b.Run(size.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				w := New(e, seenAs)
				for range size.times {
					for _, p := range people {
						w.Person(p)
					}
				}
				if w.Pace().Forecast == nil {
					b.Fatal("there is no forecast")
				}
			}
		})
	}
}
