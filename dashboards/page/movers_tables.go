package page

import (
	"fmt"
	"net/http"

	"inclusion/dashboards/export"
	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// loadedFigures says what an indicator without any figures waits for.
func (v reading) loadedFigures(in indicator.Indicator) *view.Empty {
	return provenance{lists: v.lists}.nothing(in, "Here the areas would stand that moved furthest.")
}

func (m movers) fill(page *moversView) {
	page.RunningHead = fmt.Sprintf("%s, %s to %s · %s", page.Title, periodWords(m.from), periodWords(m.to), page.DataVersion)
	if len(m.all) == 0 {
		page.Empty = &view.Empty{Heading: "No area has a figure for both periods", Text: "Choose two others above."}
		return
	}
	up, down := m.ends()
	page.Finding, page.Sure = m.finding(up, down), m.sure()
	page.Up = m.list("up", up)
	page.Down = m.list("down", down)
	page.Cautions = m.cautions()
	file := func(kind string) string {
		return "/indicators/" + m.in.ID + "/movers." + kind + moversHref("", m.from, m.to)[len(moversHref("", "", "")):]
	}
	page.Files = []view.Link{{Text: "Excel", Href: file("xlsx"), Note: "every area, with source and notes"}, {Text: "CSV", Href: file("csv"), Note: "every area, with source and notes"}}
	page.Source = m.prov.source(m.in, m.all[0].after.Edition)
	page.Links = []view.Link{{Text: "On the map", Href: "/map?indicator=" + m.in.ID}, {Text: "Every area in order", Href: "/indicators/" + m.in.ID}}
}

// finding is the page in a sentence.
func (m movers) finding(up, down []moved) string {
	rose, fell, same, _ := m.counts()
	text := fmt.Sprintf("From %s to %s, %s went up and %d down", periodWords(m.from), periodWords(m.to), view.Counted(rose, "area", "areas"), fell)
	if same > 0 {
		text += fmt.Sprintf("; %d did not move", same)
	}
	if len(up) > 0 {
		text += fmt.Sprintf("; furthest up %s (%s)", up[0].after.AreaName, changeSize(m.in, up[0].by))
	}
	if len(down) > 0 {
		text += fmt.Sprintf("; furthest down %s (%s)", down[0].after.AreaName, changeSize(m.in, down[0].by))
	}
	if words := m.country(); words != "" {
		text += ". " + words
	}
	return text + "."
}

// sure says how many of the changes chance alone can explain, and who is not among them.
func (m movers) sure() string {
	_, _, _, sure := m.counts()
	text := ""
	if m.in.Interval == "none" {
		text = "The figures are as published, without a margin for chance."
	} else {
		text = fmt.Sprintf("For %d of %d areas the change is more than chance: the two 95%% intervals do not overlap.", sure, len(m.all))
	}
	if m.absent > 0 {
		text += fmt.Sprintf(" %s no figure in one of the two.", view.Counted(m.absent, "area has", "areas have"))
	}
	if m.left > 0 {
		text += fmt.Sprintf(" %s left out: the numbers are tiny.", view.Counted(m.left, "area is", "areas are"))
	}
	return text
}

// list is one end as a table; none when nobody moved that way.
func (m movers) list(way string, list []moved) *movedList {
	if len(list) == 0 {
		return nil
	}
	heading := "Furthest " + way
	switch {
	case compare.Polarity(m.in) == indicator.None:
		heading += ", which is neither better nor worse"
	case (way == "up") == (compare.Polarity(m.in) == indicator.Higher):
		heading += ", which is better"
	default:
		heading += ", which is worse"
	}
	t := view.Table{Caption: fmt.Sprintf("%s, %s to %s", heading, periodWords(m.from), periodWords(m.to)), CaptionHidden: true,
		Columns: []view.Column{{Label: "Area"}, {Label: view.UpperFirst(periodWords(m.from)), Numeric: true, Note: unitWords(m.in)},
			{Label: view.UpperFirst(periodWords(m.to)), Numeric: true, Note: unitWords(m.in)}, {Label: "Change", Numeric: true}, {Label: "Chance"}}}
	for _, d := range list {
		change := view.Number(way+" "+changeSize(m.in, d.by), "")
		chance := view.Text(string(d.chance))
		if d.wholeMoved() {
			chance.Detail = "out of far more or far fewer than before, so the two may not be alike"
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Linked(d.after.AreaName, areaIndicatorHref(d.after.AreaCode, m.in.ID)),
			valueCell(m.in, d.before.Row), valueCell(m.in, d.after.Row), change, chance}})
	}
	return &movedList{Heading: heading, Table: t}
}

// cautions are what a list of extremes always needs.
func (m movers) cautions() []string {
	all := []string{"Whoever was far from the middle tends to come back towards it next time, whatever anyone does: this is called regression to the mean. Areas with small numbers swing most. A place on this list is a reason to ask, not a result."}
	if m.in.Interval != "none" {
		all = append(all, "Within chance means that the two 95% intervals overlap, so nothing need have changed. Counts that are not published leave it unknown. Figures on fewer than 20 in a share, or fewer than 10 events in a rate, are in no list.")
	}
	return all
}

// send answers with every area that has both figures, as a file.
func (m movers) send(w http.ResponseWriter, v reading, file string) error {
	if len(m.all) == 0 {
		return web.NotFound("No area has a figure of %s for both %s and %s.", m.in.Short, periodWords(m.from), periodWords(m.to))
	}
	about := m.prov.about(m.in, m.rows, m.to, func(warehouse.Finding) bool { return true })
	notes := about.notes(m.in)
	for _, text := range m.cautions() {
		notes = append(notes, export.Note{Term: "Movers", Text: text})
	}
	book := export.Book{Title: fmt.Sprintf("%s: change from %s to %s", m.in.Name, periodWords(m.from), periodWords(m.to)), Sample: v.Register == "sample", Made: v.Built,
		Notes: notes, Tables: []export.Table{m.export()}}
	return sendBook(w, book, file, "movers-"+m.in.ID+"-"+m.from+"-"+m.to)
}

func (m movers) export() export.Table {
	d := m.in.Shown()
	t := export.Table{Name: "Movers", Columns: []export.Column{{Label: "Area code"}, {Label: "Area"}, {Label: "Older period"}, {Label: "Numerator then"}, {Label: "Denominator then"},
		{Label: "Value then", Decimals: d}, {Label: "Lower then (95%)", Decimals: d}, {Label: "Upper then (95%)", Decimals: d}, {Label: "Newer period"}, {Label: "Numerator"},
		{Label: "Denominator"}, {Label: "Value (" + m.in.Unit + ")", Decimals: d}, {Label: "Lower (95%)", Decimals: d}, {Label: "Upper (95%)", Decimals: d},
		{Label: "Change", Decimals: d}, {Label: "Chance"}}}
	for _, a := range m.all {
		by := a.by
		t.Rows = append(t.Rows, []export.Cell{export.Text(a.after.AreaCode), export.Text(a.after.AreaName), export.Text(m.from), export.Number(a.before.Numerator),
			export.Number(a.before.Denominator), export.Number(a.before.Value), export.Number(a.before.Lower), export.Number(a.before.Upper), export.Text(m.to),
			export.Number(a.after.Numerator), export.Number(a.after.Denominator), export.Number(a.after.Value), export.Number(a.after.Lower), export.Number(a.after.Upper),
			export.Number(&by), export.Text(string(a.chance))})
	}
	return t
}
