// Package look is one look at a source: ask its publisher what is there, take what is new, load it, and record what
// happened, whether anything did or not.
package look

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"inclusion/ingest/fetch"
	"inclusion/ingest/load"
	"inclusion/ingest/source"
)

// NoAddress is what is found where a source has no place to look.
const NoAddress = "no address is known: load files by hand"

// stopped begins the error of a look that was told to stop: it does not count as one.
const stopped = "stopped before its end, so it is taken up again at the next start"

// waiting counts the looks of this process that wait for another's load to end.
var waiting atomic.Int64

// Waiting is how many looks of this process wait for another's load to end.
func Waiting() int { return int(waiting.Load()) }

// Publishers is where editions are looked for and taken from.
type Publishers interface {
	Look(ctx context.Context, p fetch.Place) ([]fetch.Found, error)
	Take(ctx context.Context, f fetch.Found, dir string, known fetch.Known) (fetch.Taken, error)
}

// Looker looks at sources and loads what it finds into one data folder.
type Looker struct {
	Loader     *load.Loader
	Publishers Publishers
	Published  func(version int)                                // called after a warehouse was published; may be nil
	Sleep      func(ctx context.Context, d time.Duration) error // how another process is waited for; nil for really waiting

	loading sync.Mutex // one load at a time, whatever number of sources are being looked at
}

// Source looks at one source now. What the publisher answered, what was taken and what became of it is recorded in any
// case; the error says that the look as a whole failed.
func (l *Looker) Source(ctx context.Context, s source.Source) error {
	_, err := l.Look(ctx, s)
	return err
}

// Look is Source, and answers what was recorded.
func (l *Looker) Look(ctx context.Context, s source.Source) (load.Run, error) {
	run := load.Run{Job: s.ID, Started: l.Loader.Now()}
	err := l.unharmed(ctx, s, &run)
	run.Ended = l.Loader.Now()
	switch {
	case err != nil && ctx.Err() != nil:
		err = fmt.Errorf("%s: %w", stopped, context.Cause(ctx))
		run.Error = stopped
	case err != nil:
		run.Error = strings.ReplaceAll(err.Error(), "\n", "; ")
	}
	return run, errors.Join(err, load.Record(l.Loader.Folder, run))
}

// Counts says that a run was a look to its end, whatever it came to. One that was told to stop has to be made up for.
func Counts(run load.Run) bool { return !strings.HasPrefix(run.Error, stopped) }

// unharmed turns a panic into an error, so that the run is recorded and nothing else is harmed.
func (l *Looker) unharmed(ctx context.Context, s source.Source, run *load.Run) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			l.Loader.Log.ErrorContext(ctx, "a look panicked", "job", s.ID, "panic", fault, "stack", string(debug.Stack()))
			err = fmt.Errorf("a fault in this program ended the look: %v. The log says where; the last good data serve on", fault)
		}
	}()
	if len(s.Places) == 0 {
		run.Found = []string{NoAddress}
		return l.Loader.Folder.Make()
	}
	return l.look(ctx, s, run)
}

func (l *Looker) look(ctx context.Context, s source.Source, run *load.Run) (err error) {
	if err := l.Loader.Folder.Make(); err != nil {
		return err
	}
	r, err := l.enter(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.leave()) }()
	rules, err := l.Loader.Rules()
	if err != nil {
		return err
	}
	b := &basket{looker: l, room: r, known: r.remembered(ctx, l.Loader.Log), rules: rules, run: run, named: map[string]bool{}}
	for _, place := range s.Places {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		b.fill(ctx, place)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if len(b.items) > 0 {
		if err := l.load(ctx, b); err != nil {
			return errors.Join(append(b.faults, err)...)
		}
	}
	return errors.Join(append(b.faults, r.remember(b.known))...)
}

// load takes in what is in the basket. What was refused is marked, so that the same rules do not meet it twice.
func (l *Looker) load(ctx context.Context, b *basket) error {
	report, err := l.loadInTurn(ctx, b.items)
	b.run.Files, b.run.Warehouse, b.run.Published = report.Files, report.Warehouse, report.Published
	if report.Published && l.Published != nil {
		l.Published(report.Warehouse)
	}
	if err != nil {
		return err
	}
	b.settle(report.Held)
	return nil
}

// loadInTurn waits for the loads of this process by its lock and for those of others by asking again.
func (l *Looker) loadInTurn(ctx context.Context, items []load.Item) (report load.Report, err error) {
	waiting.Add(1)
	l.loading.Lock()
	waiting.Add(-1)
	defer l.loading.Unlock()
	err = l.patiently(ctx, func() error {
		report, err = l.Loader.Load(ctx, items)
		return err
	})
	return report, err
}
