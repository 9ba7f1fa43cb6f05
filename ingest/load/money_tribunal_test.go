package load

import (
	"encoding/csv"
	"math"
	"os"
	"strings"
	"testing"

	"inclusion/internal/indicator"
)

const (
	mojTable     = "tribunal/send_appeal_rate_table_2022.ods"
	reviewsTable = "tribunal/SEND appealable decisions rate 2024-2025.csv"
	cutTable     = "tribunal/SEND Tribunals and appeal rate 2014-2024.EXCERPT.csv"
	plansZIP     = "ehc-plans/education-health-and-care-plans_2025.zip"
	bothMethods  = "supporting-files/SEND Tribunals and appeal rate 2014-2024.csv"
)

// TestAppealRates holds the appeal rates of three publications to England's published figures and to the rows that are
// known to be hard.
func TestAppealRates(t *testing.T) {
	w := loadMoney(t, publishedFile(t, mojTable), publishedFile(t, reviewsTable), memberFile(t, plansZIP, bothMethods))
	t.Run("England, new method", func(t *testing.T) {
		w.holds(t, "R01", "E92000001", "2024", 22276, 364912, 6.1)
		w.holds(t, "R01", "E92000001", "2025", 26977, 405735, 6.6)
	})
	t.Run("England, old method", func(t *testing.T) {
		w.holds(t, "R01o", "E92000001", "2018", 6023, 376254, 1.6)
		w.holds(t, "R01o", "E92000001", "2022", 12796, 549887, 2.3)
		w.holds(t, "R01o", "E92000001", "2024", 22276, 689739, 3.2)
	})
	t.Run("the two methods are never one series", func(t *testing.T) {
		if n := w.number(t, "select count(*) from value where indicator = 'R01' and period < '2024' or indicator = 'R01o' and period > '2024'"); n != 0 {
			t.Errorf("%g values are in the other method's years", n)
		}
	})
	t.Run("a rate that follows the recording of reviews is pointed out", func(t *testing.T) {
		w.holds(t, "R01", "919", "2024", 613, 2195, 27.9)
		w.holds(t, "R01", "919", "2025", 684, 9076, 7.5)
		if !w.found("jumps", Warning, "919") {
			t.Error("nothing says that Hertfordshire's decisions jumped")
		}
	})
	t.Run("TR-1: areas are known by name where the printed code is another's", func(t *testing.T) {
		w.holds(t, "R01o", "928", "2018", 145, 4530, 3.2)
		w.holds(t, "R01o", "892", "2022", 38, 1526, 2.5)
		w.holds(t, "R01o", "891", "2022", 123, 4101, 3.0)
		w.holds(t, "R01", "823", "2025", 150, 3051, 4.9)
		w.holds(t, "R01", "873", "2025", 145, 3512, 4.1)
		for _, code := range []string{"928", "892", "891", "823", "873", "835"} {
			if !w.found("known-areas", Mended, code) {
				t.Errorf("nothing says that the code of %s was put right", code)
			}
		}
	})
	t.Run("decisions exchanged between two areas are a known error", func(t *testing.T) {
		w.holds(t, "R01o", "823", "2024", 140, 8246, 1.7)
		if !w.found("jumps", Erratum, "823") || !w.found("jumps", Erratum, "873") {
			t.Error("the exchanged decisions of 2024 are not listed as the publisher's error")
		}
	})
	t.Run("TR-2: England counts areas whose decisions are not published; matching areas do not", func(t *testing.T) {
		for period, want := range map[string][2]float64{"2024": {20771, 5.69}, "2025": {26640, 6.57}} {
			n := w.number(t, "select numerator from matching where indicator = 'R01' and period = '"+period+"'")
			rate := w.number(t, "select exact from matching where indicator = 'R01' and period = '"+period+"'")
			if n != want[0] || math.Abs(rate-want[1]) > 0.005 {
				t.Errorf("%s: %g appeals and %.3f per cent on matching areas, want %v", period, n, rate, want)
			}
		}
		w.missing(t, "R01", "890", "2024", "not available")
		w.missing(t, "R01", "826", "2025", "not available")
	})
	t.Run("TR-3: England excluding suppressed is not England", func(t *testing.T) {
		if n := w.number(t, "select count(*) from latest.appeals where appeals.value = 22082"); n != 0 {
			t.Error("the row that leaves out suppressed areas was loaded")
		}
	})
	t.Run("TR-4: a dash is zero, x is missing, a blank is missing, two dots are no row", func(t *testing.T) {
		w.holds(t, "R01o", "841", "2014", 0, 450, 0)
		w.missing(t, "R01", "879", "2024", "not available")
		w.missing(t, "R01o", "420", "2023", "not available")
		if n := w.number(t, "select count(*) from latest.appeals where area_code in ('836', '837') and period > '2018' or area_code in ('942', '943') and period < '2023' or area_code = '909' and period > '2022'"); n != 0 {
			t.Errorf("%g rows of areas that did not exist", n)
		}
	})
	t.Run("Dorset is two areas, Northamptonshire ends within a year", func(t *testing.T) {
		w.holds(t, "R01o", "835", "2018", 44, 2592, 1.7)
		w.holds(t, "R01o", "838", "2019", 57, 2681, 2.1)
		if got := w.number(t, "select appeals.value from latest.appeals where area_code = '928' and period = '2021' and method = 'old'"); got != 85 {
			t.Errorf("Northamptonshire's last appeals are %g, want 85", got)
		}
	})
	t.Run("D14: the South West of 2018 has Bournemouth and Poole in it", func(t *testing.T) {
		if got := w.number(t, "select exact from value where indicator = 'R01o' and area_code = 'E12000009' and period = '2018'"); math.Abs(got-1.32) > 0.005 {
			t.Errorf("the South West's rate is %.3f, want 1.32", got)
		}
	})
	t.Run("a newer table wins and the figures it replaced are kept", func(t *testing.T) {
		if n := w.number(t, "select count(*) from statistics.appeals where age = 2 and method = 'old' and area_code = 'E92000001'"); n != 9 {
			t.Errorf("%g of England's years are kept of the ministry's table, want 9", n)
		}
		if n := w.number(t, "select count(*) from statistics.appeals now join statistics.appeals before using (area_code, period, method) where now.age = 1 and before.age = 2 and now.appeals.value <> before.appeals.value"); n != 0 {
			t.Errorf("%g appeals differ between editions, and none was revised", n)
		}
	})
}

// TestAppealRatePositions holds R01o of 2024 to what DfE's Local Authority Interactive Tool shows.
func TestAppealRatePositions(t *testing.T) {
	w := loadMoney(t, memberFile(t, plansZIP, bothMethods), publishedFile(t, "areas/sn_may_2025.xlsx"))
	rows, err := indicator.Rows(t.Context(), w.db, indicator.Query{Indicator: "R01o", Period: "2024", Pool: "all"})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]indicator.Row{}
	for _, r := range rows {
		got[r.AreaCode] = r
	}
	file, err := os.Open(sharedFile(t, "oracles/lait_positions.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	want, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range want[0] {
		column[name] = i
	}
	compared := 0
	for _, line := range want[1:] {
		if line[column["measure_short"]] != "SEN_AppealableDec" {
			continue
		}
		r := got[line[column["la_code"]]]
		if ended := line[column["value"]]; ended == "" || ended == "-" {
			if r.Value != nil {
				t.Errorf("%s has ended and has a value", line[column["la_name"]])
			}
			continue
		}
		compared++
		for name, have := range map[string]*float64{"value": r.Value, "sn_avg": r.Neighbours, "q0": r.Q0, "q25": r.Q25, "q50": r.Q50, "q75": r.Q75,
			"q100": r.Q100, "england": r.England, "rank": asNumber(r.Rank), "n_ranked": asNumber(r.NRanked), "sn_n": asNumber(&r.NeighboursN)} {
			if text := line[column[name]]; !sameNumber(text, have) {
				t.Errorf("%s %s is %s, the tool has %s", line[column["la_name"]], name, shownNumber(have), text)
			}
		}
	}
	if compared != 153 {
		t.Errorf("compared %d areas, want 153", compared)
	}
}

// TestProvisionalAppeals: the ministry's table calls its figures provisional, and so do we where nothing newer is held.
func TestProvisionalAppeals(t *testing.T) {
	w := loadMoney(t, publishedFile(t, mojTable))
	if n := w.number(t, "select count(*) from value where indicator = 'R01o' and value is not null and not summed and status <> 'provisional'"); n != 0 {
		t.Errorf("%g values are not called provisional", n)
	}
	w.holds(t, "R01o", "840", "2022", 149, 4441, 3.4)
	w.holds(t, "R01o", "933", "2022", 185, 5210, 3.6)
}

// TestAppealTablesRefused: a table that contradicts itself is kept out and the reason can be read.
func TestAppealTablesRefused(t *testing.T) {
	full := func(t *testing.T) string { return fileText(t, publishedFile(t, reviewsTable)) }
	for name, test := range map[string]struct {
		file func(t *testing.T) string
		says []string
	}{
		"a table cut down to a few rows": {
			func(t *testing.T) string { return fileText(t, publishedFile(t, cutTable)) },
			[]string{"cannot add up to England", "the authorities do not add up to the whole"}},
		"one authority's row is gone": {
			func(t *testing.T) string { return withoutLine(t, full(t), "Durham,840") },
			[]string{"the authorities do not add up to the whole", "1 that existed have no row"}},
		"a count was changed": {
			func(t *testing.T) string { return swapped(t, full(t), "Durham,840,344,3124", "Durham,840,345,3124") },
			[]string{"the whole is not the sum of its parts"}},
		"a rate is not its parts": {
			func(t *testing.T) string {
				return swapped(t, full(t), "Durham,840,344,3124,11.00%", "Durham,840,344,3124,11.20%")
			},
			[]string{"the printed rate is not its numerator over its denominator"}},
		"a name and its code disagree": {
			func(t *testing.T) string { return swapped(t, full(t), "Camden,202", "Camden,203") },
			[]string{"the name Camden and its code disagree"}},
		"a name nobody has": {
			func(t *testing.T) string { return swapped(t, full(t), "Camden,202", "Camdenshire,202") },
			[]string{"Camdenshire", "Camden"}},
		"a heading that changed": {
			func(t *testing.T) string { return swapped(t, full(t), ",Appeals,Total", ",Appeals withdrawn,Total") },
			[]string{"its layout has changed", "Appeals withdrawn"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := moneyRefused(t, Item{Path: writtenFile(t, "appeals.csv", test.file(t)), Name: "appeals.csv"})
			for _, want := range test.says {
				if !strings.Contains(r, want) {
					t.Errorf("the reasons do not say %q:\n%s", want, r)
				}
			}
		})
	}
}

// TestMediationThenAppeal holds R02 to the release's own England row.
func TestMediationThenAppeal(t *testing.T) {
	w := loadMoney(t, memberFile(t, plansZIP, "data/requests.csv"))
	w.holds(t, "R02", "E92000001", "2024", 1473, 10507, 14.0)
}
