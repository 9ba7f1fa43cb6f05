package web

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/gorilla/mux"
)

// observed is a site that tells seen of its answers.
func observed(t *testing.T, seen *[]Answer) http.Handler {
	t.Helper()
	site := &Site{}
	router := mux.NewRouter()
	router.HandleFunc("/areas/{code}", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "page") })
	router.HandleFunc("/empty", func(http.ResponseWriter, *http.Request) {})
	router.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/empty", http.StatusSeeOther) })
	router.HandleFunc("/panic", func(http.ResponseWriter, *http.Request) { panic("a fault") })
	router.HandleFunc("/late", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "half")
		panic(http.ErrAbortHandler)
	})
	router.Handle("/fails", site.Page(func(http.ResponseWriter, *http.Request) error { return Unavailable("Not now.") }))
	router.Use(NameRoute)
	h, err := site.Wrap(Observe(func(a Answer) { *seen = append(*seen, a) }, router))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestAnswersAreCountedByRouteAndClass(t *testing.T) {
	var seen []Answer
	h := observed(t, &seen)
	for _, c := range []struct{ method, path, as string }{
		{"GET", "/areas/101?q=secret", "GET /areas/{code} 2xx"}, {"HEAD", "/areas/102", "HEAD /areas/{code} 2xx"}, {"GET", "/empty", "GET /empty 2xx"},
		{"POST", "/moved", "POST /moved 3xx"}, {"GET", "/fails", "GET /fails 5xx"}, {"GET", "/panic", "GET /panic 5xx"}, {"GET", "/late", "GET /late 2xx"},
		{"GET", "/nowhere/" + strings.Repeat("x", 99), "GET no route 4xx"}, {"BREW", "/empty", "other /empty 2xx"},
	} {
		seen = nil
		func() {
			defer func() { _ = recover() }()
			do(h, c.method, c.path, "")
		}()
		if len(seen) != 1 || seen[0].Method+" "+seen[0].Route+" "+seen[0].Class != c.as || seen[0].Took < 0 {
			t.Errorf("%s %s: %+v, want %s", c.method, c.path, seen, c.as)
		}
	}
}

func TestAnswersOutsideASiteAreCountedWithoutARoute(t *testing.T) {
	var got Answer
	do(Observe(func(a Answer) { got = a }, http.NotFoundHandler()), http.MethodGet, "/", "")
	if got.Route != "no route" || got.Class != "4xx" {
		t.Errorf("%+v", got)
	}
}
