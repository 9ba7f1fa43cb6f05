package schedule

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// The tests run inside synctest: the clock is the test's own, starts at midnight on 1 January 2000 and moves only when
// everybody waits. Nothing waits in earnest.

// diary notes what was run, and when by London's clock.
type diary struct {
	mu    sync.Mutex
	lines []string
}

func (d *diary) note(format string, args ...any) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lines = append(d.lines, fmt.Sprintf(format, args...))
}

func (d *diary) read() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.lines)
}

func (d *diary) job(id, spec string) Job {
	return Job{ID: id, Title: "Title of " + id, Spec: spec, Run: func(context.Context) error {
		d.note("%s %s", id, time.Now().In(London).Format("Mon 2 Jan 15:04 MST"))
		return nil
	}}
}

// until moves the clock.
func until(t time.Time) { time.Sleep(time.Until(t)); synctest.Wait() }

func london(y int, m time.Month, d, hour, minute int) time.Time {
	return time.Date(y, m, d, hour, minute, 0, 0, London)
}

// upToDate says that every job has just run.
func upToDate(string) (time.Time, bool) { return time.Now(), true }

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

func add(t *testing.T, s *Scheduler, jobs ...Job) {
	t.Helper()
	for _, j := range jobs {
		if err := s.Add(j); err != nil {
			t.Fatal(err)
		}
	}
}

func stop(t *testing.T, s *Scheduler) {
	t.Helper()
	if err := s.Stop(t.Context()); err != nil {
		t.Error(err)
	}
}

func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got:\n  %s\nwant:\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestJobsRunByLondonsClockInWinterAndSummer(t *testing.T) {
	tests := []struct {
		name     string
		from, to time.Time
		spec     string
		want     []string
	}{
		{"spring, a time that exists on both days", london(2026, 3, 28, 0, 0), london(2026, 3, 30, 0, 0), "35 9 * * *",
			[]string{"j Sat 28 Mar 09:35 GMT", "j Sun 29 Mar 09:35 BST"}},
		{"spring, a time that the clocks pass over comes when they have", london(2026, 3, 28, 12, 0), london(2026, 3, 30, 12, 0), "30 1 * * *",
			[]string{"j Sun 29 Mar 02:00 BST", "j Mon 30 Mar 01:30 BST"}},
		{"spring, four times in the hour passed over are one", london(2026, 3, 29, 0, 30), london(2026, 3, 29, 2, 20), "*/15 * * * *",
			[]string{"j Sun 29 Mar 00:45 GMT", "j Sun 29 Mar 02:00 BST", "j Sun 29 Mar 02:15 BST"}},
		{"autumn, a time that comes twice is run once", london(2026, 10, 24, 12, 0), london(2026, 10, 26, 12, 0), "30 1 * * *",
			[]string{"j Sun 25 Oct 01:30 BST", "j Mon 26 Oct 01:30 GMT"}},
		{"autumn, a time after the change", london(2026, 10, 24, 0, 0), london(2026, 10, 26, 0, 0), "35 9 * * *",
			[]string{"j Sat 24 Oct 09:35 BST", "j Sun 25 Oct 09:35 GMT"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				until(tt.from)
				var d diary
				s := New(quiet(), upToDate)
				add(t, s, d.job("j", tt.spec))
				s.Start(t.Context())
				until(tt.to)
				stop(t, s)
				same(t, d.read(), tt.want...)
			})
		})
	}
}

func TestNextIsToldInLondonsTime(t *testing.T) {
	now := london(2026, 10, 25, 0, 10)
	s := New(quiet(), upToDate, WithNow(func() time.Time { return now }))
	var d diary
	add(t, s, d.job("early", "30 1 * * *"), d.job("thursdays", "35 9 * * 4"))
	for _, tt := range []struct {
		at   time.Time
		id   string
		want string
	}{
		{now, "early", "2026-10-25T01:30:00+01:00"},
		{now.Add(80 * time.Minute), "early", "2026-10-26T01:30:00Z"},
		{now, "thursdays", "2026-10-29T09:35:00Z"},
		{london(2026, 6, 18, 9, 35), "thursdays", "2026-06-25T09:35:00+01:00"},
	} {
		now = tt.at
		if got := s.Next(tt.id).Format(time.RFC3339); got != tt.want {
			t.Errorf("after %s, %s is next at %s, want %s", tt.at, tt.id, got, tt.want)
		}
	}
	if !s.Next("nobody").IsZero() {
		t.Error("a job that is not there has a next time")
	}
}

func TestAMissedRunIsCaughtUpAtStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		until(london(2026, 6, 25, 12, 0))
		lastRun := map[string]time.Time{
			"missed":  london(2026, 6, 24, 9, 35).Add(time.Second),
			"done":    london(2026, 6, 25, 9, 35).Add(time.Second),
			"longago": london(2025, 1, 1, 0, 0),
			"weekly":  london(2026, 6, 18, 13, 0),
		}
		var d diary
		s := New(quiet(), func(id string) (time.Time, bool) { at, ok := lastRun[id]; return at, ok })
		add(t, s, d.job("missed", "35 9 * * *"), d.job("done", "35 9 * * *"), d.job("longago", "0 6 * * 1"),
			d.job("weekly", "0 13 * * 4"), d.job("never", "0 6 1 1 *"))
		s.Start(t.Context())
		synctest.Wait()
		same(t, d.read(), "missed Thu 25 Jun 12:00 BST", "longago Thu 25 Jun 12:00 BST", "never Thu 25 Jun 12:00 BST")
		until(london(2026, 6, 25, 13, 0))
		stop(t, s)
		if got := d.read(); len(got) != 4 || got[3] != "weekly Thu 25 Jun 13:00 BST" {
			t.Errorf("what was caught up is not run again, and the rest comes on time: %v", got)
		}
	})
}

// slow is a job that takes two hours, or ends with its context.
func (d *diary) slow(id, spec string) Job {
	return Job{ID: id, Title: "Title of " + id, Spec: spec, Run: func(ctx context.Context) error {
		d.note("%s begins", id)
		defer d.note("%s ends", id)
		select {
		case <-time.After(2 * time.Hour):
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}}
}

func TestAJobNeverOverlapsItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		until(london(2026, 6, 25, 8, 50))
		var d, told diary
		s := New(quiet(), func(string) (time.Time, bool) { return time.Time{}, false },
			WithReport(func(o Outcome) { told.note("%s: %v", o.Cause, o.Err) }))
		add(t, s, d.slow("slow", "0 9 * * *"), d.job("other", "0 9 * * *"))
		s.Start(t.Context())
		synctest.Wait()
		if err := s.RunNow(t.Context(), "slow"); !errors.Is(err, ErrRunning) || !strings.Contains(err.Error(), "slow") {
			t.Errorf("asked for while caught up: %v", err)
		}
		until(london(2026, 6, 25, 9, 0))
		same(t, d.read(), "slow begins", "other Thu 25 Jun 09:00 BST")
		if e := s.Entries(); !e[0].Running || e[1].Running || e[1].Last == nil || e[1].Last.Cause != OnTime {
			t.Errorf("got %+v", e)
		}
		until(london(2026, 6, 25, 11, 0))
		if err := s.RunNow(t.Context(), "slow", "slow"); err != nil {
			t.Errorf("once it has ended it may be asked for: %v", err)
		}
		stop(t, s)
		if got := told.read(); !slices.Contains(got, "asked for: already running") || !slices.Contains(got, "on time: already running") {
			t.Errorf("what was left out is told: %v", got)
		}
		begun := 0
		for _, line := range d.read() {
			if line == "slow begins" {
				begun++
			}
		}
		if begun != 2 {
			t.Errorf("begun %d times", begun)
		}
	})
}

func TestRunNowNeedsNoStartAndRunsAllInOrder(t *testing.T) {
	var d diary
	s := New(nil, nil)
	bad := errors.New("the layout is not known")
	add(t, s, Job{ID: "plans", Title: "Plans", Spec: "@daily", Run: func(context.Context) error { d.note("plans"); return bad }},
		Job{ID: "tribunal", Title: "Tribunal", Spec: "@weekly", Run: func(context.Context) error { d.note("tribunal"); return nil }})
	if err := s.RunNow(t.Context()); !errors.Is(err, bad) || err.Error() != "running plans: the layout is not known" {
		t.Errorf("got %v", err)
	}
	same(t, d.read(), "plans", "tribunal")
	if err := s.RunNow(t.Context(), "plan"); err == nil || !strings.Contains(err.Error(), `no job "plan"; there are plans, tribunal`) {
		t.Errorf("got %v", err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if err := s.RunNow(ended); !errors.Is(err, context.Canceled) || len(d.read()) != 2 {
		t.Errorf("nothing is run for somebody who has left: %v", err)
	}
}

func TestAPanicIsAnErrorThatIsLoggedAndTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		until(london(2026, 6, 25, 8, 50))
		var (
			log  strings.Builder
			told diary
			d    diary
		)
		s := New(slog.New(slog.NewTextHandler(&log, nil)), upToDate, WithReport(func(o Outcome) {
			told.note("%s %v", o.ID, o.Err)
			if o.ID == "gone" {
				panic("nobody to tell")
			}
		}))
		add(t, s,
			Job{ID: "bad", Title: "Bad", Spec: "0 9 * * *", Run: func(context.Context) error { panic("index out of range") }},
			Job{ID: "gone", Title: "Gone", Spec: "5 9 * * *", Run: func(context.Context) error { runtime.Goexit(); return nil }},
			d.job("good", "10 9 * * *"))
		s.Start(t.Context())
		until(london(2026, 6, 26, 9, 30))
		same(t, told.read(), "bad panicked: index out of range", "gone ended without an answer", "good <nil>",
			"bad panicked: index out of range", "gone ended without an answer", "good <nil>")
		var panicked *Panicked
		if err := s.RunNow(t.Context(), "bad"); !errors.As(err, &panicked) || len(panicked.Stack) == 0 {
			t.Errorf("got %v", err)
		}
		stop(t, s)
		if !strings.Contains(log.String(), "job panicked") || !strings.Contains(log.String(), "schedule_test.go") {
			t.Error("the log says neither that nor where it panicked")
		}
	})
}

func TestStopWaitsForWhatIsUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		until(london(2026, 6, 25, 8, 59))
		var d diary
		s := New(quiet(), upToDate)
		add(t, s, d.slow("slow", "0 9 * * *"))
		s.Start(t.Context())
		until(london(2026, 6, 25, 10, 0))
		stop(t, s)
		same(t, d.read(), "slow begins", "slow ends")
		if err := s.RunNow(t.Context(), "slow"); !errors.Is(err, ErrStopped) {
			t.Errorf("got %v", err)
		}
		until(london(2026, 6, 27, 0, 0))
		same(t, d.read(), "slow begins", "slow ends")
	})
}

func TestStopThatMayNotWaitEndsTheRunAndNamesIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		until(london(2026, 6, 25, 8, 59))
		var d diary
		s := New(quiet(), upToDate)
		add(t, s, d.slow("slow", "0 9 * * *"))
		s.Start(t.Context())
		until(london(2026, 6, 25, 9, 30))
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if err := s.Stop(ctx); !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "slow") {
			t.Errorf("got %v", err)
		}
		synctest.Wait()
		same(t, d.read(), "slow begins", "slow ends")
	})
}

func TestWhenTheServersContextEndsNothingBegins(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		until(london(2026, 6, 25, 8, 59))
		var d diary
		s := New(quiet(), upToDate)
		add(t, s, d.job("j", "0 9 * * *"))
		ctx, end := context.WithCancel(t.Context())
		s.Start(ctx)
		end()
		until(london(2026, 6, 25, 9, 30))
		stop(t, s)
		same(t, d.read())
	})
}

func TestAJobThatMakesNoSenseIsNotTaken(t *testing.T) {
	nothing := func(context.Context) error { return nil }
	s := New(quiet(), upToDate)
	add(t, s, Job{ID: "plans", Title: "EHC plans", Spec: "35 9 * * 4", Run: nothing})
	tests := []struct {
		job  Job
		says string
	}{
		{Job{ID: "x", Title: "Tribunal", Spec: "every day", Run: nothing}, `the job "x" (Tribunal) to the schedule: cannot read its times "every day": write it as minute, hour`},
		{Job{ID: "x", Spec: "61 9 * * *", Run: nothing}, `"61 9 * * *"`},
		{Job{ID: "x", Spec: "", Run: nothing}, "cannot read its times"},
		{Job{ID: "x", Spec: "TZ=UTC", Run: nothing}, "leave out the time zone"},
		{Job{ID: "x", Spec: "CRON_TZ=UTC 0 9 * * *", Run: nothing}, "leave out the time zone"},
		{Job{ID: "x", Spec: "@every 1h", Run: nothing}, "give times of day"},
		{Job{ID: "x", Spec: "0 9 31 2 *", Run: nothing}, "never comes"},
		{Job{ID: "x", Spec: "0 9 * * *"}, "something to run"},
		{Job{Spec: "0 9 * * *", Run: nothing}, "needs an id"},
		{Job{ID: "plans", Spec: "0 9 * * *", Run: nothing}, "of that id already"},
	}
	for _, tt := range tests {
		if err := s.Add(tt.job); err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%+v: got %v, want ... %s", tt.job, err, tt.says)
		}
	}
	if n := len(s.Entries()); n != 1 {
		t.Errorf("%d jobs were taken", n)
	}
}
