package page

import (
	"testing"

	"inclusion/dashboards/chart"
	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
)

func at(v float64) *float64 { return &v }

// onTime is like S01: a legal standard, higher is better.
var onTime = indicator.Indicator{ID: "S01", Short: "Plans issued in 20 weeks", Type: indicator.Legal, Polarity: indicator.Higher, Unit: "percent", Precision: 1,
	Interval: "wilson", Basis: indicator.Calendar, Numerator: "plans issued within 20 weeks", Denominator: "plans issued", LegalTarget: 100,
	Law: "The law allows 20 weeks."}

// excluded is like X04: few events, lower is better.
var excluded = indicator.Indicator{ID: "X04", Short: "Permanent exclusions, EHC plans", Type: indicator.Scored, Polarity: indicator.Lower, Unit: "per 100 pupils",
	Precision: 3, Interval: "byar", Basis: indicator.Academic, Numerator: "permanent exclusions", Denominator: "pupils with an EHC plan"}

func with(in indicator.Indicator, change func(*indicator.Indicator)) indicator.Indicator {
	change(&in)
	return in
}

func TestValuesAreWrittenWithTheirUnit(t *testing.T) {
	one := 1
	for _, c := range []struct {
		unit             string
		precision        int
		decimals         *int
		v                float64
		sentence, inCell string
	}{
		{"percent", 1, nil, 46.4, "46.4%", "46.4%"},
		{"percent", 6, &one, 13.123456, "13.1%", "13.1%"},
		{"percent", 2, nil, -0.001, "0.00%", "0.00%"},
		{"percent", 1, nil, -12.34, "−12.3%", "−12.3%"},
		{"pounds", 0, nil, 9953e6, "£9,953m", "£9,953m"},
		{"pounds each", 0, nil, 4512, "£4,512", "£4,512"},
		{"pounds each", 2, nil, -3.5, "−£3.50", "−£3.50"},
		{"per 100 pupils", 5, &one, 11.312, "11.3 per 100 pupils", "11.3"},
		{"per 1,000", 1, nil, 38.2, "38.2 per 1,000", "38.2"},
		{"weeks", 1, nil, 23.4, "23.4 weeks", "23.4 weeks"},
		{"times", 2, &one, 1.84, "1.8 times", "1.8 times"},
		{"count", 0, nil, 638745, "638,745", "638,745"},
	} {
		in := indicator.Indicator{Unit: c.unit, Precision: c.precision, Decimals: c.decimals}
		if got := valueText(in, c.v); got != c.sentence {
			t.Errorf("%v %s in a sentence is %q, want %q", c.v, c.unit, got, c.sentence)
		}
		if got := numberText(in, c.v); got != c.inCell {
			t.Errorf("%v %s in a table is %q, want %q", c.v, c.unit, got, c.inCell)
		}
	}
}

func TestCellSaysWhatAValueIsMadeOfOrWhyThereIsNone(t *testing.T) {
	balance := indicator.Indicator{Unit: "percent", Precision: 1, Interval: "none", Numerator: "grant carried forward, a deficit below zero", Denominator: "high needs block"}
	each := indicator.Indicator{Unit: "pounds each", Interval: "none", Numerator: "spending on SEN transport", Denominator: "EHC plans in force"}
	for name, c := range map[string]struct {
		in   indicator.Indicator
		row  indicator.Row
		want view.Cell
	}{
		"a share":           {onTime, indicator.Row{Numerator: at(168), Denominator: at(412), Value: at(40.8), Status: "ok"}, view.Cell{Text: "40.8%", Detail: "168 of 412 plans"}},
		"a rate":            {excluded, indicator.Row{Numerator: at(7), Denominator: at(4100), Value: at(0.171), Status: "ok"}, view.Cell{Text: "0.171", Detail: "7 among 4,100 pupils"}},
		"a balance":         {balance, indicator.Row{Numerator: at(-3.2e6), Denominator: at(40.1e6), Value: at(-8), Status: "ok"}, view.Cell{Text: "−8.0%", Detail: "−£3.2m against £40m"}},
		"pounds each":       {each, indicator.Row{Numerator: at(9.2e6), Denominator: at(1155), Value: at(7965), Status: "ok"}, view.Cell{Text: "£7,965", Detail: "£9.2m for 1,155 plans"}},
		"no counts":         {onTime, indicator.Row{Value: at(40.8), Status: "ok"}, view.Cell{Text: "40.8%"}},
		"provisional":       {onTime, indicator.Row{Value: at(40.8), Status: "provisional"}, view.Cell{Text: "40.8%", Status: "provisional"}},
		"a true zero":       {onTime, indicator.Row{Numerator: at(0), Denominator: at(181), Value: at(0), Status: "ok"}, view.Cell{Text: "0.0%", Detail: "0 of 181 plans"}},
		"suppressed":        {onTime, indicator.Row{Status: "suppressed"}, view.Cell{Status: "suppressed: small numbers"}},
		"not available":     {onTime, indicator.Row{Status: "not available"}, view.Cell{Status: "not published"}},
		"nothing to divide": {onTime, indicator.Row{Numerator: at(0), Denominator: at(0), Status: "not applicable"}, view.Cell{Status: "not applicable: none to count"}},
		"low":               {onTime, indicator.Row{Status: "low"}, view.Cell{Status: "rounds to 0 but is not 0"}},
		"no status at all":  {onTime, indicator.Row{}, view.Cell{Status: "not published"}},
	} {
		if got := valueCell(c.in, c.row); got != c.want {
			t.Errorf("%s: the cell is %+v, want %+v", name, got, c.want)
		}
	}
}

// The first three cases are the framework's test vectors.
func TestMarkComparesWithEngland(t *testing.T) {
	appeals := with(excluded, func(in *indicator.Indicator) { in.Unit = "percent" })
	weeks := indicator.Indicator{Type: indicator.Scored, Polarity: indicator.Lower, Unit: "weeks", Precision: 1, Interval: "none"}
	background := with(onTime, func(in *indicator.Indicator) { in.Type = indicator.Context })
	for name, c := range map[string]struct {
		in                           indicator.Indicator
		value, lower, upper, england *float64
		few                          bool
		want                         view.Mark
	}{
		"168 of 412 plans in time, England 46.4":    {onTime, at(40.8), at(36.138), at(45.586), at(46.4), false, view.Worse},
		"95 appeals of 1,155, England 6.1":          {appeals, at(8.2), at(6.654), at(10.055), at(6.1), false, view.Worse},
		"7 exclusions of 4,100":                     {excluded, at(0.171), at(0.068), at(0.352), at(0.5), true, view.TooFew},
		"England inside the interval":               {onTime, at(44), at(36.1), at(47), at(46.4), false, view.Similar},
		"England on the end of the interval":        {onTime, at(44), at(36.1), at(46.4), at(46.4), false, view.Similar},
		"higher where higher is better":             {onTime, at(96.6), at(92.8), at(98.5), at(46.4), false, view.Better},
		"lower where lower is better":               {excluded, at(0.1), at(0.05), at(0.2), at(0.5), false, view.Better},
		"not published":                             {onTime, nil, nil, nil, at(46.4), false, view.NotPublished},
		"no direction":                              {with(onTime, func(in *indicator.Indicator) { in.Polarity = indicator.None }), at(40), at(30), at(42), at(46.4), false, view.NoDirection},
		"background, whatever its direction":        {background, at(40), at(30), at(42), at(46.4), false, view.NoDirection},
		"England not published":                     {onTime, at(40), at(30), at(42), nil, false, nothingToCompare},
		"counts not published":                      {onTime, at(40), nil, nil, at(46.4), false, chanceUnknown},
		"no interval by nature, fewer weeks":        {weeks, at(20), nil, nil, at(24.5), false, view.Better},
		"no interval by nature, equal as published": {weeks, at(24.5), nil, nil, at(24.5), false, view.Similar},
	} {
		if got := mark(c.in, c.value, c.lower, c.upper, c.england, c.few); got != c.want {
			t.Errorf("%s: marked %q, want %q", name, got.Full, c.want.Full)
		}
	}
}

func TestTooFewIsUnderTwentyOfAShareAndUnderTenEventsOfARate(t *testing.T) {
	for _, c := range []struct {
		in                     indicator.Indicator
		numerator, denominator float64
		want                   bool
	}{
		{onTime, 5, 19, true}, {onTime, 5, 20, false}, {excluded, 9, 4100, true}, {excluded, 10, 4100, false},
		{indicator.Indicator{Interval: "none"}, 1, 2, false},
	} {
		row := indicator.Row{Numerator: at(c.numerator), Denominator: at(c.denominator)}
		if got := compare.TooFew(c.in, row); got != c.want {
			t.Errorf("%v of %v with interval %s: too few is %v, want %v", c.numerator, c.denominator, c.in.Interval, got, c.want)
		}
	}
	if compare.TooFew(onTime, indicator.Row{}) {
		t.Error("counts that are not published are called too few")
	}
}

func TestLegalStandardSaysHowFarItIsMet(t *testing.T) {
	for _, c := range []struct {
		value *float64
		met   string
	}{
		{at(0), "not met in most cases"}, {at(40.8), "not met in most cases"}, {at(49.9), "not met in most cases"}, {at(50), "met in some cases"},
		{at(89.9), "met in some cases"}, {at(90), "met in most cases"}, {at(100), "met in most cases"}, {nil, ""},
	} {
		got := legal(onTime, c.value)
		if want := (view.Legal{Standard: "all plans issued within 20 weeks", Met: c.met}); got == nil || *got != want {
			t.Errorf("at %v the flag is %+v, want %+v", c.value, got, want)
		}
	}
	if got := legal(excluded, at(1)); got != nil {
		t.Errorf("an indicator without a legal standard has the flag %+v", got)
	}
}

func TestChangeIsSaidInWords(t *testing.T) {
	none := with(onTime, func(in *indicator.Indicator) { in.Polarity = indicator.None })
	spring := with(excluded, func(in *indicator.Indicator) { in.Unit = "per 100 pupils" })
	for name, c := range map[string]struct {
		in   indicator.Indicator
		m    compare.Movement
		want string
	}{
		"up and better":  {onTime, compare.Movement{Period: "2024", Change: at(3.2)}, "up 3.2 percentage points since 2023, which is better"},
		"down and worse": {onTime, compare.Movement{Period: "2024", Change: at(-3.2)}, "down 3.2 percentage points since 2023, which is worse"},
		"no direction":   {none, compare.Movement{Period: "2024", Change: at(3.2)}, "up 3.2 percentage points since 2023"},
		"one point":      {onTime, compare.Movement{Period: "2024", Change: at(-1)}, "little change since 2023"},
		"within chance":  {onTime, compare.Movement{Period: "2024", Change: at(8), Previous: at(40), Lower: at(35), Upper: at(61)}, "little change since 2023"},
		"a break":        {onTime, compare.Movement{Period: "2025", Broken: true}, "no comparison: counted in a new way from 2025"},
		"nothing before": {onTime, compare.Movement{Period: "2024"}, "no figure for 2023 to compare with"},
		"the same term":  {spring, compare.Movement{Period: "2024-25 spring", Change: at(-0.2)}, "down 0.200 per 100 pupils since spring 2023/24, which is better"},
		"out of far fewer than before": {onTime, compare.Movement{Period: "2024", Change: at(9.6), Whole: at(389), WholeBefore: at(1047)},
			"up 9.6 percentage points since 2023, but out of 389 plans, after 1,047 the year before, so the two may not be alike"},
		"out of somewhat fewer than before": {onTime, compare.Movement{Period: "2024", Change: at(9.6), Whole: at(630), WholeBefore: at(1047)},
			"up 9.6 percentage points since 2023, which is better"},
		"none at the precision": {spring, compare.Movement{Period: "2024-25 spring", Change: at(0.0001)}, "little change since spring 2023/24"},
	} {
		if got := changeWords(c.in, c.m); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestChangeIsSaidInFewWordsWhereThereIsLittleRoom(t *testing.T) {
	for want, m := range map[string]compare.Movement{
		"down 3.2 points": {Period: "2024", Change: at(-3.2)}, "little change": {Period: "2024", Change: at(0.4)}, "": {Period: "2024", Broken: true},
		"up 9.6 points; then out of 1,047": {Period: "2024", Change: at(9.6), Whole: at(389), WholeBefore: at(1047)},
	} {
		if got := shortChange(onTime, m); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestTheMarkOfAMissingValueDoesNotContradictItsReason(t *testing.T) {
	for name, c := range map[string]struct {
		row  indicator.Row
		want view.Mark
	}{
		"none to count": {indicator.Row{Denominator: at(0), Status: "not applicable", England: at(34.1)}, view.NothingToCount},
		"not published": {indicator.Row{Status: "not available"}, view.NotPublished},
		"suppressed":    {indicator.Row{Status: "suppressed"}, view.NotPublished},
		"unreliable":    {indicator.Row{Status: "unreliable"}, view.NoFigure},
		"there is one":  {indicator.Row{Value: at(60), Lower: at(50), Upper: at(70), Denominator: at(100), England: at(40)}, view.Better},
	} {
		if got := rowMark(onTime, c.row); got != c.want {
			t.Errorf("%s is marked %q, want %q", name, got.Full, c.want.Full)
		}
	}
}

func TestLegalStandardIsNotSaidToBeMetByAHandful(t *testing.T) {
	if got := rowLegal(onTime, indicator.Row{Value: at(100), Numerator: at(1), Denominator: at(1)}); got.Met != "too few to say how far it is met" {
		t.Errorf("one plan of one: %q", got.Met)
	}
	if got := rowLegal(onTime, indicator.Row{Value: at(100), Numerator: at(40), Denominator: at(40)}); got.Met != "met in most cases" {
		t.Errorf("forty plans of forty: %q", got.Met)
	}
}

func TestCountsNameWhatIsCounted(t *testing.T) {
	share := func(interval, numerator, denominator string) indicator.Indicator {
		return indicator.Indicator{Unit: "percent", Interval: interval, Numerator: numerator, Denominator: denominator}
	}
	for want, in := range map[string]indicator.Indicator{
		"294 of 479 pupils":     share("wilson", "pupils outside registered schools", "all such pupils"),
		"294 of 479 sessions":   share("none", "sessions missed", "possible sessions in the autumn and spring terms"),
		"£294 of £479":          share("none", "top-ups to independent providers", "spending on high needs"),
		"294 against 479 plans": share("none", "plans added since then", "plans in force a year before"),
		"£294 for 479 people":   {Unit: "pounds each", Numerator: "spending on high needs", Denominator: "people aged 2 to 18"},
		"£294 for 479 plans":    {Unit: "pounds each", Numerator: "spending on transport", Denominator: "EHC plans in force in January"},
		"294 among 479 pupils":  {Unit: "per 100 pupils", Interval: "byar", Numerator: "suspensions", Denominator: "pupils with SEN support"},
	} {
		if got := countsText(in, indicator.Row{Numerator: at(294), Denominator: at(479)}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestPicturesPutBetterToTheRightOnlyWhereADirectionIsAgreed(t *testing.T) {
	background := with(excluded, func(in *indicator.Indicator) { in.Type = indicator.Context })
	for in, want := range map[*indicator.Indicator]chart.Polarity{&onTime: chart.HigherIsBetter, &excluded: chart.LowerIsBetter, &background: chart.NoDirection} {
		if got := polarity(*in); got != want {
			t.Errorf("%s of type %s: polarity %v, want %v", in.ID, in.Type, got, want)
		}
	}
}

func TestPeriodsAreSaidAsPeopleSayThem(t *testing.T) {
	for period, want := range map[string]string{"2024": "2024", "2023-24": "2023/24", "2025-01": "January 2025", "2024-25 autumn": "autumn 2024/25"} {
		if got := periodWords(period); got != want {
			t.Errorf("%s is said %q, want %q", period, got, want)
		}
	}
}
