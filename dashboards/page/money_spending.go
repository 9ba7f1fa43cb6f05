package page

import (
	"fmt"
	"math"
	"strings"

	"inclusion/dashboards/chart"
	view "inclusion/dashboards/template"
	"inclusion/internal/highneeds"
	"inclusion/internal/warehouse"
)

// spendingYear is what an area spent on high needs in a year, line by line, beside the block it was given.
type spendingYear struct {
	area           warehouse.Area
	period         string
	spent, planned spendingIndex
	edition        *string
	before, after  *float64 // the high needs block, before and after what is taken off for places that are paid for direct
}

// spendingYearOf reads an area's newest year; ok is false where there is none.
func spendingYearOf(lines []warehouse.SpendingLine, t toldPage) (y spendingYear, ok bool) {
	if len(lines) == 0 {
		return y, false
	}
	y = spendingYear{area: t.area, period: lines[0].Period, spent: indexSpending(lines, "outturn"), planned: indexSpending(lines, "planned")}
	for _, l := range lines {
		if l.Return == "outturn" && l.Edition != nil {
			y.edition = l.Edition
		}
	}
	y.before, y.after = t.valueIn("F10", y.period), t.valueIn("F11", y.period)
	return y, true
}

// valueIn is the area's value of a period; nil where there is none.
func (t toldPage) valueIn(id, period string) *float64 {
	for _, row := range t.values[id] {
		if row.Period == period {
			return row.Value
		}
	}
	return nil
}

// direct is what the department paid for direct, out of the block.
func (y spendingYear) direct() *float64 { return difference(y.before, y.after) }

// whole is spending with the places that are paid for direct.
func (y spendingYear) whole() *float64 {
	total, direct := y.spent.total().value, y.direct()
	if total == nil || direct == nil {
		return nil
	}
	sum := *total + *direct
	return &sum
}

// left is the block less the whole: below zero more was spent than was given.
func (y spendingYear) left() *float64 { return difference(y.before, y.whole()) }

func difference(a, b *float64) *float64 {
	if a == nil || b == nil {
		return nil
	}
	d := *a - *b
	return &d
}

// heading is what was spent and what was left of the block, as a sentence.
func (y spendingYear) heading() string {
	total := y.spent.total()
	year := inPeriod(y.period)
	switch {
	case total.value == nil:
		return fmt.Sprintf("What %s spent on high needs %s cannot be added up: %s.", y.area.Name, year, total.why)
	case y.left() == nil:
		return fmt.Sprintf("%s spent %s on high needs %s; its block for that year is not in these data.", y.area.Name, view.Money(*total.value), year)
	}
	text := fmt.Sprintf("%s spent %s on high needs %s, and %s was paid direct for places", y.area.Name, view.Money(*total.value), year, view.Money(*y.direct()))
	if *y.left() < 0 {
		return fmt.Sprintf("%s: together %s more than its block of %s.", text, view.Money(-*y.left()), view.Money(*y.before))
	}
	return fmt.Sprintf("%s: together %s less than its block of %s.", text, view.Money(*y.left()), view.Money(*y.before))
}

// picture is the account: each group of spending, the whole, what is left, the block. What is not known comes after what is, so
// that nothing is drawn on an unknown.
func (y spendingYear) picture() chart.Waterfall {
	w := chart.Waterfall{Name: "Spending on high needs, " + y.area.Name + ", " + periodWords(y.period), Axis: chart.Axis{Prefix: "£", Suffix: "m"}}
	var unknown []chart.Step
	change := func(name string, a spendingAmount) {
		if a.value == nil {
			unknown = append(unknown, chart.Step{Name: name, Text: a.why, Kind: chart.Change, Unknown: true})
			return
		}
		w.Steps = append(w.Steps, chart.Step{Name: name, Text: view.Money(math.Abs(*a.value)), Value: *a.value / 1e6, Kind: chart.Change})
	}
	for _, g := range y.spent.groups() {
		change(g.Title, y.spent.group(g))
	}
	change("Places paid for direct", spendingAmount{y.direct(), notInTheseData})
	w.Steps = append(w.Steps, unknown...)
	if whole := y.whole(); whole != nil {
		w.Steps = append(w.Steps, chart.Step{Name: "Spent and paid direct", Text: view.Money(*whole), Value: *whole / 1e6})
	} else {
		w.Steps = append(w.Steps, chart.Step{Name: "Spent and paid direct", Text: "not known: a part is missing", Unknown: true})
	}
	if left := y.left(); left != nil {
		w.Steps = append(w.Steps, chart.Step{Name: leftWords(*left), Text: view.Money(math.Abs(*left)), Value: *left / 1e6, Kind: chart.Change})
	}
	if y.before != nil {
		w.Steps = append(w.Steps, chart.Step{Name: "High needs block", Text: view.Money(*y.before), Value: *y.before / 1e6})
	}
	return w
}

// leftWords say on which side of the block spending came out.
func leftWords(left float64) string {
	if left < 0 {
		return "More than the block"
	}
	return "Left of the block"
}

// table is every line, what was planned and what was spent.
func (y spendingYear) table() view.Table {
	t := view.Table{Caption: "Spending on high needs by line of the section 251 return, " + periodWords(y.period), CaptionHidden: true,
		Columns: []view.Column{{Label: "Line"}, {Label: "Planned", Numeric: true}, {Label: "Spent", Numeric: true}},
		Note: "Net of income. A plan includes places in academies and colleges and spending does not, so the two cannot be compared on the line of places, nor in all. " +
			"A missing line leaves its group and the whole unknown; it is never counted as nothing."}
	add := func(strong bool, name view.Cell, planned, spent spendingAmount) {
		t.Rows = append(t.Rows, view.Row{Strong: strong, Cells: []view.Cell{name, amountCell(planned), amountCell(spent)}})
	}
	for _, g := range y.spent.groups() {
		add(true, view.Number(g.Title, "lines "+strings.Join(g.Lines, ", ")), y.planned.group(g), y.spent.group(g))
		if y.spent.grouped() || len(g.Lines) == 1 {
			continue
		}
		for _, code := range g.Lines {
			add(false, view.Text(code+" "+highneeds.LineNames[code]), y.planned.line(code), y.spent.line(code))
		}
	}
	none := view.Cell{}
	row := func(name view.Cell, v *float64, why string) {
		t.Rows = append(t.Rows, view.Row{Strong: true, Cells: []view.Cell{name, none, amountCell(spendingAmount{v, why})}})
	}
	add(true, view.Text("Spending on high needs"), y.planned.total(), y.spent.total())
	row(view.Number("Places paid for direct", "the block before deductions less the block after"), y.direct(), notInTheseData)
	row(view.Text("Spent and paid direct"), y.whole(), "a part is missing")
	row(view.Text("High needs block before deductions"), y.before, notInTheseData)
	if left := y.left(); left != nil {
		size := math.Abs(*left)
		row(view.Text(leftWords(*left)), &size, "")
	} else {
		row(view.Text("Left of the block"), nil, "a part is missing")
	}
	if !y.spent.grouped() {
		t.Rows = append(t.Rows, view.Row{Group: true, Cells: []view.Cell{view.Text("From the council’s own money, beside the block")}})
		for _, code := range highneeds.OwnLines {
			add(false, view.Text(code+" "+highneeds.LineNames[code]), y.planned.line(code), y.spent.line(code))
		}
	}
	return t
}

// amountCell writes pounds, or why there are none.
func amountCell(a spendingAmount) view.Cell {
	if a.value == nil {
		return view.Cell{Status: a.why}
	}
	text := "£" + view.Digits(math.Abs(*a.value), 0)
	if *a.value < 0 {
		text = "−" + text
	}
	return view.Number(text)
}

// notes are what must be read beside the account.
func (y spendingYear) notes() []string {
	notes := []string{"Places in academies and colleges are shown by themselves: the department pays for them direct, out of the block (recoupment), and they are no part of the lines above them.",
		"Money can also be moved to high needs from other blocks, so spending more than the block is not always a deficit."}
	if y.spent.grouped() {
		notes = append(notes, "These are groups of lines of the section 251 return, as the high needs benchmarking tool adds them up. The lines themselves are not in these data, nor is transport paid from the grant (1.4.11).")
	}
	return notes
}

// part is the account as a part of the page.
func (y spendingYear) part(t toldPage) (toldPart, error) {
	table, files := y.table(), areaTabHref(y.area.Code, "money")+"/spending"
	f := view.Figure{ID: "spending", Level: 3, Heading: y.heading(), Table: &table, Source: y.source(t),
		Sure:      "Amounts are as the authority returned them, less income; no margin for chance applies. What is left in one year is not the balance, which runs over the years.",
		Downloads: append([]view.Link{{Text: "Excel", Href: files + ".xlsx"}, {Text: "CSV", Href: files + ".csv"}}, pictureLinks(files, "")...)}
	f, err := view.Draw(f, y.picture())
	return toldPart{ID: "spending", Figure: &f, Notes: y.notes()}, err
}
