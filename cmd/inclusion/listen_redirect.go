package main

import (
	"net/http"
	"strings"

	"inclusion/internal/web"
)

// sendsOn sends browsers to the same page at the public address, whatever host they asked for. A program that asks the API in the clear
// is told so instead of being helped to go on, and nothing that was sent in the clear is sent again.
func sendsOn(public string) http.Handler {
	site := &web.Site{}
	return site.Page(func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Cache-Control", "no-store")
		if r.Method != http.MethodGet && r.Method != http.MethodHead || strings.HasPrefix(r.URL.Path, "/api/") {
			return web.Forbidden("This is not encrypted. Use %s.", public)
		}
		target := public + "/" + strings.TrimLeft(r.URL.EscapedPath(), "/")
		if r.URL.RawQuery != "" {
			target += "?" + r.URL.RawQuery
		}
		http.Redirect(w, r, target, http.StatusPermanentRedirect)
		return nil
	})
}
