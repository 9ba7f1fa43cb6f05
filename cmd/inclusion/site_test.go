package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"inclusion/internal/account"
	"inclusion/internal/browsertest"
	"inclusion/internal/store"
)

// sampleSite serves the whole product on the sample, from one loaded folder for all tests of the package.
func sampleSite(t *testing.T) (url string, c *Config) {
	t.Helper()
	c = &Config{Data: sampleFolder(t), Memory: "900MB"}
	return serveFolder(t, c), c
}

func serveFolder(t *testing.T, c *Config) string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	warehouse, err := store.OpenWarehouse(ctx, c.folder, c.readers(c.folder()), discard())
	if err != nil {
		t.Fatal(err)
	}
	own := t.TempDir()
	plans, err := store.OpenPlans(ctx, store.Folder{Dir: own}.Plans())
	if err != nil {
		t.Fatal(err)
	}
	admin, err := account.NewAdmin(own, plans)
	if err != nil {
		t.Fatal(err)
	}
	jobs, err := startJobs(ctx, c, warehouse, false)
	if err != nil {
		t.Fatal(err)
	}
	handler, err := serveCommand{}.handler(warehouse, plans, admin, jobs)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(func() {
		server.Close()
		cancel()
		plans.Close()
		warehouse.Close()
	})
	return server.URL
}

var loadedSample struct {
	once sync.Once
	dir  string
	err  error
}

// sampleFolder is a data folder with the sample, loaded once.
func sampleFolder(t *testing.T) string {
	t.Helper()
	loadedSample.once.Do(func() {
		loadedSample.dir, loadedSample.err = newSampleFolder()
	})
	if loadedSample.err != nil {
		t.Fatal(loadedSample.err)
	}
	return loadedSample.dir
}

// pages are addresses of every kind of page.
var pages = []string{
	"/", "/areas", "/areas?q=nowhere", "/areas/101", "/areas/X12000001", "/areas/X92000001", "/areas/121", "/areas/158", "/areas/101/indicators/S01",
	"/areas/101/indicators/X02", "/areas/158/indicators/S01", "/areas/101/indicators/R01", "/areas/101/indicators/F10", "/areas/101/inclusion", "/areas/158/inclusion", "/areas/X12000001/inclusion", "/areas/X92000001/inclusion", "/areas/101/needs", "/areas/158/needs", "/areas/X92000001/needs", "/areas/101/money", "/areas/158/money", "/areas/X92000001/money", "/areas/101/redress", "/areas/158/redress", "/areas/101/inspection", "/areas/101/themes", "/areas/140/themes", "/indicators", "/indicators/S01", "/indicators/S12n", "/map", "/map?indicator=F10", "/indicators/S01/movers", "/indicators/S01/movers?from=2015&to=2024",
	"/indicators/R01o", "/expert-partnerships", "/expert-partnerships/northmarch", "/expert-partnerships/all", "/areas/101/similar", "/areas/158/similar", "/areas/101/similar?choose=yes",
	"/areas/101/similar?beside=trial&indicator=S01", "/areas/101/indicators/S01?beside=105,103", "/compare", "/compare?areas=101,102,X92000001&indicators=S01,X02", "/compare?areas=101,158,106,107,108,X92000001&indicators=S01,A01&view=chart",
	"/compare?areas=101,102&indicators=S01&view=chart", "/compare?areas=101,102,158&indicators=S01,S14,A01&from=newest&by=indicators", "/compare?areas=101&indicators=S01,X02&by=years", "/compare?areas=999&add=Alder",
	"/data", "/about", "/sign-in", "/no-such-page",
}

// TestEveryPageIsAccessible holds axe-core's rules against every kind of page, on a laptop, a phone and in the dark, and the
// security policy against what they load.
func TestEveryPageIsAccessible(t *testing.T) {
	axe := browsertest.Axe(t)
	ctx := browsertest.Open(t)
	url, _ := sampleSite(t)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank"), browsertest.OnEveryPage(browsertest.Refusals)); err != nil {
		t.Fatal(err)
	}
	for _, path := range pages {
		for _, look := range browsertest.Looks[:3] {
			t.Run(path+" "+look.Name, func(t *testing.T) {
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
	}
}

// TestEveryPageSaysThatTheSampleIsInvented reads every page as a plain client does, without script.
func TestEveryPageSaysThatTheSampleIsInvented(t *testing.T) {
	url, _ := sampleSite(t)
	for _, path := range append([]string{"/api/v1/areas", "/api/v1/indicators/S01", "/api/v1/areas/101/indicators/S01", "/api/v1/indicators/S01.csv"}, pages...) {
		body := get(t, url+path)
		if !contains(body, "Invented sample data") {
			t.Errorf("%s does not say that its data are invented", path)
		}
	}
}

// TestNoPageShowsAMissingNumberAsZero looks at the tiny area whose figures are almost all missing.
func TestNoPageShowsAMissingNumberAsZero(t *testing.T) {
	url, _ := sampleSite(t)
	body := get(t, url+"/areas/158")
	for _, never := range []string{"NaN", "Inf", "&lt;nil&gt;", "<nil>"} {
		if contains(body, never) {
			t.Errorf("the page of the tiny area shows %q", never)
		}
	}
	if !contains(body, "not published") && !contains(body, "not applicable") {
		t.Error("the page of the tiny area says of no figure why it is missing")
	}
}

func get(t *testing.T, url string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
