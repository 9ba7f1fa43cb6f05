package invent

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// Authorities the 2026 release is silent about.
const (
	nothing2025    = "130" // no figures for 2025
	noDates2025    = "109" // the word "no data" where how long it took should be
	late2025Hidden = "148" // timeliness and phase transfers
	noTribunals    = "144" // request tribunals
)

const (
	needHeader2026   = "ehc_plans,number_asd,number_ds,number_hi,number_mld,number_msi,number_oth,number_pd,number_pmld,number_semh,number_slcn,number_sld,number_spld,number_vi,number_need_unknown,asd_pc,ds_pc,hi_pc,mld_pc,msi_pc,oth_pc,pd_pc,pmld_pc,semh_pc,slcn_pc,sld_pc,spld_pc,vi_pc,unknown_pc"
	reviewHeader2026 = "total_ehc_plans,review_expected_2025,review_not_expected_2025,review_completed_2025,review_completed_prior_2025,review_not_completed,outcome_amended,outcome_ceased,outcome_maintained,no_outcome_recorded,decision_4_weeks,decision_over_4_weeks"
	ceasedHeader2026 = "max_age,needs_met,he,employ,transfer,no_engage,moved_outside_eng,deceased,other,total_ceased"
	requestAge       = "Age at time of request"
)

// statistics2026 are the data files with breakdowns, in the order of the ZIP. Headers are
// lower case, several totals are called otherwise, and history is as in 2025 but for the
// revisions of revise.
func statistics2026() []statistic {
	weeks := strings.ToLower(weekHeader) + ",avg_weeks_issue_plan,avg_weeks_issue_plan_exc"
	return []statistic{
		{name: "annual_reviews", header: reviewHeader2026, total: "All reviews of EHC plans", book: reviewed2025, reviewed: true, from: 2025, to: 2025,
			topics: []topic{capitalAges("Age at 31 August 2025"), sexTopic}, cells: reviewCells2025, mend: mendReviews2026},
		{name: "assessments", header: assessHeader, total: "All EHC needs assessments", book: assessments, from: 2019, to: 2025, topicsIn: 2024,
			topics: []topic{capitalAges(requestAge), sexTopic}, cells: assessmentCells, mend: hidden2025(mendRequests)},
		{name: "caseload", header: seatHeader("ehcplans", "special_academy,special_free_school", "ap_pru_total_pc", "2022"), total: "All EHC plans", book: stock, january: true,
			from: 2019, to: 2026, topicsIn: 2025, topics: []topic{everyAge(presentAge), sexTopic}, cells: seatCells(false, true), counted: countCaseload, mend: mendCaseload},
		{name: "ceased_plans", header: ceasedHeader2026, total: "All ceased EHC plans", book: ceased, from: 2022, to: 2025, topicsIn: 2024,
			topics: []topic{plainAges(endAge), twoSexes}, cells: ceasedCells(false), counted: countDated(ceased, datesMissing+" "+datesHidden), mend: hidden2025(mendCeased)},
		{name: "newplans", header: seatHeader("new_ehc_plans", "special_academy,special_free_school", "ap_pru_total_pc", ""), total: "All new EHC plans", book: started, from: 2019, to: 2025,
			topicsIn: 2024, topics: []topic{plainAges("Age on plan start date"), sexTopic}, cells: seatCells(true, true), counted: countDated(started, datesMissing), mend: hidden2025(mendNewPlans)},
		{name: "personal_budgets", header: budgetHeader, total: "All personal budgets", book: budgets, january: true, from: 2020, to: 2026, topicsIn: 2026,
			topics: []topic{plainAges(presentAge), sexTopic}, cells: budgetCells},
		{name: "requests", header: requestHeader, total: "All requests for an EHC needs assessment", book: requests, from: 2019, to: 2025, topicsIn: 2024,
			topics: []topic{capitalAges(requestAge), sexTopic}, cells: requestCells(2026), mend: hidden2025(mendRequests2026)},
		{name: "residential_settings", header: "res_3851,res_52,res_tot", total: "All residential placements", book: residential, january: true, from: 2019, to: 2026, topicsIn: 2026,
			topics: []topic{plainAges(presentAge), sexTopic}, cells: sumLast},
		{name: "sen_need_newplans", header: needHeader2026, total: "All EHC plans", book: newNeeds, from: 2024, to: 2025, topicsIn: 2025, split: true,
			topics: []topic{plainAges(presentAge), sexTopic}, cells: needCells2026, mend: hidden2025(mendNeeds2026)},
		{name: "sen_needs_caseload", header: needHeader2026, total: "All EHC plans", book: needs, january: true, from: 2025, to: 2026, topicsIn: 2026,
			topics: []topic{everyAge(presentAge), sexTopic, seatsEarly}, cells: needCells2026},
		{name: "timeliness_20_week", header: weeks, total: "All EHC plans", book: issued, from: 2019, to: 2025, topicsIn: 2024,
			topics: []topic{plainAges(requestAge), sexTopic}, cells: timelinessCells(true), counted: countTimely, mend: hidden2025(mendTimely2026)},
		{name: "work_based_placements", header: workHeader, total: "All work based placements", book: working, january: true, from: 2025, to: 2026, topicsIn: 2026,
			topics: []topic{sexTopic, seatsLate, workAges}, cells: sumLast},
	}
}

// needCells2026 has Down syndrome apart from 2025 on; the year before it is inside "other".
func needCells2026(year int, n []int) []string {
	cells := needCells(true)(year, n)
	if year > 2024 {
		return cells
	}
	n = slices.Clone(n)
	n[needOther] += n[needDown]
	n[needDown] = 0
	cells = needCells(true)(year, n)
	cells[2], cells[2+needCount] = "x", "x"
	return cells
}

func hidden2025(then func(edition, *line)) func(edition, *line) {
	return func(e edition, l *line) {
		if l.year == 2025 && l.among(nothing2025) {
			l.hide(0)
			return
		}
		then(e, l)
	}
}

func mendReviews2026(_ edition, l *line) {
	if l.among(nothing2025) {
		l.hide(0)
	}
}

func mendRequests2026(e edition, l *line) {
	mendRequests(e, l)
	if l.year == 2025 && l.among(noTribunals) {
		l.cells[15], l.cells[16] = "x", "x"
	}
}

func mendNeeds2026(e edition, l *line) {
	if l.year == 2024 {
		mendNeeds(e, l)
	}
}

func mendTimely2026(e edition, l *line) {
	mendTimely(e, l)
	if l.year != 2025 {
		return
	}
	if l.among(late2025Hidden) {
		l.hide(0)
	}
	if l.among(noDates2025) {
		for i := 2; i < len(l.cells); i++ {
			l.cells[i] = "no data"
		}
	}
}

// plans2026 is the 2026 release of EHC plans figures.
func plans2026(w *world) ([]File, error) {
	e := edition{w, 2026}
	var files []File
	for _, s := range statistics2026() {
		files = append(files, File{"data/" + s.name + ".csv", windows.csv(s.print(e))})
		if s.name == "newplans" {
			files = append(files, File{"data/phase_transfers.csv", windows.csv(phaseTransfers(w))})
		}
	}
	files = append(files,
		File{"supporting-files/SEND appealable decisions rate 2024-2025.csv", plain.csv(appealRates2025(w))},
		File{"data-guidance/data-guidance.txt", []byte(guidance2026)},
	)
	return zipped("education-health-and-care-plans_2026.zip", files...)
}

// phaseTransfers counts plans due to be reviewed before a change of school, and those final.
func phaseTransfers(w *world) [][]string {
	rows := [][]string{slices.Concat(planKeys, fields("number_plans,due_25,due_26,final_25,final_26"))}
	part := func(code string) []int {
		n := w.stockOf(code, 2026)
		due, final := w.transfers(code, n)
		return []int{n, due[0], due[1], final[0], final[1]}
	}
	for _, s := range spots(january(2026), false) {
		counts := make([]int, 5)
		for _, code := range s.codes {
			for i, n := range part(code) {
				counts[i] += n
			}
		}
		l := line{spot: s}
		for _, n := range counts {
			l.cells = append(l.cells, whole(n))
		}
		if l.among(late2025Hidden + " " + nothing2025) {
			l.hide(0)
		}
		rows = append(rows, slices.Concat(keys(planKeys, "2025", "Calendar year", s), l.cells))
	}
	return rows
}

// transfers draws how many of n plans are due to be amended before a change of school in 2025 and 2026, and how many are final.
func (w *world) transfers(code string, n int) (due, final [2]int) {
	return transfersOf(w.dice("phase transfers", code), n, w.traitsOf(code))
}

func transfersOf(r *rand.Rand, n int, t *traits) (due, final [2]int) {
	all := int(math.Round(jitter(r, 0.2, 0.06) * float64(n)))
	return [2]int{all / 12, all}, [2]int{binomial(r, all, clamp(t.reviews*0.45, 0, 1)), all / 230}
}

// officers says which authorities had designated officers: medical, clinical, social care.
func officers(w *world) [][]string {
	rows := [][]string{slices.Concat(planKeys, fields("des_med_off,des_clin_off,des_so_care_off"))}
	for year := 2019; year <= 2025; year++ {
		for _, s := range spots(january(year), false) {
			if s.place == nil {
				continue
			}
			cells := officersIn(w, s.place.code, year)
			rows = append(rows, slices.Concat(keys(planKeys, whole(year), "Calendar year", s), cells))
		}
	}
	return rows
}

// officersIn says whether an authority had the officers in a year: medical, clinical, social care.
func officersIn(w *world, code string, year int) []string {
	r := w.dice("officers", code)
	since, care := 2018+r.IntN(9), r.IntN(10)
	cells := []string{"No", "Yes", "n/a"}
	if year >= since {
		cells[0] = "Yes"
	} else if year == since-1 {
		cells[0] = "Recruiting"
	}
	if year >= 2025 {
		cells[2] = []string{"Yes", "No", "Not returned"}[max(0, care-7)]
	}
	return cells
}

const guidance2026 = `Education, health and care plans: an invented release in the layout of the 2026 edition

Everything in this archive is invented, as in the archive of the 2025 layout beside it.
It adds the year 2025 and January 2026, and it corrects three figures of 2024.

Symbols: z is not applicable, x is not available. One authority returned no dates; where
they are needed the file says: no data.
Headers are lower case and some totals have other names than in 2025. Down syndrome is a
need of its own; before, it was counted with other difficulties.
`
