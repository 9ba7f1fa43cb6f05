package page

import (
	"fmt"
	"slices"
	"strings"
	"time"

	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// inThemes calls a function for each indicator, and one for each theme before its first.
func (t trial) inThemes(theme func(title string), each func(in indicator.Indicator)) {
	last := ""
	for _, in := range t.Scored {
		if in.Theme != last {
			theme(indicator.ThemeTitle(in.Theme))
			last = in.Theme
		}
		each(in)
	}
}

// nameCell names an indicator and its two periods: "2024, since 2022".
func (t trial) nameCell(in indicator.Indicator) view.Cell {
	span := t.Spans[in.ID]
	c := view.Linked(in.Short, "/indicators/"+in.ID)
	c.Detail = in.ID + " · " + rowPeriod(in, span.Now)
	if why := t.apart(in); why != "" {
		c.Detail += "; " + why
	} else {
		c.Detail += ", since " + periodWords(span.Before)
	}
	return c
}

// levelCell is an area's figure and how it moved.
func (t trial) levelCell(in indicator.Indicator, code string) view.Cell {
	row := t.Now(in, code)
	if row.Value == nil {
		return missingCell(row)
	}
	c := view.Cell{Text: numberText(in, *row.Value)}
	if t.apart(in) == "" { // why it cannot be said stands once, beside the indicator's name
		c.Detail = t.way(in, code)
	}
	return c
}

// memberTable is every member by every indicator: where it is and how it moved.
func (t trial) memberTable() groupTable {
	table := view.Table{Caption: "Members by indicator: " + t.title(), CaptionHidden: true, Columns: []view.Column{{Label: "Indicator"}}}
	for _, a := range t.members {
		table.Columns = append(table.Columns, view.Column{Label: a.Name, Note: memberOf(a).Role, Numeric: true})
	}
	table.Columns = append(table.Columns, view.Column{Label: "Lowest to highest", Numeric: true}, view.Column{Label: "Added together", Note: "as one area", Numeric: true}, view.Column{Label: "England", Numeric: true})
	t.inThemes(func(title string) {
		table.Rows = append(table.Rows, view.Row{Group: true, Cells: []view.Cell{view.Text(title)}})
	}, func(in indicator.Indicator) {
		cells := []view.Cell{t.nameCell(in)}
		for _, a := range t.members {
			cells = append(cells, t.levelCell(in, a.Code))
		}
		table.Rows = append(table.Rows, view.Row{Cells: append(cells, t.spreadCell(in), t.sumCell(in), t.countryCell(in))})
	})
	return groupTable{"members", "Each area now, and how it moved since January 2023", "Under each figure: how it moved. Little change: one percentage point or less, or no more than chance could make.", &table}
}

// spreadCell is the lowest and the highest figure of the members, and the range between them.
func (t trial) spreadCell(in indicator.Indicator) view.Cell {
	low, high, n := t.extremes(in)
	if n < 2 {
		return view.Cell{Status: "fewer than two figures"}
	}
	return view.Cell{Text: rangeText(in, low, high), Detail: "range " + shortSize(in, high-low)}
}

// shortSize is the size of a difference where a table has room for few words.
func shortSize(in indicator.Indicator, size float64) string {
	words, _, _ := strings.Cut(changeSize(in, size), " per ")
	return strings.Replace(words, "percentage points", "points", 1)
}

func (t trial) extremes(in indicator.Indicator) (low, high float64, n int) {
	for _, a := range t.members {
		if row := t.Now(in, a.Code); row.Value != nil {
			if n == 0 {
				low, high = *row.Value, *row.Value
			}
			low, high, n = min(low, *row.Value), max(high, *row.Value), n+1
		}
	}
	return low, high, n
}

// sumCell is the group as one area, with how that moved.
func (t trial) sumCell(in indicator.Indicator) view.Cell {
	c := togetherCell(in, t.values(in, t.members, t.Now))
	if c.Text != "" {
		_, sum, _ := compare.Together(in, t.values(in, t.members, t.Now))
		c.Detail = t.togetherMoved(in, t.members)
		if sum.Used < sum.Of {
			c.Detail = strings.TrimPrefix(fmt.Sprintf("%s; %d of %d areas", c.Detail, sum.Used, sum.Of), "; ")
		}
	}
	return c
}

func (t trial) countryCell(in indicator.Indicator) view.Cell {
	for _, code := range t.countries() {
		if c := t.levelCell(in, code); c.Text != "" {
			return c
		}
	}
	return view.Cell{Status: notInTheseData}
}

// outsideTable is beside each member the mean of its neighbours outside the programme.
func (t trial) outsideTable() groupTable {
	table := view.Table{Caption: "Similar areas outside the programme: " + t.title(), CaptionHidden: true, Columns: []view.Column{{Label: "Indicator"}}}
	for _, a := range t.members {
		table.Columns = append(table.Columns, view.Column{Label: "Like " + a.Name, Note: t.outsideNumber(a), Numeric: true})
	}
	for _, in := range t.Scored {
		cells := []view.Cell{t.nameCell(in)}
		for _, a := range t.members {
			cells = append(cells, t.outsideCell(in, a.Code))
		}
		table.Rows = append(table.Rows, view.Row{Cells: cells})
	}
	return groupTable{"outside", "Similar areas outside the programme", "The mean of each area’s statistical neighbours that are in no expert partnership, with how many have a figure, and the mean of how those moved.", &table}
}

// outsideNumber says how many of an area's neighbours are outside.
func (t trial) outsideNumber(a warehouse.Area) string {
	for _, in := range t.Scored {
		if o, ok := t.Outside[compare.Figure{Indicator: in.ID, Area: a.Code}]; ok {
			return view.Counted(int(o.Neighbours), "similar area", "similar areas") + " outside"
		}
	}
	return "similar areas not known"
}

func (t trial) outsideCell(in indicator.Indicator, code string) view.Cell {
	o, ok := t.Outside[compare.Figure{Indicator: in.ID, Area: code}]
	if !ok || o.Mean == nil {
		return view.Missing("not available")
	}
	c := view.Cell{Text: numberText(in, *o.Mean), Detail: view.Counted(int(o.N), "area", "areas")}
	if o.Change != nil && t.apart(in) == "" {
		c.Detail += "; " + t.outsideMoved(in, o)
	}
	return c
}

// outsideMoved is the mean change outside in words. A mean has no interval, so little is what the publisher's digits hide, or a point.
func (t trial) outsideMoved(in indicator.Indicator, o warehouse.Outside) string {
	return shortChange(in, compare.Movement{Period: t.Spans[in.ID].Now, Change: o.Change}) // a mean has no interval, so no better or worse
}

// sharedWeakness is an indicator with several members in the worse quarter.
type sharedWeakness struct {
	in            indicator.Indicator
	worse, better []warehouse.Area
	placed        int // members with a quarter
}

// quarters sorts members by the quarter of England that an indicator's figure is in.
func (t trial) quarters(in indicator.Indicator) sharedWeakness {
	s := sharedWeakness{in: in}
	for _, a := range t.members {
		row := t.Now(in, a.Code)
		if row.Band == nil {
			continue
		}
		s.placed++
		switch *row.Band {
		case 1:
			s.worse = append(s.worse, a)
		case 4:
			s.better = append(s.better, a)
		}
	}
	return s
}

// weak are the indicators on which two or more members or, of all trial areas, most are in the worse quarter: most shared first.
func (t trial) weak() (all []sharedWeakness) {
	for _, in := range t.Scored {
		if s := t.quarters(in); len(s.worse) >= 2 && (!t.whole || 2*len(s.worse) > s.placed) {
			all = append(all, s)
		}
	}
	return mostShared(all)
}

func mostShared(all []sharedWeakness) []sharedWeakness {
	slices.SortStableFunc(all, func(a, b sharedWeakness) int { return len(b.worse) - len(a.worse) })
	return all
}

// mostWeak is how many shared weak spots all trial areas are shown with where none is most areas'.
const mostWeak = 6

// weakTable says on what areas can learn together, and from whom.
func (t trial) weakTable() groupTable {
	g := groupTable{ID: "weak", Title: "Shared weak spots, to learn together", Text: "Figures on which two or more of these areas are in the worse quarter of all areas in England, and who of them is in the better quarter."}
	if len(t.plans) == 0 {
		g.Text += " No assessment is published here yet, so this compares published figures only: no scores stand beside them, and what families think is not known."
	}
	weak := t.weak()
	if t.whole {
		g.Text = "Figures on which most trial areas are in the worse quarter of all areas in England."
		if len(weak) == 0 {
			for _, in := range t.Scored {
				if s := t.quarters(in); len(s.worse) > 1 {
					weak = append(weak, s)
				}
			}
			weak = mostShared(weak)[:min(mostWeak, len(weak))]
			g.Text = "On no figure are most trial areas in the worse quarter of England. These are the figures on which the most of them are; a quarter of any group would be there by luck."
		}
	}
	if len(weak) == 0 {
		g.Text = "On no figure are two or more of these areas in the worse quarter of all areas in England."
		return g
	}
	g.Table = &view.Table{Caption: "Shared weak spots: " + t.title(), CaptionHidden: true, Columns: []view.Column{{Label: "Indicator"}, {Label: "In the worse quarter"}, {Label: "In the better quarter"}, {Label: "Who does well elsewhere"}}}
	for _, s := range weak {
		better := view.Cell{Text: memberNames(s.better)}
		if len(s.better) == 0 {
			better = view.Cell{Status: "none of them"}
		}
		g.Table.Rows = append(g.Table.Rows, view.Row{Cells: []view.Cell{t.nameCell(s.in), {Text: fmt.Sprintf("%d of %d", len(s.worse), s.placed), Detail: memberNames(s.worse)}, better,
			view.Linked("All areas in order", "/indicators/"+s.in.ID)}})
	}
	return g
}

func memberNames(areas []warehouse.Area) string {
	var names []string
	for _, a := range areas {
		names = append(names, a.Name)
	}
	return strings.Join(names, ", ")
}

// ofSource is how new an area's figures from one source are.
type ofSource struct {
	period    string
	lastDay   time.Time
	published *time.Time
}

// ageTable is how old each area's figures are, by source.
func (t trial) ageTable() groupTable {
	makes, err := catalogueByID()
	if err != nil {
		return groupTable{}
	}
	editions := map[string]warehouse.Edition{}
	for _, e := range t.editions {
		editions[e.ID] = e
	}
	newest := map[string]ofSource{} // of a source and, with the area's code before it, of an area
	for _, age := range t.ages {
		in, e := makes[age.Indicator], editions[age.Edition]
		for _, key := range []string{in.Source, age.AreaCode + in.Source} {
			if in.Source != "" && age.LastDay.After(newest[key].lastDay) {
				newest[key] = ofSource{age.Period, age.LastDay, e.Published}
			}
		}
	}
	table := view.Table{Caption: "The newest figure of each area, by publication", CaptionHidden: true, Columns: []view.Column{{Label: "Area"}}}
	var ids []string
	for _, s := range t.reading.sources {
		if of, ok := newest[s.ID]; ok {
			ids = append(ids, s.ID)
			note := "date not given"
			if of.published != nil {
				note = "published " + view.Date(*of.published)
			}
			table.Columns = append(table.Columns, view.Column{Label: s.Title, Note: note})
		}
	}
	for _, a := range t.members {
		cells := []view.Cell{view.Linked(a.Name, areaHref(a.Code))}
		for _, id := range ids {
			cells = append(cells, ageCell(newest[a.Code+id], newest[id]))
		}
		table.Rows = append(table.Rows, view.Row{Cells: cells})
	}
	text := "The newest period each area has a figure for."
	if len(t.plans) == 0 {
		text += " " + noPlan + ", so this is about figures only."
	}
	return groupTable{"ages", "How old the figures are", text, &table}
}

func ageCell(own, newest ofSource) view.Cell {
	switch {
	case own.period == "":
		return view.Missing("not available")
	case own.lastDay.Before(newest.lastDay):
		return view.Cell{Text: view.UpperFirst(periodWords(own.period)), Detail: "older than others"}
	}
	return view.Text(view.UpperFirst(periodWords(own.period)))
}

// newest says how new and how old the figures are.
func (t trial) newest() string {
	var last time.Time
	for _, e := range t.editions {
		if e.Published != nil && e.Published.After(last) {
			last = *e.Published
		}
	}
	if last.IsZero() {
		return "The files loaded do not say when they were published."
	}
	return "The newest publication is of " + view.Date(last) + "; how old each area’s figures are stands at the end."
}
