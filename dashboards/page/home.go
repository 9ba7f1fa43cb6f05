package page

import (
	"fmt"
	"net/http"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// homeView is the front page.
type homeView struct {
	view.Frame
	Areas     int // authorities there now
	England   view.Link
	Headlines *view.Table
	Editions  []newEdition
	Revisions []string
	Ages      *view.Table
}

// newEdition is an edition as a line of the news.
type newEdition struct {
	Title, Href, When, Holds string
}

// headlines are the indicators that the front page shows of the country, where they have a figure.
var headlines = []string{"S12n", "S12", "S01", "S10", "R01", "X02", "A01", "F01", "F02", "S14"}

const (
	headlinesShown = 8
	editionsShown  = 5
	revisionsShown = 4
	revisionsRead  = 20 // some do not show at the decimals of a page
)

// home says what this is in a sentence and leads on.
func (p *Pages) home(w http.ResponseWriter, r *http.Request, v reading) error {
	page := homeView{Frame: p.frame(r, v, "", "How children with special educational needs are doing, area by area")}
	page.Description = "Published figures on special educational needs and alternative provision for every area of England, compared fairly and explained plainly."
	country, err := v.country()
	if err != nil {
		return err
	}
	page.England, page.Areas = view.Link{Text: country.Name, Href: areaHref(country.Code)}, page.AreaNames.N
	l, err := look(r, v, country)
	if err != nil {
		return err
	}
	page.Headlines = l.headlines()
	if err := page.news(r, v, l.catalogue); err != nil {
		return err
	}
	ages, err := warehouse.SourceAges(r.Context(), v)
	if err != nil {
		return err
	}
	page.Ages = agesTable(ages)
	return p.Views.Render(w, "home", page)
}

// country is the whole that every area lies in.
func (v reading) country() (warehouse.Area, error) {
	for _, a := range v.areas {
		if a.Level == "country" {
			return a, nil
		}
	}
	return warehouse.Area{}, fmt.Errorf("the register %q has no country; load it again", v.Register)
}

// headlines is the country in eight lines.
func (l looked) headlines() *view.Table {
	t := view.Table{Caption: "What " + l.area.Name + " looks like", CaptionHidden: true, Columns: []view.Column{{Label: "Indicator"},
		{Label: l.area.Name, Numeric: true}, {Label: "Up to five periods"}, {Label: "How it moved"}}}
	for _, id := range headlines {
		row, ok := l.row(id)
		if !ok || row.Value == nil || len(t.Rows) == headlinesShown {
			continue
		}
		in := l.catalogue[id]
		name := view.Linked(in.Short, l.href(in))
		value := valueCell(in, row.Row)
		name.Detail = strings.TrimSuffix(rowPeriod(in, row.Period)+" · "+value.Detail, " · ")
		value.Detail = ""
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{name, value, {Picture: l.spark(in).SVG()}, view.Text(l.overYears(in))}})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return &t
}

// overYears says how a value moved over the periods of its history that may be compared.
func (l looked) overYears(in indicator.Indicator) string {
	history := l.histories[in.ID]
	if len(history) == 0 {
		return ""
	}
	newest := history[len(history)-1]
	from := compare.ComparableFrom(in, newest.Period)
	for _, first := range history {
		if first.Value == nil || first.Period < from || first.Period == newest.Period || newest.Value == nil {
			continue
		}
		since := " from " + numberText(in, *first.Value) + " in " + periodWords(first.Period)
		switch was, is := numberText(in, *first.Value), numberText(in, *newest.Value); {
		case was == is:
			return "the same as" + strings.TrimPrefix(since, " from")
		case *newest.Value > *first.Value:
			return "up" + since
		}
		return "down" + since
	}
	if from == newest.Period {
		return "counted in a new way from " + periodWords(from)
	}
	return "no earlier figure"
}

// news fills what came out last and what it changed.
func (page *homeView) news(r *http.Request, v reading, catalogue map[string]indicator.Indicator) error {
	editions, err := warehouse.NewEditions(r.Context(), v, editionsShown)
	if err != nil {
		return err
	}
	for _, e := range editions {
		line := newEdition{Title: e.Title, Href: "/data/editions/" + e.ID, When: "fetched " + view.Date(e.Fetched), Holds: periodSpan(e.FirstPeriod, e.LastPeriod)}
		if e.Published != nil {
			line.When = "published " + view.Date(*e.Published)
		}
		page.Editions = append(page.Editions, line)
	}
	revisions, err := warehouse.BigRevisions(r.Context(), v, revisionsRead)
	if err != nil {
		return err
	}
	for _, c := range revisions {
		in, ok := catalogue[c.Indicator]
		if !ok || numberText(in, c.Was) == numberText(in, c.Now) || len(page.Revisions) == revisionsShown {
			continue
		}
		page.Revisions = append(page.Revisions, fmt.Sprintf("%s in %s, %s: was %s, is now %s.", in.Short, c.AreaName, periodWords(c.Period), numberText(in, c.Was), valueText(in, c.Now)))
	}
	return nil
}

// periodSpan says which periods an edition holds.
func periodSpan(first, last string) string {
	switch {
	case last == "":
		return ""
	case first == "" || first == last:
		return periodWords(last)
	}
	return periodWords(first) + " to " + periodWords(last)
}

// agesTable says how old each source's figures are.
func agesTable(ages []warehouse.SourceAge) *view.Table {
	t := view.Table{Caption: "How old the figures are", CaptionHidden: true, Columns: []view.Column{{Label: "Source"}, {Label: "Newest figures are for"},
		{Label: "Published"}, {Label: "Next expected"}}}
	for _, s := range ages {
		name := view.Linked(s.Title, s.Home)
		name.Detail = s.Publisher
		if s.Editions == 0 {
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{name, {Status: "not loaded yet"}, {}, view.Text(s.Expected)}})
			continue
		}
		period, published := view.Cell{Status: "no indicator is made of it"}, view.Cell{Status: "the file does not say"}
		if s.Period != "" {
			period = view.Text(periodWords(s.Period))
		}
		if s.Published != nil {
			published = view.Text(view.Date(*s.Published))
		}
		if s.Fetched != nil {
			published.Detail = "fetched " + view.Date(*s.Fetched)
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{name, period, published, view.Text(s.Expected)}})
	}
	return &t
}
