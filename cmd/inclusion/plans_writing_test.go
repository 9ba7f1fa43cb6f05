package main

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"inclusion/internal/browsertest"
	"inclusion/internal/plan"
)

const (
	reasonField = scoreForm + " textarea[name=rationale]"
	// saysOfTheForm is a script's condition on what stands beside the form's button.
	saysOfTheForm = `document.querySelector("` + scoreForm + ` .saved").textContent.includes`
	// unasked keeps a browser from asking whether to leave words that are not saved: nobody is there to answer.
	unasked = `const add = window.addEventListener.bind(window);
window.addEventListener = (kind, ...rest) => { if (kind !== "beforeunload") add(kind, ...rest); };`
)

// writer opens a browser, as the forum of Dunmarrow, on the statement.
func writer(t *testing.T, s *running) context.Context {
	t.Helper()
	ctx := browsertest.Open(t)
	signIn(t, ctx, s.url, scoredBy)
	if err := chromedp.Do(ctx, browsertest.OnEveryPage(unasked)); err != nil {
		t.Fatal(err)
	}
	visit(t, ctx, s.url+scoredPage)
	return ctx
}

// write chooses a level and adds words to the reason, with the keyboard.
func write(t *testing.T, ctx context.Context, words string) {
	t.Helper()
	evaluate[bool](t, ctx, `(e => { if (!document.querySelector("`+scoreForm+` input[name=level]:checked")?.value.match(/[1-4]/)) document.querySelector("`+scoreForm+` input[name=level][value='1']").click(); e.focus(); e.setSelectionRange(e.value.length, e.value.length); return true; })(document.querySelector("`+reasonField+`"))`)
	press(t, ctx, words)
}

// TestTwoBrowsersOnOneStatementLoseNothing: the second is shown what the first wrote and keeps its own words; pressing the button puts them in
// the place of the first's, which stay in the history.
func TestTwoBrowsersOnOneStatementLoseNothing(t *testing.T) {
	s := ownSite(t)
	first, second := writer(t, s), writer(t, s)
	write(t, first, "The first of us wrote this.")
	waitFor(t, first, saysOfTheForm+`("Saved at")`)
	write(t, second, "The second had not seen it.")
	waitFor(t, second, saysOfTheForm+`("somebody else saved it first")`)
	form := evaluate[string](t, second, `document.querySelector("`+scoreForm+`").textContent`)
	if own := evaluate[string](t, second, `document.querySelector("`+reasonField+`").value`); !strings.Contains(form, "The first of us wrote this.") || own != "The second had not seen it." {
		t.Errorf("the second's form says %q beside %q", own, form)
	}
	if stands := s.standing(t); stands == nil || stands.Rationale != "The first of us wrote this." {
		t.Fatalf("%+v stands", stands)
	}
	evaluate[bool](t, second, `document.querySelector("`+scoreForm+` button[type=submit]").focus() ?? true`)
	follow(t, second, kb.Enter)
	stands := s.standing(t)
	if stands.Rationale != "The second had not seen it." {
		t.Errorf("after the button %q stands", stands.Rationale)
	}
	history, err := s.plans.History(t.Context(), "103", plan.KindScore, stands.Key())
	if err != nil || len(history) < 2 || !strings.Contains(history[len(history)-2].Body, "The first of us wrote this.") {
		t.Errorf("the history has %d texts, without the first's (%v)", len(history), err)
	}
	visit(t, second, s.url+scoredPage)
	if said := evaluate[string](t, second, `document.querySelector("`+reasonField+`").value`); said != "The second had not seen it." {
		t.Errorf("the page says %q afterwards", said)
	}
}

// TestWordsOutliveALostConnection: what is written without a connection is sent when it is back, and where the page was left meanwhile it stands
// in the form again, to be sent with the button.
func TestWordsOutliveALostConnection(t *testing.T) {
	s := ownSite(t)
	ctx := writer(t, s)
	connected := func(yes bool) {
		t.Helper()
		if err := chromedp.Do(ctx, browsertest.Offline(!yes)); err != nil {
			t.Fatal(err)
		}
	}
	write(t, ctx, "Before it broke.")
	waitFor(t, ctx, saysOfTheForm+`("Saved at")`)
	connected(false)
	write(t, ctx, " While it was away.")
	waitFor(t, ctx, saysOfTheForm+`("Not saved yet: no connection. Your words are kept in this browser.")`)
	if got := s.standing(t).Rationale; got != "Before it broke." {
		t.Fatalf("%q stands", got)
	}
	connected(true)
	waitFor(t, ctx, saysOfTheForm+`("Saved at")`)
	if got := s.standing(t).Rationale; got != "Before it broke. While it was away." {
		t.Fatalf("%q stands once the connection is back", got)
	}

	connected(false)
	write(t, ctx, " And again.")
	waitFor(t, ctx, saysOfTheForm+`("Not saved yet: no connection")`)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	connected(true)
	visit(t, ctx, s.url+scoredPage)
	if got := evaluate[string](t, ctx, `document.querySelector("`+reasonField+`").value + document.querySelector("`+scoreForm+` .restored p")?.textContent`); !strings.HasPrefix(got, "Before it broke. While it was away. And again.") || !strings.Contains(got, "had not been saved") {
		t.Fatalf("opened again the form says %q", got)
	}
	evaluate[bool](t, ctx, `document.querySelector("`+scoreForm+` button[type=submit]").focus() ?? true`)
	follow(t, ctx, kb.Enter)
	if got := s.standing(t).Rationale; got != "Before it broke. While it was away. And again." {
		t.Errorf("%q stands in the end", got)
	}
	if kept := evaluate[int](t, ctx, `Object.keys(localStorage).length`); kept != 0 {
		t.Errorf("%d forms are still kept in the browser", kept)
	}
}
