package workbook

import (
	"encoding/xml"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"inclusion/internal/plan"
)

// sheet is one sheet's cells that hold something.
type sheet struct {
	name       string
	cells      map[place]cell
	lastRow    int
	lastColumn int
}

// place is a cell's row and column, from 1.
type place struct{ row, column int }

// address is how people name a place: B13.
func address(at place) string { return columnName(at.column) + strconv.Itoa(at.row) }

func columnName(n int) (name string) {
	for ; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

var addressShape = regexp.MustCompile(`^([A-Z]{1,3})([1-9][0-9]{0,6})$`)

// placeOf reads an address; ok is false where it is none.
func placeOf(text string) (at place, ok bool) {
	m := addressShape.FindStringSubmatch(text)
	if m == nil {
		return place{}, false
	}
	for _, letter := range m[1] {
		at.column = at.column*26 + int(letter-'A') + 1
	}
	row, err := strconv.Atoi(m[2])
	at.row = row
	return at, err == nil
}

// cell is what a cell holds.
type cell struct {
	Text    string
	Number  float64
	Numeric bool
	Day     plan.Day // of a number that is shown as a date
	Percent bool
	Formula bool
	Wrong   bool // #REF! and its like
}

// shown is the cell as a reader of the sheet sees it.
func (c cell) shown() string {
	switch {
	case c.Day != "":
		return string(c.Day)
	case c.Numeric && c.Percent:
		return digits(c.Number*100) + "%"
	}
	return c.Text
}

// digits writes a number with the fifteen digits that a spreadsheet keeps: 5.3, not 5.2999999999999998.
func digits(n float64) string {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	if err != nil || math.Abs(rounded) >= 1e15 {
		return strconv.FormatFloat(n, 'g', 15, 64)
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// style is what a cell's format says of its number.
type style struct{ date, percent bool }

var (
	quotedFormat = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]|_.|\*.`)
	dateFormat   = regexp.MustCompile(`(?i)[dy]|m{3,}|mm?/`)
)

// styleOf reads a number format: by its number where it is built in (ECMA-376, part 1, 18.8.30), or by its code.
func styleOf(id int, codes map[int]string) style {
	if code, own := codes[id]; own {
		code = quotedFormat.ReplaceAllString(code, "")
		return style{date: dateFormat.MatchString(code) && !strings.ContainsAny(code, "#0"), percent: strings.Contains(code, "%")}
	}
	return style{date: id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 58, percent: id == 9 || id == 10}
}

// mostStyles is how many formats a workbook can have (Excel's own limit is 65,490).
const mostStyles = 65_490

func (p *parts) readStyles() error {
	codes, within := map[int]string{}, false
	return p.scan("xl/styles.xml", func(t xml.Token) error {
		switch t := t.(type) {
		case xml.EndElement:
			within = within && t.Name.Local != "cellXfs"
		case xml.StartElement:
			id, err := strconv.Atoi(attribute(t, "numFmtId"))
			switch {
			case t.Name.Local == "cellXfs":
				within = true
			case len(codes) > mostStyles || len(p.styles) > mostStyles:
				return refused("The workbook has more formats than Excel allows.")
			case t.Name.Local == "numFmt" && err == nil:
				codes[id] = attribute(t, "formatCode")
			case t.Name.Local == "xf" && within:
				p.styles = append(p.styles, styleOf(id, codes))
			}
		}
		return nil
	})
}

// sheetReader goes through a sheet's elements and keeps the cells that hold something.
type sheetReader struct {
	parts   *parts
	sheet   *sheet
	at      place
	kind    string // of the cell: s, str, inlineStr, b, e, n
	format  int
	formula bool
	value   strings.Builder
	inValue bool
	inline  collector
}

func (p *parts) readSheet(s *sheet, part string) error {
	r := &sheetReader{parts: p, sheet: s}
	return p.scan(part, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			r.begin(t)
		case xml.EndElement:
			r.inValue = r.inValue && t.Name.Local != "v"
			if t.Name.Local == "c" {
				return r.end()
			}
		case xml.CharData:
			if r.inValue && r.value.Len() <= 4*maxText {
				r.value.Write(t)
			}
		}
		if r.kind == "inlineStr" {
			r.inline.take(t)
		}
		return nil
	})
}

func (r *sheetReader) begin(e xml.StartElement) {
	switch e.Name.Local {
	case "row":
		r.at.row++
		if n, err := strconv.Atoi(attribute(e, "r")); err == nil && n > 0 {
			r.at.row = n
		}
		r.at.column = 0
	case "c":
		r.at.column++
		if at, ok := placeOf(attribute(e, "r")); ok {
			r.at = at
		}
		r.kind, r.formula, r.inValue = attribute(e, "t"), false, false
		r.format, _ = strconv.Atoi(attribute(e, "s"))
		r.value.Reset()
		r.inline = collector{}
	case "f":
		r.formula = true
	case "v":
		r.inValue = true
	}
}

// end keeps the cell that has been read, where it holds something.
func (r *sheetReader) end() error {
	c := r.cell()
	r.kind = ""
	if c.Text == "" && !c.Formula {
		return nil
	}
	if r.at.row > maxRow || r.at.column > maxColumn || r.at.row < 1 {
		return refused("The sheet “%s” holds something at %s, beyond row %d or column %s. Delete the rows or columns that are not needed and save it again.",
			clipped(r.sheet.name), address(r.at), maxRow, columnName(maxColumn))
	}
	if r.parts.cells++; r.parts.cells > maxCells {
		return refused("The workbook has more than %d filled cells, so it is not read.", maxCells)
	}
	r.sheet.cells[r.at] = c
	r.sheet.lastRow, r.sheet.lastColumn = max(r.sheet.lastRow, r.at.row), max(r.sheet.lastColumn, r.at.column)
	return nil
}

func (r *sheetReader) cell() cell {
	raw := r.value.String()
	c := cell{Formula: r.formula}
	switch r.kind {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(raw)); err == nil && i >= 0 && i < len(r.parts.strings) {
			c.Text = r.parts.strings[i]
		}
	case "inlineStr":
		c.Text = r.inline.done()
	case "str":
		c.Text = unescaped(raw)
	case "b":
		c.Text = map[bool]string{true: "TRUE", false: "FALSE"}[strings.TrimSpace(raw) == "1"]
	case "e":
		c.Text, c.Wrong = raw, true
	case "d":
		if day := plan.Day(strings.TrimSpace(raw[:min(10, len(raw))])); day.Valid() {
			c.Day, c.Text = day, string(day)
		} else {
			c.Text = raw
		}
	default:
		r.number(&c, strings.TrimSpace(raw))
	}
	return c
}

func (r *sheetReader) number(c *cell, raw string) {
	n, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		c.Text = raw
		return
	}
	c.Number, c.Numeric, c.Text = n, true, digits(n)
	if r.format >= 0 && r.format < len(r.parts.styles) {
		c.Percent = r.parts.styles[r.format].percent
		if r.parts.styles[r.format].date {
			c.Day = r.parts.dayOf(n)
		}
	}
}

// dayOf is the day that a spreadsheet counts as a number: 1 is 1 January 1900, and 60 the 29 February 1900 that never was, so that from
// 61 on days count from 30 December 1899. Workbooks of old Macintoshes count from 1904. It is empty before 1 March 1900 and after 2199.
func (p *parts) dayOf(n float64) plan.Day {
	if p.from1904 {
		n += 1462
	}
	if n < 61 || n >= 109_575 {
		return ""
	}
	return plan.DayOf(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(n)))
}

// clipped is the beginning of a long text.
func clipped(text string) string {
	if runes := []rune(text); len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return text
}
