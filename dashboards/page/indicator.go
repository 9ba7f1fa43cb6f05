package page

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"inclusion/dashboards/chart"
	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// option is a choice of a form.
type option struct {
	Value, Text string
	Chosen      bool
}

type indicatorView struct {
	view.Frame
	Heading   string
	Facts     view.Facts
	Legal     *view.Legal
	Periods   []option
	Pools     []option
	Links     []view.Link // the same figures otherwise
	Empty     *view.Empty
	Figure    *view.Figure
	Areas     view.Table
	Missing   *view.Table
	Wholes    view.Table
	Matching  string
	Revisions *view.Table
	About     aboutIndicator
}

// allAreas is one indicator in one period for every area, and what the page about it is made of.
type allAreas struct {
	in           indicator.Indicator
	period, pool string
	rows         []warehouse.IndicatorValue
	from         provenance
}

// indicatorPage shows all areas for one indicator, or sends it as a file.
func (p *Pages) indicatorPage(w http.ResponseWriter, r *http.Request, v reading) error {
	in, file, err := indicatorFile(pathVar(r, "id"))
	if err != nil {
		return err
	}
	all := allAreas{in: in}
	if all.pool, err = poolOf(r); err != nil {
		return err
	}
	periods, err := warehouse.IndicatorPeriods(r.Context(), v, in.ID)
	if err != nil {
		return err
	}
	if all.period, err = periodOf(r, in, periods); err != nil {
		return err
	}
	if err := all.read(r.Context(), v); err != nil {
		return err
	}
	if file != "" {
		return all.send(w, v, file)
	}
	page := indicatorView{Frame: p.frame(r, v, "Indicators", in.Short), Heading: in.Name, Legal: all.legal()}
	page.Breadcrumbs = []view.Link{{Text: "Indicators", Href: "/indicators"}}
	page.Description = in.Definition
	page.About = all.from.about(in, all.rows, all.period, func(warehouse.Finding) bool { return true })
	page.Facts = all.facts()
	if len(periods) == 0 {
		page.Empty = all.from.nothing(in, "Here every area would stand beside England.")
		return p.Views.Render(w, "indicator", page)
	}
	page.Title = in.Short + ", " + periodWords(all.period)
	page.RunningHead = page.Title + " · " + page.DataVersion
	page.Periods, page.Pools = periodOptions(in, periods, all.period), all.poolOptions(v)
	page.Links = []view.Link{{Text: "On the map", Href: countryMap{allAreas: all}.fileHref("")}, {Text: "Who moved furthest", Href: moversHref(in.ID, "", "")},
		{Text: "Compare chosen areas", Href: v.compareHref(nil, in)}}
	if all.counted() {
		page.Links = append(page.Links, view.Link{Text: "Size and chance", Href: "/indicators/" + in.ID + "/funnel?period=" + url.QueryEscape(all.period)})
	}
	if err := all.fill(r, v, &page); err != nil {
		return err
	}
	return p.Views.Render(w, "indicator", page)
}

// read takes the figures of the period and what is known of where they come from.
func (all *allAreas) read(ctx context.Context, v reading) (err error) {
	if all.from, err = readProvenance(ctx, v, all.in); err != nil {
		return err
	}
	all.rows, err = warehouse.IndicatorValues(ctx, v, indicator.Query{Indicator: all.in.ID, Period: all.period, Pool: all.pool})
	return err
}

// counted says that some area's figure has an interval by size, and the counts behind it are published.
func (all allAreas) counted() bool {
	return all.in.Interval != "none" && slices.ContainsFunc(all.ranked(), func(v warehouse.IndicatorValue) bool { return v.Lower != nil })
}

// fill writes the figures of the period into the page.
func (all allAreas) fill(r *http.Request, v reading, page *indicatorView) error {
	figure, err := all.figure()
	if err != nil {
		return err
	}
	page.Figure, page.Charts = figure, figure != nil
	page.Areas, page.Missing, page.Wholes = all.table(), all.missing(), all.wholes()
	if page.Figure == nil {
		page.Empty = &view.Empty{Heading: "No area has a figure for " + periodWords(all.period), Text: "The publisher gives none for this period. Choose another above; why each area has none stands below."}
	}
	m, ok, err := warehouse.IndicatorMatching(r.Context(), v, all.in.ID, all.period)
	if err != nil {
		return err
	}
	if ok {
		page.Matching = matchingWords(all.in, all.country().Value, m)
	}
	changed, err := warehouse.Revisions(r.Context(), v, all.in.ID, "", all.period)
	if err != nil {
		return err
	}
	page.Revisions = revisionTable(all.in, changed, all.from.editions, true)
	return nil
}

// periodOf reads which period is wanted: the newest when the address does not say. It is empty when there is none.
func periodOf(r *http.Request, in indicator.Indicator, periods []warehouse.IndicatorPeriod) (string, error) {
	wanted := r.URL.Query().Get("period")
	if wanted == "" {
		s := compare.NewestSeries(compare.SeriesOf(in, periods))
		if p, ok := s.Newest(); ok {
			return p.Period, nil
		}
		if len(periods) > 0 {
			return periods[len(periods)-1].Period, nil
		}
		return "", nil
	}
	var codes []string
	for _, p := range periods {
		if p.Period == wanted {
			return wanted, nil
		}
		codes = append(codes, p.Period)
	}
	if len(codes) == 0 {
		return "", web.NotFound("%s (%s) has no figures for any period yet: its source is not loaded.", in.Short, in.ID)
	}
	return "", web.NotFound("%s (%s) has no period %q. It has %s.", in.Short, in.ID, wanted, view.Listed(codes, "and"))
}

func periodOptions(in indicator.Indicator, periods []warehouse.IndicatorPeriod, chosen string) []option {
	var all []option
	for _, s := range compare.SeriesOf(in, periods) {
		for _, p := range slices.Backward(s.Periods) {
			text := periodWords(p.Period)
			if p.Areas == 0 {
				text += " (no area published)"
			}
			all = append(all, option{p.Period, text, p.Period == chosen})
		}
	}
	return all
}

// poolOptions are the two pools, when they differ.
func (all allAreas) poolOptions(v reading) []option {
	left := 0
	for _, a := range v.areas {
		if a.LeftOut {
			left++
		}
	}
	if left == 0 {
		return nil
	}
	return []option{{"default", fmt.Sprintf("without %d with tiny numbers", left), all.pool == "default"}, {"all", "every area", all.pool == "all"}}
}

// country is the whole country's value; a row without a number when there is none.
func (all allAreas) country() warehouse.IndicatorValue {
	for _, row := range all.rows {
		if row.Level == "country" {
			return row
		}
	}
	return warehouse.IndicatorValue{}
}

// legal says what the law expects and how far the country is from it.
func (all allAreas) legal() *view.Legal {
	country := all.country()
	l := legal(all.in, country.Value)
	if l != nil && l.Met != "" {
		l.Met = "in " + country.AreaName + " " + l.Met
	}
	return l
}

func (all allAreas) facts() view.Facts {
	in := all.in
	facts := view.Facts{
		{Term: "Theme", Cell: view.Linked(indicator.ThemeTitle(in.Theme), "/indicators#"+in.Theme)},
		{Term: "Kind", Cell: view.Text(view.UpperFirst(kindWords(in)))},
		{Term: "Better", Cell: view.Text(view.UpperFirst(betterWords(in)))},
	}
	if all.period != "" {
		england := valueCell(in, all.country().Row)
		facts = append(facts, view.Fact{Term: "England, " + periodWords(all.period), Cell: england})
	}
	return facts
}

// ranked are the rows of the areas that are compared, better first, or high to low where no direction is agreed.
func (all allAreas) ranked() []warehouse.IndicatorValue {
	var rows []warehouse.IndicatorValue
	for _, row := range all.rows {
		if row.Level == "authority" && row.Value != nil && row.Pooled {
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b warehouse.IndicatorValue) int {
		order := cmp.Compare(*b.Value, *a.Value)
		if compare.Polarity(all.in) == indicator.Lower {
			order = -order
		}
		return cmp.Or(order, cmp.Compare(a.AreaName, b.AreaName))
	})
	return rows
}

// finding is the distribution in a sentence: "Half of areas lie between 29.4% and 79.1%; England 46.4%".
func (all allAreas) finding() string {
	ranked, england := all.ranked(), all.country().Value
	text := ""
	switch {
	case len(ranked) == 0:
		text = "No area has a figure"
	case len(ranked) < 4 || ranked[0].Q25 == nil || ranked[0].Q75 == nil:
		text = view.Counted(len(ranked), "area has a figure", "areas have a figure")
	case numberText(all.in, *ranked[0].Q25) == numberText(all.in, *ranked[0].Q75):
		text = "Half of areas are at " + valueText(all.in, *ranked[0].Q25)
	default:
		text = fmt.Sprintf("Half of areas lie between %s and %s", numberText(all.in, *ranked[0].Q25), valueText(all.in, *ranked[0].Q75))
	}
	if england != nil {
		return text + "; England " + valueText(all.in, *england)
	}
	return text
}

// sure says how sure the distribution is.
func (all allAreas) sure() string {
	ranked := len(all.ranked())
	text := view.Counted(ranked, "area is compared", "areas are compared")
	absent, left := all.others()
	if left > 0 {
		text += "; " + view.Counted(left, "is left out because its numbers are tiny", "are left out because their numbers are tiny")
	}
	if absent > 0 {
		text += "; " + view.Counted(absent, "has no figure", "have no figure")
	}
	text += "."
	switch all.in.Interval {
	case "none":
		return text + " The figures are as published, without a margin for chance."
	default:
		return text + " Areas with small numbers change places from year to year by chance."
	}
}

// others counts the areas that are not ranked: those without a number, and those left out.
func (all allAreas) others() (absent, left int) {
	for _, row := range all.rows {
		switch {
		case row.Level != "authority":
		case row.Value == nil:
			absent++
		case !row.Pooled:
			left++
		}
	}
	return absent, left
}

// figure is the distribution of the areas; none when no area has a number.
func (all allAreas) figure() (*view.Figure, error) {
	bars := all.ranked()
	if len(bars) == 0 {
		return nil, nil
	}
	figure := view.Figure{ID: "areas", TableHref: "#all-areas", Heading: all.finding() + ".", Sure: all.sure(), Downloads: all.downloads(), Source: all.from.source(all.in, bars[0].Edition)}
	figure, err := view.Draw(figure, distribution(all.in, all.period, bars, all.country().Value, nil))
	return &figure, err
}

// distribution draws the areas' values; marked says whose bars stand out, and how.
func distribution(in indicator.Indicator, period string, rows []warehouse.IndicatorValue, england *float64, marked map[string]chart.Role) chart.Distribution {
	scale, axis := axisOf(in, rows)
	d := chart.Distribution{Name: fmt.Sprintf("%s, %s, %s", in.Short, periodWords(period), view.Counted(len(rows), "area", "areas")), Polarity: polarity(in), Axis: axis}
	for _, row := range rows {
		role, stands := marked[row.AreaCode]
		d.Bars = append(d.Bars, chart.Bar{Name: row.AreaName, Value: scaled(row.Value, scale), Text: withCounts(in, row.Row), Role: role, Marked: stands})
	}
	if england != nil && !followsSize(in) {
		d.England, d.EnglandText = scaled(england, scale), numberText(in, *england)
	}
	return d
}

// followsSize says that a figure is a count or a sum of money, which is large where an area is: no area stands on England's scale.
func followsSize(in indicator.Indicator) bool { return in.Unit == "pounds" || in.Unit == "count" }

// axisOf is how values are written on an axis, and what they are divided by first: pounds go in millions when there are many.
func axisOf(in indicator.Indicator, rows []warehouse.IndicatorValue) (scale float64, axis chart.Axis) {
	axis, scale = chart.Axis{Name: in.Short}, 1
	switch in.Unit {
	case "percent":
		axis.Suffix = "%"
	case "pounds each":
		axis.Prefix = "£"
	case "pounds":
		axis.Prefix = "£"
		for _, row := range rows {
			if row.Value != nil && math.Abs(*row.Value) >= 1e6 {
				axis.Suffix, scale = "m", 1e6
			}
		}
	}
	return scale, axis
}

func scaled(v *float64, by float64) *float64 {
	if v == nil {
		return nil
	}
	return chart.V(*v / by)
}

// withCounts is a value as a chart tells it: "96.6% (172 of 178 plans)", or why there is none.
func withCounts(in indicator.Indicator, row indicator.Row) string {
	if row.Value == nil {
		return missingText(row)
	}
	if counts := countsText(in, row); counts != "" {
		return fmt.Sprintf("%s (%s)", valueText(in, *row.Value), counts)
	}
	return valueText(in, *row.Value)
}

func (all allAreas) query() string {
	q := url.Values{"period": {all.period}}
	if all.pool != pools[0] {
		q.Set("pool", all.pool)
	}
	return "?" + strings.ReplaceAll(q.Encode(), "+", "%20")
}

func (all allAreas) downloads() []view.Link {
	page := "/indicators/" + all.in.ID
	return append([]view.Link{
		{Text: "Excel", Href: page + ".xlsx" + all.query(), Note: "with source and notes"},
		{Text: "CSV", Href: page + ".csv" + all.query(), Note: "with source and notes"},
		{Text: "CSV for programs", Href: "/api/v1" + page + ".csv" + all.query()},
	}, pictureLinks(page, all.query())...)
}
