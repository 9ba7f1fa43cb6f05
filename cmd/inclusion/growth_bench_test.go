package main

import (
	"bytes"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	sampledata "inclusion/sample-data"

	"inclusion/ingest/format"
	"inclusion/ingest/invent"
	"inclusion/ingest/invent/grown"
	"inclusion/ingest/load"
	"inclusion/ingest/source"
	"inclusion/internal/area"
	"inclusion/internal/store"
)

// grownPages are one page of each kind. The last three show every area or every year, and so grow in bytes.
var grownPages = map[string]string{
	"overview": "/areas/101", "indicator of an area": "/areas/101/indicators/S01", "compare": "/compare",
	"themes": "/areas/101/themes", "money": "/areas/101/money", "similar": "/areas/101/similar", "home": "/",
	"indicator": "/indicators/S01", "map": "/map?indicator=S01", "interface, an indicator": "/api/v1/indicators/S01.csv",
}

// BenchmarkGrowth loads larger and larger editions of the invented England and makes a page of each kind anew from each. Beside
// the time on the clock stands that of the processors, which other work on the machine does not lengthen as much. A page's
// "times" is its processor time over that of the sample at its own size.
//
//	go test -run '^$' -bench Growth -benchtime 1x ./cmd/inclusion
func BenchmarkGrowth(b *testing.B) {
	slog.SetDefault(discard())
	files := sampleFiles(b)
	base := map[string]float64{}
	for _, size := range []grown.Size{{Areas: 1, Years: 1}, {Areas: 3, Years: 1}, {Areas: 10, Years: 1}, {Areas: 1, Years: 3}, {Areas: 1, Years: 10}} {
		b.Run(fmt.Sprintf("areas ×%d, years ×%d", size.Areas, size.Years), func(b *testing.B) {
			england, err := grown.Files(files, size)
			if err != nil {
				b.Fatal(err)
			}
			c := &Config{Data: b.TempDir(), Memory: "900MB"}
			b.Run("load", func(b *testing.B) { loadGrown(b, c, england) })
			handler, stop := site(b, c)
			defer stop()
			for _, name := range slices.Sorted(maps.Keys(grownPages)) {
				b.Run(name, func(b *testing.B) { makeGrown(b, handler, name, base) })
			}
		})
	}
}

func sampleFiles(b *testing.B) (files []invent.File) {
	b.Helper()
	entries, err := sampledata.Files.ReadDir(".")
	if err != nil {
		b.Fatal(err)
	}
	files = append(files, invent.File{Name: grown.Register, Data: sampledata.Areas})
	for _, e := range entries {
		data, err := sampledata.Files.ReadFile(e.Name())
		if err != nil {
			b.Fatal(err)
		}
		files = append(files, invent.File{Name: e.Name(), Data: data})
	}
	return files
}

// loadGrown loads everything into an empty folder, and then one edition more.
func loadGrown(b *testing.B, c *Config, england []invent.File) {
	rows, err := grown.Rows(england)
	if err != nil {
		b.Fatal(err)
	}
	dir := b.TempDir()
	var items []load.Item
	again := filepath.Join(dir, "again.csv")
	for _, f := range england[1:] {
		path := filepath.Join(dir, f.Name)
		if f.Name == "sen_phase_type.csv" { // the same rows in other bytes are another edition
			writeGrown(b, again, append(slices.Clone(f.Data), '\n'))
		}
		writeGrown(b, path, f.Data)
		items = append(items, load.Item{Path: path, Name: f.Name})
	}
	l := grownLoader(b, c, england[0].Data)
	for b.Loop() {
		if err := os.RemoveAll(c.Data); err != nil {
			b.Fatal(err)
		}
		startPeak(b)
		started, cpu := time.Now(), processorTime(b)
		taken(b, l, items...)
		b.ReportMetric(time.Since(started).Seconds(), "s-all")
		b.ReportMetric((processorTime(b) - cpu).Seconds(), "cpu-s-all")
		b.ReportMetric(1e6*(processorTime(b)-cpu).Seconds()/float64(rows), "cpu-µs/row")
		started, cpu = time.Now(), processorTime(b)
		taken(b, l, load.Item{Path: again, Name: "sen_phase_type.csv"})
		b.ReportMetric(time.Since(started).Seconds(), "s-one-more")
		b.ReportMetric((processorTime(b) - cpu).Seconds(), "cpu-s-one-more")
		b.ReportMetric(peakMemory(b), "MB-peak")
	}
	n, err := l.Folder.Current()
	if err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(l.Folder.Warehouse(n))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(info.Size())/1e6, "MB-warehouse")
	b.ReportMetric(float64(rows), "rows")
	b.ReportMetric(0, "ns/op")
}

func writeGrown(b *testing.B, path string, data []byte) {
	b.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		b.Fatal(err)
	}
}

// grownLoader loads with a grown register, which goes by the sample's name.
func grownLoader(b *testing.B, c *Config, register []byte) *load.Loader {
	b.Helper()
	areas, err := area.Load(register)
	if err != nil {
		b.Fatal(err)
	}
	sources, err := source.All()
	if err != nil {
		b.Fatal(err)
	}
	folder := store.Folder{Dir: c.Data}
	return &load.Loader{Folder: folder, Register: areas, Other: area.England(), Sources: sources, Engine: c.engine(folder), Limits: format.DefaultLimits,
		Log: slog.New(slog.DiscardHandler), Now: time.Now}
}

// taken loads items, all of which must be loaded.
func taken(b *testing.B, l *load.Loader, items ...load.Item) {
	b.Helper()
	report, err := l.Load(b.Context(), items)
	if err != nil {
		b.Fatal(err)
	}
	if report.Rejected() || !report.Published {
		b.Fatalf("not everything was loaded: %v", report.Files)
	}
}

// makeGrown makes one page over and over, each time under another address, so that it is never kept: a parameter that the page
// has no use for makes each its own. The comparison and the interface refuse such: of them other areas, or one row fewer, are asked for.
func makeGrown(b *testing.B, handler http.Handler, name string, base map[string]float64) {
	path := grownPages[name]
	address := func(n int) string {
		switch {
		case strings.HasPrefix(path, "/api/"):
			return path + "?limit=" + strconv.Itoa(10000-n)
		case strings.HasPrefix(path, "/compare"):
			first := 101 + n%15
			return fmt.Sprintf("/compare?areas=%d,%d,%d,%d,%d&indicators=S01,S03,S10,P01,P03", first, first+1, first+2, first+3, 122+n/15%29)
		case strings.Contains(path, "?"):
			return path + "&finding=" + strconv.Itoa(n)
		}
		return path + "?finding=" + strconv.Itoa(n)
	}
	var made []time.Duration
	size, n := 0, 0
	cpu := processorTime(b)
	for b.Loop() {
		for range 20 {
			n++
			w := httptest.NewRecorder()
			started := time.Now()
			handler.ServeHTTP(w, httptest.NewRequestWithContext(b.Context(), http.MethodGet, address(n), nil))
			made = append(made, time.Since(started))
			if size = w.Body.Len(); w.Code != http.StatusOK {
				b.Fatalf("%s answers %d", path, w.Code)
			}
		}
	}
	each := float64((processorTime(b) - cpu).Microseconds()) / 1000 / float64(n)
	if base[name] == 0 {
		base[name] = each
	}
	b.ReportMetric(median(made), "ms-median")
	b.ReportMetric(each, "cpu-ms")
	b.ReportMetric(each/base[name], "times")
	b.ReportMetric(float64(size)/1000, "kB")
	b.ReportMetric(0, "ns/op")
}

// processorTime is how long the processors have worked for this process.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		b.Fatal(err)
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}

// startPeak forgets the most memory that this process has had; see proc(5), clear_refs.
func startPeak(b *testing.B) {
	b.Helper()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		b.Fatal(err)
	}
}

// peakMemory is the most memory that this process has had since startPeak, in megabytes.
func peakMemory(b *testing.B) float64 {
	b.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Fatal(err)
	}
	_, rest, _ := bytes.Cut(status, []byte("VmHWM:"))
	kB, err := strconv.ParseFloat(string(bytes.Fields(rest)[0]), 64)
	if err != nil {
		b.Fatal(err)
	}
	return kB / 1000
}
