package board

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/store"
	"inclusion/internal/web"
)

func (p *Pages) surveyRoutes() []Route {
	return []Route{
		{Method: http.MethodGet, Path: "/board/{code}/surveys", Right: account.SeeDraft, handle: p.surveys},
		{Method: http.MethodPost, Path: "/board/{code}/surveys", Right: account.SeeDraft, handle: p.saveSurveys},
	}
}

// surveysPage is the totals of one survey for one group, a theme at a time.
type surveysPage struct {
	working
	Of, Groups, Themes []view.Link
	Group              string // in words
	Hidden             []view.Hidden
	Who                string // who enters these totals
	Form               *surveyForm
	Readings           *view.Table
	Empty              *view.Empty
}

// surveyForm is a form whose answers stand in a table: a question a row, an answer a column.
type surveyForm struct {
	view.Form
	Answers []string
	Rows    []surveyRow
}

// surveyRow is one question with its counts.
type surveyRow struct {
	ID, Question string
	Cells        []surveyCell
}

// surveyCell is how many gave one answer.
type surveyCell struct {
	Name, Label, Value, Error string
}

// surveyAsked is which survey a request is about.
type surveyAsked struct {
	of     plan.Perspective
	group  string
	theme  plan.Theme
	review plan.Review
}

// surveyed are the perspectives that answer surveys, each with its part of an address and who enters it.
var surveyed = []struct {
	slug, text, who string
	of              plan.Perspective
}{
	{"families", "Families", "The parent carer forum enters these totals.", plan.Families},
	{"young-people", "Young people", "The young people’s lead enters these totals.", plan.Young},
	{"settings", "Settings", "The board’s administrator enters these totals.", plan.Settings},
}

// surveyAnswers are the answers of five points, with the names of their fields.
var surveyAnswers = []struct{ field, text string }{{"strongly_disagree", "Strongly disagree"}, {"disagree", "Disagree"}, {"neither", "Neither"},
	{"agree", "Agree"}, {"strongly_agree", "Strongly agree"}, {"dont_know", "Don’t know"}}

func count(s *plan.Survey, field string) *int {
	return map[string]*int{"strongly_disagree": &s.StrongNo, "disagree": &s.No, "neither": &s.Neither, "agree": &s.Yes, "strongly_agree": &s.StrongYes, "dont_know": &s.DontKnow}[field]
}

// surveyAsked reads which survey a request is about.
func (p *Pages) surveyAsked(r *http.Request, v visit, query url.Values) (surveyAsked, error) {
	review, err := p.Desk.Review(r.Context(), v.code, "")
	if err != nil {
		return surveyAsked{}, err
	}
	a := surveyAsked{review: review, of: plan.Families, group: query.Get("group"), theme: review.Framework.Themes[0]}
	for _, one := range surveyed {
		if one.slug == query.Get("of") {
			a.of = one.of
		}
	}
	if name := strings.TrimSpace(query.Get("locality")); name != "" {
		a.group = plan.Locality(name).ID
	}
	if _, ok := plan.SubgroupOf(a.group); a.group != "" && !ok {
		return a, web.BadRequest("Answers are not counted for a group called %q. The name of a locality has at most 60 letters and no stroke.", a.group)
	}
	if t, ok := review.Framework.Theme(query.Get("theme")); ok {
		a.theme = t
	}
	return a, nil
}

func (a surveyAsked) query() url.Values {
	q := url.Values{"theme": {a.theme.ID}}
	for _, one := range surveyed {
		if one.of == a.of {
			q.Set("of", one.slug)
		}
	}
	if a.group != "" {
		q.Set("group", a.group)
	}
	return q
}

func (a surveyAsked) href(v visit) string { return hrefWith(boardHref(v.code, "surveys"), a.query()) }

// questions are the theme's statements that are put to who is asked.
func (a surveyAsked) questions() (all []plan.Statement) {
	for _, s := range a.theme.Statements {
		if s.AskedOf(a.of) && (!a.review.Assessment.Core || s.Core) {
			all = append(all, s)
		}
	}
	return all
}

// survey is a copy of the totals of a question, or empty ones.
func (a surveyAsked) survey(b *plan.Book, statement string) (s *plan.Survey, stands bool) {
	fresh := &plan.Survey{Cycle: a.review.Cycle, Statement: statement, Perspective: a.of, Subgroup: a.group}
	had := b.Surveys[fresh.Key()]
	if had == nil {
		return fresh, false
	}
	copied := *had
	return &copied, true
}

// same is any question of the same survey and group, whose days and instrument hold for all of it.
func (a surveyAsked) same(b *plan.Book) *plan.Survey {
	var everybody *plan.Survey
	for _, s := range plan.Sorted(b.Surveys) {
		if s.Cycle != a.review.Cycle || s.Perspective != a.of {
			continue
		}
		if s.Subgroup == a.group {
			return s
		}
		if s.Subgroup == "" {
			everybody = s
		}
	}
	return cmp.Or(everybody, &plan.Survey{Instrument: plan.FivePoint})
}

// surveys shows the totals of one survey.
func (p *Pages) surveys(w http.ResponseWriter, r *http.Request, v visit) error {
	if v.assessment() == nil {
		page := surveysPage{working: p.working(v, "surveys", "Surveys"), Empty: p.notBegun(v)}
		return p.Views.Render(w, "board-surveys", page)
	}
	a, err := p.surveyAsked(r, v, r.URL.Query())
	if err != nil {
		return err
	}
	return p.surveysWith(w, v, a, http.StatusOK, nil)
}

func (p *Pages) surveysWith(w http.ResponseWriter, v visit, a surveyAsked, status int, sent *surveyForm) error {
	page := surveysPage{working: p.working(v, "surveys", "Surveys"), Form: sent, Group: groupName(a.group)}
	page.Lede = "Only totals are kept, never what one person answered."
	for _, one := range surveyed {
		other := a
		other.of = one.of
		page.Of = append(page.Of, view.Link{Text: one.text, Href: other.href(v), Current: one.of == a.of})
		if one.of == a.of {
			page.Who = one.who
		}
	}
	page.Groups = a.groups(v)
	for _, t := range a.review.Framework.Themes {
		other := a
		other.theme = t
		page.Themes = append(page.Themes, view.Link{Text: t.ID + " " + t.Title, Href: other.href(v), Current: t.ID == a.theme.ID})
	}
	for name, values := range a.query() {
		if name != "group" {
			page.Hidden = append(page.Hidden, view.Hidden{Name: name, Value: values[0]})
		}
	}
	slices.SortFunc(page.Hidden, func(x, y view.Hidden) int { return strings.Compare(x.Name, y.Name) })
	if _, may := p.Desk.May(v.who, v.code, &plan.Survey{Perspective: a.of}); may && page.Closed == "" && page.Form == nil && len(a.questions()) > 0 {
		form := a.form(v)
		page.Form = &form
	}
	page.Readings = a.readings(v)
	return p.Views.RenderStatus(w, status, "board-surveys", page)
}

// groups are the subgroups that answers are counted for, everybody first.
func (a surveyAsked) groups(v visit) (links []view.Link) {
	ids := []string{""}
	for _, g := range plan.Subgroups() {
		ids = append(ids, g.ID)
	}
	for _, s := range plan.Sorted(v.book.Surveys) {
		if !slices.Contains(ids, s.Subgroup) {
			ids = append(ids, s.Subgroup)
		}
	}
	if !slices.Contains(ids, a.group) {
		ids = append(ids, a.group)
	}
	for _, id := range ids {
		other := a
		other.group = id
		links = append(links, view.Link{Text: groupName(id), Href: other.href(v), Current: id == a.group})
	}
	return links
}

func groupName(id string) string {
	if g, ok := plan.SubgroupOf(id); ok {
		return g.Name
	}
	return "Everybody"
}

// form is the form of one survey's totals as they stand.
func (a surveyAsked) form(v visit) surveyForm {
	same := a.same(v.book)
	form := surveyForm{Form: view.Form{ID: "survey", Action: a.href(v), Submit: "Save the totals",
		Note: "A question that nobody was asked stays empty.",
		Fields: []view.Field{{Kind: view.DateField, Name: "opened", Label: "The survey opened", Value: string(same.Opened)},
			{Kind: view.DateField, Name: "closed", Label: "The survey closed", Value: string(same.Closed)}}}}
	if a.of == plan.Young {
		form.Fields = append(form.Fields, view.Field{Kind: view.ChoiceField, Name: "instrument", Label: "What was asked with", Value: cmp.Or(same.Instrument, plan.FivePoint),
			Options: []view.Option{{Value: plan.FivePoint, Text: "Five points", Hint: "From strongly disagree to strongly agree."},
				{Value: plan.ThreeSmileys, Text: "Three smileys", Hint: "No is entered under disagree, sometimes under neither, yes under agree. Shown as a different instrument."}}})
	}
	for _, one := range surveyAnswers {
		form.Answers = append(form.Answers, one.text)
	}
	for _, st := range a.questions() {
		s, stands := a.survey(v.book, st.ID)
		form.Hidden = append(form.Hidden, view.Hidden{Name: "base." + st.ID, Value: strconv.Itoa(v.book.Revision(s.Kind(), s.Key()))})
		row := surveyRow{ID: st.ID, Question: st.FamilyQuestion}
		for _, one := range surveyAnswers {
			cell := surveyCell{Name: st.ID + "." + one.field, Label: st.ID + ", " + one.text}
			if stands {
				cell.Value = strconv.Itoa(*count(s, one.field))
			}
			row.Cells = append(row.Cells, cell)
		}
		form.Rows = append(form.Rows, row)
	}
	return form
}

// kept is a form of totals with what was sent in it, and what is wrong.
func (form surveyForm) kept(f *posted, problems plan.Problems) surveyForm {
	form.Form = f.kept(form.Form)
	for i, h := range form.Hidden {
		form.Hidden[i].Value = f.values.Get(h.Name)
	}
	for _, row := range form.Rows {
		for i, cell := range row.Cells {
			row.Cells[i].Value, row.Cells[i].Error = f.values.Get(cell.Name), problems.Of(cell.Name)
		}
	}
	form.Form = form.WithProblems(problemsOf(problems))
	return form
}

// readings is what follows from the totals of the theme's questions, by group, with what is not shown and why.
func (a surveyAsked) readings(v visit) *view.Table {
	table := &view.Table{Caption: "What follows from the totals: " + a.theme.Title, Columns: []view.Column{{Label: "Question"}, {Label: "Group"}, {Label: "Level"}, {Label: "What was answered"}},
		Note: plan.NotASample + " Under ten answers nothing is shown; where a group would give a smaller one away, it is not shown either."}
	for _, st := range a.questions() {
		var surveys []plan.Survey
		for _, s := range plan.Sorted(v.book.Surveys) {
			if s.Cycle == a.review.Cycle && s.Statement == st.ID && s.Perspective == a.of {
				surveys = append(surveys, *s)
			}
		}
		readings := plan.SubgroupReadings(a.of, surveys)
		for _, s := range surveys {
			r := readings[s.Subgroup]
			cell := readingCell(a.review.Framework, r)
			table.Rows = append(table.Rows, view.Row{Cells: []view.Cell{{Text: st.ID, Detail: st.FamilyQuestion}, view.Text(groupName(s.Subgroup)), cell, view.Text(r.Text)}})
		}
	}
	if len(table.Rows) == 0 {
		return nil
	}
	return table
}

// saveSurveys saves the totals of a theme's questions, all or none.
func (p *Pages) saveSurveys(w http.ResponseWriter, r *http.Request, v visit) error {
	if v.assessment() == nil {
		return errNotBegun()
	}
	a, err := p.surveyAsked(r, v, r.URL.Query())
	if err != nil {
		return err
	}
	if _, may := p.Desk.May(v.who, v.code, &plan.Survey{Perspective: a.of}); !may {
		return web.Forbidden("Your role does not enter the totals of this survey. Nothing has been saved.")
	}
	f, err := readForm(r)
	if err != nil {
		return err
	}
	saves, problems := a.read(v, f, p.Desk.Today())
	if len(problems) == 0 {
		_, err = p.Desk.Save(r.Context(), v.who, v.code, saves...)
		if !errors.As(err, &problems) && err == nil {
			http.Redirect(w, r, a.href(v), http.StatusSeeOther)
			return nil
		}
	}
	var changed *plan.Changed
	form := a.form(v).kept(f, problems)
	switch {
	case len(problems) > 0:
		return p.surveysWith(w, v, a, http.StatusUnprocessableEntity, &form)
	case errors.As(err, &changed):
		return p.surveysWith(w, v, a, http.StatusConflict, a.conflicting(form, changed.Now))
	case errors.Is(err, store.ErrNotKept):
		return p.unkept(w, r, err, func(why string) error {
			form.Unkept = why
			return p.surveysWith(w, v, a, http.StatusServiceUnavailable, &form)
		})
	case errors.Is(err, desk.ErrNotAllowed):
		return web.Forbidden("Your role does not enter the totals of this survey. Nothing has been saved.").BecauseOf(err)
	}
	return err
}

// read makes the saves that a form of totals asks for, and says what is wrong by question and answer.
func (a surveyAsked) read(v visit, f *posted, today plan.Day) (saves []desk.Save, problems plan.Problems) {
	opened, closed := f.day("opened"), f.day("closed")
	instrument := cmp.Or(f.word("instrument"), plan.FivePoint)
	for _, st := range a.questions() {
		s, stands := a.survey(v.book, st.ID)
		s.Opened, s.Closed, s.Instrument = opened, closed, instrument
		empty := true
		for _, one := range surveyAnswers {
			name := st.ID + "." + one.field
			empty = empty && strings.TrimSpace(f.values.Get(name)) == ""
			*count(s, one.field) = f.count(name)
		}
		base, _ := strconv.Atoi(f.values.Get("base." + st.ID))
		if empty && !stands {
			continue
		}
		saves = append(saves, desk.Save{Document: s, Base: base, Remove: empty})
		if empty {
			continue
		}
		for _, problem := range s.Check(plan.Context{Book: v.book, Framework: a.review.Framework, Figures: a.review.Figures, Today: today}) {
			if problem.Field != "opened" && problem.Field != "closed" && problem.Field != "instrument" {
				problem = plan.Problem{Field: st.ID + "." + problem.Field, Text: st.ID + ": " + problem.Text}
			}
			if !slices.Contains(problems, problem) {
				problems = append(problems, problem)
			}
		}
	}
	return saves, append(f.problems, problems...)
}
