package main

import (
	"slices"
	"testing"

	"github.com/chromedp/chromedp"

	"inclusion/internal/browsertest"
)

// pages are addresses of every kind of page: an area's in every section, for an area with many figures (101), one that has ended (121), one too
// small to be compared (158), a region and the country.
var pages = slices.Concat(
	[]string{"/", "/areas", "/areas?q=nowhere", "/indicators", "/expert-partnerships", "/next", "/data", "/about", "/sign-in", "/no-such-page"},
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
)

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
