package page

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

type areaIndicatorView struct {
	view.Frame
	Heading, Lede string
	Facts         view.Facts
	Notices       []notice
	Legal         *view.Legal
	Plain         *plainBlock
	Beside        *besideHead
	Series        []view.Link
	Empty         *view.Empty
	Trend         *view.Figure
	Distribution  *view.Figure
	History       view.Table
	OwnPast       *ownPast
	Neighbours    *view.Table
	Revisions     *view.Table
	About         aboutIndicator
}

// oneArea is one indicator for one area, and what the page about it is made of.
type oneArea struct {
	in         indicator.Indicator
	area       warehouse.Area
	series     compare.Series
	all        []compare.Series
	history    []warehouse.IndicatorValue // every period, oldest first
	beside     beside
	neighbours []warehouse.IndicatorNeighbour // the group it is compared with: its similar areas, unless the reader chose another
	others     allAreas                       // all areas in the newest period of the series
	revisions  []warehouse.Revision
	from       provenance
	elsewhere  bool // other areas have figures
}

// areaIndicator shows one indicator for one area, or sends it as a file.
func (p *Pages) areaIndicator(w http.ResponseWriter, r *http.Request, v reading) error {
	in, file, err := indicatorFile(pathVar(r, "id"))
	if err != nil {
		return err
	}
	area, err := v.area(pathVar(r, "code"))
	if err != nil {
		return err
	}
	if besideForm(w, r) {
		return nil
	}
	one := oneArea{in: in, area: area}
	if err := one.read(r, v); err != nil {
		return err
	}
	if file != "" {
		return one.send(w, v, file)
	}
	page := areaIndicatorView{Frame: p.frame(r, v, "Areas", in.Short+": "+area.Name), Heading: in.Short + ": " + area.Name, Lede: in.Name}
	page.Breadcrumbs = []view.Link{{Text: "Areas", Href: "/areas"}, {Text: area.Name, Href: "/areas/" + area.Code}, {Text: in.Short, Href: "/indicators/" + in.ID}}
	page.Description = in.Definition
	page.RunningHead = page.Title + " · " + page.DataVersion
	page.About = one.about()
	page.Facts = one.facts()
	page.Notices = v.lineage(area, func(code string) string { return areaIndicatorHref(code, in.ID) })
	if len(one.history) == 0 {
		page.Empty = one.nothing()
		return p.Views.Render(w, "area-indicator", page)
	}
	page.Legal = one.legal()
	if page.Plain, err = one.plain(); err != nil {
		return err
	}
	page.Beside, page.Series = one.beside.head(area), one.seriesLinks()
	if page.Trend, err = one.trend(); err != nil {
		return err
	}
	if page.Distribution, err = one.distribution(); err != nil {
		return err
	}
	page.Charts = page.Trend != nil || page.Distribution != nil
	page.OwnPast = one.ownPast()
	page.History, page.Neighbours = one.historyTable(), one.neighbourTable()
	page.Revisions = revisionTable(in, one.revisions, one.from.editions, false)
	return p.Views.Render(w, "area-indicator", page)
}

// read reads all that the page needs.
func (one *oneArea) read(r *http.Request, v reading) error {
	ctx := r.Context()
	periods, err := warehouse.IndicatorPeriods(ctx, v, one.in.ID)
	if err != nil {
		return err
	}
	one.others = allAreas{in: one.in, pool: pools[0]}
	if one.area.LeftOut {
		one.others.pool = pools[1] // among all areas, or it would have no place
	}
	query := indicator.Query{Indicator: one.in.ID, Area: one.area.Code, Pool: one.others.pool}
	if one.history, err = warehouse.IndicatorValues(ctx, v, query); err != nil {
		return err
	}
	if one.beside, err = parseBeside(r, v, one.area); err != nil {
		return err
	}
	one.neighbours = one.beside.list()
	if err = one.beside.compare(r, v, one.in, one.history); err != nil {
		return err
	}
	if one.revisions, err = warehouse.Revisions(ctx, v, one.in.ID, one.area.Code, ""); err != nil {
		return err
	}
	if one.from, err = readProvenance(ctx, v, one.in); err != nil {
		return err
	}
	one.others.from, one.elsewhere = one.from, len(periods) > 0
	one.all = compare.SeriesOf(one.in, one.lived(periods))
	if err := one.choose(r.URL.Query().Get("series")); err != nil || len(one.history) == 0 {
		return err
	}
	one.others.period = one.newest().Period
	query.Area, query.Period = "", one.others.period
	one.others.rows, err = warehouse.IndicatorValues(ctx, v, query)
	return err
}

// nothing says why there is nothing to show: the files that are loaded leave the area out, or there are none.
func (one oneArea) nothing() *view.Empty {
	if one.elsewhere {
		return &view.Empty{Heading: "No figures for " + one.area.Name,
			Text:  "The files loaded so far give figures for other areas, and none for " + one.area.Name + ".",
			Links: []view.Link{{Text: one.in.Short + " in all areas", Href: "/indicators/" + one.in.ID}, {Text: "Everything about " + one.area.Name, Href: areaHref(one.area.Code)}}}
	}
	beside := " would stand beside England."
	if one.area.Level == "authority" {
		beside = " would stand beside England and the areas most like it."
	}
	return one.from.nothing(one.in, "Here "+one.area.Name+beside)
}

// lived are the periods of which the area has a row: it was there.
func (one oneArea) lived(periods []warehouse.IndicatorPeriod) []warehouse.IndicatorPeriod {
	return slices.DeleteFunc(slices.Clone(periods), func(p warehouse.IndicatorPeriod) bool {
		_, ok := one.at(p.Period)
		return !ok
	})
}

// choose takes the series that the reader asked for or, without a wish, the newest.
func (one *oneArea) choose(key string) error {
	if key == "" {
		one.series = compare.NewestSeries(one.all)
		return nil
	}
	var keys []string
	for _, s := range one.all {
		if s.Key == key {
			one.series = s
			return nil
		}
		keys = append(keys, s.Key)
	}
	if len(keys) == 0 {
		return web.NotFound("%s (%s) has no figures for %s yet.", one.in.Short, one.in.ID, one.area.Name)
	}
	return web.NotFound("%s (%s) has no series %q. It has %s.", one.in.Short, one.in.ID, key, quotedList(keys))
}

// at is the area's row of a period.
func (one oneArea) at(period string) (warehouse.IndicatorValue, bool) {
	for _, row := range one.history {
		if row.Period == period {
			return row, true
		}
	}
	return warehouse.IndicatorValue{}, false
}

// newest is the row the page speaks of: the series' newest with a number for any area, or the last it has.
func (one oneArea) newest() warehouse.IndicatorValue {
	p, ok := one.series.Newest()
	if !ok && len(one.series.Periods) > 0 {
		p = one.series.Periods[len(one.series.Periods)-1]
	}
	row, _ := one.at(p.Period)
	return row
}

func (one oneArea) seriesLinks() []view.Link {
	if len(one.all) < 2 {
		return nil
	}
	var links []view.Link
	for _, s := range one.all {
		links = append(links, view.Link{Text: view.UpperFirst(s.Title), Href: areaIndicatorHref(one.area.Code, one.in.ID) + one.beside.and("series", s.Key), Current: s.Key == one.series.Key})
	}
	return links
}

func (one oneArea) about() aboutIndicator {
	near := map[string]bool{"": true, one.area.Code: true, one.area.Region: true}
	for _, row := range one.others.rows {
		if row.Level == "country" {
			near[row.AreaCode] = true
		}
	}
	return one.from.about(one.in, one.history, "", func(f warehouse.Finding) bool { return near[f.AreaCode] })
}

func (one oneArea) facts() view.Facts {
	facts := view.Facts{
		{Term: "Area", Cell: view.Linked(one.area.Name, "/areas/"+one.area.Code)},
		{Term: "All areas", Cell: view.Linked(one.in.Short, "/indicators/"+one.in.ID)},
		{Term: "Theme", Cell: view.Linked(indicator.ThemeTitle(one.in.Theme), "/indicators#"+one.in.Theme)},
		{Term: "Kind", Cell: view.Text(view.UpperFirst(kindWords(one.in)))},
	}
	if row := one.newest(); row.Period != "" && !one.area.Ended() {
		newest := view.Text(view.UpperFirst(periodWords(row.Period)))
		if next := one.from.next(one.in); next != "" {
			newest.Detail = "New ones come: " + next
		}
		facts = append(facts, view.Fact{Term: "Newest figures", Cell: newest})
	}
	if one.area.To != nil {
		facts = append(facts, view.Fact{Term: "Ended", Cell: view.Text(view.Date(*one.area.To))})
	}
	return facts
}

// finding is the newest figure in a sentence: "Camden 96.6% in 2024, up 8.6 percentage points since 2023; England 46.4%".
func (one oneArea) finding() string {
	row := one.newest()
	in, period := one.in, inPeriod(row.Period)
	var text string
	if row.Value == nil {
		text = fmt.Sprintf("%s has no figure %s: %s", one.area.Name, period, missingText(row.Row))
	} else {
		text = fmt.Sprintf("%s %s %s", one.area.Name, valueText(in, *row.Value), period)
		if !one.area.LeftOut && !compare.TooFew(in, row.Row) && (row.Broken || row.Change != nil) {
			text += ", " + changeSaid(in, one.movementOf(row))
		}
	}
	if row.England != nil && !one.country() {
		text += "; England " + valueText(in, *row.England)
	}
	return text
}

// movementOf is how a row moved since a year before.
func (one oneArea) movementOf(row warehouse.IndicatorValue) compare.Movement {
	before, _ := one.at(compare.YearBefore(one.in, row.Period))
	return compare.Movement{Period: row.Period, Change: row.Change, Previous: row.Previous, Lower: row.Lower, Upper: row.Upper, Whole: row.Denominator,
		WholeBefore: before.Denominator, Broken: row.Broken}
}

// inPeriod is a period as a sentence takes it: "in 2024", "in autumn 2024/25".
func inPeriod(period string) string { return "in " + periodWords(period) }

func (one oneArea) country() bool { return one.area.Level == "country" }

// legal says what the law expects and how far the area is from it, unless that rests on too few to say.
func (one oneArea) legal() *view.Legal {
	return rowLegal(one.in, one.newest().Row)
}

// sure is one sentence on how sure the newest figure is.
func (one oneArea) sure() string {
	row := one.newest()
	in := one.in
	made := strings.TrimSpace(countsText(in, row.Row))
	switch {
	case row.Value == nil:
		return "Where a figure is missing the line has a gap. It is never drawn as nothing."
	case compare.TooFew(in, row.Row):
		return fmt.Sprintf("It rests on very few, %s, so chance alone can move it a great deal.", made)
	case row.Lower != nil && row.Upper != nil:
		return fmt.Sprintf("Made of %s: chance alone could put it anywhere between %s and %s (95%% interval).", made, numberText(in, *row.Lower), valueText(in, *row.Upper))
	case in.Unit == "count":
		return "A count of everybody, as published, so there is no margin for chance around it."
	}
	return "As published; no margin for chance is given for it."
}
