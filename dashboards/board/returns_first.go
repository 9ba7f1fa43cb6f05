package board

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"inclusion/dashboards/page"
	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/plan"
	"inclusion/internal/returns"
)

// firstFigures are the indicators that a partnership asks for first: plans in 20 weeks, decisions in six, decisions after reviews in four,
// and plans that took more than a year.
var firstFigures = []string{onTimeID, "S07", "S10", "S03"}

// firstFacts are the few figures that matter most, each with what it is beside and how far chance explains the difference.
func firstFacts(one returns.Return, values []returns.Value, figures plan.Figures) (all view.Facts, err error) {
	catalogue, err := indicator.Catalogue()
	if err != nil {
		return nil, err
	}
	for _, id := range firstFigures {
		i := slices.IndexFunc(values, func(v returns.Value) bool { return v.Indicator == id })
		j := slices.IndexFunc(catalogue, func(in indicator.Indicator) bool { return in.ID == id })
		if i >= 0 && j >= 0 {
			all = append(all, firstFact(one, catalogue[j], values[i], figures.Values[id]))
		}
	}
	return all, nil
}

func firstFact(one returns.Return, in indicator.Indicator, value returns.Value, published plan.Figure) view.Fact {
	own := ownFigure(in, value, published)
	cell := ownCell(own, value)
	term := in.Short + ", " + ownPeriod(one, value.Period)
	if own.Polarity != indicator.None {
		term += " (" + directionText(own.Polarity) + ")"
	}
	if own.Value == nil {
		return view.Fact{Term: term, Cell: cell}
	}
	mark := page.FigureMark(own)
	cell.Mark = &mark
	said := []string{cell.Detail + ": own return, not published."}
	if own.England != nil {
		said = append(said, fmt.Sprintf("England: %s in %s.", page.FigureBeside(own, own.England), view.Period(englandPeriod(value, published))))
	}
	if since := sinceText(own, value, published); since != "" {
		said = append(said, since)
	}
	cell.Detail = strings.TrimPrefix(strings.Join(said, " "), ": ")
	return view.Fact{Term: term, Cell: cell}
}

// sinceText says how far the own return is from what was last published of the area; empty where nothing was.
func sinceText(own plan.Figure, value returns.Value, published plan.Figure) string {
	if point, ok := samePeriod(value, published); ok {
		if point.Value == nil {
			return ""
		}
		return fmt.Sprintf("Published since for %s: %s. %s.", view.Period(point.Period), page.FigureBeside(published, point.Value), differenceText(published, *own.Value-*point.Value))
	}
	if published.Value == nil {
		return ""
	}
	last := fmt.Sprintf("this area's last published figure, %s in %s", page.FigureBeside(published, published.Value), view.Period(published.Period))
	difference := *own.Value - *published.Value
	apart := page.FigureDifference(published, math.Abs(difference))
	if apart == page.FigureDifference(published, 0) {
		return "The same as " + last + "."
	}
	way := "lower"
	if difference > 0 {
		way = "higher"
	}
	return fmt.Sprintf("%s %s than %s%s.", apart, way, last, chanceText(own, published, difference))
}

// chanceText says whether two values are further apart than chance explains: their intervals do not touch. Only then is one called better.
func chanceText(own, published plan.Figure, difference float64) string {
	if own.Lower == nil || own.Upper == nil || published.Lower == nil || published.Upper == nil {
		return ""
	}
	if *own.Lower <= *published.Upper && *published.Lower <= *own.Upper {
		return ", which may be chance"
	}
	switch {
	case own.Polarity == indicator.None:
		return ", more than chance explains"
	case (difference > 0) == (own.Polarity == indicator.Higher):
		return ", which is better by more than chance explains"
	}
	return ", which is worse by more than chance explains"
}

// ownPeriod is the period that a value of a return speaks of. Before the census it is the year so far, or the day of the file.
func ownPeriod(one returns.Return, period string) string {
	switch {
	case !one.InYear():
		return view.Period(period)
	case period == fmt.Sprintf("%04d-01", one.Year):
		return dayWords(one.AsAt)
	case period == fmt.Sprint(one.Year-1):
		return period + " so far"
	}
	return view.Period(period)
}
