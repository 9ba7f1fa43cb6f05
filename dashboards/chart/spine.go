package chart

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// SpineRow is one indicator of a spine chart. A number that is not there is nil, and its text says why.
type SpineRow struct {
	Name         string // "Plans issued in 20 weeks"
	Note         string // beneath the name: "2024"
	Text         string // "96.6% (172 of 178)", or "suppressed: fewer than 6"
	Value        *float64
	Lower, Upper *float64 // ends of the 95% interval, both or neither
	England      *float64
	EnglandText  string   // "46.4%"
	Min, Max     *float64 // the lowest and highest of all areas, both or neither
	MinText      string   // "1.2%"
	MaxText      string
	Q25, Q75     *float64 // the middle half of all areas, both or neither
	Polarity     Polarity
}

// Spine is a spine chart, as public health profiles draw them: England in the middle of every row, the areas' lowest and
// highest figures at the ends, each side on a straight scale of its own. Where a direction is agreed better is on the
// right; rows without one run from low to high, have an open diamond for a mark, and say so.
type Spine struct {
	Name string
	Area string // heads the column of the area's figures: "Camden"
	Rows []SpineRow
}

func (s Spine) check() error {
	if len(s.Rows) == 0 {
		return fmt.Errorf("spine %q has no row: show the sentence that says so instead of a chart", s.Name)
	}
	for _, r := range s.Rows {
		for _, pair := range [][2]*float64{{r.Lower, r.Upper}, {r.Min, r.Max}, {r.Q25, r.Q75}} {
			if (pair[0] == nil) != (pair[1] == nil) || pair[0] != nil && *pair[0] > *pair[1] {
				return fmt.Errorf("spine %q: a range of row %q lacks an end or has its ends the wrong way round", s.Name, r.Name)
			}
		}
		if r.Value == nil && r.Text == "" {
			return fmt.Errorf("spine %q: row %q has no number and no text that says why", s.Name, r.Name)
		}
	}
	return nil
}

// Options are nil for a spine that can be drawn: its picture holds every name and number as text, and is all there is.
func (s Spine) Options() (json.RawMessage, error) { return nil, s.check() }

// place is where a number of the row lies, 0 at the left end of the spine and 1 at the right. England is in the middle,
// and each side of it has a straight scale from England to the last area on that side. Without a figure for England the
// row has one scale from end to end. A number beyond the ends is drawn at the end; where all are equal it is in the middle.
func (r SpineRow) place(v float64) float64 {
	low, high, share := *r.Min, *r.Max, 0.5
	switch {
	case r.England == nil:
		share = part(v, low, high)
	case v < *r.England:
		share = part(v, low, *r.England) / 2
	case v > *r.England:
		share = 0.5 + part(v, *r.England, high)/2
	}
	if r.Polarity == LowerIsBetter {
		return 1 - share
	}
	return share
}

// part is how far v is from one number to another, within 0 and 1; the far end where the two leave no room.
func part(v, from, to float64) float64 {
	switch {
	case to > from:
		return max(0, min(1, (v-from)/(to-from)))
	case v < from:
		return 0
	case v > from:
		return 1
	}
	return 0.5
}

// ranged says that the row has a range to place anything in.
func (r SpineRow) ranged() bool { return r.Min != nil && r.Max != nil }

// ends are the words and the figures at the left and right end of the row.
func (r SpineRow) ends() (left, right []string) {
	low, high := r.MinText, r.MaxText
	if r.Polarity == LowerIsBetter {
		low, high = high, low
	}
	if r.Polarity == NoDirection {
		return []string{low, "lowest"}, []string{high, "highest"}
	}
	return []string{low, "worse"}, []string{high, "better"}
}

// undirected says that some row has no agreed direction.
func (s Spine) undirected() bool {
	return slices.ContainsFunc(s.Rows, func(r SpineRow) bool { return r.Polarity == NoDirection })
}

// Describe says every row in words.
func (s Spine) Describe() string {
	var rows []string
	for _, r := range s.Rows {
		words := r.Name + ": " + strings.TrimSpace(s.Area+" "+r.Text)
		if r.EnglandText != "" {
			words += ", England " + r.EnglandText
		}
		if left, right := r.ends(); r.ranged() && left[0] != "" && right[0] != "" {
			words += ", areas from " + left[0] + " (" + left[1] + ") to " + right[0] + " (" + right[1] + ")"
		}
		rows = append(rows, words)
	}
	return strings.Join(rows, ". ") + "."
}
