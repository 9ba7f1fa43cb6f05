package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	neturl "net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// published is what the interface for programs says, from which the tests work out what a page has to say.
type published struct {
	t   *testing.T
	url string
}

// rows reads a file of comma-separated values, a row at a time, each value by the name of its column.
func (p published) rows(path string) []map[string]string {
	p.t.Helper()
	records, err := csv.NewReader(strings.NewReader(get(p.t, p.url+"/api/v1"+path))).ReadAll()
	if err != nil || len(records) < 2 {
		p.t.Fatalf("%s holds %d lines (%v)", path, len(records), err)
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[name] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// figure is one published value of an area.
type figure map[string]string

func (p published) figure(area, id, period string) figure {
	p.t.Helper()
	for _, row := range p.rows("/areas/" + area + "/indicators/" + id + ".csv") {
		if row["period"] == period && row["status"] == "ok" {
			return row
		}
	}
	p.t.Fatalf("%s has no %s of %s", area, id, period)
	return nil
}

func (f figure) number(column string) float64 {
	n, err := strconv.ParseFloat(f[column], 64)
	if err != nil {
		return math.NaN()
	}
	return n
}

// percent writes the value of a column with one digit after the point.
func (f figure) percent(column string) string { return percent(f.number(column), 1) }

func percent(value float64, digits int) string {
	return strings.Replace(strconv.FormatFloat(value, 'f', digits, 64), "-", "−", 1) + "%"
}

// of is "445 of 505".
func (f figure) of() string {
	return grouped(f.number("numerator")) + " of " + grouped(f.number("denominator"))
}

// grouped writes a whole number with a comma between thousands.
func grouped(n float64) string {
	s := strconv.FormatFloat(n, 'f', 0, 64)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// neighbours are the codes of an area's similar areas.
func (p published) neighbours(area string) []string {
	p.t.Helper()
	var answer struct {
		Data struct {
			Neighbours []struct{ Code string }
		}
	}
	if err := json.Unmarshal([]byte(get(p.t, p.url+"/api/v1/areas/"+area)), &answer); err != nil {
		p.t.Fatal(err)
	}
	var codes []string
	for _, n := range answer.Data.Neighbours {
		codes = append(codes, n.Code)
	}
	return codes
}

// all are the values of all areas in a period that are there, by code.
func (p published) all(id, period string) map[string]figure {
	p.t.Helper()
	values := map[string]figure{}
	for _, row := range p.rows("/indicators/" + id + ".csv?period=" + neturl.QueryEscape(period)) {
		if row["period"] == period && row["status"] == "ok" {
			values[row["area_code"]] = row
		}
	}
	return values
}

// mean of the areas that have a value, and how many those are.
func mean(values map[string]figure, codes []string) (float64, int) {
	sum, n := 0.0, 0
	for _, code := range codes {
		if f, ok := values[code]; ok {
			sum, n = sum+f.number("value"), n+1
		}
	}
	return sum / float64(n), n
}

// together adds counts up, as if the areas were one.
func together(values map[string]figure, codes []string) (numerator, denominator float64) {
	for _, code := range codes {
		if f, ok := values[code]; ok {
			numerator, denominator = numerator+f.number("numerator"), denominator+f.number("denominator")
		}
	}
	return numerator, denominator
}

// place is the rank of an area's value among those of the codes and itself, where equal values share the better place.
func place(values map[string]figure, area string, codes []string, lowerIsBetter bool) string {
	better := 0
	for _, code := range codes {
		f, ok := values[code]
		if !ok || f.number("value") == values[area].number("value") {
			continue
		}
		if (f.number("value") < values[area].number("value")) == lowerIsBetter {
			better++
		}
	}
	return ordinal(better + 1)
}

func ordinal(n int) string {
	ending := "th"
	if n%100/10 != 1 {
		ending = map[int]string{1: "st", 2: "nd", 3: "rd"}[n%10]
		if ending == "" {
			ending = "th"
		}
	}
	return strconv.Itoa(n) + ending
}

// moved is "up 31.8 points", from one period to another.
func moved(from, to figure) string {
	change := to.number("value") - from.number("value")
	direction := "up"
	if change < 0 {
		direction = "down"
	}
	return fmt.Sprintf("%s %.1f points", direction, math.Abs(change))
}

// themes are the states of an area's themes by the published signals.
func (p published) themes(area string) []map[string]string {
	return p.rows("/areas/" + area + "/signals.csv")
}

// partners of 101, lead first, as the sample's expert partnership Northmarch has them.
var partners = []string{"105", "101", "103"}

// trial are the codes of all areas in an expert partnership.
func (p published) trial() []string {
	var codes []string
	for _, row := range p.rows("/areas.csv") {
		if row["expert_partnership"] != "" {
			codes = append(codes, row["code"])
		}
	}
	slices.Sort(codes)
	return codes
}
