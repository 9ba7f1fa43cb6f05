package main

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"inclusion/ingest/schedule"
	"inclusion/internal/account"
	"inclusion/internal/store"
)

// liveSite is the whole product with its jobs, and somebody who visits it.
type liveSite struct {
	t      *testing.T
	url    string
	jobs   *jobs
	key    string
	client *http.Client
}

func newLiveSite(t *testing.T, c *Config, start bool, opts ...schedule.Option) *liveSite {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	warehouse, err := store.OpenWarehouse(ctx, c.folder, c.engine(c.folder()), discard())
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
	jobs, err := startJobs(ctx, c, warehouse, start, opts...)
	if err != nil {
		t.Fatal(err)
	}
	handler, _, err := serveCommand{}.handler(warehouse, plans, admin, jobs)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(func() {
		server.Close()
		cancel()
		jobs.stop()
		plans.Close()
		warehouse.Close()
	})
	key, err := os.ReadFile(admin.KeyFile())
	if err != nil {
		t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &liveSite{t: t, url: server.URL, jobs: jobs, key: strings.TrimSpace(string(key)), client: &http.Client{Jar: jar}}
}

// read reads a page and answers its status and text.
func (s *liveSite) read(path string) (int, string) {
	s.t.Helper()
	resp, err := s.client.Get(s.url + path)
	if err != nil {
		s.t.Fatal(err)
	}
	return s.answer(resp)
}

func (s *liveSite) send(path string, form url.Values) (int, string) {
	s.t.Helper()
	resp, err := s.client.PostForm(s.url+path, form)
	if err != nil {
		s.t.Fatal(err)
	}
	return s.answer(resp)
}

func (s *liveSite) answer(resp *http.Response) (int, string) {
	s.t.Helper()
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

// serves names the register of the data that are served now.
func (s *liveSite) serves() string {
	s.t.Helper()
	v, release, err := s.jobs.warehouse.Use()
	if err != nil {
		s.t.Fatal(err)
	}
	defer release()
	return v.Register
}

func (s *liveSite) signIn() {
	s.t.Helper()
	if status, body := s.send("/sign-in", url.Values{"key": {s.key}}); status != http.StatusOK {
		s.t.Fatalf("signing in was answered %d: %s", status, body)
	}
}

// until waits for something to come true, and fails the test when it does not.
func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !is() {
		select {
		case <-ctx.Done():
			t.Fatalf("in vain waited until %s", what)
		case <-tick.C:
		}
	}
}

// TestTheButtonReplacesTheSampleByRealData presses the administrator's button while the invented sample is served.
func TestTheButtonReplacesTheSampleByRealData(t *testing.T) {
	p := publishPlans(t)
	c := p.asks(copyOf(t, sampleFolder(t)))
	s := newLiveSite(t, c, false)
	if status, body := s.send("/data/live", nil); status != http.StatusUnauthorized || p.Total() != 0 {
		t.Fatalf("a stranger's press is answered %d: %s", status, body)
	}
	s.signIn()
	if _, body := s.read("/data"); !contains(body, `action="/data/live"`) || !contains(body, "Invented sample data") {
		t.Fatalf("the button is missing: %s", body)
	}
	p.gate.Lock()
	if status, body := s.send("/data/live", nil); status != http.StatusOK || !contains(body, "The publishers are being asked now") {
		t.Fatalf("the press is answered %d: %s", status, body)
	}
	if status, body := s.send("/data/live", nil); status != http.StatusConflict || !contains(body, "Not started") {
		t.Errorf("a second press meanwhile is answered %d: %s", status, body)
	}
	if _, body := s.read("/"); !contains(body, "Invented sample data") {
		t.Error("until real data stand the sample is not served")
	}
	p.gate.Unlock()
	until(t, "real data are served", func() bool { return s.serves() == "england" })
	if _, body := s.read("/"); contains(body, "Invented sample data") {
		t.Error("real data are said to be invented")
	}
	until(t, "every source has been asked", func() bool { return !s.jobs.going.Load() })

	if status, body := s.read("/areas/202"); status != http.StatusOK || !contains(body, "Camden") {
		t.Errorf("the page of Camden is answered %d", status)
	}
	s.tellsOfTheLooks()
	if n, err := (store.Folder{Dir: c.Data}).Current(); err != nil || n != 1 || c.folder().Dir != filepath.Join(c.Data, "live") {
		t.Errorf("the sample's folder is at warehouse %d (%v), and %s is served", n, err, c.folder().Dir)
	}
	asked := p.Requests("/api/releases/version-1/files")
	if status, _ := s.send("/data/live", nil); status != http.StatusOK {
		t.Errorf("the next press is answered %d", status)
	}
	until(t, "every source has been asked again", func() bool { return !s.jobs.going.Load() })
	if _, body := s.read("/data"); !contains(body, "Education, health and care plans: nothing new.") || p.Requests("/api/releases/version-1/files") != asked {
		t.Error("the same release was taken again")
	}
}

// tellsOfTheLooks holds the data page to telling what became of every source.
func (s *liveSite) tellsOfTheLooks() {
	s.t.Helper()
	_, body := s.read("/data")
	for _, told := range []string{
		"Education, health and care plans: warehouse 1 published.",
		"education-health-and-care-plans_2025.zip/data/timeliness.csv: loaded",
		"Reporting year 2025, published 26 June 2025",
		"not everything could be looked at: looking for editions in the publication pupil-absence-in-schools-in-england",
		"there is nothing at this address",
		"Area SEND inspections: no address is known: load files by hand.",
	} {
		if !contains(body, told) {
			s.t.Errorf("the data page does not tell %q", told)
		}
	}
}
