package chart

import (
	"slices"
	"strings"
)

// letterSizes of the still pictures, in the units of their viewBox.
const (
	plainLetters = 15.0
	smallLetters = 13.0
	lineSpace    = 18.0
)

// textWidth is how wide a text is about drawn, in the units of size. The page's font is the reader's own, so this is
// a rule of thumb for sans-serif letters on the wide side (DejaVu Sans): what is placed with it does not overlap.
func textWidth(text string, size float64) float64 {
	em := 0.0
	for _, r := range text {
		switch {
		case strings.ContainsRune("ijlI.,:;'|!’·", r):
			em += 0.33
		case strings.ContainsRune("ftr()[]-/ ", r):
			em += 0.38
		case strings.ContainsRune("mwMW%@—", r):
			em += 0.95
		case r >= 'A' && r <= 'Z':
			em += 0.73
		default:
			em += 0.625
		}
	}
	return em * size
}

// wrapText breaks a text at its blanks into lines no wider than width; a longer word has a line of its own.
func wrapText(text string, size, width float64) []string {
	var lines []string
	current := ""
	for _, word := range strings.Fields(text) {
		if current != "" && textWidth(current+" "+word, size) > width {
			lines = append(lines, current)
			current = ""
		}
		current = strings.TrimSpace(current + " " + word)
	}
	if current == "" {
		return lines
	}
	return append(lines, current)
}

// amountLines are a figure and what stands in brackets after it on lines of their own: "96.6%", "172 of 178".
func amountLines(text string, size, width float64) []string {
	figure, bracket, ok := strings.Cut(text, " (")
	lines := wrapText(figure, size, width)
	if ok {
		lines = append(lines, wrapText(strings.TrimSuffix(bracket, ")"), smallLetters, width)...)
	}
	return lines
}

// figureOnly is a text without what stands in brackets after it.
func figureOnly(text string) string {
	figure, _, _ := strings.Cut(text, " (")
	return figure
}

// box is a rectangle of a picture, for finding out what would overlap.
type box struct{ left, top, right, bottom float64 }

func (b box) overlaps(others ...box) bool {
	return slices.ContainsFunc(others, func(o box) bool {
		return b.left < o.right && o.left < b.right && b.top < o.bottom && o.top < b.bottom
	})
}

// stillText is words of a picture at their base line. Anchor is start, middle or end.
type stillText struct {
	X, Y                  float64
	Anchor, Class, Colour string
	Size                  float64
	Bold                  bool
	Text                  string
}

// boldly is how much wider bold letters are.
const boldly = 1.1

func (t stillText) width() float64 {
	if t.Bold {
		return boldly * textWidth(t.Text, t.Size)
	}
	return textWidth(t.Text, t.Size)
}

// at is where the words are drawn, a little larger than they are.
func (t stillText) at() box {
	width := t.width()
	left := t.X
	switch t.Anchor {
	case "middle":
		left -= width / 2
	case "end":
		left -= width
	}
	return box{left - 3, t.Y - t.Size, left + width + 3, t.Y + t.Size/3}
}

// stacked are lines of text beneath each other, the first at y.
func stacked(first stillText, lines []string) []stillText {
	var out []stillText
	for i, line := range lines {
		t := first
		t.Y += float64(i) * lineSpace
		t.Text = line
		out = append(out, t)
	}
	return out
}

func inkText(x, y float64, anchor, text string) stillText {
	return stillText{X: x, Y: y, Anchor: anchor, Class: "c-axis", Colour: ink, Size: plainLetters, Text: text}
}

func greyText(x, y float64, anchor, text string) stillText {
	return stillText{X: x, Y: y, Anchor: anchor, Class: "c-word", Colour: grey, Size: smallLetters, Text: text}
}

// named is the text of a name in the colour of a role; turquoise and orange are too pale for words and are darkened.
func (r Role) named(x, y float64, anchor, text string) stillText {
	k := r.look()
	colour := map[Role]string{Neighbours: "#176f68", Region: "#b3420a"}[r]
	if colour == "" {
		colour = k.colour
	}
	return stillText{X: x, Y: y, Anchor: anchor, Class: "c-" + k.class + " c-name", Colour: colour, Size: plainLetters, Bold: true, Text: text}
}
