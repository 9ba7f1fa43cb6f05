package page

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/release"
	"inclusion/internal/warehouse"
)

// nextView is the page of what comes next.
type nextView struct {
	view.Frame
	Late     *view.Table
	Coming   view.Table
	Unknown  []view.Link // sources whose editions come now and then
	Sources  []sourceIndicators
	TodaysAt string
}

// sourceIndicators are the indicators that a source's next edition changes.
type sourceIndicators struct {
	ID, Title  string
	Indicators []view.Link
}

// expectedRelease is a release of a source.
type expectedRelease struct {
	release.Expected
	calendar warehouse.ReleaseCalendar
}

// expectedReleases are those of all sources, first due first.
func (p *Pages) expectedReleases(ctx context.Context, v reading) (all []expectedRelease, calendars []warehouse.ReleaseCalendar, err error) {
	if calendars, err = warehouse.ReleaseCalendars(ctx, v); err != nil {
		return nil, nil, err
	}
	for _, c := range calendars {
		for _, e := range release.Expect(c.Rules, c.Held, p.Now()) {
			all = append(all, expectedRelease{e, c})
		}
	}
	slices.SortStableFunc(all, func(x, y expectedRelease) int { return x.Due.Compare(y.Due) })
	return all, calendars, nil
}

// next says which figures are expected next, what they will change, and what is late.
func (p *Pages) next(w http.ResponseWriter, r *http.Request, v reading) error {
	expected, calendars, err := p.expectedReleases(r.Context(), v)
	if err != nil {
		return err
	}
	page := nextView{Frame: p.frame(r, v, "Data", "What comes next"), TodaysAt: view.Date(p.Now())}
	page.Description = "When each publication's next figures are expected, and what they will change on these pages."
	page.Breadcrumbs = []view.Link{{Text: "Data", Href: "/data"}}
	late, coming := splitLate(expected)
	if len(late) > 0 {
		page.Late = releaseTable("Expected, and not loaded here yet", late)
	}
	page.Coming = *releaseTable("Coming", coming)
	catalogue, err := indicator.Catalogue()
	if err != nil {
		return err
	}
	for _, c := range calendars {
		if len(c.Rules) == 0 {
			page.Unknown = append(page.Unknown, view.Link{Text: c.Title, Href: c.Home, Note: c.Words})
		}
		if s := madeOfSource(c, catalogue); len(s.Indicators) > 0 {
			page.Sources = append(page.Sources, s)
		}
	}
	return p.Views.Render(w, "next", page)
}

func madeOfSource(c warehouse.ReleaseCalendar, catalogue []indicator.Indicator) sourceIndicators {
	s := sourceIndicators{ID: "from-" + c.ID, Title: c.Title}
	for _, in := range catalogue {
		if in.Source == c.ID {
			s.Indicators = append(s.Indicators, view.Link{Text: in.Short, Href: "/indicators/" + in.ID})
		}
	}
	return s
}

func splitLate(all []expectedRelease) (late, coming []expectedRelease) {
	for _, e := range all {
		if e.Late {
			late = append(late, e)
		} else {
			coming = append(coming, e)
		}
	}
	return late, coming
}

// releaseTable is one line a release: when, what it brings, and what changes with it.
func releaseTable(caption string, all []expectedRelease) *view.Table {
	t := view.Table{Caption: caption, CaptionHidden: true, Columns: []view.Column{{Label: "Publication"}, {Label: "Expected"}, {Label: "It brings"}, {Label: "What changes here"}}}
	for _, e := range all {
		name := view.Linked(e.calendar.Title, e.calendar.Home)
		if e.calendar.Home == "" {
			name = view.Text(e.calendar.Title)
		}
		changes := view.Cell{Text: "the numbers that other figures are divided by"}
		if n := int(e.calendar.Indicators); n > 0 {
			changes = view.Linked(view.Counted(n, "indicator", "indicators"), "/next#from-"+e.calendar.ID)
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{name, view.Text(e.When), view.Text(e.Brings), changes}})
	}
	return &t
}

// soon is how many of the releases that come next an area's page names.
const soon = 4

// nextTable are the next releases in short.
func (p *Pages) nextTable(ctx context.Context, v reading) (*view.Table, error) {
	expected, _, err := p.expectedReleases(ctx, v)
	if err != nil {
		return nil, err
	}
	late, coming := splitLate(expected)
	if len(coming) == 0 {
		return nil, nil
	}
	t := releaseTable("What comes next", coming[:min(len(coming), soon)])
	if len(late) > 0 {
		t.Note = fmt.Sprintf("%s expected before today and not loaded here yet.", haveBeen(len(late)))
	}
	return t, nil
}

// haveBeen is "1 release was" or "3 releases were".
func haveBeen(n int) string {
	if n == 1 {
		return "1 release was"
	}
	return fmt.Sprintf("%d releases were", n)
}
