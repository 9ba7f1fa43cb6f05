package plan

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"inclusion/internal/benchmark"
)

// Longest texts of a score, in characters.
const (
	longestRationale = 4000
	longestWhy       = 2000
	longestLine      = 200
)

// mostEvidence is how many items one score may name.
const mostEvidence = 40

// cappedAt is the highest level of a statement whose duty is not met in most cases (9.2, rule 1).
const cappedAt Level = 2

// largestQuietChange is how far a level may move from one version to the next without a word (9.2, rule 4).
const largestQuietChange Level = 1

// Check implements Document. Words may be saved at level 0, "not yet assessed", as far as they have come: a form that is saved as one
// writes loses none of them. A level is accepted only where its rule is met, and every problem says what is missing and where.
//
// Who scores what (9.3, 9.8): leaders are the five partners and the board, the forum scores by its panel, and young people may by
// theirs. Settings, families and published data have no scores: the first two answer surveys. A panel gives its level with a reason;
// the evidence rules of the scale are for leaders.
func (s *Score) Check(c Context) (problems Problems) {
	st, ok := s.checkPlace(c, &problems)
	if s.Level < 0 || s.Level > 4 {
		problems.Add("level", "A level is 1, 2, 3 or 4, or not yet assessed. There are no half levels and there is no “not applicable”.")
	}
	FreeText(&problems, "rationale", "The reason", s.Rationale, longestRationale)
	FreeText(&problems, "why", "The explanation of the change", s.Why, longestWhy)
	FreeText(&problems, "owner", "The owner", s.Owner, longestLine)
	FreeText(&problems, "measure", "The measure", s.Measure, longestLine)
	if len(s.Evidence) > mostEvidence {
		problems.Add("evidence", "At most %d items of evidence are named for one statement. Keep those that show it best.", mostEvidence)
		return problems
	}
	for i, id := range s.Evidence {
		switch {
		case c.Book == nil || c.Book.Evidence[id] == nil:
			problems.Add("evidence", "There is no evidence %s. Add it first, then choose it here.", shown(id))
		case slices.Contains(s.Evidence[:i], id):
			problems.Add("evidence", "%s is named twice.", id)
		}
	}
	if s.On != "" && !s.On.Valid() {
		problems.Add("on", "The day of scoring is not a date such as 2026-03-31.")
	} else if s.On > c.Today {
		problems.Add("on", "The day of scoring has not come yet.")
	}
	if s.Level == 0 || !ok || len(problems) > 0 {
		return problems
	}
	s.checkLevel(c, st, &problems)
	return problems
}

// checkPlace looks at whose score it is and of what.
func (s *Score) checkPlace(c Context, problems *Problems) (st Statement, ok bool) {
	st, core, ok := c.place(s.Cycle, s.Statement, problems)
	if ok && core && !st.Core {
		problems.Add("statement", "Statement %s is not in the core set, and this year only the core set is scored.", s.Statement)
		ok = false
	}
	if !scores(s.Perspective, s.Organisation) {
		problems.Add("organisation", "%s cannot score as %s. Leaders are the partners and the board; the forum and young people have panels of their own; families and settings answer surveys.",
			shown(OrganisationName(s.Organisation)), shown(string(s.Perspective)))
		ok = false
	}
	if s.DutyUnmet && ok && !st.Statutory {
		problems.Add("duty_unmet", "Statement %s rests on no legal duty, so there is none to be unmet.", s.Statement)
	}
	return st, ok
}

// scores says that an organisation gives levels from a perspective.
func scores(p Perspective, organisation string) bool {
	switch p {
	case Leaders:
		return Scorer(organisation)
	case Forum:
		return organisation == ForumOrg
	case Young:
		return organisation == YoungOrg
	}
	return false
}

// place finds the statement that a document of a cycle is about, and whether only core statements are scored in it.
func (c Context) place(cycle, statement string, problems *Problems) (st Statement, core, ok bool) {
	var a *Assessment
	if c.Book != nil {
		a = c.Book.Assessments[cycle]
	}
	switch {
	case a == nil:
		problems.Add("cycle", "There is no self-assessment of %s. The board begins one first.", shown(cycle))
		return Statement{}, false, false
	case c.Framework == nil || a.Framework != c.Framework.Version:
		problems.Add("cycle", "The self-assessment of %s is made against version %s of the framework, which is not here.", shown(cycle), shown(a.Framework))
		return Statement{}, false, false
	}
	if st, ok = c.Framework.Statement(statement); !ok {
		problems.Add("statement", "There is no statement %s in version %s of the framework.", shown(statement), c.Framework.Version)
	}
	return st, a.Core, ok
}

// checkLevel holds a level above 0 to its rule.
func (s *Score) checkLevel(c Context, st Statement, problems *Problems) {
	if s.On == "" {
		problems.Add("on", "Say on which day this was scored.")
		return
	}
	if s.Perspective != Leaders {
		if !sentence(s.Rationale) {
			problems.Add("rationale", "Say in a sentence why the panel gives level %d.", s.Level)
		}
		return
	}
	if lid := CapOf(st, s, c.Figures); lid != nil && s.Level > lid.At {
		problems.Add("level", "%s", lid.Why)
	}
	step, _ := c.Framework.Step(s.Level)
	for _, need := range step.Needs {
		if field, missing := needs[need].missing(s, c, st); missing != "" {
			problems.Add(field, "%s", missing)
		}
	}
	if s.Organisation == BoardOrg && !sentence(s.Why) {
		if was := c.Before[s.Statement]; was > 0 && max(s.Level-was, was-s.Level) > largestQuietChange {
			problems.Add("why", "The board’s level was %d in the version before and is %d now. Say why it moved two levels or more.", was, s.Level)
		}
	}
}

// Savable is what can be saved of a score while it is being written: all of it where nothing is wrong; otherwise its words with the
// level that stands, so that nobody loses a word because a level is not earned yet; nil where even they cannot be saved. The problems
// are those of the whole.
func (s *Score) Savable(c Context, standing Level) (*Score, Problems) {
	problems := s.Check(c)
	if len(problems) == 0 {
		return s, nil
	}
	words := *s
	words.Level = standing
	if len(words.Check(c)) > 0 {
		return nil, problems
	}
	return &words, problems
}

// CapOf is why a statement cannot be scored above 2 (9.2, rule 1): the scorer's own tick that the duty is not met in most cases, or a
// published figure under the statement's legal floor. score may be nil. It is nil where nothing caps: for statements that rest on no
// duty, and where the figure is not published (9.17, note 4).
func CapOf(st Statement, score *Score, figures Figures) *Cap {
	if !st.Statutory {
		return nil
	}
	if score != nil && score.DutyUnmet {
		return &Cap{At: cappedAt, Why: fmt.Sprintf("It is ticked that this duty is not met in most cases, so statement %s cannot be above %d.", st.ID, cappedAt)}
	}
	if st.Floor == nil {
		return nil
	}
	f, ok := figures.Values[st.Floor.Indicator]
	if !ok || f.Value == nil || *f.Value >= st.Floor.Below {
		return nil
	}
	name := f.Name
	if name == "" {
		name = f.Indicator
	}
	return &Cap{At: cappedAt, Indicator: st.Floor.Indicator, Why: fmt.Sprintf(
		"Published figures for %s say that this duty is not met in most cases: %s, %s (%s), under %s. So statement %s cannot be above %d.",
		f.Period, name, percentUnder(*f.Value, st.Floor.Below), st.Floor.Indicator, percent(st.Floor.Below), st.ID, cappedAt)}
}

// percentUnder writes a percentage that is under a limit with as many decimals as it takes to see that it is: 49.97 is not "50.0%".
func percentUnder(value, limit float64) string {
	for decimals := 1; decimals < 6; decimals++ {
		if r := benchmark.Round(value, decimals); r < limit {
			return strconv.FormatFloat(r, 'f', decimals, 64) + "%"
		}
	}
	return fmt.Sprint(value, "%")
}

// percent writes a percentage: 50% or 49.5%.
func percent(value float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", value), ".0") + "%" }

// shown is a text from outside as a sentence quotes it: not empty, not long.
func shown(text string) string {
	switch r := []rune(text); {
	case len(r) == 0:
		return "“”"
	case len(r) > 40:
		return string(r[:40]) + "…"
	}
	return text
}
