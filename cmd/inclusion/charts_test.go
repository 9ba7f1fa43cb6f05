package main

import (
	"context"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"inclusion/dashboards/static"
	"inclusion/internal/browsertest"
)

// charted are pages with each kind of chart that ECharts draws, and one with hardly a number in it.
var charted = []string{
	"/areas/101/indicators/S01", "/areas/158/indicators/S01", "/areas/101/indicators/F10", "/areas/101/money", "/areas/101/redress", "/areas/101/needs", "/areas/101/inclusion", "/indicators/S01",
	"/indicators/S01/funnel", "/compare?areas=101,102&indicators=S01&view=chart",
}

// TestEveryChartedPageIsAmongThese keeps the list above whole: a page that carries charts is of a kind that stands in it.
func TestEveryChartedPageIsAmongThese(t *testing.T) {
	url := sharedSite(t)
	kind := func(path string) string {
		path, _, _ = strings.Cut(path, "?")
		return regexp.MustCompile(`/[A-Z]?[0-9]+[a-z]?`).ReplaceAllString(path, "/*")
	}
	known := map[string]bool{}
	for _, path := range charted {
		known[kind(path)] = true
	}
	for _, path := range pages {
		if strings.Contains(get(t, url+path), `class="chart-options"`) && !known[kind(path)] {
			t.Errorf("%s carries charts, and no page of its kind is tested", path)
		}
	}
}

// TestChartsAreAccessibleInBothStates holds axe-core's rules against each figure as ECharts draws it and as the server draws it, with its table
// closed and open. Drawn and open, on a light and on a dark page, it is looked at with the whole page.
func TestChartsAreAccessibleInBothStates(t *testing.T) {
	if !static.HasECharts() {
		t.Skip("needs ECharts (make dashboards/static/vendor/echarts.min.js)")
	}
	axe := browsertest.Axe(t)
	url := sharedSite(t)
	ctx := browsertest.Open(t)
	light, dark := browsertest.Looks[0], browsertest.Looks[2]
	for _, state := range []struct {
		name    string
		without []string
		shown   string // what every figure with a chart then shows
		open    []browsertest.Look
	}{
		{"drawn by ECharts", nil, "figure.is-drawn .chart svg", nil},
		{"drawn by the server", []string{"*://*:*/static/charts*"}, "figure:not(.is-drawn) .chart-still svg", []browsertest.Look{light, dark}},
	} {
		if err := chromedp.Do(ctx, browsertest.Without(state.without...)); err != nil {
			t.Fatal(err)
		}
		for _, path := range charted {
			t.Run(state.name+path, func(t *testing.T) {
				if err := chromedp.Do(ctx, browsertest.See(light)); err != nil {
					t.Fatal(err)
				}
				visit(t, ctx, url+path)
				carried := evaluate[int](t, ctx, `document.querySelectorAll("script.chart-options").length`)
				if shown := evaluate[int](t, ctx, `[...document.querySelectorAll("`+state.shown+`")].filter(p => p.clientWidth > 100 && p.closest("figure").querySelector(".chart-options")).length`); shown != carried || carried == 0 {
					t.Errorf("%d of %d charts are shown", shown, carried)
				}
				figuresHold(t, ctx, axe, light)
				if err := chromedp.Do(ctx, browsertest.Opened()); err != nil {
					t.Fatal(err)
				}
				for _, look := range state.open {
					if err := chromedp.Do(ctx, browsertest.See(look)); err != nil {
						t.Fatal(err)
					}
					figuresHold(t, ctx, axe, look)
				}
			})
		}
	}
}

// figuresHold holds axe-core's rules against the figures of the page that is open.
func figuresHold(t *testing.T, ctx context.Context, axe string, look browsertest.Look) {
	t.Helper()
	faults, err := browsertest.Faults(ctx, axe, `{include: [["figure"]]}`, look.Rules...)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Errorf("%s: %s", look.Name, f)
	}
}

// TestWithoutTheChartLibraryThePictureStaysAndItsTableOpens: a library that does not arrive takes nothing away.
func TestWithoutTheChartLibraryThePictureStaysAndItsTableOpens(t *testing.T) {
	url := sharedSite(t)
	ctx := browsertest.Open(t)
	if err := chromedp.Do(ctx, browsertest.Without("*://*:*/static/echarts*")); err != nil {
		t.Fatal(err)
	}
	visit(t, ctx, url+"/areas/101/money")
	for what, script := range map[string]string{
		"shows no picture": `f => f.querySelector(".chart-still svg")?.clientWidth > 100`, "has its table closed": `f => !f.querySelector("details") || f.querySelector("details").open`,
	} {
		if left := evaluate[int](t, ctx, `[...document.querySelectorAll("figure:has(script.chart-options)")].filter(f => !(`+script+`)(f)).length`); left > 0 {
			t.Errorf("%d of the figures: %s", left, what)
		}
	}
}

// TestEveryFigureCanBeReadAsATable: whoever cannot see a picture finds what it shows in words: a heading, the numbers as a table, and where they
// are from, all in the figure or a link away.
func TestEveryFigureCanBeReadAsATable(t *testing.T) {
	url := sharedSite(t)
	ctx := browsertest.Open(t)
	figures := 0
	for _, path := range pages {
		if !strings.Contains(get(t, url+path), "<figure") {
			continue
		}
		visit(t, ctx, url+path)
		figures += evaluate[int](t, ctx, `document.querySelectorAll("figure").length`)
		for _, fault := range evaluate[[]string](t, ctx, `[...document.querySelectorAll("figure")].flatMap(figure => {
			const link = [...figure.querySelectorAll("a")].find(a => a.textContent === "Table")?.getAttribute("href") ?? "";
			const part = link.startsWith("#") ? document.getElementById(link.slice(1))?.parentElement : null;
			const rows = (figure.querySelector("table") ?? part?.querySelector("table"))?.tBodies[0].rows.length ?? 0;
			return Object.entries({
				"no heading": !figure.querySelector("h2, h3")?.textContent.trim(), "no table": rows < 1 && !link.startsWith("/indicators/"), "no source": !figure.querySelector(".source")?.textContent.trim(),
			}).filter(([, missing]) => missing).map(([fault]) => figure.id + ": " + fault);
		})`) {
			t.Errorf("%s: %s", path, fault)
		}
	}
	if figures < len(pages) {
		t.Errorf("%d figures were looked at", figures)
	}
}

// arriving is by how much a page may move while its text still arrives, as browsers measure it: a slow reader's browser shows a table whose last
// rows are not there yet, and its columns may give a little. They call 0.1 good.
const arriving = 0.01

// TestNothingMovesWhenTheChartsArrive loads pages as over a poor connection, on a screen so tall that all of the page is on it: what is read
// stays where it is while charts are drawn.
func TestNothingMovesWhenTheChartsArrive(t *testing.T) {
	if !static.HasECharts() {
		t.Skip("needs ECharts (make dashboards/static/vendor/echarts.min.js)")
	}
	url := sharedSite(t)
	ctx := browsertest.Open(t)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank"), browsertest.OnEveryPage(browsertest.Shifts), browsertest.SlowNetwork()); err != nil {
		t.Fatal(err)
	}
	for _, width := range []int64{1366, 360} {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 8000)); err != nil {
			t.Fatal(err)
		}
		for _, path := range charted {
			t.Run(path, func(t *testing.T) {
				if err := chromedp.Do(ctx, chromedp.Navigate(url+path), browsertest.Settled()); err != nil {
					t.Fatal(err)
				}
				for _, moved := range evaluate[[]string](t, ctx, `shifted.filter(s => s.whole).map(s => s.value.toFixed(4) + ": " + s.what)`) {
					t.Errorf("%d wide, what moves: %s", width, moved)
				}
				if moved := evaluate[float64](t, ctx, `shifted.filter(s => !s.whole).reduce((sum, s) => sum + s.value, 0)`); moved > arriving {
					t.Errorf("%d wide, the page moves by %.4f while it arrives", width, moved)
				}
			})
		}
	}
}

var assets = regexp.MustCompile(`(?:href|src)="(/static/[^"]*\.(?:css|js))"`)

// TestEveryPageIsLight weighs every page with its stylesheet and scripts as they are before packing, and without the chart library.
func TestEveryPageIsLight(t *testing.T) {
	const most = 150_000
	url := sharedSite(t)
	heaviest, heaviestPath := 0, ""
	for _, path := range append([]string{"/compare?areas=101,102,103,104,105,106,107,108,109,110,111,112,113,114,115,116,117,118,X12000001,X92000001&indicators=S01,S02,S06,S14,P05,X02,A01,R01o,S13a,F10,X05,S12n"}, pages...) {
		body := get(t, url+path)
		weight := len(body)
		for _, asset := range assets.FindAllStringSubmatch(body, -1) {
			if !strings.Contains(asset[1], "echarts") {
				weight += len(get(t, url+asset[1]))
			}
		}
		if weight > heaviest {
			heaviest, heaviestPath = weight, path
		}
		if weight >= most || weight <= len(body) {
			t.Errorf("%s weighs %d bytes, %d of them its own", path, weight, len(body))
		}
	}
	t.Logf("the heaviest is %s: %d bytes", heaviestPath, heaviest)
}

// TestTheChartLibraryIsSentOnce: a page asks for it once, the next page not at all, and what is sent may be kept for ever.
func TestTheChartLibraryIsSentOnce(t *testing.T) {
	if !static.HasECharts() {
		t.Skip("needs ECharts (make dashboards/static/vendor/echarts.min.js)")
	}
	url := sharedSite(t)
	ctx := browsertest.Open(t)
	const sent = `performance.getEntriesByType("resource").filter(r => r.name.includes("echarts")).map(r => r.transferSize > 0 ? "sent" : "kept").join(" ")`
	for _, visited := range []struct{ path, want string }{{"/areas/101/indicators/S01", "sent"}, {"/areas/101/money", "kept"}, {"/indicators/S01", "kept"}} {
		visit(t, ctx, url+visited.path)
		if got := evaluate[string](t, ctx, sent); got != visited.want {
			t.Errorf("on %s the chart library is %q, want %q", visited.path, got, visited.want)
		}
	}
	library := regexp.MustCompile(`src="(/static/echarts[^"]*)"`).FindStringSubmatch(get(t, url+"/indicators/S01"))
	if library == nil {
		t.Fatal("no page names the chart library")
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+library[1], nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		t.Fatal(err)
	}
	if kept := response.Header.Get("Cache-Control"); !strings.Contains(kept, "immutable") || !strings.Contains(kept, "max-age=31536000") {
		t.Errorf("the chart library may be kept %q", kept)
	}
}
