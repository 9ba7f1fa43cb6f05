package count_test

import (
	"testing"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// Test vector 1: a plan on day 140 is on time, one on day 141 is late.
func TestPlanOnDay140IsOnTime(t *testing.T) {
	for issued, want := range map[string]map[string]float64{
		"2025-06-23": {"plans_issued_den": 1, "plans_issued_den_ex": 1, "plans_issued_within_20_weeks": 1, "plans_issued_20_weeks_ex": 1, "avg_weeks_issue_plan": 20, "avg_weeks_issue_plan_exc": 20},
		"2025-06-24": {"plans_issued_den": 1, "plans_issued_den_ex": 1, "plans_issued_gt20weeks_ltyear": 1, "plans_issued_gt20weeks_ltyear_ex": 1, "avg_weeks_issue_plan": 20.1, "avg_weeks_issue_plan_exc": 20.1},
	} {
		counting(t, 2026, born(t, "2017-05-04", assessed(t, "2025-02-03", "Y", issued))).expect(t, "timeliness", want)
	}
}

// Test vector 2: a decision of the year on a request of the year before is a decision, and no request, of the year.
func TestDecisionOnEarlierRequestCountsInItsOwnYear(t *testing.T) {
	counting(t, 2026, born(t, "2017-05-04", asked(t, "2024-12-20", "Y", "2025-01-31"))).expect(t, "requests", map[string]float64{"request_outcome_six_weeks": 1})
}

// Test vector 3: telling that there will be no plan is in time on day 112 and late on day 113.
func TestRefusalToIssueOnDay112IsInTime(t *testing.T) {
	for told, column := range map[string]string{"2025-05-26": "outcome_decision_within_time", "2025-05-27": "outcome_decision_over_time"} {
		counting(t, 2026, born(t, "2017-05-04", assessed(t, "2025-02-03", "N", told))).expect(t, "assessments",
			map[string]float64{"assess_in_year": 1, "assess_not_issued": 1, column: 1})
	}
}

// Test vector 5: where every plan had an exception, nothing is left without, and there is no average.
func TestExceptionsAreLeftOutOfTheirColumns(t *testing.T) {
	r := assessed(t, "2025-02-03", "Y", "2025-06-23")
	r.Assessment.Week20 = sen2.Yes
	got := counting(t, 2026, born(t, "2017-05-04", r))
	got.expect(t, "timeliness", map[string]float64{"plans_issued_den": 1, "plans_issued_within_20_weeks": 1, "avg_weeks_issue_plan": 20})
	if cell := got.cell(t, "timeliness", "", "", "avg_weeks_issue_plan_exc"); cell.Status != returns.NotAvailable {
		t.Errorf("the average of no plan is %v", cell)
	}
}

// Trap 11: a flag that is blank is not 1. Of exceptions it is not 0 either: only a plan known to have had none is counted without them.
func TestBlankFlagIsNotOne(t *testing.T) {
	for _, flag := range []sen2.Flag{sen2.NoFlag, sen2.No, sen2.BadFlag} {
		r := assessed(t, "2025-02-03", "Y", "2025-06-23")
		r.RYA, r.Mediation, r.Tribunal = flag, flag, flag
		r.Assessment.Week20, r.Assessment.Mediation, r.Assessment.OtherTribunal = flag, flag, flag
		got := counting(t, 2026, born(t, "2017-05-04", r))
		got.expect(t, "requests", map[string]float64{"requests_received_in_year": 1, "requests_decided_to_assess": 1})
		got.expect(t, "assessments", map[string]float64{"assess_in_year": 1, "assess_issued": 1})
		want := 0.0
		if flag == sen2.No {
			want = 1
		}
		if n := got.cell(t, "timeliness", "", "", "plans_issued_den_ex").N; n != want {
			t.Errorf("flag %d: %v plans without exceptions, want %v", flag, n, want)
		}
	}
}

func TestRequestsOfTheYearAreTheSumOfTheirOutcomes(t *testing.T) {
	for name, c := range map[string]struct {
		r    sen2.Request
		want map[string]float64
	}{
		"agreed":                      {asked(t, "2025-01-01", "Y", ""), map[string]float64{"requests_received_in_year": 1, "requests_decided_to_assess": 1}},
		"refused":                     {asked(t, "2025-12-31", "N", ""), map[string]float64{"requests_received_in_year": 1, "requests_decided_not_to_assess": 1}},
		"open":                        {asked(t, "2025-06-01", "A", ""), map[string]float64{"requests_received_in_year": 1, "requests_decision_not_made": 1}},
		"withdrawn":                   {asked(t, "2025-06-01", "W", ""), map[string]float64{"requests_received_in_year": 1, "requests_withdrawn": 1}},
		"no outcome is undecided":     {asked(t, "2025-06-01", "", ""), map[string]float64{"requests_received_in_year": 1, "requests_decision_not_made": 1}},
		"historical":                  {asked(t, "2025-06-01", "H", ""), nil},
		"the day before the year":     {asked(t, "2024-12-31", "A", ""), nil},
		"the day after the year":      {asked(t, "2026-01-01", "A", ""), nil},
		"no date":                     {asked(t, "", "A", ""), nil},
		"decided on day 42":           {asked(t, "2025-02-03", "N", "2025-03-17"), map[string]float64{"requests_received_in_year": 1, "requests_decided_not_to_assess": 1, "request_outcome_six_weeks": 1}},
		"decided on day 43":           {asked(t, "2025-02-03", "N", "2025-03-18"), map[string]float64{"requests_received_in_year": 1, "requests_decided_not_to_assess": 1, "request_outcome_over_6_weeks": 1}},
		"decided after the year":      {asked(t, "2025-12-20", "Y", "2026-01-05"), map[string]float64{"requests_received_in_year": 1, "requests_decided_to_assess": 1}},
		"decided before it came":      {asked(t, "2025-02-03", "Y", "2025-02-02"), map[string]float64{"requests_received_in_year": 1, "requests_decided_to_assess": 1}},
		"decided, no day of receipt":  {asked(t, "", "Y", "2025-02-02"), nil},
		"withdrawal is no decision":   {asked(t, "2025-02-03", "W", "2025-02-10"), map[string]float64{"requests_received_in_year": 1, "requests_withdrawn": 1}},
		"moved away before the end":   {sen2.Request{Received: on(t, "2025-02-03"), Outcome: 'Y', Exported: 201}, map[string]float64{"requests_received_in_year": 1, "requests_decided_to_assess": 1}},
		"from youth accommodation":    {sen2.Request{Received: on(t, "2025-02-03"), Outcome: 'Y', RYA: sen2.Yes}, map[string]float64{"requests_received_in_year": 1, "requests_rya": 1, "requests_decided_to_assess": 1}},
		"date that cannot be read":    {sen2.Request{Received: sen2.BadDate, Outcome: 'Y'}, nil},
		"outcome that cannot be read": {sen2.Request{Received: on(t, "2025-02-03"), Outcome: sen2.BadLetter}, map[string]float64{"requests_received_in_year": 1, "requests_decision_not_made": 1}},
		// Mediations and appeals are counted whenever the request came.
		"mediation of an earlier year": {sen2.Request{Received: on(t, "2023-02-03"), Outcome: 'H', Mediation: sen2.Yes}, map[string]float64{"mediation_related_request": 1}},
		"appeal after mediation": {sen2.Request{Outcome: 'N', Mediation: sen2.Yes, Tribunal: sen2.Yes},
			map[string]float64{"mediation_related_request": 1, "tribunal_related_request": 1, "tribunal_after_mediation_request": 1}},
	} {
		t.Run(name, func(t *testing.T) { counting(t, 2026, born(t, "2017-05-04", c.r)).expect(t, "requests", c.want) })
	}
}

// Trap 7: a person may have been refused and have asked again.
func TestEveryRequestOfAPersonCounts(t *testing.T) {
	p := born(t, "2017-05-04", asked(t, "2025-01-10", "N", "2025-02-01"), asked(t, "2025-09-10", "Y", "2025-11-30"))
	counting(t, 2026, p).expect(t, "requests", map[string]float64{"requests_received_in_year": 2, "requests_decided_not_to_assess": 1,
		"requests_decided_to_assess": 1, "request_outcome_six_weeks": 1, "request_outcome_over_6_weeks": 1})
}

func TestAssessmentsOfTheYearAreTheSumOfTheirOutcomes(t *testing.T) {
	flagged := assessed(t, "2025-02-03", "W", "2025-03-03")
	flagged.Assessment.Mediation, flagged.Assessment.Tribunal, flagged.Assessment.OtherMediation, flagged.Assessment.OtherTribunal = sen2.Yes, sen2.Yes, sen2.Yes, sen2.Yes
	earlier := flagged
	earlier.Assessment.OutcomeDate = on(t, "2024-12-31")
	refusedBefore := assessed(t, "2025-02-03", "A", "2025-03-03")
	refusedBefore.Outcome = 'N'
	for name, c := range map[string]struct {
		r    sen2.Request
		want map[string]float64
	}{
		"issued on the first day":         {assessed(t, "2024-10-03", "Y", "2025-01-01"), map[string]float64{"assess_in_year": 1, "assess_issued": 1}},
		"issued on the last day":          {assessed(t, "2025-10-03", "Y", "2025-12-31"), map[string]float64{"assess_in_year": 1, "assess_issued": 1}},
		"issued after the year":           {assessed(t, "2025-10-03", "Y", "2026-01-01"), nil},
		"issued, no day":                  {assessed(t, "2025-10-03", "Y", ""), nil},
		"open, without a day":             {assessed(t, "2025-10-03", "A", ""), nil},
		"open, with a day":                {assessed(t, "2025-10-03", "A", "2025-11-03"), map[string]float64{"assess_in_year": 1, "assess_not_made": 1}},
		"open, under a refusal (trap 8)":  {refusedBefore, nil},
		"historical":                      {assessed(t, "", "H", "2025-03-03"), nil},
		"refused without a day of asking": {assessed(t, "", "N", "2025-03-03"), map[string]float64{"assess_in_year": 1, "assess_not_issued": 1}},
		"flags": {flagged, map[string]float64{"assess_in_year": 1, "assess_withdrawn": 1, "number_assess_mediation": 1, "number_assess_tribunal": 1,
			"number_asssess_mediation_tribunal": 1, "number_other_mediation": 1, "number_other_tribunal": 1, "number_other_mediation_tribunal": 1}},
		"flags of another year": {earlier, nil},
	} {
		t.Run(name, func(t *testing.T) { counting(t, 2026, born(t, "2017-05-04", c.r)).expect(t, "assessments", c.want) })
	}
}

func TestPlansAreTimedFromTheRequest(t *testing.T) {
	both := func(band string, more map[string]float64) map[string]float64 {
		want := map[string]float64{"plans_issued_den": 1, "plans_issued_den_ex": 1}
		if band != "" {
			want["plans_issued_gt"+band], want["plans_issued_gt"+band+"_ex"] = 1, 1
		}
		for k, v := range more {
			want[k], want[k+"_exc"] = v, v
		}
		return want
	}
	for name, c := range map[string]struct {
		received, issued string
		want             map[string]float64
	}{
		"day 364 is within the year":  {"2024-02-03", "2025-02-01", both("20weeks_ltyear", map[string]float64{"avg_weeks_issue_plan": 52})},
		"day 365 is after it":         {"2024-02-03", "2025-02-02", both("_1_year", map[string]float64{"avg_weeks_issue_plan": 52.1})},
		"no request date: in no band": {"", "2025-02-02", both("", nil)},
		"issued before it was asked":  {"2025-02-03", "2025-02-02", both("", nil)},
	} {
		t.Run(name, func(t *testing.T) {
			counting(t, 2026, born(t, "2017-05-04", assessed(t, c.received, "Y", c.issued))).expect(t, "timeliness", c.want)
		})
	}
}

func TestAverageWeeksIsOverPlansThatHaveALength(t *testing.T) {
	got := counting(t, 2026, born(t, "2017-05-04", assessed(t, "2025-02-03", "Y", "2025-06-23")), // 20 weeks
		born(t, "2017-05-04", assessed(t, "2025-02-03", "Y", "2025-09-01")), // 30 weeks
		born(t, "2017-05-04", assessed(t, "", "Y", "2025-09-01")))
	if cell := got.cell(t, "timeliness", "", "", "avg_weeks_issue_plan"); cell.N != 25 {
		t.Errorf("the average is %v weeks, want 25", cell.N)
	}
	if n := got.cell(t, "timeliness", "", "", "plans_issued_den").N; n != 3 {
		t.Errorf("%v plans, want 3", n)
	}
}

func TestRequestsAreBrokenDownByAgeOnTheDayTheyCame(t *testing.T) {
	for birth, label := range map[string]string{"2022-02-04": "Aged 2 and under", "2022-02-03": "Aged 3", "2017-02-04": "Aged 7", "2005-02-03": "Aged 20 and over",
		"": "Age unknown", "2025-02-04": "Age unknown", "2020-02-29": "Aged 4"} {
		got := counting(t, 2026, born(t, birth, asked(t, "2025-02-03", "Y", "")))
		if n := got.cell(t, "requests", "Child or young persons age", label, "requests_received_in_year").N; n != 1 {
			t.Errorf("born %q: not in %s: %v", birth, label, got["requests"].Rows)
		}
	}
}

func TestSourcesAndNeedsAreTopicsFrom2026(t *testing.T) {
	r := assessed(t, "2025-02-03", "Y", "2025-06-23")
	r.Source = '5'
	r.HasActive = true
	r.Active.Needs = []sen2.Need{{Type: sen2.DS, Rank: '1'}}
	got := counting(t, 2026, born(t, "2017-05-04", r), born(t, "2017-05-04", asked(t, "2025-02-03", "Y", "")))
	for label, want := range map[string]float64{"Other": 1, "Not known": 1, "Parent or young person": 0} {
		if n := got.cell(t, "requests", "Source of request", label, "requests_received_in_year").N; n != want {
			t.Errorf("%v requests from %s, want %v", n, label, want)
		}
	}
	if n := got.cell(t, "timeliness", "Primary type of need", "Down Syndrome", "plans_issued_den").N; n != 1 {
		t.Errorf("%v plans for Down syndrome", n)
	}
	before := counting(t, 2025, born(t, "2017-05-04", asked(t, "2024-02-03", "Y", "")))
	if _, there := before.row(t, "requests", "Source of request", "Not known"); there {
		t.Error("the release of 2025 has no sources of requests")
	}
}
