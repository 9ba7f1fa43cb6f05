package account

import "time"

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
