package chart

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// Bar is one area of a distribution.
type Bar struct {
	Name  string
	Value *float64 // nil: left out of the bars and counted in Missing
	Text  string
	Role  Role
	// Marked bars stand out in the colour of their role; all others are light grey.
	Marked bool
}

// Distribution is every area as a bar, sorted so that better is on the right where a direction is agreed and low to
// high where none is. Quarters are marked where the bars change from one to the next.
type Distribution struct {
	Name        string
	Bars        []Bar
	England     *float64
	EnglandText string // "46.4%"
	Polarity    Polarity
	Axis        Axis
}

// sorted returns the bars that have a number, worse to better or low to high, equal ones by name.
func (d Distribution) sorted() []Bar {
	var bars []Bar
	for _, b := range d.Bars {
		if b.Value != nil {
			bars = append(bars, b)
		}
	}
	slices.SortStableFunc(bars, func(a, b Bar) int {
		order := cmp.Compare(*a.Value, *b.Value)
		if d.Polarity == LowerIsBetter {
			order = -order
		}
		return cmp.Or(order, cmp.Compare(a.Name, b.Name))
	})
	return bars
}

// Missing is how many areas have no number to draw; the page says it beside the chart.
func (d Distribution) Missing() int { return len(d.Bars) - len(d.sorted()) }

// Ends are the words for the left and right end of the bars.
func (d Distribution) Ends() (left, right string) { return d.Polarity.ends() }

func (p Polarity) ends() (left, right string) {
	if p == NoDirection {
		return "low", "high"
	}
	return "worse", "better"
}

func (d Distribution) extent(bars []Bar) []float64 {
	values := []*float64{d.England}
	for _, b := range bars {
		values = append(values, b.Value)
	}
	low, high, ok := span(values...)
	if !ok {
		return []float64{0, 1}
	}
	if !d.Axis.FreeStart {
		low, high = min(low, 0), max(high, 0)
	}
	return ticks(low, high)
}

// quarterWords say how many of the areas lie to the left of each place.
var quarterWords = [...]string{"¼ of areas", "half", "¾"}

// quarters are the three places between bars where one quarter of the areas ends; none for fewer than four areas.
func quarters(n int) []float64 {
	if n < 4 {
		return nil
	}
	return []float64{float64(n) / 4, float64(n) / 2, 3 * float64(n) / 4}
}

type barDatum struct {
	Value     *float64        `json:"value"`
	Text      string          `json:"text,omitempty"`
	Label     string          `json:"label,omitempty"`
	ItemStyle *opts.ItemStyle `json:"itemStyle,omitempty"`
}

// Options are the ECharts options of the distribution, as JSON for a page to carry.
func (d Distribution) Options() (json.RawMessage, error) {
	bars := d.sorted()
	if len(bars) == 0 {
		return nil, fmt.Errorf("distribution %q has no area with a number: show the sentence that says so instead of a chart", d.Name)
	}
	chart := charts.NewBar()
	names := make([]string, len(bars))
	data := make([]*barDatum, len(bars))
	for i, b := range bars {
		names[i] = b.Name
		data[i] = &barDatum{Value: b.Value, Text: b.Text, Label: b.Name}
		if b.Marked {
			data[i].ItemStyle = &opts.ItemStyle{Color: b.Role.look().colour} // the others have the series' own
		}
	}
	chart.SetXAxis(names)
	ends := d.extent(bars)
	y := d.Axis.options()
	y.Min, y.Max = ends[0], ends[len(ends)-1]
	left, right := d.Ends()
	chart.SetGlobalOptions(
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item"}),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(false)}),
		charts.WithGridOpts(opts.Grid{Left: "4", Right: "16", Top: "40", Bottom: "28", ContainLabel: opts.Bool(true)}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "category", Name: left + " ← → " + right, NameLocation: "middle", NameGap: 10,
			AxisTick:  &opts.AxisTick{Show: opts.Bool(false)},
			AxisLine:  &opts.AxisLine{LineStyle: &opts.LineStyle{Color: grey}},
			AxisLabel: &opts.AxisLabel{Show: opts.Bool(false)},
		}),
		charts.WithYAxisOpts(y),
	)
	chart.ExtendXAxis(opts.XAxis{
		Type: "value", Min: 0, Max: len(bars), Show: opts.Bool(false),
		AxisPointer: &opts.AxisPointer{Show: opts.Bool(false)},
	})
	chart.Validate()
	chart.MultiSeries = append(chart.MultiSeries, d.barSeries(data), quarterSeries(len(bars)))
	return marshal(chart.JSON(), chart.MultiSeries)
}

func (d Distribution) barSeries(data []*barDatum) charts.SingleSeries {
	s := charts.SingleSeries{
		Name: d.Name, Type: types.ChartBar, Data: data, BarCategoryGap: "15%",
		ItemStyle: &opts.ItemStyle{Color: paleGrey},
	}
	if d.England != nil {
		s.MarkLines = &opts.MarkLines{
			Data: []any{opts.MarkLineNameYAxisItem{Name: "England " + d.EnglandText, YAxis: *d.England}},
			MarkLineStyle: opts.MarkLineStyle{
				Symbol:    []string{"none", "none"},
				Label:     &opts.Label{Show: opts.Bool(true), Formatter: "{b}", Position: "insideStartTop", Color: darkPink, FontSize: 14},
				LineStyle: &opts.LineStyle{Color: darkPink, Type: "dashed", Width: 2},
			},
		}
	}
	return s
}

func quarterSeries(n int) charts.SingleSeries {
	s := charts.SingleSeries{Type: types.ChartLine, XAxisIndex: 1, Data: []any{}}
	var marks []any
	for i, at := range quarters(n) {
		marks = append(marks, opts.MarkLineNameXAxisItem{Name: quarterWords[i], XAxis: at})
	}
	if marks == nil {
		return s
	}
	s.MarkLines = &opts.MarkLines{Data: marks, MarkLineStyle: opts.MarkLineStyle{
		Symbol:    []string{"none", "none"},
		Label:     &opts.Label{Show: opts.Bool(true), Formatter: "{b}", Color: grey, FontSize: 14},
		LineStyle: &opts.LineStyle{Color: grey, Type: "dotted", Width: 1},
	}}
	return s
}
