package main

import (
	"fmt"
	"math"
	"strings"
	"time"
)

func (p published) appealsAreAllThatIsPublishedOfTrust() []statement {
	f := p.figure("101", "R01", "2025")
	return []statement{
		{"Appeal rate", f.percent("value"), f.of() + " decisions", f.percent("england")},
		{"Only appeals to the tribunal are published area by area. How far families shape decisions, and trust them, is not."},
	}
}

// legalStandards are the indicators for which the law expects every case, as the catalogue says.
func (p published) legalStandards() (ids []string) {
	for _, row := range p.rows("/indicators.csv") {
		if row["legal_target"] != "" {
			ids = append(ids, row["id"])
		}
	}
	return ids
}

func (p published) unmetStandards() []statement {
	var answer []statement
	for _, id := range p.legalStandards() {
		now := p.figure("107", id, "2025")
		if now.number("value") >= 50 {
			answer = append(answer, statement{"Met in", now.percent("value")})
			continue
		}
		before := p.figure("107", id, "2024")
		improving := "no"
		if now.number("value") > before.number("value") {
			improving = "yes"
		}
		change := strings.Replace(moved(before, now), "points", "percentage points since 2024", 1)
		answer = append(answer, statement{id, now.percent("value"), now.of(), fmt.Sprintf("%.1f percentage points", 100-now.number("value")), " | " + improving + " " + change, now.percent("england")})
	}
	return answer
}

func (p published) unspokenThemes() []statement {
	measures := map[string]string{}
	for _, theme := range p.rows("/themes.csv") {
		measures[theme["id"]] = theme["local"]
	}
	var answer []statement
	for _, theme := range p.themes("101") {
		if theme["state"] != "no public data" {
			continue
		}
		answer = append(answer, statement{theme["title"]})
		for _, id := range strings.Fields(measures[theme["theme"]]) {
			answer = append(answer, statement{"(" + id + ")"})
		}
	}
	return append(answer, statement{"No public data says nothing of how well something is done."})
}

func (p published) besideSimilarAreas() []statement {
	similar := p.neighbours("101")
	answer := []statement{{"10 similar areas"}}
	for _, asked := range []struct {
		id, name, period string
		digits           int
	}{{"R01", "Appeal rate", "2025", 1}, {"A01", "Absence, EHC plans", "2024-25", 1}, {"X06", "Suspended at least once, all SEN", "2024-25 spring", 2}} {
		values := p.all(asked.id, asked.period)
		average, n := mean(values, similar)
		answer = append(answer, statement{asked.name, percent(values["101"].number("value"), asked.digits), percent(average, asked.digits), fmt.Sprintf("%d of 10 areas", n),
			percent(values["101"].number("england"), asked.digits), place(values, "101", similar, true) + " of 11"})
	}
	values := p.all("R01", "2025")
	appeals, decisions := together(values, similar)
	return append(answer, statement{"Appeal rate", percent(100*appeals/decisions, 1), grouped(appeals) + " of " + grouped(decisions) + " decisions"})
}

func (p published) notShown() []statement {
	return []statement{
		{"A low appeal rate can mean good decisions, or families who do not know of appeals"},
		{"Absence does not say why"},
		{"Only what a school recorded is counted. A child sent home without a record is not."},
	}
}

func (p published) plainEnglish() []statement {
	onTime, appeals := p.figure("101", "S01", "2025"), p.figure("101", "R01", "2025")
	inEvery := func(f figure) string { return fmt.Sprintf("%.0f in every 100", f.number("value")) }
	return []statement{
		{inEvery(onTime) + " new plans came within 20 weeks in 2025", onTime.of() + " plans"},
		{inEvery(appeals) + " decisions that families could appeal against led to an appeal in 2025", appeals.of() + " decisions"},
		{fmt.Sprintf("England (%.0f in 100)", onTime.number("england"))},
		{"Three questions to ask the board"},
		{"This page prints on one side of A4."},
	}
}

func (p published) partnershipSince2023() []statement {
	now, then := p.all("S01", "2025"), p.all("S01", "2022")
	row := statement{"Plans issued in 20 weeks", "2025, since 2022"}
	lowest, highest := math.Inf(1), math.Inf(-1)
	for _, code := range partners {
		row = append(row, now[code].percent("value")+" "+moved(then[code], now[code]))
		lowest, highest = min(lowest, now[code].number("value")), max(highest, now[code].number("value"))
	}
	on, of := together(now, partners)
	row = append(row, percent(lowest, 1)+" to "+percent(highest, 1), fmt.Sprintf("range %.1f points", highest-lowest), percent(100*on/of, 1), now["101"].percent("england"))
	outside := statement{"Plans issued in 20 weeks"}
	for _, code := range partners {
		average, n := mean(now, p.outside(code))
		change, of := 0.0, 0.0
		for _, similar := range p.outside(code) {
			if now[similar] != nil && then[similar] != nil {
				change, of = change+now[similar].number("value")-then[similar].number("value"), of+1
			}
		}
		direction := map[bool]string{true: "up", false: "down"}[change > 0]
		outside = append(outside, fmt.Sprintf("%s %d area", percent(average, 1), n), fmt.Sprintf("%s %.1f points", direction, math.Abs(change/of)))
	}
	return []statement{row, outside}
}

// outside are the similar areas of an area that are in no expert partnership.
func (p published) outside(area string) (codes []string) {
	inside := strings.Join(p.trial(), " ")
	for _, code := range p.neighbours(area) {
		if !strings.Contains(inside, code) {
			codes = append(codes, code)
		}
	}
	return codes
}

// trialAreasSince2023 calls a change little by the framework's rule: a point at most, or inside the interval of the newer figure.
func (p published) trialAreasSince2023() []statement {
	now, then := p.all("S01", "2025"), p.all("S01", "2022")
	average, n := mean(now, p.trial())
	on, of := together(now, p.trial())
	better, worse, little := 0, 0, 0
	for _, code := range p.trial() {
		if now[code] == nil || then[code] == nil {
			continue
		}
		switch change := now[code].number("value") - then[code].number("value"); {
		case math.Abs(change) <= 1 || (now[code].number("lower") <= then[code].number("value") && then[code].number("value") <= now[code].number("upper")):
			little++
		case change > 0:
			better++
		default:
			worse++
		}
	}
	return []statement{{"Plans issued in 20 weeks", "2025, since 2022", fmt.Sprintf("%s %d areas", percent(average, 1), n), percent(100*on/of, 1), now["101"].percent("england"),
		fmt.Sprintf("%d moved for the better, %d for the worse and %d little", better, worse, little)}}
}

// sharedWeakSpots reads who is beyond the worse quarter point in which figures that partners share.
func (p published) sharedWeakSpots() []statement {
	var answer []statement
	for _, row := range p.rows("/indicators.csv") {
		if row["type"] != "scored" || strings.HasPrefix(row["id"], "X") {
			continue // suspensions are told for another term than the newest
		}
		var weak []string
		for _, code := range partners {
			f := figure(p.newest(code, row["id"]))
			lower := row["polarity"] == "lower"
			if f != nil && ((lower && f.number("value") > f.number("q75")) || (!lower && f.number("value") < f.number("q25"))) {
				weak = append(weak, f["area_name"])
			}
		}
		if len(weak) > 1 {
			answer = append(answer, statement{row["short"], fmt.Sprintf("%d of 3 %s", len(weak), strings.Join(weak, ", "))})
		}
	}
	return answer
}

// newest is an area's newest value, or nil where there is none.
func (p published) newest(area, id string) map[string]string {
	for _, row := range p.rows("/areas/" + area + "/indicators.csv") {
		if row["indicator"] == id && row["status"] == "ok" {
			return row
		}
	}
	return nil
}

func (p published) signalsAtAGlance() []statement {
	var answer []statement
	for _, theme := range p.themes("101") {
		said := map[string]string{"signal": "data signal " + theme["level"] + " of 4", "partial": "too few figures for a data signal", "no public data": "no public data"}[theme["state"]]
		answer = append(answer, statement{theme["theme"] + " " + theme["title"], " | " + said})
	}
	return answer
}

func (p published) howOldInAPartnership() (answer []statement) {
	for _, code := range partners {
		row := statement{}
		for _, id := range []string{"R01", "S12n", "A01", "F02"} {
			newest := p.newest(code, id)
			row = append(row, newest["area_name"], period(newest["period"]))
		}
		answer = append(answer, row)
	}
	return answer
}

// period says a period as pages do.
func period(p string) string {
	years, term, _ := strings.Cut(p, " ")
	if day, err := time.Parse("2006-01", years); err == nil && day.Month() <= 12 && !strings.HasPrefix(years[5:], "2") {
		return day.Format("January 2006")
	}
	return strings.TrimSpace(term + " " + strings.Replace(years, "-", "/", 1))
}

func (p published) notEffects() []statement {
	return []statement{{"Differences here are not effects of the programme.", "The leading areas were chosen on their published performance", "written parliamentary answer 180364"}}
}

func (p published) publishedAndLocal() []statement {
	numbers, due := 0.0, 0.0
	answer := []statement{{"How close last year’s forecast of spending was", "entered locally"}, {"Decisions recorded at each board meeting (L-DEC1)"}}
	fetched := p.lastFetched()
	titles := map[string]string{}
	for _, source := range p.rows("/sources.csv") {
		titles[source["id"]] = source["title"]
	}
	for _, row := range p.rows("/areas/101/data-quality.csv") {
		f := figure(row)
		numbers, due = numbers+f.number("numbers"), due+f.number("due")
		day, err := time.Parse(time.DateOnly, f["newest_day"])
		if err != nil {
			p.t.Fatal(err)
		}
		answer = append(answer, statement{titles[f["source"]], f["numbers"] + " of " + f["due"], period(f["newest_period"]), fmt.Sprintf("%d months", months(day, fetched))})
	}
	return append(answer, statement{"Core figures published as numbers", fmt.Sprintf("%.0f of %.0f", numbers, due)})
}

// lastFetched is the day the newest file was fetched.
func (p published) lastFetched() time.Time {
	newest := ""
	for _, edition := range p.rows("/editions.csv") {
		newest = max(newest, edition["fetched"])
	}
	day, err := time.Parse(time.DateOnly, newest[:min(len(newest), len(time.DateOnly))])
	if err != nil {
		p.t.Fatalf("editions say they were fetched on %q: %v", newest, err)
	}
	return day
}

// months are the whole months from one day to another.
func months(from, to time.Time) int {
	n := 12*(to.Year()-from.Year()) + int(to.Month()) - int(from.Month())
	if to.Day() < from.Day() {
		n--
	}
	return n
}

func (p published) limits() []statement {
	f := p.figure("101", "S01", "2025")
	return []statement{
		{"Made of " + f.of() + " plans", "between " + f.percent("lower") + " and " + f.percent("upper"), "95% interval"},
		{"clearing old cases lowers this number for a time"},
		{"From 2022", "before, authorities sent totals"},
		{"Source: Department for Education", "fetched", "Open Government Licence"},
	}
}
