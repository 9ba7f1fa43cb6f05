package page

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// mostPage bounds a page or a file over the small warehouse, in bytes.
const mostPage = 8 << 20

// named fills the places of a route's path: {code:...} and {id} with what is given, {file:csv|png} with one of the choices.
func named(route, code, id string, choice uint) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(route, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		place, after, _ := strings.Cut(rest, "}")
		name, pattern, _ := strings.Cut(place, ":")
		choices := strings.Split(pattern, "|")
		switch {
		case len(choices) > 1:
			b.WriteString(choices[choice%uint(len(choices))])
		case name == "code":
			b.WriteString(url.PathEscape(code))
		default:
			b.WriteString(url.PathEscape(id))
		}
		route = after
	}
}

// FuzzRequest asks every page and file that takes parameters for anything. No answer is a failure of the server; what was typed is never shown as markup;
// tables, pictures and pages are what they say they are; and no answer is large.
func FuzzRequest(f *testing.F) {
	all := []string{"/compare", "/compare.{file:csv|xlsx|svg|png}", "/map", "/map.{file:csv|xlsx|svg|png}", "/indicators/{id}/movers",
		"/indicators/{id}/movers.{file:csv|xlsx}", "/indicators/{id}/funnel", "/indicators/{id}/funnel.{file:svg|png}", "/indicators/{id}",
		"/indicators", "/areas", "/areas/{code}/indicators/{id}"}
	for i := range all {
		f.Add(uint(i), uint(0), "101", "S01", "indicator=S01'&areas=101,102&indicators=S01&from=2020&to=2024&by=years&view=chart&page=2&width=100000&height=100000&q=%3Cb%3E&area=%00")
	}
	for _, query := range []string{"areas=" + strings.Repeat("101,", 2000), "add=%3Cscript%3Ealert(1)%3C/script%3E&from=-1&to=99999999999", "chart=%00&twice=101&%zz=1",
		"page=9223372036854775807&areas=101&indicators=S01,,S01&by=%F0%9F%98%80", "areas='--&indicators=\";"} {
		f.Add(uint(0), uint(1), "101", "S01", query)
	}
	site := newIndicatorSite(f, indicatorFolder(f), nil)
	f.Fuzz(func(t *testing.T, which, choice uint, code, id, query string) {
		address, err := url.ParseRequestURI(named(all[which%uint(len(all))], code, id, choice) + "?" + query) // as the server reads what a client asks for
		if err != nil {
			return
		}
		ask := httptest.NewRequest(http.MethodGet, "/", nil)
		ask.URL = address
		w := httptest.NewRecorder()
		begun := time.Now()
		site.handler.ServeHTTP(w, ask)
		if took := time.Since(begun); took > 20*time.Second {
			t.Errorf("%s took %s", address, took)
		}
		if w.Code >= 500 || w.Body.Len() > mostPage {
			t.Fatalf("%s answers %d with %d bytes: %.300s", address, w.Code, w.Body.Len(), w.Body)
		}
		if to := w.Header().Get("Location"); to != "" && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//")) {
			t.Errorf("%s leads away to %q", address, to)
		}
		is(t, address.String(), w)
	})
}

// is says whether an answer is what its headers say.
func is(t *testing.T, address string, w *httptest.ResponseRecorder) {
	t.Helper()
	kind := w.Header().Get("Content-Type")
	switch {
	case w.Code >= 300 && w.Code < 400:
	case strings.HasPrefix(kind, "text/html"):
		scripts(t, address, w.Body.Bytes())
	case strings.HasPrefix(kind, "text/csv"):
		r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(w.Body.Bytes(), []byte("\ufeff"))))
		r.FieldsPerRecord = -1
		if _, err := r.ReadAll(); err != nil {
			t.Errorf("%s is no CSV: %v", address, err)
		}
	case strings.HasPrefix(kind, "image/png"):
		if !bytes.HasPrefix(w.Body.Bytes(), []byte("\x89PNG")) {
			t.Errorf("%s is no PNG", address)
		}
	case strings.HasPrefix(kind, "application/vnd.openxml"):
		if !bytes.HasPrefix(w.Body.Bytes(), []byte("PK")) {
			t.Errorf("%s is no workbook", address)
		}
	case kind == "":
		t.Errorf("%s answers %d without a type", address, w.Code)
	}
}

// scripts says whether a page holds a script that is none of ours: what a reader typed has become markup.
func scripts(t *testing.T, address string, page []byte) {
	t.Helper()
	tokens := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			token := tokens.Token()
			for _, a := range token.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
					t.Errorf("%s shows <%s %s=%q>", address, token.Data, a.Key, a.Val)
				}
				if token.Data == "script" && a.Key == "src" && !strings.HasPrefix(a.Val, "/static/") {
					t.Errorf("%s loads %q", address, a.Val)
				}
			}
		}
	}
}
