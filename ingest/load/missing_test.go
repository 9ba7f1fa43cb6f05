package load

import (
	"context"
	"testing"

	statements "inclusion/sql"

	"inclusion/ingest/source"
)

// A symbol is a status and never a number; what stood there is kept.
func TestSymbolsAreStatuses(t *testing.T) {
	ctx := context.Background()
	l := tinyLoader(t)
	db, err := l.Engine.Scratch(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	r := reading{source: source.Source{ID: "a publisher"}}
	if err := ready(ctx, bench{db: db}, r); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ statistic, want string }{
		{"counted('x')", "none not available x"},
		{"counted('z')", "none not applicable z"},
		{"counted('c')", "none suppressed c"},
		{"counted('C')", "none suppressed C"},
		{"counted('low')", "none low low"},
		{"counted('k')", "none low k"},
		{"counted('u')", "none unreliable u"},
		{"counted(':')", "none not available :"},
		{"counted('~')", "none low ~"},
		{"counted('..')", "none not available .."},
		{"counted('no data')", "none not available no data"},
		{"counted(' x ')", "none not available x"},
		{"counted('')", "none not available "},
		{"counted('   ')", "none not available "},
		{"counted(null::varchar)", "none not available "},
		{"counted('a word')", "none not available a word"},
		{"counted('nan')", "none not available nan"},
		{"counted('inf')", "none not available inf"},
		{"counted('-4')", "none unreliable -4"},
		{"counted('0')", "0.0 ok none"},
		{"counted(' 12 ')", "12.0 ok none"},
		{"counted(grouped('1,234'))", "1234.0 ok none"},
		{"rated('4.40%')", "4.4 ok none"},
		{"rated(' 49.166')", "49.166 ok none"},
		{"rated('57.900000000000')", "57.9 ok none"},
		{"rated('z')", "none not applicable z"},
		{"pounds('-250.5')", "-250.5 ok none"},
		{"millions('1.5')", "1500000.0 ok none"},
		{"millions('c')", "none suppressed c"},
		{"no_statistic()", "none not available "},
		{"worked_out(null)", "none not available "},
		{"plus(counted('3'), counted('4'))", "7.0 ok none"},
		{"plus(counted('3'), counted('c'))", "none suppressed c"},
		{"minus(counted('c'), counted('3'))", "none suppressed c"},
		{"total_of([counted('3'), counted('4'), counted('5')])", "12.0 ok none"},
		{"total_of([counted('3'), counted('z'), counted('c')])", "none not applicable z"},
	} {
		got := one(t, db, "select coalesce(s.value::varchar, 'none') || ' ' || s.status || ' ' || coalesce(s.symbol, 'none') from (select "+c.statistic+" as s)")
		if got != c.want {
			t.Errorf("%s is %q, want %q", c.statistic, got, c.want)
		}
	}
}

func TestMissingNumbersReachThePagesAsStatuses(t *testing.T) {
	l := newLoader(t, "england")
	file := timeliness(t, l.Register, "2024").
		set("202", "2024", "plans_issued_20_weeks_ex", "c").set("202", "2024", "pc_plans_issued_20_weeks_ex", "c").
		set("203", "2024", "plans_issued_den_ex", "0").set("203", "2024", "plans_issued_20_weeks_ex", "0").set("203", "2024", "pc_plans_issued_20_weeks_ex", "z").
		set("", "2024", "plans_issued_den_ex", "152000").set("E12000007", "2024", "plans_issued_den_ex", "32000").
		set("", "2024", "plans_issued_20_weeks_ex", "70528").set("E12000007", "2024", "plans_issued_20_weeks_ex", "14848").
		drop("204", "2024")
	if report := load(t, l, offered(t, "timeliness.csv", file.String())); !report.Published {
		t.Fatal(report.Files)
	}
	db := readingOf(t, l)
	for code, want := range map[string]string{
		"201": "46.4 ok -", "202": "none suppressed c", "203": "none not applicable nothing to divide by", "204": "none not available no row",
	} {
		got := one(t, db, "select concat_ws(' ', coalesce(value::varchar, 'none'), status, coalesce(symbol, '-')) from value where indicator = 'S01' and area_code = ?", code)
		if got != want {
			t.Errorf("S01 of %s is %q, want %q", code, got, want)
		}
	}
	if got := one(t, db, "select count(*) from position where indicator = 'S01' and area_code in ('202', '203', '204')"); got != "0" {
		t.Error("an authority without a value has a place among the others")
	}
	if got := one(t, db, "select n from distribution where indicator = 'S01' and pool = 'all'"); got != "150" {
		t.Errorf("%s authorities are ranked, want 150", got)
	}
}

// Where the publisher gives no regions, a region is the sum of its authorities, and is missing while one of them is.
func TestASumWithAMissingPartIsMissing(t *testing.T) {
	ctx := context.Background()
	l := tinyLoader(t)
	db, err := l.Engine.Scratch(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if err := run(ctx, db, "create macro meaning(symbol) as null", "create macro good_status() as 'ok'",
		statements.Text("macros"), statements.Text("indicators_tables")); err != nil {
		t.Fatal(err)
	}
	if err := areaTable(ctx, db, l.Register); err != nil {
		t.Fatal(err)
	}
	if err := run(ctx, db, "insert into indicator (id, times, precision_, interval_, basis, regions, unit, polarity, type, about) values ('M01', 100, 1, 'none', 'calendar', 'summed', 'percent', 'higher', 'scored', '{}')",
		`insert into figure select 'latest', 'M01', code, '2024', counted(n), counted('10'), no_statistic()
from (values ('101', '1'), ('102', '2'), ('103', '3'), ('104', '4'), ('105', 'c')) given(code, n)`,
		statements.Text("benchmarks/10_values")); err != nil {
		t.Fatal(err)
	}
	for code, want := range map[string]string{"X12000001": "20.0 ok -", "X13000001": "40.0 ok -", "X13000002": "none not available a part is missing", "X12000007": "none not available a part is missing"} {
		got := one(t, db, "select concat_ws(' ', coalesce(value::varchar, 'none'), status, coalesce(symbol, '-')) from value where area_code = ?", code)
		if got != want {
			t.Errorf("%s is %q, want %q", code, got, want)
		}
	}
}
