package invent

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"testing"

	"inclusion/ingest/format"
)

func value(t *testing.T, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatalf("%q is not a number", s)
	}
	return x
}

func TestGrantBlocksAddUp(t *testing.T) {
	for _, f := range grantFiles {
		sheets := workbook(t, f.name, format.ReadODS)
		country, sums := sheets["Allocations_summary"][4], make([]float64, 12)
		for i, r := range sheets["Allocations_summary"][5:] {
			if len(r) == 0 || len(r[0]) != 3 {
				break
			}
			v := make([]float64, 12)
			for j := 2; j < 12; j++ {
				v[j] = value(t, r[j])
				sums[j] += v[j]
			}
			if v[2]+v[3]+v[4]+v[5] != v[6] || v[7]+v[8]+v[9]+v[10] != v[11] {
				t.Errorf("%s: blocks of %s do not add up", f.name, r[1])
			}
			deductions := sheets["High_needs_deductions"][4+i]
			if deductions[0] != r[0] || v[4]-v[9] != value(t, deductions[50]) {
				t.Errorf("%s: high needs of %s before less after is not the deduction", f.name, r[1])
			}
			block := sheets["High_needs_block"][4+i]
			if value(t, block[len(block)-1]) != v[4] {
				t.Errorf("%s: the high needs block of %s is not its total", f.name, r[1])
			}
		}
		for j := 2; j < 12; j++ {
			if value(t, country[j]) != sums[j] {
				t.Errorf("%s: column %d adds up to %v, the country has %s", f.name, j, sums[j], country[j])
			}
		}
	}
}

func TestGrantFilesKeepTheirQuirks(t *testing.T) {
	last := map[int]string{2020: "[F]", 2021: "[G]", 2022: "[I]", 2023: "[I]", 2024: "[G]"}
	for _, f := range grantFiles {
		sheets := workbook(t, f.name, format.ReadODS)
		letters := sheets["High_needs_block"][1]
		if got := letters[len(letters)-1]; got != last[f.year] {
			t.Errorf("%s: the total of the high needs block is %s, not %s", f.name, got, last[f.year])
		}
		capitals := 0
		for _, r := range sheets["Allocations_summary"] {
			if len(r) > 0 && r[0] == "KINGSMERE" {
				capitals++
			}
			if len(r) > 0 && (r[0] == codeCity || r[0] == codeIsland) {
				t.Errorf("%s: has the tiny authority %s", f.name, r[0])
			}
		}
		if capitals != 2 {
			t.Errorf("%s: the capital's total stands %d times", f.name, capitals)
		}
	}
}

func TestSpendingNetIsGrossLessIncome(t *testing.T) {
	outturn := bytesOf(t, "la-and-school-expenditure_2023-24.zip", "data/s251_alleducation_la_regional_national.csv")
	if !bytes.Contains(outturn, []byte("funding \x96 maintained")) {
		t.Error("the outturn is not in Windows-1252")
	}
	planned := bytesOf(t, "planned-la-and-school-expenditure_2024-25.zip", "data/schools_othereducation_la_unrounded_data.csv")
	if strings.Contains(string(planned), "\n202021,") {
		t.Error("the budget of 2020-21 was not collected")
	}
	for _, file := range [][]byte{outturn, planned} {
		rows := table(t, file)
		for _, r := range rows[1:] {
			if r[19] == ":" {
				continue
			}
			if value(t, r[18])-value(t, r[19]) != value(t, r[20]) {
				t.Errorf("%s of %s in %s: net is not gross less income", r[11], r[7], r[0])
			}
		}
	}
}

func TestTheDeficitCarriedForwardIsBroughtForward(t *testing.T) {
	rows := table(t, bytesOf(t, "la-and-school-expenditure_2023-24.zip", "data/s251_alleducation_la_regional_national.csv"))
	carried := map[string]string{}
	for _, r := range rows[1:] {
		switch {
		case strings.HasPrefix(r[11], "1.9.3"):
			carried[r[8]+" "+r[0]] = r[18]
		case strings.HasPrefix(r[11], "1.9.2") && r[2] == local:
			year, _ := strconv.Atoi(r[0][:4])
			if before, there := carried[r[8]+" "+academic(year-1)]; there && before != r[18] {
				t.Errorf("%s carries %s forward to %s and brings %s", r[7], before, r[0], r[18])
			}
		}
	}
}

func TestTheBenchmarkingToolAgreesWithSpendingAndPlans(t *testing.T) {
	_, caseload := records(t, release2025, "data/caseload.csv")
	rows := workbook(t, "Outturn data 202122.xlsx", format.ReadXLSX)["Sheet1"]
	refs, lost, void := 0, 0, 0
	for _, r := range rows[7:] {
		code, plans := r[2], r[6]
		if plans == notFound {
			void++
			continue
		}
		if r[43] == lostReference {
			refs++
		}
		if p := placeOf(code); p.from != "2021-04-01" {
			if want := find(t, caseload, code, "202021")["ehcplans"]; want != plans {
				t.Errorf("%s has %s plans in the tool and %s in the caseload", r[3], plans, want)
			}
		}
		if r[103] == notFound {
			lost++
		} else if math.Abs(value(t, r[103])-value(t, r[71])/value(t, r[4])) > 1e-9 {
			t.Errorf("%s: special top-up per head is not top-up over population", r[3])
		}
	}
	if void != 4 || lost != 1 || refs != len(rows)-7-void {
		t.Errorf("the tool has %d empty rows, %d rows without figures per head and %d of lost references", void, lost, refs)
	}
}
