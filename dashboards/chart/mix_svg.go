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
)

type mixSegment struct {
	X, Y, Width   float64
	Class, Colour string
	Label         string // the share, where there is room for it
	Light         bool   // the label is the colour of paper
}

// flag names a part of the first bar: a line up from the part, and words beside it.
type flag struct {
	X, Y, Foot float64
	Text       stillText
	left       bool // the words stand left of the line
	level      int  // how many lines of flags are beneath
}

func (f flag) span() (from, to float64) {
	width := textWidth(f.Text.Text, plainLetters) + 10
	if f.left {
		return f.X - width, f.X + 2
	}
	return f.X - 2, f.X + width
}

// collides says that the words of f must stand higher, because of a flag that is placed.
func (f flag) collides(placed flag) bool {
	from, to := f.span()
	left, right := placed.span()
	return f.level <= placed.level && placed.X > from && placed.X < to || f.level == placed.level && left < to && from < right
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
	flags, levels := m.flags()
	pic := mixPicture{
		Class: "parts", Title: m.Name, Desc: m.Describe(), Width: stillWidth, Bar: mixBar,
		Left: mixLeft, Right: mixRight, Top: 10 + flagLine*float64(levels), Flags: flags,
	}
	y := pic.Top
	for i, b := range m.Bars {
		texts, segments, height := m.row(i, b, y)
		pic.Texts, pic.Segments = append(pic.Texts, texts...), append(pic.Segments, segments...)
		y += height
	}
	for i := range flags {
		flags[i].Foot = pic.Top + m.inset(m.Bars[0])
		flags[i].Y = pic.Top - 8 - flagLine*float64(flags[i].level)
		flags[i].Text.Y = flags[i].Y
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
func (m Mix) flags() (out []flag, levels int) {
	b, at := m.Bars[0], 0.0
	add := func(share float64, name, said string, silent bool) {
		x := (mixX(at) + mixX(min(100, at+share))) / 2
		if !silent {
			name += " " + said
		}
		// Words left of their line reach over earlier lines only, so they can always be put above each other.
		f := flag{X: x, left: true, Text: inkText(x-5, 0, "end", name)}
		if from, _ := f.span(); from < 0 {
			f.left, f.Text.X, f.Text.Anchor = false, x+5, "start"
		}
		out = append(out, f)
		at += share
	}
	narrow := func(share float64, label string) bool { return textWidth(label, smallLetters)+6 > mixX(share)-mixX(0) }
	for i, part := range m.Parts {
		said := m.said(b, i)
		if v := b.Values[i]; v != nil {
			add(*v, part, figureOnly(said), !narrow(*v, figureOnly(said)))
		} else {
			add(0, part+",", said, b.nothing())
		}
	}
	if b.Rest != nil && *b.Rest > 0 {
		add(*b.Rest, m.other(), m.share(*b.Rest), !narrow(*b.Rest, m.share(*b.Rest)))
	}
	return level(out)
}

// level puts the words of flags on lines above each other, so that no line of a flag runs through the words of another:
// a flag stands beneath those whose words reach over its line.
func level(flags []flag) (placed []flag, levels int) {
	waiting := flags
	for len(waiting) > 0 {
		pick, fewest := 0, len(waiting)
		for i, f := range waiting {
			from, to := f.span()
			reached := 0
			for j, other := range waiting {
				if i != j && other.X > from && other.X < to {
					reached++
				}
			}
			if reached < fewest {
				pick, fewest = i, reached
			}
		}
		f := waiting[pick]
		waiting = append(append([]flag{}, waiting[:pick]...), waiting[pick+1:]...)
		for again := true; again; {
			again = false
			for _, p := range placed {
				if f.collides(p) {
					f.level, again = p.level+1, true
				}
			}
		}
		placed, levels = append(placed, f), max(levels, f.level+1)
	}
	return placed, levels
}

// Middle of a segment, for its label.
func (s mixSegment) Middle() float64 { return s.X + s.Width/2 }

// FlagTexts are the words of all flags.
func (p mixPicture) FlagTexts() []stillText {
	out := make([]stillText, len(p.Flags))
	for i, f := range p.Flags {
		out[i] = f.Text
	}
	return out
}
