package returns

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"
)

//go:embed shape.yaml
var shapeFile []byte

// NotApplicable is a share of nothing.
const NotApplicable Status = "not applicable"

// PlacementTopic is the topic whose rows stand in groups: "<Group> - total" is the sum of the other rows of its group.
const PlacementTopic = "Type of placement"

// Years is a span of years of the return; 0 is open.
type Years struct {
	From int `yaml:"from"`
	To   int `yaml:"to"`
}

// Holds says that a year is within the span.
func (y Years) Holds(year int) bool { return year >= y.From && (y.To == 0 || year <= y.To) }

// Balance is a total and the parts of the same row that it is the sum of.
type Balance struct {
	Total string   `yaml:"total"`
	Parts []string `yaml:"parts"`
}

// Within is a whole and parts of the same row that are some of it.
type Within struct {
	Whole string   `yaml:"whole"`
	Parts []string `yaml:"parts"`
}

// Percent is a printed share: part of the sum of whole, times 100.
type Percent struct {
	Percent string   `yaml:"percent"`
	Part    string   `yaml:"part"`
	Whole   []string `yaml:"whole"`
}

// Shape is what the published files say of one table.
type Shape struct {
	Table        string            `yaml:"table"`
	Layout       string            `yaml:"layout"` // of source ehc-plans
	File         string            `yaml:"file"`   // the printed file's name without its ending
	Period       string            `yaml:"period"` // calendar, january or census-year
	Years        Years             `yaml:"years"`  // of the returns that have the table
	Everybody    string            `yaml:"everybody"`
	Adds         bool              `yaml:"adds"`
	Measures     []string          `yaml:"measures"` // counts; see MeasuresIn
	MeasureYears map[string]Years  `yaml:"measure_years"`
	Means        map[string]string `yaml:"means"` // mean to the count it is over
	Balances     []Balance         `yaml:"balances"`
	Within       []Within          `yaml:"within"`
	Percents     []Percent         `yaml:"percents"`
	Words        []string          `yaml:"words"`
	Blank        []string          `yaml:"blank"`
}

var shapes = sync.OnceValue(func() []Shape {
	var all []Shape
	d := yaml.NewDecoder(bytes.NewReader(shapeFile))
	d.KnownFields(true)
	if err := d.Decode(&all); err != nil {
		panic(fmt.Sprintf("the embedded shape of the tables cannot be read: %v", err))
	}
	return all
})

// Shapes lists every table of the published shape.
func Shapes() []Shape { return slices.Clone(shapes()) }

// ShapeOf finds a table's shape by its name.
func ShapeOf(table string) (Shape, bool) {
	for _, s := range shapes() {
		if s.Table == table {
			return s, true
		}
	}
	return Shape{}, false
}

// MeasuresIn lists the columns of a table made from the return of a year: the counts, then the means in the order of their names.
func (s Shape) MeasuresIn(year int) []string {
	var all []string
	for _, m := range s.Measures {
		if s.MeasureYears[m].Holds(year) {
			all = append(all, m)
		}
	}
	var means []string
	for m := range s.Means {
		means = append(means, m)
	}
	slices.Sort(means)
	return append(all, means...)
}

// PeriodIn is the period of a table made from the return of a year.
func (s Shape) PeriodIn(year int) string {
	switch s.Period {
	case "january":
		return fmt.Sprintf("%04d-01", year)
	case "census-year":
		return fmt.Sprintf("%04d", year)
	default:
		return fmt.Sprintf("%04d", year-1)
	}
}

// placementGroup splits the label of a row of PlacementTopic: "FE - total" is the total of group "FE". A row outside any group is its own.
func placementGroup(label string) (group string, total bool) {
	group, rest, found := strings.Cut(label, " - ")
	if !found {
		return label, true
	}
	return group, strings.EqualFold(rest, "total")
}
