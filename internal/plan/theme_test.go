package plan

import (
	"strings"
	"testing"
)

// levels makes readings of a theme's first statements.
func levels(theme Theme, list ...Level) map[string]Reading {
	readings := map[string]Reading{}
	for i, l := range list {
		readings[theme.Statements[i].ID] = Reading{Low: l, High: l, Point: l}
	}
	return readings
}

// 2, 2, 3, 4 give 2: one 4 must not hide a 1 (9.2, rule 2, and the vector of 9.7).
func TestRule_9_2_2_ThemeIsTheLowerMedian(t *testing.T) {
	f := newest(t)
	t5, _ := f.Theme("T5")
	t9, _ := f.Theme("T9")
	for _, row := range []struct {
		theme Theme
		list  []Level
		want  string
		text  string
	}{
		{t9, []Level{2, 2, 3, 4}, "2", "4 of 4 scored, lowest 9.1 at 2"},
		{t5, []Level{3, 4, 1, 4}, "3", "4 of 5 scored, lowest 5.3 at 1"},
		{t5, []Level{4, 4, 4, 4, 1}, "4", "5 of 5 scored, lowest 5.5 at 1"},
	} {
		r := ThemeReading(row.theme, Leaders, false, levels(row.theme, row.list...))
		if r.Level() != row.want || r.Text != row.text || r.State != "" {
			t.Errorf("%v: %q %q %q, not %q %q", row.list, r.Level(), r.Text, r.State, row.want, row.text)
		}
	}
}

// 60% of 6, 5 and 4 statements is 4, 3 and 3; equality counts.
func TestNote_9_17_1_SixtyPercent(t *testing.T) {
	f := newest(t)
	for id, least := range map[string]int{"T1": 4, "T5": 3, "T9": 3} {
		theme, _ := f.Theme(id)
		for scored := range len(theme.Statements) + 1 {
			list := make([]Level, scored)
			for i := range list {
				list[i] = 2
			}
			r := ThemeReading(theme, Leaders, false, levels(theme, list...))
			want := NotEnoughScored
			if scored == 0 {
				want = NotYetAssessed
			} else if scored >= least {
				want = ""
			}
			if r.State != want || r.Shown() != (want == "") || r.Scored != scored || r.Of != len(theme.Statements) {
				t.Errorf("%s with %d scored: %+v", id, scored, r)
			}
		}
	}
	if Covered(0, 0) {
		t.Error("none of none is covered")
	}
}

func TestNote_9_17_2_InCoreModeOnlyTheCoreCounts(t *testing.T) {
	theme, _ := newest(t).Theme("T5") // core: 5.1 and 5.3
	both := map[string]Reading{"5.1": {Low: 3, High: 3}, "5.3": {Low: 2, High: 2}, "5.2": {Low: 1, High: 1}}
	r := ThemeReading(theme, Leaders, true, both)
	if r.Level() != "2" || r.Of != 2 || r.Scored != 2 || !r.CoreOnly || !strings.HasSuffix(r.Text, "core set only") {
		t.Errorf("both core statements: %+v", r)
	}
	if r := ThemeReading(theme, Leaders, false, map[string]Reading{"5.1": {Low: 3, High: 3}, "5.3": {Low: 2, High: 2}}); r.State != NotEnoughScored {
		t.Errorf("without core mode two of five are not enough: %+v", r)
	}
}

// sorted[(n − 1) div 2]: for 1 to 4 statements the 1st, 1st, 2nd and 2nd.
func TestNote_9_17_3_LowerOfTheMiddleTwo(t *testing.T) {
	for want, list := range map[Level][]int{1: {1, 4}, 2: {4, 2, 1}, 3: {4, 4, 3, 1}, 4: {4}} {
		if got := lowerMedian(list); got != want {
			t.Errorf("%v gives %d, not %d", list, got, want)
		}
	}
}

// A survey's theme is as unsure as what it is made of, and is not held to questions that nobody is asked.
func TestThemeOfFamilies(t *testing.T) {
	theme, _ := newest(t).Theme("T2") // asked: 2.2, 2.5 and 2.6
	readings := map[string]Reading{"2.2": {Low: 1, High: 2, Point: 1}, "2.5": {Low: 2, High: 3, Point: 2}, "2.6": {State: Suppressed}}
	r := ThemeReading(theme, Families, false, readings)
	if r.Of != 3 || r.Scored != 2 || r.Level() != "1–2" || r.Point != 1 || r.Lowest != "2.2" || r.Text != "2 of 3 asked, lowest 2.2 at 1–2" {
		t.Errorf("%+v", r)
	}
	readings["2.5"] = Reading{Low: 1, High: 3, Point: 2, State: TooFewToBeSure}
	readings["2.2"] = readings["2.5"]
	if r := ThemeReading(theme, Families, false, readings); r.Level() != "1–3" || r.State != TooFewToBeSure {
		t.Errorf("made of readings that are not sure: %+v", r)
	}
	if r := ThemeReading(theme, Young, false, map[string]Reading{"2.1": {Low: 1, High: 1}, "2.2": {Low: 2, High: 2}, "2.5": {Low: 3, High: 3}}); r.Of != 4 || r.Scored != 3 || r.Level() != "2" {
		t.Errorf("a panel may score what nobody is asked: %+v", r)
	}
	if r := ThemeReading(theme, Young, false, nil); r.State != NotAsked || r.Shown() {
		t.Errorf("nobody was asked: %+v", r)
	}
}
