package page

import (
	"fmt"
	"net/http"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// familiesView is one printable side about an area for a parent.
type familiesView struct {
	areaPage
	Empty     *view.Empty
	Lines     []familyLine
	Questions []familyQuestion
	Tiny      string // that an area is too small to be compared; empty for others
	Similar   string // who the similar areas are
	Sources   []view.Source
	Own       []ownWords // what the area says about itself; none where nothing is published
	OwnFrom   view.Link
}

// familyLine is one number in plain words.
type familyLine struct {
	ID, Name, Href string
	Said           *plainSaid // nil where there is no number; then Missing says why
	Period, Counts string     // "in 2024", "172 of 178 plans"
	Missing        string
	Also           string
	Means, Law     string
	Compared       string
	Change         string
	Good, NotShown string
}

// families shows what a parent may want to know of an area, and three questions to ask.
func (p *Pages) families(w http.ResponseWriter, r *http.Request, v reading) error {
	a, err := requestedArea(r, v)
	if err != nil {
		return err
	}
	if a.Level != "authority" {
		return web.NotFound("%s is not a local authority. The page for families is about one council’s area.", a.Name)
	}
	page := familiesView{areaPage: p.areaPage(r, v, a, "families", "For families")}
	page.Description = "What published figures say about help for children and young people with special educational needs and disabilities in " + a.Name + ", in plain words, on one page."
	page.Lede = "Help for children and young people with special educational needs and disabilities (SEND), in plain words."
	if a.Ended() {
		page.Empty = &view.Empty{Heading: a.Name + " has ended", Text: "This page is about the areas of today. Look at the areas that took its place.",
			Links: []view.Link{{Text: "Its figures", Href: areaHref(a.Code)}}}
		return p.Views.Render(w, "families", page)
	}
	f, err := readFamilies(r, v, a)
	if err != nil {
		return err
	}
	f.fill(&page)
	published, err := p.planOf(r.Context(), a)
	if err != nil {
		return err
	}
	if published != nil {
		page.Own, page.OwnFrom = published.toFamilies(), published.link()
	}
	return p.Views.Render(w, "families", page)
}

// familyFigures are the figures of a page for families, in its order.
type familyFigures struct {
	toldPage
	figures []plainFigure
	also    map[string]plainFigure // by the id of the figure it is told with
}

func readFamilies(r *http.Request, v reading, a warehouse.Area) (familyFigures, error) {
	words, err := plainWords()
	if err != nil {
		return familyFigures{}, err
	}
	alike := r.Clone(r.Context())
	alike.URL.RawQuery = "" // a family is told of similar areas, whatever group the address names
	t, err := readTold(alike, v, a, []section{{Indicators: words.all()}})
	if err != nil {
		return familyFigures{}, err
	}
	f := familyFigures{toldPage: t, also: map[string]plainFigure{}}
	for _, line := range words.Lines {
		figure, err := f.figure(r, words, f.speaks(line))
		if err != nil {
			return f, err
		}
		f.figures = append(f.figures, figure)
		if line.Also != "" && figure.in.ID == line.Show[0] {
			if f.also[figure.in.ID], err = f.figure(r, words, line.Also); err != nil {
				return f, err
			}
		}
	}
	return f, nil
}

// speaks is the first indicator of a line that has a figure or, where none has, the first.
func (f familyFigures) speaks(line plainLine) string {
	for _, id := range line.Show {
		if f.tell(id).newest().Value != nil {
			return id
		}
	}
	return line.Show[0]
}

func (f familyFigures) figure(r *http.Request, words plainTexts, id string) (plainFigure, error) {
	figure := plainFigure{told: f.tell(id), text: words.Indicators[id]}
	weighed, err := weighedAgainstMatching(id)
	if err != nil || !weighed {
		return figure, err
	}
	m, ok, err := warehouse.IndicatorMatching(r.Context(), f, id, figure.newest().Period)
	if ok {
		figure.matching = m.Exact
	}
	return figure, err
}

// weighedAgainstMatching says that an indicator is compared with England as worked out on the areas that have both numbers,
// because the published figure mixes areas.
func weighedAgainstMatching(id string) (bool, error) {
	themes, err := indicator.Themes()
	if err != nil {
		return false, err
	}
	for _, t := range themes {
		for _, item := range t.Scored {
			if item.Matching && len(item.From) > 0 && item.From[0] == id {
				return true, nil
			}
		}
	}
	return false, nil
}

func (f familyFigures) fill(page *familiesView) {
	var rows []warehouse.IndicatorValue
	for _, figure := range f.figures {
		line := figure.line()
		rows = append(rows, figure.newest())
		if also, ok := f.also[figure.in.ID]; ok {
			line.Also = also.alsoText()
			rows = append(rows, also.newest())
		}
		page.Lines = append(page.Lines, line)
	}
	page.Questions = chooseQuestions(f.figures)
	page.Sources = sourcesOf(f.lists, f.catalogue, rows)
	page.Similar = f.similarWords()
	if f.area.LeftOut {
		page.Tiny = tinyArea
	}
}

// similarWords say who the similar areas are.
func (f familyFigures) similarWords() string {
	if f.area.LeftOut || len(f.beside.Areas) == 0 {
		return ""
	}
	var names []string
	for _, a := range f.beside.Areas {
		names = append(names, a.Name)
	}
	return strings.Join(names, "; ")
}

// line is the figure as the page shows it.
func (f plainFigure) line() familyLine {
	l := familyLine{ID: f.in.ID, Name: f.text.Name, Href: areaIndicatorHref(f.area.Code, f.in.ID), Means: f.text.Means, Law: f.text.Law,
		Good: f.text.Good, NotShown: f.text.NotShown}
	row := f.newest()
	if row.Value == nil {
		l.Missing, _ = f.missing()
		return l
	}
	said := f.text.say(f.in, row.Row, f.scale())
	l.Said, l.Period, l.Compared, l.Change = &said, inPeriod(row.Period), f.compared(), f.changed()
	if !compare.TooFew(f.in, row.Row) {
		l.Counts = countsText(f.in, row.Row)
	}
	return l
}

// alsoText tells the figure in one short sentence beside another: "For pupils with SEN support it is 33 in every 100."
func (f plainFigure) alsoText() string {
	row := f.newest()
	switch {
	case row.Value == nil:
		return fmt.Sprintf("For %s there is no figure.", f.text.Of)
	case f.in.Unit == "percent" && compare.TooFew(f.in, row.Row) && row.Numerator != nil && row.Denominator != nil:
		return fmt.Sprintf("For %s it is %s of %s.", f.text.Of, view.Count(*row.Numerator), view.Count(*row.Denominator))
	case *row.Value == 0:
		return fmt.Sprintf("For %s it is none.", f.text.Of)
	}
	return fmt.Sprintf("For %s it is %s.", f.text.Of, strings.Replace(f.scale().short(f.in, *row.Value), " in ", " in every ", 1))
}
