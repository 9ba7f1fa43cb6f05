package web

import (
	"net/http"
	"net/url"
	"slices"
)

// Only lets through the parameters that pages know, sorted, and leaves the others out as if they had not been sent: what a newsletter or
// a search engine adds to a link makes no page of its own, and nobody makes one page a thousand times by making up names.
func Only(known []string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.RawQuery == "" {
			next.ServeHTTP(w, r)
			return
		}
		asked := r.URL.Query()
		kept := url.Values{}
		for name, values := range asked {
			if slices.Contains(known, name) {
				kept[name] = values
			}
		}
		narrowed := *r
		at := *r.URL
		at.RawQuery = kept.Encode()
		narrowed.URL = &at
		next.ServeHTTP(w, &narrowed)
	})
}
