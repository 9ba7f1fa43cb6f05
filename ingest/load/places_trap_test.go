package load

import (
	"strings"
	"testing"
)

// TestNeighboursAreReadAsTheirModelMeansThem holds DfE's list of statistical neighbours of May 2025 to its quirks (SN-1).
func TestNeighboursAreReadAsTheirModelMeansThem(t *testing.T) {
	l := newLoader(t, "england")
	db := opened(t, l, load(t, l, realFile(t, "areas/sn_may_2025.xlsx")))
	for what, c := range map[string]struct{ query, want string }{
		"ten different neighbours each":             {"select count(*) || ' ' || min(n) || ' ' || max(n) from (select area_code, count(distinct neighbour_code) as n from neighbour group by area_code)", "153 10 10"},
		"closeness is a word, in one spelling":      {"select string_agg(distinct closeness, ', ' order by closeness) from neighbour", "close, extremely close, not close, somewhat close, very close"},
		"none is its own neighbour":                 {"select count(*) from neighbour where area_code = neighbour_code", "0"},
		"being like is not mutual":                  {"select count(*) > 0 from neighbour n anti join neighbour back on back.area_code = n.neighbour_code and back.neighbour_code = n.area_code", "true"},
		"City of London is close to nobody":         {"select string_agg(distinct closeness, ', ') from neighbour where area_code = '201'", "not close"},
		"former authorities are of the older model": {"select count(*) from neighbour where area_code in ('835', '836', '837', '909', '928') or neighbour_code in ('835', '836', '837', '909', '928')", "0"},
		"the order of closeness is kept":            {"select string_agg(neighbour_code, ' ' order by place) from neighbour where area_code = '301'", "308 821 313 333 336 307 304 312 874 203"},
		"the model has a date":                      {"select string_agg(distinct model, ' ') from neighbour", "2025"},
	} {
		if got := one(t, db, c.query); got != c.want {
			t.Errorf("%s: %s, want %s", what, got, c.want)
		}
	}
}

// D9, LT-17: an authority is in London whether a file prints London or the part of it, and where London itself has no figure
// no part of it stands in for it.
func TestAnAreasRegionIsOneWhateverAFileCallsIt(t *testing.T) {
	l := newLoader(t, "england")
	db := opened(t, l, load(t, l, realFile(t, "absence/4_absence_2term_pru.csv"), realFile(t, "ehc-plans/sen2_mi_2014-2022.csv"), annualRates(t, l)))
	for id, period := range map[string]string{"P05": "2022-23", "S01": "2021"} {
		if got := one(t, db, `select count(*) from comparison join value region on region.indicator = comparison.indicator and region.period = comparison.period and region.area_code = 'E12000007'
where comparison.indicator = ? and comparison.period = ? and comparison.area_code in ('202', '203') and comparison.region = region.value and comparison.region_code = 'E12000007'`, id, period); got != "2" {
			t.Errorf("%s of %s: Camden and Greenwich stand beside London's figure in %s of two cases", id, period, got)
		}
	}
	if got := one(t, db, "select coalesce(any_value(region)::varchar, 'none') from comparison where indicator = 'X07' and period = '2023-24' and area_code in ('202', '203')"); got != "none" {
		t.Errorf("London has no figure here, and its areas stand beside %s", got)
	}
}

// D12: a place that matches no area keeps the file out. It is not given the good outcome, nor any other.
func TestAnInspectionOfAPlaceNobodyKnowsKeepsTheFileOut(t *testing.T) {
	for name, c := range map[string]struct{ row, says string }{
		"no code":                     {",,Herefordshire and Hay", "Herefordshire and Hay"},
		"a code that no area has":     {"899,E06000099,Camden", "899"},
		"a name and a code that part": {"202,E09000007,Greenwich", "Greenwich"},
	} {
		l := newLoader(t, "england")
		r := load(t, l, writtenItem(t, "inspections.csv", reportsHeader+c.row+",GL,2024-01-01,2024-01-05,2024-03-01,1,Some label,Next step,,,https://example.org,index.html,Some words.\n"))
		if r.Published || !r.Rejected() || !strings.Contains(r.Files[0].Reason, c.says) {
			t.Errorf("%s: %v", name, r.Files)
		}
	}
}

// D12: an area without a report has no outcome at all.
func TestAnAreaWithoutAReportHasNoOutcome(t *testing.T) {
	l := newLoader(t, "england")
	db := opened(t, l, load(t, l, realFile(t, "inspections/area_send_inspections.csv")))
	if got := one(t, db, "select count(*) from latest.inspections where area_code = '202'"); got != "0" {
		t.Errorf("Camden, which has no report in the file, has %s outcomes", got)
	}
	if got := one(t, db, "select count(*) from latest.inspections where grade is null and outcome <> 'Outcome not read'"); got != "0" {
		t.Errorf("%s outcomes that were not read are given as something", got)
	}
}

// D18, OS-1: a date is read in either order, and words or the year 1900 are no date.
func TestADateIsReadInEitherOrder(t *testing.T) {
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
	for printed, want := range map[string]string{"01/08/2022": "2022-08-01", "31/01/2025": "2025-01-31", "2025-01-31": "2025-01-31", " 2025-01-31 ": "2025-01-31",
		"01/01/1900": "", "1900-01-01": "", "Not revisited yet": "", "": ""} {
		if got := one(t, db, "select report_date(?)", printed); got != want {
			t.Errorf("%q is read as %q, want %q", printed, got, want)
		}
	}
}
