package page

import (
	"fmt"
	"net/http"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// themesView is an area's page of themes: where it stands, which legal standards are not met, what nobody publishes, and what
// published figures say of each of the ten themes.
type themesView struct {
	areaPage
	Nothing    *view.Empty // in place of all the rest
	Contents   []view.Link
	Assessed   *view.Table // published levels beside the data signal; nil where none are published
	Positions  *themePositions
	Duties     *themeDuties
	Unspoken   []unspokenTheme
	Glance     *view.Table
	SignalsAPI string // where a program reads the signals
	Sections   []themeSection
	Sources    []view.Source
}

// themeSection is one theme: its question, what published figures say of it, and what they do not.
type themeSection struct {
	ID, Title, Question string
	Signal              string // "data signal 3 of 4 · 7 of 7 published"
	Meaning             string // the signal in a sentence
	Table               *view.Table
	Tables              []view.Table // what is worked out here beside the set
	Caution             string
	NotPublished        string
	Local               []string
	LocalCount          string // "5 measures"
}

// themed is all that was read for an area's page of themes.
type themed struct {
	looked
	themes   []indicator.Theme
	signals  map[string]warehouse.Signal
	parts    map[string][]warehouse.SignalPart
	quality  warehouse.DataQuality
	matching map[string]warehouse.Matching // England on the areas that have both numbers, of the items that are weighed against it
}

// themesPage is the page of a local authority's themes.
func (p *Pages) themesPage(w http.ResponseWriter, r *http.Request, v reading) error {
	a, err := requestedArea(r, v)
	if err != nil {
		return err
	}
	if a.Level != "authority" {
		return web.NotFound("%s has no page of themes: data signals are of local authorities. Its overview shows every indicator by theme.", a.Name)
	}
	page := themesView{areaPage: p.areaPage(r, v, a, "themes", "Themes")}
	page.Heading = "What published figures say of ten themes: " + a.Name
	page.Lede = "Ten questions for a board. The figures are where to start asking, not a judgement."
	page.Description = "What published figures say of ten themes of special educational needs and disabilities in " + a.Name + ", and what is not published."
	if a.Ended() {
		page.Nothing = &view.Empty{Heading: a.Name + " is no longer there", Text: "Data signals are made of the newest figures, and of areas that are there now.",
			Links: []view.Link{{Text: "What was published about " + a.Name, Href: areaHref(a.Code)}}}
		return p.Views.Render(w, "themes", page)
	}
	t, err := readThemed(r, v, a)
	if err != nil {
		return err
	}
	page.Notices = t.notices(a, func(code string) string { return areaTabHref(code, "themes") })
	published, err := p.planOf(r.Context(), a)
	if err != nil {
		return err
	}
	if published != nil {
		page.Assessed = published.assessedThemes()
	}
	page.Positions, page.Duties, page.Unspoken = t.positions(), t.duties(), t.unspoken()
	page.Glance, page.SignalsAPI = t.glance(), "/api/v1/areas/"+a.Code+"/signals"
	var used []string
	for _, theme := range t.themes {
		page.Sections = append(page.Sections, t.section(theme))
		used = append(used, theme.Indicators()...)
	}
	page.Sources = t.sourcesOf(t.only(used))
	page.Contents = []view.Link{{Text: "Strongest and weakest", Href: "#positions"}, {Text: "Legal standards", Href: "#standards"},
		{Text: "Without public data", Href: "#unspoken"}, {Text: "Ten themes at a glance", Href: "#glance"}}
	return p.Views.Render(w, "themes", page)
}

// readThemed reads an area's figures and what they come to, theme by theme.
func readThemed(r *http.Request, v reading, a warehouse.Area) (themed, error) {
	t := themed{signals: map[string]warehouse.Signal{}, parts: map[string][]warehouse.SignalPart{}, matching: map[string]warehouse.Matching{}}
	var err error
	if t.looked, err = look(r, v, a); err != nil {
		return t, err
	}
	if t.themes, err = indicator.Themes(); err != nil {
		return t, err
	}
	if t.signals, err = signalsOf(r, v, a); err != nil {
		return t, err
	}
	parts, err := warehouse.SignalParts(r.Context(), v, a.Code)
	if err != nil {
		return t, err
	}
	for _, part := range parts {
		t.parts[part.Theme] = append(t.parts[part.Theme], part)
	}
	qualities, err := warehouse.DataQualities(r.Context(), v, []string{a.Code})
	if err != nil {
		return t, err
	}
	if len(qualities) > 0 {
		t.quality = qualities[0]
	}
	return t, t.readMatching(r)
}

// readMatching reads England on the areas that have both numbers, for the items whose difference is weighed against that.
func (t themed) readMatching(r *http.Request) error {
	for _, theme := range t.themes {
		for _, item := range theme.Scored {
			if !item.Matching {
				continue
			}
			for _, id := range item.From {
				row, _ := t.row(id)
				m, ok, err := warehouse.IndicatorMatching(r.Context(), t, id, row.Period)
				if err != nil {
					return err
				}
				if ok {
					t.matching[id] = m
				}
			}
		}
	}
	return nil
}

// signalsOf are the data signals of a local authority, by theme; none for another area.
func signalsOf(r *http.Request, v reading, a warehouse.Area) (map[string]warehouse.Signal, error) {
	byTheme := map[string]warehouse.Signal{}
	if a.Level != "authority" || a.Ended() {
		return byTheme, nil
	}
	all, err := warehouse.Signals(r.Context(), v, []string{a.Code})
	for _, s := range all {
		byTheme[s.Theme] = s
	}
	return byTheme, err
}

// signalText is a data signal and how much of its set is published: "data signal 3 of 4 · 7 of 7 published".
func signalText(s warehouse.Signal) string {
	published := fmt.Sprintf(" · %d of %d published", s.Published, s.Of)
	if s.Published > s.Available && s.State != warehouse.SignalLeftOut {
		published += fmt.Sprintf(", %d enough to compare", s.Available)
	}
	switch s.State {
	case warehouse.SignalFull:
		return fmt.Sprintf("data signal %d of 4", s.Level) + published
	case warehouse.SignalPartial:
		return "too few figures for a data signal" + published
	case warehouse.SignalTooFew:
		return "no data signal, too few to compare" + published
	case warehouse.SignalLeftOut:
		return "left out of comparisons" + published
	}
	return "no public data"
}

// signalMeaning says a data signal in a sentence. The lower median is such that at least half of the figures are at its level or
// better, and at least half at its level or worse.
func signalMeaning(s warehouse.Signal) string {
	switch s.State {
	case warehouse.SignalFull:
		return "Data signal " + []string{"1 of 4: at least half of the figures are in the worse quarter of areas.", "2 of 4: at least half of the figures are in the worse half of areas.",
			"3 of 4: at least half of the figures are in the better half of areas.", "4 of 4: at least half of the figures are in the better quarter of areas."}[s.Level-1]
	case warehouse.SignalPartial:
		var bands []string
		for _, band := range s.Bands {
			bands = append(bands, view.Quarter(band))
		}
		return fmt.Sprintf("Partial: %s of %d can be compared (%s). A data signal needs at least three, and six in ten of the set.", view.Counted(s.Available, "figure", "figures"), s.Of,
			view.Listed(bands, "and"))
	case warehouse.SignalTooFew:
		return "What is published rests on too few to be compared."
	case warehouse.SignalLeftOut:
		return "Its numbers are too small to stand among other areas, so there is no data signal."
	}
	return "No public data: none of these figures is published for this area."
}

// glance is the ten themes in one table.
func (t themed) glance() *view.Table {
	g := view.Table{Caption: "The ten themes at a glance: " + t.area.Name, CaptionHidden: true,
		Columns: []view.Column{{Label: "Theme"}, {Label: "Question"}, {Label: "What published figures say"}, {Label: "Newest figure"}}}
	for _, theme := range t.themes {
		s := t.signals[theme.ID]
		name := view.Linked(theme.ID+" "+theme.Title, "#"+theme.ID)
		newest := view.Missing("none compared")
		if s.Newest != "" {
			newest = view.Text(periodWords(s.Newest))
		}
		signal, published, _ := strings.Cut(signalText(s), " · ")
		g.Rows = append(g.Rows, view.Row{Cells: []view.Cell{name, view.Text(theme.Question), {Text: signal, Detail: published}, newest}})
	}
	return &g
}

// unspokenTheme is a theme that no published figure speaks of, and what a board can count itself.
type unspokenTheme struct {
	ID, Title, Why string
	Local          []string
}

// unspoken are the themes without public data.
func (t themed) unspoken() (all []unspokenTheme) {
	for _, theme := range t.themes {
		if t.signals[theme.ID].State != warehouse.SignalNone {
			continue
		}
		why := theme.NoPublicData
		if len(theme.Indicators()) > 0 {
			why = "Published for other areas, and not for " + t.area.Name + " in these data."
		}
		all = append(all, unspokenTheme{theme.ID, theme.Title, why, localNames(theme)})
	}
	return all
}

// localNames are what a board can count itself, in words, with the code that the framework knows each by.
func localNames(theme indicator.Theme) (names []string) {
	for _, code := range theme.Local {
		names = append(names, indicator.LocalName(code)+" ("+code+")")
	}
	return names
}
