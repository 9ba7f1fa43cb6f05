package compare

import (
	"errors"
	"strings"
	"testing"
	"time"

	"inclusion/internal/benchmark"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

func v(x float64) *float64 { return &x }

var (
	share = indicator.Indicator{ID: "A", Type: indicator.Scored, Polarity: indicator.Higher, Unit: "percent", Interval: "wilson", Basis: indicator.Calendar, Precision: 1}
	rate  = indicator.Indicator{ID: "B", Type: indicator.Scored, Polarity: indicator.Lower, Unit: "per 100 pupils", Interval: "byar", Basis: indicator.Academic, Precision: 2}
	ratio = indicator.Indicator{ID: "C", Type: indicator.Scored, Polarity: indicator.Lower, Unit: "times", Interval: "none", Basis: indicator.Academic, Precision: 1}
	money = indicator.Indicator{ID: "D", Type: indicator.Context, Polarity: indicator.Higher, Unit: "pounds each", Interval: "none", Basis: indicator.Financial}
)

func TestAValueIsComparedWhereChanceIsKnown(t *testing.T) {
	row := func(value, lower, upper, out float64) indicator.Row {
		return indicator.Row{Value: &value, Lower: &lower, Upper: &upper, Numerator: v(value * out / 100), Denominator: &out}
	}
	for name, c := range map[string]struct {
		in        indicator.Indicator
		row       indicator.Row
		reference *float64
		want      benchmark.Verdict
		ok        bool
	}{
		"inside the interval":        {share, row(60, 53, 66, 200), v(55), benchmark.Similar, true},
		"outside it":                 {share, row(60, 53, 66, 200), v(50), benchmark.Higher, true},
		"out of few":                 {share, row(60, 30, 80, 15), v(20), benchmark.TooFew, true},
		"counts not published":       {rate, indicator.Row{Value: v(4)}, v(2), benchmark.NotCompared, true},
		"a ratio of two rates":       {ratio, indicator.Row{Value: v(4)}, v(2), benchmark.NotCompared, true},
		"a ratio that reads alike":   {ratio, indicator.Row{Value: v(2.04)}, v(2), benchmark.Similar, true},
		"pounds, as they are":        {money, indicator.Row{Value: v(400)}, v(500), benchmark.Lower, true},
		"nothing to compare":         {share, indicator.Row{Status: "suppressed"}, v(50), "", false},
		"nothing to compare it with": {share, row(60, 53, 66, 200), nil, "", false},
	} {
		if got, ok := Against(c.in, c.row, c.reference); got != c.want || ok != c.ok {
			t.Errorf("%s: %q, %t, want %q, %t", name, got, ok, c.want, c.ok)
		}
	}
}

func TestBackgroundFiguresHaveNoDirection(t *testing.T) {
	if Polarity(money) != indicator.None || Direction(money) != benchmark.NoDirection || Direction(share) != benchmark.HigherIsBetter || Direction(rate) != benchmark.LowerIsBetter {
		t.Errorf("directions are %v, %v and %v", Direction(money), Direction(share), Direction(rate))
	}
}

var ended = time.Date(2021, 3, 31, 0, 0, 0, 0, time.UTC)

// register is a few areas: two regions, one authority with tiny numbers, one that has ended.
var register = []warehouse.Area{
	{Code: "E9", Name: "Country", Level: "country"}, {Code: "R1", Name: "North", Level: "region"},
	{Code: "1", Name: "One", Level: "authority", Region: "R1", Partnership: "p"}, {Code: "2", Name: "Two", Level: "authority", Region: "R1", Partnership: "p"},
	{Code: "3", Name: "Three", Level: "authority", Region: "R2", Partnership: "q"}, {Code: "4", Name: "Four", Level: "authority", Region: "R2"},
	{Code: "5", Name: "Tiny", Level: "authority", Region: "R1", LeftOut: true}, {Code: "6", Name: "Old", Level: "authority", Region: "R1", To: &ended},
}

func TestGroupsOfAreas(t *testing.T) {
	near := []warehouse.IndicatorNeighbour{{Code: "4"}, {Code: "2"}, {Code: "99"}}
	for wish, want := range map[string]string{"": "4 2", Neighbours: "4 2", Region: "2", Partnership: "2", Trial: "2 3", "4, 3": "3 4", "5": "5"} {
		g, err := GroupOf(register, register[2], near, wish)
		if err != nil || strings.Join(g.Codes(), " ") != want {
			t.Errorf("%q is %v (%v), want %s", wish, g.Codes(), err, want)
		}
	}
	for wish, want := range map[string]string{
		"1": "One (1) cannot be compared with itself", "2,2": "Two (2) is named twice", "6": "Old (6) ended on 31 March 2021", "R1": "North (R1) is not a local authority",
		"7": `No area has the code "7"`, ",": "Name at least one area", strings.Repeat("9,", 20): "A group can have up to 19 areas, and this address names 20",
	} {
		_, err := GroupOf(register, register[2], near, wish)
		if _, refused := errors.AsType[Refused](err); !refused || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", wish, err, want)
		}
	}
	if _, err := GroupOf(register, register[5], near, Partnership); err == nil {
		t.Error("an area in no partnership is compared with one")
	}
	if g, err := GroupOf(register, register[0], nil, ""); err != nil || len(g.Areas) > 0 {
		t.Errorf("the country is beside %v, %v", g.Codes(), err)
	}
	if _, err := GroupOf(register, register[0], nil, Region); err == nil {
		t.Error("the country is compared with a region")
	}
}

func periods(codes ...string) (all []warehouse.IndicatorPeriod) {
	for _, code := range codes {
		name, bare := strings.CutSuffix(code, "!") // no area has a figure
		p, err := indicator.ParsePeriod(name, indicator.Academic)
		if err != nil {
			panic(err)
		}
		n := 9
		if bare {
			n = 0
		}
		all = append(all, warehouse.IndicatorPeriod{Period: name, LastDay: p.End, Areas: n})
	}
	return all
}

func TestTwoPeriodsAreOfOneKind(t *testing.T) {
	all := SeriesOf(rate, periods("2021-22", "2022-23", "2023-24!", "2022-23 autumn", "2023-24 autumn"))
	if len(all) != 2 || all[0].Key != "annual" || all[1].Key != "autumn" || NewestSeries(all).Key != "autumn" {
		t.Fatalf("the series are %+v", all)
	}
	for _, c := range [][4]string{{"", "", "2021-22", "2022-23"}, {"2023-24", "", "2022-23", "2023-24"}, {"", "2022-23", "2021-22", "2022-23"},
		{"2022-23", "2021-22", "2021-22", "2022-23"}, {"", "2021-22", "", "2021-22"}} {
		if from, to := all[0].Pair(c[0], c[1]); from != c[2] || to != c[3] {
			t.Errorf("%q to %q is %q to %q, want %q to %q", c[0], c[1], from, to, c[2], c[3])
		}
	}
}

func TestAChangeIsNotReadAcrossABreak(t *testing.T) {
	broken := share
	broken.Breaks = []indicator.Break{{From: "2022", Why: "counted anew"}}
	for _, c := range []struct {
		from, to string
		breaks   bool
	}{{"2021", "2022", true}, {"2020", "2024", true}, {"2022", "2023", false}, {"2020", "2021", false}} {
		if got := BreakBetween(broken, c.from, c.to) != nil; got != c.breaks {
			t.Errorf("%s to %s crosses a break: %t", c.from, c.to, got)
		}
	}
}

func TestMoversArePairedByArea(t *testing.T) {
	value := func(code, level string, x *float64, lower, upper float64) warehouse.IndicatorValue {
		row := warehouse.IndicatorValue{Level: level, Row: indicator.Row{AreaCode: code, AreaName: code, Value: x, Lower: &lower, Upper: &upper, Denominator: v(400)}}
		return row
	}
	older := []warehouse.IndicatorValue{value("a", "authority", v(40), 36, 44), value("b", "authority", v(40), 36, 44), value("c", "authority", nil, 0, 0), value("tiny", "authority", v(1), 0, 2), value("E", "country", v(50), 49, 51)}
	newer := []warehouse.IndicatorValue{value("a", "authority", v(30), 26, 34), value("b", "authority", v(43.04), 39, 47), value("c", "authority", v(9), 5, 13), value("tiny", "authority", v(9), 5, 13), value("E", "country", v(52), 51, 53)}
	m := MovesBetween(share, older, newer, func(code string) bool { return code == "tiny" })
	if len(m.All) != 2 || m.Absent != 1 || m.LeftOut != 1 || *m.Country.After.Value != 52 {
		t.Fatalf("%+v", m)
	}
	if up, down := m.All[0], m.All[1]; up.After.AreaCode != "b" || up.By != 3 || up.Chance != WithinChance || down.By != -10 || down.Chance != BeyondChance {
		t.Errorf("furthest up %+v, furthest down %+v", up, down)
	}
}

// Ten areas of 1,000 each: nine at 10% and one at 30%. The centre is 12%, and by chance an area of 1,000 lies within
// 12 ± 1.96 × √(0.12 × 0.88 ÷ 1,000) = 12 ± 2.01.
func TestAFunnelFindsWhoStandsApart(t *testing.T) {
	var rows []warehouse.IndicatorValue
	for i := range 10 {
		n := 100.
		if i == 9 {
			n = 300
		}
		rows = append(rows, warehouse.IndicatorValue{Row: indicator.Row{Value: v(n / 10), Numerator: v(n), Denominator: v(1000)}})
	}
	rows = append(rows, warehouse.IndicatorValue{Row: indicator.Row{Value: v(50)}}) // its counts are not published
	f := FunnelOf(share, rows, false)
	if len(f.Points) != 10 || f.Beyond != 1 || f.Points[9].Place != benchmark.FarOutside || f.Points[0].Place != benchmark.Inside {
		t.Errorf("%d points, %d beyond, the first %s, the last %s", len(f.Points), f.Beyond, f.Points[0].Place, f.Points[9].Place)
	}
	if at := f.Limits.At(1000).Inner.Times(100); benchmark.Round(at.Lower, 2) != 9.99 || benchmark.Round(at.Upper, 2) != 14.01 {
		t.Errorf("the inner limits are %v", at)
	}
	if none := FunnelOf(ratio, rows, false); len(none.Points) != 0 {
		t.Errorf("a ratio has %d points", len(none.Points))
	}
}

func TestHowAFigureMovedSinceTheProgramme(t *testing.T) {
	broken := rate
	broken.Breaks = []indicator.Break{{From: "2023-24"}}
	for _, c := range []struct {
		name, before string
		in           indicator.Indicator
		then, now    *float64
		lower, upper *float64
		want         string
	}{
		{"down, where lower is better", "2021-22", rate, v(6), v(4), v(3), v(5), ForTheBetter},
		{"up", "2021-22", rate, v(4), v(6), v(5), v(7), ForTheWorse},
		{"within chance", "2021-22", rate, v(4), v(4.5), v(3), v(6), LittleChange},
		{"events not published", "2021-22", rate, v(4), v(6), nil, nil, ChanceUnknown},
		{"a ratio of two rates", "2021-22", ratio, v(4), v(6), nil, nil, ChanceUnknown},
		{"across a break", "2021-22", broken, v(4), v(6), v(5), v(7), NotSince},
		{"nothing before", "", rate, nil, v(6), v(5), v(7), NotSince},
		{"nothing now", "2021-22", rate, v(4), nil, nil, nil, WithoutFigure},
	} {
		s := Since{Spans: map[string]warehouse.Span{c.in.ID: {Now: "2023-24", Before: c.before}}, Rows: map[Figure]indicator.Row{
			{c.in.ID, "1", c.before}: {Value: c.then}, {c.in.ID, "1", "2023-24"}: {Period: "2023-24", Value: c.now, Lower: c.lower, Upper: c.upper}}}
		if got := s.Kind(c.in, "1"); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
