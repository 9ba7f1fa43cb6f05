package main

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"inclusion/dashboards/static"
	"inclusion/internal/browsertest"
)

// charted are the pages that carry charts.
func charted(t *testing.T, url string) (with []string) {
	t.Helper()
	for _, path := range pages {
		if strings.Contains(get(t, url+path), `class="chart-options"`) {
			with = append(with, path)
		}
	}
	if len(with) < 10 {
		t.Fatalf("only %v carry charts", with)
	}
	return with
}

// TestChartsAreAccessibleInBothStates holds axe-core's rules against each figure as ECharts draws it and as the server draws it, with its table
// closed and open, on a light and on a dark page.
func TestChartsAreAccessibleInBothStates(t *testing.T) {
	if !static.HasECharts() {
		t.Skip("needs ECharts (make dashboards/static/vendor/echarts.min.js)")
	}
	axe := browsertest.Axe(t)
	ctx := browsertest.Open(t)
	url, _ := sampleSite(t)
	for _, state := range []struct {
		name    string
		without []string
		shown   string // what every figure with a chart then shows
	}{
		{"drawn by ECharts", nil, "figure.is-drawn .chart svg"},
		{"drawn by the server", []string{"*://*:*/static/charts*"}, "figure:not(.is-drawn) .chart-still svg"},
		{"drawn by the server where ECharts fails", []string{"*://*:*/static/echarts*"}, "figure:not(.is-drawn):has(details[open]) .chart-still svg, figure:not(.is-drawn):not(:has(details)) .chart-still svg"},
	} {
		if err := chromedp.Do(ctx, browsertest.Without(state.without...)); err != nil {
			t.Fatal(err)
		}
		for _, path := range charted(t, url) {
			t.Run(state.name+path, func(t *testing.T) {
				for i, look := range []browsertest.Look{browsertest.Looks[0], browsertest.Looks[2]} {
					if err := chromedp.Do(ctx, browsertest.See(look)); err != nil {
						t.Fatal(err)
					}
					if i == 0 {
						visit(t, ctx, url+path)
						if carried, shown := evaluate[int](t, ctx, `document.querySelectorAll("script.chart-options").length`), evaluate[int](t, ctx,
							`[...document.querySelectorAll("figure:has(script.chart-options)")].filter(f => [...document.querySelectorAll("`+state.shown+`")].some(p => f.contains(p) && p.clientWidth > 100)).length`); shown != carried {
							t.Errorf("%d of %d charts are shown", shown, carried)
						}
					}
					for _, open := range []bool{false, true} {
						if open {
							if err := chromedp.Do(ctx, browsertest.Opened()); err != nil {
								t.Fatal(err)
							}
						}
						faults, err := browsertest.Faults(ctx, axe, `{include: [["figure"]]}`, look.Rules...)
						if err != nil {
							t.Fatal(err)
						}
						for _, f := range faults {
							t.Errorf("%s, tables open: %v: %s", look.Name, open, f)
						}
					}
				}
			})
		}
	}
}

// TestEveryFigureCanBeReadAsATable: whoever cannot see a picture finds what it shows in words: a heading, the numbers as a table, and where they
// are from, all in the figure or a link away.
func TestEveryFigureCanBeReadAsATable(t *testing.T) {
	ctx := browsertest.Open(t)
	url, _ := sampleSite(t)
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

// TestNothingMovesWhenTheChartsArrive loads pages as over a poor connection, on a screen so tall that all of the page is on it: what is read
// stays where it is while charts are drawn.
func TestNothingMovesWhenTheChartsArrive(t *testing.T) {
	if !static.HasECharts() {
		t.Skip("needs ECharts (make dashboards/static/vendor/echarts.min.js)")
	}
	ctx := browsertest.Open(t)
	url, _ := sampleSite(t)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank"), browsertest.OnEveryPage(browsertest.Shifts), browsertest.SlowNetwork()); err != nil {
		t.Fatal(err)
	}
	for _, width := range []int64{1366, 360} {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 8000)); err != nil {
			t.Fatal(err)
		}
		for _, path := range charted(t, url) {
			t.Run(path, func(t *testing.T) {
				if err := chromedp.Do(ctx, chromedp.Navigate(url+path), browsertest.Settled()); err != nil {
					t.Fatal(err)
				}
				for _, moved := range evaluate[[]string](t, ctx, `shifted.map(s => s.value.toFixed(4) + ": " + s.what)`) {
					t.Errorf("%d wide, what moves: %s", width, moved)
				}
			})
		}
	}
}

var assets = regexp.MustCompile(`(?:href|src)="(/static/[^"]*\.(?:css|js))"`)

// TestEveryPageIsLight weighs every page with its stylesheet and scripts as they are before packing, and without the chart library.
func TestEveryPageIsLight(t *testing.T) {
	const most = 150_000
	url, _ := sampleSite(t)
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
	ctx := browsertest.Open(t)
	url, _ := sampleSite(t)
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
