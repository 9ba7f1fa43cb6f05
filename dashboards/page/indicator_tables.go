package page

import (
	"fmt"
	"math"
	"net/http"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

func pathVar(r *http.Request, name string) string { return mux.Vars(r)[name] }

// table is every area with a number: the ranked ones in order, then those that are left out of the ranking.
func (all allAreas) table() view.Table {
	in := all.in
	t := view.Table{Caption: fmt.Sprintf("%s: all areas, %s", in.Short, periodWords(all.period)),
		Columns: []view.Column{{Label: "Area"}, {Label: "Place", Numeric: true}, {Label: "Figure", Numeric: true, Note: unitWords(in)}}}
	if all.country().Value != nil {
		t.Columns = append(t.Columns, view.Column{Label: "Beside England"})
	}
	t.Columns = append(t.Columns, view.Column{Label: "Change in a year"})
	directed := compare.Polarity(in) != indicator.None
	if directed {
		t.Columns = append(t.Columns, view.Column{Label: "Quarter of areas"})
		t.Note = "Place 1 is the better end. Areas with the same figure share a place."
	} else {
		t.Columns[1] = view.Column{Label: "From the top", Numeric: true}
		t.Note = "From high to low. No direction is agreed, so this is an order and not a ranking."
	}
	ranked := all.ranked()
	for i, row := range ranked {
		t.Rows = append(t.Rows, all.row(row, placeCell(in, row, i, ranked), directed))
	}
	var left []view.Row
	for _, row := range all.rows {
		if row.Level == "authority" && row.Value != nil && !row.Pooled {
			left = append(left, all.row(row, view.Missing("not ranked"), directed))
		}
	}
	if len(left) > 0 {
		t.Rows = append(t.Rows, view.Row{Group: true, Cells: []view.Cell{view.Text("Left out of the ranking: their numbers are tiny")}})
		t.Rows = append(t.Rows, left...)
	}
	return t
}

func (all allAreas) row(row warehouse.IndicatorValue, place view.Cell, directed bool) view.Row {
	cells := []view.Cell{view.Linked(row.AreaName, areaIndicatorHref(row.AreaCode, all.in.ID)), place, valueCell(all.in, row.Row)}
	if all.country().Value != nil {
		cells = append(cells, besideCell(all.in, row.Row, false))
	}
	change := changeCell(all.in, row)
	if change.Text != "" && all.from.jumped(row) {
		change.Detail = "out of far more or far fewer than the year before"
	}
	cells = append(cells, change)
	if directed {
		cells = append(cells, quarterCell(row.Row))
	}
	return view.Row{Cells: cells}
}

// besideCell says how a row compares with England; England's own row has nothing to say.
func besideCell(in indicator.Indicator, row indicator.Row, country bool) view.Cell {
	if country && row.Value != nil {
		return view.Cell{}
	}
	m := rowMark(in, row)
	return view.Cell{Mark: &m}
}

func areaIndicatorHref(code, id string) string { return "/areas/" + code + "/indicators/" + id }

// placeCell is where an area stands: its rank or, where there is none, how far it is from the highest.
func placeCell(in indicator.Indicator, row warehouse.IndicatorValue, i int, ranked []warehouse.IndicatorValue) view.Cell {
	if compare.Polarity(in) != indicator.None {
		if row.Rank == nil || row.NRanked == nil {
			return view.Missing("not ranked")
		}
		return view.Number(fmt.Sprintf("%d of %d", *row.Rank, *row.NRanked))
	}
	for i > 0 && *ranked[i-1].Value == *row.Value {
		i--
	}
	return view.Number(fmt.Sprintf("%d of %d", i+1, len(ranked)))
}

// changeCell is the change in a year, in a few words.
func changeCell(in indicator.Indicator, row warehouse.IndicatorValue) view.Cell {
	m := compare.Movement{Period: row.Period, Change: row.Change, Previous: row.Previous, Lower: row.Lower, Upper: row.Upper, Broken: row.Broken}
	switch {
	case row.Value == nil:
		return view.Missing("no figure to compare")
	case compare.TooFew(in, row.Row):
		return view.Missing("too few to compare")
	case row.Broken:
		return view.Missing("not comparable")
	case row.Change == nil:
		return view.Missing("no figure to compare with")
	case m.Little(in):
		return view.Text("little change")
	case *row.Change > 0:
		return view.Text("up " + changeSize(in, *row.Change))
	}
	return view.Text("down " + changeSize(in, *row.Change))
}

// quarterCell says which quarter or half of areas a value is in. A duty that is not met in most cases is never in the better
// quarter, so its best are said to be in the better half.
func quarterCell(row indicator.Row) view.Cell {
	if row.Band == nil {
		return view.Missing("too few to say")
	}
	switch *row.Band {
	case 4:
		return view.Text("better quarter")
	case 3:
		return view.Text("better half")
	case 2:
		return view.Text("worse half")
	}
	return view.Text("worse quarter")
}

// missing lists the areas without a number and why; none when every area has one.
func (all allAreas) missing() *view.Table {
	t := view.Table{Caption: "Areas without a figure, " + periodWords(all.period), CaptionHidden: true,
		Columns: []view.Column{{Label: "Area"}, {Label: "Why there is none"}}}
	for _, row := range all.rows {
		if row.Level == "authority" && row.Value == nil {
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Linked(row.AreaName, areaIndicatorHref(row.AreaCode, all.in.ID)), whyMissing(row)}})
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return &t
}

// whyMissing is the status in words with the symbol the publisher printed.
func whyMissing(row warehouse.IndicatorValue) view.Cell {
	cell := missingCell(row.Row)
	switch row.Symbol {
	case "", "nothing to divide by":
	case "no row":
		cell.Detail = "the published table has no row for it"
	case "a part is missing":
		cell.Detail = "not every authority of it is published"
	default:
		cell.Detail = fmt.Sprintf("printed as “%s”", row.Symbol)
	}
	return cell
}

// wholes are England and the regions, which are never ranked among the areas.
func (all allAreas) wholes() view.Table {
	compared := all.country().Value != nil
	t := view.Table{Caption: "England and the regions, " + periodWords(all.period), CaptionHidden: true,
		Columns: []view.Column{{Label: "Area"}, {Label: "Figure", Numeric: true, Note: unitWords(all.in)}}}
	if compared {
		t.Columns = append(t.Columns, view.Column{Label: "Beside England"})
	}
	t.Columns = append(t.Columns, view.Column{Label: "Change in a year"})
	for _, row := range all.rows {
		if row.Level == "authority" {
			continue
		}
		value := valueCell(all.in, row.Row)
		if row.Value == nil {
			value = whyMissing(row)
		}
		if row.Summed && row.Value != nil {
			value.Status = "added up from its authorities"
		}
		cells := []view.Cell{view.Linked(row.AreaName, areaIndicatorHref(row.AreaCode, all.in.ID)), value}
		if compared {
			cells = append(cells, besideCell(all.in, row.Row, row.Level == "country"))
		}
		t.Rows = append(t.Rows, view.Row{Strong: row.Level == "country", Cells: append(cells, changeCell(all.in, row))})
	}
	return t
}

// matchingWords say so where England's published figure and the one worked out on the areas that have both numbers differ by
// more than 0.05 as they are shown.
func matchingWords(in indicator.Indicator, england *float64, m warehouse.Matching) string {
	if england == nil || m.Exact == nil {
		return ""
	}
	shift := math.Pow(10, float64(in.Shown()))
	worked := math.Round(*m.Exact*shift) / shift
	published := math.Round(*england*shift) / shift
	if math.Abs(worked-published) <= 0.05 {
		return ""
	}
	return fmt.Sprintf("England's published figure is %s. Worked out on the %s that have both numbers it is %s (%s); the published one may count areas that have only one of the two.",
		valueText(in, published), view.Counted(int(m.Areas), "area", "areas"), valueText(in, worked),
		countsText(in, indicator.Row{Numerator: m.Numerator, Denominator: m.Denominator}))
}

// revisionTable lists what newer editions changed; none when nothing was.
func revisionTable(in indicator.Indicator, changed []warehouse.Revision, editions []warehouse.Edition, areas bool) *view.Table {
	if len(changed) == 0 {
		return nil
	}
	first := view.Column{Label: "Period"}
	if areas {
		first.Label = "Area"
	}
	t := view.Table{Caption: "Figures that a newer edition changed", CaptionHidden: true,
		Columns: []view.Column{first, {Label: "Was", Numeric: true}, {Label: "Is now", Numeric: true}, {Label: "Changed from"}, {Label: "To"}}}
	names := map[string]view.Cell{}
	for _, e := range editions {
		names[e.ID] = view.Linked(editionName(e), "/data/editions/"+e.ID)
	}
	for _, c := range changed {
		name := view.Text(periodWords(c.Period))
		if areas {
			name = view.Linked(c.AreaName, areaIndicatorHref(c.AreaCode, in.ID))
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{name, revisedCell(in, c.Was, c.WasStatus), revisedCell(in, c.Now, c.NowStatus), names[c.WasEdition], names[c.Edition]}})
	}
	return &t
}

func revisedCell(in indicator.Indicator, v *float64, status string) view.Cell {
	return valueCell(in, indicator.Row{Value: v, Status: status})
}
