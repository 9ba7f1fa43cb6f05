package page

import (
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"

	"inclusion/dashboards/chart"
	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// gapTable is measures that one publication holds, told together.
type gapTable struct {
	ID       string
	Does, As string // "were suspended" so many times "as often as"
	Measures []compare.GapMeasure
}

// gapTables are what is compared. The first measure of each makes the heading.
var gapTables = []gapTable{
	{"gap-suspensions", "were suspended", "as often as", compare.Suspended},
	{"gap-absence", "missed", "as much school as", compare.Absent},
}

// gapRatio is how many times one group's rate is another's.
type gapRatio struct{ compare.GapRatio }

// ratioOf compares a group with needs with pupils without.
func ratioOf(kind string, group, none warehouse.GroupRate) gapRatio {
	return gapRatio{compare.RatioOf(kind, group, none)}
}

func (r gapRatio) words() string {
	if !r.Known {
		return r.Why
	}
	return view.Digits(r.Times, 1) + " times"
}

// cell is the ratio with its interval, or with why there is none unless that has been said.
func (r gapRatio) cell(said string) view.Cell {
	if !r.Known {
		return view.Cell{Status: r.Why}
	}
	c := view.Number(r.words())
	if r.Interval != nil {
		c.Detail = view.Digits(r.Interval.Lower, 1) + " to " + view.Digits(r.Interval.Upper, 1)
	}
	switch {
	case r.Why == "" || r.Why == said:
	case c.Detail == "":
		c.Detail = r.Why
	default:
		c.Detail += "; " + r.Why
	}
	return c
}

// gapsOf are the gaps of one area by measure, and those of the country.
type gapsOf struct {
	area warehouse.Area
	all  []warehouse.Gap
}

// newest is the newest period of a measure in which the area or the country has a rate of some group.
func (g gapsOf) newest(in indicator.Indicator, measure string) (period string) {
	for _, gap := range g.all {
		if gap.Measure != measure || !slices.ContainsFunc([]string{warehouse.NoSEN, warehouse.SENSupport, warehouse.EHCPlan},
			func(name string) bool { return gap.Groups[name].Rate != nil }) {
			continue
		}
		if period == "" || lastDay(in, gap.Period).After(lastDay(in, period)) {
			period = gap.Period
		}
	}
	return period
}

// of is the gap of an area in a measure and period; without groups where there is none.
func (g gapsOf) of(area, measure, period string) warehouse.Gap {
	for _, gap := range g.all {
		if gap.AreaCode == area && gap.Measure == measure && gap.Period == period {
			return gap
		}
	}
	return warehouse.Gap{}
}

// gapHere is one measure of a table in its newest period, here and in the country.
type gapHere struct {
	compare.GapMeasure
	in            indicator.Indicator
	here, england warehouse.Gap
}

// measures are those of a table with a rate for the area.
func (g gapsOf) measures(t toldPage, table gapTable) (all []gapHere) {
	for _, m := range table.Measures {
		in := t.catalogue[m.Support]
		period := g.newest(in, m.Key)
		h := gapHere{m, in, g.of(g.area.Code, m.Key, period), g.of(t.countryCode(), m.Key, period)}
		if h.here.Groups[warehouse.NoSEN].Rate != nil || h.here.Groups[warehouse.SENSupport].Rate != nil || h.here.Groups[warehouse.EHCPlan].Rate != nil {
			all = append(all, h)
		}
	}
	return all
}

// figure tells one publication's gaps: the finding, how sure it is, and a table whose bars are the picture. It is nil where no
// measure has a rate for the area.
func (g gapsOf) figure(t toldPage, table gapTable) *view.Figure {
	measures := g.measures(t, table)
	if len(measures) == 0 {
		return nil
	}
	first := measures[0]
	shown := view.Table{Caption: fmt.Sprintf("%s of pupils with and without special educational needs: %s", first.Title, g.area.Name), CaptionHidden: true,
		Columns: []view.Column{{Label: "Pupils"}, {Label: "Rate", Numeric: true}, {Label: "Bars from zero"},
			{Label: "Gap", Numeric: true, Note: "to no SEN"}, {Label: "Ratio", Numeric: true, Note: "with 95% interval"}}}
	beside := !g.whole() && slices.ContainsFunc(measures, func(m gapHere) bool { return len(m.england.Groups) > 0 })
	if beside {
		shown.Columns = append(shown.Columns, view.Column{Label: "England’s ratio", Numeric: true})
	}
	for _, m := range measures {
		shown.Rows = append(shown.Rows, m.rows(beside)...)
	}
	if !beside && !g.whole() {
		shown.Note = "England’s rates by special educational need are not in these data."
	}
	return &view.Figure{ID: table.ID, Level: 3, Heading: g.finding(table, first), Sure: first.sure(), Table: &shown, Downloads: gapDownloads(g.area.Code, first.GapMeasure),
		Source: t.source(first.in, first.here.Groups[warehouse.SENSupport].Edition)}
}

// said is the reason for which neither ratio of a measure has an interval, to be said once; empty where one has, or they differ.
func (m gapHere) said() string {
	support, plan := m.ratio(m.here, warehouse.SENSupport), m.ratio(m.here, warehouse.EHCPlan)
	if !support.Known || support.Interval != nil || support.Why != plan.Why {
		return ""
	}
	return support.Why
}

func (g gapsOf) whole() bool { return g.area.Level == "country" }

// finding says how many times as often, for both groups with needs.
func (g gapsOf) finding(table gapTable, m gapHere) string {
	support, plan := m.ratio(m.here, warehouse.SENSupport), m.ratio(m.here, warehouse.EHCPlan)
	if g.area.LeftOut {
		return fmt.Sprintf("%s has too few pupils for a ratio to mean much: %s, %s.", g.area.Name, lowerFirst(m.Title), periodWords(m.here.Period))
	}
	if !support.Known || !plan.Known {
		return fmt.Sprintf("%s, %s: %s, %s.", g.area.Name, lowerFirst(m.Title), firstOf(support, plan), periodWords(m.here.Period))
	}
	text := fmt.Sprintf("%s: pupils with SEN support %s %s %s pupils without SEN, pupils with an EHC plan %s, in %s", g.area.Name, table.Does, support.words(), table.As,
		plan.words(), periodWords(m.here.Period))
	if s, p := m.ratio(m.england, warehouse.SENSupport), m.ratio(m.england, warehouse.EHCPlan); !g.whole() && s.Known && p.Known {
		text += fmt.Sprintf("; England %s and %s", view.Digits(s.Times, 1), view.Digits(p.Times, 1))
	}
	return text + "."
}

// ratio is that of one group with needs, here or in the country.
func (m gapHere) ratio(of warehouse.Gap, group string) gapRatio {
	return ratioOf(m.Kind, of.Groups[group], of.Groups[warehouse.NoSEN])
}

func firstOf(ratios ...gapRatio) string {
	for _, r := range ratios {
		if !r.Known {
			return r.Why
		}
	}
	return ""
}

// sure is one sentence on how sure the ratio of pupils with SEN support is.
func (m gapHere) sure() string {
	r := m.ratio(m.here, warehouse.SENSupport)
	switch {
	case !r.Known:
		return "What is missing is not drawn as nothing."
	case m.Kind == compare.GapOfSessions:
		return "Shares of all half days, as published. They have no interval, because a child’s missed half days come together."
	case r.Interval == nil:
		return "The publisher prints rates and no counts here, so no interval can be worked out: nobody can say how much of a difference is chance."
	}
	return fmt.Sprintf("Chance alone could put the ratio for SEN support anywhere between %s and %s (95%% interval). One child can be suspended many times, which makes that interval too narrow: see pupils suspended at least once.",
		view.Digits(r.Interval.Lower, 1), view.Digits(r.Interval.Upper, 1))
}

// rows are one measure: its name, and a row for each group. beside says whether England has a column.
func (m gapHere) rows(beside bool) []view.Row {
	said := m.said()
	title := m.Title + ", " + periodWords(m.here.Period)
	if unit := unitWords(m.in); unit != "" {
		title = m.Title + " " + unit + ", " + periodWords(m.here.Period)
	}
	rows := []view.Row{{Group: true, Cells: []view.Cell{{Text: title, Detail: said}}}}
	high := 0.0
	for _, of := range []warehouse.Gap{m.here, m.england} {
		for _, r := range of.Groups {
			if r.Rate != nil {
				high = math.Max(high, *r.Rate)
			}
		}
	}
	for _, name := range []string{warehouse.NoSEN, warehouse.SENSupport, warehouse.EHCPlan} {
		cells := []view.Cell{view.Text(name), m.rate(name), {Picture: m.bar(name, high, beside)}, {}, {}}
		if beside {
			cells = append(cells, view.Cell{})
		}
		if name != warehouse.NoSEN {
			cells[3], cells[4] = pointsCell(m.in, m.here.Groups[name].Rate, m.here.Groups[warehouse.NoSEN].Rate), m.ratio(m.here, name).cell(said)
			if beside {
				cells[5] = m.ratio(m.england, name).cell(said)
			}
		}
		rows = append(rows, view.Row{Cells: cells})
	}
	return rows
}

// rate is a group's rate with what it is out of.
func (m gapHere) rate(name string) view.Cell {
	r := m.here.Groups[name]
	return valueCell(m.in, indicator.Row{Value: r.Rate, Numerator: r.Part, Denominator: r.Whole, Status: r.Status})
}

// bar is a group's rate as a bar from zero; England's is a dashed line.
func (m gapHere) bar(name string, high float64, beside bool) template.HTML {
	r, e := m.here.Groups[name], m.england.Groups[name]
	bar := chart.Length{Value: r.Rate, High: high, Marked: name != warehouse.NoSEN, Text: name + " " + missingText(indicator.Row{Status: r.Status})}
	if r.Rate != nil {
		bar.Text = name + " " + valueText(m.in, *r.Rate)
	}
	if beside && e.Rate != nil {
		bar.England, bar.Text = e.Rate, bar.Text+"; England "+valueText(m.in, *e.Rate)
	}
	return bar.SVG()
}

// pointsCell is how much higher a group's rate is than that of pupils without needs, in points or in events per 100 pupils.
func pointsCell(in indicator.Indicator, rate, none *float64) view.Cell {
	if rate == nil || none == nil {
		return view.Missing("not available")
	}
	gap, unit := *rate-*none, " "
	if in.Unit == "percent" {
		unit = " points "
	}
	size, word := view.Digits(math.Abs(gap), in.Shown()), "higher"
	switch {
	case strings.Trim(size, "0.") == "":
		return view.Text("no difference")
	case gap < 0:
		word = "lower"
	}
	return view.Number(size + unit + word)
}

// gapDownloads are the files of the indicators that a measure's groups are.
func gapDownloads(code string, m compare.GapMeasure) (links []view.Link) {
	for _, of := range []struct{ id, name string }{{m.Support, "SEN support"}, {m.Plan, "EHC plans"}} {
		page := areaIndicatorHref(code, of.id)
		links = append(links, view.Link{Text: "Excel", Href: page + ".xlsx", Note: of.name}, view.Link{Text: "CSV", Href: page + ".csv", Note: of.name})
	}
	return links
}
