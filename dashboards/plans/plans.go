// Package plans holds the public pages of what a partnership has published: its self-assessment beside what families, the forum and
// published data say, its plan, promises and their progress, where partners and families disagree, and every version with what changed
// between them. Drafts are never shown here.
package plans

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

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

// route is one of the plan's pages: what it is called, and what answers it.
type route struct {
	path, title string
	handle      handler
}

// routes are the pages under an area's plan, by their address after /areas/{code}/plan.
func (p *Pages) routes() []route {
	return []route{
		{"", "Plan and self-assessment", p.overview},
		{"/themes", "Ten themes", p.themes}, {"/themes/{theme}", "Self-assessment", p.theme},
		{"/actions", "Promises and progress", p.actions}, {"/actions/{action:A[0-9]+}", "A promise", p.action},
		{"/disagreements", "Where we disagree", p.disagreements}, {"/forum", "The forum’s view", p.forum},
		{"/decisions", "Decisions and challenges", p.decisions}, {"/text", "The plan", p.text}, {"/local", "Local measures", p.local},
		{"/changes", "What has changed", p.changes}, {"/versions", "Versions of the plan", p.versions}, {"/summary", "The plan on one page", p.summary},
		{"/{file:scores|actions|disagreements}.{kind:csv|xlsx}", "", p.download},
	}
}

// Install adds the pages to the router.
func (p *Pages) Install(r *mux.Router, site *web.Site) {
	r.HandleFunc("/areas/{code}/plan/versions/{number:[0-9]+}", toVersion).Methods(http.MethodGet, http.MethodHead)
	for _, one := range p.routes() {
		r.Handle("/areas/{code}/plan"+one.path, p.Kept(site.Page(p.withVersion(one)))).Methods(http.MethodGet, http.MethodHead)
	}
}

// toVersion leads from a version's own address to its page.
func toVersion(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/areas/"+mux.Vars(r)["code"]+"/plan?version="+mux.Vars(r)["number"], http.StatusSeeOther)
}

// shown is the version that a page shows, and the beginning of the page.
type shown struct {
	page.AreaPage
	Parts     []view.Link
	Older     *view.Link  // leads to the newest version, where this is not it
	Line      string      // "Version 2 of 2026, agreed on 14 March 2026"
	Framework string      // version of the framework
	Empty     *view.Empty // where nothing is published
	Downloads []view.Link

	code    string
	name    string             // of the authority
	lines   []desk.VersionLine // public ones and those withdrawn, newest first
	version *plan.Version      // nil where none is public
	review  plan.Review
	line    desk.VersionLine
}

// href is the address of another page of the plan, of the same version.
func (s *shown) href(path string) string {
	path, anchor, anchored := strings.Cut(path, "#")
	if path != "" {
		path = "/" + path
	}
	address := "/areas/" + s.code + "/plan" + path
	if s.version != nil && !s.newest() {
		joint := "?"
		if strings.Contains(address, "?") {
			joint = "&"
		}
		address += joint + "version=" + strconv.Itoa(s.version.Number)
	}
	if anchored {
		address += "#" + anchor
	}
	return address
}

// newest says that the version is the one that is in force.
func (s *shown) newest() bool { return s.line.State == plan.Published }

// parts are the pages of the plan in the order of their links.
var parts = []struct{ path, title string }{
	{"", "At a glance"}, {"themes", "Ten themes"}, {"actions", "Promises and progress"}, {"disagreements", "Where we disagree"},
	{"forum", "The forum’s view"}, {"decisions", "Decisions and challenges"}, {"text", "The plan"}, {"local", "Local measures"},
	{"changes", "What has changed"}, {"versions", "Versions"}, {"summary", "One page"},
}

// links are the plan's pages; the one that an address is within is marked.
func (s *shown) links(path string) (links []view.Link) {
	within, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	for _, t := range parts {
		links = append(links, view.Link{Text: t.title, Href: s.href(t.path), Current: t.path == within})
	}
	return links
}

// withVersion reads the version a request asks for with ?version=, or the one in force.
func (p *Pages) withVersion(one route) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		web.Public(w.Header(), time.Minute)
		s, err := p.read(r, one)
		if err != nil {
			return err
		}
		return one.handle(w, r, s)
	}
}

// read finds the version and begins the page.
func (p *Pages) read(r *http.Request, one route) (s shown, err error) {
	s.code = mux.Vars(r)["code"]
	if s.AreaPage, s.name, err = p.Area(r, "plan", one.title); err != nil {
		return s, err
	}
	s.AreaPage.Frame.Plan = true
	if err := p.find(r, &s); err != nil {
		return s, err
	}
	s.Parts = s.links(one.path)
	if one.path != "" {
		s.Breadcrumbs = append(s.Breadcrumbs, view.Link{Text: "Plan and self-assessment", Href: s.href("")})
	}
	if s.version == nil {
		s.Parts, s.Empty = nil, s.nothing()
		return s, nil
	}
	s.Framework = s.version.Framework.Version
	s.Line = fmt.Sprintf("Version %d, self-assessment of %s, agreed on %s", s.version.Number, s.version.Cycle, view.Date(s.version.At))
	s.Frame.RunningHead = fmt.Sprintf("%s · %s · version %d, %s", s.name, one.title, s.version.Number, view.Date(s.version.At))
	if !s.newest() {
		s.Older = &view.Link{Text: "See the newest version", Href: "/areas/" + s.code + "/plan"}
	}
	return s, nil
}

// find looks for the version that is asked for. The error is 404 where there is none of that number, and 410 where it was withdrawn.
func (p *Pages) find(r *http.Request, s *shown) error {
	all, err := p.Desk.Versions(r.Context(), s.code)
	if err != nil {
		return err
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
	missing := web.NotFound("%s has published no version %q of its plan.", s.name, wanted)
	switch {
	case s.line.Number == 0 && wanted != "":
		return missing
	case s.line.Number == 0:
		return nil
	case s.line.State == plan.Withdrawn:
		return web.Problem{Status: http.StatusGone, Title: "This version was withdrawn", Detail: fmt.Sprintf("The partnership withdrew version %d. Its reason: %s", s.line.Number, s.line.Reason)}
	}
	s.version, s.review, err = p.Desk.Version(r.Context(), s.code, s.line.Number)
	if errors.Is(err, plan.ErrNoVersion) {
		return missing
	}
	return err
}

// nothing says what would be here, who puts it there and how. It is the same whether somebody has begun or not.
func (s *shown) nothing() *view.Empty {
	e := &view.Empty{Heading: "No plan is published here yet", Text: "Here would be what " + s.name + "’s SEND and alternative provision partnership says of its own work, " +
		"beside what the parent carer forum, families, young people and published data say; what it has promised, and how that goes. " +
		"The partnership’s board writes it after signing in, all partners sign it, and then it is published for everybody.",
		Links: []view.Link{{Text: "What published figures show", Href: "/areas/" + s.code}, {Text: "For families", Href: "/areas/" + s.code + "/families"}, {Text: "Sign in", Href: "/sign-in"}}}
	for _, l := range s.lines {
		if l.State == plan.Withdrawn {
			e.Text += fmt.Sprintf(" Version %d was withdrawn. The reason: %s", l.Number, l.Reason)
			continue
		}
		e.Heading = "No plan is in force at the moment"
		e.Links = append(e.Links, view.Link{Text: fmt.Sprintf("Version %d, which was in force before", l.Number), Href: fmt.Sprintf("/areas/%s/plan?version=%d", s.code, l.Number)})
	}
	return e
}

// needed is the error of a page that there is only with a version, such as a file.
func (s *shown) needed() error {
	if s.version == nil {
		return web.NotFound("%s has published no plan yet.", s.name)
	}
	return nil
}
