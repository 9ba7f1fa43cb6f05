package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"sync"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/gorilla/mux"

	"inclusion/internal/account"
	"inclusion/internal/desk/invented"
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
	s, err := startSite(t.Context(), c, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	return s.url
}

// running is the whole product, served on some data and some plans until it is stopped.
type running struct {
	url       string
	data      *Config
	warehouse *store.Warehouse
	plans     *store.Plans
	router    *mux.Router
	stop      func()
}

// startSite serves a folder; own is a folder for what the site itself keeps.
func startSite(ctx context.Context, c *Config, own string) (*running, error) {
	warehouse, err := store.OpenWarehouse(ctx, c.folder, c.engine(c.folder()), discard())
	if err != nil {
		return nil, err
	}
	s, err := serveOn(ctx, c, warehouse, own)
	if err != nil {
		warehouse.Close()
		return nil, err
	}
	stop := s.stop
	s.stop = func() {
		stop()
		warehouse.Close()
	}
	return s, nil
}

// serveOn serves data that are open already.
func serveOn(ctx context.Context, c *Config, warehouse *store.Warehouse, own string) (s *running, err error) {
	ctx, cancel := context.WithCancel(ctx)
	open := []func(){cancel}
	s = &running{data: c, warehouse: warehouse, stop: func() {
		for _, shut := range slices.Backward(open) {
			shut()
		}
	}}
	defer func() {
		if err != nil {
			s.stop()
		}
	}()
	if s.plans, err = store.OpenPlans(ctx, store.Folder{Dir: own}.Plans()); err != nil {
		return nil, err
	}
	open = append(open, func() { s.plans.Close() })
	admin, err := account.NewAdmin(own, s.plans)
	if err != nil {
		return nil, err
	}
	jobs, err := startJobs(ctx, c, warehouse, false)
	if err != nil {
		return nil, err
	}
	handler, _, router, err := serveCommand{}.site(warehouse, s.plans, admin, jobs)
	if err != nil {
		return nil, err
	}
	s.router = router
	server := httptest.NewServer(handler)
	open = append(open, server.Close)
	s.url = server.URL
	return s, nil
}

// shared is the site that tests which run side by side look at: one process opens a warehouse once. It is open while any of them runs.
// What the invented partnerships wrote is told once, and every site begins with a copy.
var shared struct {
	sync.Mutex
	site  *running
	users int
	told  []byte // the file of the plans
}

// sharedSite lets the test run beside others, on one site with the sample and what the invented partnerships wrote. Nobody writes there.
func sharedSite(t *testing.T) (url string) {
	t.Helper()
	return openShared(t).url
}

func openShared(t *testing.T) *running {
	t.Helper()
	t.Parallel()
	return shareSite(t)
}

// shareSite is the shared site for a test that runs beside others already.
func shareSite(t *testing.T) *running {
	t.Helper()
	dir := sampleFolder(t)
	shared.Lock()
	defer shared.Unlock()
	if shared.users == 0 {
		if err := startShared(&Config{Data: dir, Memory: "900MB"}); err != nil {
			t.Fatal(err)
		}
	}
	shared.users++
	t.Cleanup(func() {
		shared.Lock()
		defer shared.Unlock()
		if shared.users--; shared.users == 0 {
			shared.site.stop()
		}
	})
	return shared.site
}

func startShared(c *Config) error {
	ctx := context.Background()
	own, err := os.MkdirTemp("", "inclusion-test-site-")
	if err != nil {
		return err
	}
	warehouse, err := store.OpenWarehouse(ctx, c.folder, c.engine(c.folder()), discard())
	if err != nil {
		return err
	}
	if shared.told == nil {
		if shared.told, err = tellInvented(ctx, warehouse, own); err != nil {
			return err
		}
	}
	if err := os.WriteFile(store.Folder{Dir: own}.Plans(), shared.told, 0o600); err != nil {
		return err
	}
	s, err := serveOn(ctx, c, warehouse, own)
	if err != nil {
		return err
	}
	stop := s.stop
	s.stop = func() {
		stop()
		warehouse.Close()
		os.RemoveAll(own)
	}
	shared.site = s
	return nil
}

// tellInvented is the file of the plans once the invented partnerships have written, as when the sample is served for the first time.
func tellInvented(ctx context.Context, warehouse *store.Warehouse, dir string) ([]byte, error) {
	path := store.Folder{Dir: dir}.Plans()
	plans, err := store.OpenPlans(ctx, path)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(writeInvented(ctx, plans, warehouse, dir), plans.Close()); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// ownSite lets the test run beside others, on a site of its own where it may write: the shared one's data, and a copy of what the
// invented partnerships wrote.
func ownSite(t *testing.T) *running {
	t.Helper()
	data, own := openShared(t), t.TempDir()
	if err := os.WriteFile(store.Folder{Dir: own}.Plans(), shared.told, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := serveOn(context.Background(), data.data, data.warehouse, own)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	return s
}

// signIn signs in as one of the invented people, through the page as anybody does.
func signIn(t *testing.T, ctx context.Context, url, email string) {
	t.Helper()
	visit(t, ctx, url+"/sign-in")
	evaluate[bool](t, ctx, `document.querySelector("#sign-in-email").focus() ?? true`)
	press(t, ctx, email+kb.Tab+invented.Password)
	follow(t, ctx, kb.Enter)
	if at := evaluate[string](t, ctx, `location.pathname`); at != "/board" {
		t.Fatalf("signing in as %s leads to %s", email, at)
	}
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
