package main

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/store"
)

// realFolder loads the published files into a folder of its own, or skips.
func realFolder(b *testing.B) *Config {
	b.Helper()
	real, err := filepath.Abs("../../../shared/real")
	if err != nil {
		b.Fatal(err)
	}
	if _, err := os.Stat(real); err != nil {
		b.Skip("needs ../shared/real, the published files")
	}
	c := &Config{Data: b.TempDir(), Memory: "900MB"}
	l, err := c.loader(store.Folder{Dir: c.Data}, "england")
	if err != nil {
		b.Fatal(err)
	}
	items, err := walk(real)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := l.Load(b.Context(), items); err != nil {
		b.Fatal(err)
	}
	return c
}

// site opens everything a server has and answers requests without a network.
func site(b *testing.B, c *Config) (http.Handler, func()) {
	b.Helper()
	ctx, cancel := context.WithCancel(b.Context())
	warehouse, err := store.OpenWarehouse(ctx, c.folder, c.engine(c.folder()), discard())
	if err != nil {
		b.Fatal(err)
	}
	plans, err := store.OpenPlans(ctx, c.folder().Plans())
	if err != nil {
		b.Fatal(err)
	}
	admin, err := account.NewAdmin(c.Data, plans)
	if err != nil {
		b.Fatal(err)
	}
	jobs, err := startJobs(ctx, c, warehouse, false)
	if err != nil {
		b.Fatal(err)
	}
	handler, _, err := serveCommand{}.handler(warehouse, plans, admin, jobs)
	if err != nil {
		b.Fatal(err)
	}
	return handler, func() {
		cancel()
		plans.Close()
		warehouse.Close()
	}
}

func fetchPage(b *testing.B, handler http.Handler, path string) time.Duration {
	b.Helper()
	w := httptest.NewRecorder()
	started := time.Now()
	handler.ServeHTTP(w, httptest.NewRequestWithContext(b.Context(), http.MethodGet, path, nil))
	took := time.Since(started)
	if w.Code != http.StatusOK {
		b.Fatalf("%s answers %d", path, w.Code)
	}
	return took
}

func median(all []time.Duration) float64 {
	slices.Sort(all)
	return float64(all[len(all)/2].Microseconds()) / 1000
}

// BenchmarkPages measures, on the real warehouse, the first page after a start and the median of pages that are made anew:
// a parameter that the page has no use for makes each request its own.
func BenchmarkPages(b *testing.B) {
	slog.SetDefault(discard())
	c := realFolder(b)
	b.Run("first page after start", func(b *testing.B) {
		var all []time.Duration
		for b.Loop() {
			started := time.Now()
			handler, stop := site(b, c)
			fetchPage(b, handler, "/areas/202")
			all = append(all, time.Since(started))
			stop()
		}
		b.ReportMetric(median(all), "ms-median")
	})
	handler, stop := site(b, c)
	defer stop()
	for name, path := range map[string]string{"overview": "/areas/202", "indicator of an area": "/areas/202/indicators/S01", "indicator": "/indicators/S01",
		"home": "/", "data": "/data"} {
		b.Run(name, func(b *testing.B) {
			var made []time.Duration
			n := 0
			for b.Loop() {
				n++
				made = append(made, fetchPage(b, handler, path+"?finding="+time.Duration(n).String()))
			}
			b.ReportMetric(median(made), "ms-median")
		})
		b.Run(name+", kept", func(b *testing.B) {
			var kept []time.Duration
			for b.Loop() {
				kept = append(kept, fetchPage(b, handler, path))
			}
			b.ReportMetric(median(kept), "ms-median")
		})
	}
}
