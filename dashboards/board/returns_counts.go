package board

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"inclusion/dashboards/export"
	view "inclusion/dashboards/template"
	"inclusion/internal/returns"
	"inclusion/internal/web"
)

// sen2CountsPage is one table of a return: the counts of everybody, and of one breakdown.
type sen2CountsPage struct {
	sen2Page
	Tables     []view.Link
	Title      string
	Period     string
	Everybody  *view.Table
	Breakdowns []view.Link
	Breakdown  *view.Table
	Moves      string // between authorities, in a sentence
	Empty      *view.Empty
	File       *view.Link
}

// tableNames are the tables as people call them, in the order in which they are shown.
var tableNames = []struct{ name, title string }{
	{"requests", "Requests for an assessment"}, {"assessments", "Assessments"}, {"timeliness", "How long plans took"}, {"newplans", "New plans"},
	{"caseload", "Plans in force"}, {"needs-active", "Needs, plans in force"}, {"needs-new", "Needs, new plans"},
	{"annual-reviews-completed", "Annual reviews"}, {"annual-reviews-meetings", "Annual reviews"}, {"phase-transfers", "Changes of phase"}, {"ceased", "Plans that ended"},
	{"personal-budgets", "Personal budgets"}, {"work-based", "Work-based learning"}, {"residential", "Residential places"}, {"designated-officers", "Designated officers"},
}

func tableTitle(name string) string {
	for _, t := range tableNames {
		if t.name == name {
			return t.title
		}
	}
	return columnWords(name)
}

// inFull are what the publisher's names of columns write short.
var inFull = strings.NewReplacer(" to assess ", " to assess ", " rya ", " from relevant youth accommodation ", " ehcplans ", " EHC plans ", " ehc plans ", " EHC plans ", " gt ", " over ", " den ", " in all ",
	" ex ", " exceptions left out ", " exc ", " exceptions left out ", " avg ", " average ", " assess ", " assessments ", " pb ", " personal budget ", " wbp ", " work-based ", " tot ", " in all ")

// columnWords writes the publisher's name of a column as words.
func columnWords(name string) string {
	words := " " + strings.NewReplacer("_", " ", "-", " ").Replace(name) + " "
	return view.UpperFirst(strings.TrimSpace(inFull.Replace(words)))
}

// countName is a count's name in words. Who looks after the data sees also how the publisher writes it.
func countName(v visit, measure string) view.Cell {
	name := view.Text(columnWords(measure))
	if v.whole() {
		name.Detail = measure
	}
	return name
}

// countsFor are the tables of a return as far as the visitor may see them; ok is false where they cannot be shown.
func (p *Pages) countsFor(v visit, one returns.Return) (tables []returns.Table, ok bool) {
	switch {
	case v.whole():
		tables = slices.Clone(one.Tables)
	case p.Returns.Guard == nil:
		return nil, false
	default:
		tables = p.Returns.Guard(one.Tables)
	}
	place := func(t returns.Table) int {
		return slices.IndexFunc(tableNames, func(n struct{ name, title string }) bool { return n.name == t.Name })
	}
	slices.SortStableFunc(tables, func(a, b returns.Table) int { return place(a) - place(b) })
	return tables, true
}

func (p *Pages) sen2Counts(w http.ResponseWriter, r *http.Request, v visit, one returns.Return) error {
	page := sen2CountsPage{sen2Page: p.sen2Page(v, one, "counts", "Counts")}
	page.Lede = sen2Name(one) + ", in the shape of the published tables"
	tables, ok := p.countsFor(v, one)
	if !ok || len(tables) == 0 {
		page.Empty = &view.Empty{Heading: "No counts to show", Text: "The return holds no counts, or this server is not set up to hold small numbers back."}
		return p.Views.Render(w, "board-return-counts", page)
	}
	if p.Returns.Printed != nil {
		page.File = &view.Link{Text: "Download all tables", Href: sen2Path(v.code, one.ID, "counts.zip"), Note: "CSV files in the published layout, in a ZIP"}
	}
	page.Moves = p.movesText(v, one)
	asked := r.URL.Query()
	shown := tables[0]
	if name := asked.Get("table"); name != "" {
		i := slices.IndexFunc(tables, func(t returns.Table) bool { return t.Name == name })
		if i < 0 {
			return web.NotFound("This return has no such table. The page of its counts lists all of them.")
		}
		shown = tables[i]
	}
	for _, t := range tables {
		page.Tables = append(page.Tables, view.Link{Text: tableTitle(t.Name), Href: countsHref(v, one, t.Name, ""), Current: t.Name == shown.Name})
	}
	page.Title, page.Period = tableTitle(shown.Name), periodText(shown.Period)
	if err := page.fill(v, one, shown, asked.Get("by")); err != nil {
		return err
	}
	return p.Views.Render(w, "board-return-counts", page)
}

// movesText says how many moved between authorities, as far as the visitor may see it.
func (p *Pages) movesText(v visit, one returns.Return) string {
	in, away := one.Moves.Guarded(returns.GuardOptions{Most: p.Returns.small()})
	if v.whole() {
		in, away = returns.Cell{N: float64(one.Moves.In)}, returns.Cell{N: float64(one.Moves.Away)}
	}
	number := func(c returns.Cell) string {
		if c.Status != returns.OK {
			return string(c.Status)
		}
		return view.Count(c.N)
	}
	return fmt.Sprintf("Moves between authorities, which no published table counts: plans transferred in during %d: %s; children who moved away before their assessment was complete: %s. Plans that ended by a transfer stand under “%s”.",
		one.Year-1, number(in), number(away), tableTitle("ceased"))
}

func periodText(period string) string {
	if len(period) == len("2025") {
		return "Calendar year " + period
	}
	return view.Period(period)
}

func countsHref(v visit, one returns.Return, table, by string) string {
	query := url.Values{"table": {table}}
	if by != "" {
		query.Set("by", by)
	}
	return sen2Path(v.code, one.ID, "counts") + "?" + query.Encode()
}

// fill lays out the counts of everybody, then those of the breakdown that was asked for, or the first.
func (page *sen2CountsPage) fill(v visit, one returns.Return, t returns.Table, by string) error {
	if len(t.Rows) == 0 {
		return nil
	}
	page.Everybody = &view.Table{Caption: page.Title + ": everybody", CaptionHidden: true, Columns: []view.Column{{Label: "Count"}, {Label: "Own return", Numeric: true}}}
	for i, measure := range t.Measures {
		page.Everybody.Rows = append(page.Everybody.Rows, view.Row{Cells: []view.Cell{countName(v, measure), countCell(t.Rows[0].Cells[i], measure)}})
	}
	var topics []string
	for _, row := range t.Rows[1:] {
		if !slices.Contains(topics, row.Topic) {
			topics = append(topics, row.Topic)
		}
	}
	if len(topics) == 0 {
		return nil
	}
	if by == "" {
		by = topics[0]
	}
	if !slices.Contains(topics, by) {
		return web.NotFound("This table is not broken down in that way. The page of its counts lists all ways.")
	}
	for _, topic := range topics {
		page.Breakdowns = append(page.Breakdowns, view.Link{Text: topic, Href: countsHref(v, one, t.Name, topic), Current: topic == by})
	}
	page.Breakdown = breakdownTable(page.Title, t, by)
	return nil
}

func breakdownTable(title string, t returns.Table, by string) *view.Table {
	table := &view.Table{Caption: title + ", by " + by, Columns: []view.Column{{Label: by}}}
	for _, measure := range t.Measures {
		table.Columns = append(table.Columns, view.Column{Label: columnWords(measure), Numeric: true})
	}
	for _, row := range t.Rows[1:] {
		if row.Topic != by {
			continue
		}
		cells := []view.Cell{view.Text(row.Breakdown)}
		for i, c := range row.Cells {
			cells = append(cells, countCell(c, t.Measures[i]))
		}
		table.Rows = append(table.Rows, view.Row{Cells: cells})
	}
	return table
}

// countCell is a count, or why there is none. Means have a decimal.
func countCell(c returns.Cell, measure string) view.Cell {
	switch {
	case c.Status == returns.NotAvailable:
		return view.Cell{Status: "the return does not say"}
	case c.Status != returns.OK:
		return view.Missing(string(c.Status), "small numbers")
	case strings.HasPrefix(measure, "avg_"):
		return view.Number(view.Digits(c.N, 1))
	}
	return view.Number(view.Count(c.N))
}

// sen2File sends the tables as files in the published layout.
func (p *Pages) sen2File(w http.ResponseWriter, _ *http.Request, v visit, one returns.Return) error {
	tables, ok := p.countsFor(v, one)
	if !ok || p.Returns.Printed == nil {
		return notSetUp()
	}
	var b bytes.Buffer
	if err := p.Returns.Printed(&b, one, tables); err != nil {
		return err
	}
	export.Attach(w, "application/zip", p.fileName(v, "own-return-counts")+".zip")
	_, err := w.Write(b.Bytes())
	return err
}
