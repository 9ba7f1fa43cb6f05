package returns

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// listed are the rules that the reference of the return names: those of the guide, our own on dates and logic, and the public list.
const listed = "G01 G02 G03 G04 G05 G06 G07 G08 G09 G10 G11 G12 G13 " +
	"L01 L02 L03 L04 L05 L06 L07 L08 L09 L10 L11 L12 L13 L14 L15 L16 L17 L18 L19 L20 " +
	"C112 C122 C124 C132 C134 C142 C143 C212 C224 C232 C234 C236 C312 C412 C414 C416 C422 C512 C514 C522 C524 C532 C534 C542 C592 C612 C614 " +
	"C996 C997 C998 C999"

func TestEveryListedRuleIsThere(t *testing.T) {
	for _, id := range strings.Fields(listed) {
		if r, ok := RuleByID(id); !ok || r.ID != id {
			t.Errorf("rule %s is missing", id)
		}
	}
	if _, ok := RuleByID("Z99"); ok {
		t.Error("there is a rule Z99")
	}
}

func TestRulesAreInPlainWords(t *testing.T) {
	for _, r := range Rules() {
		for what, text := range map[string]string{"title": r.Title, "means": r.Means, "do": r.Do, "unchecked": r.Unchecked} {
			if strings.ContainsFunc(text, func(c rune) bool { return c < ' ' || c > '~' }) {
				t.Errorf("rule %s: %s is not plain ASCII, which every spreadsheet reads", r.ID, what)
			}
			if text != "" && strings.ContainsAny(text[:1], "=+-@") {
				t.Errorf("rule %s: a spreadsheet takes %s for a formula", r.ID, what)
			}
			if what != "title" && text != "" && !strings.HasSuffix(text, ".") {
				t.Errorf("rule %s: %s is not a sentence", r.ID, what)
			}
		}
		if strings.HasSuffix(r.Title, ".") || len(r.Title) > 90 {
			t.Errorf("rule %s: its title is not a short heading", r.ID)
		}
	}
}

func TestSeverityChangesWithTheYear(t *testing.T) {
	r, _ := RuleByID("G13")
	for year, want := range map[int]Severity{2024: Warning, 2025: Warning, 2026: Error, 2027: Error} {
		if got := r.SeverityIn(year); got != want {
			t.Errorf("in %d rule G13 is %s, want %s", year, got, want)
		}
	}
	later := Rule{Severity: Query, From: map[int]Severity{2024: Warning, 2026: Error}}
	if got := later.SeverityIn(2025); got != Warning {
		t.Errorf("in 2025 a rule that changed in 2024 is %s", got)
	}
}

func TestFindingsAreGroupedTheGravestFirst(t *testing.T) {
	findings := []Finding{{Rule: "C997", Count: 9, People: 9}, {Rule: "L03", Count: 2, People: 2}, {Rule: "H03", Count: 1}, {Rule: "G13", Count: 4, People: 3}, {Rule: "Z99", Count: 1}}
	groups := BySeverity(2026, findings)
	var got []string
	for _, g := range groups {
		for _, f := range g.Found {
			got = append(got, g.Heading+" "+f.Rule.ID)
		}
		if g.Means == "" {
			t.Errorf("it is not said what %s are", g.Heading)
		}
	}
	if diff := cmp.Diff([]string{"Errors G13", "Errors H03", "Warnings L03", "Totals C997"}, got); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
	if groups[0].Places() != 5 {
		t.Errorf("there are %d places with errors, want 5", groups[0].Places())
	}
	if in2025 := BySeverity(2025, findings); len(in2025[1].Found) != 2 {
		t.Errorf("in 2025 rule G13 is not among the warnings: %v", in2025)
	}
	if BySeverity(2026, nil) != nil {
		t.Error("a return in which nothing is wrong has groups")
	}
}

func TestAMistakeInTheRulesIsToldWithItsRule(t *testing.T) {
	const good = "{id: G01, origin: guide, severity: error, title: A, means: B., do: C.}"
	for name, x := range map[string]struct{ text, want string }{
		"good":                       {"- " + good, ""},
		"twice":                      {"- " + good + "\n- " + good, "G01"},
		"an id of another form":      {"- {id: Guide, origin: guide, severity: error, title: A, means: B., do: C.}", "Guide"},
		"an unknown origin":          {"- {id: G01, origin: hearsay, severity: error, title: A, means: B., do: C.}", "hearsay"},
		"an unknown severity":        {"- {id: G01, origin: guide, severity: bad, title: A, means: B., do: C.}", "bad"},
		"an unknown severity later":  {"- {id: G01, origin: guide, severity: error, from: {2026: bad}, title: A, means: B., do: C.}", "2026"},
		"no words":                   {"- {id: G01, origin: guide, severity: error}", "title"},
		"an unknown need":            {"- {id: G01, origin: guide, severity: error, title: A, means: B., do: C., needs: luck}", "luck"},
		"the same as nothing":        {"- {id: G01, origin: guide, severity: error, title: A, means: B., do: C., same_as: G02}", "G02"},
		"the same and unchecked":     {"- {id: G01, origin: guide, severity: error, title: A, means: B., do: C., same_as: G02, unchecked: D.}", "unchecked"},
		"a field that is no path":    {"- {id: G01, origin: guide, severity: error, title: A, means: B., do: C., fields: [RYA]}", "RYA"},
		"a share above the whole":    {"- {id: G01, origin: guide, severity: error, title: A, means: B., do: C., share: 101}", "share"},
		"something unheard of in it": {"- {id: G01, colour: red}", "colour"},
	} {
		_, err := loadRules([]byte(x.text))
		if (err == nil) != (x.want == "") || err != nil && !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %v, want an error about %q", name, err, x.want)
		}
	}
}

func TestRulesOfOneOriginStandTogether(t *testing.T) {
	var seen []Origin
	for _, r := range Rules() {
		if len(seen) == 0 || seen[len(seen)-1] != r.Origin {
			seen = append(seen, r.Origin)
		}
	}
	if !slices.Equal(seen, Origins()) {
		t.Errorf("origins stand in the order %v, want %v", seen, Origins())
	}
}
