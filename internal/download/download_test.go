package download

import (
	"archive/zip"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inclusion/internal/store"
	statements "inclusion/sql"
)

// tables are a small warehouse. Its publisher writes words that a spreadsheet would take for formulas.
var tables = []string{
	"create table meta as select * from (values ('register', 'sample'), ('built', '2026-01-15 09:30:00')) t(key, value)",
	"create table area as select 0 as ordinal, '101' as code, '=HYPERLINK(\"x\")' as name, 'authority' as level, 'X1' as region, null::date as from_day, null::date as to_day, false as left_out, null::varchar as left_out_because, null::varchar as partnership, null::varchar as partnership_role, null::varchar as successors",
	"create table partnership (id varchar, name varchar, region varchar)",
	"create table indicator as select 'S01' as id, 'Plans' as name, 'T5' as theme, 'legal' as type, 'higher' as polarity, 'percent' as unit, 100.0 as times, 1 as precision_, 'wilson' as interval_, 'calendar' as basis, '{\"short\": \"Plans\", \"caveats\": [\"Careful\"]}' as about",
	"create table value as select 'S01' as indicator, '101' as area_code, (2020 + i)::varchar as period, make_date((2020 + i)::integer, 12, 31) as last_day, null::double as numerator, null::double as denominator, if(i = 2, null, -1.5 * i) as value, if(i = 2, 'suppressed', 'ok') as status, if(i = 2, '-', null) as symbol, false as summed, 'e1' as edition, null::double as lower, null::double as upper from range(5) t(i)",
	"create table comparison (indicator varchar, area_code varchar, period varchar, england double, region double, neighbours double, neighbours_n bigint, previous double, change double, broken boolean)",
	"create table position (indicator varchar, period varchar, pool varchar, area_code varchar, rank bigint, n_ranked bigint, band integer, below bigint)",
	"create table distribution (indicator varchar, period varchar, pool varchar, n bigint, q0 double, q25 double, q50 double, q75 double, q100 double)",
	"create table signal as select '101' as area_code, 'T5' as theme, 'all' as pool, 'partial' as state, null::integer as level, 2 as available, 2 as published, 7 as of_set, [1, 4] as bands, '2024' as newest_period, '2023' as oldest_period",
	"create table signal_part (area_code varchar, theme varchar, pool varchar, ordinal integer, item varchar, indicator varchar, period varchar, band integer, status varchar, optional boolean)",
	"create table data_quality (area_code varchar, source varchar, due integer, numbers integer, newest_period varchar, newest_day date)",
	"create table revision (indicator varchar, area_code varchar, period varchar, was double, was_status varchar, was_edition varchar, is_now double, is_status varchar, edition varchar)",
	"create table neighbour (area_code varchar, place integer, neighbour_code varchar, closeness varchar, model varchar)",
	"create table source as select 'plans' as id, 'Plans' as title, 'A publisher' as publisher, 'https://example.org' as home, 'Open Government Licence v3.0' as licence, 'Plans.' as about, '' as schedule, 'June' as expected",
	"create table edition as select 'e1' as id, repeat('a', 64) as sha256, 'plans.csv' as name, 12::bigint as bytes, 'plans' as source, '+2025' as title, '' as url, '' as page, date '2025-06-26' as published, timestamp '2026-01-15 09:30:00' as fetched, '2020' as first_period, '2024' as last_period",
	"create table edition_table (edition varchar, name varchar, layout varchar, source varchar, file varchar, sheet varchar, rows bigint, first_period varchar, last_period varchar)",
	"create table finding as select 'e1' as edition, 'odd' as check_name, 'warning' as severity, '' as table_name, '' as file, '' as sheet, 3::bigint as line, '101' as area_code, '2024' as period, '' as measure, '@found' as found, '-12' as expected, '-cmd' as message",
	"create schema statistics",
	"create table statistics.plans as select 1 as age, 'e1' as edition, 2 as line, '101' as area_code, '2024' as period, {'value': 7.0, 'status': 'ok', 'symbol': null::varchar, 'edition': null::varchar} as issued union all select 2, 'e0', 3, '101', '2024', {'value': 6.0, 'status': 'ok', 'symbol': null, 'edition': null}",
	"create table statistics.nothing (age integer, edition varchar)",
}

// shelf is the shelf of the small warehouse, and the version it holds.
func shelf(t *testing.T) (*Shelf, *store.Version) {
	t.Helper()
	ctx, folder := context.Background(), store.Folder{Dir: t.TempDir()}
	file := filepath.Join(folder.Dir, "new.duckdb")
	db, err := store.Engine{Threads: 1}.Create(ctx, file)
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range append(tables, "checkpoint") {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%.60s: %v", statement, err)
		}
	}
	if err := errors.Join(db.Close(), folder.Promote(file, 1)); err != nil {
		t.Fatal(err)
	}
	w, err := store.OpenWarehouse(ctx, func() store.Folder { return folder }, store.Engine{Threads: 1}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	v, release, err := w.Use()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { release(); w.Close() })
	return NewShelf(w), v
}

func rowsOf(t *testing.T, s *Shelf, v *store.Version, name string) [][]string {
	t.Helper()
	path, err := s.File(context.Background(), v, name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestATableIsTheSameRowsInCSVAndParquet(t *testing.T) {
	s, v := shelf(t)
	rows := rowsOf(t, s, v, "value.csv")
	want := [][]string{{"S01", "101", "2021", "2021-12-31", "", "", "-1.5", "ok", "", "false", "e1", "", ""}, {"S01", "101", "2022", "2022-12-31", "", "", "", "suppressed", "-", "false", "e1", "", ""}}
	if len(rows) != 6 || !cmp.Equal(want, rows[2:4]) {
		t.Errorf("the values are %q", rows)
	}
	path, err := s.File(context.Background(), v, "value.parquet")
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Engine{Threads: 1}.Scratch(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var n int
	var sum float64
	var said string
	if err := db.QueryRow("select count(*), sum(value) from read_parquet('"+path+"')").Scan(&n, &sum); err != nil || n != 5 || sum != -12 {
		t.Errorf("the Parquet file holds %d rows that make %v (%v)", n, sum, err)
	}
	if err := db.QueryRow("select string_agg(decode(key) || '=' || decode(value), ';' order by key) from parquet_kv_metadata('" + path + "')").Scan(&said); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"invented=" + Invented, "licence=Open Government Licence v3.0: plans", "editions=e1: plans.csv", strings.Repeat("a", 64), "status: ok, provisional"} {
		if !strings.Contains(said, want) {
			t.Errorf("the Parquet file does not say %q: %s", want, said)
		}
	}
}

func TestOnlyWordsAreKeptFromBeingFormulas(t *testing.T) {
	s, v := shelf(t)
	for file, want := range map[string]string{"area.csv": `'=HYPERLINK("x")`, "edition.csv": "'+2025", "finding.csv": "'-cmd"} {
		if row := strings.Join(rowsOf(t, s, v, file)[1], "|"); !strings.Contains(row, want) {
			t.Errorf("%s holds %s, want %s in it", file, row, want)
		}
	}
	if got := rowsOf(t, s, v, "value.csv")[5][6]; got != "-6.0" {
		t.Errorf("a number below zero is written %q", got)
	}
}

func TestThePublishersTablesHaveAColumnForEachStatusAndTheNewestRowsOnly(t *testing.T) {
	s, v := shelf(t)
	want := [][]string{{"edition", "line", "area_code", "period", "issued", "issued_status"}, {"e1", "2", "101", "2024", "7.0", "ok"}}
	if got := rowsOf(t, s, v, "statistics/plans.csv"); !cmp.Equal(want, got) {
		t.Error(cmp.Diff(want, got))
	}
	for _, name := range []string{"statistics/nothing.csv", "meta.csv", "value.xlsx", "../current", "value", "statistics", "statistics/../value.csv"} {
		if _, err := s.File(context.Background(), v, name); !errors.Is(err, ErrUnknown) {
			t.Errorf("%s: got %v, want %v", name, err, ErrUnknown)
		}
	}
}

func TestTheWholeIsEveryTableAndAReadMe(t *testing.T) {
	s, v := shelf(t)
	path, err := s.File(context.Background(), v, Whole)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	want := []string{ReadMe}
	for _, name := range statements.Names("downloads") {
		want = append(want, name+".csv")
	}
	if want = append(want, "statistics/plans.csv"); !cmp.Equal(want, names) {
		t.Error(cmp.Diff(want, names))
	}
	f, err := z.Open(ReadMe)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{Invented, "Open Government Licence v3.0: plans", "plans: A publisher, Plans. https://example.org", "e1: plans.csv, +2025, published 2025-06-26, fetched 2026-01-15, SHA-256 " + strings.Repeat("a", 64),
		"value: Values", "  status (varchar): ok, provisional", "statistics/plans: plans", "numbers, each followed by its status: issued", "never 0"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the README does not say %q", want)
		}
	}
}

// Every column that is handed out is explained, and nothing is explained that is not there.
func TestEveryColumnIsInTheDictionary(t *testing.T) {
	_, v := shelf(t)
	all, err := Tables(context.Background(), v)
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range all {
		var about struct {
			Title, About string
			Columns      map[string]string
		}
		if strings.HasPrefix(table.Name, Statistics) {
			continue
		}
		if _, err := statements.Read("downloads/"+table.Name, &about); err != nil {
			t.Fatal(err)
		}
		if len(about.Columns) != len(table.Columns) {
			t.Errorf("%s has %d columns and explains %d", table.Name, len(table.Columns), len(about.Columns))
		}
		for _, c := range table.Columns {
			if c.About == "" {
				t.Errorf("%s does not explain %s", table.Name, c.Name)
			}
		}
	}
}

func TestManyWhoAskAtOnceGetOneWholeFile(t *testing.T) {
	s, v := shelf(t)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			path, err := s.File(context.Background(), v, "value.csv")
			if err != nil {
				t.Error(err)
				return
			}
			if text, err := os.ReadFile(path); err != nil || strings.Count(string(text), "\n") != 6 {
				t.Errorf("reader %d found %q (%v)", i, text, err)
			}
		})
	}
	all.Wait()
	left, err := filepath.Glob(filepath.Join(v.Downloads(), ".making-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("the benches %v are left behind (%v)", left, err)
	}
}

func TestWhoGivesUpWaitingIsToldSo(t *testing.T) {
	s, v := shelf(t)
	s.turn <- struct{}{} // somebody is making a file
	ctx, cancel := context.WithCancel(context.Background())
	answer := make(chan error)
	go func() {
		_, err := s.File(ctx, v, "value.csv")
		answer <- err
	}()
	cancel()
	if err := <-answer; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	<-s.turn
	if got := len(rowsOf(t, s, v, "value.csv")); got != 6 {
		t.Errorf("the next finds %d rows", got)
	}
}

func TestAnExportIsEveryTableInOneFormat(t *testing.T) {
	s, v := shelf(t)
	dir := filepath.Join(t.TempDir(), "new", "folder")
	files, err := Export(context.Background(), v, v.N, dir, Parquet, func(ctx context.Context, dir string, all []store.Copy) error {
		return s.warehouse.Copies(ctx, v, dir, all)
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(statements.Names("downloads"))+2 {
		t.Errorf("the files are %q", files)
	}
	for _, name := range files {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() == 0 {
			t.Error(fmt.Errorf("%s: %w", name, err))
		}
	}
}

func TestAnExportThatFailsSaysWhy(t *testing.T) {
	_, v := shelf(t)
	full := errors.New("the disk is full")
	_, err := Export(context.Background(), v, v.N, t.TempDir(), CSV, func(context.Context, string, []store.Copy) error { return full })
	if !errors.Is(err, full) {
		t.Errorf("got %v, want %v", err, full)
	}
}
