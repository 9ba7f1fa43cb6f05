package desk

import "inclusion/internal/plan"

// told is a promised action with what is public of how it goes: its status, milestones and result. What it promises stays as it was
// agreed, until a newer version is: neither a due date moved in a draft nor a word changed in one is shown.
func told(promised, now *plan.Action) *plan.Action {
	a := *promised
	if now == nil {
		return &a
	}
	a.Status, a.StoppedWhy, a.Milestones = now.Status, now.StoppedWhy, now.Milestones
	a.Result, a.ClosedBy, a.ClosedOn = now.Result, now.ClosedBy, now.ClosedOn
	return &a
}
