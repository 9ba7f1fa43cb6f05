package page

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// How long a page of a comparison may get, in bytes as they are estimated; the rest is on the next page. A block shows its
// newest periods, and leaves the older ones to the files.
const (
	compareBudget = 66_000
	blockBytes    = 1_500
	cellBytes     = 75
	pointBytes    = 260 // of a line: in the options for the script, and in the still picture
	panelBytes    = 300 // of a small chart
	panelPoint    = 170 // of its two lines
	barsBytes     = 30_500
	mostPeriods   = 12
	mostUpright   = 9 // columns of areas on upright paper
)

type compareView struct {
	view.Frame
	Heading, Lede string
	Faults        []compareFault
	Twice         string
	Form          compareForm
	Examples      []view.Link
	Next          *view.Empty
	Choices       view.Facts // for paper
	Layouts       []view.Link
	Show          []view.Link
	Downloads     []view.Link
	Absent        []string
	Together      *view.Table // all indicators in one table
	Blocks        []compareBlock
	Sources       []view.Source
	Pages         *view.Pages
	Place         bool // the newest figures say a place
	Wide          bool // too many columns for a sheet of paper held upright
}

// compareBlock is a block as the page shows it: a table or a figure, and what is said beneath.
type compareBlock struct {
	ID, Title, Href string
	Finding, Sure   string
	Table           *view.Table
	Figure          *view.Figure
	Notes           []string
	Source          *view.Source
}

// compare shows any areas by any indicators and years, or sends them as a file. An address that is not written the one way it
// is written here leads to the one that is, so that every comparison has one address to pass on and to keep.
func (p *Pages) compare(w http.ResponseWriter, r *http.Request, v reading) error {
	parser, err := p.comparison(r, v)
	if err != nil {
		return err
	}
	file := pathVar(r, "file")
	if isPicture(file) {
		parser.c.Chart = shortened(lastSaid(r.URL.Query()["chart"]))
	}
	if len(parser.faults) > 0 {
		return p.compareFaults(w, r, parser, file)
	}
	c := parser.c
	if wanted := strings.TrimPrefix(c.query(), "?"); r.URL.RawQuery != wanted {
		http.Redirect(w, r, strings.TrimSuffix(r.URL.Path+"?"+wanted, "?"), http.StatusSeeOther)
		return nil
	}
	all, err := c.read(r, v)
	if err != nil {
		return err
	}
	if file != "" {
		return all.send(w, r, v, file)
	}
	page, err := p.comparePage(r, parser, all)
	if err != nil {
		return err
	}
	if err := all.fill(r, v, &page); err != nil {
		return err
	}
	return p.Views.Render(w, "compare", page)
}

// comparison reads an address.
func (p *Pages) comparison(r *http.Request, v reading) (*compareParser, error) {
	q, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, web.BadRequest("What stands behind the question mark cannot be read: write it as name=value&name=value.").BecauseOf(err)
	}
	catalogue, err := indicator.Catalogue()
	if err != nil {
		return nil, err
	}
	themes, err := indicator.Themes()
	if err != nil {
		return nil, err
	}
	parser := &compareParser{v: v, catalogue: catalogue, order: themes, neighbours: func(code string) ([]warehouse.IndicatorNeighbour, error) {
		return warehouse.IndicatorNeighbours(r.Context(), v, code)
	}}
	return parser, parser.parse(q)
}

// compareFaults says what in an address cannot be done and keeps the rest in the builder.
func (p *Pages) compareFaults(w http.ResponseWriter, r *http.Request, parser *compareParser, file string) error {
	parser.lead()
	if file != "" {
		var texts []string
		for _, f := range parser.faults {
			text := f.Text
			for i, l := range f.Links {
				text += []string{" Near it: ", ", "}[min(i, 1)] + l.Text + " (" + l.Note + ")"
			}
			texts = append(texts, text)
		}
		return web.BadRequest("%s", strings.Join(texts, " "))
	}
	all, err := comparison{Indicators: parser.c.Indicators}.read(r, parser.v)
	if err != nil {
		return err
	}
	page, err := p.comparePage(r, parser, all)
	if err != nil {
		return err
	}
	page.Faults = parser.faults
	page.Next, page.Examples = nil, nil
	return p.Views.RenderStatus(w, http.StatusBadRequest, "compare", page)
}

// comparePage is the page without its figures.
func (p *Pages) comparePage(r *http.Request, parser *compareParser, all compared) (compareView, error) {
	c := parser.c
	page := compareView{Frame: p.frame(r, parser.v, "Compare", "Compare areas"), Heading: "Compare areas", Twice: parser.twiceWords()}
	page.Description = "Any areas by any indicators and years, side by side, with the address to share it."
	if c.complete() {
		page.Heading = "Compare " + someNames(c)
		page.Title, page.Lede = page.Heading, c.lede()
	} else {
		page.Lede = fmt.Sprintf("Up to %d areas by up to %d indicators, over any years. The address holds every choice, so it can be shared, kept and printed.", mostCompared, mostComparedIndicators)
	}
	page.RunningHead = page.Title + " · " + page.DataVersion
	page.Next = parser.next()
	if len(c.Areas)+len(c.Indicators) == 0 {
		page.Examples = parser.examples()
	}
	first, final := all.years(p.Now().Year())
	var err error
	page.Form, err = parser.form(r.Context(), first, final)
	return page, err
}

// twiceWords say what was named more than once.
func (p *compareParser) twiceWords() string {
	var names []string
	for _, code := range p.c.Twice {
		if a, err := p.v.area(code); err == nil {
			names = append(names, a.Name)
		}
		for _, in := range p.set([]string{code}) {
			names = append(names, in.Short)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return view.Listed(names, "and") + ": named more than once, and shown once."
}

func someNames(c comparison) string {
	var names []string
	for _, a := range c.Areas {
		names = append(names, a.Name)
	}
	if len(names) > 3 {
		return view.Counted(len(names), "area", "areas")
	}
	return view.Listed(names, "and")
}

func (c comparison) lede() string {
	what := view.Counted(len(c.Indicators), "indicator", "indicators")
	if len(c.Indicators) <= 2 {
		var names []string
		for _, in := range c.Indicators {
			names = append(names, in.Short)
		}
		what = view.Listed(names, "and")
	}
	return what + ": " + c.yearsWords()
}

// pack sorts blocks into pages.
func (c compared) pack() [][]block {
	var pages [][]block
	used := compareBudget
	for _, b := range c.blocks {
		b = b.fold(mostPeriods)
		size := blockBytes + b.cells()*cellBytes
		if c.View == asChart {
			switch {
			case len(b.series.Periods) == 1:
				size += barsBytes
			case len(b.areas) <= mostLines:
				size += b.cells() * pointBytes
			default:
				size += len(b.areas)*panelBytes + b.cells()*panelPoint
			}
		}
		if used+size > compareBudget {
			pages, used = append(pages, nil), 0
		}
		pages[len(pages)-1], used = append(pages[len(pages)-1], b), used+size
	}
	return pages
}

// fill writes the figures of the page that is read.
func (c compared) fill(r *http.Request, v reading, page *compareView) error {
	page.Absent = c.absent
	if len(c.blocks) == 0 {
		return nil
	}
	packed := c.pack()
	if c.Page > len(packed) {
		return web.NotFound("This comparison has %s, so there is no page %d.", view.Counted(len(packed), "page", "pages"), c.Page)
	}
	page.Pages = c.pages(len(packed))
	page.Choices, page.Layouts, page.Show = c.choices(), c.layouts(), c.shows()
	page.Downloads = []view.Link{{Text: "Excel", Href: c.file("xlsx", unchanged), Note: "everything, with sources and notes"},
		{Text: "CSV", Href: c.file("csv", unchanged), Note: "everything, with sources and notes"}}
	blocks := packed[c.Page-1]
	page.Wide = c.By != byAreas && len(c.Areas) > mostUpright
	page.Place = slices.ContainsFunc(blocks, func(b block) bool { return b.newest })
	if c.By == byIndicators && c.View == asTable {
		t := indicatorsDown(blocks)
		page.Together = &t
		page.Sources = compareSources(blocks)
	}
	for _, b := range blocks {
		shown := compareBlock{ID: b.id(), Title: b.title(), Href: "/indicators/" + b.in.ID, Notes: b.notes()}
		switch {
		case c.View == asChart:
			var err error
			if shown.Figure, err = b.figure(r, v, c.comparison); err != nil {
				return err
			}
			shown.Notes = append(shown.Notes, b.leftOut()...)
		case page.Together == nil:
			t := b.table(c.By)
			shown.Table, shown.Source = &t, b.from.source(b.in, b.edition())
		}
		if shown.Figure == nil {
			shown.Finding, shown.Sure = b.finding()+".", b.sure()
		}
		page.Charts = page.Charts || shown.Figure != nil && shown.Figure.Options != nil
		page.Blocks = append(page.Blocks, shown)
	}
	return nil
}

// compareSources are the editions that blocks come from, each once.
func compareSources(blocks []block) []view.Source {
	var all []view.Source
	for _, b := range blocks {
		if s := b.from.source(b.in, b.edition()); s != nil && !slices.Contains(all, *s) {
			all = append(all, *s)
		}
	}
	return all
}

// pages lead through a comparison that is too long for one page.
func (c compared) pages(n int) *view.Pages {
	pages := &view.Pages{Label: "Comparison", Page: c.Page, Of: n}
	at := func(text string, n int) *view.Link {
		return &view.Link{Text: text, Href: c.href(func(c *comparison) { c.Page = n })}
	}
	if c.Page > 1 {
		pages.Previous = at("Earlier indicators", c.Page-1)
	}
	if c.Page < n {
		pages.Next = at("More indicators", c.Page+1)
	}
	return pages
}

// choices are what is compared, for paper, where the builder is not.
func (c comparison) choices() view.Facts {
	var areas, indicators []string
	for _, a := range c.Areas {
		areas = append(areas, a.Name)
	}
	for _, in := range c.Indicators {
		indicators = append(indicators, in.Short+" ("+in.ID+")")
	}
	return view.Facts{{Term: "Areas", Cell: view.Text(view.Listed(areas, "and"))}, {Term: "Indicators", Cell: view.Text(view.Listed(indicators, "and"))},
		{Term: "Years", Cell: view.Text(view.UpperFirst(c.yearsWords()))}, {Term: "Address", Cell: view.Text("/compare" + c.query())}}
}

// layouts are the three ways to lay a comparison out.
func (c comparison) layouts() []view.Link {
	var all []view.Link
	for _, l := range []struct{ by, text string }{{byAreas, "Areas down, years across"}, {byIndicators, "Indicators down, areas across"}, {byYears, "Years down, areas across"}} {
		all = append(all, view.Link{Text: l.text, Href: c.href(func(c *comparison) { c.By = l.by }), Current: c.By == l.by})
	}
	return all
}

func (c comparison) shows() []view.Link {
	var all []view.Link
	for _, s := range []struct{ view, text string }{{asTable, "Tables"}, {asChart, "Charts"}} {
		all = append(all, view.Link{Text: s.text, Href: c.href(func(c *comparison) { c.View = s.view }), Current: c.View == s.view})
	}
	return all
}
