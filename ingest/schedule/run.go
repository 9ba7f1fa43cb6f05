package schedule

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
)

// Panicked is the error of a job that panicked.
type Panicked struct {
	Value any
	Stack []byte
}

func (e *Panicked) Error() string { return fmt.Sprintf("panicked: %v", e.Value) }

// jobKey marks a context as that of a job's run.
type jobKey struct{}

// JobID is the id of the job that is being run, or "" outside of one.
func JobID(ctx context.Context) string {
	id, _ := ctx.Value(jobKey{}).(string)
	return id
}

// run is the one way a job is run.
func (s *Scheduler) run(ctx context.Context, j *job, cause Cause) error {
	outcome := Outcome{ID: j.ID, Title: j.Title, Cause: cause, Started: s.now()}
	if err := s.claim(j); err != nil {
		outcome.Err, outcome.Finished = err, outcome.Started
		s.log.InfoContext(ctx, "job left out", "job", j.ID, "title", j.Title, "cause", cause, "because", err)
		s.tell(outcome)
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.abandoned, cancel)()
	ctx = context.WithValue(ctx, jobKey{}, j.ID)
	// A job may end its goroutine instead of returning; it is over all the same.
	outcome.Err = errEnded
	defer s.end(ctx, j, &outcome)
	s.log.InfoContext(ctx, "job started", "job", j.ID, "title", j.Title, "cause", cause)
	outcome.Err = call(ctx, j.Run)
	return outcome.Err
}

var errEnded = errors.New("ended without an answer")

// end tells how a run went and gives its claim back.
func (s *Scheduler) end(ctx context.Context, j *job, outcome *Outcome) {
	outcome.Finished = s.now()
	s.logOutcome(ctx, *outcome)
	s.tell(*outcome)
	s.mu.Lock()
	defer s.mu.Unlock()
	j.busy, j.last = false, outcome
	s.running.Done()
}

// claim makes a job busy, and counts it among those that Stop waits for.
func (s *Scheduler) claim(j *job) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.stopped:
		return ErrStopped
	case j.busy:
		return ErrRunning
	}
	j.busy = true
	s.running.Add(1)
	return nil
}

// call runs a job and turns a panic into its error.
func call(ctx context.Context, run func(context.Context) error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = &Panicked{Value: value, Stack: debug.Stack()}
		}
	}()
	return run(ctx)
}

// tell reports an outcome. A report that panics must not take the scheduler with it either.
func (s *Scheduler) tell(o Outcome) {
	err := call(context.Background(), func(context.Context) error { s.report(o); return nil })
	if err != nil {
		s.log.Error("reporting a job's outcome failed", "job", o.ID, "error", err)
	}
}

func (s *Scheduler) logOutcome(ctx context.Context, o Outcome) {
	took := o.Finished.Sub(o.Started)
	var panicked *Panicked
	switch {
	case errors.As(o.Err, &panicked):
		s.log.ErrorContext(ctx, "job panicked", "job", o.ID, "title", o.Title, "took", took, "error", o.Err, "stack", string(panicked.Stack))
	case o.Err != nil:
		s.log.ErrorContext(ctx, "job failed", "job", o.ID, "title", o.Title, "took", took, "error", o.Err)
	default:
		s.log.InfoContext(ctx, "job done", "job", o.ID, "title", o.Title, "took", took)
	}
}

// cronLog gives cron's own remarks to our log. They are of interest only when hunting a fault.
type cronLog struct{ log *slog.Logger }

func (l cronLog) Info(message string, pairs ...any) { l.log.Debug("cron: "+message, pairs...) }

func (l cronLog) Error(err error, message string, pairs ...any) {
	l.log.Error("cron: "+message, append([]any{"error", err}, pairs...)...)
}
