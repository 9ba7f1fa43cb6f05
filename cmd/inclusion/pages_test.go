package main

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/gorilla/mux"

	"inclusion/dashboards/board"
	"inclusion/dashboards/page"
	public "inclusion/dashboards/plans"
	"inclusion/internal/browsertest"
	"inclusion/internal/web"
)

// pages are addresses of every kind of page: an area's in every section, for an area with many figures (101), one that has ended (121), one too
// small to be compared (158), a region and the country; plans of three partnerships (101, 103 and 107) and of an area without one (102).
var pages = slices.Concat(
	[]string{"/", "/areas", "/areas?q=nowhere", "/indicators", "/expert-partnerships", "/next", "/data", "/about", "/sign-in", "/no-such-page"},
	[]string{"/about/accessibility", "/about/privacy", "/about/cookies", "/about/licences"},
	sections("101", "", "/themes", "/similar", "/inclusion", "/needs", "/money", "/redress", "/inspection", "/changes", "/families"),
	sections("121", "", "/themes", "/similar", "/inclusion", "/needs", "/money", "/redress", "/inspection", "/changes", "/families"),
	sections("158", "", "/themes", "/similar", "/inclusion", "/needs", "/money", "/redress", "/inspection", "/changes", "/families"),
	sections("X12000001", "", "/inclusion", "/needs", "/money", "/redress", "/changes"),
	sections("X92000001", "", "/inclusion", "/needs", "/money", "/redress", "/changes"),
	sections("101", "/indicators/S01", "/indicators/X02", "/indicators/R01", "/indicators/F10", "/indicators/S01?beside=105,103"),
	sections("101", "/similar?choose=yes", "/similar?beside=trial&indicator=S01"),
	[]string{"/areas/158/indicators/S01", "/areas/140/themes"},
	[]string{"/indicators/S01", "/indicators/S12n", "/indicators/R01o", "/indicators/S01/movers", "/indicators/S01/movers?from=2015&to=2024", "/indicators/S01/funnel", "/indicators/X02/funnel?area=101"},
	[]string{"/map", "/map?indicator=F10", "/expert-partnerships/northmarch", "/expert-partnerships/all"},
	[]string{"/compare", "/compare?areas=101,102,X92000001&indicators=S01,X02", "/compare?areas=101,158,106,107,108,X92000001&indicators=S01,A01&view=chart", "/compare?areas=101,102&indicators=S01&view=chart",
		"/compare?areas=101,102,158&indicators=S01,S14,A01&from=newest&by=indicators", "/compare?areas=101&indicators=S01,X02&by=years", "/compare?areas=999&add=Alder"},
	sections("101", "/plan", "/plan/themes", "/plan/themes/T5", "/plan/themes/T6", "/plan/actions", "/plan/actions/A4", "/plan/disagreements", "/plan/forum",
		"/plan/decisions", "/plan/text", "/plan/local", "/plan/changes", "/plan/versions", "/plan/summary", "/plan?version=1"),
	sections("103", "/plan", "/plan/disagreements", "/plan/changes"),
	sections("107", "/plan", "/plan/forum"),
	[]string{"/areas/102/plan", "/areas/102/plan/themes", "/areas/101/plan?version=9", "/about/roles"},
)

// behindSignIn are addresses of every kind of page that somebody sees after signing in, by who does: the boards of Alderbrook, which has
// published, and of Dunmarrow, which has not, a partner, the data officer, a forum that is asked to respond, a regional viewer and the administrator.
var behindSignIn = []struct {
	who   string // e-mail address; inspector for whoever came by the link
	pages []string
}{
	{"board.103@sample.invalid", slices.Concat([]string{"/board", "/account", "/account/second-factor"},
		workingSections("103", "", "/assessment", "/assessment/5.3", "/assessment/9.2", "/perspectives", "/disagreements", "/disagreements?open=5.3-G1", "/evidence", "/evidence/{evidence}", "/surveys", "/surveys?theme=T5", "/voices",
			"/plan", "/plan/S2", "/plan/S4", "/plan/S6", "/profile", "/priorities", "/priorities/new", "/priorities/P1", "/actions", "/actions/new", "/actions/A1", "/decisions", "/decisions/new", "/decisions/D1",
			"/challenges", "/challenges/new", "/risks", "/risks/new", "/risks/R1", "/changes", "/changes/new", "/findings", "/findings/new", "/findings/I1", "/measures", "/measures/L-WW1", "/reform-plan",
			"/publish", "/publish/move/agreed", "/publish/move/withdrawn", "/versions", "/pack", "/pack/1", "/workbook", "/people", "/links", "/history", "/history/score?key=2026/5.3/leaders/board", "/cautions"))},
	{"board.101@sample.invalid", workingSections("101", "", "/assessment/5.3", "/actions/A4", "/challenges/C1", "/changes/N1", "/publish", "/pack/2")},
	{"icb.101@sample.invalid", workingSections("101", "", "/assessment/6.1", "/actions/A3", "/actions/A4")},
	{"forum.103@sample.invalid", workingSections("103", "", "/assessment/5.3", "/surveys?theme=T5", "/voices", "/publish")},
	{"data.101@sample.invalid", workingSections("101", "/return", "/return/{return}", "/return/{return}/findings", "/return/{return}/counts", "/return/{return}/now", "/return/{return}/withdraw")},
	{"ap.101@sample.invalid", workingSections("101", "/return", "/return/{return}")},
	{"region@sample.invalid", []string{"/board", "/regional", "/board/103/assessment", "/board/103/assessment/5.3"}},
	{"system@sample.invalid", []string{"/board", "/people"}},
	{inspector, []string{"/board/101/pack/2"}},
}

// workingSections are the addresses of some pages where a partnership works.
func workingSections(code string, names ...string) (addresses []string) {
	for _, name := range names {
		addresses = append(addresses, "/board/"+code+name)
	}
	return addresses
}

// workingPages are the addresses of all pages behind signing in.
func workingPages() (all []string) {
	for _, seen := range behindSignIn {
		all = append(all, seen.pages...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// TestEveryAddressIsListed: an address that shows a page is among those that the tests of all pages look at.
func TestEveryAddressIsListed(t *testing.T) {
	router := mux.NewRouter()
	site := &web.Site{Log: discard()}
	(&page.Pages{}).Install(router, site)
	(&public.Pages{Kept: func(h http.Handler) http.Handler { return h }}).Install(router, site)
	(&board.Pages{}).Install(router, site)
	listed := slices.Concat(pages, workingPages(), otherwise)
	err := router.Walk(func(route *mux.Route, _ *mux.Router, _ []*mux.Route) error {
		path, err := route.GetPathTemplate()
		methods, _ := route.GetMethods()
		if err != nil || (len(methods) > 0 && !slices.Contains(methods, http.MethodGet)) || isFile.MatchString(path) {
			return err
		}
		for _, address := range listed {
			if route.Match(httptest.NewRequest(http.MethodGet, address, nil), &mux.RouteMatch{}) {
				return nil
			}
		}
		t.Errorf("no test of all pages looks at %s", path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// isFile finds addresses that give a file, or that are for programs.
var isFile = regexp.MustCompile(`\.(csv|xlsx|zip|atom|json|svg|png|\{)|\{file|\{kind|/api/|/static/`)

// otherwise are addresses whose pages other tests look at: they need a secret that is given once, or lead on at once.
var otherwise = []string{"/invitation/secret", "/reset/secret", theLink, "/areas/101/plan/versions/1", "/england", "/data/editions/1", "/about/licences/example.org/module"}

// sections are the addresses of some sections of an area's page.
func sections(code string, names ...string) (addresses []string) {
	for _, name := range names {
		addresses = append(addresses, "/areas/"+code+name)
	}
	return addresses
}

// TestEveryPageIsAccessible holds axe-core's rules against every page on a laptop, and against each kind of page on a phone and in the dark, and
// the security policy against what they load. Each look has a browser of its own.
func TestEveryPageIsAccessible(t *testing.T) {
	axe := browsertest.Axe(t)
	url := sharedSite(t)
	for i, look := range browsertest.Looks[:3] {
		looked := kinds
		if i == 0 {
			looked = pages
		}
		t.Run(look.Name, func(t *testing.T) {
			t.Parallel()
			ctx := browsertest.Open(t)
			if err := chromedp.Do(ctx, chromedp.Navigate("about:blank"), browsertest.OnEveryPage(browsertest.Refusals)); err != nil {
				t.Fatal(err)
			}
			for _, path := range looked {
				t.Run(path, func(t *testing.T) {
					violations, err := browsertest.Violations(ctx, axe, url+path, look)
					if err != nil {
						t.Fatal(err)
					}
					for _, v := range violations {
						t.Error(v)
					}
					refused, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`refused`))
					if err != nil || len(refused) > 0 {
						t.Errorf("the security policy refused %v (%v)", refused, err)
					}
				})
			}
		})
	}
}
