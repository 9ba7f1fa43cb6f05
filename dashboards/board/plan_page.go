package board

import (
	"slices"

	view "inclusion/dashboards/template"
	"inclusion/internal/plan"
)

// planPage is what every page of the plan shows around its own.
type planPage struct {
	working
	Parts []view.Link // the other lists of the plan
	Saved string      // what has just been saved; empty where nothing has
}

// partsOfPlan are the pages of the plan, beneath its tab.
var partsOfPlan = []struct{ text, path string }{
	{"Twelve sections", "plan"}, {"Partnership", "profile"}, {"Priorities", "priorities"}, {"Actions", "actions"}, {"Decisions", "decisions"},
	{"Challenges", "challenges"}, {"Risks", "risks"}, {"What has changed", "changes"}, {"Inspection findings", "findings"},
	{"Reform plan returns", "reform-plan"},
}

// planPage begins a page of the plan. The plan lives on from one assessment to the next, so that none need have begun.
func (p *Pages) planPage(v visit, current, title, lede string) planPage {
	tab := current
	if !isTab(current) {
		tab = "plan"
	}
	page := planPage{working: p.working(v, tab, title)}
	page.Lede, page.Closed = lede, ""
	for _, part := range partsOfPlan {
		page.Parts = append(page.Parts, view.Link{Text: part.text, Href: boardHref(v.code, part.path), Current: part.path == current})
	}
	return page
}

// isTab says that a page has a tab of its own.
func isTab(path string) bool {
	for _, group := range places {
		if slices.ContainsFunc(group.tabs, func(tab place) bool { return tab.path == path }) {
			return true
		}
	}
	return false
}

// framework is the one that the newest assessment is made against, or the newest there is.
func (p *Pages) framework(b *plan.Book) *plan.Framework {
	if a := b.Assessments[b.Cycle()]; a != nil {
		if f, ok := p.Desk.Frameworks.Version(a.Framework); ok {
			return f
		}
	}
	return p.Desk.Frameworks.Newest()
}

// planRoutes are the pages of the plan, of what is published, and of what was.
func (p *Pages) planRoutes() (all []Route) {
	all = slices.Concat(p.sectionRoutes(), p.profileRoutes(), p.actionRoutes(), p.measureRoutes(), p.publishRoutes(), p.packRoutes(), p.historyRoutes(),
		p.workbookRoutes(), p.reformRoutes())
	for _, reg := range registers() {
		all = append(all, p.registerRoutes(reg)...)
	}
	return all
}
