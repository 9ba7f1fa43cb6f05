package plan

import (
	"fmt"
	"slices"
	"strings"
)

// How many priorities a plan has (9.9, section S7).
const (
	FewestPriorities = 3
	MostPriorities   = 8
)

// MostLed is how many open actions one person can lead before the board is warned (9.10).
const MostLed = 10

// Check wants a title, the reason, and a theme that the framework has.
func (p *Priority) Check(c Context) (problems Problems) {
	problems.id("P", p.ID)
	problems.wanted("title", p.Title, "Say what the priority is.")
	problems.wanted("why", p.Why, "Say why this is a priority.")
	if p.Theme == "" {
		problems.Add("theme", "Choose the theme that the priority belongs to.")
	}
	checkTheme(&problems, c, p.Theme)
	if p.Order < 0 {
		problems.Add("order", "The place in the list is 1 or more.")
	}
	problems.texts(lineLimit, "title", "The title", p.Title)
	problems.texts(textLimit, "why", "The reason", p.Why, "families", "What this means for families", p.Families)
	return problems
}

func checkTheme(problems *Problems, c Context, theme string) {
	if theme == "" || c.Framework == nil {
		return
	}
	if _, ok := c.Framework.Theme(theme); !ok {
		problems.Add("theme", "The framework has no theme %q.", theme)
	}
}

// PrioritiesInOrder lists priorities as the partnership ordered them.
func PrioritiesInOrder(b *Book) []*Priority {
	list := Sorted(b.Priorities)
	slices.SortStableFunc(list, func(x, y *Priority) int { return x.Order - y.Order })
	return list
}

// PlanWarnings lists what the board should look at: too few or too many priorities or outcomes, a priority with no action, an action
// with no statement, and somebody who leads more than ten open actions (9.9, 9.10).
func PlanWarnings(b *Book) (all []Warning) {
	warn := func(where, key, format string, args ...any) {
		all = append(all, Warning{fmt.Sprintf(format, args...), where, key})
	}
	if n := len(b.Priorities); n < FewestPriorities || n > MostPriorities {
		warn("priorities", "", "The plan has %s. A plan has %d to %d.", counted(n, "priority", "priorities"), FewestPriorities, MostPriorities)
	}
	if outcomes, ok := outcomeRange(); ok {
		if n := lines(b.Sections["plan.S2"].Text("outcomes")); n > 0 && (n < outcomes.From || n > outcomes.To) {
			warn("plan/plan.S2#outcomes", "", "The plan has %s, one a line. A plan has %d to %d.", counted(n, "outcome", "outcomes"), outcomes.From, outcomes.To)
		}
	}
	for _, p := range PrioritiesInOrder(b) {
		if !anyOf(b.Actions, func(a *Action) bool { return a.Priority == p.ID }) {
			warn("priorities#"+p.ID, p.ID, "Priority %s, %s, has no action.", p.ID, p.Title)
		}
	}
	leads := map[string]int{}
	for _, a := range Sorted(b.Actions) {
		if a.Statement == "" {
			warn("actions/"+a.ID, a.ID, "Action %s, %s, belongs to no statement of the self-assessment.", a.ID, a.Title)
		}
		if lead := leadKey(a.Lead); a.Open() && lead != "" {
			if leads[lead]++; leads[lead] == MostLed+1 {
				warn("actions", "", "%s leads more than %d open actions.", strings.TrimSpace(a.Lead), MostLed)
			}
		}
	}
	return all
}

func outcomeRange() (Range, bool) {
	m, _ := SectionByID("S2")
	p, ok := m.Part("outcomes")
	return p.Lines, ok
}

// leadKey compares leads without regard to capitals and spaces.
func leadKey(lead string) string { return strings.ToLower(strings.Join(strings.Fields(lead), " ")) }

// lines counts lines that hold something.
func lines(text string) (n int) {
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			n++
		}
	}
	return n
}

// counted is a number with its noun: "1 priority", "no priorities".
func counted(n int, one, many string) string {
	switch n {
	case 0:
		return "no " + many
	case 1:
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
