package schedule

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/robfig/cron/v3"
)

// ErrRunning says that a job was asked for while it was under way.
var ErrRunning = errors.New("already running")

// ErrStopped says that a job was asked for after the scheduler had stopped.
var ErrStopped = errors.New("the scheduler has stopped")

// Job is something to do at certain times.
type Job struct {
	ID    string
	Title string
	Spec  string // a cron line in London's time: "35 9 * * 4"
	Run   func(ctx context.Context) error
}

// Cause is what set a run off.
type Cause string

// The causes of a run.
const (
	OnTime Cause = "on time"
	Missed Cause = "missed while the server was down"
	Asked  Cause = "asked for"
)

// Outcome is how a run went. A run that was left out has Err ErrRunning.
type Outcome struct {
	ID, Title         string
	Cause             Cause
	Started, Finished time.Time
	Err               error
}

// Entry is what is known of a job now.
type Entry struct {
	ID, Title, Spec string
	Next            time.Time
	Running         bool
	Last            *Outcome // of this process; nil before its first run
}

// Option changes how a scheduler behaves.
type Option func(*Scheduler)

// WithNow gives the clock by which missed runs are found and Next is told.
func WithNow(now func() time.Time) Option { return func(s *Scheduler) { s.now = now } }

// WithReport has every outcome told, runs that were left out included. It is called by whoever ran the job, before
// the job counts as ended.
func WithReport(report func(Outcome)) Option { return func(s *Scheduler) { s.report = report } }

// Scheduler runs jobs.
type Scheduler struct {
	log     *slog.Logger
	lastRun func(id string) (time.Time, bool)
	now     func() time.Time
	report  func(Outcome)
	cron    *cron.Cron

	mu      sync.Mutex
	jobs    []*job
	base    context.Context // of the runs the scheduler sets off itself
	started bool
	stopped bool
	running sync.WaitGroup
	// abandon ends the contexts of all runs, when Stop may wait no longer.
	abandon   context.CancelFunc
	abandoned context.Context
}

// job is a Job with its state, which Scheduler.mu guards.
type job struct {
	Job
	times cron.Schedule
	busy  bool
	last  *Outcome
}

// New makes a scheduler. lastRun answers when a job last ran in any process, so that what was missed can be caught
// up; a job that never ran is taken to have missed its time.
func New(log *slog.Logger, lastRun func(id string) (time.Time, bool), opts ...Option) *Scheduler {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	if lastRun == nil {
		lastRun = func(string) (time.Time, bool) { return time.Time{}, false }
	}
	s := &Scheduler{log: log, lastRun: lastRun, now: time.Now, report: func(Outcome) {}, base: context.Background()}
	s.abandoned, s.abandon = context.WithCancel(context.Background())
	for _, opt := range opts {
		opt(s)
	}
	own := cronLog{log}
	s.cron = cron.New(cron.WithLocation(London), cron.WithLogger(own), cron.WithChain(cron.Recover(own)))
	return s
}

// Add takes a job into the schedule, or says what is wrong with it.
func (s *Scheduler) Add(j Job) error {
	if j.ID == "" || j.Run == nil {
		return fmt.Errorf("adding the job %q (%s) to the schedule: it needs an id and something to run", j.ID, j.Title)
	}
	times, err := parse(j.Spec)
	if err != nil {
		return fmt.Errorf("adding the job %q (%s) to the schedule: cannot read its times %q: %w", j.ID, j.Title, j.Spec, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.find(j.ID) != nil {
		return fmt.Errorf("adding the job %q (%s) to the schedule: there is one of that id already", j.ID, j.Title)
	}
	added := &job{Job: j, times: times}
	s.jobs = append(s.jobs, added)
	s.cron.Schedule(times, cron.FuncJob(func() { s.tick(added) }))
	return nil
}

// Start sets the clock going and catches up, one after another, what was missed. Runs end with ctx. It returns at once.
func (s *Scheduler) Start(ctx context.Context) {
	s.mu.Lock()
	if s.started || s.stopped {
		s.mu.Unlock()
		return
	}
	s.started, s.base = true, ctx
	jobs := slices.Clone(s.jobs)
	s.mu.Unlock()
	// What was missed is settled before the clock goes, or a run on time could pass for the one that was missed.
	missed := slices.DeleteFunc(jobs, func(j *job) bool { return !s.missed(j) })

	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped {
		return
	}
	s.cron.Start()
	s.running.Go(func() {
		for _, j := range missed {
			s.own(j, Missed)
		}
	})
}

// missed says whether a time of the job has passed since it last ran.
func (s *Scheduler) missed(j *job) bool {
	last, ran := s.lastRun(j.ID)
	if !ran {
		return true
	}
	next := j.times.Next(last)
	return !next.IsZero() && !next.After(s.now())
}

func (s *Scheduler) tick(j *job) { s.own(j, OnTime) }

// own runs a job on the scheduler's own account: there is nobody to answer to but the log and the report.
func (s *Scheduler) own(j *job, cause Cause) {
	s.mu.Lock()
	ctx, stopped := s.base, s.stopped
	s.mu.Unlock()
	if ctx.Err() == nil && !stopped {
		_ = s.run(ctx, j, cause)
	}
}

// RunNow runs the jobs named, or all, one after another, and answers when they have ended. Whatever fails, the others
// still run. A job that is under way is not run a second time: its error is ErrRunning.
func (s *Scheduler) RunNow(ctx context.Context, ids ...string) error {
	wanted, err := s.named(ids)
	if err != nil {
		return err
	}
	var failed []error
	for _, j := range wanted {
		if err := ctx.Err(); err != nil {
			failed = append(failed, fmt.Errorf("running %s: %w", j.ID, err))
			break
		}
		if err := s.run(ctx, j, Asked); err != nil {
			failed = append(failed, fmt.Errorf("running %s: %w", j.ID, err))
		}
	}
	return errors.Join(failed...)
}

func (s *Scheduler) named(ids []string) ([]*job, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(ids) == 0 {
		return slices.Clone(s.jobs), nil
	}
	var wanted []*job
	for _, id := range ids {
		j := s.find(id)
		if j == nil {
			return nil, fmt.Errorf("there is no job %q; there are %s", id, strings.Join(s.ids(), ", "))
		}
		if !slices.Contains(wanted, j) {
			wanted = append(wanted, j)
		}
	}
	return wanted, nil
}

// Stop lets no further run begin and waits for those under way. When ctx ends first, their contexts are ended and the
// error names them.
func (s *Scheduler) Stop(ctx context.Context) error {
	s.mu.Lock()
	s.stopped = true
	s.mu.Unlock()
	ticks := s.cron.Stop()
	done := make(chan struct{})
	go func() {
		s.running.Wait()
		<-ticks.Done()
		close(done)
	}()
	select {
	case <-done:
		s.abandon()
		return nil
	case <-ctx.Done():
		left := s.busy()
		s.abandon()
		return fmt.Errorf("stopping the scheduler: not waiting any longer for %s: %w", strings.Join(left, ", "), ctx.Err())
	}
}

// Next is when a job runs next by the clock; the zero time when there is no such job.
func (s *Scheduler) Next(id string) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	if j := s.find(id); j != nil {
		return j.times.Next(s.now())
	}
	return time.Time{}
}

// Entries are the jobs in the order they were added.
func (s *Scheduler) Entries() []Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	entries := make([]Entry, 0, len(s.jobs))
	for _, j := range s.jobs {
		entries = append(entries, Entry{
			ID: j.ID, Title: j.Title, Spec: j.Spec, Next: j.times.Next(s.now()), Running: j.busy, Last: j.last,
		})
	}
	return entries
}

func (s *Scheduler) busy() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var ids []string
	for _, j := range s.jobs {
		if j.busy {
			ids = append(ids, j.ID)
		}
	}
	return ids
}

func (s *Scheduler) find(id string) *job {
	for _, j := range s.jobs {
		if j.ID == id {
			return j
		}
	}
	return nil
}

func (s *Scheduler) ids() []string {
	var ids []string
	for _, j := range s.jobs {
		ids = append(ids, j.ID)
	}
	return ids
}
