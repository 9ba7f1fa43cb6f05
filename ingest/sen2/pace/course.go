package pace

import "inclusion/ingest/sen2"

// stage is where a case is between the request and its outcome.
type stage int

// A request waits for a decision; it was agreed to assess and there is no outcome yet.
const (
	undecided stage = iota
	assessing
	stages
)

// ending is how a case ended.
type ending int

const (
	stillOpen ending = iota
	issuedPlan
	otherwise // refused, no plan, withdrawn: on a known day
	gone      // ended on a day that is not known, or before the time that is looked at
)

// course is what became of a request by a day.
type course struct {
	received sen2.Date // 0 when not known
	stage    stage     // where it is, or where it ended
	decided  sen2.Date // when it was agreed to assess: as given, or the likeliest day; 0 when not agreed or when received is not known
	ending   ending
	ended    sen2.Date // of issuedPlan and otherwise
	plain    bool      // the plan was not an exception to the 20 weeks
}

// courseOf sees a request as it stood on a day. The year's first day says what "before the latest collection period" means.
func courseOf(r *sen2.Request, asAt, first sen2.Date) course {
	c := course{}
	if r.Received.Given() {
		c.received = r.Received
	}
	agreed := agreedToAssess(r)
	switch {
	case r.Exported != 0:
		c.ending = gone
		if agreed {
			c.stage = assessing
		}
		return c
	case r.OutcomeDate > asAt:
		return c
	case agreed:
		c.stage = assessing
		c.assess(r, asAt)
		c.decided = c.dayAgreed(r, asAt, first)
		return c
	case r.Outcome == 'N' || r.Outcome == 'W':
		c.end(otherwise, r.OutcomeDate)
	case r.Outcome != 'A' && r.OutcomeDate.Given():
		c.ending = gone // decided, and it is not known how
	}
	return c
}

// agreedToAssess says that an assessment followed. A request with no outcome of its own was agreed when the assessment has one; a
// request that was refused was not, whatever its assessment says.
func agreedToAssess(r *sen2.Request) bool {
	switch r.Outcome {
	case 'Y', 'H':
		return true
	case 'N', 'W', 'A':
		return false
	}
	a := r.Assessment.Outcome
	return a.Given() && a != 'A' || r.Assessment.HasPlan || r.HasActive
}

// assess sees what came of the assessment by the day.
func (c *course) assess(r *sen2.Request, asAt sen2.Date) {
	a := &r.Assessment
	if a.OutcomeDate > asAt && a.Outcome != 'H' {
		return
	}
	switch a.Outcome {
	case 'Y':
		c.end(issuedPlan, a.OutcomeDate)
		c.plain = a.Week20 == sen2.No
	case 'H':
		if c.end(issuedPlan, a.OutcomeDate); r.Active.TransferLA != 0 || c.ended > asAt {
			c.ending, c.ended = gone, 0
		}
		c.plain = a.Week20 == sen2.No
	case 'N', 'W':
		c.end(otherwise, a.OutcomeDate)
	case 'A':
	default:
		if a.HasPlan || r.HasActive {
			c.ending = gone // a plan is there: the outcome was before the year
		}
	}
}

// end ends the case on a day. Without one, or when it is before the request, the case is gone.
func (c *course) end(how ending, on sen2.Date) {
	c.ending, c.ended = how, on
	if !on.Given() || on < c.received {
		c.ending, c.ended = gone, 0
	}
}

// dayAgreed is the day of the decision to assess; where that is not given or cannot be, the last day of the six weeks, or the end of the
// year before when the decision was made before the collection period.
func (c *course) dayAgreed(r *sen2.Request, asAt, first sen2.Date) sen2.Date {
	if !c.received.Given() {
		return 0
	}
	latest := asAt
	if c.ended.Given() {
		latest = c.ended
	}
	if r.OutcomeDate >= c.received && r.OutcomeDate <= latest {
		return r.OutcomeDate
	}
	likely := c.received + decideWithin
	if r.Outcome == 'H' {
		likely = min(likely, first-1)
	}
	return max(c.received, min(likely, latest))
}
