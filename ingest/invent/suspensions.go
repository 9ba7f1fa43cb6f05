package invent

import (
	"slices"
	"strings"
)

var (
	geographyKeys      = fields("time_identifier,time_period,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name")
	characteristicKeys = fields("time_identifier,time_period,geographic_level,country_code,country_name,region_code,region_name,new_la_code,old_la_code,la_name")
)

const sentColumns = "headcount,perm_excl,perm_excl_rate,suspension,susp_rate,one_plus_susp,one_plus_susp_rate"

// phaseLabel is a row label and the phases it sums.
type phaseLabel struct {
	name   string
	phases []int
}

func phaseLabels(specialName string) []phaseLabel {
	return []phaseLabel{{"Total", everyPhase}, {"State-funded primary", []int{primary}}, {"State-funded secondary", []int{secondary}}, {specialName, []int{specialSchool}}}
}

// provisionLabel is a characteristic and the provisions it sums.
type provisionLabel struct {
	group, name string
	provisions  []int
}

var provisionLabels = []provisionLabel{
	{"SEN provision", "EHC plan", []int{withPlan}},
	{"SEN provision", "No SEN", []int{withNeither}},
	{"SEN provision", "SEN support", []int{withSupport}},
}

// suspensions are the releases about suspensions and permanent exclusions: the full year,
// the terms, and two files in an older layout.
func suspensions(w *world) ([]File, error) {
	year, err := zipped("suspensions-and-permanent-exclusions-in-england_2023-24.zip",
		File{"data/exc_nat_region_la.csv", plain.csv(suspensionsByPlace(w))},
		File{"data/exc_characteristics.csv", plain.csv(suspensionsByPupil(w))})
	if err != nil {
		return nil, err
	}
	terms, err := zipped("suspensions-and-permanent-exclusions-in-england_2024-25-spring-term.zip",
		File{"data/exc_characteristics_termly.csv", windows.csv(suspensionsByTerm(w))})
	if err != nil {
		return nil, err
	}
	return slices.Concat(year, terms, []File{
		{"exclusions_by_geography_2016-2018.csv", plain.csv(exclusionsBefore(w))},
		{"exclusions_by_reason_2006-2017.csv", plain.csv(exclusionsByReason(w))},
	}), nil
}

// schoolSpots are the places of a school year; two files keep the older long code.
func schoolSpots(year int, split, oldCode bool) []spot {
	list := spots(january(year+1), split)
	for i := range list {
		if oldCode && list[i].is(codeRecoded) {
			list[i].long = list[i].place.onsBefore
		}
	}
	return list
}

// heads and sentSum add up a place.
func (w *world) heads(s spot, year int) pupilsBy {
	var p pupilsBy
	for _, code := range s.codes {
		p.add(w.pupils(code, year))
	}
	return p
}

func (w *world) sentSum(s spot, of func(code string) sentBy) sentBy {
	var t sentBy
	for _, code := range s.codes {
		t.add(of(code))
	}
	return t
}

func headsIn(p pupilsBy, phases, provisions []int) int {
	n := 0
	for _, phase := range phases {
		for _, provision := range provisions {
			n += p[phase][provision]
		}
	}
	return n
}

// sentCells are head count, exclusions, suspensions and pupils suspended with their rates
// per 100 pupils; z where there are no pupils.
func sentCells(heads int, s sent, decimals int) []string {
	rate := func(n int) string {
		if heads == 0 {
			return "z"
		}
		return fixed(100*float64(n)/float64(heads), decimals)
	}
	return []string{whole(heads), whole(s.exclusions), rate(s.exclusions), whole(s.suspensions), rate(s.suspensions), whole(s.pupils), rate(s.pupils)}
}

func suspensionsByPlace(w *world) [][]string {
	rows := [][]string{slices.Concat(geographyKeys, fields("education_phase,num_schools,"+sentColumns))}
	for year := 2018; year <= 2023; year++ {
		for _, s := range schoolSpots(year, true, true) {
			heads, gone := w.heads(s, year), w.sentSum(s, func(code string) sentBy { return w.sentInYear(code, year) })
			for _, phase := range phaseLabels("Special") {
				count := 0
				for _, code := range s.codes {
					for _, x := range phase.phases {
						count += w.schools(code, year, x)
					}
				}
				cells := sentCells(headsIn(heads, phase.phases, everyProvision), gone.total(phase.phases, everyProvision), 5)
				rows = append(rows, slices.Concat(keys(geographyKeys, academic(year), "Academic year", s), []string{phase.name, whole(count)}, cells))
			}
		}
	}
	return rows
}

func suspensionsByPupil(w *world) [][]string {
	rows := [][]string{slices.Concat(characteristicKeys, fields("education_phase,characteristic_group,characteristic,"+sentColumns))}
	for year := 2018; year <= 2023; year++ {
		for _, s := range schoolSpots(year, true, true) {
			heads, gone := w.heads(s, year), w.sentSum(s, func(code string) sentBy { return w.sentInYear(code, year) })
			key := keys(characteristicKeys, academic(year), "Academic year", s)
			for _, phase := range phaseLabels("Special") {
				for _, p := range append(slices.Clone(provisionLabels), provisionLabel{"Total", "Total", everyProvision}) {
					cells := sentCells(headsIn(heads, phase.phases, p.provisions), gone.total(phase.phases, p.provisions), 5)
					rows = append(rows, slices.Concat(key, []string{phase.name, p.group, p.name}, cells))
				}
			}
			all, total := heads.all(), gone.total(everyPhase, everyProvision)
			girls := sent{total.suspensions * 33 / 100, total.pupils * 34 / 100, total.exclusions * 26 / 100}
			boys := sent{total.suspensions - girls.suspensions, total.pupils - girls.pupils, total.exclusions - girls.exclusions}
			rows = append(rows,
				slices.Concat(key, fields("Total,Sex,Female"), sentCells(all*49/100, girls, 5)),
				slices.Concat(key, fields("Total,Sex,Male"), sentCells(all-all*49/100, boys, 5)))
		}
	}
	return rows
}

// Authorities of which the terms give rates and no counts.
const ratesOnly = "119 143"

var termNames = [termCount]string{"Autumn term", "Spring term", "Summer term"}

func suspensionsByTerm(w *world) [][]string {
	rows := [][]string{slices.Concat(characteristicKeys, fields("education_phase,characteristic_group,characteristic,"+sentColumns))}
	for year := 2022; year <= 2024; year++ {
		for term := range termCount {
			if year == 2024 && term == summer {
				continue
			}
			for _, s := range schoolSpots(year, false, false) {
				heads, gone := w.heads(s, year), w.sentSum(s, func(code string) sentBy { return w.sentIn(code, year, term) })
				key := keys(characteristicKeys, academic(year), termNames[term], s)
				for _, phase := range phaseLabels("State-funded special") {
					for _, p := range provisionLabels {
						cells := sentCells(headsIn(heads, phase.phases, p.provisions), gone.total(phase.phases, p.provisions), 3)
						if s.place != nil && among(s.place.code, ratesOnly) {
							cells[0], cells[1], cells[3], cells[5] = "x", "x", "x", "x"
						}
						rows = append(rows, slices.Concat(key, []string{phase.name, p.group, p.name}, cells))
					}
				}
			}
		}
	}
	return rows
}

// lowerLevel is how files of 2016/17 wrote the level and the identifier.
func lowerLevel(key []string) []string {
	for i := range key {
		if i == 0 || i == 2 {
			key[i] = strings.ToLower(key[i])
		}
	}
	return key
}

// few hides counts of one and two, as was done then.
func few(n int) string {
	if n == 1 || n == 2 {
		return "x"
	}
	return whole(n)
}

// exclusionsBefore is the older layout by geography: fixed period exclusions, lower case.
func exclusionsBefore(w *world) [][]string {
	rows := [][]string{slices.Concat(geographyKeys, fields("school_type,num_schools,headcount,perm_excl,perm_excl_rate,fixed_excl,fixed_excl_rate,one_plus_fixed,one_plus_fixed_rate"))}
	for year := 2016; year <= 2017; year++ {
		for _, s := range schoolSpots(year, true, true) {
			heads, gone := w.heads(s, year), w.sentSum(s, func(code string) sentBy { return w.sentInYear(code, year) })
			for _, phase := range phaseLabels("Special") {
				count := 0
				for _, code := range s.codes {
					for _, x := range phase.phases {
						count += w.schools(code, year, x)
					}
				}
				total := gone.total(phase.phases, everyProvision)
				cells := sentCells(headsIn(heads, phase.phases, everyProvision), total, 2)
				for i, n := range []int{total.exclusions, total.suspensions, total.pupils} {
					cells[1+2*i] = few(n)
					if cells[1+2*i] == "x" {
						cells[2+2*i] = "x"
					}
				}
				rows = append(rows, slices.Concat(lowerLevel(keys(geographyKeys, academic(year), "Academic year", s)), []string{phase.name, whole(count)}, cells))
			}
		}
	}
	return rows
}

var reasons = fields("physical_pupils,physical_adult,verbal_pupil,verbal_adult,bullying,racist_abuse,sexual_misconduct,drug_alcohol,damage,theft,persistent_disruptive,other")

var reasonShares = [2][]float64{
	{13, 10, 4, 9, 0.4, 0.3, 1.3, 8, 1.3, 0.5, 36, 17}, // permanent
	{17, 7, 4, 16, 1.1, 1.2, 0.6, 2.4, 2, 1.1, 28, 20}, // fixed period
}

// exclusionsByReason is the layout of 2016/17: sums of the country and regions are rounded
// to 5, small counts of authorities are x.
func exclusionsByReason(w *world) [][]string {
	head := fields("school_type")
	for _, kind := range []string{"perm_", "fixed_"} {
		for _, reason := range reasons {
			head = append(head, kind+reason)
		}
	}
	rows := [][]string{slices.Concat(geographyKeys, head)}
	for year := 2016; year >= 2014; year-- {
		for _, s := range schoolSpots(year, true, true) {
			for _, phase := range phaseLabels("Special") {
				counts := make([]int, 2*len(reasons))
				for _, code := range s.codes {
					total := w.sentInYear(code, year).total(phase.phases, everyProvision)
					r := w.dice("reasons", code, year, phase.name)
					for kind, n := range []int{total.exclusions, total.suspensions} {
						for i, x := range spread(r, n, reasonShares[kind]...) {
							counts[kind*len(reasons)+i] += x
						}
					}
				}
				cells := []string{phase.name}
				for _, n := range counts {
					if s.place == nil {
						cells = append(cells, whole((n+2)/5*5))
					} else {
						cells = append(cells, few(n))
					}
				}
				rows = append(rows, slices.Concat(lowerLevel(keys(geographyKeys, academic(year), "Academic year", s)), cells))
			}
		}
	}
	return rows
}
