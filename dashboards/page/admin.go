package page

import (
	"net/http"
	"net/url"

	"github.com/gorilla/mux"

	"inclusion/internal/account"
	"inclusion/internal/web"
)

// installAdmin adds what only who manages the server needs.
func (p *Pages) installAdmin(r *mux.Router, site *web.Site) {
	r.Handle("/data/live", site.Page(private(p.goLive))).Methods(http.MethodPost)
}

// private keeps an answer out of every cache.
func private(h web.Handler) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Cache-Control", "private, no-store")
		return h(w, r)
	}
}

// signInTo is the page of signing in, which leads back to where somebody wanted to go.
func signInTo(r *http.Request) string {
	if r.Method != http.MethodGet {
		return "/sign-in"
	}
	return "/sign-in?" + url.Values{"next": {r.URL.RequestURI()}}.Encode()
}

// goLive sets off a look at every source now.
func (p *Pages) goLive(w http.ResponseWriter, r *http.Request) error {
	if !p.personal(r) {
		if account.Asking(r.Context()) == nil {
			return web.SignInNeeded("Only the administrator of this server may load data. Sign in first.")
		}
		return web.Forbidden("Your role does not include this: %s.", account.Rules[account.ManageServer].Words)
	}
	if account.Asking(r.Context()).Demo {
		return web.Forbidden("This is a demonstration account. It loads no data.")
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
