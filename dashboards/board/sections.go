package board

import (
	"net/http"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/web"
)

func (p *Pages) sectionRoutes() []Route {
	return []Route{
		{Method: http.MethodGet, Path: "/board/{code}/plan", Right: account.SeeDraft, handle: p.planOverview},
		{Method: http.MethodGet, Path: "/board/{code}/plan/{section}", Right: account.SeeDraft, handle: p.section},
		{Method: http.MethodPost, Path: "/board/{code}/plan/{section}", Right: account.WritePlan, handle: p.saveSection},
	}
}

// overviewPage is the plan's twelve sections and how much of each is filled.
type overviewPage struct {
	planPage
	Count    string
	Filled   int
	Of       int
	Sections []sectionLine
	Uses     []string
	UsesHref string
	LookAt   []view.Link
}

// sectionLine is one section in the list.
type sectionLine struct {
	ID, Title, Href string
	Filled, Of      int
	Missing         []view.Link
}

func (p *Pages) planOverview(w http.ResponseWriter, r *http.Request, v visit) error {
	c := plan.CompletenessOf(v.book)
	page := overviewPage{planPage: p.planPage(v, "plan", "Local inclusion plan", "Also known as local area inclusion plan, strategic SEND and AP plan, or local SEND reform plan."),
		Count: c.Text(), Filled: c.Filled, Of: c.Of, UsesHref: boardHref(v.code, "profile") + "#profile-serves_as"}
	for _, s := range c.Sections {
		line := sectionLine{ID: s.Section.ID, Title: s.Section.Title, Href: boardHref(v.code, "plan/"+s.Section.Ref()), Filled: s.Filled, Of: s.Of}
		for _, m := range s.Missing {
			line.Missing = append(line.Missing, view.Link{Text: m.Title, Href: boardHref(v.code, m.Where)})
		}
		page.Sections = append(page.Sections, line)
	}
	if v.book.Profile != nil {
		page.Uses = useNames(v.book.Profile.ServesAs)
	}
	page.LookAt = warnings(v, plan.PlanWarnings(v.book))
	return p.Views.Render(w, "board-plan", page)
}

// useNames are what a plan also serves as, in words.
func useNames(ids []string) (names []string) {
	for _, use := range plan.PlanUses() {
		for _, id := range ids {
			if id == use.ID {
				names = append(names, use.Name)
			}
		}
	}
	return names
}

// sectionPage is one section: what the product fills, and what is written.
type sectionPage struct {
	planPage
	Auto     []autoPart
	Sheet    *sheet
	Read     []view.Fact // what is written, for who may only read it
	Beside   *view.Table
	Previous *view.Link
	Next     *view.Link
	Past     *view.Link
}

// autoPart is a part that the product fills from what is written elsewhere.
type autoPart struct {
	ID, Title, Hint string
	Filled          bool
	Text            []string
	Where           view.Link
}

func sectionOf(r *http.Request) (plan.SectionModel, error) {
	id := mux.Vars(r)["section"]
	if m, ok := plan.SectionByID(id); ok {
		return m, nil
	}
	return plan.SectionModel{}, web.NotFound("The plan has no section %s. It has twelve: S1 to S12.", id)
}

func (p *Pages) section(w http.ResponseWriter, r *http.Request, v visit) error {
	return p.sectionWith(w, r, v, http.StatusOK, nil)
}

func (p *Pages) sectionWith(w http.ResponseWriter, r *http.Request, v visit, status int, form *view.Form) error {
	m, err := sectionOf(r)
	if err != nil {
		return err
	}
	page := sectionPage{planPage: p.planPage(v, "plan", m.ID+" "+m.Title, "")}
	page.Breadcrumbs = append(page.Breadcrumbs, view.Link{Text: "Local inclusion plan", Href: boardHref(v.code, "plan")})
	page.Auto = autoParts(v, m)
	written := sectionOrNew(v.book, m)
	if form == nil {
		made := p.sectionForm(v, m)(written)
		form = &made
		if e, ok := v.book.Entry(plan.KindSection, m.Ref()); ok {
			form.Saved = "Saved " + clock(e.At) + " by: " + plan.OrganisationName(e.Organisation)
		}
	}
	if _, may := p.Desk.May(v.who, v.code, written); may && len(form.Fields) > 0 {
		page.Sheet = anchored(*form, m)
	} else {
		page.Read = said(*form)
	}
	if page.Beside, err = p.beside(r, v, m); err != nil {
		return err
	}
	page.Previous, page.Next = neighbourSections(v, m)
	if v.who.May(account.SeeCautions, v.code, "") && len(form.Fields) > 0 {
		page.Past = &view.Link{Text: "What it said before", Href: historyHref(v.code, plan.KindSection, m.Ref())}
	}
	return p.Views.RenderStatus(w, status, "board-section", page)
}

func sectionOrNew(b *plan.Book, m plan.SectionModel) *plan.Section {
	if s := b.Sections[m.Ref()]; s != nil {
		return s
	}
	return &plan.Section{ID: m.ID, Parts: map[string]string{}}
}

// labelOf begins the name under which a section keeps what a partnership calls one of its parts.
const labelOf = "label."

// sectionForm makes the form of a section: a long field for each part that is written in words.
func (p *Pages) sectionForm(v visit, m plan.SectionModel) func(plan.Document) view.Form {
	return func(d plan.Document) view.Form {
		s := d.(*plan.Section)
		form := view.Form{ID: "section", Action: boardHref(v.code, "plan/"+m.Ref()), Saves: true, Hidden: []view.Hidden{v.baseField(s)}, Submit: "Save this section"}
		for _, part := range m.Parts {
			if !part.Written() {
				continue
			}
			if part.Label {
				form.Fields = append(form.Fields, view.Field{Kind: view.TextField, Name: labelOf + part.ID, Label: "What you call “" + part.Title + "”",
					Hint: "Leave it empty to call it that.", Value: s.Text(labelOf + part.ID), MaxLength: 60})
			}
			form.Fields = append(form.Fields, partField(s, part))
		}
		return form
	}
}

// anchored is the form of a section, where links to a part find it by the part's id.
func anchored(form view.Form, m plan.SectionModel) *sheet {
	var headings []heading
	for _, part := range m.Parts {
		if part.Auto == "" {
			headings = append(headings, heading{From: part.ID, Anchor: part.ID})
		}
	}
	s := sheetOf(form, headings)
	return &s
}

func partField(s *plan.Section, part plan.PartModel) view.Field {
	f := view.Field{Kind: view.LongField, Name: part.ID, Label: s.Label(part), Hint: part.Hint, Value: s.Text(part.ID), Rows: 5, MaxLength: plan.PartLimit, Required: part.Required}
	if part.Date {
		f.Kind = view.DateField
	}
	if part.Proposed {
		f.Hint += " This word is from the proposals of 2026, which are not law."
	}
	if !part.Required {
		f.Hint += " Not required."
	}
	return f
}

// autoParts are the parts of a section that other pages fill.
func autoParts(v visit, m plan.SectionModel) (all []autoPart) {
	for _, part := range m.Parts {
		if part.Auto == "" {
			continue
		}
		all = append(all, autoPart{ID: part.ID, Title: part.Title, Hint: part.Hint, Filled: v.book.Fills(m, part), Text: autoText(v.book, part.Auto),
			Where: view.Link{Text: "Edit where it is kept", Href: boardHref(v.code, plan.PartPath(m, part))}})
	}
	return all
}

// autoText is what the product fills a part with, a line a thing.
func autoText(b *plan.Book, auto string) (lines []string) {
	add := func(text ...string) {
		for _, t := range text {
			if t != "" {
				lines = append(lines, t)
			}
		}
	}
	profile := b.Profile
	if profile == nil {
		profile = &plan.Profile{}
	}
	switch auto {
	case "profile.name":
		add(profile.Name)
	case "profile.icbs":
		for _, icb := range profile.ICBs {
			add(icb.Words())
		}
	case "profile.members":
		for _, m := range profile.Members {
			add(m.Organisation + ": " + m.Role)
		}
	case "profile.chair":
		add(profile.Chair)
	case "profile.terms":
		add(profile.Terms)
	case "profile.names":
		add(profile.AlsoKnownAs)
	case "priorities":
		for _, one := range plan.PrioritiesInOrder(b) {
			add(one.ID + " " + one.Title)
		}
	case "actions", "actions.baseline", "actions.target", "actions.milestones":
		add(countText(len(b.Actions), "action", "actions"))
	case "risks", "risks.lawful":
		for _, one := range plan.Sorted(b.Risks) {
			add(one.ID + " " + one.Title)
		}
	case "surveys":
		add(countText(len(b.Surveys), "question with its totals", "questions with their totals"))
	case "sign-offs":
		add(countText(len(b.SignOffs), "sign-off", "sign-offs"))
	}
	return lines
}

// countText is a number with its noun; "" for none.
func countText(n int, one, many string) string {
	if n == 0 {
		return ""
	}
	return view.Counted(n, one, many)
}

// beside is the table of figures that stand beside a section's parts.
func (p *Pages) beside(r *http.Request, v visit, m plan.SectionModel) (*view.Table, error) {
	figures, err := p.Desk.Figures(r.Context(), v.code)
	if err != nil {
		return nil, err
	}
	t := &view.Table{Caption: "Figures for this section", CaptionHidden: true,
		Columns: []view.Column{{Label: "Figure"}, {Label: "Newest value"}, {Label: "Where it is from"}, {Label: "For the part"}}}
	for _, part := range m.Parts {
		for _, id := range part.Beside {
			cells := []view.Cell{view.Text(indicatorName(id)), {Status: "no figure"}, {}, view.Text(part.Title)}
			if value, vintage, ok := newestOf(v.book, figures, id); ok {
				cells[1], cells[2] = view.Text(value), view.Text(vintage)
			}
			t.Rows = append(t.Rows, view.Row{Cells: cells})
		}
	}
	if len(t.Rows) == 0 {
		return nil, nil
	}
	return t, nil
}

// neighbourSections lead to the sections before and after.
func neighbourSections(v visit, m plan.SectionModel) (previous, next *view.Link) {
	all := plan.Sections()
	link := func(i int) *view.Link {
		if i < 0 || i >= len(all) {
			return nil
		}
		return &view.Link{Text: all[i].ID + " " + all[i].Title, Href: boardHref(v.code, "plan/"+all[i].Ref())}
	}
	for i, one := range all {
		if one.ID == m.ID {
			return link(i - 1), link(i + 1)
		}
	}
	return nil, nil
}

func (p *Pages) saveSection(w http.ResponseWriter, r *http.Request, v visit) error {
	m, err := sectionOf(r)
	if err != nil {
		return err
	}
	f, err := readForm(r)
	if err != nil {
		return err
	}
	form := p.sectionForm(v, m)
	s := &plan.Section{ID: m.ID, Parts: map[string]string{}}
	for id, text := range sectionOrNew(v.book, m).Parts {
		s.Parts[id] = text
	}
	for _, field := range form(s).Fields {
		if !f.has(field.Name) {
			continue
		}
		text := f.words(field.Name)
		if s.Parts[field.Name] = text; text == "" {
			delete(s.Parts, field.Name)
		}
	}
	return p.keep(w, r, v, f, desk.Save{Document: s, Base: f.base()}, editing{form: form, next: r.URL.Path,
		page: func(status int, form view.Form) error { return p.sectionWith(w, r, v, status, &form) }})
}
