package invent

import (
	"math"
)

// decisions are the appealable decisions of a year by the first method: refusals to
// assess, decisions not to issue, plans of the next January and plans that ended because
// needs were met.
func (w *world) decisions(code string, year int) int {
	return w.made(code, year) + w.stockOf(code, year+1)
}

// reviewedDecisions counts completed annual reviews instead of plans, the second method.
func (w *world) reviewedDecisions(code string, year int) int {
	if year == 2024 {
		return w.made(code, year) + w.tally(reviewed2024, 2025, code).total(meeting2024)
	}
	return w.made(code, year) + w.tally(reviewed2025, 2026, code).total(completed2025)
}

// made are the decisions both methods count, as first published.
func (w *world) made(code string, year int) int {
	return w.tally(requests, year, code).total(refuse) +
		w.tally(assessments, year, code).total(planNotIssued) +
		w.tally(ceased, year, code).total(needsMet)
}

// appeals registered against the decisions of an authority in a year.
func (w *world) appeals(code string, year int) int {
	r := w.dice("appeals", code, year)
	expected := float64(w.decisions(code, year)) * w.traitsOf(code).appealsIn(year)
	if expected < 30 {
		return binomial(r, 400, expected/400)
	}
	return int(math.Round(max(0, expected+math.Sqrt(expected)*bell(r))))
}

// appealRow is an authority of the tribunal tables: some rows follow an authority through
// a change of code, some authorities come with a footnote.
type appealRow struct {
	name     string
	note     string // footnote glued to the name
	codeNew  string // code of the row from changed on
	codeOld  string // code before; empty when the row has one code
	changed  int
	first    int // first and last year with figures
	last     int
	shown    string // code printed in the table of 2014 to 2024
	shownNow string // code printed in the table of 2024 and 2025
}

func (a appealRow) codeIn(year int) string {
	if a.codeOld != "" && year < a.changed {
		return a.codeOld
	}
	return a.codeNew
}

func (a appealRow) in(year int) bool { return a.first <= year && year <= a.last }

// Codes the tribunal tables print for another authority: two swapped in both tables, three
// rotated in the older.
var (
	swappedCodes = map[string]string{"132": "136", "136": "132"}
	rotatedCodes = map[string]string{"121": "124", "124": "125", "125": "121"}
)

// appealBlock is a heading of the tribunal tables and the rows under it.
type appealBlock struct {
	heading string
	rows    []appealRow
}

func appealBlocks() []appealBlock {
	var blocks []appealBlock
	for _, g := range regions {
		if g.code != capital {
			blocks = append(blocks, appealBlock{upper(g.name), appealRows(func(p *place) bool { return p.region == g.code })})
			continue
		}
		blocks = append(blocks, appealBlock{heading: upper(g.name)})
		for _, s := range subregions {
			blocks = append(blocks, appealBlock{upper(s.name), appealRows(func(p *place) bool { return p.sub == s.code })})
		}
	}
	return blocks
}

func appealRows(belongs func(*place) bool) []appealRow {
	var rows []appealRow
	for i := range places {
		p := &places[i]
		if !belongs(p) || p.code == codeRenewedA {
			continue
		}
		a := appealRow{name: p.name, codeNew: p.code, first: firstYear, last: 2024, shown: p.code, shownNow: p.code}
		if p.appealName != "" {
			a.name = p.appealName
		}
		switch p.code {
		case codeSplit:
			a.note, a.last = "7", 2020
		case codeHalfA, codeHalfB:
			a.note, a.first = "7", 2021
		case codeMergedA, codeMergedB:
			a.note, a.last, a.shown = "5", 2018, ""
		case codeMerger:
			a.note, a.first = "5", 2019
		case codeRenewedB:
			a.note, a.codeOld, a.changed = "6", codeRenewedA, 2019
		}
		if other, ok := rotatedCodes[p.code]; ok {
			a.shown = other
		}
		if other, ok := swappedCodes[p.code]; ok {
			a.shown, a.shownNow = other, other
		}
		rows = append(rows, a)
	}
	return rows
}
