package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"sync"
	"testing"

	"inclusion/internal/account"
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
	url, stop, err := startSite(t.Context(), c, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return url
}

// startSite serves a folder until it is stopped; own is an empty folder for what the site itself keeps.
func startSite(ctx context.Context, c *Config, own string) (url string, stop func(), err error) {
	ctx, cancel := context.WithCancel(ctx)
	var open []func()
	stop = func() {
		cancel()
		for _, shut := range slices.Backward(open) {
			shut()
		}
	}
	defer func() {
		if err != nil {
			stop()
		}
	}()
	warehouse, err := store.OpenWarehouse(ctx, c.folder, c.engine(c.folder()), discard())
	if err != nil {
		return "", nil, err
	}
	open = append(open, func() { warehouse.Close() })
	plans, err := store.OpenPlans(ctx, store.Folder{Dir: own}.Plans())
	if err != nil {
		return "", nil, err
	}
	open = append(open, func() { plans.Close() })
	admin, err := account.NewAdmin(own, plans)
	if err != nil {
		return "", nil, err
	}
	jobs, err := startJobs(ctx, c, warehouse, false)
	if err != nil {
		return "", nil, err
	}
	handler, _, err := serveCommand{}.handler(warehouse, plans, admin, jobs)
	if err != nil {
		return "", nil, err
	}
	server := httptest.NewServer(handler)
	open = append(open, server.Close)
	return server.URL, stop, nil
}

// shared is the site that tests which run side by side look at: one process opens a warehouse once. It is open while any of them runs.
var shared struct {
	sync.Mutex
	url   string
	stop  func()
	users int
}

// sharedSite lets the test run beside others, on one site with the sample.
func sharedSite(t *testing.T) (url string) {
	t.Helper()
	t.Parallel()
	dir := sampleFolder(t)
	shared.Lock()
	defer shared.Unlock()
	if shared.users == 0 {
		own, err := os.MkdirTemp("", "inclusion-test-site-")
		if err != nil {
			t.Fatal(err)
		}
		url, stop, err := startSite(context.Background(), &Config{Data: dir, Memory: "900MB"}, own)
		if err != nil {
			t.Fatal(err)
		}
		shared.url, shared.stop = url, func() {
			stop()
			os.RemoveAll(own)
		}
	}
	shared.users++
	t.Cleanup(func() {
		shared.Lock()
		defer shared.Unlock()
		if shared.users--; shared.users == 0 {
			shared.stop()
		}
	})
	return shared.url
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
