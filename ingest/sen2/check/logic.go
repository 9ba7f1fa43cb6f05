package check

import "inclusion/ingest/sen2"

// birthDate looks at births after a request, and at ages that no plan can have. Somebody is found at most once.
func birthDate(c *Checker, p *sen2.Person) {
	if !p.BirthDate.Given() {
		return
	}
	if p.BirthDate > c.asAt || len(p.Requests) == 0 && tooOld(c.asAt, p.BirthDate) {
		c.found(sen2.PersonBirthDate, 0)
		return
	}
	for i := range p.Requests {
		r := &p.Requests[i]
		if before(r.Received, p.BirthDate) || tooOld(c.lastDay(r), p.BirthDate) {
			c.foundIn(sen2.PersonBirthDate, i+1, 0)
			return
		}
	}
}

// lastDay is the day on which the age of a request's child is judged: the day its plan ceased; the day the file speaks of while a plan is in
// force; the day of the request when there is no plan.
func (c *Checker) lastDay(r *sen2.Request) sen2.Date {
	switch plan := &r.Assessment.Plan; {
	case plan.Cease.Given() && plan.Cease <= c.asAt:
		return plan.Cease
	case plan.Start.Given() || r.HasActive || !r.Received.Given():
		return c.asAt
	}
	return r.Received
}

func orderOfDates(c *Checker, r *sen2.Request) {
	issued := r.Assessment.OutcomeDate
	c.foundWhen(r.Received > c.asAt, sen2.ReceivedDate)
	c.foundWhen(r.OutcomeDate > c.asAt || before(r.OutcomeDate, r.Received), sen2.RequestOutcomeDate)
	c.foundWhen(issued > c.asAt || before(issued, r.OutcomeDate) || !r.OutcomeDate.Given() && before(issued, r.Received), sen2.AssessmentOutcomeDate)
}

func lateRequestDecision(c *Checker, r *sen2.Request) {
	c.foundWhen((r.Outcome == 'Y' || r.Outcome == 'N') && over(r.Received, r.OutcomeDate, daysToDecide), sen2.RequestOutcomeDate)
}

func latePlan(c *Checker, r *sen2.Request) {
	a := &r.Assessment
	c.foundWhen(a.Outcome == 'Y' && a.Week20 == sen2.No && over(r.Received, a.OutcomeDate, daysToIssue), sen2.AssessmentOutcomeDate)
}

func lateRefusal(c *Checker, r *sen2.Request) {
	a := &r.Assessment
	c.foundWhen(a.Outcome == 'N' && over(r.Received, a.OutcomeDate, daysToRefuse), sen2.AssessmentOutcomeDate)
}

func issuedWithoutPlan(c *Checker, r *sen2.Request) {
	c.foundWhen(r.Assessment.Outcome == 'Y' && r.Assessment.Plan.Start == 0 && !c.state.exported, sen2.StartDate)
}

func assessedWithoutAgreement(c *Checker, r *sen2.Request) {
	c.foundWhen(r.Assessment.Outcome.Given() && (r.Outcome == 'N' || r.Outcome == 'A' || r.Outcome == 'W'), sen2.AssessmentOutcome)
}

func ceasing(c *Checker, r *sen2.Request) {
	n := &r.Assessment.Plan
	outside := n.Cease.Given() && (n.Cease < c.yearBegin || n.Cease > c.edition.ReferenceDate)
	c.foundWhen(n.Cease == 0 && n.CeaseReason != 0 || outside || before(n.Cease, n.Start), sen2.CeaseDate)
	c.foundWhen(n.Cease != 0 && n.CeaseReason == 0, sen2.CeaseReason)
}

func budgetParts(c *Checker, r *sen2.Request) {
	if n := &r.Assessment.Plan; n.Budget == sen2.No {
		c.foundWhen(n.Arranged == sen2.Yes, sen2.OA)
		c.foundWhen(n.Payment.Given(), sen2.DP)
	}
}

func requestOverdue(c *Checker, r *sen2.Request) {
	c.foundWhen(r.Outcome == 'A' && !c.state.exported && over(r.Received, c.asAt, daysToDecide), sen2.RequestOutcome)
}

func startsOtherDay(c *Checker, r *sen2.Request) {
	a := &r.Assessment
	c.foundWhen(a.Outcome == 'Y' && a.OutcomeDate.Given() && a.Plan.Start.Given() && a.Plan.Start != a.OutcomeDate, sen2.StartDate)
}
