package account

import (
	"sync/atomic"
	"time"
)

// SetClock makes wrong keys and idle sessions be counted by a test's own time.
func (a *Admin) SetClock(now func() time.Time) {
	a.wrong.now = now
	a.lastUsed = newLastUsed(SessionIdle, now)
}

// FillTurns keeps every turn of hashing until the answer is called.
func FillTurns(p *Passwords) (done func()) {
	for range cap(p.turns) {
		p.turns <- struct{}{}
	}
	return func() {
		for range cap(p.turns) {
			<-p.turns
		}
	}
}

// MatchCode lets tests compare codes with the vectors of RFC 6238.
var MatchCode = matchCode

// CountHashes counts how often a password is hashed or compared, until the test ends. One is worked on at a time meanwhile.
func CountHashes(a *Accounts, ends <-chan struct{}) (counted func() int64) {
	turns := make(chan struct{})
	a.passwords.turns = turns
	var n atomic.Int64
	go func() {
		for {
			select {
			case <-turns: // somebody begins
				n.Add(1)
				turns <- struct{}{} // and ends
			case <-ends:
				return
			}
		}
	}()
	return n.Load
}
