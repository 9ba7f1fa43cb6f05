package chart

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"html/template"
	"io"
	"slices"
	"strings"
	"testing"
)

func values(vs ...any) []Point {
	var out []Point
	for _, v := range vs {
		if f, ok := v.(float64); ok {
			out = append(out, Point{Value: V(f), Text: "a number"})
		} else {
			out = append(out, Point{Text: "not published"})
		}
	}
	return out
}

func trend(points []Point) Trend {
	periods := []string{"2020", "2021", "2022", "2023", "2024"}[:len(points)]
	return Trend{Name: "Plans in 20 weeks", Periods: periods, Axis: Axis{Suffix: "%"}, Series: []Series{{Name: "Alderbrook", Points: points}}}
}

type drawnOptions struct {
	Series []struct {
		Name         string
		ConnectNulls *bool
		Data         []json.RawMessage
		LineStyle    struct {
			Color, Type string
			Width       float64
		}
		MarkLine struct {
			Data []struct {
				Name  string
				XAxis float64
				YAxis float64
			}
		}
	}
	YAxis []struct{ Min, Max float64 }
}

func options(t *testing.T, raw json.RawMessage, err error) drawnOptions {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	var o drawnOptions
	if err := json.Unmarshal(raw, &o); err != nil {
		t.Fatal(err)
	}
	return o
}

// wellFormed fails the test when a picture is not well-formed XML.
func wellFormed(t *testing.T, svg template.HTML) {
	t.Helper()
	if svg == "" {
		t.Error("no picture was drawn")
	}
	d := xml.NewDecoder(strings.NewReader(string(svg)))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
	}
}

func TestMissingNumberIsAGapWithItsReason(t *testing.T) {
	raw, err := trend(values(40.0, nil, 44.0)).Options()
	o := options(t, raw, err)
	if got, want := string(o.Series[0].Data[1]), `{"value":null,"text":"not published"}`; got != want {
		t.Errorf("the missing point is %s, want %s", got, want)
	}
	if c := o.Series[0].ConnectNulls; c == nil || *c {
		t.Error("the line is drawn across a missing number")
	}
	svg := string(trend(values(40.0, nil, 44.0)).SVG())
	_, line, _ := strings.Cut(svg, `c-this-area c-line" d="`)
	line, _, _ = strings.Cut(line, `"`)
	if strings.Count(line, "M") != 2 || strings.Contains(line, "L") {
		t.Errorf("the still picture joins the numbers on both sides of a gap: %s", line)
	}
	if !strings.Contains(svg, "✕") {
		t.Error("the still picture does not mark the gap")
	}
}

func TestTrueZeroIsDrawn(t *testing.T) {
	raw, err := trend(values(0.0, 1.0)).Options()
	o := options(t, raw, err)
	if got := string(o.Series[0].Data[0]); !strings.Contains(got, `"value":0`) {
		t.Errorf("a published zero is %s", got)
	}
	if got := string(Spark{Values: []*float64{V(0), V(2)}}.SVG()); strings.Count(got, "<rect") != 2 {
		t.Errorf("a sparkline with a true zero draws %s", got)
	}
}

func TestYAxisStartsAtZeroUnlessTheReaderAskedOtherwise(t *testing.T) {
	tr := trend(values(92.0, 95.0))
	raw, err := tr.Options()
	if o := options(t, raw, err); o.YAxis[0].Min != 0 || o.YAxis[0].Max != 100 {
		t.Errorf("axis from %v to %v, want 0 to 100", o.YAxis[0].Min, o.YAxis[0].Max)
	}
	tr.Axis.FreeStart = true
	raw, err = tr.Options()
	if o := options(t, raw, err); o.YAxis[0].Min != 92 {
		t.Errorf("a free axis starts at %v, want 92", o.YAxis[0].Min)
	}
}

func TestDeficitsAreDrawnBelowZero(t *testing.T) {
	raw, err := trend(values(-12.0, 3.0)).Options()
	if o := options(t, raw, err); o.YAxis[0].Min != -15 || o.YAxis[0].Max != 5 {
		t.Errorf("axis from %v to %v, want -15 to 5", o.YAxis[0].Min, o.YAxis[0].Max)
	}
}

func TestNoLineCrossesABreak(t *testing.T) {
	tr := trend(values(1.0, 2.0, 3.0, 4.0))
	tr.Breaks = []Break{{"2022", "counted in a new way"}}
	raw, err := tr.Options()
	o := options(t, raw, err)
	if len(o.Series) != 3 {
		t.Fatalf("%d series, want two runs and the mark", len(o.Series))
	}
	if string(o.Series[0].Data[2]) != "null" || string(o.Series[1].Data[1]) != "null" {
		t.Errorf("runs overlap: %s and %s", o.Series[0].Data, o.Series[1].Data)
	}
	if m := o.Series[2].MarkLine.Data; len(m) != 1 || m[0].XAxis != 2 || m[0].Name != "counted in a new way" {
		t.Errorf("the break is marked as %v", m)
	}
	wellFormed(t, tr.SVG())
}

func TestEachRoleAlwaysLooksTheSame(t *testing.T) {
	tr := trend(values(1.0, 2.0))
	for _, r := range []Role{England, Neighbours, Region} {
		tr.Series = append(tr.Series, Series{Name: "other", Role: r, Points: values(1.0, 2.0)})
	}
	raw, err := tr.Options()
	o := options(t, raw, err)
	for i, want := range []struct {
		colour, line string
		width        float64
	}{{darkBlue, "solid", 4}, {darkPink, "dashed", 2}, {turquoise, "solid", 2}, {orange, "dotted", 2}} {
		got := o.Series[i].LineStyle
		if got.Color != want.colour || got.Type != want.line || got.Width != want.width {
			t.Errorf("role %d is %v, want %v", i, got, want)
		}
	}
}

func TestAwkwardTrendsStillDraw(t *testing.T) {
	for name, points := range map[string][]Point{
		"nothing published": values(nil, nil, nil), "one number": values(nil, 5.0, nil), "one period": values(5.0),
		"all equal": values(5.0, 5.0, 5.0), "all zero": values(0.0, 0.0),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := trend(points).Options(); err != nil {
				t.Error(err)
			}
			svg := trend(points).SVG()
			wellFormed(t, svg)
			if strings.Contains(string(svg), "NaN") || strings.Contains(string(svg), "Inf") {
				t.Errorf("the picture has a coordinate that is no number: %s", svg)
			}
		})
	}
}

func TestTrendThatCannotBeReadIsRefused(t *testing.T) {
	short := trend(values(1.0, 2.0))
	short.Periods = append(short.Periods, "2025")
	lost := trend(values(1.0))
	lost.Breaks = []Break{{"1999", "new method"}}
	crowded := trend(values(1.0))
	crowded.Series = slices.Repeat(crowded.Series, 5)
	for name, tr := range map[string]Trend{"points and periods differ": short, "break at no period": lost, "five series": crowded, "no series": {}} {
		if _, err := tr.Options(); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestTicksAreRoundAndCoverTheNumbers(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		want      []float64
	}{
		{0, 96.6, []float64{0, 20, 40, 60, 80, 100}}, {0, 0.31, []float64{0, 0.1, 0.2, 0.3, 0.4}}, {0, 0, []float64{0, 0.2, 0.4, 0.6, 0.8, 1}},
		{-12, 3, []float64{-15, -10, -5, 0, 5}}, {0, 9953, []float64{0, 2000, 4000, 6000, 8000, 10000}},
	} {
		if got := ticks(c.low, c.high); !slices.Equal(got, c.want) {
			t.Errorf("ticks(%v, %v) = %v, want %v", c.low, c.high, got, c.want)
		}
	}
}

func TestAxisNumbersAreReadable(t *testing.T) {
	if got := (Axis{Prefix: "£", Suffix: "m"}).label(-9953.5); got != "£−9,953.5m" {
		t.Errorf("got %q", got)
	}
}
