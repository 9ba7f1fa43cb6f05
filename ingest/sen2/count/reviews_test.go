package count_test

import (
	"testing"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// reviewed is a plan in force with what is known of its review.
func reviewed(t *testing.T, start, meeting, decision string, outcome sen2.Letter) sen2.Person {
	t.Helper()
	r := running(t, start)
	r.Active.ReviewMeeting, r.Active.ReviewDecision, r.Active.ReviewOutcome = on(t, meeting), on(t, decision), outcome
	return born(t, "2010-05-04", r)
}

func sum(a, b map[string]float64) map[string]float64 {
	all := map[string]float64{}
	for _, m := range []map[string]float64{a, b} {
		for k, v := range m {
			all[k] += v
		}
	}
	return all
}

func TestReviewsByCompletion(t *testing.T) {
	expected := map[string]float64{"total_ehc_plans": 1, "review_expected": 1}
	open := sum(expected, map[string]float64{"review_not_completed": 1})
	done := sum(expected, map[string]float64{"review_completed": 1})
	for name, c := range map[string]struct {
		p    sen2.Person
		want map[string]float64
	}{
		"started in the year":             {reviewed(t, "2025-01-01", "2025-12-01", "2025-12-20", 'M'), map[string]float64{"total_ehc_plans": 1, "review_not_expected": 1}},
		"start not known":                 {reviewed(t, "", "2025-12-01", "2025-12-20", 'M'), map[string]float64{"total_ehc_plans": 1, "review_not_expected": 1}},
		"started the day before":          {reviewed(t, "2024-12-31", "", "", 0), open},
		"maintained in 28 days":           {reviewed(t, "2020-01-01", "2025-06-01", "2025-06-29", 'M'), sum(done, map[string]float64{"outcome_maintained": 1, "decision_4_weeks": 1})},
		"amended in 29 days":              {reviewed(t, "2020-01-01", "2025-06-01", "2025-06-30", 'A'), sum(done, map[string]float64{"outcome_amended": 1, "decision_over_4_weeks": 1})},
		"ceased, decided on the day":      {reviewed(t, "2020-01-01", "2025-12-31", "2025-12-31", 'C'), sum(done, map[string]float64{"outcome_ceased": 1, "decision_4_weeks": 1})},
		"no outcome, met the year before": {reviewed(t, "2020-01-01", "2024-12-20", "2025-01-01", 0), sum(done, map[string]float64{"no_outcome_recorded": 1, "decision_4_weeks": 1})},
		"decided before the year":         {reviewed(t, "2020-01-01", "2024-06-01", "2024-12-31", 'M'), sum(expected, map[string]float64{"review_completed_prior": 1})},
		"decided after the year":          {reviewed(t, "2020-01-01", "2025-12-20", "2026-01-05", 'M'), open},
		"decided after the census":        {reviewed(t, "2020-01-01", "2025-12-20", "2026-01-16", 'M'), open},
		"meeting alone":                   {reviewed(t, "2020-01-01", "2025-12-20", "", 'M'), open},
		"decision alone":                  {reviewed(t, "2020-01-01", "", "2025-12-20", 'M'), open},
		"decision of an earlier review":   {reviewed(t, "2020-01-01", "2025-11-20", "2025-02-10", 'M'), open},
		"a decision that cannot be read": {func() sen2.Person {
			p := reviewed(t, "2020-01-01", "2025-11-20", "", 0)
			p.Requests[0].Active.ReviewDecision = sen2.BadDate
			return p
		}(), open},
		"a plan that ceased has no review": {born(t, "2010-05-04", ended(t, "2020-01-01", "2025-06-01", '1')), nil},
	} {
		t.Run(name, func(t *testing.T) { counting(t, 2026, c.p).expect(t, "annual-reviews-completed", c.want) })
	}
}

func TestReviewsByMeeting(t *testing.T) {
	expected := map[string]float64{"total_ehc_plans": 1, "review_expected": 1}
	none := sum(expected, map[string]float64{"no_review_meeting": 1})
	met := sum(expected, map[string]float64{"total_review_meeting": 1})
	in := sum(met, map[string]float64{"review_meeting_in_year": 1})
	for name, c := range map[string]struct {
		p    sen2.Person
		want map[string]float64
	}{
		"started in the year":        {reviewed(t, "2024-01-01", "2024-12-01", "", 0), map[string]float64{"total_ehc_plans": 1, "review_not_expected": 1}},
		"no meeting":                 {reviewed(t, "2020-01-01", "", "2024-06-01", 'M'), none},
		"meeting after the census":   {reviewed(t, "2020-01-01", "2025-01-17", "", 'M'), none},
		"in the year, in 28 days":    {reviewed(t, "2020-01-01", "2024-06-01", "2024-06-29", 'M'), sum(in, map[string]float64{"review_decision_in_year": 1, "outcome_maintan": 1, "number_decsion_4weeks": 1})},
		"in the year, in 29 days":    {reviewed(t, "2020-01-01", "2024-06-01", "2024-06-30", 'A'), sum(in, map[string]float64{"review_decision_in_year": 1, "outcome_amend": 1, "number_decision_gt_4weeks": 1})},
		"decided after the year":     {reviewed(t, "2020-01-01", "2024-12-31", "2025-01-16", 'C'), sum(in, map[string]float64{"review_decision_after": 1, "outcome_cease": 1, "number_decsion_4weeks": 1})},
		"before the year":            {reviewed(t, "2020-01-01", "2023-12-01", "2023-12-31", 0), sum(met, map[string]float64{"review_meeting_before": 1, "review_decision_before": 1, "no_outcome": 1, "number_decision_gt_4weeks": 1})},
		"after the year":             {reviewed(t, "2020-01-01", "2025-01-02", "", 0), sum(met, map[string]float64{"review_meeting_after": 1, "review_decision_not_due": 1, "no_outcome": 1})},
		"28 days before the census":  {reviewed(t, "2020-01-01", "2024-12-19", "", 0), sum(in, map[string]float64{"review_decision_not_due": 1, "no_outcome": 1})},
		"29 days before the census":  {reviewed(t, "2020-01-01", "2024-12-18", "", 0), sum(in, map[string]float64{"review_decision_outstanding": 1, "no_outcome": 1})},
		"decision of another review": {reviewed(t, "2020-01-01", "2024-06-01", "2024-02-01", 'M'), sum(in, map[string]float64{"review_decision_outstanding": 1, "outcome_maintan": 1})},
	} {
		t.Run(name, func(t *testing.T) { counting(t, 2025, c.p).expect(t, "annual-reviews-meetings", c.want) })
	}
}

func TestReturnOf2023HasNoMeetings(t *testing.T) {
	got := counting(t, 2023, reviewed(t, "2020-01-01", "", "2022-06-01", 0))
	got.expect(t, "annual-reviews-meetings", map[string]float64{"total_ehc_plans": 1, "review_expected": 1, "review_not_expected": 0})
	for i, m := range got["annual-reviews-meetings"].Measures {
		if cell := got["annual-reviews-meetings"].Rows[0].Cells[i]; i > 2 && cell.Status != returns.NotAvailable {
			t.Errorf("%s is %v", m, cell)
		}
	}
}

func TestReviewsAreBrokenDownByTheAgeInAugust(t *testing.T) {
	counting(t, 2026, reviewed(t, "2025-03-01", "", "", 0)).expectIn(t, "annual-reviews-completed", "Age at 31 August 2025", "Aged 15",
		map[string]float64{"total_ehc_plans": 1, "review_not_expected": 1})
	counting(t, 2025, reviewed(t, "2024-03-01", "", "", 0)).expectIn(t, "annual-reviews-meetings", "Child or young persons age", "Aged 14",
		map[string]float64{"total_ehc_plans": 1, "review_not_expected": 1})
}
