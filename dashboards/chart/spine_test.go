package chart

import (
	"math"
	"strings"
	"testing"
)

func spineRow(p Polarity) SpineRow {
	return SpineRow{
		Name: "Plans in 20 weeks", Note: "2024", Text: "70% (7 of 10)", Value: V(70), Lower: V(55), Upper: V(85),
		England: V(40), EnglandText: "40%", Min: V(0), Max: V(100), MinText: "0%", MaxText: "100%", Q25: V(30), Q75: V(60), Polarity: p,
	}
}

// As public health profiles draw it: England in the middle, the lowest and highest area at the ends, a straight scale on
// each side.
func TestSpineHasEnglandInTheMiddleAndBetterOnTheRight(t *testing.T) {
	outside := spineRow(HigherIsBetter)
	outside.England = V(-10)
	alone := spineRow(NoDirection)
	alone.England = nil
	equal := spineRow(HigherIsBetter)
	equal.England, equal.Min, equal.Max = V(5), V(5), V(5)
	for _, c := range []struct {
		name        string
		row         SpineRow
		value, want float64
	}{
		{"England", spineRow(HigherIsBetter), 40, 0.5}, {"halfway to the lowest", spineRow(HigherIsBetter), 20, 0.25},
		{"halfway to the highest", spineRow(HigherIsBetter), 70, 0.75}, {"the lowest", spineRow(HigherIsBetter), 0, 0},
		{"the highest", spineRow(HigherIsBetter), 100, 1}, {"beyond the highest", spineRow(HigherIsBetter), 130, 1},
		{"lower is better", spineRow(LowerIsBetter), 70, 0.25}, {"lower is better, the lowest", spineRow(LowerIsBetter), 0, 1},
		{"no direction: low to high", spineRow(NoDirection), 70, 0.75}, {"England below all areas", outside, 45, 0.75},
		{"England not published", alone, 25, 0.25}, {"all equal", equal, 5, 0.5},
	} {
		if got := c.row.place(c.value); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s: %v is at %v, want %v", c.name, c.value, got, c.want)
		}
	}
}

func TestSpineMarksRowsWithoutDirectionAndSaysSo(t *testing.T) {
	s := Spine{Name: "Two rows", Area: "Camden", Rows: []SpineRow{spineRow(HigherIsBetter), spineRow(NoDirection)}}
	svg := string(s.SVG())
	wellFormed(t, s.SVG())
	if strings.Count(svg, "c-open") != 1 || strings.Count(svg, "<circle") != 1 {
		t.Error("a row with a direction has a dot and one without has an open diamond: not so here")
	}
	for _, want := range []string{">worse<", ">better<", ">lowest<", ">highest<", "no agreed direction: low on the left"} {
		if !strings.Contains(svg, want) {
			t.Errorf("the picture lacks %q", want)
		}
	}
	one := string(Spine{Name: "One row", Area: "Camden", Rows: []SpineRow{spineRow(NoDirection)}}.SVG())
	if strings.Contains(one, "better") || strings.Contains(one, "worse") {
		t.Error("a spine without any direction speaks of better or worse")
	}
	lower := spineRow(LowerIsBetter)
	if left, right := lower.ends(); left[0] != "100%" || right[0] != "0%" || right[1] != "better" {
		t.Errorf("the ends are %v and %v where lower is better", left, right)
	}
}

func TestSpineDrawsNoMarkForAMissingFigure(t *testing.T) {
	none, range_, england := spineRow(HigherIsBetter), spineRow(HigherIsBetter), spineRow(HigherIsBetter)
	none.Value, none.Text = nil, "suppressed: fewer than 6"
	range_.Min, range_.Max, range_.Text = nil, nil, "70%"
	england.England, england.EnglandText = nil, "not published"
	for _, c := range []struct {
		name  string
		row   SpineRow
		dots  int
		lines int
		says  string
	}{
		{"no figure", none, 0, 1, ">suppressed:<"}, {"no range", range_, 0, 0, ">no range is published<"},
		{"no figure for England", england, 1, 0, ">published<"},
	} {
		svg := string(Spine{Name: "Row", Area: "Camden", Rows: []SpineRow{c.row}}.SVG())
		if got := strings.Count(svg, "<circle"); got != c.dots {
			t.Errorf("%s: %d marks, want %d", c.name, got, c.dots)
		}
		if got := strings.Count(svg, "c-england c-line"); got != c.lines {
			t.Errorf("%s: England is drawn %d times, want %d", c.name, got, c.lines)
		}
		if !strings.Contains(svg, c.says) {
			t.Errorf("%s: the picture does not say %s", c.name, c.says)
		}
	}
	if raw, err := (Spine{Name: "Row", Area: "Camden", Rows: []SpineRow{none}}).Options(); err != nil || raw != nil {
		t.Errorf("a spine has options %s (%v): its picture is all there is", raw, err)
	}
}

func TestSpineSaysInWordsWhatItShows(t *testing.T) {
	got := Spine{Name: "Row", Area: "Camden", Rows: []SpineRow{spineRow(LowerIsBetter)}}.Describe()
	if want := "Plans in 20 weeks: Camden 70% (7 of 10), England 40%, areas from 100% (worse) to 0% (better)."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
