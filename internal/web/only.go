package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Only lets through the parameters that pages know, as they were written, and leaves the others out as if they had not been sent: what a
// newsletter or a search engine adds to a link makes no page of its own, and nobody makes one page a thousand times by making up names.
func Only(known []string, next http.Handler) http.Handler {
	unknown := func(part string) bool {
		name, _, _ := strings.Cut(part, "=")
		name, err := url.QueryUnescape(name)
		return err != nil || !slices.Contains(known, name)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		parts := strings.Split(r.URL.RawQuery, "&")
		if !slices.ContainsFunc(parts, unknown) || r.URL.RawQuery == "" {
			next.ServeHTTP(w, r)
			return
		}
		narrowed, at := *r, *r.URL
		at.RawQuery = strings.Join(slices.DeleteFunc(parts, unknown), "&")
		narrowed.URL = &at
		next.ServeHTTP(w, &narrowed)
	})
}
