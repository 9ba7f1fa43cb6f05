package page

import (
	"fmt"
	"net/http"
	"slices"

	"inclusion/dashboards/chart"
	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// told is one indicator of an area as a part of one of its pages tells it: the finding, the line or the place, and every period.
type told struct {
	oneArea
	tail *warehouse.Tail // where eight in ten authorities lie; nil when nobody has a figure
}

// toldPart is one figure of an area's page with what must be read beside it; or why there is none.
type toldPart struct {
	ID     string
	Figure *view.Figure
	Legal  *view.Legal
	Notes  []string
	Gap    *toldGap // in place of the figure
	Links  []view.Link
}

// toldGap says that an indicator has no figure here, and why.
type toldGap struct{ Name, Why string }

// toldSection is a section of an area's page, ready to be shown.
type toldSection struct {
	ID, Title string
	Intro     []string
	Parts     []toldPart
}

// toldPage is all that a page needs to tell indicators of one area.
type toldPage struct {
	reading
	area      warehouse.Area
	beside    beside
	catalogue map[string]indicator.Indicator
	values    map[string][]warehouse.IndicatorValue
	tails     map[string]warehouse.Tail
}

// readTold reads every indicator of some sections for one area, all periods at once.
func readTold(r *http.Request, v reading, a warehouse.Area, sections []section) (toldPage, error) {
	t := toldPage{reading: v, area: a, values: map[string][]warehouse.IndicatorValue{}}
	var err error
	if t.catalogue, err = catalogueByID(); err != nil {
		return t, err
	}
	if t.beside, err = parseBeside(r, v, a); err != nil {
		return t, err
	}
	var ids []string
	for _, s := range sections {
		ids = append(ids, s.Indicators...)
	}
	rows, err := warehouse.AreaValues(r.Context(), v, warehouse.ValuesQuery{Areas: []string{a.Code}, Indicators: ids, Pool: placedIn(a)})
	if err != nil {
		return t, err
	}
	for _, row := range rows {
		t.values[row.Indicator] = append(t.values[row.Indicator], row)
	}
	for _, id := range ids {
		if err := t.beside.compare(r, v, t.catalogue[id], t.values[id]); err != nil {
			return t, err
		}
	}
	t.tails, err = warehouse.Tails(r.Context(), v, ids)
	return t, err
}

// placedIn is among which areas one is placed: one that is left out of comparisons has a place among all of them only.
func placedIn(a warehouse.Area) string {
	if a.LeftOut {
		return pools[1]
	}
	return pools[0]
}

// tell gathers what is known of one indicator.
func (t toldPage) tell(id string) told {
	in, rows := t.catalogue[id], t.values[id]
	one := told{oneArea: oneArea{in: in, area: t.area, history: rows, beside: t.beside, from: provenance{t.lists, nil}}}
	one.others = allAreas{in: in, pool: placedIn(t.area), from: one.from}
	var periods []warehouse.IndicatorPeriod
	for _, row := range rows {
		p := warehouse.IndicatorPeriod{Period: row.Period}
		if parsed, err := indicator.ParsePeriod(row.Period, in.Basis); err == nil {
			p.LastDay = parsed.End
		}
		if row.Value != nil || row.England != nil || row.Q50 != nil {
			p.Areas = 1 // somebody has a number, so the period counts as published
		}
		periods = append(periods, p)
	}
	one.all = compare.SeriesOf(in, periods)
	one.series = compare.NewestSeries(one.all)
	if tail, ok := t.tails[id]; ok {
		one.tail = &tail
	}
	return one
}

// numbers is in how many periods of the series the area has a number.
func (t told) numbers() (n int) {
	for _, row := range t.rows() {
		if row.Value != nil {
			n++
		}
	}
	return n
}

// gap says why there is nothing to show; nil when there is.
func (t told) gap() *toldGap {
	if t.numbers() > 0 {
		return nil
	}
	g := &toldGap{Name: t.in.Short}
	row := t.newest()
	switch {
	case t.tail == nil:
		g.Why = "no figures yet, because " + waitsFor(t.in, t.from.sources, t.from.loaded) + "."
	case row.Period != "":
		cell := whyMissing(row)
		because := ""
		if cell.Detail != "" {
			because = " (" + cell.Detail + ")"
		}
		g.Why = inPeriod(row.Period) + " " + cell.Status + because + "; no earlier figure either."
	default:
		g.Why = "the files loaded so far give figures for other areas, and none for " + t.area.Name + "."
	}
	return g
}

// place says in words where the newest value stands among authorities.
func (t told) place() string {
	row := t.newest()
	switch {
	case followsSize(t.in):
		return ""
	case t.area.Level != "authority" && row.Q25 != nil && row.Q75 != nil:
		return fmt.Sprintf("The middle half of authorities lies between %s and %s.", numberText(t.in, *row.Q25), valueText(t.in, *row.Q75))
	}
	n := int64(0)
	if row.NRanked != nil {
		n = *row.NRanked
	}
	return looked{area: t.area}.positionNote(t.in, warehouse.OverviewRow{Row: row.Row, Below: &row.Below, Pooled: row.Pooled, N: n})
}

// apart says that a figure without a direction is very different from most: outside where eight in ten authorities lie. That is
// a reason to ask, and nothing more.
func (t told) apart() string {
	row := t.newest()
	if t.in.Unit == "pounds" || t.in.Unit == "count" || compare.Polarity(t.in) != indicator.None || !row.Pooled || row.Value == nil || t.tail == nil || t.tail.Period != row.Period || t.area.LeftOut || compare.TooFew(t.in, row.Row) ||
		(*row.Value >= t.tail.Low && *row.Value <= t.tail.High) {
		return ""
	}
	return fmt.Sprintf("Very different from others: 8 in 10 areas lie between %s and %s. That is worth a question; by itself it is neither good nor bad.",
		numberText(t.in, t.tail.Low), valueText(t.in, t.tail.High))
}

// comparators are England and the areas this one is compared with. Its region is one of the groups to compare with, and the
// indicator's own page has it; a page of many lines is lighter, and easier to read, without it.
func (t told) comparators() []comparator {
	return slices.DeleteFunc(t.oneArea.comparators(), func(c comparator) bool { return c.role == chart.Region })
}

// trendLine is the picture over time. say writes the area's own points.
func (t told) trendLine(say func(warehouse.IndicatorValue) string) chart.Trend {
	return trendOf(t.in, t.in.Short+": "+t.area.Name, t.area.Name, t.yearly(), t.comparators(), say)
}

// bar places the newest value among authorities, for an indicator that has one period only.
func (t told) bar() chart.Position {
	row := t.newest()
	p := chart.Position{Area: t.area.Name, Min: row.Q0, Q25: row.Q25, Q75: row.Q75, Max: row.Q100, England: row.England, Polarity: polarity(t.in),
		Text: missingText(row.Row), Format: func(v float64) string { return numberText(t.in, v) }}
	if row.NRanked != nil {
		p.Areas = int(*row.NRanked)
	} else if t.tail != nil {
		p.Areas = int(t.tail.Areas)
	}
	if !t.country() && !t.area.LeftOut {
		p.Value = row.Value
	}
	return p
}

// draw fills a figure's picture: a line where there are years to join, else the place among authorities.
func (t told) draw(f view.Figure, say func(warehouse.IndicatorValue) string) (view.Figure, error) {
	if t.numbers() < 2 {
		f.Still, f.AxisNote = t.bar().SVG(), "The line runs through all authorities: the box is their middle half, the dashed line England"
		if t.bar().Value != nil {
			f.AxisNote += ", the dot " + t.area.Name
		}
		f.AxisNote += "."
		return f, nil
	}
	return view.Draw(f, t.trendLine(say))
}

// part is the indicator as a part of a page.
func (t told) part() (toldPart, error) {
	p := toldPart{ID: t.in.ID, Gap: t.gap()}
	if p.Gap != nil {
		return p, nil
	}
	table := t.yearTable()
	figure, err := t.draw(view.Figure{ID: t.in.ID, Level: 3, Heading: t.in.Short + ": " + t.finding() + ".", Sure: t.sure(), Table: &table, Downloads: t.files(),
		Source: t.from.source(t.in, t.lastEdition())}, func(row warehouse.IndicatorValue) string { return withCounts(t.in, row.Row) })
	p.Figure, p.Legal = &figure, t.legal()
	p.note(t.place(), t.apart())
	return p, err
}

// note adds sentences to be read beside a figure; empty ones are none.
func (p *toldPart) note(sentences ...string) {
	for _, s := range sentences {
		if s != "" {
			p.Notes = append(p.Notes, s)
		}
	}
}

// lastEdition is the file of the newest row that came from one.
func (t told) lastEdition() *string {
	if e := t.edition(); e != nil {
		return e
	}
	rows := t.rows()
	for i := len(rows) - 1; i >= 0; i-- {
		if rows[i].Edition != nil {
			return rows[i].Edition
		}
	}
	return nil
}

// files are the downloads of an indicator, and its own page.
func (t told) files() []view.Link {
	page := areaIndicatorHref(t.area.Code, t.in.ID)
	links := []view.Link{{Text: "Excel", Href: page + ".xlsx" + t.beside.Query}, {Text: "CSV", Href: page + ".csv" + t.beside.Query}}
	links = append(links, pictureLinks(page, t.beside.and("series", t.series.Key))...)
	return append(links, view.Link{Text: "What this is", Href: page + t.beside.Query + "#about"})
}

// yearTable is every year, newest first, beside the same years of those the line stands with.
func (t told) yearTable() view.Table {
	directed := compare.Polarity(t.in) != indicator.None && !t.country()
	table := view.Table{Caption: t.in.Short + ": " + t.area.Name + ", every year", CaptionHidden: true,
		Columns: []view.Column{{Label: "Year"}, {Label: t.area.Name, Numeric: true, Note: unitWords(t.in)}}}
	beside := t.comparators()
	for _, c := range beside {
		table.Columns = append(table.Columns, view.Column{Label: c.name, Numeric: true})
	}
	if directed {
		table.Columns = append(table.Columns, view.Column{Label: "Beside England"})
	}
	table.Columns = append(table.Columns, view.Column{Label: "Change in a year"})
	for _, row := range slices.Backward(t.yearly()) {
		value := valueCell(t.in, row.Row)
		switch {
		case row.Status == notInTheseData:
			value = view.Cell{Status: notInTheseData}
		case row.Value == nil:
			value = whyMissing(row)
		case row.Summed:
			value.Status = "added up from its authorities"
		}
		cells := []view.Cell{view.Text(periodWords(row.Period)), value}
		for _, c := range beside {
			cells = append(cells, numberCell(t.in, c.of(row)))
		}
		if directed {
			cells = append(cells, besideCell(t.in, row.Row, false))
		}
		change := changeCell(t.in, row)
		if m := t.movementOf(row); change.Text != "" && m.WholeMoved() && !m.Little(t.in) {
			change.Detail = wholeMovedWords(t.in, m)
		}
		table.Rows = append(table.Rows, view.Row{Cells: append(cells, change)})
	}
	return table
}
