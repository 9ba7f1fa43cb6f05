package page

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// What a comparison may hold: more than that is no longer read side by side.
const (
	mostCompared           = 20 // areas
	mostComparedIndicators = 12
)

// The layouts of a comparison, named after what stands down the table, and its two views.
const (
	byAreas      = "areas"
	byIndicators = "indicators"
	byYears      = "years"

	asTable = "table"
	asChart = "chart"
)

// compareNewest stands in place of a year: only the newest period of each indicator.
const compareNewest = "newest"

// comparison is which areas are compared by which indicators, over which years and laid out how. It is all in the address, so
// that a link restores it whole, and every comparison has one address.
type comparison struct {
	Areas      []warehouse.Area // in the reader's order
	Indicators []indicator.Indicator
	From, To   int    // years in which a period's last day falls; 0 is open
	Newest     bool   // only the newest period of each indicator, up to To
	By         string // byAreas, byIndicators, byYears
	View       string // asTable, asChart
	Page       int    // from 1
	Twice      []string
	Chart      string // which picture is wanted, in the address of a picture only
}

// compareFault is something in an address that cannot be done, with what may have been meant.
type compareFault struct {
	Text  string
	Links []view.Link
}

// complete says that there is something to show.
func (c comparison) complete() bool { return len(c.Areas) > 0 && len(c.Indicators) > 0 }

// codes are the areas' codes in order.
func (c comparison) codes() []string {
	var all []string
	for _, a := range c.Areas {
		all = append(all, a.Code)
	}
	return all
}

// ids are the indicators' ids in order.
func (c comparison) ids() []string {
	var all []string
	for _, in := range c.Indicators {
		all = append(all, in.ID)
	}
	return all
}

// query is the one way this comparison is written in an address, with its question mark; empty when nothing is chosen. What is
// so without saying is not said.
func (c comparison) query() string {
	var parts []string
	add := func(name string, values ...string) {
		if text := strings.Join(values, ","); text != "" {
			parts = append(parts, name+"="+text)
		}
	}
	year := func(y int) string {
		if y == 0 {
			return ""
		}
		return strconv.Itoa(y)
	}
	add("areas", c.codes()...)
	add("indicators", c.ids()...)
	if c.Newest {
		add("from", compareNewest)
	} else {
		add("from", year(c.From))
	}
	add("to", year(c.To))
	if c.By != byAreas {
		add("by", c.By)
	}
	if c.View != asTable {
		add("view", c.View)
	}
	if c.Page > 1 {
		add("page", strconv.Itoa(c.Page))
	}
	add("chart", url.QueryEscape(c.Chart))
	add("twice", c.Twice...)
	if len(parts) == 0 {
		return ""
	}
	return "?" + strings.Join(parts, "&")
}

// changed is a comparison like this one after a change: from its first page, with nothing said twice.
func (c comparison) changed(change func(*comparison)) comparison {
	c.Page, c.Twice, c.Chart = 1, nil, ""
	c.Areas, c.Indicators = slices.Clone(c.Areas), slices.Clone(c.Indicators)
	change(&c)
	return c
}

// href is the address of the page of a changed comparison.
func (c comparison) href(change func(*comparison)) string {
	return "/compare" + c.changed(change).query()
}

// file is the address of a comparison as a file: everything, whatever page is being read.
func (c comparison) file(kind string, change func(*comparison)) string {
	return "/compare." + kind + c.changed(change).query()
}

func unchanged(*comparison) {}

// yearsWords say which periods are compared: "periods that end in 2019 to 2024".
func (c comparison) yearsWords() string {
	switch {
	case c.Newest && c.To > 0:
		return fmt.Sprintf("the newest period that ends by %d", c.To)
	case c.Newest:
		return "the newest period of each indicator"
	case c.From > 0 && c.From == c.To:
		return fmt.Sprintf("periods that end in %d", c.From)
	case c.From > 0 && c.To > 0:
		return fmt.Sprintf("periods that end in %d to %d", c.From, c.To)
	case c.From > 0:
		return fmt.Sprintf("periods that end in %d or later", c.From)
	case c.To > 0:
		return fmt.Sprintf("periods that end in %d or earlier", c.To)
	}
	return "every period"
}

// holds says whether a period is wanted: it belongs to the year its last day falls in, whatever its label begins with. The
// school year 2023/24 ends in August 2024 and the financial year 2023/24 in March 2024, so both belong to 2024.
func (c comparison) holds(p warehouse.IndicatorPeriod) bool {
	year := p.LastDay.Year()
	return (c.From == 0 || year >= c.From) && (c.To == 0 || year <= c.To)
}

// compareParser reads an address into a comparison and gathers what is wrong with it.
type compareParser struct {
	v          reading
	catalogue  []indicator.Indicator
	order      []indicator.Theme
	neighbours func(area string) ([]warehouse.IndicatorNeighbour, error)
	c          comparison
	faults     []compareFault
}

func (p *compareParser) fault(format string, args ...any) {
	p.faults = append(p.faults, compareFault{Text: fmt.Sprintf(format, args...)})
}

// parse reads every part of an address. Lists are written with commas or by naming the part again; a form sends both.
func (p *compareParser) parse(q url.Values) error {
	p.c = comparison{By: byAreas, View: asTable, Page: 1}
	for _, code := range apart(q["areas"]) {
		p.area(code)
	}
	for _, name := range q["add"] {
		p.called(name)
	}
	for _, key := range apart(q["group"]) {
		if err := p.group(key); err != nil {
			return err
		}
	}
	for _, id := range apart(q["indicators"]) {
		p.indicator(id)
	}
	p.limits()
	p.years(lastSaid(q["from"]), lastSaid(q["to"]))
	p.choice("by", lastSaid(q["by"]), &p.c.By, byAreas, byIndicators, byYears)
	p.choice("view", lastSaid(q["view"]), &p.c.View, asTable, asChart)
	if text := lastSaid(q["page"]); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > mostComparedIndicators*len(compare.SeriesTitles) {
			p.fault("page=%s is no page of a comparison. Pages are numbered from 1.", shortened(text))
		} else {
			p.c.Page = n
		}
	}
	for _, again := range apart(q["twice"]) {
		if slices.Contains(p.c.codes(), again) || slices.Contains(p.c.ids(), again) {
			p.twice(again)
		}
	}
	return nil
}

// lastSaid is the value that counts of a part that can be said once: a form may send it blank beside another.
func lastSaid(values []string) string {
	for _, text := range slices.Backward(values) {
		if text = strings.TrimSpace(text); text != "" {
			return text
		}
	}
	return ""
}

// shortened keeps what a reader typed from filling a page.
func shortened(text string) string {
	if letters := []rune(text); len(letters) > 40 {
		return string(letters[:40]) + "…"
	}
	return text
}

// apart takes lists apart: each may hold several things with commas between.
func apart(values []string) []string {
	var all []string
	for _, list := range values {
		for _, one := range strings.Split(list, ",") {
			if one = strings.TrimSpace(one); one != "" {
				all = append(all, one)
			}
		}
	}
	return all
}

// take adds an area, once.
func (p *compareParser) take(a warehouse.Area) {
	if slices.Contains(p.c.codes(), a.Code) {
		p.twice(a.Code)
		return
	}
	p.c.Areas = append(p.c.Areas, a)
}

func (p *compareParser) twice(code string) {
	if !slices.Contains(p.c.Twice, code) {
		p.c.Twice = append(p.c.Twice, code)
	}
}

// area adds the area with a code.
func (p *compareParser) area(code string) {
	for _, a := range p.v.areas {
		if strings.EqualFold(a.Code, code) {
			p.take(a)
			return
		}
	}
	found := warehouse.FindAreas(p.v.areas, otherNames(p.v), code)
	near := append(found.Hits, found.Near...)
	if len(found.Hits) == 0 && strings.ContainsAny(code, "0123456789") {
		near = nearestBy(code, p.v.areas, func(a warehouse.Area) string { return a.Code })
	}
	p.suggest(fmt.Sprintf("areas: no area has the code %q.", shortened(code)), near)
}

// called adds the area with a name, a code or another spelling of its name.
func (p *compareParser) called(name string) {
	if name = strings.TrimSpace(name); name == "" {
		return
	}
	found := warehouse.FindAreas(p.v.areas, otherNames(p.v), name)
	switch {
	case found.Exact != nil:
		p.take(*found.Exact)
	case len(found.Hits) > 0:
		p.suggest(fmt.Sprintf("%q is part of several names.", shortened(name)), found.Hits)
	default:
		p.suggest(fmt.Sprintf("No area is called %q.", shortened(name)), found.Near)
	}
}

// suggest is a fault with areas that may have been meant, each a link that adds it.
func (p *compareParser) suggest(text string, near []warehouse.Area) {
	const most = 6
	f := compareFault{Text: text}
	for _, a := range near[:min(most, len(near))] {
		f.Links = append(f.Links, view.Link{Text: a.Name, Note: a.Code, Href: a.Code}) // the address follows when all is read
	}
	p.faults = append(p.faults, f)
}

// indicator adds the indicator with an id.
func (p *compareParser) indicator(id string) {
	for _, in := range p.catalogue {
		if !strings.EqualFold(in.ID, id) {
			continue
		}
		if slices.Contains(p.c.ids(), in.ID) {
			p.twice(in.ID)
			return
		}
		p.c.Indicators = append(p.c.Indicators, in)
		return
	}
	f := compareFault{Text: fmt.Sprintf("indicators: no indicator has the id %q.", shortened(id))}
	for _, in := range nearestBy(id, p.catalogue, func(in indicator.Indicator) string { return in.ID }) {
		f.Links = append(f.Links, view.Link{Text: in.Short, Note: in.ID, Href: in.ID})
	}
	p.faults = append(p.faults, f)
}

// nearestBy are the three whose keys begin most like what was written, in their own order.
func nearestBy[T any](text string, all []T, key func(T) string) []T {
	common := func(x T) int {
		n, k := 0, strings.ToUpper(key(x))
		for wanted := strings.ToUpper(text); n < min(len(k), len(wanted)) && k[n] == wanted[n]; n++ {
		}
		return n
	}
	near := slices.Clone(all)
	slices.SortStableFunc(near, func(a, b T) int { return cmp.Compare(common(b), common(a)) })
	return near[:min(3, len(near))]
}

// limits keeps a comparison readable. What is over the limit is named and left out.
func (p *compareParser) limits() {
	if n := len(p.c.Areas); n > mostCompared {
		var over []string
		for _, a := range p.c.Areas[mostCompared:] {
			over = append(over, a.Name)
		}
		p.c.Areas = p.c.Areas[:mostCompared]
		p.fault("areas: a comparison holds up to %d areas, and this one names %d. Over the limit: %s. For every area at once, open an indicator's own page.", mostCompared, n, view.Listed(over, "and"))
	}
	if n := len(p.c.Indicators); n > mostComparedIndicators {
		over := p.c.ids()[mostComparedIndicators:]
		p.c.Indicators = p.c.Indicators[:mostComparedIndicators]
		p.fault("indicators: a comparison holds up to %d indicators, and this one names %d. Over the limit: %s.", mostComparedIndicators, n, view.Listed(over, "and"))
	}
}

// years reads from which year to which.
func (p *compareParser) years(from, to string) {
	year := func(name, text string) int {
		n, err := strconv.Atoi(text)
		if text != "" && (err != nil || n < 1990 || n > 2100) {
			p.fault("%s=%s is not a year. Write four digits: %s=2024.", name, shortened(text), name)
			return 0
		}
		return n
	}
	if from == compareNewest {
		p.c.Newest = true
	} else {
		p.c.From = year("from", from)
	}
	if p.c.To = year("to", to); p.c.To > 0 && p.c.From > p.c.To {
		p.fault("from=%d is later than to=%d. Swap them.", p.c.From, p.c.To)
		p.c.From, p.c.To = p.c.To, p.c.From
	}
}

// choice reads a part that has few values.
func (p *compareParser) choice(name, text string, into *string, values ...string) {
	if text == "" {
		return
	}
	if !slices.Contains(values, text) {
		p.fault("%s=%s is not known. Choose %s.", name, shortened(text), quotedList(values))
		return
	}
	*into = text
}

// compareHref leads to a comparison of areas, with the country beside local authorities, by indicators; what is not said is
// still to be chosen there.
func (v reading) compareHref(areas []warehouse.Area, indicators ...indicator.Indicator) string {
	c := comparison{Areas: slices.Clone(areas), Indicators: indicators, By: byAreas, View: asTable}
	if country, err := v.country(); err == nil && len(areas) > 0 && areas[0].Level == "authority" {
		c.Areas = append(c.Areas, country)
	}
	return c.href(unchanged)
}
