package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"inclusion/internal/account"
	"inclusion/internal/browsertest"
	"inclusion/internal/plan"
)

// evaluateSoon waits for what a script promises.
func evaluateSoon[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return value
}

// asEverybody runs a look at each page behind signing in, with a browser for each person.
func asEverybody(t *testing.T, look func(t *testing.T, ctx context.Context, url, path string)) {
	s := openShared(t)
	for _, seen := range behindSignIn {
		t.Run(seen.who, func(t *testing.T) {
			t.Parallel()
			ctx := browsertest.Open(t)
			if seen.who == inspector {
				openByLink(t, ctx, s.url)
			} else {
				signIn(t, ctx, s.url, seen.who)
			}
			if err := chromedp.Do(ctx, browsertest.OnEveryPage(browsertest.Refusals)); err != nil {
				t.Fatal(err)
			}
			for _, path := range seen.pages {
				t.Run(path, func(t *testing.T) { look(t, ctx, s.url, newDocuments(t, s).filled(path)) })
			}
			if left, err := browsertest.Left(ctx); err != nil || len(left) != 1 || left[0] != "cookie "+account.CookieNames()[0] {
				t.Errorf("signing in and reading leaves %q in the browser (%v), not the session's cookie alone", left, err)
			}
		})
	}
}

// filled writes the year, an id of the story or that of a return into an address.
func (d documents) filled(path string) string {
	if strings.Contains(path, "{return}") {
		return strings.ReplaceAll(path, "{return}", d.keptReturn("101"))
	}
	if !strings.Contains(path, "{evidence}") && !strings.Contains(path, "key=2026") {
		return path
	}
	book := d.book("103")
	return strings.NewReplacer("{evidence}", plan.Sorted(book.Evidence)[0].ID, "2026", book.Cycle()).Replace(path)
}

// asked of every page by its structure: it was not refused, one heading of the first level, none skipped, every field has a name, and
// what is asked of the reader says so to the browser, which can fill it in.
const structure = `(() => {
	const wrong = [], levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map(h => +h.tagName[1]);
	if (levels.filter(l => l === 1).length !== 1) wrong.push("it has " + levels.filter(l => l === 1).length + " headings of the first level");
	levels.forEach((l, i) => { if (i > 0 && l > levels[i - 1] + 1) wrong.push("after a heading of level " + levels[i - 1] + " comes one of level " + l); });
	for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
		const named = field.labels?.length > 0 && [...field.labels].every(l => l.textContent.trim() !== "");
		if (!named && !field.getAttribute("aria-label") && !field.getAttribute("aria-labelledby")) wrong.push(field.name + " has no label");
	}
	for (const field of document.querySelectorAll("input[type=password], input[type=email], input[name=code]")) {
		if (!field.getAttribute("autocomplete")) wrong.push(field.name + " does not say what it is for");
	}
	const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
	ids.filter((id, i) => ids.indexOf(id) !== i).forEach(id => wrong.push("two elements are called " + id));
	if (document.querySelector("main h1")?.textContent.match(/^(Not allowed|Not found|Sign in|Something)/)) wrong.push("it is refused: " + document.querySelector("main h1").textContent);
	return wrong;
})()`

// TestEveryWorkingPageIsAccessible holds axe-core's rules against every page behind signing in on a laptop, and looks at its structure, at a
// width of 320, where nothing scrolls sideways but tables in their own regions, at a reader's own spacing, at what is hard to hit, and at what
// the security policy refused. In the end the browser keeps the session's cookie and nothing else.
func TestEveryWorkingPageIsAccessible(t *testing.T) {
	axe := browsertest.Axe(t)
	asEverybody(t, func(t *testing.T, ctx context.Context, url, path string) {
		faults, err := browsertest.Violations(ctx, axe, url+path, browsertest.Looks[0])
		if err != nil {
			t.Fatal(err)
		}
		faults = append(faults, evaluate[[]string](t, ctx, structure)...)
		faults = append(faults, evaluate[[]string](t, ctx, `refused`)...)
		narrow, err := browsertest.Overflow(ctx, 320)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range append(append(faults, narrow...), guided(t, ctx)...) {
			t.Error(f)
		}
	})
}

// workingKinds are a page of each kind behind signing in, for who sees them all.
var workingKinds = workingSections("103", "", "/assessment", "/assessment/5.3", "/perspectives", "/disagreements", "/evidence", "/surveys?theme=T5", "/voices", "/plan/S2", "/actions/A1", "/actions/new", "/decisions/new",
	"/measures/L-WW1", "/publish", "/pack", "/pack/1", "/workbook", "/people", "/history", "/cautions")

// TestEveryKindOfWorkingPageHoldsOnAPhoneAndInTheDark also goes through each with the Tab key alone.
func TestEveryKindOfWorkingPageHoldsOnAPhoneAndInTheDark(t *testing.T) {
	axe := browsertest.Axe(t)
	s := openShared(t)
	ctx := browsertest.Open(t)
	signIn(t, ctx, s.url, ofDraft)
	for _, path := range workingKinds {
		t.Run(path, func(t *testing.T) {
			for _, look := range browsertest.Looks[1:3] {
				faults, err := browsertest.Violations(ctx, axe, s.url+path, look)
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range faults {
					t.Errorf("%s: %s", look.Name, f)
				}
			}
			visit(t, ctx, s.url+path)
			n, faults, err := browsertest.Tabbed(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if n < 10 {
				t.Errorf("the page has %d stops", n)
			}
			for _, f := range faults {
				t.Error(f)
			}
		})
	}
}

// The statement that tests write about: the forum of Dunmarrow is asked to respond and has scored nothing yet.
const (
	scoredBy   = "forum.103@sample.invalid"
	scored     = "5.3"
	scoredPage = "/board/103/assessment/" + scored
	scoreForm  = "#score-forum"
)

// withoutScripts are the files of a page that a browser does not get where its scripts are to be left out.
var withoutScripts = map[bool][]string{false: {"*://*:*/static/*.js"}}

// standing is what the forum of Dunmarrow says of the statement, in the ledger; nil while it has said nothing.
func (s *running) standing(t *testing.T) *plan.Score {
	t.Helper()
	entries, err := s.plans.Standing(t.Context(), "103")
	if err != nil {
		t.Fatal(err)
	}
	book, err := plan.BookOf("103", entries)
	if err != nil {
		t.Fatal(err)
	}
	return book.Score(book.Cycle(), scored, plan.Forum, plan.ForumOrg)
}

// waitFor waits until a script holds.
func waitFor(t *testing.T, ctx context.Context, script string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Poll[chromedp.Void](script, chromedp.WithPollingTimeout(20*time.Second))); err != nil {
		said, _ := chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector("`+scoreForm+`")?.innerText ?? document.body.innerText`))
		t.Fatalf("waiting for %s: %v; the form says\n%s", script, err, said)
	}
}

// TestAStatementIsScoredWithTheKeyboardOnly comes to the form with Tab, chooses with the arrows, writes, and presses the button with Enter.
func TestAStatementIsScoredWithTheKeyboardOnly(t *testing.T) {
	sharedSite(t)
	for name, scripts := range map[string]bool{"with scripts": true, "without scripts": false} {
		t.Run(name, func(t *testing.T) {
			s := ownSite(t)
			ctx := browsertest.Open(t)
			signIn(t, ctx, s.url, scoredBy)
			if err := chromedp.Do(ctx, browsertest.Without(withoutScripts[scripts]...)); err != nil {
				t.Fatal(err)
			}
			visit(t, ctx, s.url+scoredPage)
			tabTo(t, ctx, scoreForm+" input[name=level]")
			press(t, ctx, " "+kb.ArrowDown)
			if level := evaluate[string](t, ctx, `document.activeElement.value`); level != "2" && level != "1" {
				t.Fatalf("space and an arrow choose %q", level)
			}
			level := evaluate[string](t, ctx, `document.querySelector("`+scoreForm+` input[name=level]:checked").value`)
			tabTo(t, ctx, scoreForm+" textarea[name=rationale]")
			press(t, ctx, "Families wait for months to hear what was decided.")
			tabTo(t, ctx, scoreForm+" button[type=submit]")
			follow(t, ctx, kb.Enter)
			score := s.standing(t)
			if score == nil || score.Rationale != "Families wait for months to hear what was decided." || string(rune('0'+score.Level)) != level {
				t.Fatalf("the form was sent with %s, and the ledger has %+v", level, score)
			}
			if shown := evaluate[string](t, ctx, `document.querySelector("`+scoreForm+` textarea[name=rationale]").value`); shown != score.Rationale {
				t.Errorf("afterwards the form says %q", shown)
			}
		})
	}
}

// tabTo presses Tab until an element has the focus.
func tabTo(t *testing.T, ctx context.Context, selector string) {
	t.Helper()
	const most = 200
	for range most {
		press(t, ctx, kb.Tab)
		if evaluate[bool](t, ctx, `document.activeElement.matches("`+selector+`")`) {
			return
		}
	}
	t.Fatalf("%d presses of Tab do not lead to %s", most, selector)
}

// TestWhatIsWrongIsTiedToItsField sends a level without a reason: the summary has the focus and leads to the field, which names its error;
// nothing is saved but the words.
func TestWhatIsWrongIsTiedToItsField(t *testing.T) {
	sharedSite(t)
	for name, scripts := range map[string]bool{"with scripts": true, "without scripts": false} {
		t.Run(name, func(t *testing.T) {
			s := ownSite(t)
			ctx := browsertest.Open(t)
			signIn(t, ctx, s.url, scoredBy)
			if err := chromedp.Do(ctx, browsertest.Without(withoutScripts[scripts]...)); err != nil {
				t.Fatal(err)
			}
			visit(t, ctx, s.url+scoredPage)
			tabTo(t, ctx, scoreForm+" input[name=level]")
			press(t, ctx, " "+kb.ArrowDown)
			tabTo(t, ctx, scoreForm+" button[type=submit]")
			if scripts {
				press(t, ctx, kb.Enter)
			} else {
				follow(t, ctx, kb.Enter)
			}
			if scripts {
				waitFor(t, ctx, `document.activeElement.closest("[data-problems]") !== null`)
			}
			got := evaluate[[]string](t, ctx, `(() => {
				const form = document.querySelector("`+scoreForm+`"), box = document.querySelector("[data-problems]");
				const link = box.querySelector("a[href^='#']"), field = link && document.getElementById(link.hash.slice(1));
				const described = (field?.getAttribute("aria-describedby") ?? "").split(" ").map(id => document.getElementById(id)?.textContent ?? "").join(" ");
				const invalid = field?.getAttribute("aria-invalid") ?? field?.closest("fieldset")?.getAttribute("aria-invalid");
				return [box.textContent.trim(), field?.name ?? field?.id ?? "none", String(invalid), described];
			})()`)
			if got[1] != "rationale" || got[2] != "true" || !strings.Contains(got[3], "Say in a sentence why") {
				t.Errorf("the summary %q leads to %s, invalid: %s, described by %q", got[0], got[1], got[2], got[3])
			}
			if score := s.standing(t); score != nil && score.Level > 0 {
				t.Errorf("a level without a reason was saved: %+v", score)
			}
		})
	}
}
