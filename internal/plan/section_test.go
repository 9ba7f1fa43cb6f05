package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestRule_9_9_TwelveSectionsHoldWhatTheyMust(t *testing.T) {
	must := map[string]string{
		"S1":  "footprint icbs members chair terms names",
		"S2":  "vision outcomes measures",
		"S3":  "population sen_support ehc needs ap not_in_school localities unequal limits",
		"S4":  "method answers findings changed forum",
		"S5":  "universal targeted targeted_plus specialist ap_1 ap_2 ap_3 health care short_breaks",
		"S6":  "do_nothing with_plan assumptions backtest",
		"S7":  "priorities actions",
		"S8":  "arrangements dates gaps workforce",
		"S9":  "income spend balance plan health_share care_share",
		"S10": "baselines targets milestones comparator source vintage",
		"S11": "risks equality lawful",
		"S12": "sign_offs dissent published next_review",
	}
	if len(Sections()) != len(must) {
		t.Fatalf("%d sections, want %d", len(Sections()), len(must))
	}
	for i, m := range Sections() {
		var required []string
		for _, p := range m.Parts {
			if p.Required {
				required = append(required, p.ID)
			}
			if p.Title == "" || p.Hint == "" {
				t.Errorf("%s: part %s has no title or hint", m.ID, p.ID)
			}
			if p.Auto != "" && filledBy[p.Auto] == nil {
				t.Errorf("%s: part %s is filled by %q, which nothing is", m.ID, p.ID, p.Auto)
			}
		}
		if want := fmt.Sprint("S", i+1); m.ID != want {
			t.Errorf("section %d is %s", i+1, m.ID)
		}
		if got := strings.Join(required, " "); got != must[m.ID] {
			t.Errorf("%s must hold %q, and holds %q", m.ID, must[m.ID], got)
		}
	}
}

func TestRule_9_9_LayersMayBeRenamedAndAreMarkedAsProposed(t *testing.T) {
	m, _ := SectionByID("S5")
	for _, id := range []string{"universal", "targeted", "targeted_plus", "specialist", "ap_1", "ap_2", "ap_3"} {
		p, ok := m.Part(id)
		if !ok || !p.Label || !p.Proposed {
			t.Errorf("%s: can be renamed %v, proposed %v", id, p.Label, p.Proposed)
		}
		s := &Section{ID: "S5", Parts: map[string]string{"label." + id: "Our offer"}}
		if problems := s.Check(Context{}); len(problems) > 0 || s.Label(p) != "Our offer" {
			t.Errorf("%s is called %q: %v", id, s.Label(p), problems)
		}
	}
	health, _ := m.Part("health")
	s := &Section{ID: "S5", Parts: map[string]string{"label.health": "NHS"}}
	if s.Label(health) != "Health" || s.Check(Context{}).Of("label.health") == "" {
		t.Error("a part that is no layer was renamed")
	}
}

func TestRule_9_9_AlsoServesAs(t *testing.T) {
	var ids []string
	for _, u := range PlanUses() {
		ids = append(ids, u.ID)
	}
	want := []string{"inspection strategic plan", "priority action plan", "local SEND reform plan", "SEND and AP strategy", "joint commissioning plan"}
	if !slices.Equal(ids, want) {
		t.Errorf("serves as %q, want %q", ids, want)
	}
}

func TestRule_9_9_SectionsRefuse(t *testing.T) {
	tests := map[string]struct {
		id, part, text, field, says string
	}{
		"a section that is not there":           {"S13", "vision", "x", "id", "S1 to S12"},
		"a part that is not there":              {"S2", "motto", "x", "motto", "no part"},
		"a part filled from other documents":    {"S7", "actions", "We act", "actions", "entered elsewhere"},
		"more than 6,000 characters":            {"S2", "vision", strings.Repeat("é", PartLimit+1), "vision", "6000"},
		"6,000 characters are kept":             {"S2", "vision", strings.Repeat("é", PartLimit), "", ""},
		"a day that is no date":                 {"S12", "published", "next spring", "published", "needs a date"},
		"a review after more than 12 months":    {"S12", "next_review", "2027-11-23", "next_review", "12 months"},
		"a review after 12 months is kept":      {"S12", "next_review", "2027-11-22", "", ""},
		"a review before today":                 {"S12", "next_review", "2026-11-21", "next_review", "after today"},
		"survey answers may be told in words":   {"S4", "answers", "31 at two meetings", "", ""},
		"the printed id only, not that of link": {"plan.S2", "vision", "x", "id", "S1 to S12"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			problems := (&Section{ID: tt.id, Parts: map[string]string{tt.part: tt.text}}).Check(Context{Today: "2026-11-22"})
			wantProblem(t, problems, tt.field, tt.says)
		})
	}
	late := &Section{ID: "S12", Parts: map[string]string{"published": "2026-03-31", "next_review": "2027-04-01"}}
	wantProblem(t, late.Check(Context{Today: "2026-11-22"}), "next_review", "31 March 2027")
}

// wantProblem wants one problem, of that field and with those words; or none where the field is "".
func wantProblem(t *testing.T, got Problems, field, says string) {
	t.Helper()
	if field == "" {
		if len(got) > 0 {
			t.Errorf("refused: %v", got)
		}
		return
	}
	if len(got) != 1 || got[0].Field != field || !strings.Contains(got[0].Text, says) {
		t.Errorf("problems %+v; want one of %s that says %q", got, field, says)
	}
}

func TestRule_9_9_CompletenessCountsFilledRequiredParts(t *testing.T) {
	b := NewBook("202")
	empty := CompletenessOf(b)
	if empty.Text() != "0 of 62 required parts are filled" || len(empty.Missing()) != 62 {
		t.Fatalf("an empty plan: %s, %d missing", empty.Text(), len(empty.Missing()))
	}
	b.Put(&Section{ID: "S2", Parts: map[string]string{"vision": "bad", "outcomes": "  \n", "label.universal": "x"}})
	b.Put(&Section{ID: "S1", Parts: map[string]string{"background": "not required"}})
	b.Put(&Profile{Code: "202", Name: "Norbridge", Chair: "Chair, council"})
	b.Put(&Priority{ID: "P1"})
	c := CompletenessOf(b)
	if c.Filled != 4 { // vision, footprint, chair, priorities: however little they say
		t.Errorf("%s, want 4: the words’ quality does not count, spaces and optional parts neither", c.Text())
	}
	where := map[string]string{}
	for _, m := range c.Missing() {
		where[m.Section+" "+m.Part] = m.Where
	}
	for part, want := range map[string]string{"S2 outcomes": "plan/plan.S2#outcomes", "S1 icbs": "profile", "S7 actions": "actions", "S4 forum": "voices",
		"S11 lawful": "risks", "S12 sign_offs": "publish#sign-offs", "S10 baselines": "actions"} {
		if where[part] != want {
			t.Errorf("%s can be filled at %q, want %q", part, where[part], want)
		}
	}
}

func TestRule_9_9_CompletenessTakesWhatIsEnteredElsewhere(t *testing.T) {
	b := NewBook("202")
	for _, d := range []Document{
		&Profile{Code: "202", Name: "Norbridge", ICBs: []Dated{{Name: "An ICB"}}, Members: []Member{{Role: "Chair"}}, Chair: "x", Terms: "x", AlsoKnownAs: "none"},
		&Assessment{Cycle: "2026"}, &Survey{Cycle: "2026"}, &Voice{Cycle: "2026", From: ForumOrg, Text: "We want this."}, &SignOff{Cycle: "2026", Role: "chair"},
		&Priority{ID: "P1"}, &Risk{ID: "R1", Lawful: true}, &Risk{ID: "R2", Closed: true},
		&Action{ID: "A1", BaselineBy: "2027-01-01", Target: "60%", TargetOn: "2027-03-31", Milestones: []Milestone{{Planned: "50%"}}},
	} {
		b.Put(d)
	}
	if c := CompletenessOf(b); c.Filled != 17 {
		t.Errorf("%s, want the 17 that other documents fill; missing %+v", c.Text(), c.Missing())
	}
	b.Put(&Action{ID: "A2"})
	b.Put(&Risk{ID: "R3"})
	if c := CompletenessOf(b); c.Filled != 14 {
		t.Errorf("%s, want 14: one action without a starting value and target, one risk not checked", c.Text())
	}
}

func TestNote_9_17_15_SectionsAndIndicatorsDoNotShareNames(t *testing.T) {
	for _, m := range Sections() {
		if m.Ref() != "plan."+m.ID || (&Section{ID: m.ID}).Key() != m.Ref() {
			t.Errorf("section %s is linked as %s and kept as %s", m.ID, m.Ref(), (&Section{ID: m.ID}).Key())
		}
		for _, p := range m.Parts {
			if p.Written() && !strings.HasPrefix(PartPath(m, p), "plan/plan.S") && p.Auto == "" {
				t.Errorf("part %s of %s is linked as %s", p.ID, m.ID, PartPath(m, p))
			}
		}
	}
	for _, id := range []string{"S10", "plan.S10"} {
		if m, ok := SectionByID(id); !ok || m.Title != "Measures and benchmarks" {
			t.Errorf("%s is %q", id, m.Title)
		}
	}
	for _, id := range []string{"S01", "S010", "ind.S10", "S0", ""} {
		if m, ok := SectionByID(id); ok {
			t.Errorf("%s found section %s", id, m.ID)
		}
	}
}
