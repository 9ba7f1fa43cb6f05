package board

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/plan"
)

func (p *Pages) actionRoutes() []Route {
	reg := actions()
	with := func(h func(http.ResponseWriter, *http.Request, visit, register) error) handler {
		return func(w http.ResponseWriter, r *http.Request, v visit) error { return h(w, r, v, reg) }
	}
	return []Route{
		{Method: http.MethodGet, Path: "/board/{code}/actions", Right: account.SeeDraft, handle: p.actionList},
		{Method: http.MethodGet, Path: "/board/{code}/actions/new", Right: account.WriteAction, handle: with(p.registerNew)},
		{Method: http.MethodPost, Path: "/board/{code}/actions/new", Right: account.WriteAction, handle: with(p.registerAdd)},
		{Method: http.MethodGet, Path: "/board/{code}/actions/{id}", Right: account.SeeDraft, handle: p.action},
		{Method: http.MethodPost, Path: "/board/{code}/actions/{id}", Right: account.WriteAction, handle: with(p.registerSave)},
		{Method: http.MethodPost, Path: "/board/{code}/actions/{id}/updates", Right: account.WriteAction, handle: p.addUpdate},
	}
}

// actionsPage is the list of actions by the body that answers for them.
type actionsPage struct {
	planPage
	Summary string
	Filter  []view.Field
	Path    string
	LookAt  []view.Link
	Table   *view.Table
	KPI     *view.Table
	Add     *view.Link
	Empty   *view.Empty
}

// actionFilter is which actions a reader wants to see; the zero filter is all.
type actionFilter struct{ Show, Body, Priority, Finding, Theme string }

func filterOf(q url.Values) actionFilter {
	return actionFilter{q.Get("show"), q.Get("body"), q.Get("priority"), q.Get("finding"), q.Get("theme")}
}

// takes says that an action is among those wanted.
func (f actionFilter) takes(a *plan.Action, s plan.ActionStanding) bool {
	same := func(wanted, has string) bool { return wanted == "" || wanted == has }
	switch {
	case f.Show == "late" && !s.Late, f.Show == "stale" && !s.Stale, f.Show == "open" && !s.Open:
		return false
	}
	return same(f.Body, a.Body) && same(f.Priority, a.Priority) && same(f.Finding, a.SourceRef) && same(f.Theme, a.Theme)
}

func (p *Pages) actionList(w http.ResponseWriter, r *http.Request, v visit) error {
	today, filter := p.Desk.Today(), filterOf(r.URL.Query())
	page := actionsPage{planPage: p.planPage(v, "actions", "Actions", "What each body has promised, by when, and how it stands."), Path: r.URL.Path}
	page.Saved = savedNotice(r, v, plan.KindAction)
	page.LookAt = warnings(v, plan.PlanWarnings(v.book))
	if v.who.May(account.WriteAction, v.code, "") {
		page.Add = &view.Link{Text: "Add an action", Href: boardHref(v.code, "actions/new")}
	}
	if len(v.book.Actions) == 0 {
		page.Empty = &view.Empty{Heading: "No action yet", Text: "Each action names the body that answers for it, who leads it, by when it is done and how it is measured. The board's administrator and partners add them."}
		return p.Views.Render(w, "board-actions", page)
	}
	page.Summary = summaryText(plan.SummaryOfActions(v.book, today))
	page.Filter = p.filterFields(v, filter)
	page.Table = actionTable(v, filter, today)
	page.KPI = kpiTable(v, filter, today)
	return p.Views.Render(w, "board-actions", page)
}

// summaryText counts actions in a sentence.
func summaryText(s plan.ActionSummary) string {
	text := view.Counted(s.Total, "action", "actions") + ", " + fmt.Sprintf("%d still open. ", s.Open)
	late, stale := "None is late", "and each open one has news of the last 60 days."
	if s.Late > 0 {
		late = fmt.Sprintf("%d past the due date and not done", s.Late)
	}
	if s.Stale > 0 {
		stale = fmt.Sprintf("%d without news for more than 60 days.", s.Stale)
		late += ";"
	} else {
		late += ","
	}
	return text + late + " " + stale
}

func (p *Pages) filterFields(v visit, f actionFilter) []view.Field {
	finding := []view.Option{{Text: "Any or none"}}
	for _, one := range plan.Sorted(v.book.Findings) {
		finding = append(finding, view.Option{Value: one.ID, Text: one.ID + " " + shortened(one.Text, 60)})
	}
	priority := []view.Option{{Text: "Any or none"}}
	for _, one := range plan.PrioritiesInOrder(v.book) {
		priority = append(priority, view.Option{Value: one.ID, Text: one.ID + " " + one.Title})
	}
	return []view.Field{
		{Kind: view.SelectField, Name: "show", Label: "Show", Value: f.Show, Options: []view.Option{{Text: "All actions"}, {Value: "open", Text: "Still open"},
			{Value: "late", Text: "Late: past the due date and not done"}, {Value: "stale", Text: "Without news for more than 60 days"}}},
		{Kind: view.SelectField, Name: "body", Label: "Accountable body", Value: f.Body, Options: chosen("Any", bodyOptions())},
		{Kind: view.SelectField, Name: "priority", Label: "Priority", Value: f.Priority, Options: priority},
		{Kind: view.SelectField, Name: "finding", Label: "Inspection finding", Value: f.Finding, Options: finding},
		{Kind: view.SelectField, Name: "theme", Label: "Theme", Value: f.Theme, Options: chosen("Any", themeOptions(p.framework(v.book)))},
	}
}

func bodyOptions() (all []view.Option) {
	for _, b := range plan.AccountableBodies() {
		all = append(all, view.Option{Value: b.ID, Text: b.Name})
	}
	return all
}

// actionTable lists actions beneath the body that answers for them.
func actionTable(v visit, f actionFilter, today plan.Day) *view.Table {
	t := &view.Table{Caption: "Actions by the body that answers for them", CaptionHidden: true,
		Columns: []view.Column{{Label: "What we will do"}, {Label: "Lead"}, {Label: "Due"}, {Label: "How it stands"}, {Label: "Last update"}, {Label: "Priority"}}}
	shown := 0
	for _, group := range plan.ActionsByBody(v.book, today) {
		rows := []view.Row{{Group: true, Cells: []view.Cell{view.Text(group.Body.Name)}}}
		for _, line := range group.Actions {
			if f.takes(line.Action, line.Standing) {
				rows = append(rows, actionRow(v, line))
			}
		}
		if len(rows) > 1 {
			t.Rows, shown = append(t.Rows, rows...), shown+len(rows)-1
		}
	}
	t.Note = fmt.Sprintf("%d of %s shown.", shown, view.Counted(len(v.book.Actions), "action", "actions"))
	return t
}

func actionRow(v visit, line plan.ActionLine) view.Row {
	a, s := line.Action, line.Standing
	name := named(v, "actions", a.ID, a.Title)
	if line.Finding != nil {
		name.Detail += " · answers finding " + line.Finding.ID
	}
	return view.Row{Cells: []view.Cell{name, words(a.Lead), view.Text(dayText(a.Due)), standingCell(s), updateCell(s), priorityCell(v, a)}}
}

// standingCell is how an action stands: what was written, and what the dates say.
func standingCell(s plan.ActionStanding) view.Cell {
	cell := view.Cell{Text: view.UpperFirst(s.Status)}
	late, quiet := "late by "+view.Counted(s.DaysLate, "day", "days"), "no news for "+view.Counted(s.QuietDays, "day", "days")
	switch {
	case s.Late:
		cell.Mark = &view.Mark{Shape: "▶", Word: late, Full: late, Class: "late"}
		if s.Stale {
			cell.Detail = quiet
		}
	case s.Stale:
		cell.Mark = &view.Mark{Shape: "◷", Word: quiet, Full: quiet, Class: "late"}
	}
	return cell
}

func updateCell(s plan.ActionStanding) view.Cell {
	if s.LastUpdate == nil {
		return view.Cell{Status: "no update yet"}
	}
	return view.Cell{Text: dayText(s.LastUpdate.On), Detail: shortened(s.LastUpdate.Text, 120)}
}

func priorityCell(v visit, a *plan.Action) view.Cell {
	if one := v.book.Priorities[a.Priority]; one != nil {
		return view.Cell{Text: one.Title, Detail: one.ID}
	}
	return view.Cell{Status: "none"}
}

// kpiTable is the table of measures: where each action starts, where it should go, and each step planned and actual.
func kpiTable(v visit, f actionFilter, today plan.Day) *view.Table {
	rows, milestones := plan.KPIRows(v.book, today)
	t := &view.Table{Caption: "Measures, with milestones planned and actual",
		Columns: []view.Column{{Label: "Measure"}, {Label: "Starting value"}, {Label: "Target"}}}
	for i := range milestones {
		t.Columns = append(t.Columns, view.Column{Label: fmt.Sprintf("Milestone %d", i+1), Note: "planned, then actual"})
	}
	for _, row := range rows {
		if !f.takes(row.Action, plan.StandingOf(v.book, row.Action, today)) {
			continue
		}
		cells := []view.Cell{named(v, "actions", row.Action.ID, row.Measure), view.Text(row.Baseline), view.Text(row.Target)}
		for i := range milestones {
			cell := view.Cell{Status: "none"}
			if i < len(row.Milestones) {
				cell = view.Cell{Text: row.Milestones[i].Planned, Detail: row.Milestones[i].Actual}
			}
			cells = append(cells, cell)
		}
		t.Rows = append(t.Rows, view.Row{Cells: cells})
	}
	return t
}

// shortened is a text of at most so many characters, cut at a word.
func shortened(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	cut := string(runes[:most])
	if i := strings.LastIndex(cut, " "); i > most/2 {
		cut = cut[:i]
	}
	return cut + " …"
}

// actions is how an action is written: the same way as what stands in the lists of the plan.
func actions() register {
	return register{Page: "actions", Letter: "A", One: "action", Kind: plan.KindAction, Right: account.WriteAction, Title: "Actions", Own: true,
		All:    func(b *plan.Book) []plan.Document { return listed(b.Actions) },
		Fields: (*Pages).actionFields,
		Headings: []heading{
			{From: "title", Title: "The promise"}, {From: "body", Title: "Who"}, {From: "start", Title: "When"},
			{From: "measure", Title: "How we will know", Hint: "Give the starting value, or the day by which it will be set."},
			{From: "money", Title: "Money, and what it depends on"}, {From: "status", Title: "How it stands"},
			{From: "closed_by", Title: "How it ended", Hint: "Only once it is done."},
		},
		Lists: []list{{Name: "milestones", One: "Milestone", Title: "Milestones",
			Hint: "Each step with the day it is planned for, and later what it came to. To add a step, fill in the last row and save; to take one out, empty it.",
			Row: []view.Field{
				{Kind: view.LongField, Name: "planned", Label: "Planned value or step", Rows: 2, MaxLength: shortText}, {Kind: view.DateField, Name: "planned_on", Label: "Planned for"},
				{Kind: view.LongField, Name: "actual", Label: "What it came to", Rows: 2, MaxLength: shortText}, {Kind: view.DateField, Name: "actual_on", Label: "Reached on"},
			}}},
	}
}

func (p *Pages) actionFields(v visit) []view.Field {
	return slices.Concat(p.promiseFields(v), whoFields(p.bodiesOf(v)), measureFields(), standingFields(v.book))
}

// bodiesOf are the bodies whose actions somebody may write.
func (p *Pages) bodiesOf(v visit) (all []view.Option) {
	for _, o := range bodyOptions() {
		if _, ok := p.Desk.May(v.who, v.code, &plan.Action{Body: o.Value}); ok {
			all = append(all, o)
		}
	}
	return all
}

func (p *Pages) promiseFields(v visit) []view.Field {
	f := p.framework(v.book)
	priority := []view.Option{{Text: "No priority yet"}}
	for _, one := range plan.PrioritiesInOrder(v.book) {
		priority = append(priority, view.Option{Value: one.ID, Text: one.ID + " " + one.Title})
	}
	return []view.Field{
		{Kind: view.LongField, Name: "title", Label: "What we will do", Required: true, Rows: 2, MaxLength: shortText},
		{Kind: view.LongField, Name: "families", Label: "What this means for families", Hint: "In words that families would use."},
		{Kind: view.SelectField, Name: "priority", Label: "Priority", Options: priority},
		{Kind: view.SelectField, Name: "theme", Label: "Theme", Options: chosen("Not chosen", themeOptions(f))},
		{Kind: view.SelectField, Name: "statement", Label: "Statement of the self-assessment", Options: chosen("Not chosen", statementOptions(f))},
		{Kind: view.SelectField, Name: "source", Label: "Where it comes from", Options: chosen("Not chosen", options(plan.ActionSources()...))},
		{Kind: view.LongField, Name: "source_ref", Label: "Which one", Hint: "The number of the inspection finding (I1) or of the rule (G4); or in words.", Rows: 2, MaxLength: shortText},
	}
}

func whoFields(bodies []view.Option) []view.Field {
	return []view.Field{
		{Kind: view.SelectField, Name: "body", Label: "Accountable body", Hint: "The one that answers for it.", Required: true, Options: chosen("Choose", bodies)},
		{Kind: view.LongField, Name: "lead", Label: "Lead", Hint: "A role, not a name.", Required: true, Rows: 2, MaxLength: shortText},
		{Kind: view.LongField, Name: "sro", Label: "Senior responsible officer", Hint: "A role.", Rows: 2, MaxLength: shortText},
		{Kind: view.DateField, Name: "start", Label: "Start"},
		{Kind: view.DateField, Name: "due", Label: "Due", Required: true},
	}
}

func measureFields() []view.Field {
	return []view.Field{
		{Kind: view.LongField, Name: "measure", Label: "Measure", Hint: "What will show that it worked.", Required: true, Rows: 2, MaxLength: shortText},
		{Kind: view.SelectField, Name: "indicator", Label: "The same as a figure of this product", Options: figureOptions()},
		{Kind: view.LongField, Name: "baseline", Label: "Starting value", Rows: 2, MaxLength: shortText},
		{Kind: view.DateField, Name: "baseline_on", Label: "Day of the starting value"},
		{Kind: view.DateField, Name: "baseline_by", Label: "Or: starting value to be set by"},
		{Kind: view.LongField, Name: "target", Label: "Target", Rows: 2, MaxLength: shortText},
		{Kind: view.DateField, Name: "target_on", Label: "Day of the target"},
		{Kind: view.LongField, Name: "money", Label: "Money", Rows: 2},
		{Kind: view.LongField, Name: "depends_on", Label: "Depends on", Hint: "The number of another action (A2), or in words.", Rows: 2, MaxLength: shortText},
	}
}

func standingFields(b *plan.Book) []view.Field {
	fields := []view.Field{
		{Kind: view.ChoiceField, Name: "status", Label: "Status", Hint: "Late is worked out from the due date.", Value: plan.NotStarted, Options: options(plan.ActionStatuses()...)},
		{Kind: view.LongField, Name: "stopped_why", Label: "Why it was stopped", Rows: 2},
	}
	if evidence := evidenceOptions(b); len(evidence) > 0 {
		fields = append(fields, view.Field{Kind: view.TicksField, Name: "evidence", Label: "Evidence", Hint: "“Done and checked” needs data, a survey or an audit dated after the start.", Options: evidence})
	}
	return append(fields,
		view.Field{Kind: view.TextField, Name: "closed_by", Label: "Closed by", Hint: "Role and organisation.", MaxLength: shortText},
		view.Field{Kind: view.DateField, Name: "closed_on", Label: "Closed on"},
		view.Field{Kind: view.LongField, Name: "result", Label: "What came of it"})
}

// evidenceOptions are all pieces of evidence.
func evidenceOptions(b *plan.Book) (all []view.Option) {
	for _, e := range plan.Sorted(b.Evidence) {
		all = append(all, view.Option{Value: e.ID, Text: e.ID + " " + e.Title, Hint: e.Type + ", " + dayText(e.Date)})
	}
	return all
}
