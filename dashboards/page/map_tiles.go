package page

import (
	"fmt"
	"slices"
	"strings"

	"inclusion/dashboards/chart"
	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// mapClasses name the classes of a tile, from none to dark. With a direction they are those of the indicator's own page.
var (
	directedClasses   = []string{"no figure", "worse quarter", "worse half", "better half", "better quarter"}
	undirectedClasses = []string{"no figure", "lowest quarter", "second quarter", "third quarter", "highest quarter"}
)

// notInQuarters is said of a figure that is in no quarter: its area is not compared, or too few have a figure.
const notInQuarters = "not ranked"

func (m countryMap) classes() []string {
	if compare.Polarity(m.in) == indicator.None {
		return undirectedClasses
	}
	return directedClasses
}

func (m countryMap) classWords(class int) string {
	if class == chart.Unclassed {
		return notInQuarters
	}
	return m.classes()[class]
}

// class is the quarter a figure is in: 4 is better, or highest where no direction is agreed.
func (m countryMap) class(row warehouse.IndicatorValue) int {
	switch {
	case row.Value == nil:
		return 0
	case compare.Polarity(m.in) != indicator.None && row.Band != nil:
		return int(*row.Band)
	case compare.Polarity(m.in) != indicator.None || !row.Pooled || row.Q25 == nil || row.Q50 == nil || row.Q75 == nil:
		return chart.Unclassed
	}
	class := 1
	for _, cut := range []float64{*row.Q25, *row.Q50, *row.Q75} {
		if *row.Value > cut {
			class++
		}
	}
	return class
}

// count is how many tiles are in a class.
func (m countryMap) count(class int) int { return countClass(m.places, class) }

func countClass(places []mapPlace, class int) int {
	n := 0
	for _, p := range places {
		if p.class == class {
			n++
		}
	}
	return n
}

// tileMap draws the map; linked tiles lead to the area's page of the indicator.
func (m countryMap) tileMap(linked bool) chart.TileMap {
	t := chart.TileMap{Name: fmt.Sprintf("Map of %s: %s, %s", m.country.Name, m.in.Short, periodWords(m.period))}
	for class, words := range m.classes() {
		t.Classes = append(t.Classes, fmt.Sprintf("%s: %d", words, m.count(class)))
	}
	if n := m.count(chart.Unclassed); n > 0 {
		t.Apart = fmt.Sprintf("%s: %d", notInQuarters, n)
	}
	for _, p := range m.places {
		tile := chart.Tile{Code: p.area.Code, Short: p.tile.Short, Name: p.area.Name, Text: m.tileText(p), Group: p.area.Region, Col: p.tile.Col, Row: p.tile.Row, Class: p.class}
		if linked {
			tile.Href = areaIndicatorHref(p.area.Code, m.in.ID)
		}
		t.Tiles = append(t.Tiles, tile)
	}
	return t
}

// tileText is what a tile says when it is pointed at or heard.
func (m countryMap) tileText(p mapPlace) string {
	if p.row.Value == nil {
		return m.whyNone(p)
	}
	return withCounts(m.in, p.row.Row) + ", " + m.classWords(p.class)
}

// whyNone says why a tile has no figure; an authority that came later was not there to have one.
func (m countryMap) whyNone(p mapPlace) string {
	if p.row.AreaCode == "" {
		if p.area.From != nil {
			return "no figure: it has been there since " + view.Date(*p.area.From)
		}
		return "no figure for this period"
	}
	return missingText(p.row.Row)
}

func (m countryMap) figure() (view.Figure, error) {
	f := view.Figure{ID: "map", TableHref: "#areas", Heading: m.finding() + ".", Sure: m.sure(), Source: m.from.source(m.in, m.edition())}
	for _, d := range []struct{ text, file, note string }{{"Excel", "xlsx", "with source and notes"}, {"CSV", "csv", "with source and notes"}, {"Picture", "svg", "SVG"},
		{"Picture", "png", "PNG"}} {
		f.Downloads = append(f.Downloads, view.Link{Text: d.text, Href: m.fileHref(d.file), Note: d.note})
	}
	return view.Draw(f, m.tileMap(true))
}

func (m countryMap) edition() *string {
	for _, p := range m.places {
		if p.row.Value != nil {
			return p.row.Edition
		}
	}
	return nil
}

// sure says what the quarters rest on.
func (m countryMap) sure() string {
	text := m.allAreas.sure()
	if followsSize(m.in) {
		text += " The figure follows the size of an area, so this is mostly a map of which are large."
	}
	if compare.Polarity(m.in) == indicator.None {
		return text + " No direction is agreed: high and low are neither good nor bad."
	}
	if m.in.Type == indicator.Legal && m.count(4) < m.count(1) {
		text += " No area that falls short of what the law expects in most cases is in the better quarter, so fewer are in it."
	}
	return text + " A quarter is a place in an order and not a grade: a quarter of areas is always in the worse one."
}

// finding says where the two ends of the order are most common: by share of a region's areas, among regions with three or more.
func (m countryMap) finding() string {
	top := m.topClass()
	best, worst := m.mostCommon(top), m.mostCommon(1)
	if best == "" || worst == "" {
		return m.allAreas.finding()
	}
	return fmt.Sprintf("%s has the largest share of areas in the %s, %s in the %s", best, m.classWords(top), worst, m.classWords(1))
}

// topClass is the highest class that some area is in: a duty that is not met in most cases puts nobody in the fourth.
func (m countryMap) topClass() int {
	for top := 4; top > 2; top-- {
		if m.count(top) > 0 {
			return top
		}
	}
	return 4
}

// mostCommon is the region whose areas are most often in a class, with how many; both where two tie, none where more do.
func (m countryMap) mostCommon(class int) string {
	most := 0.0
	var names []string
	for _, g := range m.regions() {
		ranked, n := g.ranked(), countClass(g.places, class)
		if ranked < 3 || n == 0 {
			continue
		}
		share := float64(n) / float64(ranked)
		name := fmt.Sprintf("%s (%d of %d)", g.name, n, ranked)
		switch {
		case share > most:
			most, names = share, []string{name}
		case share == most:
			names = append(names, name)
		}
	}
	if len(names) == 0 || len(names) > 2 {
		return ""
	}
	return strings.Join(names, " or ")
}

// mapRegion is a region with its authorities.
type mapRegion struct {
	code, name string
	places     []mapPlace
	row        warehouse.IndicatorValue // the region's own figure
}

// ranked is how many of its authorities are in some quarter.
func (g mapRegion) ranked() int {
	return len(g.places) - countClass(g.places, 0) - countClass(g.places, chart.Unclassed)
}

func (m countryMap) regions() []mapRegion {
	var all []mapRegion
	for _, p := range m.places {
		if n := len(all); n == 0 || all[n-1].code != p.area.Region {
			g := mapRegion{code: p.area.Region, name: p.area.RegionName}
			if i := slices.IndexFunc(m.rows, func(row warehouse.IndicatorValue) bool { return row.AreaCode == g.code }); i >= 0 {
				g.row = m.rows[i]
			}
			all = append(all, g)
		}
		all[len(all)-1].places = append(all[len(all)-1].places, p)
	}
	return all
}

// regionTable is each region's own figure and how many of its areas are at the two ends.
func (m countryMap) regionTable() view.Table {
	top := m.topClass()
	t := view.Table{Caption: "Regions, and how many of their areas are at the two ends", CaptionHidden: true,
		Columns: []view.Column{{Label: "Region"}, {Label: "Figure", Numeric: true, Note: unitWords(m.in)},
			{Label: view.UpperFirst(m.classWords(top)), Numeric: true}, {Label: view.UpperFirst(m.classWords(1)), Numeric: true}},
		Note: "Out of the areas of each region that are in the order."}
	for _, g := range m.regions() {
		figure := valueCell(m.in, g.row.Row)
		if g.row.Value != nil && g.row.Summed {
			figure.Status = "added up from its authorities"
		}
		cells := []view.Cell{view.Linked(g.name, areaIndicatorHref(g.code, m.in.ID)), figure}
		for _, class := range []int{top, 1} {
			cells = append(cells, view.Number(fmt.Sprintf("%d of %d", countClass(g.places, class), g.ranked())))
		}
		t.Rows = append(t.Rows, view.Row{Cells: cells})
	}
	return t
}

// areaTable is the map as a table: regions and their authorities, each figure shaded and named by its quarter.
func (m countryMap) areaTable() view.Table {
	t := view.Table{Caption: fmt.Sprintf("%s: every area by region, %s", m.in.Short, periodWords(m.period)), CaptionHidden: true,
		Columns: []view.Column{{Label: "Area"}, {Label: "Figure", Numeric: true, Note: unitWords(m.in)}, {Label: "Out of"}},
		Note:    "Darker is " + m.classWords(4) + ". The words in each cell say the same."}
	for _, g := range m.regions() {
		t.Rows = append(t.Rows, view.Row{Group: true, Cells: []view.Cell{view.Text(g.name)}})
		for _, p := range g.places {
			figure := view.Missing(m.whyNone(p))
			if p.row.Value != nil {
				figure = view.Cell{Text: numberText(m.in, *p.row.Value), Detail: m.classWords(p.class), Shade: max(p.class, 0)}
				if p.row.Status != "ok" {
					figure.Status = view.StatusWords(p.row.Status)
				}
			}
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Linked(p.area.Name, areaIndicatorHref(p.area.Code, m.in.ID)), figure, view.Text(countsText(m.in, p.row.Row))}})
		}
	}
	return t
}
