package chart

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func mix(bars ...MixBar) Mix {
	m := Mix{Name: "Plans by need", Axis: Axis{Suffix: "%"}, Bars: bars, Other: "other needs"}
	for i := range bars[0].Values {
		m.Parts = append(m.Parts, "Need "+string(rune('A'+i)))
	}
	return m
}

func barOf(name string, rest *float64, shares ...any) MixBar {
	b := MixBar{Name: name, Rest: rest}
	for _, s := range shares {
		if v, ok := s.(float64); ok {
			b.Values, b.Text = append(b.Values, V(v)), append(b.Text, fmt.Sprintf("%v%%", v))
		} else {
			b.Values, b.Text = append(b.Values, nil), append(b.Text, "suppressed: fewer than 6")
		}
	}
	return b
}

var rect = regexp.MustCompile(`<rect class="([^"]+)" x="([^"]+)" y="[^"]+" width="([^"]+)"`)

// rects are the boxes of a picture: their class, left edge and width.
func rects(t *testing.T, svg string) (classes []string, lefts, widths []float64) {
	t.Helper()
	for _, m := range rect.FindAllStringSubmatch(svg, -1) {
		left, err1 := strconv.ParseFloat(m[2], 64)
		width, err2 := strconv.ParseFloat(m[3], 64)
		if err1 != nil || err2 != nil {
			t.Fatalf("a box at %q of width %q", m[2], m[3])
		}
		classes, lefts, widths = append(classes, m[1]), append(lefts, left), append(widths, width)
	}
	return classes, lefts, widths
}

func TestMixDrawsPartsAtTheirShareThenTheRest(t *testing.T) {
	svg := string(mix(barOf("Camden", V(20), 50.0, 30.0)).SVG())
	wellFormed(t, mix(barOf("Camden", V(20), 50.0, 30.0)).SVG())
	classes, lefts, widths := rects(t, svg)
	const whole = mixRight - mixLeft
	want := []struct {
		class       string
		left, width float64
	}{{"c-part-0", mixLeft, whole * 0.5}, {"c-part-5", mixLeft + whole*0.5, whole * 0.3}, {"c-rest", mixLeft + whole*0.8, whole * 0.2}}
	if len(classes) != len(want) {
		t.Fatalf("boxes %v, want %d", classes, len(want))
	}
	for i, w := range want {
		if classes[i] != w.class || lefts[i] != w.left || widths[i] != w.width {
			t.Errorf("box %d is %s at %v, %v wide; want %v", i, classes[i], lefts[i], widths[i], w)
		}
	}
	if !strings.Contains(svg, ">other needs<") || !strings.Contains(svg, ">20%<") {
		t.Error("the rest is not named or has no number")
	}
}

func TestMixNeverDrawsAMissingShareAtZero(t *testing.T) {
	m := mix(barOf("Camden", nil, 60.0, nil), barOf("England", V(10), 60.0, 30.0), barOf("Isles of Scilly", nil, nil, nil))
	svg := string(m.SVG())
	classes, _, _ := rects(t, svg)
	if got, want := strings.Join(classes, " "), "c-part-0 c-gap c-part-0 c-part-5 c-rest"; got != want {
		t.Errorf("boxes %s, want %s", got, want)
	}
	if !strings.Contains(svg, ">Need B, suppressed: fewer than 6<") || !strings.Contains(svg, ">not known<") || !strings.Contains(svg, ">suppressed: fewer than 6<") {
		t.Error("the picture does not say in words what is missing")
	}
	raw, err := m.Options()
	o := options(t, raw, err)
	if got, want := string(o.Series[1].Data[0]), `{"value":null,"text":"suppressed: fewer than 6"}`; got != want {
		t.Errorf("the missing share is %s, want %s", got, want)
	}
	if len(o.Series) != 3 || o.Series[2].Name != "other needs" {
		t.Error("the rest is not the last part")
	}
}

func TestATrueZeroShareIsSaid(t *testing.T) {
	if svg := string(mix(barOf("Camden", nil, 100.0, 0.0)).SVG()); !strings.Contains(svg, ">Need B 0%<") {
		t.Errorf("a published zero is not said: %s", svg)
	}
}

func TestPartsOfAMixDifferInLightness(t *testing.T) {
	for n := 1; n <= maxParts; n++ {
		m, last := Mix{Parts: make([]string, n)}, -1
		for i := range n {
			if m.shade(i) <= last || m.shade(i) >= maxParts {
				t.Errorf("%d parts: part %d has shade %d after %d", n, i, m.shade(i), last)
			}
			last = m.shade(i)
		}
	}
}

// However the shares fall, the line from a part to its name runs through no other name.
func TestNamesOfPartsAreReadable(t *testing.T) {
	parts := []string{
		"Autistic spectrum disorder", "Speech, language and communication needs", "Social, emotional and mental health",
		"Moderate learning difficulty", "Specific learning difficulty", "Physical disability", "Multi-sensory impairment",
	}
	for name, shares := range map[string][]any{
		"as published": {36.4, 19.7, 18.2, 9.1, 5.6, 3.1, 0.2}, "even": {14.0, 14.0, 14.0, 14.0, 14.0, 14.0, 14.0},
		"one large at the end": {1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 90.0}, "one large at the start": {94.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0},
		"some missing": {50.0, nil, 20.0, nil, 10.0, nil, 5.0},
	} {
		m := mix(barOf("Camden", V(1), shares...))
		m.Parts = parts
		flags, lines := m.flags()
		for i, a := range flags {
			if a.above() > lines || a.left() < 0 {
				t.Errorf("%s: %q stands up to line %d of %d and begins at %v", name, a.words, a.above(), lines, a.left())
			}
			for j, b := range flags {
				if b.X > a.left() && b.X < a.X && b.above() > a.beneath {
					t.Errorf("%s: the line of %q runs through %q", name, b.words, a.words)
				}
				if i != j && a.beneath < b.above() && b.beneath < a.above() && a.left() < b.X && b.left() < a.X {
					t.Errorf("%s: %q and %q cover each other", name, a.words, b.words)
				}
			}
		}
	}
}
