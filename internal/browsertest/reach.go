package browsertest

import (
	"context"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// list evaluates a script that answers with a list of words.
func list(ctx context.Context, script string) ([]string, error) {
	return chromedp.Run(ctx, chromedp.Evaluate[[]string](script))
}

// Overflow lists what does not fit a screen of this width: what makes the page wider than it, and words cut off where nobody can scroll to them.
// The page stays as it is; only the screen changes.
func Overflow(ctx context.Context, width int64) ([]string, error) {
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 600), Settled()); err != nil {
		return nil, err
	}
	return list(ctx, `(() => {`+spoken+`
		const named = e => "<" + e.tagName.toLowerCase() + " class=" + (e.getAttribute("class") || "") + "> " + said(e).slice(0, 60);
		const scrolls = e => /auto|scroll/.test(getComputedStyle(e).overflowX);
		const regions = e => { for (e = e.parentElement; e; e = e.parentElement) if (scrolls(e)) return true; return false; };
		const found = [];
		if (document.documentElement.scrollWidth > innerWidth) {
			found.push("the page is " + document.documentElement.scrollWidth + " wide");
			for (const e of document.body.querySelectorAll("*")) {
				if (found.length < 5 && seen(e) && e.getBoundingClientRect().right > innerWidth + 1 && !regions(e)) found.push(named(e) + " reaches beyond the screen");
			}
			for (const e of document.body.querySelectorAll("*")) { // a region does not hold what is placed from outside it
				if (found.length < 2 && getComputedStyle(e).position === "absolute" && e.getBoundingClientRect().right > innerWidth + 1) found.push(named(e) + " is placed beyond the screen");
			}
		}
		for (const e of document.body.querySelectorAll("*")) {
			const style = getComputedStyle(e);
			if (!/hidden|clip/.test(style.overflowX + style.overflowY) || style.position === "absolute" || e.closest("svg, .chart, input") || !seen(e)) continue;
			if (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1) found.push(named(e) + " is cut off");
		}
		return found;
	})()`)
}

// stops is what the Tab key has to reach: whatever can be pressed, filled in, opened or scrolled, in the order of the page. A group of radio
// buttons is one stop: the one that is chosen, or the first. A date has a stop for each of its parts and for its calendar.
const stops = `
	const partsOfADate = 4;
	const stops = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")].filter(e => {
		if (e.disabled || !seen(e)) return false;
		if (e.type !== "radio") return true;
		const group = [...document.querySelectorAll("input[type=radio]")].filter(r => r.name === e.name && r.form === e.form && !r.disabled && seen(r));
		return e === (group.find(r => r.checked) ?? group[0]);
	});
	const presses = stops.length + (partsOfADate - 1) * stops.filter(e => e.type === "date").length;
	const named = e => e.tagName.toLowerCase() + " “" + (e.getAttribute("aria-label") || said(e) || e.name || "").slice(0, 60) + "”";
`

// Tabbed goes through the page with the Tab key alone and says how many stops there are, and what is wrong with them: a stop that is not
// reached or comes in another order than the page's, one where the focus cannot be seen, and anything that holds the focus.
func Tabbed(ctx context.Context) (int, []string, error) {
	if _, err := list(ctx, `(() => {
		window.focused = [];
		document.addEventListener("focusin", e => {
			const style = getComputedStyle(e.target);
			const ring = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
			focused.push({e: e.target, ring: ring && e.target.matches(":focus-visible")});
		});
		return [];
	})()`); err != nil {
		return 0, nil, err
	}
	counted, err := chromedp.Run(ctx, chromedp.Evaluate[[]int](`(() => {`+spoken+stops+`return [stops.length, presses];})()`))
	if err != nil {
		return 0, nil, err
	}
	n, presses := counted[0], counted[1]
	if err := Press(ctx, strings.Repeat(kb.Tab, presses)); err != nil {
		return n, nil, err
	}
	faults, err := list(ctx, `(() => {`+spoken+stops+`
		const found = [], reached = focused.map(f => f.e);
		stops.forEach((e, i) => {
			if (!reached.includes(e)) found.push(named(e) + " is not reached");
			else if (reached[i] !== e) found.push(named(e) + " is stop " + (reached.indexOf(e) + 1) + ", and " + (i + 1) + " in the page");
		});
		focused.forEach(f => {
			if (!f.ring) found.push("nobody sees that the focus is on " + named(f.e));
			if (!stops.includes(f.e)) found.push("the focus goes to " + named(f.e) + ", where nothing can be done");
		});
		if (new Set(reached).size < reached.length) found.push("the focus comes back to where it was");
		return found.slice(0, 6);
	})()`)
	return n, faults, err
}

// Press sends keys to whatever has the focus.
func Press(ctx context.Context, keys string) error { return chromedp.Do(ctx, chromedp.KeyEvent(keys)) }

// Leave sends keys that lead to another page, and waits for it.
func Leave(ctx context.Context, keys string) error {
	if _, err := chromedp.Run(ctx, After(chromedp.WaitEvent(page.LoadEventFired, nil, chromedp.KeyEvent(keys)))); err != nil {
		return fmt.Errorf("waiting for the page that keys lead to: %w", err)
	}
	return chromedp.Do(ctx, Settled())
}

// SlowNetwork lets what a page loads arrive as over a poor connection, and every time anew.
func SlowNetwork() chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		if _, err := cdp.Call(ctx, tab, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true}); err != nil {
			return err
		}
		const latency, download = 30, 1.5e6 // milliseconds; bytes a second
		_, err := cdp.Call(ctx, tab, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
			MatchedNetworkConditions: []*network.Conditions{{Latency: latency, DownloadThroughput: download, UploadThroughput: download}},
		})
		return err
	})
}

// Offline takes the connection away, or gives it back.
func Offline(offline bool) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		const asFastAsCanBe = -1
		if _, err := cdp.Call(ctx, tab, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: offline, DownloadThroughput: asFastAsCanBe, UploadThroughput: asFastAsCanBe}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, tab, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
			MatchedNetworkConditions: []*network.Conditions{{Offline: offline, DownloadThroughput: asFastAsCanBe, UploadThroughput: asFastAsCanBe}},
		})
		return err
	})
}

// Shifts is a script for OnEveryPage that makes a page remember, in window.shifted, what moved without the reader's doing: each time how much,
// what, and whether the page had been read to its end by then. The foot of a page hangs from the bottom of a screen taller than the page, and moves while its own last line arrives: it is left out.
const Shifts = `window.shifted = []; new PerformanceObserver(seen => seen.getEntries().forEach(shift => {
	const moved = shift.sources.filter(s => !s.node?.parentElement?.closest("footer") && !s.node?.matches?.("footer"));
	if (shift.hadRecentInput || !moved.length) return;
	shifted.push({value: shift.value, whole: shift.startTime >= (performance.getEntriesByType("navigation")[0]?.domInteractive || Infinity), what: moved.map(s => (s.node?.id || s.node?.className || s.node?.nodeName) + " " + s.previousRect.y + " to " + s.currentRect.y).join(", ")});
})).observe({type: "layout-shift", buffered: true})`

// Without refuses what the addresses of these patterns hold: "*://*:*/static/echarts*".
func Without(patterns ...string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		blocked := network.SetBlockedURLsParams{}
		for _, p := range patterns {
			blocked.URLPatterns = append(blocked.URLPatterns, &network.BlockPattern{URLPattern: p, Block: true})
		}
		if _, err := cdp.Call(ctx, tab, network.Enable, network.EnableParams{}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, tab, network.SetBlockedURLs, blocked)
		return err
	})
}
