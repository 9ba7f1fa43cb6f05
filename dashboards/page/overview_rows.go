package page

import (
	"fmt"
	"slices"
	"strings"

	"inclusion/dashboards/chart"
	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// onNeeds is the section of the page about needs that shows an indicator as a share of a whole; nil when it is read by itself.
func onNeeds(id string) *section {
	for i, s := range needsSections {
		if slices.Contains(s.Indicators[:needsMixes[s.ID].of], id) {
			return &needsSections[i]
		}
	}
	return nil
}

// themes are those with indicators, legal standards and what has a direction first, and the names of those without.
func (l looked) themes(themes []indicator.Theme, signals map[string]warehouse.Signal) (all []overviewTheme, unmeasured []string) {
	for _, theme := range themes {
		t := overviewTheme{ID: theme.ID, Title: theme.Title, Elsewhere: l.elsewhere(theme)}
		if s, ok := signals[theme.ID]; ok {
			t.Signal = &view.Link{Text: signalText(s), Href: areaTabHref(l.area.Code, "themes") + "#" + theme.ID}
		}
		var plain []warehouse.OverviewRow
		known, total := 0, 0
		for _, row := range l.rows {
			in := l.catalogue[row.Indicator]
			if in.Theme != theme.ID {
				continue
			}
			if total++; row.Value != nil {
				known++
			}
			mix := onNeeds(in.ID)
			if mix == nil {
				plain = append(plain, row)
				continue
			}
			link := view.Link{Text: mix.Title, Href: areaTabHref(l.area.Code, "needs") + "#" + mix.ID}
			if !slices.Contains(t.Mixes, link) {
				t.Mixes = append(t.Mixes, link)
			}
		}
		slices.SortStableFunc(plain, func(a, b warehouse.OverviewRow) int { return l.weight(a) - l.weight(b) })
		first := slices.IndexFunc(plain, func(row warehouse.OverviewRow) bool { return l.catalogue[row.Indicator].Type == indicator.Context })
		if first < 0 {
			first = len(plain)
		}
		t.Table, t.Whole = l.table(t.Title, plain[:first])
		t.Background = l.background(t.Title, plain[first:])
		switch {
		case total > 0:
			t.Note = fmt.Sprintf("%d of %d published", known, total)
		case len(t.Elsewhere) == 0:
			unmeasured = append(unmeasured, t.Title)
			continue
		}
		if t.Signal != nil && signals[theme.ID].State == warehouse.SignalNone && t.Note != "" {
			t.Signal.Text = "no data signal · " + t.Note // there are figures, none of them of the theme's set
		}
		all = append(all, t)
	}
	return all, unmeasured
}

// elsewhere leads to the figures that speak of a theme and stand under another.
func (l looked) elsewhere(theme indicator.Theme) (links []view.Link) {
	for _, id := range theme.Indicators() {
		if in, ok := l.catalogue[id]; ok && in.Theme != theme.ID {
			links = append(links, view.Link{Text: in.Short, Href: l.href(in)})
		}
	}
	return links
}

// weight puts legal standards first, then what has a direction, then background.
func (l looked) weight(row warehouse.OverviewRow) int {
	return slices.Index([]string{indicator.Legal, indicator.Scored, indicator.Context}, l.catalogue[row.Indicator].Type)
}

// table is one of two: an area beside England, or the country by itself.
func (l looked) table(title string, rows []warehouse.OverviewRow) (*view.IndicatorTable, *view.Table) {
	if len(rows) == 0 {
		return nil, nil
	}
	if l.country() {
		return nil, l.wholeTable(title, rows)
	}
	t := view.IndicatorTable{Caption: title + ": " + l.area.Name + " and England", Area: l.area.Name, Areas: sameN(rows)}
	for _, row := range rows {
		t.Rows = append(t.Rows, l.indicatorRow(row))
	}
	return &t, nil
}

// background is a short table of figures that give the background and are never ranked. Their own pages have their place, their
// history and what they mean.
func (l looked) background(title string, rows []warehouse.OverviewRow) *view.Table {
	if len(rows) == 0 {
		return nil
	}
	title += ": background, never ranked"
	if l.country() {
		return l.wholeTable(title, rows)
	}
	t := view.Table{Caption: title, CaptionHidden: true,
		Columns: []view.Column{{Label: "Background, never ranked"}, {Label: l.area.Name, Numeric: true}, {Label: "England", Numeric: true}}}
	moved := slices.ContainsFunc(rows, func(row warehouse.OverviewRow) bool { return l.movedText(row) != "" })
	if moved {
		t.Columns = append(t.Columns, view.Column{Label: "In a year"})
	}
	for _, row := range rows {
		in := l.catalogue[row.Indicator]
		name, england := view.Linked(in.Short, l.href(in)), view.Cell{Status: notInTheseData}
		name.Detail = in.ID + " · " + rowPeriod(in, row.Period)
		if row.England != nil {
			england = view.Number(numberText(in, *row.England))
		}
		cells := []view.Cell{name, valueCell(in, row.Row), england}
		if text := l.movedText(row); moved && text != "" {
			cells = append(cells, view.Text(text))
		} else if moved {
			cells = append(cells, view.Cell{Status: "nothing to compare with"})
		}
		t.Rows = append(t.Rows, view.Row{Cells: cells})
	}
	return &t
}

// movedText is how a row moved in a year, in a few words; empty where that cannot be said.
func (l looked) movedText(row warehouse.OverviewRow) string {
	in := l.catalogue[row.Indicator]
	if row.Value == nil || l.area.LeftOut || compare.TooFew(in, row.Row) {
		return ""
	}
	return shortChange(in, l.movementOf(row))
}

// sameN is how many areas all rows are compared among; 0 where that differs, and then each picture says its own.
func sameN(rows []warehouse.OverviewRow) int {
	for _, row := range rows {
		if row.N != rows[0].N {
			return 0
		}
	}
	return int(rows[0].N)
}

func (l looked) indicatorRow(row warehouse.OverviewRow) view.IndicatorRow {
	in := l.catalogue[row.Indicator]
	m := rowMark(in, row.Row)
	out := view.IndicatorRow{ID: in.ID, Name: in.Short, Href: l.href(in), Period: rowPeriod(in, row.Period), Area: valueCell(in, row.Row), Mark: &m,
		England: view.Cell{Status: notInTheseData}, Position: l.position(in, row), Spark: l.spark(in), Legal: rowLegal(in, row.Row), More: l.more(in, row)}
	out.Moved = l.movedText(row)
	if row.England != nil {
		out.England = view.Number(numberText(in, *row.England))
	}
	return out
}

// href leads to an indicator's page for this area.
func (l looked) href(in indicator.Indicator) string {
	if l.country() {
		return "/indicators/" + in.ID
	}
	return areaIndicatorHref(l.area.Code, in.ID)
}

func rowPeriod(in indicator.Indicator, period string) string {
	if unit := unitWords(in); unit != "" {
		return periodWords(period) + ", " + unit
	}
	return periodWords(period)
}

// position places the area among those compared. Sums of pounds and people have no place among areas for a region.
func (l looked) position(in indicator.Indicator, row warehouse.OverviewRow) chart.Position {
	p := chart.Position{Area: l.area.Name, Areas: int(row.N), Polarity: polarity(in), Text: missingText(row.Row),
		Format: func(v float64) string { return numberText(in, v) }}
	sums := in.Unit == "count" || in.Unit == "pounds"
	if sums && !l.authority() {
		return p
	}
	p.Min, p.Q25, p.Q75, p.Max = row.Q0, row.Q25, row.Q75, row.Q100
	if !sums {
		p.England = row.England
	}
	switch {
	case row.Value == nil:
	case l.area.LeftOut:
		p.Text = numberText(in, *row.Value) + ", left out of comparisons"
	default:
		p.Value = row.Value
	}
	return p
}

// spark draws the last periods. What was counted in another way before the newest break is a gap that says so.
func (l looked) spark(in indicator.Indicator) chart.Spark {
	s := chart.Spark{Name: l.area.Name}
	history := l.histories[in.ID]
	if len(history) == 0 {
		return s
	}
	from := compare.ComparableFrom(in, history[len(history)-1].Period)
	for _, h := range history {
		s.Labels = append(s.Labels, periodWords(h.Period))
		switch {
		case h.Period < from:
			s.Values, s.Texts = append(s.Values, nil), append(s.Texts, "counted in another way")
		case h.Value == nil:
			s.Values, s.Texts = append(s.Values, nil), append(s.Texts, missingText(h))
		default:
			s.Values, s.Texts = append(s.Values, h.Value), append(s.Texts, numberText(in, *h.Value))
		}
	}
	return s
}

// wholeTable is the country's: its own figure, and how far areas lie apart.
func (l looked) wholeTable(title string, rows []warehouse.OverviewRow) *view.Table {
	t := view.Table{Caption: title + ": " + l.area.Name, CaptionHidden: true, Columns: []view.Column{{Label: "Indicator"}, {Label: l.area.Name, Numeric: true},
		{Label: "Five periods"}, {Label: "Middle half of areas", Numeric: true}, {Label: "Lowest and highest", Numeric: true}}}
	for _, row := range rows {
		in := l.catalogue[row.Indicator]
		name := view.Linked(in.Short, l.href(in))
		name.Detail = in.ID + " · " + rowPeriod(in, row.Period)
		if duty := rowLegal(in, row.Row); duty != nil {
			name.Detail += " · legal standard: " + duty.Standard + strings.TrimSuffix("; "+duty.Met, "; ")
		}
		half, all := view.Missing("not available"), view.Missing("not available")
		if row.Q25 != nil && row.Q75 != nil && row.Q0 != nil && row.Q100 != nil {
			half = view.Number(rangeText(in, *row.Q25, *row.Q75))
			all = view.Number(rangeText(in, *row.Q0, *row.Q100), fmt.Sprintf("%d areas", row.N))
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{name, valueCell(in, row.Row), {Picture: l.spark(in).SVG()}, half, all}})
	}
	return &t
}

func rangeText(in indicator.Indicator, low, high float64) string {
	return strings.TrimSpace(numberText(in, low) + " to " + numberText(in, high))
}
