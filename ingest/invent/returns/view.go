package returns

import (
	"slices"

	"inclusion/ingest/sen2"
)

// view takes away what had not happened on a day, and says whether anything is left. running says that the return is made that day, before
// its census.
func (rec *Record) view(on sen2.Date, running bool) bool {
	if !running {
		return true
	}
	rec.Requests = slices.DeleteFunc(rec.Requests, func(q Request) bool { return !q.begun(on) })
	for i := range rec.Requests {
		rec.Requests[i].view(on)
	}
	return len(rec.Requests) > 0 && rec.Birth <= on
}

// begun says whether the authority knew of the case on a day.
func (q *Request) begun(on sen2.Date) bool {
	if q.Received > on || q.Active != nil && q.Active.arrived > on {
		return false
	}
	if q.Outcome == 'H' && q.Assessment != nil && q.Assessment.Outcome == 'H' && q.Assessment.Plan.Start > on {
		return false // a plan decided in another year that has not begun
	}
	return true
}

// view takes away what had not happened on a day.
func (q *Request) view(on sen2.Date) {
	switch {
	case q.Exported != 0 && q.ended > on:
		q.Exported = 0
		q.Assessment = &Assessment{Outcome: 'A'}
	case q.Outcome == 'W' && q.ended > on:
		q.Outcome, q.OutcomeDate = 'A', 0
	}
	if (q.Outcome == 'Y' || q.Outcome == 'N') && q.decidedAfter(on) {
		q.Outcome, q.OutcomeDate, q.Mediation, q.Tribunal = 'A', 0, 0, 0
		q.Assessment, q.Active = nil, nil
		return
	}
	a := q.Assessment
	if a == nil {
		return
	}
	if a.OutcomeDate > on || a.ended > on {
		*a = Assessment{Outcome: 'A'}
		q.Active = nil
		return
	}
	if a.Plan == nil {
		return
	}
	if a.Plan.Start > on { // issued, and beginning later
		q.Active = nil
	}
	if a.Plan.Cease > on {
		a.Plan.Cease, a.Plan.Reason = 0, 0
	}
	if q.Active != nil {
		q.Active.view(on, a.Plan.Cease != 0)
	}
}

// decidedAfter says whether a decision fell after a day. One whose day is not known is taken to have come six weeks after the request.
func (q *Request) decidedAfter(on sen2.Date) bool {
	if q.OutcomeDate != 0 {
		return q.OutcomeDate > on
	}
	return q.Received+42 > on
}

// view takes away the reviews, transfers and moves after a day.
func (a *Active) view(on sen2.Date, ended bool) {
	switch {
	case a.Meeting > on:
		a.Review = a.earlier
	case a.Decision > on:
		a.Review = Review{Meeting: a.Meeting}
	}
	if a.Decision > on { // of the earlier review
		a.Review = Review{}
	}
	if a.Draft > on {
		a.Draft = 0
	}
	if a.Final > on {
		a.Final = 0
	}
	a.Placements = slices.DeleteFunc(a.Placements, func(l Placement) bool { return l.Entry > on && len(a.Placements) > 1 && l.Leaving == 0 })
	for i := range a.Placements {
		l := &a.Placements[i]
		if l.Leaving > on && !ended {
			l.Leaving = 0
		}
		if l.Entry > on {
			l.Entry = sen2.Day(dayYear(on)-1, 9, 1)
		}
	}
}

func dayYear(d sen2.Date) int { return int(dayOf(d).year) }
