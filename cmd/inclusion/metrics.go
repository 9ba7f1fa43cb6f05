package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"inclusion/internal/store"
	"inclusion/internal/web"
)

// meters are this process's: it serves one site.
var meters = newMeasures()

// measures is what /metrics shows: the process, the answers given, and the data being served.
type measures struct {
	registry *prometheus.Registry
	answers  *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	served   atomic.Pointer[servedData]

	version, published, newest, cache *prometheus.Desc
}

// servedData is where the figures come from that are read when somebody asks.
type servedData struct {
	folder    func() store.Folder
	warehouse *store.Warehouse
	cache     *web.Cache
}

func newMeasures() *measures {
	m := &measures{
		registry: prometheus.NewRegistry(),
		answers: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "inclusion_http_requests_total",
			Help: "Requests answered, by route and class of status."}, []string{"method", "route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "inclusion_http_request_duration_seconds",
			Help: "How long answers took to make, by route and class of status.", Buckets: prometheus.DefBuckets}, []string{"route", "status"}),
		version:   prometheus.NewDesc("inclusion_warehouse_version", "The number of the warehouse being served; absent while there is none.", []string{"register"}, nil),
		published: prometheus.NewDesc("inclusion_warehouse_published_timestamp_seconds", "When a warehouse was last published.", nil, nil),
		newest:    prometheus.NewDesc("inclusion_warehouse_newest_file_timestamp_seconds", "When the newest file in the warehouse being served was fetched.", nil, nil),
		cache:     prometheus.NewDesc("inclusion_page_cache_bytes", "Memory taken by finished pages.", nil, nil),
	}
	m.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), m.answers, m.seconds, m)
	return m
}

// Describe names the figures that Collect reads.
func (m *measures) Describe(names chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{m.version, m.published, m.newest, m.cache} {
		names <- d
	}
}

// Collect reads what is being served at this moment. What is not there is left out, not shown as nought.
func (m *measures) Collect(figures chan<- prometheus.Metric) {
	served := m.served.Load()
	if served == nil {
		return
	}
	gauge := func(d *prometheus.Desc, value float64, labels ...string) {
		figures <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	gauge(m.cache, float64(served.cache.Bytes()))
	if v, release, err := served.warehouse.Use(); err == nil {
		gauge(m.version, float64(v.N), v.Register)
		gauge(m.newest, float64(v.Built.Unix()))
		release()
	}
	// Publishing a warehouse ends with the writing of this file.
	if current, err := os.Stat(filepath.Join(served.folder().Dir, "current")); err == nil {
		gauge(m.published, float64(current.ModTime().Unix()))
	}
}

// measured counts what the site answers, when somebody is going to ask.
func (cmd serveCommand) measured(site http.Handler, data servedData) http.Handler {
	if cmd.Metrics == "" {
		return site
	}
	meters.served.Store(&data)
	return web.Observe(func(a web.Answer) {
		meters.answers.WithLabelValues(a.Method, a.Route, a.Class).Inc()
		meters.seconds.WithLabelValues(a.Route, a.Class).Observe(a.Took.Seconds())
	}, site)
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
		if err := web.Run(ctx, web.NewServer(router, slog.Default()), listener, grace); err != nil {
			slog.Error("serving metrics", "error", err.Error())
		}
	}()
	slog.Info("serving metrics", "address", "http://"+listener.Addr().String()+"/metrics")
	return listener.Addr(), nil
}
