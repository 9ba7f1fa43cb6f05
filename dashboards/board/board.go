// Package board is where the people of a partnership work after signing in: the assessment, statement by statement, the plan with its
// actions, what stands in the way of publication, sign-offs, packs and people. Every address is in one table with the right that it
// asks for; what may be saved is decided by the desk.
package board

import (
	"log/slog"
	"net/http"
	"slices"
	"time"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/web"
)

// Pages serves the working pages.
type Pages struct {
	Views  *view.Views
	Desk   *desk.Desk
	Log    *slog.Logger
	Now    func() time.Time
	Sample func() bool // the data served are invented
	People
	Returns Returns

	lists shelf // of what to put right in returns
}

// Route is an address, the right it asks for, and what answers it. {code} is the partnership's.
type Route struct {
	Method, Path string
	Right        account.Right
	MaxBody      int64 // bytes of an upload; web.DefaultMaxBody when 0
	handle       handler
}

// visit is what a handler gets: who asks, and for which partnership.
type visit struct {
	who  *account.Person
	code string // "" on pages of no partnership
	name string // of the partnership
	book *plan.Book
}

type handler func(w http.ResponseWriter, r *http.Request, v visit) error

// Routes lists every working page. It is what the table of roles is tested against.
func (p *Pages) Routes() []Route {
	return slices.Concat(p.peopleRoutes(), p.assessorRoutes(), p.planRoutes(), p.sen2Routes())
}

// Install adds the working pages to the router.
func (p *Pages) Install(r *mux.Router, site *web.Site) {
	for _, route := range p.Routes() {
		h := site.Page(p.guarded(route))
		if route.MaxBody > 0 {
			h = web.AllowBody(route.MaxBody, h)
		}
		r.Handle(route.Path, h).Methods(route.Method)
	}
}

// guarded asks for the right before anything is read. Who has not signed in is told to; who may not is told so, and a partnership's
// draft does not show whether it is there.
func (p *Pages) guarded(route Route) web.Handler {
	return p.keepingWords(route, func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Cache-Control", "private, no-store")
		w.Header().Set("X-Robots-Tag", "noindex")
		v := visit{who: account.Asking(r.Context()), code: mux.Vars(r)["code"]}
		if !v.who.May(route.Right, v.code, "") {
			switch {
			case v.who == nil:
				return web.SignInNeeded("Only people of the partnership see this page.")
			case v.who.NeedsSecond && r.Method == http.MethodGet:
				http.Redirect(w, r, "/account/second-factor", http.StatusSeeOther)
				return nil
			case v.who.NeedsSecond:
				return web.Forbidden("Set up your second factor first: this server asks everybody for one.")
			}
			return web.Forbidden("Your role does not include this: %s.", account.Rules[route.Right].Words)
		}
		if v.code != "" {
			var err error
			if v.book, err = p.Desk.Book(r.Context(), v.code); err != nil {
				return err
			}
			if v.name, err = p.Desk.Name(r.Context(), v.code); err != nil {
				return err
			}
		}
		return route.handle(w, r, v)
	})
}

// frame surrounds a working page.
func (p *Pages) frame(v visit, title string) view.Frame {
	f := view.Frame{Title: title, Plan: true, Writes: true, Sample: p.Sample(), SignIn: &view.Link{Text: "Sign in", Href: "/sign-in"},
		Nav: []view.Link{{Text: "My partnerships", Href: "/board"}, {Text: "Areas", Href: "/areas"}, {Text: "About", Href: "/about"}}}
	if v.who.May(account.OwnAccount, "", "") {
		f.SignIn = &view.Link{Text: v.who.Name, Href: "/account"}
	} else {
		f.Nav = f.Nav[1:]
	}
	if v.code != "" {
		f.Breadcrumbs = []view.Link{{Text: "My partnerships", Href: "/board"}, {Text: v.name, Href: boardHref(v.code, "")}}
	}
	return f
}

// boardHref is the address of a working page.
func boardHref(code, page string) string {
	if page == "" {
		return "/board/" + code
	}
	return "/board/" + code + "/" + page
}
