package plans

import (
	"fmt"
	"net/http"

	view "inclusion/dashboards/template"
	"inclusion/internal/plan"
)

// versionsPage lists what was published, and what was withdrawn with its reason.
type versionsPage struct {
	shown
	List []versionLine
}

// versionLine is one version.
type versionLine struct {
	Link      view.Link
	State     string
	Agreed    string
	SHA256    string
	Withdrawn string // the reason
	Changes   view.Link
}

func (p *Pages) versions(w http.ResponseWriter, _ *http.Request, s shown) error {
	page := versionsPage{shown: s}
	for i, l := range s.lines {
		line := versionLine{State: view.UpperFirst(string(l.State)), Agreed: view.Date(l.At), SHA256: l.SHA256, Link: view.Link{Text: fmt.Sprintf("Version %d, self-assessment of %s", l.Number, l.Cycle)}}
		switch {
		case l.State == plan.Withdrawn:
			line.Withdrawn = l.Reason
		case l.State == plan.Published:
			line.Link.Href, line.State = "/areas/"+s.code+"/plan", "Published: this is the newest"
		default:
			line.Link.Href, line.State = fmt.Sprintf("/areas/%s/plan?version=%d", s.code, l.Number), "Superseded by a newer version"
		}
		for _, older := range s.lines[i+1:] {
			if l.Public() && older.Public() && line.Changes.Href == "" {
				line.Changes = view.Link{Text: fmt.Sprintf("What changed since version %d", older.Number), Href: fmt.Sprintf("/areas/%s/plan/changes?from=%d&to=%d", s.code, older.Number, l.Number)}
			}
		}
		page.List = append(page.List, line)
	}
	return p.Views.Render(w, "plan-versions", page)
}
