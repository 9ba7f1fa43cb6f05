package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// actionContext is a book with one of each thing that an action can name.
func actionContext(t testing.TB) Context {
	b := NewBook("202")
	for _, d := range []Document{
		&Priority{ID: "P1", Title: "Shorter waits"},
		&Finding{ID: "I1", Type: "improvement"}, &Finding{ID: "I2", Type: "priority action"},
		&Evidence{ID: "E1", Type: "document", Date: "2026-10-01"}, &Evidence{ID: "E2", Type: "audit", Date: "2026-10-01"},
		&Evidence{ID: "E3", Type: "survey", Date: "2025-10-01"},
		goodAction(),
	} {
		b.Put(d)
	}
	return Context{Book: b, Framework: newest(t), Today: "2026-11-22"}
}

func goodAction() *Action {
	return &Action{ID: "A1", Title: "Train reviewers", Theme: "T5", Statement: "5.3", Priority: "P1", Source: FromImprovement, SourceRef: "I1",
		Body: "LA education", Lead: "Head of SEND", Start: "2026-04-01", Due: "2027-03-31", Measure: "Reviews decided in four weeks", Indicator: "S10",
		Baseline: "47%", BaselineOn: "2026-03-31", Target: "80%", TargetOn: "2027-03-31", Status: OnTrack,
		Milestones: []Milestone{{Planned: "60%", PlannedOn: "2026-09-30", Actual: "58%", ActualOn: "2026-10-05"}, {Planned: "70%", PlannedOn: "2026-12-31"}}}
}

func TestRule_9_10_ActionsAreSavedOnlyWhole(t *testing.T) {
	tests := map[string]struct {
		change      func(*Action)
		field, says string // "" where it may be saved
	}{
		"whole":                              {func(*Action) {}, "", ""},
		"no body":                            {func(a *Action) { a.Body = "" }, "body", "LA education"},
		"a body that is none of the eleven":  {func(a *Action) { a.Body = "council" }, "body", "one of"},
		"no lead":                            {func(a *Action) { a.Lead = " " }, "lead", "leads"},
		"no due date":                        {func(a *Action) { a.Due = "" }, "due", "due"},
		"no measure":                         {func(a *Action) { a.Measure = "" }, "measure", "measure"},
		"no starting value, nor by when":     {func(a *Action) { a.Baseline, a.BaselineOn = "", "" }, "baseline", "starting value"},
		"starting value to be set by a day":  {func(a *Action) { a.Baseline, a.BaselineOn, a.BaselineBy = "", "", "2026-12-31" }, "", ""},
		"starting value set after it is due": {func(a *Action) { a.BaselineBy = "2027-04-01" }, "baseline_by", "after the action is due"},
		"no target is no reason to refuse":   {func(a *Action) { a.Target, a.TargetOn = "", "" }, "", ""},
		"no title":                           {func(a *Action) { a.Title = "" }, "title", "what you will do"},
		"a number that is none":              {func(a *Action) { a.ID = "B7" }, "id", "A1"},
		"a due date that is none":            {func(a *Action) { a.Due = "2027-02-30" }, "due", "no date"},
		"due before it starts":               {func(a *Action) { a.Start = "2027-04-01"; a.Milestones = nil }, "due", "before it starts"},
		"starting value of tomorrow":         {func(a *Action) { a.BaselineOn = "2026-11-23" }, "baseline_on", "future"},
		"target before the starting value":   {func(a *Action) { a.TargetOn = "2026-03-30" }, "target_on", "before the starting value"},
		"no such statement":                  {func(a *Action) { a.Statement = "5.9" }, "statement", "no statement"},
		"no such theme":                      {func(a *Action) { a.Theme, a.Statement = "T11", "" }, "theme", "no theme"},
		"a statement of another theme":       {func(a *Action) { a.Theme = "T4" }, "theme", "belongs to theme T5"},
		"no such priority":                   {func(a *Action) { a.Priority = "P9" }, "priority", "no priority"},
		"no such indicator":                  {func(a *Action) { a.Indicator = "S99" }, "indicator", "S99"},
		"a local measure":                    {func(a *Action) { a.Indicator = "L-QA1" }, "", ""},
		"no such evidence":                   {func(a *Action) { a.Evidence = []string{"E9"} }, "evidence", "no evidence"},
		"no such source":                     {func(a *Action) { a.Source = "gossip" }, "source", "one of"},
		"an inspection finding is named":     {func(a *Action) { a.SourceRef = "" }, "source_ref", "inspection finding"},
		"a finding of the other type":        {func(a *Action) { a.SourceRef = "I2" }, "source_ref", "area for priority action"},
		"a priority action":                  {func(a *Action) { a.Source, a.SourceRef = FromPriorityAction, "I2" }, "", ""},
		"a rule is named":                    {func(a *Action) { a.Source, a.SourceRef = FromDisagreement, "G12" }, "source_ref", "G1 to G11"},
		"a rule":                             {func(a *Action) { a.Source, a.SourceRef = FromDisagreement, "G11" }, "", ""},
		"depends on itself":                  {func(a *Action) { a.DependsOn = "A1" }, "depends_on", "itself"},
		"depends on an action that is not":   {func(a *Action) { a.DependsOn = "A12" }, "depends_on", "no action"},
		"depends on something in words":      {func(a *Action) { a.DependsOn = "The ICB’s budget" }, "", ""},
		"no status":                          {func(a *Action) { a.Status = "" }, "status", "one of"},
		"late is not written":                {func(a *Action) { a.Status = "late" }, "status", "worked out"},
		"stopped without a reason":           {func(a *Action) { a.Status = Stopped }, "stopped_why", "why"},
		"stopped":                            {func(a *Action) { a.Status, a.StoppedWhy = Stopped, "The law changed" }, "", ""},
		"done without who":                   {func(a *Action) { done(a, Done); a.ClosedBy = "" }, "closed_by", "who"},
		"done without when":                  {func(a *Action) { done(a, Done); a.ClosedOn = "" }, "closed_on", "day"},
		"done without what came of it":       {func(a *Action) { done(a, Done); a.Result = "" }, "result", "what came"},
		"done tomorrow":                      {func(a *Action) { done(a, Done); a.ClosedOn = "2026-11-23" }, "closed_on", "future"},
		"done before it started":             {func(a *Action) { done(a, Done); a.ClosedOn = "2026-03-31" }, "closed_on", "before it started"},
		"done":                               {func(a *Action) { done(a, Done) }, "", ""},
		"checked without evidence":           {func(a *Action) { done(a, DoneAndChecked) }, "evidence", "impact"},
		"checked with a document only":       {func(a *Action) { done(a, DoneAndChecked); a.Evidence = []string{"E1"} }, "evidence", "impact"},
		"checked with an older survey":       {func(a *Action) { done(a, DoneAndChecked); a.Evidence = []string{"E3"} }, "evidence", "impact"},
		"checked with an audit":              {func(a *Action) { done(a, DoneAndChecked); a.Evidence = []string{"E2"} }, "", ""},
		"a milestone without words":          {func(a *Action) { a.Milestones[1].Planned = "" }, "milestones.1.planned", "milestone 2"},
		"a milestone without a day":          {func(a *Action) { a.Milestones[1].PlannedOn = "" }, "milestones.1.planned_on", "day of milestone 2"},
		"a milestone before the start":       {func(a *Action) { a.Milestones[0].PlannedOn = "2026-03-01" }, "milestones.0.planned_on", "before the action starts"},
		"a milestone reached, no day":        {func(a *Action) { a.Milestones[0].ActualOn = "" }, "milestones.0.actual", "both"},
		"a milestone reached tomorrow":       {func(a *Action) { a.Milestones[0].ActualOn = "2026-11-23" }, "milestones.0.actual_on", "future"},
		"too many milestones":                {func(a *Action) { a.Milestones = slices.Repeat(a.Milestones[:1], 13) }, "milestones", "at most 12"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			a := goodAction()
			tt.change(a)
			wantProblem(t, a.Check(actionContext(t)), tt.field, tt.says)
		})
	}
}

func done(a *Action, status string) {
	a.Status, a.ClosedBy, a.ClosedOn, a.Result = status, "Head of SEND, council", "2026-11-20", "81% in four weeks"
}

func TestRule_9_10_AnEmptyActionIsToldAllThatIsMissing(t *testing.T) {
	problems := (&Action{}).Check(actionContext(t))
	for _, field := range []string{"title", "body", "lead", "due", "measure", "baseline", "status"} {
		if problems.Of(field) == "" {
			t.Errorf("nothing is said of %s: %v", field, problems)
		}
	}
}

func TestRule_9_10_ElevenBodiesAndWhoMayWriteTheirActions(t *testing.T) {
	want := map[string]string{"LA education": Council, "LA social care": SocialCare, "public health": Council, "ICB": ICB, "NHS provider": ICB,
		"schools/trusts": Schools, "AP provider": AP, "early years": Schools, "post-16": Schools, "forum": ForumOrg, "other": BoardOrg}
	if len(AccountableBodies()) != len(want) {
		t.Errorf("%d bodies, want %d", len(AccountableBodies()), len(want))
	}
	for _, b := range AccountableBodies() {
		if got, ok := want[b.ID]; !ok || BodyOrganisation(b.ID) != got || b.Name == "" {
			t.Errorf("%s belongs to %s, want %s", b.ID, BodyOrganisation(b.ID), got)
		}
	}
	if BodyOrganisation("anybody") != BoardOrg {
		t.Error("the actions of a body that nobody knows are the board’s")
	}
}

func TestRule_9_10_StatusesAndSources(t *testing.T) {
	if got := strings.Join(ActionStatuses(), ", "); got != "not started, on track, at risk, done, done and checked, business as usual, stopped" {
		t.Errorf("statuses: %s", got)
	}
	if n := len(ActionSources()); n != 8 {
		t.Errorf("%d sources: two of an inspection and the six others", n)
	}
}

func TestRule_9_10_LateAndStaleAreWorkedOut(t *testing.T) {
	const today = Day("2026-11-22")
	tests := map[string]struct {
		action      Action
		updates     []Day
		late, stale bool
		words       string
	}{
		"due today is not late":                  {Action{Due: today, Status: AtRisk}, []Day{today}, false, false, "at risk"},
		"due yesterday":                          {Action{Due: "2026-11-21", Status: AtRisk}, []Day{today}, true, false, "at risk, late by 1 day"},
		"due long ago":                           {Action{Due: "2026-10-31", Status: NotStarted}, []Day{today}, true, false, "not started, late by 22 days"},
		"done is not late":                       {Action{Due: "2026-01-31", Status: Done}, nil, false, false, "done"},
		"checked is not late":                    {Action{Due: "2026-01-31", Status: DoneAndChecked}, nil, false, false, "done and checked"},
		"stopped is not late":                    {Action{Due: "2026-01-31", Start: "2025-01-01", Status: Stopped}, nil, false, false, "stopped"},
		"business as usual is not late":          {Action{Due: "2026-01-31", Status: BusinessAsUsual}, nil, false, false, "business as usual"},
		"news 60 days ago":                       {Action{Due: "2027-01-31", Status: OnTrack}, []Day{"2026-09-23"}, false, false, "on track"},
		"news 61 days ago":                       {Action{Due: "2027-01-31", Status: OnTrack}, []Day{"2026-09-22"}, false, true, "on track, no news for 61 days"},
		"only the newest news counts":            {Action{Due: "2027-01-31", Status: OnTrack}, []Day{"2026-01-01", "2026-11-01", "2026-05-01"}, false, false, "on track"},
		"no news since the start":                {Action{Start: "2026-09-22", Due: "2027-01-31", Status: OnTrack}, nil, false, true, "on track, no news for 61 days"},
		"started lately":                         {Action{Start: "2026-09-23", Due: "2027-01-31", Status: OnTrack}, nil, false, false, "on track"},
		"starts next year":                       {Action{Start: "2027-01-01", Due: "2027-03-31", Status: NotStarted}, nil, false, false, "not started"},
		"late and stale":                         {Action{Start: "2026-01-01", Due: "2026-11-20", Status: OnTrack}, []Day{"2026-08-01"}, true, true, "on track, late by 2 days, no news for 113 days"},
		"no start and no news: nothing to count": {Action{Due: "2027-01-31", Status: OnTrack}, nil, false, false, "on track"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			b := NewBook("202")
			a := tt.action
			a.ID = "A1"
			b.Put(&a)
			b.Put(&Update{Action: "A2", On: today, N: 1})
			for i, on := range tt.updates {
				b.Put(&Update{Action: "A1", On: on, N: i + 1})
			}
			s := StandingOf(b, &a, today)
			if s.Late != tt.late || s.Stale != tt.stale || s.Words() != tt.words {
				t.Errorf("late %v, stale %v, %q; want %v, %v, %q", s.Late, s.Stale, s.Words(), tt.late, tt.stale, tt.words)
			}
			if len(s.Updates) != len(tt.updates) || (s.LastUpdate == nil) != (len(tt.updates) == 0) {
				t.Errorf("%d updates, the newest %v", len(s.Updates), s.LastUpdate)
			}
			if s.Late && s.Shown() != "late" || !s.Late && s.Shown() != a.Status {
				t.Errorf("shown as %q", s.Shown())
			}
		})
	}
}

func TestRule_9_10_UpdatesAreNewestFirst(t *testing.T) {
	b := NewBook("202")
	for _, u := range []*Update{{Action: "A1", On: "2026-01-31", N: 1}, {Action: "A1", On: "2026-03-31", N: 1}, {Action: "A1", On: "2026-03-31", N: 2}} {
		b.Put(u)
	}
	var keys []string
	for _, u := range UpdatesOf(b, "A1") {
		keys = append(keys, u.Key())
	}
	if want := []string{"A1/2026-03-31/2", "A1/2026-03-31/1", "A1/2026-01-31/1"}; !slices.Equal(keys, want) {
		t.Errorf("%v, want %v", keys, want)
	}
	if NextUpdate(b, "A1", "2026-03-31") != 3 || NextUpdate(b, "A1", "2026-04-01") != 1 {
		t.Error("updates of a day are numbered on")
	}
}

func TestRule_9_10_UpdatesAreDatedAndSaySomething(t *testing.T) {
	tests := map[string]struct {
		update      Update
		field, says string
	}{
		"whole":            {Update{Action: "A1", On: "2026-11-22", N: 1, Status: AtRisk, Text: "Two posts are vacant."}, "", ""},
		"in the future":    {Update{Action: "A1", On: "2026-11-23", N: 1, Status: AtRisk, Text: "x"}, "on", "future"},
		"no day":           {Update{Action: "A1", N: 1, Status: AtRisk, Text: "x"}, "on", "day"},
		"no news":          {Update{Action: "A1", On: "2026-11-22", N: 1, Status: AtRisk}, "text", "happened"},
		"no such status":   {Update{Action: "A1", On: "2026-11-22", N: 1, Status: "fine", Text: "x"}, "status", "one of"},
		"late is computed": {Update{Action: "A1", On: "2026-11-22", N: 1, Status: "late", Text: "x"}, "status", "worked out"},
		"no such action":   {Update{Action: "A9", On: "2026-11-22", N: 1, Status: AtRisk, Text: "x"}, "action", "no action"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) { wantProblem(t, tt.update.Check(actionContext(t)), tt.field, tt.says) })
	}
}

func TestRule_9_10_Warnings(t *testing.T) {
	b := NewBook("202")
	for i := range 3 {
		b.Put(&Priority{ID: fmt.Sprint("P", i+1), Title: "Waits", Order: i})
	}
	for i := range 11 {
		b.Put(&Action{ID: fmt.Sprint("A", i+1), Title: "Act", Statement: "5.3", Priority: fmt.Sprint("P", i%3+1), Lead: "Head  of SEND", Status: OnTrack})
	}
	says := func(want ...string) {
		t.Helper()
		var texts []string
		for _, w := range PlanWarnings(b) {
			texts = append(texts, w.Text)
		}
		if !slices.Equal(texts, want) {
			t.Errorf("warnings %q, want %q", texts, want)
		}
	}
	says("Head  of SEND leads more than 10 open actions.")
	b.Actions["A11"].Status = Done
	says()
	b.Actions["A11"].Statement = ""
	says("Action A11, Act, belongs to no statement of the self-assessment.")
	b.Actions["A11"].Statement = "5.3"
	b.Put(&Priority{ID: "P4", Title: "Places", Order: 9})
	says("Priority P4, Places, has no action.")
	delete(b.Priorities, "P4")
	delete(b.Priorities, "P3")
	b.Put(&Section{ID: "S2", Parts: map[string]string{"outcomes": "Safe\n\nHeard\n"}})
	says("The plan has 2 priorities. A plan has 3 to 8.", "The plan has 2 outcomes, one a line. A plan has 3 to 8.")
}

func TestRule_9_10_MeasuresTable(t *testing.T) {
	b := NewBook("202")
	b.Put(goodAction())
	b.Put(&Action{ID: "A2", Measure: "Waits", BaselineBy: "2026-12-31", Milestones: []Milestone{{Planned: "30 weeks", PlannedOn: "2026-06-30"}}})
	rows, milestones := KPIRows(b, "2026-11-22")
	if milestones != 2 || len(rows) != 2 {
		t.Fatalf("%d rows with up to %d milestones", len(rows), milestones)
	}
	got := fmt.Sprint(rows[0].Baseline, "|", rows[0].Target, "|", rows[0].Milestones, "|", rows[1].Baseline, "|", rows[1].Target, "|", rows[1].Milestones)
	want := "47% (31 March 2026)|80% (31 March 2027)|[{60% (30 September 2026) 58% (5 October 2026)} {70% (31 December 2026) not due yet}]" +
		"|to be set by 31 December 2026|no target set|[{30 weeks (30 June 2026) not given; was due}]"
	if got != want {
		t.Errorf("table\n%s, want\n%s", got, want)
	}
}

func TestRule_9_10_ActionsByBody(t *testing.T) {
	b := actionContext(t).Book
	b.Put(&Action{ID: "A10", Body: "ICB", Status: OnTrack})
	b.Put(&Action{ID: "A3", Body: "ICB", Status: OnTrack, Due: "2026-01-01"})
	var got []string
	for _, group := range ActionsByBody(b, "2026-11-22") {
		for _, line := range group.Actions {
			got = append(got, fmt.Sprint(group.Body.ID, " ", line.Action.ID, " ", line.Standing.Late, " ", line.Finding != nil))
		}
	}
	if want := []string{"LA education A1 false true", "ICB A3 true false", "ICB A10 false false"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// The counts were made by hand.
func TestRule_9_6_MeasuresWorkedOutFromThePlan(t *testing.T) {
	const today = Day("2026-11-22")
	b := NewBook("202")
	if m := ComputedValues(b, today)[0]; m.Value != nil || m.Text != "there are no open actions that have begun yet" {
		t.Errorf("a plan without actions: %+v", m)
	}
	whole := Action{Baseline: "1", Target: "2", TargetOn: "2027-01-01"}
	for i, a := range []Action{
		{Status: OnTrack, Start: "2026-10-01", Due: "2027-01-01"},             // on track
		{Status: OnTrack, Start: "2026-10-01", Due: "2026-11-01"},             // late
		{Status: OnTrack, Start: "2026-01-01", Due: "2027-01-01"},             // stale
		{Status: AtRisk, Start: "2026-10-01", Due: "2027-01-01"},              // at risk
		{Status: NotStarted, Start: "2027-01-01", Due: "2027-03-01"},          // not yet to begin
		{Status: Done, Due: "2026-01-01"},                                     // done
		{Status: DoneAndChecked, Due: "2026-01-01"},                           // done and checked
		{Status: BusinessAsUsual, Due: "2026-01-01"},                          // as usual
		{Status: Stopped, Baseline: "1", Target: "2", TargetOn: "2027-01-01"}, // stopped
	} {
		a.ID = fmt.Sprint("A", i+1)
		if i < 2 {
			a.Baseline, a.Target, a.TargetOn = whole.Baseline, whole.Target, whole.TargetOn
		}
		b.Put(&a)
	}
	for i, on := range []Day{"2026-11-22", "2026-11-22", "2026-11-22", "2025-11-23", "2025-11-22"} { // the last is 12 months ago
		b.Put(&Decision{ID: fmt.Sprint("D", i+1), On: on})
	}
	want := []string{
		"L-ACT1 25 percent 1 of 4 open actions that have begun",
		"L-ACT2 25 percent 2 of 8 actions",
		"L-DEC1 2 number 4 decisions at 2 meetings with a decision in the last 12 months",
	}
	for i, m := range ComputedValues(b, today) {
		if got := fmt.Sprint(m.ID, " ", *m.Value, " ", m.Unit, " ", m.Text); got != want[i] {
			t.Errorf("%q, want %q", got, want[i])
		}
	}
	s := SummaryOfActions(b, today)
	if s.OnTrack+s.AtRisk+s.NotStarted+s.Late+s.Done+s.Checked+s.AsUsual+s.Stopped != s.Total || s.Late != 1 || s.Stale != 1 || s.Open != 5 {
		t.Errorf("the counts do not add up: %+v", s)
	}
}
