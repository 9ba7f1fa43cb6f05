package board

import (
	"net/http"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
)

// cautionsPage is what the board's administrator should look at before anybody relies on the scores, and the statements that another
// area scored too.
type cautionsPage struct {
	planPage
	Cautions []caution
	Table    *view.Table
	Form     *view.Form
	Empty    *view.Empty
	History  view.Link
}

// caution is one of them, with what it is about.
type caution struct {
	Kind, Text string
	Keys       []string
}

func (p *Pages) cautions(w http.ResponseWriter, r *http.Request, v visit) error {
	return p.cautionsWith(w, r, v, http.StatusOK, nil)
}

func (p *Pages) cautionsWith(w http.ResponseWriter, r *http.Request, v visit, status int, form *view.Form) error {
	page := cautionsPage{planPage: p.planPage(v, "history", "Cautions and moderation", "For the board’s administrator alone. Self-scores are opinions: look here before anybody relies on them."),
		History: view.Link{Text: "History of every save", Href: boardHref(v.code, "history")}}
	page.Parts = nil
	a := v.assessment()
	if a == nil {
		page.Empty = p.notBegun(v)
		return p.Views.RenderStatus(w, status, "board-cautions", page)
	}
	review, err := p.Desk.Review(r.Context(), v.code, a.Cycle)
	if err != nil {
		return err
	}
	for _, c := range review.Cautions {
		page.Cautions = append(page.Cautions, caution{view.UpperFirst(c.Kind), c.Text, c.Keys})
	}
	page.Table = moderationTable(v, review)
	if open(a.State) && v.who.May(account.WritePlan, v.code, "") {
		if form == nil {
			made, err := moderationForm(v, review.Framework, &plan.Moderation{Cycle: a.Cycle, On: p.Desk.Today()})
			if err != nil {
				return err
			}
			form = &made
		}
		page.Form = form
	}
	return p.Views.RenderStatus(w, status, "board-cautions", page)
}

func moderationTable(v visit, r plan.Review) *view.Table {
	t := &view.Table{Caption: "Statements that another area scored too", CaptionHidden: true,
		Columns: []view.Column{{Label: "Statement"}, {Label: "Other area"}, {Label: "Our score"}, {Label: "Their score"}, {Label: "Would both say the same?"}, {Label: "Note"}, {Label: "On"}}}
	for _, m := range plan.Sorted(v.book.Moderations) {
		if m.Cycle != r.Cycle {
			continue
		}
		same := "No"
		if m.Own == m.Theirs {
			same = "Yes"
		}
		s, _ := r.Framework.Statement(m.Statement)
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Linked(m.Statement+" "+s.Short, boardHref(v.code, "assessment/"+m.Statement)), words(m.Peer),
			view.Text(r.Framework.LevelWords(m.Own)), view.Text(r.Framework.LevelWords(m.Theirs)), view.Text(same), words(m.Note), view.Text(dayText(m.On))}})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

func moderationFields(f *plan.Framework) []view.Field {
	var levels []view.Option
	for _, s := range f.Scale {
		levels = append(levels, view.Option{Value: string(rune('0' + s.Level)), Text: f.LevelWords(s.Level)})
	}
	return []view.Field{
		{Kind: view.SelectField, Name: "statement", Label: "Statement", Options: chosen("Choose", statementOptions(f)), Required: true},
		{Kind: view.TextField, Name: "peer", Label: "Other area", Required: true, MaxLength: shortText},
		{Kind: view.ChoiceField, Name: "own", Label: "Our score", Options: levels, Inline: true},
		{Kind: view.ChoiceField, Name: "theirs", Label: "Their score", Options: levels, Inline: true},
		{Kind: view.LongField, Name: "note", Label: "What was learned", Rows: 2},
		{Kind: view.DateField, Name: "on", Label: "Day", Required: true},
	}
}

func moderationForm(v visit, f *plan.Framework, m plan.Document) (view.Form, error) {
	fields, err := filled(moderationFields(f), m)
	return view.Form{ID: "moderation", Action: boardHref(v.code, "cautions"), Submit: "Save", Fields: fields, Hidden: []view.Hidden{v.baseField(m)},
		Note: "Two areas swap five statements a year and say whether they would score the same. Saving the same statement again puts the new line in place of the old."}, err
}

// moderate saves what another area would have scored.
func (p *Pages) moderate(w http.ResponseWriter, r *http.Request, v visit) error {
	a := v.assessment()
	if a == nil {
		return errNotBegun()
	}
	f, err := readForm(r)
	if err != nil {
		return err
	}
	m := &plan.Moderation{Cycle: a.Cycle, Statement: f.word("statement"), Peer: f.word("peer"), Own: f.level("own"), Theirs: f.level("theirs"), Note: f.words("note"), On: f.day("on")}
	return p.keep(w, r, v, f, desk.Save{Document: m, Base: v.book.Revision(m.Kind(), m.Key())}, editing{
		form: func(d plan.Document) view.Form {
			form, err := moderationForm(v, p.framework(v.book), d)
			if err != nil {
				p.Log.ErrorContext(r.Context(), "making the form of a moderation", "error", err.Error())
			}
			return form
		},
		page: func(status int, form view.Form) error { return p.cautionsWith(w, r, v, status, &form) },
		next: boardHref(v.code, "cautions") + "#moderation-table",
	})
}
