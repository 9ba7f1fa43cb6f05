package invent

import "strings"

// Authorities the 2025 release is wrong or silent about.
const (
	spikeRegion    = "X12000003" // newplans 2022: every row has the regional total
	spikeHidden    = "117"       // and this one has no placements either
	requestsHidden = "108 147 158"
	datesMissing   = "108 158" // no row at all for 2023 timeliness, new plans and ceased plans
	datesHidden    = "147"
	totalsOnly     = "135 141" // January 2024: total plans only
	seatsHidden    = "114 133" // January 2025: placements x
	reviewsHidden  = "108 126 141 151"
	negativeReview = "102"
	needsHidden    = "150"
	late2022Hidden = "104 136" // 2022 timeliness: nothing returned
	late2022Part   = "122 146" // denominators returned, numerators not
)

func (l *line) among(list string) bool {
	return l.place != nil && strings.Contains(list, l.place.code)
}

func among(code, list string) bool { return strings.Contains(list, code) }

func seatHeader(first, academiesFree, apPercent, awaiting string) string {
	names := []string{first}
	for _, c := range seatColumns {
		switch {
		case c.name == "special_academy_free":
			names = append(names, academiesFree)
		case c.name == "ap_pru_total":
			names = append(names, c.name, apPercent)
		case c.isSum:
			names = append(names, c.name, c.name+"_pc")
		case c.name == "await_prov_2022" && awaiting == "":
			names = append(names, "await_prov")
		case c.name == "perm_ex_2022" && awaiting == "":
			names = append(names, "perm_ex")
		default:
			names = append(names, c.name)
		}
	}
	return strings.Join(names, ",")
}

const (
	requestHeader = "requests_received_in_year,requests_rya,requests_decided_to_assess,requests_decided_not_to_assess,requests_decision_not_made,requests_withdrawn,request_assess_pc,request_not_assess_pc,request_outstanding_pc,request_withdrawn_pc,request_outcome_six_weeks,request_outcome_over_6_weeks,request_outcome_six_weeks_pc,request_outcome_over_6_weeks_pc,mediation_related_request,tribunal_related_request,tribunal_after_mediation_request"
	assessHeader  = "assess_in_year,assess_issued,assess_issued_pc,assess_not_issued,assess_not_issued_pc,assess_not_made,assess_not_made_pc,assess_withdrawn,assess_withdrawn_pc,outcome_decision_within_time,outcome_decision_over_time,outcome_decision_within_time_pc,outcome_decision_over_time_pc,number_assess_mediation,number_assess_tribunal,number_asssess_mediation_tribunal,number_other_mediation,number_other_tribunal,number_other_mediation_tribunal"
	reviewHeader  = "total_ehc_plans,review_expected,review_not_expected,review_meeting_25,review_meeting_24,review_meeting_prior_24,review_meeting_prior_24,total_review_meeting,no_review_meeting,review_decision25,review_decision24,review_decision_prior24,review_decision_not_due,review_decision_outstanding,outcome_amend,outcome_cease,outcome_maintan,no_outcome,number_decsion_4weeks,number_decision_gt_4weeks,pc_decsion_4weeks,pc_decision_gt_4weeks"
	needHeader    = "ehc_plans,number_asd,number_hi,number_mld,number_msi,number_oth,number_pd,number_pmld,number_semh,number_slcn,number_sld,number_spld,number_vi,number_need_unknown,asd_pc,hi_pc,mld_pc,msi_pc,oth_pc,pd_pc,pmld_pc,semh_pc,slcn_pc,sld_pc,spld_pc,vi_pc,unknown_pc"
	weekHeader    = "plans_issued_den,plans_issued_den_ex,plans_issued_within_20_weeks,plans_issued_20_weeks_ex,pc_plans_issued_within_20_weeks,PC_plans_issued_20_weeks_ex,plans_issued_gt20weeks_ltYear,plans_issued_gt20weeks_ltYear_ex,pc_plans_issued_gt20weeks_ltYear,PC_plans_issued_gt20weeks_ltYear_ex,plans_issued_gt_1_year,plans_issued_gt_1_year_ex,pc_plans_issued_gt_1_year,PC_plans_issued_gt_1_year_ex"
	ceasedHeader  = "max_age,needs_met,he,employ,transfer,no_engage,moved_outside_eng,deceased,not_rec,other,total_ceased"
	budgetHeader  = "personal_budget,org_arrangments,pb_health,pb_education,pb_social,pb_integrated"
	workHeader    = "open_supp_intern,open_apprentice,open_trainee,open_wbp"
)

const (
	presentAge = "Child or young persons age"
	startAge   = "Age when plan started"
	endAge     = "Age plan ceased"
)

var (
	workAges   = agesBetween("Young persons age", "age", "age 15 and under", 16, 24, "age 25 or over")
	twoSexes   = topic{"Sex", sexTopic.labels[:2]}
	seatsEarly = seatTopic(academiesSpelt1)
	seatsLate  = seatTopic(academiesSpelt2)
)

// statistics2025 are the twelve data files in the order of the ZIP.
func statistics2025() []statistic {
	return []statistic{
		{name: "annual_reviews", header: reviewHeader, total: "All annual reviews", book: reviewed2024, reviewed: true, from: 2024, to: 2024,
			topics: []topic{capitalAges(presentAge), sexTopic, seatsEarly}, cells: reviewCells2024, mend: mendReviews},
		{name: "assessments", header: assessHeader, total: "All EHC needs assessments", book: assessments, from: 2019, to: 2024, topicsIn: 2023,
			topics: []topic{capitalAges(presentAge), sexTopic}, cells: assessmentCells, mend: mendRequests},
		{name: "caseload", header: seatHeader("ehcplans", "special_academy_free", "AP_PRU_total_pc", "2022"), total: "All EHC plans", book: stock, january: true,
			from: 2019, to: 2025, topicsIn: 2024, topics: []topic{everyAge(presentAge), sexTopic}, cells: seatCells(false, false), counted: countCaseload, mend: mendCaseload},
		{name: "ceased_plans", header: ceasedHeader, total: "All ceased EHC plans", book: ceased, from: 2022, to: 2024, topicsIn: 2023,
			topics: []topic{plainAges(endAge), twoSexes, seatsLate}, cells: ceasedCells(true), counted: countDated(ceased, datesMissing+" "+datesHidden), mend: mendCeased},
		{name: "newplans", header: seatHeader("new_ehc_plans", "special_academy_free", "AP_PRU_total_pc", "2022"), total: "New EHC plans", book: started, from: 2019, to: 2024,
			topicsIn: 2023, topics: []topic{plainAges(startAge), sexTopic}, cells: seatCells(true, false), counted: countDated(started, datesMissing), mend: mendNewPlans},
		{name: "personal_budgets", header: budgetHeader, total: "All personal budgets", book: budgets, january: true, from: 2020, to: 2025, topicsIn: 2024,
			topics: []topic{plainAges(presentAge), sexTopic, seatsLate}, cells: budgetCells},
		{name: "requests", header: requestHeader, total: "All requests for EHC needs assessments", book: requests, from: 2019, to: 2024, topicsIn: 2023,
			topics: []topic{capitalAges(presentAge), sexTopic}, cells: requestCells(2025), mend: mendRequests},
		{name: "residential_settings", header: "Res_3851,Res_52,Res_tot", total: "All residential placements", book: residential, january: true, from: 2019, to: 2025, topicsIn: 2024,
			topics: []topic{plainAges(presentAge), sexTopic, seatsLate}, cells: sumLast, mend: mendResidential},
		{name: "sen_need_newplans", header: needHeader, total: "All EHC plans", book: newNeeds, from: 2024, to: 2024, split: true,
			topics: []topic{plainAges(presentAge), sexTopic}, cells: needCells(false), mend: mendNeeds},
		{name: "sen_needs_all_plans", header: needHeader, total: "All EHC plans", book: needs, january: true, from: 2025, to: 2025,
			topics: []topic{everyAge(presentAge), sexTopic, seatsEarly}, cells: needCells(false)},
		{name: "timeliness_20_week", header: weekHeader, total: "All EHC plans issued", book: issued, from: 2019, to: 2024, topicsIn: 2023,
			topics: []topic{plainAges(presentAge), sexTopic}, cells: timelinessCells(false), counted: countTimely, mend: mendTimely},
		{name: "work_based_placements", header: workHeader, total: "All work based placements", book: working, january: true, from: 2025, to: 2025,
			topics: []topic{sexTopic, seatsLate, workAges}, cells: sumLast},
	}
}

// plans2025 is the 2025 release of EHC plans figures.
func plans2025(w *world) ([]File, error) {
	e := edition{w, 2025}
	var files []File
	for _, s := range statistics2025() {
		files = append(files, File{"data/" + s.name + ".csv", both.csv(s.print(e))})
	}
	files = append(files,
		File{"supporting-files/sen2_dmo_dco.csv", both.csv(officers(w))},
		File{"supporting-files/SEND Tribunals and appeal rate 2014-2024.csv", both.csv(appealRates2024(w))},
		File{"data-guidance/data-guidance.txt", []byte(guidance2025)},
	)
	return zipped("education-health-and-care-plans_2025.zip", files...)
}

const guidance2025 = `Education, health and care plans: an invented release in the layout of the 2025 edition

Everything in this archive is invented. The authorities, the children and the counts do
not exist. The file names, the columns and the mistakes are those of the real publication,
so that a program that reads the one reads the other.

Symbols: z is not applicable, x is not available.
Plans are counted in January and carry the academic year; requests, assessments, new and
ceased plans are counted over a calendar year.
The person-level return began in 2023. Columns that did not exist before it hold x.
`
