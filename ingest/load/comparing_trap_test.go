package load

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"
)

// inTime makes a file of plans issued in which each authority of the tiny register issued so many of a thousand in time and
// so many after a year, in one year; the wholes are the sums.
func inTime(t *testing.T, l *Loader, year string, prompt, afterAYear map[string]int) *table {
	t.Helper()
	f := timeliness(t, l.Register, year)
	for column, given := range map[string]map[string]int{"plans_issued_20_weeks_ex": prompt, "plans_issued_gt_1_year": afterAYear} {
		if given == nil {
			continue
		}
		sums := map[string]int{}
		for _, row := range f.rows {
			code := row[columnCode]
			if code == "" {
				continue
			}
			f.set(code, year, column, fmt.Sprint(given[code]))
			sums[row[columnRegion]] += given[code]
			sums[""] += given[code]
		}
		for code, n := range sums {
			f.set(code, year, column, fmt.Sprint(n))
		}
	}
	for _, row := range f.rows {
		for i, name := range f.header {
			if strings.HasPrefix(name, "pc_") {
				row[i] = "x"
			}
		}
	}
	return f
}

func places(t *testing.T, db *sql.DB, id, period string) string {
	t.Helper()
	return one(t, db, `select coalesce(string_agg(concat_ws(' ', area_code, 'place', rank, 'of', n_ranked, 'quarter', band), ', ' order by area_code), '')
from position where indicator = ? and period = ? and pool = 'all'`, id, period)
}

// LT-4: a value on a cut point is in the better quarter, whichever way is better. Of five areas the second and the fourth are
// the cut points.
func TestAValueOnACutPointIsInTheBetterQuarter(t *testing.T) {
	l := tinyLoader(t)
	file := inTime(t, l, "2024", map[string]int{"101": 500, "102": 600, "103": 700, "104": 950, "105": 990}, map[string]int{"101": 10, "102": 20, "103": 30, "104": 40, "105": 50})
	load(t, l, offered(t, "timeliness.csv", file.String()))
	db := readingOf(t, l)
	for id, want := range map[string]string{
		"S01": "101 place 5 of 5 quarter 1, 102 place 4 of 5 quarter 2, 103 place 3 of 5 quarter 3, 104 place 2 of 5 quarter 4, 105 place 1 of 5 quarter 4",
		"S03": "101 place 1 of 5 quarter 4, 102 place 2 of 5 quarter 4, 103 place 3 of 5 quarter 3, 104 place 4 of 5 quarter 2, 105 place 5 of 5 quarter 1",
	} {
		if got := places(t, db, id, "2024"); got != want {
			t.Errorf("%s:\n got %s\nwant %s", id, got, want)
		}
	}
}

// D8, LT-5, LT-9: what is shown as equal shares a place, and a quarter is cut on what is shown.
func TestFiguresThatAreShownAsEqualShareAPlace(t *testing.T) {
	l := tinyLoader(t)
	file := inTime(t, l, "2024", map[string]int{"101": 466, "102": 4657, "103": 700, "104": 300, "105": 0}, nil)
	for code, n := range map[string]string{"102": "10000", "X12000001": "12000", "": "14000"} { // 46.57 per cent is shown as 46.6
		file.set(code, "2024", "plans_issued_den_ex", n)
	}
	load(t, l, offered(t, "timeliness.csv", file.String()))
	db := readingOf(t, l)
	want := "101 place 2 of 5 quarter 3, 102 place 2 of 5 quarter 3, 103 place 1 of 5 quarter 3, 104 place 4 of 5 quarter 2, 105 place 5 of 5 quarter 1"
	if got := places(t, db, "S01", "2024"); got != want {
		t.Errorf("places are\n     %s\nwant %s", got, want)
	}
	if got := one(t, db, "select string_agg(value::varchar, ' ' order by area_code) from value where indicator = 'S01' and area_code in ('101', '102')"); got != "46.6 46.6" {
		t.Errorf("the two are %s, want 46.6 46.6", got)
	}
}

// LT-1: a change is from the year before, or there is none.
func TestAChangeIsOfOneYearAndNeverAcrossAGapOrABreak(t *testing.T) {
	l := tinyLoader(t)
	load(t, l, offered(t, "timeliness.csv", timeliness(t, l.Register, "2020", "2021", "2022", "2024", "2025").String()))
	db := readingOf(t, l)
	want := "2020 none, 2021 0.0, 2022 none broken, 2024 none, 2025 0.0"
	if got := one(t, db, `select string_agg(concat_ws(' ', period, coalesce(change::varchar, 'none'), case when broken then 'broken' end), ', ' order by period)
from comparison where indicator = 'S01' and area_code = '101'`); got != want {
		t.Errorf("changes are %s, want %s", got, want)
	}
}

// D5, D6, LT-2, LT-3: an area that has ended, or has no figure, is not among those in order, and nothing older stands in.
func TestOnlyAreasWithAFigureOfThatYearHaveAPlace(t *testing.T) {
	l := tinyLoader(t)
	file := timeliness(t, l.Register, "2022", "2024").set("105", "2024", "plans_issued_20_weeks_ex", "x").set("105", "2024", "pc_plans_issued_20_weeks_ex", "x")
	load(t, l, offered(t, "timeliness.csv", file.String()))
	db := readingOf(t, l)
	for period, want := range map[string]string{"2022": "101 102 103 104 105 106 of 6", "2024": "101 102 103 104 of 4"} {
		if got := one(t, db, "select string_agg(area_code, ' ' order by area_code) || ' of ' || any_value(n_ranked) from position where indicator = 'S01' and pool = 'all' and period = ?", period); got != want {
			t.Errorf("those with a place in %s are %s, want %s", period, got, want)
		}
	}
	for code, want := range map[string]string{"105": "none x", "106": ""} {
		if got := one(t, db, "select coalesce(any_value(coalesce(value::varchar, 'none') || ' ' || symbol), '') from value where indicator = 'S01' and period = '2024' and area_code = ?", code); got != want {
			t.Errorf("%s in 2024 is %q, want %q", code, got, want)
		}
	}
}

// LT-18: where a newer release hides what an older one printed, it is hidden, and what stood there is kept as history.
func TestANewerReleaseMayHideAFigure(t *testing.T) {
	l := tinyLoader(t)
	hidden := timeliness(t, l.Register, "2023", "2024").set("101", "2023", "plans_issued_20_weeks_ex", "x").set("101", "2023", "pc_plans_issued_20_weeks_ex", "x")
	load(t, l, release(t, "older.csv", timeliness(t, l.Register, "2023").String(), "2024-06-27"), release(t, "newer.csv", hidden.String(), "2025-06-26"))
	db := readingOf(t, l)
	if got := one(t, db, "select coalesce(value::varchar, 'none') || ' ' || status from value where indicator = 'S01' and area_code = '101' and period = '2023'"); got != "none not available" {
		t.Errorf("Alderbrook in 2023 is %s", got)
	}
	if got := one(t, db, "select was || ' ' || was_status || ' ' || coalesce(is_now::varchar, 'none') from revision where indicator = 'S01' and area_code = '101' and period = '2023'"); got != "46.4 ok none" {
		t.Errorf("what stood there is told as %q", got)
	}
}

// D20: a region is worked out from what its authorities counted, not from their rounded rates.
func TestARegionsRateIsOfItsCountsNotOfRates(t *testing.T) {
	l := newLoader(t, "england")
	db := opened(t, l, load(t, l, realFile(t, "absence/4_absence_2term_pru.csv")))
	const region = "select numerator || ' ' || denominator from value where indicator = 'P05' and area_code = 'E12000007' and period = '2022-23'"
	const parts = "select sum(numerator) || ' ' || sum(denominator) from value join area on area.code = value.area_code and area.level = 'subregion' where indicator = 'P05' and period = '2022-23'"
	if got, want := one(t, db, region), one(t, db, parts); got != want || got == "" {
		t.Errorf("London is %q, its parts come to %q", got, want)
	}
	if got := one(t, db, "select bool_and(abs(exact - 100 * numerator / denominator) < 1e-9) from value where numerator is not null and denominator > 0 and value is not null"); got != "true" {
		t.Error("a value is not what its counts come to")
	}
}

// LT-11, LT-12, and the publisher's rule that the two years of a label follow one another: a label like none that is known, or
// of another kind of year, keeps the file out, and the reason says which row has it.
func TestAPeriodThatIsNoneOrOfAnotherKindKeepsTheFileOut(t *testing.T) {
	l := tinyLoader(t)
	for label, says := range map[string]string{
		"0": "written like none that is known", "202426": "written like none that is known", "20242": "written like none that is known",
		"202425": "of another kind than its table's", "2024/25": "of another kind than its table's",
	} {
		text := strings.ReplaceAll(timeliness(t, l.Register, "2024").String(), "\n2024,", "\n"+label+",")
		_, files := taken(t, l, offered(t, "timeliness.csv", text))
		if files[0].Outcome != rejected || !strings.Contains(files[0].Reason, "row 2: the row's period is "+says) {
			t.Errorf("the period %q: %v", label, files[0])
		}
	}
}
