package page

import (
	"fmt"
	"net/http"
	"slices"

	"inclusion/dashboards/chart"
	view "inclusion/dashboards/template"
	"inclusion/internal/warehouse"
)

// appealRates are an area's appeals counted in two ways that cannot be joined: with every plan in force among the decisions
// (until 2024), and with the annual reviews completed in the year (from 2024).
type appealRates struct {
	page     toldPage
	old, now told
	matching map[string]warehouse.Matching // by period: England on the authorities whose decisions are published
	errata   []string                      // the publisher's known errors about this area
}

// notJoined says why the two ways cannot be compared.
const notJoined = "The two lines cannot be compared or joined. Until 2024 every plan in force counted as a decision that could be appealed against; in the new way only annual reviews completed in the year do, so the same appeals make a higher rate."

// readErrata reads the publisher's known errors about the area.
func (a *appealRates) readErrata(r *http.Request) error {
	for _, one := range []told{a.now, a.old} {
		findings, err := warehouse.IndicatorFindings(r.Context(), a.page, one.in.ID, one.in.Tables)
		if err != nil {
			return err
		}
		for _, f := range findings {
			text := "The publisher's known error, shown as published: " + findingWords(f)
			if f.Severity == warehouse.SeverityErratum && f.AreaCode == a.page.area.Code && !slices.Contains(a.errata, text) {
				a.errata = append(a.errata, text)
			}
		}
	}
	return nil
}

// lead is the way of counting that the page speaks of: the new one, or the old where an area has no figure in the new. ok is
// false where it has none at all.
func (a appealRates) lead() (one told, ok bool) {
	if a.now.gap() == nil {
		return a.now, true
	}
	return a.old, a.old.gap() == nil
}

// part is the figure with what must be read beside it.
func (a appealRates) part() (toldPart, error) {
	lead, _ := a.lead()
	table := a.table()
	f := view.Figure{ID: "R01", Level: 3, Heading: a.finding(lead), Sure: lead.sure(), Table: &table, Downloads: a.links(), Source: lead.from.source(lead.in, lead.lastEdition())}
	f, err := view.Draw(f, a.picture())
	p := toldPart{ID: "R01", Figure: &f}
	p.note(lead.place(), notJoined, a.bothWays(), a.england())
	p.note(a.errata...)
	return p, err
}

// finding is the newest rate, with England worked out on the authorities whose decisions are published where that is known.
func (a appealRates) finding(lead told) string {
	row := lead.newest()
	m, ok := a.matching[row.Period]
	if lead.in.ID != a.now.in.ID || !ok || a.page.area.Level == "country" {
		return "Appeals: " + lead.finding() + "."
	}
	alone := lead
	alone.history = slices.Clone(lead.history)
	for i := range alone.history {
		alone.history[i].England = nil
	}
	return fmt.Sprintf("Appeals: %s; England %s%% on matching areas.", alone.finding(), view.Digits(*m.Exact, 2))
}

// bothWays shows on England's figures, in a year that was counted in both ways, how far apart the two are.
func (a appealRates) bothWays() string {
	for _, old := range slices.Backward(a.old.rows()) {
		if now, ok := a.now.at(old.Period); ok && old.England != nil && now.England != nil {
			return fmt.Sprintf("England %s, counted in both ways: %s in the old, %s in the new.", inPeriod(old.Period), valueText(a.old.in, *old.England), valueText(a.now.in, *now.England))
		}
	}
	return ""
}

// england says what the published figure of England is, and what it is on matching areas.
func (a appealRates) england() string {
	row := a.now.newest()
	m, ok := a.matching[row.Period]
	if !ok || row.England == nil {
		return ""
	}
	return fmt.Sprintf("England %s is published as %s. That counts the appeals of authorities whose decisions are not published. On the %s that have both it is %s%%, which is the figure to compare an area with.",
		inPeriod(row.Period), valueText(a.now.in, *row.England), view.Counted(int(m.Areas), "area", "areas"), view.Digits(*m.Exact, 2))
}

// picture puts both ways side by side: the years of the old way, the break, the years of the new.
func (a appealRates) picture() chart.Trend {
	before, after := a.old.yearly(), a.now.yearly()
	t := chart.Trend{Name: "Appeal rate: " + a.page.area.Name, Axis: chart.Axis{Name: "Appeal rate", Suffix: "%"}}
	for _, row := range before {
		t.Periods = append(t.Periods, row.Period)
	}
	for i, row := range after {
		label := row.Period
		if slices.Contains(t.Periods, label) {
			label += " new"
		}
		if i == 0 && len(before) > 0 {
			t.Breaks = []chart.Break{{Period: label, Label: "counted in a new way"}}
		}
		t.Periods = append(t.Periods, label)
	}
	england := func(row warehouse.IndicatorValue) (*float64, string) {
		return row.England, orMissing(a.now.in, row.England)
	}
	matched := func(row warehouse.IndicatorValue) (*float64, string) {
		if m, ok := a.matching[row.Period]; ok {
			return m.Exact, view.Digits(*m.Exact, 2) + "% on matching areas"
		}
		return row.England, orMissing(a.now.in, row.England)
	}
	here := func(one told) func(warehouse.IndicatorValue) (*float64, string) {
		return func(row warehouse.IndicatorValue) (*float64, string) { return row.Value, withCounts(one.in, row.Row) }
	}
	add := func(name string, role chart.Role, rows []warehouse.IndicatorValue, shift int, intervals bool, of func(warehouse.IndicatorValue) (*float64, string)) {
		s, any := chart.Series{Name: name, Role: role, Points: make([]chart.Point, len(t.Periods))}, false
		for i, row := range rows {
			value, text := of(row)
			any = any || value != nil
			s.Points[shift+i] = chart.Point{Value: value, Text: text}
			if intervals && value != nil {
				s.Points[shift+i].Lower, s.Points[shift+i].Upper = notBelowZero(row.Lower), row.Upper
			}
		}
		if any {
			t.Series = append(t.Series, s)
		}
	}
	area := "This area"
	if a.page.area.Level == "country" {
		area = "England"
	}
	add(area+", old way", chart.ThisArea, before, 0, true, here(a.old))
	add(area+", new way", chart.ThisArea, after, len(before), true, here(a.now))
	if a.page.area.Level != "country" {
		add("England, old way", chart.England, before, 0, false, england)
		add("England, new way", chart.England, after, len(before), false, matched)
	}
	return t
}

// table is every year, newest first, each way of counting under its own heading.
func (a appealRates) table() view.Table {
	country := a.page.area.Level == "country"
	t := view.Table{Caption: "Appeal rate: " + a.page.area.Name + ", every year", CaptionHidden: true,
		Columns: []view.Column{{Label: "Year"}, {Label: a.page.area.Name, Numeric: true, Note: "appeals of decisions"}}}
	if !country {
		t.Columns = append(t.Columns, view.Column{Label: "England", Numeric: true, Note: "as published"})
	}
	t.Columns = append(t.Columns, view.Column{Label: "England on matching areas", Numeric: true, Note: "those with both numbers"})
	for _, way := range []struct {
		title string
		one   told
	}{{"Counted in the new way", a.now}, {"Counted in the old way, to 2024", a.old}} {
		rows := way.one.yearly()
		if len(rows) == 0 {
			continue
		}
		t.Rows = append(t.Rows, view.Row{Group: true, Cells: []view.Cell{view.Text(way.title)}})
		for _, row := range slices.Backward(rows) {
			value := valueCell(way.one.in, row.Row)
			if row.Value == nil {
				value = whyMissing(row)
			}
			cells := []view.Cell{view.Text(row.Period), value}
			if !country {
				cells = append(cells, numberCell(way.one.in, row.England))
			}
			matching := view.Cell{Status: "not worked out here"}
			if m, ok := a.matching[row.Period]; ok && way.one.in.ID == a.now.in.ID {
				matching = view.Number(view.Digits(*m.Exact, 2)+"%", fmt.Sprintf("%s of %s, %d areas", view.Count(*m.Numerator), view.Count(*m.Denominator), m.Areas))
			}
			t.Rows = append(t.Rows, view.Row{Cells: append(cells, matching)})
		}
	}
	return t
}
