// Package pace sees a year that is still running: what is open, what is due, and what the year's figure is likely to be.
package pace

import (
	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// Watcher gathers counts of cases by week, one person after the other. It is used by one goroutine at a time.
type Watcher struct{}

// New makes a watcher that sees the return as it stood on a day.
func New(edition *sen2.Edition, asAt sen2.Date) *Watcher { return &Watcher{} }

// Person adds one record.
func (w *Watcher) Person(p *sen2.Person) {}

// Pace is how the year stands.
func (w *Watcher) Pace() *returns.Pace { return nil }
