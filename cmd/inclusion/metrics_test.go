package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/gorilla/mux"

	"inclusion/internal/store"
	"inclusion/internal/web"
)

// metricsOf serves metrics until the test ends and returns what is asked of them.
func metricsOf(t *testing.T, cmd serveCommand) (url string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	addr, err := cmd.listenMetrics(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return "http://" + addr.String()
}

func TestMetricsShowAnswersAndData(t *testing.T) {
	c := &Config{Data: sampleFolder(t), Memory: "900MB"}
	warehouse, err := store.OpenWarehouse(t.Context(), c.folder, c.engine(c.folder()), discard())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(warehouse.Close)
	cmd := serveCommand{Metrics: "127.0.0.1:0"}
	router := mux.NewRouter()
	router.HandleFunc("/metered/{code}", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "page") })
	router.Use(web.NameRoute)
	site, err := (&web.Site{Log: discard()}).Wrap(cmd.measured(router, &servedData{folder: c.folder, warehouse: warehouse, cache: web.NewCache(1000)}))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/metered/101", "/metered/102", "/nowhere-at-all"} {
		site.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, nil))
	}
	text := get(t, metricsOf(t, cmd)+"/metrics")
	for _, line := range []string{
		`inclusion_http_requests_total\{method="GET",route="/metered/\{code\}",status="2xx"\} 2`,
		`inclusion_http_requests_total\{method="GET",route="no route",status="4xx"\} \d+`,
		`inclusion_http_request_duration_seconds_count\{route="/metered/\{code\}",status="2xx"\} 2`,
		`inclusion_warehouse_version\{register="sample"\} [1-9]\d*`,
		`inclusion_warehouse_published_timestamp_seconds [1-9].*`,
		`inclusion_warehouse_newest_file_timestamp_seconds [1-9].*`,
		`inclusion_page_cache_bytes 0`,
		`go_goroutines \d+`,
		`process_resident_memory_bytes .+`,
	} {
		if !regexp.MustCompile(`(?m)^` + line + `$`).MatchString(text) {
			t.Errorf("no line %s", line)
		}
	}
	for _, never := range []string{"metered/101", "nowhere-at-all"} {
		if strings.Contains(text, never) {
			t.Errorf("an address that was asked for is shown: %s", never)
		}
	}
}

func TestMetricsLeaveOutWhatIsNotThere(t *testing.T) {
	folder := store.Folder{Dir: t.TempDir()}
	warehouse, err := store.OpenWarehouse(t.Context(), func() store.Folder { return folder }, store.Engine{}, discard())
	if err != nil {
		t.Fatal(err)
	}
	cmd := serveCommand{Metrics: "127.0.0.1:0"}
	cmd.measured(http.NotFoundHandler(), &servedData{folder: func() store.Folder { return folder }, warehouse: warehouse, cache: web.NewCache(1000)})
	text := get(t, metricsOf(t, cmd)+"/metrics")
	if strings.Contains(text, "\ninclusion_warehouse") || !strings.Contains(text, "\ninclusion_page_cache_bytes 0\n") {
		t.Error("a warehouse that is not there is shown, or the cache is not")
	}
}

func TestMetricsHaveAnAddressOfTheirOwnOrNone(t *testing.T) {
	if err := (serveCommand{}).serveMetrics(t.Context()); err != nil {
		t.Errorf("without an address: %v", err)
	}
	site := http.NotFoundHandler()
	w := httptest.NewRecorder()
	serveCommand{}.measured(site, &servedData{}).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	if w.Code != http.StatusNotFound {
		t.Errorf("without an address the site answers %d", w.Code)
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	if err := (serveCommand{Metrics: taken.Addr().String()}).serveMetrics(t.Context()); err == nil || !strings.Contains(err.Error(), taken.Addr().String()) {
		t.Errorf("on a taken address: %v; want an error that names it", err)
	}
}
