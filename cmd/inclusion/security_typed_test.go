package main

import (
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"inclusion/internal/desk/invented"
)

// typed is what stands in every field and parameter: no number, no day, no word of any list.
const typed = "7zq-canary-typed"

var (
	typedForm  = regexp.MustCompile(`(?s)<form[^>]*action="([^"]*)".*?</form>`)
	typedField = regexp.MustCompile(`<(?:input|textarea|select|button)[^>]*\bname="([^"]+)"`)
	anyNumber  = regexp.MustCompile(`[0-9]+`)
)

// TestNoErrorOfTheEngineQuotesWhatWasTyped puts a made-up word into every field of every form of the working pages, one kind of form once,
// and into parameters of the pages and the API, and sends forms that break off. The log at its most talkative never has the word, and
// nothing is answered as a fault of ours: a fault's line has its cause, and an engine quotes what it cannot read.
func TestNoErrorOfTheEngineQuotesWhatWasTyped(t *testing.T) {
	handler, site, log := loggedSite(t)
	cookies := map[string]*http.Cookie{}
	ask := func(who, method, path, kind, body string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, "http://127.0.0.1"+path, strings.NewReader(body))
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		r.Header.Set("Content-Type", kind)
		if c := cookies[who]; c != nil {
			r.AddCookie(c)
		}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code >= 500 && w.Code != http.StatusServiceUnavailable {
			t.Errorf("%s %.100s is answered %d", method, path, w.Code)
		}
		for _, c := range w.Result().Cookies() {
			cookies[who] = c
		}
		return w
	}
	const plain = "application/x-www-form-urlencoded"
	sent := map[string]bool{}
	for _, who := range []string{ofDraft, scoredBy, "data.101@sample.invalid"} {
		if w := ask(who, http.MethodPost, "/sign-in", plain, url.Values{"email": {who}, "password": {invented.Password}}.Encode()); w.Code != http.StatusSeeOther {
			t.Fatalf("signing in as %s: %d", who, w.Code)
		}
		board := "/board/" + anyNumber.FindString(who)
		for _, a := range site.addresses(t) {
			if !a.does(http.MethodGet) || !strings.HasPrefix(a.path, "/board/103") || strings.Contains(a.path, ".") && !strings.Contains(a.path, "5.3") {
				continue
			}
			for _, form := range typedForm.FindAllStringSubmatch(ask(who, http.MethodGet, strings.Replace(a.path, "/board/103", board, 1)+"?of="+typed+"&version="+typed+"&before="+typed, "", "").Body.String(), -1) {
				action, values := html.UnescapeString(form[1]), url.Values{}
				kind := anyNumber.ReplaceAllString(action, "0")
				if sent[kind] || !strings.HasPrefix(action, board) {
					continue
				}
				sent[kind] = true
				for _, field := range typedField.FindAllStringSubmatch(form[0], -1) {
					values.Set(field[1], typed)
				}
				ask(who, http.MethodPost, action, plain, values.Encode())
				ask(who, http.MethodPost, action, "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\""+typed+"\"\r\n\r\n"+typed)
				ask(who, http.MethodPost, action, plain, "base=%zz"+typed)
			}
		}
	}
	for _, a := range site.addresses(t) {
		if a.does(http.MethodGet) && (strings.HasPrefix(a.path, "/api/v1") && !strings.HasSuffix(a.template, ".csv") || strings.HasPrefix(a.path, "/compare") || strings.HasPrefix(a.path, "/indicators/S01") || strings.HasPrefix(a.path, "/map")) {
			for _, name := range []string{"period", "periods", "pool", "areas", "from", "limit", "page", "per_page", "year", "sort", "measure"} {
				path, _, _ := strings.Cut(a.path, "?")
				ask("", http.MethodGet, path+"?"+name+"="+typed, "", "")
			}
		}
	}
	if len(sent) < 15 {
		t.Errorf("only %d kinds of forms were sent: %v", len(sent), sent)
	}
	wantUnrepeated(t, "the log", log.String(), "zq-canary")
}
