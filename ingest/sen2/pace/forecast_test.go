package pace

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// score gathers how forecasts did.
type score struct {
	n, covered             int
	missed, naive, earlier float64 // absolute errors: of the forecast, of the figure so far, of last year's figure
	signed, width          float64
}

func (s *score) add(f *returns.Forecast, ended, before float64) {
	s.n++
	if f.Lower <= ended && ended <= f.Upper {
		s.covered++
	}
	sofar := 50.0
	if f.IssuedSoFar > 0 {
		sofar = 100 * float64(f.OnTimeSoFar) / float64(f.IssuedSoFar)
	}
	s.missed += math.Abs(f.Percent - ended)
	s.signed += f.Percent - ended
	s.naive += math.Abs(sofar - ended)
	s.earlier += math.Abs(before - ended)
	s.width += f.Upper - f.Lower
}

func (s *score) coverage() float64 { return 100 * float64(s.covered) / float64(s.n) }

// per is the mean of a sum of errors.
func (s *score) per(sum float64) float64 { return sum / float64(s.n) }

func edition(t testing.TB, year int) *sen2.Edition {
	t.Helper()
	years, err := sen2.LoadYears(nil)
	if err != nil {
		t.Fatal(err)
	}
	return years[year]
}

// views are the days on which a running year is looked at.
func views(year int) []sen2.Date {
	return []sen2.Date{sen2.Day(year, 3, 31), sen2.Day(year, 6, 30), sen2.Day(year, 9, 30)}
}

// simulate scores forecasts of made-up authorities, by day of the view. Years in which every plan was on time before the view and after it
// are left out: nothing is foretold there.
func simulate(t testing.TB, authorities int, cases func(seed uint64, from, until sen2.Date) []simulated) (scores [3]score) {
	e := edition(t, 2026)
	first, last := sen2.Day(2025, 1, 1), sen2.Day(2025, 12, 31)
	for seed := range authorities {
		all := cases(uint64(seed), sen2.Day(2023, 6, 1), last)
		ended, issued := shareOf(all, first, last)
		before, _ := shareOf(all, sen2.Day(2024, 1, 1), sen2.Day(2024, 12, 31))
		if issued < 30 {
			continue
		}
		for i, day := range views(2025) {
			f := seen(e, all, day, first).Forecast
			if f != nil && (ended < 100 || f.OnTimeSoFar < f.IssuedSoFar) {
				scores[i].add(f, ended, before)
			}
		}
	}
	return scores
}

// seen is how the year stood on a day.
func seen(e *sen2.Edition, all []simulated, day, first sen2.Date) *returns.Pace {
	var p sen2.Person
	w := New(e, day)
	for _, c := range all {
		if c.seenOn(day, first, &p) {
			w.Person(&p)
		}
	}
	return w.Pace()
}

// manners are the ways in which the made-up authorities work.
var manners = []struct {
	name      string
	cases     func(seed uint64, from, until sen2.Date) []simulated
	low, high float64 // what share of the years the interval of 80 % must hold, together
}{
	{"chances", byChance, 70, 90},
	{"team", team, 60, 95},
}

func TestIntervalHoldsTheYearsFigureAboutEightTimesInTen(t *testing.T) {
	for _, m := range manners {
		all := score{}
		for i, s := range simulate(t, 50, m.cases) {
			all.n += s.n
			all.covered += s.covered
			if missed, earlier := s.per(s.missed), s.per(s.earlier); missed >= earlier {
				t.Errorf("%s, view %d: the forecast is %.1f points off, last year's figure %.1f", m.name, i+1, missed, earlier)
			}
		}
		if all.n < 70 || all.coverage() < m.low || all.coverage() > m.high {
			t.Errorf("%s: the interval held %.1f %% of %d years' figures", m.name, all.coverage(), all.n)
		}
	}
}

func TestSameCountsGiveTheSameForecast(t *testing.T) {
	e, first, day := edition(t, 2026), sen2.Day(2025, 1, 1), sen2.Day(2025, 6, 30)
	all := byChance(7, sen2.Day(2023, 1, 1), sen2.Day(2025, 12, 31))
	forwards := seen(e, all, day, first)
	slices.Reverse(all)
	if diff := cmp.Diff(forwards, seen(e, all, day, first)); diff != "" || forwards.Forecast == nil {
		t.Errorf("in another order the cases give another forecast, or there is none: %s", diff)
	}
}

func TestForecastStandsOnWhatIsKnown(t *testing.T) {
	e, first, last := edition(t, 2026), sen2.Day(2025, 1, 1), sen2.Day(2025, 12, 31)
	for seed := range uint64(8) {
		all := byChance(seed, sen2.Day(2023, 1, 1), last)
		for _, day := range append(views(2025), last-1) {
			f := seen(e, all, day, first).Forecast
			if f == nil {
				continue
			}
			issued, onTime := 0, 0
			for _, c := range all {
				if !c.refused && c.outcome == 'Y' && !c.exception && c.ended >= first && c.ended <= day {
					issued++
					if c.ended-c.received <= 140 {
						onTime++
					}
				}
			}
			if f.IssuedSoFar != issued || f.OnTimeSoFar != onTime {
				t.Errorf("%d on %s: %d of %d so far, not %d of %d", seed, day, f.OnTimeSoFar, f.IssuedSoFar, onTime, issued)
			}
			if f.IssuedByEnd < float64(issued) || f.OnTimeByEnd < float64(onTime) || f.Lower > f.Percent || f.Percent > f.Upper || f.Lower < 0 || f.Upper > 100 || f.Worst > f.Best {
				t.Errorf("%d on %s: %+v does not hang together", seed, day, f)
			}
			if so := 100 * float64(onTime) / float64(issued); day == last-1 && math.Abs(f.Percent-so) > 2 {
				t.Errorf("%d: on the last day but one %.1f %% so far becomes %.1f %%", seed, so, f.Percent)
			}
		}
	}
}

// issued is a plan of so many days, issued so many days before the day.
func issued(took, daysAgo int, exception sen2.Flag) sen2.Request {
	r := agreed(took + daysAgo)
	r.Assessment.Outcome, r.Assessment.OutcomeDate, r.Assessment.Week20 = 'Y', seenAs-sen2.Date(daysAgo), exception
	return r
}

func TestBestAndWorstAreWhatTodaysCasesStillAllow(t *testing.T) {
	w := New(edition(t, 2026), seenAs) // 184 days before the year's end
	for range 20 {
		for _, r := range []sen2.Request{issued(140, 10, sen2.No), issued(141, 10, sen2.No), issued(100, 10, sen2.Yes)} {
			w.Person(one(r))
		}
	}
	w.Person(one(agreed(139))) // due tomorrow: may be either
	w.Person(one(agreed(140))) // its last day on time is over with the file
	w.Person(one(agreed(900)))
	w.Person(one(asked(0)))
	f := w.Pace().Forecast
	if f == nil || f.IssuedSoFar != 40 || f.OnTimeSoFar != 20 {
		t.Fatalf("so far: %+v", f)
	}
	if want := tenth(100 * 22.0 / 42); f.Best != want { // the cases of 139 days and of today
		t.Errorf("best %v, not %v", f.Best, want)
	}
	if want := tenth(100 * 20.0 / 44); f.Worst != want { // all four can be late by the end of the year
		t.Errorf("worst %v, not %v", f.Worst, want)
	}
}

func TestACaseThatCannotBecomeLateThisYearDoesNotMakeTheWorstWorse(t *testing.T) {
	w := New(edition(t, 2026), sen2.Day(2025, 12, 1)) // 30 days before the year's end
	w.issued, w.onTime = 10, 10
	w.open[assessing][110], w.open[assessing][111] = 1, 1 // late on day 141: in 31 and in 30 days
	if best, worst := w.bounds(); best != 100 || worst != tenth(100*10.0/11) {
		t.Errorf("best %v and worst %v", best, worst)
	}
}

func TestWhyThereIsNoForecast(t *testing.T) {
	many := func(r sen2.Request, n int) []*sen2.Person { return slices.Repeat([]*sen2.Person{one(r)}, n) }
	enough := many(issued(130, 20, sen2.No), fewestPlans)
	undated := changed(issued(130, 20, sen2.No), func(r *sen2.Request) { r.Received = 0 })
	for _, c := range []struct {
		name   string
		asAt   sen2.Date
		people []*sen2.Person
		why    string // "" when there is a forecast
	}{
		{"the last day of the year", sen2.Day(2025, 12, 31), enough, "The year 2025 is over"},
		{"the census", sen2.Day(2026, 1, 15), enough, "The year 2025 is over"},
		{"the year before", sen2.Day(2024, 12, 31), enough, "The year 2025 had not begun"},
		{"the first weeks", sen2.Day(2025, 2, 1), enough, "The year 2025 is too young"},
		{"twenty plans", seenAs, enough, ""},
		{"nineteen", seenAs, enough[1:], "Fewer than 20 plans without exceptions"},
		{"exceptions only", seenAs, many(issued(130, 20, sen2.Yes), 50), "Fewer than 20 plans without exceptions"},
		{"exceptions not said", seenAs, many(issued(130, 20, sen2.NoFlag), 50), "Fewer than 20 plans without exceptions"},
		{"no dates of requests", seenAs, many(undated, 50), "No plan in the file has both"},
		{"nobody", seenAs, nil, "No plan in the file has both"},
	} {
		w := New(edition(t, 2026), c.asAt)
		for _, p := range c.people {
			w.Person(p)
		}
		p := w.Pace()
		if (p.Forecast == nil) != (c.why != "") || (p.NoForecast == "") != (c.why == "") || !strings.HasPrefix(p.NoForecast, c.why) {
			t.Errorf("%s: forecast %v, %q", c.name, p.Forecast, p.NoForecast)
		}
	}
}

func TestPlanWithoutTheDateOfItsRequestIsNotOnTime(t *testing.T) {
	w := New(edition(t, 2026), seenAs)
	w.Person(one(changed(issued(100, 10, sen2.No), func(r *sen2.Request) { r.Received = 0 })))
	w.Person(one(issued(100, 10, sen2.No)))
	w.Person(one(changed(issued(100, 10, sen2.No), func(r *sen2.Request) { r.Received = r.Assessment.OutcomeDate + 1 }))) // as if asked for after it was issued
	w.Person(one(issued(100, 181, sen2.No)))                                                                              // on 31 December of the year before
	if w.issued != 3 || w.onTime != 1 {
		t.Errorf("%d of %d, not 1 of 3", w.onTime, w.issued)
	}
}
