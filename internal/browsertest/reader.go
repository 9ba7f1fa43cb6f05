package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// spoken says what an element says, its blanks made one, and whether a reader can see it. Pictures have no innerText.
const spoken = `
	const said = e => (e.innerText ?? e.textContent).replace(/\s+/g, " ").trim();
	const seen = e => e.checkVisibility({opacityProperty: true, visibilityProperty: true}) && e.getClientRects().length > 0;
`

// Follow clicks, as a mouse does, the first link or heading of a closed part whose words are exactly these, and waits for what it leads to.
// A link that cannot be seen, or lies under something else, cannot be followed.
func Follow(ctx context.Context, words string) error {
	var place struct {
		X, Y  float64
		Other bool   // another page
		Fault string // why it cannot be clicked
	}
	found, err := chromedp.Run(ctx, chromedp.Evaluate[string](`(() => {`+spoken+`
		const words = `+strconv.Quote(words)+`;
		const link = [...document.querySelectorAll("a[href], summary, button")].find(e => said(e) === words && seen(e));
		if (!link) return JSON.stringify({Fault: "there is none to see"});
		link.scrollIntoView({block: "center", behavior: "instant"});
		const box = link.getClientRects()[0], x = box.left + box.width / 2, y = box.top + box.height / 2;
		if (!link.contains(document.elementFromPoint(x, y))) return JSON.stringify({Fault: "something lies over it"});
		const other = link.matches("a") && link.href.split("#")[0] !== location.href.split("#")[0];
		return JSON.stringify({X: x, Y: y, Other: other});
	})()`))
	if err == nil {
		err = json.Unmarshal([]byte(found), &place)
	}
	if err != nil {
		return fmt.Errorf("looking for %q: %w", words, err)
	}
	if place.Fault != "" {
		return fmt.Errorf("%q cannot be clicked: %s", words, place.Fault)
	}
	click := chromedp.MouseClickXY(place.X, place.Y)
	if place.Other {
		_, err = chromedp.Run(ctx, After(chromedp.WaitEvent(page.LoadEventFired, nil, click)))
	} else {
		err = chromedp.Do(ctx, click)
	}
	if err != nil {
		return fmt.Errorf("clicking %q: %w", words, err)
	}
	if err := chromedp.Do(ctx, Settled()); err != nil {
		return err
	}
	// A page may glide to the part that an address names, so the part is waited for.
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](`(() => {
		const box = document.querySelector(":target")?.getBoundingClientRect();
		return location.hash === "" || (box && box.top < innerHeight && box.bottom > 0);
	})()`, chromedp.WithPollingTimeout(arrival))); err != nil {
		return fmt.Errorf("the part of the page that %q leads to does not come in sight: %w", words, err)
	}
	return nil
}

// arrival is how long a part of a page may take to come in sight.
const arrival = 10 * time.Second

// Said is what a reader can see in the main part of the page: a line for each block of words and each row of a table, its cells parted by " | ".
func Said(ctx context.Context) ([]string, error) {
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`(() => {`+spoken+`
		const blocks = "h1, h2, h3, h4, p, li, dt, dd, blockquote, .facts > div, tr, caption, summary";
		return [...document.querySelectorAll("main :is(" + blocks + ")")].filter(seen)
			.map(e => e.cells ? [...e.cells].map(said).join(" | ") : said(e)).join("\n");
	})()`))
	return strings.Split(text, "\n"), err
}

// Scripts lets the pages that follow run their own scripts, or not. What a test evaluates runs either way.
func Scripts(run bool) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !run})
		return err
	})
}
