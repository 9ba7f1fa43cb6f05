package page

import (
	"fmt"
	"net/http"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// areaTab is one of an area's pages.
type areaTab struct {
	Key   string // the last part of its address; empty for the overview
	Title string
	Own   bool // a local authority has it; a region and the country do not
}

// areaTabs are an area's pages, in the order they are offered.
var areaTabs = []areaTab{
	{Key: "", Title: "Overview"}, {Key: "themes", Title: "Themes", Own: true}, {Key: "similar", Title: "Similar areas", Own: true},
	{Key: "inclusion", Title: "Inclusion and AP"}, {Key: "needs", Title: "Needs and places"}, {Key: "money", Title: "Money"},
	{Key: "redress", Title: "Tribunal"}, {Key: "inspection", Title: "Inspection", Own: true}, {Key: "changes", Title: "What changed"},
	{Key: "plan", Title: "Plan and self-assessment", Own: true},
	{Key: "families", Title: "For families", Own: true},
}

// areaPage is what every page of an area begins with.
type areaPage struct {
	view.Frame
	Heading, Lede string
	Tabs          []view.Link
	Workbook      *view.Link // the page as a spreadsheet; nil where it has none
	Notices       []notice
}

// section is a part of an area's page about some indicators: what the page shows as a figure, its workbook has as a sheet.
type section struct {
	ID, Title  string
	Indicators []string
}

// areaTabHref leads to one of an area's pages.
func areaTabHref(code, key string) string {
	if key == "" {
		return areaHref(code)
	}
	return areaHref(code) + "/" + key
}

// requestedArea is the area that an address names.
func requestedArea(r *http.Request, v reading) (warehouse.Area, error) {
	return v.area(mux.Vars(r)["code"])
}

// areaPage is the beginning of an area's page: key is the tab's, title what the page is about.
func (p *Pages) areaPage(r *http.Request, v reading, a warehouse.Area, key, title string) areaPage {
	frame := p.frame(r, v, "Areas", title+": "+a.Name)
	frame.RunningHead = fmt.Sprintf("%s · %s · %s", a.Name, title, frame.DataVersion)
	frame.Breadcrumbs = append(breadcrumbs(a), view.Link{Text: a.Name, Href: areaHref(a.Code)})
	page := areaPage{Frame: frame, Heading: title + ": " + a.Name, Notices: v.lineage(a, func(code string) string { return areaTabHref(code, key) })}
	page.Tabs, page.Workbook = tabsOf(a, key), bookOf(r, a, key)
	return page
}

// tabsOf are the links to an area's pages, the one being read marked.
func tabsOf(a warehouse.Area, key string) []view.Link {
	var tabs []view.Link
	for _, t := range areaTabs {
		if t.Own && a.Level != "authority" {
			continue
		}
		tabs = append(tabs, view.Link{Text: t.Title, Href: areaTabHref(a.Code, t.Key), Current: t.Key == key})
	}
	return tabs
}

// catalogueByID is the catalogue for looking up.
func catalogueByID() (map[string]indicator.Indicator, error) {
	all, err := indicator.Catalogue()
	if err != nil {
		return nil, err
	}
	byID := make(map[string]indicator.Indicator, len(all))
	for _, in := range all {
		byID[in.ID] = in
	}
	return byID, nil
}

// AreaPage is what a page of an area begins with, for pages that are made elsewhere.
type AreaPage = areaPage

// AreaPage is the beginning of a page of a local authority, under the tab with a key, and the authority's name.
func (p *Pages) AreaPage(r *http.Request, key, title string) (page AreaPage, name string, err error) {
	v, release, err := p.Warehouse.Use()
	if err != nil {
		return AreaPage{}, "", err
	}
	defer release()
	kept, err := p.lists.of(r.Context(), v)
	if err != nil {
		return AreaPage{}, "", err
	}
	a, err := requestedArea(r, reading{v, kept})
	if err != nil {
		return AreaPage{}, "", err
	}
	if a.Level != "authority" {
		return AreaPage{}, "", web.NotFound("%s is not a local authority, so it has no SEND and AP partnership of its own.", a.Name)
	}
	return p.areaPage(r, reading{v, kept}, a, key, title), a.Name, nil
}

// Kept serves a public page from the cache while neither the data nor what partnerships published changes.
func (p *Pages) Kept(next http.Handler) http.Handler {
	return web.Only(Parameters, p.Cache.Serve(p.versionTag, p.personal, p.busy, next))
}
