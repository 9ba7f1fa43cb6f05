package page

import (
	"strings"

	"inclusion/dashboards/chart"
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

// FigureMark says how a figure compares with the England that it holds, by a shape and in words.
func FigureMark(f plan.Figure) view.Mark { return rowMark(figureRow(f)) }

// FigurePosition is where a figure lies among areas whose least, quarters and greatest it holds.
func FigurePosition(f plan.Figure, area string) chart.Position {
	in, row := figureRow(f)
	p := chart.Position{Area: area, Value: f.Value, England: f.England, Polarity: polarity(in), Text: missingText(row),
		Format: func(v float64) string { return valueText(in, v) }}
	if f.RankedOf != nil {
		p.Areas = int(*f.RankedOf)
	}
	if len(f.Quartiles) == 5 {
		p.Min, p.Q25, p.Q75, p.Max = f.Quartiles[0], f.Quartiles[1], f.Quartiles[3], f.Quartiles[4]
	}
	return p
}

// FigureDifference writes how far two values of a figure are apart, in its own unit: "1.2 percentage points", "12", "£3m".
func FigureDifference(f plan.Figure, difference float64) string {
	in, _ := figureRow(f)
	if in.Unit == "percent" {
		return view.Digits(difference, in.Shown()) + " percentage points"
	}
	return valueText(in, difference)
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
