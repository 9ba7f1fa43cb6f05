package board

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/web"
)

// register is one kind of the plan's documents, such as risks: kept as a list, and each written with the same form.
type register struct {
	Page     string // last part of its address: "risks"
	Letter   string // its ids begin with: "R"
	One      string // what one is called: "risk"
	Title    string
	Lede     string
	Empty    string // what would be here, and who can add it
	Kind     plan.Kind
	Right    account.Right
	Columns  []view.Column
	Cells    func(v visit, d plan.Document) []view.Cell
	All      func(b *plan.Book) []plan.Document // in the order they are shown
	Fields   func(p *Pages, v visit) []view.Field
	Lists    []list
	Headings []heading
	Fill     func(ctx context.Context, p *Pages, v visit, d plan.Document) (plan.Document, error) // what the server adds; may be nil
	Own      bool                                                                                 // each has a page of its own, shown after a save
	LookAt   func(b *plan.Book) []plan.Warning                                                    // may be nil
}

// registers are the lists of the plan that are written document by document.
func registers() []register {
	return []register{priorities(), decisions(), challenges(), risks(), changes(), findings()}
}

// listed are documents in the order that people count them.
func listed[T plan.Document](all map[string]T) []plan.Document {
	var docs []plan.Document
	for _, d := range plan.Sorted(all) {
		docs = append(docs, d)
	}
	return docs
}

func (p *Pages) registerRoutes(reg register) []Route {
	path := "/board/{code}/" + reg.Page
	with := func(h func(http.ResponseWriter, *http.Request, visit, register) error) handler {
		return func(w http.ResponseWriter, r *http.Request, v visit) error { return h(w, r, v, reg) }
	}
	return []Route{
		{Method: http.MethodGet, Path: path, Right: account.SeeDraft, handle: with(p.registerList)},
		{Method: http.MethodGet, Path: path + "/new", Right: reg.Right, handle: with(p.registerNew)},
		{Method: http.MethodPost, Path: path + "/new", Right: reg.Right, handle: with(p.registerAdd)},
		{Method: http.MethodGet, Path: path + "/{id}", Right: account.SeeDraft, handle: with(p.registerOne)},
		{Method: http.MethodPost, Path: path + "/{id}", Right: reg.Right, handle: with(p.registerSave)},
		{Method: http.MethodPost, Path: path + "/{id}/remove", Right: reg.Right, handle: with(p.registerRemove)},
	}
}

// registerPage is the list of a register.
type registerPage struct {
	planPage
	LookAt []view.Link
	Table  view.Table
	Add    *view.Link
	Empty  *view.Empty
}

func (p *Pages) registerList(w http.ResponseWriter, r *http.Request, v visit, reg register) error {
	page := registerPage{planPage: p.planPage(v, reg.Page, reg.Title, reg.Lede)}
	page.Saved = savedNotice(r, v, reg.Kind)
	if v.who.May(reg.Right, v.code, "") {
		page.Add = &view.Link{Text: "Add a " + reg.One, Href: boardHref(v.code, reg.Page+"/new")}
	}
	docs := reg.All(v.book)
	page.Table = view.Table{Caption: reg.Title, CaptionHidden: true, Columns: reg.Columns}
	for _, d := range docs {
		page.Table.Rows = append(page.Table.Rows, view.Row{Cells: reg.Cells(v, d)})
	}
	if len(docs) == 0 {
		page.Empty = &view.Empty{Heading: "Nothing here yet", Text: reg.Empty}
	}
	if reg.LookAt != nil {
		page.LookAt = warnings(v, reg.LookAt(v.book))
	}
	return p.Views.Render(w, "board-register", page)
}

// warnings are what should be looked at, each leading to where it is mended.
func warnings(v visit, all []plan.Warning) (links []view.Link) {
	for _, w := range all {
		links = append(links, view.Link{Text: w.Text, Href: boardHref(v.code, w.Where)})
	}
	return links
}

// savedNotice says what has just been saved, when the address says so and it is there.
func savedNotice(r *http.Request, v visit, kind plan.Kind) string {
	key := r.URL.Query().Get("saved")
	e, ok := v.book.Entry(kind, key)
	if !ok || !r.URL.Query().Has("saved") {
		return ""
	}
	return fmt.Sprintf("%s is saved: revision %d, %s, by: %s.", cmp.Or(key, "It"), e.Revision, clock(e.At), plan.OrganisationName(e.Organisation))
}

// sheetPage is the form of one document, or what it says where the reader may not change it.
type sheetPage struct {
	planPage
	Sheet  *sheet
	Said   []view.Fact // read only
	Remove *view.Form
	Past   *view.Link // its history
}

func (reg register) make(id string) (plan.Document, error) {
	return plan.Decode(reg.Kind, `{"id":`+strconv.Quote(id)+`}`)
}

// form makes the form of a document with so many rows of its lists: those it has and an empty one, or as many as were sent.
func (reg register) form(p *Pages, v visit, d plan.Document, action string, sent *posted) (view.Form, []heading, error) {
	fields, headings := slices.Clone(reg.Fields(p, v)), slices.Clone(reg.Headings)
	tree, err := treeOf(d)
	if err != nil {
		return view.Form{}, nil, err
	}
	for _, l := range reg.Lists {
		have, _ := at(tree, []string{l.Name}).([]any)
		n := len(have) + 1
		if sent != nil {
			n = max(n, l.rows(sent.values))
		}
		more, heads := l.fields(n)
		fields, headings = append(fields, more...), append(headings, heads...)
	}
	if fields, err = filled(fields, d); err != nil {
		return view.Form{}, nil, err
	}
	form := view.Form{ID: reg.One, Action: action, Fields: fields, Hidden: []view.Hidden{v.baseField(d)}}
	return form, headings, nil
}

func (p *Pages) registerNew(w http.ResponseWriter, r *http.Request, v visit, reg register) error {
	d, err := reg.make("")
	if err != nil {
		return err
	}
	form, headings, err := reg.form(p, v, d, r.URL.Path, nil)
	if err != nil {
		return err
	}
	page := sheetPage{planPage: p.planPage(v, reg.Page, "Add a "+reg.One, "")}
	return p.showSheet(w, http.StatusOK, page, form, headings)
}

func (p *Pages) showSheet(w http.ResponseWriter, status int, page sheetPage, form view.Form, headings []heading) error {
	s := sheetOf(rowProblems(form), headings)
	page.Sheet = &s
	return p.Views.RenderStatus(w, status, "board-document", page)
}

// found is a document of a register by the id in the address.
func (reg register) found(r *http.Request, v visit) (plan.Document, error) {
	id := mux.Vars(r)["id"]
	for _, d := range reg.All(v.book) {
		if d.Key() == id {
			return d, nil
		}
	}
	return nil, web.NotFound("There is no %s %s. It may have been taken out.", reg.One, id)
}

func (p *Pages) registerOne(w http.ResponseWriter, r *http.Request, v visit, reg register) error {
	d, err := reg.found(r, v)
	if err != nil {
		return err
	}
	form, headings, err := reg.form(p, v, d, r.URL.Path, nil)
	if err != nil {
		return err
	}
	page := p.documentPage(v, reg, d)
	if _, may := p.Desk.May(v.who, v.code, d); !may {
		page.Said = said(form)
		return p.Views.Render(w, "board-document", page)
	}
	may, err := p.Desk.MayRemove(r.Context(), v.who, v.code, d)
	if err != nil {
		return err
	}
	if may {
		page.Remove = &view.Form{ID: "remove", Action: r.URL.Path + "/remove", Submit: "Take out this " + reg.One, Quiet: true,
			Hidden: []view.Hidden{v.baseField(d)}, Note: "What it said stays in the history."}
	}
	return p.showSheet(w, http.StatusOK, page, form, headings)
}

// documentPage surrounds one document of a register.
func (p *Pages) documentPage(v visit, reg register, d plan.Document) sheetPage {
	page := sheetPage{planPage: p.planPage(v, reg.Page, view.UpperFirst(reg.One)+" "+d.Key(), "")}
	if v.who.May(account.SeeCautions, v.code, "") {
		page.Past = &view.Link{Text: "What it said before", Href: historyHref(v.code, d.Kind(), d.Key())}
	}
	return page
}

// said is what a form holds, for somebody who may read it only.
func said(form view.Form) (facts []view.Fact) {
	for _, f := range form.Fields {
		if text := fieldText(f); text != "nothing" && text != "no date" {
			facts = append(facts, view.Fact{Term: f.Label, Cell: view.Text(text)})
		}
	}
	return facts
}

func (p *Pages) registerSave(w http.ResponseWriter, r *http.Request, v visit, reg register) error {
	d, err := reg.found(r, v)
	if err != nil {
		return err
	}
	f, err := readForm(r)
	if err != nil {
		return err
	}
	d, err = reg.read(r.Context(), p, v, f, d)
	if err != nil {
		return err
	}
	return p.keep(w, r, v, f, desk.Save{Document: d, Base: f.base()}, reg.editing(p, w, r, v, f, r.URL.Path, p.documentPage(v, reg, d)))
}

// read is a document with what a form sent.
func (reg register) read(ctx context.Context, p *Pages, v visit, f *posted, d plan.Document) (plan.Document, error) {
	fields := slices.Clone(reg.Fields(p, v))
	for _, l := range reg.Lists {
		more, _ := l.fields(l.rows(f.values))
		fields = append(fields, more...)
	}
	d, err := answered(f, fields, d)
	if err != nil || reg.Fill == nil || len(f.problems) > 0 {
		return d, err
	}
	return reg.Fill(ctx, p, v, d)
}

// editing is how the form of a document answers to being saved.
func (reg register) editing(p *Pages, w http.ResponseWriter, r *http.Request, v visit, f *posted, action string, page sheetPage) editing {
	var headings []heading
	return editing{
		form: func(d plan.Document) view.Form {
			form, heads, err := reg.form(p, v, d, action, f)
			if err != nil {
				p.Log.ErrorContext(r.Context(), "making a form again", "register", reg.Page, "error", err.Error())
			}
			headings = heads
			return form
		},
		page: func(status int, form view.Form) error { return p.showSheet(w, status, page, form, headings) },
		done: func(entries []plan.Entry) string {
			if len(entries) == 0 {
				return boardHref(v.code, reg.Page)
			}
			key := entries[len(entries)-1].Key
			if reg.Own {
				return boardHref(v.code, reg.Page+"/"+key) + "?saved=" + key
			}
			return boardHref(v.code, reg.Page) + "?saved=" + key
		},
	}
}

// registerAdd saves a new document under the next free id: when somebody else takes that id first, under the one after.
func (p *Pages) registerAdd(w http.ResponseWriter, r *http.Request, v visit, reg register) error {
	f, err := readForm(r)
	if err != nil {
		return err
	}
	page := sheetPage{planPage: p.planPage(v, reg.Page, "Add a "+reg.One, "")}
	e := reg.editing(p, w, r, v, f, r.URL.Path, page)
	d, entries, err := p.saveNew(r, v, reg, f)
	form := func() view.Form { return withHidden(f.kept(e.form(d)), "base", "0") }
	if err == nil && len(f.problems) > 0 {
		return e.page(http.StatusUnprocessableEntity, form().WithProblems(problemsOf(f.problems)))
	}
	if d == nil {
		return err
	}
	return p.saveOutcome(w, r, v, entries, err, d, form, e)
}

func (p *Pages) saveNew(r *http.Request, v visit, reg register, f *posted) (d plan.Document, entries []plan.Entry, err error) {
	for range 5 {
		book, err := p.Desk.Book(r.Context(), v.code)
		if err != nil {
			return nil, nil, err
		}
		if d, err = reg.make(nextID(reg, book)); err != nil {
			return nil, nil, err
		}
		if d, err = reg.read(r.Context(), p, v, f, d); err != nil || len(f.problems) > 0 {
			return d, nil, err
		}
		entries, err = p.Desk.Save(r.Context(), v.who, v.code, desk.Save{Document: d})
		var taken *plan.Changed
		if !errors.As(err, &taken) {
			return d, entries, err
		}
	}
	return nil, nil, web.Conflict("Several people are adding at this moment, so this could not be saved. Go back and save again.")
}

// nextID is the first id that a register has not used.
func nextID(reg register, b *plan.Book) string {
	have := map[string]plan.Document{}
	for _, d := range reg.All(b) {
		have[d.Key()] = d
	}
	return plan.NextID(reg.Letter, have)
}

func (p *Pages) registerRemove(w http.ResponseWriter, r *http.Request, v visit, reg register) error {
	d, err := reg.found(r, v)
	if err != nil {
		return err
	}
	f, err := readForm(r)
	if err != nil {
		return err
	}
	e := reg.editing(p, w, r, v, nil, boardHref(v.code, reg.Page+"/"+d.Key()), p.documentPage(v, reg, d))
	e.next, e.done = boardHref(v.code, reg.Page), nil
	entries, err := p.Desk.Save(r.Context(), v.who, v.code, desk.Save{Document: d, Base: f.base(), Remove: true})
	return p.saveOutcome(w, r, v, entries, err, d, func() view.Form { return e.form(d) }, e)
}
