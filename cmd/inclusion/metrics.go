package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"inclusion/internal/store"
	"inclusion/internal/web"
)

// meters are this process's: it serves one site. docs/operation/watching.md lists every figure.
var meters = newMeasures()

// measures is what /metrics shows: the process, the answers given, the data being served and where they come from, and what of the
// machine is taken. Its labels come from short lists: nothing in them is a person's or chosen by a client.
type measures struct {
	registry *prometheus.Registry
	underWay prometheus.Gauge
	answers  *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	refused  *prometheus.CounterVec // writes
	turned   *prometheus.CounterVec // sign-ins
	panics   *prometheus.CounterVec
	lines    *prometheus.CounterVec
	looks    *prometheus.CounterVec
	gauges   map[string]*prometheus.Desc // read when somebody asks
	served   atomic.Pointer[servedData]
}

// servedData is where the figures come from that are read when somebody asks.
type servedData struct {
	folder    func() store.Folder
	warehouse *store.Warehouse
	cache     *web.Cache
	plans     *store.Plans
	jobs      *jobs
	ready     *readiness
	// certificate is the file of the one that the server shows; empty where a proxy encrypts.
	certificate string

	sources  kept[[]metered]
	aged     aged // read within sources only
	machine  kept[[]metered]
	sessions kept[[]metered]
}

func newMeasures() *measures {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
	}
	m := &measures{
		registry: prometheus.NewRegistry(),
		gauges:   newGauges(),
		underWay: prometheus.NewGauge(prometheus.GaugeOpts{Name: "inclusion_http_requests_under_way", Help: "Requests being answered at this moment."}),
		answers:  counter("inclusion_http_requests_total", "Requests answered, by route and class of status.", "method", "route", "status"),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "inclusion_http_request_duration_seconds",
			Help: "How long answers took to make, by route and class of status.", Buckets: prometheus.DefBuckets}, []string{"route", "status"}),
		refused: counter("inclusion_writes_refused_total", "Forms and uploads that were refused, by reason.", "reason"),
		turned:  counter("inclusion_sign_ins_refused_total", "Tries to sign in that were refused, by way in and reason.", "way", "reason"),
		panics:  counter("inclusion_panics_total", "Faults in this program that were caught, by where they were.", "where"),
		lines:   counter("inclusion_log_lines_total", "Lines written to the log, by level.", "level"),
		looks:   counter("inclusion_looks_total", "Looks at a source by this process, by what they came to.", "source", "outcome"),
	}
	m.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		m.underWay, m.answers, m.seconds, m.refused, m.turned, m.panics, m.lines, m.looks, m)
	m.beginAtNought()
	return m
}

// beginAtNought makes counters visible before they count: a rise from nothing is not a rise to whoever watches.
func (m *measures) beginAtNought() {
	for _, reason := range writesRefused {
		m.refused.WithLabelValues(reason)
	}
	for _, way := range waysIn {
		for _, reason := range signInsRefused {
			m.turned.WithLabelValues(way, reason)
		}
	}
	for _, where := range panics {
		m.panics.WithLabelValues(where)
	}
	for _, level := range []string{"info", "warn", "error"} {
		m.lines.WithLabelValues(level)
	}
}

// metered is a number that is read when somebody asks.
type metered struct {
	name   string
	value  float64
	labels []string
}

// Describe names the figures that Collect reads.
func (m *measures) Describe(names chan<- *prometheus.Desc) {
	for _, d := range m.gauges {
		names <- d
	}
}

// Collect reads what is being served at this moment. What is not there is left out, not shown as nought.
func (m *measures) Collect(figures chan<- prometheus.Metric) {
	show := func(name string, value float64, labels ...string) {
		figures <- prometheus.MustNewConstMetric(m.gauges[name], prometheus.GaugeValue, value, labels...)
	}
	show("inclusion_build_info", 1, version(), runtime.Version())
	served := m.served.Load()
	if served == nil {
		return
	}
	for _, group := range [][]metered{served.now(), served.sources.get(served.ofSources), served.machine.get(served.ofMachine), served.sessions.get(served.ofSessions)} {
		for _, f := range group {
			show(f.name, f.value, f.labels...)
		}
	}
}

// scrapeWaits is how long a figure may be waited for; scrapeLasts how long it is shown again without being read again, so that
// nobody can load the server by asking for metrics.
const (
	scrapeWaits = 500 * time.Millisecond
	scrapeLasts = 10 * time.Second
)

// kept keeps what was read for a while.
type kept[T any] struct {
	mu    sync.Mutex
	read  time.Time
	value T
}

func (k *kept[T]) get(read func(context.Context) T) T {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.read.IsZero() || time.Since(k.read) >= scrapeLasts {
		ctx, cancel := context.WithTimeout(context.Background(), scrapeWaits)
		defer cancel()
		k.value, k.read = read(ctx), time.Now()
	}
	return k.value
}

// measured counts what the site answers, when somebody is going to ask.
func (cmd serveCommand) measured(site http.Handler, data *servedData) http.Handler {
	if cmd.Metrics == "" {
		return site
	}
	meters.served.Store(data)
	return promhttp.InstrumentHandlerInFlight(meters.underWay, web.Observe(meters.answered, site))
}

// serveMetrics serves /metrics in the background until the context ends, on an address of its own.
func (cmd serveCommand) serveMetrics(ctx context.Context) error {
	_, err := cmd.listenMetrics(ctx)
	if err != nil {
		slog.Error("metrics are not served", "error", err.Error()) // now, and not when the site stops
	}
	return err
}

func (cmd serveCommand) listenMetrics(ctx context.Context) (net.Addr, error) {
	if cmd.Metrics == "" {
		return nil, nil
	}
	listener, err := net.Listen("tcp", cmd.Metrics)
	if err != nil {
		return nil, fmt.Errorf("serving metrics on %s: %w. Is the address this machine's, and the port free?", cmd.Metrics, err)
	}
	router := http.NewServeMux()
	router.Handle("GET /metrics", promhttp.HandlerFor(meters.registry, promhttp.HandlerOpts{}))
	go func() {
		if err := web.Run(ctx, web.NewServer(web.WithRequestID(web.SecurityHeaders(router)), slog.Default()), listener, grace); err != nil {
			slog.Error("serving metrics", "error", err.Error())
		}
	}()
	slog.Info("metrics are served", "address", "http://"+listener.Addr().String()+"/metrics")
	return listener.Addr(), nil
}
