package main

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"inclusion/dashboards/page"
)

// linked and fieldOf find what a page's links and forms ask for.
var (
	linked  = regexp.MustCompile(`(?:href|action)="(/[^"#]*\?[^"#]*)`)
	fieldOf = regexp.MustCompile(`<(?:input|select|textarea)[^>]* name="([a-z]+)"`)
)

// TestEveryPublicAnswerMayBeKeptByProxies asks every address of the site as nobody. What may be kept names its version, is not sent again
// to whoever has it, is the same page whatever is added to its address, and is told apart by its coding; the rest may be kept nowhere.
func TestEveryPublicAnswerMayBeKeptByProxies(t *testing.T) {
	s := openShared(t)
	nobody := asVisitor(t, s, "")
	kept := 0
	for _, a := range s.addresses(t) {
		if !a.does(http.MethodGet) {
			continue
		}
		answer, body := nobody.reply(http.MethodGet, a.path)
		control := answer.Header.Get("Cache-Control")
		switch {
		case answer.StatusCode != http.StatusOK || strings.Contains(control, "no-store"):
			continue
		case !strings.HasPrefix(control, "public, max-age="):
			t.Errorf("%s: Cache-Control %q", a.path, control)
			continue
		}
		kept++
		wantKept(t, nobody, a.path, answer)
		wantKnown(t, a.path, body)
	}
	if kept < 80 {
		t.Errorf("only %d addresses may be kept", kept)
	}
}

// wantKept asks again, as those who have the answer and those who want only its head.
func wantKept(t *testing.T, nobody *visitor, path string, first *http.Response) {
	t.Helper()
	tag := first.Header.Get("Etag")
	if tag == "" {
		t.Errorf("%s names no version", path)
		return
	}
	answer, body := nobody.reply(http.MethodGet, path, "If-None-Match", `"other", `+tag)
	if answer.StatusCode != http.StatusNotModified || body != "" || answer.Header.Get("Etag") != tag || answer.Header.Get("Cache-Control") != first.Header.Get("Cache-Control") {
		t.Errorf("%s is answered to who has it with %d, %d bytes, %v", path, answer.StatusCode, len(body), answer.Header)
	}
	answer, body = nobody.reply(http.MethodHead, path)
	if answer.StatusCode != http.StatusOK || body != "" || answer.Header.Get("Etag") != tag {
		t.Errorf("HEAD %s: %d, %d bytes, tag %q", path, answer.StatusCode, len(body), answer.Header.Get("Etag"))
	}
	if kind := first.Header.Get("Content-Type"); strings.HasPrefix(kind, "text/html") && !strings.Contains(first.Header.Get("Vary"), "Accept-Encoding") {
		t.Errorf("%s: Vary is %q", path, first.Header.Values("Vary"))
	}
	answer, _ = nobody.reply(http.MethodHead, path+"?fbclid=made-up")
	if same := answer.Header.Get("Etag") == tag; !same && answer.StatusCode != http.StatusBadRequest {
		t.Errorf("%s with a parameter that no page knows is another page (%d)", path, answer.StatusCode)
	}
}

// wantKnown holds a page to asking for nothing that would be left out on the way to it.
func wantKnown(t *testing.T, path, body string) {
	t.Helper()
	for _, link := range linked.FindAllStringSubmatch(body, -1) {
		at, err := url.Parse(html.UnescapeString(link[1]))
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		for name := range at.Query() {
			if !slices.Contains(page.Parameters, name) && !strings.HasPrefix(at.Path, "/api/") && !strings.HasPrefix(at.Path, "/sign-in") {
				t.Errorf("%s leads to %s, and %s is left out on the way", path, at, name)
			}
		}
	}
	for _, field := range fieldOf.FindAllStringSubmatch(body, -1) {
		if !slices.Contains(page.Parameters, field[1]) {
			t.Errorf("%s has the field %s, and what is written there is left out", path, field[1])
		}
	}
}
