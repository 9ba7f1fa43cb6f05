package page

import (
	"regexp"
	"slices"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/highneeds"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// Whether places that are paid for direct are in a figure: one text each, wherever it is said.
const (
	placesAreIn = "Places in academies and colleges are in it. The department pays for them direct, out of the block (recoupment); that money was added to what the authority returned."
	placesOut   = "Places in academies and colleges are not in it. The department pays for them direct (recoupment), so an authority does not return them as spent."
	placesNone  = "No places are in it, so what the department pays for direct (recoupment) makes no difference to it."
)

// placesOf says of each figure of spending whether places that are paid for direct are in it.
var placesOf = map[string]string{
	"F02": placesAreIn, "F03": placesOut, "F03c": placesOut, "F03p": placesOut, "F04": placesOut, "F05": placesNone, "F06": placesOut, "F08": placesNone,
	"F12": placesNone,
}

// columnsOf says how a figure uses its lines, where it does not simply add them up.
var columnsOf = map[string]string{
	"F04": "line 1.2.3, out of the sum of all of them",
	"F06": "line 1.2.7 whole, and of the others the column of pupil referral units and alternative provision",
	"F12": "of each the columns of special schools, and of pupil referral units and alternative provision",
}

var lineCode = regexp.MustCompile(`'(\d+\.\d+\.\d+[a-z]?)'`)

// returnLinesOf finds the lines of the return in an indicator's own statement, so that what is said is what is added up. Where
// the statement reads groups that a publisher has added up, they are the lines of those groups.
func returnLinesOf(in indicator.Indicator) (codes []string) {
	used := map[string]bool{}
	for _, found := range lineCode.FindAllStringSubmatch(in.SQL, -1) {
		used[found[1]] = true
	}
	if in.ID == "F12" {
		for _, g := range highneeds.Groups[1:3] { // top-ups of both kinds
			for _, code := range g.Lines {
				used[code] = true
			}
		}
	}
	for _, named := range lineNames() {
		if used[named.Term] {
			codes = append(codes, named.Term)
		}
	}
	return codes
}

// madeOfLines says which lines of the return a figure is made of: by name where they are few; else by number, and the list at the
// end of the page names them. What the benchmarking tool adds up lacks transport.
func madeOfLines(in indicator.Indicator, fromTool bool) string {
	codes := slices.DeleteFunc(returnLinesOf(in), func(code string) bool { return fromTool && code == "1.4.11" })
	if len(codes) == 0 {
		return ""
	}
	text := "Section 251 line " + codes[0] + " " + highneeds.LineNames[codes[0]]
	switch n := len(codes); {
	case n > 4:
		text = "Section 251 lines " + view.Listed(codes, "and") + ", which are named at the end of this page"
	case n > 1:
		var named []string
		for _, code := range codes {
			named = append(named, code+" "+highneeds.LineNames[code])
		}
		text = "Section 251 lines " + strings.Join(named, "; ")
	}
	if how := columnsOf[in.ID]; how != "" {
		text += ": " + how
	}
	return text + "."
}

// amount is what was planned or spent on a line, or on a group; nil beside why where a part is missing.
type spendingAmount struct {
	value *float64
	why   string
}

// spendingIndex finds lines of one return by their code or group.
type spendingIndex map[string]warehouse.SpendingLine

func indexSpending(lines []warehouse.SpendingLine, kind string) spendingIndex {
	index := spendingIndex{}
	for _, l := range lines {
		if l.Return == kind {
			index[l.Line] = l
		}
	}
	return index
}

// line is the amount of one line.
func (x spendingIndex) line(code string) spendingAmount {
	l, ok := x[code]
	switch {
	case !ok:
		return spendingAmount{why: "not in these data"}
	case l.Amount == nil:
		return spendingAmount{why: missingText(indicator.Row{Status: l.Status})}
	}
	return spendingAmount{value: l.Amount}
}

// group is the amount of a group: as it was published, or its lines added up. One missing line leaves the whole unknown.
func (x spendingIndex) group(g highneeds.Group) spendingAmount {
	if _, ok := x[g.Key]; ok {
		return x.line(g.Key)
	}
	total := 0.0
	for _, code := range g.Lines {
		a := x.line(code)
		if a.value == nil {
			return spendingAmount{why: "a part is missing: " + code + " " + a.why}
		}
		total += *a.value
	}
	return spendingAmount{value: &total}
}

// grouped says that only groups are published, not their lines.
func (x spendingIndex) grouped() bool {
	_, ok := x[highneeds.Groups[0].Key]
	return ok
}

// total adds up the groups; unknown when one is. The benchmarking tool has no group for transport.
func (x spendingIndex) total() spendingAmount {
	total := 0.0
	for _, g := range x.groups() {
		a := x.group(g)
		if a.value == nil {
			return spendingAmount{why: "a part is missing"}
		}
		total += *a.value
	}
	return spendingAmount{value: &total}
}

// groups are those that the return can have.
func (x spendingIndex) groups() []highneeds.Group {
	if x.grouped() {
		return highneeds.Groups[:len(highneeds.Groups)-1]
	}
	return highneeds.Groups
}

// lineNames are the lines by number, for the list at the end of the page.
func lineNames() (facts view.Facts) {
	for _, g := range highneeds.Groups {
		for _, code := range g.Lines {
			facts = append(facts, view.Fact{Term: code, Cell: view.Text(highneeds.LineNames[code])})
		}
	}
	for _, code := range append([]string{"1.9.3"}, highneeds.OwnLines...) {
		facts = append(facts, view.Fact{Term: code, Cell: view.Text(highneeds.LineNames[code])})
	}
	return facts
}
