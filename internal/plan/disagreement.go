package plan

import (
	"fmt"
	"slices"
	"strings"
)

// Rule is one pattern of disagreement (9.8): what it is called, and what it asks the board.
type Rule struct {
	ID     string // G1 to G11
	Label  string
	Prompt string
	find   func(seen) (detail string, raised bool)
	whole  bool // it may be raised on a theme as a whole; the others need what only a statement has
}

// rules are the eleven, in their order.
var rules = []Rule{
	{"G1", "Leaders more positive than families", "What do families see that we do not? Which families?", above(Leaders, Families), true},
	{"G2", "Leaders more positive than the forum", "What would the forum need to see to agree?", above(Leaders, Forum), true},
	{"G3", "Leaders more positive than the data", "Is there newer evidence, or are we judging effort rather than effect?", above(Leaders, Data), true},
	{"G4", "Data better than experience", "Are we measuring the part that matters? (on time but poor, for example)", above(Data, Families), true},
	{"G5", "Experience better than data", "Is it recent change, a few well-served families, or old data?", above(Families, Data), true},
	{"G6", "Families more positive than leaders", "What is working that we can share?", above(Families, Leaders), true},
	{"G7", "Partners disagree with each other", "Who is right, and what is each seeing?", partnersApart, false},
	{SharedPriority, "Shared priority", "Is there an action, owner and money?", all(func(r Reading) bool { return r.High <= 2 }), true},
	{AgreedStrength, "Agreed strength", "Keep, share, check who is left out", all(func(r Reading) bool { return r.Low >= 3 }), true},
	{"G10", "Families cannot tell", "Tell families, then ask again", cannotTell, false},
	{"G11", "Score no longer allowed", "Change the score in the next version; explain now", noLongerAllowed, false},
}

// Rules lists the rules of disagreement in their order.
func Rules() []Rule { return slices.Clone(rules) }

// RuleByID finds a rule of disagreement.
func RuleByID(id string) (Rule, bool) {
	i := slices.IndexFunc(rules, func(r Rule) bool { return r.ID == id })
	if i < 0 {
		return Rule{}, false
	}
	return rules[i], true
}

// Rules that are no disagreement.
const (
	SharedPriority = "G8"
	AgreedStrength = "G9"
)

// Limits of the rules.
const (
	gapBetweenPartners = 2  // G7: levels between the highest and the lowest organisation
	dontKnowShare      = 40 // G10: percent of all who answered
	fewestPerspectives = 2  // G8 and G9 (9.17, note 9): of which one is not the leaders', since there is one of each
)

// seen is what the rules look at: one statement, or a theme as a whole.
type seen struct {
	readings      map[Perspective]Reading
	organisations []OrganisationScore
	earlier       Level  // that the board agreed to earlier: in the version before, or in this cycle's
	unmet         string // the legal floor's indicator where its duty is now not met in most cases
}

// raised lists the rules that find a disagreement.
func (s seen) raised(item string, whole bool) (flags []Flag) {
	for _, rule := range rules {
		if whole && !rule.whole {
			continue
		}
		if detail, ok := rule.find(s); ok {
			flags = append(flags, Flag{Rule: rule.ID, Item: item, Label: rule.Label, Prompt: rule.Prompt, Detail: detail})
		}
	}
	return flags
}

// available lists the perspectives that may be held against each other, in their order: those with a level. One that was not asked, is
// suppressed, is too few to be sure, partial or not scored enough says nothing either way.
func (s seen) available() (list []Reading) {
	for _, p := range Perspectives() {
		if r := s.readings[p]; r.sure() {
			r.Perspective = p
			list = append(list, r)
		}
	}
	return list
}

// above finds that one perspective is a level or more above another. Where either is a range the gap must be there at both ends: it is
// taken from the lower end of the one to the upper end of the other.
func above(upper, lower Perspective) func(seen) (string, bool) {
	return func(s seen) (string, bool) {
		u, l := s.readings[upper], s.readings[lower]
		if !u.sure() || !l.sure() || u.Low-l.High < 1 {
			return "", false
		}
		u.Perspective, l.Perspective = upper, lower
		return inWords(u, l), true
	}
}

// all finds that every available perspective has a property at both ends.
func all(has func(Reading) bool) func(seen) (string, bool) {
	return func(s seen) (string, bool) {
		there := s.available()
		if len(there) < fewestPerspectives || slices.ContainsFunc(there, func(r Reading) bool { return !has(r) }) {
			return "", false
		}
		return inWords(there...), true
	}
}

// partnersApart finds that the organisations within what leaders say are two levels or more apart. The board's agreed score is none.
func partnersApart(s seen) (string, bool) {
	var lowest, highest Level
	var parts []string
	for _, o := range s.organisations {
		if o.Score == nil || o.Score.Level == 0 {
			continue
		}
		if lowest == 0 || o.Score.Level < lowest {
			lowest = o.Score.Level
		}
		highest = max(highest, o.Score.Level)
		parts = append(parts, fmt.Sprintf("%s %d", OrganisationName(o.Organisation), o.Score.Level))
	}
	return strings.Join(parts, ", "), highest-lowest >= gapBetweenPartners
}

// cannotTell finds that many families answered "don't know".
func cannotTell(s seen) (string, bool) {
	share := s.readings[Families].DontKnow
	if share == nil || *share < dontKnowShare {
		return "", false
	}
	return fmt.Sprintf("%.0f%% of families answered “don’t know”", *share), true
}

// noLongerAllowed finds a level of 3 or 4 that was agreed earlier where published figures now show the duty not met in most cases.
func noLongerAllowed(s seen) (string, bool) {
	if s.earlier < 3 || s.unmet == "" {
		return "", false
	}
	return fmt.Sprintf("%d agreed earlier; by %s the legal standard is now not met in most cases", s.earlier, s.unmet), true
}

// inWords says readings as a person would: "leaders 3, families 1–2".
func inWords(readings ...Reading) string {
	parts := make([]string, len(readings))
	for i, r := range readings {
		parts[i] = string(r.Perspective) + " " + r.Level()
	}
	return strings.Join(parts, ", ")
}

// needing marks the flags that the board must answer before publication: every one of a statement; and one of a theme as a whole where
// none of its statements raises the same rule, as where published figures say something of the theme and of no statement. A theme's
// flag that its statements raise too is answered there, so that no board answers one thing twice.
func needing(theme []Flag, statements []StatementReview) {
	carried := map[string]bool{}
	for _, s := range statements {
		for i := range s.Flags {
			s.Flags[i].Needs = true
			carried[s.Flags[i].Rule] = true
		}
	}
	for i := range theme {
		theme[i].Needs = !carried[theme[i].Rule]
	}
}
