package view

import (
	"encoding/json"
	"html/template"
	"strconv"
	"strings"

	"inclusion/dashboards/chart"
)

// Cell is one cell of a table. A cell without Text shows its Status; a cell with neither is empty on purpose.
type Cell struct {
	Text    string
	Detail  string // a second, smaller line: "172 of 178"
	Status  string // why there is no number, in grey: StatusWords("suppressed", "fewer than 6")
	Href    string
	Mark    *Mark
	Picture template.HTML // chart.Position.SVG(), chart.Spark.SVG()
	// Shade is the quarter of a heat table, 1 to 4, light to dark; 0 is none. Colour only repeats it: say the quarter in the
	// cell's words too.
	Shade int
}

// Text is a cell of words.
func Text(s string) Cell { return Cell{Text: s} }

// Number is a cell of a number already written, with its denominator when there is one.
func Number(s string, detail ...string) Cell {
	c := Cell{Text: s}
	if len(detail) > 0 {
		c.Detail = detail[0]
	}
	return c
}

// Missing is a cell that says why there is no number.
func Missing(status string, because ...string) Cell {
	return Cell{Status: StatusWords(status, because...)}
}

// Linked is a cell of words that lead somewhere.
func Linked(text, href string) Cell { return Cell{Text: text, Href: href} }

// Column heads a column of cells.
type Column struct {
	Label   string
	Numeric bool   // right-aligned, tabular figures
	Note    string // a second, smaller line in the head: the unit, the period
	Break   bool   // a line stands before it: what is left of it is not comparable
}

// Class is the class of one of the column's cells.
func (c Column) Class(cell Cell) string {
	var classes []string
	if c.Numeric || c.Break {
		classes = append(classes, "number")
	}
	if c.Break {
		classes = append(classes, "break")
	}
	if cell.Shade > 0 {
		classes = append(classes, "heat heat-"+strconv.Itoa(cell.Shade))
	}
	return strings.Join(classes, " ")
}

// Row is one line of a table. The first cell names it.
type Row struct {
	Cells  []Cell
	Strong bool // this area, or a total
	Group  bool // a heading row: its first cell spans the table
}

// Table is a table of data. It scrolls sideways by itself when the page is narrower.
type Table struct {
	Caption       string // what the table holds; also the name of its scrolling region
	CaptionHidden bool   // a heading beside it already says the same
	Columns       []Column
	Rows          []Row
	Note          string // beneath, small
}

// Source is where a figure comes from, in one small line.
type Source struct {
	Publisher string // "Department for Education"
	Title     string // "Education, health and care plans"
	Href      string
	Edition   string // "2025 release"
	Published string // "26 June 2025"
	Fetched   string
	Licence   string // "Open Government Licence v3.0"
}

// Figure is a chart with everything that belongs to it: the finding, how sure it is, the picture, the same numbers as
// a table, files to download, and the source. A reader who cannot see the picture has the table, so give one.
type Figure struct {
	ID        string // anchor, unique on the page
	Level     int    // of the heading: 2 or 3 (2 when not given)
	Heading   string // the finding, as a sentence
	Sure      string // one sentence on how sure that is
	Options   json.RawMessage
	Still     template.HTML // chart.Trend.SVG(): without script, and on paper
	AxisNote  string        // "The axis does not start at zero." when the reader asked for that
	Table     *Table
	TableHref string // where the same numbers stand as a table, when that is not the figure's own: "#areas"
	Downloads []Link
	Source    *Source
	FromHref  string // where the page names the sources, when they are too many for one line: "#from"
}

// Draw fills the picture of a figure from a chart.
func Draw(f Figure, c chart.Drawing) (Figure, error) {
	options, err := c.Options()
	f.Options, f.Still = options, c.SVG()
	return f, err
}

// IndicatorTable compares an area with England, one indicator a row; each row opens.
type IndicatorTable struct {
	Caption string // "Assessments, plans, reviews and redress: Camden and England"
	Area    string
	Areas   int // how many areas a position is among
	Rows    []IndicatorRow
}

// IndicatorRow is one indicator in an IndicatorTable.
type IndicatorRow struct {
	ID       string // "S01"
	Name     string
	Href     string // the indicator's own page
	Period   string // as said: "2024"
	Area     Cell   // the area's number, its denominator as Detail
	Mark     *Mark
	England  Cell
	Position chart.Position
	Spark    chart.Spark
	Moved    string // how it moved in a year, in a few words: "up 3.2 points"
	Legal    *Legal
	More     *More
}

// Legal flags a duty in law and what is published of it.
type Legal struct {
	Standard string // "all within 20 weeks"
	Met      string // "met in most cases", "not met in most cases"; empty when not known
}

// More is what a row opens to.
type More struct {
	Definition string
	Notes      []string // neighbours, who they are; what to keep in mind
	Table      *Table   // the history
	Links      []Link
}

// Empty is what stands where something will be: what, who can add it, and how.
type Empty struct {
	Heading string
	Text    string
	Links   []Link
}

// Pages leads through a long list. Previous and Next are nil at the ends.
type Pages struct {
	Label          string // "Areas"
	Page, Of       int
	Previous, Next *Link
}

// Facts are pairs of a term and what is known, for the head of a page.
type Facts []Fact

// Fact is one term and what is known of it.
type Fact struct {
	Term string
	Cell
}
