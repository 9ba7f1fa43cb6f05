package page

import (
	"cmp"
	"slices"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/benchmark"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// themeDuties are the legal standards that are not met in most cases, whatever the quarter of areas, and a word on the others.
type themeDuties struct {
	Heading string
	Unmet   *view.Table
	Others  []string
}

// duty is a legal standard with its newest figure.
type duty struct {
	in  indicator.Indicator
	row warehouse.OverviewRow
}

// duties sorts the legal standards by how far they are met.
func (t themed) duties() *themeDuties {
	byStanding := map[string][]duty{}
	for _, row := range t.rows {
		in := t.catalogue[row.Indicator]
		if in.Type != indicator.Legal {
			continue
		}
		standing := "no figure"
		if row.Value != nil {
			standing = rowLegal(in, row.Row).Met
		}
		byStanding[standing] = append(byStanding[standing], duty{in, row})
	}
	unmet := byStanding[string(benchmark.FewestCases)]
	slices.SortStableFunc(unmet, func(a, b duty) int { return cmp.Compare(*a.row.Value, *b.row.Value) })
	d := themeDuties{Heading: "Legal standards not met in most cases: " + view.Counted(len(unmet), "standard", "standards")}
	if len(unmet) > 0 {
		d.Unmet = t.dutiesTable(unmet)
	} else {
		d.Heading = "No legal standard with a figure is unmet in most cases"
	}
	delete(byStanding, string(benchmark.FewestCases))
	for _, standing := range []string{string(benchmark.SomeCases), string(benchmark.MostCases), "too few to say how far it is met", "no figure"} {
		if names := t.dutyNames(byStanding[standing]); names != "" {
			d.Others = append(d.Others, view.UpperFirst(standing)+": "+names+".")
		}
	}
	return &d
}

// dutyNames are standards in a line, each with its figure where there is one.
func (t themed) dutyNames(all []duty) string {
	var names []string
	for _, d := range all {
		name := d.in.Short
		if d.row.Value != nil {
			name += " " + numberText(d.in, *d.row.Value)
		} else {
			name += " (" + missingText(d.row.Row) + ")"
		}
		names = append(names, name)
	}
	return strings.Join(names, "; ")
}

// dutiesTable says of each standard what it is, how far off the area is, and whether that improves.
func (t themed) dutiesTable(unmet []duty) *view.Table {
	table := view.Table{Caption: "Legal standards not met in most cases in " + t.area.Name, CaptionHidden: true,
		Columns: []view.Column{{Label: "What the law expects"}, {Label: t.area.Name, Numeric: true}, {Label: "How far off"}, {Label: "Is it improving?"}, {Label: "England", Numeric: true}, {Label: "Quarter of areas"}}}
	for _, d := range unmet {
		name := view.Linked(d.in.Short, t.href(d.in))
		name.Detail = d.in.ID + " · " + periodWords(d.row.Period) + ". " + d.in.Law
		england := view.Cell{Status: notInTheseData}
		if d.row.England != nil {
			england = view.Number(numberText(d.in, *d.row.England))
		}
		quarter := view.Missing("left out of comparisons")
		if !t.area.LeftOut {
			quarter = quarterCell(d.row.Row)
		}
		table.Rows = append(table.Rows, view.Row{Cells: []view.Cell{name, valueCell(d.in, d.row.Row), d.short(), t.improving(d), england, quarter}})
	}
	return &table
}

// short is how far a figure is from what the law expects: in points, and in cases where they are counted.
func (d duty) short() view.Cell {
	cell := view.Text(view.Digits(d.in.LegalTarget-*d.row.Value, d.in.Shown()) + " percentage points")
	if d.row.Numerator != nil && d.row.Denominator != nil && d.in.LegalTarget == 100 {
		cell.Detail = strings.TrimSpace(view.Of(*d.row.Denominator-*d.row.Numerator, *d.row.Denominator, noun(d.in.Denominator))) + " fell short"
	}
	return cell
}

// improving says whether a standard is met more often than a year before.
func (t themed) improving(d duty) view.Cell {
	m := t.movementOf(d.row)
	words := changeWords(d.in, m)
	switch {
	case t.area.LeftOut:
		return view.Missing("rests on too few to say how it moved")
	case m.Broken || m.Change == nil:
		return view.Missing(words)
	case m.Little(d.in):
		return view.Text(words)
	case *m.Change > 0 && !m.WholeMoved():
		return view.Cell{Text: "yes", Detail: words}
	case !m.WholeMoved():
		return view.Cell{Text: "no", Detail: words}
	}
	return view.Text(words)
}
