package page

import (
	"strings"
	"testing"

	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// seen is an area with these rows; the middle half of areas is 40 wide, and similar areas are at 50.
func seen(level string, rows ...warehouse.OverviewRow) looked {
	reviews := with(onTime, func(in *indicator.Indicator) { in.ID, in.Short, in.Law = "S10", "Review decisions", "Four weeks." })
	late := with(onTime, func(in *indicator.Indicator) {
		in.ID, in.Short, in.Type, in.Polarity = "S03", "Plans late", indicator.Scored, indicator.Lower
	})
	background := with(onTime, func(in *indicator.Indicator) { in.ID, in.Type = "S12", indicator.Context })
	l := looked{area: warehouse.Area{Code: "202", Name: "Camden", Level: level}, rows: rows,
		catalogue: map[string]indicator.Indicator{"S01": onTime, "S03": late, "S10": reviews, "S12": background}}
	return l
}

// figure is a value among areas of which it is told apart by 5 either side.
func figure(id string, value float64, change func(*warehouse.OverviewRow)) warehouse.OverviewRow {
	row := warehouse.OverviewRow{Row: indicator.Row{Indicator: id, Period: "2024", Value: at(value), Status: "ok", Denominator: at(400), Lower: at(value - 5), Upper: at(value + 5),
		England: at(50), Neighbours: at(50), NeighboursN: 10, Q25: at(30), Q75: at(70)}, N: 149}
	if change != nil {
		change(&row)
	}
	return row
}

func TestFindingsAreChosenByRule(t *testing.T) {
	moved := func(by float64) func(*warehouse.OverviewRow) {
		return func(r *warehouse.OverviewRow) { r.Change, r.Previous = at(by), at(*r.Value-by) }
	}
	for name, c := range map[string]struct {
		level string
		rows  []warehouse.OverviewRow
		want  []string // kind: indicator
	}{
		"furthest, most changed, lowest of the duties": {"authority", []warehouse.OverviewRow{figure("S01", 90, nil), figure("S03", 60, moved(20)), figure("S10", 40, nil)},
			[]string{"Furthest from similar areas: S01", "Largest change beyond chance: S03", "A legal standard not met in most cases: S10"}},
		"a region is held against England": {"region", []warehouse.OverviewRow{figure("S03", 70, nil)}, []string{"Furthest from England: S03"}},
		"the country against nothing":      {"country", []warehouse.OverviewRow{figure("S03", 70, moved(20))}, []string{"Largest change beyond chance: S03"}},
		"all duties half met":              {"authority", []warehouse.OverviewRow{figure("S01", 52, nil), figure("S10", 54, nil)}, []string{"The legal standard furthest from being met: S01"}},
		"background is left alone":         {"authority", []warehouse.OverviewRow{figure("S12", 95, moved(40))}, nil},
		"too few":                          {"authority", []warehouse.OverviewRow{figure("S01", 10, func(r *warehouse.OverviewRow) { r.Denominator = at(19) })}, nil},
		"no counts, so chance is unknown":  {"authority", []warehouse.OverviewRow{figure("S01", 10, func(r *warehouse.OverviewRow) { r.Lower, r.Upper = nil, nil })}, nil},
		"four similar areas are too few":   {"authority", []warehouse.OverviewRow{figure("S03", 90, func(r *warehouse.OverviewRow) { r.NeighboursN = 4 })}, nil},
		"a change within chance":           {"authority", []warehouse.OverviewRow{figure("S03", 52, moved(4))}, nil},
		"a change across a break":          {"authority", []warehouse.OverviewRow{figure("S03", 52, func(r *warehouse.OverviewRow) { r.Change, r.Broken = at(30), true })}, nil},
		"nothing published":                {"authority", []warehouse.OverviewRow{{Row: indicator.Row{Indicator: "S01", Period: "2024", Status: "suppressed"}}}, nil},
		"all areas alike":                  {"authority", []warehouse.OverviewRow{figure("S03", 90, func(r *warehouse.OverviewRow) { r.Q25, r.Q75 = at(50), at(50) })}, nil},
	} {
		l := seen(c.level, c.rows...)
		var got []string
		for _, f := range l.findings() {
			got = append(got, f.Kind+": "+f.Href[strings.LastIndex(f.Href, "/")+1:])
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s: findings are %q, want %q", name, got, c.want)
		}
	}
}

func TestAFindingSaysValuePeriodAndWhatItIsHeldAgainst(t *testing.T) {
	l := seen("authority", figure("S03", 90, nil))
	want := finding{Kind: "Furthest from similar areas", Name: "Plans late", Href: "/areas/202/indicators/S03",
		Text: "90.0% in 2024, against 50.0% on average in the 10 similar areas with a figure. That is worse."}
	if got := l.findings(); len(got) != 1 || got[0] != want {
		t.Errorf("findings are %+v, want %+v", got, want)
	}
}

func TestNothingStandsOutThatMovedWithWhatItIsOutOfOrIsLongPast(t *testing.T) {
	moved := figure("S03", 60, func(r *warehouse.OverviewRow) { r.Change, r.Previous, r.Denominator = at(20), at(40), at(150) })
	l := seen("authority", moved)
	l.histories = map[string][]indicator.Row{"S03": {{Indicator: "S03", Period: "2023", Denominator: at(400)}, {Indicator: "S03", Period: "2024", Denominator: at(150)}}}
	if got := l.findings(); len(got) != 0 {
		t.Errorf("out of 150 after 400, yet it stands out: %+v", got)
	}
	old := figure("S03", 90, func(r *warehouse.OverviewRow) { r.Period = "2020" })
	if got := seen("authority", old, figure("S10", 52, nil)).findings(); len(got) != 1 || got[0].Name != "Review decisions" {
		t.Errorf("beside figures of 2024 one of 2020 stands out: %+v", got)
	}
	if got := seen("authority", old).findings(); len(got) != 1 {
		t.Errorf("where nothing newer is known, a figure of 2020 does not stand out: %+v", got)
	}
}

func TestASparklineHasAGapWhereFiguresWereCountedInAnotherWay(t *testing.T) {
	l := seen("authority")
	in := with(onTime, func(in *indicator.Indicator) { in.Breaks = []indicator.Break{{From: "2023", Why: "new records"}} })
	l.histories = map[string][]indicator.Row{"S01": {{Period: "2021", Value: at(60)}, {Period: "2022", Value: at(55)}, {Period: "2023", Status: "suppressed"}, {Period: "2024", Value: at(0)}}}
	s := l.spark(in)
	for i, want := range []string{"counted in another way", "counted in another way", "suppressed: small numbers", "0.0%"} {
		if s.Texts[i] != want || (s.Values[i] != nil) != (i == 3) {
			t.Errorf("%s is %q with a value %v, want %q", s.Labels[i], s.Texts[i], s.Values[i], want)
		}
	}
	if note := l.historyTable(in).Note; note != "Not comparable across 2023: new records" {
		t.Errorf("the history says of its break: %q", note)
	}
}
