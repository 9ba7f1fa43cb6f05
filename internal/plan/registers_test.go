package plan

import (
	"slices"
	"testing"
)

func TestRule_9_10_DecisionsSayWhatWasDecidedBecauseOfWhat(t *testing.T) {
	tests := map[string]struct {
		change      func(*Decision)
		field, says string
	}{
		"whole":                     {func(*Decision) {}, "", ""},
		"nothing decided":           {func(d *Decision) { d.Decided = "" }, "decided", "because of it"},
		"no item":                   {func(d *Decision) { d.Item = "" }, "item", "on the table"},
		"nobody decided":            {func(d *Decision) { d.By = "" }, "by", "who"},
		"no day":                    {func(d *Decision) { d.On = "" }, "on", "day"},
		"tomorrow":                  {func(d *Decision) { d.On = "2026-11-23" }, "on", "future"},
		"a figure without vintage":  {func(d *Decision) { d.Seen[0].Vintage = "" }, "seen.0.vintage", "period"},
		"a figure without its name": {func(d *Decision) { d.Seen[0].Indicator = "" }, "seen.0.indicator", "figure"},
		"no figure seen":            {func(d *Decision) { d.Seen = nil }, "", ""},
		"follows an action":         {func(d *Decision) { d.FollowUp = "A1" }, "", ""},
		"follows no action":         {func(d *Decision) { d.FollowUp = "A8" }, "follow_up", "no action A8"},
		"follows something":         {func(d *Decision) { d.FollowUp = "Back in May" }, "", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := &Decision{ID: "D1", On: "2026-11-20", Meeting: "November board", Item: "Reviews", Decided: "Two more posts", By: "The board",
				Seen: []Seen{{Indicator: "S10", Value: "47%", Vintage: "2025, published June 2026"}}}
			tt.change(d)
			wantProblem(t, d.Check(actionContext(t)), tt.field, tt.says)
		})
	}
}

func TestRule_9_10_ChallengesAreAskedAnsweredAndJudgedInThatOrder(t *testing.T) {
	tests := map[string]struct {
		change      func(*Challenge)
		field, says string
	}{
		"asked":                     {func(*Challenge) {}, "", ""},
		"nobody asks":               {func(c *Challenge) { c.By = "" }, "by", "who"},
		"nobody is asked":           {func(c *Challenge) { c.About = "" }, "about", "whom"},
		"a body asks itself":        {func(c *Challenge) { c.About = c.By }, "about", "itself"},
		"no question":               {func(c *Challenge) { c.Question = "" }, "question", "question"},
		"asked tomorrow":            {func(c *Challenge) { c.On = "2026-11-23" }, "on", "future"},
		"judged before an answer":   {func(c *Challenge) { c.Satisfied = "no" }, "satisfied", "once there is an answer"},
		"answered":                  {func(c *Challenge) { c.Answer, c.AnsweredOn = "In May", "2026-11-20" }, "", ""},
		"answered, no day":          {func(c *Challenge) { c.Answer = "In May" }, "answered_on", "day"},
		"a day without an answer":   {func(c *Challenge) { c.AnsweredOn = "2026-11-20" }, "answer", "Write"},
		"answered before the asked": {func(c *Challenge) { c.Answer, c.AnsweredOn = "In May", "2026-10-31" }, "answered_on", "before the question"},
		"answered tomorrow":         {func(c *Challenge) { c.Answer, c.AnsweredOn = "In May", "2026-11-23" }, "answered_on", "future"},
		"partly satisfied":          {func(c *Challenge) { c.Answer, c.AnsweredOn, c.Satisfied = "In May", "2026-11-20", "partly" }, "", ""},
		"satisfied how?":            {func(c *Challenge) { c.Answer, c.AnsweredOn, c.Satisfied = "In May", "2026-11-20", "rather" }, "satisfied", "yes, partly, no"},
	}
	question := Challenge{ID: "C1", On: "2026-11-01", By: "Parent carer forum", About: "ICB", Question: "When will waits fall?"}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			ch := question
			tt.change(&ch)
			wantProblem(t, ch.Check(actionContext(t)), tt.field, tt.says)
		})
	}
	c := actionContext(t)
	answered := question
	answered.Answer, answered.AnsweredOn = "In May", "2026-11-20"
	c.Book.Put(&answered)
	changed := answered
	changed.Question = "Will waits fall?"
	wantProblem(t, changed.Check(c), "question", "stays as it was")
	judged := answered
	judged.Satisfied = "yes"
	wantProblem(t, judged.Check(c), "", "")
}

func TestRule_9_9_RisksChangesFindingsAndPriorities(t *testing.T) {
	risk := Risk{ID: "R1", Title: "Posts stay vacant", Likelihood: "high", Impact: "medium", Mitigation: "Train our own", Owner: "Head of HR", Review: "2027-01-31"}
	unlikely, unowned, unreviewed := risk, risk, risk
	unlikely.Likelihood, unowned.Owner, unreviewed.Review = "rare", "", ""
	tests := map[string]struct {
		d           Document
		field, says string
	}{
		"a risk":                        {&risk, "", ""},
		"a likelihood not on the list":  {&unlikely, "likelihood", "low, medium, high"},
		"a risk nobody owns":            {&unowned, "owner", "role"},
		"a risk never looked at again":  {&unreviewed, "review", "again"},
		"a change":                      {&Change{ID: "N1", Type: "leadership", On: "2026-09-01", Text: "A new director"}, "", ""},
		"a change of no type":           {&Change{ID: "N1", On: "2026-09-01", Text: "A new director"}, "type", "leadership"},
		"a change to come":              {&Change{ID: "N1", Type: "plan", On: "2026-12-01", Text: "x"}, "on", "future"},
		"a finding":                     {&Finding{ID: "I1", Type: "improvement", Text: "Leaders should", Body: "ICB", Report: "2025-03-01"}, "", ""},
		"a finding with nobody to act":  {&Finding{ID: "I1", Type: "improvement", Text: "Leaders should", Report: "2025-03-01"}, "body", "one of"},
		"a finding of no type":          {&Finding{ID: "I1", Text: "Leaders should", Body: "ICB", Report: "2025-03-01"}, "type", "priority action"},
		"a finding of no report":        {&Finding{ID: "I1", Type: "improvement", Text: "Leaders should", Body: "ICB"}, "report", "published"},
		"a priority":                    {&Priority{ID: "P1", Title: "Waits", Why: "They are long", Theme: "T6", Order: 1}, "", ""},
		"a priority without its reason": {&Priority{ID: "P1", Title: "Waits", Theme: "T6"}, "why", "why"},
		"a priority of no theme":        {&Priority{ID: "P1", Title: "Waits", Why: "x"}, "theme", "theme"},
		"a priority of another theme":   {&Priority{ID: "P1", Title: "Waits", Why: "x", Theme: "T12"}, "theme", "T12"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) { wantProblem(t, tt.d.Check(actionContext(t)), tt.field, tt.says) })
	}
}

func TestPrioritiesStandInTheOrderTheBoardGave(t *testing.T) {
	b := NewBook("202")
	for _, p := range []*Priority{{ID: "P1", Order: 3}, {ID: "P2", Order: 1}, {ID: "P10", Order: 2}, {ID: "P3", Order: 2}} {
		b.Put(p)
	}
	var ids []string
	for _, p := range PrioritiesInOrder(b) {
		ids = append(ids, p.ID)
	}
	if want := []string{"P2", "P3", "P10", "P1"}; !slices.Equal(ids, want) {
		t.Errorf("%v, want %v", ids, want)
	}
}
