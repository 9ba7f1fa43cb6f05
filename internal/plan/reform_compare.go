package plan

import (
	"fmt"
	"regexp"
	"strings"
)

// ReturnLine is one row name over all returns, quarter by quarter.
type ReturnLine struct {
	Label string
	Cells []ReturnCell // by quarter, then in the order of the workbook's columns
}

// ReturnCell is what one return says of a row under one column, or under a planned and an actual column that belong together.
type ReturnCell struct {
	Quarter         string // 2026-09
	Column          string // as headed; of a pair what both headings say, which may be nothing
	Paired          bool
	Text            string // as it stands, where there is no pair
	Planned, Actual string
	Difference      *float64 // actual less planned, where both are numbers
}

var (
	plannedWord = regexp.MustCompile(`(?i)\b(planned|plan|forecast|target)\b`)
	actualWord  = regexp.MustCompile(`(?i)\b(actuals?|outturn)\b`)
)

// PlannedAgainstActual lays returns side by side, the oldest quarter first: rows of one name on one line, in the order in which they
// first appear. Two columns are a pair only where their headings say planned (or plan, forecast, target) and actual (or outturn) and
// are otherwise the same; anything else is shown as it stands. A name that a return has twice is numbered from its second row on.
func PlannedAgainstActual(returns map[string]*Return) (lines []ReturnLine) {
	at := map[string]int{}
	for _, r := range Sorted(returns) {
		pairs := pairsOf(r.Columns)
		times := map[string]int{}
		for _, row := range r.Rows {
			label := row.Label
			if times[row.Label]++; times[row.Label] > 1 {
				label = fmt.Sprintf("%s (%d)", row.Label, times[row.Label])
			}
			if _, ok := at[label]; !ok {
				at[label] = len(lines)
				lines = append(lines, ReturnLine{Label: label})
			}
			line := &lines[at[label]]
			line.Cells = append(line.Cells, r.cells(row, pairs)...)
		}
	}
	return lines
}

// columnPair is a heading and the places of its columns: both where planned and actual belong together, one otherwise.
type columnPair struct {
	column      string
	first       int
	second      int // -1 without a pair
	firstActual bool
}

func pairsOf(columns []string) (pairs []columnPair) {
	taken := map[int]bool{}
	for i, name := range columns {
		if taken[i] {
			continue
		}
		pair := columnPair{name, i, -1, false}
		planned, actual := plannedWord.MatchString(name), actualWord.MatchString(name)
		for j := i + 1; j < len(columns) && planned != actual; j++ {
			other := columns[j]
			if !taken[j] && strings.EqualFold(commonHeading(name), commonHeading(other)) && plannedWord.MatchString(other) == actual && actualWord.MatchString(other) == planned {
				taken[j] = true
				pair = columnPair{commonHeading(name), i, j, actual}
				break
			}
		}
		pairs = append(pairs, pair)
	}
	return pairs
}

// commonHeading is a heading without what says planned or actual, and without the signs around it.
func commonHeading(name string) string {
	name = actualWord.ReplaceAllString(plannedWord.ReplaceAllString(name, " "), " ")
	return strings.Trim(strings.Join(strings.Fields(name), " "), " -–:,()")
}

func (r *Return) cells(row ReturnRow, pairs []columnPair) (cells []ReturnCell) {
	for _, p := range pairs {
		cell := ReturnCell{Quarter: r.Quarter, Column: p.column, Paired: p.second >= 0}
		if !cell.Paired {
			cell.Text = row.Texts[p.first]
			cells = append(cells, cell)
			continue
		}
		planned, actual := p.first, p.second
		if p.firstActual {
			planned, actual = actual, planned
		}
		cell.Planned, cell.Actual = row.Texts[planned], row.Texts[actual]
		if a, b := row.Nums[actual], row.Nums[planned]; a != nil && b != nil {
			difference := *a - *b
			cell.Difference = &difference
		}
		cells = append(cells, cell)
	}
	return cells
}
