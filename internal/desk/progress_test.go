package desk

import (
	"slices"
	"testing"

	"inclusion/internal/plan"
)

func TestAPromiseStaysAsItWasAgreed(t *testing.T) {
	promised := &plan.Action{ID: "A1", Title: "Write after reviews", Due: "2026-06-01", Target: "90%", Status: plan.OnTrack,
		Milestones: []plan.Milestone{{Planned: "60%", PlannedOn: "2026-03-01"}, {Planned: "75%", PlannedOn: "2026-04-01"}, {Planned: "90%", PlannedOn: "2026-06-01"}}}
	now := &plan.Action{ID: "A1", Title: "Write sooner", Due: "2027-06-01", Target: "50%", Status: plan.AtRisk,
		Milestones: []plan.Milestone{{Planned: "A draft step", PlannedOn: "2026-02-01"}, {Planned: "60%", PlannedOn: "2026-09-01", Actual: "41%", ActualOn: "2026-03-02"},
			{Planned: "Only 50%", PlannedOn: "2026-04-01", Actual: "52%", ActualOn: "2026-04-03"}}}
	got := told(promised, now)
	want := []plan.Milestone{{Planned: "60%", PlannedOn: "2026-03-01", Actual: "41%", ActualOn: "2026-03-02"},
		{Planned: "75%", PlannedOn: "2026-04-01", Actual: "52%", ActualOn: "2026-04-03"}, {Planned: "90%", PlannedOn: "2026-06-01"}}
	if got.Title != promised.Title || got.Due != promised.Due || got.Target != promised.Target || !slices.Equal(got.Milestones, want) {
		t.Errorf("told as %+v", got)
	}
	if got.Status != plan.AtRisk {
		t.Errorf("how it goes is told as %q", got.Status)
	}
	if promised.Milestones[0].Actual != "" {
		t.Error("the version was changed")
	}
}
