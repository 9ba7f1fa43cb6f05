package plan

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const today Day = "2026-11-22"

// thirty is a reason of exactly thirty words.
var thirty = strings.TrimSpace(strings.Repeat("Reviews are held and checked. ", 6))

func number64(v float64) *float64 { return &v }

// assessing is a book with an assessment of 2026, some evidence and a local measure that improves.
func assessing(t testing.TB, core bool) Context {
	t.Helper()
	f := newest(t)
	b := NewBook("301")
	b.Put(&Assessment{Cycle: "2026", Framework: f.Version, Core: core, State: Draft})
	for _, e := range []*Evidence{
		{ID: "E1", Title: "Review dashboard", Type: "data", Date: "2026-06-30", Owner: "Council, head of SEND", Where: "Board papers, July"},
		{ID: "E2", Title: "Old audit", Type: "audit", Date: "2025-11-21", Owner: "Council, head of SEND", Where: "Board papers"},
		{ID: "E3", Title: "Family survey", Type: "survey", Date: "2026-10-01", Owner: "Forum, chair", Where: "https://example.org/survey", FamilyVoice: true},
		{ID: "E4", Title: "A year ago to the day", Type: "audit", Date: "2025-11-22", Owner: "Council, head of SEND", Where: "Board papers"},
		{ID: "E5", Title: "Old survey", Type: "survey", Date: "2024-10-01", Owner: "Forum, chair", Where: "https://example.org/2024", FamilyVoice: true},
	} {
		b.Put(e)
	}
	b.Put(&LocalValue{Indicator: "L-PT1", Period: "2025", On: "2025-04-01", Value: number64(70)})
	b.Put(&LocalValue{Indicator: "L-PT1", Period: "2026", On: "2026-04-01", Value: number64(80)})
	return Context{Book: b, Framework: f, Today: today, Figures: Figures{Values: map[string]Figure{
		"S09":  {Indicator: "S09", Period: "2025", Value: number64(70), Band: 2, Trend: "improving"},
		"S10":  {Indicator: "S10", Name: "Review decisions in four weeks", Period: "2025", Value: number64(62), Band: 2, Trend: "worsening"},
		"S11":  {Indicator: "S11", Period: "2025", Value: number64(20), Band: 3, Trend: "little change"},
		"A03e": {Indicator: "A03e", Period: "2024-25", Value: number64(30), Band: 4},
	}}}
}

func scoring(level Level, edit func(*Score)) *Score {
	s := &Score{Cycle: "2026", Statement: "5.3", Perspective: Leaders, Organisation: Council, Level: level, On: today}
	if level == 4 {
		s.Evidence, s.Owner, s.Rationale, s.Measure = []string{"E1", "E3"}, "Council, head of SEND", thirty, "S09"
	}
	if edit != nil {
		edit(s)
	}
	return s
}

func fields(p Problems) (list []string) {
	for _, one := range p {
		list = append(list, one.Field)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// Every row of 9.2: what a level needs, and the field that is named where it is missing.
func TestSection_9_2_EvidenceRules(t *testing.T) {
	c := assessing(t, false)
	for _, row := range []struct {
		name  string
		level Level
		edit  func(*Score)
		want  string // fields with problems
	}{
		{"0 with nothing", 0, nil, ""},
		{"0 with words as far as they have come", 0, func(s *Score) { s.Rationale, s.Owner = "So", "x" }, ""},
		{"1 without a sentence", 1, func(s *Score) { s.Rationale = "No." }, "rationale"},
		{"1 with a sentence", 1, func(s *Score) { s.Rationale = "It has stopped." }, ""},
		{"2 without evidence", 2, nil, "evidence"},
		{"2 with old evidence", 2, func(s *Score) { s.Evidence = []string{"E2"} }, ""},
		{"3 with nothing", 3, nil, "evidence owner rationale"},
		{"3 with evidence of 12 months and a day", 3, func(s *Score) { s.Evidence, s.Owner, s.Rationale = []string{"E2"}, "Council, lead", thirty }, "evidence"},
		{"3 with evidence of 12 months to the day", 3, func(s *Score) { s.Evidence, s.Owner, s.Rationale = []string{"E4"}, "Council, lead", thirty }, ""},
		{"3 with evidence dated after scoring", 3, func(s *Score) {
			s.Evidence, s.Owner, s.Rationale, s.On = []string{"E3"}, "Council, lead", thirty, "2026-09-01"
		}, "evidence"},
		{"3 without an owner", 3, func(s *Score) { s.Evidence, s.Rationale = []string{"E1"}, thirty }, "owner"},
		{"3 with 29 words", 3, func(s *Score) {
			s.Evidence, s.Owner, s.Rationale = []string{"E1"}, "Council, lead", strings.Join(strings.Fields(thirty)[1:], " ")
		}, "rationale"},
		{"3 with all", 3, func(s *Score) { s.Evidence, s.Owner, s.Rationale = []string{"E1"}, "Council, lead", thirty }, ""},
		{"4 with all", 4, nil, ""},
		{"4 without family voice", 4, func(s *Score) { s.Evidence = []string{"E1"} }, "evidence"},
		{"4 with old family voice", 4, func(s *Score) { s.Evidence = []string{"E1", "E5"} }, "evidence"},
		{"4 without a measure", 4, func(s *Score) { s.Measure = "" }, "measure"},
		{"4 on a measure of another statement", 4, func(s *Score) { s.Measure = "A01" }, "measure"},
		{"4 on a measure that gets worse in the worse half", 4, func(s *Score) { s.Measure = "S10" }, "measure"},
		{"4 on a measure in the better half", 4, func(s *Score) { s.Measure = "S11" }, ""},
		{"4 on a local measure that improves", 4, func(s *Score) { s.Measure = "L-PT1" }, ""},
		{"4 on an item the catalogue splits", 4, func(s *Score) { s.Statement, s.Measure = "7.4", "A03" }, ""},
		{"4 on a part of such an item", 4, func(s *Score) { s.Statement, s.Measure = "7.4", "A03e" }, ""},
		{"4 on a part that is not published", 4, func(s *Score) { s.Statement, s.Measure = "7.4", "A03s" }, "measure"},
		{"4 where the statement names no measure", 4, func(s *Score) { s.Statement, s.Measure = "1.1", "S11" }, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			problems := scoring(row.level, row.edit).Check(c)
			if got := strings.Join(fields(problems), " "); got != row.want {
				t.Errorf("problems with %q, not %q: %v", got, row.want, problems)
			}
		})
	}
}

func TestALocalMeasureThatWorsensCarriesNothing(t *testing.T) {
	c := assessing(t, false)
	c.Book.Put(&LocalValue{Indicator: "L-PT1", Period: "2026", On: "2026-04-01", Value: number64(60)})
	if got := scoring(4, func(s *Score) { s.Measure = "L-PT1" }).Check(c).Of("measure"); !strings.Contains(got, "do not show it improving") {
		t.Errorf("the problem is %q", got)
	}
}

func TestRule_9_2_1_AnUnmetDutyIsNotAboveTwo(t *testing.T) {
	c := assessing(t, false)
	low := c.Figures.Values["S10"]
	low.Value, low.Period = number64(47.4), "2025"
	c.Figures.Values["S10"] = low
	if got := scoring(4, nil).Check(c).Of("level"); !strings.Contains(got, "S10") || !strings.Contains(got, "47.4%") || !strings.Contains(got, "under 50%") || !strings.Contains(got, "cannot be above 2") {
		t.Errorf("the reason does not name the indicator and the figure: %q", got)
	}
	if problems := scoring(2, func(s *Score) { s.Evidence = []string{"E1"} }).Check(c); len(problems) > 0 {
		t.Errorf("2 is refused: %v", problems)
	}
	ticked := scoring(4, func(s *Score) { s.Statement, s.DutyUnmet, s.Measure = "5.4", true, "S15" }).Check(c)
	if !strings.Contains(ticked.Of("level"), "It is ticked") {
		t.Errorf("the tick does not cap: %v", ticked)
	}
	if got := scoring(0, func(s *Score) { s.Statement, s.DutyUnmet = "1.1", true }).Check(c); !slices.Equal(fields(got), []string{"duty_unmet"}) {
		t.Errorf("a tick where there is no duty: %v", got)
	}
}

// The thirteen statutory statements without a floor are capped by the partnership's own tick alone, whatever is published.
func TestNote_9_17_4_WhatCaps(t *testing.T) {
	f := newest(t)
	figures := Figures{Values: map[string]Figure{}}
	for _, m := range f.Indicators {
		figures.Values[m.ID] = Figure{Indicator: m.ID, Value: number64(1)}
	}
	var capped, ticked []string
	for _, s := range f.Statements() {
		if CapOf(s, nil, figures) != nil {
			capped = append(capped, s.ID)
		}
		if CapOf(s, &Score{DutyUnmet: true}, Figures{}) != nil {
			ticked = append(ticked, s.ID)
		}
	}
	if got := strings.Join(capped, " "); got != "5.1 5.3" {
		t.Errorf("published figures cap %s", got)
	}
	if got := strings.Join(ticked, " "); got != "3.5 5.1 5.2 5.3 5.4 5.5 6.3 6.4 7.2 7.3 7.5 8.3 9.2 9.3 10.3" {
		t.Errorf("the tick caps %s", got)
	}
}

// The figures of rule 6 [LAIT, 2024]: the median area issued 52.3% of plans on time and communicated 41.1% of review decisions in
// four weeks.
func TestRule_9_2_6_TheMedianAreaIsCappedOnReviewsAndNotOnPlans(t *testing.T) {
	f := newest(t)
	plans, _ := f.Statement("5.1")
	reviews, _ := f.Statement("5.3")
	at := func(id string, value *float64) Figures {
		return Figures{Values: map[string]Figure{id: {Indicator: id, Period: "2024", Value: value}}}
	}
	if got := CapOf(plans, nil, at("S01", number64(52.3))); got != nil {
		t.Errorf("52.3%% of plans on time caps: %s", got.Why)
	}
	got := CapOf(reviews, nil, at("S10", number64(41.1)))
	if got == nil || got.At != 2 || got.Indicator != "S10" || !strings.Contains(got.Why, "41.1%") {
		t.Errorf("41.1%% of decisions in four weeks gives %v", got)
	}
	for value, want := range map[float64]bool{49.97: true, 50: false, 0: true} {
		got := CapOf(reviews, nil, at("S10", &value))
		if (got != nil) != want {
			t.Errorf("%v%% caps: %v", value, got)
		}
		if got != nil && strings.Contains(got.Why, "50.0%") {
			t.Errorf("%v is shown as 50.0%%: %s", value, got.Why)
		}
	}
	if CapOf(reviews, nil, at("S10", nil)) != nil {
		t.Error("a figure that is not published caps")
	}
}

// There is no single number for a partnership: nothing that is worked out for all themes together has a level.
func TestRule_9_2_3_NoOverallScore(t *testing.T) {
	level, reading, score := reflect.TypeFor[Level](), reflect.TypeFor[Reading](), reflect.TypeFor[Score]()
	review := reflect.TypeFor[Review]()
	for i := range review.NumField() {
		switch field := review.Field(i); {
		case field.Type == level || field.Type == reading || field.Type == score || field.Type.Kind() == reflect.Float64 || field.Type.Kind() == reflect.Int:
			t.Errorf("a review has %s %s for the whole partnership", field.Name, field.Type)
		}
	}
	for _, of := range []reflect.Type{reflect.TypeFor[*Review](), reflect.TypeFor[*Book](), reflect.TypeFor[*Version](), reflect.TypeFor[*Assessment]()} {
		for i := range of.NumMethod() {
			method := of.Method(i)
			for j := range method.Type.NumOut() {
				if out := method.Type.Out(j); out == level || out == reading {
					t.Errorf("%s.%s gives a %s for the whole", of, method.Name, out)
				}
			}
		}
	}
}

func TestRule_9_2_4_ALargeChangeWantsAWord(t *testing.T) {
	c := assessing(t, false)
	board := func(level Level, why string) *Score {
		return scoring(level, func(s *Score) {
			s.Organisation, s.Why, s.Rationale, s.Evidence, s.Owner = BoardOrg, why, thirty, []string{"E1"}, "Council, lead"
		})
	}
	for _, row := range []struct {
		name   string
		before Level
		score  *Score
		want   string
	}{
		{"up two", 1, board(3, ""), "why"}, {"down two", 3, board(1, ""), "why"}, {"up two with a word", 1, board(3, "A new team is in place."), ""},
		{"up one", 2, board(3, ""), ""}, {"not scored before", 0, board(3, ""), ""}, {"not scored now", 4, board(0, ""), ""},
		{"a partner's own", 1, scoring(3, func(s *Score) { s.Rationale, s.Evidence, s.Owner = thirty, []string{"E1"}, "Council, lead" }), ""},
	} {
		c.Before = map[string]Level{"5.3": row.before}
		if got := strings.Join(fields(row.score.Check(c)), " "); got != row.want {
			t.Errorf("%s: problems with %q, not %q", row.name, got, row.want)
		}
	}
	unsigned := board(2, "")
	unsigned.On = ""
	if got := fields(unsigned.Check(c)); !slices.Equal(got, []string{"on"}) {
		t.Errorf("a score without its day has problems with %v", got)
	}
}

func TestRule_9_2_5_WholeLevelsAndNoNotApplicable(t *testing.T) {
	c := assessing(t, false)
	for _, level := range []Level{-1, 5, 40} {
		if got := scoring(level, nil).Check(c).Of("level"); !strings.Contains(got, "no half levels") || !strings.Contains(got, "not applicable") {
			t.Errorf("level %d: %q", level, got)
		}
	}
	for _, body := range []string{`{"level": 2.5}`, `{"level": "n/a"}`} {
		if _, err := Decode(KindScore, body); err == nil {
			t.Errorf("%s is read as a score", body)
		}
	}
	for _, s := range newest(t).Statements() {
		if problems := scoring(0, func(score *Score) { score.Statement = s.ID }).Check(c); len(problems) > 0 {
			t.Errorf("statement %s cannot be left as not yet assessed: %v", s.ID, problems)
		}
	}
}

func TestWhoScoresWhat(t *testing.T) {
	c := assessing(t, false)
	for _, row := range []struct {
		p            Perspective
		organisation string
		ok           bool
	}{
		{Leaders, Council, true}, {Leaders, ICB, true}, {Leaders, Schools, true}, {Leaders, AP, true}, {Leaders, SocialCare, true}, {Leaders, BoardOrg, true},
		{Leaders, ForumOrg, false}, {Forum, ForumOrg, true}, {Forum, Council, false}, {Forum, BoardOrg, false}, {Young, YoungOrg, true}, {Young, Council, false},
		{Settings, Schools, false}, {Families, ForumOrg, false}, {Data, BoardOrg, false}, {"", "", false},
	} {
		problems := scoring(0, func(s *Score) { s.Perspective, s.Organisation = row.p, row.organisation }).Check(c)
		if (len(problems) == 0) != row.ok || !row.ok && !slices.Contains(fields(problems), "organisation") {
			t.Errorf("%s as %s: %v", row.organisation, row.p, problems)
		}
	}
}

func TestRule_9_3_APanelGivesALevelWithAReason(t *testing.T) {
	c := assessing(t, false)
	panel := func(reason string) *Score {
		return scoring(4, func(s *Score) {
			*s = Score{Cycle: "2026", Statement: "5.3", Perspective: Forum, Organisation: ForumOrg, Level: 4, On: today, Rationale: reason}
		})
	}
	if got := fields(panel("").Check(c)); !slices.Equal(got, []string{"rationale"}) {
		t.Errorf("a panel without a reason has problems with %v", got)
	}
	if problems := panel("Families we asked say so.").Check(c); len(problems) > 0 {
		t.Errorf("a panel with a reason: %v", problems)
	}
}

func TestScoresStandWhereTheyBelong(t *testing.T) {
	for _, row := range []struct {
		name string
		core bool
		edit func(*Score)
		want string
	}{
		{"no assessment", false, func(s *Score) { s.Cycle = "2031" }, "cycle"},
		{"no such statement", false, func(s *Score) { s.Statement = "11.1" }, "statement"},
		{"not core", true, func(s *Score) { s.Statement = "5.2" }, "statement"},
		{"core", true, nil, ""},
		{"unknown evidence", false, func(s *Score) { s.Evidence = []string{"E99"} }, "evidence"},
		{"evidence twice", false, func(s *Score) { s.Evidence = []string{"E1", "E1"} }, "evidence"},
		{"more evidence than anybody reads", false, func(s *Score) { s.Evidence = slices.Repeat([]string{"E1"}, mostEvidence+1) }, "evidence"},
		{"an endless reason", false, func(s *Score) { s.Rationale = strings.Repeat("é", longestRationale+1) }, "rationale"},
		{"a reason as long as may be", false, func(s *Score) { s.Rationale = strings.Repeat("é", longestRationale) }, ""},
		{"a child's birthday", false, func(s *Score) { s.Rationale = "The boy, date of birth 3/4/2015, waits." }, "rationale"},
		{"markup is text", false, func(s *Score) { s.Rationale = `<script>alert("1")</script> & <b>bold</b>` }, ""},
		{"tomorrow", false, func(s *Score) { s.On = "2026-11-23" }, "on"},
		{"no date", false, func(s *Score) { s.On = "soon" }, "on"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := strings.Join(fields(scoring(0, row.edit).Check(assessing(t, row.core))), " "); got != row.want {
				t.Errorf("problems with %q, not %q", got, row.want)
			}
		})
	}
	c := assessing(t, false)
	c.Book.Assessments["2026"].Framework = "2025.9"
	if got := scoring(0, nil).Check(c).Of("cycle"); !strings.Contains(got, "version 2025.9") {
		t.Errorf("a framework that is not here: %q", got)
	}
}

// A level that is not earned yet takes no words with it.
func TestNobodyLosesWords(t *testing.T) {
	c := assessing(t, false)
	wanted := scoring(3, func(s *Score) { s.Rationale, s.Evidence = "We have begun to check.", []string{"E1"} })
	kept, problems := wanted.Savable(c, 2)
	if kept == nil || kept.Level != 2 || kept.Rationale != wanted.Rationale || !slices.Equal(fields(problems), []string{"owner", "rationale"}) {
		t.Errorf("kept %v with %v", kept, problems)
	}
	if kept, _ := wanted.Savable(c, 0); kept == nil || kept.Level != 0 {
		t.Errorf("where nothing stood, kept %v", kept)
	}
	if wanted.Level != 3 {
		t.Error("the score itself was changed")
	}
	if kept, problems := scoring(1, func(s *Score) { s.Rationale = "It has stopped." }).Savable(c, 0); kept == nil || kept.Level != 1 || problems != nil {
		t.Errorf("a level that is earned: %v, %v", kept, problems)
	}
	if kept, problems := scoring(3, func(s *Score) { s.Evidence = []string{"E99"} }).Savable(c, 0); kept != nil || len(problems) == 0 {
		t.Errorf("evidence that is not there: %v, %v", kept, problems)
	}
}

func TestMeasuresForAStatement(t *testing.T) {
	f := newest(t)
	ids := func(id string) (list []string) {
		s, _ := f.Statement(id)
		for _, m := range MeasuresFor(f, s) {
			list = append(list, m.ID)
		}
		return list
	}
	if diff := cmp.Diff([]string{"S09", "S10", "S11", "L-PT1"}, ids("5.3")); diff != "" {
		t.Error(diff)
	}
	if all := ids("7.1"); !slices.Contains(all, "P04") || slices.Contains(all, "P01") || slices.Contains(all, "DQ1") {
		t.Errorf("7.1 names only context, so any measure with a direction may carry it: %v", all)
	}
}
