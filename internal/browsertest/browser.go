// Package browsertest opens pages in a real Chromium for tests: as laptop, phone or printer sees them, in dark and forced
// colours, with axe-core's rules held against them. A test that cannot have what it needs skips and says so.
package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Open opens a tab of Chromium that lives as long as the test.
func Open(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("needs Chromium (apt-get install chromium)")
	}
	allocator, stop := chromedp.NewExecAllocator(t.Context(), chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.NoFirstRun, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	t.Cleanup(stop)
	ctx, closeTab := chromedp.NewContext(allocator)
	t.Cleanup(closeTab)
	return ctx
}

// Axe is the text of axe-core, which npm fetches at the root of the project and the product never serves.
func Axe(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	for err == nil && dir != filepath.Dir(dir) {
		if b, readErr := os.ReadFile(filepath.Join(dir, "node_modules", "axe-core", "axe.min.js")); readErr == nil {
			return string(b)
		}
		dir = filepath.Dir(dir)
	}
	t.Skip("needs axe-core (npm ci)")
	return ""
}

// Look is a way a page is looked at.
type Look struct {
	Name   string
	Dark   bool
	Forced bool // forced colours, as Windows high contrast has them
	Width  int64
	Rules  []string // those of axe-core that a look can break; all where there are none
}

// colours are the rules of axe-core that another colour scheme can break: the page itself stays the same.
var colours = []string{"color-contrast", "link-in-text-block"}

// Looks are the ways every page must hold in.
var Looks = []Look{
	{Name: "laptop", Width: 1366}, {Name: "phone", Width: 360}, {Name: "dark", Dark: true, Width: 1366, Rules: colours},
	{Name: "dark phone", Dark: true, Width: 360, Rules: colours}, {Name: "forced colours", Forced: true, Width: 1366}, {Name: "projector", Width: 1920},
}

func (l Look) emulate() chromedp.Action[chromedp.Void] {
	scheme, forced := "light", "none"
	if l.Dark {
		scheme = "dark"
	}
	if l.Forced {
		forced = "active"
	}
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme}, {Name: "forced-colors", Value: forced},
		}})
		return err
	})
}

// See has the pages that follow seen in the look.
func See(look Look) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(look.emulate(), chromedp.EmulateViewport(look.Width, 900))
}

// Violations opens the page in a look, with everything that opens open, and lists what axe-core and the screen's width find
// wrong with it.
func Violations(ctx context.Context, axe, url string, look Look) ([]string, error) {
	if err := chromedp.Do(ctx, See(look), chromedp.Navigate(url), Settled(), Opened()); err != nil {
		return nil, fmt.Errorf("looking at %s: %w", url, err)
	}
	found, err := Faults(ctx, axe, "document", look.Rules...)
	if err != nil {
		return nil, fmt.Errorf("looking at %s: %w", url, err)
	}
	wide, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.documentElement.scrollWidth > innerWidth`))
	if wide {
		found = append(found, "the page is wider than the screen")
	}
	return found, err
}

// Opened opens everything on the page that opens.
func Opened() chromedp.Action[chromedp.Void] {
	return chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach(d => d.open = true)`)
}

// Faults lists what axe-core finds wrong with a part of the page that is open: a script that gives an element or a list of them. Without
// rules it holds all of its own.
func Faults(ctx context.Context, axe, part string, rules ...string) ([]string, error) {
	only := ""
	if len(rules) > 0 {
		named, err := json.Marshal(rules)
		if err != nil {
			return nil, err
		}
		only = `, runOnly: {type: "rule", values: ` + string(named) + `}`
	}
	return chromedp.Run(ctx, After(chromedp.Evaluate[[]string](`axe.run(`+part+`, {resultTypes: ["violations"]`+only+`}).then(r =>
		r.violations.map(v => v.id + ": " + v.help + " " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)).join("\n")))`, chromedp.EvalAwaitPromise),
		chromedp.Evaluate[chromedp.Void](axe)))
}

// Refusals is a script that makes a page remember, in window.refused, what its security policy refused.
const Refusals = `window.refused = []; document.addEventListener("securitypolicyviolation", e => refused.push(e.violatedDirective + " " + e.blockedURI + " " + e.sample))`

// OnEveryPage runs a script before any other of each page that follows.
func OnEveryPage(script string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return err
	})
}

// Settled waits until the deferred scripts have run and what they asked for has been painted.
func Settled() chromedp.Action[chromedp.Void] {
	return chromedp.Evaluate[chromedp.Void](`new Promise(done => {
		const painted = () => requestAnimationFrame(() => requestAnimationFrame(done));
		document.readyState === "complete" ? painted() : addEventListener("load", painted);
	})`, chromedp.EvalAwaitPromise)
}

// After runs the steps and then the action, for a minute at most.
func After[T any](action chromedp.Action[T], steps ...chromedp.Action[chromedp.Void]) chromedp.Action[T] {
	return func(ctx context.Context, tab *chromedp.Target) (T, error) {
		if _, err := chromedp.Steps(steps...)(ctx, tab); err != nil {
			var none T
			return none, fmt.Errorf("getting the page ready: %w", err)
		}
		limited, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		return action(limited, tab)
	}
}
