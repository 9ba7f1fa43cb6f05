// Package schedule runs named jobs at their times, in London's wall clock.
//
// Publishers release at 9:30 in London, winter and summer, so a job's times are read there. A job never overlaps
// itself, however it was set off: by the clock, because a time was missed while the server was down, or because
// somebody asked. A job that panics fails like any other; nothing it does stops the server.
package schedule
