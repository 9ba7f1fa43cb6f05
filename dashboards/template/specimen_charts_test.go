package view

import (
	"fmt"
	"math"
	"testing"

	"inclusion/dashboards/chart"
)

const longestName = "Bournemouth, Christchurch and Poole"

// specimenCharts are the charts with long words in them, each with its awkward cases.
func specimenCharts(t *testing.T, downloads []Link, source *Source) []Figure {
	t.Helper()
	var out []Figure
	for _, one := range []struct {
		figure Figure
		chart  chart.Drawing
	}{
		{Figure{ID: "S01-funnel", Heading: longestName + " issues more of its plans on time than chance explains", Sure: "Areas with few plans may lie far from England by chance alone."}, specimenFunnel()},
		{Figure{ID: "spine", Heading: "Plans are issued sooner than in most areas; more children are suspended", Sure: "Where the line on a mark crosses England's, chance may explain the difference."}, specimenSpine()},
		{Figure{ID: "needs-mix", Heading: "More than a third of plans are for autism, as in England", Sure: "Primary need is what the council recorded; areas record it in different ways."}, specimenMix()},
		{Figure{ID: "money", Heading: "The high needs budget was overspent by £6.1m in 2024/25", Sure: "Amounts are what the council reported, rounded to £0.1m."}, specimenWaterfall()},
	} {
		one.figure.Downloads, one.figure.Source = downloads, source
		figure, err := Draw(one.figure, one.chart)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, figure)
	}
	return out
}

func specimenFunnel() chart.Funnel {
	const england = 46.4
	f := chart.Funnel{
		Name: "Plans issued in 20 weeks by number of plans, 149 areas, 2024", X: "Plans issued in the year",
		Axis: chart.Axis{Name: "Plans issued in 20 weeks", Suffix: "%"}, Polarity: chart.HigherIsBetter,
		Centre: england, CentreText: "England 46.4%",
		Points: []chart.FunnelPoint{{Name: longestName, Text: "66.6% (452 of 678)", X: 678, Y: 66.6, Marked: true}},
	}
	for i := range 148 {
		n := 18 * math.Pow(1.033, float64((i*31)%148))
		y := england + 60*math.Sin(float64(i)*2.4)/math.Pow(n, 0.22)
		p := chart.FunnelPoint{Name: fmt.Sprintf("Area %d", i), Text: Percent(y), X: math.Round(n), Y: y}
		if i%16 == 3 {
			p.Role, p.Marked = chart.Neighbours, true
		}
		f.Points = append(f.Points, p)
	}
	for n := 12.0; n < 2400; n *= 1.15 {
		reach := func(z float64) (float64, float64) {
			d := z * 100 * math.Sqrt(england/100*(1-england/100)/n)
			return max(0, england-d), min(100, england+d)
		}
		l := chart.FunnelLimit{X: n}
		l.Lower95, l.Upper95 = reach(1.96)
		l.Lower998, l.Upper998 = reach(3.09)
		f.Limits = append(f.Limits, l)
	}
	return f
}

func specimenSpine() chart.Spine {
	v := chart.V
	return chart.Spine{
		Name: "Six indicators: " + longestName + ", England and all areas", Area: longestName,
		Rows: []chart.SpineRow{
			{Name: "Plans issued in 20 weeks", Note: "2024", Text: "66.6% (452 of 678)", Value: v(66.6), Lower: v(63), Upper: v(70.1), England: v(46.4), EnglandText: "46.4%", Min: v(1.2), Max: v(100), MinText: "1.2%", MaxText: "100%", Q25: v(31), Q75: v(66), Polarity: chart.HigherIsBetter},
			{Name: "Requests for an assessment that were refused", Note: "2024", Text: "31.0% (94 of 303)", Value: v(31), Lower: v(26.1), Upper: v(36.4), England: v(25.2), EnglandText: "25.2%", Min: v(2), Max: v(55), MinText: "2.0%", MaxText: "55.0%", Q25: v(17), Q75: v(30), Polarity: chart.LowerIsBetter},
			{Name: "Suspensions of pupils with an education, health and care plan", Note: "2023/24", Text: "54.1 per 100 pupils (1,204 of 2,226)", Value: v(54.1), Lower: v(51.1), Upper: v(57.2), England: v(29.6), EnglandText: "29.6 per 100 pupils", Min: v(4), Max: v(61), MinText: "4.0", MaxText: "61.0", Q25: v(20), Q75: v(38), Polarity: chart.LowerIsBetter},
			{Name: "Children with a plan in mainstream schools", Note: "January 2025", Text: "43.3% (1,204 of 2,780)", Value: v(43.3), Lower: v(41.5), Upper: v(45.1), England: v(43), EnglandText: "43.0%", Min: v(22), Max: v(71), MinText: "22.0%", MaxText: "71.0%", Q25: v(38), Q75: v(48)},
			{Name: "Mediation cases that went on to the tribunal", Note: "2024", Text: "suppressed: fewer than 6", England: v(34.1), EnglandText: "34.1%", Min: v(0), Max: v(100), MinText: "0.0%", MaxText: "100%", Q25: v(20), Q75: v(45), Polarity: chart.LowerIsBetter},
			{Name: "Young people who had their say in their plan", Note: "2024", Text: "not published", EnglandText: "not published", Polarity: chart.HigherIsBetter},
		},
	}
}

func specimenMix() chart.Mix {
	parts := []string{
		"Autistic spectrum disorder", "Speech, language and communication needs", "Social, emotional and mental health",
		"Moderate learning difficulty", "Specific learning difficulty", "Physical disability", "Multi-sensory impairment",
	}
	bar := func(name string, rest float64, shares ...float64) chart.MixBar {
		b := chart.MixBar{Name: name, Rest: chart.V(rest)}
		for _, s := range shares {
			if s < 0 {
				b.Values, b.Text = append(b.Values, nil), append(b.Text, "suppressed: fewer than 6")
				continue
			}
			b.Values, b.Text = append(b.Values, chart.V(s)), append(b.Text, fmt.Sprintf("%.1f%%", s))
		}
		return b
	}
	nothing := chart.MixBar{Name: "Isles of Scilly", Values: make([]*float64, 7), Text: make([]string, 7)}
	for i := range nothing.Text {
		nothing.Text[i] = "suppressed: fewer than 6"
	}
	return chart.Mix{
		Name: "Plans by primary need, January 2025", Axis: chart.Axis{Suffix: "%"}, Parts: parts, Other: "other needs",
		Bars: []chart.MixBar{
			bar(longestName, 7.9, 36.4, 19.7, 18.2, 9.1, 5.6, 3.1, -1),
			bar("England", 8.9, 33.6, 21.4, 19.9, 8.2, 4.4, 3.4, 0.2),
			bar("Similar areas", 10.4, 31.2, 22.5, 18.7, 9.9, 4.1, 3.2, -1),
			bar("Kingston upon Hull, City of", 0.8, 45.2, 30.1, 12, 8, 2.1, 1.6, 0.2),
			nothing,
		},
	}
}

func specimenWaterfall() chart.Waterfall {
	return chart.Waterfall{
		Name: "High needs block, 2024/25", Axis: chart.Axis{Prefix: "£", Suffix: "m"},
		Steps: []chart.Step{
			{Name: "High needs allocation", Text: "£61.2m", Value: 61.2},
			{Name: "Places paid for directly by the government", Text: "£7.4m", Value: -7.4, Kind: chart.Change},
			{Name: "Moved from the schools block", Text: "£1.3m", Value: 1.3, Kind: chart.Change},
			{Name: "Money to spend in the year", Text: "£55.1m", Value: 55.1},
			{Name: "Spent in the year", Text: "£61.2m", Value: -61.2, Kind: chart.Change},
			{Name: "Balance of the year", Text: "£6.1m overspent", Value: -6.1},
			{Name: "Brought from earlier years", Text: "£9.3m", Value: -9.3, Kind: chart.Change},
			{Name: "Balance at the end of the year", Text: "deficit of £15.4m", Value: -15.4},
			{Name: "Expected a year later", Text: "not published", Unknown: true},
		},
	}
}
