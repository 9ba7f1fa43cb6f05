package main

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"inclusion/internal/browsertest"
)

// kinds are addresses of one page of each kind, where one is enough.
var kinds = []string{
	"/", "/areas", "/areas/101", "/areas/101/themes", "/areas/101/similar", "/areas/101/inclusion", "/areas/101/needs", "/areas/101/money", "/areas/101/redress", "/areas/101/inspection",
	"/areas/101/changes", "/areas/101/families", "/areas/101/indicators/S01", "/indicators", "/indicators/S01", "/indicators/S01/movers", "/indicators/S01/funnel", "/map", "/compare",
	"/compare?areas=101,102,X92000001&indicators=S01,X02", "/compare?areas=101,102&indicators=S01&view=chart", "/expert-partnerships", "/expert-partnerships/northmarch", "/expert-partnerships/all",
	"/next", "/data", "/about", "/about/accessibility", "/about/privacy", "/about/cookies", "/about/licences", "/sign-in", "/no-such-page",
	"/areas/101/plan", "/areas/101/plan/themes", "/areas/101/plan/themes/T5", "/areas/101/plan/actions", "/areas/101/plan/actions/A4", "/areas/101/plan/disagreements", "/areas/101/plan/forum", "/areas/101/plan/decisions",
	"/areas/101/plan/text", "/areas/101/plan/local", "/areas/101/plan/changes", "/areas/101/plan/versions", "/areas/101/plan/summary", "/areas/102/plan",
}

// TestEveryPageReflows makes every page four times as large, when a screen of 1280 has 320 left, and each kind of page twice. Nothing asks for scrolling sideways but a table
// in its own region, and nothing is cut off: nor once a reader's own spacing is laid over the page. What can be hit is large enough, or stands apart. Every page has the same
// ways about and the same help in the same place, a title of its own and its headings in order. When all have been seen, none has left anything in the browser.
func TestEveryPageReflows(t *testing.T) {
	url := sharedSite(t)
	ctx := browsertest.Open(t)
	titles, ways := map[string]string{}, []string(nil)
	for _, path := range pages {
		t.Run(path, func(t *testing.T) {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(320, 600), chromedp.Navigate(url+path), browsertest.Settled(), browsertest.Opened()); err != nil {
				t.Fatal(err)
			}
			for _, width := range []int64{320, 640} {
				if width > 320 && !slices.Contains(kinds, path) {
					continue
				}
				faults, err := browsertest.Overflow(ctx, width)
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range faults {
					t.Errorf("%d wide: %s", width, f)
				}
			}
			for _, f := range guided(t, ctx) {
				t.Error(f)
			}
			page, _, _ := strings.Cut(path, "?")
			title := evaluate[string](t, ctx, `document.title`)
			if before, ok := titles[title]; ok && before != page && !strings.HasPrefix(title, "Page not found") {
				t.Errorf("its title %q is that of %s as well", title, before)
			}
			titles[title] = page
			found := evaluate[[]string](t, ctx, waysAbout)
			if path == pages[0] {
				ways = found
			}
			if !inOrder(found, ways) || len(found) < len(help) || !slices.Equal(found[len(found)-len(help):], help) {
				t.Errorf("the ways about and the help are %q, and on other pages %q", found, ways)
			}
			for _, f := range evaluate[[]string](t, ctx, structure) {
				if !strings.HasPrefix(f, "it is refused") {
					t.Error(f)
				}
			}
		})
	}
	left, err := browsertest.Left(ctx)
	if err != nil || len(left) > 0 {
		t.Errorf("reading public pages leaves %q in the browser (%v)", left, err)
	}
}

// waysAbout are the links around a page, in their order.
const waysAbout = `[...document.querySelectorAll("header.site a, footer.site .links a")].map(a => a.textContent.trim() + " " + a.getAttribute("href").split("?")[0])`

// help stands at the foot of every page.
var help = []string{"Accessibility /about/accessibility", "Privacy /about/privacy", "Cookies /about/cookies", "Licences /about/licences"}

// inOrder says that some are among all, in the same order: a page may leave out a way, and moves none.
func inOrder(some, all []string) bool {
	for _, one := range all {
		if len(some) > 0 && some[0] == one {
			some = some[1:]
		}
	}
	return len(some) == 0
}

// guided lists what is wrong by the guidelines with the page that is open, on a screen of 320: a reader's own spacing, and what is hard to hit.
func guided(t *testing.T, ctx context.Context) []string {
	t.Helper()
	spaced, err := browsertest.Spaced(ctx, 320)
	if err != nil {
		t.Fatal(err)
	}
	for i := range spaced {
		spaced[i] = "with wider spacing: " + spaced[i]
	}
	small, err := browsertest.SmallTargets(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return append(spaced, small...)
}

// TestEveryPageIsForTheKeyboard goes through each kind of page with the Tab key alone. Nothing lies over what has the focus, everything can be hit with a finger as well, and
// a screen reader is told the name of everything that it comes to.
func TestEveryPageIsForTheKeyboard(t *testing.T) {
	url := sharedSite(t)
	ctx := browsertest.Open(t)
	for _, path := range kinds {
		t.Run(path, func(t *testing.T) {
			visit(t, ctx, url+path)
			n, faults, err := browsertest.Tabbed(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if n < 10 {
				t.Errorf("the page has %d stops", n)
			}
			for _, look := range []func(context.Context) ([]string, error){browsertest.Covered, browsertest.SmallTargets, browsertest.Nameless} {
				more, err := look(ctx)
				if err != nil {
					t.Fatal(err)
				}
				faults = append(faults, more...)
			}
			for _, f := range faults {
				t.Error(f)
			}
		})
	}
}

func TestTheFirstStopSkipsToTheMainContent(t *testing.T) {
	url := sharedSite(t)
	ctx := browsertest.Open(t)
	visit(t, ctx, url+"/areas/101/themes")
	press(t, ctx, kb.Tab)
	if got := evaluate[string](t, ctx, `document.activeElement.textContent`); got != "Skip to the main content" {
		t.Fatalf("the first stop is %q", got)
	}
	if !evaluate[bool](t, ctx, `(box => box.width > 50 && box.top >= 0 && box.left >= 0)(document.activeElement.getBoundingClientRect())`) {
		t.Error("the link that skips cannot be seen when it has the focus")
	}
	press(t, ctx, kb.Enter+kb.Tab)
	if !evaluate[bool](t, ctx, `document.activeElement === document.querySelector("main").querySelectorAll("a[href], summary, [tabindex='0']")[0]`) {
		t.Errorf("after skipping, the next stop is %q", evaluate[string](t, ctx, `document.activeElement.outerHTML.slice(0, 100)`))
	}
}

func TestPartsOpenAndCloseWithKeys(t *testing.T) {
	url := sharedSite(t)
	ctx := browsertest.Open(t)
	visit(t, ctx, url+"/areas/101")
	for key, open := range map[string]string{"Enter": kb.Enter, "the space bar": " "} {
		evaluate[bool](t, ctx, `document.querySelector("main details.figure-table summary, main .more summary").focus() ?? true`)
		for _, want := range []bool{true, false} {
			press(t, ctx, open)
			if got := evaluate[bool](t, ctx, `document.activeElement.closest("details").open`); got != want {
				t.Errorf("after %s the part is open: %v, want %v", key, got, want)
			}
		}
	}
}

func TestATileOfTheMapOpensWithKeys(t *testing.T) {
	url := sharedSite(t)
	ctx := browsertest.Open(t)
	visit(t, ctx, url+"/map")
	evaluate[bool](t, ctx, `document.querySelector("svg.tiles a[href*='/101/']").focus() ?? true`)
	follow(t, ctx, kb.Enter)
	if got := evaluate[string](t, ctx, `document.querySelector("h1").textContent`); !strings.Contains(got, "Alderbrook") {
		t.Errorf("the tile of Alderbrook opens %q", got)
	}
}

// TestAComparisonIsMadeWithKeys builds one as somebody without a mouse does: typing, tabbing, choosing by first letters, and Enter.
func TestAComparisonIsMadeWithKeys(t *testing.T) {
	url := sharedSite(t)
	ctx := browsertest.Open(t)
	visit(t, ctx, url+"/compare?areas=102")
	evaluate[bool](t, ctx, `document.querySelector("#add").focus() ?? true`)
	press(t, ctx, "Alderbrook"+kb.Tab+kb.Tab+"Appeal rate"+kb.Tab)
	if got := evaluate[string](t, ctx, `document.querySelector("#indicator").selectedOptions[0].textContent`); got != "Appeal rate" {
		t.Errorf("typing its name chooses %q", got)
	}
	evaluate[bool](t, ctx, `document.querySelector("#add").focus() ?? true`)
	follow(t, ctx, kb.Enter)
	lines, err := browsertest.Said(ctx)
	if err != nil {
		t.Fatal(err)
	}
	f := published{t, url}.figure("101", "R01", "2025")
	if s := (statement{"Alderbrook", f.percent("value")}); !s.on(lines) {
		t.Errorf("the comparison does not say %q", s)
	}
}

// TestEveryKindOfPageSaysTheSameWithoutScript reads headings and tables with scripts and without: the server says it all.
func TestEveryKindOfPageSaysTheSameWithoutScript(t *testing.T) {
	url := sharedSite(t)
	ctx := browsertest.Open(t)
	const read = `[...document.querySelectorAll("h1, h2, h3, h4, main tr")].map(e => e.textContent.replace(/\s+/g, " ").trim()).join("\n")`
	for _, path := range kinds {
		t.Run(path, func(t *testing.T) {
			if err := chromedp.Do(ctx, browsertest.Scripts(true)); err != nil {
				t.Fatal(err)
			}
			visit(t, ctx, url+path)
			with := evaluate[string](t, ctx, read)
			if err := chromedp.Do(ctx, browsertest.Scripts(false), chromedp.Reload()); err != nil {
				t.Fatal(err)
			}
			if without := evaluate[string](t, ctx, read); without != with || with == "" {
				t.Errorf("without scripts the page says\n%s\nwith them\n%s", without, with)
			}
			if hidden := evaluate[int](t, ctx, `[...document.querySelectorAll("figure .chart-still")].filter(e => e.clientHeight < 20).length`); hidden > 0 {
				t.Errorf("%d pictures are not shown without scripts", hidden)
			}
		})
	}
}

// TestEveryKindOfPagePrints holds what is printed: A4 with a running head and numbered pages, none of them empty, without navigation, its words
// still words.
func TestEveryKindOfPagePrints(t *testing.T) {
	const most, mostOfAPlan = 12, 30 // a plan's page of all disagreements is a record of a hundred rows
	url := sharedSite(t)
	ctx := browsertest.Open(t)
	for _, path := range kinds {
		t.Run(path, func(t *testing.T) {
			paper, err := browsertest.Print(ctx, url+path)
			if err != nil {
				t.Fatal(err)
			}
			sheets, most := paper.Sheets(), most
			switch {
			case strings.HasSuffix(path, "/summary"):
				most = 1
			case strings.Contains(path, "/plan/"):
				most = mostOfAPlan
			}
			if sheets == 0 || sheets > most {
				t.Errorf("it prints on %d sheets", sheets)
			}
			if sizes := paper.Sizes(); len(sizes) != 1 || !strings.HasPrefix(sizes[0], "59") || !strings.Contains(sizes[0], " x 84") {
				t.Errorf("the sheets are %q, not A4", sizes)
			}
			name, head := evaluate[string](t, ctx, `document.querySelector("h1").textContent`), evaluate[string](t, ctx, `document.documentElement.dataset.head`)
			printed := paper.Text(t)
			if all := oneLine(strings.Join(printed, " ")); !strings.Contains(all, oneLine(name)) || strings.Contains(all, "Skip to the main content") || strings.Contains(all, "Compare Data About") {
				t.Errorf("the heading %q is missing, or navigation is printed:\n%.600s", name, all)
			}
			for i, text := range printed {
				text = oneLine(text)
				if !strings.Contains(text, "Page ") || !strings.Contains(text, oneLine(head)[:min(len(oneLine(head)), 20)]) {
					t.Errorf("sheet %d has no number or no running head %q:\n%.300s", i+1, head, text)
				}
				if len(strings.Fields(text)) < 30 && sheets > 1 {
					t.Errorf("sheet %d is nearly empty: %q", i+1, text)
				}
			}
		})
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// visit opens a page on a laptop.
func visit(t *testing.T, ctx context.Context, url string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1366, 900), chromedp.Navigate(url), browsertest.Settled()); err != nil {
		t.Fatal(err)
	}
}

func press(t *testing.T, ctx context.Context, keys string) {
	t.Helper()
	if err := browsertest.Press(ctx, keys); err != nil {
		t.Fatal(err)
	}
}

// follow presses keys that lead to another page, and waits for it.
func follow(t *testing.T, ctx context.Context, keys string) {
	t.Helper()
	if err := browsertest.Leave(ctx, keys); err != nil {
		t.Fatal(err)
	}
}

func evaluate[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return value
}
