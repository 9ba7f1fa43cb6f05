package page

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"
	"time"

	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// change is one indicator's newest figure of an area beside the one a year before.
type change struct {
	in          indicator.Indicator
	now         warehouse.IndicatorValue
	before      *warehouse.IndicatorValue // nil when the area has no row of a year before
	explained   bool                      // chance does not explain the change
	inSpreads   float64                   // size of the change, in widths of the middle half of areas
	unchecked   bool                      // nobody can say whether chance explains it: a ratio, or counts that are not published
	directional bool
}

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
			if c.now.Edition != nil && *c.now.Edition == e.ID {
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
		slices.SortStableFunc(r.changes, func(x, y change) int { return cmp.Compare(y.inSpreads, x.inSpreads) })
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
		count(c.in)
	}
	for _, revised := range r.revised {
		count(revised.in)
	}
	return most
}

// upto is the last day of the newest figure that the edition brought.
func (r areaRelease) upto() (newest time.Time) {
	for _, c := range r.changes {
		if day := lastDay(c.in, c.now.Period); day.After(newest) {
			newest = day
		}
	}
	return newest
}

// newestChanges pairs the newest row of each indicator, be it a figure or the word that there is none, with that of a year before.
func newestChanges(values []warehouse.IndicatorValue, catalogue map[string]indicator.Indicator) []change {
	var all []change
	for start := 0; start < len(values); {
		end := start
		for end < len(values) && values[end].Indicator == values[start].Indicator {
			end++
		}
		if in, known := catalogue[values[start].Indicator]; known {
			all = append(all, newestChange(in, values[start:end]))
		}
		start = end
	}
	return all
}

func newestChange(in indicator.Indicator, rows []warehouse.IndicatorValue) change {
	c := change{in: in, now: rows[len(rows)-1], directional: direction(in) != indicator.None}
	before := yearBefore(in, c.now.Period)
	if i := slices.IndexFunc(rows, func(v warehouse.IndicatorValue) bool { return v.Period == before }); i >= 0 {
		c.before = &rows[i]
	}
	m := c.movement()
	c.unchecked = unchecked(in, m.Lower, m.Upper)
	if c.now.Change == nil || c.now.Q25 == nil || c.now.Q75 == nil || *c.now.Q75 <= *c.now.Q25 {
		return c
	}
	c.explained = !littleChange(in, m) && !m.wholeMoved() && !c.unchecked && !tooFew(in, c.now.Row)
	c.inSpreads = math.Abs(*c.now.Change) / (*c.now.Q75 - *c.now.Q25)
	return c
}

func (c change) movement() movement {
	m := movement{Period: c.now.Period, Change: c.now.Change, Previous: c.now.Previous, Lower: c.now.Lower, Upper: c.now.Upper, Whole: c.now.Denominator, Broken: c.now.Broken}
	if c.before != nil {
		m.WholeBefore = c.before.Denominator
	}
	return m
}

// words say how the figure moved, or that it came or went.
func (c change) words() string {
	had := c.before != nil && c.before.Value != nil
	switch {
	case c.now.Value == nil && had:
		return "no figure now; the year before there was one"
	case c.now.Value == nil:
		return "no figure, and none the year before"
	case tooFew(c.in, c.now.Row) && c.now.Change != nil:
		return "too few to say how it changed"
	case !had && !c.now.Broken && c.before != nil:
		return "a figure where there was none the year before"
	}
	return changeSaid(c.in, c.movement())
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
	a, err := requestedArea(r, v)
	if err != nil {
		return err
	}
	releases, err := readReleases(r.Context(), v, a)
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
			if c.explained && c.directional && !a.LeftOut {
				all = append(all, c)
			}
		}
	}
	slices.SortStableFunc(all, func(x, y change) int { return cmp.Compare(y.inSpreads, x.inSpreads) })
	var out []finding
	for _, c := range all[:min(len(all), mostBiggest)] {
		out = append(out, finding{Kind: "Changed most", Name: c.in.Short, Href: indicatorHref(a, c.in),
			Text: changeWords(c.in, c.movement()) + ": now " + withCounts(c.in, c.now.Row) + " " + inPeriod(c.now.Period)})
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
	out.Table = changeTable(a, r.source.Title+": what has a direction", r.pick(true))
	out.Background = changeTable(a, r.source.Title+": background", r.pick(false))
	out.Revised = revisedTable(a, r)
	return out
}

func (r areaRelease) pick(directional bool) (some []change) {
	for _, c := range r.changes {
		if c.directional == directional {
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
		if c.now.Value != nil {
			figures++
		}
		counts[c.kind()]++
	}
	var parts []string
	for _, kind := range []string{"better", "worse", "moved, but chance cannot be ruled out", "moved, with no agreed direction", "little changed", "not comparable with the year before", "without a figure"} {
		if counts[kind] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[kind], kind))
		}
	}
	words := "No newest figure comes from it."
	if len(parts) > 0 {
		words = fmt.Sprintf("%s: %s.", counted(figures, "newest figure"), strings.Join(parts, ", "))
	}
	if n := len(r.revised); n > 0 {
		words += fmt.Sprintf(" It revised %s.", counted(n, "earlier figure"))
	}
	return words
}

// kind is how a change counts in a summary.
func (c change) kind() string {
	m := c.movement()
	switch {
	case c.now.Value == nil:
		return "without a figure"
	case m.Change == nil || m.Broken || m.wholeMoved() || tooFew(c.in, c.now.Row):
		return "not comparable with the year before"
	case littleChange(c.in, m):
		return "little changed"
	case !c.directional:
		return "moved, with no agreed direction"
	case c.unchecked:
		return "moved, but chance cannot be ruled out"
	case (*m.Change > 0) == (direction(c.in) == indicator.Higher):
		return "better"
	}
	return "worse"
}

// counted is "1 figure" or "3 figures".
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%s %ss", view.Count(float64(n)), thing)
}
