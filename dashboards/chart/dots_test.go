package chart

import (
	"strings"
	"testing"
)

func TestEveryDotHasItsLetterAndARangeItsLine(t *testing.T) {
	d := Dots{Name: "Themes", Levels: []string{"One", "Two", "Three", "Four"}, Rows: []DotRow{{Name: "T5 <Reviews>", Dots: []Dot{
		{"L", TriangleMark, 2, 2}, {"F", DiamondMark, 2, 2}, {"P", DiscMark, 2, 2}, {"S", BarMark, 2, 2}, {"Y", StarMark, 1, 2}, {"D", SquareMark, 3, 3}}}}}
	svg := string(d.SVG())
	for _, letter := range []string{"L", "F", "P", "S", "Y", "D"} {
		if !strings.Contains(svg, ">"+letter+"</text>") {
			t.Errorf("the mark %s has no letter", letter)
		}
	}
	if want := "T5 &lt;Reviews&gt;: L 2, F 2, P 2, S 2, Y 1–2, D 3."; !strings.Contains(svg, want) {
		t.Errorf("the picture does not say %q", want)
	}
	if lines := strings.Count(svg, `stroke-width="2"><path d="M`); lines != 1 {
		t.Errorf("%d lines for the one range", lines)
	}
	places := map[[2]float64]bool{}
	pic := dotsPicture{}
	d.draw(&pic, d.Rows[0], 0)
	for _, m := range pic.Marks {
		if at := [2]float64{m.X, m.Y}; places[at] {
			t.Errorf("two marks stand at %v", at)
		} else {
			places[at] = true
		}
	}
}
