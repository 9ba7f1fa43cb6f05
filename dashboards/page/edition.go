package page

import (
	"errors"
	"net/http"
	"path"
	"strings"

	"inclusion/dashboards/export"
	view "inclusion/dashboards/template"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// findingsShown is how many findings stand on a page; the file for download has all.
const findingsShown = 500

// findingGroup is what was found of one severity.
type findingGroup struct {
	Heading, Means string
	Table          view.Table
}

type editionView struct {
	view.Frame
	Heading   string
	Facts     view.Facts
	Hash      []string // the SHA-256 in pieces, so that it can break across lines
	Tables    view.Table
	Found     int
	Shown     int
	Groups    []findingGroup
	Downloads []view.Link
}

// severityMeans say what follows from a finding.
var severityMeans = map[string]string{
	warehouse.SeverityErratum: "These stand in the published file and are shown as published.",
	warehouse.SeverityMended:  "The file itself proves what the number should be. The published file is kept as it was.",
	warehouse.SeverityWarning: "Unusual, and not proved wrong. The figures are shown as published.",
}

// editionPage shows one edition: what it is, what it holds and everything the checks found in it.
func (p *Pages) editionPage(w http.ResponseWriter, r *http.Request, v reading) error {
	id, file, _ := strings.Cut(pathVar(r, "id"), ".")
	edition, err := warehouse.EditionByID(r.Context(), v, id)
	if errors.Is(err, warehouse.ErrNotFound) || err == nil && file != "" && file != "csv" {
		return web.NotFound("No edition has the id %q. The data page lists every edition that is loaded.", pathVar(r, "id")).BecauseOf(err)
	}
	if err != nil {
		return err
	}
	sources, err := warehouse.Sources(r.Context(), v)
	if err != nil {
		return err
	}
	found, err := warehouse.EditionFindings(r.Context(), v, id)
	if err != nil {
		return err
	}
	if file == "csv" {
		return sendBook(w, findingBook(edition, sources, found, v), file, "findings-"+id)
	}
	tables, err := warehouse.EditionTables(r.Context(), v, id)
	if err != nil {
		return err
	}
	page := editionView{Frame: p.frame(r, v, "Data", view.UpperFirst(editionName(edition))), Heading: view.UpperFirst(editionName(edition))}
	page.Breadcrumbs = []view.Link{{Text: "Data", Href: "/data"}}
	page.Facts, page.Hash = editionFacts(edition, sources), pieces(edition.SHA256, 16)
	page.Tables = tablesOf(tables, sources)
	page.Found, page.Shown = len(found), min(len(found), findingsShown)
	page.Groups = findingGroups(found[:page.Shown])
	if len(found) > 0 {
		page.Downloads = []view.Link{{Text: "CSV", Href: "/data/editions/" + id + ".csv", Note: "everything found"}}
	}
	return p.Views.Render(w, "edition", page)
}

func editionFacts(e warehouse.Edition, sources []warehouse.Source) view.Facts {
	published := view.Missing("date not known")
	if e.Published != nil {
		published = view.Text(view.Date(*e.Published))
	}
	facts := view.Facts{{Term: "Published", Cell: published}, {Term: "Fetched", Cell: view.Text(view.Date(e.Fetched))},
		{Term: "Holds", Cell: view.Text(spanWords(e.FirstPeriod, e.LastPeriod))}, {Term: "File", Cell: view.Number(e.Name, sizeWords(e.Bytes))}}
	for _, s := range sources {
		if s.ID == e.Source {
			facts = append(view.Facts{{Term: "Source", Cell: view.Cell{Text: s.Title, Href: s.Home, Detail: s.Publisher}}}, facts...)
			facts = append(facts, view.Fact{Term: "Licence", Cell: view.Text(s.Licence)})
		}
	}
	if e.Page != "" {
		facts = append(facts, view.Fact{Term: "The publisher's page", Cell: view.Linked(e.Page, e.Page)})
	}
	if e.URL != "" {
		facts = append(facts, view.Fact{Term: "Fetched from", Cell: view.Linked(e.URL, e.URL)})
	}
	return facts
}

// pieces cuts text into pieces of n letters.
func pieces(text string, n int) []string {
	var all []string
	for len(text) > n {
		all, text = append(all, text[:n]), text[n:]
	}
	return append(all, text)
}

// sizeWords are a file's size as people say it.
func sizeWords(bytes int64) string {
	switch {
	case bytes >= 1_000_000:
		return view.Digits(float64(bytes)/1e6, 1) + " MB"
	case bytes >= 1000:
		return view.Digits(float64(bytes)/1e3, 0) + " kB"
	}
	return view.Counted(int(bytes), "byte", "bytes")
}

func tablesOf(tables []warehouse.EditionTable, sources []warehouse.Source) view.Table {
	t := view.Table{Caption: "Tables in this edition", CaptionHidden: true,
		Columns: []view.Column{{Label: "Table"}, {Label: "Source"}, {Label: "File"}, {Label: "Rows", Numeric: true}, {Label: "Holds"}}}
	for _, table := range tables {
		file := view.Text(path.Base(table.File))
		if table.Sheet != "" {
			file.Detail = "sheet " + table.Sheet
		}
		name := view.Text(strings.ReplaceAll(table.Name, "_", " "))
		name.Detail = "layout " + table.Layout
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{name, view.Text(sourceTitle(table.Source, sources)), file, view.Number(view.Count(float64(table.Rows))),
			view.Text(spanWords(table.FirstPeriod, table.LastPeriod))}})
	}
	return t
}

func findingGroups(found []warehouse.Finding) []findingGroup {
	var groups []findingGroup
	for i, f := range found {
		if i == 0 || found[i-1].Severity != f.Severity {
			groups = append(groups, findingGroup{Heading: severityWords[f.Severity], Means: severityMeans[f.Severity], Table: view.Table{Caption: severityWords[f.Severity], CaptionHidden: true,
				Columns: []view.Column{{Label: "Where"}, {Label: "Area"}, {Label: "Period"}, {Label: "Measure"}, {Label: "Found"}, {Label: "Expected"}, {Label: "What that is"}}}})
		}
		t := &groups[len(groups)-1].Table
		t.Rows = append(t.Rows, findingRow(f))
	}
	return groups
}

func findingRow(f warehouse.Finding) view.Row {
	where := view.Cell{Text: path.Base(f.File)}
	if f.File == "" {
		where.Text = "all editions together"
	}
	if f.Sheet != "" {
		where.Detail = "sheet " + f.Sheet + " "
	}
	if f.Row > 0 {
		where.Detail += "row " + view.Count(float64(f.Row))
	}
	area := view.Cell{Text: f.AreaName}
	if f.AreaName == "" {
		area.Text = f.AreaCode
	} else {
		area.Href = "/areas/" + f.AreaCode
	}
	return view.Row{Cells: []view.Cell{where, area, view.Text(periodWords(f.Period)), view.Text(strings.ReplaceAll(f.Measure, "_", " ")), view.Text(f.Found), view.Text(f.Expected),
		view.Text(view.UpperFirst(f.Message))}}
}

// findingBook is everything found in an edition, for download.
func findingBook(e warehouse.Edition, sources []warehouse.Source, found []warehouse.Finding, v reading) export.Book {
	t := export.Table{Name: "Found", Columns: []export.Column{{Label: "What it means"}, {Label: "Check"}, {Label: "File"}, {Label: "Sheet"}, {Label: "Row"}, {Label: "Area code"},
		{Label: "Area"}, {Label: "Period"}, {Label: "Measure"}, {Label: "Found"}, {Label: "Expected"}, {Label: "Message"}}}
	for _, f := range found {
		row := export.Cell{}
		if f.Row > 0 {
			row = export.Whole(&f.Row)
		}
		t.Rows = append(t.Rows, []export.Cell{export.Text(severityWords[f.Severity]), export.Text(f.Check), export.Text(f.File), export.Text(f.Sheet), row, export.Text(f.AreaCode),
			export.Text(f.AreaName), export.Text(f.Period), export.Text(f.Measure), export.Text(f.Found), export.Text(f.Expected), export.Text(f.Message)})
	}
	book := export.Book{Title: "What the checks found in " + editionName(e), Sample: v.Register == "sample", Made: v.Built, Tables: []export.Table{t}}
	for _, fact := range append(editionFacts(e, sources), view.Fact{Term: "SHA-256", Cell: view.Text(e.SHA256)}) {
		book.Notes = append(book.Notes, export.Note{Term: fact.Term, Text: strings.TrimSpace(fact.Text + " " + fact.Status)})
	}
	return book
}
