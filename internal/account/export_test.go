package account

import "time"

// SetClock makes wrong keys be counted by a test's own time.
func (a *Admin) SetClock(now func() time.Time) { a.wrong.now = now }
