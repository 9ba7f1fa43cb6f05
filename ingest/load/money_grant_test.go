package load

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
)

const (
	grant2020 = "high-needs/dedicated-schools-grant_2021_11_18.ods"
	grant2021 = "high-needs/dedicated-schools-grant_2022_07_18.ods"
	grant2023 = "high-needs/dedicated-schools-grant_2024_07_20.ods"
	toolSheet = "high-needs/Outturn data 202122.xlsx"
)

// TestGrant holds the dedicated schools grant of three years to the rows that were read from the files.
func TestGrant(t *testing.T) {
	w := loadMoney(t, publishedFile(t, grant2020), publishedFile(t, grant2021), publishedFile(t, grant2023))
	nothing := math.NaN()
	t.Run("the high needs block before and after deductions", func(t *testing.T) {
		for _, row := range []struct {
			code, period  string
			before, after float64
		}{
			{"E92000001", "2020-21", 7063230381, 6214892485}, {"E92000001", "2021-22", 7906348577, 6975386713}, {"E92000001", "2023-24", 9952172126, 8872813235},
			{"202", "2020-21", 40156094, 37543927}, {"205", "2020-21", 25720734, 23224067}, {"202", "2021-22", 44387341, 41721841},
			{"941", "2021-22", 54248295, 39137587}, {"202", "2023-24", 55017590, 52379590}, {"942", "2023-24", 38664270, 35534270},
			{"943", "2023-24", 27792678, 25996011}, {"E12000007", "2023-24", 1931692936, 1779295487}, {"E12000003", "2020-21", 616178001, 538698243},
		} {
			w.holds(t, "F10", row.code, row.period, row.before, nothing, row.before)
			w.holds(t, "F11", row.code, row.period, row.after, nothing, row.after)
		}
	})
	t.Run("the whole grant", func(t *testing.T) {
		for period, want := range map[string]float64{"2020-21": 47398128853, "2021-22": 51128654118, "2023-24": 57135884056} {
			if got := w.number(t, "select total_before.value from latest.dsg_allocations where area_code = 'E92000001' and period = '"+period+"'"); got != want {
				t.Errorf("England's grant of %s is %.0f, want %.0f", period, got, want)
			}
		}
	})
	t.Run("London stands twice and is taken once, tiers are not regions", func(t *testing.T) {
		for period, authorities := range map[string]float64{"2020-21": 149, "2021-22": 150, "2023-24": 151} {
			for level, want := range map[string]float64{"country": 1, "region": 9, "authority": authorities} {
				for _, table := range []string{"dsg_allocations", "dsg_high_needs_block"} {
					if got := w.number(t, fmt.Sprintf("select count(*) from latest.%s where level = '%s' and period = '%s'", table, level, period)); got != want {
						t.Errorf("%s has %g rows of level %s in %s, want %g", table, got, level, period, want)
					}
				}
			}
		}
	})
	t.Run("FB-12: the block's total is found in whichever column it stands", func(t *testing.T) {
		if n := w.number(t, "select count(*) from latest.dsg_high_needs_block b join latest.dsg_allocations a using (area_code, period) where b.total.value is distinct from a.high_needs_before.value"); n != 0 {
			t.Errorf("%g totals differ from the summary's", n)
		}
	})
	t.Run("what was deducted, by kind of place", func(t *testing.T) {
		for what, want := range map[string]float64{"mainstream_academies": 88442859, "special_academies": 483100581, "ap_academies": 77988184,
			"hospital": 14898272, "sixteen_to_nineteen": 6172000, "further_education": 177736000, "total": 848337896} {
			if got := w.number(t, "select "+what+".value from latest.dsg_deductions where area_code = 'E92000001' and period = '2020-21'"); got != want {
				t.Errorf("%s of 2020-21 is %.0f, want %.0f", what, got, want)
			}
		}
	})
	t.Run("an edition is as old as its first sheet says, whatever its name", func(t *testing.T) {
		if n := w.number(t, "select count(*) from edition where name = 'dedicated-schools-grant_2024_07_20.ods' and published = date '2023-07-20'"); n != 1 {
			t.Error("the edition of 2023-24 is not dated 20 July 2023")
		}
	})
}

// TestGrantRefused: a workbook whose sheets contradict one another, or whose columns moved, is kept out.
func TestGrantRefused(t *testing.T) {
	for name, test := range map[string]struct {
		swaps [][2]string
		says  []string
	}{
		"an authority's block after deductions": {
			[][2]string{{`office:value="37543927"`, `office:value="37543827"`}, {`office:value="164914924"`, `office:value="164914824"`}},
			[]string{"E92000001", "high_needs_after", "the authorities do not add up to the whole"}},
		"a total that is not its blocks": {
			[][2]string{{`office:value="176838147"`, `office:value="176838247"`}},
			[]string{"a printed total is not the sum of the parts beside it"}},
		"deductions that do not explain before and after": {
			[][2]string{{`office:value="2612167"`, `office:value="2612267"`}, {`office:value="2588000"`, `office:value="2588100"`},
				{`office:value="848337896"`, `office:value="848337996"`}, {`office:value="177736000"`, `office:value="177736100"`}},
			[]string{"less the deductions, is not the block after them", "202"}},
		"a total under another heading": {
			[][2]string{{"Total high needs block before deductions", "High needs block, all of it"}},
			[]string{"its layout has changed", "High needs block, all of it"}},
	} {
		t.Run(name, func(t *testing.T) {
			item := publishedFile(t, grant2020)
			item.Path = writtenFile(t, item.Name, changedODS(t, item.Path, test.swaps))
			reasons := moneyRefused(t, item)
			for _, want := range test.says {
				if !strings.Contains(reasons, want) {
					t.Errorf("the reasons do not say %q:\n%s", want, reasons)
				}
			}
		})
	}
}

// TestHighNeedsSpending holds the benchmarking tool's data sheet to its traps.
func TestHighNeedsSpending(t *testing.T) {
	w := loadMoney(t, publishedFile(t, toolSheet), publishedFile(t, grant2021), memberFile(t, plansZIP, "data/caseload.csv"))
	t.Run("D3, HN-1: York has its true figure", func(t *testing.T) {
		w.holds(t, "F12", "816", "2021-22", 3784623+2302622+3606228, 35523.311, 272.88)
		w.holds(t, "F12", "831", "2021-22", 14690608+1395708+12153270, 57263.85, 493.15)
		w.holds(t, "F12", "821", "2021-22", 8721207+1401180+2047481, 53641.245, 226.88)
		w.holds(t, "F12", "E12000003", "2021-22", math.NaN(), math.NaN(), 248.74)
	})
	t.Run("England has Dorset and York in it", func(t *testing.T) {
		w.holds(t, "F12", "838", "2021-22", 26536484.74, 66393.247, 399.69)
		w.holds(t, "F12", "E92000001", "2021-22", math.NaN(), math.NaN(), 304.54)
		without := w.number(t, "select (numerator - 26536484.74) / (denominator - 66393.247) from value where indicator = 'F12' and area_code = 'E92000001'")
		if math.Abs(without-303.99) > 0.005 {
			t.Errorf("without Dorset England is %.2f, and the tool that lost Dorset shows 303.99", without)
		}
	})
	t.Run("authorities that ended are not counted with their successors", func(t *testing.T) {
		if n := w.number(t, "select count(*) from latest.high_needs_spend where area_code in ('835', '836', '837', '928')"); n != 0 {
			t.Errorf("%g rows of ended authorities", n)
		}
		if n := w.number(t, "select count(*) from latest.high_needs_spend where level = 'authority'"); n != 150 {
			t.Errorf("%g authorities, want 150", n)
		}
	})
	t.Run("what was planned and spent, by group", func(t *testing.T) {
		for code, want := range map[string][]float64{
			"202": {1411, 612, 79, 313, 86, 13, 227, 81, 7569774, 25099635, 3722000, 2276553, 255000, 45000, 380000,
				7491974, 23021590.18, 4991122.56, 2249192.75, 287728.7, 40876, 277532.67},
			"852": {1826, 705, 49, 705, 36, 13, 248, 70, 5445800, 15004400, 5700000, 2734484.64, 0, 0, 0,
				5952000, 17731806.87, 4956597.13, 1810418.46, 0, 0, 0},
		} {
			for i, what := range []string{"plans", "plans_mainstream", "plans_unit", "plans_special", "plans_independent", "plans_hospital_ap", "plans_post_16", "plans_other",
				"budget_places", "budget_top_up", "budget_top_up_independent", "budget_sen_support", "budget_ap", "budget_hospital", "budget_therapies",
				"outturn_places", "outturn_top_up", "outturn_top_up_independent", "outturn_sen_support", "outturn_ap", "outturn_hospital", "outturn_therapies"} {
				if got := w.number(t, "select "+what+".value from latest.high_needs_spend where area_code = '"+code+"'"); math.Abs(got-want[i]) > 0.005 {
					t.Errorf("%s of %s is %.2f, want %.2f", what, code, got, want[i])
				}
			}
		}
	})
	t.Run("an error of the spreadsheet is missing, and so is a sum with it", func(t *testing.T) {
		for _, code := range []string{"940", "E12000004", "E92000001"} {
			if got := w.number(t, "select plans.value from latest.high_needs_spend where area_code = '"+code+"'"); !math.IsNaN(got) {
				t.Errorf("plans of %s are %g, want none: the cell holds #N/A", code, got)
			}
		}
	})
	const camden = 7491974 + 23021590.18 + 4991122.56 + 2249192.75 + 287728.7 + 40876 + 277532.67
	t.Run("spending against the block, with places paid for direct", func(t *testing.T) {
		w.holds(t, "F02", "202", "2021-22", camden+44387341-41721841, 44387341, 92.4)
		w.holds(t, "F04", "202", "2021-22", 4991122.56, camden, 13.0)
		w.holds(t, "F03", "202", "2021-22", camden, 51479.85, 745.15)
	})
	t.Run("FB-5: a plan is counted in the January of the year, not in the one before", func(t *testing.T) {
		jan := w.number(t, "select plans.value from latest.ehc_caseload where area_code = '873' and period = '2022-01' and breakdown = 'total'")
		w.holds(t, "F03p", "873", "2021-22", math.NaN(), jan, math.NaN())
		if jan != 6100 {
			t.Errorf("Cambridgeshire had %g plans in January 2022, want 6100", jan)
		}
	})
	t.Run("alternative provision", func(t *testing.T) {
		w.holds(t, "F06", "816", "2021-22", 0+2030000+2302622+0, 35523.311, 121.97)
	})
}

// changedODS is a workbook with other text in the place of some of its own.
func changedODS(t *testing.T, path string, swaps [][2]string) string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		content := string(b)
		if f.Name == "content.xml" {
			for _, s := range swaps {
				content = swapped(t, content, s[0], s[1])
			}
		}
		to, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: f.Method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
