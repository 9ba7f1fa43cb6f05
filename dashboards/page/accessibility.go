package page

import (
	"net/http"

	view "inclusion/dashboards/template"
)

// Audited is the day of the audit that the accessibility statement speaks of: docs/accessibility.md.
const Audited = "22 November 2026"

// statement is a page about the server rather than about figures.
type statement struct {
	view.Frame
	Operator Operator
}

func (p *Pages) statement(r *http.Request, v reading, title, description string) statement {
	s := statement{Frame: p.frame(r, v, "", title), Operator: p.Operator}
	s.Description = description
	s.Breadcrumbs = []view.Link{{Text: "About", Href: "/about"}}
	return s
}

// accessibility says how far the pages can be used by everybody, and what to do where they cannot. What it has to say is what the
// regulations of 2018 on accessibility of public sector bodies' websites ask of a statement.
func (p *Pages) accessibility(w http.ResponseWriter, r *http.Request, v reading) error {
	page := struct {
		statement
		Audited string
	}{p.statement(r, v, "Accessibility", "How far everybody can use these pages, and what to do where you cannot."), Audited}
	return p.Views.Render(w, "accessibility", page)
}
