package page

import (
	"net/http"
	"slices"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/area"
	"inclusion/internal/warehouse"
)

// areasView lists every area, or those that were searched for.
type areasView struct {
	view.Frame
	Heading  string
	Searched bool
	Country  view.Link
	Groups   []areaGroup // by region
	Hits     []listedArea
	Near     []listedArea
	Ended    []endedArea
}

// areaGroup is a region with what lies in it.
type areaGroup struct {
	Title, Href string
	Areas       []listedArea
}

// listedArea is an area as a line of a list.
type listedArea struct {
	Name, Href  string
	What        string // its region, or what kind of area it is
	Partnership string // of its expert partnership, by name
}

// endedArea is one that is no longer there, with what took its place.
type endedArea struct {
	Name, Href, Until string
	Successors        []view.Link
}

func listed(a warehouse.Area) listedArea {
	out := listedArea{Name: a.Name, Href: areaHref(a.Code), Partnership: a.PartnershipName, What: a.RegionName}
	switch {
	case a.Ended():
		out.What = "ended " + view.Date(*a.To)
	case a.Level == "region":
		out.What = "region"
	case a.Level == "subregion":
		out.What = "part of " + a.RegionName
	case a.Level == "country":
		out.What = "the whole country"
	}
	return out
}

// areasPage lists the areas, or finds one. A name that means one area beyond doubt leads straight to it.
func (p *Pages) areasPage(w http.ResponseWriter, r *http.Request, v reading) error {
	query := strings.TrimSpace(r.URL.Query().Get("q"))
	if len(query) > 100 {
		query = strings.ToValidUTF8(query[:100], "")
	}
	frame := p.frame(r, v, "Areas", "Areas")
	frame.Query, frame.Description = query, "Every local authority area of England, by region."
	page := areasView{Frame: frame, Heading: "Areas"}
	if query == "" {
		page.Country, page.Groups, page.Ended = everyArea(v.areas)
		return p.Views.Render(w, "areas", page)
	}
	found := warehouse.FindAreas(v.areas, otherNames(v), query)
	if found.Exact != nil {
		http.Redirect(w, r, areaHref(found.Exact.Code), http.StatusSeeOther)
		return nil
	}
	page.Searched, page.Title = true, "Areas called “"+query+"”"
	page.Heading = page.Title
	for _, a := range found.Hits {
		page.Hits = append(page.Hits, listed(a))
	}
	if len(found.Hits) == 0 {
		page.Heading = "No area called “" + query + "”"
		page.Title = page.Heading
	}
	for _, a := range found.Near {
		page.Near = append(page.Near, listed(a))
	}
	return p.Views.Render(w, "areas", page)
}

// otherNames gives the spellings of an area beside its name: those of the register of England, which the program carries.
func otherNames(v reading) func(code string) []string {
	return func(code string) []string {
		if v.Register != area.England().ID {
			return nil
		}
		a, err := area.England().ByCode(code)
		if err != nil {
			return nil // an area of an older register: its own name still finds it
		}
		return a.Aliases
	}
}

// everyArea sorts areas by region, those that ended apart.
func everyArea(areas []warehouse.Area) (country view.Link, groups []areaGroup, ended []endedArea) {
	names := map[string]string{}
	place := map[string]int{}
	for _, a := range areas {
		names[a.Code] = a.Name
		switch a.Level {
		case "country":
			country = view.Link{Text: a.Name, Href: areaHref(a.Code)}
		case "region":
			place[a.Code] = len(groups)
			groups = append(groups, areaGroup{Title: a.Name, Href: areaHref(a.Code)})
		}
	}
	for _, a := range areas {
		switch i, ok := place[a.Region]; {
		case a.Ended():
			e := endedArea{Name: a.Name, Href: areaHref(a.Code), Until: view.Date(*a.To)}
			for _, code := range strings.Fields(a.Successors) {
				e.Successors = append(e.Successors, view.Link{Text: names[code], Href: areaHref(code)})
			}
			ended = append(ended, e)
		case a.Level == "authority" && ok:
			groups[i].Areas = append(groups[i].Areas, listed(a))
		}
	}
	for _, g := range groups {
		byName(g.Areas)
	}
	return country, groups, ended
}

func byName(areas []listedArea) {
	slices.SortStableFunc(areas, func(a, b listedArea) int { return strings.Compare(a.Name, b.Name) })
}
