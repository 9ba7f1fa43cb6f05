package page

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// aboutIndicator is what stands beneath an indicator's figures: what it is, where it comes from, what to keep in mind.
type aboutIndicator struct {
	ID, Definition, Direction string
	Made                      string // what is counted, out of what
	Law                       string
	Sources                   []view.Source
	Breaks, Caveats           []string
	Publisher, Mended         []string // known errors of the publisher's, and what was put right
	Warnings                  []string
	Elsewhere                 int // findings about other periods
	EditionLinks              []view.Link
}

const (
	everythingIn = "Everything found in "
	editionPath  = "/data/editions/"
)

// provenance is where an indicator's figures come from.
type provenance struct {
	lists
	findings []warehouse.Finding
}

func readProvenance(ctx context.Context, v reading, in indicator.Indicator) (provenance, error) {
	findings, err := warehouse.IndicatorFindings(ctx, v, in.ID, in.Tables)
	return provenance{v.lists, findings}, err
}

// next is when the next figures of an indicator are expected, in words; empty where nobody says.
func (pr provenance) next(in indicator.Indicator) string {
	for _, s := range pr.sources {
		if s.ID == in.Source {
			return s.Expected
		}
	}
	return ""
}

// jumped says that what an area's value is out of moved a great deal in a year.
func (pr provenance) jumped(row warehouse.IndicatorValue) bool {
	return slices.ContainsFunc(pr.findings, func(f warehouse.Finding) bool {
		return f.Check == "jumps" && f.Measure == row.Indicator && f.AreaCode == row.AreaCode && f.Period == row.Period
	})
}

// nothing says what would stand here and what it waits for.
func (pr provenance) nothing(in indicator.Indicator, here string) *view.Empty {
	return &view.Empty{Heading: "No figures yet", Text: fmt.Sprintf("%s It waits, because %s. An administrator can load what is missing from the data page.", here, waitsFor(in, pr.sources, pr.loaded)),
		Links: []view.Link{{Text: "What is loaded", Href: "/data"}, {Text: "All indicators", Href: "/indicators"}}}
}

// source is an edition as a line of the page.
func (pr lists) source(in indicator.Indicator, edition *string) *view.Source {
	if edition == nil {
		return nil
	}
	for _, e := range pr.editions {
		if e.ID == *edition {
			return pr.line(in, e)
		}
	}
	return nil
}

func (pr lists) line(in indicator.Indicator, e warehouse.Edition) *view.Source {
	id := in.Source
	for _, t := range pr.loaded {
		if t.Edition == e.ID && slices.Contains(in.Tables, t.Name) {
			id = t.Source
		}
	}
	s := view.Source{Title: sourceTitle(id, pr.sources), Edition: editionName(e), Fetched: view.Date(e.Fetched)}
	for _, source := range pr.sources {
		if source.ID == id {
			s.Publisher, s.Href, s.Licence = source.Publisher, source.Home, source.Licence
		}
	}
	if e.Page != "" {
		s.Href = e.Page
	}
	if e.Published != nil {
		s.Published = view.Date(*e.Published)
	}
	return &s
}

// editionName is what an edition is called: by its publisher or, failing that, by its file.
func editionName(e warehouse.Edition) string {
	if e.Title != "" {
		return e.Title
	}
	return e.Name
}

// used are the editions that rows come from, newest first, each once.
func (pr provenance) used(rows []warehouse.IndicatorValue) []warehouse.Edition {
	wanted := map[string]bool{}
	for _, r := range rows {
		if r.Edition != nil {
			wanted[*r.Edition] = true
		}
	}
	var all []warehouse.Edition
	for _, e := range pr.editions {
		if wanted[e.ID] {
			all = append(all, e)
		}
	}
	return all
}

// about gathers what stands beneath the figures. Findings are those that concern the period, or any when it is empty, and for
// which concerns is true.
func (pr provenance) about(in indicator.Indicator, rows []warehouse.IndicatorValue, period string, concerns func(warehouse.Finding) bool) aboutIndicator {
	a := aboutIndicator{ID: in.ID, Definition: in.Definition, Direction: directionWords(in), Made: madeWords(in), Law: in.Law, Caveats: in.Caveats}
	for _, b := range in.Breaks {
		a.Breaks = append(a.Breaks, fmt.Sprintf("From %s: %s", periodWords(b.From), b.Why))
	}
	for _, e := range pr.used(rows) {
		a.Sources = append(a.Sources, *pr.line(in, e))
		a.EditionLinks = append(a.EditionLinks, view.Link{Text: everythingIn + editionName(e), Href: editionPath + e.ID})
	}
	words := identifiers(in.SQL)
	for _, f := range pr.findings {
		if !touches(in, words, f) || !concerns(f) {
			continue
		}
		if period != "" && f.Period != "" && f.Period != period {
			a.Elsewhere++
			continue
		}
		switch f.Severity {
		case warehouse.SeverityErratum:
			a.Publisher = append(a.Publisher, findingWords(f))
		case warehouse.SeverityMended:
			a.Mended = append(a.Mended, findingWords(f))
		default:
			a.Warnings = append(a.Warnings, findingWords(f))
		}
	}
	return a
}

// madeWords say what is divided by what.
func madeWords(in indicator.Indicator) string {
	if in.Denominator == "" {
		return view.UpperFirst(in.Numerator) + "."
	}
	times := ""
	if in.Unit != "percent" && in.Times() != 1 {
		times = ", times " + view.Count(in.Times())
	}
	return fmt.Sprintf("%s, divided by %s%s.", view.UpperFirst(in.Numerator), in.Denominator, times)
}

// identifiers are the words of a statement.
func identifiers(sql string) map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.FieldsFunc(sql, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		words[w] = true
	}
	return words
}

// touches says whether a finding concerns an indicator: it speaks of the indicator itself, of a whole row of its tables, or of a
// measure that its statement uses.
func touches(in indicator.Indicator, words map[string]bool, f warehouse.Finding) bool {
	return f.Measure == in.ID || f.Measure == "" || words[f.Measure]
}

// findingWords are a finding as a sentence.
func findingWords(f warehouse.Finding) string {
	var where []string
	if f.AreaName != "" {
		where = append(where, f.AreaName)
	}
	if f.Period != "" {
		where = append(where, periodWords(f.Period))
	}
	text := strings.TrimSuffix(f.Message, ".")
	if len(where) > 0 {
		text = strings.Join(where, ", ") + ": " + text
	}
	switch {
	case f.Check == "jumps" && f.Found != "": // the year before is no expectation
		text += fmt.Sprintf(" (%s; %s)", f.Found, f.Expected)
	case f.Found != "" || f.Expected != "":
		text += fmt.Sprintf(" (found %s; expected %s)", orNothing(f.Found), orNothing(f.Expected))
	}
	return view.UpperFirst(text) + "."
}

func orNothing(text string) string {
	if text == "" {
		return "nothing"
	}
	return text
}
