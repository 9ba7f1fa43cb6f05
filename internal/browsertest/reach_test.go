package browsertest

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// open shows a page of these words in a browser.
func open(t *testing.T, body string) context.Context {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if _, err := w.Write([]byte("<!doctype html><title>A page</title><style>:focus-visible { outline: 3px solid } .bare:focus { outline: none }</style><main>" + body + "</main>")); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(server.Close)
	ctx := Open(t)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 600), chromedp.Navigate(server.URL), Settled()); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// A check that never finds anything is no check: each of these pages has one fault, or none.
func TestFaultsOfAPageAreFound(t *testing.T) {
	tabbed := func(ctx context.Context) ([]string, error) {
		_, faults, err := Tabbed(ctx)
		return faults, err
	}
	narrow := func(ctx context.Context) ([]string, error) { return Overflow(ctx, 320) }
	for _, test := range []struct {
		name, body string
		look       func(context.Context) ([]string, error)
		want       string // in the first fault; nothing where there must be none
	}{
		{"a page that fits", `<p>Short.</p><div tabindex="0" style="overflow-x: auto"><pre style="width: 900px">A wide table</pre></div>`, narrow, ""},
		{"a wide word", `<p style="width: 600px">Wide</p>`, narrow, "the page is"},
		{"words cut off", `<p style="width: 100px; height: 20px; overflow: hidden">Words that are cut off where nobody can scroll</p>`, narrow, "is cut off"},
		{"stops in order", `<a href="#a">One</a><button>Two</button><details><summary>Three</summary><a href="#b">Hidden</a></details>`, tabbed, ""},
		{"another order", `<a href="#a">One</a><button tabindex="3">Two</button>`, tabbed, "stop"},
		{"focus not seen", `<a href="#a" class="bare">One</a>`, tabbed, "nobody sees"},
		{"a stop out of reach", `<a href="#a">One</a><button tabindex="-1">Two</button>`, tabbed, "not reached"},
		{"a trap", `<a href="#a" onkeydown="event.preventDefault()">One</a><button>Two</button>`, tabbed, "not reached"},
		{"a region that scrolls without a name", `<a href="#a">One</a><div style="overflow: auto; height: 20px"><p>Long</p><p>words</p></div><button>Two</button>`, tabbed, "nothing can be done"},
	} {
		t.Run(test.name, func(t *testing.T) {
			faults, err := test.look(open(t, test.body))
			if err != nil {
				t.Fatal(err)
			}
			if found := strings.Join(faults, "; "); (found == "") != (test.want == "") || !strings.Contains(found, test.want) {
				t.Errorf("it finds %q, want %q", found, test.want)
			}
		})
	}
}

func TestOnlyWhatIsSeenCanBeFollowedOrIsSaid(t *testing.T) {
	ctx := open(t, `<p>Said.</p><details><summary>More</summary><p>Folded away.</p><a href="#in">Inside</a></details><div style="position: relative"><a href="#under">Under</a>
		<div style="position: absolute; inset: 0"></div></div><table><tr><th>Rate</th><td>4.1%</td></tr></table><h2 id="in">Heading</h2>`)
	for link, fault := range map[string]string{"Inside": "there is none to see", "Under": "something lies over it", "Nowhere": "there is none to see"} {
		if err := Follow(ctx, link); err == nil || !strings.Contains(err.Error(), fault) {
			t.Errorf("following %q: %v, want %q", link, err, fault)
		}
	}
	before, err := Said(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, link := range []string{"More", "Inside"} {
		if err := Follow(ctx, link); err != nil {
			t.Fatal(err)
		}
	}
	after, err := Said(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if want := "Said.|More|Rate | 4.1%|Heading"; strings.Join(before, "|") != want {
		t.Errorf("the page says %q, want %q", before, want)
	}
	if !strings.Contains(strings.Join(after, "|"), "Folded away.") {
		t.Errorf("once opened, the page says %q", after)
	}
}

func TestWhatMovesIsRemembered(t *testing.T) {
	ctx := open(t, "")
	here, err := chromedp.Run(ctx, chromedp.Location())
	if err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, OnEveryPage(Shifts), chromedp.Navigate(here), Settled(), chromedp.Evaluate[chromedp.Void](`document.querySelector("main").innerHTML = "<p>Read me.</p>"`), Settled(),
		chromedp.Evaluate[chromedp.Void](`document.querySelector("main").insertAdjacentHTML("afterbegin", "<div style='height: 200px'></div>")`), Settled()); err != nil {
		t.Fatal(err)
	}
	if n, err := chromedp.Run(ctx, chromedp.Evaluate[int](`shifted.filter(s => s.whole).length`)); err != nil || n != 1 {
		t.Errorf("%d shifts of a whole page are remembered (%v), want 1", n, err)
	}
}
