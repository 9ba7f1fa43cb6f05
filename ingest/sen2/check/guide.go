package check

import "inclusion/ingest/sen2"

func noReceivedDate(c *Checker, r *sen2.Request) {
	c.foundWhen(r.Received == 0 && r.Outcome != 'H' && r.Outcome != sen2.BadLetter, sen2.ReceivedDate)
}

func noYouthAccommodation(c *Checker, r *sen2.Request) {
	c.foundWhen(r.RYA == sen2.NoFlag && r.Outcome != 'H' && r.Outcome != sen2.BadLetter, sen2.RYA)
}

// disputeWithoutDecision passes a plain 0 over: a blank yes-or-no item of the census system may come out as one.
func disputeWithoutDecision(c *Checker, r *sen2.Request) {
	if r.Outcome == 'A' || r.Outcome == 'W' || r.Outcome == 'H' {
		c.foundWhen(r.Mediation == sen2.Yes, sen2.RequestMediation)
		c.foundWhen(r.Tribunal == sen2.Yes, sen2.RequestTribunal)
	}
}

func noDecisionDate(c *Checker, r *sen2.Request) {
	a := &r.Assessment
	c.foundWhen((a.Outcome == 'Y' || a.Outcome == 'N') && a.OutcomeDate == 0, sen2.AssessmentOutcomeDate)
}

func planBeforeDecision(c *Checker, r *sen2.Request) {
	a := &r.Assessment
	if a.Outcome == 'A' || a.Outcome == 'W' {
		c.foundWhen(a.Week20 == sen2.Yes, sen2.Week20)
		c.foundWhen(a.HasPlan, sen2.StartDate)
		c.foundWhen(r.HasActive, sen2.LastReview)
	}
}

// planAfterMove lets an assessment stand that is not decided (A) or was given up (W) when the child moved away.
func planAfterMove(c *Checker, r *sen2.Request) {
	if !c.state.exported {
		return
	}
	decided := r.Assessment.Outcome
	c.foundWhen(decided == 'Y' || decided == 'N' || decided == 'H', sen2.AssessmentOutcome)
	c.foundWhen(r.Assessment.HasPlan, sen2.StartDate)
	c.foundWhen(r.HasActive, sen2.LastReview)
}

// settingFields are what the fields of a setting are called where it stands.
type settingFields struct {
	urn, ukprn, kind, other, rank, unit, resourced sen2.Field
}

var (
	inPlan = settingFields{sen2.PlanURN, sen2.PlanUKPRN, sen2.PlanSetting, sen2.PlanSettingOther, sen2.PlanRank,
		sen2.PlanUnit, sen2.PlanResourced}
	inPlacement = settingFields{sen2.PlacementURN, sen2.PlacementUKPRN, sen2.PlacementSetting, sen2.PlacementSettingOther, sen2.PlacementRank,
		sen2.PlacementUnit, sen2.PlacementResourced}
)

// settings calls see with each setting of the plan and of the placements.
func settings(r *sen2.Request, see func(s *sen2.Setting, called *settingFields, item int)) {
	for i := range r.Assessment.Plan.Settings {
		see(&r.Assessment.Plan.Settings[i], &inPlan, i+1)
	}
	for i := range r.Active.Placements {
		see(&r.Active.Placements[i].Setting, &inPlacement, i+1)
	}
}

func settingIdentity(c *Checker, r *sen2.Request) {
	settings(r, func(s *sen2.Setting, called *settingFields, item int) {
		switch {
		case s.URN == 0 && s.UKPRN == 0 && s.Kind == sen2.NoSetting:
			c.found(called.urn, item)
		case s.Kind != sen2.NoSetting && (s.URN != 0 || s.UKPRN != 0):
			c.found(called.kind, item)
		case s.URN != 0 && s.UKPRN != 0:
			c.found(called.ukprn, item)
		}
		if s.Rank == 0 {
			c.found(called.rank, item)
		}
	})
}

func otherNotDescribed(c *Checker, r *sen2.Request) {
	settings(r, func(s *sen2.Setting, called *settingFields, item int) {
		if (s.Kind == sen2.OtherSetting || s.Kind == sen2.NoPlaceOther) && s.OtherText == sen2.Absent {
			c.found(called.other, item)
		}
	})
}

func planNamesNoPlace(c *Checker, r *sen2.Request) {
	for i := range r.Assessment.Plan.Settings {
		switch r.Assessment.Plan.Settings[i].Kind {
		case sen2.NEET, sen2.NoticeToCease, sen2.NoPlaceOther:
			c.found(sen2.PlanSetting, i+1)
		}
	}
}

// mostOf is how many settings a plan names, and how many needs an active plan has, at most.
const mostOf = 2

func settingsAndNeeds(c *Checker, r *sen2.Request) {
	var seen ranks
	for i := range r.Assessment.Plan.Settings {
		seen.see(c, r.Assessment.Plan.Settings[i].Rank, sen2.PlanURN, sen2.PlanRank)
	}
	seen.end(c, sen2.PlanRank)
	seen = ranks{}
	for i := range r.Active.Needs {
		seen.see(c, r.Active.Needs[i].Rank, sen2.SENtype, sen2.SENtypeRank)
	}
	seen.end(c, sen2.SENtypeRank)
}

// ranks follows the ranks of settings or needs. An item beyond the second is found once, whatever its rank.
type ranks struct {
	items         int
	first, second bool
}

func (s *ranks) see(c *Checker, rank sen2.Letter, item, itsRank sen2.Field) {
	s.items++
	switch {
	case s.items > mostOf:
		c.found(item, s.items)
	case rank == '1' && s.first, rank == '2' && s.second:
		c.found(itsRank, s.items)
	case rank == 0 && item == sen2.SENtype:
		c.found(itsRank, s.items) // of a setting without a rank G07 speaks
	}
	s.first = s.first || rank == '1'
	s.second = s.second || rank == '2'
}

// end finds a single item of rank 2; of two, one is of rank 1 or both are of the same.
func (s *ranks) end(c *Checker, rank sen2.Field) {
	if s.items == 1 && s.second && !s.first {
		c.found(rank, 1)
	}
}

func noNumber(c *Checker, p *sen2.Person) {
	c.foundWhen(nameless(p) && p.UPNUnknown == 0, sen2.UPNunknown)
}

func numberUnknown(c *Checker, p *sen2.Person) {
	c.foundWhen(nameless(p) && p.UPNUnknown.Given(), sen2.UPNunknown)
}

// nameless says that somebody has neither a pupil nor a learner number. One that cannot be read was given.
func nameless(p *sen2.Person) bool { return p.UPN == 0 && (p.ULN == 0 || p.ULN == sen2.UnknownULN) }

func newlyExpected(c *Checker, r *sen2.Request) {
	c.newly(r.Source == 0 && r.Outcome != 'H' && r.Outcome != sen2.BadLetter, sen2.RequestSource)
	a := &r.Active
	c.newly(a.ReviewOutcome == 'A' && a.ReviewDraft == 0, sen2.ReviewDraft)
	c.newly(a.PhaseFinal.Given() && a.PhaseDue == 0, sen2.PhaseTransferDueDate)
}

// newly notes a missing field unless the year does not have it.
func (c *Checker) newly(missing bool, f sen2.Field) {
	c.foundWhen(missing && c.edition.Expects(f) != sen2.NotThisYear, f)
}
