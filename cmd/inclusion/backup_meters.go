package main

import (
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"inclusion/internal/backup"
)

// backupMeters shows in /metrics how backups went that this process made.
var backupMeters = newBackupMeasures(meters.registry)

// backupMeasures is what is known of backups. What there has not been is left out, not shown as nought.
type backupMeasures struct {
	success, failure, size, duration *prometheus.Desc

	mu               sync.Mutex
	succeeded        time.Time
	failed           time.Time
	bytes            int64
	seconds          float64
	madeByThisServer bool
}

func newBackupMeasures(registry prometheus.Registerer) *backupMeasures {
	m := &backupMeasures{
		success:  prometheus.NewDesc("inclusion_backup_last_success_timestamp_seconds", "When the newest whole backup was made; absent while there is none.", nil, nil),
		failure:  prometheus.NewDesc("inclusion_backup_last_failure_timestamp_seconds", "When a backup last failed, or lacked something that was damaged already; absent while none has since the server started.", nil, nil),
		size:     prometheus.NewDesc("inclusion_backup_size_bytes", "How much the newest backup holds, with its editions.", nil, nil),
		duration: prometheus.NewDesc("inclusion_backup_duration_seconds", "How long the newest backup took to make and read back.", nil, nil),
	}
	registry.MustRegister(m)
	return m
}

// found says when the newest backup of another process was made.
func (m *backupMeasures) found(at time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.succeeded = at
}

// made says how a backup went that began then.
func (m *backupMeasures) made(began time.Time, what backup.Manifest, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err != nil || len(what.Lacking) > 0 {
		m.failed = time.Now()
		return
	}
	m.succeeded, m.bytes, m.seconds, m.madeByThisServer = what.Made, what.Size(), time.Since(began).Seconds(), true
}

// Describe names the figures that Collect reads.
func (m *backupMeasures) Describe(names chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{m.success, m.failure, m.size, m.duration} {
		names <- d
	}
}

// Collect says what is known at this moment.
func (m *backupMeasures) Collect(figures chan<- prometheus.Metric) {
	m.mu.Lock()
	defer m.mu.Unlock()
	show := func(d *prometheus.Desc, value float64, known bool) {
		if known {
			figures <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value)
		}
	}
	show(m.success, float64(m.succeeded.Unix()), !m.succeeded.IsZero())
	show(m.failure, float64(m.failed.Unix()), !m.failed.IsZero())
	show(m.size, float64(m.bytes), m.madeByThisServer)
	show(m.duration, m.seconds, m.madeByThisServer)
}
