package load

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// holdsText checks one cell of a warehouse, as text.
func holdsText(t *testing.T, db *sql.DB, what, query, want string) {
	t.Helper()
	if got := oneText(t, db, query); got != want {
		t.Errorf("%s: %s, want %s", what, got, want)
	}
}

// totalOf asks for a statistic of everybody: its number or, where there is none, the symbol in its place.
func totalOf(measure, table, code, period string) string {
	return fmt.Sprintf("select coalesce(n.value::integer::varchar, n.symbol) from (select %s as n from latest.%s where breakdown = 'total' and area_code = '%s' and period = '%s')",
		measure, table, code, period)
}

// TestTrapsOfThePlansFiles holds DfE's EHC plans release of 2025 to what is known to be wrong, missing or oddly written in it.
func TestTrapsOfThePlansFiles(t *testing.T) {
	l, report := publishedRelease(t)
	db := opened(t, l, report)
	t.Run("known errors", func(t *testing.T) { errorsInThePlansFiles(t, db) })
	t.Run("labels and years", func(t *testing.T) { labelsInThePlansFiles(t, db) })
	t.Run("authorities that sent nothing", func(t *testing.T) { authoritiesThatSentNothing(t, db) })
}

func errorsInThePlansFiles(t *testing.T, db *sql.DB) {
	t.Run("authorities add up to England once a region's repeated total is mended", func(t *testing.T) {
		holdsText(t, db, "new plans of 2022", "select sum((plans).value)::integer from latest.ehc_new_plans where breakdown = 'total' and level = 'authority' and period = '2022'", "66706")
		holdsText(t, db, "authorities mended", "select count(distinct area_code) from finding where severity = 'mended' and table_name = 'ehc_new_plans' and period = '2022'", "15")
	})
	t.Run("where groups of placement do not come to the printed total, the total is kept", func(t *testing.T) {
		holdsText(t, db, "England's new plans of 2021", totalOf("plans", "ehc_new_plans", "E92000001", "2021"), "62180")
		holdsText(t, db, "mended in other years", "select count(*) from finding where severity = 'mended' and table_name = 'ehc_new_plans' and period <> '2022'", "0")
	})
	t.Run("the residential total of regions is the sum of its parts, and that is said", func(t *testing.T) {
		holdsText(t, db, "North East", totalOf("residential", "ehc_residential", "E12000001", "2023-01"), "42")
		holdsText(t, db, "England and regions mended", "select count(*) >= 10 from finding where severity = 'mended' and table_name = 'ehc_residential' and period = '2023-01' and area_code like 'E%'", "true")
		holdsText(t, db, "authorities mended", "select count(*) from finding where severity = 'mended' and table_name = 'ehc_residential' and length(area_code) = 3", "0")
	})
	t.Run("plans under another need in the region are listed as the publisher's error", func(t *testing.T) {
		for _, measure := range []string{"severe_learning", "specific_learning"} {
			holdsText(t, db, measure, "select count(*) > 0 from finding where severity = 'erratum' and check_name = 'sums' and table_name = 'ehc_needs' and measure = '"+measure+"' and area_code = 'E12000008'", "true")
		}
		holdsText(t, db, "the region as printed", totalOf("severe_learning", "ehc_needs", "E12000008", "2025-01"), "4042")
	})
	t.Run("a column that stands twice is read once, and a count below zero is no number", func(t *testing.T) {
		holdsText(t, db, "meetings before the year", "select bool_and((met).value = (met_after_year).value + (met_in_year).value + (met_before_year).value) from latest.ehc_review_meetings where breakdown = 'total' and period = '2024'", "true")
		holdsText(t, db, "Gateshead's decisions outstanding", "select decision_outstanding.status || ' ' || decision_outstanding.symbol from latest.ehc_review_meetings where area_code = '390' and breakdown = 'total'", "unreliable -2")
		holdsText(t, db, "the warning", "select count(*) from finding where check_name = 'negative' and severity = 'warning' and area_code = '390'", "1")
	})
	t.Run("why plans ended: other and not recorded are what the figures say, not the guidance", func(t *testing.T) {
		holdsText(t, db, "other", totalOf("other", "ehc_ceased", "E92000001", "2022"), "2193")
		holdsText(t, db, "not recorded", totalOf("not_recorded", "ehc_ceased", "E92000001", "2022"), "5")
	})
}

func labelsInThePlansFiles(t *testing.T, db *sql.DB) {
	t.Run("LT-13: plans started in a year are not plans in force", func(t *testing.T) {
		holdsText(t, db, "in force in January 2025", totalOf("plans", "ehc_caseload", "E92000001", "2025-01"), "638745")
		holdsText(t, db, "started in 2024", totalOf("plans", "ehc_needs", "E92000001", "2024"), "97563")
		holdsText(t, db, "needs of those started in Surrey", totalOf("autism", "ehc_needs", "936", "2024"), "x")
	})
	t.Run("DB-4: calendar years and school years in one layout become the year and the January", func(t *testing.T) {
		holdsText(t, db, "periods", "select string_agg(distinct counted_plans || ' ' || period, ', ' order by counted_plans || ' ' || period) from latest.ehc_needs", "new plans 2024, plans in force 2025-01")
	})
	t.Run("FB-6: an authority that the file gives two ONS codes is one authority", func(t *testing.T) {
		holdsText(t, db, "Buckinghamshire's Januaries", "select count(*) || ' ' || count(distinct period) from latest.ehc_caseload where area_code = '825' and breakdown = 'total'", "7 7")
	})
	t.Run("D4: growth is not measured across a change of boundaries", func(t *testing.T) {
		for _, code := range []string{"838", "839"} {
			if row := valueOf(t, db, "S19a", code, "2020-01"); row.Value != nil || row.Status != "not available" {
				t.Errorf("%s, which began in 2019, grew by %v (%s)", row.AreaName, row.Value, row.Status)
			}
		}
	})
	t.Run("LT-14: a share is of the decisions that its name says", func(t *testing.T) {
		row := valueOf(t, db, "S08b", "E92000001", "2024")
		wantNumber(t, "decisions not to issue a plan within 16 weeks", row.Numerator, 2179)
		wantNumber(t, "decisions not to issue a plan", row.Denominator, 2179+4212)
	})
	t.Run("DB-3: every breakdown's total is found under its own label, and no part is taken for it", func(t *testing.T) {
		for _, table := range []string{"ehc_requests", "ehc_assessments", "ehc_timeliness", "ehc_caseload", "ehc_new_plans", "ehc_review_meetings", "ehc_needs", "ehc_ceased", "ehc_personal_budgets", "ehc_work_based", "ehc_residential"} {
			holdsText(t, db, table+": England's rows of everybody in a year", "select min(n) || ' ' || max(n) from (select count(*) filter (breakdown = 'total') as n from latest."+table+" where area_code = 'E92000001' group by period)", "1 1")
			holdsText(t, db, table+": totals with a topic", "select count(*) from latest."+table+" where (breakdown = 'total') <> (topic = 'total')", "0")
		}
	})
	t.Run("DB-3: plans by age add up to all plans under the labels of every year", func(t *testing.T) {
		holdsText(t, db, "England, where two authorities sent no ages for January 2024",
			"select string_agg(period || ' ' || ages || ' of ' || whole, ', ' order by period) from (select period, sum(numerator)::integer as ages, any_value(denominator)::integer as whole from value where indicator in ('S16a', 'S16b', 'S16c', 'S16d', 'S16e') and area_code = 'E92000001' and value is not null group by period)",
			"2024-01 572829 of 576474, 2025-01 638745 of 638745")
		holdsText(t, db, "Hackney's ages", "select string_agg(distinct status, ', ') from value where indicator like 'S16_' and area_code = '204' and period = '2024-01'", "not available")
	})
}

// In each year some authorities could not answer. Each is missing with what was printed, has no place, and no older figure
// stands in for it (D5, D6, LT-2).
func authoritiesThatSentNothing(t *testing.T, db *sql.DB) {
	for id, years := range map[string]map[string]string{
		"S01":  {"2023": "204 x, 856 no row, 921 no row", "2022": "211 x, 311 x, 869 x, 926 x"},
		"S12n": {"2025-01": ""},
		"S10":  {"2024": "890 x, 919 x, 317 x, 320 x, 870 x, 936 x, 879 x"},
	} {
		for period, want := range years {
			got := oneText(t, db, "select coalesce(string_agg(area_code || ' ' || symbol, ', ' order by area_code), '') from value where indicator = ? and period = ? and value is null and denominator is distinct from 0 and length(area_code) = 3", id, period)
			if a, b := sortedList(got), sortedList(want); a != b {
				t.Errorf("%s of %s is missing for %s, want %s", id, period, a, b)
			}
			holdsText(t, db, "places of areas without a figure", fmt.Sprintf("select count(*) from position join value using (indicator, period, area_code) where indicator = '%s' and period = '%s' and value is null", id, period), "0")
		}
	}
	holdsText(t, db, "D5: places of the two tiniest authorities, which are left out", "select count(*) from position where pool = 'default' and area_code in ('201', '420')", "0")
	holdsText(t, db, "D5: those ranked are those counted", "select bool_and(n = n_ranked) from (select count(*) as n, any_value(n_ranked) as n_ranked from position group by indicator, period, pool)", "true")
	row := valueOf(t, db, "S01", "204", "2023")
	if row.Value != nil || row.Rank != nil || row.Band != nil || row.Status != "not available" {
		t.Errorf("Hackney in 2023 is %v, place %v, quarter %v, %s", row.Value, row.Rank, row.Band, row.Status)
	}
	holdsText(t, db, "England's requests of 2023 beyond the authorities'", `select (select (received).value from latest.ehc_requests where breakdown = 'total' and area_code = 'E92000001' and period = '2023')
- sum((received).value)::integer from latest.ehc_requests where breakdown = 'total' and level = 'authority' and period = '2023'`, "935")
}

func sortedList(text string) string {
	parts := strings.Split(text, ", ")
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}

// TestTrapsOfTheManagementInformation holds the file of 2014 to 2022 to its quirks.
func TestTrapsOfTheManagementInformation(t *testing.T) {
	l := newLoader(t, "england")
	db := opened(t, l, load(t, l, realFile(t, "ehc-plans/sen2_mi_2014-2022.csv")))
	t.Run("percentages with a leading blank, and any number of decimals", func(t *testing.T) {
		holdsText(t, db, "England's 2022 and 2021", "select string_agg(in_20_weeks_no_exceptions_pc.value::varchar, ' ' order by period desc) from latest.ehc_management_information where area_code = 'E92000001' and period >= '2021'", "49.166 59.9")
	})
	t.Run("not collected is not the same as not answered", func(t *testing.T) {
		holdsText(t, db, "assessments before 2022", "select assessed.status || ' ' || assessed.symbol from latest.ehc_management_information where area_code = '202' and period = '2021'", "not applicable z")
		holdsText(t, db, "Norfolk in 2022", "select in_20_weeks_no_exceptions.status || ' ' || in_20_weeks_no_exceptions.symbol from latest.ehc_management_information where area_code = '926' and period = '2022'", "not available x")
	})
	t.Run("England's published rate of 2022 has four authorities in its denominator only; the matching one has not", func(t *testing.T) {
		england := valueOf(t, db, "S01", "E92000001", "2022")
		wantNumber(t, "numerator", england.Numerator, 30536)
		wantNumber(t, "denominator", england.Denominator, 62108)
		wantNumber(t, "as published", england.Value, 49.2)
		holdsText(t, db, "on matching areas", "select round(exact, 2) || ' of ' || denominator::integer from matching where indicator = 'S01' and period = '2022'", "49.83 of 61283")
	})
	t.Run("nobody to count is not a rate of nothing", func(t *testing.T) {
		row := valueOf(t, db, "S01", "420", "2022")
		if row.Value != nil || row.Status != "not applicable" || row.Rank != nil {
			t.Errorf("the Isles of Scilly have %v, %s, place %v", row.Value, row.Status, row.Rank)
		}
	})
	t.Run("a change of method is not a change", func(t *testing.T) {
		holdsText(t, db, "from 2021 to 2022", "select broken || ' ' || coalesce(change::varchar, 'none') from comparison where indicator = 'S01' and area_code = '202' and period = '2022'", "true none")
	})
	t.Run("GE-1, D4: one name for two areas, and one area with two ONS codes", func(t *testing.T) {
		holdsText(t, db, "Dorset to 2018 and from 2019", "select string_agg(area_code || ' ' || first || '-' || last, ', ' order by area_code) from (select area_code, min(period) as first, max(period) as last from latest.ehc_management_information where area_code in ('835', '838', '836', '837', '839') group by area_code)",
			"835 2014-2018, 836 2014-2018, 837 2014-2018, 838 2019-2022, 839 2019-2022")
		holdsText(t, db, "Buckinghamshire", "select min(period) || '-' || max(period) || ' ' || count(*) from latest.ehc_management_information where area_code = '825'", "2014-2022 9")
		holdsText(t, db, "the new Dorset's change in its first year", "select coalesce(change::varchar, 'none') from comparison where indicator = 'S01' and area_code = '838' and period = '2019'", "none")
	})
}

// The same file of a year earlier has other names for the same columns: it is not read by guess, and that is said.
func TestTheManagementInformationOfAnotherYearIsNotReadByGuess(t *testing.T) {
	const header = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,NewallEHC,NewallEHC_pc,NewallEHC_AssnoneEHC_sum,AssnoneEHC,AssnoneEHC_pc,AssnodecisionEHC,AssRefusedEHC,AssRefusedEHC_pc,Assnone,Assnodecision,AssRefused,InreqEHC,InreqryaEHC,TotIncExcEHC,IncExc20weekEHC,IncExc20weekRate,TotNoExcEHC,NoExc20weekEHC,NoExc20weekRate\n"
	l := newLoader(t, "england")
	report := load(t, l, offered(t, "sen2_mi.csv", header))
	if report.Published || len(report.Editions) != 0 || report.Files[0].Outcome != notRecognised {
		t.Errorf("columns of other names are not said to be strange: %v", report.Files)
	}
}

// Requests that were agreed to, refused, withdrawn or still open are all the requests there were, in every file that has all four.
func TestRequestsThatAreNotTheirOutcomesKeepTheFileOut(t *testing.T) {
	l := tinyLoader(t)
	for name, c := range map[string]struct {
		withdrawn string
		want      outcome
	}{"all add up": {"98", loaded}, "ten too many": {"108", rejected}, "one outcome is not published": {"x", loaded}} {
		f := requests(t, l.Register, "2024").set("105", "2024", "requests_withdrawn", c.withdrawn)
		for _, whole := range []string{"X12000007", ""} {
			f.set(whole, "2024", "requests_withdrawn", "x")
		}
		_, files := taken(t, l, offered(t, "requests.csv", f.String()))
		if files[0].Outcome != c.want || c.want == rejected && !strings.Contains(files[0].Reason, "105, 2024, received: a printed total is not the sum of the parts beside it (found 1000; expected 1010)") {
			t.Errorf("%s: %v", name, files[0])
		}
	}
}

// Every label that the publisher has used for everybody means everybody, in any case.
func TestEveryLabelOfEverybodyIsTheTotal(t *testing.T) {
	l := tinyLoader(t)
	db, err := l.Engine.Scratch(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if err := ready(t.Context(), bench{db: db}, reading{}); err != nil {
		t.Fatal(err)
	}
	for _, label := range []string{"Total", "All EHC plans", "All EHC plans issued", "All requests for EHC needs assessments", "All requests for an EHC needs assessment",
		"All EHC needs assessments", "New EHC plans", "All new EHC plans", "All annual reviews", "All reviews of EHC plans", "All personal budgets",
		"All residential placements", "All work based placements", "All ceased EHC plans"} {
		for _, printed := range []string{label, strings.ToUpper(label), " " + strings.ToLower(label) + " "} {
			if got := one(t, db, "select label_of(?)", printed); got != "total" {
				t.Errorf("%q is read as %q, not as everybody", printed, got)
			}
		}
	}
	for _, part := range []string{"Mainstream - total", "AP/PRU - total", "Educated elsewhere - total", "age 10", "Unknown"} {
		if got := one(t, db, "select label_of(?)", part); got != part {
			t.Errorf("%q is read as %q", part, got)
		}
	}
}
