package page

import (
	"fmt"
	"slices"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/benchmark"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// section is one theme with its figures.
func (t themed) section(theme indicator.Theme) themeSection {
	s := t.signals[theme.ID]
	section := themeSection{ID: theme.ID, Title: theme.Title, Question: theme.Question, Signal: signalText(s), Meaning: signalMeaning(s),
		NotPublished: theme.NoPublicData, Local: localNames(theme), LocalCount: view.Counted(len(theme.Local), "measure", "measures")}
	if len(theme.Indicators()) == 0 {
		section.Meaning, section.NotPublished = theme.NoPublicData, ""
	}
	if len(theme.Scored) == 0 {
		return section
	}
	section.Table = t.partsTable(theme)
	if s.Newest != "" {
		section.Caution = t.caution(theme) + " " + agesText(s)
	}
	if slices.ContainsFunc(theme.Scored, func(item indicator.ScoredItem) bool { return item.ID == dataQualityItem }) {
		section.Tables = append(section.Tables, t.agesTable())
	}
	return section
}

// agesText says of which periods the newest and the oldest figure of a signal are.
func agesText(s warehouse.Signal) string {
	if s.Newest == s.Oldest {
		return "All figures compared are for " + periodWords(s.Newest) + "."
	}
	return fmt.Sprintf("Newest figure: %s; oldest: %s.", periodWords(s.Newest), periodWords(s.Oldest))
}

// caution is what must be read with a data signal: of which periods its figures are, and what they are not.
func (t themed) caution(theme indicator.Theme) string {
	var periods []string
	for _, part := range t.parts[theme.ID] {
		if words := periodWords(part.Period); part.Band > 0 && !slices.Contains(periods, words) {
			periods = append(periods, words)
		}
	}
	return "Based on published figures for " + view.Listed(periods, "and") + ". It is a starting point for questions, not a judgement. " +
		"DfE says comparisons like these should not be used in isolation."
}

// partsTable is what a theme's signal is made of.
func (t themed) partsTable(theme indicator.Theme) *view.Table {
	table := view.Table{Caption: theme.Title + ": what the data signal is made of, " + t.area.Name, CaptionHidden: true,
		Columns: []view.Column{{Label: "Figure"}, {Label: t.area.Name, Numeric: true}, {Label: "England", Numeric: true}, {Label: "Quarter of areas"}, {Label: "Position"}}}
	shared := map[string]int{}
	for _, part := range t.parts[theme.ID] {
		item, ok := itemOf(theme, part.Item)
		if !ok {
			continue
		}
		if part.Indicator == "" {
			table.Rows = append(table.Rows, t.emptyItem(item, part))
			continue
		}
		shared[part.Item]++
		table.Rows = append(table.Rows, t.partRow(item, part))
	}
	if slices.ContainsFunc(theme.Scored, func(item indicator.ScoredItem) bool { return shared[item.ID] > 1 }) {
		table.Note = "Where two figures share a place in the set, such as " + sharedWords(theme, shared) + ", the lower of their quarters counts."
	}
	return &table
}

// sharedWords names the first two indicators that fill one item: "A03e and A03s".
func sharedWords(theme indicator.Theme, shared map[string]int) string {
	for _, item := range theme.Scored {
		if shared[item.ID] > 1 {
			return view.Listed(item.From, "and")
		}
	}
	return ""
}

func itemOf(theme indicator.Theme, id string) (indicator.ScoredItem, bool) {
	i := slices.IndexFunc(theme.Scored, func(item indicator.ScoredItem) bool { return item.ID == id })
	if i < 0 {
		return indicator.ScoredItem{}, false
	}
	return theme.Scored[i], true
}

// dataQualityItem is the item of a set that is worked out here: how many of an area's core figures are published.
const dataQualityItem = "DQ1"

// emptyItem is the row of an item that no indicator fills.
func (t themed) emptyItem(item indicator.ScoredItem, part warehouse.SignalPart) view.Row {
	name := view.Text(item.Name)
	name.Detail = item.ID
	if part.Optional {
		name.Detail += " · beside the set"
	}
	figure, why := view.Missing("not here"), view.Missing(item.Why)
	if item.ID == dataQualityItem && t.quality.Due > 0 {
		figure = view.Number(fmt.Sprintf("%d of %d", t.quality.Numbers, t.quality.Due))
	}
	return view.Row{Cells: []view.Cell{name, figure, {}, why, {}}}
}

// partRow is an indicator's row: its value, England's, the quarter with the chance check, and where it lies among areas.
func (t themed) partRow(item indicator.ScoredItem, part warehouse.SignalPart) view.Row {
	in := t.catalogue[part.Indicator]
	row, _ := t.row(part.Indicator)
	name := view.Linked(in.Short, t.href(in))
	name.Detail = in.ID
	if row.Period == "" {
		return view.Row{Cells: []view.Cell{name, view.Missing("no data yet"), {}, view.Missing(waitsFor(in, t.sources, t.loaded)), {}}}
	}
	name.Detail += " · " + rowPeriod(in, row.Period)
	england := view.Cell{Status: notInTheseData}
	if row.England != nil {
		england = view.Number(numberText(in, *row.England))
	}
	place := view.Cell{Picture: t.position(in, row).SVG()}
	if row.Value == nil {
		place = view.Cell{}
	}
	return view.Row{Cells: []view.Cell{name, valueCell(in, row.Row), england, t.partQuarter(item, part, row), place}}
}

// partQuarter is the quarter an indicator is in, whether chance could explain the difference, and what the law says of it.
func (t themed) partQuarter(item indicator.ScoredItem, part warehouse.SignalPart, row warehouse.OverviewRow) view.Cell {
	in := t.catalogue[part.Indicator]
	switch part.Status {
	case warehouse.PartCompared:
	case warehouse.PartTooFew:
		return view.Missing("too few to compare")
	case warehouse.PartLeftOut:
		return view.Missing("left out of comparisons")
	default:
		return view.Missing("nothing to compare")
	}
	cell := view.Text(fmt.Sprintf("%s of %d areas", view.Quarter(part.Band), row.N))
	var notes []string
	if cappedByLaw(in, row) {
		notes = append(notes, "among the best areas, but under 90% of what the law expects")
	}
	if duty := rowLegal(in, row.Row); duty != nil && duty.Met == string(benchmark.FewestCases) {
		notes = append(notes, "legal standard not met in most cases")
	}
	if words := t.chance(item, in, row).short(); words != "" {
		notes = append(notes, words)
	}
	cell.Detail = strings.Join(notes, "; ")
	return cell
}

// cappedByLaw says that a value is in the better quarter of areas and still counts as the better half, because the law expects more.
func cappedByLaw(in indicator.Indicator, row warehouse.OverviewRow) bool {
	return in.Type == indicator.Legal && row.Band != nil && *row.Band == 3 && row.Q75 != nil && row.Value != nil && *row.Value >= *row.Q75
}

// agesTable says how new an area's core figures are, source by source.
func (t themed) agesTable() view.Table {
	table := view.Table{Caption: "How much is published about " + t.area.Name + ", and how old it is",
		Columns: []view.Column{{Label: "Source"}, {Label: "Published as numbers", Numeric: true}, {Label: "Newest figure"}, {Label: "Age", Numeric: true}},
		Note: "Of the core figures: those that data signals are made of. Age is from the end of the period to " + view.Date(t.Built) +
			", when the newest file was fetched."}
	for _, s := range t.quality.Sources {
		newest, age := view.Missing("none published"), view.Cell{}
		if months, ok := s.Months(t.Built); ok {
			newest, age = view.Text(periodWords(s.Newest)), view.Number(view.Counted(months, "month", "months"))
		}
		table.Rows = append(table.Rows, view.Row{Cells: []view.Cell{view.Text(s.Title), view.Number(fmt.Sprintf("%d of %d", s.Numbers, s.Due)), newest, age}})
	}
	return table
}
