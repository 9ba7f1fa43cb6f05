package printed

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"inclusion/internal/returns"
)

// columns are the layout's own columns that the table fills, in the published order.
func (f file) columns() ([]column, error) {
	var all []column
	for _, head := range f.layout.Header {
		name, optional := strings.CutSuffix(head, "?")
		printed := name
		if strings.HasPrefix(name, "/") {
			pattern, own, _ := strings.Cut(name[1:], "/ ")
			name, optional = own, false
			printed = inYear(pattern, own, f.year)
		}
		cell, ok := f.cell(name)
		switch {
		case ok:
			all = append(all, column{printed, cell})
		case !optional:
			return nil, fmt.Errorf("the published column %s has nothing to stand in it", printed)
		}
	}
	return all, nil
}

// cell says what stands in the layout's column of this name; false when the table has nothing for it.
func (f file) cell(name string) (func(returns.Row) string, bool) {
	if name == "breakdown" {
		return func(r returns.Row) string { return r.Breakdown }, true
	}
	if name == "breakdown_topic" {
		return func(r returns.Row) string {
			if r.Topic == "" {
				return r.Breakdown
			}
			return r.Topic
		}, true
	}
	if at := slices.Index(f.table.Measures, name); at >= 0 {
		return func(r returns.Row) string { return f.measured(r.Cells[at]) }, true
	}
	for _, p := range f.shape.Percents {
		if p.Percent == name {
			return f.percent(p)
		}
	}
	return func(returns.Row) string { return notAvailable }, slices.Contains(f.shape.Blank, name)
}

// measured writes a cell: a number, or a word where the table's cells stand for words.
func (f file) measured(c returns.Cell) string {
	if c.Status != returns.OK {
		return status(c.Status)
	}
	if len(f.shape.Words) > 0 {
		return f.shape.Words[min(max(int(c.N), 0), len(f.shape.Words)-1)]
	}
	return number(c.N)
}

func (f file) percent(p returns.Percent) (func(returns.Row) string, bool) {
	part := slices.Index(f.table.Measures, p.Part)
	whole := make([]int, len(p.Whole))
	for i, name := range p.Whole {
		whole[i] = slices.Index(f.table.Measures, name)
	}
	if part < 0 || slices.Contains(whole, -1) {
		return nil, false
	}
	return func(r returns.Row) string {
		parts := make([]returns.Cell, len(whole))
		for i, at := range whole {
			parts[i] = r.Cells[at]
		}
		return share(r.Cells[part], parts)
	}, true
}

// literalYear is a year that a layout names by its last two digits, as it stood in the one release that has that layout.
var literalYear = regexp.MustCompile(`2[45]$`)

// inYear is what a column is called whose published name carries a year: that of the flows, or for a "second" one the census year.
func inYear(pattern, name string, year int) string {
	flows, census := fmt.Sprintf("%02d", (year-1)%100), fmt.Sprintf("%02d", year%100)
	switch {
	case strings.Contains(pattern, `(_2022)?`):
		return strings.ReplaceAll(pattern, `(_2022)?`, "")
	case strings.Contains(pattern, `\d{4}`):
		return strings.ReplaceAll(pattern, `\d{4}`, fmt.Sprintf("%04d", year-1))
	case strings.HasSuffix(name, "_second"):
		return strings.ReplaceAll(pattern, `\d\d`, census)
	case strings.Contains(pattern, `\d\d`):
		return strings.ReplaceAll(pattern, `\d\d`, flows)
	case strings.HasSuffix(name, "_after"):
		return literalYear.ReplaceAllString(pattern, census)
	default:
		return literalYear.ReplaceAllString(pattern, flows)
	}
}
