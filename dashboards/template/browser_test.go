package view

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"inclusion/dashboards/static"
	"inclusion/internal/browsertest"
	"inclusion/internal/web"
)

// specimenSite serves the specimen page under the product's own middleware, content security policy included.
func specimenSite(t *testing.T) string {
	t.Helper()
	views := specimenViews(t)
	site := &web.Site{Log: slog.New(slog.DiscardHandler)}
	routes := http.NewServeMux()
	routes.Handle(static.Prefix, static.Handler(http.NotFoundHandler()))
	routes.Handle("/{$}", site.Page(func(w http.ResponseWriter, _ *http.Request) error {
		return views.Render(w, "specimen", specimenPage(t))
	}))
	handler, err := site.Wrap(routes)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

func TestChartsDrawUnderTheSecurityPolicy(t *testing.T) {
	if !static.HasECharts() {
		t.Skip("needs ECharts (make dashboards/static/vendor/echarts.min.js)")
	}
	ctx, url := browsertest.Open(t), specimenSite(t)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank"), browsertest.OnEveryPage(browsertest.Refusals), chromedp.EmulateViewport(1366, 900), chromedp.Navigate(url), browsertest.Settled()); err != nil {
		t.Fatal(err)
	}
	drawn, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.querySelectorAll("figure.is-drawn .chart svg").length`))
	carried, carriedErr := chromedp.Run(ctx, chromedp.Evaluate[int](`document.querySelectorAll("script.chart-options").length`))
	if err != nil || carriedErr != nil || drawn != carried || drawn == 0 {
		t.Errorf("%d of %d charts are drawn (%v, %v)", drawn, carried, err, carriedErr)
	}
	refused, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`refused`))
	if err != nil || len(refused) > 0 {
		t.Errorf("the security policy refused %v (%v)", refused, err)
	}
	// A refusal is seen when there is one.
	if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](`document.body.insertAdjacentHTML("beforeend", "<p style='color:red'>x</p>")`), browsertest.Settled()); err != nil {
		t.Fatal(err)
	}
	if n, err := chromedp.Run(ctx, chromedp.Evaluate[int](`refused.length`)); err != nil || n != 1 {
		t.Errorf("%d refusals are seen after an inline style (%v), want 1", n, err)
	}
}

func TestPointingAtAChartSaysWhyANumberIsMissing(t *testing.T) {
	if !static.HasECharts() {
		t.Skip("needs ECharts (make dashboards/static/vendor/echarts.min.js)")
	}
	ctx, url := browsertest.Open(t), specimenSite(t)
	tips, err := chromedp.Run(ctx, browsertest.After(chromedp.Evaluate[[]string](`(async () => {
		const box = document.querySelector(".chart");
		const chart = echarts.getInstanceByDom(box);
		const seen = () => (chart.getZr().flush(), [...box.querySelectorAll("text")].filter(e => e.checkVisibility({visibilityProperty: true})).map(e => e.textContent).join("\n"));
		chart.dispatchAction({type: "showTip", x: chart.convertToPixel({xAxisIndex: 0}, "2020"), y: 150});
		const pointed = seen();
		document.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape"}));
		const frame = () => new Promise(requestAnimationFrame);
		for (let n = 0; n < 600 && seen().includes("not published"); n++) await frame();
		return [pointed, seen()];
	})()`, chromedp.EvalAwaitPromise), chromedp.EmulateViewport(1366, 900), chromedp.Navigate(url), browsertest.Settled()))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(tips[0], "Alderbrook: not published") || !strings.Contains(tips[0], "England: 58.0%") {
		t.Errorf("pointing at 2020 shows %q", tips[0])
	}
	if strings.Contains(tips[1], "not published") {
		t.Errorf("Escape leaves %q", tips[1])
	}
}

func TestPageIsAccessibleInEveryLook(t *testing.T) {
	axe := browsertest.Axe(t)
	ctx, url := browsertest.Open(t), specimenSite(t)
	for _, look := range browsertest.Looks {
		t.Run(look.Name, func(t *testing.T) {
			violations, err := browsertest.Violations(ctx, axe, url, look)
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range violations {
				t.Error(v)
			}
		})
	}
}

func TestPrintedLinksBecomeNumberedNotes(t *testing.T) {
	ctx, url := browsertest.Open(t), specimenSite(t)
	notes, err := chromedp.Run(ctx, browsertest.After(chromedp.Evaluate[[]string](`(() => {
		dispatchEvent(new Event("beforeprint"));
		const notes = Array.from(document.querySelectorAll(".footnotes li"), li => li.textContent);
		const marks = document.querySelectorAll("sup.footnote").length;
		dispatchEvent(new Event("afterprint"));
		return [...notes, marks + " marks", document.querySelectorAll("sup.footnote, .footnotes").length + " left"];
	})()`), chromedp.Navigate(url), browsertest.Settled()))
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(notes, "\n")
	for _, want := range []string{"https://example.org/ehc-plans", "0 left"} {
		if strings.Count(all, want) != 1 {
			t.Errorf("want %q once in the printed notes:\n%s", want, all)
		}
	}
	if strings.Contains(all, ".csv") || strings.Contains(all, "/areas/X12000001") {
		t.Errorf("links that are not printed, or lead from facts to areas of this site, have notes:\n%s", all)
	}
}
