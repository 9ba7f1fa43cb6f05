package page

import (
	"fmt"
	"net/http"

	view "inclusion/dashboards/template"
	"inclusion/internal/warehouse"
)

// inclusionSections are the parts of an area's page about inclusion and alternative provision.
var inclusionSections = []section{
	{ID: "gaps", Title: "Gaps between pupils with and without SEN", Indicators: []string{"X05", "X05e"}},
	{ID: "exclusion", Title: "Suspensions and permanent exclusions over time", Indicators: []string{"X01", "X02", "X06s", "X06e", "X03", "X04"}},
	{ID: "absence", Title: "Absence over time", Indicators: []string{"A02", "A01", "A03s", "A03e", "A04s", "A04e"}},
	{ID: "ap", Title: "Alternative provision", Indicators: []string{"P01", "P01r", "P02", "P02r", "P03", "P03p", "P03r", "P04", "P04l", "P05"}},
}

// inclusionIntros say what to know before a section's figures are read.
var inclusionIntros = map[string]string{
	"gaps": "SEN support is help in school without a plan. A ratio of 1 means as often as pupils without special educational needs (SEN), 3 means three times as often. " +
		"It rises when pupils with needs are suspended more, and also when others are suspended less, so read it beside the rates. Dashed lines are England.",
	"exclusion": "Each term stands beside the same term of other years: terms differ from one another every year. Pupils are counted where they go to school, not where they live.",
	"absence":   "A session is half a school day. Absence has many causes, illness and unmet need among them; the figures do not say whose fault it is.",
	"ap": "Three counts are published and they are never added up, because one child can be in more than one: pupils of state-funded AP schools, such as pupil referral units; " +
		"pupils whom their own school has placed; and placements that the local authority (LA) pays for.",
}

// inclusionView is the page about who is left out of school: suspensions, exclusions, absence and alternative provision.
type inclusionView struct {
	areaPage
	Beside   *besideHead
	Jump     []view.Link
	Gaps     inclusionGaps
	Trends   []toldSection
	AP       apView
	Placed   bool // the area has a dot on the bars
	Key      bool // the shapes of marks are used
	Sections []section
}

// inclusionGaps is the first section.
type inclusionGaps struct {
	ID, Title, Intro string
	Figures          []*view.Figure
	None             string      // why there is none
	Links            []view.Link // the ratio through time
}

// inclusion is an area's page about gaps between pupils, suspensions, exclusions, absence and alternative provision.
func (p *Pages) inclusion(w http.ResponseWriter, r *http.Request, v reading) error {
	a, err := requestedArea(r, v)
	if err != nil {
		return err
	}
	if besideForm(w, r) {
		return nil
	}
	t, err := readTold(r, v, a, inclusionSections)
	if err != nil {
		return err
	}
	page := inclusionView{areaPage: p.areaPage(r, v, a, "inclusion", "Inclusion and alternative provision"), Beside: t.beside.head(a), Sections: inclusionSections}
	page.Description = "Suspensions, exclusions, absence and alternative provision in " + a.Name + ", for pupils with and without special educational needs."
	page.Lede = "Who is suspended, excluded, absent or educated elsewhere, and how far that differs for pupils with special educational needs (SEN) or an education, health and care (EHC) plan. AP is alternative provision."
	for _, s := range inclusionSections {
		page.Jump = append(page.Jump, view.Link{Text: s.Title, Href: "#" + s.ID})
	}
	if page.Gaps, err = t.gaps(r, inclusionSections[0]); err != nil {
		return err
	}
	for _, s := range inclusionSections[1:3] {
		told, err := t.pairs(s)
		if err != nil {
			return err
		}
		page.Trends = append(page.Trends, told)
	}
	l, err := look(r, v, a)
	if err != nil {
		return err
	}
	if page.AP, err = t.alternativeProvision(r, l, inclusionSections[3]); err != nil {
		return err
	}
	page.Placed, page.Key = !a.LeftOut && a.Level != "country", a.Level != "country"
	page.Charts = page.AP.charts()
	for _, s := range page.Trends {
		for _, part := range s.Parts {
			page.Charts = page.Charts || part.Figure != nil && part.Figure.Options != nil
		}
	}
	return p.Views.Render(w, "inclusion", page)
}

// gaps compares pupils with and without special educational needs.
func (t toldPage) gaps(r *http.Request, s section) (inclusionGaps, error) {
	g := inclusionGaps{ID: s.ID, Title: s.Title, Intro: inclusionIntros[s.ID]}
	all, err := warehouse.Gaps(r.Context(), t, t.area.Code)
	if err != nil {
		return g, err
	}
	for _, table := range gapTables {
		if f := (gapsOf{t.area, all}).figure(t, table); f != nil {
			g.Figures = append(g.Figures, f)
		}
	}
	if len(g.Figures) == 0 {
		g.None = t.noGaps()
	}
	for _, id := range s.Indicators {
		if in := t.catalogue[id]; t.tell(id).gap() == nil {
			g.Links = append(g.Links, view.Link{Text: in.Short + ", year by year", Href: areaIndicatorHref(t.area.Code, id)})
		}
	}
	return g, nil
}

// countryCode is the code of the country.
func (t toldPage) countryCode() string {
	for _, a := range t.areas {
		if a.Level == "country" {
			return a.Code
		}
	}
	return ""
}

// noGaps says why no gap is shown.
func (t toldPage) noGaps() string {
	if in := t.catalogue["X05"]; t.tell("X05").tail == nil {
		return "No figures yet, because " + waitsFor(in, t.sources, t.loaded) + "."
	}
	return fmt.Sprintf("The files loaded so far give rates by special educational need for other areas, and none for %s.", t.area.Name)
}
