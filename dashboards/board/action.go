package board

import (
	"net/http"
	"strconv"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/indicator"
	"inclusion/internal/plan"
	"inclusion/internal/web"
)

// actionPage is one action: what was promised, how it stands, its news, and the forms of those who may write it.
type actionPage struct {
	planPage
	Standing   view.Cell
	Facts      []view.Fact
	Families   string
	Milestones *view.Table
	Updates    *view.Table
	Evidence   []view.Link
	Update     *view.Form
	Sheet      *sheet
	Past       *view.Link
	ReadOnly   string // why there is no form
}

func (p *Pages) action(w http.ResponseWriter, r *http.Request, v visit) error {
	return p.actionWith(w, r, v, http.StatusOK, nil)
}

// actionWith is the page with another form of an update in the place of an empty one.
func (p *Pages) actionWith(w http.ResponseWriter, r *http.Request, v visit, status int, update *view.Form) error {
	a, err := actionOf(r, v)
	if err != nil {
		return err
	}
	page := actionPage{planPage: p.planPage(v, "actions", "Action "+a.ID+": "+a.Title, "")}
	page.Saved = savedNotice(r, v, plan.KindAction)
	page.Families = a.Families
	s := plan.StandingOf(v.book, a, p.Desk.Today())
	page.Standing = standingCell(s)
	page.Facts = actionFacts(v, a)
	page.Milestones, page.Updates = milestoneTable(v, a, p.Desk.Today()), updateTable(v, s)
	for _, id := range a.Evidence {
		if e := v.book.Evidence[id]; e != nil {
			page.Evidence = append(page.Evidence, view.Link{Text: e.ID + " " + e.Title, Href: boardHref(v.code, "evidence") + "#" + e.ID, Note: e.Type + ", " + dayText(e.Date)})
		}
	}
	if v.who.May(account.SeeCautions, v.code, "") {
		page.Past = &view.Link{Text: "What it said before", Href: historyHref(v.code, a.Kind(), a.ID)}
	}
	if _, may := p.Desk.May(v.who, v.code, a); !may {
		page.ReadOnly = "This action is answered for by: " + plan.BodyName(a.Body) + ". Its own people and the board's administrator can change it."
		return p.Views.RenderStatus(w, status, "board-action", page)
	}
	if update == nil {
		form := p.updateForm(v, a)
		update = &form
	}
	page.Update = update
	form, headings, err := actions().form(p, v, a, boardHref(v.code, "actions/"+a.ID), nil)
	if err != nil {
		return err
	}
	form.Submit = "Save the action"
	one := sheetOf(form, headings)
	page.Sheet = &one
	return p.Views.RenderStatus(w, status, "board-action", page)
}

func actionOf(r *http.Request, v visit) (*plan.Action, error) {
	id := mux.Vars(r)["id"]
	if a := v.book.Actions[id]; a != nil {
		return a, nil
	}
	return nil, web.NotFound("There is no action %s. The page of actions lists those there are.", id)
}

// actionFacts are the fields of an action, those that are not filled left out where they are not asked for.
func actionFacts(v visit, a *plan.Action) (facts []view.Fact) {
	add := func(term string, cell view.Cell) {
		if cell.Text != "" {
			facts = append(facts, view.Fact{Term: term, Cell: cell})
		}
	}
	add("Accountable body", view.Text(plan.BodyName(a.Body)))
	add("Lead", view.Text(a.Lead))
	add("Senior responsible officer", view.Text(a.SRO))
	add("Start", dayCell(a.Start))
	add("Due", dayCell(a.Due))
	add("Measure", view.Cell{Text: a.Measure, Detail: indicatorName(a.Indicator)})
	add("Starting value", startCell(a))
	add("Target", view.Cell{Text: a.Target, Detail: dayCell(a.TargetOn).Text})
	add("Priority", priorityCell(v, a))
	add("Theme", view.Text(themeName(a.Theme)))
	if a.Statement != "" {
		add("Statement", view.Linked(a.Statement, boardHref(v.code, "assessment/"+a.Statement)))
	}
	add("Where it comes from", view.Cell{Text: view.UpperFirst(a.Source), Detail: a.SourceRef})
	add("Money", view.Text(a.Money))
	add("Depends on", followUp(v, a.DependsOn))
	add("Why it was stopped", view.Text(a.StoppedWhy))
	add("Closed by", view.Cell{Text: a.ClosedBy, Detail: dayCell(a.ClosedOn).Text})
	add("What came of it", view.Text(a.Result))
	return facts
}

// dayCell is a day; empty where there is none.
func dayCell(d plan.Day) view.Cell {
	if d == "" {
		return view.Cell{}
	}
	return view.Text(dayText(d))
}

func startCell(a *plan.Action) view.Cell {
	if a.Baseline == "" && a.BaselineBy != "" {
		return view.Text("To be set by " + dayText(a.BaselineBy))
	}
	return view.Cell{Text: a.Baseline, Detail: dayCell(a.BaselineOn).Text}
}

// indicatorName is what a figure is called; "" for none.
func indicatorName(id string) string {
	if name := indicator.LocalName(id); name != "" {
		return id + " " + name
	}
	if in, err := indicator.ByID(id); err == nil {
		return id + " " + in.Short
	}
	return id
}

func milestoneTable(v visit, a *plan.Action, today plan.Day) *view.Table {
	if len(a.Milestones) == 0 {
		return nil
	}
	t := &view.Table{Caption: "Milestones", CaptionHidden: true, Columns: []view.Column{{Label: "Milestone"}, {Label: "Planned"}, {Label: "Actual"}}}
	rows, _ := plan.KPIRows(v.book, today)
	for _, row := range rows {
		if row.Action != a {
			continue
		}
		for i, m := range row.Milestones {
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Text(strconv.Itoa(i + 1)), view.Text(m.Planned), view.Text(m.Actual)}})
		}
	}
	return t
}

func updateTable(v visit, s plan.ActionStanding) *view.Table {
	if len(s.Updates) == 0 {
		return nil
	}
	t := &view.Table{Caption: "Updates", CaptionHidden: true, Columns: []view.Column{{Label: "On"}, {Label: "Status then"}, {Label: "News"}, {Label: "By"}}}
	for _, u := range s.Updates {
		from := view.Cell{Status: "not known"}
		if e, ok := v.book.Entry(plan.KindUpdate, u.Key()); ok {
			from = view.Text(plan.OrganisationName(e.Organisation))
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Text(dayText(u.On)), view.Text(view.UpperFirst(u.Status)), view.Text(u.Text), from}})
	}
	return t
}

func (p *Pages) updateForm(v visit, a *plan.Action) view.Form {
	return view.Form{ID: "update", Action: boardHref(v.code, "actions/"+a.ID+"/updates"), Submit: "Add the update",
		Hidden: []view.Hidden{{Name: "base", Value: strconv.Itoa(v.book.Revision(plan.KindAction, a.ID))}},
		Fields: []view.Field{
			{Kind: view.DateField, Name: "on", Label: "Day", Value: string(p.Desk.Today()), Required: true},
			{Kind: view.ChoiceField, Name: "status", Label: "Status now", Value: a.Status, Options: options(plan.ActionStatuses()...)},
			{Kind: view.LongField, Name: "text", Label: "What has happened since the last update", Required: true},
		},
		Note: "Updates of a published action are public. To close an action, fill in how it ended in the form below instead."}
}

// addUpdate saves dated news of an action and, where its status is another, the action with it.
func (p *Pages) addUpdate(w http.ResponseWriter, r *http.Request, v visit) error {
	a, err := actionOf(r, v)
	if err != nil {
		return err
	}
	f, err := readForm(r)
	if err != nil {
		return err
	}
	u := &plan.Update{Action: a.ID, On: f.day("on"), Status: f.word("status"), Text: f.words("text")}
	u.N = plan.NextUpdate(v.book, a.ID, u.On)
	saves := []desk.Save{{Document: u}}
	if u.Status != a.Status {
		changed := *a
		changed.Status = u.Status
		saves = append(saves, desk.Save{Document: &changed, Base: f.base()})
	}
	form := func() view.Form { return f.kept(p.updateForm(v, a)) }
	e := editing{
		form: func(plan.Document) view.Form { return p.updateForm(v, a) },
		page: func(status int, form view.Form) error { return p.actionWith(w, r, v, status, &form) },
		next: boardHref(v.code, "actions/"+a.ID) + "#updates",
	}
	if len(f.problems) > 0 {
		return e.page(http.StatusUnprocessableEntity, form().WithProblems(problemsOf(f.problems)))
	}
	entries, err := p.Desk.Save(r.Context(), v.who, v.code, saves...)
	return p.saveOutcome(w, r, v, entries, err, u, form, e)
}
