package invent

import (
	"slices"
	"strconv"
)

const miHeader = "ass_nodecision,ass_nodecision_ehc,ass_none,ass_none_ehc,ass_none_ehc_pc,ass_refused,ass_refused_ehc,ass_refused_ehc_pc,assessment_mediation,assessment_tribunal,assessment_w,assessments,direct_pay_education,direct_pay_health,direct_pay_integrated,direct_pay_socialcare,discontinued_abroad,discontinued_age,discontinued_deceased,discontinued_employment,discontinued_unknown,discontinued_engage,discontinued_he,discontinued_lea,discontinued_lea_ehc,discontinued_lea_noncomp,discontinued_left,discontinued_left_ehc,discontinued_met,discontinued_met_ehc,discontinued_met_noncomp,discontinued_other,discontinued_other_ehc,discontinued_other_noncomp,discontinued_total,inc_exc_20week_ehc,inc_exc_20week_rate,inc_exc_26week,inreq_ehc,inreq_ehc_a,inreq_ehc_w,inreq_ehc_y,inreq_rya_ehc,mainstream_to_home,mainstream_to_home_ehc,mainstream_to_special,mainstream_to_special_ehc,new_all_ehc,new_all_ehc_ass_none_ehc_sum,new_all_ehc_pc,no_exc_20week_ehc,no_exc_20week_rate,no_exc_26week,org_arrangements,other_mediation,other_tribunal,total_tribunal,personal_budgets,request_mediation,request_tribunal,special_to_home,special_to_home_ehc,special_to_mainstream,special_to_mainstream_ehc,statements_no_ehc,statements_to_ehc,tot_inc_exc,tot_inc_exc_ehc,tot_no_exc,tot_no_exc_ehc,total_mediation,total_tribunal_followed_mediation,total_tribunal_pc"

// managementInformation is the series of 2014 to 2022 in 83 columns. Its last year was
// written by another program: percentages have a leading blank.
func managementInformation(w *world) ([]File, error) {
	columns := fields(miHeader)
	rows := [][]string{slices.Concat(planKeys, columns)}
	for year := firstYear; year <= 2022; year++ {
		for _, s := range spots(yearEnd(year), false) {
			cells := w.miRow(year, s)
			row := keys(planKeys, whole(year), "Calendar year", s)
			for _, c := range columns {
				x, there := cells[c]
				if !there {
					x = "z"
				}
				row = append(row, x)
			}
			rows = append(rows, row)
		}
	}
	d := dialect{quoted: func(column int, header bool) bool { return header || column == 9 }}
	return []File{{"sen2_mi_2014-2022.csv", d.csv(rows)}}, nil
}

// miSums adds up the books of the authorities of a row; of those that returned no dates
// in 2022 the numerators, or all of timeliness, are missing.
type miSums struct {
	requests, assessments, issued, ceased, budgets *tally
}

func (w *world) miSums(year int, s spot) miSums {
	m := miSums{newTally(requestCounts), newTally(assessmentCounts), newTally(issuedCounts), newTally(ceasedCounts), newTally(budgetCounts)}
	for _, code := range s.codes {
		m.requests.add(w.tally(requests, year, code))
		m.assessments.add(w.tally(assessments, year, code))
		m.ceased.add(w.tally(ceased, year, code))
		m.budgets.add(w.tally(budgets, year+1, code))
		timely := w.tally(issued, year, code)
		if s.place == nil {
			timely = countTimely(edition{w, 2023}, year, code)
		}
		if timely != nil {
			m.issued.add(timely)
		}
	}
	return m
}

func (w *world) miRow(year int, s spot) map[string]string {
	m := w.miSums(year, s)
	cells := map[string]string{}
	put := func(column string, n int) { cells[column] = whole(n) }
	m.decided(year, put, cells)
	m.timely(year, put, cells)
	if year < 2022 {
		m.aggregate(w, year, s, put, cells)
	} else {
		m.personLevel(put)
	}
	hideTimely(year, s, cells)
	return cells
}

// decided fills what is published of requests and assessments in every year.
func (m miSums) decided(year int, put func(string, int), cells map[string]string) {
	received := m.requests.total(assess, refuse, undecided, withdrawn)
	refused := m.requests.total(refuse)
	none, given := m.assessments.total(planNotIssued), m.assessments.total(planIssued)
	put("inreq_ehc", received)
	put("inreq_rya_ehc", m.requests.total(inYouthAccommodation))
	put("ass_refused_ehc", refused)
	put("ass_none_ehc", none)
	put("new_all_ehc", given)
	put("new_all_ehc_ass_none_ehc_sum", given+none)
	put("personal_budgets", sum(m.budgets.row(everyone)[:budgetOrganised]))
	put("org_arrangements", m.budgets.total(budgetOrganised))
	put("direct_pay_education", m.budgets.total(budgetEducation))
	put("direct_pay_health", m.budgets.total(budgetHealth))
	put("direct_pay_integrated", m.budgets.total(budgetIntegrated))
	put("direct_pay_socialcare", m.budgets.total(budgetSocial))
	cells["ass_refused_ehc_pc"] = miShare(year, refused, received, 4)
	cells["ass_none_ehc_pc"] = miShare(year, none, given+none, 4)
	cells["new_all_ehc_pc"] = miShare(year, given, given+none, 2)
}

func (m miSums) timely(year int, put func(string, int), cells map[string]string) {
	n := m.issued.row(everyone)
	with, without := sum(n[:weeks]), n[in20]+n[in52]+n[over52]
	put("tot_inc_exc_ehc", with)
	put("tot_no_exc_ehc", without)
	put("inc_exc_20week_ehc", n[in20]+n[in20Exception])
	put("no_exc_20week_ehc", n[in20])
	cells["inc_exc_20week_rate"] = miRate(year, n[in20]+n[in20Exception], with)
	cells["no_exc_20week_rate"] = miRate(year, n[in20], without)
}

// aggregate fills what was collected before the person-level return of 2022, and the
// statements that preceded plans until 2017.
func (m miSums) aggregate(w *world, year int, s spot, put func(string, int), cells map[string]string) {
	r := w.dice("management information", s.code(), year)
	met := m.ceased.total(needsMet)
	put("ass_nodecision_ehc", m.requests.total(undecided))
	put("discontinued_met_ehc", met)
	put("discontinued_lea_ehc", m.ceased.total(transferred))
	put("discontinued_left_ehc", m.ceased.total(notEngaging, higherEducation, employment, maxAge))
	put("discontinued_other_ehc", m.ceased.total(movedAbroad, deceased, reasonMissing, reasonOther))
	moved := m.budgets.total(budgetSocial)/3 + r.IntN(3)
	put("mainstream_to_special_ehc", 4*moved)
	put("special_to_mainstream_ehc", moved/3)
	put("mainstream_to_home_ehc", moved/4)
	put("special_to_home_ehc", moved/6)
	mediations := m.requests.total(requestMediation) + m.assessments.total(assessMediation)
	followed := m.requests.total(requestTribunalAfter) + m.assessments.total(assessTribunalAfter)
	put("total_mediation", mediations)
	put("total_tribunal_followed_mediation", followed)
	cells["total_tribunal_pc"] = miShare(year, followed, mediations, 4)
	if year <= 2017 && s.place != nil {
		for _, column := range []string{"ass_nodecision", "ass_none", "ass_refused", "discontinued_lea", "discontinued_left", "discontinued_met",
			"discontinued_other", "mainstream_to_home", "mainstream_to_special", "special_to_home", "special_to_mainstream"} {
			put(column, r.IntN(2018-year))
		}
	}
}

// personLevel fills the columns that began in 2022.
func (m miSums) personLevel(put func(string, int)) {
	n, a := m.requests, m.assessments
	put("inreq_ehc_y", n.total(assess))
	put("inreq_ehc_a", n.total(undecided))
	put("inreq_ehc_w", n.total(withdrawn))
	put("assessments", a.total(planIssued, planNotIssued, assessmentOpen, assessmentWithdrawn))
	put("assessment_w", a.total(assessmentWithdrawn))
	put("request_mediation", n.total(requestMediation))
	put("request_tribunal", n.total(requestTribunal))
	put("assessment_mediation", a.total(assessMediation))
	put("assessment_tribunal", a.total(assessTribunal))
	put("other_mediation", a.total(otherMediation))
	put("other_tribunal", a.total(otherTribunal))
	put("total_mediation", n.total(requestMediation)+a.total(assessMediation, otherMediation))
	put("total_tribunal", n.total(requestTribunal)+a.total(assessTribunal, otherTribunal))

	c := m.ceased
	school := c.row(ageRows(youngest, 15)...)
	put("discontinued_abroad", c.total(movedAbroad))
	put("discontinued_age", c.total(maxAge))
	put("discontinued_deceased", c.total(deceased))
	put("discontinued_employment", c.total(employment))
	put("discontinued_unknown", c.total(reasonMissing))
	put("discontinued_engage", c.total(notEngaging))
	put("discontinued_he", c.total(higherEducation))
	put("discontinued_lea_ehc", school[transferred])
	put("discontinued_lea_noncomp", c.total(transferred)-school[transferred])
	put("discontinued_met_ehc", school[needsMet])
	put("discontinued_met_noncomp", c.total(needsMet)-school[needsMet])
	put("discontinued_other_ehc", school[reasonOther])
	put("discontinued_other_noncomp", c.total(reasonOther)-school[reasonOther])
	put("discontinued_total", sum(c.row(everyone)))
}

// hideTimely puts x where four authorities could not say how long plans took in 2022.
func hideTimely(year int, s spot, cells map[string]string) {
	l := line{spot: s}
	if year != 2022 || !l.among(late2022Hidden+" "+late2022Part) {
		return
	}
	for _, column := range []string{"inc_exc_20week_ehc", "inc_exc_20week_rate", "no_exc_20week_ehc", "no_exc_20week_rate"} {
		cells[column] = "x"
	}
	if l.among(late2022Hidden) {
		cells["tot_inc_exc_ehc"], cells["tot_no_exc_ehc"] = "x", "x"
	}
}

// miShare is a percentage as this file prints it: six figures, or in 2022 a blank and
// fixed decimals; z where there is nothing to divide by.
func miShare(year, part, all, decimals int) string {
	if all == 0 {
		return "z"
	}
	x := 100 * float64(part) / float64(all)
	if year == 2022 {
		return " " + trimmed(x, decimals)
	}
	return strconv.FormatFloat(x, 'g', 6, 64)
}

// miRate is one decimal printed with twelve, or in 2022 a blank and three decimals.
func miRate(year, part, all int) string {
	if all == 0 {
		return "z"
	}
	x := 100 * float64(part) / float64(all)
	if year == 2022 {
		return " " + fixed(x, 3)
	}
	return fixed(x, 1) + "00000000000"
}
