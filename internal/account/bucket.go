package account

import (
	"sync"
	"time"
)

// bucket lets so many tries through at once and then one every so often. There is one for the whole process: a bucket for
// each address would be a list that strangers make longer.
type bucket struct {
	size  int           // tries it holds when full
	every time.Duration // how long until one more fits
	now   func() time.Time

	mu   sync.Mutex
	full time.Time // when it will be full again
}

// take says whether there was a try left, and uses it up.
func (b *bucket) take() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	full := b.full
	if full.Before(now) {
		full = now
	}
	full = full.Add(b.every)
	if full.Sub(now) > time.Duration(b.size)*b.every {
		return false
	}
	b.full = full
	return true
}
