package chart

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// whole is the stack of parts that are all above zero. The library's own way of stacking steps over one that is missing.
const whole = "whole"

// drawn adds to a go-echarts series the settings that the library has no field for.
type drawn struct {
	charts.SingleSeries
	// Silent series take no pointer and no tooltip: bands and marks are background.
	Silent bool `json:"silent,omitempty"`
	// StackStrategy "all" keeps an interval whole when its lower end is below zero.
	StackStrategy string `json:"stackStrategy,omitempty"`
}

// marshal writes options as JSON that is safe inside a script element: json.Marshal escapes <, > and &.
func marshal(options map[string]any, series charts.MultiSeries) (json.RawMessage, error) {
	list := make([]drawn, len(series))
	for i, s := range series {
		list[i] = drawn{SingleSeries: s, Silent: s.Name == ""}
		if s.Stack != "" && s.Stack != whole {
			list[i].StackStrategy = "all"
		}
	}
	options["series"] = list
	b, err := json.Marshal(options)
	if err != nil {
		return nil, fmt.Errorf("writing chart options: %w", err)
	}
	return b, nil
}

// size is what a chart asks of its place on the page: charts.js leaves the server-drawn picture, which scrolls, where
// the page is narrower than Least, in CSS pixels. The chart is as tall as that picture.
type size struct {
	Least int `json:"least"`
}

// wideEnough is the width below which a chart with long words in it would be crowded.
const wideEnough = 680

func marshalSized(options map[string]any, series charts.MultiSeries, s size) (json.RawMessage, error) {
	options["size"] = s
	return marshal(options, series)
}

// rowAxis is an axis of names beside bars, read downwards, with what the library has no field for.
type rowAxis struct {
	Type      string        `json:"type"`
	Data      []string      `json:"data"`
	Inverse   bool          `json:"inverse"`
	Position  string        `json:"position"`
	AxisLine  opts.AxisLine `json:"axisLine"`
	AxisTick  opts.AxisTick `json:"axisTick"`
	AxisLabel rowLabel      `json:"axisLabel"`
}

type rowLabel struct {
	Color      string `json:"color"`
	FontSize   int    `json:"fontSize"`
	LineHeight int    `json:"lineHeight"`
	Interval   int    `json:"interval"` // 0: every one
}

// rows are names at one side of bars, each broken into lines no wider than width.
func rows(names []string, position string, width float64) rowAxis {
	axis := rowAxis{
		Type: "category", Inverse: true, Position: position, AxisLabel: rowLabel{ink, 14, 17, 0},
		AxisLine: opts.AxisLine{Show: opts.Bool(false)}, AxisTick: opts.AxisTick{Show: opts.Bool(false)},
	}
	for _, name := range names {
		axis.Data = append(axis.Data, strings.Join(wrapText(name, 14, width), "\n"))
	}
	return axis
}
