package page

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"inclusion/dashboards/chart"
	"inclusion/dashboards/export"
	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// oneOfGroup is one indicator for every area of a group, as a table that is a bar chart.
type oneOfGroup struct {
	ID, Title string
	Sure      string
	Table     view.Table
	Choices   []view.Link // the indicators to choose from: name as Text, id as Href
	Beside    string      // the group, as the form passes it on
	About     string
	Caveats   []string
}

// one is the table of the indicator that the reader chose or, without a wish, of the first that the page leads with.
func (g besideGroup) one(id string) (*oneOfGroup, error) {
	if id == "" {
		id = g.all[0].In.ID
		for _, lead := range slices.Backward(leading) {
			if m, ok := g.indicator(lead); ok && m.Here.Value != nil {
				id = lead
			}
		}
	}
	m, ok := g.indicator(id)
	if !ok {
		return nil, web.BadRequest("There is no indicator %q with a direction and with figures. Choose one of those on the page of similar areas.", id)
	}
	o := oneOfGroup{ID: id, Title: fmt.Sprintf("%s, %s: %s", m.In.Short, periodWords(m.Here.Period), g.spread(m)), Table: g.members(m), About: m.In.Definition + " " + directionWords(m.In), Caveats: m.In.Caveats}
	_, o.Beside, _ = strings.Cut(g.group.Query, "=")
	o.Sure = "Best first. Differences smaller than chance alone could make are not differences: open an area’s name for its interval."
	for _, other := range g.all {
		o.Choices = append(o.Choices, view.Link{Text: other.In.Short, Href: other.In.ID, Current: other.In.ID == id})
	}
	return &o, nil
}

// spread says who has the lowest and who the highest figure.
func (g besideGroup) spread(m among) string {
	ranked := m.ranked()
	if len(ranked) == 0 {
		return "no area of the group has a figure"
	}
	best, last := ranked[0], ranked[len(ranked)-1]
	if len(ranked) == 1 {
		return best.AreaName + " " + numberText(m.In, *best.Value) + ", alone in having a figure"
	}
	return fmt.Sprintf("from %s in %s to %s in %s", numberText(m.In, *best.Value), best.AreaName, numberText(m.In, *last.Value), last.AreaName)
}

// ranked are the area and its group as far as they have a figure, best first.
func (m among) ranked() []warehouse.IndicatorValue {
	all := slices.DeleteFunc(append([]warehouse.IndicatorValue{m.Here}, m.Group...), func(row warehouse.IndicatorValue) bool { return row.Value == nil })
	slices.SortStableFunc(all, func(a, b warehouse.IndicatorValue) int {
		if compare.Polarity(m.In) == indicator.Higher {
			a, b = b, a
		}
		return cmp.Compare(*a.Value, *b.Value)
	})
	return all
}

// members is the table of the group's areas, best first, those without a figure last, and what they are together.
func (g besideGroup) members(m among) view.Table {
	t := view.Table{Caption: m.In.Short + ": " + g.area.Name + " and " + g.group.Title, CaptionHidden: true,
		Columns: []view.Column{{Label: "Area"}, {Label: "Region"}, {Label: "How close"}, {Label: "Figure", Numeric: true, Note: unitWords(m.In)}, {Label: "From zero; dashed line England"}}}
	ranked := m.ranked()
	scale := chart.Length{England: m.Here.England}
	for _, row := range append(ranked, m.Here) {
		for _, v := range []*float64{row.Value, row.England} {
			if v != nil {
				scale.Low, scale.High = min(scale.Low, *v), max(scale.High, *v)
			}
		}
	}
	for _, row := range append(ranked, slices.DeleteFunc(append([]warehouse.IndicatorValue{m.Here}, m.Group...), func(row warehouse.IndicatorValue) bool { return row.Value != nil })...) {
		t.Rows = append(t.Rows, g.memberRow(m, row, scale))
	}
	if mean, used, ok := m.Mean(); ok {
		t.Rows = append(t.Rows, view.Row{Strong: true, Cells: []view.Cell{view.Text(g.group.meanOf()), {}, {}, view.Number(numberText(m.In, mean), fmt.Sprintf("%d of %d have a figure", used, len(m.Group))), {}}})
	}
	t.Rows = append(t.Rows, view.Row{Strong: true, Cells: []view.Cell{{Text: "Added together", Detail: "numerators and denominators of the group, as one area"}, {}, {}, togetherCell(m.In, m.Group), {}}})
	return t
}

func (g besideGroup) memberRow(m among, row warehouse.IndicatorValue, scale chart.Length) view.Row {
	other, _ := g.reading.area(row.AreaCode)
	bar := scale
	bar.Value, bar.Text = row.Value, other.Name+" "+missingText(row.Row)
	if row.Value != nil {
		bar.Text = other.Name + " " + valueText(m.In, *row.Value)
	}
	if row.AreaCode == g.area.Code {
		bar.Marked, bar.Role = true, chart.ThisArea
		return view.Row{Strong: true, Cells: []view.Cell{view.Linked(other.Name, areaIndicatorHref(other.Code, m.In.ID)), view.Text(other.RegionName), view.Text("this area"), valueCell(m.In, row.Row), {Picture: bar.SVG()}}}
	}
	return view.Row{Cells: []view.Cell{view.Linked(other.Name, areaIndicatorHref(other.Code, m.In.ID)), view.Text(other.RegionName), closenessCell(g.group.Neighbours[other.Code]), valueCell(m.In, row.Row), {Picture: bar.SVG()}}}
}

// fewInHeat is how many areas a heat table has room for beside every indicator; with more, up to mostBeside, it has the leading ones.
const fewInHeat = 12

// heat is indicators by area, by the quarter of all areas in England that each figure is in; nil for a group of more than mostBeside.
func (g besideGroup) heat() *view.Table {
	if len(g.group.Areas) > mostBeside {
		return nil
	}
	t := view.Table{Caption: "Quarters of all areas: " + g.area.Name + " and " + g.group.Title, CaptionHidden: true, Columns: []view.Column{{Label: "Indicator"}, {Label: g.area.Name, Numeric: true}}}
	for _, other := range g.group.Areas {
		t.Columns = append(t.Columns, view.Column{Label: other.Name, Numeric: true})
	}
	for _, m := range g.all {
		if len(g.group.Areas) > fewInHeat && !slices.Contains(leading, m.In.ID) {
			continue
		}
		cells := []view.Cell{view.Text(m.In.Short)}
		for _, row := range append([]warehouse.IndicatorValue{m.Here}, m.Group...) {
			cells = append(cells, heatCell(m.In, row.Row))
		}
		t.Rows = append(t.Rows, view.Row{Cells: cells})
	}
	return &t
}

// heatCell is a figure with the quarter of all areas that it is in.
func heatCell(in indicator.Indicator, row indicator.Row) view.Cell {
	switch {
	case row.Value == nil:
		return missingCell(row)
	case row.Band == nil:
		return view.Cell{Text: numberText(in, *row.Value), Detail: "too few"}
	}
	return view.Cell{Text: numberText(in, *row.Value), Detail: quarterCell(row).Text, Shade: int(*row.Band)}
}

// limit is one thing that the figures do not show.
type limit struct{ About, Text string }

// limits say what the figures of the page do not show.
func (g besideGroup) limits() []limit {
	all := []limit{
		{"Appeals", "A low appeal rate can mean good decisions, or families who do not know of appeals or have no strength left for one. The rate does not say what an appeal was about or who won it."},
		{"Absence", "Absence does not say why: illness, appointments, needs that are not met, or a part-time timetable. A child who is on no school’s roll is not counted at all."},
		{"Suspensions", "Only what a school recorded is counted. A child sent home without a record is not. A rate of suspensions counts each one, so one child can count many times; “suspended at least once” counts children."},
		{"Plans on time", "A plan on time may be a poor plan, and a late one may be good. No figure here says whether the help in a plan is given."},
	}
	if g.group.Key == besideNeighbours && g.group.Model != "" {
		all = append(all, limit{"Similar areas", fmt.Sprintf("They are alike in who lives there, by the Department for Education’s model of %s. They need not be alike in money, schools, health services or in how needs are recorded.", g.group.Model)})
	} else {
		all = append(all, limit{"The group", "Nobody has worked out how alike the areas of this group are. Some of a difference may come from who lives there."})
	}
	return append(all,
		limit{"Mean and sum", "The mean counts each area once, as published tools do. “Added together” counts each child once, so a large area weighs more. Each says how many areas it is made of; an area without a figure is left out and never counted as nothing."},
		limit{"Chance", "Numbers of one area move by chance from year to year. Places close together, such as 4th and 6th, often mean nothing."},
		limit{"Experience", "None of these figures says what children, young people and families lived through."})
}

// send answers with the page's tables as a file.
func (g besideGroup) send(w http.ResponseWriter, file string) error {
	if empty := g.nothing(); empty != nil {
		return web.NotFound("%s: %s", empty.Heading, empty.Text)
	}
	book := export.Book{Title: g.area.Name + " and " + g.group.Title, Sample: g.Register == "sample", Made: g.Built, Notes: g.notes(),
		Tables: []export.Table{g.comparedExport(), g.valuesExport()}}
	return sendBook(w, book, file, "similar-areas-"+g.area.Code)
}

func (g besideGroup) notes() []export.Note {
	var who []string
	for _, a := range g.group.Areas {
		who = append(who, a.Name+" ("+a.Code+")")
	}
	notes := []export.Note{{Term: "Compared with", Text: g.group.Title + ": " + strings.Join(who, ", ")}}
	for _, l := range g.limits() {
		notes = append(notes, export.Note{Term: l.About, Text: l.Text})
	}
	for _, s := range g.sources() {
		notes = append(notes, export.Note{Term: "Source", Text: sourceWords(s)})
	}
	return append(notes, export.Note{Term: "Missing numbers", Text: "A number that is missing is an empty cell, never 0; the status beside it says why."})
}

func (g besideGroup) comparedExport() export.Table {
	t := export.Table{Name: "Compared", Columns: []export.Column{{Label: "Indicator"}, {Label: "Name"}, {Label: "Period"}, {Label: "Unit"}, {Label: g.area.Name, Decimals: 2}, {Label: "Status"},
		{Label: "Mean of the group", Decimals: 2}, {Label: "Areas in the mean"}, {Label: "Added together", Decimals: 2}, {Label: "Areas added"}, {Label: "England", Decimals: 2},
		{Label: "Place (1 is best)"}, {Label: "Among"}, {Label: "Nearest figure"}}}
	for _, m := range g.all {
		cells := []export.Cell{export.Text(m.In.ID), export.Text(m.In.Name), export.Text(m.Here.Period), export.Text(m.In.Unit), export.Number(m.Here.Value), export.Text(statusInFile(m.Here))}
		mean, used, ok := m.Mean()
		cells = append(cells, numberWhen(mean, ok), numberWhen(float64(used), true))
		sum, parts, ok := compare.Together(m.In, m.Group)
		cells = append(cells, numberWhen(sum, ok), numberWhen(float64(parts.Used), ok), export.Number(m.Here.England))
		place, of, ok := m.Place()
		near, _ := m.Nearest()
		t.Rows = append(t.Rows, append(cells, numberWhen(float64(place), ok), numberWhen(float64(of), ok), export.Text(near.AreaName)))
	}
	return t
}

// numberWhen is a number where there is one.
func numberWhen(v float64, ok bool) export.Cell {
	if !ok {
		return export.Cell{}
	}
	return export.Number(&v)
}

func (g besideGroup) valuesExport() export.Table {
	t := export.Table{Name: "Values", Columns: append([]export.Column{{Label: "Indicator"}}, valueColumns(g.all[0].In)...)}
	t.Columns[7].Label = "Value"
	for _, m := range g.all {
		for _, row := range append([]warehouse.IndicatorValue{m.Here}, m.Group...) {
			t.Rows = append(t.Rows, append([]export.Cell{export.Text(m.In.ID)}, valueRow(row)...))
		}
	}
	return t
}
