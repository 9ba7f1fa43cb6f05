package load

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	statements "inclusion/sql"

	"inclusion/internal/indicator"
)

// build is a warehouse that is whole but not yet published.
type build struct {
	path        string
	fingerprint string
	findings    []Finding
	blamed      map[string]string // edition to what is wrong with its values
}

// guilty picks, among editions that came in now, those whose values failed the checks on the whole warehouse.
func (b build) guilty(accepted []staged) map[string]string {
	out := map[string]string{}
	for _, s := range accepted {
		if why, bad := b.blamed[s.edition.ID]; bad {
			out[s.edition.ID] = why
		}
	}
	return out
}

// shelf is an edition with where its staged files are.
type shelf struct {
	edition  Edition
	dir      string
	manifest manifest
}

// newest orders editions of one table: by the publisher's date, else by the date printed inside, else by the last period
// they hold, and then by when they came in.
func (s shelf) published() time.Time {
	if !s.edition.Published.IsZero() {
		return s.edition.Published
	}
	return s.manifest.Published
}

// build makes a warehouse from held and accepted editions in a temporary file.
func (l *Loader) build(ctx context.Context, held []Edition, accepted []staged, print string) (build, error) {
	out := build{fingerprint: print, blamed: map[string]string{}}
	shelves, err := l.shelves(ctx, held, accepted, print)
	if err != nil {
		return out, err
	}
	dir, err := os.MkdirTemp(l.Folder.Dir, ".building-*")
	if err != nil {
		return out, fmt.Errorf("making room for the new warehouse: %w", err)
	}
	out.path = filepath.Join(dir, "warehouse.duckdb")
	db, err := l.Engine.Create(ctx, out.path)
	if err != nil {
		return out, err
	}
	db.SetMaxOpenConns(1)
	if err := l.fill(ctx, db, shelves, &out); err != nil {
		return out, errors.Join(fmt.Errorf("building the warehouse: %w", err), db.Close())
	}
	if _, err := db.ExecContext(ctx, "checkpoint"); err != nil {
		return out, errors.Join(fmt.Errorf("building the warehouse: %w", err), db.Close())
	}
	if err := db.Close(); err != nil {
		return out, fmt.Errorf("closing the new warehouse: %w", err)
	}
	return out, l.step("after building")
}

// shelves finds what is staged of every edition, and stages again what was staged with other rules or is gone.
func (l *Loader) shelves(ctx context.Context, held []Edition, accepted []staged, print string) ([]shelf, error) {
	var all []shelf
	for i, e := range held {
		m, err := readManifest(l.stagedDir(e))
		if err == nil && m.Fingerprint == print && complete(l.stagedDir(e), m) {
			all = append(all, shelf{e, l.stagedDir(e), m})
			continue
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			l.Log.Warn("what was staged of an edition cannot be read; staging it again", "edition", e.ID, "file", e.Name, "error", err.Error())
		}
		l.progress(i, len(held), e.Name)
		again, err := l.restage(ctx, e, print)
		if err != nil {
			return nil, err
		}
		all = append(all, again)
	}
	for _, s := range accepted {
		all = append(all, shelf{s.edition, s.dir, s.manifest})
	}
	return all, nil
}

func complete(dir string, m manifest) bool {
	for _, t := range m.Tables {
		if _, err := os.Stat(filepath.Join(dir, t.Parquet)); err != nil {
			return false
		}
	}
	return true
}

// restage reads an archived edition again.
func (l *Loader) restage(ctx context.Context, e Edition, print string) (shelf, error) {
	s := staged{item: Item{Name: e.Name}, path: l.archive().path(e.SHA256), edition: e}
	if _, err := l.read(ctx, &s); err != nil {
		return shelf{}, fmt.Errorf("staging %s from the archive again: %w", e.Name, err)
	}
	if s.refusal != "" {
		return shelf{}, fmt.Errorf("staging %s from the archive again: it was accepted once and is refused now: %s", e.Name, s.refusal)
	}
	s.manifest.Fingerprint = print
	if err := l.name(s); err != nil {
		return shelf{}, err
	}
	return shelf{e, l.stagedDir(e), s.manifest}, nil
}

// fill writes everything into an empty warehouse.
func (l *Loader) fill(ctx context.Context, db *sql.DB, shelves []shelf, out *build) error {
	steps := []func() error{
		func() error {
			return run(ctx, db, "set preserve_insertion_order = true", "create macro meaning(symbol) as null", "create macro edition_id() as null::varchar", "create macro good_status() as 'ok'", statements.Text("macros"))
		},
		func() error { return areaTable(ctx, db, l.Register) },
		func() error { return l.partnerships(ctx, db) },
		func() error { return l.editions(ctx, db, shelves) },
		func() error { return l.statistics(ctx, db, shelves) },
		func() error { return l.indicators(ctx, db) },
		func() error { return runFolder(ctx, db, "benchmarks") },
		func() error { return l.weigh(ctx, db, shelves, out) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func run(ctx context.Context, db *sql.DB, all ...string) error {
	for _, s := range all {
		if _, err := db.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("%.120s: %w", s, err)
		}
	}
	return nil
}

// runFolder runs the statements of a folder in the order of their names.
func runFolder(ctx context.Context, db *sql.DB, folder string) error {
	for _, name := range statements.Names(folder) {
		if _, err := db.ExecContext(ctx, statements.Text(folder+"/"+name)); err != nil {
			return fmt.Errorf("statement %s/%s: %w", folder, name, err)
		}
	}
	return nil
}

func (l *Loader) partnerships(ctx context.Context, db *sql.DB) error {
	values := []string{"(null, null, null)"}
	for _, p := range l.Register.Partnerships() {
		values = append(values, fmt.Sprintf("(%s, %s, %s)", quote(p.ID), quote(p.Name), quote(p.Region)))
	}
	return run(ctx, db, "create table partnership as select id::varchar as id, name::varchar as name, region::varchar as region from (values "+
		strings.Join(values, ", ")+") p(id, name, region) where id is not null")
}

// editions writes what was loaded and what the checks found in it.
func (l *Loader) editions(ctx context.Context, db *sql.DB, shelves []shelf) error {
	if err := run(ctx, db, `create table source (id varchar primary key, title varchar, publisher varchar, home varchar, licence varchar, about varchar,
 schedule varchar, expected varchar)`,
		`create table edition (id varchar primary key, sha256 varchar, name varchar, bytes bigint, source varchar, title varchar, url varchar,
 page varchar, published date, fetched timestamp, first_period varchar, last_period varchar)`,
		`create table edition_table (edition varchar, name varchar, layout varchar, source varchar, file varchar, sheet varchar, rows bigint, first_period varchar, last_period varchar)`,
		`create table finding (edition varchar, check_name varchar, severity varchar, table_name varchar, file varchar, sheet varchar, line bigint,
 area_code varchar, period varchar, measure varchar, found varchar, expected varchar, message varchar)`); err != nil {
		return err
	}
	for _, s := range l.Sources {
		if _, err := db.ExecContext(ctx, "insert into source values (?, ?, ?, ?, ?, ?, ?, ?)", s.ID, s.Title, s.Publisher, s.Home, s.Licence, s.About,
			s.Schedule, s.Expected); err != nil {
			return fmt.Errorf("writing source %s: %w", s.ID, err)
		}
	}
	for _, s := range shelves {
		if err := writeEdition(ctx, db, s); err != nil {
			return fmt.Errorf("writing edition %s (%s): %w", s.edition.ID, s.edition.Name, err)
		}
	}
	return nil
}

func writeEdition(ctx context.Context, db *sql.DB, s shelf) error {
	first, last := "", ""
	for _, t := range s.manifest.Tables {
		if t.First != "" && (first == "" || t.First < first) {
			first = t.First
		}
		last = max(last, t.Last)
		if _, err := db.ExecContext(ctx, "insert into edition_table values (?, ?, ?, ?, ?, ?, ?, ?, ?)", s.edition.ID, t.Name, t.Layout, t.Source, t.File,
			t.Sheet, t.Rows, t.First, t.Last); err != nil {
			return err
		}
	}
	var published any
	if at := s.published(); !at.IsZero() {
		published = at
	}
	e := s.edition
	if _, err := db.ExecContext(ctx, "insert into edition values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", e.ID, e.SHA256, e.Name, e.Bytes, e.Source, e.Title,
		e.URL, e.Page, published, e.Fetched, first, last); err != nil {
		return err
	}
	return writeFindings(ctx, db, e.ID, s.manifest.Findings)
}

func writeFindings(ctx context.Context, db *sql.DB, edition string, findings []Finding) error {
	for _, f := range findings {
		if _, err := db.ExecContext(ctx, "insert into finding values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", edition, f.Check, string(f.Severity), f.Table, f.File,
			f.Sheet, f.Row, f.Area, f.Period, f.Measure, f.Found, f.Expected, f.Message); err != nil {
			return err
		}
	}
	return nil
}

// statistics writes every staged table into the schema of the same name, all editions side by side: age 1 is the newest
// edition's row for its key, age 2 the one before. The schemas latest and earlier show one age each, under the same names.
func (l *Loader) statistics(ctx context.Context, db *sql.DB, shelves []shelf) error {
	if err := run(ctx, db, "create schema statistics", "create schema latest", "create schema earlier"); err != nil {
		return err
	}
	tables, err := l.emptyTables(ctx, db)
	if err != nil {
		return err
	}
	for _, t := range tables {
		var parts []string
		for _, s := range ordered(shelves, t.Table) {
			for _, has := range s.manifest.Tables {
				if has.Name == t.Table {
					parts = append(parts, fmt.Sprintf("select %d as turn, * from read_parquet(%s)", len(parts)+1, quote(filepath.Join(s.dir, has.Parquet))))
				}
			}
		}
		if err := writeTable(ctx, db, t, parts); err != nil {
			return fmt.Errorf("table %s: %w", t.Table, err)
		}
	}
	return nil
}

// ordered lists the shelves that hold a table, newest first.
func ordered(shelves []shelf, table string) []shelf {
	last := func(s shelf) (last string) {
		for _, t := range s.manifest.Tables {
			if t.Name == table {
				last = max(last, t.Last)
			}
		}
		return last
	}
	var all []shelf
	for _, s := range shelves {
		for _, t := range s.manifest.Tables {
			if t.Name == table {
				all = append(all, s)
				break
			}
		}
	}
	sort.SliceStable(all, func(i, j int) bool {
		a, b := all[i], all[j]
		if pa, pb := a.published(), b.published(); !pa.IsZero() && !pb.IsZero() && !pa.Equal(pb) {
			return pa.After(pb)
		}
		if la, lb := last(a), last(b); la != lb {
			return la > lb
		}
		if !a.edition.Fetched.Equal(b.edition.Fetched) {
			return a.edition.Fetched.After(b.edition.Fetched)
		}
		return a.edition.ID < b.edition.ID
	})
	return all
}

func writeTable(ctx context.Context, db *sql.DB, about About, parts []string) error {
	name := identifier(about.Table)
	keys := append([]string{"area_code", "period"}, about.Keys...)
	for i, k := range keys {
		keys[i] = identifier(k)
	}
	parts = append(parts, "select 0 as turn, * from statistics_empty."+name)
	age := "1"
	if len(parts) > 2 {
		age = fmt.Sprintf("dense_rank() over (partition by %s order by turn)", strings.Join(keys, ", "))
	}
	return run(ctx, db,
		fmt.Sprintf("create table statistics.%s as select %s as age, * exclude (turn) from (%s)", name, age, strings.Join(parts, " union all by name ")),
		fmt.Sprintf("create view latest.%s as select * exclude (age) from statistics.%s where age = 1", name, name),
		fmt.Sprintf("create view earlier.%s as select * exclude (age) from statistics.%s where age = 2", name, name))
}

// emptyTables makes every table that any layout can fill, with no rows, so that an indicator may speak of a source that has
// not been loaded. It runs each layout's statement on no text at all.
func (l *Loader) emptyTables(ctx context.Context, db *sql.DB) ([]About, error) {
	if err := run(ctx, db, "create schema statistics_empty"); err != nil {
		return nil, err
	}
	var all []About
	columns := map[string][]string{}
	for _, s := range l.Sources {
		for _, layout := range s.Layouts {
			about, query, err := layoutStatement(layout)
			if err != nil {
				return nil, err
			}
			if err := emptyRaw(ctx, db, layout); err != nil {
				return nil, fmt.Errorf("source %s, layout %s: %w", s.ID, layout.ID, err)
			}
			part := fmt.Sprintf("%s_%d", about.Table, len(columns[about.Table]))
			if err := run(ctx, db, "create or replace temp table parsed as "+query,
				fmt.Sprintf("create table statistics_empty.%s as select line, null::varchar as area_code, level, columns(c -> c not in ('line', 'level', 'code', 'ons', 'name', 'mended')) from parsed limit 0", identifier(part))); err != nil {
				return nil, fmt.Errorf("source %s, layout %s, statement %s: %w", s.ID, layout.ID, layout.Statement, err)
			}
			if len(columns[about.Table]) == 0 {
				all = append(all, about)
			}
			columns[about.Table] = append(columns[about.Table], "select * from statistics_empty."+identifier(part))
		}
	}
	for _, t := range all {
		if err := run(ctx, db, fmt.Sprintf("create table statistics_empty.%s as %s", identifier(t.Table), strings.Join(columns[t.Table], " union all by name "))); err != nil {
			return nil, fmt.Errorf("table %s: its layouts disagree: %w", t.Table, err)
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Table < all[j].Table })
	return all, nil
}

// indicators writes the catalogue and runs every indicator's statement, on the latest figures and on those they replaced.
func (l *Loader) indicators(ctx context.Context, db *sql.DB) error {
	catalogue, err := indicator.Catalogue()
	if err != nil {
		return err
	}
	if err := run(ctx, db, statements.Text("indicators_tables")); err != nil {
		return err
	}
	for _, in := range catalogue {
		about, err := in.JSON()
		if err != nil {
			return err
		}
		if _, err := db.ExecContext(ctx, "insert into indicator values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", in.ID, in.Name, in.Theme, in.Type, in.Polarity, in.Unit,
			in.Times(), in.Precision, in.Interval, in.Basis, in.Regions, about); err != nil {
			return fmt.Errorf("indicator %s: %w", in.ID, err)
		}
		for period, value := range in.Known {
			if _, err := db.ExecContext(ctx, "insert into known_value values (?, ?, ?)", in.ID, period, value); err != nil {
				return fmt.Errorf("indicator %s: %w", in.ID, err)
			}
		}
		for _, schema := range []string{"latest", "earlier"} {
			if err := runIndicator(ctx, db, in, schema); err != nil {
				return fmt.Errorf("indicator %s on the %s figures: %w", in.ID, schema, err)
			}
		}
	}
	return run(ctx, db, "use main", "drop schema statistics_empty cascade")
}

func runIndicator(ctx context.Context, db *sql.DB, in indicator.Indicator, schema string) error {
	published := "no_statistic()"
	if in.HasPublished {
		published = "published"
	}
	return run(ctx, db, "set search_path = '"+schema+",main'",
		fmt.Sprintf("insert into main.figure select %s, %s, area_code, period, numerator, denominator, %s from (%s)", quote(schema), quote(in.ID), published, in.SQL))
}
