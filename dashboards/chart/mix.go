package chart

import (
	"fmt"
	"math"
	"strings"
)

// MixBar is one bar of a mix: the share of each part, and what is left.
type MixBar struct {
	Name   string
	Values []*float64 // shares in per cent, one a part; nil where the share is not known
	Text   []string   // what a reader is told of each part: "36.4% (1,012 of 2,780)", or "suppressed: fewer than 6"
	Rest   *float64   // the share of all other parts together; nil when there is none, or none is known
}

// Mix is a chart of stacked bars that each make 100%: what a whole is made of, for a few areas or years. The parts are
// told apart by lightness and by name, and keep one order in every bar.
type Mix struct {
	Name  string
	Axis  Axis     // Suffix "%"
	Parts []string // one to seven names, in the order of the bars
	Bars  []MixBar // the first is the one the page is about; the parts are named above it
	Other string   // what the rest is called: "other needs" ("other" when empty)
}

const maxParts = 7

func (m Mix) check() error {
	if len(m.Parts) == 0 || len(m.Parts) > maxParts {
		return fmt.Errorf("mix %q has %d parts: give one to %d, and the others together as Rest", m.Name, len(m.Parts), maxParts)
	}
	if len(m.Bars) == 0 {
		return fmt.Errorf("mix %q has no bar: show the sentence that says so instead of a chart", m.Name)
	}
	for _, b := range m.Bars {
		if len(b.Values) != len(m.Parts) || len(b.Text) != len(m.Parts) {
			return fmt.Errorf("mix %q: bar %q has %d values and %d texts for %d parts: give one of each a part, with a nil value where there is none",
				m.Name, b.Name, len(b.Values), len(b.Text), len(m.Parts))
		}
		sum := 0.0
		for _, v := range append([]*float64{b.Rest}, b.Values...) {
			if v == nil {
				continue
			}
			if !finite(*v) || *v < 0 {
				return fmt.Errorf("mix %q: bar %q has a share of %v", m.Name, b.Name, *v)
			}
			sum += *v
		}
		if sum > 101 {
			return fmt.Errorf("mix %q: the shares of bar %q make %.1f%%: give shares in per cent of one whole", m.Name, b.Name, sum)
		}
	}
	return nil
}

// shades are the lightness of parts, dark to light. inclusion.css and charts.js hold the dark-mode partner of each.
var shades = [maxParts]string{"#11406a", "#2f5f8b", "#4a769f", "#7397bc", "#97b2cf", "#bccde0", "#dde6ef"}

// PartColours are the colours of a mix's parts, for charts that are drawn by others; rest is that of what is left.
func PartColours(parts int) (colours []string, rest string) {
	m := Mix{Parts: make([]string, parts)}
	for i := range min(parts, maxParts) {
		colours = append(colours, shades[m.shade(i)])
	}
	return colours, gridGrey
}

// onDark is how many of the shades are dark enough for white words.
const onDark = 3

// shade is the place of a part in shades: few parts are spread over them, so that neighbours differ well.
func (m Mix) shade(part int) int {
	if len(m.Parts) == 1 {
		return 0
	}
	last := maxParts - 2
	if len(m.Parts) == maxParts {
		last = maxParts - 1
	}
	return int(math.Round(float64(part*last) / float64(len(m.Parts)-1)))
}

func (m Mix) other() string {
	if m.Other == "" {
		return "other"
	}
	return m.Other
}

// said is what a reader is told of one part of a bar.
func (m Mix) said(b MixBar, part int) string {
	switch {
	case b.Text[part] != "":
		return b.Text[part]
	case b.Values[part] != nil:
		return m.share(*b.Values[part])
	}
	return "not published"
}

func (m Mix) share(v float64) string { return m.Axis.label(math.Round(v*10) / 10) }

// nothing says that no share of a bar is known.
func (b MixBar) nothing() bool {
	_, _, ok := span(append([]*float64{b.Rest}, b.Values...)...)
	return !ok
}

// Describe says every bar in words, part by part.
func (m Mix) Describe() string {
	var bars []string
	for _, b := range m.Bars {
		var words []string
		for i, part := range m.Parts {
			words = append(words, part+" "+m.said(b, i))
		}
		if b.Rest != nil {
			words = append(words, m.other()+" "+m.share(*b.Rest))
		}
		bars = append(bars, b.Name+": "+strings.Join(words, ", "))
	}
	return strings.Join(bars, ". ") + "."
}
