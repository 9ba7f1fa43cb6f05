package chart

import (
	"strconv"
	"strings"
	"testing"
)

func plainPercent(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) + "%" }

func position(p Polarity, value, england *float64) Position {
	return Position{
		Area: "Alderbrook", Areas: 149, Value: value, England: england, Min: V(0), Q25: V(30), Q75: V(60), Max: V(100),
		Polarity: p, Text: "not published", Format: plainPercent,
	}
}

func TestBetterIsAlwaysOnTheRight(t *testing.T) {
	for _, c := range []struct {
		name     string
		polarity Polarity
		right    bool
	}{{"higher is better", HigherIsBetter, true}, {"lower is better", LowerIsBetter, false}, {"no direction: higher to the right", NoDirection, true}} {
		p := position(c.polarity, V(90), V(45))
		if right := p.x(p.Value) > p.x(p.England); right != c.right {
			t.Errorf("%s: 90 is right of 45: %v, want %v", c.name, right, c.right)
		}
	}
	if svg := string(position(NoDirection, V(1), V(2)).SVG()); strings.Contains(svg, "better") {
		t.Error("a position without direction speaks of better")
	}
}

func TestPositionSaysInWordsWhatItShows(t *testing.T) {
	got := position(HigherIsBetter, V(96.6), V(46.4)).Describe()
	if want := "Alderbrook 96.6%; England 46.4%; areas from 0.0% to 100.0%; middle half 30.0% to 60.0%; higher is better."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := position(NoDirection, nil, nil).Describe(); !strings.HasPrefix(got, "Alderbrook not published; ") {
		t.Errorf("a missing value is described as %q", got)
	}
}

func TestAwkwardPositionsStillDraw(t *testing.T) {
	equal := position(HigherIsBetter, V(5), V(5))
	equal.Min, equal.Q25, equal.Q75, equal.Max = V(5), V(5), V(5), V(5)
	outside := position(HigherIsBetter, V(130), V(-4))
	noHalf := position(HigherIsBetter, V(5), nil)
	noHalf.Q25, noHalf.Q75 = nil, nil
	for name, p := range map[string]Position{
		"all equal": equal, "outside the range": outside, "no quarters": noHalf, "no value": position(LowerIsBetter, nil, V(40)),
	} {
		t.Run(name, func(t *testing.T) {
			wellFormed(t, p.SVG())
			if x := p.x(p.Value); p.Value != nil && (x < positionInset || x > positionWidth-positionInset) {
				t.Errorf("the mark is at %v, outside the picture", x)
			}
		})
	}
	if got := equal.x(V(5)); got != positionWidth/2 {
		t.Errorf("where all areas are equal the mark is at %v, want the middle", got)
	}
	if svg := (Position{Area: "Alderbrook", Value: V(5)}).SVG(); svg != "" {
		t.Errorf("without a range there is nothing to place, but it drew %s", svg)
	}
}

func TestSparklineKeepsItsGaps(t *testing.T) {
	s := Spark{Name: "Plans", Labels: []string{"2022", "2023", "2024"}, Texts: []string{"4", "not published", "6"}, Values: []*float64{V(4), nil, V(6)}}
	svg := s.SVG()
	wellFormed(t, svg)
	if bars, gaps := strings.Count(string(svg), "<rect"), strings.Count(string(svg), "c-gap"); bars != 2 || gaps != 1 {
		t.Errorf("%d bars and %d gaps, want 2 and 1", bars, gaps)
	}
	if got, want := s.Describe(), "2022 4, 2023 not published, 2024 6."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for name, vs := range map[string][]*float64{"none": {nil, nil}, "one": {V(3)}, "equal": {V(3), V(3)}, "zero": {V(0), V(0)}, "negative": {V(-3), V(2)}} {
		if svg := string(Spark{Name: name, Values: vs}.SVG()); strings.Contains(svg, "NaN") || !strings.Contains(svg, "<svg") {
			t.Errorf("%s draws %s", name, svg)
		}
	}
	if (Spark{}).SVG() != "" {
		t.Error("no period at all draws something")
	}
}

func distribution(p Polarity) Distribution {
	return Distribution{
		Name: "Plans", Polarity: p, England: V(3), EnglandText: "3", Bars: []Bar{
			{Name: "B", Value: V(2), Text: "2"}, {Name: "A", Value: V(2), Text: "2", Role: ThisArea, Marked: true},
			{Name: "C", Text: "not published"}, {Name: "D", Value: V(9), Text: "9"}, {Name: "E", Value: V(1), Text: "1", Role: Neighbours, Marked: true},
		},
	}
}

func TestDistributionIsSortedTowardsBetter(t *testing.T) {
	for _, c := range []struct {
		polarity Polarity
		want     string
	}{{HigherIsBetter, "EABD"}, {LowerIsBetter, "DABE"}, {NoDirection, "EABD"}} {
		var got string
		for _, b := range distribution(c.polarity).sorted() {
			got += b.Name
		}
		if got != c.want {
			t.Errorf("polarity %d: %s, want %s", c.polarity, got, c.want)
		}
	}
}

func TestDistributionLeavesOutAndCountsTheMissing(t *testing.T) {
	d := distribution(HigherIsBetter)
	if d.Missing() != 1 {
		t.Errorf("%d missing, want 1", d.Missing())
	}
	raw, err := d.Options()
	o := options(t, raw, err)
	if len(o.Series[0].Data) != 4 || strings.Contains(string(raw), "not published") {
		t.Errorf("bars are %s", o.Series[0].Data)
	}
	if got, want := d.Describe(), "4 areas from worse to better; A 2, with 1 area nearer the better end; England 3."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	wellFormed(t, d.SVG())
	if _, err := (Distribution{Name: "Empty", Bars: []Bar{{Name: "C"}}}).Options(); err == nil {
		t.Error("a distribution without a number gave options")
	}
}

func TestDistributionMarksItsQuartersAndEngland(t *testing.T) {
	raw, err := distribution(NoDirection).Options()
	o := options(t, raw, err)
	if m := o.Series[0].MarkLine.Data; len(m) != 1 || m[0].YAxis != 3 || m[0].Name != "England 3" {
		t.Errorf("England is marked as %v", m)
	}
	if m := o.Series[1].MarkLine.Data; len(m) != 3 || m[0].XAxis != 1 || m[2].XAxis != 3 {
		t.Errorf("quarters are marked as %v", m)
	}
}
