package board

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/web"
)

func (p *Pages) evidenceRoutes() []Route {
	return []Route{
		{Method: http.MethodGet, Path: "/board/{code}/evidence", Right: account.SeeShared, handle: p.shared(p.evidence)},
		{Method: http.MethodPost, Path: "/board/{code}/evidence", Right: account.WriteEvidence, handle: p.addEvidence},
		{Method: http.MethodGet, Path: "/board/{code}/evidence/{id}", Right: account.WriteEvidence, handle: p.oneEvidence},
		{Method: http.MethodPost, Path: "/board/{code}/evidence/{id}", Right: account.WriteEvidence, handle: p.saveEvidence},
		{Method: http.MethodPost, Path: "/board/{code}/evidence/{id}/remove", Right: account.WriteEvidence, handle: p.removeEvidence},
	}
}

// evidencePage lists a partnership's evidence, or shows one piece to be changed.
type evidencePage struct {
	working
	Table  *view.Table
	Empty  *view.Empty
	Form   *view.Form
	Uses   []string
	Remove *view.Form
}

// evidence lists the evidence and says where each piece is used.
func (p *Pages) evidence(w http.ResponseWriter, r *http.Request, v visit) error {
	return p.evidenceWith(w, v, http.StatusOK, nil)
}

func (p *Pages) evidenceWith(w http.ResponseWriter, v visit, status int, form *view.Form) error {
	page := evidencePage{working: p.working(v, "evidence", "Evidence"), Form: form}
	page.Lede = "What shows that a statement is so, and where it can be found. The thing itself stays where it is."
	mayWrite := v.who.May(account.WriteEvidence, v.code, "")
	if form == nil && mayWrite {
		fresh := newEvidenceForm(v, "")
		page.Form = &fresh
	}
	table := view.Table{Caption: "Evidence of this partnership", CaptionHidden: true, Columns: []view.Column{{Label: "Evidence"}, {Label: "Type"}, {Label: "Date"}, {Label: "Owner"}, {Label: "Where"}, {Label: "Used by"}}}
	for _, e := range plan.Sorted(v.book.Evidence) {
		table.Rows = append(table.Rows, evidenceRow(v, e, mayWrite))
	}
	if len(table.Rows) > 0 {
		page.Table = &table
	} else {
		page.Empty = &view.Empty{Heading: "No evidence yet", Text: "Documents, data, minutes, surveys and audits stand here once somebody has added them. Every organisation of the partnership can."}
	}
	return p.Views.RenderStatus(w, status, "board-evidence", page)
}

func evidenceRow(v visit, e *plan.Evidence, mayWrite bool) view.Row {
	name := view.Cell{Text: e.ID + " " + e.Title}
	if mayWrite {
		name.Href = evidenceHref(v.code, e.ID)
	}
	if e.FamilyVoice {
		name.Detail = "family voice"
	}
	shown := view.Cell{Text: e.Where}
	if e.Public {
		shown.Detail = "public"
	}
	used := view.Cell{Status: "nothing yet"}
	if uses := v.book.UsesOf(e.ID); len(uses) > 0 {
		used = view.Cell{Text: view.Counted(len(uses), "place", "places"), Detail: listWords(uses)}
	}
	return view.Row{Cells: []view.Cell{name, view.Text(e.Type), view.Text(dayText(e.Date)), view.Text(e.Owner), shown, used}}
}

// listWords joins words with commas, and says how many more there are after the fourth.
func listWords(words []string) (text string) {
	for i, w := range words {
		switch {
		case i == 4:
			return text + fmt.Sprintf(" and %d more", len(words)-4)
		case i > 0:
			text += ", "
		}
		text += w
	}
	return text
}

func evidenceHref(code, id string) string { return boardHref(code, "evidence/"+id) }

// newEvidenceForm adds a piece of evidence; from a statement's page it goes back there.
func newEvidenceForm(v visit, statement string) view.Form {
	form := evidenceForm(v)(&plan.Evidence{})
	form.ID, form.Action, form.Submit = "evidence-new", boardHref(v.code, "evidence"), "Add"
	form.Hidden = []view.Hidden{{Name: "statement", Value: statement}}
	form.Quiet, form.Saves, form.Saved = statement != "", false, ""
	return form
}

func evidenceForm(v visit) func(plan.Document) view.Form {
	return func(d plan.Document) view.Form {
		e := d.(*plan.Evidence)
		return view.Form{ID: "evidence-" + e.ID, Action: evidenceHref(v.code, e.ID), Saves: true, Saved: savedAt(v, e), Hidden: []view.Hidden{v.baseField(e)},
			Note: "Nothing confidential: no child's name, no address, no list of children. Say where the document is, and leave it there.",
			Fields: []view.Field{
				{Kind: view.TextField, Name: "title", Label: "Title", Value: e.Title, MaxLength: shortText},
				{Kind: view.SelectField, Name: "type", Label: "Type", Value: e.Type, Options: chosen("Choose one", options(plan.EvidenceTypes()...))},
				{Kind: view.DateField, Name: "date", Label: "Date of the evidence", Value: string(e.Date)},
				{Kind: view.TextField, Name: "owner", Label: "Owner", Value: e.Owner, MaxLength: shortText, Hint: "Organisation and role."},
				{Kind: view.TextField, Name: "where", Label: "Where it is", Value: e.Where, MaxLength: longText, Hint: "An address on the web, or a reference."},
				{Kind: view.TickField, Name: "family_voice", Label: "Families or young people speak in it", Value: yes(e.FamilyVoice)},
				{Kind: view.TickField, Name: "public", Label: "Everybody may read it", Value: yes(e.Public)},
			}}
	}
}

func (f *posted) evidence(id string) *plan.Evidence {
	return &plan.Evidence{ID: id, Title: f.word("title"), Type: f.word("type"), Date: f.day("date"), Owner: f.word("owner"), Where: f.words("where"),
		FamilyVoice: f.tick("family_voice"), Public: f.tick("public")}
}

// addEvidence adds a piece of evidence under the next free id.
func (p *Pages) addEvidence(w http.ResponseWriter, r *http.Request, v visit) error {
	f, err := readForm(r)
	if err != nil {
		return err
	}
	statement := f.word("statement")
	next := boardHref(v.code, "evidence")
	if statement != "" {
		next = statementHref(v.code, statement) + "#mine"
	}
	added := f.evidence("")
	if len(f.problems) > 0 {
		err = f.problems
	}
	for tries := 0; err == nil && tries < 5; tries++ { // somebody else may take the next id at the same moment
		var book *plan.Book
		if book, err = p.Desk.Book(r.Context(), v.code); err != nil {
			return err
		}
		added.ID = plan.NextID("E", book.Evidence)
		_, err = p.Desk.Save(r.Context(), v.who, v.code, desk.Save{Document: added})
		var taken *plan.Changed
		if !errors.As(err, &taken) {
			break
		}
		err = nil
	}
	form := func() view.Form { return f.kept(newEvidenceForm(v, statement)) }
	return p.saveOutcome(w, r, v, nil, err, added, form, editing{
		form: func(plan.Document) view.Form { return form() }, next: next,
		page: func(status int, form view.Form) error { return p.evidenceWith(w, v, status, &form) },
	})
}

// oneEvidence shows a piece of evidence to be changed.
func (p *Pages) oneEvidence(w http.ResponseWriter, r *http.Request, v visit) error {
	e, err := evidenceAsked(r, v)
	if err != nil {
		return err
	}
	return p.oneEvidenceWith(w, v, e, http.StatusOK, evidenceForm(v)(e))
}

func evidenceAsked(r *http.Request, v visit) (*plan.Evidence, error) {
	id := mux.Vars(r)["id"]
	if e := v.book.Evidence[id]; e != nil {
		return e, nil
	}
	return nil, web.NotFound("There is no evidence %q. It may have been taken out: the page of evidence lists what there is.", id)
}

func (p *Pages) oneEvidenceWith(w http.ResponseWriter, v visit, e *plan.Evidence, status int, form view.Form) error {
	page := evidencePage{working: p.working(v, "evidence", e.ID+" "+e.Title), Form: &form, Uses: v.book.UsesOf(e.ID)}
	page.Breadcrumbs = append(page.Breadcrumbs, view.Link{Text: "Evidence", Href: boardHref(v.code, "evidence")})
	if len(page.Uses) == 0 {
		page.Remove = &view.Form{ID: "remove", Action: evidenceHref(v.code, e.ID) + "/remove", Submit: "Take it out", Quiet: true, Hidden: []view.Hidden{v.baseField(e)},
			Note: "Nothing rests on it. What was written stays in the history."}
	}
	return p.Views.RenderStatus(w, status, "board-evidence", page)
}

// saveEvidence changes a piece of evidence.
func (p *Pages) saveEvidence(w http.ResponseWriter, r *http.Request, v visit) error {
	e, err := evidenceAsked(r, v)
	if err != nil {
		return err
	}
	f, err := readForm(r)
	if err != nil {
		return err
	}
	return p.keep(w, r, v, f, desk.Save{Document: f.evidence(e.ID), Base: f.base()}, editing{
		form: evidenceForm(v), next: evidenceHref(v.code, e.ID),
		page: func(status int, form view.Form) error { return p.oneEvidenceWith(w, v, e, status, form) },
	})
}

// removeEvidence takes out a piece of evidence that nothing rests on.
func (p *Pages) removeEvidence(w http.ResponseWriter, r *http.Request, v visit) error {
	e, err := evidenceAsked(r, v)
	if err != nil {
		return err
	}
	f, err := readForm(r)
	if err != nil {
		return err
	}
	return p.keep(w, r, v, f, desk.Save{Document: e, Base: f.base(), Remove: true}, editing{
		form: evidenceForm(v), next: boardHref(v.code, "evidence"),
		page: func(status int, form view.Form) error { return p.oneEvidenceWith(w, v, e, status, form) },
	})
}
