package main

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"inclusion/internal/store"
)

// pagesAhead are the site below its log and its measures, and the addresses worth asking it for before readers do.
type pagesAhead struct {
	site      http.Handler
	addresses func(context.Context) ([]string, error)
	waiting   func() bool // somebody waits for a page of their own
}

// makeAhead keeps the pages that most readers open made: all of them anew for every warehouse that is attached, one at a time, with as
// long a rest as each took, and none while a reader waits for theirs. It ends with the context.
func makeAhead(ctx context.Context, pages pagesAhead, warehouse *store.Warehouse) {
	made := ""
	for ctx.Err() == nil {
		if now := warehouse.Made(); now != made && now != "none" {
			made = now
			pages.make(ctx, func() bool { return warehouse.Made() == made })
		}
		rest(ctx, 2*time.Second)
	}
}

// make asks for each page as a reader would and drops the answer: the cache keeps it.
func (p pagesAhead) make(ctx context.Context, current func() bool) {
	addresses, err := p.addresses(ctx)
	if err != nil {
		slog.Warn("pages are not made ahead", "error", err.Error())
		return
	}
	started := time.Now()
	for _, address := range addresses {
		for ctx.Err() == nil && current() && p.waiting() {
			rest(ctx, 20*time.Millisecond)
		}
		if ctx.Err() != nil || !current() {
			return
		}
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		if err != nil {
			slog.Warn("a page is not made ahead", "address", address, "error", err.Error())
			continue
		}
		began := time.Now()
		p.site.ServeHTTP(&dropped{header: http.Header{}}, r)
		rest(ctx, time.Since(began))
	}
	slog.Info("pages made ahead", "pages", len(addresses), "took", time.Since(started))
}

func rest(ctx context.Context, during time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(during):
	}
}

// dropped is an answer that nobody reads.
type dropped struct{ header http.Header }

func (d *dropped) Header() http.Header            { return d.header }
func (d *dropped) Write(body []byte) (int, error) { return len(body), nil }
func (d *dropped) WriteHeader(int)                {}
