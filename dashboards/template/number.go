package view

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Percent writes a percentage with one decimal: 46.4%.
func Percent(v float64) string { return Digits(v, 1) + "%" }

// Count writes a whole number with thousands separated: 482,640.
func Count(v float64) string { return Digits(v, 0) }

// Money writes pounds: £9,953m from ten million pounds up, £5.2m from one million up, £12,345 below.
func Money(pounds float64) string {
	size := math.Abs(pounds)
	var text string
	switch {
	case size >= 10e6:
		text = Digits(size/1e6, 0) + "m"
	case size >= 1e6:
		text = Digits(size/1e6, 1) + "m"
	default:
		text = Digits(size, 0)
	}
	if pounds < 0 && strings.Trim(text, "0.m") != "" {
		return "−£" + text
	}
	return "£" + text
}

// Of says a number with its denominator: "168 of 412 plans".
func Of(numerator, denominator float64, what string) string {
	return strings.TrimSpace(Count(numerator) + " of " + Count(denominator) + " " + what)
}

// Digits writes a number with its decimals and its thousands apart. The minus sign is the real one, and zero has none.
func Digits(v float64, decimals int) string {
	text := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, fraction, dotted := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if dotted {
		whole += "." + fraction
	}
	if v < 0 && strings.Trim(whole, "0.,") != "" {
		return "−" + whole
	}
	return whole
}

// Date writes a day: 15 January 2026. No date is "date not known".
func Date(t time.Time) string {
	if t.IsZero() {
		return "date not known"
	}
	return t.Format("2 January 2006")
}

var terms = []string{"autumn", "spring", "summer"}

// Period writes a period as people say it: 2024; 2023-24 as 2023/24; 2025-01 as January 2025; "2024-25 autumn" as
// autumn 2024/25. What it does not know it leaves as it is. A year and the next ("2000-01") is always two years.
func Period(p string) string {
	years, term, termly := strings.Cut(p, " ")
	text := years
	if termly && !slices.Contains(terms, term) {
		return p
	}
	if first, second, ok := strings.Cut(years, "-"); ok {
		text = spanOrMonth(years, first, second)
	}
	if termly {
		return term + " " + text
	}
	return text
}

func spanOrMonth(whole, first, second string) string {
	year, err := strconv.Atoi(first)
	n, err2 := strconv.Atoi(second)
	if err != nil || err2 != nil || len(first) != 4 || len(second) != 2 {
		return whole
	}
	if n == (year+1)%100 {
		return first + "/" + second
	}
	if n >= 1 && n <= 12 {
		return time.Month(n).String() + " " + first
	}
	return whole
}
