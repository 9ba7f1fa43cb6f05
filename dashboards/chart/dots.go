package chart

import (
	"encoding/json"
	"fmt"
	"html/template"
	"strconv"
	"strings"
)

// Dots is a table of rows on a scale of levels, 1 first: several marks in a row, each with its letter and its own shape. A mark that
// is not sure of its level is a line over the levels that are open.
type Dots struct {
	Name   string   // "Each theme on the scale of 1 to 4"
	Levels []string // the words of the levels
	Key    []DotKey
	Rows   []DotRow
}

// DotKey says what a letter and shape mean.
type DotKey struct {
	Letter, Text string
	Shape        DotShape
}

// DotRow is one line with its marks.
type DotRow struct {
	Name string
	Dots []Dot
}

// Dot is one mark. Low and High are levels, equal where it is sure.
type Dot struct {
	Letter    string
	Shape     DotShape
	Low, High int
}

// DotShape tells marks apart without colour.
type DotShape int

// The shapes of marks.
const (
	DiscMark DotShape = iota
	TriangleMark
	DiamondMark
	StarMark
	BarMark
	SquareMark
)

// paths draw each shape around 0, 0, some 12 points wide.
var dotPaths = map[DotShape]string{
	DiscMark:     "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z",
	TriangleMark: "M0-7L7 6H-7z",
	DiamondMark:  "M0-8L7 0L0 8L-7 0z",
	StarMark:     "M0-8L2-2.6L7.6-2.5L3.2 1L4.7 6.5L0 3.3L-4.7 6.5L-3.2 1L-7.6-2.5L-2-2.6z",
	BarMark:      "M-8-3H8V3H-8z",
	SquareMark:   "M-6-6H6V6H-6z",
}

const (
	dotsNames  = 230.0 // width of the rows' names
	dotsLevel  = 135.0 // width of a level
	dotsStep   = 40.0  // from one mark to the next
	dotsLine   = 26.0  // height of a line of marks
	dotsHead   = 64.0
	dotsAcross = 3 // marks of one level beside each other
)

// dotsPicture is what dots.svg.tmpl draws.
type dotsPicture struct {
	Class, ID, Title, Desc string
	Width, Height          float64
	Right, Top, Bottom     float64
	Lines                  []float64 // x of the borders between levels
	Rows                   []float64 // y of the borders between rows
	Spans                  []dotSpan
	Marks                  []dotMark
	Texts                  []stillText
}

type dotSpan struct{ X1, X2, Y float64 }

type dotMark struct {
	X, Y float64
	Path template.HTMLAttr
}

// Options is nil: the picture is all there is.
func (d Dots) Options() (json.RawMessage, error) { return nil, nil }

// SVG draws the rows, one beneath the other, and what the letters mean beneath them.
func (d Dots) SVG() template.HTML {
	pic := dotsPicture{Class: "dots", ID: id("dots", d.Name, d.Describe()), Title: d.Name, Desc: d.Describe(), Top: dotsHead}
	pic.Right = dotsNames + dotsLevel*float64(len(d.Levels))
	pic.Width = pic.Right
	for i, word := range d.Levels {
		x := dotsNames + dotsLevel*float64(i)
		pic.Lines = append(pic.Lines, x)
		for line, part := range wrapText(strconv.Itoa(i+1)+" "+word, smallLetters, dotsLevel-12) {
			pic.Texts = append(pic.Texts, greyText(x+6, 14+float64(line)*lineSpace, "start", part))
		}
	}
	y := dotsHead
	for _, row := range d.Rows {
		y = d.draw(&pic, row, y)
	}
	pic.Bottom = y
	pic.Height = d.key(&pic, y+24)
	return drawSVG("dots.svg.tmpl", pic)
}

// draw puts one row at y and gives the y of the next.
func (d Dots) draw(pic *dotsPicture, row DotRow, y float64) float64 {
	taken := map[int]int{} // marks of each level
	lines := 0
	for _, dot := range row.Dots {
		if dot.High > dot.Low {
			continue
		}
		line, across := taken[dot.Low]/dotsAcross, taken[dot.Low]%dotsAcross
		taken[dot.Low]++
		lines = max(lines, line+1)
		pic.mark(dotsNames+dotsLevel*float64(dot.Low-1)+16+dotsStep*float64(across), y+dotsLine*(float64(line)+0.5), dot.Shape, dot.Letter)
	}
	for _, dot := range row.Dots { // one that is not sure of its level has a line to itself
		if dot.High > dot.Low {
			from, to, at := dotsNames+dotsLevel*float64(dot.Low-1)+16, dotsNames+dotsLevel*float64(dot.High)-16, y+dotsLine*(float64(lines)+0.5)
			pic.Spans = append(pic.Spans, dotSpan{from, to, at})
			pic.mark((from+to)/2-8, at, dot.Shape, dot.Letter)
			lines++
		}
	}
	names := wrapText(row.Name, smallLetters, dotsNames-12)
	for line, part := range names {
		pic.Texts = append(pic.Texts, greyText(0, y+dotsLine*0.5+5+float64(line)*lineSpace, "start", part))
	}
	y += max(dotsLine*float64(lines), lineSpace*float64(len(names))+8)
	pic.Rows = append(pic.Rows, y)
	return y
}

func (pic *dotsPicture) mark(x, y float64, shape DotShape, letter string) {
	pic.Marks = append(pic.Marks, dotMark{X: x, Y: y, Path: template.HTMLAttr(`d="` + dotPaths[shape] + `"`)}) // #nosec G203: one of the paths above
	pic.Texts = append(pic.Texts, inkText(x+11, y+5, "start", letter))
}

// key says what the letters mean, three in a line, and gives the height of the picture.
func (d Dots) key(pic *dotsPicture, y float64) float64 {
	for i, k := range d.Key {
		x := 8 + float64(i%3)*(pic.Width/3)
		at := y + float64(i/3)*22
		pic.mark(x, at, k.Shape, k.Letter)
		pic.Texts = append(pic.Texts, greyText(x+28, at+5, "start", k.Text))
	}
	return y + float64((len(d.Key)+2)/3)*22
}

// Describe says in words what the picture shows.
func (d Dots) Describe() string {
	var rows []string
	for _, row := range d.Rows {
		var marks []string
		for _, dot := range row.Dots {
			level := strconv.Itoa(dot.Low)
			if dot.High > dot.Low {
				level += "–" + strconv.Itoa(dot.High)
			}
			marks = append(marks, dot.Letter+" "+level)
		}
		if len(marks) == 0 {
			marks = []string{"nothing to show"}
		}
		rows = append(rows, fmt.Sprintf("%s: %s", row.Name, strings.Join(marks, ", ")))
	}
	return strings.Join(rows, "; ") + "."
}
