package page

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"inclusion/dashboards/chart"
	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// similarView is an area beside the areas most like it, or beside a group that the reader chose.
type similarView struct {
	areaPage
	Beside   *besideHead
	Empty    *view.Empty
	Findings []finding
	Spine    *view.Figure
	Sections []similarSection
	One      *oneOfGroup
	Heat     *view.Table
	Limits   []limit
	Choice   *besideChoice // when the reader wants to choose a group; then nothing else is shown
	Sources  []view.Source
	Files    []view.Link
}

// similarSection is a table of some indicators.
type similarSection struct {
	ID, Title string
	Table     view.Table
}

// besideGroup is all that a page about an area and its group is made of.
type besideGroup struct {
	reading
	area  warehouse.Area
	group beside
	all   []among
}

// leading are the indicators that the page begins with: what families ask about first.
var leading = []string{"R01", "A01", "A02", "A03e", "A03s", "A04e", "A04s", "X06", "X06e", "X06s", "X01", "X02", "X03", "X04", "X05", "X05e"}

// similar shows how an area compares with a group of areas.
func (p *Pages) similar(w http.ResponseWriter, r *http.Request, v reading) error {
	a, err := requestedArea(r, v)
	if err != nil {
		return err
	}
	if a.Level != "authority" {
		return web.NotFound("%s is not a local authority, so it has no similar areas.", a.Name)
	}
	if besideForm(w, r) {
		return nil
	}
	g := besideGroup{reading: v, area: a}
	if g.group, err = parseBeside(r, v, a); err != nil {
		return err
	}
	if g.all, err = readAmong(r, v, a, g.group); err != nil {
		return err
	}
	if file := pathVar(r, "file"); file != "" {
		return g.send(w, file)
	}
	page := similarView{areaPage: p.areaPage(r, v, a, "similar", "Similar areas"), Beside: g.group.head(a)}
	page.Title, page.Heading = a.Name+" and similar areas", a.Name+" and "+g.group.Title
	if len(g.group.Areas) == 0 {
		page.Heading = page.Title
	}
	page.RunningHead = fmt.Sprintf("%s · compared with %s · %s", a.Name, g.group.Title, page.DataVersion)
	page.Description = "How " + a.Name + " compares with the areas most like it on appeals, absence, suspensions and every other figure with a direction."
	if r.URL.Query().Has("choose") {
		page.Choice = g.group.choice(r, v, a, "indicator")
		page.Heading = "Choose areas to compare " + a.Name + " with"
		return p.Views.Render(w, "similar", page)
	}
	if page.Empty = g.nothing(); page.Empty != nil {
		return p.Views.Render(w, "similar", page)
	}
	if err := g.fill(&page, r.URL.Query().Get("indicator")); err != nil {
		return err
	}
	return p.Views.Render(w, "similar", page)
}

// nothing says why there is nothing to compare.
func (g besideGroup) nothing() *view.Empty {
	switch {
	case g.area.Ended():
		return &view.Empty{Heading: g.area.Name + " has ended", Text: "Similar areas are named for the areas of today. Look at the areas that took its place.",
			Links: []view.Link{{Text: "Its figures", Href: areaHref(g.area.Code)}}}
	case len(g.group.Areas) == 0:
		return &view.Empty{Heading: "Nobody to compare with", Text: g.group.lacking(g.area), Links: g.group.Links}
	case len(g.all) == 0:
		return &view.Empty{Heading: "No figures yet", Text: "Here " + g.area.Name + " would stand beside the areas most like it. None of the publications loaded so far has a figure with a direction.",
			Links: []view.Link{{Text: "What is loaded", Href: "/data"}}}
	}
	return nil
}

func (g besideGroup) fill(page *similarView, chosen string) (err error) {
	page.Findings = g.findings()
	page.Sections = g.sections()
	if page.One, err = g.one(chosen); err != nil {
		return err
	}
	if page.Spine, err = g.spine(); err != nil {
		return err
	}
	page.Heat = g.heat()
	page.Limits = g.limits()
	page.Sources = g.sources()
	file := areaTabHref(g.area.Code, "similar")
	page.Files = []view.Link{{Text: "Excel", Href: file + ".xlsx" + g.group.Query, Note: "every table of this page, with source and notes"},
		{Text: "CSV", Href: file + ".csv" + g.group.Query, Note: "the same"}}
	return nil
}

// findings are what families ask about first, each as a sentence with the place in the group.
func (g besideGroup) findings() (all []finding) {
	for _, lead := range []struct {
		kind string
		ids  []string
	}{{"Appeals", []string{"R01"}}, {"Absence", []string{"A01", "A02"}}, {"Suspensions", []string{"X06", "X06e", "X02"}}} {
		for _, id := range lead.ids {
			if m, ok := g.indicator(id); ok {
				all = append(all, finding{Kind: lead.kind, Name: m.In.Short, Href: g.href(m.In), Text: g.sentence(m)})
				break
			}
		}
	}
	return all
}

func (g besideGroup) indicator(id string) (among, bool) {
	i := slices.IndexFunc(g.all, func(m among) bool { return m.In.ID == id })
	if i < 0 {
		return among{}, false
	}
	return g.all[i], true
}

// href leads to the indicator's page for the area, beside the same group.
func (g besideGroup) href(in indicator.Indicator) string {
	return areaIndicatorHref(g.area.Code, in.ID) + g.group.Query
}

// sentence is "Camden 4.2% in 2025; the mean of similar areas is 5.1%, England 6.6%. 3rd of 11, where 1st is best."
func (g besideGroup) sentence(m among) string {
	in, period := m.In, inPeriod(m.Here.Period)
	text := fmt.Sprintf("%s %s %s", g.area.Name, missingText(m.Here.Row), period)
	if m.Here.Value != nil {
		text = fmt.Sprintf("%s %s %s", g.area.Name, valueText(in, *m.Here.Value), period)
	}
	if mean, used, ok := m.Mean(); ok {
		text += fmt.Sprintf("; the %s is %s (%d of %d have a figure)", strings.ToLower(g.group.meanOf()[:1])+g.group.meanOf()[1:], numberText(in, mean), used, len(m.Group))
	}
	if m.Here.England != nil {
		text += ", England " + numberText(in, *m.Here.England)
	}
	text += "."
	switch place, of, ok := m.Place(); {
	case ok:
		text += fmt.Sprintf(" %s of %d, where 1st is best.", ordinal(place), of)
	case m.Here.Value != nil:
		text += " It rests on too few to rank."
	}
	return text
}

// sections are the tables: appeals, absence and suspensions first, then the other themes.
func (g besideGroup) sections() (all []similarSection) {
	var first []among
	rest := map[string][]among{}
	for _, id := range leading {
		if m, ok := g.indicator(id); ok {
			first = append(first, m)
		}
	}
	var order []string
	for _, m := range g.all {
		if slices.Contains(leading, m.In.ID) {
			continue
		}
		if rest[m.In.Theme] == nil {
			order = append(order, m.In.Theme)
		}
		rest[m.In.Theme] = append(rest[m.In.Theme], m)
	}
	if len(first) > 0 {
		all = append(all, similarSection{"first", "Appeals, absence and suspensions", g.table("Appeals, absence and suspensions", first)})
	}
	for _, theme := range order {
		title := indicator.ThemeTitle(theme)
		all = append(all, similarSection{theme, title, g.table(title, rest[theme])})
	}
	return all
}

// table compares the area with its group, one indicator a row.
func (g besideGroup) table(title string, rows []among) view.Table {
	t := view.Table{Caption: title + ": " + g.area.Name + " and " + g.group.Title, CaptionHidden: true,
		Columns: []view.Column{{Label: "Indicator"}, {Label: g.area.Name, Numeric: true}, {Label: "Beside the mean"}, {Label: g.group.Mean, Numeric: true, Note: "mean"},
			{Label: "Added together", Numeric: true, Note: "as one area"}, {Label: "England", Numeric: true}, {Label: "Place", Numeric: true, Note: "1st is best"}, {Label: "Nearest figure"}}}
	for _, m := range rows {
		name := view.Linked(m.In.Short, g.href(m.In))
		name.Detail = m.In.ID + " · " + rowPeriod(m.In, m.Here.Period)
		england := view.Cell{Status: notInTheseData}
		if m.Here.England != nil {
			england = view.Number(numberText(m.In, *m.Here.England))
		}
		mark := m.beside("the " + strings.ToLower(g.group.meanOf()))
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{name, valueCell(m.In, m.Here.Row), {Mark: &mark}, g.meanCell(m), togetherCell(m.In, m.Group), england, placeInGroup(m), nearestCell(m)}})
	}
	return t
}

func (g besideGroup) meanCell(m among) view.Cell {
	mean, used, ok := m.Mean()
	if !ok {
		return view.Missing("not available")
	}
	return view.Number(numberText(m.In, mean), fmt.Sprintf("%d of %d areas", used, len(m.Group)))
}

func placeInGroup(m among) view.Cell {
	place, of, ok := m.Place()
	switch {
	case ok:
		return view.Number(fmt.Sprintf("%s\u00a0of\u00a0%d", ordinal(place), of)) // on one line
	case m.Here.Value == nil:
		return view.Cell{Status: "no figure to rank"}
	}
	return view.Cell{Status: "too few to rank"}
}

func nearestCell(m among) view.Cell {
	near, ok := m.Nearest()
	if !ok {
		return view.Cell{Status: "none"}
	}
	return view.Cell{Text: near.AreaName, Detail: numberText(m.In, *near.Value)}
}

// sources are the published files that the figures come from, each once, newest first.
func (g besideGroup) sources() []view.Source {
	var rows []warehouse.IndicatorValue
	makes := map[string]indicator.Indicator{}
	for _, m := range g.all {
		makes[m.In.ID] = m.In
		rows = append(append(rows, m.Here), m.Group...)
	}
	return sourcesOf(g.lists, makes, rows)
}

// sourcesOf are the published files that some rows come from; see lists.namedSources.
func sourcesOf(known lists, catalogue map[string]indicator.Indicator, rows []warehouse.IndicatorValue) []view.Source {
	makes := map[string]indicator.Indicator{}
	for _, row := range rows {
		if row.Edition != nil && row.Value != nil {
			makes[*row.Edition] = catalogue[row.Indicator]
		}
	}
	return known.namedSources(makes)
}

// spine draws every indicator on one oriented scale; nil while there is nothing to draw.
func (g besideGroup) spine() (*view.Figure, error) {
	s := chart.Spine{Name: g.area.Name + " among all areas", Area: g.area.Name}
	for _, m := range g.all {
		if m.Here.Value == nil || m.Tiny || !slices.Contains(leading, m.In.ID) {
			continue
		}
		s.Rows = append(s.Rows, g.spineRow(m))
	}
	if len(s.Rows) == 0 || s.SVG() == "" {
		return nil, nil
	}
	figure := view.Figure{ID: "spine", TableHref: "#first-name", FromHref: "#from", Heading: g.headline(), Sure: "Among all areas of England, lowest to highest. A dot whose own line crosses England’s is within chance of it; without a line, the counts are not published and chance cannot be ruled out."}
	figure, err := view.Draw(figure, s)
	return &figure, err
}

// headline counts on how many of the leading figures the area is in the better half of all areas.
func (g besideGroup) headline() string {
	better, of := 0, 0
	for _, id := range leading {
		if m, ok := g.indicator(id); ok && m.Here.Band != nil {
			if of++; *m.Here.Band > 2 {
				better++
			}
		}
	}
	if of == 0 {
		return "No figure about appeals, absence and suspensions can be placed among all areas"
	}
	return fmt.Sprintf("Among all areas, %s is in the better half on %d of %s about appeals, absence and suspensions", g.area.Name, better, view.Counted(of, "figure", "figures"))
}

func (g besideGroup) spineRow(m among) chart.SpineRow {
	row := chart.SpineRow{Name: m.In.Short, Note: periodWords(m.Here.Period), Value: m.Here.Value, Lower: m.Here.Lower, Upper: m.Here.Upper, England: m.Here.England, Polarity: polarity(m.In),
		Text: numberText(m.In, *m.Here.Value)}
	if m.Here.England != nil {
		row.EnglandText = shortNumber(m.In, *m.Here.England)
	}
	if m.Here.Q0 != nil && m.Here.Q25 != nil && m.Here.Q75 != nil && m.Here.Q100 != nil {
		row.Min, row.Q25, row.Q75, row.Max = m.Here.Q0, m.Here.Q25, m.Here.Q75, m.Here.Q100
		row.MinText, row.MaxText = shortNumber(m.In, *m.Here.Q0), shortNumber(m.In, *m.Here.Q100)
	}
	return row
}

// shortNumber is a number in a picture with little room: the row says already that it is so many times.
func shortNumber(in indicator.Indicator, v float64) string {
	return strings.TrimSuffix(numberText(in, v), " "+in.Unit)
}
