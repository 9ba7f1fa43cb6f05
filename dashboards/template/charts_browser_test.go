package view

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"inclusion/dashboards/static"
	"inclusion/internal/browsertest"
)

// On a phone a chart with long words in it stays the server-drawn picture, which scrolls; turned to a wide page it is drawn.
func TestChartsWithLongWordsStayPicturesOnAPhone(t *testing.T) {
	if !static.HasECharts() {
		t.Skip("needs ECharts (make dashboards/static/vendor/echarts.min.js)")
	}
	ctx, url := browsertest.Open(t), specimenSite(t)
	seen := chromedp.Evaluate[string](`["S01-funnel", "needs-mix", "money", "spine"].map(id => {
		const figure = document.getElementById(id);
		const shown = element => Boolean(element && element.getClientRects().length);
		return id + (shown(figure.querySelector(".chart")) ? " drawn" : "") + (shown(figure.querySelector(".chart-still")) ? " picture" : "");
	}).join(", ")`)
	for _, c := range []struct {
		width int64
		want  string
	}{
		{360, "S01-funnel picture, needs-mix picture, money picture, spine picture"},
		{1366, "S01-funnel drawn, needs-mix drawn, money drawn, spine picture"},
	} {
		got, err := chromedp.Run(ctx, browsertest.After(seen, chromedp.EmulateViewport(c.width, 900), chromedp.Navigate(url), browsertest.Settled()))
		if err != nil || got != c.want {
			t.Errorf("at %d pixels: %s (%v), want %s", c.width, got, err, c.want)
		}
	}
	turned, err := chromedp.Run(ctx, browsertest.After(seen, chromedp.EmulateViewport(360, 900), chromedp.Navigate(url), browsertest.Settled(),
		chromedp.EmulateViewport(1366, 900), browsertest.Settled(), browsertest.Settled()))
	if err != nil || !strings.Contains(turned, "money drawn") {
		t.Errorf("after the page has grown: %s (%v)", turned, err)
	}
}

func TestPointingAtAChartSaysWhatItIs(t *testing.T) {
	if !static.HasECharts() {
		t.Skip("needs ECharts (make dashboards/static/vendor/echarts.min.js)")
	}
	ctx, url := browsertest.Open(t), specimenSite(t)
	for _, c := range []struct {
		chart, at string
		want      []string
	}{
		{"S01-funnel", `{gridIndex: 0}, [678, 66.6]`, []string{longestName + ": 66.6% (452 of 678)"}},
		{"needs-mix", `{gridIndex: 0}, [50, 0]`, []string{longestName, "Autistic spectrum disorder: 36.4%", "Multi-sensory impairment: suppressed: fewer than 6", "other needs: 7.9%"}},
		{"money", `{gridIndex: 0}, [20, 4]`, []string{"Spent in the year: taken off £61.2m"}},
	} {
		tip, err := chromedp.Run(ctx, browsertest.After(chromedp.Evaluate[string](`(() => {
			const box = document.querySelector("#`+c.chart+` .chart");
			const chart = echarts.getInstanceByDom(box);
			const [x, y] = chart.convertToPixel(`+c.at+`);
			chart.dispatchAction({type: "showTip", x, y});
			chart.getZr().flush();
			return Array.from(box.querySelectorAll("text"), t => t.textContent).join("\n");
		})()`), chromedp.EmulateViewport(1366, 900), chromedp.Navigate(url), browsertest.Settled()))
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range c.want {
			if !strings.Contains(tip, want) {
				t.Errorf("pointing at %s does not say %q:\n%s", c.chart, want, tip)
			}
		}
	}
}
