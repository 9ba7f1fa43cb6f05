package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/gorilla/mux"

	"inclusion/internal/web"
)

// address is a route of the served site, with something in place of each variable.
type address struct {
	template, path string
	methods        []string
}

var variable = regexp.MustCompile(`\{(\w+)(?::([^{}]*(?:\{[^{}]*\}[^{}]*)*))?\}`)

// addresses lists every route of the site: none escapes what is tried at all of them.
func (s *running) addresses(t *testing.T) (all []address) {
	t.Helper()
	known := map[string]string{"code": "101", "id": "S01", "statement": "5.3", "organisation": "forum", "from": "forum", "section": "S2", "theme": "T5", "action": "A4", "token": "secret"}
	err := s.router.Walk(func(route *mux.Route, _ *mux.Router, _ []*mux.Route) error {
		template, err := route.GetPathTemplate()
		if err != nil {
			return err
		}
		methods, _ := route.GetMethods() // none: any
		path := variable.ReplaceAllStringFunc(template, func(v string) string {
			parts := variable.FindStringSubmatch(v)
			if choices := strings.Split(strings.Trim(parts[2], "()"), "|"); len(choices) > 1 {
				return choices[0]
			}
			if text := known[parts[1]]; text != "" {
				return url.PathEscape(text)
			}
			return "1"
		})
		if strings.HasPrefix(path, "/board/101") {
			path = strings.Replace(path, "101", "103", 1)
		}
		if strings.HasPrefix(path, "/api/v1/values") {
			path += "?areas=101&indicators=S01" // not the whole of them
		}
		all = append(all, address{template, path, methods})
		return nil
	})
	if err != nil || len(all) < 200 {
		t.Fatalf("%d routes, %v", len(all), err)
	}
	return all
}

// does says that the route answers a method.
func (a address) does(method string) bool {
	for _, m := range a.methods {
		if m == method {
			return true
		}
	}
	return len(a.methods) == 0
}

// reply asks for something and gives back the answer with the whole body.
func (v *visitor) reply(method, path string, header ...string) (*http.Response, string) {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), method, v.site.url+path, nil)
	if err != nil {
		v.t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	answer, err := v.client.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return answer, string(body)
}

// always are the headers of every answer, whatever it is.
var always = map[string]string{
	"Content-Security-Policy": web.Policy, "X-Content-Type-Options": "nosniff", "Cross-Origin-Opener-Policy": "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin", "Strict-Transport-Security": "", "Server": "", "X-Powered-By": "", "Access-Control-Allow-Origin": "",
}

// wantGuarded holds an answer to the headers that every answer has.
func wantGuarded(t *testing.T, what string, answer *http.Response, body string) {
	t.Helper()
	h := answer.Header
	for name, want := range always {
		if got := h.Get(name); got != want || len(h.Values(name)) > 1 {
			t.Errorf("%s: %s is %q, want %q", what, name, h.Values(name), want)
		}
	}
	if policy := h.Get("Referrer-Policy"); policy != "same-origin" && policy != "no-referrer" {
		t.Errorf("%s: Referrer-Policy is %q", what, policy)
	}
	if !strings.Contains(h.Get("Permissions-Policy"), "camera=()") || len(h.Get("X-Request-Id")) != 16 {
		t.Errorf("%s: Permissions-Policy %q, request %q", what, h.Get("Permissions-Policy"), h.Get("X-Request-Id"))
	}
	kind := h.Get("Content-Type")
	if body != "" && (kind == "" || strings.HasPrefix(kind, "text/") && !strings.Contains(strings.ToLower(kind), "charset=utf-8")) {
		t.Errorf("%s: %d bytes of the kind %q", what, len(body), kind)
	}
	if answer.StatusCode >= 400 && !strings.Contains(h.Get("Cache-Control"), "no-store") {
		t.Errorf("%s: %d may be kept: %q", what, answer.StatusCode, h.Get("Cache-Control"))
	}
	if answer.StatusCode >= 500 && answer.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("%s: %d", what, answer.StatusCode)
	}
}

// TestEveryAnswerOfEveryRouteIsGuarded asks every address of the site as nobody, by a method that it answers and by one that it does not;
// and as somebody signed in every address that is not for everybody, and some of the others.
func TestEveryAnswerOfEveryRouteIsGuarded(t *testing.T) {
	s := openShared(t)
	nobody, board := asVisitor(t, s, ""), asVisitor(t, s, ofDraft)
	personal := regexp.MustCompile(`^/(board|people|account|sign-in|about|data/live|pack|invitation|reset)`)
	refused := []string{http.MethodPut, http.MethodTrace, http.MethodOptions, http.MethodDelete}
	for i, a := range s.addresses(t) {
		if a.does(http.MethodGet) {
			answer, body := nobody.reply(http.MethodGet, a.path)
			wantGuarded(t, "GET "+a.path, answer, body)
			if len(answer.Cookies()) > 0 {
				t.Errorf("reading %s sets the cookie %s", a.path, answer.Cookies()[0].Name)
			}
		}
		if a.does(http.MethodGet) && (personal.MatchString(a.path) || i%8 == 0) {
			answer, body := board.reply(http.MethodGet, a.path)
			wantGuarded(t, "signed in, GET "+a.path, answer, body)
			if kept := answer.Header.Get("Cache-Control"); kept != "private, no-store" && !strings.HasPrefix(a.path, "/static/") {
				t.Errorf("signed in, %s may be kept: %q", a.path, kept)
			}
		}
		method := refused[i%len(refused)]
		answer, body := nobody.reply(method, a.path)
		wantGuarded(t, method+" "+a.path, answer, body)
		if answer.StatusCode != http.StatusMethodNotAllowed && answer.StatusCode != http.StatusNotFound || strings.Contains(body, "Sec-Fetch-Site") {
			t.Errorf("%s %s: %d", method, a.path, answer.StatusCode)
		}
	}
}

// TestEveryAnswerPromisesTLSWhereThereIs asks a site that has a public address: each answer keeps browsers to TLS.
func TestEveryAnswerPromisesTLSWhereThereIs(t *testing.T) {
	t.Parallel()
	handler, site := publicSite(t, "https://inclusion.example")
	for _, a := range site.addresses(t) {
		if strings.HasPrefix(a.path, "/api/") || !a.does(http.MethodGet) {
			continue // as the others, and slower
		}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "https://inclusion.example"+a.path, nil))
		if got := w.Header().Get("Strict-Transport-Security"); got != "max-age=31536000; includeSubDomains" {
			t.Errorf("%s: %q", a.path, got)
		}
	}
}

// TestEveryWriteFromAnotherSiteIsRefused sends a form to every address that takes one, as a page of another site makes a browser of
// somebody signed in do. What says nothing of where it comes from is no browser's, and is answered as its cookie allows.
func TestEveryWriteFromAnotherSiteIsRefused(t *testing.T) {
	s := openShared(t)
	board := asVisitor(t, s, ofDraft)
	writes := 0
	for _, a := range s.addresses(t) {
		if !a.does(http.MethodPost) || len(a.methods) == 0 {
			continue
		}
		writes++
		for name, header := range map[string][]string{
			"another site":                  {"Sec-Fetch-Site", "cross-site", "Origin", "https://elsewhere.invalid"},
			"a neighbour of this host":      {"Sec-Fetch-Site", "same-site", "Origin", "https://other.127.0.0.1.invalid"},
			"another site, older browser":   {"Origin", "https://elsewhere.invalid"},
			"a sandboxed page":              {"Origin", "null"},
			"another port, older browser":   {"Origin", "http://127.0.0.1:1"},
			"a method in place of the true": {"Sec-Fetch-Site", "cross-site", "X-HTTP-Method-Override", "GET"},
		} {
			answer, body := board.reply(http.MethodPost, a.path, header...)
			if answer.StatusCode != http.StatusForbidden {
				t.Errorf("%s: POST %s from %s: %d", name, a.path, header, answer.StatusCode)
			}
			wantGuarded(t, "POST "+a.path+" from "+name, answer, body)
		}
	}
	if writes < 60 {
		t.Errorf("only %d addresses take forms", writes)
	}
}
