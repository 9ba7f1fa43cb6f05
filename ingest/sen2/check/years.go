package check

import "inclusion/ingest/sen2"

// notThisYear notes a field that is given and does not belong to the year's return.
func (c *Checker) notThisYear(given bool, f sen2.Field, item int) {
	if given && c.edition.Expects(f) == sen2.NotThisYear {
		c.found(f, item)
	}
}

func personNotThisYear(c *Checker, p *sen2.Person) {
	c.notThisYear(p.Sex != 0, sen2.Sex, 0)
	c.notThisYear(p.Gender != 0, sen2.GenderCurrent, 0)
}

func requestNotThisYear(c *Checker, r *sen2.Request) {
	c.notThisYear(r.Source != 0, sen2.RequestSource, 0)
	for i := range r.Assessment.Plan.Settings {
		c.kindNotThisYear(&r.Assessment.Plan.Settings[i], sen2.PlanSetting, i+1)
	}
	if !r.HasActive {
		return
	}
	a := &r.Active
	c.notThisYear(a.Res != 0, sen2.ActiveRes, 0)
	c.notThisYear(a.WorkBased != 0, sen2.ActiveWBP, 0)
	c.notThisYear(a.ReviewMeeting != 0, sen2.ReviewMeeting, 0)
	c.notThisYear(a.ReviewOutcome != 0, sen2.ReviewOutcome, 0)
	c.notThisYear(a.ReviewDraft != 0, sen2.ReviewDraft, 0)
	c.notThisYear(a.PhaseDue != 0, sen2.PhaseTransferDueDate, 0)
	c.notThisYear(a.PhaseFinal != 0, sen2.PhaseTransferFinalDate, 0)
	for i := range a.Placements {
		l := &a.Placements[i]
		c.kindNotThisYear(&l.Setting, sen2.PlacementSetting, i+1)
		c.notThisYear(l.Attendance != 0, sen2.AttendancePattern, i+1)
		c.notThisYear(l.Res != 0, sen2.Res, i+1)
		c.notThisYear(l.WorkBased != 0, sen2.WBP, i+1)
	}
	for i := range a.Needs {
		if need := a.Needs[i].Type; need != sen2.NoNeed && need != sen2.BadNeed && !c.edition.Has(sen2.SENtype, need.String()) {
			c.found(sen2.SENtype, i+1)
		}
	}
}

// kindNotThisYear notes a kind of setting that is no code of the year.
func (c *Checker) kindNotThisYear(s *sen2.Setting, f sen2.Field, item int) {
	if s.Kind != sen2.NoSetting && s.Kind != sen2.BadSetting && !c.edition.Has(f, s.Kind.String()) {
		c.found(f, item)
	}
}
