package page

import (
	"net/http"

	"inclusion/dashboards/export"
	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// overviewBook is every indicator of an area: the newest figures beside all they are compared with, and the last five periods.
func overviewBook(r *http.Request, v reading, a warehouse.Area) (export.Book, error) {
	l, err := look(r, v, a)
	if err != nil {
		return export.Book{}, err
	}
	w := toldPage{reading: v, area: a}.newWorkbook("Overview", "Every figure that is published about children and young people with special educational needs and disabilities here, and how it compares.")
	newest := export.Table{Name: "Newest", About: "The newest figure of every indicator", Columns: []export.Column{{Label: "Theme"}, {Label: "Indicator"}, {Label: "Name"}, {Label: "Unit"}, {Label: "Period"},
		{Label: "Figure", Decimals: 2}, {Label: "Status"}, {Label: "Counted"}, {Label: "What is counted"}, {Label: "Out of"}, {Label: "What it is out of"},
		{Label: "Lower end of the 95% interval", Decimals: 2}, {Label: "Upper end of the 95% interval", Decimals: 2}, {Label: "England", Decimals: 2}, {Label: "Region", Decimals: 2},
		{Label: "Similar areas (mean)", Decimals: 2}, {Label: "Similar areas with a figure"}, {Label: "Rank (1 is better, or highest without a direction)"}, {Label: "Areas ranked"}, {Label: "Quarter (4 is better)"},
		{Label: "Change in a year", Decimals: 2}, {Label: "Edition"}}}
	periods := export.Table{Name: "Five periods", About: "The last five periods of every indicator", Columns: []export.Column{{Label: "Indicator"}, {Label: "Name"}, {Label: "Unit"}, {Label: "Period"},
		{Label: "Figure", Decimals: 2}, {Label: "Status"}, {Label: "Counted"}, {Label: "Out of"}, {Label: "England", Decimals: 2}}}
	for _, row := range l.rows {
		in := l.catalogue[row.Indicator]
		w.about(in)
		w.from(in, []warehouse.IndicatorValue{{Row: row.Row}})
		newest.Rows = append(newest.Rows, newestRow(in, row))
		for _, h := range l.histories[in.ID] {
			periods.Rows = append(periods.Rows, []export.Cell{export.Text(in.ID), export.Text(in.Name), export.Text(in.Unit), export.Text(h.Period), export.Number(h.Value),
				export.Text(rowStatus(h)), export.Number(h.Numerator), export.Number(h.Denominator), export.Number(h.England)})
		}
	}
	w.Tables = append(w.Tables, newest, periods)
	return w.finish(), nil
}

// newestRow is an indicator's newest figure beside all it is compared with.
func newestRow(in indicator.Indicator, row warehouse.OverviewRow) []export.Cell {
	n := float64(row.NeighboursN)
	return []export.Cell{export.Text(in.Theme), export.Text(in.ID), export.Text(in.Name), export.Text(in.Unit), export.Text(row.Period), export.Number(row.Value), export.Text(rowStatus(row.Row)),
		export.Number(row.Numerator), export.Text(in.Numerator), export.Number(row.Denominator), export.Text(in.Denominator), export.Number(row.Lower), export.Number(row.Upper),
		export.Number(row.England), export.Number(row.Region), export.Number(row.Neighbours), export.Number(&n), export.Whole(row.Rank), export.Whole(row.NRanked), export.Whole(row.Band),
		export.Number(row.Change), export.Text(editionOf(row.Row))}
}

// rowStatus is a row's status, or why it has no number.
func rowStatus(row indicator.Row) string {
	if row.Value == nil {
		return missingText(row)
	}
	return row.Status
}

func editionOf(row indicator.Row) string {
	if row.Edition == nil {
		return ""
	}
	return *row.Edition
}

// themesBook is what published figures say of ten themes, and every figure they are made of.
func themesBook(r *http.Request, v reading, a warehouse.Area) (export.Book, error) {
	if a.Level != "authority" || a.Ended() {
		return export.Book{}, web.NotFound("%s has no data signals: they are of local authorities that are there now.", a.Name)
	}
	t, err := readThemed(r, v, a)
	if err != nil {
		return export.Book{}, err
	}
	w := toldPage{reading: v, area: a}.newWorkbook("Themes", "What published figures say of the ten themes of this project's own framework. A data signal is a starting point for questions, not a judgement; the framework is not the Department for Education's, Ofsted's or the Care Quality Commission's.")
	w.note("Data signal", "Where at least three figures of a theme, and six in ten of its set, can be compared with other areas, their lower median quarter is the signal: 4 is the better quarter of areas, 1 the worse.",
		"DfE says comparisons like these should not be used in isolation.")
	signals := export.Table{Name: "Signals", About: "What published figures say of each theme", Columns: []export.Column{{Label: "Theme"}, {Label: "Title"}, {Label: "Question"}, {Label: "State"},
		{Label: "Data signal (4 is better)"}, {Label: "Figures compared"}, {Label: "Figures published"}, {Label: "Figures in the set"}, {Label: "In words"}, {Label: "Newest figure"}, {Label: "Oldest figure"}}}
	parts := export.Table{Name: "Figures", About: "What each data signal is made of", Columns: []export.Column{{Label: "Theme"}, {Label: "Place in the set"}, {Label: "Indicator"}, {Label: "Name"}, {Label: "Period"},
		{Label: "Figure", Decimals: 2}, {Label: "Unit"}, {Label: "Status"}, {Label: "Counted"}, {Label: "Out of"}, {Label: "England", Decimals: 2}, {Label: "Quarter of areas (4 is better)"},
		{Label: "Quarter in words"}, {Label: "Areas compared"}, {Label: "What chance has to do with it"}, {Label: "Edition"}}}
	for _, theme := range t.themes {
		signals.Rows = append(signals.Rows, t.signalRow(theme))
		for _, part := range t.parts[theme.ID] {
			item, ok := itemOf(theme, part.Item)
			if !ok {
				continue
			}
			if in, known := t.catalogue[part.Indicator]; known {
				row, _ := t.row(part.Indicator)
				w.about(in)
				w.from(in, []warehouse.IndicatorValue{{Row: row.Row}})
			}
			parts.Rows = append(parts.Rows, t.partCells(theme, item, part))
		}
	}
	w.Tables = append(w.Tables, signals, parts)
	return w.finish(), nil
}

// signalRow is one theme's data signal as cells.
func (t themed) signalRow(theme indicator.Theme) []export.Cell {
	s := t.signals[theme.ID]
	count := func(n int) export.Cell { v := float64(n); return export.Number(&v) }
	level := export.Cell{}
	if s.State == warehouse.SignalFull {
		level = count(s.Level)
	}
	return []export.Cell{export.Text(theme.ID), export.Text(theme.Title), export.Text(theme.Question), export.Text(s.State), level, count(s.Available), count(s.Published), count(s.Of),
		export.Text(signalMeaning(s)), export.Text(s.Newest), export.Text(s.Oldest)}
}

// partCells are one figure of a theme's set.
func (t themed) partCells(theme indicator.Theme, item indicator.ScoredItem, part warehouse.SignalPart) []export.Cell {
	if part.Indicator == "" {
		cells := make([]export.Cell, 16)
		cells[0], cells[1], cells[3], cells[7] = export.Text(theme.ID), export.Text(item.ID), export.Text(item.Name), export.Text(item.Why)
		return cells
	}
	in := t.catalogue[part.Indicator]
	row, _ := t.row(part.Indicator)
	status := rowStatus(row.Row)
	if row.Period == "" {
		status = "no data yet: " + waitsFor(in, t.sources, t.loaded)
	}
	band, words, areas, chance := export.Cell{}, part.Status, export.Cell{}, ""
	if part.Band > 0 {
		b, n := float64(part.Band), float64(row.N)
		band, words, areas, chance = export.Number(&b), view.Quarter(part.Band), export.Number(&n), t.chance(item, in, row).short()
	}
	return []export.Cell{export.Text(theme.ID), export.Text(item.ID), export.Text(in.ID), export.Text(in.Name), export.Text(row.Period), export.Number(row.Value), export.Text(in.Unit), export.Text(status),
		export.Number(row.Numerator), export.Number(row.Denominator), export.Number(row.England), band, export.Text(words), areas, export.Text(chance), export.Text(editionOf(row.Row))}
}
