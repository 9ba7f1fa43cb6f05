package chart

import (
	"html/template"
	"math"
)

// Length is one area's value as a bar from zero in a row of a table; the rows of one table share one scale, so that the table
// is a bar chart that can be read as words. England is a dashed line across the rows.
type Length struct {
	Text      string // "Camden 4.2%, England 6.1%": what a reader hears who cannot see it
	Value     *float64
	England   *float64
	Low, High float64 // the least and greatest of all rows; zero is always on the scale
	Role      Role    // whose row it is
	Marked    bool    // drawn in the colour of its role; all others are light grey
}

const (
	lengthWidth  = 240.0
	lengthHeight = 20.0
	lengthInset  = 2.0
)

type lengthPicture struct {
	Title, Class, Fill       string
	Width, Height            float64
	Zero, From, Bar, England float64 // what is absent is negative
}

// SVG draws the bar; a row without a number has the zero line and England's alone.
func (l Length) SVG() template.HTML {
	low, high := math.Min(l.Low, 0), math.Max(l.High, 0)
	if high <= low {
		high = low + 1
	}
	x := func(v float64) float64 {
		return lengthInset + math.Max(0, math.Min(1, (v-low)/(high-low)))*(lengthWidth-2*lengthInset)
	}
	pic := lengthPicture{Title: l.Text, Class: "c-other c-fill", Fill: paleGrey, Width: lengthWidth, Height: lengthHeight, Zero: x(0), Bar: -1, England: -1}
	if l.Marked {
		pic.Class, pic.Fill = "c-"+l.Role.look().class+" c-fill", l.Role.look().colour
	}
	if l.Value != nil {
		pic.From = math.Min(x(*l.Value), x(0))
		pic.Bar = math.Max(1.5, math.Abs(x(*l.Value)-x(0))) // a true zero keeps a hairline: it is a number, and a gap is not
	}
	if l.England != nil {
		pic.England = x(*l.England)
	}
	return drawSVG("length.svg.tmpl", pic)
}
