package check

import "inclusion/ingest/sen2"

// Days within which a decision is on time, the day that starts the clock being day 0.
const (
	daysToDecide = 42  // six weeks: whether to assess
	daysToRefuse = 112 // sixteen weeks: that there will be no plan
	daysToIssue  = 140 // twenty weeks: the plan
	daysToReview = 28  // four weeks: the decision after a review meeting
)

// oldest is the greatest age at the start of a school year at which a plan may be in force during it: who turns 25 in it.
const oldest = 24

// schoolAge is the age at the start of the school year that a day lies in. It is -1 for who was born in it.
func schoolAge(on, born sen2.Date) int {
	return schoolYear(on) - schoolYear(born) - 1
}

// schoolYear is the calendar year in which a day's school year began, on 1 September.
func schoolYear(d sen2.Date) int {
	at := d.Time()
	if at.Month() < 9 {
		return at.Year() - 1
	}
	return at.Year()
}

// tooOld says that somebody was older than a plan allows on a day.
func tooOld(on, born sen2.Date) bool {
	const leastDays = (oldest + 1) * 365 // whoever is 25 has lived longer than this, which spares nearly everybody the calendar
	return on-born >= leastDays && schoolAge(on, born) > oldest
}

// yearBefore is the same day a year earlier; of 29 February, the 28th.
func yearBefore(d sen2.Date) sen2.Date {
	at := d.Time()
	day := at.Day()
	if at.Month() == 2 && day == 29 {
		day = 28
	}
	return sen2.Day(at.Year()-1, int(at.Month()), day)
}

// state is what a request comes to on the day that the return speaks of.
type state struct {
	exported bool // the child moved away before the assessment was complete, so another authority reports on
	open     bool // its plan is in force
	placed   bool // a placement covers the day
	stays    bool // a placement goes on beyond the day
}

func (c *Checker) stateOf(r *sen2.Request) state {
	plan := &r.Assessment.Plan
	s := state{exported: r.Exported != 0}
	s.open = !s.exported && r.Assessment.HasPlan && plan.Start.Given() && plan.Start <= c.asAt && (plan.Cease == 0 || plan.Cease > c.asAt)
	for i := range r.Active.Placements {
		l := &r.Active.Placements[i]
		s.placed = s.placed || c.covers(l)
		s.stays = s.stays || c.staysIn(l)
	}
	return s
}

// covers says that a placement covers the day, its first and last day included. A date that is missing or unreadable is no bound.
func (c *Checker) covers(l *sen2.Placement) bool {
	return l.Entry <= c.asAt && (!l.Leaving.Given() || l.Leaving >= c.asAt)
}

// staysIn says that a placement covers the day and does not end on it: one may leave and enter on the same day.
func (c *Checker) staysIn(l *sen2.Placement) bool {
	return l.Entry <= c.asAt && (l.Leaving == 0 || l.Leaving > c.asAt)
}

// over says that more than so many days lie between two dates that are there.
func over(from, to sen2.Date, days int) bool {
	n, known := sen2.DaysBetween(from, to)
	return known && n > days
}

// before says that a comes before b and both are there.
func before(a, b sen2.Date) bool { return a.Given() && b.Given() && a < b }
