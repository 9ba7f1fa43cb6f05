package page

import (
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/plan"
)

// FigureText is a figure that a plan or a pack holds, in the words of every other page: "46.4%", or why there is no number.
func FigureText(f plan.Figure) string {
	cell := FigureCell(f)
	if cell.Text == "" {
		return cell.Status
	}
	return cell.Text
}

// FigureCell is a figure as a table's cell, with what it is counted from. An indicator that this program no longer knows keeps its number.
func FigureCell(f plan.Figure) view.Cell {
	in, row := figureRow(f)
	if row.Value == nil {
		return missingCell(row)
	}
	return valueCell(in, row)
}

// FigureBeside is another area's value of a figure: "46.4%"; empty where there is none.
func FigureBeside(f plan.Figure, value *float64) string {
	if value == nil {
		return ""
	}
	in, _ := figureRow(f)
	return valueText(in, *value)
}

// FigureLegal says what the law asks and how far it is met, for a figure with a legal standard; "" for others.
func FigureLegal(f plan.Figure) string {
	in, row := figureRow(f)
	l := legal(in, row.Value)
	if l == nil {
		return ""
	}
	if l.Met == "" {
		return l.Standard
	}
	return l.Standard + ": " + l.Met
}

// LocalCell is the number of a local measure as a table's cell, with what it is counted from; or why there is none.
func LocalCell(v *plan.LocalValue) view.Cell {
	number := v.Number()
	if number == nil {
		return view.Cell{Status: v.Status()}
	}
	cell := view.Cell{Text: LocalNumber(v.Unit, *number)}
	if v.Numerator != nil && v.Denominator != nil {
		cell.Detail = view.Of(*v.Numerator, *v.Denominator, "")
	}
	return cell
}

// LocalNumber writes a number in the unit of a local measure: "46.4%", "12 weeks", "31".
func LocalNumber(unit string, v float64) string {
	number := strings.TrimSuffix(view.Digits(v, 1), ".0")
	switch unit {
	case "percent":
		return view.Percent(v)
	case "weeks":
		return number + " weeks"
	}
	return number
}

func figureRow(f plan.Figure) (indicator.Indicator, indicator.Row) {
	in, err := indicator.ByID(f.Indicator)
	if err != nil {
		in = indicator.Indicator{ID: f.Indicator, Short: f.Name, Unit: f.Unit, Precision: 1}
	}
	return in, indicator.Row{Indicator: f.Indicator, Period: f.Period, Numerator: f.Numerator, Denominator: f.Denominator, Value: f.Value,
		Status: f.Status, Lower: f.Lower, Upper: f.Upper, England: f.England, Neighbours: f.Neighbours, NeighboursN: f.NeighboursN}
}
