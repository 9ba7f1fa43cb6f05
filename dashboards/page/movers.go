package page

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// moversView is which areas moved furthest between two periods of an indicator.
type moversView struct {
	view.Frame
	Heading  string
	From, To []option
	Empty    *view.Empty
	Finding  string
	Sure     string
	Cautions []string
	Up, Down *movedList
	Files    []view.Link
	Source   *view.Source
	Links    []view.Link
}

// movedList is one end of the order.
type movedList struct {
	Heading string
	Table   view.Table
}

// mostMovers is how many areas each end lists.
const mostMovers = 10

// moved is an area with a figure in both periods.
type moved struct {
	before, after warehouse.IndicatorValue
	by            float64
	chance        compare.Chance
}

// movers are the areas of one indicator that have figures in two periods.
type movers struct {
	in       indicator.Indicator
	from, to string
	all      []moved // furthest up first
	england  moved   // the whole country; empty where it has no row
	absent   int     // authorities without a figure in one of the two
	left     int     // left out of comparisons: their numbers are tiny
	prov     provenance
	rows     []warehouse.IndicatorValue // of the newer period
}

func moversHref(id, from, to string) string {
	href := "/indicators/" + id + "/movers"
	if from == "" && to == "" {
		return href
	}
	return href + "?" + strings.ReplaceAll(url.Values{"from": {from}, "to": {to}}.Encode(), "+", "%20")
}

// moversPage shows who moved furthest, or sends it as a file.
func (p *Pages) moversPage(w http.ResponseWriter, r *http.Request, v reading) error {
	in, file, err := indicatorFile(pathVar(r, "id"))
	if err != nil {
		return err
	}
	if file != "" {
		return web.NotFound("There is no page of movers for %q. Leave out what stands after the dot.", pathVar(r, "id"))
	}
	periods, err := warehouse.IndicatorPeriods(r.Context(), v, in.ID)
	if err != nil {
		return err
	}
	m := movers{in: in}
	if m.prov, err = readProvenance(r.Context(), v, in); err != nil {
		return err
	}
	page := moversView{Frame: p.frame(r, v, "Indicators", in.Short+": who moved furthest")}
	page.Heading = in.Short + ": who moved furthest"
	page.Breadcrumbs = []view.Link{{Text: "Indicators", Href: "/indicators"}, {Text: in.Short, Href: "/indicators/" + in.ID}}
	page.Description = "The areas whose figure went up or down furthest between two periods, with what chance alone can explain."
	s, err := m.choose(r, periods)
	if err != nil {
		return err
	}
	page.From, page.To = seriesOptions(s, m.from), seriesOptions(s, m.to)
	if page.Empty = m.cannot(s, v.loadedFigures(in)); page.Empty == nil {
		if err := m.read(r, v); err != nil {
			return err
		}
		if file := pathVar(r, "file"); file != "" {
			return m.send(w, v, file)
		}
		m.fill(&page)
	} else if pathVar(r, "file") != "" {
		return web.NotFound("%s", page.Empty.Text)
	}
	return p.Views.Render(w, "movers", page)
}

// choose reads the two periods from the address: the newest and the one before it when it does not say. Both are of one series.
func (m *movers) choose(r *http.Request, periods []warehouse.IndicatorPeriod) (compare.Series, error) {
	from, to := r.URL.Query().Get("from"), r.URL.Query().Get("to")
	all := compare.SeriesOf(m.in, periods)
	s := compare.NewestSeries(all)
	for _, wanted := range []string{from, to} {
		if wanted == "" {
			continue
		}
		i := slices.IndexFunc(all, func(s compare.Series) bool { return s.Has(wanted) })
		if i < 0 {
			return s, web.NotFound("%s (%s) has no period %q. Choose two of its own.", m.in.Short, m.in.ID, wanted)
		}
		s = all[i]
	}
	if from != "" && !s.Has(from) {
		return s, web.BadRequest("%s and %s are periods of different kinds: a term is not comparable with a year. Choose two of one kind.", periodWords(from), periodWords(to))
	}
	m.from, m.to = s.Pair(from, to)
	return s, nil
}

// seriesOptions are the periods of a series that some area has a figure in, newest first.
func seriesOptions(s compare.Series, chosen string) []option {
	var all []option
	for _, p := range slices.Backward(s.Periods) {
		if p.Areas > 0 || p.Period == chosen {
			all = append(all, option{p.Period, periodWords(p.Period), p.Period == chosen})
		}
	}
	return all
}

// cannot says why nobody can be said to have moved: there are not two periods, or the way of counting changed between them.
func (m movers) cannot(s compare.Series, nothing *view.Empty) *view.Empty {
	links := []view.Link{{Text: "Every area, " + m.in.Short, Href: "/indicators/" + m.in.ID}}
	switch {
	case len(s.Periods) == 0:
		return nothing
	case m.from == "" || m.to == "" || m.from == m.to:
		return &view.Empty{Heading: "There is only one period to look at", Text: "A change needs two different periods with figures, and there are not two to choose here.", Links: links}
	}
	b := m.breakBetween()
	if b == nil {
		return nil
	}
	e := &view.Empty{Heading: fmt.Sprintf("%s and %s are not comparable", periodWords(m.from), periodWords(m.to)),
		Text: fmt.Sprintf("From %s it is counted in a new way: %s A difference would be that of the counting, so none is listed.", periodWords(b.From), fullStop(b.Why)), Links: links}
	if after, before := neighbouring(s, m.in); after != nil {
		e.Links = append(e.Links, view.Link{Text: "Since then: " + periodWords(after[0]) + " to " + periodWords(after[1]), Href: moversHref(m.in.ID, after[0], after[1])})
	} else if before != nil {
		e.Links = append(e.Links, view.Link{Text: "Before then: " + periodWords(before[0]) + " to " + periodWords(before[1]), Href: moversHref(m.in.ID, before[0], before[1])})
	}
	return e
}

func fullStop(text string) string { return strings.TrimSuffix(strings.TrimSpace(text), ".") + "." }

// breakBetween is the first change of counting after the older period and up to the newer one.
func (m movers) breakBetween() *indicator.Break { return compare.BreakBetween(m.in, m.from, m.to) }

// neighbouring are the newest two neighbouring periods with figures that can be compared; the first is after every break, the second any.
func neighbouring(s compare.Series, in indicator.Indicator) (after, before []string) {
	var with []string
	for _, p := range s.Periods {
		if p.Areas > 0 {
			with = append(with, p.Period)
		}
	}
	for i := len(with) - 1; i > 0; i-- {
		pair := movers{in: in, from: with[i-1], to: with[i]}
		if pair.breakBetween() != nil {
			continue
		}
		last := movers{in: in, from: with[i], to: with[len(with)-1]}
		if last.breakBetween() == nil {
			return with[i-1 : i+1], nil
		}
		return nil, with[i-1 : i+1]
	}
	return nil, nil
}

// read takes both periods and pairs them by area. Areas that are left out of comparisons are not movers: their numbers are tiny.
func (m *movers) read(r *http.Request, v reading) error {
	older, err := warehouse.IndicatorValues(r.Context(), v, indicator.Query{Indicator: m.in.ID, Period: m.from, Pool: pools[0]})
	if err != nil {
		return err
	}
	if m.rows, err = warehouse.IndicatorValues(r.Context(), v, indicator.Query{Indicator: m.in.ID, Period: m.to, Pool: pools[0]}); err != nil {
		return err
	}
	left := map[string]bool{}
	for _, a := range v.areas {
		left[a.Code] = a.LeftOut
	}
	found := compare.MovesBetween(m.in, older, m.rows, func(code string) bool { return left[code] })
	m.absent, m.left = found.Absent, found.LeftOut
	m.england = moved{before: found.Country.Before, after: found.Country.After}
	for _, d := range found.All {
		m.all = append(m.all, moved{d.Before, d.After, d.By, d.Chance})
	}
	return nil
}

// wholeMoved says that what the figure is out of changed a great deal between the two.
func (d moved) wholeMoved() bool {
	return compare.Movement{Whole: d.after.Denominator, WholeBefore: d.before.Denominator}.WholeMoved()
}

// ends are the areas that went up and down furthest, furthest first. What rests on too few is in neither.
func (m movers) ends() (up, down []moved) {
	for _, d := range m.all {
		if d.by > 0 && d.chance != compare.TooFewToSay && len(up) < mostMovers {
			up = append(up, d)
		}
	}
	for _, d := range slices.Backward(m.all) {
		if d.by < 0 && d.chance != compare.TooFewToSay && len(down) < mostMovers {
			down = append(down, d)
		}
	}
	return up, down
}

// counts are how many went up, down and not at all, and how many of those by more than chance can explain.
func (m movers) counts() (up, down, same, sure int) {
	for _, d := range m.all {
		switch {
		case d.by > 0:
			up++
		case d.by < 0:
			down++
		default:
			same++
		}
		if d.by != 0 && d.chance == compare.BeyondChance {
			sure++
		}
	}
	return up, down, same, sure
}

// country says how the whole country moved; empty where a figure is missing.
func (m movers) country() string {
	if m.england.before.Value == nil || m.england.after.Value == nil {
		return ""
	}
	was, is := valueText(m.in, *m.england.before.Value), valueText(m.in, *m.england.after.Value)
	if was == is {
		return m.england.after.AreaName + " stayed at " + is
	}
	return fmt.Sprintf("%s went from %s to %s", m.england.after.AreaName, was, is)
}
