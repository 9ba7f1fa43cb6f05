package invent

import (
	"fmt"
	"math"
	"slices"
)

var alternativeKeys = fields("time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,la_name,old_la_code")

// Settings of alternative provision, without their total.
var settingTypes = []string{"Education setting with URN", "One on one tuition", "Other unregistered provider",
	"Non-maintained further education college", "Registered provider with UKPRN", "Work based placement"}

var placementReasons = []string{"Off-site placement for behavioural support", "Medical condition (mental health need)",
	"Medical condition (physical health need)", "Other", "Permanent exclusion (where still going through the review process)", "Suspension"}

// alternativeProvision is three files about the same children seen by different senders;
// their counts are never to be added together.
func alternativeProvision(w *world) ([]File, error) {
	census, err := pack(File{"ap_placements_ap_census.csv", both.csv(alternativeCensus(w))})
	if err != nil {
		return nil, fmt.Errorf("making the alternative provision census: %w", err)
	}
	files, err := zipped("school-pupils-and-their-characteristics_2022-23.zip",
		File{"data/spc_school_ap_placement.csv", marked.csv(arrangedBySchools(w))})
	return append(files,
		File{"spc_ap_setting.csv", marked.csv(fundedByAuthority(w))},
		File{"ap_placements_ap_census.csv.gz", census}, // a ZIP whatever its name says
	), err
}

// placed are the children of an authority by setting.
func (w *world) placed(code string, year int, who string, perThousand float64, weights ...float64) []int {
	r := w.dice("alternative provision", who, code, year)
	n := around(r, w.peopleOf(code, year)/1000*perThousand*w.traitsOf(code).alternative*(1+0.06*float64(year-2022)))
	return spread(r, n, weights...)
}

func fundedByAuthority(w *world) [][]string {
	rows := [][]string{slices.Concat(alternativeKeys, fields("setting_type,placements"))}
	for year := 2022; year <= 2023; year++ {
		for _, s := range schoolSpots(year, false, false) {
			counts := make([]int, len(settingTypes))
			for _, code := range s.codes {
				for i, n := range w.placed(code, year, "authority", 2.2, 81, 9, 20, 2, 5, 2) {
					counts[i] += n
				}
			}
			rows = appendCounts(rows, keys(alternativeKeys, academic(year), "Academic year", s), counts)
		}
	}
	return rows
}

// appendCounts adds a row for each setting that is used, and the total; there is no row
// for none.
func appendCounts(rows [][]string, key []string, counts []int) [][]string {
	for i, n := range counts {
		if n > 0 {
			rows = append(rows, slices.Concat(key, []string{settingTypes[i], whole(n)}))
		}
	}
	if n := sum(counts); n > 0 {
		rows = append(rows, slices.Concat(key, []string{"Total", whole(n)}))
	}
	return rows
}

func arrangedBySchools(w *world) [][]string {
	rows := [][]string{slices.Concat(alternativeKeys, fields("characteristic_grouping,pupil_characteristic,setting_type,pupils"))}
	const year = 2022
	for _, s := range schoolSpots(year, false, false) {
		key := keys(alternativeKeys, academic(year), "Academic year", s)
		all := make([]int, len(settingTypes))
		for i, reason := range placementReasons {
			counts := make([]int, len(settingTypes))
			for _, code := range s.codes {
				share := []float64{0.6, 0.25, 0.09, 0.33, 0.04, 0.03}[i]
				for j, n := range w.placed(code, year, reason, share, 30, 20, 25, 6, 14, 5) {
					counts[j] += n
					all[j] += n
				}
			}
			rows = appendCounts(rows, slices.Concat(key, []string{"Placement Reason", reason}), counts)
		}
		rows = appendCounts(rows, slices.Concat(key, []string{"Total", "Total"}), all)
	}
	return rows
}

var censusKeys = fields("time_period,time_identifier,geographic_level,country_code,country_name,region_name,region_code,old_la_code,la_name,new_la_code")

// alternativeCensus is a full cube: rows of none are there.
func alternativeCensus(w *world) [][]string {
	rows := [][]string{slices.Concat(censusKeys, fields("gender,age,ethnicity_minor,fsm,number_of_pupils"))}
	const children = 20 // total, then ages 1 to 19
	for year := 2020; year <= 2022; year++ {
		for _, s := range schoolSpots(year, false, false) {
			var counts [4][children]int // total, boys, girls, other
			for _, code := range s.codes {
				r := w.dice("alternative census", code, year)
				n := around(r, w.peopleOf(code, year)/1000*1.9*w.traitsOf(code).alternative)
				for range n {
					sex := 1 + newWheel(0.7, 0.297, 0.003).spin(r)
					age := 5 + int(math.Round(10*math.Sqrt(r.Float64())))
					for _, a := range []int{0, age} {
						counts[0][a]++
						counts[sex][a]++
					}
				}
			}
			key := keys(censusKeys, academic(year), "Academic year", s)
			for sex, name := range []string{"Total", "Boys", "Girls", "Other"} {
				for age := range children {
					label := "Total"
					if age > 0 {
						label = "Age " + whole(age)
					}
					rows = append(rows, slices.Concat(key, []string{name, label, "Total", "Total", whole(counts[sex][age])}))
				}
			}
		}
	}
	return rows
}

var senKeys = fields("time_period,time_identifier,geographic_level,country_code,country_name,region_name,region_code,old_la_code,la_name,new_la_code")

// Pupils of this authority were not returned in the January of 2018/19.
const pupilsMissing = "135"

// pupilsWithSEN counts pupils by phase and provision. In this file x is not applicable and
// z is not available, the other way round from most.
func pupilsWithSEN(w *world) ([]File, error) {
	rows := [][]string{slices.Concat(senKeys, fields("phase_type_grouping,type_of_establishment,hospital_school,total_pupils,sen_support,ehc_plan,sen_support_percent,ehc_plan_percent"))}
	for year := 2015; year <= 2024; year++ {
		for _, s := range schoolSpots(year, false, false) {
			heads := w.heads(s, year)
			private, privateSupport, privatePlans := 0, 0, 0
			for _, code := range s.codes {
				n := int(w.peopleOf(code, year) * 0.034)
				private, privateSupport, privatePlans = private+n, privateSupport+n*15/100, privatePlans+n*4/100
			}
			key := keys(senKeys, academic(year), "Academic year", s)
			for _, phase := range phaseLabels("State-funded special school") {
				if year < 2022 && phase.name != "Total" {
					continue
				}
				n := headsIn(heads, phase.phases, everyProvision)
				support, plans := headsIn(heads, phase.phases, []int{withSupport}), headsIn(heads, phase.phases, []int{withPlan})
				if phase.name == "Total" { // independent schools count in the total only
					n, support, plans = n+private, support+privateSupport, plans+privatePlans
				}
				cells := []string{whole(n), whole(support), whole(plans), percent(support, n, 5), percent(plans, n, 5)}
				if s.is(pupilsMissing) && year == 2018 {
					cells = repeated("z", 5)
				}
				rows = append(rows, slices.Concat(key, []string{phase.name, "Total", "Total"}, cells))
			}
		}
	}
	return []File{{"sen_phase_type.csv", marked.csv(rows)}}, nil
}
