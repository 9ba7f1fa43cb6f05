package check

import "inclusion/ingest/sen2"

func placementDates(c *Checker, r *sen2.Request) {
	for i := range r.Active.Placements {
		if l := &r.Active.Placements[i]; before(l.Leaving, l.Entry) {
			c.found(sen2.LeavingDate, i+1)
		}
	}
	c.foundWhen(c.state.open && !c.state.placed && r.Active.TransferLA == 0, sen2.EntryDate)
}

func transferredWithoutPlacement(c *Checker, r *sen2.Request) {
	c.foundWhen(c.state.open && !c.state.placed && r.Active.TransferLA != 0, sen2.EntryDate)
}

func twoFirstPlacements(c *Checker, r *sen2.Request) {
	first := false
	for i := range r.Active.Placements {
		l := &r.Active.Placements[i]
		if l.Rank != '1' || !c.staysIn(l) {
			continue
		}
		if first {
			c.found(sen2.PlacementRank, i+1)
		}
		first = true
	}
}

// noPlanInForce leaves to others what they say: G05 of a plan before its decision, G06 of a child who moved, L06 of an issued plan without
// a start.
func noPlanInForce(c *Checker, r *sen2.Request) {
	a := &r.Assessment
	if !r.HasActive || c.state.exported || a.Outcome == 'A' || a.Outcome == 'W' {
		return
	}
	switch start := a.Plan.Start; {
	case start == 0:
		c.foundWhen(a.Outcome != 'Y', sen2.StartDate)
	case start > c.asAt:
		c.found(sen2.StartDate, 0)
	case a.Plan.Cease.Given() && a.Plan.Cease <= c.asAt && c.state.stays:
		c.found(sen2.CeaseDate, 0)
	}
}

func noNeedType(c *Checker, r *sen2.Request) {
	for i := range r.Active.Needs {
		if r.Active.Needs[i].Type == sen2.NoNeed {
			c.found(sen2.SENtype, i+1)
		}
	}
	c.foundWhen(c.state.open && len(r.Active.Needs) == 0, sen2.SENtype)
}

// reviewOverdue takes a missing meeting for one that was not held where the year expects its date.
func reviewOverdue(c *Checker, r *sen2.Request) {
	if !c.state.open || !before(r.Assessment.Plan.Start, c.reviewDue) {
		return
	}
	met := r.Active.ReviewMeeting
	c.foundWhen(met == 0 && c.expects(sen2.ReviewMeeting) || before(met, c.reviewDue), sen2.ReviewMeeting)
}

func lateReviewDecision(c *Checker, r *sen2.Request) {
	c.foundWhen(over(r.Active.ReviewMeeting, r.Active.ReviewDecision, daysToReview), sen2.LastReview)
}

func reviewOrder(c *Checker, r *sen2.Request) {
	a := &r.Active
	c.foundWhen(a.ReviewOutcome.Given() && a.ReviewDecision == 0 || before(a.ReviewDecision, a.ReviewMeeting), sen2.LastReview)
}

func latePhaseTransfer(c *Checker, r *sen2.Request) {
	a := &r.Active
	c.foundWhen(before(a.PhaseDue, a.PhaseFinal) || a.PhaseFinal == 0 && before(a.PhaseDue, c.asAt), sen2.PhaseTransferFinalDate)
}

// indicatorsOpen looks at placements that cover the day, as the public check does.
func indicatorsOpen(c *Checker, r *sen2.Request) {
	for i := range r.Active.Placements {
		l := &r.Active.Placements[i]
		if l.URN == 0 && l.UKPRN == 0 && l.Kind == sen2.NoSetting || !c.covers(l) {
			continue
		}
		if l.Unit == sen2.NoFlag {
			c.found(sen2.PlacementUnit, i+1)
		} else if l.Resourced == sen2.NoFlag {
			c.found(sen2.PlacementResourced, i+1)
		}
	}
}

func unknownSchool(c *Checker, r *sen2.Request) {
	if c.register == nil {
		return
	}
	for i := range r.Assessment.Plan.Settings {
		if c.gone(r.Assessment.Plan.Settings[i].URN, r.Assessment.Plan.Start) {
			c.found(sen2.PlanURN, i+1)
		}
	}
	for i := range r.Active.Placements {
		if c.gone(r.Active.Placements[i].URN, r.Active.Placements[i].Entry) {
			c.found(sen2.PlacementURN, i+1)
		}
	}
}

// gone says that the register does not have a URN that was given, or had its establishment closed before a day.
func (c *Checker) gone(urn uint32, by sen2.Date) bool {
	if urn == 0 || urn == sen2.BadNumber {
		return false
	}
	school, known := c.register[urn]
	return !known || before(school.Closed, by)
}

// Types of establishment, as the register names them, that the public check does not expect a plan to be at: of further and higher
// education, and of the others.
var (
	higherTypes   = map[string]bool{"Higher education institutions": true, "University technical college": true}
	unlikelyTypes = map[string]bool{"Online provider": true, "Service children's education": true, "Offshore schools": true,
		"British schools overseas": true, "Institution funded by other government department": true, "Miscellaneous": true}
)

func higherEducation(c *Checker, r *sen2.Request) { c.ofType(r, higherTypes) }
func unlikelyType(c *Checker, r *sen2.Request)    { c.ofType(r, unlikelyTypes) }

func (c *Checker) ofType(r *sen2.Request, types map[string]bool) {
	c.current(r, func(l *sen2.Placement, school sen2.Establishment, known bool, item int) {
		if known && types[school.Type] {
			c.found(sen2.PlacementURN, item)
		}
	})
}

// unitNotRegistered leaves a URN that the register does not have to L12. A setting without a URN has no unit.
func unitNotRegistered(c *Checker, r *sen2.Request) {
	c.current(r, func(l *sen2.Placement, school sen2.Establishment, known bool, item int) {
		if l.Unit == sen2.Yes && !school.Unit && (known || l.URN == 0) {
			c.found(sen2.PlacementUnit, item)
		}
	})
}

func resourcedNotRegistered(c *Checker, r *sen2.Request) {
	c.current(r, func(l *sen2.Placement, school sen2.Establishment, known bool, item int) {
		if l.Resourced == sen2.Yes && !school.Resourced && (known || l.URN == 0) {
			c.found(sen2.PlacementResourced, item)
		}
	})
}

// current calls see with each placement that covers the day and what the register says of it, when there is a register.
func (c *Checker) current(r *sen2.Request, see func(l *sen2.Placement, school sen2.Establishment, known bool, item int)) {
	if c.register == nil {
		return
	}
	for i := range r.Active.Placements {
		if l := &r.Active.Placements[i]; c.covers(l) {
			school, known := c.register[l.URN]
			see(l, school, known, i+1)
		}
	}
}
