package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func level(low, high Level) Reading { return Reading{Low: low, High: high, Point: low} }

// found says whether a rule finds a disagreement, and how it tells it.
func found(t *testing.T, id string, s seen) (string, bool) {
	t.Helper()
	rule, ok := RuleByID(id)
	if !ok {
		t.Fatalf("there is no rule %s", id)
	}
	return rule.find(s)
}

func TestRule_9_8_ElevenRulesInOrder(t *testing.T) {
	var ids []string
	for _, r := range Rules() {
		ids = append(ids, r.ID)
		if r.Label == "" || r.Prompt == "" {
			t.Errorf("%s has no label or no prompt", r.ID)
		}
	}
	if got := strings.Join(ids, " "); got != "G1 G2 G3 G4 G5 G6 G7 G8 G9 G10 G11" {
		t.Errorf("rules = %s", got)
	}
}

// gapCase holds one perspective against another.
type gapCase struct {
	upper, lower Reading
	want         bool
}

// testGap tries a rule that asks whether one perspective is a level or more above another.
func testGap(t *testing.T, id string, upper, lower Perspective) {
	for _, c := range []gapCase{
		{level(3, 3), level(2, 2), true},
		{level(4, 4), level(1, 1), true},
		{level(2, 2), level(2, 2), false},
		{level(2, 2), level(3, 3), false},
		{level(3, 3), Reading{State: NotAsked}, false},
		{Reading{State: NotYetAssessed}, level(1, 1), false},
	} {
		_, got := found(t, id, seen{readings: map[Perspective]Reading{upper: c.upper, lower: c.lower}})
		if got != c.want {
			t.Errorf("%s: %s %q, %s %q: raised %v, want %v", id, upper, c.upper.Level(), lower, c.lower.Level(), got, c.want)
		}
	}
}

func TestRule_9_8_G1(t *testing.T) { testGap(t, "G1", Leaders, Families) }
func TestRule_9_8_G2(t *testing.T) { testGap(t, "G2", Leaders, Forum) }
func TestRule_9_8_G3(t *testing.T) { testGap(t, "G3", Leaders, Data) }
func TestRule_9_8_G4(t *testing.T) { testGap(t, "G4", Data, Families) }
func TestRule_9_8_G5(t *testing.T) { testGap(t, "G5", Families, Data) }
func TestRule_9_8_G6(t *testing.T) { testGap(t, "G6", Families, Leaders) }

func TestRule_9_8_G7(t *testing.T) {
	for _, c := range []struct {
		levels []Level // of the partners, in order; 0 for none
		want   bool
	}{
		{[]Level{1, 3}, true}, {[]Level{4, 2, 3}, true}, {[]Level{2, 3}, false}, {[]Level{0, 3}, false}, {[]Level{0, 4, 1}, true}, {[]Level{3}, false}, {nil, false},
	} {
		// The board's own 4 is no organisation's.
		s := seen{readings: map[Perspective]Reading{Leaders: level(4, 4)}}
		for i, l := range c.levels {
			s.organisations = append(s.organisations, OrganisationScore{Organisation: Partners()[i], Score: &Score{Level: l}})
		}
		s.organisations = append(s.organisations, OrganisationScore{Organisation: SocialCare})
		if _, got := found(t, "G7", s); got != c.want {
			t.Errorf("G7 for %v: raised %v, want %v", c.levels, got, c.want)
		}
	}
}

func TestRule_9_8_G8(t *testing.T) {
	testAll(t, "G8", []allCase{
		{map[Perspective]Reading{Leaders: level(2, 2), Forum: level(1, 1)}, true},
		{map[Perspective]Reading{Leaders: level(2, 2), Families: level(1, 2)}, true},
		{map[Perspective]Reading{Leaders: level(2, 2), Families: level(2, 3)}, false},
		{map[Perspective]Reading{Leaders: level(2, 2), Forum: level(1, 1), Data: level(3, 3)}, false},
	})
}

func TestRule_9_8_G9(t *testing.T) {
	testAll(t, "G9", []allCase{
		{map[Perspective]Reading{Leaders: level(3, 3), Forum: level(4, 4)}, true},
		{map[Perspective]Reading{Leaders: level(4, 4), Families: level(3, 4)}, true},
		{map[Perspective]Reading{Leaders: level(4, 4), Families: level(2, 3)}, false},
		{map[Perspective]Reading{Leaders: level(3, 3), Settings: level(3, 3), Young: level(2, 2)}, false},
	})
}

func TestNote_9_17_9_AllNeedsTwoPerspectives(t *testing.T) {
	testAll(t, "G8", []allCase{
		{map[Perspective]Reading{Leaders: level(1, 1)}, false},
		{map[Perspective]Reading{Forum: level(1, 1)}, false},
		{map[Perspective]Reading{Leaders: level(1, 1), Families: {State: Suppressed}, Data: {State: NoPublicData}}, false},
		{map[Perspective]Reading{Forum: level(1, 1), Data: level(2, 2)}, true},
		{nil, false},
	})
	testAll(t, "G9", []allCase{{map[Perspective]Reading{Leaders: level(4, 4)}, false}, {map[Perspective]Reading{Data: level(4, 4), Leaders: level(3, 3)}, true}})
}

type allCase struct {
	readings map[Perspective]Reading
	want     bool
}

func testAll(t *testing.T, id string, cases []allCase) {
	for i, c := range cases {
		if detail, got := found(t, id, seen{readings: c.readings}); got != c.want {
			t.Errorf("%s, case %d: raised %v (%s), want %v", id, i+1, got, detail, c.want)
		}
	}
}

func TestRule_9_8_G10(t *testing.T) {
	for _, c := range []struct {
		agree, disagree, dontKnow int
		want                      bool
	}{{30, 30, 40, true}, {30, 31, 39, false}, {10, 5, 10, true}, {5, 4, 91, false}} { // of the last nothing is shown: nine answered
		r := ReviewOf(bookWith(familySurvey("5.3", c.agree, c.disagree, c.dontKnow)), newest(t), Figures{}, thisCycle, nil, testDay)
		if got := slices.Contains(rulesOn(r, "5.3"), "G10"); got != c.want {
			t.Errorf("%d, %d and %d don’t know: raised %v, want %v", c.agree, c.disagree, c.dontKnow, got, c.want)
		}
	}
}

func TestRule_9_8_G11(t *testing.T) {
	f := newest(t)
	met := figuresOf(figure("S10", "legal", 52, 3))
	for _, c := range []struct {
		what    string
		earlier map[string]Level
		now     Figures
		want    bool
	}{
		{"3 agreed, and now under half", map[string]Level{"5.3": 3}, lateDecisions(), true},
		{"4 agreed, and now under half", map[string]Level{"5.3": 4}, lateDecisions(), true},
		{"2 agreed, and now under half", map[string]Level{"5.3": 2}, lateDecisions(), false},
		{"3 agreed, and still over half", map[string]Level{"5.3": 3}, met, false},
		{"3 agreed, and nothing published now", map[string]Level{"5.3": 3}, Figures{}, false},
		{"nothing agreed", nil, lateDecisions(), false},
	} {
		r := ReviewOf(bookWith(boardScore("5.3", 2)), f, c.now, thisCycle, lastYear(t, f, met, c.earlier), testDay)
		if got := slices.Contains(rulesOn(r, "5.3"), "G11"); got != c.want {
			t.Errorf("%s: raised %v, want %v", c.what, got, c.want)
		}
	}
	b := bookWith(boardScore("5.3", 3))
	b.Assessments[thisCycle].State = Published
	if r := ReviewOf(b, f, lateDecisions(), thisCycle, nil, testDay); !slices.Contains(rulesOn(r, "5.3"), "G11") {
		t.Error("a level 3 published in this cycle is no longer allowed either")
	}
}

func TestRule_9_8_Uncertainty(t *testing.T) {
	for _, c := range []struct {
		rule     string
		readings map[Perspective]Reading
		want     bool
	}{
		{"G1", map[Perspective]Reading{Leaders: level(3, 3), Families: level(2, 3)}, false},
		{"G1", map[Perspective]Reading{Leaders: level(3, 3), Families: level(1, 2)}, true},
		{"G4", map[Perspective]Reading{Data: level(3, 3), Families: level(1, 2)}, true},
		{"G4", map[Perspective]Reading{Data: level(2, 2), Families: level(1, 2)}, false},
		{"G4", map[Perspective]Reading{Data: level(2, 3), Families: level(1, 2)}, false},
		{"G5", map[Perspective]Reading{Families: level(3, 4), Data: level(2, 2)}, true},
		{"G5", map[Perspective]Reading{Families: level(2, 3), Data: level(2, 2)}, false},
		{"G6", map[Perspective]Reading{Families: level(2, 3), Leaders: level(1, 1)}, true},
		{"G6", map[Perspective]Reading{Families: level(2, 3), Leaders: level(2, 2)}, false},
		{"G1", map[Perspective]Reading{Leaders: level(4, 4), Families: {Low: 1, High: 3, State: TooFewToBeSure}}, false},
	} {
		if _, got := found(t, c.rule, seen{readings: c.readings}); got != c.want {
			t.Errorf("%s for %v: raised %v, want %v", c.rule, c.readings, got, c.want)
		}
	}
}

func TestRule_9_8_EveryFlaggedRowNeedsOneAnswer(t *testing.T) {
	f := newest(t)
	b := bookWith()
	theme, _ := f.Theme("T1")
	for _, s := range theme.Statements {
		b.Put(boardScore(s.ID, 3))
		b.Put(forumScore(s.ID, 1))
	}
	r := ReviewOf(b, f, Figures{}, thisCycle, nil, testDay)
	for _, flag := range r.Flags {
		if flag.Rule != "G2" || flag.Needs != (flag.Item != "T1") {
			t.Errorf("%s on %s needs an answer: %v; the theme's is answered by its statements", flag.Rule, flag.Item, flag.Needs)
		}
	}
	if len(r.Flags) != 1+len(theme.Statements) {
		t.Errorf("%d flags, want one on the theme and one on each of its %d statements", len(r.Flags), len(theme.Statements))
	}
	// Published figures say something of the theme as a whole, and of no statement.
	figures := Figures{Signals: map[string]Signal{"T1": {State: "signal", Level: 1, Available: 3, Of: 3}}}
	r = ReviewOf(b, f, figures, thisCycle, nil, testDay)
	if i := slices.IndexFunc(r.Flags, func(f Flag) bool { return f.Item == "T1" && f.Rule == "G3" }); i < 0 || !r.Flags[i].Needs {
		t.Errorf("leaders 3 and data 1 on the theme alone: %+v", r.Flags)
	}
}

func TestRule_9_8_Responses(t *testing.T) {
	b := bookWith(&Evidence{ID: "E1", Title: "Audit"})
	c := Context{Book: b, Framework: newest(t), Today: testDay}
	thirty := strings.Repeat("word ", 30)
	for _, one := range []struct {
		what  string
		edit  func(*Response)
		field string // of the problem; "" for none
	}{
		{"accept", func(r *Response) { r.Answer = Accept }, ""},
		{"explain in thirty words with evidence", func(r *Response) { r.Answer, r.Text, r.Evidence = Explain, thirty, []string{"E1"} }, ""},
		{"explain in 29", func(r *Response) { r.Answer, r.Text, r.Evidence = Explain, strings.Repeat("word ", 29), []string{"E1"} }, "text"},
		{"explain without evidence", func(r *Response) { r.Answer, r.Text = Explain, thirty }, "evidence"},
		{"explain with evidence that is not there", func(r *Response) { r.Answer, r.Text, r.Evidence = Explain, thirty, []string{"E9"} }, "evidence"},
		{"investigate in 90 days", func(r *Response) { r.Answer, r.Owner, r.Due = Investigate, "Head of SEN", testDay.Add(90) }, ""},
		{"investigate in 91", func(r *Response) { r.Answer, r.Owner, r.Due = Investigate, "Head of SEN", testDay.Add(91) }, "due"},
		{"investigate by yesterday", func(r *Response) { r.Answer, r.Owner, r.Due = Investigate, "Head of SEN", testDay.Add(-1) }, "due"},
		{"investigate without a day", func(r *Response) { r.Answer, r.Owner = Investigate, "Head of SEN" }, "due"},
		{"investigate without an owner", func(r *Response) { r.Answer, r.Due = Investigate, testDay.Add(30) }, "owner"},
		{"nothing", func(r *Response) {}, "answer"},
		{"an unknown rule", func(r *Response) { r.Answer, r.Rule = Accept, "G12" }, "rule"},
		{"an unknown statement", func(r *Response) { r.Answer, r.Item = Accept, "5.9" }, "item"},
		{"a theme", func(r *Response) { r.Answer, r.Item = Accept, "T5" }, ""},
		{"another cycle", func(r *Response) { r.Answer, r.Cycle = Accept, "2031" }, "cycle"},
		{"tomorrow", func(r *Response) { r.Answer, r.On = Accept, testDay.Add(1) }, "on"},
	} {
		r := &Response{Cycle: thisCycle, Item: "5.3", Rule: "G4", On: testDay}
		one.edit(r)
		problems := r.Check(c)
		if one.field == "" && len(problems) > 0 || one.field != "" && (len(problems) != 1 || problems.Of(one.field) == "") {
			t.Errorf("%s: problems %+v, want one of the field %q", one.what, problems, one.field)
		}
	}
}

func TestRule_9_8_TheForumsReplyIsKeptAsItIs(t *testing.T) {
	c := Context{Book: bookWith(), Framework: newest(t), Today: testDay}
	const words = "  We do not agree.\n\nNot at all!  "
	r := &Reply{Cycle: thisCycle, Item: "5.3", Rule: "G4", Text: words, On: testDay}
	if problems := r.Check(c); len(problems) > 0 || r.Text != words {
		t.Errorf("problems %v, text %q", problems, r.Text)
	}
	r.Text = " \n"
	if r.Check(c).Of("text") == "" {
		t.Error("an empty reply is accepted")
	}
	v := &Voice{Cycle: thisCycle, From: "forum", Text: words, On: testDay}
	if problems := v.Check(c); len(problems) > 0 || v.Text != words {
		t.Errorf("problems %v, text %q", problems, v.Text)
	}
	if v.From = "somebody"; v.Check(c).Of("from") == "" {
		t.Error("a statement of nobody is accepted")
	}
}

func TestRule_9_14_1_Moderation(t *testing.T) {
	c := Context{Book: bookWith(), Framework: newest(t), Today: testDay}
	whole := Moderation{Cycle: thisCycle, Statement: "5.3", Peer: "997", Own: 3, Theirs: 2, On: testDay}
	if problems := whole.Check(c); len(problems) > 0 {
		t.Errorf("problems %v", problems)
	}
	for field, edit := range map[string]func(*Moderation){
		"statement": func(m *Moderation) { m.Statement = "5.9" }, "peer": func(m *Moderation) { m.Peer = "998" },
		"own": func(m *Moderation) { m.Own = 0 }, "theirs": func(m *Moderation) { m.Theirs = 5 },
	} {
		m := whole
		edit(&m)
		if problems := m.Check(c); len(problems) != 1 || problems.Of(field) == "" {
			t.Errorf("%s: problems %+v", field, problems)
		}
	}
}

func TestRule_9_8_Agreement(t *testing.T) {
	statements := func(pairs ...[2]Level) (list []StatementReview) {
		for _, p := range pairs {
			list = append(list, StatementReview{Readings: map[Perspective]Reading{Leaders: level(p[0], p[0]), Families: level(p[1], p[1])}})
		}
		return list
	}
	four := [][2]Level{{2, 2}, {2, 1}, {3, 1}, {2, 3}} // gaps 0, 1, 2, 1
	got := agreements(statements(four...))
	if len(got) != 1 || got[0].A != Leaders || got[0].B != Families || fmt.Sprintf("%.1f", got[0].Value) != "66.7" || got[0].Statements != 4 || got[0].Shown {
		t.Errorf("gaps 0, 1, 2, 1 = %+v, want 66.7 over 4 statements, hidden", got)
	}
	if got := agreements(statements(slices.Repeat(four, 3)[:10]...)); !got[0].Shown || got[0].Statements != 10 {
		t.Errorf("ten statements = %+v, want shown", got)
	}
	range12 := []StatementReview{{Readings: map[Perspective]Reading{Leaders: level(2, 2), Families: level(1, 2), Forum: {State: NotYetAssessed}}}}
	if got := agreements(range12); len(got) != 1 || fmt.Sprintf("%.1f", got[0].Value) != "66.7" {
		t.Errorf("2 beside 1–2 with the point 1 = %+v, want the gap of the point", got)
	}
}
