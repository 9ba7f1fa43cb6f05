package main

import "github.com/prometheus/client_golang/prometheus"

func init() { meters.registry.MustRegister(newMakingMeter()) }

// makingMeter shows on /metrics how pages come to be: kept, shared, made, refused, waiting.
type makingMeter struct{ answers, waiting *prometheus.Desc }

func newMakingMeter() *makingMeter {
	return &makingMeter{
		answers: prometheus.NewDesc("inclusion_pages_total", "Pages given out, by how they came to be: kept was there already, shared was being made for "+
			"somebody else, made was made for this reader, refused was answered with 503 because too many were being made.", []string{"how"}, nil),
		waiting: prometheus.NewDesc("inclusion_pages_waiting", "Pages that wait for their turn to be made.", nil, nil),
	}
}

// Describe names the figures that Collect reads.
func (m *makingMeter) Describe(names chan<- *prometheus.Desc) { names <- m.answers; names <- m.waiting }

// Collect reads what the cache of the site being served has done.
func (m *makingMeter) Collect(figures chan<- prometheus.Metric) {
	served := meters.served.Load()
	if served == nil || served.cache == nil {
		return
	}
	work := served.cache.Work()
	for how, n := range map[string]int64{"kept": work.Kept, "shared": work.Shared, "made": work.Made, "refused": work.Refused} {
		figures <- prometheus.MustNewConstMetric(m.answers, prometheus.CounterValue, float64(n), how)
	}
	figures <- prometheus.MustNewConstMetric(m.waiting, prometheus.GaugeValue, float64(work.Waiting))
}
