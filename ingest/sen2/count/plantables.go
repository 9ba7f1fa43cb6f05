package count

import (
	"slices"

	"inclusion/ingest/sen2"
)

// spelling is how the files of a release call what they break plans down by.
type spelling struct {
	present     string // topic of the age when the school year began
	started     topic  // age at the start, of new plans
	needStarted topic  // the same where their needs are counted
	shown       topic  // age of those with a budget or a residential place
	seats       topic  // "Type of placement" of needs, reviews and ceased plans
	attended    topic  // "Type of placement" of budgets, residential and work-based placements
	need        topic
}

// spell gives the words of the release. Without a register there is no "Type of placement".
func (c *Counter) spell() spelling {
	s := spelling{present: "Child or young persons age", started: ages("Age when plan started", "age", "Unknown"),
		needStarted: ages("Child or young persons age", "age", "Unknown"), shown: ages("Child or young persons age", "age", "Age unknown")}
	if c.newer {
		s.present, s.need = "Age at start of academic year", needTopic
		s.started, s.needStarted = ages("Age when plan started", "Age", "Unknown"), ages("Age on plan start date", "age", "Unknown")
	}
	switch {
	case c.register == nil:
	case c.newer:
		s.seats, s.attended = seatTopic("Academy", "Free school"), seatTopic("academy", "free school")
	default:
		s.seats, s.attended = seatTopic("Academy/free schools", "Academy/free schools"), seatTopic("academy/free school", "academy/free school")
	}
	return s
}

// openPlans makes the tables of plans.
func (c *Counter) openPlans() {
	year, s := c.edition.Year, c.spell()
	c.caseloadSeats, c.newPlanSeats = c.seatColumnsOf("ehcplans"), c.seatColumnsOf("new_ehc_plans")
	c.caseload = newTally("caseload", year, c.caseloadSeats.measures, 0, everyAge(s.present), startAges(), groups, sexes, yearsInPlace(c.newer))
	c.newPlans = newTally("newplans", year, c.newPlanSeats.measures, 0, s.started, groups, sexes)
	needs := c.needColumns()
	c.needsActive = newTally("needs-active", year, needs, 0, everyAge(s.present), groups, sexes, s.seats, yearsInPlace(c.newer))
	c.needsNew = newTally("needs-new", year, needs, 0, s.needStarted, groups, sexes, s.seats)
	c.ceased = newTally("ceased", year, c.reasonColumns(), 0, ages("Age plan ceased", "age", "Age unknown"), groups, s.need, sexes, s.seats, yearsHeld())
	c.budgets = newTally("personal-budgets", year, named("personal_budget", "org_arrangments", "pb_health", "pb_education", "pb_social", "pb_integrated"), 1,
		s.shown, groups, s.need, sexes, s.attended)
	c.residential = newTally("residential", year, named("res_3851", "res_52", "res_tot"), 1, s.shown, groups, s.need, sexes, s.attended)
	c.working = newTally("work-based", year, named("open_supp_intern", "open_apprentice", "open_trainee", "open_wbp"), 1,
		groups, s.need, sexes, s.attended, workingAges())
	if c.edition.Expects(sen2.PhaseTransferDueDate) == sen2.Expected {
		c.phases = newTally("phase-transfers", year, named("number_plans", "due_first", "due_second", "final_first", "final_second"), 0)
	}
}

// needColumns makes the columns of primary needs and notes where each stands. Before the release of 2026 Down syndrome is another difficulty.
func (c *Counter) needColumns() []measure {
	order := []sen2.NeedType{sen2.ASD, sen2.DS, sen2.HI, sen2.MLD, sen2.MSI, sen2.OTH, sen2.PD, sen2.PMLD, sen2.SEMH, sen2.SLCN, sen2.SLD, sen2.SPLD, sen2.VI, sen2.NoNeed}
	names := map[sen2.NeedType]string{sen2.ASD: "asd", sen2.DS: "ds", sen2.HI: "hi", sen2.MLD: "mld", sen2.MSI: "msi", sen2.OTH: "oth", sen2.PD: "pd",
		sen2.PMLD: "pmld", sen2.SEMH: "semh", sen2.SLCN: "slcn", sen2.SLD: "sld", sen2.SPLD: "spld", sen2.VI: "vi", sen2.NoNeed: "need_unknown"}
	if !c.newer {
		order = slices.DeleteFunc(order, func(n sen2.NeedType) bool { return n == sen2.DS })
	}
	columns := named("ehc_plans")
	for _, n := range order {
		c.needColumn[n] = len(columns)
		columns = append(columns, measure{name: "number_" + names[n]})
	}
	c.needColumn[sen2.BadNeed] = c.needColumn[sen2.NoNeed]
	if !c.newer {
		c.needColumn[sen2.DS] = c.needColumn[sen2.OTH]
	}
	return columns
}

// reasonColumns are the reasons in the order of their codes, with one for those not recorded where the release has it, and the total.
func (c *Counter) reasonColumns() []measure {
	columns := named("max_age", "needs_met", "he", "employ", "transfer", "no_engage", "moved_outside_eng", "deceased", "not_rec", "other", "total_ceased")
	if c.newer {
		return slices.Delete(columns, lastReason+1, lastReason+2)
	}
	return columns
}
