package returns

import "slices"

// openCases are the series that count the same open cases in different ways: what is held back in one could be worked out from another.
var openCases = []string{OpenRequests, OpenAssessments, OldestCases, DueDecisions, DueNoPlan, DuePlans}

// Guarded is the running year with small numbers held back: counts of 1 to small, and as many others as it takes that no total gives
// them away. Where one series of open cases has a small number, all of them show their totals alone. Of a forecast only shares are left,
// and none that rests on few.
func (p Pace) Guarded(small int) Pace {
	least, told := float64(small), false
	series := make([]Series, len(p.Series))
	for i, s := range p.Series {
		series[i] = s.guarded(least)
		told = told || slices.Contains(openCases, s.Name) && series[i].held()
	}
	if told {
		totalsAlone(series, p.Series, least)
	}
	p.Series = series
	if f := p.Forecast; f != nil {
		shares := *f
		shares.IssuedSoFar, shares.OnTimeSoFar, shares.IssuedByEnd, shares.OnTimeByEnd = 0, 0, 0, 0
		p.Forecast = &shares
		if f.telling(small) {
			p.Forecast, p.NoForecast = nil, "The forecast rests on numbers that are too small to show"
		}
	}
	return p
}

// telling says that a forecast's counts would tell of few people.
func (f Forecast) telling(small int) bool {
	few := func(n int) bool { return n > 0 && n <= small }
	return few(f.IssuedSoFar) || few(f.OnTimeSoFar) || few(f.IssuedSoFar-f.OnTimeSoFar)
}

// held says that a count of the series is held back.
func (s Series) held() bool {
	return s.Total.Status != OK || slices.ContainsFunc(s.Parts, func(p Part) bool { return p.Cell.Status != OK })
}

// totalsAlone holds back every part of the series of open cases, and totals that differ from another by a small number.
func totalsAlone(series, whole []Series, small float64) {
	for i, s := range series {
		if !slices.Contains(openCases, s.Name) {
			continue
		}
		for part := range s.Parts {
			s.Parts[part].Cell = Cell{Status: Suppressed}
		}
		for _, other := range whole {
			if apart := whole[i].Total.N - other.Total.N; slices.Contains(openCases, other.Name) && apart != 0 && -small <= apart && apart <= small {
				series[i].Total = Cell{Status: Suppressed}
			}
		}
	}
}

// guarded holds back small parts, then the smallest of the others until those held back are at least two and together too many to be
// told apart, then the total. A part of nobody stays: it tells of nobody. Cases without a date are in no total.
func (s Series) guarded(small float64) Series {
	s.Parts = slices.Clone(s.Parts)
	held, sum := 0, 0.0
	hold := func(c *Cell) {
		held, sum = held+1, sum+c.N
		*c = Cell{Status: Suppressed}
	}
	var cells []*Cell
	for i := range s.Parts {
		cells = append(cells, &s.Parts[i].Cell)
	}
	for _, c := range cells {
		if c.Status == OK && c.N > 0 && c.N <= small {
			hold(c)
		}
	}
	for held > 0 && (held < 2 || sum <= 2*small) {
		next := least(cells)
		if next == nil {
			s.Total = Cell{Status: Suppressed}
			break
		}
		hold(next)
	}
	if s.Total.Status == OK && s.Total.N > 0 && s.Total.N <= small {
		s.Total = Cell{Status: Suppressed}
	}
	if s.Extra > 0 && s.Extra <= small {
		s.Extra, s.ExtraHeld = 0, true
	}
	return s
}

// least is the smallest count of somebody that is shown; nil where none is.
func least(cells []*Cell) (smallest *Cell) {
	for _, c := range cells {
		if c.Status == OK && c.N > 0 && (smallest == nil || c.N < smallest.N) {
			smallest = c
		}
	}
	return smallest
}

// countedToo are the counts of the tables that speak of the same cases as a series does: in the row of everybody, by table and measure.
var countedToo = map[string][][2]string{
	OpenRequests:       {{"requests", "requests_decision_not_made"}},
	DueDecisions:       {{"requests", "requests_decision_not_made"}},
	OpenAssessments:    {{"assessments", "assess_not_made"}},
	DueNoPlan:          {{"assessments", "assess_not_made"}},
	DuePlans:           {{"assessments", "assess_not_made"}},
	DueReviews:         {{"caseload", "ehcplans"}, {"annual-reviews-completed", "total_ehc_plans"}, {"annual-reviews-meetings", "total_ehc_plans"}},
	DueReviewDecisions: {{"annual-reviews-completed", "no_outcome_recorded"}, {"annual-reviews-meetings", "no_outcome"}, {"annual-reviews-meetings", "review_decision_outstanding"}},
}

// GuardedBeside is Guarded for a reader who also sees the tables of the same return with small numbers held back: what is held back there
// is not told here, and what is held back here is not told by taking one from the other.
func (p Pace) GuardedBeside(whole, guarded []Table, small int) Pace {
	g := p.Guarded(small)
	for i, s := range p.Series {
		for _, count := range countedToo[s.Name] {
			n, shown, there := everybody(whole, guarded, count[0], count[1])
			if !there || !s.tells(n, shown, g.Series[i].ExtraHeld, float64(small)) {
				continue
			}
			if slices.Contains(openCases, s.Name) {
				nothingOpen(g.Series)
			} else {
				g.Series[i] = g.Series[i].withoutTotal(float64(small))
			}
		}
	}
	return g
}

// everybody finds a count in the row of everybody, and whether it is shown.
func everybody(whole, guarded []Table, table, measure string) (n float64, shown, there bool) {
	n, there = firstCell(whole, table, measure)
	_, shown = firstCell(guarded, table, measure)
	return n, shown, there
}

func firstCell(tables []Table, table, measure string) (n float64, ok bool) {
	for _, t := range tables {
		if at := slices.Index(t.Measures, measure); t.Name == table && at >= 0 && len(t.Rows) > 0 {
			return t.Rows[0].Cells[at].N, t.Rows[0].Cells[at].Status == OK
		}
	}
	return 0, false
}

// tells says that the total of a series, beside a count of the same cases, tells what is held back: the count itself or nearly, or how many
// cases have no date.
func (s Series) tells(n float64, shown, extraHeld bool, small float64) bool {
	apart := n - s.Total.N
	if shown {
		return extraHeld && apart == s.Extra
	}
	near := func(d float64) bool { return d >= -small && d <= small }
	return near(apart) || near(apart-s.Extra)
}

// nothingOpen holds back every series of open cases.
func nothingOpen(series []Series) {
	for i, s := range series {
		if !slices.Contains(openCases, s.Name) {
			continue
		}
		for part := range s.Parts {
			s.Parts[part].Cell = Cell{Status: Suppressed}
		}
		series[i].Total = Cell{Status: Suppressed}
		series[i].ExtraHeld = s.ExtraHeld || s.Extra > 0
		series[i].Extra = 0
	}
}

// withoutTotal holds the total back, and the smallest parts of which it could be put together again.
func (s Series) withoutTotal(small float64) Series {
	s.Parts = slices.Clone(s.Parts)
	var cells []*Cell
	held := 0.0
	for i := range s.Parts {
		cells = append(cells, &s.Parts[i].Cell)
	}
	for held <= 2*small {
		next := least(cells)
		if next == nil {
			break
		}
		held += next.N
		*next = Cell{Status: Suppressed}
	}
	s.Total = Cell{Status: Suppressed}
	return s
}
