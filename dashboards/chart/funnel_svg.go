package chart

import (
	"html/template"
	"slices"
	"strings"
)

const (
	funnelHeight = 420.0
	funnelBottom = funnelHeight - 56
	funnelRight  = stillWidth - 22
)

// funnelMark is a marked area, or its sample in the key. Its shape is that of its role on every chart.
type funnelMark struct {
	X, Y          float64
	Class, Colour string
	Shape         string // path data
}

// markAt is the mark of a role: a dot for this area, a square for neighbours, a triangle for the region.
func (r Role) markAt(x, y, radius float64) funnelMark {
	k := r.look()
	m := funnelMark{X: x, Y: y, Class: k.class, Colour: k.colour}
	size, side := px(radius), px(2*radius)
	switch r {
	case Neighbours:
		m.Shape = "m-" + size + "-" + size + "h" + side + "v" + side + "h-" + side + "z"
	case Region:
		m.Shape = "m0-" + size + "l" + size + " " + side + "h-" + side + "z"
	default:
		m.Shape = "m-" + size + " 0a" + size + " " + size + " 0 1 0 " + side + " 0a" + size + " " + size + " 0 1 0-" + side + " 0z"
	}
	return m
}

// keyLine is a piece of a limit that stands before the words that explain it.
type keyLine struct {
	X, Y float64
	Dash string
}

type funnelPicture struct {
	ID, Class, Title, Desc   string
	Width, Height            float64
	Left, Right, Top, Bottom float64
	Zero, Centre             float64
	Across, Up               []stillTick
	Within, Inner, Outer     string // path data: the area between the inner limits, and the two pairs of lines
	Others                   []stillDot
	Marked                   []funnelMark
	Keys                     []keyLine
	Texts                    []stillText
}

// funnelPlot is a funnel with its scales worked out and its place on the paper.
type funnelPlot struct {
	Funnel
	across, up scale
	top        float64
}

func (f funnelPlot) x(v float64) float64 { return f.across.between(v, stillLeft, funnelRight) }
func (f funnelPlot) y(v float64) float64 { return f.up.between(v, funnelBottom, f.top) }

// SVG draws the funnel without script. A funnel that Options would refuse draws nothing.
func (f Funnel) SVG() template.HTML {
	if f.check() != nil {
		return ""
	}
	keys, samples, texts, end := f.key()
	plot := funnelPlot{f, f.across(), f.up(), end + 22}
	pic := funnelPicture{
		Class: "funnel", Title: f.Name, Desc: f.Describe(), Width: stillWidth, Height: funnelHeight,
		Left: stillLeft, Right: funnelRight, Top: plot.top, Bottom: funnelBottom, Keys: keys, Marked: samples,
		Zero: plot.y(max(0, plot.up.low())), Centre: plot.y(f.Centre),
	}
	for _, v := range plot.up.marks {
		pic.Up = append(pic.Up, stillTick{plot.y(v), f.Axis.label(v)})
	}
	for _, v := range plot.across.marks {
		pic.Across = append(pic.Across, stillTick{plot.x(v), Axis{}.label(v)})
	}
	pic.Inner, pic.Within = plot.limitLines(func(l FunnelLimit) (float64, float64) { return l.Lower95, l.Upper95 })
	pic.Outer, _ = plot.limitLines(func(l FunnelLimit) (float64, float64) { return l.Lower998, l.Upper998 })
	for _, p := range f.Points {
		if !p.Marked {
			pic.Others = append(pic.Others, stillDot{plot.x(p.X), plot.y(p.Y)})
		}
	}
	for _, p := range f.marked() {
		pic.Marked = append(pic.Marked, p.Role.markAt(plot.x(p.X), plot.y(p.Y), markRadius(p.Role)))
	}
	pic.Texts = append(append(texts, plot.names()...), inkText(stillLeft, funnelHeight-10, "start", f.acrossName()))
	pic.ID = id("funnel", pic.Title, pic.Desc)
	return drawSVG("funnel.svg.tmpl", pic)
}

// markRadius of a marked area: this area's is the largest.
func markRadius(r Role) float64 { return 4 + float64(r.look().width)*0.8 }

// marked are the points that stand out, this area last so that it is drawn over the others.
func (f Funnel) marked() []FunnelPoint {
	var others, here []FunnelPoint
	for _, p := range f.Points {
		switch {
		case p.Marked && p.Role == ThisArea:
			here = append(here, p)
		case p.Marked:
			others = append(others, p)
		}
	}
	return append(others, here...)
}

// limitLines are the two lines of a pair of limits and the outline of what lies between them, as path data. A line is
// not drawn where it is beyond the axis.
func (f funnelPlot) limitLines(pair func(FunnelLimit) (lower, upper float64)) (lines, within string) {
	var lower, upper, there, back []string
	draw := func(pen *[]string, l FunnelLimit, v float64) {
		if v < f.up.low() || v > f.up.high() {
			if len(*pen) > 0 && (*pen)[len(*pen)-1] != "M" {
				*pen = append(*pen, "M")
			}
			return
		}
		*pen = append(*pen, px(f.x(l.X))+" "+px(f.y(v)))
	}
	for _, l := range f.limitsWithin() {
		a, b := pair(l)
		draw(&lower, l, a)
		draw(&upper, l, b)
		there = append(there, px(f.x(l.X))+" "+px(f.y(b)))
		back = append([]string{px(f.x(l.X)) + " " + px(f.y(a))}, back...)
	}
	return penLine(lower) + penLine(upper), penLine(append(there, back...))
}

// limitsWithin are the limits from one end of the x axis to the other.
func (f funnelPlot) limitsWithin() []FunnelLimit {
	var out []FunnelLimit
	low, high := f.across.low(), f.across.high()
	if l, ok := f.limitAt(low); ok {
		out = append(out, l)
	}
	for _, l := range f.Limits {
		if l.X > low && l.X < high {
			out = append(out, l)
		}
	}
	if l, ok := f.limitAt(high); ok {
		out = append(out, l)
	}
	return out
}

// penLine joins places to path data; the pen is lifted at an "M".
func penLine(places []string) string {
	var b strings.Builder
	pen := "M"
	for _, p := range places {
		if p == "M" {
			pen = "M"
			continue
		}
		b.WriteString(pen + p)
		pen = "L"
	}
	return b.String()
}

// groupWords name, in the key, the marks of areas that are not named each.
var groupWords = map[Role]string{Neighbours: "similar areas", Region: "areas of the region"}

// key explains, above the picture, the y axis, the limits and the marks; end is the base line of its last words.
func (f Funnel) key() (lines []keyLine, marks []funnelMark, texts []stillText, end float64) {
	texts = []stillText{inkText(4, 16, "start", f.upName())}
	x, y := 4.0, 16.0
	// say places words after a sample that takes some room, and returns where the sample is.
	say := func(room float64, words string) (left, middle float64) {
		width := room + textWidth(words, smallLetters) + 14
		if y == 16 || x+width > stillWidth {
			x, y = 4, y+20
		}
		left = x
		texts = append(texts, greyText(x+room, y, "start", words))
		x += width
		return left, y - 4.5
	}
	if len(f.Limits) > 0 {
		left, middle := say(36, words95)
		lines = append(lines, keyLine{left, middle, ""})
		left, middle = say(36, words998)
		lines = append(lines, keyLine{left, middle, "2 4"})
	}
	for _, r := range []Role{Neighbours, Region} {
		if slices.ContainsFunc(f.Points, func(p FunnelPoint) bool { return p.Marked && p.Role == r }) {
			left, middle := say(18, groupWords[r])
			marks = append(marks, r.markAt(left+6, middle, markRadius(r)))
		}
	}
	return lines, marks, texts, y
}

// names label this area beside its mark and England at its line, where they cover each other and other marks least.
func (f funnelPlot) names() []stillText {
	var taken []box
	var out []stillText
	for _, p := range f.marked() {
		taken = append(taken, around(f.x(p.X), f.y(p.Y), 8))
	}
	if f.Absent != "" {
		absent := greyText(funnelRight, f.top+18, "end", f.Absent)
		out, taken = append(out, absent), append(taken, absent.at())
	}
	for _, p := range f.marked() {
		if p.Role != ThisArea {
			continue
		}
		x, y := f.x(p.X), f.y(p.Y)
		best := f.clearest(taken, p.Role.named(x+12, y+5, "start", p.Name), p.Role.named(x-12, y+5, "end", p.Name),
			p.Role.named(x, y-14, "middle", p.Name), p.Role.named(x, y+24, "middle", p.Name),
			p.Role.named(x+8, y-12, "start", p.Name), p.Role.named(x-8, y-12, "end", p.Name))
		out, taken = append(out, best), append(taken, best.at())
	}
	y := f.y(f.Centre)
	england := f.clearest(taken, England.named(funnelRight-4, y-8, "end", f.CentreText), England.named(funnelRight-4, y+19, "end", f.CentreText),
		England.named(stillLeft+6, y-8, "start", f.CentreText), England.named(stillLeft+6, y+19, "start", f.CentreText))
	return append(out, england)
}

// clearest is the first of some places for words that is within the picture, clear of what is taken and covers the
// fewest points.
func (f funnelPlot) clearest(taken []box, places ...stillText) stillText {
	best, least := places[0], 1<<30
	for _, t := range places {
		b, cost := t.at(), 0
		if b.left < stillLeft || b.right > stillWidth || b.top < f.top-10 || b.bottom > funnelBottom {
			cost += 10000
		}
		if b.overlaps(taken...) {
			cost += 1000
		}
		for _, p := range f.Points {
			if b.overlaps(around(f.x(p.X), f.y(p.Y), 4)) {
				cost++
			}
		}
		if cost < least {
			best, least = t, cost
		}
	}
	return best
}

func around(x, y, r float64) box { return box{x - r, y - r, x + r, y + r} }
