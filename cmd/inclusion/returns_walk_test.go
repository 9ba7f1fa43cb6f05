package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"inclusion/ingest/invent"
	sample "inclusion/ingest/invent/returns"
	"inclusion/internal/browsertest"
)

const (
	ofData  = "data.101@sample.invalid"
	ofForum = "forum.101@sample.invalid"
)

// TestAReturnIsSentReadAndTakenAway walks with the data officer and the parent carer forum through a return, from its file to its end.
func TestAReturnIsSentReadAndTakenAway(t *testing.T) {
	s := ownSite(t)
	officer, forum := browsertest.Open(t), browsertest.Open(t)
	signIn(t, officer, s.url, ofData)
	signIn(t, forum, s.url, ofForum)

	sendReturn(t, officer, s.url, returnFile101(t))
	pageSays(t, officer, "the officer, of what is wrong", []string{"What to put right", "kinds of error", "Put the errors right before the return is sent", "Where it is wrong: your private list"}, []string{"Sample Child"})
	at := strings.TrimSuffix(evaluate[string](t, officer, "location.pathname"), "/findings")

	const fetched = `fetch(document.querySelector("#places").action, {method: "POST", body: new URLSearchParams({format: "csv"})}).then(async r => r.status + " " + (await r.text()).split("\n")[0])`
	if got := evaluateSoon[string](t, officer, fetched); !strings.HasPrefix(got, "200 ") || len(got) < len("200 rule") {
		t.Errorf("the list of places is answered %q", got)
	}
	if got := evaluateSoon[string](t, officer, fetched); !strings.HasPrefix(got, "410 ") {
		t.Errorf("the list of places is answered a second time: %q", got)
	}

	visit(t, officer, s.url+at)
	pageSays(t, officer, "the officer, of own figures", []string{"own return, not published", "The figures that matter most", "higher is better", "England:", "The own return says the same"}, []string{"small numbers", "are held back"})
	visit(t, officer, s.url+at+"/counts?table=ceased")
	exact := evaluate[[]string](t, officer, smallCounts)
	visit(t, forum, s.url+at+"/counts?table=ceased")
	if shown := evaluate[[]string](t, forum, smallCounts); len(exact) == 0 || len(shown) > 0 {
		t.Errorf("small numbers: the officer sees %q, and the forum %q", exact, shown)
	}
	pageSays(t, forum, "the forum, of counts", []string{"Counts of 1 to 5 are held back", "suppressed: small numbers"}, []string{"What to put right"})

	visit(t, officer, s.url+at+"/withdraw")
	evaluate[bool](t, officer, `document.querySelector("#withdraw button").focus() ?? true`)
	follow(t, officer, "\r")
	pageSays(t, officer, "the officer, after withdrawing", []string{"The return is withdrawn", "withdrawn", "by you"}, nil)
	if got := evaluateSoon[int](t, forum, `fetch("`+at+`").then(r => r.status)`); got != 404 {
		t.Errorf("the withdrawn return is answered %d", got)
	}
}

// smallCounts are the numbers from 1 to 5 in the cells of a page's tables.
const smallCounts = `[...document.querySelectorAll("main td")].map(c => c.firstChild?.textContent.trim()).filter(c => /^[1-5]$/.test(c))`

// returnFile101 is a file with the return of which the sample publishes figures.
func returnFile101(t *testing.T) string {
	t.Helper()
	made, err := sample.New(invent.DefaultSeed, "101", 2026)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := made.WriteXML(&b); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "SEN2_101_2026.xml")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// sendReturn sends a file through the form, as anybody does.
func sendReturn(t *testing.T, ctx context.Context, url, path string) {
	t.Helper()
	visit(t, ctx, url+"/board/101/return")
	if err := chromedp.Do(ctx, chromedp.SetUploadFiles("#return-file", []string{path})); err != nil {
		t.Fatal(err)
	}
	evaluate[bool](t, ctx, `document.querySelector("#return button").focus() ?? true`)
	follow(t, ctx, "\r")
}

// pageSays holds what a page says against what it must and must not say.
func pageSays(t *testing.T, ctx context.Context, who string, must, never []string) {
	t.Helper()
	said := evaluate[string](t, ctx, `document.body.textContent.replace(/\s+/g, " ")`)
	for _, words := range must {
		if !strings.Contains(said, words) {
			t.Errorf("%s: %q is not on the page: %s", who, words, said)
		}
	}
	for _, words := range never {
		if strings.Contains(said, words) {
			t.Errorf("%s: %q is on the page", who, words)
		}
	}
}
