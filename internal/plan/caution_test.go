package plan

import (
	"slices"
	"strings"
	"testing"
)

func cautionsOf(r Review, kind string) (texts []string) {
	for _, c := range r.Cautions {
		if c.Kind == kind {
			texts = append(texts, c.Text)
		}
	}
	return texts
}

func TestRule_9_14_3_SuddenRise(t *testing.T) {
	f := newest(t)
	old := &Evidence{ID: "E1", Date: "2025-01-01"}
	before := lastYear(t, f, Figures{}, map[string]Level{"1.1": 1}, old)
	for _, c := range []struct {
		what     string
		level    Level
		evidence []string
		date     Day // of E1 now
		want     bool
	}{
		{"two levels with nothing", 3, nil, "2025-01-01", true},
		{"two levels on last year's evidence", 3, []string{"E1"}, "2025-01-01", true},
		{"two levels on new evidence", 3, []string{"E1", "E2"}, "2025-01-01", false},
		{"two levels on evidence that was renewed", 3, []string{"E1"}, "2026-05-01", false},
		{"no rise", 1, nil, "2025-01-01", false},
	} {
		score := boardScore("1.1", c.level)
		score.Evidence = c.evidence
		b := bookWith(score, &Evidence{ID: "E1", Date: c.date}, &Evidence{ID: "E2", Date: "2026-09-01"})
		got := cautionsOf(ReviewOf(b, f, Figures{}, thisCycle, before, testDay), SuddenRise)
		if (len(got) == 1) != c.want {
			t.Errorf("%s: %v", c.what, got)
		}
		if c.want && !strings.Contains(got[0], "1.1 by Board rose from 1 to 3") {
			t.Errorf("%s: %v", c.what, got)
		}
	}
	if got := ReviewOf(bookWith(boardScore("1.1", 4)), f, Figures{}, thisCycle, nil, testDay).Cautions; len(got) > 0 {
		t.Errorf("without a version before: %v", got)
	}
}

func TestRule_9_14_3_FlatLining(t *testing.T) {
	f := newest(t)
	for _, c := range []struct {
		statements int
		one        Level // of the first of them
		want       bool
	}{{8, 3, true}, {7, 3, false}, {8, 2, false}, {20, 3, true}} {
		b := bookWith()
		for i, s := range f.Statements()[:c.statements] {
			level := Level(3)
			if i == 0 {
				level = c.one
			}
			b.Put(partnerScore(s.ID, Council, level))
			b.Put(partnerScore(s.ID, ICB, Level(1+i%4)))
		}
		b.Put(partnerScore(f.Statements()[30].ID, Council, 0)) // not yet assessed: no level
		got := cautionsOf(ReviewOf(b, f, Figures{}, thisCycle, nil, testDay), FlatLining)
		if (len(got) == 1) != c.want || c.want && !strings.HasPrefix(got[0], "Council gave level 3") {
			t.Errorf("%d statements, the first at %d: %v", c.statements, c.one, got)
		}
	}
}

func TestRule_9_14_3_EvidenceReused(t *testing.T) {
	f := newest(t)
	b := bookWith(&Evidence{ID: "E1"})
	cite := func(n int) []string {
		for _, s := range f.Statements()[:n] {
			for _, o := range []string{BoardOrg, Council} { // two scorers of one statement are one use
				score := partnerScore(s.ID, o, 2)
				score.Evidence = []string{"E1"}
				b.Put(score)
			}
		}
		return cautionsOf(ReviewOf(b, f, Figures{}, thisCycle, nil, testDay), EvidenceReused)
	}
	if got := cite(5); len(got) > 0 {
		t.Errorf("five uses: %v", got)
	}
	if got := cite(6); !slices.Equal(got, []string{"E1 is the evidence for 6 statements: 1.1, 1.2, 1.3, 1.4, 1.5, 1.6."}) {
		t.Errorf("six uses: %v", got)
	}
}
