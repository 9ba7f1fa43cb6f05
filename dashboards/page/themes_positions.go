package page

import (
	"cmp"
	"fmt"
	"slices"

	view "inclusion/dashboards/template"
	"inclusion/internal/benchmark"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// themePositions are an area's five strongest and five weakest places among areas, with the chance check.
type themePositions struct {
	Heading            string
	Strongest, Weakest *view.Table
	Chance             string // how many figures would stand out by luck alone
	None               string // why there are none
}

// placed is a figure with its place among areas and what chance has to do with it.
type placed struct {
	in     indicator.Indicator
	row    warehouse.OverviewRow
	share  float64 // of the ranked areas that are above it: 0 for the first
	chance chanceCheck
}

// mostPlaces is how many of the strongest and of the weakest are listed.
const mostPlaces = 5

// positions lists the strongest and weakest places of the figures that data signals are made of: by quarter, then by how far up
// or down the order of areas. A figure that rests on too few has no quarter and is not listed.
func (t themed) positions() *themePositions {
	all := t.placed()
	if t.area.LeftOut || len(all) < 2 {
		return &themePositions{Heading: "Strongest and weakest positions", None: "Too few figures of " + t.area.Name + " can be compared with other areas to list the strongest and weakest."}
	}
	n := min(mostPlaces, len(all)/2)
	weakest := slices.Clone(all[len(all)-n:])
	slices.Reverse(weakest)
	heading := "Strongest and weakest positions"
	if n == mostPlaces {
		heading = "Five strongest and five weakest positions"
	}
	return &themePositions{Heading: heading, Strongest: t.placesTable("Strongest", all[:n]), Weakest: t.placesTable("Weakest", weakest), Chance: t.chanceWords(all)}
}

// placed are the figures with a quarter, each once, strongest first.
func (t themed) placed() (all []placed) {
	seen := map[string]bool{}
	for _, theme := range t.themes {
		for _, item := range theme.Scored {
			for _, id := range item.From {
				row, ok := t.row(id)
				if !ok || seen[id] || row.Band == nil || row.Rank == nil || row.NRanked == nil {
					continue
				}
				seen[id] = true
				in := t.catalogue[id]
				all = append(all, placed{in, row, float64(*row.Rank-1) / float64(*row.NRanked), t.chance(item, in, row)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b placed) int {
		return cmp.Or(cmp.Compare(*b.row.Band, *a.row.Band), cmp.Compare(a.share, b.share))
	})
	return all
}

func (t themed) placesTable(which string, places []placed) *view.Table {
	table := view.Table{Caption: which + " positions: " + t.area.Name,
		Columns: []view.Column{{Label: "Figure"}, {Label: t.area.Name, Numeric: true}, {Label: "England", Numeric: true}, {Label: "Where it stands"}, {Label: "Could chance alone explain it?"}}}
	for _, p := range places {
		name := view.Linked(p.in.Short, t.href(p.in))
		name.Detail = p.in.ID + " · " + rowPeriod(p.in, p.row.Period)
		england := view.Cell{Status: notInTheseData}
		if p.row.England != nil {
			england = view.Number(numberText(p.in, *p.row.England))
		}
		place := view.Text(view.Quarter(int(*p.row.Band)))
		place.Detail = fmt.Sprintf("place %d of %d, where 1 is best", *p.row.Rank, *p.row.NRanked)
		table.Rows = append(table.Rows, view.Row{Cells: []view.Cell{name, valueCell(p.in, p.row.Row), england, place, p.chance.cell()}})
	}
	return &table
}

// chanceWords say how many of the figures compared would stand out by chance alone, and how many do.
func (t themed) chanceWords(all []placed) string {
	checked, differ := 0, 0
	for _, p := range all {
		if p.chance.interval && p.chance.verdict != benchmark.NotCompared {
			checked++
			if p.chance.verdict != benchmark.Similar {
				differ++
			}
		}
	}
	words := fmt.Sprintf("%s of %s can be compared with other areas. ", view.Counted(len(all), "figure", "figures"), t.area.Name)
	if checked == 0 {
		return words + "None of them has an interval that would say what chance alone could do."
	}
	luck := benchmark.ByChance(checked, differ, benchmark.Usual)
	words += fmt.Sprintf("Chance can be checked for %d of them. In an area that is just like England about 1 in 20 of such figures, here %s, would still lie outside by chance alone; %d %s here. ",
		checked, view.Digits(luck.Expected, 1), differ, map[bool]string{true: "does", false: "do"}[differ == 1])
	if luck.MoreThanChance() {
		return words + "That is more than chance would bring."
	}
	return words + "That is no more than chance could bring."
}

// chanceCheck says whether chance alone could explain how a figure differs from England's, or from the middle of areas where
// England's is not in these data.
type chanceCheck struct {
	verdict  benchmark.Verdict
	interval bool   // the indicator's values have intervals
	by       string // what it was judged by, where that is not the figure itself beside England as published
}

// chance weighs a figure of a theme's set.
func (t themed) chance(item indicator.ScoredItem, in indicator.Indicator, row warehouse.OverviewRow) chanceCheck {
	c := chanceCheck{verdict: benchmark.NotCompared, interval: in.Interval != "none"}
	if other, ok := t.row(item.Chance); ok && item.Chance != "" {
		in, row = t.catalogue[item.Chance], other
		c.by = "judged by " + in.ID + ", which counts each pupil once"
	}
	reference := row.England
	if m, ok := t.matching[in.ID]; ok && m.Exact != nil {
		reference, c.by = m.Exact, "beside England as worked out on the areas that have both numbers, "+numberText(in, *m.Exact)
	}
	if reference == nil {
		reference, c.by = row.Q50, "beside the middle of areas"
	}
	if row.Value == nil || reference == nil {
		return c
	}
	e := benchmark.Evidence{Value: *row.Value, Events: row.Numerator, Out: row.Denominator, Kind: in.Interval, Precision: in.Shown()}
	if row.Lower != nil && row.Upper != nil {
		e.Interval = &benchmark.Interval{Lower: *row.Lower, Upper: *row.Upper}
	}
	c.verdict = benchmark.Against(e, *reference)
	return c
}

// short is the check in a few words where there is something to caution of.
func (c chanceCheck) short() string {
	switch {
	case c.verdict == benchmark.Similar && c.interval:
		return "chance alone could explain it"
	case c.verdict == benchmark.NotCompared && c.interval:
		return "counts not published, so chance cannot be ruled out"
	}
	return ""
}

// cell is the check as a table's cell.
func (c chanceCheck) cell() view.Cell {
	var cell view.Cell
	switch {
	case !c.interval:
		return view.Missing("cannot be said: this kind of figure has no interval")
	case c.verdict == benchmark.Similar:
		cell = view.Text("chance alone could explain it")
	case c.verdict == benchmark.NotCompared:
		return view.Missing("cannot be said: the counts are not published")
	case c.verdict == benchmark.TooFew:
		cell = view.Text("too few to say")
	default:
		cell = view.Text("no")
	}
	cell.Detail = c.by
	return cell
}
