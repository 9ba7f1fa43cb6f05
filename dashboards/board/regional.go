package board

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/plan"
)

func (p *Pages) regionalRoutes() []Route {
	return []Route{{Method: http.MethodGet, Path: "/regional", Right: account.SeeRegion, handle: p.regional}}
}

// regionalPage is several partnerships of one viewer: how they are spread and what they share. They are never ordered by level.
type regionalPage struct {
	view.Frame
	Heading, Lede string
	Spread        *view.Table
	Shared        *view.Table
	Open          *view.Table
	Drafts        []view.Link
	Ages          *view.Table
	Framework     string
	Empty         *view.Empty
}

// regionalPlan is one of the viewer's partnerships; version is nil where it has published nothing.
type regionalPlan struct {
	code, name string
	version    *plan.Version
	review     plan.Review
}

// regional shows what the viewer's partnerships have published, and which drafts are shared.
func (p *Pages) regional(w http.ResponseWriter, r *http.Request, v visit) error {
	page := regionalPage{Frame: p.frame(v, "Several partnerships side by side"), Heading: "Several partnerships side by side"}
	page.Writes = false
	page.Lede = "How partnerships for special educational needs and disabilities (SEND) and alternative provision (AP) are spread, and what they could learn together. Areas stand in the order of their codes, never by level. Areas of a programme were chosen by how they did before, so differences are not effects of a programme."
	var all []regionalPlan
	for _, code := range viewersCodes(v.who) {
		one, err := p.regionalPlan(r, code)
		if err != nil {
			return err
		}
		all = append(all, one)
		book, err := p.Desk.Book(r.Context(), code)
		if err != nil {
			return err
		}
		if a := book.Assessments[book.Cycle()]; a != nil && a.Shared && (open(a.State) || a.State == plan.Agreed) {
			page.Drafts = append(page.Drafts, view.Link{Text: "Draft of " + a.Cycle + ": " + one.name, Href: boardHref(code, "perspectives"), Note: string(a.State)})
		}
	}
	if len(all) == 0 {
		page.Empty = &view.Empty{Heading: "No partnership yet", Text: "Your account may see several partnerships side by side, but none has been given to it. Whoever manages the server can do that."}
		return p.Views.Render(w, "board-regional", page)
	}
	page.Ages = regionalAges(all)
	all = slices.DeleteFunc(all, func(one regionalPlan) bool { return one.version == nil })
	if len(all) > 0 {
		page.Spread, page.Shared, page.Open = spreadTable(all), sharedWeakTable(all), openTable(all)
		page.Framework = all[0].version.Framework.Version
	}
	return p.Views.Render(w, "board-regional", page)
}

// viewersCodes are the partnerships that somebody views as a regional viewer, by code.
func viewersCodes(who *account.Person) (codes []string) {
	for _, g := range who.Grants {
		if g.Role == account.Regional && g.Partnership != "" && !slices.Contains(codes, g.Partnership) {
			codes = append(codes, g.Partnership)
		}
	}
	slices.Sort(codes)
	return codes
}

func (p *Pages) regionalPlan(r *http.Request, code string) (one regionalPlan, err error) {
	one.code = code
	if one.name, err = p.Desk.Name(r.Context(), code); err != nil {
		return one, err
	}
	version, review, ok, err := p.Desk.Published(r.Context(), code)
	if err != nil {
		return one, err
	}
	if ok {
		one.version, one.review, one.name = version, review, version.Name
	}
	return one, nil
}

// spreadTable counts, for each statement, how many partnerships are at each level of the board.
func spreadTable(all []regionalPlan) *view.Table {
	table := &view.Table{Caption: "How many partnerships are at each level", CaptionHidden: true, Columns: []view.Column{{Label: "Statement"}},
		Note: "A statement that a partnership’s framework does not have, or that it has not scored, counts as not yet."}
	for l := plan.Level(1); l <= 4; l++ {
		table.Columns = append(table.Columns, view.Column{Label: fmt.Sprint(l), Note: all[0].version.Framework.Label(l), Numeric: true})
	}
	table.Columns = append(table.Columns, view.Column{Label: "Not yet", Numeric: true})
	for _, s := range all[0].version.Framework.Statements() {
		var at [5]int
		for _, one := range all {
			at[one.level(s.ID)]++
		}
		cells := []view.Cell{view.Text(s.ID + " " + s.Short)}
		for _, n := range append(at[1:], at[0]) {
			cells = append(cells, view.Number(fmt.Sprint(n)))
		}
		table.Rows = append(table.Rows, view.Row{Cells: cells})
	}
	return table
}

// level is the board's published level of a statement; 0 where there is none.
func (one regionalPlan) level(statement string) plan.Level {
	if s := one.review.Book.Score(one.review.Cycle, statement, plan.Leaders, plan.BoardOrg); s != nil {
		return s.Level
	}
	return 0
}

// sharedWeakTable lists the statements that two or more partnerships put at the lower two levels, the most shared first.
func sharedWeakTable(all []regionalPlan) *view.Table {
	type shared struct {
		statement plan.Statement
		weak      []string
	}
	var list []shared
	for _, s := range all[0].version.Framework.Statements() {
		one := shared{statement: s}
		for _, p := range all {
			if l := p.level(s.ID); l == 1 || l == 2 {
				one.weak = append(one.weak, p.name)
			}
		}
		if len(one.weak) > 1 {
			list = append(list, one)
		}
	}
	slices.SortStableFunc(list, func(a, b shared) int { return cmp.Compare(len(b.weak), len(a.weak)) })
	table := &view.Table{Caption: "Statements that are weak in several partnerships", CaptionHidden: true, Columns: []view.Column{{Label: "Statement"}, {Label: "At level 1 or 2"}}}
	for _, one := range list {
		names := view.Cell{}
		for i, name := range one.weak {
			if i > 0 {
				names.Text += "; "
			}
			names.Text += name
		}
		table.Rows = append(table.Rows, view.Row{Cells: []view.Cell{view.Text(one.statement.ID + " " + one.statement.Short), names}})
	}
	if len(table.Rows) == 0 {
		return nil
	}
	return table
}

// openTable counts the disagreements that each board has not answered.
func openTable(all []regionalPlan) *view.Table {
	table := &view.Table{Caption: "Disagreements without an answer", CaptionHidden: true, Columns: []view.Column{{Label: "Partnership"}, {Label: "Not yet answered", Numeric: true}, {Label: "Places that want an answer", Numeric: true}}}
	for _, one := range all {
		unanswered, of := 0, 0
		for _, f := range one.review.Flags {
			if !f.Needs {
				continue
			}
			of++
			if !f.Answered() {
				unanswered++
			}
		}
		table.Rows = append(table.Rows, view.Row{Cells: []view.Cell{view.Linked(one.name, "/areas/"+one.code+"/plan/disagreements"), view.Number(fmt.Sprint(unanswered)), view.Number(fmt.Sprint(of))}})
	}
	return table
}

// regionalAges says how old each plan is, and the figures it was made with.
func regionalAges(all []regionalPlan) *view.Table {
	table := &view.Table{Caption: "How old plans and their figures are", CaptionHidden: true, Columns: []view.Column{{Label: "Partnership"}, {Label: "Plan"}, {Label: "Newest figure in it"}}}
	for _, one := range all {
		cells := []view.Cell{view.Linked(one.name, "/areas/"+one.code+"/plan"), {Status: "nothing published"}, {}}
		if one.version != nil {
			newest := plan.Day("")
			for _, f := range one.version.Figures.Values {
				newest = max(newest, f.Released)
			}
			cells[1] = view.Cell{Text: fmt.Sprintf("Version %d", one.version.Number), Detail: "agreed on " + view.Date(one.version.At)}
			cells[2] = view.Cell{Status: "not known"}
			if newest.Valid() {
				cells[2] = view.Cell{Text: "published " + dayText(newest)}
			}
		}
		table.Rows = append(table.Rows, view.Row{Cells: cells})
	}
	return table
}
