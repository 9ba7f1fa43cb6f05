package page

import (
	"net/http"
	"slices"
	"time"

	"inclusion/dashboards/export"
	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// send answers with a comparison as a file: every period and every indicator of it, whatever the page leaves out.
func (c compared) send(w http.ResponseWriter, r *http.Request, v reading, file string) error {
	if !c.complete() {
		return web.BadRequest("A comparison needs areas and indicators: areas=202,878&indicators=S01.")
	}
	if len(c.blocks) == 0 {
		return web.NotFound("There is nothing to download. %s", view.Listed(c.absent, "and"))
	}
	if isPicture(file) {
		return c.picture(w, r, v, file)
	}
	book := export.Book{Title: "Compare " + someNames(c.comparison), Sample: v.Register == "sample", Made: v.Built, Tables: []export.Table{c.long()}}
	var err error
	if book.Notes, err = c.notes(r, v); err != nil {
		return err
	}
	if file == "xlsx" {
		book.Tables = append(book.Tables, c.laidOut()...)
	}
	return sendBook(w, book, file, "compare")
}

// picture sends the chart of one block: the one the address names, or the first.
func (c compared) picture(w http.ResponseWriter, r *http.Request, v reading, file string) error {
	i := slices.IndexFunc(c.blocks, func(b block) bool { return b.id() == c.Chart })
	if c.Chart == "" {
		i = 0
	}
	if i < 0 {
		var ids []string
		for _, b := range c.blocks {
			ids = append(ids, b.id())
		}
		return web.NotFound("This comparison has no chart %q. It has %s.", c.Chart, view.Listed(ids, "and"))
	}
	b := c.blocks[i].fold(mostPeriods)
	drawing, err := b.drawing(r, v)
	if err != nil {
		return err
	}
	svg := ""
	if drawing != nil {
		svg = string(drawing.SVG())
	}
	return sendPicture(w, v, file, "compare-"+b.id(), b.title()+". "+b.finding()+".", svg, b.from.source(b.in, b.edition()))
}

// long has a row for every indicator, period and area, in that order.
func (c compared) long() export.Table {
	decimals := 0
	for _, b := range c.blocks {
		decimals = max(decimals, b.in.Shown())
	}
	t := export.Table{Name: "Figures", Columns: []export.Column{{Label: "Indicator"}, {Label: "Name"}, {Label: "Unit"}, {Label: "Area code"}, {Label: "Area"}, {Label: "Level"},
		{Label: "Period"}, {Label: "Last day of period"}, {Label: "Numerator"}, {Label: "Denominator"}, {Label: "Value", Decimals: decimals}, {Label: "Status"},
		{Label: "Lower (95%)", Decimals: decimals}, {Label: "Upper (95%)", Decimals: decimals}, {Label: "Counted in a new way from this period"}}}
	if c.Newest {
		t.Columns = append(t.Columns, export.Column{Label: "Rank (1 is better)"}, export.Column{Label: "Areas ranked"})
	}
	t.Columns = append(t.Columns, export.Column{Label: "Edition"})
	for _, b := range c.blocks {
		breaks := b.breaks()
		for _, p := range b.series.Periods {
			for _, a := range b.areas {
				t.Rows = append(t.Rows, b.longRow(a, p, breaks[p.Period], c.Newest))
			}
		}
	}
	return t
}

func (b block) longRow(a warehouse.Area, p warehouse.IndicatorPeriod, brokenBecause string, newest bool) []export.Cell {
	row, ok := b.at(p.Period, a.Code)
	status := absentWords(a, p)
	if ok {
		status = statusInFile(row)
	}
	edition := ""
	if row.Edition != nil {
		edition = *row.Edition
	}
	cells := []export.Cell{export.Text(b.in.ID), export.Text(b.in.Short), export.Text(b.in.Unit), export.Text(a.Code), export.Text(a.Name), export.Text(a.Level),
		export.Text(p.Period), export.Text(p.LastDay.Format(time.DateOnly)), export.Number(row.Numerator), export.Number(row.Denominator), export.Number(row.Value),
		export.Text(status), export.Number(row.Lower), export.Number(row.Upper), export.Text(brokenBecause)}
	if newest {
		rank, ranked := export.Cell{}, export.Cell{}
		if b.place(row) != "" {
			rank, ranked = export.Whole(row.Rank), export.Whole(row.NRanked)
		}
		cells = append(cells, rank, ranked)
	}
	return append(cells, export.Text(edition))
}

// laidOut are the tables as the page lays them out, a sheet each; all indicators on one sheet where they stand in one table.
func (c compared) laidOut() []export.Table {
	var tables []export.Table
	if c.By == byIndicators {
		t := export.Table{Name: "As shown", Columns: append([]export.Column{{Label: "Indicator"}, {Label: "Period"}, {Label: "Unit"}}, c.areaColumns(1)...)}
		for _, b := range c.blocks {
			for _, p := range slices.Backward(b.series.Periods) {
				t.Rows = append(t.Rows, append([]export.Cell{export.Text(b.title()), export.Text(p.Period), export.Text(b.in.Unit)}, b.across(p)...))
			}
		}
		return append(tables, t)
	}
	for _, b := range c.blocks {
		t := export.Table{Name: b.id()}
		if c.By == byYears {
			t.Columns = append([]export.Column{{Label: "Period"}}, c.areaColumns(b.in.Shown())...)
			for _, p := range slices.Backward(b.series.Periods) {
				t.Rows = append(t.Rows, append([]export.Cell{export.Text(p.Period)}, b.across(p)...))
			}
			tables = append(tables, t)
			continue
		}
		t.Columns = []export.Column{{Label: b.in.Short + " (" + b.in.Unit + ")"}}
		breaks := b.breaks()
		for _, p := range b.series.Periods {
			label := p.Period
			if breaks[p.Period] != "" {
				label += ", " + newWay
			}
			t.Columns = append(t.Columns, export.Column{Label: label, Decimals: b.in.Shown()})
		}
		for _, a := range b.areas {
			cells := []export.Cell{export.Text(a.Name)}
			for _, p := range b.series.Periods {
				cells = append(cells, b.exported(a, p))
			}
			t.Rows = append(t.Rows, cells)
		}
		tables = append(tables, t)
	}
	return tables
}

func (c compared) areaColumns(decimals int) []export.Column {
	var columns []export.Column
	for _, a := range c.Areas {
		columns = append(columns, export.Column{Label: a.Name, Decimals: decimals})
	}
	return columns
}

// across are a period's figures, an area each.
func (b block) across(p warehouse.IndicatorPeriod) []export.Cell {
	var cells []export.Cell
	for _, a := range b.areas {
		cells = append(cells, b.exported(a, p))
	}
	return cells
}

// exported is a number, or the words for why there is none.
func (b block) exported(a warehouse.Area, p warehouse.IndicatorPeriod) export.Cell {
	row, ok := b.at(p.Period, a.Code)
	switch {
	case !ok:
		return export.Text(absentWords(a, p))
	case row.Value == nil:
		return export.Text(missingText(row.Row))
	}
	return export.Number(row.Value)
}

// notes make the file readable by itself: what was compared and, of each indicator, what it is, where it comes from, where it
// breaks and what to keep in mind. What is true of all is said once.
func (c compared) notes(r *http.Request, v reading) ([]export.Note, error) {
	choices := c.choices()
	var notes []export.Note
	for _, f := range choices {
		notes = append(notes, export.Note{Term: f.Term, Text: f.Text})
	}
	notes = append(notes, export.Note{Term: "How years are read", Text: yearsNote})
	for _, why := range c.absent {
		notes = append(notes, export.Note{Term: "Not here", Text: why})
	}
	chosen := map[string]bool{"": true}
	for _, a := range c.Areas {
		chosen[a.Code] = true
	}
	for _, in := range c.Indicators {
		more, err := c.about(r, v, in, chosen)
		if err != nil {
			return nil, err
		}
		for _, n := range more {
			if n.Term == "Indicator" || !slices.Contains(notes, n) {
				notes = append(notes, n)
			}
		}
	}
	return notes, nil
}

// about are the notes of one indicator, with what the checks found in the chosen areas; none where it has nothing to show.
func (c compared) about(r *http.Request, v reading, in indicator.Indicator, chosen map[string]bool) ([]export.Note, error) {
	var rows []warehouse.IndicatorValue
	for _, b := range c.blocks {
		if b.in.ID == in.ID {
			rows = append(rows, b.rowsOf()...)
		}
	}
	if len(rows) == 0 {
		return nil, nil
	}
	pr, err := readProvenance(r.Context(), v, in)
	if err != nil {
		return nil, err
	}
	return pr.about(in, rows, "", func(f warehouse.Finding) bool { return chosen[f.AreaCode] }).notes(in), nil
}

// yearsNote says which year a period belongs to.
const yearsNote = "A period belongs to the year its last day falls in: the school year 2023/24 ends in August 2024, so it is found under 2024. Each figure keeps its own period's name."
