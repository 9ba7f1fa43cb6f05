package board

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"inclusion/dashboards/sidebyside"
	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/plan"
	"inclusion/internal/web"
)

// statementPage is one statement with all that is known and said of it, and the forms of whoever reads it.
type statementPage struct {
	working
	Text     string
	Theme    view.Link
	Marks    []string
	Place    string // "Statement 23 of 53"
	Previous *view.Link
	Next     *view.Link
	Signal   heard
	Figures  *view.Table
	Cap      string
	Asked    []heard // families, the forum, young people, settings
	Before   string
	LooksFor []string // evidence that would show it
	Mine     []view.Form
	NewItem  *view.Form // adds a piece of evidence
	Others   []saidScore
	Flags    []flagged
	History  *view.Table
}

// heard is what one perspective says.
type heard struct {
	Heading  string
	Question string // that was asked
	Level    view.Level
	Text     []string
	Quote    string // printed unedited
}

// saidScore is what another organisation said, to be read.
type saidScore struct {
	Name      string
	Level     view.Level
	Rationale string
	Facts     []string
	Evidence  []string
	DutyUnmet bool
}

// onStatement is a statement that a request asks for, with its place in the review.
type onStatement struct {
	plan.StatementReview
	review plan.Review
	theme  plan.Theme
}

// statementAsked finds the statement that the address names.
func (p *Pages) statementAsked(r *http.Request, v visit) (onStatement, error) {
	if v.assessment() == nil {
		return onStatement{}, errNotBegun()
	}
	review, err := p.Desk.Review(r.Context(), v.code, "")
	if err != nil {
		return onStatement{}, err
	}
	id := mux.Vars(r)["statement"]
	for _, t := range review.Themes {
		for _, s := range t.Statements {
			if s.Statement.ID == id {
				return onStatement{s, review, t.Theme}, nil
			}
		}
	}
	return onStatement{}, web.NotFound("The framework %s has no statement %q.", review.Framework.Version, id)
}

// statement shows one statement.
func (p *Pages) statement(w http.ResponseWriter, r *http.Request, v visit) error {
	s, err := p.statementAsked(r, v)
	if err != nil {
		return err
	}
	return p.statementWith(w, r, v, s, http.StatusOK, nil)
}

// statementWith shows a statement, with one of its forms as given.
func (p *Pages) statementWith(w http.ResponseWriter, r *http.Request, v visit, s onStatement, status int, form *view.Form) error {
	page := statementPage{working: p.working(v, "assessment", s.Statement.ID+" "+s.Statement.Short), Text: s.Statement.Text,
		Theme: view.Link{Text: s.theme.ID + " " + s.theme.Title, Href: boardHref(v.code, "assessment")},
		Marks: statementMarks(s.Statement), LooksFor: s.Statement.Evidence, Figures: figureTable(v, s.review, s.Statement)}
	page.Breadcrumbs = append(page.Breadcrumbs, view.Link{Text: "Assessment", Href: boardHref(v.code, "assessment")})
	page.Place, page.Previous, page.Next = neighbours(v, s)
	page.Signal, page.Asked = dataHeard(s), othersHeard(s)
	if s.Cap != nil {
		page.Cap = fmt.Sprintf("No score above %d: %s", s.Cap.At, s.Cap.Why)
	}
	if s.Previous > 0 {
		page.Before = fmt.Sprintf("In the version before, the board agreed %d %s. %s", s.Previous, s.review.Framework.Label(s.Previous), s.PreviousWhy)
	}
	page.Mine, page.NewItem = p.statementForms(v, s)
	if s.review.Assessment.Core && !s.Statement.Core && page.Closed == "" {
		page.Closed = "This statement is not in the core set, and this year only the core set is scored."
	}
	page.Others = otherScores(v, s)
	for _, f := range s.Flags {
		one := p.flagged(v, s.review, f, statementHref(v.code, s.Statement.ID), r.URL.Query().Get("open") == flagID(f))
		one.Item = view.Link{}
		page.Flags = append(page.Flags, one)
	}
	if form != nil {
		page.Mine = placed(page.Mine, *form)
	}
	var err error
	if page.History, err = p.levels(r, v, s); err != nil {
		return err
	}
	return p.Views.RenderStatus(w, status, "board-statement", page)
}

// placed puts a form in the place of the one with its id.
func placed(forms []view.Form, form view.Form) []view.Form {
	for i := range forms {
		if forms[i].ID == form.ID {
			forms[i] = form
		}
	}
	return forms
}

// neighbours are the statements before and after.
func neighbours(v visit, s onStatement) (place string, previous, next *view.Link) {
	all := s.review.Framework.Statements()
	i := slices.IndexFunc(all, func(one plan.Statement) bool { return one.ID == s.Statement.ID })
	link := func(i int) *view.Link {
		if i < 0 || i >= len(all) {
			return nil
		}
		return &view.Link{Text: all[i].ID + " " + all[i].Short, Href: statementHref(v.code, all[i].ID)}
	}
	return fmt.Sprintf("Statement %d of %d", i+1, len(all)), link(i - 1), link(i + 1)
}

// dataHeard is what published figures say.
func dataHeard(s onStatement) heard {
	r := s.Readings[plan.Data]
	return heard{Heading: plan.Data.Heading(), Level: readingLevel(s.review.Framework, r), Text: sentences(r.Text)}
}

// readingLevel is a perspective's reading as it is shown.
func readingLevel(f *plan.Framework, r plan.Reading) view.Level {
	if !r.Shown() {
		return view.Level{Shape: r.Perspective.Shape(), Status: cmp.Or(r.State, "not asked")}
	}
	l := view.Level{Shape: r.Perspective.Shape(), Number: r.Level(), Status: r.State}
	l.Word = sidebyside.Word(f, r)
	return l
}

// sentences is a text that may be missing as a list of paragraphs.
func sentences(texts ...string) (all []string) {
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			all = append(all, view.UpperFirst(strings.TrimSuffix(t, "."))+".")
		}
	}
	return all
}

// othersHeard is what families, the forum, young people and settings say. Who was not asked is said to have not been.
func othersHeard(s onStatement) (all []heard) {
	f := s.review.Framework
	for _, perspective := range []plan.Perspective{plan.Families, plan.Forum, plan.Young, plan.Settings} {
		r := s.Readings[perspective]
		h := heard{Heading: perspective.Heading(), Level: readingLevel(f, r)}
		switch {
		case perspective == plan.Forum && s.Panel != nil:
			h.Quote = s.Panel.Rationale
		case perspective == plan.Forum:
		case !s.Statement.AskedOf(perspective):
			if perspective != plan.Families {
				continue
			}
			h.Text = []string{"No question of this statement is put to families."}
		default:
			h.Question = s.Statement.FamilyQuestion
			h.Text = sentences(r.Text)
			if r.N > 0 {
				h.Text = append(h.Text, "People chose to answer: it is not a random sample.")
			}
		}
		all = append(all, h)
	}
	return all
}

// otherScores is what organisations said that the reader does not score for.
func otherScores(v visit, s onStatement) (all []saidScore) {
	mine := v.seats()
	if !open(s.review.Assessment.State) {
		mine = nil
	}
	add := func(organisation string, of plan.Perspective, score *plan.Score, silent bool) {
		if slices.Contains(mine, seat{of, organisation}) {
			return
		}
		one := saidScore{Name: plan.OrganisationName(organisation), Level: scoreLevel(s.review.Framework, score, of)}
		if silent {
			one.Level = view.Level{Status: "no response"}
		}
		if score != nil {
			one.Rationale, one.DutyUnmet = score.Rationale, score.DutyUnmet
			one.Facts = scoreFacts(score)
			one.Evidence = evidenceTexts(s.review.Book, score.Evidence)
		}
		all = append(all, one)
	}
	for _, o := range s.Organisations {
		add(o.Organisation, plan.Leaders, o.Score, o.NoResponse)
	}
	add(plan.BoardOrg, plan.Leaders, s.Board, false)
	add(plan.ForumOrg, plan.Forum, s.Panel, false)
	return all
}

func scoreFacts(s *plan.Score) (facts []string) {
	if s.Owner != "" {
		facts = append(facts, "Owner: "+s.Owner)
	}
	if s.Measure != "" {
		facts = append(facts, "Measure: "+s.Measure)
	}
	if s.Why != "" {
		facts = append(facts, "Why it changed: "+s.Why)
	}
	if s.On != "" {
		facts = append(facts, "Scored on "+dayText(s.On))
	}
	return facts
}

// evidenceTexts names pieces of evidence: "E1 Strategy, 31 March 2026".
func evidenceTexts(b *plan.Book, ids []string) (texts []string) {
	for _, id := range ids {
		if e := b.Evidence[id]; e != nil {
			texts = append(texts, evidenceText(e))
		}
	}
	return texts
}

func evidenceText(e *plan.Evidence) string {
	text := e.ID + " " + e.Title + ", " + dayText(e.Date)
	if e.FamilyVoice {
		text += " · family voice"
	}
	return text
}

// levels is how the scores of a statement came to be: one line each time that a level changed.
func (p *Pages) levels(r *http.Request, v visit, s onStatement) (*view.Table, error) {
	type change struct {
		entry plan.Entry
		level plan.Level
	}
	var changes []change
	for _, score := range plan.Sorted(v.book.Scores) {
		if score.Cycle != s.review.Cycle || score.Statement != s.Statement.ID {
			continue
		}
		entries, err := p.Desk.History(r.Context(), v.code, score.Kind(), score.Key())
		if err != nil {
			return nil, err
		}
		last := plan.Level(-1)
		for _, e := range entries {
			d, err := plan.Decode(e.Kind, cmp.Or(e.Body, "{}"))
			if err != nil {
				return nil, err
			}
			if level := d.(*plan.Score).Level; level != last {
				changes, last = append(changes, change{e, level}), level
			}
		}
	}
	if len(changes) == 0 {
		return nil, nil
	}
	slices.SortFunc(changes, func(a, b change) int { return cmp.Compare(b.entry.Seq, a.entry.Seq) })
	table := &view.Table{Caption: "Each change of level, newest first", CaptionHidden: true, Columns: []view.Column{{Label: "When"}, {Label: "Organisation"}, {Label: "Level"}}}
	for _, c := range changes {
		level := "Not yet assessed"
		if c.level > 0 {
			level = fmt.Sprintf("%d %s", c.level, s.review.Framework.Label(c.level))
		}
		table.Rows = append(table.Rows, view.Row{Cells: []view.Cell{view.Text(clock(c.entry.At)), view.Text(plan.OrganisationName(c.entry.Organisation)), view.Text(level)}})
	}
	return table, nil
}

// savedAt says when a document was saved last, and for whom.
func savedAt(v visit, d plan.Document) string {
	e, ok := v.book.Entry(d.Kind(), d.Key())
	if !ok || e.At.Equal(time.Time{}) {
		return ""
	}
	return "Saved " + clock(e.At) + " by: " + plan.OrganisationName(e.Organisation)
}

func forbiddenDraft() error {
	return web.Forbidden("Your role does not include this: %s.", account.Rules[account.SeeDraft].Words)
}
