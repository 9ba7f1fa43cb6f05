package returns

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func seriesOf(extra, total float64, parts ...float64) Series {
	s := Series{Name: DueReviews, Total: Cell{N: total}, Extra: extra}
	for i, n := range parts {
		s.Parts = append(s.Parts, Part{From: i, To: i, Cell: Cell{N: n}})
	}
	return s
}

// shown writes a series as a reader sees it: -1 is held back; the parts, what has no date, the total.
func shown(s Series) (all []float64) {
	number := func(c Cell) float64 {
		if c.Status != OK {
			return -1
		}
		return c.N
	}
	for _, part := range s.Parts {
		all = append(all, number(part.Cell))
	}
	if s.ExtraHeld {
		return append(all, -1, number(s.Total))
	}
	return append(all, s.Extra, number(s.Total))
}

func TestNoTotalGivesASmallNumberOfTheRunningYearAway(t *testing.T) {
	for name, c := range map[string]struct {
		given Series
		want  []float64
	}{
		"nothing small":                        {seriesOf(0, 30, 10, 20), []float64{10, 20, 0, 30}},
		"nobody is shown as nobody":            {seriesOf(0, 30, 0, 30), []float64{0, 30, 0, 30}},
		"one small takes the next smallest":    {seriesOf(0, 45, 3, 12, 30), []float64{-1, -1, 30, 0, 45}},
		"two small that are still told apart":  {seriesOf(0, 42, 1, 1, 40), []float64{-1, -1, -1, 0, 42}},
		"several small are enough":             {seriesOf(0, 54, 5, 4, 5, 40), []float64{-1, -1, -1, 40, 0, 54}},
		"few without a date":                   {seriesOf(2, 40, 30, 10), []float64{30, 10, -1, 40}},
		"nothing left to hold back but totals": {seriesOf(0, 4, 4, 0), []float64{-1, 0, 0, -1}},
		"a small total of one part":            {seriesOf(0, 3, 3), []float64{-1, 0, -1}},
		"all small":                            {seriesOf(0, 6, 1, 2, 3), []float64{-1, -1, -1, 0, -1}},
	} {
		before := shown(c.given)
		if diff := cmp.Diff(c.want, shown(Pace{Series: []Series{c.given}}.Guarded(5).Series[0])); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if diff := cmp.Diff(before, shown(c.given)); diff != "" {
			t.Errorf("%s: holding back changed what was given: %s", name, diff)
		}
	}
}

func TestWhatIsHeldBackInOneSeriesIsNotToldByAnother(t *testing.T) {
	named := func(name string, s Series) Series { s.Name = name; return s }
	for name, c := range map[string]struct {
		given []Series
		want  [][]float64
	}{
		"none is small": {[]Series{named(OpenRequests, seriesOf(0, 40, 20, 20)), named(OldestCases, seriesOf(0, 60, 60))}, [][]float64{{20, 20, 0, 40}, {60, 0, 60}}},
		"one is small": {[]Series{named(OpenRequests, seriesOf(0, 43, 3, 20, 20)), named(OpenAssessments, seriesOf(0, 80, 40, 40)), seriesOf(0, 90, 40, 50)},
			[][]float64{{-1, -1, -1, 0, 43}, {-1, -1, 0, 80}, {40, 50, 0, 90}}},
		"totals that differ by few": {[]Series{named(OpenRequests, seriesOf(0, 43, 3, 40)), named(DueDecisions, seriesOf(0, 40, 40)), named(DuePlans, seriesOf(0, 90, 90))},
			[][]float64{{-1, -1, 0, -1}, {-1, 0, -1}, {-1, 0, 90}}},
	} {
		var got [][]float64
		for _, s := range (Pace{Series: c.given}).Guarded(5).Series {
			got = append(got, shown(s))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestAForecastOfFewIsHeldBack(t *testing.T) {
	for name, c := range map[string]struct {
		given Forecast
		kept  bool
	}{
		"many":             {Forecast{IssuedSoFar: 200, OnTimeSoFar: 120}, true},
		"none so far":      {Forecast{}, true},
		"few issued":       {Forecast{IssuedSoFar: 4}, false},
		"few on time":      {Forecast{IssuedSoFar: 100, OnTimeSoFar: 2}, false},
		"few late":         {Forecast{IssuedSoFar: 100, OnTimeSoFar: 97}, false},
		"more than enough": {Forecast{IssuedSoFar: 12, OnTimeSoFar: 6}, true},
	} {
		got := Pace{Forecast: &c.given}.Guarded(5)
		if kept := got.Forecast != nil; kept != c.kept || kept == (got.NoForecast != "") || kept && got.Forecast.IssuedSoFar != 0 {
			t.Errorf("%s: kept %t, and said %q", name, kept, got.NoForecast)
		}
	}
}

func TestTheTablesAndTheRunningYearTellNothingTogether(t *testing.T) {
	table := func(name, measure string, n float64, status Status) ([]Table, []Table) {
		of := func(c Cell) []Table {
			return []Table{{Name: name, Measures: []string{measure}, Rows: []Row{{Cells: []Cell{c}}}}}
		}
		return of(Cell{N: n}), of(Cell{N: n, Status: status})
	}
	named := func(name string, s Series) Series { s.Name = name; return s }
	for name, c := range map[string]struct {
		given          Series
		table, measure string
		n              float64
		status         Status
		want           []float64
	}{
		"the count is shown":                   {named(OpenRequests, seriesOf(0, 40, 20, 20)), "requests", "requests_decision_not_made", 40, OK, []float64{20, 20, 0, 40}},
		"the count is held back":               {named(OpenRequests, seriesOf(0, 40, 20, 20)), "requests", "requests_decision_not_made", 40, Suppressed, []float64{-1, -1, 0, -1}},
		"nearly the count that is held back":   {named(DueDecisions, seriesOf(0, 40, 20, 20)), "requests", "requests_decision_not_made", 44, Suppressed, []float64{-1, -1, 0, -1}},
		"the count with those without a date":  {named(OpenAssessments, seriesOf(30, 40, 20, 20)), "assessments", "assess_not_made", 70, Suppressed, []float64{-1, -1, -1, -1}},
		"a count that is far away":             {named(DuePlans, seriesOf(0, 40, 20, 20)), "assessments", "assess_not_made", 90, Suppressed, []float64{20, 20, 0, 40}},
		"a count of other cases":               {named(DuePlans, seriesOf(0, 40, 20, 20)), "requests", "requests_decision_not_made", 40, Suppressed, []float64{20, 20, 0, 40}},
		"few without a date are the rest":      {seriesOf(3, 60, 25, 35), "caseload", "ehcplans", 63, OK, []float64{-1, 35, -1, -1}},
		"few without a date are not the rest":  {seriesOf(3, 60, 25, 35), "caseload", "ehcplans", 99, OK, []float64{25, 35, -1, 60}},
		"many without a date are nobody's own": {seriesOf(30, 60, 25, 35), "caseload", "ehcplans", 90, OK, []float64{25, 35, 30, 60}},
	} {
		whole, guarded := table(c.table, c.measure, c.n, c.status)
		if diff := cmp.Diff(c.want, shown(Pace{Series: []Series{c.given}}.GuardedBeside(whole, guarded, 5).Series[0])); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
