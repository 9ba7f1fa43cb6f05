package invent

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"inclusion/ingest/format"
)

func plainNumber(s string) (int, bool) {
	s = strings.ReplaceAll(strings.TrimSpace(s), ",", "")
	if s == "-" {
		return 0, true
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

func TestAppealableDecisionsAreMadeOfPublishedParts(t *testing.T) {
	_, mi := records(t, "sen2_mi_2014-2022.csv", "")
	_, caseload := records(t, release2025, "data/caseload.csv")
	rows := workbook(t, "send_appeal_rate_table_2022.ods", format.ReadODS)["SEND_2"]
	for year := 2018; year <= 2021; year++ {
		for _, p := range placesOn(yearEnd(year)) {
			if p.code == codeMergedA || p.code == codeMergedB || p.name == "Hallowmere" {
				continue
			}
			name := p.name
			if p.appealName != "" {
				name = p.appealName
			}
			i := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 3 && r[0] == name })
			if i < 0 {
				t.Fatalf("SEND_2 has no row %s", name)
			}
			m := find(t, mi, p.code, whole(year))
			want := m.count(t, "ass_refused_ehc") + m.count(t, "ass_none_ehc") + m.count(t, "discontinued_met_ehc") +
				find(t, caseload, p.code, academic(year)).count(t, "ehcplans")
			if got := rows[i][2+3*(year-firstYear)]; got != whole(want) {
				t.Errorf("decisions of %s in %d are %s, their parts %d", p.name, year, got, want)
			}
		}
	}
}

func TestAppealsAddUpAndRatesFollow(t *testing.T) {
	rows := workbook(t, "send_appeal_rate_table_2022.ods", format.ReadODS)["SEND_2"]
	sums := make([]float64, 28)
	for _, r := range rows[5:] {
		if len(r) < 28 {
			continue
		}
		if strings.HasPrefix(r[0], "England Total") {
			for i := 1; i < 28; i++ {
				if want, _ := strconv.ParseFloat(r[i], 64); i%3 != 0 && want != sums[i] {
					t.Errorf("column %d adds up to %v, the total is %v", i, sums[i], want)
				}
			}
			continue
		}
		for i := 1; i < 28; i++ {
			x, _ := strconv.ParseFloat(r[i], 64)
			sums[i] += x
			if i%3 == 0 && r[i] != ".." {
				n, _ := strconv.ParseFloat(r[i-2], 64)
				d, _ := strconv.ParseFloat(r[i-1], 64)
				if d > 0 && math.Abs(x-n/d) > 1e-12 {
					t.Errorf("rate of %s in column %d is %v, not %v", r[0], i, x, n/d)
				}
			}
		}
	}
}

func TestTribunalCodesAreWrongOnlyWhereSaid(t *testing.T) {
	older := table(t, bytesOf(t, release2025, "supporting-files/SEND Tribunals and appeal rate 2014-2024.csv"))
	newer := table(t, bytesOf(t, release2026, "supporting-files/SEND appealable decisions rate 2024-2025.csv"))
	for name, code := range map[string]string{"Mid Eldermarsh": "136", "Eldermarshire": "132", "Oakenshire7": "124", "Quillbridge": "125", "Quillbridgeshire": "121",
		"Sandquay5": "", "Hallowmere6": "157", "Tarnshire": "105"} {
		if !slices.ContainsFunc(older, func(r []string) bool { return r[0] == name && r[1] == code }) {
			t.Errorf("the table of 2014 to 2024 has no row %s with code %q", name, code)
		}
	}
	for name, code := range map[string]string{"Mid Eldermarsh": "136", "Eldermarshire": "132", "Quillbridge": "124", "Quillbridgeshire": "125"} {
		if !slices.ContainsFunc(newer, func(r []string) bool { return r[0] == name && r[1] == code }) {
			t.Errorf("the table of 2024 and 2025 has no row %s with code %q", name, code)
		}
	}
}

func TestTheCountrysAppealsCountAuthoritiesWithoutDecisions(t *testing.T) {
	rows := table(t, bytesOf(t, release2026, "supporting-files/SEND appealable decisions rate 2024-2025.csv"))
	sums := make([]int, 8)
	for _, r := range rows[8:] {
		if r[0] != "England Total" {
			for i := 2; i < 8; i++ {
				n, _ := plainNumber(r[i])
				sums[i] += n
			}
			continue
		}
		for _, i := range []int{2, 3, 5, 6} {
			if n, _ := plainNumber(r[i]); n != sums[i] {
				t.Errorf("column %d adds up to %d, the total is %d", i, sums[i], n)
			}
		}
	}
}
