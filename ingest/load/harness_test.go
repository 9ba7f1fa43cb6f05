package load

import (
	"context"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	sampledata "inclusion/sample-data"

	"inclusion/ingest/format"
	"inclusion/ingest/source"
	"inclusion/internal/area"
	"inclusion/internal/store"
)

// real is where the published files are, beside the project.
const real = "../../../shared/real"

// newLoader loads into an empty folder, with the register of England or of the invented sample.
func newLoader(t testing.TB, register string) *Loader {
	t.Helper()
	return loaderOf(t, store.Folder{Dir: filepath.Join(t.TempDir(), "data")}, register)
}

func loaderOf(t testing.TB, folder store.Folder, register string) *Loader {
	t.Helper()
	sources, err := source.All()
	if err != nil {
		t.Fatal(err)
	}
	areas := area.England()
	if register == "sample" {
		if areas, err = area.Load(sampledata.Areas); err != nil {
			t.Fatal(err)
		}
	}
	return &Loader{Folder: folder, Register: areas, Sources: sources, Limits: format.DefaultLimits, Log: slog.New(slog.DiscardHandler),
		Engine: store.Engine{Memory: "900MB", TempDir: folder.Scratch()},
		Now:    func() time.Time { return time.Date(2026, 6, 30, 9, 0, 0, 0, time.UTC) }}
}

// load loads items and fails the test when the load itself fails; a file that is refused is in the report.
func load(t testing.TB, l *Loader, items ...Item) Report {
	t.Helper()
	report, err := l.Load(context.Background(), items)
	if err != nil {
		t.Fatalf("loading: %v", err)
	}
	return report
}

// realFile is a real published file; the test is skipped where there is none.
func realFile(t testing.TB, name string) Item {
	t.Helper()
	path := filepath.Join(real, filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Skip("needs ../shared/real, the published files")
	}
	return Item{Path: path, Name: name}
}

// publishedFiles lists every real file in the named folders of ../shared/real; all of them when none is named.
func publishedFiles(t testing.TB, folders ...string) []Item {
	t.Helper()
	if len(folders) == 0 {
		folders = []string{"."}
	}
	var items []Item
	for _, folder := range folders {
		err := filepath.WalkDir(filepath.Join(real, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			name, err := filepath.Rel(real, path)
			items = append(items, Item{Path: path, Name: filepath.ToSlash(name)})
			return err
		})
		if err != nil {
			t.Skip("needs ../shared/real, the published files")
		}
	}
	return items
}

// readyRelease is a folder with the published EHC plans and statistical neighbours, loaded once for the tests that only read it or work on a copy.
var readyRelease struct {
	folder store.Folder
	report Report
}

// publishedRelease is the loader of that folder, with what its load came to.
func publishedRelease(t *testing.T) (*Loader, Report) {
	t.Helper()
	items := publishedFiles(t, "ehc-plans", "areas")
	if !readyRelease.report.Published {
		dir, err := os.MkdirTemp("", "inclusion-load-*")
		if err != nil {
			t.Fatal(err)
		}
		readyRelease.folder.Dir = dir
		readyRelease.report = load(t, loaderOf(t, readyRelease.folder, "england"), items...)
	}
	return loaderOf(t, readyRelease.folder, "england"), readyRelease.report
}

// ready gives a bench that a test opened what the loader's own has, and prepares it for a reading.
func ready(ctx context.Context, b bench, r reading) error {
	if err := defineMacros(ctx, b.db); err != nil {
		return err
	}
	return b.prepare(ctx, r)
}
