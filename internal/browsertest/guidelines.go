package browsertest

import (
	"context"
	"strconv"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Checks that axe-core leaves to people, each named after the criterion of the Web Content Accessibility Guidelines 2.2 that it holds.

// spacing is what a reader may lay over a page (1.4.12).
const spacing = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`

// Spaced lists what does not fit a screen of this width once the reader's own spacing is laid over the page. The page is then as it was.
func Spaced(ctx context.Context, width int64) ([]string, error) {
	if _, err := list(ctx, `(() => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(`+strconv.Quote(spacing)+`);
		document.adoptedStyleSheets = [sheet];
		return [];
	})()`); err != nil {
		return nil, err
	}
	faults, err := Overflow(ctx, width)
	if err != nil {
		return nil, err
	}
	_, err = list(ctx, `(() => { document.adoptedStyleSheets = []; return []; })()`)
	return faults, err
}

// SmallTargets lists what is harder to hit than 24 by 24 pixels and stands too close to something else that can be hit (2.5.8). Links within a
// sentence may be as small as its words. What a field's label takes belongs to the field.
func SmallTargets(ctx context.Context) ([]string, error) {
	return list(ctx, `(() => {`+spoken+`
		const least = 24, found = [];
		const boxOf = e => {
			const own = [...e.getClientRects()].sort((a, b) => b.width - a.width)[0]; // of a link that goes on in the next line, the longer part
			const all = [own, ...(/^(checkbox|radio)$/.test(e.type) ? [...e.labels].map(l => l.getBoundingClientRect()) : [])];
			return {left: Math.min(...all.map(b => b.left)), right: Math.max(...all.map(b => b.right)), top: Math.min(...all.map(b => b.top)), bottom: Math.max(...all.map(b => b.bottom))};
		};
		const within = e => { // a sentence, or a line whose other words say how high it is
			if (getComputedStyle(e).display !== "inline" || e.ownerSVGElement) return false;
			let block = e.parentElement;
			while (getComputedStyle(block).display === "inline") block = block.parentElement;
			const rest = block.cloneNode(true);
			rest.querySelectorAll("a, button, summary, details, ul, table").forEach(l => l.remove());
			return /[\p{L}\p{N}]/u.test(rest.textContent);
		};
		const targets = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")].filter(e => !e.disabled && seen(e)).map(e => {
			const box = boxOf(e), wide = box.right - box.left, high = box.bottom - box.top;
			return {e, box, wide, high, x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, small: wide < least - 0.01 || high < least - 0.01};
		}).filter(t => t.wide > 1.5 && t.high > 1.5);
		const away = (a, b) => {
			if (b.small) return Math.hypot(a.x - b.x, a.y - b.y) - least;
			return Math.hypot(Math.max(b.box.left - a.x, a.x - b.box.right, 0), Math.max(b.box.top - a.y, a.y - b.box.bottom, 0)) - least / 2;
		};
		for (const a of targets.filter(t => t.small && !within(t.e))) {
			const near = targets.find(b => b !== a && !a.e.contains(b.e) && !b.e.contains(a.e) && away(a, b) < -0.01);
			if (near) found.push(said(a.e).slice(0, 40) + " (" + a.wide.toFixed(0) + " by " + a.high.toFixed(0) + ") stands too close to " + said(near.e).slice(0, 40));
			if (found.length > 5) break;
		}
		return found;
	})()`)
}

// Covered lists what can have the focus and lies wholly under something else, or out of sight, when it is scrolled to (2.4.11).
func Covered(ctx context.Context) ([]string, error) {
	return list(ctx, `(() => {`+spoken+stops+`
		const found = [];
		for (const e of stops) {
			if (e.matches(".skip")) continue;
			e.scrollIntoView({block: "nearest", inline: "nearest", behavior: "instant"});
			const box = e.getClientRects()[0], inset = 2;
			const points = [0.5, 0, 1].flatMap(x => [0.5, 0, 1].map(y => [box.left + inset + x * (box.width - 2 * inset), box.top + inset + y * (box.height - 2 * inset)]));
			const shown = points.some(([x, y]) => { const top = document.elementFromPoint(x, y); return top && (e.contains(top) || top.contains(e)); });
			if (!shown) found.push(named(e) + " has the focus under something else");
		}
		scrollTo({top: 0, behavior: "instant"});
		return found.slice(0, 6);
	})()`)
}

// Nameless lists what a screen reader can come to and is told neither the name of nor what it is for (4.1.2), and pictures without words (1.1.1),
// as the browser itself tells them.
func Nameless(ctx context.Context) ([]string, error) {
	tree, err := chromedp.Run(ctx, chromedp.Action[accessibility.GetFullAXTreeResult](func(ctx context.Context, tab *chromedp.Target) (accessibility.GetFullAXTreeResult, error) {
		return cdp.Call(ctx, tab, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	}))
	if err != nil {
		return nil, err
	}
	wanted := map[string]bool{"link": true, "button": true, "textbox": true, "searchbox": true, "combobox": true, "checkbox": true, "radio": true, "listbox": true,
		"spinbutton": true, "DisclosureTriangle": true, "image": true, "img": true, "graphics-document": true, "region": true, "navigation": true, "table": true, "form": true, "search": true}
	var found []string
	for _, n := range tree.Nodes {
		if role := worded(n.Role); !n.Ignored && wanted[role] && worded(n.Name) == "" && role != "search" && role != "form" {
			found = append(found, "a "+role+" without a name")
		}
	}
	return found, nil
}

func worded(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	text, err := strconv.Unquote(string(v.Value))
	if err != nil {
		return string(v.Value)
	}
	return text
}

// Left lists what the pages seen so far have left in the browser: the names of cookies, and the keys of the page's storage.
func Left(ctx context.Context) ([]string, error) {
	kept, err := chromedp.Run(ctx, chromedp.Action[network.GetCookiesResult](func(ctx context.Context, tab *chromedp.Target) (network.GetCookiesResult, error) {
		return cdp.Call(ctx, tab, network.GetCookies, network.GetCookiesParams{})
	}))
	if err != nil {
		return nil, err
	}
	left, err := list(ctx, `[...Object.keys(localStorage), ...Object.keys(sessionStorage)]`)
	for _, c := range kept.Cookies {
		left = append(left, "cookie "+c.Name)
	}
	return left, err
}
