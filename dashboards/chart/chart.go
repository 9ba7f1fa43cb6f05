// Package chart draws figures that have already been decided elsewhere: it knows numbers, words and periods, not
// indicators or databases. The large charts are go-echarts options, carried by the page as JSON and drawn by
// static/charts.js; beside them every chart has a server-drawn SVG, so that a page without script, or on paper, shows
// the same picture. A missing number is a gap that says why, never a zero.
package chart

import (
	"encoding/json"
	"html/template"
	"math"
	"strconv"
)

// The data colours are the UK government Analysis Function palette, which stays apart for colour-blind readers.
// inclusion.css and charts.js hold the dark-mode partner of each.
const (
	darkBlue  = "#12436D"
	turquoise = "#28A197"
	darkPink  = "#801650"
	orange    = "#F46A25"
	ink       = "#0b0c0c"
	grey      = "#505a5f"
	paleGrey  = "#d3dbe3"
	paleBlue  = "#8fa9c1"
	gridGrey  = "#d9dddf"
)

// Drawing is a chart that a page can carry: ECharts options for the script, and the same picture as SVG.
type Drawing interface {
	// Options are the ECharts options as JSON; nil where the SVG is all there is.
	Options() (json.RawMessage, error)
	SVG() template.HTML
}

// Role says whose figures a series holds; it alone decides how the series looks, on every chart the same.
type Role int

// The four roles a series can have. More than four series on one chart are refused.
const (
	ThisArea Role = iota
	England
	Neighbours
	Region
)

type look struct {
	class  string
	colour string
	width  float32
	dash   string // ECharts line type
	symbol string // ECharts symbol
}

func (r Role) look() look {
	switch r {
	case England:
		return look{"england", darkPink, 2, "dashed", "diamond"}
	case Neighbours:
		return look{"neighbours", turquoise, 2, "solid", "rect"}
	case Region:
		return look{"region", orange, 2, "dotted", "triangle"}
	}
	return look{"this-area", darkBlue, 4, "solid", "circle"}
}

// Line is how a line of the role looks, for charts that are drawn by others: its colour, its width in points, and whether it is dashed.
func (r Role) Line() (colour string, width float64, dashed bool) {
	l := r.look()
	return l.colour, 0.75 * float64(l.width), l.dash != "solid"
}

// Polarity says which way is better. Pictures put better on the right, and say nothing of better where there is none.
type Polarity int

// The polarities an indicator can have.
const (
	NoDirection Polarity = iota
	HigherIsBetter
	LowerIsBetter
)

// Axis is how the numbers of a y axis are written. Numbers are drawn as they are given: for millions of pounds give
// 9953 with Prefix "£" and Suffix "m".
type Axis struct {
	Name   string // "Plans issued in 20 weeks, %"
	Prefix string // "£"
	Suffix string // "%"
	// FreeStart lets the axis begin elsewhere than zero. Only when the reader asked for it; the page then says so.
	FreeStart bool
}

func (a Axis) label(v float64) string {
	return a.Prefix + commas(strconv.FormatFloat(v, 'f', -1, 64)) + a.Suffix
}

// V is a number that is there: chart.V(46.4).
func V(v float64) *float64 { return &v }

func commas(digits string) string {
	sign, whole, fraction := "", digits, ""
	if len(whole) > 0 && whole[0] == '-' {
		sign, whole = "−", whole[1:]
	}
	for i := range whole {
		if whole[i] == '.' {
			whole, fraction = whole[:i], whole[i:]
			break
		}
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return sign + whole + fraction
}

// span is the lowest and highest of the numbers that are there; ok is false when none is.
func span(values ...*float64) (low, high float64, ok bool) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if v == nil || math.IsNaN(*v) || math.IsInf(*v, 0) {
			continue
		}
		low, high, ok = math.Min(low, *v), math.Max(high, *v), true
	}
	return low, high, ok
}

// ticks are four to seven round numbers that cover low to high. The first and last are the ends of the axis.
func ticks(low, high float64) []float64 {
	if high <= low {
		high = low + 1
	}
	raw := (high - low) / 5
	size := math.Pow(10, math.Floor(math.Log10(raw)))
	step := 10 * size
	for _, m := range []float64{1, 2, 5} {
		if raw <= m*size {
			step = m * size
			break
		}
	}
	first, last := math.Floor(low/step), math.Ceil(high/step)
	var out []float64
	for i := first; i <= last; i++ {
		// Rounded, so that 3 steps of 0.1 are labelled 0.3.
		out = append(out, math.Round(i*step*1e9)/1e9)
	}
	return out
}

// px writes a coordinate with one decimal: enough for a screen, short in the page.
func px(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) }

var funcs = template.FuncMap{"px": px}
