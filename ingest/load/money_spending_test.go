package load

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"inclusion/internal/area"
)

const (
	returnKeys   = "time_period,time_identifier,geographic_level,country_name,country_code,region_name,region_code,la_name,old_la_code,new_la_code,"
	kindsOfPlace = "early_years_establishments,primary_schools,secondary_schools,sen_and_special_schools,pupil_referral_units_and_alt_provision,post_16,"
	outturnHead  = returnKeys + "main_category,category_of_expenditure," + kindsOfPlace + "gross_expenditure,income,net_expenditure,net_per_capita_expenditure"
	plannedHead  = returnKeys + "main_category_planned_expenditure,category_of_planned_expenditure," + kindsOfPlace +
		"gross_planned_expenditure,income,net_planned_expenditure,net_per_capita_planned_expenditure"
)

// returnLines are categories of the return in the order of the published file, among them some that other lines begin like.
var returnLines = []string{"1.0.2 High needs place funding within Individual Schools Budget", "1.2.1 Top-up funding – maintained schools",
	"1.2.2 Top-up funding – academies, free schools and colleges", "1.2.3 Top-up and other funding – non-maintained and independent providers",
	"1.2.4 Additional high needs targeted funding for mainstream schools and academies", "1.2.5 SEN support services", "1.2.6 Hospital education services",
	"1.2.7 Other alternative provision services", "1.2.8 Support for inclusion", "1.2.9 Special schools and PRUs in financial difficulty",
	"1.2.10 PFI/ BSF costs at special schools, AP/ PRUs and Post 16 institutions only", "1.2.11 Direct payments (SEN and disability)",
	"1.2.13 Therapies and other health related services", "1.4.11 SEN transport", "1.9.3 Dedicated Schools Grant carried forward to next year",
	"2.1.1 Educational psychology service", "2.1.2 SEN administration, assessment and coordination and monitoring",
	"2.1.4 Home to school transport (pre 16): SEN transport expenditure", "2.1.6 Home to post-16 provision: SEN/ LLDD transport expenditure (aged 16-18)",
	"2.1.7 Home to post-16 provision: SEN/ LLDD transport expenditure (aged 19-25)", "Total without a number"}

// carriedForward is line 1.9.3 of the authorities that differ from the rest: Camden had a surplus, Dorset a deficit.
var carriedForward = map[string]float64{"202": -13208337, "838": 40000000}

// outturn writes a return in the published layout. unit is 1 for pounds and 1e6 for millions. Every line of an authority is
// its place in returnLines in thousands of pounds, a tenth of it met by income.
func outturn(head string, unit float64, years ...int) string {
	var b strings.Builder
	b.WriteString(head + "\r\n")
	row := func(year int, level string, place string, carried float64, times float64) {
		for i, category := range returnLines {
			cells := func(gross, income string, net string, kind string) {
				fmt.Fprintf(&b, "%d%02d,Financial year,%s,England,E92000001,%s,Schools,\"%s\",%s%s,%s,%s,1\r\n", year, (year+1)%100, level, place,
					strings.ReplaceAll(category, "–", "\x96"), strings.Repeat(kind+",", 6), gross, income, net)
			}
			money := func(pounds float64) string { return strconv.FormatFloat(pounds/unit, 'f', -1, 64) }
			if strings.HasPrefix(category, "1.9.3") {
				cells(money(carried), ":", ":", ":")
				continue
			}
			gross := float64(i+1) * 1000 * times
			cells(money(gross), money(gross/10), money(gross*0.9), money(gross/6))
		}
	}
	for _, year := range years {
		end := time.Date(year+1, 3, 31, 0, 0, 0, 0, time.UTC)
		register := area.England()
		row(year, "National", ",,,,", 2e9, 150000)
		row(year, "Regional", "Inner London,E13000001,,,", -3e6, 14)
		row(year, "Regional", "Outer London,E13000002,,,", 5e6, 19)
		for _, a := range register.AliveAt(end) {
			carried, differs := carriedForward[a.Code]
			if !differs {
				carried = 1e6
			}
			row(year, "Local authority", ",,\""+a.Name+"\","+a.Code+",", carried, 1)
		}
	}
	return b.String()
}

func returned(t *testing.T, name, content string) Item {
	t.Helper()
	return Item{Path: writtenFile(t, name, content), Name: name}
}

// TestSpending holds the measures made of the section 251 return to a return whose every figure is known.
func TestSpending(t *testing.T) {
	content := outturn(outturnHead, 1, 2018, 2021)
	// Hackney's line 1.2.7 is not published, and Islington has no line 1.2.6
	hackney := "Local authority,England,E92000001,,,\"Hackney\",204,,Schools,\"1.2.7 Other alternative provision services\","
	at := strings.LastIndex(content, hackney) + len(hackney)
	end := at + strings.Index(content[at:], "\r\n")
	content = content[:at] + strings.TrimSuffix(strings.Repeat("x,", 10), ",") + content[end:]
	start := strings.LastIndex(content, "202122,Financial year,Local authority,England,E92000001,,,\"Islington\",206,,Schools,\"1.2.6 ")
	content = content[:start] + content[start+strings.Index(content[start:], "\r\n")+2:]
	w := loadMoney(t, returned(t, "s251_alleducation_la_regional_national.csv", content), returned(t, "schools_othereducation_la_unrounded_data.csv", outturn(plannedHead, 1, 2021, 2022)),
		publishedFile(t, grant2021), publishedFile(t, toolSheet), memberFile(t, plansZIP, "data/caseload.csv"))

	t.Run("a deficit is above zero in the return and below zero here", func(t *testing.T) {
		w.holds(t, "F01", "202", "2021-22", 13208337, 44387341, 29.76)
		w.holds(t, "F01b", "202", "2021-22", 13208337, 184951522, 7.14)
		if got := w.number(t, "select value from value where indicator = 'F01' and area_code = '838'"); got >= 0 {
			t.Errorf("Dorset's balance is %g, and it had a deficit", got)
		}
	})
	t.Run("London is the sum of its two parts where only they are given", func(t *testing.T) {
		w.holds(t, "F01", "E12000007", "2021-22", -2e6, 1554046963, -0.13)
	})
	t.Run("years with the other sign are left out", func(t *testing.T) {
		if n := w.number(t, "select count(*) from value where indicator in ('F01', 'F01b') and period < '2019-20'"); n != 0 {
			t.Errorf("%g balances from before 2019-20", n)
		}
	})
	// places in returnLines, counted from 1: all of high needs but 1.2.10, which stands eleventh
	const highNeeds = (1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 12 + 13 + 14) * 900
	t.Run("FB-4: a line is known by its number, 1.2.1 is not 1.2.10 and dashes do not matter", func(t *testing.T) {
		w.holds(t, "F02", "202", "2021-22", highNeeds+44387341-41721841, 44387341, 6.2)
		w.holds(t, "F03", "202", "2021-22", highNeeds, 51479.85, 1.64)
		w.holds(t, "F03p", "202", "2021-22", highNeeds, math.NaN(), math.NaN())
		w.holds(t, "F04", "202", "2021-22", 4*900, highNeeds, 4.3)
		if n := w.number(t, "select count(*) from latest.s251 where return_line not similar to '[0-9]+[.][0-9]+[.][0-9]+'"); n != 0 {
			t.Errorf("%g rows have no number of a line", n)
		}
	})
	t.Run("FB-2, FB-3: a sum with a part missing is missing", func(t *testing.T) {
		for _, id := range []string{"F02", "F03", "F04", "F06"} {
			w.missing(t, id, "204", "2021-22", "not available")
		}
		w.missing(t, "F02", "206", "2021-22", "not available")
	})
	t.Run("transport, the team that assesses, alternative provision", func(t *testing.T) {
		plans := w.number(t, "select plans.value from latest.ehc_caseload where area_code = '202' and period = '2022-01' and breakdown = 'total'")
		w.holds(t, "F05", "202", "2021-22", (14+18+19+20)*900, plans, math.NaN())
		w.holds(t, "F08", "202", "2021-22", (16+17)*900, plans, math.NaN())
		w.holds(t, "F06", "202", "2021-22", 8*900+float64(1+2+3+4+5+12)*1000/6, 51479.85, math.NaN())
	})
	t.Run("what was planned is kept apart from what was spent", func(t *testing.T) {
		if n := w.number(t, "select count(distinct period) from latest.s251 where return = 'planned'"); n != 2 {
			t.Errorf("%g years of plans, want 2", n)
		}
		if n := w.number(t, "select count(*) from value where indicator = 'F02' and period = '2022-23'"); n != 0 {
			t.Error("planned spending is shown as spent")
		}
	})
}

// TestSpendingInMillions: an edition in millions gives the same figures as one in pounds.
func TestSpendingInMillions(t *testing.T) {
	w := loadMoney(t, returned(t, "outturn.csv", outturn(outturnHead, 1e6, 2021)), publishedFile(t, grant2021))
	w.holds(t, "F01b", "202", "2021-22", 13208337, 184951522, 7.14)
	if got := w.number(t, "select net.value from latest.s251 where area_code = '202' and return_line = '1.2.1'"); math.Abs(got-1800) > 1e-6 {
		t.Errorf("Camden's line 1.2.1 is %g pounds, want 1800", got)
	}
}

// TestSpendingRefused: net must be gross less income.
func TestSpendingRefused(t *testing.T) {
	content := outturn(outturnHead, 1, 2021)
	camden := "\"Camden\",202,,Schools,\"1.4.11 SEN transport\"," + strings.Repeat(strconv.FormatFloat(14000.0/6, 'f', -1, 64)+",", 6)
	reasons := moneyRefused(t, returned(t, "outturn.csv", swapped(t, content, camden+"14000,1400,12600", camden+"14000,1400,12700")))
	if want := "a printed total is not the sum of the parts beside it (found 12700; expected 12600)"; !strings.Contains(reasons, want) {
		t.Errorf("the reasons do not say %q:\n%s", want, reasons)
	}
}
