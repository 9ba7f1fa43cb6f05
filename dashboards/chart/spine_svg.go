package chart

import (
	"html/template"
	"math"
)

// The columns of a spine chart, left to right: names, the area's figures, England's, and the spine between the figures
// at its ends.
const (
	spineNames   = 180.0
	spineArea    = 302.0 // right end of the area's figures
	spineEngland = 384.0 // right end of England's
	spineLeft    = 446.0
	spineRight   = 656.0
	spineMiddle  = (spineLeft + spineRight) / 2
)

type spineBone struct {
	Y                     float64
	Half                  bool
	HalfLeft, HalfWidth   float64
	Dot, Whisker, Diamond bool
	X, Lower, Upper       float64
	Empty                 bool // no range to draw
}

type spinePicture struct {
	ID, Class, Title, Desc   string
	Width, Height            float64
	Left, Right, Middle, Top float64
	Bottom                   float64
	Bones                    []spineBone
	Rules                    []float64
	Texts                    []stillText
	England                  string // path data: the line down the middle, broken where England has no figure
}

// SVG draws the spine. A spine that Options would refuse draws nothing.
func (s Spine) SVG() template.HTML {
	if s.check() != nil {
		return ""
	}
	pic := spinePicture{
		Class: "spine", Title: s.Name, Desc: s.Describe(), Width: stillWidth,
		Left: spineLeft, Right: spineRight, Middle: spineMiddle,
	}
	pic.Texts, pic.Top = s.heads()
	y := pic.Top
	for _, r := range s.Rows {
		texts, height := r.texts(y)
		pic.Texts = append(pic.Texts, texts...)
		pic.Bones = append(pic.Bones, r.bone(y+height/2))
		if r.England != nil && r.ranged() {
			pic.England += "M" + px(spineMiddle) + " " + px(y) + "V" + px(y+height)
		}
		y += height
		pic.Rules = append(pic.Rules, y)
	}
	pic.Bottom = y
	notes := []string{"The line on a mark is its 95% interval; the box is the middle half of all areas. Each side of England has a scale of its own."}
	if s.undirected() {
		notes = append(notes, "◇ no agreed direction: low on the left, high on the right.")
	}
	for _, note := range notes {
		for _, line := range wrapText(note, smallLetters, stillWidth-8) {
			y += lineSpace
			pic.Texts = append(pic.Texts, greyText(4, y+2, "start", line))
		}
	}
	pic.Height = y + 12
	pic.ID = id("spine", pic.Title, pic.Desc)
	return drawSVG("spine.svg.tmpl", pic)
}

// heads are the words above the columns; bottom is where the rows begin.
func (s Spine) heads() (texts []stillText, bottom float64) {
	lines := wrapText(s.Area, plainLetters*boldly, spineArea-spineNames-4)
	last := 20 + lineSpace*float64(max(1, len(lines))-1)
	texts = stacked(ThisArea.named(spineArea, last-lineSpace*float64(len(lines)-1), "end", ""), lines)
	texts = append(texts, England.named(spineEngland, last, "end", "England"), England.named(spineMiddle, last, "middle", "England"))
	if s.directed() {
		texts = append(texts, greyText(spineLeft-6, last, "end", "← worse"), greyText(spineRight+6, last, "start", "better →"))
	}
	return texts, last + 10
}

// directed says that every row has an agreed direction.
func (s Spine) directed() bool { return !s.undirected() }

// texts are the words of a row that begins at top, and how high it is.
func (r SpineRow) texts(top float64) (out []stillText, height float64) {
	names := wrapText(r.Name, plainLetters, spineNames-4)
	amounts := amountLines(r.Text, plainLetters, spineArea-spineNames-6)
	letters := plainLetters
	if r.England == nil {
		letters = smallLetters
	}
	england := wrapText(r.EnglandText, letters, spineEngland-spineArea-8)
	lines := max(len(names)+min(1, len(r.Note)), len(amounts), len(england), 2)
	height = float64(lines)*lineSpace + 16
	middle := top + height/2
	first := func(n int) float64 { return middle + 5 - lineSpace*float64(n-1)/2 }
	y := first(len(names) + min(1, len(r.Note)))
	out = stacked(inkText(4, y, "start", ""), names)
	if r.Note != "" {
		out = append(out, greyText(4, y+lineSpace*float64(len(names)), "start", r.Note))
	}
	for i, t := range stacked(greyText(spineArea, first(len(amounts)), "end", ""), amounts) {
		if r.Value != nil && i == 0 {
			t = ThisArea.named(t.X, t.Y, "end", t.Text)
		}
		out = append(out, t)
	}
	words := inkText(spineEngland, first(len(england)), "end", "")
	if r.England == nil {
		words = greyText(words.X, words.Y, "end", "")
	}
	out = append(out, stacked(words, england)...)
	if r.ranged() {
		left, right := r.ends()
		out = append(out, greyText(spineLeft-6, middle-2, "end", left[0]), greyText(spineLeft-6, middle+14, "end", left[1]),
			greyText(spineRight+6, middle-2, "start", right[0]), greyText(spineRight+6, middle+14, "start", right[1]))
	} else {
		out = append(out, greyText(spineMiddle, middle+5, "middle", "no range is published"))
	}
	return out, height
}

// bone is the picture of a row: range, middle half, the area's mark and its interval.
func (r SpineRow) bone(middle float64) spineBone {
	out := spineBone{Y: middle, Diamond: r.Polarity == NoDirection, Empty: !r.ranged()}
	if out.Empty {
		return out
	}
	x := func(v *float64) float64 { return spineLeft + r.place(*v)*(spineRight-spineLeft) }
	if r.Q25 != nil {
		a, b := x(r.Q25), x(r.Q75)
		out.Half, out.HalfLeft, out.HalfWidth = true, min(a, b), math.Max(2, math.Abs(a-b))
	}
	if r.Value != nil {
		out.Dot, out.X = true, x(r.Value)
	}
	if r.Value != nil && r.Lower != nil {
		a, b := x(r.Lower), x(r.Upper)
		out.Whisker, out.Lower, out.Upper = true, min(a, b), max(a, b)
	}
	return out
}

// HalfTop is the upper edge of the box of the middle half.
func (b spineBone) HalfTop() float64 { return b.Y - 9 }
