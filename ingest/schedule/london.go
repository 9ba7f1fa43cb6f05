package schedule

import (
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // London's clock, on machines that do not have it

	"github.com/robfig/cron/v3"
)

// London is the zone that all times are read in.
var London = mustLoad("Europe/London")

func mustLoad(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic("the embedded time zones lack " + name + ": " + err.Error())
	}
	return zone
}

// wallClock reads a cron line against London's wall clock. Where the clocks go forward, a time that does not exist
// comes at the first moment after the gap; where they go back, a time that exists twice comes once, the first time.
// (cron by itself leaves out the one and runs the other twice.)
type wallClock struct{ line cron.Schedule }

// Next implements cron.Schedule.
func (w wallClock) Next(after time.Time) time.Time {
	reading := asReading(after)
	for {
		reading = w.line.Next(reading)
		if reading.IsZero() {
			return time.Time{}
		}
		if moment := momentOf(reading); moment.After(after) {
			return moment
		}
	}
}

// asReading is what London's clocks show, as if it were UTC, where every reading exists once.
func asReading(t time.Time) time.Time {
	l := t.In(London)
	return time.Date(l.Year(), l.Month(), l.Day(), l.Hour(), l.Minute(), l.Second(), l.Nanosecond(), time.UTC)
}

// momentOf is when London's clocks first show a reading, or pass over it.
func momentOf(reading time.Time) time.Time {
	day := func(offset time.Duration) time.Time { return reading.Add(-offset).In(London) }
	summer, winter := day(time.Hour), day(0)
	switch {
	case asReading(summer).Equal(reading):
		return summer
	case asReading(winter).Equal(reading):
		return winter
	}
	// Only the hour after 1:00 on the day the clocks go forward is shown by no clock; it ends when it begins.
	return reading.Truncate(time.Hour).In(London)
}

// parse reads a cron line: minute, hour, day of month, month, day of week; or @daily and its like.
func parse(spec string) (cron.Schedule, error) {
	if strings.Contains(spec, "TZ=") {
		return nil, fmt.Errorf("times are London's: leave out the time zone")
	}
	line, err := cron.ParseStandard(spec)
	if err != nil {
		return nil, fmt.Errorf(`write it as minute, hour, day of month, month and day of week, such as "35 9 * * 4": %w`, err)
	}
	if _, interval := line.(cron.ConstantDelaySchedule); interval {
		return nil, fmt.Errorf("an interval starts anew with every restart: give times of day")
	}
	if line.Next(time.Now()).IsZero() {
		return nil, fmt.Errorf("that day never comes")
	}
	return wallClock{line}, nil
}
