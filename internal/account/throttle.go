package account

import (
	"sync"
	"time"
)

// throttle lets so many tries of each key through at once and then one every so often. It remembers a bounded number of keys: the rest
// share one, so that strangers cannot make the list longer.
type throttle struct {
	size  int           // tries at once
	every time.Duration // how long until one more
	now   func() time.Time

	mu   sync.Mutex
	full map[string]time.Time // by key, when all its tries will be there again
}

// keysKept is how many keys a throttle remembers.
const keysKept = 10_000

func newThrottle(size int, every time.Duration, now func() time.Time) *throttle {
	return &throttle{size: size, every: every, now: now, full: map[string]time.Time{}}
}

// take says whether the key had a try left, and uses it up.
func (t *throttle) take(key string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	if _, known := t.full[key]; !known && len(t.full) >= keysKept {
		t.forget(now)
		if len(t.full) >= keysKept {
			key = ""
		}
	}
	full := t.full[key]
	if full.Before(now) {
		full = now
	}
	full = full.Add(t.every)
	if full.Sub(now) > time.Duration(t.size)*t.every {
		return false
	}
	t.full[key] = full
	return true
}

// giveBack returns a try that was a right one.
func (t *throttle) giveBack(key string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if full, ok := t.full[key]; ok {
		t.full[key] = full.Add(-t.every)
	}
}

// forget drops the keys that have all their tries again.
func (t *throttle) forget(now time.Time) {
	for key, full := range t.full {
		if !full.After(now) {
			delete(t.full, key)
		}
	}
}
