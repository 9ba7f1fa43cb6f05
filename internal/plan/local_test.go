package plan

import (
	"os"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

func TestRule_9_6_LocalMeasuresAreTheReferencesOwn(t *testing.T) {
	var ids []string
	for _, m := range LocalIndicators() {
		ids = append(ids, m.ID)
		if m.Name == "" || m.Counts == "" || !slices.Contains([]string{"percent", "number", "weeks"}, m.Unit) ||
			!slices.Contains([]string{"higher", "lower", "none"}, m.Polarity) || !slices.Contains([]string{"share", "count", "number", "weeks", "error"}, m.Kind) {
			t.Errorf("%s is not whole: %+v", m.ID, m)
		}
	}
	const all = "F07 H04 L-ACT1 L-ACT2 L-ADV1 L-ADV2 L-AP1 L-AP2 L-CME1 L-CME2 L-CME3 L-CME4 L-COM1 L-COM2 L-DEC1 L-DEL1 L-FAM1 L-FAM2 L-GOV1 L-JC1 L-JF1 " +
		"L-OUT1 L-PT1 L-PUB1 L-QA1 L-QA2 L-SB1 L-TR1 L-WF1 L-WF2 L-WF3 L-WW1 O08 R03 R04"
	if got := strings.Join(ids, " "); got != all {
		t.Errorf("local measures\n%s, want\n%s", got, all)
	}
	for id, polarity := range map[string]string{"F07": "lower", "L-QA1": "higher", "L-DEL1": "lower", "L-CME3": "none", "R03": "none"} {
		if m, _ := LocalIndicatorByID(id); m.Polarity != polarity {
			t.Errorf("%s: %s is better, want %s", id, m.Polarity, polarity)
		}
	}
}

func TestLocalMeasuresAreNamedAsOnTheThemesPages(t *testing.T) {
	text, err := os.ReadFile("../indicator/themes.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var themes struct {
		Local map[string]string `yaml:"local"`
	}
	if err := yaml.Unmarshal(text, &themes); err != nil {
		t.Fatal(err)
	}
	if len(themes.Local) != len(LocalIndicators()) {
		t.Errorf("%d local measures here and %d there", len(LocalIndicators()), len(themes.Local))
	}
	for _, m := range LocalIndicators() {
		if themes.Local[m.ID] != m.Name {
			t.Errorf("%s is called %q here and %q there", m.ID, m.Name, themes.Local[m.ID])
		}
	}
}

func TestNote_9_17_5_ForecastLimitsAreOnlyProposed(t *testing.T) {
	m, _ := LocalIndicatorByID("F07")
	for _, want := range []string{"Proposed", "2%", "5%", "no colour"} {
		if !strings.Contains(m.Note, want) {
			t.Errorf("the note does not say %q: %s", want, m.Note)
		}
	}
}

func n(v float64) *float64 { return &v }

// The thresholds are those of context section 8: counts of 1 to 4, percentages of fewer than 10, and what is left over.
func TestRule_9_14_4_SmallNumbersAreNotEntered(t *testing.T) {
	tests := map[string]struct {
		v           LocalValue
		field, says string
	}{
		"a share":                              {LocalValue{Indicator: "L-QA1", Numerator: n(30), Denominator: n(40), Value: n(75)}, "", ""},
		"none of many":                         {LocalValue{Indicator: "L-QA1", Numerator: n(0), Denominator: n(40), Value: n(0)}, "", ""},
		"all of many":                          {LocalValue{Indicator: "L-QA1", Numerator: n(40), Denominator: n(40), Value: n(100)}, "", ""},
		"4 of 40":                              {LocalValue{Indicator: "L-QA1", Numerator: n(4), Denominator: n(40), Value: n(10)}, "numerator", "fewer than 5"},
		"5 of 40":                              {LocalValue{Indicator: "L-QA1", Numerator: n(5), Denominator: n(40), Value: n(12.5)}, "", ""},
		"36 of 40 leaves 4":                    {LocalValue{Indicator: "L-QA1", Numerator: n(36), Denominator: n(40), Value: n(90)}, "numerator", "all but fewer than 5"},
		"35 of 40 leaves 5":                    {LocalValue{Indicator: "L-QA1", Numerator: n(35), Denominator: n(40), Value: n(87.5)}, "", ""},
		"a percentage of 9":                    {LocalValue{Indicator: "L-QA1", Denominator: n(9), Value: n(100)}, "denominator", "fewer than 10"},
		"a percentage of 10":                   {LocalValue{Indicator: "L-QA1", Numerator: n(5), Denominator: n(10), Value: n(50)}, "", ""},
		"10% of 40 is 4":                       {LocalValue{Indicator: "L-QA1", Denominator: n(40), Value: n(10)}, "value", "1 to 4"},
		"90% of 40 leaves 4":                   {LocalValue{Indicator: "L-QA1", Denominator: n(40), Value: n(90)}, "numerator", "1 to 4"},
		"4 children":                           {LocalValue{Indicator: "L-CME1", Value: n(4)}, "value", "fewer than 5"},
		"5 children":                           {LocalValue{Indicator: "L-CME1", Value: n(5)}, "", ""},
		"no child":                             {LocalValue{Indicator: "L-CME1", Value: n(0)}, "", ""},
		"3 with undelivered provision":         {LocalValue{Indicator: "L-DEL1", Value: n(3)}, "value", "fewer than 5"},
		"2 appeals":                            {LocalValue{Indicator: "R03", Numerator: n(2), Denominator: n(40), Value: n(5)}, "numerator", "fewer than 5"},
		"2 vacant posts":                       {LocalValue{Indicator: "L-WF1", Numerator: n(2), Denominator: n(8), Value: n(25)}, "", ""},
		"3 vacant key posts":                   {LocalValue{Indicator: "L-GOV1", Value: n(3)}, "", ""},
		"fewer than 5, in words":               {LocalValue{Indicator: "L-CME1", Note: "fewer than 5"}, "", ""},
		"missing, and nothing said":            {LocalValue{Indicator: "L-CME1"}, "note", "why it is missing"},
		"a percentage of nothing said":         {LocalValue{Indicator: "L-QA1", Value: n(75)}, "denominator", "of how many"},
		"not what the numbers make":            {LocalValue{Indicator: "L-QA1", Numerator: n(30), Denominator: n(40), Value: n(57)}, "value", "75.0%"},
		"rounded to one decimal":               {LocalValue{Indicator: "L-QA1", Numerator: n(20), Denominator: n(60), Value: n(33.3)}, "", ""},
		"more than all":                        {LocalValue{Indicator: "L-QA1", Numerator: n(50), Denominator: n(40)}, "numerator", "whole"},
		"more than 100%":                       {LocalValue{Indicator: "L-QA1", Denominator: n(40), Value: n(101)}, "value", "at most 100"},
		"less than nothing":                    {LocalValue{Indicator: "L-SB1", Value: n(-1)}, "value", "0 or more"},
		"half a child":                         {LocalValue{Indicator: "L-CME1", Value: n(10.5)}, "value", "whole numbers"},
		"parts without the percentage are one": {LocalValue{Indicator: "L-QA1", Numerator: n(30), Denominator: n(40)}, "", ""},
		"weeks":                                {LocalValue{Indicator: "L-SB1", Value: n(3)}, "", ""},
		"a forecast error of 2%":               {LocalValue{Indicator: "F07", Value: n(2)}, "", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m, _ := LocalIndicatorByID(tt.v.Indicator)
			tt.v.Period, tt.v.On, tt.v.Source, tt.v.Unit = "2026-03", "2026-03-31", "Case system", m.Unit
			wantProblem(t, tt.v.Check(Context{Today: "2026-11-22"}), tt.field, tt.says)
		})
	}
}

func TestRule_9_6_LocalValuesSayWhatWhenAndFromWhere(t *testing.T) {
	tests := map[string]struct {
		change      func(*LocalValue)
		field, says string
	}{
		"whole":                      {func(*LocalValue) {}, "", ""},
		"no such measure":            {func(v *LocalValue) { v.Indicator = "S01" }, "indicator", "No local measure"},
		"a year":                     {func(v *LocalValue) { v.Period = "2026" }, "", ""},
		"two years":                  {func(v *LocalValue) { v.Period = "2025-26" }, "", ""},
		"two years with a gap":       {func(v *LocalValue) { v.Period = "2025-27" }, "period", "two years"},
		"month 13":                   {func(v *LocalValue) { v.Period = "2026-13" }, "period", "month"},
		"last spring":                {func(v *LocalValue) { v.Period = "last spring" }, "period", "month"},
		"no day":                     {func(v *LocalValue) { v.On = "" }, "on", "counted"},
		"counted tomorrow":           {func(v *LocalValue) { v.On = "2026-11-23" }, "on", "future"},
		"no source":                  {func(v *LocalValue) { v.Source = "" }, "source", "comes from"},
		"weeks counted in percent":   {func(v *LocalValue) { v.Unit = "percent" }, "unit", "weeks"},
		"2010-11: a month and years": {func(v *LocalValue) { v.Period = "2010-11" }, "", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v := &LocalValue{Indicator: "L-SB1", Period: "2026-03", On: "2026-03-31", Value: n(12), Unit: "weeks", Source: "Short breaks team"}
			tt.change(v)
			wantProblem(t, v.Check(Context{Today: "2026-11-22"}), tt.field, tt.says)
		})
	}
	if got := (&LocalValue{Note: " fewer than 5 "}).Status(); got != "fewer than 5" {
		t.Errorf("a missing number is shown as %q", got)
	}
	if got := (&LocalValue{}).Status(); got != "not entered" {
		t.Errorf("a missing number is shown as %q", got)
	}
}

func TestRule_9_2_LocalMeasuresImproveByTheirDirection(t *testing.T) {
	tests := map[string]struct {
		id     string
		values []*float64 // by month
		want   bool
	}{
		"more is better, and it rose":      {"L-QA1", []*float64{n(60), n(50), n(55)}, true},
		"more is better, and it fell":      {"L-QA1", []*float64{n(50), n(60), n(55)}, false},
		"less is better, and it fell":      {"L-SB1", []*float64{n(14), n(12)}, true},
		"less is better, and it rose":      {"L-SB1", []*float64{n(12), n(14)}, false},
		"no change":                        {"L-SB1", []*float64{n(12), n(12)}, false},
		"one value":                        {"L-SB1", []*float64{n(12)}, false},
		"neither way is better":            {"L-CME3", []*float64{n(50), n(60)}, false},
		"a missing month is passed over":   {"L-QA1", []*float64{n(50), nil, n(60)}, true},
		"one number and one missing month": {"L-QA1", []*float64{n(50), nil}, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			b := NewBook("202")
			for i, value := range tt.values {
				b.Put(&LocalValue{Indicator: tt.id, Period: "2026-0" + string(rune('1'+i)), Value: value})
			}
			b.Put(&LocalValue{Indicator: "L-WW1", Period: "2026-09", Value: n(99)})
			if got := LocalImproving(b, tt.id); got != tt.want {
				t.Errorf("improving: %v, want %v", got, tt.want)
			}
			if got := LocalSeries(b, tt.id); len(got) != len(tt.values) || !slices.IsSortedFunc(got, func(x, y *LocalValue) int { return strings.Compare(x.Period, y.Period) }) {
				t.Errorf("the series has %d values of %d, or they are not by period", len(got), len(tt.values))
			}
		})
	}
}
