package page

import (
	"net/http"
	"slices"

	view "inclusion/dashboards/template"
)

// needsSections are the parts of an area's page about needs and places.
var needsSections = []section{
	{ID: "numbers", Title: "Numbers and growth", Indicators: []string{"S12n", "S12", "S12b", "S12r", "S19a", "S19b", "S05"}},
	{ID: "places", Title: "Where children and young people with a plan learn", Indicators: []string{"S13a", "S13b", "S13c", "S13d", "S13e", "S13f", "S13g", "S14", "S15"}},
	{ID: "ages", Title: "How old children and young people with a plan are", Indicators: []string{"S16a", "S16b", "S16c", "S16d", "S16e"}},
	{ID: "main-needs", Title: "The main need in plans", Indicators: []string{"S18a", "S18b", "S18c", "S18d", "S18e", "S18f", "S18g", "S18h", "S18i", "S18j", "S18k", "S18l"}},
}

// needsMixes are the sections that show shares of one whole, and how many of the shares the picture names; the rest are drawn as one.
var needsMixes = map[string]needsMix{
	"places":     {drawn: 7, of: 7},
	"ages":       {drawn: 5, of: 5},
	"main-needs": {drawn: 6, of: 12, other: "All other needs"},
}

type needsMix struct {
	drawn, of int // of the section's indicators, from the first
	other     string
}

// needsLines are the indicators of a section that are drawn through time; the others of its single figures are rows of a table.
var needsLines = map[string][]string{"numbers": {"S12n", "S12", "S12b"}}

// needsView is the page about how many children have which needs, and where they learn.
type needsView struct {
	areaPage
	Beside   *besideHead
	Jump     []view.Link
	Key      bool // the shapes of marks are used
	Placed   bool // the area has a dot on the bars
	Sections []needsSection
}

// needsSection is one section: the mix of a whole, lines through time, a table of single figures.
type needsSection struct {
	ID, Title string
	Intro     string
	Mix       *view.Figure
	Table     *view.IndicatorTable
	Whole     *view.Table // the country's
	Sources   []view.Source
	Notes     []string
	Parts     []toldPart
	Lacking   []toldGap
}

// needsIntros say what to know before a section's figures are read.
var needsIntros = map[string]string{
	"numbers":    "How many children and young people have an education, health and care (EHC) plan or SEN support, and how fast that grows. More or fewer is neither better nor worse.",
	"places":     "Each bar is all plans of one January. A place can be the right one or a sign that mainstream schools do not include a child, so no share is better in itself.",
	"ages":       "Plans can last until the age of 25.",
	"main-needs": "Each plan is counted under one main (primary) need. Which need is written down first differs between areas.",
}

// needs is an area's page about numbers of plans and SEN support, where children learn, their ages and needs.
func (p *Pages) needs(w http.ResponseWriter, r *http.Request, v reading) error {
	a, err := requestedArea(r, v)
	if err != nil {
		return err
	}
	if besideForm(w, r) {
		return nil
	}
	t, err := readTold(r, v, a, needsSections)
	if err != nil {
		return err
	}
	l, err := look(r, v, a)
	if err != nil {
		return err
	}
	page := needsView{areaPage: p.areaPage(r, v, a, "needs", "Needs and places"), Beside: t.beside.head(a), Key: a.Level != "country", Placed: !a.LeftOut && a.Level != "country"}
	page.Description = "How many children and young people in " + a.Name + " have a plan or SEN support, what for, how old they are and where they learn."
	page.Lede = "How many children and young people have special educational needs (SEN), what kind, how old they are and where they learn."
	for _, s := range needsSections {
		made, err := t.needsSection(l, s)
		if err != nil {
			return err
		}
		page.Sections, page.Jump = append(page.Sections, made), append(page.Jump, view.Link{Text: s.Title, Href: "#" + s.ID})
		for _, part := range made.Parts {
			page.Charts = page.Charts || part.Figure != nil && part.Figure.Options != nil
		}
	}
	return p.Views.Render(w, "needs", page)
}

// needsSection makes one section: what is a share of a whole as a mix, the rest as a table.
func (t toldPage) needsSection(l looked, s section) (needsSection, error) {
	made := needsSection{ID: s.ID, Title: s.Title, Intro: needsIntros[s.ID], Lacking: t.lackingOf(s.Indicators)}
	mix, single := needsMixes[s.ID], s.Indicators
	var err error
	if mix.of > 0 {
		single = s.Indicators[mix.of:]
		whole := t.whole(s.Indicators[:mix.of])
		if made.Mix, err = whole.figure(s, mix); err != nil {
			return made, err
		}
		if g := whole.gap(); g != nil && len(made.Lacking) == 0 {
			made.Lacking = append(made.Lacking, *g)
		}
	}
	var listed []string
	for _, id := range single {
		one := t.tell(id)
		if slices.Contains(needsLines[s.ID], id) && one.gap() == nil {
			part, err := one.part()
			if err != nil {
				return made, err
			}
			made.Parts = append(made.Parts, part)
			continue
		}
		listed = append(listed, id)
		if note := one.apart(); note != "" {
			made.Notes = append(made.Notes, one.in.Short+". "+note)
		}
	}
	rows := l.only(listed)
	title := s.Title
	if made.Mix != nil {
		title = "Other figures: " + lowerFirst(title)
	}
	made.Table, made.Whole = l.table(title, rows)
	made.Sources = l.sourcesOf(rows)
	return made, nil
}
