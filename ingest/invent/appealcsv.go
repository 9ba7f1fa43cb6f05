package invent

import (
	"strconv"
	"strings"
)

func upper(s string) string { return strings.ToUpper(s) }

// grouped prints with commas between thousands.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// dashed prints a count of appeals: a dash for none.
func dashed(n int) string {
	if n == 0 {
		return " - "
	}
	return grouped(n)
}

// shownRate prints a rate at one decimal with a second one that is always 0.
func shownRate(appeals, decisions int) string {
	if decisions == 0 {
		return "0.00%"
	}
	return fixed(100*float64(appeals)/float64(decisions), 1) + "0%"
}

// padded is a row of the width of the table.
func padded(width int, cells ...string) []string {
	return append(cells, repeated("", width-len(cells))...)
}

const appealTitle = "SEND Appeal rate table 1: Special Educational Needs - Appeal rate to the SEND Tribunal based on total appealable decisions1, by local authorities in England 2014-20242,3"

// appealRates2024 is the table of 2014 to 2024 with both methods for the last year.
func appealRates2024(w *world) [][]string {
	const width = 37
	rows := [][]string{padded(width, appealTitle), padded(width), padded(width), appealYears(width), appealHeader(width)}
	appeals, decided := make([]int, 12), make([]int, 12)
	visible := 0
	for _, block := range appealBlocks() {
		rows = append(rows, padded(width, block.heading))
		for _, a := range block.rows {
			cells := []string{a.name + a.note, a.shown}
			for year := firstYear; year <= 2024; year++ {
				if !a.in(year) {
					cells = append(cells, " .. ", " .. ", "..")
					continue
				}
				n, d := w.appeals(a.codeIn(year), year), w.decisions(a.codeIn(year), year)
				appeals[year-firstYear] += n
				decided[year-firstYear] += d
				cells = append(cells, dashed(n), grouped(d), shownRate(n, d))
			}
			switch {
			case !a.in(2024):
				cells = append(cells, "  ", "")
			case among(a.codeNew, reviewsHidden):
				cells = append(cells, " x ", "x")
			default:
				n, d := w.appeals(a.codeNew, 2024), w.reviewedDecisions(a.codeNew, 2024)
				visible += n
				decided[11] += d
				cells = append(cells, grouped(d), shownRate(n, d))
			}
			rows = append(rows, cells)
		}
	}
	return append(rows, appealFooter(width, appeals, decided, visible)...)
}

func appealYears(width int) []string {
	cells := []string{"Local Authority", "LA code"}
	for year := firstYear; year <= 2024; year++ {
		cells = append(cells, whole(year), "", "")
	}
	return padded(width, cells...)
}

func appealHeader(width int) []string {
	cells := []string{"", ""}
	for year := firstYear; year <= 2024; year++ {
		total := "Total Appealable Decisions1"
		if year >= 2023 {
			total += ",9"
		}
		cells = append(cells, "Appeals registered4", total, "SEND Tribunal Appeal Rate2")
	}
	return padded(width, append(cells, "In development: Total Appealable Decisions1,8", "In development: SEND Tribunal Appeal Rate2")...)
}

// appealFooter is the total, a total "excluding suppressed" that contradicts the rows it
// sums, and the notes.
func appealFooter(width int, appeals, decided []int, visible int) [][]string {
	total := []string{"England Total4,9", ""}
	for i := range 11 {
		total = append(total, grouped(appeals[i]), grouped(decided[i]), shownRate(appeals[i], decided[i]))
	}
	total = append(total, grouped(decided[11]), shownRate(appeals[10], decided[11]))
	without := padded(32, "England total excluding suppressed")
	without = append(without, grouped(appeals[10]-7), "", "", grouped(decided[11]), shownRate(visible, decided[11]))
	rows := [][]string{total, without, padded(width),
		padded(width, "Sources:", "Invented for this sample, in the layout of the table that the Department for Education publishes"),
		padded(width, "Notes: ")}
	for _, note := range appealNotes {
		rows = append(rows, padded(width, note))
	}
	return append(rows, padded(width, ".. Not Available"), padded(width, "~ Suppressed "))
}

const (
	methodNote = `1. Total Appealable Decisions is the sum total of the following:
- Number of initial requests for assessments refused
- Number of assessments completed and a decision made not to issue a plan
- Number with a plan as at January each year
- Number of plans ceased because needs are being met without a plan`
	calendarNote = "3. Note that these figures are based on calendar years (1st January to 31st December)."
	timingNote   = "4. Figures registered may differ from others because of the timing of extraction."
)

var appealNotes = []string{
	methodNote,
	"2. The rate is appeals registered over total appealable decisions.",
	calendarNote,
	timingNote,
	"5. In 2019 Sandquay and Marram Regis merged.",
	"6. In 2019 the boundaries of Hallowmere were changed. See footnote 5.",
	"7. In 2021 Oakenshire was split into North Oakenshire and West Oakenshire. ",
	"8. In development: annual reviews completed in the calendar year take the place of plans in January.",
	"9. Caution should be used when comparing decisions of 2023 with earlier years. ",
}

// appealRates2025 is the table of 2024 and 2025 by the second method only.
func appealRates2025(w *world) [][]string {
	const width = 8
	rows := [][]string{
		padded(width, "SEND tribunal appealable decisions rate 2024 - 2025"),
		padded(width, "SEND Appeal rate table 1: Special Educational Needs - Appeal rate to the SEND Tribunal based on total appealable decisions, by local authorities in England 2024-2025"),
		padded(width),
		padded(width, "Sources:", "Invented for this sample, in the layout of the table that the Department for Education publishes"),
		padded(width, "", "Appealable decisions - invented, from the sample's own annual collection"),
		padded(width),
		{"", "", "2024", "", "", "2025", "", ""},
		{"", "Old LA code", "Appeals registered", "Total Appealable Decisions", "SEND Tribunal Appeal Rate2", "Appeals", "Total Appealable decisions", "SEND Tribunal Appeal Rate"},
	}
	var appeals, decided [2]int
	for _, block := range appealBlocks() {
		rows = append(rows, padded(width, block.heading))
		for _, a := range block.rows {
			if a.last < 2024 {
				continue
			}
			cells := []string{a.name + keptNote(a), a.shownNow}
			for i, year := range []int{2024, 2025} {
				n, d := w.appeals(a.codeNew, year), w.reviewedDecisions(a.codeNew, year)
				appeals[i] += n
				if i == 0 && among(a.codeNew, reviewsHidden) || i == 1 && among(a.codeNew, nothing2025) {
					cells = append(cells, zeroAs(i, n), " x ", "x")
					continue
				}
				decided[i] += d
				cells = append(cells, zeroAs(i, n), whole(d), shownRate(n, d))
			}
			rows = append(rows, cells)
		}
	}
	rows = append(rows, []string{"England Total", "", whole(appeals[0]), whole(decided[0]), shownRate(appeals[0], decided[0]),
		whole(appeals[1]), whole(decided[1]), shownRate(appeals[1], decided[1])}, padded(width), padded(width, "Footnotes:"))
	for _, note := range []string{methodNote, appealNotes[1], calendarNote, timingNote,
		"5. The methodology was changed last year: annual reviews that have been completed in the calendar year are counted."} {
		rows = append(rows, padded(width, note))
	}
	return rows
}

// keptNote is the footnote mark that three names still carry.
func keptNote(a appealRow) string {
	if a.note == "6" {
		return ""
	}
	return a.note
}

// zeroAs prints none as a dash in 2024 and as 0 in 2025.
func zeroAs(column, n int) string {
	if n == 0 && column == 0 {
		return " - "
	}
	return whole(n)
}
