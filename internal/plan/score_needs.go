package plan

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"inclusion/internal/benchmark"
)

// need is one thing that a level of the scale may ask for. missing names the field to fill and says in a sentence what is missing;
// the sentence is empty where nothing is.
type need struct {
	missing func(s *Score, c Context, st Statement) (field, text string)
}

const (
	freshMonths       = 12 // evidence older than this at scoring does not carry a level 3 or 4
	fewestWords       = 30 // of a reason at 3 or 4
	fewestOfASentence = 3  // words: "Nothing is agreed"
	betterHalf        = 3  // quarters 3 and 4
)

// needs are those that a framework file may name.
var needs = map[string]need{
	"sentence": {func(s *Score, c Context, _ Statement) (string, string) {
		return "rationale", unless(sentence(s.Rationale), "Level %d needs a sentence that says why.", s.Level)
	}},
	"evidence>=1": {func(s *Score, c Context, _ Statement) (string, string) {
		return "evidence", unless(len(s.Evidence) > 0, "Level %d needs at least one item of evidence.", s.Level)
	}},
	"evidence_within_12m>=1": {func(s *Score, c Context, _ Statement) (string, string) {
		return "evidence", unless(s.fresh(c, false), "Level %d needs evidence dated from %s, 12 months before scoring, to %s.", s.Level, s.On.AddMonths(-freshMonths).Words(), s.On.Words())
	}},
	"family_voice_within_12m>=1": {func(s *Score, c Context, _ Statement) (string, string) {
		return "evidence", unless(s.fresh(c, true), "Level %d needs evidence in families’ own voice dated from %s, 12 months before scoring, to %s.",
			s.Level, s.On.AddMonths(-freshMonths).Words(), s.On.Words())
	}},
	"owner": {func(s *Score, c Context, _ Statement) (string, string) {
		return "owner", unless(strings.TrimSpace(s.Owner) != "", "Level %d needs an owner: the role and the organisation that keep it so.", s.Level)
	}},
	"rationale_words>=30": {func(s *Score, c Context, _ Statement) (string, string) {
		n := wordsIn(s.Rationale)
		return "rationale", unless(n >= fewestWords, "Level %d needs a reason of at least %d words; this has %d.", s.Level, fewestWords, n)
	}},
	"measure_improving_or_better_half>=1": {func(s *Score, c Context, st Statement) (string, string) {
		return "measure", measureMissing(s, c, st)
	}},
}

// needNames lists the needs that the program can check.
func needNames() []string { return slices.Sorted(maps.Keys(needs)) }

// unless is a sentence where something does not hold, and nothing where it does.
func unless(holds bool, format string, args ...any) string {
	if holds {
		return ""
	}
	return fmt.Sprintf(format, args...)
}

// sentence says that a text has enough words to say something.
func sentence(text string) bool { return wordsIn(text) >= fewestOfASentence }

// fresh says that an item of the score's evidence, in families' voice where that is asked for, is dated within twelve months before
// the score.
func (s *Score) fresh(c Context, voice bool) bool {
	since := s.On.AddMonths(-freshMonths)
	return slices.ContainsFunc(s.Evidence, func(id string) bool {
		e := c.Book.Evidence[id]
		return e != nil && e.Date.Valid() && since <= e.Date && e.Date <= s.On && (e.FamilyVoice || !voice)
	})
}

// measureMissing says why the measure that a score names does not show that something became better.
func measureMissing(s *Score, c Context, st Statement) string {
	allowed := MeasuresFor(c.Framework, st)
	if strings.TrimSpace(s.Measure) == "" {
		return fmt.Sprintf("Level %d needs a measure that is improving or in the better half: one of %s.", s.Level, measureList(allowed))
	}
	i := slices.IndexFunc(allowed, func(m Measure) bool { return m.ID == s.Measure || slices.Contains(m.From, s.Measure) })
	if i < 0 {
		return fmt.Sprintf("%s is not a measure that can carry statement %s to level %d. Choose one of %s.", shown(s.Measure), st.ID, s.Level, measureList(allowed))
	}
	m := allowed[i]
	if m.Type == localType {
		return unless(LocalImproving(c.Book, m.ID), "The newest two values of %s do not show it improving. Add its values under local measures, or choose another.", m.ID)
	}
	return unless(slices.ContainsFunc(m.Published(), func(id string) bool {
		f, ok := c.Figures.Values[id]
		return ok && (m.ID == s.Measure || id == s.Measure) && (f.Band >= betterHalf || f.Trend == string(benchmark.Improving))
	}), "Published figures do not show %s improving or in the better half of areas. Choose another measure, or a lower level.", s.Measure)
}

// MeasuresFor lists the measures that can show a statement's level 4: those the statement names that have a direction, or, where it
// names none such, all of the framework's (our reading: otherwise nine statements could never be at 4).
func MeasuresFor(f *Framework, st Statement) (allowed []Measure) {
	for _, id := range st.Indicators {
		if m, ok := f.Measure(id); ok && m.Shows() {
			allowed = append(allowed, m)
		}
	}
	if len(allowed) > 0 {
		return allowed
	}
	for _, m := range f.Indicators {
		if m.Shows() {
			allowed = append(allowed, m)
		}
	}
	return allowed
}

// mostNamed is how many measures a sentence lists.
const mostNamed = 8

func measureList(all []Measure) string {
	ids := make([]string, 0, mostNamed)
	for _, m := range all {
		if len(ids) == mostNamed {
			return strings.Join(ids, ", ") + " and others"
		}
		ids = append(ids, m.ID)
	}
	return strings.Join(ids, ", ")
}
