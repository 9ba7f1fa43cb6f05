package pace

import (
	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// Parts of the series of open cases, by the last week of each; the last part has none.
var (
	requestParts    = []int{1, 2, 3, 4, 5, 6, 12, 20, 52}
	assessmentParts = []int{6, 9, 12, 14, 15, 16, 17, 18, 19, 20, 26, 39, 52}
	oldestParts     = []int{26, 39, 52, 78, 104}
)

// weeksAhead is how many weeks of what falls due are counted one by one.
const weeksAhead = 6

// week is the week since the request that a day belongs to: the day of the request and the seven days after it are week 1. A limit of so
// many weeks is kept up to the last day of that week.
func week(days int) int { return max(1, (days+6)/7) }

// weekDue is the week of what is due in so many days: 1 for today and the six days after it, 0 for what is overdue.
func weekDue(days int) int {
	if days < 0 {
		return 0
	}
	return min(days/7+1, weeksAhead+1)
}

// dues are counts of what falls due: overdue, in each of the weeks ahead, later.
type dues struct {
	at      [weeksAhead + 2]int
	undated int
}

// add counts something due on a day.
func (d *dues) add(due, asAt sen2.Date) {
	if !due.Given() {
		d.undated++
		return
	}
	d.at[weekDue(int(due-asAt))]++
}

// duesAfter counts open cases of a stage by when so many days since the request are over.
func (w *Watcher) duesAfter(s stage, days int) dues {
	d := dues{undated: w.undated[s]}
	for age, n := range w.open[s] {
		d.at[weekDue(days-age)] += n
	}
	return d
}

func (d *dues) series(name string) returns.Series {
	s := returns.Series{Name: name, Extra: float64(d.undated)}
	total := 0
	for i, n := range d.at {
		part := returns.Part{From: i, To: i, Cell: cell(n)}
		if i > weeksAhead {
			part.To = -1
		}
		s.Parts = append(s.Parts, part)
		total += n
	}
	s.Total = cell(total)
	return s
}

// series are all series that the year's return can fill.
func (w *Watcher) series() []returns.Series {
	decisions := w.duesAfter(undecided, decideWithin)
	noPlans := w.duesAfter(assessing, noPlanWithin)
	plans := w.duesAfter(assessing, issueWithin)
	all := []returns.Series{
		w.ages(returns.OpenRequests, 0, requestParts, undecided),
		w.ages(returns.OpenAssessments, 0, assessmentParts, assessing),
		w.ages(returns.OldestCases, issueWithin/7, oldestParts, undecided, assessing),
		decisions.series(returns.DueDecisions), noPlans.series(returns.DueNoPlan), plans.series(returns.DuePlans),
	}
	if w.edition.Expects(sen2.ReviewMeeting) != sen2.NotThisYear {
		all = append(all, w.decisions.series(returns.DueReviewDecisions))
	}
	all = append(all, w.reviews.series(returns.DueReviews))
	if w.edition.Expects(sen2.PhaseTransferDueDate) != sen2.NotThisYear {
		all = append(all, w.transfers.series(returns.DuePhaseTransfers))
	}
	return all
}

// ages counts open cases of some stages by the week they have reached, those after a week.
func (w *Watcher) ages(name string, afterWeek int, lastWeeks []int, of ...stage) returns.Series {
	s := returns.Series{Name: name}
	from := afterWeek + 1
	for _, to := range append(lastWeeks[:len(lastWeeks):len(lastWeeks)], -1) {
		s.Parts = append(s.Parts, returns.Part{From: from, To: to})
		from = to + 1
	}
	for _, st := range of {
		s.Extra += float64(w.undated[st])
		for age, n := range w.open[st] {
			if reached := week(age); n > 0 && reached > afterWeek {
				s.Parts[partOf(lastWeeks, reached)].Cell.N += float64(n)
				s.Total.N += float64(n)
			}
		}
	}
	return s
}

// partOf is the place of the part that a week is in.
func partOf(lastWeeks []int, reached int) int {
	for i, to := range lastWeeks {
		if reached <= to {
			return i
		}
	}
	return len(lastWeeks)
}

func cell(n int) returns.Cell { return returns.Cell{N: float64(n)} }
