package page

import (
	"slices"

	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// lately are the newest figures of each member in the series that is told, oldest first, by code of the area: as many periods as the small
// charts have room for.
func (t trial) lately(in indicator.Indicator, rows []warehouse.IndicatorValue) map[string][]warehouse.IndicatorValue {
	key, most := compare.SeriesKey(in, t.Spans[in.ID].Now), smallPeriods
	if t.whole {
		most = fewestPeriods
	}
	all := map[string][]warehouse.IndicatorValue{}
	for _, row := range rows {
		if row.Indicator == in.ID && compare.SeriesKey(in, row.Period) == key {
			all[row.AreaCode] = append(all[row.AreaCode], row)
		}
	}
	for code, own := range all {
		all[code] = own[max(0, len(own)-most):]
	}
	return all
}

// yearsTable holds the numbers of the small charts: members down, periods across, and England's last.
func (t trial) yearsTable(in indicator.Indicator, rows []warehouse.IndicatorValue) view.Table {
	table := view.Table{Caption: in.Short + ", period by period: " + t.title(), Columns: []view.Column{{Label: "Area"}}}
	lately := t.lately(in, rows)
	var periods []string
	england := map[string]*float64{}
	for _, own := range lately {
		for _, row := range own {
			periods = append(periods, row.Period)
			england[row.Period] = row.England
		}
	}
	slices.Sort(periods)
	periods = slices.Compact(periods)
	country := view.Row{Cells: []view.Cell{view.Text("England")}}
	for _, p := range periods {
		table.Columns = append(table.Columns, view.Column{Label: periodWords(p), Numeric: true})
		country.Cells = append(country.Cells, numberCell(in, england[p]))
	}
	for _, a := range t.members {
		line := view.Row{Cells: []view.Cell{view.Text(a.Name)}}
		for _, p := range periods {
			line.Cells = append(line.Cells, periodCell(in, lately[a.Code], p))
		}
		table.Rows = append(table.Rows, line)
	}
	table.Rows = append(table.Rows, country)
	return table
}

// periodCell is the number of a period among some rows, or why there is none.
func periodCell(in indicator.Indicator, rows []warehouse.IndicatorValue, period string) view.Cell {
	i := slices.IndexFunc(rows, func(row warehouse.IndicatorValue) bool { return row.Period == period })
	if i < 0 || rows[i].Value == nil {
		var row indicator.Row
		if i >= 0 {
			row = rows[i].Row
		}
		return view.Cell{Status: missingText(row)}
	}
	return view.Number(numberText(in, *rows[i].Value))
}
