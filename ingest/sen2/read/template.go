package read

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// isTemplate says whether a sheet of this name is that of the data entry template.
func isTemplate(name string) bool { return strings.Contains(plainWords(name), "dataentry") }

// readTemplate reads the template's one sheet, on which the tables stand one above the other, each under its title in column A.
func readTemplate(b *book, s sheet, d *desk) error {
	stack := newStack(b, d)
	seen := map[sen2.Group]bool{}
	err := b.rows(s, "sheet Data Entry Template", func(number int, cells [][]byte) error {
		if g := titled(cells); g != sen2.NoGroup {
			seen[g] = true
			if err := stack.end(); err != nil {
				return err
			}
			return stack.begin(g, g.About().Title)
		}
		return stack.row(number, cells)
	})
	if err != nil {
		return err
	}
	if err := stack.end(); err != nil {
		return err
	}
	for _, g := range []sen2.Group{sen2.Details, sen2.People, sen2.Requests} {
		if !seen[g] {
			return returns.Refuse("The sheet Data Entry Template has no table with the title %s in column A", g.About().Title)
		}
	}
	if stack.header == nil {
		return refusal(sen2.Details.About().Title, 0, "The table has no row: the header says whose return it is")
	}
	return stack.hand()
}

// titles are the tables by the words of their titles.
var titles = func() map[string]sen2.Group {
	all := map[string]sen2.Group{}
	for _, g := range append([]sen2.Group{sen2.Details}, tablesOfPeople...) {
		all[plainWords(g.About().Title)] = g
	}
	return all
}()

// titled is the table whose title stands in column A of a row.
func titled(cells [][]byte) sen2.Group {
	if len(cells) == 0 || len(cells[0]) == 0 || len(cells[0]) > longest {
		return sen2.NoGroup
	}
	return titles[plainWords(string(cells[0]))]
}

// plainWords is the letters and digits of a name in lower case, each word without the s of its plural.
func plainWords(name string) string {
	var all strings.Builder
	for _, word := range strings.FieldsFunc(strings.ToLower(name), func(c rune) bool { return !isWordRune(c) }) {
		all.WriteString(strings.TrimSuffix(word, "s"))
	}
	return all.String()
}

func isWordRune(c rune) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }

// Days as a spreadsheet counts them, 1 being 1 January 1900. Its year 1900 has a 29 February, day 60, so that from 1 March on a day is one
// more than it should be.
var (
	dayBefore1900 = time.Date(1899, time.December, 31, 0, 0, 0, 0, time.UTC)
	day1904       = time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC)
)

// lastSerial is 31 December 2199, after which no date of a return is.
const lastSerial = 109_574

// dayOfSerial writes a spreadsheet's number of a day, with its part of a day if it has one, as the other forms write it. Anything else is
// given back as it is.
func dayOfSerial(text []byte, from04 bool) []byte {
	text = bytes.TrimSpace(text)
	if len(text) == 0 || len(text) > 24 || !isDigitByte(text[0]) || bytes.ContainsAny(text, "-/:eExX") {
		return text
	}
	serial, err := strconv.ParseFloat(string(text), 64)
	if err != nil || serial < 1 || serial > lastSerial {
		return text
	}
	days, part := math.Modf(serial)
	from := dayBefore1900
	switch {
	case from04:
		from = day1904
	case int(days) == 60:
		return text
	case days > 60:
		days--
	}
	at := from.AddDate(0, 0, int(days)).Add(time.Duration(math.Round(part*24*60*60)) * time.Second)
	if part == 0 {
		return at.AppendFormat(nil, time.DateOnly)
	}
	return at.AppendFormat(nil, "2006-01-02T15:04:05")
}

func isDigitByte(c byte) bool { return c >= '0' && c <= '9' }
