package chart

import (
	"encoding/json"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// mixWidth is the width below which the still picture, which names the parts beside their bar, is the better one.
const mixWidth = 900

// partDatum is a part of a bar as charts.js reads it. Its value is null where there is none, and its text says why.
type partDatum struct {
	Value *float64    `json:"value"`
	Text  string      `json:"text,omitempty"`
	Label *opts.Label `json:"label,omitempty"`
}

// Options are the ECharts options of the mix, as JSON for a page to carry.
func (m Mix) Options() (json.RawMessage, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	chart := charts.NewBar()
	names := make([]string, len(m.Bars))
	for i, b := range m.Bars {
		names[i] = b.Name
		if b.nothing() {
			names[i] += " (" + m.said(b, 0) + ")"
		}
	}
	series := m.partSeries()
	legend := make([]string, len(series))
	for i, s := range series {
		legend[i] = s.Name
	}
	top := 12 + 24*legendRows(legend, mixWidth)
	chart.SetGlobalOptions(
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "axis", AxisPointer: &opts.AxisPointer{Type: "shadow"}}),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(true), Left: "0", Top: "0", Data: legend, SelectedMode: "false"}),
		charts.WithGridOpts(opts.Grid{Left: px(mixLeft), Right: "20", Top: px(float64(top)), Bottom: "26"}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "value", Min: 0, Max: 100,
			AxisLabel: &opts.AxisLabel{Color: grey, FontSize: 13, Formatter: types.FuncStr(m.Axis.Prefix + "{value}" + m.Axis.Suffix)},
			SplitLine: &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: gridGrey}},
		}),
	)
	chart.Validate()
	options := chart.JSON()
	options["yAxis"] = []rowAxis{rows(names, "left", mixNames)}
	return marshalSized(options, series, size{Least: mixWidth})
}

// legendRows is how many rows a legend takes in a chart of some width.
func legendRows(names []string, width float64) int {
	rows, used := 1, 0.0
	for _, name := range names {
		entry := textWidth(name, 14) + 40
		if used+entry > width && used > 0 {
			rows, used = rows+1, 0
		}
		used += entry
	}
	return rows
}

// labelled is the least share, in per cent, that has room for its own number at the narrowest the chart is drawn.
const labelled = 6

// partSeries are the parts in order, then the rest where any bar has one.
func (m Mix) partSeries() []charts.SingleSeries {
	var out []charts.SingleSeries
	for i, part := range m.Parts {
		n := m.shade(i)
		data := make([]partDatum, len(m.Bars))
		for j, b := range m.Bars {
			data[j] = m.datum(b.Values[i], m.said(b, i), n < onDark)
		}
		out = append(out, stackedPart(part, data, &opts.ItemStyle{Color: shades[n], BorderColor: "#ffffff", BorderWidth: 1}))
	}
	rest, any := make([]partDatum, len(m.Bars)), false
	for j, b := range m.Bars {
		if b.Rest != nil {
			rest[j], any = m.datum(b.Rest, m.share(*b.Rest), false), true
		}
	}
	if any {
		out = append(out, stackedPart(m.other(), rest, &opts.ItemStyle{Color: "#ffffff", BorderColor: grey, BorderWidth: 1}))
	}
	return out
}

func (m Mix) datum(share *float64, said string, dark bool) partDatum {
	d := partDatum{Value: share, Text: said}
	if share != nil && *share >= labelled {
		d.Label = &opts.Label{Show: opts.Bool(true), Formatter: figureOnly(said), FontSize: 13, Color: ink}
		if dark {
			d.Label.Color = "#ffffff"
		}
	}
	return d
}

func stackedPart(name string, data []partDatum, style *opts.ItemStyle) charts.SingleSeries {
	return charts.SingleSeries{Name: name, Type: types.ChartBar, Stack: whole, Data: data, BarWidth: "30", ItemStyle: style}
}
