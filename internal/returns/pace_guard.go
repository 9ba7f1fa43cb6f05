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
