package plan

import (
	"slices"
	"strings"
	"testing"
)

func TestNote_9_17_7_SignalOfAStatement(t *testing.T) {
	f := newest(t)
	for _, c := range []struct {
		what, statement string
		figures         Figures
		want            Level
		used            []string
	}{
		{"one is enough", "5.3", figuresOf(figure("S10", "legal", 60, 3)), 3, []string{"S10"}},
		{"the lower of two", "5.3", figuresOf(figure("S10", "legal", 60, 3), figure("S09", "legal", 70, 2)), 2, []string{"S09", "S10"}},
		{"S11 is not in the scored set", "5.3", figuresOf(figure("S10", "legal", 60, 3), figure("S11", "scored", 20, 1)), 3, []string{"S10"}},
		{"another statement's do not count", "5.3", figuresOf(figure("S01", "legal", 60, 4)), 0, nil},
		{"the median of several", "5.1", figuresOf(figure("S01", "legal", 60, 1), figure("S03", "scored", 2, 4), figure("S07", "legal", 60, 3)), 3, []string{"S01", "S03", "S07"}},
		{"local measures have no quarter", "10.1", Figures{}, 0, nil},
	} {
		s, _ := f.Statement(c.statement)
		got := StatementSignal(f, s, c.figures)
		if got.Low != c.want || got.High != c.want || !slices.Equal(got.Indicators, c.used) {
			t.Errorf("%s: %d from %v, want %d from %v", c.what, got.Low, got.Indicators, c.want, c.used)
		}
		if (c.want == 0) != (got.State == NoPublicData) {
			t.Errorf("%s: state %q", c.what, got.State)
		}
		for _, id := range c.used {
			if !strings.Contains(got.Text, id) {
				t.Errorf("%s: %q does not name %s", c.what, got.Text, id)
			}
		}
	}
}

func TestNote_9_17_7_ItemsComeBeforeFigures(t *testing.T) {
	f := newest(t)
	s, _ := f.Statement("7.4")
	figures := Figures{Values: map[string]Figure{"A03e": figure("A03e", "scored", 20, 1), "A03s": figure("A03s", "scored", 20, 4)}}
	if got := StatementSignal(f, s, figures); got.Low != 1 || !slices.Equal(got.Indicators, []string{"A03"}) {
		t.Errorf("A03 filled by two figures = %d from %v, want their lower median", got.Low, got.Indicators)
	}
	figures.Signals = map[string]Signal{"T7": {State: "partial", Items: map[string]int{"A03": 3}}}
	if got := StatementSignal(f, s, figures); got.Low != 3 {
		t.Errorf("with the item's own quarter = %d, want 3", got.Low)
	}
	figures.Signals["T7"].Items["A03"] = 0
	if got := StatementSignal(f, s, figures); got.State != NoPublicData {
		t.Errorf("an item that has no quarter = %+v", got)
	}
}

func TestRule_9_7_5_LegalFlagStandsBesideTheQuarter(t *testing.T) {
	f := newest(t)
	s, _ := f.Statement("5.3")
	for _, c := range []struct {
		figures Figures
		says    bool
	}{
		{figuresOf(figure("S10", "legal", 49.97, 4)), true}, {figuresOf(figure("S10", "legal", 50, 1)), false},
		{figuresOf(figure("S10", "legal", 30, 0)), true}, // too few to compare, and still not met
	} {
		got := StatementSignal(f, s, c.figures)
		if strings.Contains(got.Text, "not met in most cases") != c.says || strings.Contains(got.Text, "50.0%") {
			t.Errorf("%q", got.Text)
		}
	}
}

func TestNote_9_17_6_ThemeSignalIsAStateInWords(t *testing.T) {
	f := newest(t)
	t5, _ := f.Theme("T5")
	full := figuresOf(figure("S01", "legal", 40.8, 2))
	full.Signals["T5"] = Signal{State: "signal", Level: 2, Available: 5, Of: 7, Items: map[string]int{"S01": 2}}
	if got := ThemeSignal(f, t5, full); got.Level() != "2" || got.State != "" || !strings.Contains(got.Text, "5 of 7 figures") || !strings.Contains(got.Text, "not met in most cases") {
		t.Errorf("a full signal = %+v", got)
	}
	if got := ThemeSignal(f, t5, figuresOf(figure("S01", "legal", 60, 2))); got.Shown() || got.State != "partial" || !strings.Contains(got.Text, "S01 in the worse half of areas") {
		t.Errorf("a partial signal = %+v", got)
	}
	if got := ThemeSignal(f, t5, Figures{}); got.Shown() || got.State != "no public data" {
		t.Errorf("no signal = %+v", got)
	}
}
