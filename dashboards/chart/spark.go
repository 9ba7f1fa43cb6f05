package chart

import (
	"html/template"
	"math"
	"strings"
)

// Spark is the last few periods of one series as small bars from zero, for a table row. A period without a number is
// an open tick on the base line, so that a gap is never read as nothing happened.
type Spark struct {
	Name   string   // "Plans issued in 20 weeks, Camden"
	Labels []string // "2020" ... one a value
	Texts  []string // "96.6%" or "not published", one a value
	Values []*float64
}

const (
	sparkStep   = 17.0
	sparkBar    = 12.0
	sparkHeight = 32.0
)

type sparkBox struct {
	X, Y, Width, Height float64
	Last, Missing       bool
}

type sparkPicture struct {
	Title, Desc         string
	Width, Height, Base float64
	Boxes               []sparkBox
}

// SVG draws the bars. It is empty when there is no period at all.
func (s Spark) SVG() template.HTML {
	if len(s.Values) == 0 {
		return ""
	}
	low, high, _ := span(s.Values...)
	low, high = math.Min(low, 0), math.Max(high, 0)
	if math.IsInf(low, 0) || math.IsInf(high, 0) || low == high {
		low, high = 0, 1
	}
	const top, bottom = 2.0, sparkHeight - 3
	y := func(v float64) float64 { return bottom - (v-low)/(high-low)*(bottom-top) }
	pic := sparkPicture{
		Title: s.Name, Desc: s.Describe(), Height: sparkHeight, Base: y(0),
		Width: float64(len(s.Values))*sparkStep - (sparkStep - sparkBar),
	}
	for i, v := range s.Values {
		b := sparkBox{X: float64(i) * sparkStep, Width: sparkBar, Last: i == len(s.Values)-1, Missing: v == nil}
		if v != nil {
			// A true zero keeps a hairline: it is a number, and a gap is not.
			b.Y, b.Height = math.Min(y(*v), y(0)), math.Max(1.5, math.Abs(y(*v)-y(0)))
			if b.Height == 1.5 {
				b.Y = y(0) - 1.5
			}
		}
		pic.Boxes = append(pic.Boxes, b)
	}
	return drawSVG("spark.svg.tmpl", pic)
}

// Describe says every period in words: "2020 45.0%, 2021 not published, ...".
func (s Spark) Describe() string {
	var parts []string
	for i := range s.Values {
		words := ""
		if i < len(s.Labels) {
			words = s.Labels[i] + " "
		}
		if i < len(s.Texts) {
			words += s.Texts[i]
		}
		parts = append(parts, strings.TrimSpace(words))
	}
	return strings.Join(parts, ", ") + "."
}
