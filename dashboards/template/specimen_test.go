package view

import (
	"embed"
	"io/fs"
	"testing"

	"inclusion/dashboards/chart"
)

//go:embed testdata/page/specimen.html
var testdata embed.FS

// specimen is a page of every part, with the awkward cases: the longest names, no number at all, all areas equal.
type specimen struct {
	Frame
	Lede             string
	Facts            Facts
	Tabs             []Link
	Findings         []Link
	Theme, ThemeNote string
	Indicators       IndicatorTable
	Figures          []Figure
	Needs            Table
	Empty            Empty
	Pages            *Pages
}

// specimenViews are the product's pages with the specimen beside them.
func specimenViews(t *testing.T) *Views {
	t.Helper()
	pages, err := fs.Sub(testdata, "testdata")
	if err != nil {
		t.Fatal(err)
	}
	v, err := parse(files, pages)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func specimenFrame() Frame {
	return Frame{
		Title:       "Alderbrook, Charnley and Penhallow SEND and AP partnership",
		Description: "How plans, support and money compare in Alderbrook.",
		Nav: []Link{
			{Text: "Areas", Href: "/areas", Current: true}, {Text: "Indicators", Href: "/indicators"},
			{Text: "Data", Href: "/data"}, {Text: "About", Href: "/about"},
		},
		Breadcrumbs: []Link{{Text: "Areas", Href: "/areas"}, {Text: "Sample North", Href: "/areas/X12000001"}},
		Sample:      true, DataVersion: "warehouse 12, newest 25 June 2026",
		AreaNames:   AreaNames{2, `<option value="Alderbrook"></option><option value="Wexmoor, City of"></option>`},
		RunningHead: "Alderbrook · warehouse 12 · 25 June 2026", Charts: true,
	}
}

func specimenPage(t *testing.T) specimen {
	t.Helper()
	return specimen{
		Frame: specimenFrame(),
		Lede:  "Children and young people with special educational needs: what is published, and how it compares.",
		Facts: Facts{
			{"Region", Linked("Sample North", "/areas/X12000001")},
			{"Last inspected", Cell{Text: "12 March 2024", Detail: "“inconsistent experiences and outcomes”"}},
			{"Plan", Cell{Text: "published version 3", Detail: "14 March 2026"}},
			{"Data", Text("newest 25 June 2026")},
		},
		Tabs: []Link{
			{Text: "Overview", Href: "/areas/101", Current: true}, {Text: "Themes", Href: "/areas/101/themes"},
			{Text: "Indicators", Href: "/areas/101/indicators"}, {Text: "Money", Href: "/areas/101/money"}, {Text: "Data", Href: "/areas/101/data"},
		},
		Findings: []Link{
			{Text: "97 in 100 plans are issued within 20 weeks, further from similar areas than any other figure.", Href: "/indicators/S01", Note: "Plans in 20 weeks"},
			{Text: "Suspensions of pupils with a plan rose from 9.2 to 14.8 per 100 pupils in a year.", Href: "/indicators/X02", Note: "Suspensions"},
			{Text: "Fewer than half of annual reviews were finished in four weeks; the law expects all.", Href: "/indicators/S10", Note: "Annual reviews"},
		},
		Theme: "Assessments, plans, reviews and redress", ThemeNote: "data signal 3 of 4 · 4 of 7 published",
		Indicators: specimenIndicators(), Figures: specimenFigures(t), Needs: specimenNeeds(),
		Empty: Empty{"No self-assessment yet", "Here the ten themes would stand side by side, as leaders, the forum, families and published data see them. Someone from the partnership starts one after signing in.", []Link{{Text: "How a self-assessment works", Href: "/about/assessment"}}},
		Pages: &Pages{"Areas", 2, 4, &Link{Text: "Previous", Href: "/areas?page=1"}, &Link{Text: "Next", Href: "/areas?page=3"}},
	}
}

func specimenIndicators() IndicatorTable {
	years := []string{"2020", "2021", "2022", "2023", "2024"}
	spark := func(name string, values ...*float64) chart.Spark {
		s := chart.Spark{Name: name, Labels: years, Values: values}
		for _, v := range values {
			if v == nil {
				s.Texts = append(s.Texts, "not published")
			} else {
				s.Texts = append(s.Texts, Percent(*v))
			}
		}
		return s
	}
	position := func(p chart.Polarity, value, england *float64, q ...float64) chart.Position {
		out := chart.Position{Area: "Alderbrook", Areas: 149, Value: value, England: england, Polarity: p, Format: Percent, Text: "not published"}
		if len(q) == 4 {
			out.Min, out.Q25, out.Q75, out.Max = &q[0], &q[1], &q[2], &q[3]
		}
		return out
	}
	v := chart.V
	return IndicatorTable{
		Caption: "Assessments, plans, reviews and redress: Alderbrook and England", Area: "Alderbrook", Areas: 149,
		Rows: []IndicatorRow{
			{ID: "S01", Name: "Plans issued in 20 weeks", Href: "/indicators/S01", Period: "2024", Area: Number("96.6%", "172 of 178"), Mark: &Better, England: Number("46.4%"),
				Position: position(chart.HigherIsBetter, v(96.6), v(46.4), 1.2, 31, 66, 100), Spark: spark("Plans issued in 20 weeks, Alderbrook", v(31), v(45), v(62), v(88), v(96.6)),
				Legal: &Legal{"all within 20 weeks", "met in most cases"}, More: specimenMore("Plans issued in 20 weeks")},
			{ID: "S06", Name: "Requests for an assessment that were refused", Href: "/indicators/S06", Period: "2024", Area: Number("31.0%", "94 of 303"), Mark: &Worse, England: Number("25.2%"),
				Position: position(chart.LowerIsBetter, v(31), v(25.2), 2, 17, 30, 55), Spark: spark("Requests refused, Alderbrook", v(20), nil, v(24), v(28), v(31)), More: specimenMore("Requests refused")},
			{ID: "S10", Name: "Annual reviews finished in four weeks", Href: "/indicators/S10", Period: "2024", Area: Number("47.0%", "310 of 660"), Mark: &Similar, England: Number("45.9%"),
				Position: position(chart.HigherIsBetter, v(47), v(45.9), 0, 30, 60, 98), Spark: spark("Annual reviews, Alderbrook", nil, nil, v(44), v(46), v(47)),
				Legal: &Legal{"all within four weeks", "not met in most cases"}, More: specimenMore("Annual reviews finished in four weeks")},
			{ID: "S14", Name: "Children with a plan in mainstream schools", Href: "/indicators/S14", Period: "January 2025", Area: Number("43.3%", "1,204 of 2,780"), Mark: &NoDirection, England: Number("43.0%"),
				Position: position(chart.NoDirection, v(43.3), v(43), 22, 38, 48, 71), Spark: spark("Mainstream, Alderbrook", v(40), v(41), v(42), v(43), v(43.3)), More: specimenMore("Children in mainstream schools")},
			{ID: "R02", Name: "Mediation cases that went on to the tribunal", Href: "/indicators/R02", Period: "2024", Area: Missing("suppressed", "fewer than 6"), Mark: &TooFew, England: Number("34.1%"),
				Position: position(chart.NoDirection, nil, v(34.1), 0, 20, 45, 100), Spark: spark("Mediation, Alderbrook", nil, nil, nil, nil, nil)},
			{ID: "R07", Name: "Young people who had their say in their plan", Href: "/indicators/R07", Period: "2024", Area: Missing("not available"), Mark: &NotPublished, England: Missing("not available"),
				Position: position(chart.HigherIsBetter, nil, nil)},
		},
	}
}

func specimenMore(indicator string) *More {
	history := Table{
		Caption: indicator + ": Alderbrook and England, 2022 to 2024",
		Columns: []Column{{Label: "Year"}, {Label: "Alderbrook", Numeric: true}, {Label: "Plans", Numeric: true}, {Label: "England", Numeric: true}},
		Rows: []Row{
			{Cells: []Cell{Text("2024"), Number("96.6%"), Number("172 of 178"), Number("46.4%")}},
			{Cells: []Cell{Text("2023"), Number("88.0%"), Number("139 of 158"), Number("50.3%")}},
			{Cells: []Cell{Text("2022"), Missing("not collected", "before 2023"), Missing("not collected", "before 2023"), Number("49.2%")}},
		},
	}
	return &More{
		Definition: "Of the new plans issued in the year, without exceptions, the share issued within 20 weeks of the request.",
		Notes:      []string{"Similar areas: Bournley, Christow and Purbridge; Kingsmere upon Hale, City of; Wexmoor. Their mean is 51.2%."},
		Table:      &history, Links: []Link{{Text: "All areas", Href: "/indicators/S01"}, {Text: "CSV", Href: "/api/v1/areas/101/indicators/S01.csv", Note: "2 kB"}},
	}
}

func specimenNeeds() Table {
	return Table{
		Caption: "Plans by primary need, January 2025",
		Columns: []Column{{Label: "Primary need"}, {Label: "Alderbrook", Numeric: true, Note: "plans"}, {Label: "Share", Numeric: true}, {Label: "England", Numeric: true, Note: "share"}, {Label: "Change in a year", Numeric: true}},
		Rows: []Row{
			{Group: true, Cells: []Cell{Text("Communication and interaction")}},
			{Cells: []Cell{Text("Autistic spectrum disorder"), Number("1,012"), Number("36.4%"), Number("33.6%"), Number("+8.1%")}},
			{Cells: []Cell{Text("Speech, language and communication needs"), Number("548"), Number("19.7%"), Number("21.4%"), Number("+5.2%")}},
			{Group: true, Cells: []Cell{Text("Sensory and physical")}},
			{Cells: []Cell{Text("Multi-sensory impairment"), Missing("suppressed", "fewer than 6"), Missing("suppressed", "fewer than 6"), Number("0.2%"), Missing("not applicable")}},
			{Strong: true, Cells: []Cell{Text("All plans"), Number("2,780"), Number("100.0%"), Number("100.0%"), Number("+6.7%")}},
		},
		Note: "Shares are of plans with a primary need recorded.",
	}
}
