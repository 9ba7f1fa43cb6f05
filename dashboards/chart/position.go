package chart

import (
	"fmt"
	"hash/fnv"
	"html/template"
	"math"
	"strconv"
	"strings"
)

// Position is where an area's value lies among all areas: the full range, the middle half, England's mark and the
// area's own. It is a small picture for a table row, with a text that says the same.
type Position struct {
	Area     string // "Camden"
	Areas    int    // how many areas the range covers
	Value    *float64
	England  *float64
	Min, Max *float64
	Q25, Q75 *float64
	Polarity Polarity
	// Text is what is said of the area when Value is nil ("not published"); Format writes the numbers of the text.
	Text   string
	Format func(float64) string
}

const (
	positionWidth  = 240.0
	positionHeight = 40.0
	positionInset  = 8.0
)

// positionPicture is what position.svg.tmpl draws; a coordinate that is absent is negative.
type positionPicture struct {
	Title, Desc           string
	Width, Height, Middle float64
	Left, Right           float64
	HalfLeft, HalfWidth   float64
	England, Value        float64
	LeftWord, RightWord   string
}

// Empty says that there is no range to place anything in.
func (p Position) Empty() bool { return p.Min == nil || p.Max == nil }

// x places a value: better to the right where a direction is agreed, else higher to the right. Where all areas are
// equal everything is in the middle.
func (p Position) x(v *float64) float64 {
	if v == nil || p.Empty() {
		return -1
	}
	share := 0.5
	if *p.Max > *p.Min {
		share = math.Max(0, math.Min(1, (*v-*p.Min)/(*p.Max-*p.Min)))
	}
	if p.Polarity == LowerIsBetter {
		share = 1 - share
	}
	return positionInset + share*(positionWidth-2*positionInset)
}

// SVG draws the position. It is empty when there is no range.
func (p Position) SVG() template.HTML {
	if p.Empty() {
		return ""
	}
	left, right := p.Polarity.ends()
	pic := positionPicture{
		Title: p.title(), Desc: p.Describe(), Width: positionWidth, Height: positionHeight, Middle: 14,
		Left: positionInset, Right: positionWidth - positionInset,
		England: p.x(p.England), Value: p.x(p.Value), HalfLeft: -1, LeftWord: left, RightWord: right,
	}
	if a, b := p.x(p.Q25), p.x(p.Q75); a >= 0 && b >= 0 {
		// A half so narrow that it would vanish is still drawn two pixels wide.
		pic.HalfLeft, pic.HalfWidth = math.Min(a, b), math.Max(2, math.Abs(a-b))
	}
	return drawSVG("position.svg.tmpl", pic)
}

func (p Position) title() string {
	if p.Areas > 0 {
		return fmt.Sprintf("%s among %d areas", p.Area, p.Areas)
	}
	return p.Area + " among all areas"
}

// Describe says in words what the picture shows.
func (p Position) Describe() string {
	say := p.Format
	if say == nil {
		say = func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	}
	var parts []string
	switch {
	case p.Value != nil:
		parts = append(parts, p.Area+" "+say(*p.Value))
	case p.Text != "":
		parts = append(parts, p.Area+" "+p.Text)
	}
	if p.England != nil {
		parts = append(parts, "England "+say(*p.England))
	}
	if !p.Empty() {
		if *p.Min == *p.Max {
			parts = append(parts, "all areas "+say(*p.Min))
		} else {
			parts = append(parts, "areas from "+say(*p.Min)+" to "+say(*p.Max))
		}
		if p.Q25 != nil && p.Q75 != nil && *p.Min != *p.Max {
			parts = append(parts, "middle half "+say(*p.Q25)+" to "+say(*p.Q75))
		}
	}
	switch p.Polarity {
	case HigherIsBetter:
		parts = append(parts, "higher is better")
	case LowerIsBetter:
		parts = append(parts, "lower is better")
	default:
		parts = append(parts, "no agreed direction")
	}
	return strings.Join(parts, "; ") + "."
}

// id is stable for the same picture, so that pages compare equal and caches hold.
func id(kind string, parts ...string) string {
	h := fnv.New64a()
	for _, p := range parts {
		_, _ = h.Write([]byte(p + "\x00"))
	}
	return kind + "-" + strconv.FormatUint(h.Sum64(), 36)
}
