package plan

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// States lists the states of an assessment in their order, withdrawn last.
func States() []State {
	return []State{Draft, PartnerReview, ForumResponse, Agreed, Published, Superseded, Withdrawn}
}

var cycleShape = regexp.MustCompile(`^20[0-9]{2}$`)

// Check looks at the shape of an assessment: its cycle, framework, state, whom it asks and who has responded. Whether it may come to its
// state is for Guards.
func (a *Assessment) Check(c Context) (problems Problems) {
	if !cycleShape.MatchString(a.Cycle) {
		problems.Add("cycle", "A cycle is a year, such as 2026.")
	}
	if c.Framework == nil || a.Framework != c.Framework.Version {
		problems.Add("framework", "There is no version %q of the framework.", a.Framework)
	}
	if !slices.Contains(States(), a.State) {
		problems.Add("state", "There is no state %q.", a.State)
	}
	if a.State == Withdrawn && strings.TrimSpace(a.Reason) == "" {
		problems.Add("reason", "Say why it is withdrawn: the reason is published.")
	}
	FreeText(&problems, "reason", "The reason", a.Reason, answerLength)
	a.checkAsked(&problems, c.Today)
	a.checkForum(&problems, c.Today)
	for _, check := range slices.Sorted(maps.Keys(a.Checks)) {
		if check != CheckAccessibility && check != CheckSmallNumbers {
			problems.Add("checks", "There is no check %q.", check)
		}
	}
	if a.Version < 0 || a.Version == 0 && slices.Contains([]State{Agreed, Published, Superseded}, a.State) {
		problems.Add("version", "An assessment that is %s has a version.", a.State)
	}
	return problems
}

func (a *Assessment) checkAsked(problems *Problems, today Day) {
	for i, o := range a.Asked {
		switch {
		case !slices.Contains(Partners(), o):
			problems.Add("asked", "%q is no organisation that scores for itself.", o)
		case slices.Contains(a.Asked[:i], o):
			problems.Add("asked", "%s is asked twice.", OrganisationName(o))
		}
	}
	for _, answered := range []struct {
		field string
		on    map[string]Day
	}{{"responded", a.Responded}, {"no_response", a.NoResponse}} {
		for _, o := range slices.Sorted(maps.Keys(answered.on)) {
			day := answered.on[o]
			switch {
			case !slices.Contains(a.asked(), o):
				problems.Add(answered.field, "%s was not asked.", OrganisationName(o))
			case !day.Valid() || day > today:
				problems.Add(answered.field, "The day for %s is no date up to today.", OrganisationName(o))
			}
		}
	}
	for _, o := range slices.Sorted(maps.Keys(a.Responded)) {
		if a.NoResponse[o] != "" {
			problems.Add("no_response", "%s has responded, so it cannot be marked “no response”.", OrganisationName(o))
		}
	}
}

// checkForum asks for days that have come. A forum may respond to a draft before it is asked.
func (a *Assessment) checkForum(problems *Problems, today Day) {
	for _, day := range []Day{a.Forum.Asked, a.Forum.Responded} {
		if day != "" && (!day.Valid() || day > today) {
			problems.Add("forum", "The day of the forum, %q, is no date up to today.", day)
		}
	}
}
