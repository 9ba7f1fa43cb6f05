package page

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sort"
	"testing"
	"time"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/store"
	"inclusion/internal/web"
)

func BenchmarkZZ(b *testing.B) {
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	folder := store.Folder{Dir: "/tmp/h10/d"}
	w, err := store.OpenWarehouse(context.Background(), func() store.Folder { return folder }, store.Engine{Memory: "900MB"}, log)
	if err != nil {
		b.Fatal(err)
	}
	views, _ := view.New()
	pages := &Pages{Views: views, Warehouse: w, Log: log, Now: time.Now, Cache: web.NewCache(1)}
	site := &web.Site{Log: log, ErrorPage: pages.ErrorPage}
	router := mux.NewRouter()
	pages.Install(router, site)
	for _, u := range []string{"/", "/areas/202", "/areas/E12000007", "/areas/E92000001", "/areas", "/expert-partnerships", "/about"} {
		b.Run(u, func(b *testing.B) {
			var all []time.Duration
			for b.Loop() {
				t := time.Now()
				rec := httptest.NewRecorder()
				router.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, u, nil))
				if rec.Code != 200 {
					b.Fatal(rec.Code)
				}
				all = append(all, time.Since(t))
			}
			sort.Slice(all, func(i, j int) bool { return all[i] < all[j] })
			b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, "median-ms")
		})
	}
}
