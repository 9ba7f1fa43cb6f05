package page

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	files "inclusion/ingest/format"
	"inclusion/ingest/load"
	"inclusion/ingest/source"
	"inclusion/internal/area"
	"inclusion/internal/store"
)

// loadedSite is the pages over a warehouse that the real loader made of some files.
func loadedSite(t *testing.T, register *area.Register, paths ...string) http.Handler {
	t.Helper()
	sources, err := source.All()
	if err != nil {
		t.Fatal(err)
	}
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	folder, engine := store.Folder{Dir: t.TempDir()}, store.Engine{Memory: "700MB", Threads: 2}
	l := load.Loader{Folder: folder, Register: register, Sources: sources, Engine: engine, Limits: files.DefaultLimits, Log: quiet,
		Now: func() time.Time { return time.Date(2026, 7, 1, 9, 0, 0, 0, time.UTC) }}
	var items []load.Item
	for _, path := range paths {
		if _, err := os.Stat(path); err != nil {
			t.Skip("needs ../shared/real, the published files")
		}
		items = append(items, load.Item{Path: path, Name: filepath.Base(path)})
	}
	report, err := l.Load(context.Background(), items)
	if err != nil {
		t.Fatal(err)
	}
	if report.Rejected() {
		t.Fatalf("a file was rejected: %+v", report.Files)
	}
	return pagesOver(t, folder, engine, quiet)
}

// publishedMoneySite is the pages over the published files on money, appeals and inspections.
func publishedMoneySite(t *testing.T) http.Handler {
	t.Helper()
	const real = "../../../shared/real/"
	return loadedSite(t, area.England(), real+"areas/sn_may_2025.xlsx", real+"high-needs/Outturn data 202122.xlsx", real+"high-needs/dedicated-schools-grant_2022_07_18.ods",
		real+"inspections/area_send_inspections.csv", real+"tribunal/SEND appealable decisions rate 2024-2025.csv", real+"tribunal/send_appeal_rate_table_2022.ods")
}

// sampleMoneySite is the pages over the invented sample's money.
func sampleMoneySite(t *testing.T) http.Handler {
	t.Helper()
	const sample = "../../sample-data/"
	text, err := os.ReadFile(sample + "areas.yaml")
	if err != nil {
		t.Fatal(err)
	}
	register, err := area.Load(text)
	if err != nil {
		t.Fatal(err)
	}
	return loadedSite(t, register, sample+"sn_may_2025.xlsx", sample+"la-and-school-expenditure_2023-24.zip", sample+"planned-la-and-school-expenditure_2024-25.zip",
		sample+"dedicated-schools-grant_2023_07_20.ods", sample+"dedicated-schools-grant_2024_07_20.ods", sample+"area_send_inspections.csv")
}
