// Package count derives the published measures from a return, in the shape of the published files.
package count

import (
	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// Counter counts one person after the other. It is used by one goroutine at a time.
type Counter struct{}

// New makes a counter for a return.
func New(edition *sen2.Edition, header *sen2.Header, register sen2.Establishments) *Counter {
	return &Counter{}
}

// Person counts one record.
func (c *Counter) Person(p *sen2.Person) {}

// Tables gives the counts.
func (c *Counter) Tables() []returns.Table { return nil }
