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
)

// block is one indicator in one series of its periods, for all the areas of a comparison: what becomes a table or a chart.
type block struct {
	in      indicator.Indicator
	series  compare.Series // its periods of the years that were asked for, oldest first, missing ones among them
	several bool           // the indicator has other series, so this one is named
	newest  bool           // its one period is the indicator's newest
	areas   []warehouse.Area
	values  map[compareKey]warehouse.IndicatorValue
	folded  []warehouse.IndicatorPeriod // older periods that the page leaves to the files
	from    lists
}

// compareKey is where a value belongs.
type compareKey struct{ indicator, period, area string }

// compared is a comparison with all its figures.
type compared struct {
	comparison
	periods map[string][]warehouse.IndicatorPeriod // of each indicator, whatever years are wanted
	blocks  []block
	absent  []string // indicators that have nothing to show, and why
}

// read reads all figures of a comparison.
func (c comparison) read(r *http.Request, v reading) (compared, error) {
	all := compared{comparison: c}
	if len(c.Indicators) == 0 {
		return all, nil
	}
	var err error
	if all.periods, err = warehouse.PeriodsOf(r.Context(), v, c.ids()); err != nil || !c.complete() {
		return all, err
	}
	rows, err := warehouse.AreaValues(r.Context(), v, warehouse.ValuesQuery{Areas: c.codes(), Indicators: c.ids()})
	if err != nil {
		return all, err
	}
	values := make(map[compareKey]warehouse.IndicatorValue, len(rows))
	for _, row := range rows {
		values[compareKey{row.Indicator, row.Period, row.AreaCode}] = row
	}
	for _, in := range c.Indicators {
		blocks := c.blocksOf(in, all.periods[in.ID])
		if len(blocks) == 0 {
			all.absent = append(all.absent, c.nothing(in, all.periods[in.ID], v.lists))
		}
		for _, b := range blocks {
			b.areas, b.values, b.from = c.Areas, values, v.lists
			all.blocks = append(all.blocks, b)
		}
	}
	return all, nil
}

// years are the first and the last that the indicators have a period of; without indicators, the ten before this one.
func (c compared) years(now int) (first, final int) {
	const before = 10
	for _, periods := range c.periods {
		if len(periods) == 0 {
			continue
		}
		oldest, newest := periods[0].LastDay.Year(), periods[len(periods)-1].LastDay.Year()
		if first == 0 || oldest < first {
			first = oldest
		}
		final = max(final, newest)
	}
	if first == 0 {
		return now - before, now
	}
	return first, final
}

// blocksOf sorts an indicator's periods that are wanted into blocks.
func (c comparison) blocksOf(in indicator.Indicator, periods []warehouse.IndicatorPeriod) []block {
	every := compare.SeriesOf(in, periods)
	var blocks []block
	for _, s := range every {
		s.Periods = slices.DeleteFunc(withGaps(in, s.Periods), func(p warehouse.IndicatorPeriod) bool { return !c.holds(p) })
		if len(s.Periods) > 0 {
			blocks = append(blocks, block{in: in, series: s, several: len(every) > 1})
		}
	}
	if !c.Newest || len(blocks) == 0 {
		return blocks
	}
	var all []compare.Series
	for _, b := range blocks {
		all = append(all, b.series)
	}
	s := compare.NewestSeries(all)
	p, ok := s.Newest()
	if !ok {
		p = s.Periods[len(s.Periods)-1]
	}
	s.Periods = []warehouse.IndicatorPeriod{p}
	return []block{{in: in, series: s, several: len(every) > 1, newest: true}}
}

// withGaps puts back the periods that nobody has a row of, between those that somebody has: a year that is not there stays
// visible, and no line is drawn over it.
func withGaps(in indicator.Indicator, periods []warehouse.IndicatorPeriod) []warehouse.IndicatorPeriod {
	const longest = 30
	var all []warehouse.IndicatorPeriod
	for i, p := range periods {
		var between []warehouse.IndicatorPeriod
		for at := p.Period; i > 0; {
			at = compare.YearBefore(in, at)
			if at == periods[i-1].Period {
				all = append(all, between...)
				break
			}
			parsed, err := indicator.ParsePeriod(at, in.Basis)
			if err != nil || parsed.End.Before(periods[i-1].LastDay) || len(between) == longest {
				break // the two are no whole years apart
			}
			between = slices.Insert(between, 0, warehouse.IndicatorPeriod{Period: at, Basis: string(parsed.Basis), LastDay: parsed.End})
		}
		all = append(all, p)
	}
	return all
}

// nothing says why an indicator has nothing to show: no period in the years asked for, or no figures at all.
func (c comparison) nothing(in indicator.Indicator, periods []warehouse.IndicatorPeriod, l lists) string {
	if len(periods) == 0 {
		return fmt.Sprintf("%s (%s) has no figures yet: %s.", in.Short, in.ID, waitsFor(in, l.sources, l.loaded))
	}
	return fmt.Sprintf("%s (%s) has no period in these years. It has %s.", in.Short, in.ID, periodSpan(periods[0].Period, periods[len(periods)-1].Period))
}

// id is the block's anchor and the name of its picture.
func (b block) id() string {
	if b.several {
		return b.in.ID + "-" + b.series.Key
	}
	return b.in.ID
}

// title names the block: "Suspensions, autumn terms".
func (b block) title() string {
	if b.several {
		return b.in.Short + ", " + b.series.Title
	}
	return b.in.Short
}

// at is an area's value in a period.
func (b block) at(period, area string) (warehouse.IndicatorValue, bool) {
	row, ok := b.values[compareKey{b.in.ID, period, area}]
	return row, ok
}

// rowsOf are all areas' values, period by period.
func (b block) rowsOf() []warehouse.IndicatorValue {
	var rows []warehouse.IndicatorValue
	for _, p := range b.series.Periods {
		for _, a := range b.areas {
			if row, ok := b.at(p.Period, a.Code); ok {
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// cell is what a comparison shows of an area in a period. A place among others is said of the newest period only.
func (b block) cell(a warehouse.Area, p warehouse.IndicatorPeriod) view.Cell {
	row, ok := b.at(p.Period, a.Code)
	if !ok {
		return view.Cell{Status: absentWords(a, p)}
	}
	if row.Value == nil {
		return whyMissing(row)
	}
	cell := valueCell(b.in, row.Row)
	if row.Summed {
		cell.Status = "added up from its authorities"
	}
	if place := b.place(row); place != "" {
		cell.Detail = strings.TrimPrefix(cell.Detail+"; "+place, "; ")
	}
	return cell
}

// absentWords say why a period has no row of an area: it was not there, or the files that are loaded have none.
func absentWords(a warehouse.Area, p warehouse.IndicatorPeriod) string {
	switch {
	case a.Ended() && p.LastDay.After(*a.To):
		return "ended " + view.Date(*a.To)
	case a.From != nil && p.LastDay.Before(*a.From):
		return "began " + view.Date(*a.From)
	}
	return notInTheseData
}

// place is where an area stands in the newest period: "14th of 151". It is empty where no direction is agreed, where the area is
// not ranked, and where the value rests on too few.
func (b block) place(row warehouse.IndicatorValue) string {
	if !b.newest || compare.Polarity(b.in) == indicator.None || row.Rank == nil || row.NRanked == nil || compare.TooFew(b.in, row.Row) {
		return ""
	}
	return fmt.Sprintf("%s of %d", ordinal(int(*row.Rank)), *row.NRanked)
}

// breaks are the periods, other than the first, from which an indicator is counted in a new way, with the reason.
func (b block) breaks() map[string]string {
	found := map[string]string{}
	for _, br := range b.in.Breaks {
		from, err := indicator.ParsePeriod(br.From, b.in.Basis)
		if err != nil {
			continue
		}
		for i, p := range b.series.Periods {
			if p.LastDay.Before(from.End) {
				continue
			}
			if i > 0 {
				found[p.Period] = strings.TrimPrefix(found[p.Period]+" "+br.Why, " ")
			}
			break
		}
	}
	return found
}

// fold leaves the older periods of a long block to the files.
func (b block) fold(most int) block {
	if n := len(b.series.Periods) - most; n > 0 {
		b.folded, b.series.Periods = b.series.Periods[:n], b.series.Periods[n:]
	}
	return b
}

// cells is how many cells a block's table has.
func (b block) cells() int { return len(b.series.Periods) * len(b.areas) }

// edition is the edition that the block's newest figure comes from.
func (b block) edition() *string {
	for _, row := range slices.Backward(b.rowsOf()) {
		if row.Edition != nil && row.Value != nil {
			return row.Edition
		}
	}
	return nil
}
