package load

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	statements "inclusion/sql"

	"inclusion/ingest/format"
	"inclusion/ingest/source"
)

// About is the front matter of a source's statement: what its rows are.
type About struct {
	Table string   `yaml:"table"`
	Basis string   `yaml:"basis"` // of its periods; see indicator.Basis
	Keys  []string `yaml:"keys"`  // what tells rows of one area and period apart
	Total string   `yaml:"total"` // SQL: which rows stand for everybody
	Adds  []string `yaml:"adds"`  // measures whose authorities add up to the region and to England; "*" is all counts
	Rates []Rate   `yaml:"rates"` // printed rates that can be worked out again
	Whole bool     `yaml:"whole"` // the table covers every authority in each period
	// Listed says that a total is of the authorities that have a row, so one whose row is absent does not excuse a sum.
	Listed   bool      `yaml:"listed"`
	Apart    []string  `yaml:"apart"` // keys whose rows are each a whole of their own, and are summed and compared apart
	Balances []Balance `yaml:"balances"`
	Date     string    `yaml:"date"` // SQL over the raw cells that yields the publication date printed inside the file
}

// Rate ties a printed rate to its parts: printed = times × part ÷ whole, within so much.
type Rate struct {
	Rate   string  `yaml:"rate"`
	Part   string  `yaml:"part"`
	Whole  string  `yaml:"whole"`
	Times  float64 `yaml:"times"` // 100 when absent
	Within float64 `yaml:"within"`
}

// Balance ties a printed total to the parts beside it: total = parts, within so much. A part written with a leading "-" is
// taken away.
type Balance struct {
	Total  string   `yaml:"total"`
	Parts  []string `yaml:"parts"`
	Within float64  `yaml:"within"`
}

// Table is one staged table of an edition: a Parquet file with statistics in it.
type Table struct {
	Name    string   `json:"name"`
	Parquet string   `json:"parquet"`
	Source  string   `json:"source"`
	Layout  string   `json:"layout"`
	File    string   `json:"file"`
	Sheet   string   `json:"sheet,omitempty"`
	Keys    []string `json:"keys,omitempty"`
	Rows    int64    `json:"rows"`
	First   string   `json:"first,omitempty"` // first and last period
	Last    string   `json:"last,omitempty"`
}

// bench is a DuckDB instance that stages one reading at a time.
type bench struct {
	db  *sql.DB
	dir string // for its own small files
}

// stage turns one reading into a Parquet file and says what the checks found. A finding of severity Error keeps the whole
// edition out; an error means that staging itself failed.
func (l *Loader) stage(ctx context.Context, b bench, r reading, outDir string, n int) (Table, []Finding, time.Time, error) {
	var about About
	query, err := statements.Read("sources/"+r.layout.Statement, &about)
	if err != nil {
		return Table{}, nil, time.Time{}, err
	}
	about.Whole = about.Whole && !l.ofOne
	t := Table{Name: about.Table, Source: r.source.ID, Layout: r.layout.ID, File: r.piece.name, Sheet: r.sheet.Name, Keys: about.Keys,
		Parquet: fmt.Sprintf("%03d-%s.parquet", n, about.Table)}
	if err := b.prepare(ctx, r); err != nil {
		return t, nil, time.Time{}, err
	}
	if err := b.raw(ctx, r); err != nil {
		return t, nil, time.Time{}, err
	}
	_, err = b.db.ExecContext(ctx, "create or replace temp table parsed as "+query)
	if f, ok := csvFault(err); ok {
		return t, locate([]Finding{f}, r, about), time.Time{}, nil
	}
	if err != nil {
		return t, nil, time.Time{}, fmt.Errorf("%s: turning it into statistics: %w", r.where(), err)
	}
	if found, err := b.unknownPeriods(ctx, r, about); err != nil || found != nil {
		return t, locate(found, r, about), time.Time{}, err
	}
	findings, err := l.place(ctx, b, r, about)
	if err != nil {
		return t, nil, time.Time{}, err
	}
	mended, err := b.mended(ctx)
	if err != nil {
		return t, nil, time.Time{}, fmt.Errorf("%s: %w", r.where(), err)
	}
	findings = append(findings, mended...)
	checked, err := l.check(ctx, b, about)
	if err != nil {
		return t, nil, time.Time{}, fmt.Errorf("%s: checking it: %w", r.where(), err)
	}
	stated, err := b.stated(ctx, r, about)
	if err != nil {
		return t, nil, time.Time{}, fmt.Errorf("%s: looking for stated errors: %w", r.where(), err)
	}
	findings = locate(slices.Concat(findings, checked, stated), r, about)
	published, err := b.dateInside(ctx, about)
	if err != nil {
		return t, nil, time.Time{}, fmt.Errorf("%s: reading the date printed in it: %w", r.where(), err)
	}
	if err := b.write(ctx, filepath.Join(outDir, t.Parquet), &t); err != nil {
		return t, nil, time.Time{}, fmt.Errorf("%s: %w", r.where(), err)
	}
	return t, findings, published, nil
}

// locate says of findings which file they are in, excuses the publisher's known errors and keeps what a person can read.
func locate(findings []Finding, r reading, about About) []Finding {
	for i := range findings {
		f := &findings[i]
		f.Table, f.File, f.Sheet = about.Table, r.piece.name, r.sheet.Name
		*f = excuse(*f, r.source.Errata)
	}
	return abridge(findings)
}

// defineMacros gives a database the macros of statements. What a file's symbols mean, and the status of a number that is there,
// are looked up when a statement uses them: prepare says them anew for each file.
func defineMacros(ctx context.Context, db engine) error {
	return run(ctx, db, "create macro meaning(symbol) as null", "create macro good_status() as 'ok'", statements.Text("macros"))
}

// prepare tells the macros what this file's symbols mean.
func (b bench) prepare(ctx context.Context, r reading) error {
	var cases strings.Builder
	meanings := r.source.Meaning(r.layout)
	order := func(symbol string) int { // the commonest are looked for first
		if i := strings.Index("xzc", symbol); i >= 0 {
			return i
		}
		return len(meanings)
	}
	for _, symbol := range slices.SortedFunc(maps.Keys(meanings), func(a, b string) int {
		return cmp.Or(cmp.Compare(order(a), order(b)), cmp.Compare(a, b))
	}) {
		fmt.Fprintf(&cases, " when %s then %s", quote(symbol), quote(meanings[symbol]))
	}
	good := "ok"
	if r.layout.Provisional {
		good = "provisional"
	}
	for _, s := range []string{
		"create or replace macro meaning(symbol) as case symbol" + cases.String() + " end",
		"create or replace macro good_status() as " + quote(good),
	} {
		if _, err := b.db.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("preparing to read %s: %w", r.where(), err)
		}
	}
	return nil
}

// raw puts the reading's text into the bench as it stands: view raw of a tidy file, which is read when the statement asks for
// it, or tables cells and grid of a sheet.
func (b bench) raw(ctx context.Context, r reading) error {
	if r.layout.Container != "tidy" {
		return b.rawGrid(ctx, r)
	}
	path := r.piece.path
	if r.head.Encoding != "utf-8" {
		path = filepath.Join(b.dir, "utf8.csv")
		if err := format.ToUTF8(r.piece.path, path); err != nil {
			return fmt.Errorf("%s: %w", r.piece.name, err)
		}
	}
	columns := make([]string, len(r.fit.Columns))
	for i, name := range r.fit.Columns {
		columns[i] = fmt.Sprintf("%s: 'VARCHAR'", quote(name))
	}
	absent := ""
	for _, name := range r.fit.Absent {
		absent += fmt.Sprintf(", null::varchar as %s", identifier(name))
	}
	if _, err := b.db.ExecContext(ctx, fmt.Sprintf(`create or replace temp view raw as
select row_number() over () + 1 as line, *%s
from read_csv(%s, header = false, skip = 1, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {%s})`,
		absent, quote(path), strings.Join(columns, ", "))); err != nil {
		return fmt.Errorf("%s: reading it: %w", r.piece.name, err)
	}
	return eesRows(ctx, b.db, r.layout)
}

// eesRows gives statements the view ees_rows over the raw rows of an Explore Education Statistics file.
func eesRows(ctx context.Context, db engine, l source.Layout) error {
	if !l.EES {
		return nil
	}
	if _, err := db.ExecContext(ctx, statements.Text("ees_rows")); err != nil {
		return fmt.Errorf("naming the rows' places: %w", err)
	}
	return nil
}

var (
	csvErrorLine = regexp.MustCompile(`CSV Error on Line: (\d+)`)
	csvErrorWhat = regexp.MustCompile(`(?m)^(Expected Number of Columns: \d+ Found: \d+|Value with unterminated quote found|Invalid unicode[^\n]*|Maximum line size[^\n]*)`)
)

// csvFault turns the engine's complaint about a malformed record into a finding.
func csvFault(err error) (Finding, bool) {
	if err == nil {
		return Finding{}, false
	}
	at := csvErrorLine.FindStringSubmatch(err.Error())
	if at == nil {
		return Finding{}, false
	}
	row, convErr := strconv.ParseInt(at[1], 10, 64)
	if convErr != nil {
		return Finding{}, false
	}
	what := "the record is broken"
	if m := csvErrorWhat.FindString(err.Error()); m != "" {
		what += ": " + strings.ToLower(m[:1]) + m[1:]
	}
	return Finding{Check: "whole-records", Severity: Error, Row: row, Message: what + ". The file may be cut short: fetch it again"}, true
}

func (b bench) rawGrid(ctx context.Context, r reading) error {
	path := filepath.Join(b.dir, "cells.csv")
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("%s: %w", r.where(), err)
	}
	w := csv.NewWriter(f)
	width := 1
	for i, row := range r.sheet.Rows {
		for j, text := range row {
			if text == "" {
				continue
			}
			width = max(width, j+1)
			if err := w.Write([]string{strconv.Itoa(i + 1), strconv.Itoa(j + 1), Letter(j), text}); err != nil {
				break
			}
		}
	}
	w.Flush()
	if err := errors.Join(w.Error(), f.Close()); err != nil {
		return fmt.Errorf("%s: %w", r.where(), err)
	}
	return b.grid(ctx, path, width)
}

// gridWidth is the least number of columns a grid has, so that statements may name columns a narrow sheet lacks.
const gridWidth = 130

func (b bench) grid(ctx context.Context, path string, width int) error {
	if _, err := b.db.ExecContext(ctx, fmt.Sprintf(`create or replace temp table cells as select * from read_csv(%s, header = false,
auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {'line': 'BIGINT', 'number': 'INTEGER', 'letter': 'VARCHAR', 'text': 'VARCHAR'})`,
		quote(path))); err != nil {
		return fmt.Errorf("reading the cells: %w", err)
	}
	var columns strings.Builder
	for j := range max(width, gridWidth) {
		fmt.Fprintf(&columns, ", any_value(text) filter (number = %d) as c_%s", j+1, strings.ToLower(Letter(j)))
	}
	if _, err := b.db.ExecContext(ctx, "create or replace temp table grid as select line"+columns.String()+" from cells group by line"); err != nil {
		return fmt.Errorf("laying out the cells: %w", err)
	}
	return nil
}

// Letter is a spreadsheet's name of column j, counted from 0.
func Letter(j int) string {
	s := ""
	for j++; j > 0; j = (j - 1) / 26 {
		s = string(rune('A'+(j-1)%26)) + s
	}
	return s
}

// mended lists what the statement put right: its column "mended" says what stood there and why it was changed.
func (b bench) mended(ctx context.Context) ([]Finding, error) {
	has, err := b.hasColumn(ctx, "placed", "mended")
	if err != nil || !has {
		return nil, err
	}
	rows, err := b.db.QueryContext(ctx, "select line, area_code, period, mended from placed where mended is not null order by line")
	if err != nil {
		return nil, fmt.Errorf("listing what was mended: %w", err)
	}
	defer rows.Close()
	var all []Finding
	for rows.Next() {
		f := Finding{Check: "mended", Severity: Mended}
		if err := rows.Scan(&f.Row, &f.Area, &f.Period, &f.Message); err != nil {
			return nil, fmt.Errorf("listing what was mended: %w", err)
		}
		all = append(all, f)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("listing what was mended: %w", err)
	}
	return all, nil
}

func (b bench) hasColumn(ctx context.Context, table, column string) (bool, error) {
	var n int
	err := b.db.QueryRowContext(ctx, "select count(*) from duckdb_columns() where table_name = ? and column_name = ?", table, column).Scan(&n)
	return n > 0, err
}

func (b bench) dateInside(ctx context.Context, about About) (time.Time, error) {
	if about.Date == "" {
		return time.Time{}, nil
	}
	var at sql.NullTime
	err := b.db.QueryRowContext(ctx, "select ("+about.Date+")::timestamp").Scan(&at)
	return at.Time, err
}

// write puts the staged rows into a Parquet file of their own, in the file's order.
func (b bench) write(ctx context.Context, path string, t *Table) error {
	if err := b.db.QueryRowContext(ctx, "select count(*), coalesce(min(period), ''), coalesce(max(period), '') from staged").
		Scan(&t.Rows, &t.First, &t.Last); err != nil {
		return fmt.Errorf("counting the rows: %w", err)
	}
	var inOrder bool // most are, and sorting wide rows takes as long as writing them
	if err := b.db.QueryRowContext(ctx, "select coalesce(bool_and(line >= before), true) from (select line, lag(line) over (order by rowid) as before from parsed)").
		Scan(&inOrder); err != nil {
		return fmt.Errorf("looking at the order of the rows: %w", err)
	}
	order := ""
	if !inOrder {
		order = " order by line"
	}
	if _, err := b.db.ExecContext(ctx, fmt.Sprintf("copy (select * from staged%s) to %s (format parquet)", order, quote(path))); err != nil {
		return fmt.Errorf("writing the staged rows: %w", err)
	}
	return nil
}

// quote writes text as an SQL string.
func quote(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// identifier writes text as an SQL name.
func identifier(text string) string { return `"` + strings.ReplaceAll(text, `"`, `""`) + `"` }

// manifest is what staging an edition came to; it stands beside the Parquet files.
type manifest struct {
	Fingerprint string    `json:"fingerprint"` // of the statements and layouts that made it
	Tables      []Table   `json:"tables"`
	Findings    []Finding `json:"findings"`
	Files       []File    `json:"files"`
	Published   time.Time `json:"published,omitzero"` // the date printed inside the file, where there is one
}

// manifestName is its file.
const manifestName = "manifest.json"

func (m manifest) save(dir string) error {
	b, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return fmt.Errorf("writing what was staged: %w", err)
	}
	return os.WriteFile(filepath.Join(dir, manifestName), b, 0o640)
}

func readManifest(dir string) (m manifest, err error) {
	b, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(b, &m)
}
