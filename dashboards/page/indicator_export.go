package page

import (
	"fmt"
	"net/http"
	"strings"

	"inclusion/dashboards/export"
	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// valueColumns head the table of values in a file.
func valueColumns(in indicator.Indicator) []export.Column {
	d := in.Shown()
	return []export.Column{{Label: "Area code"}, {Label: "Area"}, {Label: "Level"}, {Label: "Period"}, {Label: "Numerator"}, {Label: "Denominator"},
		{Label: "Value (" + in.Unit + ")", Decimals: d}, {Label: "Status"}, {Label: "Lower (95%)", Decimals: d}, {Label: "Upper (95%)", Decimals: d},
		{Label: "England", Decimals: d}, {Label: "Region", Decimals: d}, {Label: "Similar areas (mean)", Decimals: d}, {Label: "Similar areas with a figure"},
		{Label: "Rank (1 is better)"}, {Label: "Areas ranked"}, {Label: "Quarter (4 is better)"}, {Label: "Change in a year", Decimals: d}, {Label: "Edition"}}
}

func valueRow(row warehouse.IndicatorValue) []export.Cell {
	edition := ""
	if row.Edition != nil {
		edition = *row.Edition
	}
	n := float64(row.NeighboursN)
	return []export.Cell{export.Text(row.AreaCode), export.Text(row.AreaName), export.Text(row.Level), export.Text(row.Period), export.Number(row.Numerator),
		export.Number(row.Denominator), export.Number(row.Value), export.Text(statusInFile(row)), export.Number(row.Lower), export.Number(row.Upper),
		export.Number(row.England), export.Number(row.Region), export.Number(row.Neighbours), export.Number(&n), export.Whole(row.Rank),
		export.Whole(row.NRanked), export.Whole(row.Band), export.Number(row.Change), export.Text(edition)}
}

// statusInFile is a row's status; "ok" where there is a number and nothing to add.
func statusInFile(row warehouse.IndicatorValue) string {
	if row.Value == nil {
		return missingText(row.Row)
	}
	if row.Summed {
		return row.Status + ", added up from its authorities"
	}
	return row.Status
}

func valueTable(in indicator.Indicator, name string, rows []warehouse.IndicatorValue) export.Table {
	t := export.Table{Name: name, Columns: valueColumns(in)}
	for _, row := range rows {
		t.Rows = append(t.Rows, valueRow(row))
	}
	return t
}

// notes make a file readable by itself.
func (a aboutIndicator) notes(in indicator.Indicator) []export.Note {
	var notes []export.Note
	add := func(term string, texts ...string) {
		for _, text := range texts {
			if text != "" {
				notes = append(notes, export.Note{Term: term, Text: text})
			}
		}
	}
	add("Indicator", in.ID+": "+in.Name)
	add("What it is", a.Definition)
	add("How it is made", a.Made)
	add("Which way is better", a.Direction)
	add("Law", a.Law)
	for _, s := range a.Sources {
		add("Source", sourceWords(s))
	}
	for _, l := range a.EditionLinks {
		add("Edition", strings.TrimPrefix(l.Href, editionPath)+" in the tables is the file "+strings.TrimPrefix(l.Text, everythingIn))
	}
	add("Not comparable", a.Breaks...)
	add("Keep in mind", a.Caveats...)
	add("Publisher's known error", a.Publisher...)
	add("Put right on the way in", a.Mended...)
	add("Worth a look", a.Warnings...)
	add("Missing numbers", "A number that is missing is an empty cell, never 0; the status beside it says why.")
	return notes
}

// sourceWords are a source as one line.
func sourceWords(s view.Source) string {
	parts := []string{s.Publisher, s.Title, s.Edition}
	if s.Published != "" {
		parts = append(parts, "published "+s.Published)
	}
	if s.Fetched != "" {
		parts = append(parts, "fetched "+s.Fetched)
	}
	parts = append(parts, s.Licence, s.Href)
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, ", ")
}

func revisionExport(revisions []warehouse.Revision) export.Table {
	t := export.Table{Name: "Revisions", Columns: []export.Column{{Label: "Area code"}, {Label: "Area"}, {Label: "Period"}, {Label: "Was", Decimals: 1},
		{Label: "Status then"}, {Label: "Edition then"}, {Label: "Is now", Decimals: 1}, {Label: "Status now"}, {Label: "Edition now"}}}
	for _, r := range revisions {
		t.Rows = append(t.Rows, []export.Cell{export.Text(r.AreaCode), export.Text(r.AreaName), export.Text(r.Period), export.Number(r.Was), export.Text(r.WasStatus),
			export.Text(r.WasEdition), export.Number(r.Now), export.Text(r.NowStatus), export.Text(r.Edition)})
	}
	return t
}

// send answers with all areas as a file.
func (all allAreas) send(w http.ResponseWriter, v reading, file string) error {
	if len(all.rows) == 0 {
		return web.NotFound("%s (%s) has no figures to download yet: its source is not loaded.", all.in.Short, all.in.ID)
	}
	name := all.in.ID + "-" + all.period
	about := all.from.about(all.in, all.rows, all.period, func(warehouse.Finding) bool { return true })
	if isPicture(file) {
		bars := all.ranked()
		if len(bars) == 0 {
			return web.NotFound("No area has a figure for %s, so there is no picture of it.", periodWords(all.period))
		}
		picture := distribution(all.in, all.period, bars, all.country().Value, nil)
		return sendPicture(w, v, file, name, all.in.Short+", "+periodWords(all.period)+". "+all.finding()+".", string(picture.SVG()), all.from.source(all.in, bars[0].Edition))
	}
	book := export.Book{Title: all.in.Name + ", " + periodWords(all.period), Sample: v.Register == "sample", Made: v.Built, Notes: about.notes(all.in),
		Tables: []export.Table{valueTable(all.in, "Areas", all.rows)}}
	return sendBook(w, book, file, name)
}

// send answers with one area's history as a file.
func (one oneArea) send(w http.ResponseWriter, v reading, file string) error {
	if len(one.history) == 0 {
		return web.NotFound("%s (%s) has no figures of %s to download yet.", one.in.Short, one.in.ID, one.area.Name)
	}
	name := one.in.ID + "-" + one.area.Code
	if isPicture(file) {
		return sendPicture(w, v, file, name+"-"+one.series.Key, one.in.Short+". "+one.finding()+".", string(one.line().SVG()), one.from.source(one.in, one.edition()))
	}
	book := export.Book{Title: one.in.Name + ": " + one.area.Name, Sample: v.Register == "sample", Made: v.Built, Notes: one.about().notes(one.in),
		Tables: []export.Table{valueTable(one.in, "Periods", one.history)}}
	if len(one.neighbours) > 0 {
		book.Tables = append(book.Tables, one.neighbourExport())
	}
	if len(one.revisions) > 0 {
		book.Tables = append(book.Tables, revisionExport(one.revisions))
	}
	return sendBook(w, book, file, name)
}

// neighbourExport are the similar areas with their values in the newest period.
func (one oneArea) neighbourExport() export.Table {
	t := export.Table{Name: one.beside.Mean, Columns: append([]export.Column{{Label: "Order of closeness"}, {Label: "How close"}}, valueColumns(one.in)...)}
	for _, n := range one.neighbours {
		for _, row := range one.others.rows {
			if row.AreaCode == n.Code {
				t.Rows = append(t.Rows, append([]export.Cell{export.Whole(placeOf(n)), export.Text(n.Closeness)}, valueRow(row)...))
			}
		}
	}
	return t
}

func sendBook(w http.ResponseWriter, book export.Book, file, name string) error {
	if file == "csv" {
		export.Attach(w, export.CSVKind, name+".csv")
		return export.WriteCSV(w, book)
	}
	export.Attach(w, export.XLSXKind, name+".xlsx")
	return export.WriteXLSX(w, book)
}

// isPicture says that a file is asked for as a picture of the chart.
func isPicture(file string) bool { return file == "svg" || file == "png" }

// pictureLinks lead to a chart as a picture: the address of the file without its ending, and what stands behind it.
func pictureLinks(path, query string) []view.Link {
	return []view.Link{{Text: "Picture", Href: path + ".svg" + query, Note: "SVG"}, {Text: "Picture", Href: path + ".png" + query, Note: "PNG"}}
}

// sendPicture answers with a chart as a file: its title, notes, and where it is from.
func sendPicture(w http.ResponseWriter, v reading, file, name, title, svg string, source *view.Source, notes ...string) error {
	if svg == "" {
		return web.NotFound("There is no figure to draw here yet.")
	}
	picture := export.Picture{Title: title, Chart: svg, Sample: v.Register == "sample", Notes: notes}
	if source != nil {
		picture.Notes = append(picture.Notes, "Source: "+sourceWords(*source)+".")
	}
	picture.Notes = append(picture.Notes, fmt.Sprintf("Drawn by inclusion from version %d of its data.", v.N))
	if file == "png" {
		export.Attach(w, export.PNGKind, name+".png")
		return export.WritePNG(w, picture)
	}
	export.Attach(w, export.SVGKind, name+".svg")
	return export.WriteSVG(w, picture)
}
