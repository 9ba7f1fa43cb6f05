package board

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"inclusion/dashboards/sidebyside"
	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/plan"
)

func (p *Pages) assessmentRoutes() []Route {
	return []Route{
		{Method: http.MethodGet, Path: "/board/{code}/assessment", Right: account.SeeShared, handle: p.shared(p.assessmentList)},
		{Method: http.MethodGet, Path: "/board/{code}/assessment/{statement}", Right: account.SeeShared, handle: p.shared(p.statement)},
		{Method: http.MethodPost, Path: "/board/{code}/assessment/{statement}/scores/{organisation}", Right: account.WriteScore, handle: p.saveScore},
	}
}

// assessmentPage is every statement of the framework, theme by theme, with what each has said of it.
type assessmentPage struct {
	working
	Progress string
	Filters  []view.Link
	Table    *view.Table
	Empty    *view.Empty
	Nothing  string // why a filter shows no statement
}

// assessmentRow is one statement with what decides whether a filter shows it.
type assessmentRow struct {
	review plan.StatementReview
	theme  plan.Theme
	mine   *plan.Score
}

// filters of the list of statements: the value in the address, the words, and what they show.
var filters = []struct {
	value, text string
	shows       func(assessmentRow) bool
}{
	{"", "All", func(assessmentRow) bool { return true }},
	{"unscored", "Not yet scored by us", func(r assessmentRow) bool { return r.mine == nil || r.mine.Level == 0 }},
	{"mine", "Scored by us", func(r assessmentRow) bool { return r.mine != nil && r.mine.Level > 0 }},
	{"core", "Core set", func(r assessmentRow) bool { return r.review.Statement.Core }},
	{"duty", "Legal duties", func(r assessmentRow) bool { return r.review.Statement.Statutory }},
	{"disagreement", "With a disagreement", func(r assessmentRow) bool { return disagreements(r.review.Flags) > 0 }},
}

// assessmentList shows every statement.
func (p *Pages) assessmentList(w http.ResponseWriter, r *http.Request, v visit) error {
	page := assessmentPage{working: p.working(v, "assessment", "Assessment")}
	if v.assessment() == nil {
		page.Empty = p.notBegun(v)
		return p.Views.Render(w, "board-assessment", page)
	}
	review, err := p.Desk.Review(r.Context(), v.code, "")
	if err != nil {
		return err
	}
	me, hasSeat := v.seatAs(r.URL.Query().Get("as"))
	page.Lede = "Ten themes. There is no overall number: each statement is for discussion on its own."
	if review.Assessment.Core {
		page.Lede += " This year only the core set is scored."
	}
	page.Progress = progress(v, review)
	page.Filters, page.Table = p.assessmentTable(v, review, me, hasSeat, r.URL.Query().Get("show"))
	if len(page.Table.Rows) == 0 {
		page.Table, page.Nothing = nil, "No statement is like that at the moment."
	}
	return p.Views.Render(w, "board-assessment", page)
}

func (p *Pages) notBegun(v visit) *view.Empty {
	return &view.Empty{Heading: "No self-assessment has begun", Text: "The statements stand here when the board's administrator has begun one.",
		Links: []view.Link{{Text: "Overview of the partnership", Href: boardHref(v.code, "")}}}
}

// seatAs is the seat of an organisation among the person's, or the first.
func (v visit) seatAs(organisation string) (seat, bool) {
	seats := v.seats()
	for _, s := range seats {
		if s.organisation == organisation {
			return s, true
		}
	}
	if len(seats) == 0 {
		return seat{}, false
	}
	return seats[0], true
}

// progress says in one sentence how many statements each organisation has scored, the person's own first: "Scored so far, of 53
// statements: Council 10, Board 52." Who has not begun is left out, but for the person's own.
func progress(v visit, r plan.Review) string {
	var done, begun []string
	asked := askedOf(r.Framework, r.Assessment)
	seats := v.seats()
	mine := len(seats)
	for _, o := range append(slices.Clone(plan.Partners()), plan.BoardOrg) {
		seats = append(seats, seat{plan.Leaders, o})
	}
	seats = append(seats, seat{plan.Forum, plan.ForumOrg})
	for i, s := range seats {
		if slices.Contains(seats[:i], s) {
			continue
		}
		n := 0
		for _, statement := range asked {
			if v.scored(s, r.Cycle, statement.ID) {
				n++
			}
		}
		switch name := plan.OrganisationName(s.organisation); {
		case n == len(asked):
			done = append(done, name)
		case i < mine || n > 0:
			begun = append(begun, fmt.Sprintf("%s %d", name, n))
		}
	}
	return strings.Join(sentences(introduced("All "+view.Counted(len(asked), "statement", "statements")+" scored by", done), introduced("Scored so far, of "+view.Counted(len(asked), "statement", "statements"), begun)), " ")
}

// introduced puts what it is before a list: "Scored so far, of 53 statements: Council 10, Board 52"; empty where the list is.
func introduced(what string, list []string) string {
	if len(list) == 0 {
		return ""
	}
	return what + ": " + strings.Join(list, ", ")
}

// assessmentTable is the filters, each with how many it shows, and the statements that the chosen one shows.
func (p *Pages) assessmentTable(v visit, r plan.Review, me seat, hasSeat bool, show string) (links []view.Link, table *view.Table) {
	var rows []assessmentRow
	for _, t := range r.Themes {
		for _, s := range t.Statements {
			if r.Assessment.Core && !s.Statement.Core {
				continue
			}
			row := assessmentRow{review: s, theme: t.Theme}
			if hasSeat {
				row.mine = v.score(me, r.Cycle, s.Statement.ID)
			}
			rows = append(rows, row)
		}
	}
	chosen := filters[0]
	for _, f := range filters {
		if !hasSeat && (f.value == "unscored" || f.value == "mine") || r.Assessment.Core && f.value == "core" {
			continue
		}
		n := 0
		for _, row := range rows {
			if f.shows(row) {
				n++
			}
		}
		if f.value == show {
			chosen = f
		}
		query := url.Values{}
		if f.value != "" {
			query.Set("show", f.value)
		}
		if hasSeat && me != v.seats()[0] {
			query.Set("as", me.organisation)
		}
		links = append(links, view.Link{Text: f.text, Note: fmt.Sprint(n), Href: hrefWith(boardHref(v.code, "assessment"), query), Current: f.value == show})
	}
	return links, statementTable(v, r, rows, me, hasSeat, chosen.shows)
}

func hrefWith(path string, query url.Values) string {
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

// statementTable is one row a statement, under its theme.
func statementTable(v visit, r plan.Review, rows []assessmentRow, me seat, hasSeat bool, shows func(assessmentRow) bool) *view.Table {
	table := &view.Table{Caption: "Statements and what each says of them", CaptionHidden: true, Columns: []view.Column{{Label: "Statement"}}}
	own := hasSeat && me.organisation != plan.BoardOrg && me.organisation != plan.ForumOrg // those two have a column anyhow
	if own {
		table.Columns = append(table.Columns, view.Column{Label: plan.OrganisationName(me.organisation), Note: "your score"})
	}
	for _, column := range []struct{ label, of string }{{"Other organisations", ""}, {"Agreed by the board", plan.BoardOrg}, {"Parent carer forum", plan.ForumOrg}, {"Families", ""}, {"Published data", ""}} {
		c := view.Column{Label: column.label}
		if hasSeat && column.of == me.organisation {
			c.Note = "your score"
		}
		table.Columns = append(table.Columns, c)
	}
	theme := ""
	for _, row := range rows {
		if !shows(row) {
			continue
		}
		if row.theme.ID != theme {
			theme = row.theme.ID
			table.Rows = append(table.Rows, view.Row{Group: true, Cells: []view.Cell{view.Text(theme + " " + row.theme.Title)}})
		}
		s := row.review
		cells := []view.Cell{{Text: s.Statement.ID + " " + s.Statement.Short, Href: statementHref(v.code, s.Statement.ID), Detail: marksText(s)}}
		if own {
			cells = append(cells, scoreCell(r.Framework, row.mine))
		}
		cells = append(cells, othersCell(s, me), scoreCell(r.Framework, s.Board), scoreCell(r.Framework, s.Panel),
			readingCell(r.Framework, s.Readings[plan.Families]), readingCell(r.Framework, s.Readings[plan.Data]))
		table.Rows = append(table.Rows, view.Row{Cells: cells})
	}
	return table
}

func statementHref(code, statement string) string { return boardHref(code, "assessment/"+statement) }

// marksText says what a statement is besides its words: "legal duty · core · capped at 2 · 1 disagreement".
func marksText(s plan.StatementReview) string {
	marks := statementMarks(s.Statement)
	if s.Cap != nil {
		marks = append(marks, fmt.Sprintf("no higher than %d", s.Cap.At))
	}
	if n := disagreements(s.Flags); n > 0 {
		marks = append(marks, view.Counted(n, "disagreement", "disagreements"))
	}
	for _, f := range s.Flags {
		if !f.Disagrees() {
			marks = append(marks, strings.ToLower(f.Label))
		}
	}
	return strings.Join(marks, " · ")
}

// disagreements counts the flags that are some, and no strength or priority that all share.
func disagreements(flags []plan.Flag) (n int) {
	for _, f := range flags {
		if f.Disagrees() {
			n++
		}
	}
	return n
}

func statementMarks(s plan.Statement) (marks []string) {
	if s.Statutory {
		marks = append(marks, "legal duty")
	}
	if s.Core {
		marks = append(marks, "core")
	}
	return marks
}

func scoreCell(f *plan.Framework, s *plan.Score) view.Cell {
	if s == nil || s.Level == 0 {
		return view.Cell{Status: "not yet"}
	}
	return view.Cell{Text: fmt.Sprint(int(s.Level)), Detail: f.Label(s.Level)}
}

// othersCell says what the other organisations scored: "Council 2, Social care 3".
func othersCell(s plan.StatementReview, me seat) view.Cell {
	var said []string
	for _, o := range s.Organisations {
		if o.Score != nil && o.Score.Level > 0 && o.Organisation != me.organisation {
			said = append(said, fmt.Sprintf("%s %d", shortOrganisation(o.Organisation), o.Score.Level))
		}
	}
	if len(said) == 0 {
		return view.Cell{Status: "not yet"}
	}
	return view.Text(strings.Join(said, ", "))
}

// shortOrganisation is how an organisation is called in a table, whose page has spelled it out.
func shortOrganisation(id string) string {
	switch id {
	case plan.ICB:
		return "ICB"
	case plan.Schools:
		return "Schools"
	case plan.AP:
		return "AP"
	}
	return plan.OrganisationName(id)
}

// readingCell says what a perspective says, or why it says nothing.
func readingCell(f *plan.Framework, r plan.Reading) view.Cell {
	cell := view.Cell{Status: r.State}
	switch {
	case r.Shown():
		cell.Text = r.Level()
		cell.Detail = sidebyside.Word(f, r)
	case r.State == "":
		cell.Status = "not asked"
	}
	return cell
}

// shared lets people of other partnerships see a page only where the board shares its draft.
func (p *Pages) shared(h handler) handler {
	return func(w http.ResponseWriter, r *http.Request, v visit) error {
		if !v.who.May(account.SeeDraft, v.code, "") {
			if a := v.assessment(); a == nil || !a.Shared {
				return forbiddenDraft()
			}
		}
		return h(w, r, v)
	}
}
