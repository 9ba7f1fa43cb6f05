// Package sessiontest says, as one suite of tests, what every keeper of sessions does, whatever database is behind it.
package sessiontest

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"inclusion/internal/account"
)

// Dates that are long past and far off for as long as the tests are run.
var (
	past   = time.Date(2001, time.January, 1, 0, 0, 0, 0, time.UTC)
	future = time.Date(2201, time.January, 1, 0, 0, 0, 0, time.UTC)
)

// Conform runs the suite. open makes empty sessions of a test's own.
func Conform(t *testing.T, open func(t *testing.T) account.Sessions) {
	for _, c := range []struct {
		name string
		test func(*testing.T, account.Sessions)
	}{
		{"what is kept is found", keptIsFound},
		{"a session is found by its own token only", ownTokenOnly},
		{"the newest data and date count", newestCounts},
		{"an expired session is not found", expiredIsNotFound},
		{"an expired session can begin again", expiredBeginsAgain},
		{"an ended session is not found", endedIsNotFound},
		{"an ended session can begin again", endedBeginsAgain},
		{"ending what is not there is no error", endingNothing},
		{"the date counts in any time zone", anyZone},
		{"many may write at once", manyAtOnce},
		{"a request that was broken off changes nothing", brokenOff},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

func commit(t *testing.T, s account.Sessions, token, data string, expires time.Time) {
	t.Helper()
	if err := s.CommitCtx(t.Context(), token, []byte(data), expires); err != nil {
		t.Fatalf("keeping %q: %v", token, err)
	}
}

func end(t *testing.T, s account.Sessions, token string) {
	t.Helper()
	if err := s.DeleteCtx(t.Context(), token); err != nil {
		t.Fatalf("ending %q: %v", token, err)
	}
}

func want(t *testing.T, s account.Sessions, token, data string) {
	t.Helper()
	got, found, err := s.FindCtx(t.Context(), token)
	if err != nil || !found || string(got) != data {
		t.Errorf("%q: got %q, found %t, %v; want %q", token, got, found, err, data)
	}
}

func wantNone(t *testing.T, s account.Sessions, token string) {
	t.Helper()
	if got, found, err := s.FindCtx(t.Context(), token); err != nil || found || got != nil {
		t.Errorf("%q: got %q, found %t, %v; want nothing", token, got, found, err)
	}
}

func keptIsFound(t *testing.T, s account.Sessions) {
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	for name, data := range map[string]string{"text": "data", "every byte": string(all), "nothing": "", "much": strings.Repeat("x", 1<<16)} {
		commit(t, s, name, data, future)
		want(t, s, name, data)
	}
}

func ownTokenOnly(t *testing.T, s account.Sessions) {
	commit(t, s, "token", "data", future)
	for _, other := range []string{"", "Token", "toke", "token ", "%", "token' or 'a' = 'a", strings.Repeat("t", 1<<12), "to\x00ken", "\xff"} {
		wantNone(t, s, other)
	}
	commit(t, s, "second", "other data", future)
	want(t, s, "token", "data")
	want(t, s, "second", "other data")
}

func newestCounts(t *testing.T, s account.Sessions) {
	for i := range 50 {
		commit(t, s, "token", fmt.Sprint("data ", i), future)
		want(t, s, "token", fmt.Sprint("data ", i))
	}
	commit(t, s, "token", "data", past)
	wantNone(t, s, "token")
}

func expiredIsNotFound(t *testing.T, s account.Sessions) {
	commit(t, s, "token", "data", past)
	wantNone(t, s, "token")
	commit(t, s, "another", "data", future)
	wantNone(t, s, "token")
	want(t, s, "another", "data")
}

func expiredBeginsAgain(t *testing.T, s account.Sessions) {
	commit(t, s, "token", "data", past)
	commit(t, s, "token", "new data", future)
	want(t, s, "token", "new data")
}

func endedIsNotFound(t *testing.T, s account.Sessions) {
	commit(t, s, "token", "data", future)
	commit(t, s, "another", "data", future)
	end(t, s, "token")
	wantNone(t, s, "token")
	want(t, s, "another", "data")
}

func endedBeginsAgain(t *testing.T, s account.Sessions) {
	for i := range 20 {
		commit(t, s, "token", fmt.Sprint("data ", i), future)
		want(t, s, "token", fmt.Sprint("data ", i))
		end(t, s, "token")
		wantNone(t, s, "token")
	}
}

func endingNothing(t *testing.T, s account.Sessions) {
	end(t, s, "token")
	end(t, s, "")
	commit(t, s, "token", "data", future)
	end(t, s, "token")
	end(t, s, "token")
}

// anyZone has dates whose clock reads earlier or later than now in the zone they are given in.
func anyZone(t *testing.T, s account.Sessions) {
	now := time.Now()
	for _, hours := range []int{-12, 0, 14} {
		zone := time.FixedZone("", hours*60*60)
		name := fmt.Sprint(hours, " hours")
		commit(t, s, name+" left", "data", now.Add(time.Hour).In(zone))
		commit(t, s, name+" gone", "data", now.Add(-time.Hour).In(zone))
		want(t, s, name+" left", "data")
		wantNone(t, s, name+" gone")
	}
}

func manyAtOnce(t *testing.T, s account.Sessions) {
	ctx := t.Context()
	var writers sync.WaitGroup
	for w := range 8 {
		writers.Go(func() {
			own := fmt.Sprint("token ", w)
			for i := range 20 {
				data := []byte(fmt.Sprint("data ", w, " ", i))
				if err := s.CommitCtx(ctx, own, data, future); err != nil {
					t.Errorf("keeping %q: %v", own, err)
				}
				if got, found, err := s.FindCtx(ctx, own); err != nil || !found || !bytes.Equal(got, data) {
					t.Errorf("%q: got %q, found %t, %v; want %q", own, got, found, err, data)
				}
				if err := s.CommitCtx(ctx, "everybody's", data, future); err != nil {
					t.Errorf("keeping everybody's: %v", err)
				}
			}
		})
	}
	writers.Wait()
}

func brokenOff(t *testing.T, s account.Sessions) {
	commit(t, s, "token", "data", future)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.CommitCtx(ended, "token", []byte("new data"), future); err == nil {
		t.Error("a session was kept for a request that was over")
	}
	if err := s.DeleteCtx(ended, "token"); err == nil {
		t.Error("a session was ended for a request that was over")
	}
	want(t, s, "token", "data")
}
