package returns

import (
	"slices"
	"strings"
)

// twinMeasures are the measures of different tables that count the same: the plans in force, and the plans that were issued. Rows of the
// same topic and breakdown, and those of everybody, tell of one another wherever they are equal.
var twinMeasures = [][]string{
	{"caseload ehcplans", "needs-active ehc_plans", "annual-reviews-completed total_ehc_plans", "annual-reviews-meetings total_ehc_plans", "phase-transfers number_plans"},
	{"newplans new_ehc_plans", "needs-new ehc_plans", "assessments assess_issued", "timeliness plans_issued_den"},
}

// placedIn are the tables of which a row of everybody has a measure for each placement that other tables have a row for.
var placedIn = map[string]string{
	"needs-active": "caseload", "annual-reviews-completed": "caseload", "annual-reviews-meetings": "caseload", "needs-new": "newplans",
}

// placementMeasures are the measures of rows of the topic of placements, by the row's label.
var placementMeasures = map[string][]string{
	"mainstream - la maintained":                            {"mainstream_la_maintained"},
	"mainstream - la maintained (resourced provision)":      {"mainstream_la_maintained_resourced_provision"},
	"mainstream - la maintained (sen unit)":                 {"mainstream_la_maintained_senunit"},
	"mainstream - academy":                                  {"mainstream_academy"},
	"mainstream - academy (resourced provision)":            {"mainstream_academy_resourced_provision"},
	"mainstream - academy (sen unit)":                       {"mainstream_academy_senunit"},
	"mainstream - free school":                              {"mainstream_free_school"},
	"mainstream - free school (resourced provision)":        {"mainstream_free_school_resourced_provision"},
	"mainstream - free school (sen unit)":                   {"mainstream_free_school_senunit"},
	"mainstream - independent":                              {"mainstream_independent"},
	"mainstream - total":                                    {"mainstream_total"},
	"special - la maintained":                               {"special_la_maintained"},
	"special - academy/free schools":                        {"special_academy", "special_free_school"},
	"special - academy/free school":                         {"special_academy", "special_free_school"},
	"special - independent":                                 {"special_independent"},
	"special - non-maintained":                              {"special_non_maintained"},
	"special - total":                                       {"special_total"},
	"ap/pru - academy":                                      {"ap_pru_academy"},
	"ap/pru - free school":                                  {"ap_pru_free_school"},
	"ap/pru - la maintained":                                {"ap_pru_la_maintained"},
	"ap/pru - total":                                        {"ap_pru_total"},
	"fe - general fe and tertiary colleges":                 {"general_fe_tertiary_colleges"},
	"fe - specialist post-16 institutions":                  {"specialist_post_16_institutions"},
	"fe - ukrlp provider":                                   {"ukrlp_provider"},
	"fe - total":                                            {"fe_total"},
	"educated elsewhere - elective home education":          {"elective_home_education"},
	"educated elsewhere - other arrangements by la":         {"other_arrangements_la"},
	"educated elsewhere - other arrangements by parents":    {"other_arrangements_parents"},
	"educated elsewhere - online provider":                  {"online_provider"},
	"educated elsewhere - welsh establishment":              {"w_settings"},
	"educated elsewhere - other schools and establishments": {"other_schools"},
	"educated elsewhere - other placement settings":         {"other_placement_settings"},
	"educated elsewhere - neet":                             {"neet"},
	"educated elsewhere - not in education or training (notice to cease issued)": {"neet_ntci"},
	"educated elsewhere - not in education or training (other)":                  {"neet_other"},
	"educated elsewhere - not in education or training (compulsory school age)":  {"neet_other_csa"},
	"educated elsewhere - total":                                                 {"ed_elsewhere"},
	"non-maintained early years":                                                 {"nm_early_years"},
	"placement not recorded":                                                     {"placement_unknown"},
}

// addTwins ties numbers that stand in more than one table.
func (s *system) addTwins(tables []Table) {
	for _, same := range twinMeasures {
		first := map[[2]string]place{}
		for _, twin := range same {
			name, measure, _ := strings.Cut(twin, " ")
			for i, t := range tables {
				k := slices.Index(t.Measures, measure)
				if t.Name != name || k < 0 {
					continue
				}
				for j, row := range t.Rows {
					of := [2]string{label(row.Topic), label(row.Breakdown)}
					if j == 0 {
						of = [2]string{}
					}
					if before, ok := first[of]; ok {
						s.relateTwins(before, []place{{i, j, k}})
					} else {
						first[of] = place{i, j, k}
					}
				}
			}
		}
	}
	s.addPlacements(tables)
}

// relateTwins ties numbers where they are equal; where they are not they count something else.
func (s *system) relateTwins(one place, others []place) {
	at, ok := s.at[one]
	sum := 0.0
	for _, p := range others {
		other, there := s.at[p]
		if !ok || !there {
			return
		}
		sum += s.cells[other].n
	}
	if s.cells[at].n == sum {
		s.relate(one, others, false)
	}
}

// addPlacements ties the rows of placements of one table to the measures of another's row of everybody.
func (s *system) addPlacements(tables []Table) {
	for i, t := range tables {
		for other, u := range tables {
			if placedIn[t.Name] != u.Name || len(u.Rows) == 0 {
				continue
			}
			for j, row := range t.Rows {
				if row.Topic != PlacementTopic {
					continue
				}
				var parts []place
				for _, measure := range placementMeasures[label(row.Breakdown)] {
					if k := slices.Index(u.Measures, measure); k >= 0 {
						parts = append(parts, place{other, 0, k})
					}
				}
				if len(parts) > 0 {
					s.relateTwins(place{i, j, 0}, parts)
				}
			}
		}
	}
}
