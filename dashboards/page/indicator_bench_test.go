package page

import (
	"net/http"
	"os"
	"slices"
	"testing"
	"time"

	"inclusion/internal/store"
)

// BenchmarkIndicatorPages measures the pages over real data, uncached: median-ms is what a reader waits for.
func BenchmarkIndicatorPages(b *testing.B) {
	dir := os.Getenv("INCLUSION_DATA")
	if dir == "" {
		b.Skip("needs INCLUSION_DATA, a data folder with the published files loaded")
	}
	site := newIndicatorSite(b, store.Folder{Dir: dir}, cookieAdmin{})
	for _, address := range []string{"/indicators", "/indicators/S01", "/indicators/X02", "/areas/202/indicators/S01", "/areas/202/indicators/X02",
		"/areas/E92000001/indicators/S01", "/data", "/indicators/S01.xlsx"} {
		b.Run(address, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				start := time.Now()
				if w := site.send(http.MethodGet, address, nil, ""); w.Code != http.StatusOK {
					b.Fatalf("%s answers %d", address, w.Code)
				}
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "median-ms")
		})
	}
}
