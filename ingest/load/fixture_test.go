package load

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/csv"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"inclusion/ingest/source"
	"inclusion/internal/area"
	"inclusion/internal/store"
)

// tinyAreas is a register that fits a page: two regions, one of them in parts, and an authority that ended.
const tinyAreas = `
register: sample
title: Tiny England
country: {code: X92000001, name: Tiny England}
regions:
  - {code: X12000001, name: Northmarch}
  - {code: X12000007, name: Kingsmere}
subregions:
  - {code: X13000001, name: Inner Kingsmere, region: X12000007}
  - {code: X13000002, name: Outer Kingsmere, region: X12000007}
authorities:
  - {code: "101", name: Alderbrook, region: X12000001, ons: [{code: X06000101}]}
  - {code: "102", name: Cragholme, region: X12000001, ons: [{code: X06000102}]}
  - {code: "103", name: Dunmarrow, region: X12000001, ons: [{code: X06000103}]}
  - {code: "104", name: Eastwick, region: X12000007, subregion: X13000001, ons: [{code: X06000104}]}
  - {code: "105", name: Fallowfield, region: X12000007, subregion: X13000002, ons: [{code: X06000105}]}
  - {code: "106", name: Gorsemoor, region: X12000001, ons: [{code: X06000106}], to: 2023-03-31, successors: ["103"]}
`

// tinyLoader loads into an empty folder with the tiny register.
func tinyLoader(t testing.TB) *Loader {
	t.Helper()
	return tinyLoaderOf(t, store.Folder{Dir: filepath.Join(t.TempDir(), "data")})
}

func tinyLoaderOf(t testing.TB, folder store.Folder) *Loader {
	t.Helper()
	l := loaderOf(t, folder, "england")
	var err error
	if l.Register, err = area.Load([]byte(tinyAreas)); err != nil {
		t.Fatal(err)
	}
	return l
}

// table is a made-up file in the layout of one of the Department's.
type table struct {
	t      testing.TB
	header []string
	rows   [][]string
}

// Where a row says what it is of.
const (
	columnPeriod, columnLevel, columnRegion, columnCode, columnName = 0, 2, 5, 8, 9
	firstOwn                                                        = 12 // after the ten of time and place and the two of the breakdown
)

// timeliness has a row for every area alive in each year: each authority issued a thousand plans, 464 of them in time.
func timeliness(t testing.TB, register *area.Register, years ...string) *table {
	return newTable(t, register, "timeliness", "All EHC plans", map[string]float64{
		"plans_issued_den": 1000, "plans_issued_den_ex": 1000, "plans_issued_within_20_weeks": 459, "plans_issued_20_weeks_ex": 464,
		"plans_issued_gt20weeks_ltyear": 469, "plans_issued_gt20weeks_ltyear_ex": 464, "plans_issued_gt_1_year": 72, "plans_issued_gt_1_year_ex": 72},
		map[string]string{"pc_plans_issued_within_20_weeks": "45.9", "pc_plans_issued_20_weeks_ex": "46.4", "pc_plans_issued_gt_1_year": "7.2"}, years...)
}

// requests is like timeliness, of a thousand requests an authority.
func requests(t testing.TB, register *area.Register, years ...string) *table {
	return newTable(t, register, "requests", "All requests for EHC needs assessments", map[string]float64{
		"requests_received_in_year": 1000, "requests_decided_to_assess": 650, "requests_decided_not_to_assess": 252, "requests_withdrawn": 98,
		"requests_decision_not_made": 0, "request_outcome_six_weeks": 848, "request_outcome_over_6_weeks": 152},
		map[string]string{"request_assess_pc": "65.0", "request_not_assess_pc": "25.2", "request_outcome_six_weeks_pc": "84.8"}, years...)
}

func newTable(t testing.TB, register *area.Register, layout, total string, counts map[string]float64, printed map[string]string, years ...string) *table {
	t.Helper()
	file := &table{t: t, header: headerOf(t, layout)}
	for _, year := range years {
		end, err := time.Parse(time.DateOnly, year+"-12-31")
		if err != nil {
			t.Fatal(err)
		}
		there := register.AliveAt(end)
		file.add(year, "National", area.Area{}, area.Area{}, total, counts, printed, len(there), register)
		for _, region := range register.Regions() {
			within := 0
			for _, a := range there {
				if a.Region == region.Code {
					within++
				}
			}
			file.add(year, "Regional", region, area.Area{}, total, counts, printed, within, register)
		}
		for _, a := range there {
			region, err := register.ByCode(a.Region)
			if err != nil {
				t.Fatal(err)
			}
			file.add(year, "Local authority", region, a, total, counts, printed, 1, register)
		}
	}
	return file
}

func (f *table) add(year, level string, region, authority area.Area, total string, counts map[string]float64, printed map[string]string, times int, register *area.Register) {
	ons := ""
	if len(authority.ONS) > 0 {
		ons = authority.ONS[0].Code
	}
	row := []string{year, "Calendar year", level, register.Country().Code, register.Country().Name, region.Code, region.Name, ons,
		authority.Code, authority.Name, total, total}
	for _, name := range f.header[firstOwn:] {
		switch n, counted := counts[name]; {
		case counted:
			row = append(row, fmt.Sprintf("%.0f", n*float64(times)))
		case printed[name] != "":
			row = append(row, printed[name])
		default:
			row = append(row, "x")
		}
	}
	f.rows = append(f.rows, row)
}

// headerOf is a tidy layout's header as a publisher would print it.
func headerOf(t testing.TB, layout string) []string {
	t.Helper()
	sources, err := source.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sources {
		for _, l := range s.Layouts {
			if s.ID == "ehc-plans" && l.ID == layout {
				names, err := l.Names()
				if err != nil {
					t.Fatal(err)
				}
				return names
			}
		}
	}
	t.Fatalf("no layout is called %s", layout)
	return nil
}

// row finds the row of an area (its code, "" for the country) and year.
func (f *table) row(code, year string) []string {
	f.t.Helper()
	for _, row := range f.rows {
		if row[columnPeriod] == year && (row[columnCode] == code || row[columnCode] == "" && row[columnRegion] == code) {
			return row
		}
	}
	f.t.Fatalf("there is no row of %s for %s", code, year)
	return nil
}

// set prints other text in one cell.
func (f *table) set(code, year, column, text string) *table {
	f.t.Helper()
	i := slices.Index(f.header, column)
	if i < 0 {
		f.t.Fatalf("there is no column %s", column)
	}
	f.row(code, year)[i] = text
	return f
}

// drop leaves out the row of an area and year.
func (f *table) drop(code, year string) *table {
	f.t.Helper()
	gone := f.row(code, year)
	f.rows = slices.DeleteFunc(f.rows, func(row []string) bool { return &row[0] == &gone[0] })
	return f
}

// twice prints a row again at the end.
func (f *table) twice(code, year string) *table {
	f.t.Helper()
	f.rows = append(f.rows, slices.Clone(f.row(code, year)))
	return f
}

func (f *table) String() string {
	var text strings.Builder
	w := csv.NewWriter(&text)
	if err := w.WriteAll(append([][]string{f.header}, f.rows...)); err != nil {
		f.t.Fatal(err)
	}
	return text.String()
}

// offered writes text to a file and offers it.
func offered(t testing.TB, name, text string) Item {
	t.Helper()
	path := filepath.Join(t.TempDir(), filepath.Base(name))
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Item{Path: path, Name: name}
}

// packed packs texts under their names, in the order of the names.
func packed(t testing.TB, texts map[string]string) string {
	t.Helper()
	var bytes strings.Builder
	w := zip.NewWriter(&bytes)
	for _, name := range slices.Sorted(mapKeys(texts)) {
		m, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.Write([]byte(texts[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return bytes.String()
}

func mapKeys(texts map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for name := range texts {
			if !yield(name) {
				return
			}
		}
	}
}

// contents is every file under a folder with the SHA-256 of its bytes.
func contents(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		all[name] = fmt.Sprintf("%x", sha256.Sum256(b))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// readingOf opens the folder's current warehouse.
func readingOf(t testing.TB, l *Loader) *sql.DB {
	t.Helper()
	n, err := l.Folder.Current()
	if err != nil || n == 0 {
		t.Fatalf("no warehouse is current (%d, %v)", n, err)
	}
	db, err := l.Engine.ReadOnly(context.Background(), l.Folder.Warehouse(n))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// results are the tables that pages read figures from.
var results = []string{"value", "position", "distribution", "comparison", "revision", "matching", "newest", "edition", "edition_table", "finding", "meta"}

// fingerprintOf is a hash of every row of the tables of results, to the last bit.
func fingerprintOf(t testing.TB, l *Loader) string {
	t.Helper()
	db := readingOf(t, l)
	defer db.Close()
	h := sha256.New()
	for _, name := range results {
		rows, err := db.Query("select t::varchar from " + name + " t order by all")
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var row string
			if err := rows.Scan(&row); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(h, name, row)
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// one reads a single value as text.
func one(t testing.TB, db *sql.DB, query string, args ...any) string {
	t.Helper()
	var text sql.NullString
	if err := db.QueryRow(query, args...).Scan(&text); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return text.String
}
