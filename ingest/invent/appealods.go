package invent

import "fmt"

// appealRateTable is the tribunal's own spreadsheet of 2014 to 2022, by the first method.
func appealRateTable(w *world) ([]File, error) {
	data, err := ods(appealIndex(), appealCountry(w), appealAuthorities(w))
	if err != nil {
		return nil, fmt.Errorf("making the appeal rate table: %w", err)
	}
	return []File{{"send_appeal_rate_table_2022.ods", data}}, nil
}

const lastAppealTable = 2022

func appealIndex() odsSheet {
	return odsSheet{name: "Index_of_Tables", width: 16384, rows: [][]odsCell{
		merged(text("Statistics on the appeal rate to the Special Educational Needs and Disability (SEND) Tribunal"), 2, 1),
		texts("Calendar year 2014-2022"),
		nil,
		texts("Table"),
		texts("Table SEND_1", "SEND appeal rate based on total appealable decisions, England 2014-2022"),
		texts("Table SEND_2", "SEND appeal rate based on total appealable decisions, by local authority, England 2014-2022"),
	}}
}

// counted is a count as the table shows it: blanks around it, a dash for none.
func counted(n int) odsCell {
	if n == 0 {
		return number(0, " - ")
	}
	return number(float64(n), " "+grouped(n)+" ")
}

func rated(appeals, decisions int) odsCell {
	x := 0.0
	if decisions > 0 {
		x = float64(appeals) / float64(decisions)
	}
	c := number(x, fixed(100*x, 1)+"%")
	c.percentage = true
	return c
}

// appealTotals are the sums of all authorities of a year.
func appealTotals(w *world, year int) (appeals, decisions int) {
	for _, p := range placesOn(yearEnd(year)) {
		appeals += w.appeals(p.code, year)
		decisions += w.decisions(p.code, year)
	}
	return appeals, decisions
}

func appealCountry(w *world) odsSheet {
	rows := [][]odsCell{
		{noted("Table SEND_1: Special Educational Needs - Appeal rate to the SEND Tribunal based on total appealable decisions1, England 2014-2022", "2")},
		nil,
		texts("Index"),
		append([]odsCell{{text: "Year (Calendar)", note: "3", cols: 1, rows: 2}}, merged(noted("SEND Tribunal Appeal Rate", "2"), 3, 1)...),
		{{covered: true}, noted("SEND Tribunal Appeals Registered", "4"), noted("Total Appealable Decisions", "1"), text("Appeal Rate")},
	}
	for year := firstYear; year <= lastAppealTable; year++ {
		n, d := appealTotals(w, year)
		rows = append(rows, []odsCell{number(float64(year), whole(year)), counted(n), counted(d), rated(n, d)})
	}
	return odsSheet{name: "SEND_1", width: 16384, rows: append(rows, appealTableNotes()...)}
}

func appealAuthorities(w *world) odsSheet {
	years := []odsCell{{text: "Local Authority", cols: 1, rows: 2}}
	header := []odsCell{{covered: true}}
	total := []odsCell{noted("England Total", "4")}
	for year := firstYear; year <= lastAppealTable; year++ {
		years = append(years, merged(number(float64(year), whole(year)), 3, 1)...)
		header = append(header, noted("Appeals registered", "4"), noted("Total Appealable Decisions", "1"), noted("SEND Tribunal Appeal Rate", "2"))
		n, d := appealTotals(w, year)
		total = append(total, counted(n), counted(d), rated(n, d))
	}
	rows := [][]odsCell{
		{noted("Table SEND_2: Special Educational Needs - Appeal rate to the SEND Tribunal based on total appealable decisions1, by local authorities in England 2014-2022", "2,3")},
		nil,
		texts("Index"),
		years,
		header,
	}
	for _, block := range appealBlocks() {
		rows = append(rows, texts(block.heading))
		for _, a := range block.rows {
			rows = append(rows, appealTableRow(w, a))
		}
	}
	rows = append(rows, total)
	rows = append(rows, appealTableNotes()...)
	return odsSheet{name: "SEND_2", width: 16384, rows: append(rows, nil, texts("- zero"), texts(".. Not Available"))}
}

func appealTableRow(w *world, a appealRow) []odsCell {
	row := []odsCell{noted(a.name, a.note)}
	for year := firstYear; year <= lastAppealTable; year++ {
		if !a.in(year) {
			row = append(row, texts("..", "..", "..")...)
			continue
		}
		n, d := w.appeals(a.codeIn(year), year), w.decisions(a.codeIn(year), year)
		row = append(row, counted(n), counted(d), rated(n, d))
	}
	return row
}

func appealTableNotes() [][]odsCell {
	rows := [][]odsCell{
		texts("Sources:", "Invented for this sample, in the layout of the table that the Ministry of Justice publishes"),
		texts("Notes:"),
	}
	for _, note := range appealNotes[:7] {
		rows = append(rows, texts(note))
	}
	return append(rows, texts("All data in this table are provisional and subject to revisions in future quarters"))
}
