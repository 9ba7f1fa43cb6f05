package load

import (
	"database/sql"
	"strconv"
	"strings"
	"testing"
)

// TestTheRealRelease loads the published EHC plans and statistical neighbours once, and holds them to figures from elsewhere.
func TestTheRealRelease(t *testing.T) {
	l, report := publishedRelease(t)
	for _, f := range report.Files {
		if f.Outcome != loaded && f.Outcome != passedOver {
			t.Errorf("%s: every published file should load", f)
		}
	}
	for _, f := range report.Findings {
		if f.Severity == Error {
			t.Errorf("an error in the published files that no erratum explains: %s", f)
		}
	}
	db := readingOf(t, l)
	t.Run("comes to the published figures", func(t *testing.T) { publishedFigures(t, db) })
	t.Run("has its known errors mended", func(t *testing.T) { mendedErrors(t, db) })
	t.Run("gives the positions of the Interactive Tool", func(t *testing.T) { toolPositions(t, db) })
	t.Run("comes to the data signals put together by hand", func(t *testing.T) { signalsByHand(t, db) })
}

// The figures are those that the Department for Education printed: statistical release "Education, health and care plans",
// 2025, and its data files.
func publishedFigures(t *testing.T, db *sql.DB) {
	for _, c := range []struct{ indicator, code, period, want string }{
		{"S01", "E92000001", "2024", "46.4 ok"},
		{"S01", "E92000001", "2023", "50.3 ok"},
		{"S01", "E92000001", "2020", "58.0 ok"},
		{"S02", "E92000001", "2024", "45.9 ok"},
		{"S06", "E92000001", "2024", "25.2 ok"},
		{"S10", "E92000001", "2024", "44.4 ok"},
		{"S12n", "E92000001", "2025-01", "638745.0 ok"},
		{"S01", "202", "2024", "96.6 ok"},
		{"S01", "878", "2024", "3.2 ok"},
	} {
		if got := one(t, db, "select value || ' ' || status from value where indicator = ? and area_code = ? and period = ?", c.indicator, c.code, c.period); got != c.want {
			t.Errorf("%s of %s in %s is %s, want %s", c.indicator, c.code, c.period, got, c.want)
		}
	}
	for code, want := range map[string]string{"202": "14 of 151", "878": "151 of 151"} {
		if got := one(t, db, "select rank || ' of ' || n_ranked from position where indicator = 'S01' and period = '2024' and pool = 'all' and area_code = ?", code); got != want {
			t.Errorf("%s ranks %s, want %s", code, got, want)
		}
	}
}

func mendedErrors(t *testing.T, db *sql.DB) {
	for what, c := range map[string]struct{ query, want string }{
		"the fourteen authorities of Yorkshire and The Humber that have placements": {
			"select sum((plans).value)::integer from latest.ehc_new_plans where breakdown = 'total' and period = '2022' and area_code <> '384' and area_code in (select code from area where region = 'E12000003')", "5616"},
		"how many they are": {
			"select count(*) from latest.ehc_new_plans where breakdown = 'total' and period = '2022' and area_code <> '384' and area_code in (select code from area where region = 'E12000003' and level = 'authority')", "14"},
		"Wakefield, which has none": {
			"select (plans).value::integer from latest.ehc_new_plans where breakdown = 'total' and period = '2022' and area_code = '384'", "462"},
		"the region, as printed": {
			"select (plans).value::integer from latest.ehc_new_plans where breakdown = 'total' and period = '2022' and area_code = 'E12000003'", "6078"},
		"Sheffield": {
			"select (plans).value::integer from latest.ehc_new_plans where breakdown = 'total' and period = '2022' and area_code = '373'", "955"},
		"residential placements of January 2023, worked out from the two parts": {
			"select (residential).value::integer from latest.ehc_residential where breakdown = 'total' and period = '2023-01' and area_code = 'E92000001'", "2196"},
		"meetings before the year, whose column has the name of another": {
			"select (met_before_year).value is not null from latest.ehc_review_meetings where breakdown = 'total' and period = '2024' and area_code = 'E92000001'", "true"},
		"authorities that are told to have been mended": {
			"select count(*) from finding where severity = 'mended' and table_name = 'ehc_new_plans' and message like '%region%' and area_code in ('373', '384')", "2"},
	} {
		if got := one(t, db, c.query); got != c.want {
			t.Errorf("%s: %s, want %s", what, got, c.want)
		}
	}
}

// Every figure that DfE's Local Authority Interactive Tool gives of two measures is the same here, with four differences of
// intent: an authority that ended has no row for later years; a number out of fewer than 20 is in no quarter; where the law
// says all, the best quarter begins at 90 per cent; and a value on the middle cut point belongs to the better half, where the
// tool puts it into the worse. London's figure is that of the whole region in both.
func toolPositions(t *testing.T, db *sql.DB) {
	for id, measure := range map[string]string{"S01": "SEN_EHC_Excpt_20wks", "S06": "EHCP_Initial_req_refused"} {
		ended := 0
		for _, p := range positions(t, measure) {
			if one(t, db, "select to_day < date '2024-12-31' from area where code = ?", p["la_code"]) == "true" {
				ended++
				if p["value"] != "" || one(t, db, "select count(*) from value where indicator = ? and area_code = ? and period = '2024'", id, p["la_code"]) != "0" {
					t.Errorf("%s of %s, which had ended, has a value for 2024", id, p["la_name"])
				}
				continue
			}
			samePosition(t, db, id, p)
		}
		if ended != 5 {
			t.Errorf("%s: %d authorities had ended, want 5", id, ended)
		}
	}
}

func samePosition(t *testing.T, db *sql.DB, id string, p position) {
	t.Helper()
	row := valueOf(t, db, id, p["la_code"], "2024")
	what := func(of string) string { return id + " of " + row.AreaName + ", " + of }
	for column, got := range map[string]*float64{"value": row.Value, "sn_avg": row.Neighbours, "region_value": row.Region, "england": row.England} {
		if p[column] == "" {
			if got != nil {
				t.Errorf("%s is %v, want none", what(column), *got)
			}
			continue
		}
		wantNumber(t, what(column), got, p.number(t, column))
	}
	if p["value"] != "" {
		for column, got := range map[string]*float64{"q0": row.Q0, "q25": row.Q25, "q50": row.Q50, "q75": row.Q75, "q100": row.Q100} {
			wantNumber(t, what(column), got, p.number(t, column))
		}
		wantCount(t, what("n_ranked"), row.NRanked, p["n_ranked"])
	}
	wantCount(t, what("rank"), row.Rank, strings.Trim(p["rank"], "-"))
	wantCount(t, what("sn_n"), &row.NeighboursN, p["sn_n"])
	quarter := map[string]string{"A": "4", "B": "3", "C": "2", "D": "1"}[p["band"]]
	if quarter == "4" && *row.Value < 90 {
		quarter = "3"
	}
	if quarter == "2" && *row.Value == *row.Q50 {
		quarter = "3"
	}
	if row.Denominator != nil && *row.Denominator < 20 {
		quarter = ""
	}
	wantCount(t, what("band"), row.Band, quarter)
	change := one(t, db, "select change from comparison where indicator = ? and area_code = ? and period = '2024'", id, p["la_code"])
	if p["change"] == "" || change == "" {
		if p["change"] != change {
			t.Errorf("%s is %q, want %q", what("change"), change, p["change"])
		}
		return
	}
	n, err := strconv.ParseFloat(change, 64)
	if err != nil {
		t.Fatal(err)
	}
	wantNumber(t, what("change"), &n, p.number(t, "change"))
}

// wantCount compares a whole number that may not be there; "" is none.
func wantCount(t *testing.T, what string, got *int64, want string) {
	t.Helper()
	text := ""
	if got != nil {
		text = strconv.FormatInt(*got, 10)
	}
	if text != want {
		t.Errorf("%s is %q, want %q", what, text, want)
	}
}

// The files of every source load together, and none is refused but an excerpt, which is not whole.
func TestEveryRealFileLoads(t *testing.T) {
	l := newLoader(t, "england")
	for _, f := range load(t, l, publishedFiles(t)...).Files {
		if f.Outcome == rejected && !strings.Contains(f.Name, "EXCERPT") {
			t.Errorf("%s", f)
		}
	}
	nothingHalfDone(t, l.Folder)
}
