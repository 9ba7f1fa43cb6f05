package page

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// catalogueTheme is one theme's indicators.
type catalogueTheme struct {
	ID, Title string
	Table     view.Table
}

type indicatorsView struct {
	view.Frame
	Themes []catalogueTheme
	With   int // indicators with data
}

// indicatorsPage is the catalogue, by theme.
func (p *Pages) indicatorsPage(w http.ResponseWriter, r *http.Request, v reading) error {
	catalogue, err := indicator.Catalogue()
	if err != nil {
		return err
	}
	themes, err := indicator.Themes()
	if err != nil {
		return err
	}
	summaries, err := warehouse.IndicatorSummaries(r.Context(), v)
	if err != nil {
		return err
	}
	sources, err := warehouse.Sources(r.Context(), v)
	if err != nil {
		return err
	}
	loaded, err := warehouse.LoadedTables(r.Context(), v)
	if err != nil {
		return err
	}
	page := indicatorsView{Frame: p.frame(r, v, "Indicators", "Indicators")}
	page.Description = "What is measured about children and young people with special educational needs, and how England stands."
	known := map[string]warehouse.IndicatorSummary{}
	for _, s := range summaries {
		known[s.ID] = s
	}
	for _, theme := range themes {
		table := view.Table{Caption: theme.Title, CaptionHidden: true, Columns: catalogueColumns}
		for _, in := range catalogue {
			if in.Theme != theme.ID {
				continue
			}
			s := known[in.ID]
			if s.Period != "" {
				page.With++
			}
			table.Rows = append(table.Rows, catalogueRow(in, s, waitsFor(in, sources, loaded)))
		}
		if len(table.Rows) > 0 {
			page.Themes = append(page.Themes, catalogueTheme{theme.ID, theme.Title, table})
		}
	}
	return p.Views.Render(w, "indicators", page)
}

var catalogueColumns = []view.Column{{Label: "Indicator"}, {Label: "What it is"}, {Label: "Kind"}, {Label: "Better"}, {Label: "Newest"}, {Label: "England", Numeric: true}}

func catalogueRow(in indicator.Indicator, s warehouse.IndicatorSummary, waits string) view.Row {
	name := view.Linked(in.Short, "/indicators/"+in.ID)
	name.Detail = in.ID
	newest, england := view.Missing("no data yet", waits), view.Cell{}
	if s.Period != "" {
		newest, england = view.Text(periodWords(s.Period)), valueCell(in, s.England)
		if unit := unitWords(in); unit != "" && s.England.Value != nil {
			england.Detail = strings.TrimSpace(unit)
		}
	}
	return view.Row{Cells: []view.Cell{name, view.Text(in.Definition), view.Text(kindWords(in)), view.Text(betterWords(in)), newest, england}}
}

// waitsFor says what has to be loaded before an indicator has figures: its source or, where that is there, the tables it is also
// made of.
func waitsFor(in indicator.Indicator, sources []warehouse.Source, loaded []warehouse.LoadedTable) string {
	if !slices.ContainsFunc(loaded, func(t warehouse.LoadedTable) bool { return t.Source == in.Source }) {
		return sourceTitle(in.Source, sources) + " is not loaded"
	}
	var absent []string
	for _, name := range in.Tables {
		if !slices.ContainsFunc(loaded, func(t warehouse.LoadedTable) bool { return t.Name == name }) {
			absent = append(absent, strings.ReplaceAll(name, "_", " "))
		}
	}
	switch len(absent) {
	case 0:
		return "the editions that are loaded do not hold it"
	case 1:
		return "the table " + absent[0] + " is not loaded"
	}
	return "the tables " + view.Listed(absent, "and") + " are not loaded"
}

// sourceTitle is what a source is called; its id when the warehouse has never heard of it.
func sourceTitle(id string, sources []warehouse.Source) string {
	for _, s := range sources {
		if s.ID == id {
			return s.Title
		}
	}
	return id
}

// kindWords say what may be said of an indicator's values.
func kindWords(in indicator.Indicator) string {
	switch in.Type {
	case indicator.Legal:
		return "legal duty"
	case indicator.Scored:
		return "compared with other areas"
	}
	return "background, never ranked"
}

// betterWords say which way is better, as a table needs it.
func betterWords(in indicator.Indicator) string {
	switch compare.Polarity(in) {
	case indicator.Higher:
		return "higher"
	case indicator.Lower:
		return "lower"
	}
	return "no agreed direction"
}

// indicatorFile takes what follows the id in the last part of a path: "S01.xlsx" is S01 as a spreadsheet.
func indicatorFile(name string) (in indicator.Indicator, file string, err error) {
	id, file, _ := strings.Cut(name, ".")
	if !slices.Contains([]string{"", "csv", "xlsx", "svg", "png"}, file) {
		return in, file, web.NotFound("There is no file of the kind %q. An indicator can be had as csv, xlsx, svg or png.", file)
	}
	all, err := indicator.Catalogue()
	if err != nil {
		return in, file, err
	}
	for _, in := range all {
		if in.ID == id {
			return in, file, nil
		}
	}
	for _, in := range all {
		if strings.EqualFold(in.ID, id) {
			return in, file, web.NotFound("No indicator has the id %q. Did you mean %s, %s?", id, in.ID, in.Short)
		}
	}
	return in, file, web.NotFound("No indicator has the id %q. There are %d, from %s to %s; the list of all indicators names each.", id, len(all), all[0].ID, all[len(all)-1].ID)
}

// pools are the ways to say which areas are ranked.
var pools = []string{"default", "all"}

// poolOf reads which areas a reader wants ranked.
func poolOf(r *http.Request) (string, error) {
	pool := r.URL.Query().Get("pool")
	if pool == "" {
		return pools[0], nil
	}
	if !slices.Contains(pools, pool) {
		return "", web.BadRequest("There is no pool %q. Choose %s: \"default\" leaves out areas with tiny numbers, \"all\" has every area.", pool, quotedList(pools))
	}
	return pool, nil
}

func quotedList(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = fmt.Sprintf("%q", w)
	}
	return view.Listed(quoted, "or")
}
