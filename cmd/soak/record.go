package main

import (
	"slices"
	"sync"
	"time"
)

// phases of a run, as the loading of files divides it.
const (
	before = iota
	while
	after
)

// measured is one request: when it was due and how long after that the answer had been read.
type measured struct {
	kind  string
	at    time.Duration // since the crowd came
	took  time.Duration
	phase int
	wrong bool
}

// record is all that was asked, in the order of the answers.
type record struct {
	began time.Time

	mu       sync.Mutex
	all      []measured
	phase    int
	from, to time.Duration // of the loading
	errors   map[string]int
	versions map[int]time.Duration // of the data, and when each was first seen
}

func newRecord(began time.Time) *record {
	return &record{began: began, errors: map[string]int{}, versions: map[int]time.Duration{}}
}

func (r *record) add(kind string, due time.Time, took time.Duration, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.all = append(r.all, measured{kind, due.Sub(r.began), took, r.phase, err != nil})
	if err != nil {
		r.errors[kind+": "+err.Error()]++
	}
}

// loading notes that the loading of files begins or ends.
func (r *record) loading(begins bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if begins {
		r.phase, r.from = while, time.Since(r.began)
		return
	}
	r.phase, r.to = after, time.Since(r.began)
}

// sees notes the first sight of a version of the data.
func (r *record) sees(version int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, known := r.versions[version]; !known {
		r.versions[version] = time.Since(r.began)
	}
}

// line is what a group of requests came to.
type line struct {
	name                string
	requests, errors    int
	perSecond           float64
	p50, p95, p99, most time.Duration
}

// sum adds up the requests that belong to a line; over is how long they came.
func (r *record) sum(name string, over time.Duration, belongs func(measured) bool) line {
	l := line{name: name}
	var waits []time.Duration
	for _, m := range r.all {
		if !belongs(m) {
			continue
		}
		waits = append(waits, m.took)
		if m.wrong {
			l.errors++
		}
	}
	l.requests = len(waits)
	if l.requests == 0 {
		return l
	}
	slices.Sort(waits)
	part := func(of1000 int) time.Duration { return waits[(len(waits)-1)*of1000/1000] }
	l.perSecond = float64(l.requests) / over.Seconds()
	l.p50, l.p95, l.p99, l.most = part(500), part(950), part(990), waits[len(waits)-1]
	return l
}

// kinds are the kinds of requests there were, in the order of their names.
func (r *record) kinds() (all []string) {
	seen := map[string]bool{}
	for _, m := range r.all {
		if !seen[m.kind] {
			seen[m.kind] = true
			all = append(all, m.kind)
		}
	}
	slices.Sort(all)
	return all
}
