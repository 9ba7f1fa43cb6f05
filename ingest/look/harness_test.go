package look

import (
	"context"
	"database/sql"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"inclusion/ingest/fetch"
	"inclusion/ingest/fetch/standin"
	"inclusion/ingest/format"
	"inclusion/ingest/load"
	"inclusion/ingest/look/looktest"
	"inclusion/ingest/source"
	"inclusion/internal/area"
	"inclusion/internal/store"
)

// tinyAreas is a register that fits a page, so that loading is quick.
const tinyAreas = `
register: sample
title: Tiny England
country: {code: X92000001, name: Tiny England}
regions: [{code: X12000001, name: Northmarch}]
authorities:
  - {code: "101", name: Alderbrook, region: X12000001, ons: [{code: X06000101}]}
  - {code: "102", name: Cragholme, region: X12000001, ons: [{code: X06000102}]}
  - {code: "103", name: Dunmarrow, region: X12000001, ons: [{code: X06000103}]}
`

// What the stand-in publishes.
const (
	firstFile = "first.csv"
	page      = "/government/statistics/plans"
	pageAPI   = "/api/content" + page
	listAPI   = "/api/publications/plans/releases"
	zipFile   = "/api/releases/version-1/files"
)

var noon = time.Date(2026, time.July, 1, 12, 0, 0, 0, time.UTC)

// world is a publisher and a data folder that what it publishes is loaded into.
type world struct {
	*standin.Server
	t      *testing.T
	files  string
	looker *Looker
	source source.Source
	slept  []time.Duration // between tries, of publishers
	now    time.Time
}

// newWorld publishes one file in a release and on a page of GOV.UK, and looks where place says.
func newWorld(t *testing.T, place fetch.Place) *world {
	t.Helper()
	w := &world{t: t, files: t.TempDir(), now: noon}
	register, err := area.Load([]byte(tinyAreas))
	if err != nil {
		t.Fatal(err)
	}
	w.publish(firstFile, looktest.Timeliness(t, register))
	w.Server = standin.New(w.files, standin.Catalogue{
		Publications: []standin.Publication{{Slug: "plans", Title: "Plans", Releases: []standin.Release{
			{ID: "version-1", Slug: "2025", Title: "Reporting year 2025", Published: noon, Latest: true, Files: []standin.File{{ID: "file-1", Title: "Timeliness", File: firstFile}}},
		}}},
		Documents: []standin.Document{{Path: page, Title: "Plans", Updated: noon.AddDate(0, -1, 0), Attachments: []standin.Attachment{{Title: "Timeliness", File: firstFile}}}},
	})
	if err := w.Start(""); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	sources, err := source.All()
	if err != nil {
		t.Fatal(err)
	}
	folder := store.Folder{Dir: filepath.Join(t.TempDir(), "data")}
	w.source = looktest.Source(t, "ehc-plans")
	w.source.Places = []fetch.Place{place}
	w.looker = &Looker{Publishers: w.client(), Loader: &load.Loader{Folder: folder, Register: register, Sources: sources, Limits: format.DefaultLimits,
		Log: slog.New(slog.DiscardHandler), Engine: store.Engine{Memory: "500MB", Threads: 1, TempDir: folder.Scratch()}, Now: func() time.Time { return w.now }}}
	return w
}

// The kinds of place.
var (
	onGovUK   = fetch.Place{GovUK: &fetch.GovUK{Path: page, Attachment: "Timeliness", Types: []string{"csv", "zip"}}}
	asZip     = fetch.Place{EES: &fetch.EES{Publication: "plans"}}
	asOneFile = fetch.Place{EES: &fetch.EES{Publication: "plans", Take: "files", Files: []string{"Timeliness"}}}
)

func (w *world) client() *fetch.Client {
	w.t.Helper()
	c, err := fetch.New(fetch.Options{EESBase: w.URL(), GovUKBase: w.URL(), Hosts: []string{}, MaxBytes: 1 << 20, Retries: 2,
		Now: func() time.Time { return noon }, Backoff: func(int) time.Duration { return time.Second },
		Sleep: func(_ context.Context, d time.Duration) error { w.slept = append(w.slept, d); return nil }})
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

// publish puts a file where the stand-in serves it from.
func (w *world) publish(name, text string) {
	w.t.Helper()
	if err := os.WriteFile(filepath.Join(w.files, name), []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) published(name string) string {
	w.t.Helper()
	b, err := os.ReadFile(filepath.Join(w.files, name))
	if err != nil {
		w.t.Fatal(err)
	}
	return string(b)
}

// revise publishes the first file again with other figures of one authority, of its region and of the country.
func (w *world) revise() {
	w.t.Helper()
	lines := strings.Split(w.published(firstFile), "\n")
	for i, line := range lines {
		if strings.Contains(line, ",Local authority,") && !strings.Contains(line, ",Alderbrook,") {
			continue
		}
		if strings.Contains(line, ",Alderbrook,") {
			line = strings.NewReplacer("46.4", "46.3", "45.9", "45.8").Replace(line)
		}
		cells := strings.Split(line, ",")
		for j, cell := range cells {
			if other, changed := map[string]string{"1000": "1003", "3000": "3003"}[cell]; changed {
				cells[j] = other
			}
		}
		lines[i] = strings.Join(cells, ",")
	}
	w.publish(firstFile, strings.Join(lines, "\n"))
}

var loaded struct {
	once sync.Once
	dir  string
}

// TestMain removes what the tests share.
func TestMain(m *testing.M) {
	code := m.Run()
	if loaded.dir != "" {
		os.RemoveAll(loaded.dir)
	}
	os.Exit(code)
}

// loadedWorld is a world after its first look, which is looked once for all tests.
func loadedWorld(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, onGovUK)
	loaded.once.Do(func() {
		w.look()
		dir, err := os.MkdirTemp("", "inclusion-look-*")
		if err != nil {
			t.Fatal(err)
		}
		loaded.dir = dir
		if err := os.CopyFS(filepath.Join(dir, "data"), os.DirFS(w.looker.Loader.Folder.Dir)); err != nil {
			t.Fatal(err)
		}
	})
	folder := w.looker.Loader.Folder
	if n, err := folder.Current(); err != nil || n == 0 {
		if err := os.CopyFS(folder.Dir, os.DirFS(filepath.Join(loaded.dir, "data"))); err != nil {
			t.Fatal(err)
		}
		w.now = w.now.AddDate(0, 0, 1)
	}
	return w
}

// look looks once and answers what was recorded of it.
func (w *world) look() load.Run {
	w.t.Helper()
	w.now = w.now.AddDate(0, 0, 1)
	_ = w.looker.Source(w.t.Context(), w.source)
	runs, err := load.Runs(w.looker.Loader.Folder, 1)
	if err != nil || len(runs) != 1 {
		w.t.Fatalf("the look was not recorded: %v", err)
	}
	w.isClear()
	return runs[0]
}

// isClear says that nothing of what was taken lies about.
func (w *world) isClear() {
	w.t.Helper()
	left, err := filepath.Glob(filepath.Join(w.looker.Loader.Folder.Dir, "taking", "*", "*"))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, name := range left {
		if filepath.Base(name) != "taken.json" {
			w.t.Errorf("%s was left behind", name)
		}
	}
}

// serves says which warehouse is current, and holds it to being readable with the plans of an authority in it.
func (w *world) serves() (version int, plans string) {
	w.t.Helper()
	folder := w.looker.Loader.Folder
	version, err := folder.Current()
	if err != nil {
		w.t.Fatal(err)
	}
	if version == 0 {
		return 0, ""
	}
	db, err := w.looker.Loader.Engine.ReadOnly(w.t.Context(), folder.Warehouse(version))
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	var text sql.NullString
	if err := db.QueryRowContext(w.t.Context(), "select max(denominator)::varchar from value where indicator = 'S01' and area_code = '101'").Scan(&text); err != nil {
		w.t.Fatal(err)
	}
	return version, text.String
}
