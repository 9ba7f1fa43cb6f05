package page

import (
	"net/http"
	"slices"
	"strings"

	"inclusion/dashboards/chart"
	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

const (
	mostLines = 4 // on one chart
	mostBands = 2 // intervals on one chart: more hide one another
)

// drawing is the picture of a block: lines for up to four areas, else small charts on one scale and, where there is but one
// period, every area as a bar with the chosen ones marked. It is nil where no chosen area has a figure.
func (b block) drawing(r *http.Request, v reading) (chart.Drawing, error) {
	if _, ok := b.newestRange(); !ok {
		return nil, nil
	}
	b.areas, _ = b.drawn()
	switch {
	case len(b.series.Periods) == 1:
		return b.bars(r, v)
	case len(b.areas) <= mostLines:
		return b.lines(), nil
	}
	return b.panels(), nil
}

// drawn are the areas of a chart. Totals of a country or a region would flatten those of its authorities, so they are left out
// beside them; the page says so, and the table has them.
func (b block) drawn() (areas, left []warehouse.Area) {
	if b.in.Unit != "count" && b.in.Unit != "pounds" {
		return b.areas, nil
	}
	for _, a := range b.areas {
		if a.Level == "authority" {
			areas = append(areas, a)
		} else {
			left = append(left, a)
		}
	}
	if len(areas) > 0 {
		return areas, left
	}
	for _, a := range b.areas {
		if a.Level != "country" {
			areas = append(areas, a)
		}
	}
	if len(areas) > 0 && len(areas) < len(b.areas) {
		return areas, slices.DeleteFunc(slices.Clone(left), func(a warehouse.Area) bool { return a.Level != "country" })
	}
	return b.areas, nil
}

// leftOut says which areas the chart leaves out.
func (b block) leftOut() []string {
	_, left := b.drawn()
	if len(left) == 0 {
		return nil
	}
	var names []string
	for _, a := range left {
		names = append(names, a.Name)
	}
	return []string{view.Listed(names, "and") + " " + isAre(len(names)) + " in the table and not in the chart: so large a total would flatten the others."}
}

// name is what the picture shows.
func (b block) name() string {
	return b.title() + ", " + view.Counted(len(b.areas), "area", "areas")
}

// lines are one line an area.
func (b block) lines() chart.Trend {
	scale, axis := axisOf(b.in, b.rowsOf())
	t := chart.Trend{Name: b.name(), Axis: axis}
	breaks := b.breaks()
	for _, p := range b.series.Periods {
		t.Periods = append(t.Periods, axisLabel(p.Period))
		if breaks[p.Period] != "" {
			t.Breaks = append(t.Breaks, chart.Break{Period: axisLabel(p.Period), Label: newWay})
		}
	}
	roles := b.roles()
	for _, a := range b.areas {
		s := chart.Series{Name: a.Name, Role: roles[a.Code]}
		for _, p := range b.series.Periods {
			row, ok := b.at(p.Period, a.Code)
			if !ok {
				s.Points = append(s.Points, chart.Point{Text: absentWords(a, p)})
				continue
			}
			point := chart.Point{Value: scaled(row.Value, scale), Text: withCounts(b.in, row.Row)}
			if len(b.areas) <= mostBands {
				point.Lower, point.Upper = scaled(notBelowZero(row.Lower), scale), scaled(row.Upper, scale)
			}
			s.Points = append(s.Points, point)
		}
		t.Series = append(t.Series, s)
	}
	return t
}

// roles give each area a look of its own: England and a region keep theirs, the first other area stands out most.
func (b block) roles() map[string]chart.Role {
	roles, taken := map[string]chart.Role{}, map[chart.Role]bool{}
	give := func(code string, wanted ...chart.Role) {
		for _, role := range wanted {
			if _, has := roles[code]; !has && !taken[role] {
				roles[code], taken[role] = role, true
			}
		}
	}
	for _, a := range b.areas {
		if a.Level == "country" {
			give(a.Code, chart.England)
		}
	}
	for _, a := range b.areas {
		give(a.Code, chart.ThisArea, chart.Neighbours, chart.Region, chart.England)
	}
	return roles
}

// panels are one small chart an area, all on one scale, with England in each where it was chosen.
func (b block) panels() chart.Multiples {
	scale, axis := axisOf(b.in, b.rowsOf())
	m := chart.Multiples{Name: b.name(), Axis: axis}
	country := ""
	for _, a := range b.areas {
		if a.Level == "country" {
			country = a.Code
		}
	}
	breaks := b.breaks()
	for _, a := range b.areas {
		if a.Code == country {
			continue // its line is in every panel
		}
		panel := chart.Panel{Title: a.Name, Href: areaIndicatorHref(a.Code, b.in.ID), Text: b.newestText(a)}
		for i, p := range b.series.Periods {
			panel.Periods = append(panel.Periods, strings.Replace(axisLabel(p.Period), "January", "Jan", 1))
			panel.Values = append(panel.Values, b.scaledAt(p.Period, a.Code, scale))
			if country != "" {
				panel.England = append(panel.England, b.scaledAt(p.Period, country, scale))
			}
			if breaks[p.Period] != "" {
				panel.Break = i
			}
		}
		m.Panels = append(m.Panels, panel)
	}
	return m
}

func (b block) scaledAt(period, area string, scale float64) *float64 {
	row, _ := b.at(period, area)
	return scaled(row.Value, scale)
}

// newestText is an area's figure in the block's newest period.
func (b block) newestText(a warehouse.Area) string {
	p := b.series.Periods[len(b.series.Periods)-1]
	row, ok := b.at(p.Period, a.Code)
	switch {
	case !ok:
		return absentWords(a, p)
	case row.Value == nil:
		return missingText(row.Row) + " " + inPeriod(p.Period)
	}
	return valueText(b.in, *row.Value) + " " + inPeriod(p.Period)
}

// bars are every local authority of the one period with the chosen ones marked or, where only larger areas are chosen, those.
func (b block) bars(r *http.Request, v reading) (chart.Drawing, error) {
	p := b.series.Periods[0]
	all := allAreas{in: b.in, period: p.Period, pool: pools[0]}
	marked := map[string]chart.Role{}
	var chosen []warehouse.IndicatorValue
	var england *float64
	for _, a := range b.areas {
		row, ok := b.at(p.Period, a.Code)
		switch {
		case !ok || row.Value == nil:
		case a.Level == "country":
			england = row.Value
		default:
			chosen = append(chosen, row)
		}
		if a.Level == "authority" {
			marked[a.Code] = chart.ThisArea
		}
	}
	rows := chosen
	if len(marked) > 0 {
		var err error
		if all.rows, err = warehouse.IndicatorValues(r.Context(), v, indicator.Query{Indicator: b.in.ID, Period: p.Period, Pool: all.pool}); err != nil {
			return nil, err
		}
		rows = all.ranked()
	}
	if len(rows) == 0 {
		return nil, nil
	}
	return distribution(b.in, p.Period, rows, england, marked), nil
}

// figure is a block's chart with all that belongs to it; nil where there is nothing to draw.
func (b block) figure(r *http.Request, v reading, c comparison) (*view.Figure, error) {
	drawing, err := b.drawing(r, v)
	if err != nil || drawing == nil {
		return nil, err
	}
	table := b.table(c.By)
	only := func(c *comparison) { c.Indicators = []indicator.Indicator{b.in} }
	pictured := func(c *comparison) { only(c); c.Chart = b.id() }
	figure := view.Figure{ID: b.id(), Heading: b.title() + ": " + b.finding() + ".", Sure: b.sure(), Table: &table, Source: b.from.source(b.in, b.edition()),
		Downloads: []view.Link{{Text: "Excel", Href: c.file("xlsx", only), Note: "with source and notes"}, {Text: "CSV", Href: c.file("csv", only), Note: "with source and notes"},
			{Text: "Picture", Href: c.file("svg", pictured), Note: "SVG"}, {Text: "Picture", Href: c.file("png", pictured), Note: "PNG"}}}
	figure, err = view.Draw(figure, drawing)
	return &figure, err
}
