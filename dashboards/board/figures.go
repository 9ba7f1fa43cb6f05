package board

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"inclusion/dashboards/page"
	view "inclusion/dashboards/template"
	"inclusion/internal/benchmark"
	"inclusion/internal/indicator"
	"inclusion/internal/plan"
)

// figureTable is what is published beside a statement: each linked indicator with its period, England and how it stands.
func figureTable(v visit, r plan.Review, s plan.Statement) *view.Table {
	table := &view.Table{Caption: "Published figures beside this statement", CaptionHidden: true,
		Columns: []view.Column{{Label: "Figure"}, {Label: "This area", Numeric: true}, {Label: "Period"}, {Label: "England", Numeric: true}, {Label: "How it stands"}}}
	for _, id := range slices.Concat(s.Indicators, s.Context) {
		published := []string{id}
		if _, ok := plan.LocalIndicatorByID(id); ok {
			table.Rows = append(table.Rows, localRow(v, id))
			continue
		}
		if m, ok := r.Framework.Measure(id); ok {
			published = m.Published()
		}
		for _, one := range published {
			table.Rows = append(table.Rows, figureRow(v.code, r.Figures, one, slices.Contains(s.Context, id)))
		}
	}
	if len(table.Rows) == 0 {
		return nil
	}
	return table
}

func figureRow(code string, figures plan.Figures, id string, context bool) view.Row {
	f, ok := figures.Values[id]
	if !ok {
		return view.Row{Cells: []view.Cell{view.Text(id), {Status: "not published"}, {Status: "none"}, {Status: "none"}, {}}}
	}
	name := view.Cell{Text: cmp.Or(f.Name, id), Detail: id, Href: "/areas/" + code + "/indicators/" + id}
	if context {
		name.Detail += " · for context only"
	}
	england := view.Missing("not available")
	if f.England != nil {
		england = view.Number(page.FigureBeside(f, f.England))
	}
	return view.Row{Cells: []view.Cell{name, page.FigureCell(f), view.Text(view.Period(f.Period)), england, view.Text(standingText(f))}}
}

// standingText says how a figure stands: among areas, and beside what the law asks.
func standingText(f plan.Figure) string {
	var said []string
	if f.Type == indicator.Legal {
		said = append(said, "legal standard: all")
		if f.Standing != "" {
			said = append(said, f.Standing)
		}
	}
	if f.Band >= 1 && f.Band <= 4 {
		said = append(said, "in the "+view.Quarter(f.Band)+" of areas")
	}
	if f.Trend != "" && f.Trend != string(benchmark.NoComparison) {
		said = append(said, f.Trend)
	}
	if len(said) == 0 {
		return "not placed among areas"
	}
	return view.UpperFirst(strings.Join(said, "; "))
}

// localRow is the newest value of a local measure, which the partnership counts itself.
func localRow(v visit, id string) view.Row {
	name := view.Cell{Text: localName(id), Detail: id + " · " + declared, Href: boardHref(v.code, "measures/"+id)}
	none := view.Cell{Status: "none: only counted here"}
	series := plan.LocalSeries(v.book, id)
	if len(series) == 0 {
		return view.Row{Cells: []view.Cell{name, {Status: "not entered yet"}, {Status: "none"}, none, {Status: "not known"}}}
	}
	newest := series[len(series)-1]
	here := localCell(newest)
	here.Detail = ""
	return view.Row{Cells: []view.Cell{name, here, view.Text(view.Period(newest.Period)), none, view.Text(localTrend(id, series))}}
}

// measureOptions are the linked indicators and local measures of a statement, for level 4.
func measureOptions(r plan.Review, s plan.Statement, now string) (all []view.Option) {
	var ids []string
	for _, m := range plan.MeasuresFor(r.Framework, s) {
		ids = append(ids, m.ID)
	}
	if now != "" && !slices.Contains(ids, now) {
		ids = append(ids, now)
	}
	all = []view.Option{{Text: "None chosen yet"}}
	for _, id := range ids {
		if name := measureName(r, id); name != "" || id == now {
			all = append(all, view.Option{Value: id, Text: strings.TrimSpace(fmt.Sprintf("%s %s", id, name))})
		}
	}
	return all
}

// measureName is what a measure is called: "Persistent absence, EHC plans; Persistent absence, SEN support" where two figures fill it;
// empty where nothing of it is published or counted.
func measureName(r plan.Review, id string) string {
	if f, ok := r.Figures.Values[id]; ok {
		return f.Name
	}
	if name := indicator.LocalName(id); name != "" {
		return name
	}
	var names []string
	if m, ok := r.Framework.Measure(id); ok {
		for _, of := range m.Published() {
			if f, ok := r.Figures.Values[of]; ok {
				names = append(names, f.Name)
			}
		}
	}
	return strings.Join(names, "; ")
}
