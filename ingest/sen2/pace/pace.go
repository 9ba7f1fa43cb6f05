// Package pace sees a year that is still running: what is open, what is due, and what the year's figure is likely to be. What it gathers
// from the records are counts by week and by day since the request. How the forecast is made stands in docs/sen2-forecast.md.
package pace

import (
	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// Limits of the law in days since the request, or since the review meeting. The day of the request is day 0, and the last day is on time.
const (
	decideWithin = 42
	noPlanWithin = 112
	issueWithin  = 140
	reviewWithin = 28
)

// Cases are told apart up to an age; older ones are counted with those of it.
const (
	lastWeek  = 106          // since the request
	oldestAge = 7 * lastWeek // days
)

// Watcher gathers counts of cases by week, one person after the other. It is used by one goroutine at a time.
type Watcher struct {
	edition     *sen2.Edition
	asAt        sen2.Date
	first, last sen2.Date // of the calendar year that the return speaks of

	open                          [stages][oldestAge + 1]int // cases without an outcome, by days since the request
	undated                       [stages]int                // the same whose request has no date
	reviews, decisions, transfers dues

	issued, onTime int // this year's plans without exceptions, up to the day
	past           history
}

// New makes a watcher that sees the return as it stood on a day. What the return says of later days is left out of sight.
func New(edition *sen2.Edition, asAt sen2.Date) *Watcher {
	year := edition.CollectionYear()
	w := &Watcher{edition: edition, asAt: asAt, first: sen2.Day(year, 1, 1), last: sen2.Day(year, 12, 31)}
	w.past.asAt = asAt
	return w
}

// Person adds one record.
func (w *Watcher) Person(p *sen2.Person) {
	for i := range p.Requests {
		r := &p.Requests[i]
		if r.Received > w.asAt {
			continue
		}
		c := courseOf(r, w.asAt, w.first)
		if c.ending == stillOpen {
			w.addOpen(c)
		}
		w.past.add(c)
		w.addIssued(r)
		w.addPlan(r)
	}
}

func (w *Watcher) addOpen(c course) {
	if !c.received.Given() {
		w.undated[c.stage]++
		return
	}
	w.open[c.stage][min(int(w.asAt-c.received), oldestAge)]++
}

// addIssued counts a plan as the published measure does: issued this year, no exception; without the date of its request, or with one
// that lies after it, it is not on time.
func (w *Watcher) addIssued(r *sen2.Request) {
	a := &r.Assessment
	if a.Outcome != 'Y' || a.Week20 != sen2.No || a.OutcomeDate < w.first || a.OutcomeDate > min(w.last, w.asAt) {
		return
	}
	w.issued++
	if days, known := sen2.DaysBetween(r.Received, a.OutcomeDate); known && days >= 0 && days <= issueWithin {
		w.onTime++
	}
}

// addPlan counts what is due of a plan that is in force.
func (w *Watcher) addPlan(r *sen2.Request) {
	start, inForce := w.inForce(r)
	if !inForce {
		return
	}
	v := &r.Active
	reviewed := max(w.sofar(start), w.sofar(v.ReviewMeeting), w.sofar(v.ReviewDecision))
	w.reviews.add(yearAfter(reviewed), w.asAt)
	if w.awaitsDecision(v) {
		w.decisions.add(after(v.ReviewMeeting, reviewWithin), w.asAt)
	}
	if v.PhaseDue != 0 && w.sofar(v.PhaseFinal) == 0 {
		w.transfers.add(v.PhaseDue, w.asAt)
	}
}

// inForce says whether there is a plan on the day that has begun and not ceased, and when it began.
func (w *Watcher) inForce(r *sen2.Request) (start sen2.Date, is bool) {
	a := &r.Assessment
	switch {
	case !r.HasActive && !a.HasPlan, r.Exported != 0:
		return 0, false
	case r.Outcome == 'N' || r.Outcome == 'W' || r.Outcome == 'A':
		return 0, false
	case a.Outcome == 'N' || a.Outcome == 'W' || a.Outcome == 'A':
		return 0, false
	}
	if start = a.Plan.Start; !start.Given() {
		start = a.OutcomeDate
	}
	return start, start <= w.asAt && w.sofar(a.Plan.Cease) == 0
}

// awaitsDecision says that a review meeting was held and nothing was decided after it. An outcome without a date is a decision.
func (w *Watcher) awaitsDecision(v *sen2.Active) bool {
	switch {
	case v.ReviewMeeting == 0 || v.ReviewMeeting > w.asAt:
		return false
	case v.ReviewDecision.Given():
		return v.ReviewDecision > w.asAt || v.ReviewMeeting.Given() && v.ReviewDecision < v.ReviewMeeting
	}
	return !v.ReviewOutcome.Given()
}

// sofar is a date that had come by the day, and 0 otherwise.
func (w *Watcher) sofar(d sen2.Date) sen2.Date {
	if d.Given() && d <= w.asAt {
		return d
	}
	return 0
}

// after is the day so many days later.
func after(d sen2.Date, days int) sen2.Date {
	if !d.Given() {
		return 0
	}
	return d + sen2.Date(days)
}

// yearAfter is the same day of the next year, and 28 February after a leap day.
func yearAfter(d sen2.Date) sen2.Date {
	if !d.Given() {
		return 0
	}
	t := d.Time()
	next := sen2.Day(t.Year()+1, int(t.Month()), t.Day())
	if !next.Given() {
		next = sen2.Day(t.Year()+1, 2, 28)
	}
	return next
}

// Pace is how the year stands.
func (w *Watcher) Pace() *returns.Pace {
	p := &returns.Pace{AsAt: w.asAt.String(), Series: w.series()}
	p.Forecast, p.NoForecast = w.forecast()
	return p
}
