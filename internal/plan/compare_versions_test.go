package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// told lists changed documents with their fields in words.
func told(changes []DocumentChange) (lines []string) {
	for _, c := range changes {
		line := c.Key + " " + c.How
		for _, f := range c.Fields {
			line += "; " + f.Text()
		}
		lines = append(lines, line)
	}
	return lines
}

func reason(s *Score, rationale string) *Score {
	s.Rationale = rationale
	return s
}

// twoVersions are a version of last year and one of this, with something of everything changed between them.
func twoVersions(t *testing.T) (before, after *Version) {
	t.Helper()
	f := newest(t)
	council := partnerScore("1.1", Council, 4)
	council.Cycle = lastCycle
	before = lastYear(t, f, figuresOf(figure("S01", "legal", 40, 2), figure("S10", "legal", 52, 3), figure("S03", "scored", 2, 3)),
		map[string]Level{"1.1": 2, "1.2": 3, "1.3": 2, "2.1": 1}, council,
		&Evidence{ID: "E1", Title: "Old strategy"}, &Evidence{ID: "E2", Title: "Audit"},
		&Priority{ID: "P1", Title: "Reviews", Order: 1}, &Priority{ID: "P2", Title: "Waits"},
		&Action{ID: "A1", Title: "Catch up", Due: "2026-03-31", Status: "on track"}, &Action{ID: "A2", Title: "Hire"}, &Action{ID: "A10", Title: "Same"},
		&Section{ID: "S2", Parts: map[string]string{"vision": "One"}}, &SignOff{Cycle: lastCycle, Role: "forum", Name: "A", Answer: Disagree, Text: "No."})
	figures := figuresOf(figure("S10", "legal", 47.6, 3), figure("S03", "scored", 2, 3), figure("S09", "legal", 57, 2))
	later := figures.Values["S10"]
	later.Period, later.Edition = "2026", "second"
	figures.Values["S10"] = later
	after = versionOf(t, 2, thisCycle, f, figures, bookWith(
		reason(boardScore("1.1", 3), "better now"), boardScore("1.2", 1), boardScore("1.3", 2), boardScore("1.4", 2), boardScore("2.1", 0), partnerScore("1.1", Council, 2),
		&Evidence{ID: "E2", Title: "Audit"}, &Evidence{ID: "E3", Title: "New strategy"},
		&Priority{ID: "P1", Title: "Reviews on time", Order: 1}, &Priority{ID: "P3", Title: "Places"},
		&Action{ID: "A1", Title: "Catch up", Due: "2026-06-30", Status: "done"}, &Action{ID: "A3", Title: "Train"}, &Action{ID: "A10", Title: "Same"},
		&Section{ID: "S2", Parts: map[string]string{"vision": "Two"}}, &SignOff{Cycle: thisCycle, Role: "forum", Name: "A", Answer: Agree}))
	return before, after
}

func TestRule_9_11_DifferenceBetweenTwoVersions(t *testing.T) {
	before, after := twoVersions(t)
	d := CompareVersions(before, after)
	if d.Unreadable != "" {
		t.Fatal(d.Unreadable)
	}
	levels := func(list []LevelChange) (lines []string) {
		for _, c := range list {
			lines = append(lines, fmt.Sprintf("%s %s %d to %d", c.Statement, c.Organisation, c.From, c.To))
		}
		return lines
	}
	var evidence, data []string
	for _, e := range d.NewEvidence {
		evidence = append(evidence, "new "+e.Title)
	}
	for _, e := range d.RemovedEvidence {
		evidence = append(evidence, "removed "+e.Title)
	}
	for _, c := range d.Data {
		data = append(data, c.Indicator+" "+strings.Join(c.What, "+"))
	}
	for what, c := range map[string]struct{ got, want []string }{
		"raised":         {levels(d.Raised), []string{"1.1 board 2 to 3"}},
		"lowered":        {levels(d.Lowered), []string{"1.2 board 3 to 1"}},
		"newly assessed": {levels(d.NewlyAssessed), []string{"1.4 board 0 to 2"}},
		"no longer":      {levels(d.NoLonger), []string{"2.1 board 1 to 0"}},
		"others":         {levels(d.Others), []string{"1.1 council 4 to 2"}},
		"evidence":       {evidence, []string{"new New strategy", "removed Old strategy"}},
		"data":           {data, []string{"S01 gone", "S09 new", "S10 period+value+edition"}},
		"priorities":     {told(d.Priorities), []string{"P1 changed; title moved from Reviews to Reviews on time", "P2 removed", "P3 added"}},
		"actions":        {told(d.Actions), []string{"A1 changed; due moved from 31 March 2026 to 30 June 2026; status moved from on track to done", "A2 removed", "A3 added"}},
		"sections":       {told(d.Sections), []string{"plan.S2 changed; Vision moved from One to Two"}},
		"sign-offs":      {told(d.SignOffs), []string{"forum changed; answer moved from disagree to agree; text taken out, was No."}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: %q, want %q", what, c.got, c.want)
		}
	}
	if c := d.Raised[0]; c.Before != "why then" || c.After != "better now" || c.Title == "" {
		t.Errorf("raised with its reasons: %+v", c)
	}
	if same := CompareVersions(after, after); len(same.Raised)+len(same.Lowered)+len(same.Data)+len(same.Actions)+len(same.Sections)+len(same.SignOffs)+len(same.Others) > 0 {
		t.Errorf("a version differs from itself: %+v", same)
	}
}

func TestRule_9_11_DifferenceAcrossFrameworks(t *testing.T) {
	before, after := twoVersions(t)
	after.Framework.Version = "2027.1"
	after.Framework.Themes = slices.Clone(after.Framework.Themes)
	t1 := after.Framework.Themes[0]
	t1.Statements = slices.Clone(t1.Statements)
	t1.Statements[1].ID = "1.9" // 1.2 is gone and 1.9 is new
	after.Framework.Themes[0] = t1
	d := CompareVersions(before, after)
	if len(d.OnlyBefore) != 1 || d.OnlyBefore[0].ID != "1.2" || len(d.OnlyAfter) != 1 || d.OnlyAfter[0].ID != "1.9" {
		t.Errorf("only before %v, only after %v", d.OnlyBefore, d.OnlyAfter)
	}
	if len(d.Lowered) != 0 || len(d.Raised) != 1 {
		t.Errorf("raised %v, lowered %v: a statement of one framework alone is neither", d.Raised, d.Lowered)
	}
}

func TestRule_9_11_ADifferenceSaysWhenAVersionCannotBeRead(t *testing.T) {
	before, after := twoVersions(t)
	after.Entries[0].Body = "{"
	if d := CompareVersions(before, after); !strings.Contains(d.Unreadable, "version 2") {
		t.Errorf("unreadable: %q", d.Unreadable)
	}
}
