package page

import (
	"net/http"

	"inclusion/internal/account"
)

// cookies says what the pages leave in a browser.
func (p *Pages) cookies(w http.ResponseWriter, r *http.Request, v reading) error {
	page := struct {
		statement
		Kept        keptFor
		Names, Away []string // of the session's cookie, and of a sign-in elsewhere: over plain HTTP and over TLS
	}{p.statement(r, v, "Cookies", "Reading sets no cookie. Signing in sets one."), keptTimes(), account.CookieNames(), account.AwayCookieNames()}
	return p.Views.Render(w, "cookies", page)
}
