package chart

import (
	"encoding/json"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// stepDatum is the bar of a step as charts.js reads it: how long it is, and what is said of it.
type stepDatum struct {
	Value     *float64        `json:"value"`
	Name      string          `json:"name"`
	Text      string          `json:"text"`
	ItemStyle *opts.ItemStyle `json:"itemStyle,omitempty"`
}

// Options are the ECharts options of the waterfall, as JSON for a page to carry.
func (w Waterfall) Options() (json.RawMessage, error) {
	if err := w.check(); err != nil {
		return nil, err
	}
	chart := charts.NewBar()
	names, amounts := make([]string, len(w.Steps)), make([]string, len(w.Steps))
	room := 0.0
	for i, s := range w.Steps {
		names[i], amounts[i] = s.Name, s.amount()
		room = max(room, textWidth(amounts[i], 14))
	}
	ends := w.extent()
	room = min(room, waterfallNames)
	chart.SetGlobalOptions(
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item"}),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(false)}),
		charts.WithGridOpts(opts.Grid{Left: px(waterfallNames + 12), Right: px(room + 20), Top: "28", Bottom: "4"}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "value", Min: ends.low(), Max: ends.high(), Position: "top",
			AxisLabel: &opts.AxisLabel{Color: grey, FontSize: 13, HideOverlap: opts.Bool(true), Formatter: types.FuncStr(w.Axis.Prefix + "{value}" + w.Axis.Suffix)},
			SplitLine: &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: gridGrey}},
		}),
	)
	chart.Validate()
	chart.MultiSeries = append(chart.MultiSeries, w.bars()...)
	options := chart.JSON()
	options["yAxis"] = []rowAxis{rows(names, "left", waterfallNames), rows(amounts, "right", room+1)}
	return marshalSized(options, chart.MultiSeries, size{Least: wideEnough})
}

// bars are two series on top of each other: a clear one up to the lower end of each step, and the step itself.
func (w Waterfall) bars() []charts.SingleSeries {
	clear := make([]*float64, len(w.Steps))
	data := make([]stepDatum, len(w.Steps))
	for i, f := range w.falls() {
		s := w.Steps[i]
		data[i] = stepDatum{Name: s.Name, Text: s.amount()}
		if f.unknown {
			continue
		}
		_, fill, stroke := s.look()
		clear[i], data[i].Value = V(min(f.from, f.to)), V(max(f.from, f.to)-min(f.from, f.to))
		data[i].ItemStyle = &opts.ItemStyle{Color: fill, BorderColor: stroke, BorderWidth: 1.5}
	}
	return []charts.SingleSeries{
		{Type: types.ChartBar, Stack: "account", Data: clear, ItemStyle: &opts.ItemStyle{Color: "transparent"}},
		{
			Name: w.Name, Type: types.ChartBar, Stack: "account", Data: data, BarWidth: "26",
			MarkLines: &opts.MarkLines{Data: []any{opts.MarkLineNameXAxisItem{XAxis: 0}}, MarkLineStyle: opts.MarkLineStyle{
				Symbol: []string{"none", "none"}, Label: &opts.Label{Show: opts.Bool(false)},
				LineStyle: &opts.LineStyle{Color: grey, Type: "solid", Width: 1.5},
			}},
		},
	}
}
