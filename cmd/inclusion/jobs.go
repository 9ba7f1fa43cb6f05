package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"slices"
	"sort"
	"sync"
	"sync/atomic"
	"time"

	"inclusion/dashboards/page"
	"inclusion/ingest/load"
	"inclusion/ingest/look"
	"inclusion/ingest/schedule"
	"inclusion/ingest/source"
	"inclusion/internal/store"
)

// jobs are the scheduled looks at the sources, and what pages know of them.
type jobs struct {
	ctx       context.Context
	config    *Config
	warehouse *store.Warehouse
	scheduler *schedule.Scheduler
	sources   []source.Source
	started   bool        // the clock is going
	going     atomic.Bool // somebody's wish to go live is being carried out

	mu     sync.Mutex
	looker *look.Looker
	folder string // the looker's
}

// startJobs schedules every source. While the folder holds the invented sample the jobs wait: real data come in only when
// somebody asks for them.
func startJobs(ctx context.Context, c *Config, warehouse *store.Warehouse, start bool, opts ...schedule.Option) (*jobs, error) {
	sources, err := source.All()
	if err != nil {
		return nil, err
	}
	j := &jobs{ctx: ctx, config: c, warehouse: warehouse, sources: sources, started: start}
	j.scheduler = schedule.New(slog.Default(), j.lastRun, opts...)
	for _, s := range sources {
		if err := j.scheduler.Add(schedule.Job{ID: s.ID, Title: s.Title, Spec: s.Schedule, Run: func(ctx context.Context) error { return j.look(ctx, s) }}); err != nil {
			return nil, err
		}
	}
	if !start {
		return j, nil
	}
	if j.waiting() {
		slog.Info("the folder holds the invented sample, so the scheduled jobs wait; \"inclusion ingest --live\" or the button on the data page fetches real data")
	}
	j.scheduler.Start(ctx)
	return j, nil
}

func (j *jobs) stop() {
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	if err := j.scheduler.Stop(ctx); err != nil {
		slog.Warn("stopping the scheduled jobs", "error", err.Error())
	}
}

// waiting says that the data served are the sample's, and that nobody has asked for real data yet. Once somebody has, the
// record of the looks is there, and the jobs go on asking however the first looks went.
func (j *jobs) waiting() bool {
	held, err := j.config.folder().Register()
	if err != nil || held != "sample" || j.going.Load() {
		return false
	}
	_, err = os.Stat(j.config.live().Runs())
	return errors.Is(err, fs.ErrNotExist)
}

func (j *jobs) look(ctx context.Context, s source.Source) error {
	if j.waiting() {
		slog.Debug("the folder holds the invented sample; real data come in when somebody asks for them", "job", s.ID)
		return nil
	}
	l, err := j.currentLooker()
	if err != nil {
		return err
	}
	run, err := l.Look(ctx, s)
	meters.looks.WithLabelValues(s.ID, outcomeOf(run)).Inc()
	return err
}

// The words for what a look came to, for counting.
const (
	lookStopped   = "stopped"
	lookFailed    = "failed"
	lookRefused   = "file refused"
	lookPublished = "published"
	lookNothing   = "nothing new"
)

func outcomeOf(run load.Run) string {
	switch {
	case !look.Counts(run):
		return lookStopped
	case run.Error != "":
		return lookFailed
	case run.Failed():
		return lookRefused
	case run.Published:
		return lookPublished
	default:
		return lookNothing
	}
}

// currentLooker is one looker for the folder that real data go into, so that loads wait for one another.
func (j *jobs) currentLooker() (*look.Looker, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	folder, err := j.config.real()
	if err != nil {
		return nil, err
	}
	if j.looker != nil && j.folder == folder.Dir {
		return j.looker, nil
	}
	l, err := j.config.looker()
	if err != nil {
		return nil, err
	}
	l.Published = func(int) {
		if _, err := j.warehouse.Refresh(j.ctx); err != nil {
			slog.Error("attaching the new warehouse", "error", err.Error())
		}
	}
	j.looker, j.folder = l, folder.Dir
	return l, nil
}

// runsKept is how many of the last runs are read to find each source's.
const runsKept = 1000

// lastRun is when a source was last looked at. While the jobs wait nothing is missed.
func (j *jobs) lastRun(id string) (time.Time, bool) {
	if j.waiting() {
		return time.Now(), true
	}
	last, ran := j.lastRuns()[id]
	return last, ran
}

// lastRuns is when each source was last looked at. A look that was told to stop is still to be made up for.
func (j *jobs) lastRuns() map[string]time.Time {
	runs, err := j.read(runsKept)
	if err != nil {
		slog.Error("reading when sources were last looked at", "error", err.Error())
	}
	last := map[string]time.Time{}
	for _, r := range runs {
		if _, newer := last[r.Job]; !newer && look.Counts(r) {
			last[r.Job] = r.Started
		}
	}
	return last
}

func (j *jobs) read(limit int) ([]load.Run, error) {
	served := j.config.folder()
	runs, err := load.Runs(served, limit)
	if err != nil {
		return nil, err
	}
	real, err := j.config.real()
	if err != nil || real.Dir == served.Dir {
		return runs, err
	}
	// Looks that have not brought a first warehouse yet are written in the folder that is not served so far.
	more, err := load.Runs(real, limit)
	runs = append(runs, more...)
	sort.SliceStable(runs, func(a, b int) bool { return runs[a].Started.After(runs[b].Started) })
	return runs[:min(limit, len(runs))], err
}

// Runs is what was looked at and loaded, newest first.
func (j *jobs) Runs(limit int) ([]page.Run, error) {
	runs, err := j.read(limit)
	if err != nil {
		return nil, err
	}
	titles := map[string]string{"folder": "Loaded by hand from a folder", "sample": "The invented sample"}
	for _, s := range j.sources {
		titles[s.ID] = s.Title
	}
	all := make([]page.Run, len(runs))
	for i, r := range runs {
		all[i] = page.Run{Job: r.Job, Title: titles[r.Job], Started: r.Started, Ended: r.Ended, Outcome: r.Words(), Failed: r.Failed()}
		if slices.Equal(r.Found, []string{look.NoAddress}) {
			all[i].Outcome = look.NoAddress
			continue
		}
		all[i].Lines = append(all[i].Lines, r.Found...)
		for _, f := range r.Files {
			all[i].Lines = append(all[i].Lines, f.String())
		}
	}
	return all, nil
}

// Jobs is each source's schedule.
func (j *jobs) Jobs() []page.Job {
	waiting, last := j.waiting(), j.lastRuns()
	var all []page.Job
	for i, e := range j.scheduler.Entries() {
		job := page.Job{ID: e.ID, ByHand: len(j.sources[i].Places) == 0, Last: last[e.ID]}
		if j.started && !waiting {
			job.Next = e.Next
		}
		all = append(all, job)
	}
	return all
}

// GoLive runs every job now, in the background; what becomes of it stands on the data page.
func (j *jobs) GoLive(context.Context) error {
	if !j.going.CompareAndSwap(false, true) {
		return fmt.Errorf("the publishers are being asked already: %w", schedule.ErrRunning)
	}
	go func() {
		defer j.going.Store(false)
		if err := j.scheduler.RunNow(j.ctx); err != nil {
			slog.Warn("not every source could be looked at; the data page says why", "error", err.Error())
		}
	}()
	return nil
}
