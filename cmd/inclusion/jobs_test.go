package main

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"inclusion/ingest/fetch/standin"
	"inclusion/ingest/load"
	"inclusion/ingest/look/looktest"
	"inclusion/ingest/schedule"
	"inclusion/internal/store"
)

// recorded writes the runs of every source at a time into a folder.
func recorded(t *testing.T, folder store.Folder, ids []string, at time.Time) {
	t.Helper()
	if err := folder.Make(); err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		if err := load.Record(folder, load.Run{Job: id, Started: at, Ended: at}); err != nil {
			t.Fatal(err)
		}
	}
}

func without(ids []string, left string) []string {
	var rest []string
	for _, id := range ids {
		if id != left {
			rest = append(rest, id)
		}
	}
	return rest
}

func (j *jobs) ids() []string {
	var ids []string
	for _, s := range j.sources {
		ids = append(ids, s.ID)
	}
	return ids
}

// newJobs are jobs on a folder, with no pages.
func newJobs(t *testing.T, c *Config, start bool, opts ...schedule.Option) *jobs {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	warehouse, err := store.OpenWarehouse(ctx, c.folder, c.engine(c.folder()), discard())
	if err != nil {
		t.Fatal(err)
	}
	j, err := startJobs(ctx, c, warehouse, start, opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		j.stop()
		warehouse.Close()
	})
	return j
}

// TestAMissedRunIsCaughtUpAtStart starts on a morning after the plans were due, and after every other source was looked at.
func TestAMissedRunIsCaughtUpAtStart(t *testing.T) {
	p := publish(t, t.TempDir(), standin.Catalogue{})
	c := p.asks(t.TempDir())
	ids := newJobs(t, c, false).ids()
	morning := time.Date(2026, 7, 1, 12, 0, 0, 0, schedule.London)
	folder := store.Folder{Dir: c.Data}
	recorded(t, folder, without(ids, "ehc-plans"), morning)
	recorded(t, folder, []string{"ehc-plans"}, morning.AddDate(0, 0, -1))

	outcomes := make(chan schedule.Outcome, len(ids))
	newJobs(t, c, true, schedule.WithNow(func() time.Time { return morning.Add(time.Minute) }), schedule.WithReport(func(o schedule.Outcome) { outcomes <- o }))
	if o := <-outcomes; o.ID != "ehc-plans" || o.Cause != schedule.Missed {
		t.Errorf("the first run is of %s, %s", o.ID, o.Cause)
	}
	if p.Requests(plansReleases) != 1 || p.Requests(absenceReleases) != 0 {
		t.Errorf("the plans were asked for %d times, absence %d times", p.Requests(plansReleases), p.Requests(absenceReleases))
	}
	runs, err := load.Runs(folder, 1)
	if err != nil || runs[0].Job != "ehc-plans" || !runs[0].Failed() {
		t.Errorf("recorded %+v (%v)", runs, err)
	}
}

// TestALookThatWasToldToStopIsStillToBeMade says what a server that is stopped in the middle does at its next start.
func TestALookThatWasToldToStopIsStillToBeMade(t *testing.T) {
	p := publish(t, t.TempDir(), standin.Catalogue{})
	c := p.asks(t.TempDir())
	j := newJobs(t, c, false)
	before := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	recorded(t, store.Folder{Dir: c.Data}, []string{"ehc-plans"}, before)
	l, err := j.currentLooker()
	if err != nil {
		t.Fatal(err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if err := l.Source(stopped, looktest.Source(t, "ehc-plans")); err == nil {
		t.Error("a look that is told to stop ends well")
	}
	if last, ran := j.lastRun("ehc-plans"); !ran || !last.Equal(before) {
		t.Errorf("the last look is of %s", last)
	}
}

// TestJobsWaitWhileNobodyHasAskedForRealData looks at the jobs of a folder with the sample, before and after somebody asks.
func TestJobsWaitWhileNobodyHasAskedForRealData(t *testing.T) {
	p := publish(t, t.TempDir(), standin.Catalogue{})
	c := p.asks(sampleMark(t))
	j := newJobs(t, c, true)
	if err := j.scheduler.RunNow(t.Context()); err != nil || p.Total() != 0 {
		t.Errorf("the publishers were asked %d times while the jobs wait (%v)", p.Total(), err)
	}
	for _, job := range j.Jobs() {
		if !job.Next.IsZero() || !job.Last.IsZero() {
			t.Errorf("%s waits, but is said to run at %s", job.ID, job.Next)
		}
	}
	if err := j.GoLive(t.Context()); err != nil {
		t.Fatal(err)
	}
	until(t, "every source has been asked", func() bool { return !j.going.Load() })
	if p.Requests(plansReleases) == 0 || c.folder().Dir != c.Data {
		t.Errorf("the plans were asked for %d times, and %s is served", p.Requests(plansReleases), c.folder().Dir)
	}
	for _, job := range j.Jobs() {
		if job.Next.IsZero() || job.Last.IsZero() {
			t.Errorf("somebody asked, but %s still waits", job.ID)
		}
	}
	left, err := filepath.Glob(filepath.Join(c.Data, "live", "warehouse-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("there are warehouses of nothing: %v (%v)", left, err)
	}
}

func TestASourceWithoutAnAddressSaysSoInItsSchedule(t *testing.T) {
	c := publish(t, t.TempDir(), standin.Catalogue{}).asks(t.TempDir())
	j := newJobs(t, c, false)
	for i, job := range j.Jobs() {
		if job.ID != j.sources[i].ID || job.ByHand != (len(j.sources[i].Places) == 0) {
			t.Errorf("of %s, with %d places to look, it is told as %s that files are loaded by hand: %t", j.sources[i].ID, len(j.sources[i].Places), job.ID, job.ByHand)
		}
		if !job.Next.IsZero() {
			t.Errorf("%s is said to run at %s, but the clock does not go", job.ID, job.Next)
		}
	}
}
