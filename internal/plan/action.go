package plan

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Statuses of an action that people write. Late and stale are worked out: see StandingOf.
const (
	NotStarted      = "not started"
	OnTrack         = "on track"
	AtRisk          = "at risk"
	Done            = "done"
	DoneAndChecked  = "done and checked" // its impact has been seen
	BusinessAsUsual = "business as usual"
	Stopped         = "stopped"
)

// ActionStatuses lists the statuses that can be written, in their order.
func ActionStatuses() []string {
	return []string{NotStarted, OnTrack, AtRisk, Done, DoneAndChecked, BusinessAsUsual, Stopped}
}

// Sources of an action. The first two name an inspection finding, the fourth a rule.
const (
	FromPriorityAction = "inspection: area for priority action"
	FromImprovement    = "inspection: area for improvement"
	FromSelfAssessment = "self-assessment gap"
	FromDisagreement   = "disagreement rule"
	FromReformPlan     = "local SEND reform plan"
	FromForum          = "forum"
	FromRedress        = "ombudsman or tribunal"
	FromOther          = "other"
)

// ActionSources lists what an action can come from.
func ActionSources() []string {
	return []string{FromPriorityAction, FromImprovement, FromSelfAssessment, FromDisagreement, FromReformPlan, FromForum, FromRedress, FromOther}
}

// ImpactTypes lists the types of evidence that can show what an action changed. A document or minutes show that it was done.
func ImpactTypes() []string { return []string{"data", "survey", "audit"} }

// MostMilestones is how many steps an action can have.
const MostMilestones = 12

// Open says that the action is still to be done.
func (a *Action) Open() bool {
	return !slices.Contains([]string{Done, DoneAndChecked, BusinessAsUsual, Stopped}, a.Status)
}

// Finished says that the action was done, checked or not.
func (a *Action) Finished() bool { return a.Status == Done || a.Status == DoneAndChecked }

// started says that the action has a starting value, or a day by which it will.
func (a *Action) started() bool { return strings.TrimSpace(a.Baseline) != "" || a.BaselineBy != "" }

// Measurable says that the action has a starting value, a target and the day of the target (measure L-ACT2).
func (a *Action) Measurable() bool {
	return strings.TrimSpace(a.Baseline) != "" && strings.TrimSpace(a.Target) != "" && a.TargetOn.Valid()
}

// Check refuses an action without a body, a lead, a due date, a measure, and a starting value or the day it will be set; one that is
// done without who closed it, when and with what result; one that is checked without evidence of its impact; and one that was
// stopped without a reason (9.10).
func (a *Action) Check(c Context) (problems Problems) {
	problems.id("A", a.ID)
	problems.wanted("title", a.Title, "Say what you will do.")
	problems.oneOf("body", "The accountable body", a.Body, bodyIDs(), true)
	problems.wanted("lead", a.Lead, "Name the role that leads the action.")
	problems.wanted("measure", a.Measure, "Say how you will measure whether the action worked.")
	if !a.started() {
		problems.Add("baseline", "Give the starting value, or the day by which it will be set.")
	}
	a.checkDates(&problems, c.Today)
	a.checkReferences(&problems, c)
	a.checkStatus(&problems, c.Book)
	a.checkMilestones(&problems, c.Today)
	problems.texts(lineLimit, "title", "What you will do", a.Title, "lead", "The lead", a.Lead, "sro", "The senior responsible officer", a.SRO,
		"measure", "The measure", a.Measure, "baseline", "The starting value", a.Baseline, "target", "The target", a.Target,
		"source_ref", "The source", a.SourceRef, "depends_on", "What it depends on", a.DependsOn, "closed_by", "Who closed it", a.ClosedBy)
	problems.texts(textLimit, "money", "Money", a.Money, "stopped_why", "The reason", a.StoppedWhy,
		"families", "What this means for families", a.Families, "result", "The result", a.Result)
	return problems
}

func (a *Action) checkDates(problems *Problems, today Day) {
	problems.date("start", "The start", a.Start, "")
	problems.date("due", "The due date", a.Due, "Give the day by which the action is due.")
	problems.date("baseline_on", "The day of the starting value", a.BaselineOn, "")
	problems.date("baseline_by", "The day by which the starting value will be set", a.BaselineBy, "")
	problems.date("target_on", "The day of the target", a.TargetOn, "")
	problems.date("closed_on", "The day it was closed", a.ClosedOn, "")
	problems.past("baseline_on", "The day of the starting value", a.BaselineOn, today)
	problems.past("closed_on", "The day it was closed", a.ClosedOn, today)
	problems.inOrder("due", a.Start, a.Due, "The action is due before it starts.")
	problems.inOrder("baseline_by", a.BaselineBy, a.Due, "The starting value would be set after the action is due.")
	problems.inOrder("target_on", a.BaselineOn, a.TargetOn, "The target comes before the starting value.")
	problems.inOrder("closed_on", a.Start, a.ClosedOn, "The action was closed before it started.")
}

var (
	ruleID   = regexp.MustCompile(`^G([1-9]|1[01])$`)
	actionID = regexp.MustCompile(`^A[1-9][0-9]*$`)
)

func (a *Action) checkReferences(problems *Problems, c Context) {
	checkTheme(problems, c, a.Theme)
	if a.Statement != "" && c.Framework != nil {
		s, ok := c.Framework.Statement(a.Statement)
		if theme := themeOf(c.Framework, a.Statement); !ok {
			problems.Add("statement", "The framework has no statement %q.", a.Statement)
		} else if a.Theme != "" && a.Theme != theme {
			problems.Add("theme", "Statement %s belongs to theme %s, not %s.", s.ID, theme, a.Theme)
		}
	}
	if _, ok := c.Book.Priorities[a.Priority]; a.Priority != "" && !ok {
		problems.Add("priority", "The plan has no priority %q.", a.Priority)
	}
	for _, id := range a.Evidence {
		if c.Book.Evidence[id] == nil {
			problems.Add("evidence", "There is no evidence %q.", id)
		}
	}
	if a.Indicator != "" && !c.knows(a.Indicator) {
		problems.Add("indicator", "No indicator or local measure is called %q.", a.Indicator)
	}
	if a.DependsOn == a.ID && a.ID != "" {
		problems.Add("depends_on", "An action cannot depend on itself.")
	} else if actionID.MatchString(a.DependsOn) && c.Book.Actions[a.DependsOn] == nil {
		problems.Add("depends_on", "The plan has no action %s.", a.DependsOn)
	}
	a.checkSource(problems, c.Book)
}

// themeOf is the id of the theme that a statement stands in; "" where none has it.
func themeOf(f *Framework, statement string) string {
	for _, t := range f.Themes {
		if slices.ContainsFunc(t.Statements, func(s Statement) bool { return s.ID == statement }) {
			return t.ID
		}
	}
	return ""
}

// knows says that an id is of a published figure, of a local measure, or of another that the framework names.
func (c Context) knows(indicator string) bool {
	_, published := c.Figures.Values[indicator]
	_, local := LocalIndicatorByID(indicator)
	named := false
	if c.Framework != nil {
		_, named = c.Framework.Measure(indicator)
	}
	return published || local || named
}

func (a *Action) checkSource(problems *Problems, b *Book) {
	problems.oneOf("source", "The source", a.Source, ActionSources(), false)
	wantedType := map[string]string{FromPriorityAction: "priority action", FromImprovement: "improvement"}[a.Source]
	switch finding := b.Findings[a.SourceRef]; {
	case wantedType != "" && finding == nil:
		problems.Add("source_ref", "Name the inspection finding: no finding is called %q.", a.SourceRef)
	case wantedType != "" && finding.Type != wantedType:
		problems.Add("source_ref", "Finding %s is an area for %s.", finding.ID, finding.Type)
	case a.Source == FromDisagreement && !ruleID.MatchString(a.SourceRef):
		problems.Add("source_ref", "Name the rule, G1 to G11.")
	}
}

func (a *Action) checkStatus(problems *Problems, b *Book) {
	switch a.Status {
	case "late", "stale":
		problems.Add("status", "Nobody writes %q: it is worked out from the dates.", a.Status)
		return
	case Stopped:
		problems.wanted("stopped_why", a.StoppedWhy, "Say why the action was stopped.")
	case Done, DoneAndChecked:
		problems.wanted("closed_by", a.ClosedBy, "Say who closed the action: role and organisation.")
		problems.wanted("closed_on", string(a.ClosedOn), "Give the day it was closed.")
		problems.wanted("result", a.Result, "Say what came of it.")
	}
	if a.Status == DoneAndChecked && !a.impactSeen(b) {
		problems.Add("evidence", "Done and checked needs evidence of impact: data, a survey or an audit dated after the action began.")
	}
	problems.oneOf("status", "The status", a.Status, ActionStatuses(), true)
}

// impactSeen says that a piece of evidence shows what the action changed: data, a survey or an audit, no older than its start.
func (a *Action) impactSeen(b *Book) bool {
	return slices.ContainsFunc(a.Evidence, func(id string) bool {
		e := b.Evidence[id]
		return e != nil && slices.Contains(ImpactTypes(), e.Type) && e.Date >= a.Start
	})
}

func (a *Action) checkMilestones(problems *Problems, today Day) {
	if len(a.Milestones) > MostMilestones {
		problems.Add("milestones", "An action has at most %d milestones.", MostMilestones)
	}
	for i, m := range a.Milestones {
		field := func(name string) string { return fmt.Sprintf("milestones.%d.%s", i, name) }
		nth := fmt.Sprintf("milestone %d", i+1)
		problems.wanted(field("planned"), m.Planned, "Say what is planned for "+nth+".")
		problems.date(field("planned_on"), "The day of "+nth, m.PlannedOn, "Give the day of "+nth+".")
		problems.inOrder(field("planned_on"), a.Start, m.PlannedOn, "The day of "+nth+" is before the action starts.")
		problems.date(field("actual_on"), "The day "+nth+" was reached", m.ActualOn, "")
		problems.past(field("actual_on"), "The day "+nth+" was reached", m.ActualOn, today)
		if (m.Actual == "") != (m.ActualOn == "") {
			problems.Add(field("actual"), "Give both what %s came to and the day.", nth)
		}
		problems.texts(lineLimit, field("planned"), "What is planned", m.Planned, field("actual"), "What it came to", m.Actual)
	}
}
