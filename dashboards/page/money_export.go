package page

import (
	"net/http"

	"inclusion/dashboards/export"
	view "inclusion/dashboards/template"
	"inclusion/internal/highneeds"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// spendingFile sends an area's account of high needs spending as a table or a picture.
func (p *Pages) spendingFile(w http.ResponseWriter, r *http.Request, v reading) error {
	a, err := requestedArea(r, v)
	if err != nil {
		return err
	}
	t, lines, err := readMoney(r, v, a)
	if err != nil {
		return err
	}
	year, ok := spendingYearOf(lines, t)
	if !ok {
		return web.NotFound("These data hold no return of spending by %s.", a.Name)
	}
	file, name := pathVar(r, "file"), "spending-"+a.Code+"-"+year.period
	if file == "svg" || file == "png" {
		return sendPicture(w, v, file, name, year.heading(), string(year.picture().SVG()), year.source(t))
	}
	return sendBook(w, year.book(t, lines), file, name)
}

// source is the file the amounts come from.
func (y spendingYear) source(t toldPage) *view.Source {
	return t.lists.source(t.catalogue["F02"], y.edition)
}

// book is the account as tables: every amount as it was read, and what it comes to.
func (y spendingYear) book(t toldPage, lines []warehouse.SpendingLine) export.Book {
	book := export.Book{Title: "Spending on high needs: " + y.area.Name + ", " + periodWords(y.period), Sample: t.Register == "sample", Made: t.Built}
	if s := y.source(t); s != nil {
		book.Notes = append(book.Notes, export.Note{Term: "Source", Text: sourceWords(*s)})
	}
	for _, text := range y.notes() {
		book.Notes = append(book.Notes, export.Note{Term: "Keep in mind", Text: text})
	}
	book.Notes = append(book.Notes, export.Note{Term: "Missing numbers", Text: "A number that is missing is an empty cell, never 0; the status beside it says why."})
	table := export.Table{Name: "Lines", Columns: []export.Column{{Label: "Area code"}, {Label: "Period"}, {Label: "Return"}, {Label: "Line or group"}, {Label: "Name"},
		{Label: "Pounds, net"}, {Label: "Status"}, {Label: "Edition"}}}
	for _, l := range lines {
		edition := ""
		if l.Edition != nil {
			edition = *l.Edition
		}
		table.Rows = append(table.Rows, []export.Cell{export.Text(y.area.Code), export.Text(l.Period), export.Text(l.Return), export.Text(l.Line), export.Text(highneeds.Name(l.Line)),
			export.Number(l.Amount), export.Text(l.Status), export.Text(edition)})
	}
	sums := export.Table{Name: "Account", Columns: []export.Column{{Label: "What"}, {Label: "Pounds"}, {Label: "Status"}}}
	for _, s := range []struct {
		name  string
		value *float64
	}{{"Spending on high needs", y.spent.total().value}, {"Places paid for direct", y.direct()}, {"Spent and paid direct", y.whole()},
		{"High needs block before deductions", y.before}, {"High needs block after deductions", y.after}, {"Left of the block (below zero: more was spent)", y.left()}} {
		status := "ok"
		if s.value == nil {
			status = "not known: a part is missing"
		}
		sums.Rows = append(sums.Rows, []export.Cell{export.Text(s.name), export.Number(s.value), export.Text(status)})
	}
	book.Tables = []export.Table{table, sums}
	return book
}

// appealsFile sends an area's appeals in both ways of counting, as tables that stay apart or as one picture with the break.
func (p *Pages) appealsFile(w http.ResponseWriter, r *http.Request, v reading) error {
	a, err := requestedArea(r, v)
	if err != nil {
		return err
	}
	t, err := readTold(r, v, a, redressSections[:1])
	if err != nil {
		return err
	}
	rates, err := t.appealRates(r)
	if err != nil {
		return err
	}
	lead, ok := rates.lead()
	if !ok {
		return web.NotFound("These data hold no appeal rate of %s.", a.Name)
	}
	file, name := pathVar(r, "file"), "appeals-"+a.Code
	if file == "svg" || file == "png" {
		return sendPicture(w, v, file, name, rates.finding(lead)+" "+notJoined, string(rates.picture().SVG()), lead.from.source(lead.in, lead.lastEdition()))
	}
	book := export.Book{Title: "Appeals to the SEND Tribunal: " + a.Name, Sample: v.Register == "sample", Made: v.Built, Notes: []export.Note{{Term: "Not comparable", Text: notJoined}}}
	for _, text := range append([]string{rates.england(), rates.bothWays()}, rates.errata...) {
		if text != "" {
			book.Notes = append(book.Notes, export.Note{Term: "Keep in mind", Text: text})
		}
	}
	for _, way := range []struct {
		title string
		one   told
	}{{"New way", rates.now}, {"Old way, to 2024", rates.old}} {
		for _, e := range way.one.from.used(way.one.history) {
			book.Notes = append(book.Notes, export.Note{Term: "Source", Text: e.ID + ": " + sourceWords(*way.one.from.line(way.one.in, e))})
		}
		book.Tables = append(book.Tables, valueTable(way.one.in, way.title, way.one.history))
	}
	return sendBook(w, book, file, name)
}
