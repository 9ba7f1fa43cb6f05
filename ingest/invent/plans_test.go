package invent

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

const (
	release2025 = "education-health-and-care-plans_2025.zip"
	release2026 = "education-health-and-care-plans_2026.zip"
)

// isCount tells a column of counts from one of percentages and averages.
func isCount(column string) bool {
	c := strings.ToLower(column)
	return !slices.Contains(planKeys, c) && !strings.HasPrefix(c, "breakdown") && !strings.Contains(c, "pc") && !strings.HasPrefix(c, "avg")
}

func planFiles() map[string][]string {
	files := map[string][]string{}
	for _, s := range statistics2025() {
		files[release2025] = append(files[release2025], "data/"+s.name+".csv")
	}
	for _, s := range statistics2026() {
		files[release2026] = append(files[release2026], "data/"+s.name+".csv")
	}
	return files
}

func TestRegionsAddUpToTheCountry(t *testing.T) {
	for _, release := range []string{release2025, release2026} {
		for _, member := range planFiles()[release] {
			columns, rows := records(t, release, member)
			for _, country := range only(rows, national) {
				for _, c := range columns {
					if want, ok := country.number(c); isCount(c) && ok {
						if got, _ := added(only(rows, regional), country["time_period"], c); got != want && !mendedTotal(release, member, c, country) {
							t.Errorf("%s %s: %s of %s is %v in the country and %v in its regions", release, member, c, country["time_period"], want, got)
						}
					}
				}
			}
		}
	}
}

// mendedTotal is the total of residential places that the 2025 release gets wrong.
func mendedTotal(release, member, column string, r record) bool {
	return release == release2025 && strings.Contains(member, "residential") && column == "Res_tot" && r["time_period"] == "202223"
}

// added sums a column over rows of a period; whole says whether every cell is a number.
func added(rows []record, period, column string) (sum float64, whole bool) {
	whole = true
	for _, r := range rows {
		if r["time_period"] != period {
			continue
		}
		x, ok := r.number(column)
		sum += x
		whole = whole && ok
	}
	return sum, whole
}

func TestAuthoritiesAddUpToRegionsWhereNothingIsHidden(t *testing.T) {
	for _, release := range []string{release2025, release2026} {
		for _, member := range planFiles()[release] {
			columns, rows := records(t, release, member)
			for _, region := range only(rows, regional) {
				inside := slices.DeleteFunc(only(rows, local), func(r record) bool { return r["region_code"] != region["region_code"] })
				for _, c := range columns {
					want, ok := region.number(c)
					if !isCount(c) || !ok || spiked(member, c, region) || mendedTotal(release, member, c, region) {
						continue
					}
					got, whole := added(inside, region["time_period"], c)
					if whole && got != want || got > want {
						t.Errorf("%s %s: %s of %s in %s is %v, its authorities add up to %v", release, member, c, region["region_name"], region["time_period"], want, got)
					}
				}
			}
		}
	}
}

// spiked is the column that gives every authority the region's total.
func spiked(member, column string, region record) bool {
	return strings.Contains(member, "newplans") && column == "new_ehc_plans" && region["time_period"] == "2022" && region["region_code"] == spikeRegion
}

func TestEveryAuthorityOfTheSpikeHasTheRegionsTotal(t *testing.T) {
	_, rows := records(t, release2025, "data/newplans.csv")
	for _, region := range only(rows, regional) {
		if region["region_code"] != spikeRegion || region["time_period"] != "2022" {
			continue
		}
		for _, r := range only(rows, local) {
			if r["region_code"] == spikeRegion && r["time_period"] == "2022" && r["new_ehc_plans"] != region["new_ehc_plans"] {
				t.Errorf("%s has %s new plans, the region %s", r["la_name"], r["new_ehc_plans"], region["new_ehc_plans"])
			}
		}
	}
}

func TestRequestsAndReviewsAddUp(t *testing.T) {
	_, rows := records(t, release2026, "data/requests.csv")
	for _, r := range rows {
		if _, ok := r.number("requests_decided_to_assess"); !ok {
			continue
		}
		parts := r.count(t, "requests_decided_to_assess") + r.count(t, "requests_decided_not_to_assess") +
			r.count(t, "requests_decision_not_made") + r.count(t, "requests_withdrawn")
		if parts != r.count(t, "requests_received_in_year") {
			t.Errorf("requests of %s in %s do not add up", r["la_name"], r["time_period"])
		}
	}
	_, rows = records(t, release2025, "data/annual_reviews.csv")
	for _, r := range rows {
		if _, ok := r.number("review_expected"); !ok {
			continue
		}
		decisions := r.count(t, "review_decision25") + r.count(t, "review_decision24") + r.count(t, "review_decision_prior24") +
			r.count(t, "review_decision_not_due") + r.count(t, "review_decision_outstanding")
		outcomes := r.count(t, "outcome_amend") + r.count(t, "outcome_cease") + r.count(t, "outcome_maintan") + r.count(t, "no_outcome")
		if met := r.count(t, "total_review_meeting"); decisions != met || outcomes != met || r.count(t, "review_expected") != met+r.count(t, "no_review_meeting") {
			t.Errorf("reviews of %s do not add up", r["la_name"])
		}
	}
}

func TestPlacementsAddUpToPlansSinceThePersonLevelReturn(t *testing.T) {
	groups := fields("mainstream_total,special_total,ap_pru_total,fe_total,ed_elsewhere,nm_early_years,placement_unknown")
	_, rows := records(t, release2026, "data/caseload.csv")
	for _, r := range rows {
		_, known := r.number("mainstream_total")
		if r["time_period"] < "202223" || !known || r["time_period"] == "202324" && r["geographic_level"] != local {
			continue
		}
		n := 0
		for _, g := range groups {
			n += r.count(t, g)
		}
		if n != r.count(t, "ehcplans") {
			t.Errorf("%s in %s has %d placements and %s plans", r["la_name"], r["time_period"], n, r["ehcplans"])
		}
	}
}

func TestPercentagesAreTheirNumeratorsOverTheirDenominators(t *testing.T) {
	for _, c := range []struct{ member, part, whole, rate string }{
		{"data/timeliness_20_week.csv", "plans_issued_20_weeks_ex", "plans_issued_den_ex", "PC_plans_issued_20_weeks_ex"},
		{"data/timeliness_20_week.csv", "plans_issued_within_20_weeks", "plans_issued_den", "pc_plans_issued_within_20_weeks"},
		{"data/requests.csv", "requests_decided_not_to_assess", "requests_received_in_year", "request_not_assess_pc"},
		{"data/assessments.csv", "assess_issued", "assess_in_year", "assess_issued_pc"},
		{"data/caseload.csv", "special_total", "ehcplans", "special_total_pc"},
		{"data/sen_needs_all_plans.csv", "number_asd", "ehc_plans", "asd_pc"},
	} {
		_, rows := records(t, release2025, c.member)
		for _, r := range rows {
			part, ok1 := r.number(c.part)
			whole, ok2 := r.number(c.whole)
			rate, ok3 := r.number(c.rate)
			if ok1 && ok2 && ok3 && math.Abs(100*part/whole-rate) > 0.0501 {
				t.Errorf("%s of %s in %s is printed %v and is %v", c.rate, r["la_name"], r["time_period"], rate, 100*part/whole)
			}
		}
	}
}

func TestOneStockOfPlansInEveryFile(t *testing.T) {
	_, caseload := records(t, release2025, "data/caseload.csv")
	_, all := records(t, release2025, "data/sen_needs_all_plans.csv")
	_, reviews := records(t, release2025, "data/annual_reviews.csv")
	_, newer := records(t, release2026, "data/caseload.csv")
	_, transfers := records(t, release2026, "data/phase_transfers.csv")
	for _, p := range lasting() {
		plans := find(t, caseload, p.code, "202425")["ehcplans"]
		if n := find(t, all, p.code, "202425")["ehc_plans"]; n != plans {
			t.Errorf("%s has %s plans and %s with a need", p.name, plans, n)
		}
		if n := find(t, reviews, p.code, "2024")["total_ehc_plans"]; n != plans {
			t.Errorf("%s has %s plans and %s to review", p.name, plans, n)
		}
		later := find(t, newer, p.code, "202526")["ehcplans"]
		if n := find(t, transfers, p.code, "2025")["number_plans"]; n != later && n != "x" {
			t.Errorf("%s has %s plans and %s in phase transfers", p.name, later, n)
		}
	}
}

func TestTheReleasesDifferOnlyByTheirRevisions(t *testing.T) {
	revised := map[string]bool{}
	for _, x := range []string{"requests 134", "timeliness_20_week 120", "newplans 126", "sen_need_newplans 126"} {
		revised[x] = true
	}
	for _, name := range fields("requests,assessments,newplans,timeliness_20_week,caseload,personal_budgets,sen_need_newplans") {
		columns, older := records(t, release2025, "data/"+name+".csv")
		_, newer := records(t, release2026, "data/"+name+".csv")
		for _, r := range only(older, local) {
			now := find(t, newer, r["old_la_code"], r["time_period"])
			for _, c := range columns {
				x, there := now[c]
				if there && isCount(c) && x != r[c] && !(r["time_period"] == "2024" && revised[name+" "+r["old_la_code"]]) {
					t.Errorf("%s: %s of %s in %s was %s and is %s", name, c, r["la_name"], r["time_period"], r[c], x)
				}
			}
		}
	}
}

func TestManagementInformationAgreesWithTheReleases(t *testing.T) {
	_, mi := records(t, "sen2_mi_2014-2022.csv", "")
	_, requests := records(t, release2025, "data/requests.csv")
	_, weeks := records(t, release2025, "data/timeliness_20_week.csv")
	for year := 2019; year <= 2022; year++ {
		for _, p := range placesOn(yearEnd(year)) {
			r, m := find(t, requests, p.code, whole(year)), find(t, mi, p.code, whole(year))
			if m["inreq_ehc"] != r["requests_received_in_year"] || m["ass_refused_ehc"] != r["requests_decided_not_to_assess"] {
				t.Errorf("requests of %s in %d differ", p.name, year)
			}
			w := find(t, weeks, p.code, whole(year))
			if m["no_exc_20week_ehc"] != w["plans_issued_20_weeks_ex"] {
				t.Errorf("plans in time of %s in %d differ: %s and %s", p.name, year, m["no_exc_20week_ehc"], w["plans_issued_20_weeks_ex"])
			}
		}
		w, m := find(t, weeks, "", whole(year)), find(t, mi, "", whole(year))
		if got := fmt.Sprint(m["tot_no_exc_ehc"], m["no_exc_20week_ehc"]); got != fmt.Sprint(w["plans_issued_den_ex"], w["plans_issued_20_weeks_ex"]) {
			t.Errorf("the country's timeliness of %d differs", year)
		}
	}
}
