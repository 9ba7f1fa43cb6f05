package page

import (
	"strings"

	"inclusion/dashboards/chart"
	view "inclusion/dashboards/template"
	"inclusion/internal/benchmark"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
)

// valueText writes a value as a sentence needs it, with its unit: 46.4%, £9,953m, 11.3 per 100 pupils, 23.4 weeks, 1.8 times.
func valueText(in indicator.Indicator, v float64) string {
	number := numberText(in, v)
	if strings.HasPrefix(in.Unit, "per ") {
		return number + " " + in.Unit
	}
	return number
}

// numberText writes a value as a table needs it, where the row or the column already says "per 100 pupils".
func numberText(in indicator.Indicator, v float64) string {
	number := view.Digits(v, in.Shown())
	switch in.Unit {
	case "percent":
		return number + "%"
	case "pounds":
		return view.Money(v)
	case "pounds each":
		if sign, size, negative := strings.Cut(number, "−"); negative {
			return "−£" + sign + size
		}
		return "£" + number
	case "weeks", "times":
		return number + " " + in.Unit
	}
	return number
}

// unitWords is what numberText leaves unsaid: "per 100 pupils".
func unitWords(in indicator.Indicator) string {
	if strings.HasPrefix(in.Unit, "per ") {
		return in.Unit
	}
	return ""
}

// valueCell is a value in a table with what it is counted from, or why there is none.
func valueCell(in indicator.Indicator, row indicator.Row) view.Cell {
	if row.Value == nil {
		return missingCell(row)
	}
	cell := view.Number(numberText(in, *row.Value), countsText(in, row))
	if row.Status != "ok" {
		cell.Status = view.StatusWords(row.Status)
	}
	return cell
}

// missingCell says why there is no value.
func missingCell(row indicator.Row) view.Cell {
	switch {
	case row.Denominator != nil && *row.Denominator == 0:
		return view.Missing("not applicable", "none to count")
	case row.Status == "suppressed":
		return view.Missing(row.Status, "small numbers")
	case row.Status == "" || row.Status == "ok":
		return view.Missing("not available")
	}
	return view.Missing(row.Status)
}

// missingText is missingCell as words: "suppressed: small numbers".
func missingText(row indicator.Row) string { return missingCell(row).Status }

// countsText says what a value is made of, shortly: "168 of 412 plans", "463 among 4,100 pupils", "£9.2m for 1,155 plans".
// It is empty where the parts are not published, or are rates themselves.
func countsText(in indicator.Indicator, row indicator.Row) string {
	if row.Numerator == nil || row.Denominator == nil {
		return ""
	}
	part, whole := amount(*row.Numerator, in.Numerator), amount(*row.Denominator, in.Denominator)
	link := ""
	switch {
	case in.Unit == "pounds each":
		part, link = view.Money(*row.Numerator), " for "
	case strings.HasPrefix(in.Unit, "per "):
		link = " among "
	case in.Unit == "percent" && !partOfWhole(in):
		link = " against "
	case in.Unit == "percent":
		link = " of "
	default:
		return ""
	}
	return part + link + strings.TrimSpace(whole+" "+noun(in.Denominator))
}

// partOfWhole says that what is counted is a part of what it is out of. A change, a balance or spending beside a grant is not.
func partOfWhole(in indicator.Indicator) bool {
	return in.Interval != "none" || strings.HasPrefix(in.Denominator, "possible ") || strings.HasPrefix(in.Numerator, "top-ups ")
}

// amount writes a part of a value: money where its words speak of money.
func amount(v float64, words string) string {
	for word := range strings.FieldsSeq(strings.ToLower(words)) { // whole words: a pupil may be suspended
		for _, money := range []string{"pounds", "spend", "spent", "allocation", "balance", "deficit", "block", "grant", "budget", "top-up", "outturn", "cost", "£"} {
			if strings.HasPrefix(word, money) {
				return view.Money(v)
			}
		}
	}
	return view.Count(v)
}

// noun is the thing counted in "plans issued", "all such pupils", "EHC plans in force"; nothing where the words begin otherwise.
func noun(words string) string {
	for _, before := range []string{"all such ", "possible ", "EHC "} {
		words = strings.TrimPrefix(words, before)
	}
	first, _, _ := strings.Cut(words, " ")
	if (strings.HasSuffix(first, "s") || first == "people") && !strings.HasPrefix(amount(0, words), "£") {
		return first
	}
	return ""
}

// notInTheseData stands for a figure of England's that the files loaded do not give: its publisher may well give it elsewhere.
const notInTheseData = "not in these data"

// nothingToCompare marks a value beside an England that is not published.
var nothingToCompare = view.Mark{Shape: "✕", Word: "no England figure", Full: "England's figure is not in these data, so there is nothing to compare with", Class: "missing"}

// chanceUnknown marks a share or rate whose parts are not published: nobody can say whether chance explains a difference.
var chanceUnknown = view.Mark{Shape: "…", Word: "counts not published", Full: "not compared: the counts are not published, so chance cannot be ruled out", Class: "few"}

// rowMark is a row's mark. Where there is no value it says no more of the reason than is true: what had nothing to count, or was
// published and cannot be shown, was not left unpublished.
func rowMark(in indicator.Indicator, row indicator.Row) view.Mark {
	switch {
	case row.Value != nil:
	case row.Denominator != nil && *row.Denominator == 0:
		return view.NothingToCount
	case row.Status != "suppressed" && view.StatusWords(row.Status) != view.StatusWords("not available"):
		return view.NoFigure
	}
	return mark(in, row.Value, row.Lower, row.Upper, row.England, compare.TooFew(in, row))
}

// mark says how a value compares with England's. Where England lies inside the value's 95% interval the two are similar.
// Indicators that have no interval, such as pounds and weeks, are compared as published.
func mark(in indicator.Indicator, value, lower, upper, england *float64, tooFew bool) view.Mark {
	switch {
	case value == nil:
		return view.NotPublished
	case compare.Polarity(in) == indicator.None:
		return view.NoDirection
	case tooFew:
		return view.TooFew
	case england == nil:
		return nothingToCompare
	}
	verdict, _ := compare.Against(in, indicator.Row{Value: value, Lower: lower, Upper: upper}, england)
	better, differs := verdict.Better(compare.Direction(in))
	switch {
	case verdict == benchmark.NotCompared:
		return chanceUnknown
	case !differs, numberText(in, *value) == numberText(in, *england): // pounds may differ by less than is written
		return view.Similar
	case better:
		return view.Better
	}
	return view.Worse
}

// legal says what the law expects and how far a value is from it: below half it is not met in most cases, whatever the
// quarter of areas the value is in.
func legal(in indicator.Indicator, value *float64) *view.Legal {
	if in.Type != indicator.Legal {
		return nil
	}
	what, _, _ := strings.Cut(in.Numerator, ",")
	standard := "all " + what
	if in.LegalTarget < 100 {
		standard = "at least " + valueText(in, in.LegalTarget) + " of " + what
	}
	l := view.Legal{Standard: standard}
	if value != nil {
		l.Met = string(benchmark.Legal(*value))
	}
	return &l
}

// rowLegal is legal of a row, which says nothing of how far the standard is met where that rests on too few to say.
func rowLegal(in indicator.Indicator, row indicator.Row) *view.Legal {
	l := legal(in, row.Value)
	if l != nil && row.Value != nil && compare.TooFew(in, row) {
		l.Met = "too few to say how far it is met"
	}
	return l
}

// polarity is the indicator's direction as charts know it.
func polarity(in indicator.Indicator) chart.Polarity {
	switch compare.Polarity(in) {
	case indicator.Higher:
		return chart.HigherIsBetter
	case indicator.Lower:
		return chart.LowerIsBetter
	}
	return chart.NoDirection
}

// directionWords say which way is better, for a definition.
func directionWords(in indicator.Indicator) string {
	switch compare.Polarity(in) {
	case indicator.Higher:
		return "Higher is better."
	case indicator.Lower:
		return "Lower is better."
	}
	return "No direction is agreed: a high or a low figure may be good or bad."
}

// periodWords writes a period as people say it: 2024, 2023/24, January 2025, autumn 2024/25.
func periodWords(period string) string { return view.Period(period) }
