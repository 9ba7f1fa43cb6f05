package main

import (
	"context"
	"log/slog"
	"time"

	"inclusion/internal/store"
)

// stopFlags are how the server stops.
type stopFlags struct {
	Drain time.Duration `help:"How long the server answers on after it was told to stop, while /readyz says already that it is not ready: the time that a balancer in front takes to notice." env:"INCLUSION_DRAIN" default:"0s"`
}

// stages parts stopping into steps. When ctx ends /readyz says so at once; serving ends when the balancer has had its time; working ends
// when end is called, after the last request, so that a load under way goes on until then and stops at a safe point.
func (f stopFlags) stages(ctx context.Context) (serving, working context.Context, end func()) {
	stopping.Store(false)
	serving, stopServing := context.WithCancel(context.WithoutCancel(ctx))
	working, stopWorking := context.WithCancel(context.WithoutCancel(ctx))
	context.AfterFunc(ctx, func() {
		stopping.Store(true)
		slog.Info("stopping: no more than what is under way is answered", "drain", f.Drain)
		rest(working, f.Drain)
		stopServing()
	})
	return serving, working, func() {
		stopServing()
		stopWorking()
	}
}

// closePlans writes the journal into the file and closes it. Where that fails nothing is lost: the journal is read at the next start.
func closePlans(plans *store.Plans) {
	if err := plans.Close(); err != nil {
		slog.Error("the plans could not be closed; their journal is read at the next start", "error", err.Error())
	}
}

// tellEnd says that everything was put away, and how long that took.
func tellEnd(ctx context.Context) (told func()) {
	since := make(chan time.Time, 1)
	context.AfterFunc(ctx, func() { since <- time.Now() })
	return func() {
		if ctx.Err() != nil {
			slog.Info("stopped", "took", time.Since(<-since))
		}
	}
}
