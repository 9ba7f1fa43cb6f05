package invent

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Year of the data sheet of the high needs benchmarking tool.
const toolYear = 2021

// toolRow is an authority of the data sheet.
type toolRow struct {
	region string
	place  *place
	name   string
}

var toolNames = map[string]string{
	"105": "Tarnshire", "109": "Ivelgate Borough", "130": "Pellshire", "142": "St Orrin",
	codeMerger:   "Sandquay, Marram Regis, Saint Orrin-under-Cliff & the Long Strand",
	codeRenewedB: "Hallowmere (New, LA code 157)",
}

// toolRows lists authorities by region in capitals, ended ones among them.
func toolRows() []toolRow {
	var rows []toolRow
	for i := range places {
		p := &places[i]
		if p.leftOut != "" {
			continue
		}
		r := toolRow{region: upper(regionOf(p.region).name) + " ", place: p, name: p.name}
		if p.sub != "" {
			r.region = upper(regionOf(p.sub).name) + " "
		}
		if other, ok := toolNames[p.code]; ok {
			r.name = other
		}
		rows = append(rows, r)
	}
	slices.SortStableFunc(rows, func(a, b toolRow) int {
		return cmp.Or(strings.Compare(a.region, b.region), strings.Compare(a.name, b.name))
	})
	return rows
}

func benchmarkingTool(w *world) ([]File, error) {
	g := newGrid("Sheet1")
	toolHeader(g)
	rows := toolRows()
	for i, r := range rows {
		line := 8 + i
		code, _ := strconv.Atoi(r.place.code)
		g.across("B", line, r.region, code, r.name)
		g.across("AR", line, toAny(repeated(lostReference, 11))...)
		g.across("BD", line, toAny(repeated(lostReference, 4))...)
		if r.place.to != "" {
			toolVoid(w, g, line, r.place)
			continue
		}
		toolFill(w, g, line, r.place, i == len(rows)-1)
	}
	data, err := g.bytes()
	return []File{{"Outturn data 202122.xlsx", data}}, err
}

func toAny(s []string) []any {
	values := make([]any, len(s))
	for i, x := range s {
		values[i] = x
	}
	return values
}

// toolVoid is the row of an authority that ended: no figures, only a population for the
// one that was split after the projection was made.
func toolVoid(w *world, g *grid, line int, p *place) {
	people := 0.0
	if p.code == codeSplit {
		people = w.youngPeople(p.code, toolYear) + 0.6
	}
	g.put("E", line, people)
	g.across("G", line, toAny(repeated(notFound, 8))...)
	g.across("P", line, toAny(repeated(notFound, 27))...)
	g.across("BI", line, toAny(repeated(notFound, 27))...)
	g.across("CO", line, toAny(repeated(notFound, 27))...)
}

func toolFill(w *world, g *grid, line int, p *place, last bool) {
	people := w.youngPeople(p.code, toolYear) + 0.25
	g.put("E", line, people)
	seats := w.tally(stock, toolYear, p.code).row(everyone)
	units := seats[mainstreamLAResourced] + seats[mainstreamLAUnit] + seats[mainstreamAcademyResourced] + seats[mainstreamAcademyUnit] +
		seats[mainstreamFreeResourced] + seats[mainstreamFreeUnit]
	ordinary := groupSum(seats, mainstream) - units - seats[mainstreamIndependent]
	state := seats[specialLA] + seats[specialAcademy] + seats[specialFree]
	private := seats[specialIndependent] + seats[specialNonMaintained] + seats[mainstreamIndependent]
	pru, post16 := groupSum(seats, ap), groupSum(seats, college)
	all := sum(seats)
	g.across("G", line, all, ordinary, units, state, private, pru, post16, all-ordinary-units-state-private-pru-post16)
	g.across("P", line, toolMoney(w, p.code, true)...)
	out := toolMoney(w, p.code, false)
	g.across("BI", line, out...)
	heads := make([]any, len(out))
	for i := range heads {
		heads[i] = 0
	}
	for _, i := range []int{11, 12, 19, 20} { // special and PRU: BT, BU, CB, CC over the population
		heads[i] = float64(out[i].(int)) / people
		if last { // the lookup stops one row short
			heads[i] = notFound
		}
	}
	g.across("CO", line, heads...)
}

// toolMoney is a block of 27 columns: place funding, top-up of maintained and of
// independent schools each by kind, and four services.
func toolMoney(w *world, code string, planned bool) []any {
	add := func(lines ...string) spent {
		var total spent
		for _, l := range spendingLines {
			if slices.Contains(lines, l.code) {
				x := w.spending(code, toolYear, l, planned)
				for i, pounds := range x.by {
					total.by[i] += pounds
				}
				total.income += x.income
			}
		}
		return total
	}
	places := add("1.0.2")
	block := []any{places.by[3] + places.by[4]}
	for _, pounds := range places.by {
		block = append(block, pounds)
	}
	for _, topUp := range []spent{add("1.2.1", "1.2.2", "1.2.4", "1.2.11"), add("1.2.3")} {
		block = append(block, topUp.net())
		for _, pounds := range topUp.by {
			block = append(block, pounds)
		}
		block = append(block, topUp.income)
	}
	return append(block, add("1.2.5", "1.2.8", "1.2.9").net(), add("1.2.7").net(), add("1.2.6").net(), add("1.2.13").net())
}

// toolHeader is rows 2 to 6. Many names of row 6 occur twice or more.
func toolHeader(g *grid) {
	g.across("B", 2, "Year", "2021-22")
	g.across("AR", 2, "Year", "2021-22")
	g.put("BI", 2, "This table has values for 2016-17, 2017-18, 2018-19, 2019-20 and 2020-21 currently as data for later years is unavailable")
	g.put("P", 3, "Section 251 budget")
	g.put("AS", 3, "2020-21")
	g.put("BI", 3, "Section 251 outturn")
	kinds := func(suffix string) []any {
		return []any{"Early Years" + suffix, "Primary" + suffix, "Secondary" + suffix, "Special schools and academies" + suffix, "PRUs and AP academies" + suffix, "Post School" + suffix}
	}
	services := []any{"SEN support and inclusion services", "Alternative provision services", "Hospital education services", "Therapies and other health related services"}
	block := append([]any{"Place funding"}, kinds("")...)
	block = append(append(append(block, "Top up funding (maintained schools, academies, free schools and colleges)"), kinds(" (1)")...), "Income (1)")
	block = append(append(append(block, "Top up funding (non-maintained\nand independent schools and colleges)"), kinds(" (2)")...), "Income (2)")
	block = append(block, services...)
	g.across("P", 4, block...)
	g.across("BI", 4, block...)
	g.put("CO", 4, "Table 3b: High needs outturn reported in section 251 and amounts per head of 2-18 population (Charts 3, 4, 5 and 6)*")

	g.across("B", 5, "Region", "LA code", "LA name", "2-18 Population (ONS mid-2021 projection)", nil, "No. aged up to 25 with SEN statement or EHCP", "of these, placements in:")
	for _, at := range []string{"P", "BI", "CO"} {
		g.across(at, 5, "Place funding", "of which")
	}
	g.put("AR", 5, "Number of individuals qualifying for deprivation, poor health and low attainment national funding formula factors")
	g.across("BD", 5, "High needs NFF 2019-20 allocation", "High needs NFF 2020-21 allocation", "High needs NFF 2021-22 allocation", "Import/export adjustments")

	g.across("E", 6, "2-18 Population (ONS mid-2021 projection)", nil, "with SEN statement or EHCP", "Mainstream schools\nor academies", "Resourced provision\nor SEN units",
		"Maintained special schools\nor special academies", "NMSS or\nindependent schools", "Hospital schools or\nalternative provision", "Post 16", "Other")
	g.across("AR", 6, "FSM", "IDACI band F", "IDACI band E", "IDACI band D", "IDACI band C", "IDACI band B", "IDACI band A", "Children with bad health", "Children with DLA", "KS2 low attainment", "KS4 low attainment")
	g.across("BD", 6, "2019-20 allocation", "2020-21 allocation", "2021-22 allocation", "adjustments")
	row6 := func(at, places, first, second, suffix, place string) {
		names := append([]any{places, "Early Years" + place, "Primary" + place, "Secondary" + place}, "Special schools and academies", "PRUs and AP academies", "Post School"+place)
		one, two := suffix, suffix
		if suffix != "" {
			one, two = " (1)", " (2)"
		}
		names = append(append(append(names, first), kinds(one)...), "Income"+one)
		names = append(append(append(names, second), kinds(two)...), "Income"+two)
		names = append(names, "and inclusion services per head", "provision services per head", "education services per head", "other health related services")
		if places == "" {
			names[0] = nil
		}
		g.across(at, 6, names...)
	}
	maintained, independent := "(maintained schools, academies, free schools and colleges)", "(non-maintained\nand independent schools and colleges)"
	row6("P", "", maintained, "head "+independent, "numbered", " (1)")
	row6("BI", "", maintained, independent, "", " (2)")
	row6("CO", "per head for special schools and AP/PRUs", "per head "+maintained, "pre head "+independent, "numbered", " (1)")
}
