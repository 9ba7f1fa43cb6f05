package load

import (
	"fmt"
	"slices"
	"strings"

	"inclusion/ingest/source"
)

// Severity says what a finding means for its edition.
type Severity string

const (
	Error   Severity = "error"   // keeps the edition out
	Warning Severity = "warning" // shown on the data page
	Erratum Severity = "erratum" // a known error of the publisher's, shown with what is known of it
	Mended  Severity = "mended"  // put right on the way in, shown with the proof
)

// Finding is one thing a check found: where, what stood there, and what was expected.
type Finding struct {
	Check    string   `json:"check"`
	Severity Severity `json:"severity"`
	Table    string   `json:"table,omitempty"`
	File     string   `json:"file,omitempty"`
	Sheet    string   `json:"sheet,omitempty"`
	Row      int64    `json:"row,omitempty"` // counted from 1, as a spreadsheet shows it; 0 when the finding is of no one row
	Area     string   `json:"area,omitempty"`
	Period   string   `json:"period,omitempty"`
	Measure  string   `json:"measure,omitempty"`
	Found    string   `json:"found,omitempty"`
	Expected string   `json:"expected,omitempty"`
	Message  string   `json:"message"`
}

// String is the finding as a person reads it: file, sheet, row, found, expected.
func (f Finding) String() string {
	var b strings.Builder
	b.WriteString(f.File)
	if f.Sheet != "" {
		fmt.Fprintf(&b, ", sheet %s", f.Sheet)
	}
	if f.Row > 0 {
		fmt.Fprintf(&b, ", row %d", f.Row)
	}
	for _, part := range []string{f.Area, f.Period, f.Measure} {
		if part != "" {
			fmt.Fprintf(&b, ", %s", part)
		}
	}
	fmt.Fprintf(&b, ": %s", f.Message)
	if f.Found != "" || f.Expected != "" {
		fmt.Fprintf(&b, " (found %s; expected %s)", blank(f.Found), blank(f.Expected))
	}
	return b.String()
}

func blank(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

// excuse turns an error that the source lists as the publisher's own into an erratum with its explanation.
func excuse(f Finding, errata []source.Erratum) Finding {
	if f.Severity != Error && f.Severity != Warning {
		return f
	}
	for _, e := range errata {
		if e.Check == f.Check && e.Table == f.Table && listed(e.Measure, f.Measure) && listed(e.Period, f.Period) && listed(e.Area, f.Area) {
			f.Severity = Erratum
			f.Message += ". " + e.Why
			return f
		}
	}
	return f
}

func listed(list []string, item string) bool { return len(list) == 0 || slices.Contains(list, item) }

// refusal sums up the errors that keep an edition out; empty when there is none.
func refusal(findings []Finding) string {
	var errs []Finding
	for _, f := range findings {
		if f.Severity == Error {
			errs = append(errs, f)
		}
	}
	switch len(errs) {
	case 0:
		return ""
	case 1:
		return errs[0].String()
	default:
		return fmt.Sprintf("%s; and %d more", errs[0], len(errs)-1)
	}
}
