package page

import (
	"context"
	"slices"
	"strconv"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// optionGroup are options of a form under a heading of their own.
type optionGroup struct {
	Title   string
	Options []option
}

// compareForm is the form that builds a comparison. It needs no script: each part adds to what the hidden parts keep.
type compareForm struct {
	Keep              []option // parts of the address that stay: name and value
	Areas, Indicators []view.Link
	AreasFull         bool
	IndicatorsFull    bool
	Groups, Themes    []optionGroup
	From, To          []option
	MostAreas         int
	MostIndicators    int
}

// form is the builder with what is chosen; first and final are the years that the choice has periods of.
func (p *compareParser) form(ctx context.Context, first, final int) (compareForm, error) {
	c := p.c
	f := compareForm{MostAreas: mostCompared, MostIndicators: mostComparedIndicators,
		AreasFull: len(c.Areas) >= mostCompared, IndicatorsFull: len(c.Indicators) >= mostComparedIndicators}
	for _, a := range c.Areas {
		f.Areas = append(f.Areas, view.Link{Text: a.Name, Href: c.href(func(c *comparison) {
			c.Areas = slices.DeleteFunc(c.Areas, func(other warehouse.Area) bool { return other.Code == a.Code })
		})})
	}
	for _, in := range c.Indicators {
		f.Indicators = append(f.Indicators, view.Link{Text: in.Short, Href: c.href(func(c *comparison) {
			c.Indicators = slices.DeleteFunc(c.Indicators, func(other indicator.Indicator) bool { return other.ID == in.ID })
		})})
	}
	for _, kept := range []option{{Value: "areas", Text: strings.Join(c.codes(), ",")}, {Value: "indicators", Text: strings.Join(c.ids(), ",")},
		{Value: "by", Text: c.By}, {Value: "view", Text: c.View}} {
		if kept.Text != "" {
			f.Keep = append(f.Keep, kept)
		}
	}
	f.Themes = p.themes()
	f.From, f.To = c.yearOptions(first, final)
	var err error
	f.Groups, err = p.groupOptions(ctx)
	return f, err
}

// themes are the indicators that can still be added, by theme.
func (p *compareParser) themes() []optionGroup {
	var all []optionGroup
	for _, theme := range p.order {
		g := optionGroup{Title: theme.Title}
		for _, in := range p.catalogue {
			if in.Theme == theme.ID && !slices.Contains(p.c.ids(), in.ID) {
				g.Options = append(g.Options, option{Value: in.ID, Text: in.Short})
			}
		}
		if len(g.Options) > 0 {
			all = append(all, g)
		}
	}
	return all
}

// yearOptions are the years to begin and to end with.
func (c comparison) yearOptions(first, final int) (from, to []option) {
	from = []option{{"", "the earliest", c.From == 0 && !c.Newest}, {compareNewest, "the newest period only", c.Newest}}
	to = []option{{"", "the newest", c.To == 0}}
	for _, chosen := range []int{c.From, c.To} {
		if chosen > 0 {
			first, final = min(first, chosen), max(final, chosen)
		}
	}
	for y := final; y >= first; y-- {
		from = append(from, option{strconv.Itoa(y), strconv.Itoa(y), y == c.From && !c.Newest})
		to = append(to, option{strconv.Itoa(y), strconv.Itoa(y), y == c.To})
	}
	return from, to
}

// readySets are indicators that are often read together.
var readySets = []struct {
	title string
	ids   []string
}{
	{"Plans in time, annual reviews, mediation", []string{"S01", "S10", "R02"}},
	{"Absence and suspensions of pupils with a plan", []string{"A01", "X02"}},
	{"Plans, places and the high needs block", []string{"S12n", "S14", "F10"}},
}

// set are the indicators of a ready set.
func (p *compareParser) set(ids []string) []indicator.Indicator {
	return slices.DeleteFunc(slices.Clone(p.catalogue), func(in indicator.Indicator) bool { return !slices.Contains(ids, in.ID) })
}

// examples are three comparisons to begin with, of areas that the register has.
func (p *compareParser) examples() []view.Link {
	level := func(level string) []warehouse.Area {
		return slices.DeleteFunc(slices.Clone(p.v.areas), func(a warehouse.Area) bool { return a.Level != level || a.Ended() || a.LeftOut })
	}
	some, country := p.someAuthority(), level("country")
	var other warehouse.Area
	for _, a := range level("authority") {
		if a.Region != some.Region {
			other = a
			break
		}
	}
	partners := slices.DeleteFunc(level("authority"), func(a warehouse.Area) bool { return a.Partnership == "" || a.Partnership != some.Partnership })
	example := func(text, note string, ids []string, change func(*comparison), areas ...[]warehouse.Area) view.Link {
		c := comparison{By: byAreas, View: asTable, Areas: slices.Concat(areas...), Indicators: p.set(ids)}
		return view.Link{Text: text, Note: note, Href: c.href(change)}
	}
	all := []view.Link{}
	if other.Code != "" && len(country) > 0 {
		all = append(all, example(view.Listed([]string{some.Name, other.Name, country[0].Name}, "and"), "Plans issued in time, year by year, as lines.", []string{"S01"},
			func(c *comparison) { c.From, c.View = 2019, asChart }, []warehouse.Area{some, other}, country))
	}
	if regions := level("region"); len(regions) > 0 && len(regions) < mostCompared {
		all = append(all, example("The regions", "Absence and suspensions: years down, regions across.", readySets[1].ids,
			func(c *comparison) { c.From, c.By = 2021, byYears }, regions, country))
	}
	if len(partners) > 0 {
		all = append(all, example("The expert partnership "+some.PartnershipName, "The newest figure of each of six indicators, with each area's place.",
			[]string{"S01", "S10", "R02", "A01", "X02", "S14"}, func(c *comparison) { c.Newest, c.By = true, byIndicators }, partners, country))
	}
	return all
}

// next says what is still to be chosen; nil when nothing is, or everything.
func (p *compareParser) next() *view.Empty {
	c := p.c
	switch {
	case len(c.Areas) > 0 && len(c.Indicators) == 0:
		e := &view.Empty{Heading: "Now choose what to compare", Text: "Add an indicator above, or begin with some that are often read together."}
		for _, set := range readySets {
			e.Links = append(e.Links, view.Link{Text: set.title, Href: c.href(func(c *comparison) { c.Indicators = p.set(set.ids) })})
		}
		return e
	case len(c.Areas) == 0 && len(c.Indicators) > 0:
		e := &view.Empty{Heading: "Now choose areas", Text: "Add areas above by name, or begin with a group."}
		for _, g := range []struct{ key, text string }{{groupCountry, "England and nothing else"}, {groupRegions, "All regions"}} {
			e.Links = append(e.Links, view.Link{Text: g.text, Href: "/compare?group=" + g.key + "&" + strings.TrimPrefix(c.changed(unchanged).query(), "?")})
		}
		if a := p.someAuthority(); a.Partnership != "" {
			e.Links = append(e.Links, view.Link{Text: "The expert partnership " + a.PartnershipName,
				Href: "/compare?group=" + besidePartnership + ":" + a.Code + "&" + strings.TrimPrefix(c.changed(unchanged).query(), "?")})
		}
		return e
	}
	return nil
}

// lead gives each thing that may have been meant the address that adds it.
func (p *compareParser) lead() {
	for i, f := range p.faults {
		for j, link := range f.Links {
			p.faults[i].Links[j].Href = p.c.href(func(c *comparison) {
				if a, err := p.v.area(link.Href); err == nil {
					c.Areas = append(c.Areas, a)
				} else {
					c.Indicators = append(c.Indicators, p.set([]string{link.Href})...)
				}
			})
		}
	}
}
