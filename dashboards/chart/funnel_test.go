package chart

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func funnel(sizes ...float64) Funnel {
	f := Funnel{
		Name: "Plans in 20 weeks by number of plans", X: "Plans issued", Axis: Axis{Name: "In 20 weeks", Suffix: "%"},
		Polarity: HigherIsBetter, Centre: 50, CentreText: "England 50%",
		Limits: []FunnelLimit{{10, 20, 80, 5, 95}, {100, 40, 60, 35, 65}},
	}
	for i, x := range sizes {
		f.Points = append(f.Points, FunnelPoint{Name: "Area " + string(rune('A'+i)), Text: "told", X: x, Y: 100 * float64(i) / float64(max(1, len(sizes)-1))})
	}
	return f
}

func TestFunnelPlacesAreasBySizeAndFigure(t *testing.T) {
	f := funnel(50, 100)
	f.Points[0].Marked = true
	// The axes run from 0 to 100: half of the way across, and at the foot.
	svg := string(f.SVG())
	if want := `d="M` + px((stillLeft+funnelRight)/2) + " " + px(funnelBottom) + "m"; !strings.Contains(svg, want) {
		t.Errorf("an area of size 50 with 0%% is not at %s in %s", want, svg)
	}
	raw, err := f.Options()
	o := options(t, raw, err)
	if n := len(o.Series); n != 6 {
		t.Fatalf("%d series, want four limits, the other areas and this one", n)
	}
	if got := string(o.Series[5].Data[0]); !strings.HasPrefix(got, `{"value":[50,0],"name":"Area A","text":"told"`) {
		t.Errorf("this area is %s", got)
	}
	if m := o.Series[4].MarkLine.Data; len(m) != 1 || m[0].YAxis != 50 || m[0].Name != "England 50%" {
		t.Errorf("England is marked as %v", m)
	}
}

func TestFunnelScaleIsLogarithmicWhereSizesDifferByMuchAndSaysSo(t *testing.T) {
	for _, c := range []struct {
		name  string
		sizes []float64
		log   bool
		marks []float64
	}{
		{"ten times", []float64{10, 100}, false, []float64{0, 20, 40, 60, 80, 100}},
		{"a hundred times", []float64{10, 1000}, true, []float64{10, 20, 50, 100, 200, 500, 1000}},
		{"awkward ends", []float64{16, 2100}, true, []float64{15, 50, 100, 200, 500, 1000, 2500}},
		{"one area", []float64{7}, false, []float64{0, 2, 4, 6, 8}},
	} {
		f := funnel(c.sizes...)
		if got := f.across(); got.log != c.log || !slices.Equal(got.marks, c.marks) {
			t.Errorf("%s: %v, want %v", c.name, got, c.marks)
		}
		if says := strings.Contains(string(f.SVG()), "logarithmic scale"); says != c.log {
			t.Errorf("%s: the axis says that it is logarithmic: %v", c.name, says)
		}
	}
	if got := logarithmic(10, 1000).share(100); math.Abs(got-0.5) > 1e-12 {
		t.Errorf("100 lies at %v between 10 and 1,000, want the middle", got)
	}
}

func TestFunnelNamesItsLimitsInWordsAndOnlyMarkedAreas(t *testing.T) {
	f := funnel(20, 30, 40, 90)
	f.Points[3].Marked = true
	svg := string(f.SVG())
	wellFormed(t, f.SVG())
	for _, want := range []string{">95 in 100 areas would lie between these by chance<", ">998 in 1,000 would lie between these<", ">Area D<", ">England 50%<", "In 20 weeks (higher is better)"} {
		if !strings.Contains(svg, want) {
			t.Errorf("the picture lacks %s", want)
		}
	}
	if strings.Contains(svg, ">Area A<") {
		t.Error("an area that is not marked is named")
	}
	// Beyond the outer limit or not, an area that is not marked is one of the same grey dots.
	if n := strings.Count(svg, "<circle"); n != 3 {
		t.Errorf("%d grey dots, want 3", n)
	}
}

func TestFunnelSaysWhereTheMarkedAreaLies(t *testing.T) {
	for _, c := range []struct {
		x, y float64
		want string
	}{
		{55, 50, "between the limits"}, {10, 81, "above the inner limit"}, {10, 96, "above the outer limit"},
		{55, 29, "below the inner limit"}, {100, 34, "below the outer limit"}, {500, 50, ""},
	} {
		if got := funnel(50).beyond(FunnelPoint{X: c.x, Y: c.y}); got != c.want {
			t.Errorf("%v, %v lies %q, want %q", c.x, c.y, got, c.want)
		}
	}
	f := funnel(55, 60)
	f.Absent = "Camden: suppressed, fewer than 6"
	if svg := string(f.SVG()); strings.Count(svg, f.Absent) != 2 {
		t.Error("the picture and its description do not both say why the area has no mark")
	}
}

func TestFunnelLimitsAreNotDrawnBeyondTheAxis(t *testing.T) {
	f := funnel(10, 100)
	f.Limits = []FunnelLimit{{10, -900, 900, -1900, 1900}, {100, 40, 60, 35, 65}}
	plot := funnelPlot{f, f.across(), f.up(), 60}
	inner, _ := plot.limitLines(func(l FunnelLimit) (float64, float64) { return l.Lower95, l.Upper95 })
	if strings.Contains(inner, "L") || strings.Count(inner, "M") != 2 {
		t.Errorf("limits off the axis are drawn: %s", inner)
	}
	if high := f.up().high(); high > 150 {
		t.Errorf("the axis runs to %v for areas of up to 100: the limits of tiny areas stretch it", high)
	}
}

func TestAwkwardFunnelsStillDraw(t *testing.T) {
	flat := funnel(10, 20)
	flat.Points[0].Y, flat.Points[1].Y = 50, 50
	bare := funnel(10, 20)
	bare.Limits = nil
	below := funnel(10, 20)
	below.Points[0].Y, below.Centre = -12, -3
	for name, f := range map[string]Funnel{"all equal": flat, "no limits": bare, "below zero": below, "one area": funnel(3), "huge": funnel(1, 9e6)} {
		wellFormed(t, f.SVG())
		if svg := string(f.SVG()); strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf") {
			t.Errorf("%s: the picture has a coordinate that is no number", name)
		}
		if _, err := f.Options(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
