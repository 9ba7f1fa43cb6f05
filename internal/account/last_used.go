package account

import (
	"sync"
	"time"
)

// lastUsed knows when each session was last used, to end those that nobody uses any more. It is in memory alone, so that reading a page
// writes nothing: a session that is older than the process counts from when the process began.
type lastUsed struct {
	idle time.Duration // longest time between two uses
	now  func() time.Time

	mu    sync.Mutex
	began time.Time
	swept time.Time
	at    map[string]time.Time // by TokenHash; of live sessions, so no stranger makes it longer
}

func newLastUsed(idle time.Duration, now func() time.Time) *lastUsed {
	return &lastUsed{idle: idle, now: now, began: now(), at: map[string]time.Time{}}
}

// begin notes a session that has just begun.
func (l *lastUsed) begin(token string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.at[TokenHash(token)] = l.now()
}

// use notes that a session is used, unless it was left alone for too long: then it is over.
func (l *lastUsed) use(token string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now, key := l.now(), TokenHash(token)
	at, ok := l.at[key]
	if !ok {
		at = l.began
	}
	if now.Sub(at) > l.idle {
		delete(l.at, key)
		return false
	}
	l.at[key] = now
	if now.Sub(l.swept) > l.idle {
		l.swept = now
		for key, at := range l.at {
			if now.Sub(at) > l.idle {
				delete(l.at, key)
			}
		}
	}
	return true
}
