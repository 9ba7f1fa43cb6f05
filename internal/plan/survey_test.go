package plan

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

func survey(edit func(*Survey)) *Survey {
	s := &Survey{Cycle: "2026", Statement: "5.3", Perspective: Families, Instrument: FivePoint, StrongNo: 40, No: 50, Neither: 23, Yes: 20, StrongYes: 10, DontKnow: 7,
		Opened: "2026-09-01", Closed: "2026-10-31"}
	if edit != nil {
		edit(s)
	}
	return s
}

func TestSurveysAreTotalsOfAQuestion(t *testing.T) {
	for _, row := range []struct {
		name string
		edit func(*Survey)
		want string
	}{
		{"whole", nil, ""},
		{"no assessment", func(s *Survey) { s.Cycle = "2031" }, "cycle"},
		{"no such statement", func(s *Survey) { s.Statement = "99.1" }, "statement"},
		{"a statement without a question", func(s *Survey) { s.Statement = "2.1" }, "statement"},
		{"families on money for settings", func(s *Survey) { s.Statement = "10.4" }, "perspective"},
		{"settings on money for settings", func(s *Survey) { s.Statement, s.Perspective = "10.4", Settings }, ""},
		{"leaders", func(s *Survey) { s.Perspective = Leaders }, "perspective"},
		{"fewer than none", func(s *Survey) { s.Neither = -1 }, "neither"},
		{"more than there are", func(s *Survey) { s.Yes = mostAnswers + 1 }, "agree"},
		{"nobody", func(s *Survey) { s.StrongNo, s.No, s.Neither, s.Yes, s.StrongYes, s.DontKnow = 0, 0, 0, 0, 0, 0 }, "agree"},
		{"closed before opened", func(s *Survey) { s.Closed = "2026-08-31" }, "closed"},
		{"still open", func(s *Survey) { s.Closed = "2026-11-23" }, "closed"},
		{"no day", func(s *Survey) { s.Opened = "autumn" }, "opened"},
		{"unknown group", func(s *Survey) { s.Subgroup = "girls called Ann" }, "subgroup"},
		{"locality", func(s *Survey) { s.Subgroup = "locality: North" }, ""},
		{"locality without a name", func(s *Survey) { s.Subgroup = "locality: " }, "subgroup"},
		{"locality with a stroke", func(s *Survey) { s.Subgroup = "locality: N/E" }, "subgroup"},
		{"a group larger than all", func(s *Survey) { s.Subgroup, s.Yes = "sen support", 21 }, "agree"},
		{"smileys of families", func(s *Survey) { s.Instrument = ThreeSmileys }, "instrument"},
		{"smileys of young people with five points", func(s *Survey) { s.Perspective, s.Instrument = Young, ThreeSmileys }, "instrument"},
		{"smileys of young people", func(s *Survey) { s.Perspective, s.Instrument, s.StrongNo, s.StrongYes = Young, ThreeSmileys, 0, 0 }, ""},
		{"asked with nothing", func(s *Survey) { s.Instrument = "" }, "instrument"},
	} {
		c := assessing(t, false)
		c.Book.Put(survey(nil))
		if got := strings.Join(fields(survey(row.edit).Check(c)), " "); got != row.want {
			t.Errorf("%s: problems with %q, not %q", row.name, got, row.want)
		}
	}
}

// The worked survey figures of 9.7: 30 of 143 and 5 of 12.
func TestRule_9_3_SurveyLevels(t *testing.T) {
	r := SurveyReading(Families, survey(nil))
	near := func(got *float64, want float64) bool { return got != nil && math.Abs(*got-want) < 0.0006 }
	if r.N != 143 || !near(r.Percent, 20.979) || !near(r.Lower, 15.109) || !near(r.Upper, 28.367) || r.Level() != "1–2" || r.Point != 1 || r.State != "" {
		t.Errorf("30 of 143: %+v", r)
	}
	if !near(r.DontKnow, 100*7.0/150) {
		t.Errorf("7 of 150 did not know: %v", *r.DontKnow)
	}
	if want := "21% agree, 143 answers (15 to 28), 5% don’t know, asked from 1 September 2026 to 31 October 2026"; r.Text != want {
		t.Errorf("reads %q, not %q", r.Text, want)
	}
	few := SurveyReading(Families, survey(func(s *Survey) { s.StrongNo, s.No, s.Neither, s.Yes, s.StrongYes, s.DontKnow = 3, 4, 0, 3, 2, 0 }))
	if few.N != 12 || fmt.Sprintf("%.1f %.1f %.1f", *few.Percent, *few.Lower, *few.Upper) != "41.7 19.3 68.0" || few.Level() != "1–3" || few.State != TooFewToBeSure {
		t.Errorf("5 of 12: %+v", few)
	}
}

// Devon's published points of 9.3: 8%, 15% and 30% good or better are levels 1, 1 and 2.
func TestRule_9_3_CalibrationPoints(t *testing.T) {
	for percent, want := range map[int]Level{8: 1, 15: 1, 30: 2, 24: 1, 25: 2, 49: 2, 50: 3, 74: 3, 75: 4, 100: 4, 0: 1} {
		r := SurveyReading(Families, survey(func(s *Survey) {
			*s = Survey{Instrument: FivePoint, No: 1000 - 10*percent, Yes: 10 * percent, Opened: "2026-01-01", Closed: "2026-02-01"}
		}))
		if r.Point != want {
			t.Errorf("%d%% is level %d, not %d", percent, r.Point, want)
		}
	}
}

func TestRule_9_3_NothingIsShownUnderTen(t *testing.T) {
	for n, want := range map[int]string{9: Suppressed, 1: Suppressed, 10: ""} {
		r := SurveyReading(Families, survey(func(s *Survey) { *s = Survey{Instrument: FivePoint, No: n, DontKnow: 50, Closed: "2026-02-01"} }))
		if r.State != want || (r.N > 0) != (want == "") {
			t.Errorf("%d answers: %+v", n, r)
		}
		if want != "" && (r.Shown() || r.Percent != nil || r.Lower != nil || r.DontKnow != nil || r.Text != "") {
			t.Errorf("%d answers show something: %+v", n, r)
		}
	}
	if r := SurveyReading(Families, nil); r.State != NotAsked || r.Shown() {
		t.Errorf("no survey: %+v", r)
	}
}

// No, sometimes and yes are 1, 2–3 and 4, and another instrument says so.
func TestRule_9_3_ThreeSmileys(t *testing.T) {
	for _, row := range []struct {
		no, sometimes, yes int
		level, state       string
	}{
		{190, 5, 5, "1", ""}, {5, 190, 5, "2–3", ""}, {5, 5, 190, "4", ""}, {60, 30, 55, "2–3", ""}, {70, 10, 65, "1–4", TooFewToBeSure}, {4, 4, 4, "1–4", TooFewToBeSure}, {3, 3, 3, "", Suppressed},
	} {
		r := SurveyReading(Young, &Survey{Perspective: Young, Instrument: ThreeSmileys, No: row.no, Neither: row.sometimes, Yes: row.yes, Closed: "2026-02-01"})
		if r.Level() != row.level || r.State != row.state {
			t.Errorf("%d no, %d sometimes, %d yes: %q %q, not %q %q", row.no, row.sometimes, row.yes, r.Level(), r.State, row.level, row.state)
		}
		if r.Shown() && !strings.Contains(r.Text, DifferentInstrument) {
			t.Errorf("the instrument is not named: %q", r.Text)
		}
	}
}

// What a reader can subtract from everybody is nobody, or ten or more.
func TestSmallGroupsCannotBeWorkedOut(t *testing.T) {
	group := func(id string, n, dontKnow int) Survey {
		return Survey{Perspective: Families, Subgroup: id, Instrument: FivePoint, No: n, DontKnow: dontKnow, Closed: "2026-02-01"}
	}
	for _, row := range []struct {
		name   string
		groups []Survey
		shown  string
	}{
		{"one small group beside two large ones", []Survey{group("", 100, 0), group("sen support", 60, 0), group("ehc plan", 35, 0), group("neither", 5, 0)}, "|sen support"},
		{"people who did not say which", []Survey{group("", 100, 0), group("sen support", 60, 0), group("ehc plan", 36, 0)}, "|sen support"},
		{"enough left over", []Survey{group("", 100, 0), group("sen support", 60, 0), group("ehc plan", 30, 0)}, "|ehc plan|sen support"},
		{"nobody left over", []Survey{group("", 90, 0), group("sen support", 60, 0), group("ehc plan", 30, 0)}, "|ehc plan|sen support"},
		{"two small groups of five", []Survey{group("", 100, 0), group("age 0 to 4", 90, 0), group("age 5 to 10", 5, 0), group("age 11 to 15", 5, 0)}, "|age 0 to 4"},
		{"all but a few in one place", []Survey{group("", 100, 0), group("in ap", 95, 0)}, ""},
		{"given away by those who did not know", []Survey{group("", 100, 20), group("sen support", 60, 10), group("ehc plan", 40, 4)}, "|sen support"},
		{"worked out from another kind, without everybody", []Survey{group("age 0 to 4", 50, 0), group("age 5 to 10", 50, 0), group("sen support", 95, 0), group("ehc plan", 5, 0)}, "age 0 to 4|age 5 to 10"},
	} {
		var open []string
		for id, r := range SubgroupReadings(Families, row.groups) {
			if r.Shown() {
				open = append(open, id)
			} else if r.N != 0 || r.Percent != nil || r.DontKnow != nil || r.Text != "" {
				t.Errorf("%s: %q is hidden and shows %+v", row.name, id, r)
			}
		}
		slices.Sort(open)
		if got := strings.Join(open, "|"); got != row.shown {
			t.Errorf("%s: shown %q, not %q", row.name, got, row.shown)
		}
	}
}

func TestSubgroupsHaveNames(t *testing.T) {
	for _, g := range append(Subgroups(), Locality("North")) {
		if found, ok := SubgroupOf(g.ID); !ok || found != g || g.Name == "" {
			t.Errorf("%+v is found as %+v, %v", g, found, ok)
		}
	}
	if _, ok := SubgroupOf(""); ok {
		t.Error("everybody is a subgroup")
	}
}
