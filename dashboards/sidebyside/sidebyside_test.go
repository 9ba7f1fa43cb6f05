package sidebyside

import (
	"testing"

	"inclusion/internal/plan"
)

func TestAWordIsOfThePerspectivesOwnScale(t *testing.T) {
	f := &plan.Framework{Scale: []plan.Step{{Level: 3, Label: "Established"}}}
	for want, r := range map[string]plan.Reading{
		"Established":        {Perspective: plan.Leaders, Low: 3, High: 3},
		"better half":        {Perspective: plan.Data, Low: 3, High: 3},
		"half or more agree": {Perspective: plan.Families, Low: 3, High: 3},
		"":                   {Perspective: plan.Families, Low: 2, High: 3},
	} {
		if got := Word(f, r); got != want {
			t.Errorf("%+v is %q, want %q", r, got, want)
		}
	}
}

func TestACellSaysWhatItRestsOnAndHowItMoved(t *testing.T) {
	f := &plan.Framework{Scale: []plan.Step{{Level: 2, Label: "Developing"}}}
	c := cellOf(f, plan.Leaders, plan.Reading{Perspective: plan.Leaders, Low: 2, High: 2, Scored: 4, Of: 5, Lowest: "5.3", LowestLevel: 1, On: "2026-02-01", Before: 1}, true)
	if c.Level.Number != "2" || c.Level.Word != "Developing" || c.Change != "up from 1" || len(c.Detail) != 3 || c.Detail[0] != "4 of 5" || c.Detail[1] != "lowest: 5.3 at 1" {
		t.Errorf("%+v", c)
	}
	if none := cellOf(f, plan.Data, plan.Reading{State: plan.NoPublicData}, true); none.Level.Number != "" || none.Level.Status != plan.NoPublicData {
		t.Errorf("nothing published is shown as %+v", none)
	}
}
