package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"inclusion/ingest/fetch/standin"
	"inclusion/ingest/look/looktest"
	"inclusion/internal/area"
	"inclusion/internal/store"
)

// Where the publishers' parts are asked for.
const (
	plansReleases   = "/api/publications/education-health-and-care-plans/releases"
	absenceReleases = "/api/publications/pupil-absence-in-schools-in-england/releases"
)

// publisher is the stand-in, behind a gate that tests may close.
type publisher struct {
	*standin.Server
	url  string
	gate sync.RWMutex // held while nothing is answered
}

// publish starts a stand-in for all publishers at once.
func publish(t *testing.T, dir string, catalogue standin.Catalogue) *publisher {
	t.Helper()
	p := &publisher{Server: standin.New(dir, catalogue)}
	if err := p.Start(""); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.gate.RLock()
		defer p.gate.RUnlock()
		p.ServeHTTP(w, r)
	}))
	p.url = server.URL
	t.Cleanup(func() {
		server.Close()
		p.Close()
	})
	return p
}

// publishPlans publishes one small release of EHC plans, with a figure for every authority of England.
func publishPlans(t *testing.T, change ...func(text string) string) *publisher {
	t.Helper()
	dir := t.TempDir()
	text := looktest.Timeliness(t, area.England())
	for _, c := range change {
		text = c(text)
	}
	if err := os.WriteFile(filepath.Join(dir, "timeliness.csv"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return publish(t, dir, standin.Catalogue{Publications: []standin.Publication{
		{Slug: "education-health-and-care-plans", Title: "Education, health and care plans", Releases: []standin.Release{
			{ID: "version-1", Slug: "2025", Title: "Reporting year 2025", Published: time.Date(2025, 6, 26, 8, 30, 0, 0, time.UTC), Latest: true,
				Files: []standin.File{{ID: "file-1", Title: "Timeliness", File: "timeliness.csv"}}},
		}}}})
}

// renamed renames a column, as publishers do.
func renamed(text string) string {
	return strings.Replace(text, "plans_issued_within_20_weeks", "plans_in_twenty_weeks", 1)
}

// asks is the configuration of a data folder whose publishers are the stand-in.
func (p *publisher) asks(data string) *Config {
	return &Config{Data: data, Memory: "900MB", EESBase: p.url, GovUKBase: p.URL()}
}

// sampleMark is a data folder that is marked as the sample's, and holds nothing else.
func sampleMark(t *testing.T) string {
	t.Helper()
	folder := store.Folder{Dir: t.TempDir()}
	if err := folder.Claim("sample"); err != nil {
		t.Fatal(err)
	}
	return folder.Dir
}

// copyOf is a copy of a data folder.
func copyOf(t *testing.T, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}
