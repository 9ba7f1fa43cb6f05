package page

import (
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/warehouse"
)

// moneySections are the parts of an area's page about money.
var moneySections = []section{
	{ID: "given", Title: "What is given", Indicators: []string{"F10", "F11"}},
	{ID: "spent", Title: "What is spent, against what is given", Indicators: []string{"F02"}},
	{ID: "balance", Title: "What is left over the years", Indicators: []string{"F01", "F01b"}},
	{ID: "each", Title: "For each pupil, plan and person", Indicators: []string{"F03c", "F03p", "F03", "F12"}},
	{ID: "on", Title: "What it is spent on", Indicators: []string{"F04", "F06", "F05", "F08"}},
}

// moneyIntros say what to know before a section's figures are read.
var moneyIntros = map[string]string{
	"given":   "The high needs block is the part of the dedicated schools grant that pays for special educational needs and alternative provision.",
	"balance": "What is left of the whole grant is carried from year to year. Above zero it is a surplus, below zero a deficit: more was spent than was given.",
	"each":    "Spending more or less is neither better nor worse. Needs, places and distances differ between areas.",
	"on":      "A share or an amount far from other areas is worth a question. It has no good or bad end.",
}

// moneyView is the page about money; redressView is made of the same parts.
type moneyView struct {
	areaPage
	Beside   *besideHead
	Jump     []view.Link
	Sections []toldSection
	Lines    view.Facts // what the lines of the return are called
}

// money is an area's page about high needs money: what is given, spent and left, for whom and on what.
func (p *Pages) money(w http.ResponseWriter, r *http.Request, v reading) error {
	a, err := requestedArea(r, v)
	if err != nil {
		return err
	}
	if besideForm(w, r) {
		return nil
	}
	t, lines, err := readMoney(r, v, a)
	if err != nil {
		return err
	}
	page := moneyView{areaPage: p.areaPage(r, v, a, "money", "High needs money"), Beside: t.beside.head(a)}
	page.Description = "What " + a.Name + " is given and spends on special educational needs and alternative provision, and what is left."
	page.Lede = "What is given for special educational needs (SEN) and alternative provision (AP), what is spent, on what, and what is left. Years are financial years, April to March."
	for _, s := range moneySections {
		told := toldSection{ID: s.ID, Title: s.Title}
		if intro := moneyIntros[s.ID]; intro != "" {
			told.Intro = append(told.Intro, intro)
		}
		if told.Parts, err = t.moneyParts(s, lines); err != nil {
			return err
		}
		page.add(told)
	}
	page.Lines = lineNames()
	return p.Views.Render(w, "money", page)
}

// readMoney reads the figures of an area's money, and the lines of its returns of spending.
func readMoney(r *http.Request, v reading, a warehouse.Area) (t toldPage, lines []warehouse.SpendingLine, err error) {
	if t, err = readTold(r, v, a, moneySections); err == nil {
		lines, err = warehouse.SpendingLines(r.Context(), v, a.Code)
	}
	return t, lines, err
}

// add puts a section on the page, and a link to it at the top.
func (m *moneyView) add(s toldSection) {
	m.Sections, m.Jump = append(m.Sections, s), append(m.Jump, view.Link{Text: s.Title, Href: "#" + s.ID})
	for _, part := range s.Parts {
		m.Charts = m.Charts || part.Figure != nil && part.Figure.Options != nil
	}
}

// moneyParts are the figures of one section.
func (t toldPage) moneyParts(s section, lines []warehouse.SpendingLine) (parts []toldPart, err error) {
	add := func(p toldPart, failed error) {
		parts = append(parts, p)
		if err == nil {
			err = failed
		}
	}
	switch s.ID {
	case "given":
		add(t.given())
		return parts, err
	case "balance":
		add(t.balance())
		return parts, err
	case "on":
		if year, ok := spendingYearOf(lines, t); ok {
			add(year.part(t))
		}
	}
	for _, id := range s.Indicators {
		add(t.spending(id))
	}
	return parts, err
}

// spending is one figure of spending, with the lines it is made of and whether places paid for direct are in it.
func (t toldPage) spending(id string) (toldPart, error) {
	one := t.tell(id)
	p, err := one.part()
	if p.Gap != nil {
		return p, err
	}
	fromTool := t.fromTool(one.lastEdition())
	p.note(madeOfLines(one.in, fromTool), placesOf[id])
	for _, caveat := range one.in.Caveats {
		if strings.Contains(caveat, "projection") {
			p.note(caveat)
		}
	}
	if fromTool && id != "F12" {
		p.note("The figure for 2021/22 is from the data sheet of the high needs benchmarking tool, which adds up the same lines and leaves out transport paid from the grant.")
	}
	return p, err
}

// fromTool says that a figure comes from the high needs benchmarking tool, not from the return.
func (t toldPage) fromTool(edition *string) bool {
	if edition == nil {
		return false
	}
	for _, l := range t.loaded {
		if l.Edition == *edition && l.Name == "high_needs_spend" {
			return true
		}
	}
	return false
}

// given is the high needs block over the years, before and after what is taken off for places that are paid for direct.
func (t toldPage) given() (toldPart, error) {
	one := t.tell("F10")
	p := toldPart{ID: "F10", Gap: one.gap()}
	if p.Gap != nil {
		return p, nil
	}
	table := view.Table{Caption: "The high needs block of " + t.area.Name + ", every year", CaptionHidden: true, Columns: []view.Column{{Label: "Financial year"},
		{Label: "Before deductions", Numeric: true}, {Label: "Paid for direct", Numeric: true}, {Label: "Received", Numeric: true}, {Label: "Change in a year", Note: "before deductions"}}}
	for _, row := range slices.Backward(one.yearly()) {
		after := t.valueIn("F11", row.Period)
		table.Rows = append(table.Rows, view.Row{Cells: []view.Cell{view.Text(periodWords(row.Period)), amountCell(spendingAmount{row.Value, missingText(row.Row)}),
			amountCell(spendingAmount{difference(row.Value, after), notInTheseData}), amountCell(spendingAmount{after, notInTheseData}), changeCell(one.in, row)}})
	}
	newest := one.newest()
	heading := fmt.Sprintf("%s has no high needs block %s: %s", t.area.Name, inPeriod(newest.Period), missingText(newest.Row))
	if newest.Value != nil {
		heading = fmt.Sprintf("%s was given %s for high needs %s", t.area.Name, view.Money(*newest.Value), inPeriod(newest.Period))
		if after := t.valueIn("F11", newest.Period); after != nil {
			heading += fmt.Sprintf("; %s of it was received, after %s was paid direct for places in academies and colleges", view.Money(*after), view.Money(*newest.Value-*after))
		}
	}
	f, err := one.draw(view.Figure{ID: "F10", Level: 3, Heading: heading + ".", Table: &table, Downloads: one.files(), Source: t.lists.source(one.in, one.lastEdition()),
		Sure: "An allocation as published, so there is no margin for chance around it. The line is the block before deductions; it follows the size of the area and is not compared with others."},
		func(row warehouse.IndicatorValue) string { return withCounts(one.in, row.Row) })
	p.Figure = &f
	for _, b := range one.in.Breaks {
		p.note("From " + periodWords(b.From) + ": " + b.Why)
	}
	return p, err
}

// balance is the grant carried forward, with its sign in words: a surplus or a deficit, never an arrow on a number below zero.
func (t toldPage) balance() (toldPart, error) {
	one, whole := t.tell("F01"), t.tell("F01b")
	p := toldPart{ID: "F01", Gap: one.gap()}
	if p.Gap != nil {
		return p, nil
	}
	table := one.balanceTable(t.values["F01b"])
	f, err := one.draw(view.Figure{ID: "F01", Level: 3, Heading: one.balanceFinding("its high needs block"), Table: &table, Downloads: one.files(),
		Source: t.lists.source(one.in, one.lastEdition()),
		Sure:   "As the authority returned it, so there is no margin for chance around it. On the line, above zero is a surplus and below zero a deficit."},
		func(row warehouse.IndicatorValue) string { return one.sideOf(row.Value) })
	p.Figure = &f
	if whole.newest().Value != nil {
		p.note("Out of a larger sum, the same balance is smaller: " + whole.balanceFinding("its whole grant"))
	}
	p.note(one.place(), "The balance is of the whole dedicated schools grant, though high needs is nearly always why it is short.", madeOfLines(one.in, false))
	p.Links = []view.Link{{Text: whole.in.Short, Href: areaIndicatorHref(t.area.Code, whole.in.ID) + t.beside.Query}}
	return p, err
}

// sideOf says a balance in words: "a deficit of 4.2%".
func (t told) sideOf(v *float64) string {
	switch {
	case v == nil:
		return notInTheseData
	case *v < 0:
		return "a deficit of " + numberText(t.in, math.Abs(*v))
	case *v > 0:
		return "a surplus of " + numberText(t.in, *v)
	}
	return "neither surplus nor deficit"
}

// balanceFinding is the newest balance and how it moved.
func (t told) balanceFinding(of string) string {
	row := t.newest()
	if row.Value == nil {
		return fmt.Sprintf("%s has no balance %s: %s.", t.area.Name, inPeriod(row.Period), missingText(row.Row))
	}
	text := fmt.Sprintf("%s ended %s with %s of %s", t.area.Name, periodWords(row.Period), t.sideOf(row.Value), of)
	if moved := t.balanceMoved(row); moved != "" {
		text += ", " + moved
	}
	if row.England != nil && !t.country() {
		text += "; England " + t.sideOf(row.England)
	}
	return text + "."
}

// balanceMoved says how a balance moved in a year: "a larger deficit than the 3.1% of 2022/23", "after a surplus of 1.0% in 2022/23".
func (t told) balanceMoved(row warehouse.IndicatorValue) string {
	if row.Previous == nil || row.Broken {
		return ""
	}
	before, year := *row.Previous, periodWords(compare.YearBefore(t.in, row.Period))
	if now := *row.Value; (now < 0) != (before < 0) {
		return "after " + t.sideOf(&before) + " in " + year
	}
	side := "surplus"
	if before < 0 {
		side = "deficit"
	}
	was := numberText(t.in, math.Abs(before))
	switch size := math.Abs(*row.Value) - math.Abs(before); {
	case math.Abs(size) <= 0.5:
		return "about as in " + year + " (" + was + ")"
	case size > 0:
		return "a larger " + side + " than the " + was + " of " + year
	}
	return "a smaller " + side + " than the " + was + " of " + year
}

// balanceTable is every year's balance, with its side in words; ofGrant is the same balance against the whole grant.
func (t told) balanceTable(ofGrant []warehouse.IndicatorValue) view.Table {
	table := view.Table{Caption: t.in.Short + ": " + t.area.Name + ", every year", CaptionHidden: true,
		Columns: []view.Column{{Label: "Financial year"}, {Label: t.area.Name, Note: "of the high needs block"}, {Label: "Carried forward", Numeric: true}, {Label: "Of the whole grant"}}}
	country := t.country()
	if !country {
		table.Columns = append(table.Columns, view.Column{Label: "England", Note: "of the high needs block"})
	}
	for _, row := range slices.Backward(t.yearly()) {
		here, carried := view.Cell{Status: missingText(row.Row)}, view.Cell{Status: notInTheseData}
		if row.Value != nil {
			here = view.Text(t.sideOf(row.Value))
		}
		if row.Numerator != nil {
			carried = view.Number("£"+view.Digits(math.Abs(*row.Numerator), 0), sideWord(*row.Numerator))
		}
		grant := view.Cell{Status: notInTheseData}
		if i := slices.IndexFunc(ofGrant, func(other warehouse.IndicatorValue) bool { return other.Period == row.Period && other.Value != nil }); i >= 0 {
			grant = view.Text(t.sideOf(ofGrant[i].Value))
		}
		cells := []view.Cell{view.Text(periodWords(row.Period)), here, carried, grant}
		if !country {
			england := view.Text(t.sideOf(row.England))
			if row.England == nil {
				england = view.Cell{Status: notInTheseData}
			}
			cells = append(cells, england)
		}
		table.Rows = append(table.Rows, view.Row{Cells: cells})
	}
	return table
}

func sideWord(pounds float64) string {
	switch {
	case pounds < 0:
		return "deficit"
	case pounds > 0:
		return "surplus"
	}
	return ""
}
