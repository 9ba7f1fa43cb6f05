package pace

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// seenAs is the day of the tests that have no reason for another.
var seenAs = sen2.Day(2025, 6, 30)

// one is a person with one request.
func one(r sen2.Request) *sen2.Person { return &sen2.Person{Requests: []sen2.Request{r}} }

// asked is a request of so many days before the day, without an outcome.
func asked(daysAgo int) sen2.Request {
	return sen2.Request{Received: seenAs - sen2.Date(daysAgo), Outcome: 'A'}
}

// agreed is a request of so many days before the day whose assessment goes on.
func agreed(daysAgo int) sen2.Request {
	r := asked(daysAgo)
	r.Outcome, r.OutcomeDate, r.HasAssessment = 'Y', r.Received, true
	r.Assessment.Outcome = 'A'
	return r
}

// inForce is a plan that began so many days before the day, under a request of an earlier year.
func inForce(daysAgo int) sen2.Request {
	r := sen2.Request{Outcome: 'H', HasAssessment: true, HasActive: true}
	r.Assessment.Outcome, r.Assessment.HasPlan = 'H', true
	r.Assessment.Plan.Start = seenAs - sen2.Date(daysAgo)
	return r
}

func watch(t testing.TB, year int, people ...*sen2.Person) *returns.Pace {
	w := New(edition(t, year), seenAs)
	for _, p := range people {
		w.Person(p)
	}
	return w.Pace()
}

func named(t testing.TB, p *returns.Pace, name string) returns.Series {
	t.Helper()
	at := slices.IndexFunc(p.Series, func(s returns.Series) bool { return s.Name == name })
	if at < 0 {
		t.Fatalf("there is no series %s", name)
	}
	return p.Series[at]
}

// only gives the first week of the part that holds the one case of a series.
func only(t testing.TB, s returns.Series) int {
	t.Helper()
	from := -1
	for _, part := range s.Parts {
		if part.Cell.N == 1 {
			from = part.From
		}
	}
	if s.Total.N != 1 || from < 0 {
		t.Fatalf("%s holds %v cases in %v, not one", s.Name, s.Total.N, s.Parts)
	}
	return from
}

func TestLastDayOfALimitIsOnTime(t *testing.T) {
	for _, c := range []struct {
		name       string
		open, due  string
		make       func(daysAgo int) sen2.Request
		days       int
		from, week int // first week of the part of the open case, and week in which it is due
		late       bool
	}{
		{"asked today", returns.OpenRequests, returns.DueDecisions, asked, 0, 1, 7, false},
		{"a week ago", returns.OpenRequests, returns.DueDecisions, asked, 7, 1, 6, false},
		{"eight days ago", returns.OpenRequests, returns.DueDecisions, asked, 8, 2, 5, false},
		{"due in seven days", returns.OpenRequests, returns.DueDecisions, asked, 35, 5, 2, false},
		{"due in six days", returns.OpenRequests, returns.DueDecisions, asked, 36, 6, 1, false},
		{"due tomorrow", returns.OpenRequests, returns.DueDecisions, asked, 41, 6, 1, false},
		{"due today", returns.OpenRequests, returns.DueDecisions, asked, 42, 6, 1, false},
		{"due yesterday", returns.OpenRequests, returns.DueDecisions, asked, 43, 7, 0, true},
		{"twelve weeks", returns.OpenRequests, returns.DueDecisions, asked, 84, 7, 0, true},
		{"twelve weeks and a day", returns.OpenRequests, returns.DueDecisions, asked, 85, 13, 0, true},
		{"a year of weeks", returns.OpenRequests, returns.DueDecisions, asked, 364, 21, 0, true},
		{"a year of weeks and a day", returns.OpenRequests, returns.DueDecisions, asked, 365, 53, 0, true},
		{"many years", returns.OpenRequests, returns.DueDecisions, asked, 3000, 53, 0, true},
		{"no plan due today", returns.OpenAssessments, returns.DueNoPlan, agreed, 112, 16, 1, false},
		{"no plan due yesterday", returns.OpenAssessments, returns.DueNoPlan, agreed, 113, 17, 0, false},
		{"plan due in 42 days", returns.OpenAssessments, returns.DuePlans, agreed, 98, 13, 7, false},
		{"plan due in 41 days", returns.OpenAssessments, returns.DuePlans, agreed, 99, 15, 6, false},
		{"plan due tomorrow", returns.OpenAssessments, returns.DuePlans, agreed, 139, 20, 1, false},
		{"plan due today", returns.OpenAssessments, returns.DuePlans, agreed, 140, 20, 1, false},
		{"plan due yesterday", returns.OpenAssessments, returns.DuePlans, agreed, 141, 21, 0, true},
	} {
		p := watch(t, 2026, one(c.make(c.days)))
		open, due := named(t, p, c.open), named(t, p, c.due)
		if from := only(t, open); from != c.from {
			t.Errorf("%s: open in the part from week %d, not %d", c.name, from, c.from)
		}
		if week := only(t, due); week != c.week {
			t.Errorf("%s: due in week %d, not %d", c.name, week, c.week)
		}
		for _, part := range open.Parts {
			if part.Cell.N == 1 && open.Late(part) != c.late {
				t.Errorf("%s: late is %v", c.name, open.Late(part))
			}
		}
	}
}

func TestOldestCasesAreThoseOverTwentyWeeks(t *testing.T) {
	for days, from := range map[int]int{141: 21, 182: 21, 183: 27, 273: 27, 274: 40, 364: 40, 365: 53, 546: 53, 547: 79, 728: 79, 729: 105, 4000: 105} {
		for _, r := range []sen2.Request{asked(days), agreed(days)} {
			if got := only(t, named(t, watch(t, 2026, one(r)), returns.OldestCases)); got != from {
				t.Errorf("%d days: in the part from week %d, not %d", days, got, from)
			}
		}
	}
	if s := named(t, watch(t, 2026, one(agreed(140))), returns.OldestCases); s.Total.N != 0 {
		t.Errorf("140 days are not over 20 weeks, and %v cases are", s.Total.N)
	}
}

// changed is a request with something else about it.
func changed(r sen2.Request, change func(*sen2.Request)) sen2.Request {
	change(&r)
	return r
}

func TestWhatIsOpen(t *testing.T) {
	tomorrow := seenAs + 1
	for _, c := range []struct {
		name                  string
		r                     sen2.Request
		requests, assessments float64 // open, with or without a date
		undated               float64
	}{
		{"no decision", asked(10), 1, 0, 0},
		{"no outcome given at all", changed(asked(10), func(r *sen2.Request) { r.Outcome = 0 }), 1, 0, 0},
		{"an outcome that is no code", changed(asked(10), func(r *sen2.Request) { r.Outcome = sen2.BadLetter }), 1, 0, 0},
		{"no outcome and yet a date of one", changed(asked(10), func(r *sen2.Request) { r.Outcome, r.OutcomeDate = 0, seenAs }), 0, 0, 0},
		{"no outcome and yet a plan", changed(agreed(200), func(r *sen2.Request) { r.Outcome, r.Assessment.Outcome = 0, 'Y' }), 0, 0, 0},
		{"not come yet", asked(-1), 0, 0, 0},
		{"without a date", changed(asked(0), func(r *sen2.Request) { r.Received = 0 }), 1, 0, 1},
		{"with a date that cannot be read", changed(asked(0), func(r *sen2.Request) { r.Received = sen2.BadDate }), 1, 0, 1},
		{"refused", changed(asked(50), func(r *sen2.Request) { r.Outcome, r.OutcomeDate = 'N', seenAs }), 0, 0, 0},
		{"refused tomorrow", changed(asked(50), func(r *sen2.Request) { r.Outcome, r.OutcomeDate = 'N', tomorrow }), 1, 0, 0},
		{"refused without a date", changed(asked(50), func(r *sen2.Request) { r.Outcome = 'N' }), 0, 0, 0},
		{"refused, and an assessment said to go on", changed(agreed(50), func(r *sen2.Request) { r.Outcome = 'N' }), 0, 0, 0},
		{"withdrawn", changed(asked(50), func(r *sen2.Request) { r.Outcome = 'W' }), 0, 0, 0},
		{"moved to another authority", changed(asked(50), func(r *sen2.Request) { r.Exported = 202 }), 0, 0, 0},
		{"moved during the assessment", changed(agreed(50), func(r *sen2.Request) { r.Exported = 202 }), 0, 0, 0},
		{"agreed", agreed(50), 0, 1, 0},
		{"agreed tomorrow", changed(agreed(50), func(r *sen2.Request) { r.OutcomeDate = tomorrow }), 1, 0, 0},
		{"agreed in an earlier year, no date", changed(agreed(50), func(r *sen2.Request) { r.Outcome, r.Received, r.OutcomeDate = 'H', 0, 0 }), 0, 1, 1},
		{"agreed, and nothing of the assessment", changed(agreed(50), func(r *sen2.Request) { r.HasAssessment, r.Assessment.Outcome = false, 0 }), 0, 1, 0},
		{"no plan", changed(agreed(150), func(r *sen2.Request) { r.Assessment.Outcome, r.Assessment.OutcomeDate = 'N', seenAs }), 0, 0, 0},
		{"plan issued", changed(agreed(150), func(r *sen2.Request) { r.Assessment.Outcome, r.Assessment.OutcomeDate = 'Y', seenAs }), 0, 0, 0},
		{"plan issued tomorrow", changed(agreed(150), func(r *sen2.Request) { r.Assessment.Outcome, r.Assessment.OutcomeDate = 'Y', tomorrow }), 0, 1, 0},
		{"assessment withdrawn", changed(agreed(150), func(r *sen2.Request) { r.Assessment.Outcome = 'W' }), 0, 0, 0},
		{"plan of an earlier year", inForce(500), 0, 0, 0},
		{"plan of an earlier year, outcome left out", changed(inForce(500), func(r *sen2.Request) { r.Assessment.Outcome = 0 }), 0, 0, 0},
	} {
		p := watch(t, 2026, one(c.r))
		requests, assessments := named(t, p, returns.OpenRequests), named(t, p, returns.OpenAssessments)
		if got := requests.Total.N + requests.Extra; got != c.requests {
			t.Errorf("%s: %v open requests, not %v", c.name, got, c.requests)
		}
		if got := assessments.Total.N + assessments.Extra; got != c.assessments {
			t.Errorf("%s: %v open assessments, not %v", c.name, got, c.assessments)
		}
		if got := requests.Extra + assessments.Extra; got != c.undated {
			t.Errorf("%s: %v without a date, not %v", c.name, got, c.undated)
		}
	}
}

func TestEachRequestOfAPersonCounts(t *testing.T) {
	refused := changed(asked(200), func(r *sen2.Request) { r.Outcome, r.OutcomeDate = 'N', seenAs-160 })
	s := named(t, watch(t, 2026, &sen2.Person{Requests: []sen2.Request{refused, asked(10), asked(20)}}), returns.OpenRequests)
	if s.Total.N != 2 {
		t.Errorf("%v of three requests are open, not 2", s.Total.N)
	}
}

func TestWhatFallsDueOfPlans(t *testing.T) {
	const none = -1
	day := func(offset int) sen2.Date { return seenAs + sen2.Date(offset) }
	for _, c := range []struct {
		name                        string
		r                           sen2.Request
		reviews, decisions, transit int // week in which it is due; none when it is not in the series
	}{
		{"a plan of today", inForce(0), 7, none, none},
		{"a plan of a year ago", inForce(365), 1, none, none},
		{"a plan of a year and a day ago", inForce(366), 0, none, none},
		{"a plan that begins tomorrow", inForce(-1), none, none, none},
		{"a plan that ceased", changed(inForce(500), func(r *sen2.Request) { r.Assessment.Plan.Cease = seenAs }), none, none, none},
		{"a plan that ceases tomorrow", changed(inForce(500), func(r *sen2.Request) { r.Assessment.Plan.Cease = day(1) }), 0, none, none},
		{"reviewed", changed(inForce(900), func(r *sen2.Request) { r.Active.ReviewMeeting, r.Active.ReviewDecision = day(-360), day(-340) }), 4, none, none},
		{"a meeting 28 days ago", changed(inForce(900), func(r *sen2.Request) { r.Active.ReviewMeeting = day(-28) }), 7, 1, none},
		{"a meeting 29 days ago", changed(inForce(900), func(r *sen2.Request) { r.Active.ReviewMeeting = day(-29) }), 7, 0, none},
		{"a meeting today", changed(inForce(900), func(r *sen2.Request) { r.Active.ReviewMeeting = day(0) }), 7, 5, none},
		{"a meeting tomorrow", changed(inForce(900), func(r *sen2.Request) { r.Active.ReviewMeeting = day(1) }), 0, none, none},
		{"a meeting after last year's decision", changed(inForce(900), func(r *sen2.Request) { r.Active.ReviewMeeting, r.Active.ReviewDecision = day(-14), day(-370) }), 7, 3, none},
		{"decided, and the day not said", changed(inForce(900), func(r *sen2.Request) { r.Active.ReviewMeeting, r.Active.ReviewOutcome = day(-60), 'M' }), 7, none, none},
		{"decision tomorrow", changed(inForce(900), func(r *sen2.Request) { r.Active.ReviewMeeting, r.Active.ReviewDecision = day(-20), day(1) }), 7, 2, none},
		{"phase transfer overdue", changed(inForce(100), func(r *sen2.Request) { r.Active.PhaseDue = day(-1) }), 7, none, 0},
		{"phase transfer due today", changed(inForce(100), func(r *sen2.Request) { r.Active.PhaseDue = day(0) }), 7, none, 1},
		{"phase transfer due next year", changed(inForce(100), func(r *sen2.Request) { r.Active.PhaseDue = day(230) }), 7, none, 7},
		{"phase transfer done", changed(inForce(100), func(r *sen2.Request) { r.Active.PhaseDue, r.Active.PhaseFinal = day(-100), day(-90) }), 7, none, none},
		{"no plan was issued", changed(inForce(100), func(r *sen2.Request) { r.Assessment.Outcome = 'N' }), none, none, none},
	} {
		p := watch(t, 2026, one(c.r))
		for name, want := range map[string]int{returns.DueReviews: c.reviews, returns.DueReviewDecisions: c.decisions, returns.DuePhaseTransfers: c.transit} {
			s := named(t, p, name)
			if want == none {
				if s.Total.N != 0 {
					t.Errorf("%s: in the series %s", c.name, name)
				}
				continue
			}
			if got := only(t, s); got != want {
				t.Errorf("%s: %s in week %d, not %d", c.name, name, got, want)
			}
		}
	}
}

func TestPlansWithoutADateAreCountedApart(t *testing.T) {
	undated := changed(inForce(0), func(r *sen2.Request) {
		r.Assessment.Plan.Start, r.Active.ReviewMeeting, r.Active.PhaseDue = 0, sen2.BadDate, sen2.BadDate
	})
	p := watch(t, 2026, one(undated))
	for _, name := range []string{returns.DueReviews, returns.DueReviewDecisions, returns.DuePhaseTransfers} {
		if s := named(t, p, name); s.Extra != 1 || s.Total.N != 0 {
			t.Errorf("%s: %v without a date and %v with one, not 1 and 0", name, s.Extra, s.Total.N)
		}
	}
}

func TestAYearAfterALeapDay(t *testing.T) {
	for day, want := range map[sen2.Date]sen2.Date{
		sen2.Day(2024, 2, 29): sen2.Day(2025, 2, 28), sen2.Day(2023, 2, 28): sen2.Day(2024, 2, 28), sen2.Day(2024, 12, 31): sen2.Day(2025, 12, 31), 0: 0,
	} {
		if got := yearAfter(day); got != want {
			t.Errorf("a year after %s is %s, not %s", day, got, want)
		}
	}
}

func TestSeriesOfAYearAreThoseItsReturnCanFill(t *testing.T) {
	always := []string{returns.OpenRequests, returns.OpenAssessments, returns.OldestCases, returns.DueDecisions, returns.DueNoPlan, returns.DuePlans}
	for year, more := range map[int][]string{
		2023: {returns.DueReviews}, 2024: {returns.DueReviewDecisions, returns.DueReviews},
		2025: {returns.DueReviewDecisions, returns.DueReviews, returns.DuePhaseTransfers},
	} {
		var names []string
		for _, s := range watch(t, year).Series {
			names = append(names, s.Name)
		}
		if diff := cmp.Diff(append(slices.Clone(always), more...), names); diff != "" {
			t.Errorf("return of %d: %s", year, diff)
		}
	}
}

func TestPartsAddUpToTheTotalAndMeetEachOther(t *testing.T) {
	var people []*sen2.Person
	for days := range 900 {
		people = append(people, one(asked(days)), one(agreed(days)), one(inForce(days)))
	}
	for _, s := range watch(t, 2026, people...).Series {
		sum := 0.0
		for i, part := range s.Parts {
			sum += part.Cell.N
			if i > 0 && part.From != s.Parts[i-1].To+1 {
				t.Errorf("%s: the part from week %d does not follow week %d", s.Name, part.From, s.Parts[i-1].To)
			}
		}
		if sum != s.Total.N || s.Parts[len(s.Parts)-1].To != -1 {
			t.Errorf("%s: parts add up to %v, not %v, or the last one has an end", s.Name, sum, s.Total.N)
		}
	}
}
