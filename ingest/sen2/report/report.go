// Package report writes what was found in a return for whoever sent it: which rules were broken, in plain words, and where, as numbers of
// people and lines in the file. All its text is the product's own, of the rules and of the fields' names; nothing that stood in the file
// is in it, so no cell can be a formula and no name can show.
package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// Write writes the places as "csv" or the places with a summary as "xlsx".
func Write(w io.Writer, format string, taken returns.Taken) error {
	switch format {
	case "csv":
		return CSV(w, taken)
	case "xlsx":
		return XLSX(w, taken)
	}
	return fmt.Errorf("a list of places is written as csv or xlsx, not as %q", format)
}

// place is a place in the words of the report.
type place struct {
	rule returns.Rule
	returns.Place
	item string // of the guide
}

var placeColumns = []string{"Rule", "Severity", "What is wrong", "Person in the file", "Line in the file", "Request of the person",
	"Setting, placement or need", "Field", "Item of the guide"}

// itemsOfGuide are the numbers that fields have in the guide, by path.
var itemsOfGuide = func() map[string]string {
	items := map[string]string{"": ""}
	for _, g := range sen2.Groups() {
		for _, f := range sen2.FieldsOf(g) {
			items[f.Path()] = f.About().Item
		}
	}
	return items
}()

// placeOf puts a place into words. One of a rule or field that is not known is an error that does not repeat it.
func placeOf(at returns.Place) (place, error) {
	rule, known := returns.RuleByID(at.Rule)
	item, ofReturn := itemsOfGuide[at.Field]
	if !known || !ofReturn {
		return place{}, fmt.Errorf("a place of person %d in the file names a rule or a field that there is not", at.Row)
	}
	return place{rule, at, item}, nil
}

// CSV writes the places, one a line, in the order of the file. Its text is ASCII, so that it needs no mark of its encoding.
func CSV(w io.Writer, taken returns.Taken) error {
	out := csv.NewWriter(w)
	line := func(cells ...string) {
		_ = out.Write(cells) // kept by the writer, and told by Error
	}
	line(placeColumns...)
	for _, at := range taken.Places {
		p, err := placeOf(at)
		if err != nil {
			return err
		}
		line(p.Rule, string(p.rule.SeverityIn(taken.Return.Year)), p.rule.Title, orBlank(p.Row), orBlank(p.Line), orBlank(p.Request), orBlank(p.Item), p.Field, p.item)
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("writing the places: %w", err)
	}
	return nil
}

// Summary writes the rules that were broken as CSV, the gravest first.
func Summary(w io.Writer, taken returns.Taken) error {
	out := csv.NewWriter(w)
	for _, row := range append([][]any{headRow(summaryColumns)}, summary(taken)...) {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = fmt.Sprint(cell)
		}
		_ = out.Write(cells) // kept by the writer, and told by Error
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("writing the summary: %w", err)
	}
	return nil
}

var summaryColumns = []string{"Rule", "Severity", "What is wrong", "What it means", "What to do", "Places", "People", "Places listed"}

func headRow(names []string) []any {
	row := make([]any, len(names))
	for i, name := range names {
		row[i] = name
	}
	return row
}

// summary is a row for each rule that was broken. Of a rule with very many places not all are listed.
func summary(taken returns.Taken) [][]any {
	listed := map[string]int{}
	for _, at := range taken.Places {
		listed[at.Rule]++
	}
	var rows [][]any
	for _, group := range returns.BySeverity(taken.Return.Year, taken.Return.Findings) {
		for _, f := range group.Found {
			rows = append(rows, []any{f.Rule.ID, string(group.Severity), f.Rule.Title, f.Rule.Means, f.Rule.Do, f.Count, f.People, listed[f.Rule.ID]})
		}
	}
	return rows
}

// orBlank leaves out what is not known or does not apply.
func orBlank(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
