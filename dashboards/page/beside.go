package page

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/benchmark"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// The groups an area can be compared with, as they stand in an address. A custom group is the codes of its areas.
const (
	besideNeighbours  = compare.Neighbours
	besideRegion      = compare.Region
	besidePartnership = compare.Partnership
	besideTrial       = compare.Trial
	besideCustom      = compare.Chosen
)

// mostBeside is how many areas a group of the reader's own may have.
const mostBeside = compare.MostChosen

// beside is the group of areas that an area is compared with. It is always in the address, as ?beside=, so that a page can be
// passed on as it is seen.
type beside struct {
	Key        string   // which of the groups, besideCustom for one of the reader's own
	Codes      []string // who is in it, without the area itself: closest first for similar areas, else in the register's order
	Areas      []warehouse.Area
	Title      string                                  // "10 similar areas (2025 model)", "London"
	Mean       string                                  // what their mean is called on a chart: "Similar areas", "Mean of London"
	Query      string                                  // "?beside=region"; empty for similar areas, which need no saying
	Links      []view.Link                             // the groups to choose from, the chosen one marked
	Neighbours map[string]warehouse.IndicatorNeighbour // by code: how close those are that are similar areas
	Model      string                                  // the year of the model that names the similar areas
}

// parseBeside reads from the address whom an area is compared with: its similar areas when nothing is said. What cannot be done
// is refused with the code that is wrong and the limit. A region and the country are compared with no group.
func parseBeside(r *http.Request, v reading, a warehouse.Area) (beside, error) {
	wish := strings.TrimSpace(strings.Join(r.URL.Query()["beside"], ","))
	if a.Level != "authority" {
		if wish != "" {
			return beside{}, web.BadRequest("%s is not a local authority. Only a local authority can be compared with a group of areas (beside=%s).", a.Name, wish)
		}
		return beside{}, nil
	}
	b := beside{Key: cmp.Or(wish, besideNeighbours), Neighbours: map[string]warehouse.IndicatorNeighbour{}}
	near, err := warehouse.IndicatorNeighbours(r.Context(), v, a.Code)
	if err != nil {
		return b, err
	}
	for _, n := range near {
		b.Neighbours[n.Code], b.Model = n, n.Model
	}
	if err := b.choose(v, a, near); err != nil {
		return b, err
	}
	for _, other := range b.Areas {
		b.Codes = append(b.Codes, other.Code)
	}
	b.name(a)
	b.Links = b.links(r.URL, a)
	return b, nil
}

// choose finds the areas of the group that was asked for.
func (b *beside) choose(v reading, a warehouse.Area, near []warehouse.IndicatorNeighbour) error {
	group, err := compare.GroupOf(v.areas, a, near, b.Key)
	if why, refused := errors.AsType[compare.Refused](err); refused {
		return web.BadRequest("%s", why)
	}
	b.Key, b.Areas = group.Key, group.Areas
	return err
}

// others are the authorities of today other than a for which is holds; see compare.Others.
func (v reading) others(a warehouse.Area, is func(warehouse.Area) bool) []warehouse.Area {
	return compare.Others(v.areas, a, is)
}

// name says what the group is called and how it stands in an address.
func (b *beside) name(a warehouse.Area) {
	n := len(b.Areas)
	switch b.Key {
	case besideNeighbours:
		b.Title, b.Mean = view.Counted(n, "similar area", "similar areas"), "Similar areas"
		if b.Model != "" {
			b.Title += " (" + b.Model + " model)"
		}
		return
	case besideRegion:
		b.Title, b.Mean = view.Counted(n, "other area", "other areas")+" of "+a.RegionName, "Other areas of "+a.RegionName
	case besidePartnership:
		b.Title, b.Mean = view.Counted(n, "other area", "other areas")+" of the expert partnership "+a.PartnershipName, "Other areas of the partnership"
	case besideTrial:
		b.Title, b.Mean = view.Counted(n, "trial area", "trial areas"), "Trial areas"
		if a.Partnership != "" {
			b.Title, b.Mean = view.Counted(n, "other trial area", "other trial areas"), "Other trial areas"
		}
	default:
		b.Title, b.Mean = view.Counted(n, "chosen area", "chosen areas"), "Chosen areas"
		b.Query = "?beside=" + strings.Join(b.Codes, ",")
		return
	}
	b.Query = "?beside=" + b.Key
}

// links are the groups to choose from. The rest of the address stays as it is.
func (b *beside) links(at *url.URL, a warehouse.Area) []view.Link {
	choices := []view.Link{{Text: "Similar areas", Href: besideNeighbours}, {Text: a.RegionName, Href: besideRegion}}
	if a.Partnership != "" {
		choices = append(choices, view.Link{Text: "Expert partnership " + a.PartnershipName, Href: besidePartnership})
	}
	choices = append(choices, view.Link{Text: "All trial areas", Href: besideTrial})
	for i, c := range choices {
		choices[i].Current = c.Href == b.Key
		choices[i].Href = withBeside(at, c.Href)
	}
	if b.Key == besideCustom {
		choices = append(choices, view.Link{Text: "Chosen areas", Href: withBeside(at, strings.Join(b.Codes, ",")), Current: true})
	}
	return choices
}

// withBeside is an address with another group, written so that a person can read it: commas stay commas.
func withBeside(at *url.URL, group string) string {
	q := at.Query()
	q.Del("beside")
	rest := q.Encode()
	if group != besideNeighbours {
		rest = strings.TrimSuffix("beside="+strings.ReplaceAll(url.QueryEscape(group), "%2C", ",")+"&"+rest, "&")
	}
	if rest == "" {
		return at.Path
	}
	return at.Path + "?" + rest
}

// besideForm answers a form that ticked several areas, ?beside=301&beside=302, with the one short address of that group.
func besideForm(w http.ResponseWriter, r *http.Request) bool {
	ticked := r.URL.Query()["beside"]
	if len(ticked) < 2 {
		return false
	}
	http.Redirect(w, r, withBeside(r.URL, strings.Join(ticked, ",")), http.StatusSeeOther)
	return true
}

// besideChoice is a form to choose a group of one's own: every area of today, by region, with those of the group ticked.
type besideChoice struct {
	Action  string // the page the form leads to
	Most    int
	Keep    []view.Link // other parts of the address that stay: name as Text, value as Href
	Regions []besideChoiceRegion
}

type besideChoiceRegion struct {
	Name  string
	Areas []besideChoiceArea
}

type besideChoiceArea struct {
	Code, Name string
	Chosen     bool
}

// besideHead says above the figures whom they are compared with, and offers other groups.
type besideHead struct {
	Title  string
	Links  []view.Link
	Who    []view.Link
	Choose string // where a group of one's own is chosen
	Empty  string // why there is nobody
}

// head is the head of a group; nil for a region and the country, which have none.
func (b beside) head(a warehouse.Area) *besideHead {
	if a.Level != "authority" || a.Ended() {
		return nil
	}
	h := &besideHead{Title: b.Title, Links: b.Links, Choose: areaTabHref(a.Code, "similar") + b.and("choose", "yes"),
		Who: b.who(func(other warehouse.Area) string { return areaHref(other.Code) })}
	if len(b.Areas) == 0 {
		h.Empty = b.lacking(a)
	}
	return h
}

// and is the query of the group with one more part.
func (b beside) and(name, value string) string {
	if b.Query == "" {
		return "?" + name + "=" + url.QueryEscape(value)
	}
	return b.Query + "&" + name + "=" + url.QueryEscape(value)
}

// about says what a group is and how its mean is made.
func (b beside) about(a warehouse.Area) string {
	const mean = "Their mean counts each area once, whatever its size."
	if b.Key == besideNeighbours {
		return fmt.Sprintf("Statistical neighbours, model of %s: the authorities whose children and families are most like those of %s, closest first. ", b.Model, a.Name) + mean
	}
	return view.UpperFirst(b.Title) + ". " + mean
}

// meanOf names the mean of a group in a row: "Mean of similar areas".
func (b beside) meanOf() string { return "Mean of " + strings.ToLower(b.Mean[:1]) + b.Mean[1:] }

// closenessCell says how close an area is, where it is one of the similar ones.
func closenessCell(n warehouse.IndicatorNeighbour) view.Cell {
	if n.Closeness == "" {
		return view.Cell{Status: "not one of the similar areas"}
	}
	return view.Text(n.Closeness)
}

// placeOf is the place of an area among the similar ones; nil where it is none of them.
func placeOf(n warehouse.IndicatorNeighbour) *int64 {
	if n.Place == 0 {
		return nil
	}
	return &n.Place
}

// choice is the form for an area's own group. keep names the parts of the address that stay.
func (b beside) choice(r *http.Request, v reading, a warehouse.Area, keep ...string) *besideChoice {
	c := besideChoice{Action: r.URL.Path, Most: mostBeside}
	for _, name := range keep {
		if value := r.URL.Query().Get(name); value != "" {
			c.Keep = append(c.Keep, view.Link{Text: name, Href: value})
		}
	}
	at := map[string]int{}
	for _, other := range v.areas {
		if other.Level != "authority" || other.Ended() || other.Code == a.Code {
			continue
		}
		i, ok := at[other.Region]
		if !ok {
			i = len(c.Regions)
			at[other.Region] = i
			c.Regions = append(c.Regions, besideChoiceRegion{Name: other.RegionName})
		}
		c.Regions[i].Areas = append(c.Regions[i].Areas, besideChoiceArea{other.Code, other.Name, len(b.Codes) <= mostBeside && slices.Contains(b.Codes, other.Code)})
	}
	for _, region := range c.Regions {
		slices.SortFunc(region.Areas, func(x, y besideChoiceArea) int { return strings.Compare(x.Name, y.Name) })
	}
	slices.SortFunc(c.Regions, func(x, y besideChoiceRegion) int { return strings.Compare(x.Name, y.Name) })
	return &c
}

// list is the group as similar areas are listed: in order, with how close each is where that is known.
func (b beside) list() []warehouse.IndicatorNeighbour {
	var all []warehouse.IndicatorNeighbour
	for _, a := range b.Areas {
		n := b.Neighbours[a.Code]
		n.Code, n.Name = a.Code, a.Name
		all = append(all, n)
	}
	return all
}

// compare puts the mean of the group in the place of the mean of similar areas: every area's value counts once, as published
// tools take it, and what is missing is left out and shows in how many were used.
func (b beside) compare(r *http.Request, v reading, in indicator.Indicator, history []warehouse.IndicatorValue) error {
	if b.Key == besideNeighbours || len(b.Codes) == 0 {
		return nil
	}
	rows, err := warehouse.AreaValues(r.Context(), v, warehouse.ValuesQuery{Areas: b.Codes, Indicators: []string{in.ID}})
	if err != nil {
		return err
	}
	values := map[string][]*float64{}
	for _, row := range rows {
		values[row.Period] = append(values[row.Period], row.Value)
	}
	for i := range history {
		mean, used, ok := benchmark.Mean(values[history[i].Period])
		history[i].Neighbours, history[i].NeighboursN = nil, int64(used)
		if ok {
			history[i].Neighbours = &mean
		}
	}
	return nil
}

// who names the areas of a group, each with its page of the kind that href leads to.
func (b beside) who(href func(warehouse.Area) string) []view.Link {
	var all []view.Link
	for _, other := range b.Areas {
		all = append(all, view.Link{Text: other.Name, Href: href(other)})
	}
	return all
}

// lacking says why a group is empty.
func (b beside) lacking(a warehouse.Area) string {
	if b.Key == besideNeighbours {
		return fmt.Sprintf("No file loaded so far says which areas are most like %s. Choose another group.", a.Name)
	}
	return "No other area is in this group. Choose another."
}
