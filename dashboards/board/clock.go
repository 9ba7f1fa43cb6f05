package board

import (
	"time"
	_ "time/tzdata" // a server's machine may know no time zones
)

var england = func() *time.Location {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		return time.UTC
	}
	return zone
}()

// clock writes an instant as people in England read it: "31 March 2026 at 14:02".
func clock(at time.Time) string { return at.In(england).Format("2 January 2006 at 15:04") }
