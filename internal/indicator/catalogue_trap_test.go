package indicator

import (
	"slices"
	"strings"
	"testing"
)

func everyIndicator(t *testing.T) []Indicator {
	t.Helper()
	all, err := Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// D17: a count or a sum of money follows the size of an area, so it is neither better nor worse.
func TestCountsAndSumsHaveNoDirection(t *testing.T) {
	for _, in := range everyIndicator(t) {
		if slices.Contains([]string{"count", "pounds"}, in.Unit) && (in.Polarity != None || in.Type != Context) {
			t.Errorf("%s is a raw %s, and yet %s is better and its type is %s", in.ID, in.Unit, in.Polarity, in.Type)
		}
		for _, id := range []string{"S12n", "S17n", "P02", "P03", "F10", "F11"} {
			if in.ID == id && in.Polarity != None {
				t.Errorf("%s has a direction", id)
			}
		}
	}
}

// LT-14, D15: a rate says what it is out of, and everything says what is counted.
func TestEveryRateNamesItsDenominator(t *testing.T) {
	for _, in := range everyIndicator(t) {
		if in.Unit != "count" && in.Unit != "pounds" && in.Unit != "weeks" && in.Denominator == "" {
			t.Errorf("%s, %s, does not say what it is out of", in.ID, in.Unit)
		}
	}
	for id, want := range map[string]string{"S08b": "decisions not to issue a plan", "F01": "high needs block before deductions", "S12n": ""} {
		in, err := ByID(id)
		if err != nil || in.Denominator != want {
			t.Errorf("%s is out of %q (%v), want %q", id, in.Denominator, err, want)
		}
	}
}

// The directions of DfE's Local Authority Interactive Tool: what it leaves neutral is never called better or worse here.
func TestWhatTheInteractiveToolLeavesNeutralHasNoDirection(t *testing.T) {
	neutral := map[string]string{"S05": "requests", "S06": "refusals", "S08": "assessments without a plan", "S12": "plans for people", "S12n": "plans", "S17": "plans ended, needs met",
		"S17n": "plans ended", "S13a": "plans in mainstream", "F03": "spending", "F05": "transport", "F12": "top-ups"}
	for id, what := range neutral {
		in, err := ByID(id)
		if err != nil || in.Polarity != None || in.Type != Context {
			t.Errorf("%s (%s): %v, %s, %s", id, what, err, in.Polarity, in.Type)
		}
	}
	for id, want := range map[string]string{"S01": Higher, "R01": Lower, "X02": Lower, "X04": Lower, "X07": Lower, "A01": Lower} {
		if in, err := ByID(id); err != nil || in.Polarity != want {
			t.Errorf("%s: %v, %s is better, want %s", id, err, in.Polarity, want)
		}
	}
}

// The publisher's own notes describe the old appeal rate above the new one: each of ours says which decisions it counts.
func TestTheTwoAppealRatesSayWhichDecisionsTheyCount(t *testing.T) {
	for id, words := range map[string][2]string{"R01": {"annual reviews completed", "plan in force"}, "R01o": {"plan in force", "annual reviews"}} {
		in, err := ByID(id)
		if err != nil || !strings.Contains(in.Definition, words[0]) || strings.Contains(in.Definition, words[1]) {
			t.Errorf("%s: %v: %s", id, err, in.Definition)
		}
	}
}

// A series that crosses a change of method says so where it changes.
func TestSeriesBreakWhereTheirMethodChanged(t *testing.T) {
	for from, ids := range map[string][]string{"2022": {"S01", "S02", "S05", "S06"}, "2026-27": {"F01", "F02", "F10", "F11"}, "2023-01": {"S13a", "S16a"}} {
		for _, id := range ids {
			in, err := ByID(id)
			if err != nil || !slices.ContainsFunc(in.Breaks, func(b Break) bool { return b.From == from && b.Why != "" }) {
				t.Errorf("%s does not break in %s: %v, %v", id, from, in.Breaks, err)
			}
		}
	}
	for _, in := range everyIndicator(t) {
		for _, b := range in.Breaks {
			if _, err := ParsePeriod(b.From, in.Basis); err != nil || b.Why == "" {
				t.Errorf("%s breaks at %q, because %q: %v", in.ID, b.From, b.Why, err)
			}
		}
	}
}

// FB-14: rates of pupils are of those who go to school in an area, and say so.
func TestRatesOfPupilsSayThatTheyAreOfSchoolsInTheArea(t *testing.T) {
	for _, in := range everyIndicator(t) {
		if !strings.HasPrefix(in.ID, "X") {
			continue
		}
		if !slices.ContainsFunc(in.Caveats, func(c string) bool { return strings.Contains(c, "where they go to school, not where they live") }) {
			t.Errorf("%s does not say that its pupils are counted where they go to school", in.ID)
		}
	}
}
