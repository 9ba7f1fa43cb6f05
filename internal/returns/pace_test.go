package returns

import "testing"

func TestEverySeriesSaysWhatItIs(t *testing.T) {
	for _, name := range []string{OpenRequests, OpenAssessments, OldestCases, DueDecisions, DueNoPlan, DuePlans, DueReviewDecisions, DueReviews, DuePhaseTransfers} {
		about := Series{Name: name}.About()
		if about.Title == "" || about.Meaning == "" {
			t.Errorf("%s has no title or no meaning", name)
		}
	}
}

func TestPartsOfASeriesAreInPlainWords(t *testing.T) {
	for _, c := range []struct {
		series   string
		from, to int
		label    string
		late     bool
	}{
		{OpenRequests, 1, 1, "week 1", false},
		{OpenRequests, 6, 6, "week 6, the last on time", false},
		{OpenRequests, 7, 12, "weeks 7 to 12", true},
		{OpenRequests, 53, -1, "over 52 weeks", true},
		{OpenAssessments, 16, 16, "week 16, the last in time to say that there will be no plan", false},
		{OpenAssessments, 17, 17, "week 17", false},
		{OpenAssessments, 20, 20, "week 20, the last on time", false},
		{OpenAssessments, 21, 26, "weeks 21 to 26", true},
		{OldestCases, 21, 26, "weeks 21 to 26", true},
		{OldestCases, 105, -1, "over 104 weeks", true},
		{DuePlans, 0, 0, "already overdue", true},
		{DueNoPlan, 0, 0, "already past", false},
		{DuePlans, 1, 1, "in the next 7 days, today included", false},
		{DuePlans, 2, 2, "in the week after that", false},
		{DuePlans, 6, 6, "in week 6 from now", false},
		{DueReviews, 7, -1, "later", false},
	} {
		s, part := Series{Name: c.series}, Part{From: c.from, To: c.to}
		if got := s.Label(part); got != c.label {
			t.Errorf("%s from %d: %q, not %q", c.series, c.from, got, c.label)
		}
		if got := s.Late(part); got != c.late {
			t.Errorf("%s from %d: late is %v", c.series, c.from, got)
		}
	}
}
