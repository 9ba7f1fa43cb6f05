package load

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	statements "inclusion/sql"
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
	engine := l.Engine
	engine.TempDir = dir
	db, err := engine.Create(ctx, out.path)
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
		if err == nil && m.Fingerprint == print && m.whole(l.stagedDir(e)) {
			all = append(all, shelf{e, l.stagedDir(e), m})
			continue
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			l.Log.WarnContext(ctx, "what was staged of an edition cannot be read; staging it again", "edition", e.ID, "file", e.Name, "error", err.Error())
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

// quickCompression leaves out the ways to pack text and numbers that take half the time of a load to weigh; what is left
// makes a file of about twice the size.
const quickCompression = "set disabled_compression_methods = 'fsst,dict_fsst,zstd,alp,alprd,chimp,patas'"

// fill writes everything into an empty warehouse, in few transactions: what was published, and what is made of it. In many,
// the engine would wait for the disk after every statement and pack the file again after every few tables.
func (l *Loader) fill(ctx context.Context, db *sql.DB, shelves []shelf, out *build) error {
	steps := []func() error{
		func() error {
			return errors.Join(run(ctx, db, "set preserve_insertion_order = true", quickCompression, "begin transaction"), defineMacros(ctx, db))
		},
		func() error { return areaTable(ctx, db, l.Register) },
		func() error { return l.partnerships(ctx, db) },
		func() error { return l.editions(ctx, db, shelves) },
		func() error { return run(ctx, db, "commit") },
		func() error { return l.statistics(ctx, db, shelves) },
		func() error { return l.indicators(ctx, db) },
		func() error { return run(ctx, db, "begin transaction") },
		func() error { return runFolder(ctx, db, "benchmarks") },
		func() error { return l.weigh(ctx, db, shelves, out) },
		func() error { return l.meta(ctx, db, shelves) },
		func() error { return run(ctx, db, "commit") },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// meta says what the warehouse is. Its date is that of the newest edition, so that the same archive makes the same bytes of it.
func (l *Loader) meta(ctx context.Context, db *sql.DB, shelves []shelf) error {
	var built time.Time
	for _, s := range shelves {
		if s.edition.Fetched.After(built) {
			built = s.edition.Fetched
		}
	}
	if err := run(ctx, db, "create table meta (key varchar primary key, value varchar)"); err != nil {
		return err
	}
	editions := make([]Edition, len(shelves))
	for i, s := range shelves {
		editions[i] = s.edition
	}
	made, err := l.madeOf(editions)
	if err != nil {
		return err
	}
	for _, said := range [][2]string{{"register", l.Register.ID}, {"register_title", l.Register.Title}, {"built", built.Format(time.DateTime)}, {"made_of", made}} {
		if _, err := db.ExecContext(ctx, "insert into meta values (?, ?)", said[0], said[1]); err != nil {
			return fmt.Errorf("writing what the warehouse is: %w", err)
		}
	}
	return nil
}

// engine is a database, or one connection of it.
type engine interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func run(ctx context.Context, db engine, all ...string) error {
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
 schedule varchar, expected varchar, releases varchar)`,
		`create table edition (id varchar primary key, sha256 varchar, name varchar, bytes bigint, source varchar, title varchar, url varchar,
 page varchar, published date, fetched timestamp, first_period varchar, last_period varchar)`,
		`create table edition_table (edition varchar, name varchar, layout varchar, source varchar, file varchar, sheet varchar, rows bigint, first_period varchar, last_period varchar)`,
		`create table finding (edition varchar, check_name varchar, severity varchar, table_name varchar, file varchar, sheet varchar, line bigint,
 area_code varchar, period varchar, measure varchar, found varchar, expected varchar, message varchar)`); err != nil {
		return err
	}
	for _, s := range l.Sources {
		releases, err := json.Marshal(s.Releases)
		if err != nil {
			return fmt.Errorf("writing the releases of source %s: %w", s.ID, err)
		}
		if _, err := db.ExecContext(ctx, "insert into source values (?, ?, ?, ?, ?, ?, ?, ?, ?)", s.ID, s.Title, s.Publisher, s.Home, s.Licence, s.About,
			s.Schedule, s.Expected, string(releases)); err != nil {
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
