package board

import (
	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/plan"
	"inclusion/internal/web"
)

// working is what every working page of a partnership has.
type working struct {
	view.Frame
	Heading, Lede string
	Tabs          []tabGroup
	Framework     string // version; empty where no assessment has begun
	Closed        string // why nothing can be written; empty where it can
}

// working begins a page. current is the path of its tab.
func (p *Pages) working(v visit, current, title string) working {
	w := working{Frame: p.frame(v, title), Heading: title, Tabs: p.tabs(v, current)}
	if a := v.assessment(); a != nil {
		w.Framework = a.Framework
		if !open(a.State) {
			w.Closed = "The self-assessment of " + a.Cycle + " is " + string(a.State) + ". It does not change any more."
		}
	} else {
		w.Closed = "No self-assessment has begun."
	}
	return w
}

// assessment is the newest cycle's; nil where none has begun.
func (v visit) assessment() *plan.Assessment { return v.book.Assessments[v.book.Cycle()] }

// open says that an assessment in a state is still being written.
func open(s plan.State) bool {
	return s == plan.Draft || s == plan.PartnerReview || s == plan.ForumResponse
}

// places are the working pages of a partnership in the order of their tabs, by group, each with the right that shows it.
var places = []struct {
	group string
	tabs  []place
}{
	{"Partnership", []place{
		{"Overview", "", account.SeeDraft},
		{"Workbook", "workbook", account.ImportWorkbook},
		{"People", "people", account.ManagePeople},
		{"History", "history", account.SeeCautions},
	}},
	{"Assessment", []place{
		{"Statements", "assessment", account.SeeDraft},
		{"Side by side", "perspectives", account.SeeDraft},
		{"Disagreements", "disagreements", account.SeeDraft},
		{"Evidence", "evidence", account.SeeDraft},
		{"Surveys", "surveys", account.SeeDraft},
		{"In own words", "voices", account.SeeDraft},
	}},
	{"Plan", []place{
		{"Sections", "plan", account.SeeDraft},
		{"Actions", "actions", account.SeeDraft},
		{"Decisions", "decisions", account.SeeDraft},
		{"Publish", "publish", account.SeeDraft},
		{"Versions", "versions", account.SeeDraft},
		{"Pack", "pack", account.SeePack},
	}},
	{"Figures", []place{
		{"Local measures", "measures", account.SeeDraft},
		{"SEN2 return", "return", account.SeeReturn},
	}},
}

// place is a working page that has a tab.
type place struct {
	text, path string
	right      account.Right
}

// tabGroup is the tabs that belong together.
type tabGroup struct {
	Name    string
	Current bool // the page being read is one of them
	Links   []view.Link
}

// tabs lead to the working pages that there are and that the person may see.
func (p *Pages) tabs(v visit, current string) (groups []tabGroup) {
	routed := map[string]bool{}
	for _, route := range p.Routes() {
		routed[route.Path] = true
	}
	for _, g := range places {
		group := tabGroup{Name: g.group}
		for _, tab := range g.tabs {
			if routed[boardHref("{code}", tab.path)] && v.who.May(tab.right, v.code, "") {
				group.Links = append(group.Links, view.Link{Text: tab.text, Href: boardHref(v.code, tab.path), Current: tab.path == current})
				group.Current = group.Current || tab.path == current
			}
		}
		if len(group.Links) > 0 {
			groups = append(groups, group)
		}
	}
	return groups
}

// seat is an organisation that somebody scores for, and from which perspective.
type seat struct {
	perspective  plan.Perspective
	organisation string
}

// seats are those that a person has in the partnership.
func (v visit) seats() (all []seat) {
	for _, g := range v.who.In(v.code) {
		switch {
		case !v.who.May(account.WriteScore, v.code, g.Organisation):
		case g.Organisation == plan.ForumOrg:
			all = append(all, seat{plan.Forum, plan.ForumOrg})
		case g.Organisation == plan.YoungOrg:
			all = append(all, seat{plan.Young, plan.YoungOrg})
		case plan.Scorer(g.Organisation):
			all = append(all, seat{plan.Leaders, g.Organisation})
		}
	}
	return all
}

// score is what a seat has said of a statement; nil where it has not.
func (v visit) score(s seat, cycle, statement string) *plan.Score {
	return v.book.Score(cycle, statement, s.perspective, s.organisation)
}

// scored says that a seat has given the statement a level.
func (v visit) scored(s seat, cycle, statement string) bool {
	score := v.score(s, cycle, statement)
	return score != nil && score.Level > 0
}

// askedOf are the statements that an assessment asks to be scored: all, or the core set.
func askedOf(f *plan.Framework, a *plan.Assessment) (all []plan.Statement) {
	for _, s := range f.Statements() {
		if a == nil || !a.Core || s.Core {
			all = append(all, s)
		}
	}
	return all
}

// levelOf is a level with its word and the shape of a perspective.
func levelOf(f *plan.Framework, l plan.Level, of plan.Perspective) view.Level {
	if l == 0 {
		return view.Level{Status: "not yet assessed"}
	}
	return view.Level{Shape: of.Shape(), Number: string(rune('0' + l)), Word: f.Label(l)}
}

// scoreLevel is the level of a score; nil is one that nobody has given.
func scoreLevel(f *plan.Framework, s *plan.Score, of plan.Perspective) view.Level {
	if s == nil {
		return levelOf(f, 0, of)
	}
	return levelOf(f, s.Level, of)
}

// errNotBegun is the answer where a page is about a self-assessment and there is none.
func errNotBegun() error {
	return web.NotFound("No self-assessment has begun here. Whoever runs it for the board can begin one on the partnership’s page.")
}
