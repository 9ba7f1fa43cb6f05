// Package plans holds the public pages of what a partnership has published: its self-assessment beside what families, the forum and
// published data say, its plan, promises and their progress, where partners and families disagree, and every version with what changed
// between them. Drafts are never shown here.
package plans

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/gorilla/mux"

	"inclusion/dashboards/page"
	view "inclusion/dashboards/template"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/web"
)

// Pages serves the public pages of plans.
type Pages struct {
	Views *view.Views
	Desk  *desk.Desk
	// Area is the beginning of a page of a local authority, and the authority's name.
	Area func(r *http.Request, key, title string) (page.AreaPage, string, error)
	// Kept serves a page from the cache while nothing changes that it is made of.
	Kept func(http.Handler) http.Handler
}

type handler func(w http.ResponseWriter, r *http.Request, s shown) error

// routes are the pages under an area's plan, by their address after /areas/{code}/plan.
func (p *Pages) routes() map[string]handler {
	return map[string]handler{
		"": p.overview,
	}
}

// Install adds the pages to the router.
func (p *Pages) Install(r *mux.Router, site *web.Site) {
	for path, h := range p.routes() {
		r.Handle("/areas/{code}/plan"+path, p.Kept(site.Page(p.withVersion(h)))).Methods(http.MethodGet, http.MethodHead)
	}
}

// shown is the version that a page shows.
type shown struct {
	page.AreaPage
	code    string
	name    string             // of the authority
	lines   []desk.VersionLine // public ones and those withdrawn, newest first
	version *plan.Version      // nil where none is public
	review  plan.Review
	line    desk.VersionLine
}

// href is the address of another page of the plan, of the same version.
func (s shown) href(path string) string {
	if path != "" {
		path = "/" + path
	}
	address := "/areas/" + s.code + "/plan" + path
	if s.version != nil && !s.newest() {
		address += "?version=" + strconv.Itoa(s.version.Number)
	}
	return address
}

// newest says that the version is the one that is in force.
func (s shown) newest() bool { return s.line.State == plan.Published }

// tabs are the pages of the plan.
var tabs = []struct{ path, title string }{
	{"", "At a glance"}, {"themes", "Ten themes"}, {"actions", "Promises and progress"}, {"disagreements", "Where we disagree"},
	{"forum", "The forum’s view"}, {"decisions", "Decisions and challenges"}, {"text", "The plan"}, {"versions", "Versions"}, {"summary", "One page"},
}

// links are the plan's pages, the one at path marked.
func (s shown) links(path string) (links []view.Link) {
	for _, t := range tabs {
		links = append(links, view.Link{Text: t.title, Href: s.href(t.path), Current: t.path == path})
	}
	return links
}

// withVersion reads the version a request asks for with ?version=, or the one in force.
func (p *Pages) withVersion(h handler) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Cache-Control", "public, max-age=60")
		s, err := p.read(r)
		if err != nil {
			return err
		}
		return h(w, r, s)
	}
}

func (p *Pages) read(r *http.Request) (s shown, err error) {
	s.code = mux.Vars(r)["code"]
	if s.AreaPage, s.name, err = p.Area(r, "plan", "Plan and self-assessment"); err != nil {
		return s, err
	}
	s.AreaPage.Frame.Plan = true
	all, err := p.Desk.Versions(r.Context(), s.code)
	if err != nil {
		return s, err
	}
	for _, l := range all {
		if l.Public() || l.State == plan.Withdrawn {
			s.lines = append(s.lines, l)
		}
	}
	wanted := r.URL.Query().Get("version")
	for _, l := range s.lines {
		if wanted == "" && l.State == plan.Published || wanted == strconv.Itoa(l.Number) {
			s.line = l
		}
	}
	switch {
	case s.line.Number == 0 && wanted != "":
		return s, web.NotFound("%s has published no version %q of its plan.", s.name, wanted)
	case s.line.Number == 0:
		return s, nil
	case s.line.State == plan.Withdrawn:
		return s, web.Problem{Status: http.StatusGone, Title: "Withdrawn", Detail: fmt.Sprintf("The partnership withdrew version %d. Its reason: %s", s.line.Number, s.line.Reason)}
	}
	s.version, s.review, err = p.Desk.Version(r.Context(), s.code, s.line.Number)
	if errors.Is(err, plan.ErrNoVersion) {
		return s, web.NotFound("%s has published no version %q of its plan.", s.name, wanted)
	}
	return s, err
}
