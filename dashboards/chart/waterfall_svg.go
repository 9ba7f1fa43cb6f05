package chart

import (
	"html/template"
	"math"
)

const (
	waterfallNames   = 204.0 // the width of the column of names
	waterfallAmounts = 170.0
	waterfallBar     = 26.0
)

type fallBar struct {
	X, Y, Width, Height float64
	Class, Fill, Stroke string
	Join                string // path data: the thin line to the step beneath
}

type waterfallPicture struct {
	ID, Class, Title, Desc   string
	Width, Height            float64
	Left, Right, Top, Bottom float64
	Zero                     float64
	Across                   []stillTick
	Bars                     []fallBar
	Texts                    []stillText
}

// look of a step: totals are solid and dark, what is added is solid and pale, what is taken off is an open frame.
func (s Step) look() (class, fill, stroke string) {
	switch {
	case s.Kind == Total:
		return "c-sum", darkBlue, darkBlue
	case s.Value < 0:
		return "c-off", "#ffffff", darkBlue
	}
	return "c-added", paleBlue, darkBlue
}

// SVG draws the waterfall without script. A waterfall that Options would refuse draws nothing.
func (w Waterfall) SVG() template.HTML {
	if w.check() != nil {
		return ""
	}
	across, room := w.extent(), 0.0
	for _, s := range w.Steps {
		room = max(room, boldly*textWidth(s.amount(), plainLetters)+1)
	}
	room = min(room, waterfallAmounts)
	pic := waterfallPicture{
		Class: "waterfall", Title: w.Name, Desc: w.Describe(), Width: stillWidth, Top: 26,
		Left: waterfallNames + 16, Right: stillWidth - room - 28,
	}
	x := func(v float64) float64 { return across.between(v, pic.Left, pic.Right) }
	pic.Zero = x(0)
	falls, y := w.falls(), pic.Top
	for i, s := range w.Steps {
		names := wrapText(s.Name, plainLetters, waterfallNames/boldly)
		height := w.height(i, room)
		pic.Texts = append(pic.Texts, w.rowTexts(s, names, y+height/2, room)...)
		if !falls[i].unknown {
			pic.Bars = append(pic.Bars, w.bar(i, falls, x, y+height/2))
		}
		y += height
		if i+1 < len(w.Steps) && !falls[i].unknown && !falls[i+1].unknown {
			middle := y + w.height(i+1, room)/2
			pic.Bars[len(pic.Bars)-1].Join = "M" + px(x(falls[i].to)) + " " + px(y-height/2+waterfallBar/2) + "V" + px(middle-waterfallBar/2)
		}
	}
	pic.Bottom = y + 4
	pic.Height = pic.Bottom + 12
	for i, v := range across.marks {
		if w.labels(i, across, x) {
			pic.Across = append(pic.Across, stillTick{x(v), w.Axis.label(v)})
		}
	}
	pic.ID = id("waterfall", pic.Title, pic.Desc)
	return drawSVG("waterfall.svg.tmpl", pic)
}

// height of the row of a step whose amount has some room.
func (w Waterfall) height(i int, room float64) float64 {
	names := wrapText(w.Steps[i].Name, plainLetters, waterfallNames/boldly)
	amounts := wrapText(w.Steps[i].amount(), plainLetters*boldly, room)
	return max(waterfallBar, lineSpace*float64(max(len(names), len(amounts)))) + 14
}

// labels says whether a mark of the axis is labelled: each where there is room, else every second, and always zero.
func (w Waterfall) labels(i int, s scale, x func(float64) float64) bool {
	zero, widest := 0, 0.0
	for j, v := range s.marks {
		widest = max(widest, textWidth(w.Axis.label(v), smallLetters))
		if v == 0 {
			zero = j
		}
	}
	return x(s.marks[1])-x(s.marks[0]) > widest+6 || (i-zero)%2 == 0
}

func (w Waterfall) bar(i int, falls []fall, x func(float64) float64, middle float64) fallBar {
	f := falls[i]
	class, fill, stroke := w.Steps[i].look()
	left, right := x(min(f.from, f.to)), x(max(f.from, f.to))
	return fallBar{
		// A step of nothing keeps a hairline: it is a number, and a gap is not.
		X: left, Y: middle - waterfallBar/2, Width: math.Max(1.5, right-left), Height: waterfallBar,
		Class: class, Fill: fill, Stroke: stroke,
	}
}

// rowTexts are a step's name at left and its amount at right; an unknown step says there why it has none.
func (w Waterfall) rowTexts(s Step, names []string, middle, room float64) []stillText {
	first := func(t stillText, lines int) stillText {
		t.Y = middle + 5 - float64(lines-1)*lineSpace/2
		t.Bold = s.Kind == Total && !s.Unknown
		return t
	}
	texts := stacked(first(inkText(waterfallNames, 0, "end", ""), len(names)), names)
	amount := inkText(stillWidth-4, 0, "end", "")
	if s.Unknown {
		amount = greyText(stillWidth-4, 0, "end", "")
	}
	lines := wrapText(s.amount(), plainLetters*boldly, room)
	return append(texts, stacked(first(amount, len(lines)), lines)...)
}
