package page

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"inclusion/dashboards/chart"
	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/warehouse"
)

// pairMember is one indicator of two that are the same for different pupils.
type pairMember struct {
	told
	group string // "SEN support"
}

// pairs are the indicators of a section two by two: the same of pupils with SEN support and of pupils with a plan, on one scale.
func (t toldPage) pairs(s section) (toldSection, error) {
	all := toldSection{ID: s.ID, Title: s.Title, Intro: []string{inclusionIntros[s.ID]}}
	for i := 0; i+1 < len(s.Indicators); i += 2 {
		part, err := t.pair(pairMember{t.tell(s.Indicators[i]), warehouse.SENSupport}, pairMember{t.tell(s.Indicators[i+1]), "EHC plans"})
		if err != nil {
			return all, err
		}
		all.Parts = append(all.Parts, part)
	}
	return all, nil
}

// pair tells two indicators in one figure; or why neither has a number.
func (t toldPage) pair(two ...pairMember) (toldPart, error) {
	first := two[0]
	p := toldPart{ID: first.in.ID}
	if !slices.ContainsFunc(two, func(m pairMember) bool { return m.gap() == nil }) {
		p.Gap = &toldGap{Name: first.in.Short + "; " + two[1].in.Short, Why: first.gap().Why}
		return p, nil
	}
	table := pairTable(t.area, two)
	f := view.Figure{ID: first.in.ID, Level: 3, Heading: first.movedText() + "; " + two[1].movedText() + ".", Sure: pairSure(two), Table: &table,
		Source: t.source(first.in, cmp.Or(first.lastEdition(), two[1].lastEdition()))}
	for _, m := range two {
		page := areaIndicatorHref(t.area.Code, m.in.ID)
		f.Downloads = append(f.Downloads, view.Link{Text: "Excel", Href: page + ".xlsx" + m.beside.Query, Note: m.group},
			view.Link{Text: "CSV", Href: page + ".csv" + m.beside.Query, Note: m.group},
			view.Link{Text: "Picture", Href: page + ".svg" + m.beside.and("series", m.series.Key), Note: m.group})
	}
	f, err := view.Draw(f, pairChart(t.area, two))
	p.Figure = &f
	return p, err
}

// movedText is the newest figure and how it moved, after the indicator's own name: "Suspensions, SEN support: 4.70 per 100 pupils in
// spring 2024/25, up 0.31 since spring 2023/24".
func (m pairMember) movedText() string {
	row := m.newest()
	text := m.in.Short + ": "
	if row.Value == nil {
		return text + missingText(row.Row)
	}
	text += valueText(m.in, *row.Value) + " " + inPeriod(row.Period)
	if !m.area.LeftOut && !compare.TooFew(m.in, row.Row) && (row.Broken || row.Change != nil) {
		moved := changeWords(m.in, m.movementOf(row))
		if m.in.Interval != "none" && row.Lower == nil { // chance cannot be ruled out, so nothing is better or worse
			moved, _, _ = strings.Cut(moved, ", which is ")
		}
		text += ", " + moved
	}
	return text
}

// pairSure is one sentence on how sure the newer figures are, for both.
func pairSure(two []pairMember) string {
	text := ""
	for _, m := range two {
		row := m.newest()
		switch {
		case row.Value == nil || m.in.Interval == "none":
		case compare.TooFew(m.in, row.Row):
			text += fmt.Sprintf("%s rests on very few, %s, so chance alone can move it a great deal. ", m.group, countsText(m.in, row.Row))
		case row.Lower != nil && row.Upper != nil:
			text += fmt.Sprintf("%s: %s; chance alone could put it anywhere between %s and %s (95%% interval). ", m.group, countsText(m.in, row.Row),
				numberText(m.in, *row.Lower), numberText(m.in, *row.Upper))
		}
	}
	if text != "" {
		return text[:len(text)-1]
	}
	if two[0].in.Interval == "none" {
		return "As published; no margin for chance is given for it."
	}
	return "As published. The counts are not, so nobody can say how much of a change is chance."
}

// pairChart is the two lines side by side on one scale, each beside England's.
func pairChart(a warehouse.Area, two []pairMember) chart.Multiples {
	var all []warehouse.IndicatorValue
	for _, m := range two {
		all = append(all, m.yearly()...)
	}
	scale, axis := axisOf(two[0].in, all)
	c := chart.Multiples{Name: two[0].in.Short + " and " + two[1].in.Short + ": " + a.Name, Axis: axis}
	for _, m := range two {
		panel := chart.Panel{Title: m.group, Href: areaIndicatorHref(a.Code, m.in.ID)}
		rows := m.yearly()
		if len(rows) == 0 {
			continue
		}
		breaks := breaksOf(m.in, rows)
		for i, row := range rows {
			panel.Periods = append(panel.Periods, axisLabel(row.Period))
			panel.Values = append(panel.Values, scaled(row.Value, scale))
			if m.columns().england {
				panel.England = append(panel.England, scaled(row.England, scale))
			}
			if len(breaks) > 0 && breaks[len(breaks)-1].Period == axisLabel(row.Period) {
				panel.Break = i
			}
		}
		if row := m.newest(); row.Value != nil {
			panel.Text = valueText(m.in, *row.Value) + " " + inPeriod(row.Period)
		}
		c.Panels = append(c.Panels, panel)
	}
	return c
}

// pairTable is every period of both, newest first, beside what is published of others.
func pairTable(a warehouse.Area, two []pairMember) view.Table {
	t := view.Table{Caption: two[0].in.Short + " and " + two[1].in.Short + ": " + a.Name, CaptionHidden: true, Columns: []view.Column{{Label: "Period"}}}
	var periods []string
	has := make([]historyColumns, len(two))
	for i, m := range two {
		has[i] = m.columns()
		t.Columns = append(t.Columns, view.Column{Label: m.group, Numeric: true, Note: a.Name})
		if has[i].england {
			t.Columns = append(t.Columns, view.Column{Label: m.group, Numeric: true, Note: "England"})
		}
		if has[i].similar {
			t.Columns = append(t.Columns, view.Column{Label: m.group, Numeric: true, Note: cmp.Or(m.beside.Mean, "Similar areas") + ", mean"})
		}
		for _, row := range m.yearly() {
			if !slices.Contains(periods, row.Period) {
				periods = append(periods, row.Period)
			}
		}
	}
	slices.Sort(periods)
	for _, period := range slices.Backward(periods) {
		cells := []view.Cell{view.Text(periodWords(period))}
		for i, m := range two {
			row, there := m.at(period)
			switch {
			case !there:
				cells = append(cells, view.Cell{Status: notInTheseData})
			case row.Value == nil:
				cells = append(cells, whyMissing(row))
			default:
				cells = append(cells, valueCell(m.in, row.Row))
			}
			if has[i].england {
				cells = append(cells, numberCell(m.in, row.England))
			}
			if has[i].similar {
				cells = append(cells, numberCell(m.in, row.Neighbours))
			}
		}
		t.Rows = append(t.Rows, view.Row{Cells: cells})
	}
	return t
}
