package chart

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// Point is one number of a series, or the reason why there is none.
type Point struct {
	Value        *float64 // nil is a gap
	Lower, Upper *float64 // ends of the interval, both or neither
	Text         string   // what a reader is told: "96.6% (172 of 178)", or "not published"
}

// Series is one line of a trend: as many points as the trend has periods.
type Series struct {
	Name   string
	Role   Role
	Points []Point
}

// Break marks the first period that was counted in a new way. No line is drawn across it.
type Break struct {
	Period string // one of the trend's periods
	Label  string // "new method"
}

// Trend is a line chart of up to four series over the same periods, with the interval of those that have one.
type Trend struct {
	Name    string // what the picture shows, for its accessible name
	Periods []string
	Series  []Series
	Breaks  []Break
	Axis    Axis
}

const maxSeries = 4

func (t Trend) check() error {
	if len(t.Series) == 0 || len(t.Series) > maxSeries {
		return fmt.Errorf("trend %q has %d series: give one to %d", t.Name, len(t.Series), maxSeries)
	}
	for _, s := range t.Series {
		if len(s.Points) != len(t.Periods) {
			return fmt.Errorf("trend %q: series %q has %d points for %d periods: give one a period, with a nil Value where there is none",
				t.Name, s.Name, len(s.Points), len(t.Periods))
		}
	}
	for _, b := range t.Breaks {
		if t.at(b.Period) < 0 {
			return fmt.Errorf("trend %q: the break %q is at %q, which is none of its periods", t.Name, b.Label, b.Period)
		}
	}
	return nil
}

func (t Trend) at(period string) int {
	for i, p := range t.Periods {
		if p == period {
			return i
		}
	}
	return -1
}

// run is an unbroken stretch of periods, from first up to but not including end.
type run struct{ first, end int }

// runs are the stretches between breaks, in order.
func (t Trend) runs() []run {
	var out []run
	first := 0
	for i, p := range t.Periods {
		if i == 0 {
			continue
		}
		for _, b := range t.Breaks {
			if b.Period == p {
				out = append(out, run{first, i})
				first = i
				break
			}
		}
	}
	return append(out, run{first, len(t.Periods)})
}

// extent is what the y axis covers: from zero unless the reader asked otherwise, and always every interval.
func (t Trend) extent() (low, high float64, ok bool) {
	var all []*float64
	for _, s := range t.Series {
		for _, p := range s.Points {
			all = append(all, p.Value, p.Lower, p.Upper)
		}
	}
	if low, high, ok = span(all...); !ok {
		return 0, 1, false
	}
	if !t.Axis.FreeStart {
		low, high = min(low, 0), max(high, 0)
	}
	return low, high, true
}

// datum is a point as charts.js reads it. Its value is null where there is none, and its text says why.
type datum struct {
	Value *float64 `json:"value"`
	Text  string   `json:"text,omitempty"`
}

// Options are the ECharts options of the trend, as JSON for a page to carry.
func (t Trend) Options() (json.RawMessage, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	line := charts.NewLine()
	line.SetXAxis(t.Periods)
	line.SetGlobalOptions(t.globals()...)
	line.ExtendXAxis(opts.XAxis{
		// A second, hidden axis counts gaps between periods, so that a break is drawn between two of them.
		Type: "value", Min: 0, Max: len(t.Periods), Show: opts.Bool(false),
		AxisPointer: &opts.AxisPointer{Show: opts.Bool(false)},
	})
	line.Validate()
	for _, s := range t.Series {
		for _, r := range t.runs() {
			line.MultiSeries = append(line.MultiSeries, s.lines(r)...)
		}
	}
	if len(t.Breaks) > 0 {
		line.MultiSeries = append(line.MultiSeries, t.breakLines())
	}
	return marshal(line.JSON(), line.MultiSeries)
}

func (t Trend) globals() []charts.GlobalOpts {
	names := make([]string, len(t.Series))
	for i, s := range t.Series {
		names[i] = s.Name
	}
	y := t.Axis.options()
	low, high, _ := t.extent()
	ends := ticks(low, high)
	y.Min, y.Max = ends[0], ends[len(ends)-1]
	return []charts.GlobalOpts{
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "axis"}),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(true), Left: "0", Top: "0", Data: names, SelectedMode: "false"}),
		charts.WithGridOpts(opts.Grid{Left: "4", Right: "16", Top: "64", Bottom: "4", ContainLabel: opts.Bool(true)}),
		charts.WithXAxisOpts(opts.XAxis{
			Type:      "category",
			AxisTick:  &opts.AxisTick{Show: opts.Bool(false)},
			AxisLine:  &opts.AxisLine{LineStyle: &opts.LineStyle{Color: grey}},
			AxisLabel: &opts.AxisLabel{Color: ink, FontSize: 14, HideOverlap: opts.Bool(true)},
		}),
		charts.WithYAxisOpts(y),
	}
}

func (a Axis) options() opts.YAxis {
	return opts.YAxis{
		Type: "value", Scale: opts.Bool(a.FreeStart),
		AxisLabel: &opts.AxisLabel{Color: ink, FontSize: 14, Formatter: types.FuncStr(a.Prefix + "{value}" + a.Suffix)},
		SplitLine: &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: gridGrey}},
	}
}

// lines are the line of one series within one run and, under it, its interval: a clear stack up to the lower end and
// a tinted one up to the upper.
func (s Series) lines(r run) []charts.SingleSeries {
	k := s.Role.look()
	data := make([]*datum, len(s.Points))
	lower := make([]*float64, len(s.Points))
	height := make([]*float64, len(s.Points))
	banded := false
	for i := r.first; i < r.end; i++ {
		p := s.Points[i]
		data[i] = &datum{p.Value, p.Text}
		if p.Lower != nil && p.Upper != nil {
			lower[i], height[i], banded = p.Lower, V(*p.Upper-*p.Lower), true
		}
	}
	out := []charts.SingleSeries{{
		Name: s.Name, Type: types.ChartLine, Data: data, Color: k.colour,
		ConnectNulls: opts.Bool(false), ShowSymbol: opts.Bool(true), Symbol: k.symbol, SymbolSize: 5 + int(k.width),
		LineStyle: &opts.LineStyle{Color: k.colour, Width: k.width, Type: k.dash},
		ItemStyle: &opts.ItemStyle{Color: k.colour},
	}}
	if banded {
		stack := s.Name + " interval " + strconv.Itoa(r.first)
		out = append(out, band(stack, k.colour, lower, 0), band(stack, k.colour, height, 0.15))
	}
	return out
}

func band(stack, colour string, data []*float64, opacity float32) charts.SingleSeries {
	return charts.SingleSeries{
		Type: types.ChartLine, Data: data, Stack: stack, Symbol: "none", Color: colour, ConnectNulls: opts.Bool(false),
		LineStyle: &opts.LineStyle{Width: 1, Opacity: opts.Float(0), Color: colour},
		AreaStyle: &opts.AreaStyle{Color: colour, Opacity: opts.Float(opacity)},
	}
}

func (t Trend) breakLines() charts.SingleSeries {
	var marks []any
	for _, b := range t.Breaks {
		marks = append(marks, opts.MarkLineNameXAxisItem{Name: b.Label, XAxis: t.at(b.Period)})
	}
	return charts.SingleSeries{
		Type: types.ChartLine, XAxisIndex: 1, Data: []any{},
		MarkLines: &opts.MarkLines{Data: marks, MarkLineStyle: opts.MarkLineStyle{
			Symbol:    []string{"none", "none"},
			Label:     &opts.Label{Show: opts.Bool(true), Formatter: "{b}", Color: grey, FontSize: 14},
			LineStyle: &opts.LineStyle{Color: grey, Type: "solid", Width: 1},
		}},
	}
}
