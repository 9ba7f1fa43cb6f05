package page

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"inclusion/dashboards/chart"
	"inclusion/dashboards/export"
	view "inclusion/dashboards/template"
	"inclusion/internal/benchmark"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// averaged is the mean of some areas' figures and of how they moved.
type averaged struct {
	mean, change float64
	n, both      int
}

// means are the mean of the members and the mean of what stands beside each: its similar areas outside the programme.
func (t trial) means(in indicator.Indicator) (inside, outside averaged) {
	var levels, changes, others, otherChanges []*float64
	for _, a := range t.members {
		levels = append(levels, t.Now(in, a.Code).Value)
		if m, ok := t.Change(in, a.Code); ok {
			changes = append(changes, m.Change)
		}
		o := t.Outside[compare.Figure{Indicator: in.ID, Area: a.Code}]
		others = append(others, o.Mean)
		if t.apart(in) == "" {
			otherChanges = append(otherChanges, o.Change)
		}
	}
	inside.mean, inside.n, _ = benchmark.Mean(levels)
	inside.change, inside.both, _ = benchmark.Mean(changes)
	outside.mean, outside.n, _ = benchmark.Mean(others)
	outside.change, outside.both, _ = benchmark.Mean(otherChanges)
	return inside, outside
}

// cell is a mean with its number of areas and how it moved.
func (a averaged) cell(in indicator.Indicator, period, of string) view.Cell {
	if a.n == 0 {
		return view.Missing("not available")
	}
	c := view.Cell{Text: numberText(in, a.mean), Detail: fmt.Sprintf("%d %s", a.n, of)}
	if a.both > 0 {
		c.Detail += "; " + shortChange(in, compare.Movement{Period: period, Change: &a.change}) // a mean has no interval, so no better or worse
	}
	return c
}

// wholeTable is all trial areas as one group, by indicator.
func (t trial) wholeTable() groupTable {
	table := view.Table{Caption: t.title() + " by indicator", CaptionHidden: true, Columns: []view.Column{{Label: "Indicator"}, {Label: "Trial areas", Note: "mean", Numeric: true},
		{Label: "Similar areas outside", Note: "mean", Numeric: true}, {Label: "Since January 2023", Note: "trial areas, one by one"}, {Label: "Lowest to highest", Numeric: true},
		{Label: "Added together", Note: "as one area", Numeric: true}, {Label: "England", Numeric: true}}}
	t.inThemes(func(title string) {
		table.Rows = append(table.Rows, view.Row{Group: true, Cells: []view.Cell{view.Text(title)}})
	}, func(in indicator.Indicator) {
		inside, outside := t.means(in)
		period := t.Spans[in.ID].Now
		moved := view.Cell{Status: cmp.Or(t.apart(in), "too few, or counts not published")}
		if n := t.count([]indicator.Indicator{in}, t.members); n.all() > 0 {
			moved = view.Text(n.words())
		}
		table.Rows = append(table.Rows, view.Row{Cells: []view.Cell{t.nameCell(in), inside.cell(in, period, "areas"), outside.cell(in, period, "means"), moved, t.spreadCell(in), t.sumCell(in), t.countryCell(in)}})
	})
	return groupTable{"members", "Trial areas and similar areas outside, by indicator",
		"The mean counts each area once. Outside: for each trial area the mean of its statistical neighbours in no expert partnership, and then the mean of those.", &table}
}

// pick is every trial area on one indicator.
func (t trial) pick(id string) (*oneOfGroup, error) {
	if id == "" {
		id = append(t.headline(), t.Scored[0].ID)[0]
	}
	i := slices.IndexFunc(t.Scored, func(in indicator.Indicator) bool { return in.ID == id })
	if i < 0 {
		return nil, web.BadRequest("There is no indicator %q with a direction and with figures. Choose one of those on the page of all trial areas.", id)
	}
	in := t.Scored[i]
	o := oneOfGroup{ID: id, Title: t.pickTitle(in), Sure: "By expert partnership. Beside each area: the quarter of all areas in England it is in, and the mean of its similar areas outside the programme.",
		Table: t.pickTable(in), About: in.Definition + " " + directionWords(in), Caveats: in.Caveats}
	for _, other := range t.Scored {
		o.Choices = append(o.Choices, view.Link{Text: other.Short, Href: other.ID, Current: other.ID == id})
	}
	return &o, nil
}

func (t trial) pickTitle(in indicator.Indicator) string {
	low, high, n := t.extremes(in)
	title := fmt.Sprintf("%s, %s: ", in.Short, periodWords(t.Spans[in.ID].Now))
	if n < 2 {
		return title + "fewer than two trial areas have a figure"
	}
	title += rangeText(in, low, high) + " among " + view.Counted(n, "trial area", "trial areas")
	if moved := t.count([]indicator.Indicator{in}, t.members); moved.all() > 0 {
		title += "; since January 2023 " + moved.words()
	}
	return title
}

func (t trial) pickTable(in indicator.Indicator) view.Table {
	table := view.Table{Caption: in.Short + " in all trial areas", CaptionHidden: true, Columns: []view.Column{{Label: "Area"}, {Label: "Figure", Note: unitWords(in), Numeric: true}, {Label: "Since January 2023"},
		{Label: "Quarter of England"}, {Label: "Similar areas outside", Note: "mean", Numeric: true}, {Label: "How those moved"}}}
	last := ""
	for _, a := range t.members {
		if a.Partnership != last {
			last = a.Partnership
			table.Rows = append(table.Rows, view.Row{Group: true, Cells: []view.Cell{view.Linked(a.PartnershipName, partnershipHref(a.Partnership))}})
		}
		table.Rows = append(table.Rows, t.pickRow(in, a))
	}
	return table
}

func (t trial) pickRow(in indicator.Indicator, a warehouse.Area) view.Row {
	row := t.Now(in, a.Code)
	quarter := view.Cell{}
	if row.Value != nil {
		quarter = quarterCell(row)
	}
	o := t.Outside[compare.Figure{Indicator: in.ID, Area: a.Code}]
	mean, moved := view.Missing("not available"), view.Cell{}
	if o.Mean != nil {
		mean = view.Number(numberText(in, *o.Mean), view.Counted(int(o.N), "area", "areas"))
		if o.Change != nil && t.apart(in) == "" {
			moved = view.Text(t.outsideMoved(in, o))
		}
	}
	return view.Row{Cells: []view.Cell{view.Linked(a.Name, areaIndicatorHref(a.Code, in.ID)), valueCell(in, row), view.Text(t.way(in, a.Code)), quarter, mean, moved}}
}

// How many periods a small picture has: fewer where there are many pictures.
const (
	smallPeriods  = 8
	fewestPeriods = 4
)

// pictures are one row of small charts an indicator: each member's last periods beside England's, all on one scale.
func (t trial) pictures(ctx context.Context, ids ...string) (all []view.Figure, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := warehouse.AreaValues(ctx, t.reading, warehouse.ValuesQuery{Areas: t.codes(), Indicators: ids})
	if err != nil {
		return nil, err
	}
	for _, in := range t.Scored {
		if !slices.Contains(ids, in.ID) {
			continue
		}
		m := t.multiples(in, rows)
		if len(m.Panels) == 0 || m.SVG() == "" {
			continue
		}
		years := t.yearsTable(in, rows)
		figure := view.Figure{ID: "small-" + in.ID, Level: 3, Heading: t.pictureTitle(in), Table: &years, FromHref: "#from", Sure: "All on one scale, from zero. Dashed: England. A gap is a figure that is not published."}
		if figure, err = view.Draw(figure, m); err != nil {
			return nil, err
		}
		all = append(all, figure)
	}
	return all, nil
}

// pictureTitle is what the small charts show, in a sentence.
func (t trial) pictureTitle(in indicator.Indicator) string {
	n := t.count([]indicator.Indicator{in}, t.members)
	if low, high, found := t.extremes(in); n.all() == 0 && found > 1 {
		return strings.TrimSuffix(fmt.Sprintf("%s: %s in %s; %s", in.Short, rangeText(in, low, high), periodWords(t.Spans[in.ID].Now), t.apart(in)), "; ")
	}
	if n.all() == 0 {
		return in.Short + " through the years"
	}
	return fmt.Sprintf("%s since January 2023: of %s, %s", in.Short, view.Counted(n.all(), "area", "areas"), n.words())
}

func (t trial) multiples(in indicator.Indicator, rows []warehouse.IndicatorValue) chart.Multiples {
	lately := t.lately(in, rows)
	scale, axis := axisOf(in, slices.Concat(slices.Collect(maps.Values(lately))...))
	m := chart.Multiples{Name: in.Short + ": " + t.title(), Axis: axis}
	for _, a := range t.members {
		own := lately[a.Code]
		p := chart.Panel{Title: a.Name, Href: areaIndicatorHref(a.Code, in.ID), Text: missingText(t.Now(in, a.Code))}
		if now := t.Now(in, a.Code); now.Value != nil {
			p.Text = numberText(in, *now.Value) + " " + inPeriod(now.Period)
		}
		for i, row := range own {
			p.Periods = append(p.Periods, axisLabel(row.Period))
			p.Values = append(p.Values, scaled(row.Value, scale))
			p.England = append(p.England, scaled(row.England, scale))
			if i > 0 && compare.ComparableFrom(in, row.Period) > own[i-1].Period {
				p.Break = i
			}
		}
		if len(own) > 0 {
			m.Panels = append(m.Panels, p)
		}
	}
	return m
}

// send answers with every figure of the page as a file.
func (t trial) send(w http.ResponseWriter, file string) error {
	if len(t.Scored) == 0 {
		return web.NotFound("There are no figures of %s to download yet.", t.title())
	}
	notes := []export.Note{{Term: "Not an effect", Text: notAnEffect}, {Term: "Change", Text: sincePeriods}}
	for _, s := range t.sources() {
		notes = append(notes, export.Note{Term: "Source", Text: sourceWords(s)})
	}
	notes = append(notes, export.Note{Term: "Missing numbers", Text: "A number that is missing is an empty cell, never 0; the status beside it says why."})
	book := export.Book{Title: t.title(), Sample: t.Register == "sample", Made: t.Built, Notes: notes, Tables: []export.Table{t.figuresExport()}}
	return sendBook(w, book, file, "expert-partnership-"+t.id)
}

// notAnEffect is what no table of trial areas may go without.
const notAnEffect = "Differences between these areas and others are not effects of the programme. The leading areas were chosen on their published performance, and the others to be near and to differ in how well they did (written parliamentary answer 180364)."

func (t trial) figuresExport() export.Table {
	table := export.Table{Name: "Figures", Columns: []export.Column{{Label: "Expert partnership"}, {Label: "Area code"}, {Label: "Area"}, {Label: "Indicator"}, {Label: "Name"}, {Label: "Unit"},
		{Label: "Period"}, {Label: "Value", Decimals: 2}, {Label: "Status"}, {Label: "Period before"}, {Label: "Value before", Decimals: 2}, {Label: "Change", Decimals: 2}, {Label: "In words"},
		{Label: "Quarter (4 is better)"}, {Label: "Similar areas outside (mean)", Decimals: 2}, {Label: "Areas in it"}, {Label: "Mean change outside", Decimals: 2}, {Label: "Areas in that"}}}
	for _, in := range t.Scored {
		for _, a := range t.members {
			now, before := t.Now(in, a.Code), t.Before(in, a.Code)
			status := now.Status
			if now.Value == nil {
				status = missingText(now)
			}
			cells := []export.Cell{export.Text(a.PartnershipName), export.Text(a.Code), export.Text(a.Name), export.Text(in.ID), export.Text(in.Name), export.Text(in.Unit), export.Text(now.Period),
				export.Number(now.Value), export.Text(status), export.Text(before.Period), export.Number(before.Value)}
			m, ok := t.Change(in, a.Code)
			if !ok {
				m.Change = nil
			}
			o := t.Outside[compare.Figure{Indicator: in.ID, Area: a.Code}]
			if t.apart(in) != "" {
				o.Change, o.Both = nil, 0
			}
			table.Rows = append(table.Rows, append(cells, export.Number(m.Change), export.Text(t.way(in, a.Code)), export.Whole(now.Band), export.Number(o.Mean), export.Whole(&o.N), export.Number(o.Change), export.Whole(&o.Both)))
		}
	}
	return table
}
