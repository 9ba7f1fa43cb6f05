package invent

import "slices"

// seatColumns are the placement columns in order, with the group totals between.
type seatColumn struct {
	name  string
	what  []int
	total group // for a total: the group
	isSum bool
}

var seatColumns = []seatColumn{
	{name: "mainstream_la_maintained", what: []int{mainstreamLA}},
	{name: "mainstream_la_maintained_resourced_provision", what: []int{mainstreamLAResourced}},
	{name: "mainstream_la_maintained_senunit", what: []int{mainstreamLAUnit}},
	{name: "mainstream_academy", what: []int{mainstreamAcademy}},
	{name: "mainstream_academy_resourced_provision", what: []int{mainstreamAcademyResourced}},
	{name: "mainstream_academy_senunit", what: []int{mainstreamAcademyUnit}},
	{name: "mainstream_free_school", what: []int{mainstreamFree}},
	{name: "mainstream_free_school_resourced_provision", what: []int{mainstreamFreeResourced}},
	{name: "mainstream_free_school_senunit", what: []int{mainstreamFreeUnit}},
	{name: "mainstream_independent", what: []int{mainstreamIndependent}},
	{name: "mainstream_total", total: mainstream, isSum: true},
	{name: "special_la_maintained", what: []int{specialLA}},
	{name: "special_academy_free", what: []int{specialAcademy, specialFree}},
	{name: "special_independent", what: []int{specialIndependent}},
	{name: "special_non_maintained", what: []int{specialNonMaintained}},
	{name: "special_total", total: special, isSum: true},
	{name: "ap_pru_academy", what: []int{apAcademy}},
	{name: "ap_pru_free_school", what: []int{apFree}},
	{name: "ap_pru_la_maintained", what: []int{apLA}},
	{name: "ap_pru_total", total: ap, isSum: true},
	{name: "general_fe_tertiary_colleges", what: []int{collegeGeneral}},
	{name: "specialist_post_16_institutions", what: []int{collegeSpecialist}},
	{name: "ukrlp_provider", what: []int{collegeOther}},
	{name: "fe_total", total: college, isSum: true},
	{name: "elective_home_education", what: []int{electiveHome}},
	{name: "other_arrangements_la", what: []int{otherByLA}},
	{name: "other_arrangements_parents", what: []int{otherByParents}},
	{name: "online_provider", what: []int{onlineProvider}},
	{name: "w_settings", what: []int{welshSetting}},
	{name: "other_schools", what: []int{otherSchool}},
	{name: "other_placement_settings", what: []int{otherSetting}},
	{name: "neet", what: []int{neet}},
	{name: "neet_ntci", what: []int{noticeToCease}},
	{name: "neet_other", what: []int{neitherOther}},
	{name: "neet_other_csa", what: []int{neitherSchoolAge}},
	{name: "ed_elsewhere", total: elsewhere, isSum: true},
	{name: "nm_early_years", total: early, isSum: true},
	{name: "placement_unknown", total: unknown, isSum: true},
	{name: "await_prov_2022", what: []int{awaiting}},
	{name: "perm_ex_2022", what: []int{permanentlyExcluded}},
}

// seatCells prints a tally of placements. separate gives special academies and free
// schools a column each, as the 2026 release does.
func seatCells(newPlans, separate bool) func(year int, counts []int) []string {
	return func(year int, counts []int) []string {
		january := year
		if newPlans {
			january++
		}
		all := sum(counts)
		cells := []string{whole(all)}
		for _, c := range seatColumns {
			switch {
			case c.isSum && c.total == unknown && !published(notRecorded, january, newPlans):
				cells = append(cells, "x", "x")
			case c.isSum:
				n := groupSum(counts, c.total)
				cells = append(cells, whole(n), percent(n, all, 1))
			case separate && len(c.what) == 2:
				cells = append(cells, whole(counts[c.what[0]]), whole(counts[c.what[1]]))
			case !published(c.what[0], january, newPlans):
				cells = append(cells, "x")
			default:
				n := 0
				for _, what := range c.what {
					n += counts[what]
				}
				cells = append(cells, whole(n))
			}
		}
		return cells
	}
}

func groupSum(counts []int, g group) int {
	n := 0
	for what, p := range placements {
		if p.group == g {
			n += counts[what]
		}
	}
	return n
}

func timelinessCells(withWeeks bool) func(year int, counts []int) []string {
	return func(year int, n []int) []string {
		all := sum(n[:weeks])
		plain := n[in20] + n[in52] + n[over52]
		var cells []string
		for band := in20; band <= over52; band++ {
			with := n[band] + n[band+in20Exception]
			if year < 2023 && band > in20 {
				cells = append(cells, repeated("x", 4)...)
				continue
			}
			cells = append(cells, whole(with), whole(n[band]), percent(with, all, 1), percent(n[band], plain, 1))
		}
		cells = slices.Concat([]string{whole(all), whole(plain)}, cells)
		if withWeeks && year < 2023 {
			cells = append(cells, "x", "x")
		} else if withWeeks {
			cells = append(cells, mean(n[weeks]+n[weeksException], all), mean(n[weeks], plain))
		}
		return cells
	}
}

// mean of tenths, to one decimal; 0 when there is nothing to divide by.
func mean(tenths, n int) string {
	if n == 0 {
		return "0"
	}
	return trimmed(float64(tenths)/10/float64(n), 1)
}

func requestCells(release int) func(year int, n []int) []string {
	return func(year int, n []int) []string {
		all := sum(n[:within6])
		if year < 2023 {
			return slices.Concat([]string{whole(all), whole(n[inYouthAccommodation]), "x", whole(n[refuse])}, repeated("x", 13))
		}
		timed := n[within6] + n[over6]
		if release >= 2026 { // decisions whose length is not known stay in the denominator
			timed += n[undatedDecision]
		}
		return []string{
			whole(all), whole(n[inYouthAccommodation]),
			whole(n[assess]), whole(n[refuse]), whole(n[undecided]), whole(n[withdrawn]),
			percent(n[assess], all, 1), percent(n[refuse], all, 1), percent(n[undecided], all, 1), percent(n[withdrawn], all, 1),
			whole(n[within6]), whole(n[over6]), percent(n[within6], timed, 1), percent(n[over6], timed, 1),
			whole(n[requestMediation]), whole(n[requestTribunal]), whole(n[requestTribunalAfter]),
		}
	}
}

func assessmentCells(year int, n []int) []string {
	if year < 2022 {
		return slices.Concat([]string{"x", whole(n[planIssued]), "x", whole(n[planNotIssued])}, repeated("x", 15))
	}
	all := sum(n[:refusedInTime])
	late := n[refusedInTime] + n[refusedLate]
	cells := []string{
		whole(all), whole(n[planIssued]), percent(n[planIssued], all, 1), whole(n[planNotIssued]), percent(n[planNotIssued], all, 1),
		whole(n[assessmentOpen]), percent(n[assessmentOpen], all, 1), whole(n[assessmentWithdrawn]), percent(n[assessmentWithdrawn], all, 1),
		whole(n[refusedInTime]), whole(n[refusedLate]), percent(n[refusedInTime], late, 1), percent(n[refusedLate], late, 1),
		whole(n[assessMediation]), whole(n[assessTribunal]), whole(n[assessTribunalAfter]),
		whole(n[otherMediation]), whole(n[otherTribunal]), whole(n[otherTribunalAfter]),
	}
	if year == 2022 {
		for _, i := range []int{5, 9, 10, 11, 12, 15, 18} {
			cells[i] = "x"
		}
	}
	return cells
}

// needCells prints primary needs; with Down syndrome apart in 2026, under "other" before.
func needCells(apart bool) func(year int, n []int) []string {
	return func(_ int, n []int) []string {
		n = slices.Clone(n)
		all := sum(n)
		columns := make([]int, 0, needCount)
		for need := range needCount {
			if need == needDown && !apart {
				n[needOther] += n[needDown]
				continue
			}
			columns = append(columns, need)
		}
		cells := []string{whole(all)}
		for _, need := range columns {
			cells = append(cells, whole(n[need]))
		}
		for _, need := range columns {
			cells = append(cells, percent(n[need], all, 1))
		}
		return cells
	}
}

func reviewCells2024(_ int, n []int) []string {
	met := n[meeting2025] + n[meeting2024] + n[meetingBefore]
	expected := met + n[noMeeting]
	decided := n[decided4] + n[decidedLater]
	return []string{
		whole(expected + n[reviewNotExpected]), whole(expected), whole(n[reviewNotExpected]),
		whole(n[meeting2025]), whole(n[meeting2024]), whole(n[meetingBefore]), whole(n[meetingBefore]), whole(met), whole(n[noMeeting]),
		whole(n[decision2025]), whole(n[decision2024]), whole(n[decisionBefore]), whole(n[decisionNotDue]), whole(n[decisionOutstanding]),
		whole(n[amended]), whole(n[ended]), whole(n[maintained]), whole(n[noOutcome]),
		whole(n[decided4]), whole(n[decidedLater]), percent(n[decided4], decided, 1), percent(n[decidedLater], decided, 1),
	}
}

func reviewCells2025(_ int, n []int) []string {
	expected := n[completed2025] + n[completedBefore] + n[notCompleted]
	return []string{
		whole(expected + n[notExpected2025]), whole(expected), whole(n[notExpected2025]),
		whole(n[completed2025]), whole(n[completedBefore]), whole(n[notCompleted]),
		whole(n[amended2025]), whole(n[ended2025]), whole(n[maintained2025]), whole(n[noOutcome2025]), whole(n[within4]), whole(n[over4]),
	}
}

func ceasedCells(withMissing bool) func(int, []int) []string {
	return func(_ int, n []int) []string {
		var cells []string
		for why := maxAge; why <= deceased; why++ {
			cells = append(cells, whole(n[why]))
		}
		if withMissing {
			return append(cells, whole(n[reasonMissing]), whole(n[reasonOther]), whole(sum(n)))
		}
		return append(cells, whole(n[reasonMissing]+n[reasonOther]), whole(sum(n)))
	}
}

func budgetCells(_ int, n []int) []string {
	return []string{whole(sum(n[:budgetOrganised])), whole(n[budgetOrganised]),
		whole(n[budgetHealth]), whole(n[budgetEducation]), whole(n[budgetSocial]), whole(n[budgetIntegrated])}
}

// sumLast prints counts and then their sum.
func sumLast(_ int, n []int) []string {
	var cells []string
	for _, x := range n {
		cells = append(cells, whole(x))
	}
	return append(cells, whole(sum(n)))
}
