package chart

import (
	"encoding/json"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// spot is a point of a scatter as charts.js reads it: its name and words are its tooltip.
type spot struct {
	Value []float64  `json:"value"`
	Name  string     `json:"name,omitempty"`
	Text  string     `json:"text,omitempty"`
	Label *spotLabel `json:"label,omitempty"`
}

// spotLabel is the name of a mark beside it, with a rim of paper so that it is read over lines and other marks.
type spotLabel struct {
	Show            bool   `json:"show"`
	Formatter       string `json:"formatter"`
	Position        string `json:"position"`
	Color           string `json:"color"`
	FontWeight      int    `json:"fontWeight"`
	FontSize        int    `json:"fontSize"`
	TextBorderColor string `json:"textBorderColor"`
	TextBorderWidth int    `json:"textBorderWidth"`
}

// Options are the ECharts options of the funnel, as JSON for a page to carry.
func (f Funnel) Options() (json.RawMessage, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	chart := charts.NewScatter()
	across, up := f.across(), f.up()
	y := f.Axis.options()
	y.Min, y.Max = up.low(), up.high()
	x := opts.XAxis{
		Type: "value", Name: f.acrossName(), NameLocation: "middle", NameGap: 30, Min: across.low(), Max: across.high(),
		SplitLine: &opts.SplitLine{Show: opts.Bool(false)},
		AxisLine:  &opts.AxisLine{LineStyle: &opts.LineStyle{Color: grey}, OnZero: opts.Bool(false)},
		AxisLabel: &opts.AxisLabel{Color: ink, FontSize: 14, HideOverlap: opts.Bool(true)},
	}
	if across.log {
		x.Type = "log"
	}
	legend, names := f.legend()
	top := 44 + 24*legendRows(names, wideEnough)
	chart.SetGlobalOptions(
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item"}),
		charts.WithTitleOpts(opts.Title{Title: f.upName(), Left: "0", Top: "0", TitleStyle: &opts.TextStyle{Color: ink, FontSize: 14, FontWeight: "normal"}}),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(true), Left: "0", Top: "24", Data: legend, SelectedMode: "false"}),
		charts.WithGridOpts(opts.Grid{Left: "4", Right: "28", Top: px(float64(top)), Bottom: "34", ContainLabel: opts.Bool(true)}),
		charts.WithXAxisOpts(x), charts.WithYAxisOpts(y),
	)
	chart.Validate()
	chart.MultiSeries = append(f.limitSeries(), f.spots()...)
	return marshalSized(chart.JSON(), chart.MultiSeries, size{Least: wideEnough})
}

// legendEntry is a line of the key. A line is shown without a mark on it.
type legendEntry struct {
	Name      string          `json:"name"`
	ItemStyle *opts.ItemStyle `json:"itemStyle,omitempty"`
}

func (f Funnel) legend() (entries []legendEntry, names []string) {
	if len(f.Limits) > 0 {
		names = append(names, words95, words998)
	}
	for _, s := range f.spots() {
		if s.Name == groupWords[Neighbours] || s.Name == groupWords[Region] {
			names = append(names, s.Name)
		}
	}
	for i, name := range names {
		e := legendEntry{Name: name}
		if len(f.Limits) > 0 && i < 2 {
			e.ItemStyle = &opts.ItemStyle{Opacity: opts.Float(0)}
		}
		entries = append(entries, e)
	}
	return entries, names
}

// limitSeries are the lines of the limits. Upper and lower share a name, and so their place in the key.
func (f Funnel) limitSeries() []charts.SingleSeries {
	line := func(name, dash string, at func(FunnelLimit) float64) charts.SingleSeries {
		data := make([][2]float64, len(f.Limits))
		for i, l := range f.Limits {
			data[i] = [2]float64{l.X, at(l)}
		}
		return charts.SingleSeries{
			Name: name, Type: types.ChartLine, Data: data, Symbol: "none", Color: grey,
			LineStyle: &opts.LineStyle{Color: grey, Width: 1.5, Type: dash},
		}
	}
	if len(f.Limits) == 0 {
		return nil
	}
	return []charts.SingleSeries{
		line(words95, "solid", func(l FunnelLimit) float64 { return l.Lower95 }),
		line(words95, "solid", func(l FunnelLimit) float64 { return l.Upper95 }),
		line(words998, "dotted", func(l FunnelLimit) float64 { return l.Lower998 }),
		line(words998, "dotted", func(l FunnelLimit) float64 { return l.Upper998 }),
	}
}

// spots are the areas: all that are not marked in one grey series, and a series for each role that is.
func (f Funnel) spots() []charts.SingleSeries {
	others := charts.SingleSeries{
		Name: "other areas", Type: types.ChartScatter, Data: []spot{}, SymbolSize: 9, Color: paleGrey,
		ItemStyle: &opts.ItemStyle{Color: paleGrey, BorderColor: grey, BorderWidth: 0.8, Opacity: opts.Float(1)},
		MarkLines: &opts.MarkLines{
			Data: []any{opts.MarkLineNameYAxisItem{Name: f.CentreText, YAxis: f.Centre}},
			MarkLineStyle: opts.MarkLineStyle{
				Symbol:    []string{"none", "none"},
				Label:     &opts.Label{Show: opts.Bool(true), Formatter: "{b}", Position: "insideStartTop", Color: darkPink, FontSize: 14},
				LineStyle: &opts.LineStyle{Color: darkPink, Type: "dashed", Width: 2},
			},
		},
	}
	marked := map[Role][]spot{}
	var grey []spot
	for _, p := range f.Points {
		s := spot{Value: []float64{p.X, p.Y}, Name: p.Name, Text: p.Text}
		switch {
		case !p.Marked:
			grey = append(grey, s)
		default:
			if p.Role == ThisArea {
				s.Label = &spotLabel{true, "{b}", f.side(p), darkBlue, 600, 14, "#ffffff", 3}
			}
			marked[p.Role] = append(marked[p.Role], s)
		}
	}
	if grey != nil {
		others.Data = grey
	}
	out := []charts.SingleSeries{others}
	for _, r := range []Role{Region, Neighbours, ThisArea} {
		if marked[r] == nil {
			continue
		}
		name := groupWords[r]
		if name == "" {
			name = marked[r][0].Name
		}
		k := r.look()
		out = append(out, charts.SingleSeries{
			Name: name, Type: types.ChartScatter, Data: marked[r], Symbol: k.symbol, SymbolSize: 2 * markRadius(r), Color: k.colour,
			ItemStyle: &opts.ItemStyle{Color: k.colour, BorderColor: "#ffffff", BorderWidth: 1.5, Opacity: opts.Float(1)},
		})
	}
	return out
}

// side is where the name of a mark has room: above it, or towards the middle of the picture where it lies near an end.
func (f Funnel) side(p FunnelPoint) string {
	switch share := f.across().share(p.X); {
	case share > 0.7:
		return "left"
	case share < 0.3:
		return "right"
	}
	return "top"
}
