package page

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// overviewView is an area's page: who it is, what stands out, and every indicator by theme.
type overviewView struct {
	view.Frame
	Heading, Lede string
	Tabs          []view.Link
	Workbook      *view.Link // the page as a spreadsheet
	Head          areaHead
	Notices       []notice
	Compare       string // this area beside others of the reader's choice
	Findings      []finding
	Views         *view.Table // what leaders, the forum, families and data say; nil where nothing is published
	Nothing       *view.Empty // when no figure at all is published
	Jump          []view.Link
	Themes        []overviewTheme
	Unmeasured    []string   // themes that no figure is published about
	Within        *areaGroup // what lies in a region or the country
	Key           bool       // the shapes of marks are used
	Placed        bool       // the area has a dot on the bars
	Sources       []view.Source
}

// overviewTheme is one theme: its indicators, and links to what is shown as shares of a whole elsewhere.
type overviewTheme struct {
	ID, Title, Note string
	Signal          *view.Link // a local authority's data signal, which leads to what it is made of
	Table           *view.IndicatorTable
	Whole           *view.Table // the country, which is compared with nothing
	Background      *view.Table
	Mixes           []view.Link
	Elsewhere       []view.Link // figures that speak of the theme and stand under another
}

// looked is all that was read for an area's page.
type looked struct {
	reading
	area      warehouse.Area
	head      warehouse.OverviewHead
	rows      []warehouse.OverviewRow
	histories map[string][]indicator.Row
	catalogue map[string]indicator.Indicator
}

// country says that the page is the whole country's, which is compared with nothing.
func (l looked) country() bool { return l.area.Level == "country" }

// authority says that the page is a local authority's, which has neighbours.
func (l looked) authority() bool { return l.area.Level == "authority" }

// row finds what is known of an indicator.
func (l looked) row(id string) (warehouse.OverviewRow, bool) {
	i, ok := slices.BinarySearchFunc(l.rows, id, func(r warehouse.OverviewRow, id string) int { return strings.Compare(r.Indicator, id) })
	if !ok {
		return warehouse.OverviewRow{}, false
	}
	return l.rows[i], true
}

// overview is the page of an authority, a region or the country.
func (p *Pages) overview(w http.ResponseWriter, r *http.Request, v reading) error {
	a, err := v.area(mux.Vars(r)["code"])
	if err != nil {
		return err
	}
	l, err := look(r, v, a)
	if err != nil {
		return err
	}
	if l.head, err = warehouse.ReadOverviewHead(r.Context(), v, a.Code); err != nil {
		return err
	}
	frame := p.frame(r, v, "Areas", a.Name)
	frame.Description = "What is published about children and young people with special educational needs and disabilities in " + a.Name + ", and how it compares."
	frame.RunningHead = a.Name + " · " + frame.DataVersion
	frame.Breadcrumbs = breadcrumbs(a)
	page := overviewView{Frame: frame, Heading: a.Name, Lede: lede(a), Tabs: tabsOf(a, ""), Workbook: bookOf(r, a, ""), Head: l.facts(), Notices: l.notices(a, areaHref), Within: l.within()}
	page.Compare = v.compareHref([]warehouse.Area{a})
	if err := p.fillPlan(r, &page, a); err != nil {
		return err
	}
	if !l.published() {
		page.Nothing = l.nothing()
		return p.Views.Render(w, "overview", page)
	}
	page.Findings, page.Key, page.Placed = l.findings(), !l.country(), !a.LeftOut
	themes, err := indicator.Themes()
	if err != nil {
		return err
	}
	signals, err := signalsOf(r, v, a)
	if err != nil {
		return err
	}
	page.Themes, page.Unmeasured = l.themes(themes, signals)
	page.Sources = l.from()
	for _, t := range page.Themes {
		page.Jump = append(page.Jump, view.Link{Text: t.Title, Href: "#" + t.ID})
	}
	return p.Views.Render(w, "overview", page)
}

// look reads an area's indicators and their histories.
func look(r *http.Request, v reading, a warehouse.Area) (looked, error) {
	l := looked{reading: v, area: a, catalogue: map[string]indicator.Indicator{}}
	all, err := indicator.Catalogue()
	if err != nil {
		return l, err
	}
	for _, in := range all {
		l.catalogue[in.ID] = in
	}
	if l.rows, err = warehouse.Overview(r.Context(), v, a); err != nil {
		return l, err
	}
	// A warehouse may hold an indicator that this program no longer has.
	l.rows = slices.DeleteFunc(l.rows, func(row warehouse.OverviewRow) bool { return l.catalogue[row.Indicator].ID == "" })
	l.histories, err = warehouse.Histories(r.Context(), v, a, l.rows)
	return l, err
}

// from are the published files that the figures shown come from.
func (l looked) from() []view.Source { return l.sourcesOf(l.rows) }

// published says that there is some figure, be it of an earlier period.
func (l looked) published() bool {
	for _, history := range l.histories {
		if slices.ContainsFunc(history, func(h indicator.Row) bool { return h.Value != nil }) {
			return true
		}
	}
	return slices.ContainsFunc(l.rows, func(row warehouse.OverviewRow) bool { return row.Value != nil })
}

func lede(a warehouse.Area) string {
	const what = "Children and young people with special educational needs and disabilities (SEND): what is published, and how it compares"
	switch {
	case a.Level == "country":
		return "Children and young people with special educational needs and disabilities (SEND): what is published, and how far areas lie apart."
	case a.Ended():
		return "What was published about children and young people with special educational needs and disabilities (SEND) while this area was there."
	case a.Level == "authority":
		return what + " with England and with similar areas."
	}
	return what + " with England."
}

func breadcrumbs(a warehouse.Area) []view.Link {
	links := []view.Link{{Text: "Areas", Href: "/areas"}}
	if a.Region != "" {
		links = append(links, view.Link{Text: a.RegionName, Href: areaHref(a.Region)})
	}
	return links
}

func areaHref(code string) string { return "/areas/" + code }

// nothing says why the page is empty.
func (l looked) nothing() *view.Empty {
	e := view.Empty{Heading: "No figures are published about " + l.area.Name,
		Text:  "Here its indicators would stand beside England and similar areas. None of the publications loaded so far has a figure for it.",
		Links: []view.Link{{Text: "What is loaded, and from when", Href: "/data"}, {Text: "All areas", Href: "/areas"}}}
	if l.area.Ended() {
		e.Text = fmt.Sprintf("It ended on %s, before the first figures of the publications loaded so far. Look at the areas that took its place.", view.Date(*l.area.To))
	}
	return &e
}

// within lists what lies in a region or the country.
func (l looked) within() *areaGroup {
	switch l.area.Level {
	case "authority":
		return nil
	case "country":
		g := areaGroup{Title: "Regions"}
		for _, a := range l.areas {
			if a.Level == "region" {
				g.Areas = append(g.Areas, listed(a))
			}
		}
		return &g
	}
	g := areaGroup{Title: "Areas in " + l.area.Name}
	for _, a := range l.areas {
		if a.Level == "authority" && !a.Ended() && a.Region == l.area.Code {
			g.Areas = append(g.Areas, listed(a))
		}
	}
	if len(g.Areas) == 0 {
		return nil
	}
	byName(g.Areas)
	return &g
}
