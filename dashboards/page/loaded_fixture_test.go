package page

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	files "inclusion/ingest/format"
	"inclusion/ingest/load"
	"inclusion/ingest/source"
	"inclusion/internal/area"
	"inclusion/internal/store"
	"inclusion/internal/web"
)

// sharedDir holds what tests of the package share; it is gone after the last of them.
var sharedDir string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "pages-*")
		if err != nil {
			fmt.Fprintln(os.Stderr, "making a folder for the tests:", err)
			return 1
		}
		defer os.RemoveAll(dir)
		sharedDir = dir
		return m.Run()
	}())
}

// sharedFolder is a data folder that the first test to need it makes, and that others only read.
type sharedFolder struct {
	once   sync.Once
	folder store.Folder
}

// made is the folder, filled by fill where no test has done so.
func (s *sharedFolder) made(t testing.TB, fill func(testing.TB, store.Folder)) store.Folder {
	t.Helper()
	s.once.Do(func() {
		dir, err := os.MkdirTemp(sharedDir, "data-*")
		if err != nil {
			t.Fatal(err)
		}
		fill(t, store.Folder{Dir: dir})
		s.folder = store.Folder{Dir: dir}
	})
	if s.folder.Dir == "" {
		t.Fatal("the data were not made: the first test that needed them says why")
	}
	return s.folder
}

var (
	quiet        = slog.New(slog.NewTextHandler(io.Discard, nil))
	loadedEngine = store.Engine{Memory: "700MB", Threads: 2}
)

// loadInto loads files into a folder as the product does, at a time of its own.
func loadInto(t testing.TB, folder store.Folder, register *area.Register, now time.Time, items []load.Item) {
	t.Helper()
	sources, err := source.All()
	if err != nil {
		t.Fatal(err)
	}
	l := load.Loader{Folder: folder, Register: register, Sources: sources, Engine: loadedEngine, Limits: files.DefaultLimits, Log: quiet, Now: func() time.Time { return now }}
	report, err := l.Load(context.Background(), items)
	if err != nil {
		t.Fatal(err)
	}
	if report.Rejected() {
		t.Fatalf("a file was rejected: %+v", report.Files)
	}
}

// loadedSite is the pages over a warehouse that the real loader makes once of some files.
func loadedSite(t testing.TB, shared *sharedFolder, register *area.Register, paths ...string) http.Handler {
	t.Helper()
	var items []load.Item
	for _, path := range paths {
		if _, err := os.Stat(path); err != nil {
			t.Skip("needs ../shared/real, the published files")
		}
		items = append(items, load.Item{Path: path, Name: filepath.Base(path)})
	}
	return pagesOver(t, shared.made(t, func(t testing.TB, folder store.Folder) {
		loadInto(t, folder, register, time.Date(2026, 7, 1, 9, 0, 0, 0, time.UTC), items)
	}))
}

// unzipped is one file of a published ZIP: a test that needs little should not load it all.
func unzipped(t testing.TB, path, name string) string {
	t.Helper()
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Skip("needs ../shared/real, the published files")
	}
	defer archive.Close()
	content, err := fs.ReadFile(archive, name)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), filepath.Base(name))
	if err := os.WriteFile(out, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return out
}

// pagesOver is the pages over a loaded folder, without anything kept.
func pagesOver(t testing.TB, folder store.Folder) http.Handler {
	t.Helper()
	w, err := store.OpenWarehouse(context.Background(), func() store.Folder { return folder }, loadedEngine, quiet)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	views, err := view.New()
	if err != nil {
		t.Fatal(err)
	}
	pages := &Pages{Views: views, Warehouse: w, Log: quiet, Now: time.Now, Cache: web.NewCache(1)} // too small to keep a page
	router := mux.NewRouter()
	pages.Install(router, &web.Site{Log: quiet, ErrorPage: pages.ErrorPage})
	return router
}
