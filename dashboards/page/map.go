package page

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/area"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// mapView is a tile map of the country for one indicator and period, and the same as tables.
type mapView struct {
	view.Frame
	Heading    string
	Indicators []optionGroup
	Periods    []option
	Notice     string // the period that was asked for is not there
	Legal      *view.Legal
	Empty      *view.Empty
	Figure     *view.Figure
	Laid       string // how the tiles were laid out
	Regions    view.Table
	Areas      view.Table
	Links      []view.Link
}

// countryMap is one indicator in one period on a map of the country.
type countryMap struct {
	allAreas
	places  []mapPlace
	ended   []warehouse.IndicatorValue // figures of authorities that are no longer there
	drawn   bool                       // the tiles stand where the authorities lie
	country warehouse.Area
}

// mapPlace is an authority that is there today, where it stands, and its figure.
type mapPlace struct {
	area  warehouse.Area
	tile  area.Tile
	row   warehouse.IndicatorValue
	class int
}

// mapPage shows the map, or sends it as a file.
func (p *Pages) mapPage(w http.ResponseWriter, r *http.Request, v reading) error {
	summaries, err := warehouse.IndicatorSummaries(r.Context(), v)
	if err != nil {
		return err
	}
	summaries = slices.DeleteFunc(summaries, func(s warehouse.IndicatorSummary) bool { return s.Period == "" })
	in, err := mapIndicator(r, summaries)
	if err != nil {
		return err
	}
	page := mapView{Frame: p.frame(r, v, "Map", "Map")}
	page.Description = "Every local authority on a map of tiles: one indicator, one period, and the same as a table."
	m := countryMap{allAreas: allAreas{in: in, pool: pools[0]}}
	periods, err := warehouse.IndicatorPeriods(r.Context(), v, in.ID)
	if err != nil {
		return err
	}
	if m.period, page.Notice, err = mapPeriod(r, in, periods); err != nil {
		return err
	}
	if err := m.read(r, v); err != nil {
		return err
	}
	if file := pathVar(r, "file"); file != "" {
		return m.send(w, v, file)
	}
	if page.Indicators, err = indicatorOptions(summaries, in.ID); err != nil {
		return err
	}
	page.Periods = periodOptions(in, periods, m.period)
	if err := m.fill(&page); err != nil {
		return err
	}
	return p.Views.Render(w, "map", page)
}

// england leads to the page of the whole country, whatever its code.
func (p *Pages) england(w http.ResponseWriter, r *http.Request, v reading) error {
	for _, a := range v.areas {
		if a.Level == "country" {
			http.Redirect(w, r, areaHref(a.Code), http.StatusSeeOther)
			return nil
		}
	}
	return web.NotFound("The areas that are loaded have no whole country.")
}

// mapIndicator is the indicator that is asked for: the first that has figures when the address does not say.
func mapIndicator(r *http.Request, summaries []warehouse.IndicatorSummary) (indicator.Indicator, error) {
	wanted := r.URL.Query().Get("indicator")
	if wanted == "" {
		wanted = "S01"
		if len(summaries) > 0 && !slices.ContainsFunc(summaries, func(s warehouse.IndicatorSummary) bool { return s.ID == wanted }) {
			wanted = summaries[0].ID
		}
	}
	in, file, err := indicatorFile(wanted)
	if err == nil && file != "" {
		err = web.NotFound("No indicator has the id %q.", wanted)
	}
	return in, err
}

// mapPeriod is the period that is asked for. Where the indicator was changed and does not have it, its newest is shown and the
// page says so.
func mapPeriod(r *http.Request, in indicator.Indicator, periods []warehouse.IndicatorPeriod) (period, notice string, err error) {
	wanted := r.URL.Query().Get("period")
	if wanted == "" || slices.ContainsFunc(periods, func(p warehouse.IndicatorPeriod) bool { return p.Period == wanted }) {
		period, err = periodOf(r, in, periods)
		return period, "", err
	}
	newest := r.Clone(r.Context())
	newest.URL = &url.URL{Path: r.URL.Path}
	if period, err = periodOf(newest, in, periods); err != nil || period == "" {
		return period, "", err
	}
	return period, fmt.Sprintf("%s has no figures for “%s”. This is its newest period, %s.", in.Short, periodWords(wanted), periodWords(period)), nil
}

// indicatorOptions are the indicators with figures, by theme.
func indicatorOptions(summaries []warehouse.IndicatorSummary, chosen string) ([]optionGroup, error) {
	catalogue, err := indicator.Catalogue()
	if err != nil {
		return nil, err
	}
	themes, err := indicator.Themes()
	if err != nil {
		return nil, err
	}
	var groups []optionGroup
	for _, theme := range themes {
		g := optionGroup{Title: theme.Title}
		for _, in := range catalogue {
			if in.Theme == theme.ID && (in.ID == chosen || slices.ContainsFunc(summaries, func(s warehouse.IndicatorSummary) bool { return s.ID == in.ID })) {
				g.Options = append(g.Options, option{in.ID, in.Short, in.ID == chosen})
			}
		}
		if len(g.Options) > 0 {
			groups = append(groups, g)
		}
	}
	return groups, nil
}

// read takes the figures and puts each authority on its tile.
func (m *countryMap) read(r *http.Request, v reading) error {
	if err := m.allAreas.read(r.Context(), v); err != nil {
		return err
	}
	figures := map[string]warehouse.IndicatorValue{}
	for _, row := range m.rows {
		figures[row.AreaCode] = row
	}
	var places []area.Place
	for _, a := range v.areas {
		switch {
		case a.Level == "country":
			m.country = a
		case a.Level == "authority" && !a.Ended():
			places = append(places, area.Place{Code: a.Code, Name: a.Name, Region: a.Region})
		}
	}
	tiles, drawn := area.Tiles(v.Register, places)
	m.drawn = drawn
	for _, a := range v.areas {
		row, ok := figures[a.Code]
		switch {
		case a.Level != "authority":
		case a.Ended():
			if ok && row.Value != nil {
				m.ended = append(m.ended, row)
			}
		default:
			if tile, has := tiles[a.Code]; has {
				m.places = append(m.places, mapPlace{area: a, tile: tile, row: row, class: m.class(row)})
			}
		}
	}
	slices.SortStableFunc(m.places, func(a, b mapPlace) int { return cmp.Compare(a.area.Region, b.area.Region) })
	return nil
}

func (m countryMap) fill(page *mapView) error {
	page.Title = fmt.Sprintf("Map of %s: %s, %s", m.country.Name, m.in.Short, periodWords(m.period))
	page.Heading = page.Title
	if m.period == "" {
		page.Heading = "Map of " + m.country.Name
		page.Empty = m.from.nothing(m.in, "Here every authority would have a tile.")
		return nil
	}
	page.RunningHead = page.Title + " · " + page.DataVersion
	page.Legal = m.legal()
	page.Links = []view.Link{{Text: "What this indicator is, and every area in order", Href: "/indicators/" + m.in.ID + m.query()},
		{Text: "Who moved furthest", Href: moversHref(m.in.ID, "", "")}}
	if len(m.places) == 0 {
		page.Empty = &view.Empty{Heading: "No map of these areas", Text: "The register of areas says of no authority which region it is in, so nobody knows where its tile would stand."}
		return nil
	}
	figure, err := m.figure()
	if err != nil {
		return err
	}
	page.Links = append(page.Links, view.Link{Text: "The map as a table", Href: "#areas"})
	page.Figure, page.Laid = &figure, m.laid()
	page.Regions, page.Areas = m.regionTable(), m.areaTable()
	return nil
}

// laid says how the tiles were placed and what is not among them.
func (m countryMap) laid() string {
	text := "One tile is one authority, however large or small it is. Tiles stand near where the authorities lie; lines are the borders of regions."
	if !m.drawn {
		text = "One tile is one authority. Nobody has drawn a map of these areas, so the tiles stand in blocks, a block a region, and say nothing of who is beside whom."
	}
	if len(m.ended) == 0 {
		return text
	}
	var names []string
	for _, row := range m.ended {
		names = append(names, row.AreaName)
	}
	return text + fmt.Sprintf(" For this period there are also figures of authorities that have ended and have no tile: %s.", view.Listed(names, "and"))
}

func (m countryMap) query() string {
	return "?" + strings.ReplaceAll(url.Values{"period": {m.period}}.Encode(), "+", "%20")
}

// fileHref is the address of the map as a file, or as a page when file is empty.
func (m countryMap) fileHref(file string) string {
	if file != "" {
		file = "." + file
	}
	return "/map" + file + "?" + strings.ReplaceAll(url.Values{"indicator": {m.in.ID}, "period": {m.period}}.Encode(), "+", "%20")
}
