package page

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	view "inclusion/dashboards/template"
	"inclusion/internal/plan"
)

// TestWhatAPartnershipCountsReadsTheSameEverywhere also where it gave the parts of a share and left the percentage to be worked out.
func TestWhatAPartnershipCountsReadsTheSameEverywhere(t *testing.T) {
	number := func(v float64) *float64 { return &v }
	for name, c := range map[string]struct {
		value plan.LocalValue
		want  view.Cell
	}{
		"a share by its parts":   {plan.LocalValue{Unit: "percent", Numerator: number(22), Denominator: number(25)}, view.Cell{Text: "88.0%", Detail: "22 of 25"}},
		"a share":                {plan.LocalValue{Unit: "percent", Value: number(12.5)}, view.Cell{Text: "12.5%"}},
		"weeks":                  {plan.LocalValue{Unit: "weeks", Value: number(14)}, view.Cell{Text: "14 weeks"}},
		"a number":               {plan.LocalValue{Unit: "number", Value: number(1310)}, view.Cell{Text: "1,310"}},
		"none, and why":          {plan.LocalValue{Unit: "number", Note: "fewer than 5"}, view.Cell{Status: "fewer than 5"}},
		"none, and nobody knows": {plan.LocalValue{Unit: "number"}, view.Cell{Status: "not entered"}},
	} {
		if diff := cmp.Diff(c.want, LocalCell(&c.value)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
