package page

import (
	"fmt"
	"slices"
	"strings"

	"inclusion/dashboards/chart"
	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// rows are the area's rows of the chosen series, oldest first.
func (one oneArea) rows() []warehouse.IndicatorValue {
	var rows []warehouse.IndicatorValue
	for _, p := range one.series.Periods {
		if row, ok := one.at(p.Period); ok {
			rows = append(rows, row)
		}
	}
	return rows
}

// yearly are the rows of the series with a row for every year between the first and the last, so that a year nobody holds is a gap.
func (one oneArea) yearly() []warehouse.IndicatorValue {
	rows := one.rows()
	if len(rows) == 0 {
		return nil
	}
	first, code := rows[0].Period, rows[len(rows)-1].Period
	var all []warehouse.IndicatorValue
	for code != "" && code >= first {
		row, ok := one.at(code)
		if !ok {
			row = warehouse.IndicatorValue{Row: indicator.Row{Indicator: one.in.ID, AreaCode: one.area.Code, Period: code, Status: notInTheseData}}
		}
		all = append([]warehouse.IndicatorValue{row}, all...)
		code = compare.YearBefore(one.in, code)
	}
	for len(all) > 1 && all[0].Value == nil && all[0].England == nil && all[0].Status != "suppressed" {
		all = all[1:] // before anybody was counted
	}
	return all
}

// line is the picture of the series: the area, England, its region and the mean of the areas it is compared with.
func (one oneArea) line() chart.Trend {
	name := fmt.Sprintf("%s: %s, %s", one.in.Short, one.area.Name, one.series.Title)
	return trendOf(one.in, name, one.area.Name, one.yearly(), one.comparators(), func(row warehouse.IndicatorValue) string { return withCounts(one.in, row.Row) })
}

// axisLabel is a period on an axis. The term goes without saying: all periods of a series are of the same one.
func axisLabel(period string) string {
	year, _, _ := strings.Cut(period, " ")
	return periodWords(year)
}

func orMissing(in indicator.Indicator, v *float64) string {
	if v == nil {
		return view.StatusWords("not available")
	}
	return valueText(in, *v)
}

// breaksOf are the breaks between two periods of a line, each at the first period counted in the new way.
func breaksOf(in indicator.Indicator, rows []warehouse.IndicatorValue) []chart.Break {
	var all []chart.Break
	seen := map[string]bool{}
	for _, b := range in.Breaks {
		from, err := indicator.ParsePeriod(b.From, in.Basis)
		if err != nil {
			continue
		}
		for i, row := range rows {
			p, err := indicator.ParsePeriod(row.Period, in.Basis)
			if err != nil || p.End.Before(from.End) {
				continue
			}
			if label := axisLabel(row.Period); i > 0 && !seen[label] {
				seen[label] = true
				all = append(all, chart.Break{Period: label, Label: "counted in a new way"})
			}
			break
		}
	}
	return all
}

// trend is the line with everything that belongs to it; none when neither the area nor what it is compared with has a number.
func (one oneArea) trend() (*view.Figure, error) {
	line := one.line()
	drawn := false
	for _, s := range line.Series {
		for _, p := range s.Points {
			drawn = drawn || p.Value != nil
		}
	}
	if !drawn {
		return nil, nil
	}
	figure := view.Figure{ID: "trend", TableHref: "#periods", Heading: one.finding() + ".", Sure: one.sure(), Downloads: one.downloads(), Source: one.from.source(one.in, one.edition())}
	figure, err := view.Draw(figure, line)
	return &figure, err
}

// edition is the one that the newest figure comes from.
func (one oneArea) edition() *string { return one.newest().Edition }

// place says where the area stands among the others, as a sentence.
func (one oneArea) place() string {
	row := one.newest()
	if one.area.LeftOut {
		return one.area.Name + " is left out of comparisons: its numbers are tiny. " + one.others.finding() + "."
	}
	if one.area.Level != "authority" || row.Value == nil || !row.Pooled || compare.TooFew(one.in, row.Row) {
		return one.others.finding() + "."
	}
	beaten, level := 0, 0
	ranked := one.others.ranked()
	for _, other := range ranked {
		switch {
		case other.AreaCode == row.AreaCode:
		case *other.Value == *row.Value:
			level++
		case (*other.Value > *row.Value) == (compare.Polarity(one.in) == indicator.Lower):
			beaten++ // without a direction these are the lower ones
		}
	}
	word := "better"
	if compare.Polarity(one.in) == indicator.None {
		word = "higher"
	}
	number := view.Count(float64(beaten))
	if beaten == 0 {
		number = "none"
	}
	text := fmt.Sprintf("%s: %s than %s of the %d other areas with a figure", one.area.Name, word, number, len(ranked)-1)
	if level > 0 {
		text += fmt.Sprintf(", level with %d", level)
	}
	return text + "."
}

// distribution shows all areas in the newest period, with this area and its neighbours, or a region's authorities, standing out.
func (one oneArea) distribution() (*view.Figure, error) {
	rows := one.others.ranked()
	if len(rows) == 0 {
		return nil, nil
	}
	marked := map[string]chart.Role{one.area.Code: chart.ThisArea}
	words := ""
	if len(one.neighbours) > 0 {
		words = " Blue is " + one.area.Name + ", turquoise " + one.beside.Title + "."
	}
	for _, n := range one.neighbours {
		marked[n.Code] = chart.Neighbours
	}
	figure := view.Figure{ID: "areas", TableHref: "/indicators/" + one.in.ID + one.others.query(), Heading: one.place(), Sure: one.others.sure() + words, Source: one.from.source(one.in, rows[0].Edition),
		Downloads: []view.Link{{Text: "Excel", Href: "/indicators/" + one.in.ID + ".xlsx" + one.others.query(), Note: "all areas"}}}
	figure, err := view.Draw(figure, distribution(one.in, one.others.period, rows, one.newest().England, marked))
	return &figure, err
}

func (one oneArea) downloads() []view.Link {
	page := areaIndicatorHref(one.area.Code, one.in.ID)
	return append([]view.Link{
		{Text: "Excel", Href: page + ".xlsx" + one.beside.Query, Note: "with source and notes"},
		{Text: "CSV", Href: page + ".csv" + one.beside.Query, Note: "with source and notes"},
		{Text: "CSV for programs", Href: "/api/v1" + page + ".csv"},
	}, pictureLinks(page, one.beside.and("series", one.series.Key))...)
}

// historyColumns are what stands beside the area's own figures. What is not published of any period has no column.
type historyColumns struct{ england, region, similar, place bool }

func (one oneArea) columns() historyColumns {
	any := func(of func(warehouse.IndicatorValue) bool) bool { return slices.ContainsFunc(one.history, of) }
	return historyColumns{
		england: !one.country() && any(func(v warehouse.IndicatorValue) bool { return v.England != nil }),
		region:  one.area.Level == "authority" && any(func(v warehouse.IndicatorValue) bool { return v.Region != nil }),
		similar: any(func(v warehouse.IndicatorValue) bool { return v.Neighbours != nil }),
		place:   compare.Polarity(one.in) != indicator.None && any(func(v warehouse.IndicatorValue) bool { return v.Rank != nil }),
	}
}

// historyTable is every period, newest first; with a heading for each series when there are several.
func (one oneArea) historyTable() view.Table {
	has := one.columns()
	t := view.Table{Caption: fmt.Sprintf("%s: %s, every period", one.in.Short, one.area.Name), CaptionHidden: true,
		Columns: []view.Column{{Label: "Period"}, {Label: one.area.Name, Numeric: true, Note: unitWords(one.in)}}}
	if has.england {
		t.Columns = append(t.Columns, view.Column{Label: "Beside England"}, view.Column{Label: "England", Numeric: true})
	}
	if has.region {
		t.Columns = append(t.Columns, view.Column{Label: one.area.RegionName, Numeric: true})
	}
	if has.similar {
		t.Columns = append(t.Columns, view.Column{Label: one.beside.Mean, Numeric: true, Note: "mean"})
	}
	if has.place {
		t.Columns = append(t.Columns, view.Column{Label: "Place", Numeric: true})
	}
	t.Columns = append(t.Columns, view.Column{Label: "Change in a year"})
	for _, s := range one.all {
		if len(one.all) > 1 {
			t.Rows = append(t.Rows, view.Row{Group: true, Cells: []view.Cell{view.Text(view.UpperFirst(s.Title))}})
		}
		for _, p := range slices.Backward(s.Periods) {
			row, _ := one.at(p.Period)
			t.Rows = append(t.Rows, one.historyRow(row, has))
		}
	}
	return t
}

func (one oneArea) historyRow(row warehouse.IndicatorValue, has historyColumns) view.Row {
	value := valueCell(one.in, row.Row)
	if row.Value == nil {
		value = whyMissing(row)
	} else if row.Summed {
		value.Status = "added up from its authorities"
	}
	cells := []view.Cell{view.Linked(periodWords(row.Period), "/indicators/"+one.in.ID+allAreas{period: row.Period, pool: one.others.pool}.query()), value}
	if has.england {
		cells = append(cells, besideCell(one.in, row.Row, false), numberCell(one.in, row.England))
	}
	if has.region {
		cells = append(cells, numberCell(one.in, row.Region))
	}
	if has.similar {
		similar := numberCell(one.in, row.Neighbours)
		if row.Neighbours != nil {
			similar.Detail = view.Counted(int(row.NeighboursN), "area", "areas")
		}
		cells = append(cells, similar)
	}
	if has.place {
		place := placeCell(one.in, row, 0, nil)
		if row.Value != nil && (one.area.LeftOut || compare.TooFew(one.in, row.Row)) {
			place = view.Missing("too few to rank")
		}
		cells = append(cells, place)
	}
	change := changeCell(one.in, row)
	if m := one.movementOf(row); change.Text != "" && m.WholeMoved() && !m.Little(one.in) {
		change.Detail = wholeMovedWords(one.in, m)
	}
	return view.Row{Cells: append(cells, change)}
}

// numberCell is a figure beside others, or that it is not published.
func numberCell(in indicator.Indicator, v *float64) view.Cell {
	if v == nil {
		return view.Missing("not available")
	}
	return view.Number(numberText(in, *v))
}

// neighbourTable lists the areas most like this one, with how close they are and what their figure is.
func (one oneArea) neighbourTable() *view.Table {
	if len(one.neighbours) == 0 {
		return nil
	}
	values := map[string]warehouse.IndicatorValue{}
	for _, row := range one.others.rows {
		values[row.AreaCode] = row
	}
	t := view.Table{Caption: one.beside.Mean + ", " + periodWords(one.others.period), CaptionHidden: true,
		Columns: []view.Column{{Label: "Area"}, {Label: "How close"}, {Label: "Figure", Numeric: true, Note: unitWords(one.in)}}, Note: one.beside.about(one.area)}
	for _, n := range one.neighbours {
		cell := view.Missing("not available")
		if row, ok := values[n.Code]; ok {
			cell = valueCell(one.in, row.Row)
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Linked(n.Name, areaIndicatorHref(n.Code, one.in.ID)), closenessCell(n), cell}})
	}
	if row := one.newest(); row.Neighbours != nil {
		mean := numberCell(one.in, row.Neighbours)
		mean.Detail = fmt.Sprintf("%d of %d have a figure", row.NeighboursN, len(one.neighbours))
		t.Rows = append(t.Rows, view.Row{Strong: true, Cells: []view.Cell{view.Text(one.beside.meanOf()), {}, mean}})
	}
	return &t
}
