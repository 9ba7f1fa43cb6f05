package load

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	statements "inclusion/sql"

	"inclusion/ingest/source"
)

// Every check of an edition fires on the file that breaks its rule, and is silent on the same file unbroken. The checks
// named here and in TestChecksOfTheWarehouse and TestPrintedTotals are all there are but grant, which the tests of money try.
func TestChecksOfAnEdition(t *testing.T) {
	l := tinyLoader(t)
	fresh := func() *table { return timeliness(t, l.Register, "2022", "2024") }
	if found := findingsIn(t, l, fresh().String()); len(found) > 0 {
		t.Fatalf("the unbroken file has findings: %v", found)
	}
	for _, c := range []struct {
		name, file string
		want       string // the whole finding as a person reads it; empty when there is none
		severity   Severity
	}{
		{"a region is not the sum of its authorities", fresh().set("X12000001", "2024", "plans_issued_gt20weeks_ltyear", "1408").String(),
			"timeliness.csv, row 12, X12000001, 2024, issued_20_to_52_weeks: the whole is not the sum of its parts (found 1408; expected 1407 from 3 authorities)", Error},
		{"England is not the sum of its authorities", fresh().set("", "2024", "plans_issued_gt20weeks_ltyear", "2346").String(),
			"timeliness.csv, row 11, X92000001, 2024, issued_20_to_52_weeks: the whole is not the sum of its parts (found 2346; expected 2345 from 5 authorities)", Error},
		{"a sum with a part missing may fall short", fresh().set("101", "2024", "plans_issued_gt20weeks_ltyear", "c").String(), "", ""},
		{"a sum with a part missing may not go beyond", fresh().set("101", "2024", "plans_issued_gt20weeks_ltyear", "c").set("102", "2024", "plans_issued_gt20weeks_ltyear", "1400").String(),
			"timeliness.csv, row 12, X12000001, 2024, issued_20_to_52_weeks: the parts that are published already come to more than the whole (found 1407; expected 1869 from 2 authorities)", Error},
		{"the two parts of a region stand for it", inParts(fresh()).String(), "", ""},
		{"a part of a region is not the sum of its authorities", inParts(fresh()).set("X13000001", "2024", "plans_issued_gt20weeks_ltyear", "470").String(),
			"timeliness.csv, row 13, X13000001, 2024, issued_20_to_52_weeks: the whole is not the sum of its parts (found 470; expected 469 from 1 authorities)", Error},
		{"a printed rate is not its parts", fresh().set("102", "2024", "pc_plans_issued_20_weeks_ex", "46.5").String(),
			"timeliness.csv, row 15, 102, 2024, in_20_weeks_no_exceptions_pc: the printed rate is not its numerator over its denominator (found 46.5; expected 46.4 = 464 of 1000)", Error},
		{"a printed rate has more decimals than it shows", fresh().set("102", "2024", "pc_plans_issued_20_weeks_ex", "46.4400000").String(), "", ""},
		{"a share above 100", fresh().set("102", "2024", "plans_issued_20_weeks_ex", "x").set("102", "2024", "pc_plans_issued_20_weeks_ex", "464").String(),
			"timeliness.csv, row 15, 102, 2024, in_20_weeks_no_exceptions_pc: no share can be this (found 464; expected a number from 0 to 100)", Error},
		{"the same row twice", fresh().twice("103", "2024").String(), "103, 2024: the same area, period and breakdown stands more than once (found 2 rows, at rows 16 and 19; expected one row)", Error},
		{"a count below zero", fresh().set("102", "2024", "plans_issued_gt_1_year", "-3").String(),
			"timeliness.csv, row 15, 102, 2024, issued_after_a_year: the publisher printed a negative count", Warning},
		{"too few authorities", fresh().drop("102", "2024").String(), "2024: too few authorities have a row", Error},
		{"an authority that ended is not due", timeliness(t, l.Register, "2024").String(), "", ""},
		{"a code that no area has", strings.ReplaceAll(fresh().String(), ",103,", ",199,"), "an area of the register of Tiny England", Error},
		{"a code and a name that disagree", strings.ReplaceAll(fresh().String(), "103,Dunmarrow", "103,Cragholme"), "Cragholme", Error},
		{"a period that is none", strings.ReplaceAll(fresh().String(), "\n2024,", "\n20X4,"),
			"timeliness.csv, row 11: the row's period is written like none that is known (found 20X4; expected such as 2024, 2023-24, 2025-01 or 2024-25 autumn)", Error},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := findingsIn(t, l, c.file)
			if c.want == "" && len(found) > 0 {
				t.Errorf("found %v, want nothing", found)
			}
			hit := slices.IndexFunc(found, func(f Finding) bool { return strings.Contains(f.String(), c.want) })
			if c.want != "" && (hit < 0 || found[hit].Severity != c.severity) {
				t.Errorf("found %v, want %s %s", found, c.severity, c.want)
			}
		})
	}
}

// findingsIn is what the checks find in a file called timeliness.csv.
func findingsIn(t *testing.T, l *Loader, text string) []Finding {
	t.Helper()
	s, _ := taken(t, l, offered(t, "timeliness.csv", text))
	if (refusal(s.manifest.Findings) != "") != (s.refusal != "") {
		t.Errorf("errors must refuse the edition and nothing else must: %q, %v", s.refusal, s.manifest.Findings)
	}
	return s.manifest.Findings
}

// inParts prints inner and outer Kingsmere in place of Kingsmere, as some publishers do with London.
func inParts(f *table) *table {
	for _, year := range []string{"2022", "2024"} {
		inner := f.row("X12000007", year)
		for i, text := range f.row("104", year)[firstOwn:] {
			inner[firstOwn+i] = text
		}
		outer := slices.Clone(inner)
		inner[columnRegion], inner[columnRegion+1] = "X13000001", "Inner Kingsmere"
		outer[columnRegion], outer[columnRegion+1] = "X13000002", "Outer Kingsmere"
		f.rows = append(f.rows, outer)
	}
	return f
}

func TestKnownErrorsOfThePublisherAreShownAndDoNotRefuse(t *testing.T) {
	l := tinyLoader(t)
	file := timeliness(t, l.Register, "2024").set("X12000001", "2024", "plans_issued_gt20weeks_ltyear", "1408").String()
	for _, c := range []struct {
		name    string
		erratum source.Erratum
		excused bool
	}{
		{"exactly this one", source.Erratum{Check: "sums", Table: "ehc_timeliness", Measure: []string{"issued_20_to_52_weeks"}, Period: []string{"2024"}, Area: []string{"X12000001", "X92000001"}, Why: "A child was counted twice."}, true},
		{"any measure, period and area", source.Erratum{Check: "sums", Table: "ehc_timeliness", Why: "A child was counted twice."}, true},
		{"another period", source.Erratum{Check: "sums", Table: "ehc_timeliness", Period: []string{"2023"}, Why: "A child was counted twice."}, false},
		{"another check", source.Erratum{Check: "rates", Table: "ehc_timeliness", Why: "A child was counted twice."}, false},
		{"another table", source.Erratum{Check: "sums", Table: "ehc_requests", Why: "A child was counted twice."}, false},
	} {
		l.Sources = slices.Clone(l.Sources)
		for i := range l.Sources {
			if l.Sources[i].ID == "ehc-plans" {
				l.Sources[i].Errata = []source.Erratum{c.erratum}
			}
		}
		found := findingsIn(t, l, file)
		if len(found) != 2 {
			t.Errorf("%s: found %v, want the region and England", c.name, found)
		}
		for _, f := range found {
			if (f.Severity == Erratum) != c.excused || strings.Contains(f.Message, c.erratum.Why) != c.excused {
				t.Errorf("%s: %s %s; excused should be %v", c.name, f.Severity, f, c.excused)
			}
		}
	}
}

func TestLongListsOfFindingsAreAbridgedAfterTheyAreExcused(t *testing.T) {
	var found []Finding
	for i := range mostFindings + 3 {
		found = append(found, Finding{Check: "sums", Severity: Erratum, Row: int64(i)})
	}
	found = append(found, Finding{Check: "sums", Severity: Error, Message: "the one that counts"})
	short := abridge(found)
	if len(short) != mostFindings+2 || !strings.Contains(refusal(short), "the one that counts") {
		t.Errorf("an error among many known ones is lost: %v", short)
	}
	if last := short[len(short)-1]; last.Message != "and 3 more like these" || last.Severity != Erratum {
		t.Errorf("the rest is not counted: %v", last)
	}
}

// A total printed beside its parts is checked where a statement says which they are.
func TestPrintedTotals(t *testing.T) {
	for _, c := range []struct{ name, total, part, taken, want string }{
		{"the sum of its parts", "70", "100", "30", ""},
		{"within the rounding", "71", "100", "30", ""},
		{"not the sum", "75", "100", "30", "total: a printed total is not the sum of the parts beside it (found 75; expected 70)"},
		{"a part is missing", "75", "100", "null", ""},
	} {
		ctx := context.Background()
		l := tinyLoader(t)
		db, err := l.Engine.Scratch(ctx)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		db.SetMaxOpenConns(1)
		if err := ready(ctx, bench{db: db}, reading{}); err != nil {
			t.Fatal(err)
		}
		if err := areaTable(ctx, db, l.Register); err != nil {
			t.Fatal(err)
		}
		statistic := func(n string) string { return "{'value': " + n + "::double, 'status': 'ok'}" }
		if err := run(ctx, db, fmt.Sprintf("create temp table staged as select 5 as line, '101' as area_code, 'authority' as level, '2024' as period, %s as total, %s as part, %s as taken",
			statistic(c.total), statistic(c.part), statistic(c.taken))); err != nil {
			t.Fatal(err)
		}
		found, err := l.check(ctx, bench{db: db}, About{Table: "t", Basis: "calendar", Balances: []Balance{{Total: "total", Parts: []string{"part", "-taken"}, Within: 1}}})
		if err != nil || len(found) > 1 || (len(found) == 1) != (c.want != "") || len(found) == 1 && !strings.Contains(found[0].String(), c.want) {
			t.Errorf("%s: found %v (%v), want %q", c.name, found, err, c.want)
		}
	}
}

// That England's value is the known one is checked in TestWrongEnglandFiguresKeepOutOnlyTheEditionTheyComeFrom.
func TestChecksOfTheWarehouse(t *testing.T) {
	l := tinyLoader(t)
	grown := timeliness(t, l.Register, "2023", "2024")
	for code, n := range map[string]string{"101": "2000", "X12000001": "4000", "": "6000"} {
		grown.set(code, "2024", "plans_issued_den", n).set(code, "2024", "pc_plans_issued_within_20_weeks", "x").set(code, "2024", "pc_plans_issued_gt_1_year", "x")
	}
	var jumps []string
	for _, f := range load(t, l, offered(t, "timeliness.csv", grown.String())).Findings {
		if f.Check == "jumps" && f.Measure == "S02" {
			jumps = append(jumps, f.String())
		}
	}
	want := []string{"timeliness.csv, 101, 2024, S02: the number that the rate is out of changed by more than 40 per cent in a year (found 2000; expected 1000 the year before)"}
	if !slices.Equal(jumps, want) {
		t.Errorf("jumps %q, want %q", jumps, want)
	}

	ctx := context.Background()
	db, err := l.Engine.Scratch(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var about Check
	query, err := statements.Read("checks/one_value", &about)
	if err != nil {
		t.Fatal(err)
	}
	if err := run(ctx, db, "create table value as select * from (values ('S01', '101', '2024'), ('S01', '101', '2024'), ('S01', '102', '2024')) v(indicator, area_code, period)"); err != nil {
		t.Fatal(err)
	}
	found, err := runCheck(ctx, db, about, query)
	if err != nil || len(found) != 1 || found[0].Area != "101" || found[0].Found != "2 values" || found[0].Severity != Error {
		t.Errorf("an indicator with two values of one area and period: %v (%v)", found, err)
	}
}

func TestEveryCheckIsTested(t *testing.T) {
	tested := []string{"balances", "coverage", "duplicates", "grant", "impossible", "jumps", "known_values", "negative", "one_value", "rates", "sums"}
	if all := statements.Names("checks"); !slices.Equal(all, tested) {
		t.Errorf("the checks are %v; those with a case above are %v: add the cases, then the names", all, tested)
	}
}
