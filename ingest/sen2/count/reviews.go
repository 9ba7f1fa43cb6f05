package count

import (
	"fmt"

	"inclusion/ingest/sen2"
)

// Columns of annual reviews, in both layouts.
const (
	reviewPlans = iota
	reviewExpected
	reviewNotExpected
	afterExpectation
)

// Columns of reviews counted by meeting.
const (
	metAfter = iota + afterExpectation
	metInYear
	metBefore
	met
	notMet
	decidedAfter
	decidedInYear
	decidedBefore
	decisionNotDue
	decisionOutstanding
	meetingAmend
	meetingCease
	meetingMaintain
	meetingNoOutcome
	meetingInFourWeeks
	meetingLater
)

// Columns of reviews counted by completion.
const (
	completed = iota + afterExpectation
	completedBefore
	notCompleted
	completedAmend
	completedCease
	completedMaintain
	completedNoOutcome
	completedInFourWeeks
	completedLater
)

// openReviews makes the table of annual reviews that the release has.
func (c *Counter) openReviews() {
	year, s := c.edition.Year, c.spell()
	if c.newer {
		c.reviews = newTally("annual-reviews-completed", year, named("total_ehc_plans", "review_expected", "review_not_expected", "review_completed",
			"review_completed_prior", "review_not_completed", "outcome_amended", "outcome_ceased", "outcome_maintained", "no_outcome_recorded",
			"decision_4_weeks", "decision_over_4_weeks"), 0,
			ages(fmt.Sprintf("Age at 31 August %d", c.year), "Aged", "Unknown"), groups, sexes, yearsInPlace(true))
		return
	}
	columns := named("total_ehc_plans", "review_expected", "review_not_expected", "review_meeting_after", "review_meeting_in_year",
		"review_meeting_before", "total_review_meeting", "no_review_meeting", "review_decision_after", "review_decision_in_year",
		"review_decision_before", "review_decision_not_due", "review_decision_outstanding", "outcome_amend", "outcome_cease", "outcome_maintan",
		"no_outcome", "number_decsion_4weeks", "number_decision_gt_4weeks")
	if c.edition.Expects(sen2.ReviewMeeting) == sen2.NotThisYear {
		for i := afterExpectation; i < len(columns); i++ {
			columns[i].unknown = true
		}
	}
	c.reviews = newTally("annual-reviews-meetings", year, columns, 0,
		ages("Child or young persons age", "Aged", "Age unknown"), groups, sexes, s.seats, yearsInPlace(false))
}

// review counts a plan in force by its annual review.
func (c *Counter) review(p *stated) {
	t := c.reviews
	at := p.at
	at[byAge] = to20.at(c.who.age)
	t.begin(&at)
	t.add(reviewPlans)
	if p.start.year == 0 || p.start.year >= c.year {
		t.add(reviewNotExpected)
		return
	}
	t.add(reviewExpected)
	meeting, decision := p.active.ReviewMeeting, p.active.ReviewDecision
	if meeting > c.seen || !meeting.Given() {
		meeting, decision = 0, 0
	}
	if decision > c.seen || decision < meeting {
		decision = 0
	}
	if c.newer {
		c.reviewByCompletion(p.active, meeting, decision)
		return
	}
	c.reviewByMeeting(p.active, meeting, decision)
}

// yearColumn is a column, or one of the two after it, by whether a date is after, in or before the reported year.
func (c *Counter) yearColumn(after int, d sen2.Date) int {
	switch year := d.Year(); {
	case year > c.year:
		return after
	case year == c.year:
		return after + 1
	}
	return after + 2
}

// outcomeColumn is a column, or one of the three after it: amend, cease, maintain, none.
func outcomeColumn(amend int, code sen2.Letter) int {
	switch code {
	case 'A':
		return amend
	case 'C':
		return amend + 1
	case 'M':
		return amend + 2
	}
	return amend + 3
}

func (c *Counter) reviewByMeeting(a *sen2.Active, meeting, decision sen2.Date) {
	t := c.reviews
	if meeting == 0 {
		t.add(notMet)
		return
	}
	t.add(met)
	t.add(c.yearColumn(metAfter, meeting))
	t.add(outcomeColumn(meetingAmend, a.ReviewOutcome))
	switch {
	case decision == 0 && c.seen-meeting <= fourWeeks:
		t.add(decisionNotDue)
	case decision == 0:
		t.add(decisionOutstanding)
	default:
		t.add(c.yearColumn(decidedAfter, decision))
		t.addIf(decision-meeting <= fourWeeks, meetingInFourWeeks)
		t.addIf(decision-meeting > fourWeeks, meetingLater)
	}
}

func (c *Counter) reviewByCompletion(a *sen2.Active, meeting, decision sen2.Date) {
	t := c.reviews
	switch year := decision.Year(); {
	case decision == 0 || year > c.year:
		t.add(notCompleted)
	case year < c.year:
		t.add(completedBefore)
	default:
		t.add(completed)
		t.add(outcomeColumn(completedAmend, a.ReviewOutcome))
		t.addIf(decision-meeting <= fourWeeks, completedInFourWeeks)
		t.addIf(decision-meeting > fourWeeks, completedLater)
	}
}
