package page

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"inclusion/dashboards/sidebyside"
	view "inclusion/dashboards/template"
	"inclusion/internal/plan"
	"inclusion/internal/warehouse"
)

// publicPlan is what a partnership has published, as pages of figures show it.
type publicPlan struct {
	area    warehouse.Area
	version *plan.Version
	review  plan.Review
}

// noPlan is said where none is published; it is the same whether somebody has begun or not.
const noPlan = "No plan is published here yet"

// planOf is what the partnership of an area has published; nil where it has published nothing, and for an area that has no partnership.
func (p *Pages) planOf(ctx context.Context, a warehouse.Area) (*publicPlan, error) {
	if p.Plans == nil || a.Level != "authority" || a.Ended() {
		return nil, nil
	}
	version, review, ok, err := p.Plans.Published(ctx, a.Code)
	if err != nil || !ok {
		return nil, err
	}
	return &publicPlan{a, version, review}, nil
}

// plansOf are the published plans of areas, in their order.
func (p *Pages) plansOf(ctx context.Context, areas []warehouse.Area) (all []publicPlan, err error) {
	for _, a := range areas {
		one, err := p.planOf(ctx, a)
		if err != nil {
			return nil, err
		}
		if one != nil {
			all = append(all, *one)
		}
	}
	return all, nil
}

func planHref(code, page string) string {
	if page == "" {
		return areaTabHref(code, "plan")
	}
	return areaTabHref(code, "plan") + "/" + page
}

// link names the version: "published version 2, 14 March 2026".
func (p publicPlan) link() view.Link {
	return view.Link{Text: fmt.Sprintf("published version %d, %s", p.version.Number, view.Date(p.version.At)), Href: planHref(p.area.Code, "")}
}

func (p publicPlan) statementHref(s plan.Statement) string {
	return planHref(p.area.Code, "themes/"+s.Theme+"#s"+s.ID)
}

// fillPlan writes into an area's overview what its partnership has published.
func (p *Pages) fillPlan(r *http.Request, page *overviewView, a warehouse.Area) error {
	if a.Level != "authority" || a.Ended() {
		return nil
	}
	published, err := p.planOf(r.Context(), a)
	if err != nil {
		return err
	}
	page.Head.Plan = &view.Link{Text: strings.ToLower(noPlan[:1]) + noPlan[1:], Href: planHref(a.Code, "")}
	if published == nil {
		return nil
	}
	link := published.link()
	page.Head.Plan, page.Views = &link, published.besideSignals()
	return nil
}

// besideSignals is the published level of each theme beside its data signal.
func (p publicPlan) besideSignals() *view.Table {
	table := &view.Table{Caption: "Published levels beside the data signal", CaptionHidden: true, Columns: []view.Column{{Label: "Theme"}},
		Note: "Levels are the partnership’s own, by version " + p.version.Framework.Version + " of this project’s own framework, which is not the Department for Education’s (DfE), Ofsted’s or the Care Quality Commission’s. Views are kept apart: there is no number that blends them."}
	seen := []plan.Perspective{plan.Leaders, plan.Forum, plan.Families, plan.Data}
	for _, perspective := range seen {
		table.Columns = append(table.Columns, view.Column{Label: perspective.Heading()})
	}
	for _, t := range p.review.Themes {
		cells := []view.Cell{view.Linked(t.Theme.ID+" "+t.Theme.Title, planHref(p.area.Code, "themes/"+t.Theme.ID))}
		for _, perspective := range seen {
			r := t.Readings[perspective]
			if !r.Shown() {
				cells = append(cells, view.Cell{Status: r.State})
				continue
			}
			cells = append(cells, view.Cell{Text: strings.TrimSpace(r.Level() + " " + sidebyside.Word(&p.version.Framework, r)), Status: r.State})
		}
		table.Rows = append(table.Rows, view.Row{Cells: cells})
	}
	return table
}

// assessedThemes is the same table on the page of themes, where each theme is also named by its own part: its words say that they lead to the plan.
func (p publicPlan) assessedThemes() *view.Table {
	table := p.besideSignals()
	table.Caption = "Levels of each theme, by whose view they are"
	for _, row := range table.Rows {
		row.Cells[0].Text += " in the plan"
	}
	return table
}

// askedAbout are the statements that families ask about first: waiting, reviews and short breaks.
var askedAbout = []string{"6.1", "6.2", "5.3", "6.4"}

// ownWords is what the area says of itself on one of them.
type ownWords struct {
	Place    view.Link
	Said     string
	Reason   string
	Evidence []string
	Hidden   string // how much evidence is not public
	Forum    string // unedited
}

// toFamilies is what the area says about itself on what families ask about first.
func (p publicPlan) toFamilies() (all []ownWords) {
	for _, t := range p.review.Themes {
		for _, s := range t.Statements {
			if !slices.Contains(askedAbout, s.Statement.ID) {
				continue
			}
			one := ownWords{Place: view.Link{Text: s.Statement.Short, Href: p.statementHref(s.Statement)}, Said: "The board has given no level."}
			if s.Board != nil && s.Board.Level > 0 {
				one.Said, one.Reason = fmt.Sprintf("The board says %d of 4: %s.", s.Board.Level, p.version.Framework.Label(s.Board.Level)), s.Board.Rationale
				one.Evidence, one.Hidden = p.evidenceOf(s.Board)
			}
			if s.Panel != nil {
				one.Forum = s.Panel.Rationale
			}
			all = append(all, one)
		}
	}
	return all
}

// evidenceOf is the public evidence that a score rests on, and how much of it is not public, in words.
func (p publicPlan) evidenceOf(score *plan.Score) (titles []string, hidden string) {
	n := 0
	for _, id := range score.Evidence {
		if e := p.review.Book.Evidence[id]; e != nil && e.Public {
			titles = append(titles, e.Title)
		} else {
			n++
		}
	}
	if n > 0 {
		hidden = view.Counted(n, "piece", "pieces")
	}
	return titles, hidden
}

// planAges says how old each area's plan is; areas stand in the order of the page, and never by level.
func planAges(members []warehouse.Area, plans []publicPlan) groupTable {
	table := &view.Table{Caption: "Each area’s plan, and how much of it has a level", CaptionHidden: true, Columns: []view.Column{{Label: "Area"}, {Label: "Plan"}, {Label: "Framework"}, {Label: "Statements with a level of the board", Numeric: true}}}
	for _, a := range members {
		cells := []view.Cell{view.Linked(a.Name, areaHref(a.Code)), {Status: "no plan published"}, {}, {}}
		if i := slices.IndexFunc(plans, func(p publicPlan) bool { return p.area.Code == a.Code }); i >= 0 {
			link, scored, of := plans[i].link(), 0, 0
			for _, t := range plans[i].review.Themes {
				for _, s := range t.Statements {
					of++
					if s.Readings[plan.Leaders].Shown() {
						scored++
					}
				}
			}
			cells = []view.Cell{cells[0], view.Linked(link.Text, link.Href), view.Text(plans[i].version.Framework.Version), view.Number(fmt.Sprintf("%d of %d", scored, of))}
		}
		table.Rows = append(table.Rows, view.Row{Cells: cells})
	}
	text := "No plan is published here yet."
	if len(plans) > 0 {
		text = fmt.Sprintf("%d of %d areas have published a plan. Self-assessed levels are not for ranking areas.", len(plans), len(members))
	}
	return groupTable{"plans", "How old each area’s plan is", text, table}
}

// sharedStatements are the statements that several areas put lowest, so that they can learn together, and who is at 4 with families who
// agree.
func sharedStatements(plans []publicPlan) groupTable {
	type shared struct {
		statement    plan.Statement
		weak, strong []view.Link
	}
	byID := map[string]*shared{}
	for _, p := range plans {
		lowest := p.lowest()
		for _, t := range p.review.Themes {
			for _, s := range t.Statements {
				one := byID[s.Statement.ID]
				if one == nil {
					one = &shared{statement: s.Statement}
					byID[s.Statement.ID] = one
				}
				link := view.Link{Text: p.area.Name, Href: p.statementHref(s.Statement)}
				level := s.Readings[plan.Leaders].Low
				if level > 0 && level == lowest {
					one.weak = append(one.weak, link)
				}
				if level == 4 && s.Readings[plan.Families].Low >= 3 {
					one.strong = append(one.strong, link)
				}
			}
		}
	}
	var all []*shared
	for _, one := range byID {
		if len(one.weak) > 1 {
			all = append(all, one)
		}
	}
	slices.SortFunc(all, func(a, b *shared) int {
		return cmp.Or(cmp.Compare(len(b.weak), len(a.weak)), cmp.Compare(a.statement.ID, b.statement.ID))
	})
	g := groupTable{ID: "shared-statements", Title: "Shared weakest statements, to learn together", Text: "Statements that two or more areas put at their own lowest level, and areas at level 4 where at least half of families agree. Areas are not ordered by level."}
	if len(all) == 0 {
		g.Text = "No statement is at the lowest level of two or more areas that have published a plan."
		return g
	}
	g.Table = &view.Table{Caption: "Statements that several areas put lowest", CaptionHidden: true, Columns: []view.Column{{Label: "Statement"}, {Label: "At their lowest level"}, {Label: "At 4, and families agree"}}}
	for _, one := range all {
		g.Table.Rows = append(g.Table.Rows, view.Row{Cells: []view.Cell{{Text: one.statement.ID + " " + one.statement.Short}, view.Text(linkNames(one.weak)), cmpCell(linkNames(one.strong), "none of these areas")}})
	}
	return g
}

// lowest is the lowest level that the board gives; 0 where it gives none.
func (p publicPlan) lowest() (lowest plan.Level) {
	for _, t := range p.review.Themes {
		for _, s := range t.Statements {
			if l := s.Readings[plan.Leaders].Low; l > 0 && (lowest == 0 || l < lowest) {
				lowest = l
			}
		}
	}
	return lowest
}

func linkNames(links []view.Link) string {
	names := make([]string, len(links))
	for i, l := range links {
		names[i] = l.Text
	}
	return strings.Join(names, ", ")
}

func cmpCell(text, status string) view.Cell {
	if text == "" {
		return view.Cell{Status: status}
	}
	return view.Text(text)
}

// againstData are the places where published levels and data disagree, with what each board answered.
func againstData(plans []publicPlan) groupTable {
	g := groupTable{ID: "against-data", Title: "Where published levels and data disagree", Text: "Leaders above published figures by a level or more, with the board’s answer."}
	g.Table = &view.Table{Caption: "Levels above published figures, by area", CaptionHidden: true, Columns: []view.Column{{Label: "Area"}, {Label: "Where"}, {Label: "What each says"}, {Label: "The board’s answer"}}}
	for _, p := range plans {
		for _, f := range p.review.Flags {
			if f.Rule != "G3" || !f.Needs {
				continue
			}
			where := view.Linked(f.Item, planHref(p.area.Code, "disagreements#"+strings.ReplaceAll(f.Item, ".", "-")+"-"+f.Rule))
			if s, ok := p.version.Framework.Statement(f.Item); ok {
				where.Text += " " + s.Short
			}
			answer := view.Cell{Status: "not yet answered"}
			if f.Response != nil {
				answer = view.Cell{Text: f.Response.Answer, Detail: f.Response.Text}
			}
			g.Table.Rows = append(g.Table.Rows, view.Row{Cells: []view.Cell{view.Text(p.area.Name), where, view.Text(f.Detail), answer}})
		}
	}
	if len(g.Table.Rows) == 0 {
		g.Text, g.Table = "In no area that has published a plan do leaders stand above published figures by a level or more.", nil
	}
	return g
}
