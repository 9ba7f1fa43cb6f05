package page

import (
	"fmt"

	view "inclusion/dashboards/template"
	"inclusion/internal/benchmark"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
)

// ownPast is a line read as a process: what its own past would lead one to expect of it, and what is out of the ordinary.
type ownPast struct {
	Says     string
	Unusual  []string // periods that a rule picks out, and why
	Warning  string   // that the periods are few
	Assured  string   // whether the legal standard is in reach of the usual range
	FunnelAt string   // the page that holds the area against its size
}

// ownPast reads the longest run of consecutive years up to the newest, never across a break; nil where there is nothing to say.
func (one oneArea) ownPast() *ownPast {
	rows := one.consecutive()
	if len(rows) == 0 {
		return nil
	}
	var values []float64
	for _, row := range rows {
		values = append(values, *row.Value)
	}
	control := benchmark.XmR(values, false) // screened, one leap of a short line would put all its other points outside
	out := &ownPast{Warning: control.Warning}
	if one.in.Interval != "none" && one.area.Level == "authority" && rows[len(rows)-1].Lower != nil {
		out.FunnelAt = "/indicators/" + one.in.ID + "/funnel?area=" + one.area.Code
	}
	span := periodWords(rows[0].Period) + " to " + periodWords(rows[len(rows)-1].Period)
	if control.Limits == nil {
		out.Warning = ""
		out.Says = "Only " + view.Counted(len(rows), "comparable period stands", "comparable periods stand") + " in a row, which is too few to tell a usual range from."
		return out
	}
	limits := *control.Limits
	if partOfWhole(one.in) || one.in.Unit == "times" {
		limits.Lower = max(limits.Lower, 0)
		if one.in.Unit == "percent" {
			limits.Upper = min(limits.Upper, 100)
		}
	}
	out.Says = fmt.Sprintf("From %s the figure moved around %s. If it goes on as it was, it would lie between %s and %s.", span, valueText(one.in, control.Mean),
		numberText(one.in, limits.Lower), numberText(one.in, limits.Upper))
	out.Unusual = one.unusual(rows, control.Points)
	if len(out.Unusual) == 0 {
		out.Says += " No period is out of the ordinary for it."
	}
	if one.in.Type == indicator.Legal {
		out.Assured = "For the legal standard: " + string(control.Against(one.in.LegalTarget, compare.Direction(one.in))) + "."
	}
	return out
}

// unusual lists what the rules pick out, oldest first; neighbours that one rule picks out are one line.
func (one oneArea) unusual(rows []indicator.Row, points []benchmark.ControlPoint) (all []string) {
	for first := 0; first < len(points); {
		end := first + 1
		for end < len(points) && points[end].Rule == points[first].Rule {
			end++
		}
		switch rule := points[first].Rule; {
		case rule == "":
		case end-first == 1:
			all = append(all, fmt.Sprintf("%s, %s: %s", periodWords(rows[first].Period), valueText(one.in, points[first].Value), rule))
		default:
			all = append(all, fmt.Sprintf("%s to %s: each %s", periodWords(rows[first].Period), periodWords(rows[end-1].Period), rule))
		}
		first = end
	}
	return all
}

// consecutive are the rows of the series with a value up to its newest, year after year, since the last break or gap.
func (one oneArea) consecutive() []indicator.Row {
	all := one.rows()
	first := len(all)
	from := compare.ComparableFrom(one.in, one.newest().Period)
	for i := len(all) - 1; i >= 0; i-- {
		row := all[i]
		if row.Value == nil || row.Period < from || first < len(all) && compare.YearBefore(one.in, all[first].Period) != row.Period {
			break
		}
		first = i
	}
	var rows []indicator.Row
	for _, row := range all[first:] {
		rows = append(rows, row.Row)
	}
	return rows
}
