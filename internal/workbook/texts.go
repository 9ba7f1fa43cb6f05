package workbook

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"inclusion/internal/plan"
)

// A document goes in and out of a row as its JSON, field by field, so that what a sheet does not show stays as it was.

// tree is a document's JSON.
type tree map[string]any

func treeOf(d plan.Document) (tree, error) {
	text, err := plan.Encode(d)
	if err != nil {
		return nil, err
	}
	t := tree{}
	from := json.NewDecoder(strings.NewReader(text))
	from.UseNumber()
	if err := from.Decode(&t); err != nil {
		return nil, fmt.Errorf("laying out the %s %s: %w", d.Kind(), d.Key(), err)
	}
	return t, nil
}

func (t tree) document(kind plan.Kind) (plan.Document, error) {
	text, err := json.Marshal(t)
	if err != nil {
		return nil, fmt.Errorf("reading a %s from a workbook: %w", kind, err)
	}
	return plan.Decode(kind, string(text))
}

// milestones are the steps of an action's JSON.
func (t tree) milestones() (all []tree) {
	list, _ := t["milestones"].([]any)
	for _, one := range list {
		if m, ok := one.(map[string]any); ok {
			all = append(all, m)
		}
	}
	return all
}

// text is a field of a document as its cell holds it, normalised; "" for nothing.
func (t tree) text(c column) string {
	switch value := t[c.field].(type) {
	case string:
		return tidy(value)
	case bool:
		if value {
			return "yes"
		}
	case json.Number:
		if c.kind == level && value == "0" {
			return ""
		}
		return value.String()
	case int:
		return strconv.Itoa(value)
	case []any:
		var all []string
		for _, one := range value {
			all = append(all, fmt.Sprint(one))
		}
		return strings.Join(all, ", ")
	}
	return ""
}

// tidy is a text with its lines ended alike, without signs that no sheet can hold and without blanks around it.
func tidy(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r == '\uFFFE' || r == '\uFFFF' || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, text)
	return strings.TrimSpace(text)
}

// written reads a cell into the text that text gives for the same value. wrong says what is wrong with it, in a sentence.
func (c column) written(in cell, l list) (text, wrong string) {
	switch raw := tidy(in.shown()); {
	case in.Wrong:
		return "", "The cell shows an error, " + clipped(raw) + "."
	case len([]rune(raw)) > maxText:
		return "", "The text is longer than a cell can hold."
	case c.kind == day:
		return readDay(in, raw)
	case c.kind == tick:
		return readTick(raw)
	case c.kind == level && raw != "":
		if !slices.Contains([]string{"1", "2", "3", "4"}, raw) {
			return "", "A level is 1, 2, 3 or 4, or nothing where it is not yet assessed. There are no half levels."
		}
		return raw, ""
	case c.kind == count && raw != "":
		n, err := strconv.Atoi(strings.ReplaceAll(raw, ",", ""))
		if err != nil || n < 0 || n > 10_000_000 {
			return "", "This is not a whole number of 0 or more."
		}
		if n == 0 { // as compared has it
			return "", ""
		}
		return strconv.Itoa(n), ""
	case c.kind == ids:
		return strings.Join(strings.FieldsFunc(strings.ToUpper(raw), func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' }), ", "), ""
	case c.kind == choice && raw != "":
		return l.the(raw), ""
	default:
		return raw, ""
	}
}

// days are the ways in which a date is written as text.
var days = []string{"2006-01-02", "2/1/2006", "02/01/2006", "2.1.2006", "2 January 2006", "2 Jan 2006", "2-Jan-2006"}

func readDay(in cell, raw string) (text, wrong string) {
	const advice = "This is not a date. Write it as 2026-03-31."
	switch {
	case raw == "":
		return "", ""
	case in.Day != "":
		return string(in.Day), ""
	case in.Numeric && in.Number >= 36_526 && in.Number < 73_051: // 2000 to 2099, shown as a plain number
		return string((&parts{}).dayOf(in.Number)), ""
	case in.Numeric:
		return "", advice
	}
	for _, layout := range days {
		if at, err := time.Parse(layout, strings.Join(strings.Fields(raw), " ")); err == nil {
			return string(plan.DayOf(at)), ""
		}
	}
	return "", advice
}

func readTick(raw string) (text, wrong string) {
	switch strings.ToLower(raw) {
	case "yes", "y", "true", "x", "✓":
		return "yes", ""
	case "", "no", "n", "false":
		return "", ""
	}
	return "", "Write yes or no."
}

// value is a text in the terms of the document's JSON.
func (c column) value(text string) any {
	switch c.kind {
	case tick:
		return text == "yes"
	case level, count:
		n, _ := strconv.Atoi(text) // nothing is 0
		return n
	case ids:
		all := []any{}
		for _, id := range strings.Split(text, ", ") {
			if id != "" {
				all = append(all, id)
			}
		}
		return all
	}
	return text
}
