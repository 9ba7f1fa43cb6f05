package fetch_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"inclusion/ingest/fetch"
	"inclusion/ingest/fetch/standin"
)

const (
	plans     = "education-health-and-care-plans"
	tribunals = "/government/collections/tribunals-statistics"
	autumn25  = "/government/statistics/tribunals-statistics-quarterly-july-to-september-2025"
	autumn24  = "/government/statistics/tribunals-statistics-quarterly-july-to-september-2024"
	winter25  = "/government/statistics/tribunals-statistics-quarterly-october-to-december-2025"
	dsg       = "/view-latest-funding/national-funding-allocations/DSG/2025-to-2026"
	zip2026   = "/api/releases/version-2026/files"
	csv2026   = "/api/releases/version-2026/files/file-timeliness"
	timely    = "data/timeliness.csv"
)

// world is a stand-in publisher with a client that looks at it, on a clock that never waits.
type world struct {
	*standin.Server
	client *fetch.Client
	dir    string // the publisher's files
	into   string // where the client puts them
	clock  *clock
}

// clock answers a fixed time and notes how long it was asked to sleep.
type clock struct {
	mu    sync.Mutex
	slept []time.Duration
}

var noon = time.Date(2026, time.July, 1, 12, 0, 0, 0, time.UTC)

func (c *clock) sleep(_ context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.slept = append(c.slept, d)
	return nil
}

func newWorld(t *testing.T, change ...func(*fetch.Options)) *world {
	t.Helper()
	w := &world{dir: t.TempDir(), into: t.TempDir(), clock: &clock{}}
	w.write(t, timely, "time_period,ehc_plans\n2025,100\n2024,90\n")
	w.write(t, "data/caseload.csv", "time_period,caseload\n2026,5\n")
	w.write(t, "supporting/appeal rate 2014-2025.csv", "la_code,rate\n202,1.5\n")
	w.write(t, "tables.ods", zipOf(t, "content.xml", strings.Repeat("<table/>", 500)))
	w.write(t, "main_tables.csv", "a,b\n1,2\n")
	w.write(t, "dsg_published-31-03-2025.ods", zipOf(t, "content.xml", "<dsg/>"))
	w.write(t, "dsg_published-18-12-2025.ods", zipOf(t, "content.xml", "<dsg>newer</dsg>"))
	w.Server = standin.New(w.dir, catalogue())
	if err := w.Start(""); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	options := fetch.Options{
		EESBase: w.URL(), GovUKBase: w.URL(), Hosts: []string{}, Retries: 3,
		Backoff: func(n int) time.Duration { return time.Duration(n) * time.Second },
		Now:     func() time.Time { return noon }, Sleep: w.clock.sleep,
	}
	for _, c := range change {
		c(&options)
	}
	client, err := fetch.New(options)
	if err != nil {
		t.Fatal(err)
	}
	w.client = client
	return w
}

func catalogue() standin.Catalogue {
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 8, 30, 0, 0, time.UTC) }
	return standin.Catalogue{
		Publications: []standin.Publication{{Slug: plans, Title: "Education, health and care plans", Releases: []standin.Release{
			{ID: "version-2025", Slug: "2025", Title: "Calendar year 2025", Published: day(2025, 6, 26), Files: releaseFiles()},
			{ID: "version-2026", Slug: "2026", Title: "Calendar year 2026", Published: day(2026, 6, 25), Latest: true, Files: releaseFiles()},
		}}},
		Collections: []standin.Collection{{Path: tribunals, Title: "Tribunals statistics", Documents: []string{autumn24, autumn25, winter25}}},
		Documents: []standin.Document{
			document(autumn24, "Tribunal Statistics Quarterly: July to September 2024", day(2024, 12, 12)),
			document(autumn25, "Tribunal Statistics Quarterly: July to September 2025", day(2025, 12, 11)),
			{Path: winter25, Title: "Tribunal Statistics Quarterly: October to December 2025", Updated: day(2026, 3, 12)},
			{Path: "/government/statistics/moved", MovedTo: autumn25},
			{Path: "/government/statistics/moved-twice", MovedTo: "/government/statistics/moved"},
			{Path: "/government/statistics/old-page", Title: "Old page", Updated: day(2022, 6, 9), HTMLOnly: true,
				Attachments: []standin.Attachment{{Title: "SEND appeal rate table", File: "tables.ods"}}},
		},
		Pages: []standin.Page{{Path: dsg, Title: "Dedicated schools grant", Links: []standin.Link{
			{Text: "Download DSG allocations for all local authorities and regions", File: "dsg_published-31-03-2025.ods"},
			{Text: "Download DSG allocations for all local authorities and regions", File: "dsg_published-18-12-2025.ods"},
			{Text: "Conditions of grant", File: "main_tables.csv"},
		}}},
		DataSets: []standin.DataSet{{ID: "set-1", File: timely}},
	}
}

func releaseFiles() []standin.File {
	return []standin.File{
		{ID: "file-timeliness", Title: "Timeliness of plans", File: timely},
		{ID: "file-caseload", Title: "Caseload", File: "data/caseload.csv"},
		{ID: "file-appeals", Title: "SEND appeals by local authority", File: "supporting/appeal rate 2014-2025.csv", Supporting: true},
	}
}

func document(path, title string, updated time.Time) standin.Document {
	return standin.Document{Path: path, Title: title, Updated: updated, Attachments: []standin.Attachment{
		{Title: "Main Tables (July to September)", File: "main_tables.csv"},
		{Title: "Accessible Main Tables (July to September)", File: "tables.ods"},
		{Title: "Statistical Notice", File: "data/caseload.csv"},
	}}
}

func (w *world) write(t *testing.T, name, content string) {
	t.Helper()
	path := filepath.Join(w.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func (w *world) look(t *testing.T, p fetch.Place) []fetch.Found {
	t.Helper()
	found, err := w.client.Look(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func (w *world) take(t *testing.T, f fetch.Found) fetch.Taken {
	t.Helper()
	taken, err := w.client.Take(t.Context(), f, w.into, fetch.Known{})
	if err != nil {
		t.Fatal(err)
	}
	return taken
}

// file is a plain edition at a path of the stand-in.
func (w *world) file(path string) fetch.Found {
	return fetch.Found{Key: path, Title: "a table", URL: w.URL() + path}
}

// leftovers are the files in the folder that editions are taken into.
func (w *world) leftovers(t *testing.T) int {
	t.Helper()
	entries, err := os.ReadDir(w.into)
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}

func zipOf(t *testing.T, name, content string) string {
	t.Helper()
	var buf bytes.Buffer
	archive := zip.NewWriter(&buf)
	f, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	if err == nil {
		_, err = f.Write([]byte(content))
	}
	if err == nil {
		err = archive.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

func sha(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}
