package chart

import (
	"encoding/json"
	"fmt"

	"github.com/go-echarts/go-echarts/v2/charts"
)

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
		if s.Stack != "" {
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
