package plan

import "strings"

// CycleOf is the cycle that a document belongs to; "" for what lives on from cycle to cycle, as the plan and its actions do.
func CycleOf(d Document) string {
	switch d.Kind() {
	case KindAssessment, KindScore, KindSurvey, KindResponse, KindReply, KindSignOff, KindVoice, KindModeration:
		cycle, _, _ := strings.Cut(d.Key(), "/")
		return cycle
	}
	return ""
}

// CheckRemoval lists why a document cannot be taken out of the book that is left without it.
func CheckRemoval(c Context, d Document) (problems Problems) {
	switch d := d.(type) {
	case *Evidence:
		if used := c.Book.UsesOf(d.ID); len(used) > 0 {
			problems.Add("", "%s is used by %s, so it cannot be taken out.", d.ID, strings.Join(used, ", "))
		}
	case *Priority:
		for _, a := range Sorted(c.Book.Actions) {
			if a.Priority == d.ID {
				problems.Add("", "%s has the action %s, so it cannot be taken out. Give the action another priority first.", d.ID, a.ID)
			}
		}
	case *Decision, *Challenge, *Risk, *Change, *Finding, *LocalValue, *Survey, *Moderation, *Return:
	case *Action:
		problems.Add("", "A promise is not taken out: set its status to stopped and say why.")
	default:
		problems.Add("", "This is not taken out once it has been written.")
	}
	return problems
}

// UsesOf lists what rests on a piece of evidence, in words.
func (b *Book) UsesOf(evidence string) (uses []string) {
	has := func(list []string) bool {
		for _, e := range list {
			if e == evidence {
				return true
			}
		}
		return false
	}
	for _, s := range Sorted(b.Scores) {
		if has(s.Evidence) {
			uses = append(uses, "the score of "+s.Statement+" by "+OrganisationName(s.Organisation))
		}
	}
	for _, a := range Sorted(b.Actions) {
		if has(a.Evidence) {
			uses = append(uses, "the action "+a.ID)
		}
	}
	for _, r := range Sorted(b.Responses) {
		if has(r.Evidence) {
			uses = append(uses, "the answer to "+r.Rule+" on "+r.Item)
		}
	}
	return uses
}

// LevelsOf are the board's levels in a version, by statement; none for no version.
func LevelsOf(v *Version) map[string]Level {
	if v == nil {
		return nil
	}
	book, err := v.Book()
	if err != nil {
		return nil
	}
	levels := map[string]Level{}
	for _, s := range book.Scores {
		if s.Cycle == v.Cycle && s.Perspective == Leaders && s.Organisation == BoardOrg {
			levels[s.Statement] = s.Level
		}
	}
	return levels
}
