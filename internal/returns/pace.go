package returns

import (
	"fmt"
	"strconv"
)

// Pace is how the running year stands: counts of what is open and what is due, and what the year's figure is likely to be.
type Pace struct {
	AsAt     string    `json:"as_at"`
	Series   []Series  `json:"series"`
	Forecast *Forecast `json:"forecast,omitempty"`
	// NoForecast says in a sentence why there is none: the year is over, or too few cases.
	NoForecast string `json:"no_forecast,omitempty"`
}

// Series is a set of counts that add up to their total: open requests by week reached, decisions due by week. Its words are in About.
type Series struct {
	Name  string  `json:"name"` // one of the names below
	Parts []Part  `json:"parts"`
	Total Cell    `json:"total"`           // of the parts, without Extra
	Extra float64 `json:"extra,omitempty"` // cases that have no date, so that no part can hold them
	// ExtraHeld says that Extra is held back because it is small, or would give a small number away.
	ExtraHeld bool `json:"extra_held,omitempty"`
}

// Names of series. Those of open cases go by the week that a case has reached since the request; those of what is due by the week in
// which it is due.
const (
	OpenRequests       = "open-requests"
	OpenAssessments    = "open-assessments"
	OldestCases        = "oldest"
	DueDecisions       = "due-decisions"
	DueNoPlan          = "due-no-plan"
	DuePlans           = "due-plans"
	DueReviewDecisions = "due-review-decisions"
	DueReviews         = "due-reviews"
	DuePhaseTransfers  = "due-phase-transfers"
)

// Part is one count of a series, from its first week to its last; To is -1 when there is no last. Of open cases week 1 is the day of the
// request and the seven days after it, week 2 the next seven: a limit of 6 weeks is kept just until week 6 ends. Of what is due, week 1
// is the day that the file speaks of and the six days after it, and week 0 is everything that was due before that day.
type Part struct {
	From int  `json:"from"`
	To   int  `json:"to"`
	Cell Cell `json:"cell"`
}

// Forecast is the year's share of plans issued in 20 weeks, exceptions left out (indicator S01), as it stands and as it is likely to end.
// Percentages are from 0 to 100.
type Forecast struct {
	Year        int     `json:"year"`
	IssuedSoFar int     `json:"issued_so_far"` // without exceptions
	OnTimeSoFar int     `json:"on_time_so_far"`
	IssuedByEnd float64 `json:"issued_by_end"` // expected
	OnTimeByEnd float64 `json:"on_time_by_end"`
	Percent     float64 `json:"percent"` // the middle of the forecast
	Lower       float64 `json:"lower"`   // of the interval that holds the year's figure eight times in ten
	Upper       float64 `json:"upper"`
	Level       int     `json:"level"` // 80
	// Best and Worst need no model. They are of the cases in the file, without requests that are still to come.
	Best  float64 `json:"best"`  // every open case that still can be is issued on time, and no other plan this year
	Worst float64 `json:"worst"` // every open case that can still become late is issued late, and no other plan this year
}

// SeriesWords is what a series is called and what it says.
type SeriesWords struct {
	Title   string
	Meaning string // one or two whole sentences
	Limit   int    // last week that is on time, 0 when there is no limit
	// FewerIsBetter holds for what is late or waiting too long. How many cases there are is neither good nor bad.
	FewerIsBetter bool
}

var seriesWords = map[string]SeriesWords{
	OpenRequests: {Title: "Requests that wait for a decision whether to assess", Limit: 6,
		Meaning: "How many weeks ago these requests came. The authority must decide whether to assess within 6 weeks of the request."},
	OpenAssessments: {Title: "Assessments that have no outcome yet", Limit: 20,
		Meaning: "How many weeks ago the requests for these assessments came. Where there will be no plan the family must be told within " +
			"16 weeks of the request; a plan must be issued within 20 weeks of it."},
	OldestCases: {Title: "Cases open for more than 20 weeks", FewerIsBetter: true,
		Meaning: "Requests without a decision and assessments without an outcome, by how many weeks ago the request came. Some may be " +
			"exceptions that the law allows."},
	DueDecisions: {Title: "Decisions whether to assess that fall due",
		Meaning: "Requests without a decision, by the week in which 6 weeks since the request end."},
	DueNoPlan: {Title: "Days by which a family must know that there will be no plan",
		Meaning: "Assessments without an outcome, by the week in which 16 weeks since the request end. It matters only where no plan will be issued."},
	DuePlans: {Title: "Plans that fall due",
		Meaning: "Assessments without an outcome, by the week in which 20 weeks since the request end. Not each of them will lead to a plan."},
	DueReviewDecisions: {Title: "Decisions after review meetings that fall due",
		Meaning: "Plans whose review meeting was held and has no decision yet, by the week in which 4 weeks since the meeting end."},
	DueReviews: {Title: "Annual reviews that fall due",
		Meaning: "Plans in force, by the week in which 12 months end since the last review or, where there was none, since the plan began."},
	DuePhaseTransfers: {Title: "Phase transfer plans that fall due",
		Meaning: "Plans that must be amended before a change of school or college and are not final yet, by the week of the due date in the return."},
}

// About gives the words of a series.
func (s Series) About() SeriesWords { return seriesWords[s.Name] }

// Due says that the series goes by when something is due, and not by how long a case is open.
func (s Series) Due() bool {
	return s.Name != OpenRequests && s.Name != OpenAssessments && s.Name != OldestCases
}

// Late says that a part of the series is past its limit, or overdue: the fewer of them the better. What matters only where no plan will be
// issued is not called late.
func (s Series) Late(p Part) bool {
	if s.Due() {
		return p.From == 0 && s.Name != DueNoPlan
	}
	about := s.About()
	return about.FewerIsBetter || about.Limit > 0 && p.From > about.Limit
}

// Label says in a few words what a part of the series holds: "week 6, the last on time", "over 52 weeks", "already overdue".
func (s Series) Label(p Part) string {
	switch {
	case s.Name == DueNoPlan && p.From == 0:
		return "already past"
	case s.Due():
		return dueLabel(p)
	case p.To < 0:
		return fmt.Sprintf("over %d weeks", p.From-1)
	case p.To == s.About().Limit:
		return spanOfWeeks(p) + ", the last on time"
	case s.Name == OpenAssessments && p.To == 16:
		return spanOfWeeks(p) + ", the last in time to say that there will be no plan"
	}
	return spanOfWeeks(p)
}

func dueLabel(p Part) string {
	switch {
	case p.From == 0:
		return "already overdue"
	case p.To < 0:
		return "later"
	case p.From == 1:
		return "in the next 7 days, today included"
	case p.From == 2:
		return "in the week after that"
	}
	return "in week " + strconv.Itoa(p.From) + " from now"
}

func spanOfWeeks(p Part) string {
	if p.From == p.To {
		return "week " + strconv.Itoa(p.From)
	}
	return fmt.Sprintf("weeks %d to %d", p.From, p.To)
}
