package page

import (
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"inclusion/dashboards/chart"
	view "inclusion/dashboards/template"
	"inclusion/internal/benchmark"
	"inclusion/internal/compare"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// funnelView is the page that holds every area's figure against what chance would do to an area of its size.
type funnelView struct {
	view.Frame
	Heading, Lede string
	Periods       []option
	Hidden        []option // what else the address says, so that choosing a period keeps it
	Kinds         []view.Link
	Empty         *view.Empty
	Figure        *view.Figure
	Explained     []string
	Beyond        *view.Table
}

// funnel is one indicator in one period, drawn against the size of areas.
type funnel struct {
	allAreas
	widened bool   // the limits allow for how much areas differ beyond chance
	marked  string // the area that is named; empty when none is
	limits  benchmark.Funnel
	points  []compare.FunnelPoint
	beyond  int // outside the 99.8% limits that speak of chance alone
}

// widths are the kinds of limits, as the address names them.
const (
	plainLimits = "chance"
	wideLimits  = "wide"
)

// funnelPage shows an indicator's funnel, or sends it as a file.
func (p *Pages) funnelPage(w http.ResponseWriter, r *http.Request, v reading) error {
	in, _, err := indicatorFile(pathVar(r, "id"))
	if err != nil {
		return err
	}
	f := funnel{allAreas: allAreas{in: in, pool: pools[0]}}
	if err := f.choose(r, v); err != nil {
		return err
	}
	periods, err := warehouse.IndicatorPeriods(r.Context(), v, in.ID)
	if err != nil {
		return err
	}
	if f.period, err = periodOf(r, in, periods); err != nil {
		return err
	}
	if err := f.read(r.Context(), v); err != nil {
		return err
	}
	if in.Interval != "none" {
		f.place()
	}
	if file := pathVar(r, "file"); file != "" {
		return f.sendPicture(w, v, file)
	}
	page := funnelView{Frame: p.frame(r, v, "Indicators", in.Short+": size and chance"), Heading: in.Short + ": size and chance", Periods: periodOptions(in, periods, f.period)}
	page.Lede = "Small areas swing further by chance than large ones. Here every area stands against what chance would do to an area of its size."
	page.Breadcrumbs = []view.Link{{Text: "Indicators", Href: "/indicators"}, {Text: in.Short, Href: "/indicators/" + in.ID}}
	page.RunningHead = fmt.Sprintf("%s, %s · %s", page.Title, periodWords(f.period), page.DataVersion)
	page.Hidden, page.Kinds = f.hidden(), f.kinds()
	if page.Empty = f.cannot(); page.Empty != nil {
		return p.Views.Render(w, "funnel", page)
	}
	if page.Figure, err = f.figure(); err != nil {
		return err
	}
	page.Charts, page.Explained, page.Beyond = true, f.explained(), f.beyondTable()
	return p.Views.Render(w, "funnel", page)
}

// choose reads which limits are wanted and which area is named.
func (f *funnel) choose(r *http.Request, v reading) error {
	switch limits := r.URL.Query().Get("limits"); limits {
	case "", wideLimits:
		f.widened = true
	case plainLimits:
	default:
		return web.BadRequest("There are no limits %q. They are %q, for chance alone, or %q, for how much areas differ beyond chance.", limits, plainLimits, wideLimits)
	}
	f.marked = r.URL.Query().Get("area")
	if f.marked == "" {
		return nil
	}
	_, err := v.area(f.marked)
	return err
}

// place works out the limits around all areas together, and where each area lies.
func (f *funnel) place() {
	found := compare.FunnelOf(f.in, f.ranked(), f.widened)
	f.limits, f.points, f.beyond = found.Limits, found.Points, found.Beyond
}

// cannot says why there is no funnel.
func (f funnel) cannot() *view.Empty {
	links := []view.Link{{Text: f.in.Short + " in all areas", Href: "/indicators/" + f.in.ID}}
	switch {
	case f.in.Interval == "none":
		return &view.Empty{Heading: "No size to hold it against", Text: f.in.Short + " is not a share of people or events counted among people, so chance cannot be worked out from the size of an area.", Links: links}
	case len(f.points) < compare.FewestPoints:
		return &view.Empty{Heading: "Too few areas with counts", Text: fmt.Sprintf("%s for %s with the counts behind the figure. A funnel needs %d.", view.Counted(len(f.points), "area is published", "areas are published"), periodWords(f.period), compare.FewestPoints), Links: links}
	}
	return nil
}

// address is the page's address with its choices.
func (f funnel) address(file, limits string) string {
	q := url.Values{"period": {f.period}, "limits": {limits}}
	if f.marked != "" {
		q.Set("area", f.marked)
	}
	return "/indicators/" + f.in.ID + "/funnel" + file + "?" + q.Encode()
}

func (f funnel) kind() string {
	if f.widened {
		return wideLimits
	}
	return plainLimits
}

func (f funnel) kinds() []view.Link {
	return []view.Link{{Text: "Allowing for how much areas differ", Href: f.address("", wideLimits), Current: f.widened},
		{Text: "Chance alone", Href: f.address("", plainLimits), Current: !f.widened}}
}

func (f funnel) hidden() []option {
	all := []option{{Value: f.kind(), Text: "limits"}}
	if f.marked != "" {
		all = append(all, option{Value: f.marked, Text: "area"})
	}
	return all
}

// outside are the areas beyond the 99.8% limits that are drawn.
func (f funnel) outside() (all []compare.FunnelPoint) {
	for _, p := range f.points {
		if p.Place == benchmark.FarOutside {
			all = append(all, p)
		}
	}
	return all
}

func (f funnel) finding() string {
	text := fmt.Sprintf("%d of %d areas lie further from the rest than their size explains", len(f.outside()), len(f.points))
	if f.widened {
		text = fmt.Sprintf("%d of %d areas stand apart from the rest, size and usual differences allowed for", len(f.outside()), len(f.points))
	}
	for _, p := range f.points {
		if p.Row.AreaCode == f.marked {
			return fmt.Sprintf("%s is %s; %s", p.Row.AreaName, placeInWords(p.Place), text)
		}
	}
	return text
}

func placeInWords(place benchmark.Place) string {
	switch place {
	case benchmark.Inside:
		return "within the limits"
	case benchmark.Outlying:
		return "beyond the inner limits, within the outer"
	}
	return "beyond the outer limits"
}

// drawing is the funnel's picture. The limits are drawn at sizes that are even on a logarithmic scale.
func (f funnel) drawing() chart.Funnel {
	scale, axis := axisOf(f.in, f.rows)
	times := f.in.Times() / scale
	d := chart.Funnel{Name: f.in.Short + ", " + periodWords(f.period), X: view.UpperFirst(f.in.Denominator), Axis: axis, Polarity: polarity(f.in), Centre: f.limits.Centre * times}
	d.CentreText = "All areas together " + numberText(f.in, f.limits.Centre*f.in.Times())
	smallest, largest := math.Inf(1), 0.0
	for _, p := range f.points {
		smallest, largest = min(smallest, *p.Row.Denominator), max(largest, *p.Row.Denominator)
		d.Points = append(d.Points, chart.FunnelPoint{Name: p.Row.AreaName, Text: withCounts(f.in, p.Row.Row), X: *p.Row.Denominator, Y: *p.Row.Value / scale, Marked: p.Row.AreaCode == f.marked})
	}
	if f.marked != "" && !slices.ContainsFunc(f.points, func(p compare.FunnelPoint) bool { return p.Row.AreaCode == f.marked }) {
		d.Absent = f.absent()
	}
	const steps = 40
	for i := range steps + 1 {
		out := smallest * math.Pow(largest/smallest, float64(i)/steps)
		at := f.limits.At(out)
		d.Limits = append(d.Limits, chart.FunnelLimit{X: out, Lower95: at.Inner.Lower * times, Upper95: at.Inner.Upper * times, Lower998: at.Outer.Lower * times, Upper998: at.Outer.Upper * times})
	}
	return d
}

// absent says why the named area has no point.
func (f funnel) absent() string {
	for _, row := range f.rows {
		if row.AreaCode != f.marked {
			continue
		}
		if row.Value == nil {
			return row.AreaName + ": " + missingText(row.Row)
		}
		return row.AreaName + ": left out of comparisons, or without published counts"
	}
	return "The area has no figure for this period"
}

func (f funnel) figure() (*view.Figure, error) {
	figure := view.Figure{ID: "funnel", Heading: f.finding() + ".", Sure: f.sure(), Downloads: pictureLinksOf(f.address, f.kind()), Source: f.from.source(f.in, f.points[0].Row.Edition)}
	figure.Table = f.pointTable()
	figure.Downloads = append([]view.Link{{Text: "Excel", Href: "/indicators/" + f.in.ID + ".xlsx" + f.query(), Note: "every area, with source and notes"}}, figure.Downloads...)
	figure, err := view.Draw(figure, f.drawing())
	return &figure, err
}

func pictureLinksOf(address func(file, limits string) string, limits string) []view.Link {
	return []view.Link{{Text: "Picture", Href: address(".svg", limits), Note: "SVG"}, {Text: "Picture", Href: address(".png", limits), Note: "PNG"}}
}

func (f funnel) sure() string {
	if f.widened {
		return "Between the outer limits 998 in 1,000 areas of that size would lie, if areas differed from each other no more than they usually do."
	}
	return "Between the outer limits 998 in 1,000 areas of that size would lie, if nothing but chance made them differ."
}

// explained are the sentences beneath the picture.
func (f funnel) explained() []string {
	limits := "the outer limits"
	if f.widened {
		limits = "the narrower limits that allow for nothing else"
	}
	all := []string{fmt.Sprintf("By chance alone about %.0f in 1,000 areas would lie beyond %s; %d of these %d do.", 1000*(1-benchmark.Strict), limits, f.beyond, len(f.points))}
	if d := f.limits.Dispersion; d != nil && d.Tau2 > 0 {
		all = append(all, fmt.Sprintf("Areas differ from each other far more than chance explains (about %.0f times its variance). So the limits are widened by how much areas usually differ; what lies beyond them is unusual even then.", d.Phi))
	}
	return append(all, "An area beyond the limits is a place to ask questions, not a judgement: what is counted, how, and who lives there differ too.",
		"Areas with suppressed or missing counts have no point: they are neither good nor bad.")
}

// pointTable is the picture as a table: every area by name, and where it lies.
func (f funnel) pointTable() *view.Table {
	points := slices.SortedStableFunc(slices.Values(f.points), func(a, b compare.FunnelPoint) int { return strings.Compare(a.Row.AreaName, b.Row.AreaName) })
	t := view.Table{Caption: f.in.Short + ", " + periodWords(f.period) + ": every area against its size", CaptionHidden: true,
		Columns: []view.Column{{Label: "Area"}, {Label: f.in.Short, Numeric: true, Note: unitWords(f.in)}, {Label: "It lies"}}}
	for _, p := range points {
		t.Rows = append(t.Rows, view.Row{Strong: p.Row.AreaCode == f.marked, Cells: []view.Cell{view.Text(p.Row.AreaName), valueCell(f.in, p.Row.Row), view.Text(placeInWords(p.Place))}})
	}
	return &t
}

// beyondTable lists the areas beyond the outer limits by name.
func (f funnel) beyondTable() *view.Table {
	outside := f.outside()
	if len(outside) == 0 {
		return nil
	}
	slices.SortStableFunc(outside, func(a, b compare.FunnelPoint) int { return strings.Compare(a.Row.AreaName, b.Row.AreaName) })
	t := view.Table{Caption: "Areas beyond the outer limits, by name", Columns: []view.Column{{Label: "Area"}, {Label: f.in.Short, Numeric: true, Note: unitWords(f.in)}, {Label: "Outer limits for its size", Numeric: true}, {Label: "It lies"}}}
	for _, p := range outside {
		at, times := f.limits.At(*p.Row.Denominator).Outer, f.in.Times()
		side := "above them"
		if *p.Row.Numerator / *p.Row.Denominator < at.Lower {
			side = "below them"
		}
		t.Rows = append(t.Rows, view.Row{Strong: p.Row.AreaCode == f.marked, Cells: []view.Cell{view.Linked(p.Row.AreaName, areaIndicatorHref(p.Row.AreaCode, f.in.ID)), valueCell(f.in, p.Row.Row),
			view.Number(rangeText(f.in, at.Lower*times, at.Upper*times)), view.Text(side)}})
	}
	return &t
}

func (f funnel) sendPicture(w http.ResponseWriter, v reading, file string) error {
	if empty := f.cannot(); empty != nil {
		return web.NotFound("%s: %s", empty.Heading, empty.Text)
	}
	return sendPicture(w, v, file, f.in.ID+"-funnel-"+f.period, f.in.Short+", "+periodWords(f.period)+". "+f.finding()+".", string(f.drawing().SVG()), f.from.source(f.in, f.points[0].Row.Edition))
}
