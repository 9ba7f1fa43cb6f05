package page

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"inclusion/dashboards/chart"
	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/warehouse"
)

// barsOver is how many Januaries of the area a mix shows.
const barsOver = 5

// wholeOf is a whole that is published as shares: where children learn, their ages, their main needs.
type wholeOf struct {
	toldPage
	parts []told
}

func (t toldPage) whole(ids []string) wholeOf {
	w := wholeOf{toldPage: t}
	for _, id := range ids {
		w.parts = append(w.parts, t.tell(id))
	}
	return w
}

// gap says why no share is shown; nil when one is.
func (w wholeOf) gap() *toldGap {
	for _, part := range w.parts {
		if part.gap() == nil {
			return nil
		}
	}
	g := w.parts[0].gap()
	g.Name = w.area.Name
	return g
}

// periods are those the mix shows, newest first: as far back as shares are counted in one way.
func (w wholeOf) periods() (all []string) {
	for _, row := range w.parts[0].rows() {
		all = append(all, row.Period)
	}
	if len(all) == 0 {
		return nil
	}
	newest := w.parts[0].newest().Period
	from := compare.ComparableFrom(w.parts[0].in, newest)
	all = slices.DeleteFunc(all, func(p string) bool { return p < from || p > newest })
	slices.Reverse(all)
	return all[:min(len(all), barsOver)]
}

// mixSide is one bar: whose shares, of which January, and how to take one from a row.
type mixSide struct {
	name, period string
	own          bool // the area's own, whose counts are known
	of           func(warehouse.IndicatorValue) *float64
}

// sides are the bars in order: the area now, those it is compared with now, the area before.
func (w wholeOf) sides() (all []mixSide) {
	own := func(v warehouse.IndicatorValue) *float64 { return v.Value }
	for i, period := range w.periods() {
		all = append(all, mixSide{w.area.Name, period, true, own})
		if i > 0 || w.area.Level == "country" {
			continue
		}
		others := []mixSide{{"England", period, false, func(v warehouse.IndicatorValue) *float64 { return v.England }},
			{cmp.Or(w.beside.Mean, "Similar areas"), period, false, func(v warehouse.IndicatorValue) *float64 { return v.Neighbours }}}
		for _, side := range others {
			if w.known(side) {
				all = append(all, side)
			}
		}
	}
	return all
}

// known says that all shares of a side are, and make one whole: means of different areas would not.
func (w wholeOf) known(side mixSide) bool {
	sum := 0.0
	for _, part := range w.parts {
		row, ok := part.at(side.period)
		if v := side.of(row); !ok || v == nil {
			return false
		} else {
			sum += *v
		}
	}
	return sum > 98 && sum < 101
}

// bar is one side as a bar: the parts that are drawn by name, and the others as the rest.
func (w wholeOf) bar(side mixSide, drawn int) chart.MixBar {
	b := chart.MixBar{Name: side.name + ", " + periodWords(side.period)}
	rest, all := 0.0, true
	for i, part := range w.parts {
		row, _ := part.at(side.period)
		v := side.of(row)
		if i < drawn {
			text := orMissing(part.in, v)
			if side.own && side.period == part.newest().Period {
				text = withCounts(part.in, row.Row)
			}
			b.Values, b.Text = append(b.Values, v), append(b.Text, text)
			continue
		}
		if all = all && v != nil; all {
			rest += *v
		}
	}
	if drawn < len(w.parts) && all {
		b.Rest = &rest
	}
	return b
}

// figure is the mix with its finding, its table and its source; nil where the area has no share in any January.
func (w wholeOf) figure(s section, mix needsMix) (*view.Figure, error) {
	if w.gap() != nil {
		return nil, nil
	}
	picture := chart.Mix{Name: s.Title + ": " + w.area.Name, Axis: chart.Axis{Suffix: "%"}, Other: mix.other}
	for _, part := range w.parts[:mix.drawn] {
		picture.Parts = append(picture.Parts, part.in.Short)
	}
	for _, side := range w.sides() {
		picture.Bars = append(picture.Bars, w.bar(side, mix.drawn))
	}
	table := w.table(s)
	first := w.parts[0]
	f, err := drawStill(view.Figure{ID: s.ID + "-mix", Level: 3, Heading: w.finding() + ".", Sure: w.sure(), Table: &table, Downloads: w.downloads(),
		Source: w.source(first.in, first.lastEdition())}, picture)
	return &f, err
}

// downloads are all shares of the area and the country, every period, as the page that compares areas writes them.
func (w wholeOf) downloads() []view.Link {
	codes, ids := []string{w.area.Code}, []string{}
	if country := w.countryCode(); country != w.area.Code {
		codes = append(codes, country)
	}
	for _, part := range w.parts {
		ids = append(ids, part.in.ID)
	}
	query := "?areas=" + strings.Join(codes, ",") + "&indicators=" + strings.Join(ids, ",")
	return []view.Link{{Text: "Excel", Href: "/compare.xlsx" + query, Note: "with source and notes"}, {Text: "CSV", Href: "/compare.csv" + query}}
}

// drawStill draws a chart on the server only, for a page that has many: its table says what a pointer would.
func drawStill(f view.Figure, c chart.Drawing) (view.Figure, error) {
	f, err := view.Draw(f, c)
	f.Options = nil
	return f, err
}

// finding names the two largest shares beside England's.
func (w wholeOf) finding() string {
	period := w.parts[0].newest().Period
	largest := slices.Clone(w.parts)
	share := func(t told) float64 {
		if row, _ := t.at(period); row.Value != nil {
			return *row.Value
		}
		return -1
	}
	slices.SortStableFunc(largest, func(a, b told) int { return cmp.Compare(share(b), share(a)) })
	var said []string
	for _, part := range largest[:2] {
		row, _ := part.at(period)
		if row.Value == nil {
			continue
		}
		text := valueText(part.in, *row.Value) + " " + lowerFirst(part.in.Short)
		if row.England != nil && w.area.Level != "country" {
			text += " (England " + valueText(part.in, *row.England) + ")"
		}
		said = append(said, text)
	}
	if len(said) == 0 {
		row := w.parts[0].newest()
		return fmt.Sprintf("%s has no shares %s: %s", w.area.Name, inPeriod(period), missingText(row.Row))
	}
	return fmt.Sprintf("%s, %s: %s", w.area.Name, periodWords(period), strings.Join(said, ", then "))
}

// sure says how many plans the shares are made of, and so how far one child moves them.
func (w wholeOf) sure() string {
	row := w.parts[0].newest()
	if row.Denominator == nil || *row.Denominator <= 0 {
		return "As published; what the shares are made of is not."
	}
	text := fmt.Sprintf("Made of %s, counted on one day", view.Counted(int(*row.Denominator), "plan in force", "plans in force"))
	if *row.Denominator > 10000 {
		return text + "."
	}
	return fmt.Sprintf("%s: one child moves a share by %s percentage points.", text, view.Digits(100 / *row.Denominator, 2))
}

// table is every share of every side, with the counts of the newest.
func (w wholeOf) table(s section) view.Table {
	t := view.Table{Caption: s.Title + ": " + w.area.Name, CaptionHidden: true, Columns: []view.Column{{Label: "Share of plans"}}}
	sides := w.sides()
	for _, side := range sides {
		note := periodWords(side.period)
		if side.name != w.area.Name && side.name != "England" {
			note += ", mean"
		}
		t.Columns = append(t.Columns, view.Column{Label: side.name, Numeric: true, Note: note})
	}
	for _, part := range w.parts {
		cells := []view.Cell{view.Linked(part.in.Short, areaIndicatorHref(w.area.Code, part.in.ID))}
		for i, side := range sides {
			row, there := part.at(side.period)
			switch v := side.of(row); {
			case v == nil && side.own && there:
				cells = append(cells, missingCell(row.Row))
			case v != nil && i == 0:
				cells = append(cells, valueCell(part.in, row.Row))
			default:
				cells = append(cells, numberCell(part.in, v))
			}
		}
		t.Rows = append(t.Rows, view.Row{Cells: cells})
	}
	return t
}
