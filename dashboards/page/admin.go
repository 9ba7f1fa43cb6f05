package page

import (
	"errors"
	"net/http"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/web"
)

type signInView struct {
	view.Frame
	Refused  bool
	SignedIn bool
}

// installAdmin adds what only an administrator needs. Without anybody to be one, the addresses lead nowhere.
func (p *Pages) installAdmin(r *mux.Router, site *web.Site) {
	add := func(path, method string, h web.Handler) {
		if p.Admin == nil {
			h = site.NotFound("Nobody can sign in here: this server has no administrator.")
		}
		r.Handle(path, site.Page(private(h))).Methods(method)
	}
	add("/sign-in", http.MethodGet, p.signInForm)
	add("/sign-in", http.MethodPost, p.signIn)
	add("/sign-out", http.MethodPost, p.signOut)
	add("/data/live", http.MethodPost, p.goLive)
}

// private keeps an answer out of every cache.
func private(h web.Handler) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Cache-Control", "private, no-store")
		return h(w, r)
	}
}

// adminFrame surrounds a page that needs no data, so that somebody can sign in before there are any.
func (p *Pages) adminFrame(title string) view.Frame {
	frame := view.Frame{Title: title, Nav: navigation(""), Breadcrumbs: []view.Link{{Text: "Data", Href: "/data"}}}
	if v, release, err := p.Warehouse.Use(); err == nil {
		frame.Sample = v.Register == "sample"
		release()
	}
	return frame
}

func (p *Pages) signInForm(w http.ResponseWriter, r *http.Request) error {
	return p.Views.Render(w, "admin", signInView{Frame: p.adminFrame("Administrator"), SignedIn: p.Admin.Is(r)})
}

// signIn takes the administrator's key. What is said of a wrong one never depends on how wrong it was.
func (p *Pages) signIn(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return web.BadRequest("The form could not be read. Open the page again and send it once more.").BecauseOf(err)
	}
	if err := p.Admin.SignIn(w, r, r.PostForm.Get("key")); err != nil {
		var problem web.Problem
		if errors.As(err, &problem) && problem.Status != http.StatusUnauthorized {
			return problem
		}
		return p.Views.RenderStatus(w, http.StatusUnauthorized, "admin", signInView{Frame: p.adminFrame("Administrator"), Refused: true})
	}
	http.Redirect(w, r, "/data", http.StatusSeeOther)
	return nil
}

func (p *Pages) signOut(w http.ResponseWriter, r *http.Request) error {
	if err := p.Admin.SignOut(w, r); err != nil {
		return err
	}
	http.Redirect(w, r, "/data", http.StatusSeeOther)
	return nil
}

// goLive sets off a look at every source now.
func (p *Pages) goLive(w http.ResponseWriter, r *http.Request) error {
	if !p.Admin.Is(r) {
		return web.Forbidden("Only an administrator may load data. Sign in with the administrator's key first.")
	}
	if p.Loads == nil {
		return web.Unavailable("This server does not load data itself. Run \"inclusion ingest --live\" where the data folder is.")
	}
	if err := p.Loads.GoLive(r.Context()); err != nil {
		return web.Problem{Status: http.StatusConflict, Title: "Not started", Detail: "The publishers' newest data are not being fetched: somebody may have asked for them a moment ago. The data page says what becomes of each file.", Cause: err}
	}
	http.Redirect(w, r, "/data?asked", http.StatusSeeOther)
	return nil
}
