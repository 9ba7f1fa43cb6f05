package web

import (
	"context"
	"errors"
	"net/http"
	"path"
	"sync"
	"sync/atomic"
	"time"
)

// errBusy is why a page is not made: too many are waiting for their turn, or this one has waited too long.
var errBusy = errors.New("too many pages are being made")

// busyFor is what a reader is told to wait before asking again, in seconds.
const busyFor = "5"

// Busy is what is said instead of a page while too many others are being made.
func Busy(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Retry-After", busyFor)
	return Unavailable("More pages are being asked for than can be made at the moment. Try again in a few seconds.").BecauseOf(errBusy)
}

func plainlyBusy(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Retry-After", busyFor)
	w.Header().Set("Cache-Control", "no-store")
	http.Error(w, "Not available at the moment", http.StatusServiceUnavailable)
}

// making is how pages come to be: each once, however many ask for it, and so many at a time.
type making struct {
	pages, files turns

	mu      sync.Mutex
	flights map[string]*flight

	kept, shared atomic.Int64
}

// Work is what a cache has done since it began, and what it is doing.
type Work struct {
	Kept    int64 // answers that were there already
	Shared  int64 // answers that were being made for somebody else
	Made    int64
	Refused int64
	Waiting int64 // pages waiting to be made
}

// newMaking bounds the pages being made by the cores there are. Two pages a core keep it at work while one waits for the database;
// files that cost more, such as workbooks and pictures, get at most half the cores, so that pages always come through.
func newMaking(cores int) *making {
	return &making{flights: map[string]*flight{},
		pages: turns{slots: make(chan struct{}, 2*cores), most: 512, patience: 20 * time.Second},
		files: turns{slots: make(chan struct{}, max(1, cores/2)), most: 64, patience: 40 * time.Second}}
}

// costly are the endings of files that cost many times what a page does.
var costly = map[string]bool{".xlsx": true, ".png": true, ".zip": true}

// enter waits for the request's turn. Whoever gets one calls leave.
func (m *making) enter(r *http.Request) (leave func(), err error) {
	if costly[path.Ext(r.URL.Path)] {
		return m.files.enter(r.Context())
	}
	return m.pages.enter(r.Context())
}

func (m *making) work() Work {
	return Work{Kept: m.kept.Load(), Shared: m.shared.Load(), Made: m.pages.begun.Load() + m.files.begun.Load(),
		Refused: m.pages.refused.Load() + m.files.refused.Load(), Waiting: m.pages.waiting.Load() + m.files.waiting.Load()}
}

// turns lets so many be made at a time, and so many wait, each for so long: a queue without an end would take all memory, and
// nobody at its end is still there when their turn comes.
type turns struct {
	slots    chan struct{}
	most     int64
	patience time.Duration

	waiting, begun, refused atomic.Int64
}

func (t *turns) enter(ctx context.Context) (leave func(), err error) {
	select {
	case t.slots <- struct{}{}:
		t.begun.Add(1)
		return t.leave, nil
	default:
	}
	defer t.waiting.Add(-1)
	if t.waiting.Add(1) > t.most {
		t.refused.Add(1)
		return nil, errBusy
	}
	tired := time.NewTimer(t.patience)
	defer tired.Stop()
	select {
	case t.slots <- struct{}{}:
		t.begun.Add(1)
		return t.leave, nil
	case <-tired.C:
		t.refused.Add(1)
		return nil, errBusy
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (t *turns) leave() { <-t.slots }

// flight is a page on its way, for all who ask for it meanwhile. What is in it counts once done is closed.
type flight struct {
	done   chan struct{}
	page   *page // nil where what was made is not for sharing
	busy   bool  // it was refused its turn
	cutOff bool  // whoever asked first went away before its turn came
}

// join is the flight of a page; first says that the caller is the one to make it.
func (m *making) join(key string) (f *flight, first bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if f, ok := m.flights[key]; ok {
		return f, false
	}
	f = &flight{done: make(chan struct{})}
	m.flights[key] = f
	return f, true
}

// land ends a flight, also where making the page panicked.
func (m *making) land(key string, f *flight) {
	m.mu.Lock()
	delete(m.flights, key)
	m.mu.Unlock()
	close(f.done)
}

// wait is the page when it is there; nil where it is not for sharing.
func (f *flight) wait(ctx context.Context) (*page, error) {
	select {
	case <-f.done:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if f.busy {
		return nil, errBusy
	}
	return f.page, nil
}
