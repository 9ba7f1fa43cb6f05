package count

import "inclusion/ingest/sen2"

// Limits of the law in days, counted from the day after receipt.
const (
	sixWeeks     = 42
	sixteenWeeks = 112
	twentyWeeks  = 140
	aYear        = 364 // 52 weeks
	fourWeeks    = 28
)

// Columns of requests.
const (
	received = iota
	fromYouthAccommodation
	toAssess
	notToAssess
	notDecided
	withdrawn
	inSixWeeks
	overSixWeeks
	mediation
	appeal
	appealAfterMediation
)

// Columns of assessments.
const (
	assessed = iota
	issued
	notIssued
	notMade
	assessmentWithdrawn
	inSixteenWeeks
	overSixteenWeeks
	assessMediation
	assessAppeal
	assessBoth
	otherMediation
	otherAppeal
	otherBoth
)

// Columns of timeliness. Of each pair the second leaves out plans to which an exception applied. The sums of days, and how many
// plans have a length, are not shown.
const (
	plans = iota
	plansEx
	in20
	in20Ex
	to52
	to52Ex
	over52
	over52Ex
	weeks
	weeksEx
	days
	daysEx
	timed
	timedEx
)

// openRequests makes the tables of requests and assessments.
func (c *Counter) openRequests() {
	year := c.edition.Year
	asked := ages("Child or young persons age", "Aged", "Age unknown")
	source, need, timedAge := topic{}, topic{}, "Child or young persons age"
	if c.newer {
		source, need, timedAge = sources, needTopic, "Age at time of request"
	}
	c.requests = newTally("requests", year, named("requests_received_in_year", "requests_rya", "requests_decided_to_assess",
		"requests_decided_not_to_assess", "requests_decision_not_made", "requests_withdrawn", "request_outcome_six_weeks",
		"request_outcome_over_6_weeks", "mediation_related_request", "tribunal_related_request", "tribunal_after_mediation_request"), 0, asked, groups, sexes, source)
	c.assessments = newTally("assessments", year, named("assess_in_year", "assess_issued", "assess_not_issued", "assess_not_made", "assess_withdrawn",
		"outcome_decision_within_time", "outcome_decision_over_time", "number_assess_mediation", "number_assess_tribunal",
		"number_asssess_mediation_tribunal", "number_other_mediation", "number_other_tribunal", "number_other_mediation_tribunal"), 0, asked, groups, sexes)
	columns := named("plans_issued_den", "plans_issued_den_ex", "plans_issued_within_20_weeks", "plans_issued_20_weeks_ex", "plans_issued_gt20weeks_ltyear",
		"plans_issued_gt20weeks_ltyear_ex", "plans_issued_gt_1_year", "plans_issued_gt_1_year_ex", "avg_weeks_issue_plan", "avg_weeks_issue_plan_exc")
	columns[weeks] = measure{name: columns[weeks].name, mean: true, days: days, of: timed}
	columns[weeksEx] = measure{name: columns[weeksEx].name, mean: true, days: daysEx, of: timedEx}
	c.timeliness = newTally("timeliness", year, columns, timedEx-weeksEx, ages(timedAge, "age", "Unknown"), groups, sexes, need)
}

func (c *Counter) request(r *sen2.Request) {
	at := c.who.at
	at[byAge], at[bySource], at[byNeed] = to20.at(ageOn(c.who.birth, dayOf(r.Received))), sourceAt(r.Source), needAt[primaryNeed(&r.Active)]
	t := c.requests
	t.begin(&at)
	if c.inYear(r.Received) && r.Outcome != 'H' {
		t.add(received)
		t.addIf(r.RYA == sen2.Yes, fromYouthAccommodation)
		switch r.Outcome {
		case 'Y':
			t.add(toAssess)
		case 'N':
			t.add(notToAssess)
		case 'W':
			t.add(withdrawn)
		default:
			t.add(notDecided)
		}
	}
	if d, known := length(r.Received, r.OutcomeDate); known && c.inYear(r.OutcomeDate) && (r.Outcome == 'Y' || r.Outcome == 'N') {
		t.addIf(d <= sixWeeks, inSixWeeks)
		t.addIf(d > sixWeeks, overSixWeeks)
	}
	t.addIf(r.Mediation == sen2.Yes, mediation)
	t.addIf(r.Tribunal == sen2.Yes, appeal)
	t.addIf(r.Mediation == sen2.Yes && r.Tribunal == sen2.Yes, appealAfterMediation)
	if r.HasAssessment {
		c.assessment(r, &at)
	}
}

// assessmentColumn is the column of an outcome, and whether it is counted at all. An open assessment under a request that was not agreed is none.
func assessmentColumn(r *sen2.Request) (column int, counts bool) {
	switch r.Assessment.Outcome {
	case 'Y':
		return issued, true
	case 'N':
		return notIssued, true
	case 'A':
		return notMade, r.Outcome == 'Y' || r.Outcome == 'H'
	case 'W':
		return assessmentWithdrawn, true
	}
	return 0, false
}

func (c *Counter) assessment(r *sen2.Request, at *places) {
	a := &r.Assessment
	column, counts := assessmentColumn(r)
	if !counts || !c.inYear(a.OutcomeDate) {
		return
	}
	t := c.assessments
	t.begin(at)
	t.add(assessed)
	t.add(column)
	d, known := length(r.Received, a.OutcomeDate)
	if known && column == notIssued {
		t.addIf(d <= sixteenWeeks, inSixteenWeeks)
		t.addIf(d > sixteenWeeks, overSixteenWeeks)
	}
	t.addIf(a.Mediation == sen2.Yes, assessMediation)
	t.addIf(a.Tribunal == sen2.Yes, assessAppeal)
	t.addIf(a.Mediation == sen2.Yes && a.Tribunal == sen2.Yes, assessBoth)
	t.addIf(a.OtherMediation == sen2.Yes, otherMediation)
	t.addIf(a.OtherTribunal == sen2.Yes, otherAppeal)
	t.addIf(a.OtherMediation == sen2.Yes && a.OtherTribunal == sen2.Yes, otherBoth)
	if column == issued {
		c.issue(r, at, d, known)
	}
}

// issue counts a plan that was issued d days after the request, when that is known.
func (c *Counter) issue(r *sen2.Request, at *places, d int, known bool) {
	t := c.timeliness
	t.begin(at)
	columns := 1 // of each pair: whether an exception applied must be known for the second
	if r.Assessment.Week20 == sen2.No {
		columns = 2
	}
	for also := range columns {
		t.add(plans + also)
		if !known {
			continue
		}
		t.add(timed + also)
		t.addN(days+also, int64(d))
		switch {
		case d <= twentyWeeks:
			t.add(in20 + also)
		case d <= aYear:
			t.add(to52 + also)
		default:
			t.add(over52 + also)
		}
	}
}

// primaryNeed is the type of need of rank 1: the first of them.
func primaryNeed(a *sen2.Active) sen2.NeedType {
	for i := range a.Needs {
		if a.Needs[i].Rank == '1' && a.Needs[i].Type <= sen2.BadNeed {
			return a.Needs[i].Type
		}
	}
	return sen2.NoNeed
}
