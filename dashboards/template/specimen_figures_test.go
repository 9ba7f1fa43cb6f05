package view

import (
	"fmt"
	"testing"

	"inclusion/dashboards/chart"
)

func specimenTrend() chart.Trend {
	points := func(values ...float64) []chart.Point {
		var out []chart.Point
		for _, v := range values {
			if v < 0 {
				out = append(out, chart.Point{Text: "not published"})
				continue
			}
			out = append(out, chart.Point{Value: chart.V(v), Text: Percent(v)})
		}
		return out
	}
	here := points(12, 25, -1, 45, 62, 88, 96.6)
	for i := range here {
		if v := here[i].Value; v != nil {
			here[i].Lower, here[i].Upper = chart.V(*v-5), chart.V(min(100, *v+5))
		}
	}
	return chart.Trend{
		Name:    "Plans issued in 20 weeks, 2018 to 2024",
		Periods: []string{"2018", "2019", "2020", "2021", "2022", "2023", "2024"},
		Series: []chart.Series{
			{Name: "Alderbrook", Role: chart.ThisArea, Points: here},
			{Name: "England", Role: chart.England, Points: points(60.1, 60.4, 58, 59.9, 49.2, 50.3, 46.4)},
			{Name: "Similar areas", Role: chart.Neighbours, Points: points(55, 58, 57, 61, 50, 53, 51.2)},
			{Name: "Sample North", Role: chart.Region, Points: points(64, 66, 66, 63, 55, 52, 48)},
		},
		Breaks: []chart.Break{{Period: "2022", Label: "counted in a new way"}},
		Axis:   chart.Axis{Name: "Plans issued in 20 weeks, %", Suffix: "%"},
	}
}

func specimenDistribution() chart.Distribution {
	d := chart.Distribution{
		Name: "Plans issued in 20 weeks, 149 areas, 2024", England: chart.V(46.4), EnglandText: "46.4%",
		Polarity: chart.HigherIsBetter, Axis: chart.Axis{Suffix: "%"},
		Bars: []chart.Bar{{Name: "Alderbrook", Value: chart.V(96.6), Text: "96.6% (172 of 178)", Role: chart.ThisArea, Marked: true}},
	}
	for i := range 148 {
		v := float64((i*31)%148)*0.66 + 1
		b := chart.Bar{Name: fmt.Sprintf("Area %d", i), Value: chart.V(v), Text: Percent(v)}
		if i%17 == 3 {
			b.Role, b.Marked = chart.Neighbours, true
		}
		d.Bars = append(d.Bars, b)
	}
	return d
}

func specimenFigures(t *testing.T) []Figure {
	t.Helper()
	table := Table{
		Caption: "Plans issued in 20 weeks, by year", CaptionHidden: true,
		Columns: []Column{{Label: "Year"}, {Label: "Alderbrook", Numeric: true}, {Label: "England", Numeric: true}},
		Rows: []Row{
			{Cells: []Cell{Text("2024"), Number("96.6%", "172 of 178"), Number("46.4%")}},
			{Cells: []Cell{Text("2020"), Missing("not available"), Number("58.0%")}},
		},
	}
	source := &Source{Publisher: "Department for Education", Title: "Education, health and care plans", Href: "https://example.org/ehc-plans", Edition: "2025 release", Published: "26 June 2025", Fetched: "15 January 2026", Licence: "Open Government Licence v3.0"}
	downloads := []Link{{Text: "CSV", Href: "/api/v1/areas/101/indicators/S01.csv", Note: "2 kB"}, {Text: "Excel", Href: "/areas/101/indicators/S01.xlsx", Note: "9 kB"}}
	trend, err := Draw(Figure{
		ID: "S01-trend", Heading: "Alderbrook issues 97 in 100 plans on time; England 46",
		Sure:  "With 178 plans, chance alone moves this figure by about 3 percentage points either way.",
		Table: &table, Downloads: downloads, Source: source,
	}, specimenTrend())
	if err != nil {
		t.Fatal(err)
	}
	distribution, err := Draw(Figure{
		ID: "S01-areas", Heading: "Three areas of 149 issue more of their plans on time", Sure: "The order of areas with few plans changes from year to year by chance.",
		Downloads: downloads, Source: source,
	}, specimenDistribution())
	if err != nil {
		t.Fatal(err)
	}
	return append([]Figure{trend, distribution}, specimenCharts(t, downloads, source)...)
}
