package chart

import (
	"fmt"
	"html/template"
	"math"
	"slices"
)

type stillBar struct {
	X, Y, Width, Height float64
	Class, Colour       string
}

type barsPicture struct {
	ID, Title, Desc          string
	Width, Height            float64
	Left, Right, Top, Bottom float64
	Zero, England            float64
	EnglandText              string
	LeftWord, RightWord      string
	Up                       []stillTick
	Bars                     []stillBar
	Quarters                 []stillTick
}

// SVG draws the distribution without script. It is empty when no area has a number.
func (d Distribution) SVG() template.HTML {
	bars := d.sorted()
	if len(bars) == 0 {
		return ""
	}
	up := d.extent(bars)
	const right = stillWidth - 8
	step := (right - stillLeft) / float64(len(bars))
	y := func(v float64) float64 {
		return stillBottom - (v-up[0])/(up[len(up)-1]-up[0])*(stillBottom-stillTop)
	}
	zero := y(math.Max(up[0], math.Min(0, up[len(up)-1])))
	left, rightWord := d.Ends()
	pic := barsPicture{
		Title: d.Name, Desc: d.Describe(), Width: stillWidth, Height: stillHeight, England: -1, EnglandText: d.EnglandText,
		Left: stillLeft, Right: right, Top: stillTop, Bottom: stillBottom, Zero: zero, LeftWord: left, RightWord: rightWord,
	}
	for _, v := range up {
		pic.Up = append(pic.Up, stillTick{y(v), d.Axis.label(v)})
	}
	for i, b := range bars {
		box := stillBar{
			X: stillLeft + (float64(i)+0.08)*step, Width: step * 0.84,
			Y: math.Min(zero, y(*b.Value)), Height: math.Max(1, math.Abs(y(*b.Value)-zero)),
			Class: "other", Colour: paleGrey,
		}
		if b.Marked {
			k := b.Role.look()
			box.Class, box.Colour = k.class, k.colour
		}
		pic.Bars = append(pic.Bars, box)
	}
	for i, q := range quarters(len(bars)) {
		pic.Quarters = append(pic.Quarters, stillTick{stillLeft + q*step, quarterWords[i]})
	}
	if d.England != nil {
		pic.England = y(*d.England)
	}
	pic.ID = id("distribution", pic.Title, pic.Desc)
	return drawSVG("distribution.svg.tmpl", pic)
}

// Describe says in words what stands out: the marked areas, England and how many areas there are.
func (d Distribution) Describe() string {
	bars := d.sorted()
	left, right := d.Ends()
	text := fmt.Sprintf("%d areas from %s to %s", len(bars), left, right)
	for _, b := range bars {
		if b.Marked && b.Role == ThisArea {
			n, areas := beyond(bars, b), "areas"
			if n == 1 {
				areas = "area"
			}
			text += fmt.Sprintf("; %s %s, with %d %s nearer the %s end", b.Name, b.Text, n, areas, right)
		}
	}
	if d.England != nil {
		text += "; England " + d.EnglandText
	}
	return text + "."
}

// beyond counts the bars to the right of b that are not equal to it.
func beyond(bars []Bar, b Bar) int {
	n := 0
	for _, other := range slices.Backward(bars) {
		if *other.Value == *b.Value {
			break
		}
		n++
	}
	return n
}
