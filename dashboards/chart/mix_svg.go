package chart

import (
	"html/template"
	"strings"
)

const (
	mixNames = 152.0 // the width of the column of names
	mixLeft  = mixNames + 16
	mixRight = stillWidth - 24
	mixBar   = 30.0
	flagLine = 20.0
	flagGap  = 5.0
)

type mixSegment struct {
	X, Y, Width   float64
	Class, Colour string
	Label         string // the share, where there is room for it
	Light         bool   // the label is the colour of paper
}

// flag names a part of the first bar: a line up from the part, and words left of the line. The words so reach over the
// lines of earlier parts only, and stand above those.
type flag struct {
	X, Top, Foot float64
	words        []string
	beneath      int // how many lines of words are beneath
}

func (f flag) above() int { return f.beneath + len(f.words) }

// left is where the words begin.
func (f flag) left() float64 {
	widest := 0.0
	for _, line := range f.words {
		widest = max(widest, textWidth(line, plainLetters))
	}
	return f.X - flagGap - widest
}

type mixPicture struct {
	ID, Class, Title, Desc   string
	Width, Height            float64
	Left, Right, Top, Bottom float64
	Bar                      float64
	Across                   []stillTick
	Flags                    []flag
	Segments                 []mixSegment
	Texts                    []stillText
}

// SVG draws the mix without script. A mix that Options would refuse draws nothing.
func (m Mix) SVG() template.HTML {
	if m.check() != nil {
		return ""
	}
	flags, lines := m.flags()
	pic := mixPicture{
		Class: "parts", Title: m.Name, Desc: m.Describe(), Width: stillWidth, Bar: mixBar,
		Left: mixLeft, Right: mixRight, Top: 10 + flagLine*float64(lines), Flags: flags,
	}
	y := pic.Top
	for i, b := range m.Bars {
		texts, segments, height := m.row(i, b, y)
		pic.Texts, pic.Segments = append(pic.Texts, texts...), append(pic.Segments, segments...)
		y += height
	}
	for i, f := range flags {
		flags[i].Foot = pic.Top + m.inset(m.Bars[0])
		last := pic.Top - 8 - flagLine*float64(f.beneath)
		flags[i].Top = last - flagLine*float64(len(f.words)-1) - 11
		for j, line := range f.words {
			pic.Texts = append(pic.Texts, inkText(f.X-flagGap, last-flagLine*float64(len(f.words)-1-j), "end", line))
		}
	}
	pic.Bottom = y
	pic.Height = y + 24
	for _, v := range []float64{0, 25, 50, 75, 100} {
		pic.Across = append(pic.Across, stillTick{mixX(v), m.Axis.label(v)})
	}
	pic.ID = id("mix", pic.Title, pic.Desc)
	return drawSVG("mix.svg.tmpl", pic)
}

// inset is how far a bar stands below the top of its row, so that it is level with a name of several lines.
func (m Mix) inset(b MixBar) float64 {
	return max(0, lineSpace*float64(len(wrapText(b.Name, plainLetters, mixNames/boldly)))-mixBar) / 2
}

// row is one bar with its name, and the words for what it lacks.
func (m Mix) row(i int, b MixBar, top float64) (texts []stillText, segments []mixSegment, height float64) {
	names := wrapText(b.Name, plainLetters, mixNames/boldly)
	y := top + m.inset(b)
	height = mixBar + 2*m.inset(b) + 10
	first := inkText(mixNames, y+mixBar/2+5-lineSpace*float64(len(names)-1)/2, "end", "")
	if i == 0 {
		first = ThisArea.named(first.X, first.Y, "end", "")
	}
	texts = stacked(first, names)
	if b.nothing() {
		return append(texts, greyText(mixLeft+6, y+mixBar/2+5, "start", m.said(b, 0))), nil, height
	}
	if missing := m.missing(b); i > 0 && len(missing) > 0 {
		lines := wrapText(strings.Join(missing, "; "), smallLetters, mixRight-mixLeft)
		texts = append(texts, stacked(greyText(mixLeft, y+mixBar+15, "start", ""), lines)...)
		height = max(height, y-top+mixBar+14+lineSpace*float64(len(lines)))
	}
	return texts, m.segments(b, y), height
}

func mixX(share float64) float64 { return mixLeft + share/100*(mixRight-mixLeft) }

// missing says of each part of a bar without a share why there is none.
func (m Mix) missing(b MixBar) []string {
	if b.nothing() {
		return nil
	}
	var out []string
	for i, v := range b.Values {
		if v == nil {
			out = append(out, m.Parts[i]+", "+m.said(b, i))
		}
	}
	return out
}

// segments are the parts of one bar, then the rest, then an open frame for what is not known.
func (m Mix) segments(b MixBar, y float64) []mixSegment {
	var out []mixSegment
	at := 0.0
	add := func(share float64, s mixSegment) {
		from, to := mixX(at), mixX(min(100, at+share))
		s.X, s.Y, s.Width = from, y, to-from
		if textWidth(s.Label, smallLetters)+6 > s.Width {
			s.Label = ""
		}
		out = append(out, s)
		at += share
	}
	for i, v := range b.Values {
		if v == nil || *v == 0 {
			continue
		}
		n := m.shade(i)
		add(*v, mixSegment{Class: partClass(n), Colour: shades[n], Label: figureOnly(m.said(b, i)), Light: n < onDark})
	}
	if b.Rest != nil && *b.Rest > 0 {
		add(*b.Rest, mixSegment{Class: "c-rest", Colour: "#ffffff", Label: m.share(*b.Rest)})
	}
	if left := 100 - at; left > 1 {
		add(left, mixSegment{Class: "c-gap", Label: "not known"})
	}
	return out
}

func partClass(shade int) string { return "c-part-" + string(rune('0'+shade)) }

// flags name the parts of the first bar above it, with what is said of those too narrow to hold it or not there at all.
func (m Mix) flags() (out []flag, lines int) {
	b, at := m.Bars[0], 0.0
	add := func(share float64, words string) {
		f := flag{X: (mixX(at) + mixX(min(100, at+share))) / 2}
		f.words = wrapText(words, plainLetters, f.X-flagGap)
		for _, earlier := range out {
			if earlier.X > f.left() {
				f.beneath = max(f.beneath, earlier.above())
			}
		}
		out, lines, at = append(out, f), max(lines, f.above()), at+share
	}
	name := func(share float64, part, said string) {
		if textWidth(said, smallLetters)+6 > mixX(share)-mixX(0) {
			part += " " + said
		}
		add(share, part)
	}
	for i, part := range m.Parts {
		switch said := m.said(b, i); {
		case b.Values[i] != nil:
			name(*b.Values[i], part, figureOnly(said))
		case b.nothing():
			add(0, part)
		default:
			add(0, part+", "+said)
		}
	}
	if b.Rest != nil && *b.Rest > 0 {
		name(*b.Rest, m.other(), m.share(*b.Rest))
	}
	return out, lines
}

// Middle of a segment, for its label.
func (s mixSegment) Middle() float64 { return s.X + s.Width/2 }
