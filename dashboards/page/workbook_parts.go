package page

import (
	"fmt"
	"math"
	"slices"

	"inclusion/dashboards/chart"
	"inclusion/dashboards/export"
	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// sheet is a mix as a table: a row a bar, a column a part, with a chart of stacked columns. The counts of the area's own bars follow.
func (w wholeOf) sheet(s section, mix needsMix) export.Table {
	t := export.Table{Name: sheetName(s.Title), About: s.Title + ", shares of one whole", Columns: []export.Column{{Label: "Whose, and when"}}}
	t.Chart = &export.Chart{Kind: export.StackedChart, Title: s.Title + ": " + w.finding(), X: "Whose, and when", Y: "Per cent of plans", Whole: true}
	colours, rest := chart.PartColours(mix.drawn)
	for i, part := range w.parts {
		if i < mix.drawn {
			t.Chart.Series = append(t.Chart.Series, export.Series{Column: len(t.Columns), Colour: colours[i]})
		}
		t.Columns = append(t.Columns, export.Column{Label: part.in.Short + ", %", Decimals: part.in.Shown()})
	}
	others := mix.drawn < len(w.parts)
	if others {
		t.Chart.Series = append(t.Chart.Series, export.Series{Column: len(t.Columns), Colour: rest})
		t.Columns = append(t.Columns, export.Column{Label: mix.other + ", %", Decimals: w.parts[0].in.Shown()})
	}
	t.Columns = append(t.Columns, export.Column{Label: "Status"}, export.Column{Label: view.UpperFirst(w.parts[0].in.Denominator)})
	for _, part := range w.parts {
		t.Columns = append(t.Columns, export.Column{Label: part.in.Short + ", number"})
	}
	for _, side := range w.sides() {
		t.Rows = append(t.Rows, w.sideRow(side, mix, others))
	}
	return t
}

// sideRow is one bar of a mix as cells.
func (w wholeOf) sideRow(side mixSide, mix needsMix, others bool) []export.Cell {
	bar := w.bar(side, mix.drawn)
	cells, counts := []export.Cell{export.Text(bar.Name)}, []export.Cell{}
	status, whole := "ok", (*float64)(nil)
	for _, part := range w.parts {
		row, there := part.at(side.period)
		v := side.of(row)
		cells = append(cells, export.Number(v))
		switch {
		case v != nil:
		case there && side.own:
			status = part.in.Short + ": " + missingText(row.Row)
		default:
			status = part.in.Short + ": " + notInTheseData
		}
		if side.own {
			counts, whole = append(counts, export.Number(row.Numerator)), row.Denominator
		} else {
			counts = append(counts, export.Cell{})
		}
	}
	if others {
		cells = append(cells, export.Number(rounded(bar.Rest, w.parts[0].in.Shown())))
	}
	return append(append(cells, export.Text(status), export.Number(whole)), counts...)
}

// rounded is a sum of published figures at their precision: what adding leaves beyond it is not published.
func rounded(v *float64, decimals int) *float64 {
	if v == nil {
		return nil
	}
	scale := math.Pow(10, float64(decimals))
	return chart.V(math.Round(*v*scale) / scale)
}

// sheet is one measure of a gap: a row a group of pupils, with bars of the area beside England.
func (m gapHere) sheet(area warehouse.Area) export.Table {
	country := area.Level == "country"
	d := m.in.Shown()
	t := export.Table{Name: sheetName("Gap " + m.Key), About: m.Title + " of pupils with and without special educational needs, " + periodWords(m.here.Period),
		Columns: []export.Column{{Label: "Pupils"}, {Label: area.Name + ", rate", Decimals: d}},
		Chart: &export.Chart{Kind: export.BarChart, Title: fmt.Sprintf("%s: %s, %s", m.Title, area.Name, periodWords(m.here.Period)), X: "Pupils", Y: unitTitle(m.in),
			Series: []export.Series{seriesLook(chart.ThisArea, 1)}}}
	if !country {
		t.Chart.Series = append(t.Chart.Series, seriesLook(chart.England, 2))
		t.Columns = append(t.Columns, export.Column{Label: "England, rate", Decimals: d})
	}
	t.Columns = append(t.Columns, export.Column{Label: "Status"}, export.Column{Label: "Counted"}, export.Column{Label: "Out of"}, export.Column{Label: "Ratio to no SEN", Decimals: 1},
		export.Column{Label: "Lower end of the 95% interval", Decimals: 1}, export.Column{Label: "Upper end of the 95% interval", Decimals: 1}, export.Column{Label: "On the ratio"},
		export.Column{Label: "Edition"})
	if !country {
		t.Columns = append(t.Columns, export.Column{Label: "England’s ratio to no SEN", Decimals: 1})
	}
	for _, name := range []string{warehouse.NoSEN, warehouse.SENSupport, warehouse.EHCPlan} {
		t.Rows = append(t.Rows, m.sheetRow(name, country))
	}
	return t
}

// sheetRow is one group of a measure as cells.
func (m gapHere) sheetRow(name string, country bool) []export.Cell {
	g := m.here.Groups[name]
	cells := []export.Cell{export.Text(name), export.Number(g.Rate)}
	if !country {
		cells = append(cells, export.Number(m.england.Groups[name].Rate))
	}
	status := "ok"
	if g.Rate == nil {
		status = missingText(indicator.Row{Status: g.Status})
	}
	edition := ""
	if g.Edition != nil {
		edition = *g.Edition
	}
	cells = append(cells, export.Text(status), export.Number(g.Part), export.Number(g.Whole))
	ratio, england := gapRatio{}, gapRatio{}
	if name != warehouse.NoSEN {
		ratio, england = m.ratio(m.here, name), m.ratio(m.england, name)
	}
	times := func(r gapRatio) export.Cell {
		if !r.Known {
			return export.Cell{}
		}
		return export.Number(&r.Times)
	}
	lower, upper := export.Cell{}, export.Cell{}
	if ratio.Interval != nil {
		lower, upper = export.Number(&ratio.Interval.Lower), export.Number(&ratio.Interval.Upper)
	}
	cells = append(cells, times(ratio), lower, upper, export.Text(ratio.Why), export.Text(edition))
	if !country {
		cells = append(cells, times(england))
	}
	return cells
}

// sheet is the kinds of setting as a table: a row a bar of the page's mix, a column a kind. ok is false where nothing is published.
func (w apPlaces) sheet() (t export.Table, ok bool) {
	t = export.Table{Name: "Kinds of setting", About: "Kinds of alternative provision, shares of one whole", Columns: []export.Column{{Label: "Whose, and how placed"}},
		Chart: &export.Chart{Kind: export.StackedChart, Title: "Kinds of alternative provision. " + w.finding(), X: "Whose, and how placed", Y: "Per cent of pupils or placements", Whole: true}}
	colours, rest := chart.PartColours(len(apKinds))
	for i, k := range apKinds {
		t.Chart.Series = append(t.Chart.Series, export.Series{Column: len(t.Columns), Colour: colours[i]})
		t.Columns = append(t.Columns, export.Column{Label: k.name + ", %", Decimals: 1})
	}
	t.Chart.Series = append(t.Chart.Series, export.Series{Column: len(t.Columns), Colour: rest})
	t.Columns = append(t.Columns, export.Column{Label: "Not known, %", Decimals: 1}, export.Column{Label: "All"}, export.Column{Label: "Status"}, export.Column{Label: "Edition"})
	for _, count := range apCounts {
		for _, a := range w.compared() {
			total, there := w.number(count.by, a.Code, warehouse.TotalPlaced)
			if !there || total.Number == nil || *total.Number == 0 {
				continue
			}
			t.Rows = append(t.Rows, w.kindsRow(w.bar(count.name, count.by, a, *total.Number), total))
		}
	}
	return t, len(t.Rows) > 0
}

// kindsRow is one bar of the kinds of setting as cells.
func (w apPlaces) kindsRow(bar chart.MixBar, total warehouse.Placed) []export.Cell {
	cells, status := []export.Cell{export.Text(bar.Name + ", " + periodWords(total.Period))}, "ok"
	for i, share := range bar.Values {
		if cells = append(cells, export.Number(share)); share == nil {
			status = apKinds[i].name + ": " + bar.Text[i]
		}
	}
	edition := ""
	if total.Edition != nil {
		edition = *total.Edition
	}
	return append(cells, export.Number(bar.Rest), export.Number(total.Number), export.Text(status), export.Text(edition))
}

// compared are the area and, unless it is the country, the country.
func (w apPlaces) compared() []warehouse.Area {
	if w.area.Level == "country" {
		return []warehouse.Area{w.area}
	}
	return []warehouse.Area{w.area, {Code: w.countryCode(), Name: "England"}}
}

// matchedLines are those of the appeal rate: England stands as published, and is drawn as worked out on the areas that have both numbers.
func (a appealRates) matchedLines() []sheetLine {
	lines := a.now.lines()
	matched := sheetLine{comparator: comparator{"England on matching areas", chart.England, func(v warehouse.IndicatorValue) *float64 {
		if m, ok := a.matching[v.Period]; ok {
			return m.Exact
		}
		return nil
	}}}
	i := slices.IndexFunc(lines, func(l sheetLine) bool { return l.role == chart.England })
	if i < 0 {
		return append(lines, matched)
	}
	lines[i].name, lines[i].apart = "England, as published", true
	return slices.Insert(lines, i, matched)
}
