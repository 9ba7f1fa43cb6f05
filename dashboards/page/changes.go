package page

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// change is one indicator's newest figure of an area beside the one a year before.
type change struct{ compare.Change }

// areaRelease is what one published file brought for an area.
type areaRelease struct {
	edition warehouse.Edition
	source  *view.Source
	changes []change
	revised []areaRevision
}

// areaRevision is a figure that the edition changed, with its indicator.
type areaRevision struct {
	in indicator.Indicator
	warehouse.AreaRevision
}

// requestedReleases are those of the area that an address names.
func requestedReleases(r *http.Request, v reading) (a warehouse.Area, all []areaRelease, err error) {
	if a, err = requestedArea(r, v); err == nil {
		all, err = readReleases(r.Context(), v, a)
	}
	return a, all, err
}

// readReleases reads what each edition brought for an area: its newest figures and the earlier ones it revised; newest first.
func readReleases(ctx context.Context, v reading, a warehouse.Area) ([]areaRelease, error) {
	catalogue, err := catalogueByID()
	if err != nil {
		return nil, err
	}
	values, err := warehouse.AreaValues(ctx, v, warehouse.ValuesQuery{Areas: []string{a.Code}})
	if err != nil {
		return nil, err
	}
	revisions, err := warehouse.AreaRevisions(ctx, v, a.Code)
	if err != nil {
		return nil, err
	}
	changes := newestChanges(values, catalogue)
	var all []areaRelease
	for _, e := range v.editions {
		r := areaRelease{edition: e}
		for _, c := range changes {
			if c.Now.Edition != nil && *c.Now.Edition == e.ID {
				r.changes = append(r.changes, c)
			}
		}
		for _, revision := range revisions {
			if in, known := catalogue[revision.Indicator]; known && revision.Edition == e.ID {
				r.revised = append(r.revised, areaRevision{in, revision})
			}
		}
		if len(r.changes)+len(r.revised) == 0 {
			continue
		}
		r.source = r.mostly(v)
		slices.SortStableFunc(r.changes, func(x, y change) int { return cmp.Compare(y.InSpreads, x.InSpreads) })
		all = append(all, r)
	}
	slices.SortStableFunc(all, func(x, y areaRelease) int {
		return cmp.Or(y.upto().Compare(x.upto()), strings.Compare(x.edition.ID, y.edition.ID))
	})
	return all, nil
}

// mostly is the publication that most of an edition's figures belong to: one file may serve several.
func (r areaRelease) mostly(v reading) (most *view.Source) {
	counts, best := map[string]int{}, 0
	count := func(in indicator.Indicator) {
		s := v.source(in, &r.edition.ID)
		if counts[s.Title]++; counts[s.Title] > best {
			most, best = s, counts[s.Title]
		}
	}
	for _, c := range r.changes {
		count(c.In)
	}
	for _, revised := range r.revised {
		count(revised.in)
	}
	return most
}

// upto is the last day of the newest figure that the edition brought.
func (r areaRelease) upto() (newest time.Time) {
	for _, c := range r.changes {
		if day := lastDay(c.In, c.Now.Period); day.After(newest) {
			newest = day
		}
	}
	return newest
}

// newestChanges pairs the newest row of each indicator, be it a figure or the word that there is none, with that of a year before.
func newestChanges(values []warehouse.IndicatorValue, catalogue map[string]indicator.Indicator) (all []change) {
	for _, c := range compare.NewestChanges(values, catalogue) {
		all = append(all, change{c})
	}
	return all
}

// words say how the figure moved, or that it came or went.
func (c change) words() string {
	had := c.Before != nil && c.Before.Value != nil
	switch {
	case c.Now.Value == nil && had:
		return "no figure now; the year before there was one"
	case c.Now.Value == nil:
		return "no figure, and none the year before"
	case compare.TooFew(c.In, c.Now.Row) && c.Now.Change != nil:
		return "too few to say how it changed"
	case !had && !c.Now.Broken && c.Before != nil:
		return "a figure where there was none the year before"
	}
	return changeSaid(c.In, c.Movement())
}

// changesView is the page of what changed in an area's figures.
type changesView struct {
	areaPage
	Biggest  []finding
	Releases []releaseView
	Next     *view.Table
	FeedHref string
	Nothing  *view.Empty
}

type releaseView struct {
	ID, Title, When, Summary string
	Source                   *view.Source
	Table                    *view.Table // what has a direction
	Background               *view.Table // what has none
	Revised                  *view.Table
}

// changes says what changed in an area's figures with the last edition of each publication.
func (p *Pages) changes(w http.ResponseWriter, r *http.Request, v reading) error {
	a, releases, err := requestedReleases(r, v)
	if err != nil {
		return err
	}
	page := changesView{areaPage: p.areaPage(r, v, a, "changes", "What changed"), FeedHref: areaTabHref(a.Code, "changes.atom")}
	page.Feed = page.FeedHref
	page.Lede = "What each publication's newest edition changed, newest figures first: every figure beside that of the year before, and what was revised."
	if len(releases) == 0 {
		page.Nothing = &view.Empty{Heading: "No figures are published about " + a.Name, Text: "Here stands what changes when a publication comes out. None of those loaded so far has a figure for it.",
			Links: []view.Link{{Text: "What comes next", Href: "/next"}}}
	}
	page.Biggest = biggestChanges(a, releases)
	for i, release := range releases {
		page.Releases = append(page.Releases, release.view(a, i))
	}
	if page.Next, err = p.nextTable(r.Context(), v); err != nil {
		return err
	}
	return p.Views.Render(w, "changes", page)
}

const mostBiggest = 3

// biggestChanges are up to three sentences on the changes that are largest beside the spread of areas and that chance does not
// explain. Nothing is picked out of an area whose numbers are too tiny to be compared.
func biggestChanges(a warehouse.Area, releases []areaRelease) []finding {
	var all []change
	for _, r := range releases {
		for _, c := range r.changes {
			if c.Explained && c.Directional && !a.LeftOut {
				all = append(all, c)
			}
		}
	}
	slices.SortStableFunc(all, func(x, y change) int { return cmp.Compare(y.InSpreads, x.InSpreads) })
	var out []finding
	for _, c := range all[:min(len(all), mostBiggest)] {
		out = append(out, finding{Kind: "Changed most", Name: c.In.Short, Href: indicatorHref(a, c.In),
			Text: changeWords(c.In, c.Movement()) + ": now " + withCounts(c.In, c.Now.Row) + " " + inPeriod(c.Now.Period)})
	}
	for i := 1; i < len(out); i++ {
		out[i].Kind = "Also"
	}
	return out
}

// indicatorHref leads to an indicator's page for an area or, of the country, to the indicator's own.
func indicatorHref(a warehouse.Area, in indicator.Indicator) string {
	if a.Level == "country" {
		return "/indicators/" + in.ID
	}
	return areaIndicatorHref(a.Code, in.ID)
}

func (r areaRelease) view(a warehouse.Area, i int) releaseView {
	out := releaseView{ID: fmt.Sprintf("release-%d", i+1), Title: r.source.Title, Source: r.source, When: "fetched " + view.Date(r.edition.Fetched), Summary: r.summary()}
	if r.edition.Published != nil {
		out.When = "published " + view.Date(*r.edition.Published)
	}
	if span := periodSpan(r.edition.FirstPeriod, r.edition.LastPeriod); span != "" {
		out.When += " · " + span
	}
	out.Table = changeTable(a, r.name()+": what has a direction", r.pick(true))
	out.Background = changeTable(a, r.name()+": background", r.pick(false))
	out.Revised = revisedTable(a, r)
	return out
}

// name tells a publication's editions apart: two of them can hold the newest figures of different indicators.
func (r areaRelease) name() string { return r.source.Title + " (" + r.edition.Name + ")" }

func (r areaRelease) pick(directional bool) (some []change) {
	for _, c := range r.changes {
		if c.Directional == directional {
			some = append(some, c)
		}
	}
	return some
}

// summary counts what changed: "14 newest figures: 2 better, 1 worse, 6 little changed, 5 that cannot be compared with the year
// before. 3 earlier figures were revised."
func (r areaRelease) summary() string {
	counts := map[string]int{}
	figures := 0
	for _, c := range r.changes {
		if c.Now.Value != nil {
			figures++
		}
		counts[c.Kind()]++
	}
	var parts []string
	for _, kind := range compare.Kinds {
		if counts[kind] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[kind], kind))
		}
	}
	words := "No newest figure comes from it."
	if len(parts) > 0 {
		words = fmt.Sprintf("%s: %s.", view.Counted(figures, "newest figure", "newest figures"), strings.Join(parts, ", "))
	}
	if n := len(r.revised); n > 0 {
		words += fmt.Sprintf(" It revised %s.", view.Counted(n, "earlier figure", "earlier figures"))
	}
	return words
}
