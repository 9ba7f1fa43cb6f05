package chart

import (
	"math"
	"strings"
	"testing"
)

// waterfall is an account that begins in surplus and ends in deficit.
func waterfall() Waterfall {
	return Waterfall{Name: "High needs", Axis: Axis{Prefix: "£", Suffix: "m"}, Steps: []Step{
		{Name: "Allocation", Text: "£60m", Value: 60}, {Name: "Recoupment", Text: "£10m", Value: -10, Kind: Change},
		{Name: "Transfer", Text: "£5m", Value: 5, Kind: Change}, {Name: "To spend", Text: "£55m", Value: 55},
		{Name: "Spent", Text: "£75m", Value: -75, Kind: Change}, {Name: "Balance", Text: "deficit of £20m", Value: -20},
	}}
}

func TestTotalsStandOnZeroAndChangesFloat(t *testing.T) {
	want := []fall{{0, 60, false}, {60, 50, false}, {50, 55, false}, {0, 55, false}, {55, -20, false}, {0, -20, false}}
	for i, got := range waterfall().falls() {
		if got != want[i] {
			t.Errorf("%s runs from %v to %v, want %v", waterfall().Steps[i].Name, got.from, got.to, want[i])
		}
	}
	raw, err := waterfall().Options()
	o := options(t, raw, err)
	// A clear bar up to the lower end of each step, and the step on it: the deficit hangs from zero to -20.
	for i, c := range []struct{ clear, bar string }{{"0", `"value":60,`}, {"50", `"value":10,`}, {"50", `"value":5,`}, {"0", `"value":55,`}, {"-20", `"value":75,`}, {"-20", `"value":20,`}} {
		if clear, bar := string(o.Series[0].Data[i]), string(o.Series[1].Data[i]); clear != c.clear || !strings.Contains(bar, c.bar) {
			t.Errorf("step %d is %s on %s, want %s on %s", i, bar, clear, c.bar, c.clear)
		}
	}
}

func TestWaterfallPictureHasItsBarsInPlace(t *testing.T) {
	w := waterfall()
	classes, lefts, widths := rects(t, string(w.SVG()))
	if got, want := strings.Join(classes, " "), "c-sum c-off c-added c-sum c-off c-sum"; got != want {
		t.Fatalf("bars %s, want %s", got, want)
	}
	// All bars share one scale: the allocation is 60 long.
	unit := widths[0] / 60
	for i, c := range []struct{ left, width float64 }{{0, 60}, {50, 10}, {50, 5}, {0, 55}, {-20, 75}, {-20, 20}} {
		if math.Abs(lefts[i]-lefts[0]-c.left*unit) > 0.2 || math.Abs(widths[i]-c.width*unit) > 0.2 {
			t.Errorf("bar %d begins at %.2f and is %.2f long, want %v and %v", i, (lefts[i]-lefts[0])/unit, widths[i]/unit, c.left, c.width)
		}
	}
}

func TestSignsAreWords(t *testing.T) {
	svg := string(waterfall().SVG())
	wellFormed(t, waterfall().SVG())
	for _, want := range []string{">taken off £10m<", ">added £5m<", ">deficit of £20m<", ">£60m<"} {
		if !strings.Contains(svg, want) {
			t.Errorf("the picture lacks %s", want)
		}
	}
	if got := (Step{Text: "−£4m", Value: -4, Kind: Change}).amount(); got != "taken off £4m" {
		t.Errorf("a signed amount is said as %q", got)
	}
	if got := (Step{Text: "£0m", Kind: Change}).amount(); got != "no change" {
		t.Errorf("a change of nothing is said as %q", got)
	}
}

func TestUnknownStepIsWordsAndNoBar(t *testing.T) {
	w := waterfall()
	w.Steps[1] = Step{Name: "Recoupment", Text: "not published", Kind: Change, Unknown: true}
	w.Steps = append(w.Steps[:2], w.Steps[3:]...)
	svg := string(w.SVG())
	if classes, _, _ := rects(t, svg); len(classes) != 4 || !strings.Contains(svg, ">not published<") {
		t.Errorf("bars %v, want four and the words for the fifth", classes)
	}
	raw, err := w.Options()
	if o := options(t, raw, err); !strings.Contains(string(o.Series[1].Data[1]), `"value":null`) {
		t.Errorf("the unknown step is %s", o.Series[1].Data[1])
	}
}
