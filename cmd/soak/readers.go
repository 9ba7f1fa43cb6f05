package main

import (
	"fmt"
	"slices"
	"strings"
)

// reader is somebody who looks an area up: its overview, some of its indicators, how it compares, its themes, the map, along the links
// that the pages have. Most see a few pages and go.
func (c crowd) reader(v *visitor) {
	home := "/areas/" + oneOf(v.draw, c.town.areas)
	overview := v.open("overview", home)
	steps := []func(){
		func() {
			c.follow(v, "indicator", overview, func(at string) bool { return strings.HasPrefix(at, home+"/indicators/") })
		},
		func() { v.page("compare", c.comparison(v, home)) },
		func() { v.page("themes", home+"/themes") },
		func() { v.page("similar areas", home+"/similar") },
		func() {
			c.follow(v, "map", v.page("map", "/map"), func(at string) bool { return strings.HasPrefix(at, "/map?") })
		},
		func() { v.page("overview", home) }, // back again: the browser asks whether it has changed
		func() {
			v.page("other page of an area", home+"/"+oneOf(v.draw, []string{"inclusion", "needs", "money", "redress", "inspection", "changes"}))
		},
		func() { v.page("indicator, all areas", "/indicators/"+oneOf(v.draw, c.town.indicators)) },
	}
	for n := 3 + v.draw.IntN(8); n > 0 && !v.gone(); n-- {
		v.think(readingMedian)
		if v.gone() {
			return
		}
		oneOf(v.draw, steps)()
	}
}

// follow opens one of a page's links, after reading it.
func (c crowd) follow(v *visitor, kind, page string, like func(string) bool) {
	at := oneOf(v.draw, links(page, like))
	if at == "" {
		at = "/indicators/" + oneOf(v.draw, c.town.indicators)
	}
	v.think(readingMedian)
	if !v.gone() {
		v.page(kind, at)
	}
}

// comparison is an area beside others and England, by up to three indicators.
func (c crowd) comparison(v *visitor, home string) string {
	areas := []string{strings.TrimPrefix(home, "/areas/")}
	for range 1 + v.draw.IntN(4) {
		areas = append(areas, oneOf(v.draw, c.town.areas))
	}
	indicators := []string{"S01"} // which has figures: a comparison of nothing has no files
	for range 1 + v.draw.IntN(3) {
		indicators = append(indicators, oneOf(v.draw, c.town.indicators))
	}
	return "/compare?areas=" + strings.Join(once(areas), ",") + "&indicators=" + strings.Join(once(indicators), ",")
}

// once are the items in their order, none twice: a comparison that names something twice leads to one that does not.
func once(items []string) (all []string) {
	for _, item := range items {
		if !slices.Contains(all, item) {
			all = append(all, item)
		}
	}
	return all
}

// parent looks up their own area: the page for families, what it is made of, and the partnership's plan.
func (c crowd) parent(v *visitor) {
	home := "/areas/" + oneOf(v.draw, c.town.areas)
	v.open("home", "/")
	for _, next := range []struct{ kind, path string }{
		{"families", home + "/families"}, {"plan", home + "/plan"}, {"overview", home}, {"plan", home + "/plan/actions"}, {"tribunal", home + "/redress"},
	}[:2+v.draw.IntN(4)] {
		v.think(readingMedian * 3 / 2)
		if v.gone() {
			return
		}
		v.page(next.kind, next.path)
	}
}

// analyst compares, looks at an indicator over all areas, and takes files home.
func (c crowd) analyst(v *visitor) {
	home := "/areas/" + oneOf(v.draw, c.town.areas)
	v.open("compare", "/compare")
	at := c.comparison(v, home)
	file := strings.Replace(at, "/compare?", "/compare.%s?", 1)
	id := oneOf(v.draw, c.town.indicators)
	steps := []func(){
		func() { v.page("compare", at) },
		func() { v.file("CSV of a page", fmt.Sprintf(file, "csv"), "") },
		func() { v.file("XLSX of a page", fmt.Sprintf(file, "xlsx"), "PK") },
		func() { c.take(v, "SVG of a page", "/map.svg", "<") },
		func() { c.take(v, "CSV of a page", "/map.csv", "") },
		func() { v.page("indicator, all areas", "/indicators/"+id) },
		func() { v.page("movers", "/indicators/"+id+"/movers") },
		func() { v.file("XLSX of an area", home+".xlsx", "PK") },
	}
	for n := 4 + v.draw.IntN(6); n > 0 && !v.gone(); n-- {
		v.think(readingMedian)
		if v.gone() {
			return
		}
		oneOf(v.draw, steps)()
	}
}

// take takes a file home that a map offers.
func (c crowd) take(v *visitor, kind, file, begins string) {
	page := v.page("map", "/map?indicator="+oneOf(v.draw, c.town.indicators))
	at := oneOf(v.draw, links(page, func(at string) bool { return strings.HasPrefix(at, file) }))
	v.think(readingMedian)
	if at != "" && !v.gone() {
		v.file(kind, at, begins)
	}
}

// program asks the API as a script does: a list, then one answer after the other with a second or two between, half of them as CSV; then
// a pause, and the same again with the tags it has kept.
func (c crowd) program(v *visitor) {
	id := oneOf(v.draw, c.town.indicators)
	asks := []string{"/api/v1/indicators", "/api/v1/indicators/" + id, "/api/v1/indicators/" + id + ".csv"}
	for range 7 {
		code := oneOf(v.draw, c.town.areas)
		asks = append(asks, "/api/v1/areas/"+code+"/indicators", "/api/v1/areas/"+code+"/indicators/"+id+".csv", "/api/v1/areas/"+code+"/signals")
	}
	for range 2 {
		for _, path := range asks {
			v.think(programPause)
			if v.gone() {
				return
			}
			if strings.HasSuffix(path, ".csv") {
				v.file("API, CSV", path, "")
			} else {
				v.file("API, JSON", path, "{")
			}
		}
		v.think(2 * readingMedian)
	}
}
