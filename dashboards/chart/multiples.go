package chart

import (
	"encoding/json"
	"fmt"
	"html/template"
)

// Panel is one small chart: an area's short history beside England's.
type Panel struct {
	Title, Href, Text string // "Camden"; where the title leads; "96.6% in 2024"
	Periods           []string
	Values, England   []*float64 // one a period, nil where there is none; England may be empty
	Break             int        // index of the first period that was counted in a new way; 0 where there is none
}

// Multiples are small charts side by side on one common scale, so that heights can be compared across them. England's line is
// dashed in each that has it. No line is drawn across a missing number or a break.
type Multiples struct {
	Name   string
	Axis   Axis
	Panels []Panel
}

func (m Multiples) check() error {
	if len(m.Panels) == 0 {
		return fmt.Errorf("small multiples %q have no panel: show the sentence that says so instead of a chart", m.Name)
	}
	for _, p := range m.Panels {
		if len(p.Values) != len(p.Periods) || len(p.England) != 0 && len(p.England) != len(p.Periods) {
			return fmt.Errorf("small multiples %q: panel %q has %d numbers and %d of England for %d periods: give one a period, nil where there is none",
				m.Name, p.Title, len(p.Values), len(p.England), len(p.Periods))
		}
		if p.Break < 0 || p.Break > 0 && p.Break >= len(p.Periods) {
			return fmt.Errorf("small multiples %q: panel %q breaks at %d, which is none of its %d periods", m.Name, p.Title, p.Break, len(p.Periods))
		}
	}
	return nil
}

// Options are none: small multiples are drawn on the server only.
func (m Multiples) Options() (json.RawMessage, error) { return nil, m.check() }

// Sizes of the panels, in the units of the viewBox.
const (
	panelsAcross = 4
	panelGap     = 20.0
	panelPlot    = 92.0
	panelLetters = 14.0
	panelFoot    = 40.0 // the periods, and room to the next row
)

type panelPicture struct {
	Title         string
	Width, Height float64
	Key           bool // England is on some panel, and the key says how it looks
	Panels        []drawnPanel
}

type drawnPanel struct {
	Href             string
	Words            []stillText // the title's lines, which are the link
	Under            []stillText // the newest figure, the ticks, the periods
	Left, Right      float64
	Up               []float64
	Zero             float64
	This, England    string // paths
	Dots             []stillDot
	BreakAt          float64 // x of the line between two ways of counting; 0 where there is none
	BreakTop, Bottom float64
}

// SVG draws the panels, four to a row, or fewer and wider where there are few. Small multiples that Options would refuse draw
// nothing.
func (m Multiples) SVG() template.HTML {
	if m.check() != nil {
		return ""
	}
	grid := m.grid()
	pic := panelPicture{Title: m.Name, Width: stillWidth}
	top := 6.0
	for _, p := range m.Panels {
		pic.Key = pic.Key || len(p.England) > 0
	}
	if pic.Key {
		top = 30
	}
	for first := 0; first < len(m.Panels); first += grid.across {
		row := m.Panels[first:min(first+grid.across, len(m.Panels))]
		head := grid.head(row)
		for i, p := range row {
			pic.Panels = append(pic.Panels, grid.draw(p, i, top, head))
		}
		top += head + panelPlot + panelFoot
	}
	pic.Height = top - 14
	return drawSVG("multiples.svg.tmpl", pic)
}

// panelGrid is what all panels share: how many stand side by side, how wide each is, and the scale.
type panelGrid struct {
	across      int
	left, width float64
	scale       scale
	axis        Axis
}

func (m Multiples) grid() panelGrid {
	var all []*float64
	for _, p := range m.Panels {
		all = append(append(all, p.Values...), p.England...)
	}
	low, high, ok := span(all...)
	switch {
	case !ok:
		low, high = 0, 1
	case !m.Axis.FreeStart:
		low, high = min(low, 0), max(high, 0)
	}
	g := panelGrid{across: min(panelsAcross, max(2, len(m.Panels))), scale: straight(ticks(low, high)), axis: m.Axis}
	for _, v := range g.marks() {
		g.left = max(g.left, textWidth(m.Axis.label(v), smallLetters)+8)
	}
	g.width = (stillWidth - g.left - float64(g.across-1)*panelGap - 4) / float64(g.across)
	return g
}

// marks are the round numbers that are labelled: the ends, zero, and the middle one where that is all.
func (g panelGrid) marks() []float64 {
	all := g.scale.marks
	marks := []float64{all[0]}
	if all[0] < 0 && all[len(all)-1] > 0 {
		marks = append(marks, 0)
	} else if len(all)%2 == 1 {
		marks = append(marks, all[len(all)/2])
	}
	return append(marks, all[len(all)-1])
}

// head is how high the words above the panels of a row are.
func (g panelGrid) head(row []Panel) float64 {
	lines := 0
	for _, p := range row {
		lines = max(lines, len(wrapText(p.Title, panelLetters, g.width))+len(wrapText(p.Text, smallLetters, g.width)))
	}
	return float64(lines)*lineSpace + 8
}

func (g panelGrid) draw(p Panel, col int, top, head float64) drawnPanel {
	left := g.left + float64(col)*(g.width+panelGap)
	d := drawnPanel{Href: p.Href, Left: left, Right: left + g.width, BreakTop: top + head - 4, Bottom: top + head + panelPlot}
	title := stillText{X: left, Y: top + panelLetters, Anchor: "start", Size: panelLetters, Bold: true}
	d.Words = stacked(title, wrapText(p.Title, panelLetters, g.width))
	d.Under = stacked(greyText(left, top+panelLetters+float64(len(d.Words))*lineSpace, "start", ""), wrapText(p.Text, smallLetters, g.width))
	y := func(v float64) float64 { return g.scale.between(v, d.Bottom, d.Bottom-panelPlot) }
	x := func(i float64) float64 {
		return left + 4 + i/max(1, float64(len(p.Periods)-1))*(g.width-8)
	}
	for _, v := range g.marks() {
		d.Up = append(d.Up, y(v))
		if col == 0 {
			d.Under = append(d.Under, greyText(left-6, y(v)+4, "end", g.axis.label(v)))
		}
	}
	d.Zero = y(max(g.scale.low(), min(0, g.scale.high())))
	d.This, d.Dots = panelLine(p.Values, p.Break, x, y)
	d.England, _ = panelLine(p.England, p.Break, x, y)
	if len(d.Dots) == 0 {
		d.Under = append(d.Under, greyText((left+d.Right)/2, d.Bottom-8, "middle", "no figure"))
	}
	if p.Break > 0 {
		d.BreakAt = x(float64(p.Break) - 0.5)
	}
	if n := len(p.Periods); n > 0 {
		d.Under = append(d.Under, greyText(left, d.Bottom+16, "start", p.Periods[0]))
		if n > 1 {
			d.Under = append(d.Under, greyText(d.Right, d.Bottom+16, "end", p.Periods[n-1]))
		}
	}
	return d
}

// panelLine is the path through the numbers, lifted at a gap and at the break, with a dot on each.
func panelLine(values []*float64, breakAt int, x, y func(float64) float64) (path string, dots []stillDot) {
	pen := "M"
	for i, v := range values {
		if v == nil {
			pen = "M"
			continue
		}
		if breakAt > 0 && i == breakAt {
			pen = "M"
		}
		at := stillDot{x(float64(i)), y(*v)}
		path += pen + px(at.X) + " " + px(at.Y)
		dots, pen = append(dots, at), "L"
	}
	return path, dots
}
