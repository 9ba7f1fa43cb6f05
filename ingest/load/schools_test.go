package load

import (
	"context"
	"database/sql"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"inclusion/internal/indicator"
)

// opened reads the warehouse that a load published.
func opened(t *testing.T, l *Loader, r Report) *sql.DB {
	t.Helper()
	if r.Rejected() || !r.Published {
		t.Fatalf("the files were not taken in: %v", r.Files)
	}
	db, err := l.Engine.ReadOnly(context.Background(), l.Folder.Warehouse(r.Warehouse))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// valueOf is one value of the warehouse, compared among all authorities.
func valueOf(t *testing.T, db *sql.DB, id, areaCode, period string) indicator.Row {
	t.Helper()
	rows, err := indicator.Rows(context.Background(), db, indicator.Query{Indicator: id, Area: areaCode, Period: period, Pool: "all"})
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1 {
		t.Fatalf("%s of %s in %s has %d rows, want one", id, areaCode, period, len(rows))
	}
	return rows[0]
}

func wantNumber(t *testing.T, what string, got *float64, want float64) {
	t.Helper()
	if got == nil {
		t.Errorf("%s is missing, want %v", what, want)
		return
	}
	if math.Abs(*got-want) > 1e-9*math.Max(1, math.Abs(want)) {
		t.Errorf("%s is %v, want %v", what, *got, want)
	}
}

// oneText asks the warehouse for one cell.
func oneText(t *testing.T, db *sql.DB, query string, args ...any) string {
	t.Helper()
	var text sql.NullString
	if err := db.QueryRow(query, args...).Scan(&text); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	if !text.Valid {
		return "missing"
	}
	return text.String
}

func TestPublishedFiguresOfSchoolsAreReadAsPrinted(t *testing.T) {
	l := newLoader(t, "england")
	report := load(t, l, publishedFiles(t, "exclusions", "absence", "ap", "inspections")...)
	db := opened(t, l, report)

	t.Run("suspensions by SEN provision", func(t *testing.T) { suspensionsByProvision(t, db) })
	t.Run("absence", func(t *testing.T) { publishedAbsence(t, db) })
	t.Run("three counts of alternative provision", func(t *testing.T) { threeCounts(t, db) })
	t.Run("inspections", func(t *testing.T) { publishedInspections(t, db) })

	t.Run("equal rates share a rank (D8)", func(t *testing.T) {
		ranks := oneText(t, db, `select string_agg(distinct rank::varchar, ' ') from position join value using (indicator, period, area_code)
where indicator = 'X04' and period = '2024-25 autumn' and pool = 'all' and value = 0`)
		if ranks != "1" {
			t.Errorf("authorities without a permanent exclusion have the ranks %s, want 1 for all", ranks)
		}
	})
	t.Run("an area that ended before every series is left out with a warning", func(t *testing.T) {
		var told []string
		for _, f := range report.Findings {
			if f.Check == "known-areas" && f.Severity == Warning {
				told = append(told, f.Found)
			}
		}
		if len(told) != 2 || !strings.Contains(told[0], "Bedfordshire") || !strings.Contains(told[1], "Cheshire") {
			t.Errorf("warnings are of %q, want Bedfordshire and Cheshire", told)
		}
	})
	t.Run("a small count that is left out is suppressed, not 0", func(t *testing.T) {
		const of = "select excluded_assault_of_pupil.%s from latest.exclusions_reasons where area_code = '%s' and period = '2016-17' and phase = 'Total'"
		if got := oneText(t, db, fmt.Sprintf(of, "status", "852")); got != "suppressed" {
			t.Errorf("Southampton's x is %s, want suppressed", got)
		}
		if got := oneText(t, db, fmt.Sprintf(of, "value", "E92000001")); got != "1025" && got != "1025.0" {
			t.Errorf("England's count is %s, want 1025", got)
		}
	})
}

func suspensionsByProvision(t *testing.T, db *sql.DB) {
	for _, c := range []struct {
		id, area, period string
		want             float64
	}{
		{"X02", "881", "2024-25 autumn", 9.541}, {"X02", "881", "2024-25 spring", 7.684},
		{"X01", "881", "2024-25 autumn", 10.987}, {"X01", "881", "2024-25 spring", 10.055},
		{"X02", "302", "2024-25 autumn", 4.962}, {"X02", "302", "2024-25 spring", 4.492},
		{"X04", "881", "2024-25 autumn", 0.095},
		{"X05", "881", "2024-25 autumn", 4.9}, {"X05e", "881", "2024-25 spring", 3.85},
	} {
		row := valueOf(t, db, c.id, c.area, c.period)
		wantNumber(t, c.id+" of "+row.AreaName+" in "+c.period, row.Value, c.want)
		if row.Numerator != nil && c.id < "X05" {
			t.Errorf("%s of %s has a count, but the file prints x", c.id, row.AreaName)
		}
	}
	for period, want := range map[string]float64{"2024-25 autumn": 2.242, "2024-25 spring": 1.994} {
		row := valueOf(t, db, "X05", "881", period)
		wantNumber(t, "Essex's rate without SEN in "+period, row.Denominator, want)
	}
	const change = "select change from comparison where indicator = 'X02' and area_code = '881' and period = '2024-25 spring'"
	if got := oneText(t, db, change); got != "-0.097" {
		t.Errorf("Essex changed by %s from the spring before, want -0.097", got)
	}
	if n := oneText(t, db, "select count(*) from value where indicator = 'X06'"); n != "0" {
		t.Errorf("X06 has %s values, but it cannot be worked out from rates", n)
	}
}

func publishedAbsence(t *testing.T, db *sql.DB) {
	const of = "select round(%s.value, 2) from latest.absence_ap where area_code = 'E92000001' and period = '2022-23'"
	for measure, want := range map[string]string{"absence_rate": "40.75", "authorised_rate": "22.16", "unauthorised_rate": "18.59",
		"persistent_rate": "81.24", "severe_rate": "37.46"} {
		if got := oneText(t, db, fmt.Sprintf(of, measure)); got != want {
			t.Errorf("England's %s is %s, want %s", measure, got, want)
		}
	}
	london := valueOf(t, db, "P05", "E12000007", "2022-23")
	inner, outer := valueOf(t, db, "P05", "E13000001", "2022-23"), valueOf(t, db, "P05", "E13000002", "2022-23")
	wantNumber(t, "London's missed sessions", london.Numerator, *inner.Numerator+*outer.Numerator)
	if row := valueOf(t, db, "P05", "E92000001", "2022-23"); row.NRanked != nil {
		t.Errorf("England is ranked among %d authorities", *row.NRanked)
	}
	if got := oneText(t, db, "select any_value(n) from distribution where indicator = 'P05' and period = '2022-23' and pool = 'all'"); got != "141" {
		t.Errorf("%s authorities have such schools, want 141", got)
	}
	if got := oneText(t, db, "select severe_rate.status from latest.absence_ap where area_code = '344' and period = '2013-14'"); got != "not applicable" {
		t.Errorf("severe absence before it was counted is %s, want not applicable", got)
	}
	// The label 2024-25 comes from time_period, so nothing stands under the calendar year 2025 (LT-11).
	if got := oneText(t, db, "select string_agg(distinct period, ' ' order by period) from value where indicator = 'A01'"); got != "2018-19 2020-21 2021-22 2022-23 2023-24 2024-25" {
		t.Errorf("absence has the periods %s", got)
	}
}

func threeCounts(t *testing.T, db *sql.DB) {
	for _, c := range []struct {
		id, area         string
		part, whole, not float64
	}{
		{"P04", "202", 3, 41, 6}, {"P04l", "202", 9, 67, 18},
		{"P04", "E92000001", 12084, 24577, 0}, {"P04l", "E92000001", 8311, 41319, 0},
	} {
		row := valueOf(t, db, c.id, c.area, "2023-01")
		wantNumber(t, fmt.Sprintf("%s of %s (D10: not %v)", c.id, row.AreaName, c.not), row.Numerator, c.part)
		wantNumber(t, c.id+" of "+row.AreaName+", out of", row.Denominator, c.whole)
	}
	for id, want := range map[string]float64{"P02": 24577, "P03": 41319} {
		row := valueOf(t, db, id, "E92000001", "2023-01")
		wantNumber(t, id+" of England", row.Value, want)
		if camden := valueOf(t, db, id, "202", "2023-01"); camden.Rank != nil || camden.Band != nil {
			t.Errorf("%s is a raw count and is ranked (D17)", id)
		}
	}
	const camden = "select placements.value || ' ' || placements.status from latest.ap_authority_placements where area_code = '202' and setting = 'Work based placement'"
	if got := oneText(t, db, camden); got != "0.0 ok" {
		t.Errorf("a kind of setting that is not printed for Camden is %q, want 0", got)
	}
	for id, areaCode := range map[string]string{"P02": "420", "P03": "821"} {
		if row := valueOf(t, db, id, areaCode, "2023-01"); row.Value != nil || row.Status != "not available" {
			t.Errorf("%s is not in the file of %s and has %v, %s", row.AreaName, id, row.Value, row.Status)
		}
	}
}

func publishedInspections(t *testing.T, db *sql.DB) {
	for query, want := range map[string]string{
		"select string_agg(n::varchar, ' ') from (select count(*) as n from latest.inspections group by grade order by grade nulls last)":     "19 52 24 1",
		"select outcome || ', ' || outcome_read from latest.inspections where area_code = '871'":                                              "Outcome not read, false",
		"select outcome_text from latest.inspections where area_code = '871'":                                                                 "missing",
		"select string_agg(area_code, ' ' order by area_code) from latest.inspections where started is null":                                  "825 873 883",
		"select count(*) from latest.inspections where previous like '1900%'":                                                                 "0",
		"select count(*) from latest.inspections where priority_action_plan = 'implied by the outcome'":                                       "8",
		"select count(*) from latest.inspections where priority_action_plan = 'stated in the report'":                                         "16",
		"select period from latest.inspections where area_code = '871'":                                                                       "2025",
		"select max(published)::varchar from edition where name = 'area_send_inspections.csv'":                                                "2026-06-26",
		"select count(*) from latest.inspections where report_url is null":                                                                    "0",
		"select string_agg(area_code, ' ' order by area_code) from latest.inspections where area_code in ('202', '352', '878', '942', '943')": "942 943",
	} {
		if got := oneText(t, db, query); got != want {
			t.Errorf("%s\n is %s, want %s", query, got, want)
		}
	}
}

// position is what DfE's Local Authority Interactive Tool says of one authority.
type position map[string]string

func (p position) number(t *testing.T, column string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(p[column], 64)
	if err != nil {
		t.Fatalf("%s of %s: %v", column, p["la_name"], err)
	}
	return x
}

func positions(t *testing.T, measure string) []position {
	t.Helper()
	f, err := os.Open(filepath.Join(real, "../oracles/lait_positions.csv"))
	if err != nil {
		t.Skip("needs ../shared/oracles, the expected numbers")
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []position
	for _, row := range rows[1:] {
		p := position{}
		for i, name := range rows[0] {
			p[name] = row[i]
		}
		if p["measure_short"] == measure {
			all = append(all, p)
		}
	}
	return all
}

// annualRates writes the Interactive Tool's rates of the latest year and of the one before in the layout of the annual file.
func annualRates(t *testing.T, l *Loader) Item {
	t.Helper()
	rows := []string{"time_identifier,time_period,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name," +
		"education_phase,num_schools,headcount,perm_excl,perm_excl_rate,suspension,susp_rate,one_plus_susp,one_plus_susp_rate"}
	suspended, excluded := positions(t, "TotFixedEx"), positions(t, "TotPermEx")
	line := func(period, place, exclusion, suspension string) {
		rows = append(rows, "Academic year,"+period+","+place+",Total,x,x,x,"+exclusion+",x,"+suspension+",x,x")
	}
	line("202324", "National,E92000001,England,,,,,", excluded[0]["england"], suspended[0]["england"])
	for i, s := range suspended {
		e := excluded[i]
		a, err := l.Register.ByCode(s["la_code"])
		if err != nil {
			t.Fatal(err)
		}
		if s["value"] == "" {
			continue
		}
		region, err := l.Register.ByCode(a.Region)
		if err != nil {
			t.Fatal(err)
		}
		place := fmt.Sprintf("Local authority,E92000001,England,%s,%s,%s,%s,%q", region.Code, region.Name, a.Code, a.ONS[len(a.ONS)-1].Code, a.Name)
		line("202324", place, e["value"], s["value"])
		if s["change"] != "" {
			before := func(p position) string {
				return strconv.FormatFloat(p.number(t, "value")-p.number(t, "change"), 'f', 5, 64)
			}
			line("202223", place, before(e), before(s))
		}
	}
	return writtenItem(t, "exc_nat_region_la.csv", strings.Join(rows, "\n")+"\n")
}

// writtenItem is a file with this text.
func writtenItem(t *testing.T, name, text string) Item {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Item{Path: path, Name: name}
}

func TestAllPupilRatesStandWhereTheInteractiveToolPutsThem(t *testing.T) {
	l := newLoader(t, "england")
	neighbours := realFile(t, "areas/sn_may_2025.xlsx")
	db := opened(t, l, load(t, l, neighbours, annualRates(t, l)))
	for id, measure := range map[string]string{"X07": "TotFixedEx", "X07p": "TotPermEx"} {
		compared := 0
		for _, p := range positions(t, measure) {
			if p["value"] == "" {
				n := oneText(t, db, "select count(*) from value where indicator = ? and area_code = ? and period = '2023-24'", id, p["la_code"])
				if n != "0" {
					t.Errorf("%s has a value of %s, which had ended", id, p["la_name"])
				}
				continue
			}
			compared++
			row := valueOf(t, db, id, p["la_code"], "2023-24")
			what := func(of string) string { return id + " of " + row.AreaName + ", " + of }
			for column, got := range map[string]*float64{"value": row.Value, "sn_avg": row.Neighbours, "england": row.England,
				"q0": row.Q0, "q25": row.Q25, "q50": row.Q50, "q75": row.Q75, "q100": row.Q100} {
				wantNumber(t, what(column), got, p.number(t, column))
			}
			for column, got := range map[string]*int64{"rank": row.Rank, "n_ranked": row.NRanked, "sn_n": &row.NeighboursN} {
				if got == nil || strconv.FormatInt(*got, 10) != p[column] {
					t.Errorf("%s is %v, want %s", what(column), got, p[column])
				}
			}
			wantChange(t, db, id, p)
		}
		if compared != 153 {
			t.Errorf("%s was compared for %d authorities, want 153", id, compared)
		}
	}
}

func wantChange(t *testing.T, db *sql.DB, id string, p position) {
	t.Helper()
	var change sql.NullFloat64
	err := db.QueryRow("select change from comparison where indicator = ? and area_code = ? and period = '2023-24'", id, p["la_code"]).Scan(&change)
	if err != nil {
		t.Fatal(err)
	}
	if p["change"] == "" {
		if change.Valid {
			t.Errorf("%s of %s has a change of %v, but there was no authority the year before", id, p["la_name"], change.Float64)
		}
		return
	}
	wantNumber(t, id+" of "+p["la_name"]+", change", &change.Float64, p.number(t, "change"))
}
