package source

import (
	"fmt"
	"regexp"
	"sort"
	"strings"
)

// nearMiss is the share of a layout's own marks that a file must bear to be taken for a changed edition of it, not for a
// stranger. Columns that every file of the publisher has are no marks.
const nearMiss = 0.6

// column is one column a tidy layout expects.
type column struct {
	name     string
	pattern  *regexp.Regexp // set where the publisher's name carries a year
	optional bool
	common   bool // every Explore Education Statistics file has it
}

func (c column) matches(header string) bool {
	if c.pattern != nil {
		return c.pattern.MatchString(header)
	}
	return c.name == header
}

func (c column) String() string {
	if c.pattern != nil {
		return c.pattern.String()
	}
	return c.name
}

func (l Layout) columns() ([]column, error) {
	var all []column
	if l.EES {
		for _, name := range eesColumns {
			all = append(all, column{name: name, common: true})
		}
	}
	for _, h := range l.Header {
		c := column{name: h, common: l.EES && (h == "breakdown_topic" || h == "breakdown")}
		if rest, ok := strings.CutSuffix(c.name, "?"); ok {
			c.name, c.optional = rest, true
		}
		if strings.HasPrefix(c.name, "/") {
			expression, name, ok := strings.Cut(c.name[1:], "/ ")
			if !ok {
				return nil, fmt.Errorf("column %q: a pattern is written \"/regexp/ name\"", h)
			}
			re, err := regexp.Compile("^(?:" + expression + ")$")
			if err != nil {
				return nil, fmt.Errorf("column %q: %w", h, err)
			}
			c.name, c.pattern = name, re
		}
		all = append(all, c)
	}
	return all, nil
}

// Fit is how well a file fits a layout.
type Fit struct {
	Layout  Layout
	Columns []string // tidy: our name of each of the file's columns, in the file's order
	Absent  []string // optional columns the file does not have
	Found   string   // what stands there instead, when the fit is near
	Wanted  string
	Exact   bool
	share   float64
}

// Near says that the file is an edition of this layout that has changed.
func (f Fit) Near() bool { return !f.Exact && f.share >= nearMiss }

// FitHeader compares a tidy file's header with the layout. Names are compared in lower case and in any order.
func (l Layout) FitHeader(header []string) (Fit, error) {
	want, err := l.columns()
	if err != nil {
		return Fit{}, err
	}
	fit := Fit{Layout: l, Columns: make([]string, len(header))}
	taken := make([]bool, len(header))
	var missing []string
	hits, needed, marks := 0, 0, len(header)
	for _, c := range want {
		at := c.find(header, taken)
		own := !c.common && !c.optional
		if own {
			needed++
		}
		if at < 0 {
			if c.optional {
				fit.Absent = append(fit.Absent, c.name)
			} else {
				missing = append(missing, c.String())
			}
			continue
		}
		taken[at] = true
		fit.Columns[at] = c.name
		if own {
			hits++
		} else {
			marks--
		}
	}
	var strangers []string
	for i, h := range header {
		if !taken[i] {
			strangers = append(strangers, fmt.Sprintf("%q", h))
		}
	}
	fit.share = float64(hits) / float64(max(needed, marks, 1))
	fit.Exact = len(missing) == 0 && len(strangers) == 0
	fit.Wanted, fit.Found = list("the columns", missing), list("the unknown columns", strangers)
	numberTwins(fit.Columns)
	return fit, nil
}

// find is the place in the header of the first column not taken that c matches, or -1. Of several names that carry a year
// the least comes first, wherever it stands, so that the earlier year is always read as the earlier.
func (c column) find(header []string, taken []bool) int {
	at := -1
	for i, h := range header {
		if !taken[i] && c.matches(h) && (at < 0 || h < header[at]) {
			at = i
		}
	}
	return at
}

// numberTwins gives the second of two columns of one name the ending _2, as one published file needs.
func numberTwins(columns []string) {
	seen := map[string]int{}
	for i, name := range columns {
		seen[name]++
		if n := seen[name]; n > 1 && name != "" {
			columns[i] = fmt.Sprintf("%s_%d", name, n)
		}
	}
}

// FitCells compares a grid of text with the cells the layout is known by.
func (l Layout) FitCells(rows [][]string) Fit {
	fit := Fit{Layout: l}
	var addresses []string
	for at := range l.Cells {
		addresses = append(addresses, at)
	}
	sort.Strings(addresses)
	hits := 0
	for _, at := range addresses {
		row, col, err := Address(at)
		if err != nil {
			continue
		}
		text := ""
		if row < len(rows) && col < len(rows[row]) {
			text = strings.TrimSpace(rows[row][col])
		}
		if regexp.MustCompile("^(?is:" + l.Cells[at] + ")$").MatchString(text) {
			hits++
			continue
		}
		if fit.Found == "" {
			fit.Found = fmt.Sprintf("%q in cell %s", text, at)
			fit.Wanted = fmt.Sprintf("text like %q in cell %s", l.Cells[at], at)
		}
	}
	fit.share = float64(hits) / float64(len(addresses))
	fit.Exact = hits == len(addresses)
	return fit
}

// Better says which of two near fits explains a file best.
func (f Fit) Better(other Fit) bool { return f.share > other.share }

func list(what string, items []string) string {
	if len(items) == 0 {
		return "nothing else"
	}
	const most = 6
	if len(items) > most {
		return fmt.Sprintf("%s %s and %d more", what, strings.Join(items[:most], ", "), len(items)-most)
	}
	return what + " " + strings.Join(items, ", ")
}

// Names lists our names of a tidy layout's columns, the optional ones included, as a statement may use them.
func (l Layout) Names() ([]string, error) {
	columns, err := l.columns()
	if err != nil {
		return nil, err
	}
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
	}
	numberTwins(names)
	return names, nil
}
