package export

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// ChartKind is how a native chart draws its series.
type ChartKind int

// The kinds of native chart.
const (
	LineChart    ChartKind = iota // through time
	ColumnChart                   // one column a row
	StackedChart                  // parts of a whole, one column a row
	BarChart                      // clustered bars, one group a row
)

// Chart is a native chart of a table: it draws the table's own cells, so whoever changes a number sees the chart change. An empty
// cell is a gap.
type Chart struct {
	Kind     ChartKind
	Title    string // what it shows
	X, Y     string // titles of the axes
	Category int    // the column that names the rows
	Series   []Series
	Whole    bool // the parts make 100, and the axis ends there
}

// Series is a column of the table as the chart draws it. Its name is the column's head.
type Series struct {
	Column int
	Colour string // "#12436D"
	Dashed bool
	Width  float64 // of a line, in points
}

// sheetChartWidth and sheetChartHeight are the size of a native chart in pixels.
const (
	sheetChartWidth  = 860
	sheetChartHeight = 400
)

var chartKinds = map[ChartKind]excelize.ChartType{LineChart: excelize.Line, ColumnChart: excelize.Col, StackedChart: excelize.ColStacked, BarChart: excelize.Bar}

// checkChart says what a chart would draw that the table does not have.
func (t Table) checkChart() error {
	if t.Chart == nil {
		return nil
	}
	if len(t.Rows) == 0 || len(t.Chart.Series) == 0 {
		return fmt.Errorf("the chart of the table %q has nothing to draw", t.Name)
	}
	columns := []int{t.Chart.Category}
	for _, s := range t.Chart.Series {
		columns = append(columns, s.Column)
	}
	for _, c := range columns {
		if c < 0 || c >= len(t.Columns) {
			return fmt.Errorf("the chart of the table %q draws column %d of %d", t.Name, c+1, len(t.Columns))
		}
	}
	return nil
}

// chart puts the table's chart beneath it.
func (x *sheets) chart(t Table) error {
	c := t.Chart
	if c == nil {
		return nil
	}
	words := func(text string, size float64) excelize.ChartTitle {
		return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: text, Font: &excelize.Font{Size: size, Bold: true, Color: "0B0C0C"}}}}
	}
	plain, zero := false, 0.0
	letters := excelize.Font{Size: 9, Color: "3D3D3D"}
	chart := &excelize.Chart{Type: chartKinds[c.Kind], Title: words(c.Title, 12), Legend: excelize.ChartLegend{Position: "bottom"}, VaryColors: &plain, ShowBlanksAs: "gap",
		XAxis:     excelize.ChartAxis{Title: words(c.X, 10), Font: letters},
		YAxis:     excelize.ChartAxis{Title: words(c.Y, 10), Font: letters, MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: t.axisFormat()}},
		Dimension: excelize.ChartDimension{Width: sheetChartWidth, Height: sheetChartHeight}, Format: excelize.GraphicOptions{AltText: t.alt(), Name: t.Name}}
	if low, _ := t.drawn(); low >= 0 {
		chart.YAxis.Minimum = &zero
	}
	if c.Whole {
		all := 100.0
		chart.YAxis.Maximum = &all
	}
	if c.Kind == BarChart {
		chart.XAxis.ReverseOrder = true // the first row on top, as in the table
	}
	for _, s := range c.Series {
		chart.Series = append(chart.Series, t.series(s))
	}
	return x.f.AddChart(t.Name, fmt.Sprintf("A%d", len(t.Rows)+4), chart)
}

// series refers to the cells of one column.
func (t Table) series(s Series) excelize.ChartSeries {
	colour := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{strings.TrimPrefix(s.Colour, "#")}}
	drawn := excelize.ChartSeries{Name: t.cells(s.Column, 1, 1), Categories: t.cells(t.Chart.Category, 2, len(t.Rows)+1), Values: t.cells(s.Column, 2, len(t.Rows)+1), Fill: colour}
	if t.Chart.Kind != LineChart {
		return drawn
	}
	drawn.Line = excelize.LineOptions{Type: excelize.LineSolid, Width: s.Width, Fill: colour}
	drawn.Marker = excelize.ChartMarker{Symbol: "circle", Size: 5, Fill: colour}
	if s.Dashed {
		drawn.Line.Dash = excelize.LineDashDash
	}
	return drawn
}

// cells are rows first to last of a column, as a chart refers to them.
func (t Table) cells(column, first, last int) string {
	sheet := "'" + strings.ReplaceAll(t.Name, "'", "''") + "'"
	name, err := excelize.ColumnNumberToName(column + 1)
	if err != nil {
		return "" // checkChart has refused a column that is not there
	}
	if first == last {
		return fmt.Sprintf("%s!$%s$%d", sheet, name, first)
	}
	return fmt.Sprintf("%s!$%s$%d:$%s$%d", sheet, name, first, name, last)
}

// drawn are the lowest and the highest number of the chart, and 0.
func (t Table) drawn() (low, high float64) {
	for _, s := range t.Chart.Series {
		for _, row := range t.Rows {
			if v := row[s.Column].Number; v != nil {
				low, high = min(low, *v), max(high, *v)
			}
		}
	}
	return low, high
}

// axisFormat is how the numbers of the axis are written: thousands apart where there are any.
func (t Table) axisFormat() string {
	if low, high := t.drawn(); high-low >= 1000 {
		return "#,##0"
	}
	return "General"
}

// alt says what the chart shows to whoever cannot see it.
func (t Table) alt() string {
	kinds := map[ChartKind]string{LineChart: "Lines", ColumnChart: "Columns", StackedChart: "Stacked columns", BarChart: "Bars"}
	var names []string
	for _, s := range t.Chart.Series {
		names = append(names, t.Columns[s.Column].Label)
	}
	alt := []rune(fmt.Sprintf("%s: %s. The numbers are in the table above, in the columns %s.", kinds[t.Chart.Kind], t.Chart.Title, strings.Join(names, "; ")))
	return string(alt[:min(len(alt), 1000)])
}
