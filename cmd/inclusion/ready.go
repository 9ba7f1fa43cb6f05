package main

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"inclusion/internal/store"
	"inclusion/internal/web"
)

// stopping says that this process has been told to stop: it serves one site.
var stopping atomic.Bool

// readiness knows whether readers and writers can be served, part by part. However often it is asked, it looks once a second.
type readiness struct {
	warehouse *store.Warehouse
	plans     *store.Plans

	mu     sync.Mutex
	looked time.Time
	found  []part
}

// part is what must work for the server to be ready.
type part struct {
	name    string // warehouse, plans, running
	trouble string // in words for whoever looks after the server; empty where there is none
	cause   error
}

// How long a finding counts, and how long looking may take.
const (
	readinessLasts = time.Second
	readinessWaits = 2 * time.Second
)

// parts are all of them, as they were at most a second ago.
func (r *readiness) parts() []part {
	r.mu.Lock()
	defer r.mu.Unlock()
	if age := time.Since(r.looked); r.found == nil || age >= readinessLasts {
		r.found, r.looked = r.look(), time.Now()
	}
	running := part{name: "running"}
	if stopping.Load() {
		running.trouble = "The server has been told to stop."
	}
	return append(r.found[:len(r.found):len(r.found)], running)
}

// look is not bound to a request: whoever asks next has the answer too.
func (r *readiness) look() []part {
	ctx, cancel := context.WithTimeout(context.Background(), readinessWaits)
	defer cancel()
	data, plans := part{name: "warehouse"}, part{name: "plans"}
	if _, release, err := r.warehouse.Use(); err != nil {
		data.trouble, data.cause = "No warehouse is attached: load data first.", err
	} else {
		release()
	}
	if err := r.plans.Writable(ctx); err != nil {
		plans.trouble, plans.cause = "The plans cannot be written. Is the disk full or read-only?", err
	}
	return []part{data, plans}
}

// answer says "ready", or which parts are not and why.
func (r *readiness) answer(w http.ResponseWriter, _ *http.Request) error {
	var words []string
	var causes []error
	for _, p := range r.parts() {
		if p.trouble != "" {
			words = append(words, p.name+": "+p.trouble)
			causes = append(causes, p.cause)
		}
	}
	if len(words) > 0 {
		return web.Unavailable("%s", strings.Join(words, " ")).BecauseOf(errors.Join(causes...))
	}
	return plain(w, "ready\n")
}
