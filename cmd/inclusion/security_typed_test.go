package main

import (
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
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
	server := httptest.NewServer(handler) // over a connection: a return is given more time to arrive
	t.Cleanup(server.Close)
	site.url = server.URL
	ask := func(who *visitor, method, path, kind, body string) string {
		r, err := http.NewRequestWithContext(t.Context(), method, server.URL+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		r.Header.Set("Content-Type", kind)
		status, text := who.answer(r)
		if status >= 500 && status != http.StatusServiceUnavailable {
			t.Errorf("%s %.100s is answered %d", method, path, status)
		}
		return text
	}
	const plain = "application/x-www-form-urlencoded"
	sent := map[string]bool{}
	for _, email := range []string{ofDraft, scoredBy, "data.101@sample.invalid"} {
		who := asVisitor(t, site, email)
		board := "/board/" + anyNumber.FindString(email)
		for _, a := range site.addresses(t) {
			if !a.does(http.MethodGet) || !strings.HasPrefix(a.path, "/board/103") || strings.Contains(a.path, ".") && !strings.Contains(a.path, "5.3") {
				continue
			}
			for _, form := range typedForm.FindAllStringSubmatch(ask(who, http.MethodGet, strings.Replace(a.path, "/board/103", board, 1)+"?of="+typed+"&version="+typed+"&before="+typed, "", ""), -1) {
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
	nobody := asVisitor(t, site, "")
	for _, a := range site.addresses(t) {
		if a.does(http.MethodGet) && (strings.HasPrefix(a.path, "/api/v1") && !strings.HasSuffix(a.template, ".csv") || strings.HasPrefix(a.path, "/compare") || strings.HasPrefix(a.path, "/indicators/S01") || strings.HasPrefix(a.path, "/map")) {
			for _, name := range []string{"period", "periods", "pool", "areas", "from", "limit", "page", "per_page", "year", "sort", "measure"} {
				path, _, _ := strings.Cut(a.path, "?")
				ask(nobody, http.MethodGet, path+"?"+name+"="+typed, "", "")
			}
		}
	}
	if len(sent) < 15 {
		t.Errorf("only %d kinds of forms were sent: %v", len(sent), sent)
	}
	wantUnrepeated(t, "the log", log.String(), "zq-canary")
}
