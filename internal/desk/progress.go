package desk

import (
	"slices"

	"inclusion/internal/plan"
)

// told is a promised action with what is public of how it goes: its status, what its milestones came to, and its result. What it promises
// stays as it was agreed, until a newer version is: neither a due date moved in a draft nor a word changed in one is shown.
func told(promised, now *plan.Action) *plan.Action {
	a := *promised
	if now == nil {
		return &a
	}
	a.Status, a.StoppedWhy, a.Milestones = now.Status, now.StoppedWhy, reached(promised.Milestones, now.Milestones)
	a.Result, a.ClosedBy, a.ClosedOn = now.Result, now.ClosedBy, now.ClosedOn
	return &a
}

// reached are the milestones that were promised with what they came to. A milestone is found again by its words, or by its day where the
// words were changed; one that was added or moved since is news of the next version.
func reached(promised, now []plan.Milestone) []plan.Milestone {
	all := slices.Clone(promised)
	for i, m := range all {
		at := slices.IndexFunc(now, func(n plan.Milestone) bool { return n.Planned == m.Planned && n.PlannedOn == m.PlannedOn })
		if at < 0 {
			at = slices.IndexFunc(now, func(n plan.Milestone) bool { return n.Planned == m.Planned })
		}
		if at < 0 {
			at = slices.IndexFunc(now, func(n plan.Milestone) bool { return n.PlannedOn == m.PlannedOn })
		}
		if at >= 0 {
			all[i].Actual, all[i].ActualOn = now[at].Actual, now[at].ActualOn
		}
	}
	return all
}
