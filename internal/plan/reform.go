package plan

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A local SEND reform plan is returned every quarter as a workbook. What is known of it comes from the Department for Education's own
// validation code: where the authority and the period stand, and that row names are in column B. Which rows there are is not known,
// so none is assumed: words and numbers are kept as they stand.

// Grid is a sheet: the text of each cell that holds something, by its address, such as "B13".
type Grid map[string]string

// Sheets of the workbook that must be there.
const (
	CoverSheet  = "Cover"
	ReturnSheet = "Quarterly Return Template"
)

var (
	quarterMonths = map[string]string{"march": "03", "june": "06", "september": "09", "december": "12"}
	returnName    = regexp.MustCompile(`(?i)^lsrp-quarterly-return-(march|june|september|december)-(20[0-9]{2})-([0-9]{3})-[a-z0-9][a-z0-9'’.,&_-]*\.xlsx$`)
	quarterShape  = regexp.MustCompile(`^20[0-9]{2}-(03|06|09|12)$`)
	periodOfYears = regexp.MustCompile(`^(20[0-9]{2})-([0-9]{2}) Quarterly Data$`)
)

// ReturnFileName reads the quarter, "2026-09", and the authority's three-digit code from a return's file name, such as
// lsrp-quarterly-return-September-2026-301-barking-and-dagenham.xlsx. ok is false for any other name.
func ReturnFileName(name string) (quarter, code string, ok bool) {
	m := returnName.FindStringSubmatch(fileBase(name))
	if m == nil {
		return "", "", false
	}
	return m[2] + "-" + quarterMonths[strings.ToLower(m[1])], m[3], true
}

// fileBase is a file's name without its folders.
func fileBase(name string) string {
	name = strings.TrimSpace(name)
	return name[strings.LastIndexAny(name, `/\`)+1:]
}

// ReadReturnCells makes a return of a workbook's sheets, by name. Authority is what the partnership's area is called; names are
// compared without capitals, signs and words such as "Council". Column B's texts name the rows, the columns after it hold what is
// said of them; a row above the first one with a number or words beside its label heads the columns. Its error is Problems, and names
// everything that keeps the return out.
func ReadReturnCells(fileName string, sheets map[string]Grid, code, authority string) (*Return, error) {
	var problems Problems
	r := &Return{File: fileBase(fileName)}
	quarter, named, ok := ReturnFileName(fileName)
	switch {
	case !ok:
		problems.Add("file", "The file should be called lsrp-quarterly-return-<month>-<year>-<code>-<name>.xlsx, with the month March, June, September or December.")
	case named != code:
		problems.Add("file", "The file’s name is of authority %s, and this partnership is of %s.", named, code)
	}
	r.Quarter = quarter
	for _, sheet := range []string{CoverSheet, ReturnSheet} {
		if _, there := sheets[sheet]; !there {
			problems.Add("file", "The workbook has no sheet %q.", sheet)
		}
	}
	if cover, there := sheets[CoverSheet]; there && placeName(cover["B13"]) != placeName(authority) {
		problems.Add("file", "Cell B13 of the sheet %q says %q, not %q.", CoverSheet, cover["B13"], authority)
	}
	if grid, there := sheets[ReturnSheet]; there && grid.large() {
		problems.Add("file", "The sheet %q has cells beyond row %d or column %s. Take out what stands there.", ReturnSheet, gridLastRow, columnName(gridLastColumn))
	} else if there {
		r.Period = strings.TrimSpace(grid["B5"])
		r.readGrid(grid)
		problems.period("file", r.Period)
		if found := ChildColumns(append(r.labels(), r.Columns...)); len(found) > 0 {
			problems.Add("file", "The workbook seems to list single children: %s. Nothing about one child is read.", listed(found))
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return r, nil
}

// period wants two years that follow each other, as "2026-27 Quarterly Data".
func (p *Problems) period(field, text string) {
	m := periodOfYears.FindStringSubmatch(text)
	if m == nil || fmt.Sprintf("%02d", (year(m[1])+1)%100) != m[2] {
		p.Add(field, "The period %q is not two years that follow each other, such as ‘2026-27 Quarterly Data’ (cell B5 of the sheet %q).", text, ReturnSheet)
	}
}

func (r *Return) labels() (list []string) {
	for _, row := range r.Rows {
		list = append(list, row.Label)
	}
	return list
}

// placeName is an authority's name without what differs from one list to another.
func placeName(name string) string {
	words := strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(name, "&", " and ")), func(r rune) bool { return !unicode.IsLetter(r) })
	own := slices.DeleteFunc(slices.Clone(words), func(w string) bool {
		return slices.Contains([]string{"council", "county", "city", "borough", "london", "metropolitan", "royal", "district", "unitary", "authority", "of", "the"}, w)
	})
	if len(own) == 0 { // the City of London
		own = words
	}
	slices.Sort(own)
	return strings.Join(own, " ")
}

// Rows and columns that are read: from the row under the period on.
const (
	gridFirstRow   = 6
	gridLastRow    = 2000
	gridLastColumn = 100
)

// large says that a cell holds something beyond what is read.
func (g Grid) large() bool {
	for address, text := range g {
		if column, row, ok := cellOf(address); ok && strings.TrimSpace(text) != "" && (column > gridLastColumn || row > gridLastRow) {
			return true
		}
	}
	return false
}

// readGrid keeps every row under the period that has a label in column B, with the columns after it. Where the first row that holds
// anything after column B has no number, its texts head the columns; otherwise columns are called by their letters.
func (r *Return) readGrid(grid Grid) {
	cells, lastRow, lastColumn := map[[2]int]string{}, 0, 2
	for _, address := range slices.Sorted(maps.Keys(grid)) {
		column, row, ok := cellOf(address)
		text := strings.TrimSpace(grid[address])
		if !ok || text == "" {
			continue
		}
		if column == 1 {
			r.Warnings = append(r.Warnings, fmt.Sprintf("Column A should be empty, and cell %s holds %q. It was not read.", address, clipped(text)))
			continue
		}
		cells[[2]int{row, column}] = text
		if row >= gridFirstRow {
			lastRow, lastColumn = max(lastRow, row), max(lastColumn, column)
		}
	}
	headed := false
	for row := gridFirstRow; row <= lastRow; row++ {
		line := ReturnRow{Label: cells[[2]int{row, 2}]}
		for column := 3; column <= lastColumn; column++ {
			text := cells[[2]int{row, column}]
			line.Texts, line.Nums = append(line.Texts, text), append(line.Nums, numberIn(text))
		}
		switch {
		case !headed && line.heads():
			headed, r.Columns = true, line.Texts
			r.Warnings = append(r.Warnings, fmt.Sprintf("Row %d was read as the headings of the columns.", row))
		case line.Label != "":
			r.Rows = append(r.Rows, line)
			headed = headed || line.filled()
		case line.filled():
			r.Warnings = append(r.Warnings, fmt.Sprintf("Row %d has values and no name in column B. It was not read.", row))
		}
	}
	r.nameColumns(lastColumn)
	if n := r.small(); n > 0 {
		r.Warnings = append(r.Warnings, fmt.Sprintf("%s from 1 to 4. If they count children, take them out before anybody else sees the return.", counted(n, "number is", "numbers are")))
	}
}

// small counts whole numbers from 1 to 4: what they count is not known.
func (r *Return) small() (n int) {
	for _, row := range r.Rows {
		for _, value := range row.Nums {
			if value != nil && (*value == 1 || *value == 2 || *value == 3 || *value == 4) {
				n++
			}
		}
	}
	return n
}

// filled says that something stands in the row beside its label.
func (row ReturnRow) filled() bool {
	return slices.ContainsFunc(row.Texts, func(s string) bool { return s != "" })
}

// heads says that the row holds words and no number beside its label.
func (row ReturnRow) heads() bool {
	return row.filled() && !slices.ContainsFunc(row.Nums, func(n *float64) bool { return n != nil })
}

// nameColumns gives columns without a heading the letter they stand under.
func (r *Return) nameColumns(last int) {
	for i := range max(0, last-2) {
		if i >= len(r.Columns) {
			r.Columns = append(r.Columns, "")
		}
		if r.Columns[i] == "" {
			r.Columns[i] = "column " + columnName(i+3)
		}
	}
}

var cellShape = regexp.MustCompile(`^([A-Z]{1,3})([1-9][0-9]{0,6})$`)

// cellOf reads an address: "B13" is column 2, row 13.
func cellOf(address string) (column, row int, ok bool) {
	m := cellShape.FindStringSubmatch(address)
	if m == nil {
		return 0, 0, false
	}
	for _, letter := range m[1] {
		column = column*26 + int(letter-'A') + 1
	}
	row, err := strconv.Atoi(m[2])
	return column, row, err == nil
}

// columnName is a column's letters: 28 is AB.
func columnName(n int) (name string) {
	for ; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

var plainNumber = regexp.MustCompile(`^[-−]?£?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?%?$|^[-−]?£?[0-9]+(\.[0-9]+)?%?$`)

// numberIn reads a cell that is a number and nothing else, with or without £, % and commas between thousands: 12% is 12. It is nil
// for anything else: words stay words.
func numberIn(text string) *float64 {
	text = strings.TrimSpace(text)
	if n, err := strconv.ParseFloat(text, 64); err == nil && !strings.ContainsAny(text, "xXpPiInN_") {
		return &n
	}
	if !plainNumber.MatchString(text) {
		return nil
	}
	n, err := strconv.ParseFloat(strings.NewReplacer("£", "", ",", "", "%", "", "−", "-").Replace(text), 64)
	if err != nil {
		return nil
	}
	return &n
}

// clipped is the beginning of a long text.
func clipped(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return text
}

// Check wants a quarter, a period of two years, rows as wide as the columns, and nothing about one child.
func (r *Return) Check(Context) (problems Problems) {
	if !quarterShape.MatchString(r.Quarter) {
		problems.Add("quarter", "A quarter ends in March, June, September or December: 2026-09.")
	}
	problems.period("period", r.Period)
	problems.wanted("file", r.File, "Name the file that the return was read from.")
	if len(r.Rows) == 0 {
		problems.Add("rows", "The return has no rows.")
	}
	for i, row := range r.Rows {
		field := fmt.Sprintf("rows.%d", i)
		if len(row.Texts) != len(r.Columns) || len(row.Nums) != len(r.Columns) {
			problems.Add(field, "Row %q has %d values, and there are %d columns.", clipped(row.Label), len(row.Texts), len(r.Columns))
		}
		problems.wanted(field, row.Label, "Every row has a name.")
		FreeText(&problems, field, "Row "+strconv.Itoa(i+1), strings.Join(append([]string{row.Label}, row.Texts...), "\n"), 0)
	}
	if found := ChildColumns(append(r.labels(), r.Columns...)); len(found) > 0 {
		problems.Add("columns", "The return seems to list single children: %s.", listed(found))
	}
	return problems
}
