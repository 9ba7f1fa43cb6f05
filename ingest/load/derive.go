package load

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	statements "inclusion/sql"

	"inclusion/ingest/source"
	"inclusion/internal/indicator"
	"inclusion/internal/returns"
)

// Counts is what an authority's own return comes to, printed in the layouts of the published files. They hold counts and no record.
type Counts struct {
	Area  string            // three-digit code
	Year  int               // of the return
	Files map[string][]byte // by name
}

// countsSource is the source whose layouts the counts have.
const countsSource = "ehc-plans"

// countsFolders are where counts stand while indicators are worked out of them.
const countsFolders = "inclusion-counts-*"

// SweepCounts removes folders of counts that are more than an hour old: a process that was killed while it worked left them.
func SweepCounts(now time.Time) error {
	left, err := filepath.Glob(filepath.Join(os.TempDir(), countsFolders))
	if err != nil {
		return fmt.Errorf("looking for counts that were left: %w", err)
	}
	var errs []error
	for _, dir := range left {
		about, err := os.Lstat(dir)
		if err == nil && about.IsDir() && now.Sub(about.ModTime()) > time.Hour {
			errs = append(errs, os.RemoveAll(dir))
		}
	}
	return errors.Join(errs...)
}

// Derive works out the indicators that follow from an authority's counts, in the return's own periods: read, placed and made into
// indicators by the code and statements that published editions go through. Beside the counts stands what the warehouse at that path holds
// of the authority, but nothing that the same source says of the return's periods. Without a warehouse (path "") an indicator that needs
// people, or an earlier year, is not available. Each indicator that has a table of the counts is listed; those of other kinds of year are
// not. Checks of a whole edition do not apply; one that fails on the counts themselves is a fault of this program.
//
// Every value is worked out from cells of the files alone and what is published, so a value made of files with cells held back tells no
// more than those files do.
func (l *Loader) Derive(ctx context.Context, counts Counts, warehouse string) ([]returns.Value, error) {
	dir, err := os.MkdirTemp("", countsFolders) // its owner's alone
	if err != nil {
		return nil, fmt.Errorf("making room to work out indicators: %w", err)
	}
	defer os.RemoveAll(dir)
	staged, err := l.stageCounts(ctx, counts, dir)
	if err != nil {
		return nil, fmt.Errorf("reading the counts: %w", err)
	}
	wanted, err := indicatorsOf(staged)
	if err != nil {
		return nil, err
	}
	engine := l.Engine
	engine.TempDir = dir
	db, err := engine.Scratch(ctx)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	d := derivation{l, db, counts, staged, wanted}
	values, err := d.values(ctx, warehouse)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("working out indicators from the counts: %w", err), db.Close())
	}
	return values, db.Close()
}

// stageCounts writes the files and stages those that an indicator is made of, as files of an edition.
func (l *Loader) stageCounts(ctx context.Context, counts Counts, dir string) (staged, error) {
	s := staged{item: Item{Name: "counts"}, dir: filepath.Join(dir, "staged"), edition: Edition{ID: "counts", Name: "counts"}}
	if err := os.Mkdir(s.dir, 0o700); err != nil {
		return s, err
	}
	var pieces []piece
	for _, name := range slices.Sorted(maps.Keys(counts.Files)) {
		p := piece{name, filepath.Join(dir, fmt.Sprintf("%02d.csv", len(pieces)))}
		if err := os.WriteFile(p.path, counts.Files[name], 0o600); err != nil {
			return s, err
		}
		pieces = append(pieces, p)
	}
	reader := *l
	reader.Sources, reader.ofOne = layoutsIn(l.Sources, counts.Year), true
	pieces, err := reader.ofIndicators(pieces)
	if err != nil {
		return s, err
	}
	results, err := reader.readPieces(ctx, pieces, &s, dir)
	if err != nil {
		return s, err
	}
	for _, f := range s.gather(results) {
		if f.Outcome != loaded {
			return s, fmt.Errorf("%s: %s", f.Name, f.Reason)
		}
	}
	return s, nil
}

// ofIndicators keeps the files that an indicator is made of; the others are counts of which there is none.
func (l *Loader) ofIndicators(pieces []piece) ([]piece, error) {
	catalogue, err := indicator.Catalogue()
	if err != nil {
		return nil, err
	}
	var kept []piece
	for _, p := range pieces {
		found, err := recognise(p, l.Sources, l.Limits)
		if err != nil {
			return nil, err
		}
		if found.outcome != loaded {
			return nil, fmt.Errorf("%s: it is %s: %s", p.name, found.outcome, found.reason)
		}
		about, _, err := layoutStatement(found.readings[0].layout)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(catalogue, func(in indicator.Indicator) bool { return slices.Contains(in.Tables, about.Table) }) {
			kept = append(kept, p)
		}
	}
	return kept, nil
}

// twoDigits is a year in a layout's column, as it stood in the one release that has the column.
var twoDigits = regexp.MustCompile(`2[45]$`)

// layoutsIn gives the source of the counts, with columns named after the years of one release renamed after the return's.
func layoutsIn(sources []source.Source, year int) []source.Source {
	for _, s := range sources {
		if s.ID != countsSource {
			continue
		}
		s.Layouts = slices.Clone(s.Layouts)
		for i, layout := range s.Layouts {
			header := slices.Clone(layout.Header)
			for j, head := range header {
				if pattern, name, found := strings.Cut(head, "/ "); found {
					header[j] = twoDigits.ReplaceAllStringFunc(pattern, func(digits string) string {
						return fmt.Sprintf("%02d", (year-int('5'-digits[1]))%100)
					}) + "/ " + name
				}
			}
			s.Layouts[i].Header = header
		}
		return []source.Source{s}
	}
	return nil
}

// indicatorsOf lists the indicators of calendar years and Januaries that have a table of the counts.
func indicatorsOf(s staged) ([]indicator.Indicator, error) {
	all, err := indicator.Catalogue()
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(all), func(in indicator.Indicator) bool {
		return in.Basis != indicator.Calendar && in.Basis != indicator.January ||
			!slices.ContainsFunc(s.manifest.Tables, func(t Table) bool { return slices.Contains(in.Tables, t.Name) })
	}), nil
}

// derivation is a database in memory in which counts become indicators.
type derivation struct {
	loader *Loader
	db     *sql.DB
	counts Counts
	staged staged
	wanted []indicator.Indicator
}

// period is that of an indicator which a return speaks of.
func (c Counts) period(basis indicator.Basis) string {
	if basis == indicator.January {
		return fmt.Sprintf("%04d-01", c.Year)
	}
	return fmt.Sprintf("%04d", c.Year-1)
}

func (d derivation) values(ctx context.Context, warehouse string) ([]returns.Value, error) {
	if err := errors.Join(run(ctx, d.db, "begin transaction"), defineMacros(ctx, d.db), areaTable(ctx, d.db, d.loader.Register),
		run(ctx, d.db, "create schema statistics", "create schema latest", "create schema earlier", "create schema statistics_empty",
			statements.Text("indicators_tables"), "commit")); err != nil {
		return nil, err
	}
	if warehouse != "" {
		if err := run(ctx, d.db, fmt.Sprintf("attach %s as published (read_only)", quote(warehouse))); err != nil {
			return nil, err
		}
	}
	if err := inTransaction(ctx, d.db, func(conn engine) error { return d.figures(ctx, conn, warehouse != "") }); err != nil {
		return nil, err
	}
	if err := run(ctx, d.db, statements.Text("benchmarks/10_values")); err != nil {
		return nil, err
	}
	return d.read(ctx)
}

// figures lays out the tables and runs the indicators' statements on them.
func (d derivation) figures(ctx context.Context, conn engine, published bool) error {
	tables, err := d.emptyTables(ctx, conn)
	if err != nil {
		return err
	}
	for _, t := range tables {
		parts, err := d.parts(ctx, conn, t, published)
		if err != nil {
			return fmt.Errorf("table %s: %w", t.Table, err)
		}
		if err := writeTable(ctx, conn, t.About, parts); err != nil {
			return fmt.Errorf("table %s: %w", t.Table, err)
		}
	}
	for _, in := range d.wanted {
		if err := errors.Join(describe(ctx, conn, in), runIndicator(ctx, conn, in, nil)); err != nil {
			return fmt.Errorf("indicator %s: %w", in.ID, err)
		}
	}
	return nil
}

// derivedTable is one that the indicators are made of.
type derivedTable struct {
	About
	own bool // a table of the source of the counts
}

// emptyTables makes the tables that the wanted indicators are made of, without a row.
func (d derivation) emptyTables(ctx context.Context, conn engine) ([]derivedTable, error) {
	var all []derivedTable
	columns := map[string][]string{}
	for _, s := range d.loader.Sources {
		for _, layout := range s.Layouts {
			part := emptyPart{source: s.ID, layout: layout}
			about, _, err := layoutStatement(layout)
			if err != nil {
				return nil, err
			}
			if !slices.ContainsFunc(d.wanted, func(in indicator.Indicator) bool { return slices.Contains(in.Tables, about.Table) }) {
				continue
			}
			if err := part.create(ctx, conn); err != nil {
				return nil, fmt.Errorf("source %s, layout %s: %w", s.ID, layout.ID, err)
			}
			if len(columns[about.Table]) == 0 {
				all = append(all, derivedTable{about, s.ID == countsSource})
			}
			columns[about.Table] = append(columns[about.Table], "select * from "+part.table())
		}
	}
	for _, t := range all {
		if err := run(ctx, conn, fmt.Sprintf("create table statistics_empty.%s as %s", identifier(t.Table), strings.Join(columns[t.Table], " union all by name "))); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// parts are the rows of a table: the counts, and before them what is published of the authority.
func (d derivation) parts(ctx context.Context, conn engine, t derivedTable, published bool) ([]string, error) {
	var parts []string
	for _, has := range d.staged.manifest.Tables {
		if has.Name == t.Table {
			parts = append(parts, fmt.Sprintf("select 1 as turn, 'counts' as edition, * from read_parquet(%s)", quote(filepath.Join(d.staged.dir, has.Parquet))))
		}
	}
	if !published {
		return parts, nil
	}
	there, err := names(ctx, conn, "select table_name from duckdb_tables() where database_name = 'published' and schema_name = 'statistics' and table_name = ?", t.Table)
	if err != nil || len(there) == 0 {
		return parts, err
	}
	but := ""
	if t.own {
		but = fmt.Sprintf(" and period not in (%s, %s)", quote(d.counts.period(indicator.Calendar)), quote(d.counts.period(indicator.January)))
	}
	return append(parts, fmt.Sprintf("select 2 as turn, * exclude (age) from published.statistics.%s where age = 1 and area_code = %s%s",
		identifier(t.Table), quote(d.counts.Area), but)), nil
}

// read gives the values in the order of the catalogue. An indicator whose statement yields nothing for the return's period lacks what it
// is held against, and is not available.
func (d derivation) read(ctx context.Context) ([]returns.Value, error) {
	all := make([]returns.Value, len(d.wanted))
	for i, in := range d.wanted {
		v := returns.Value{Indicator: in.ID, Period: d.counts.period(in.Basis)}
		var status string
		err := d.db.QueryRowContext(ctx, `select numerator, denominator, value, lower, upper, status from value
where indicator = ? and area_code = ? and period = ?`, v.Indicator, d.counts.Area, v.Period).
			Scan(&v.Numerator, &v.Denominator, &v.Value, &v.Lower, &v.Upper, &status)
		switch {
		case errors.Is(err, sql.ErrNoRows) || err == nil && v.Value == nil && status == "ok":
			v.Status = returns.NotAvailable
		case err != nil:
			return nil, fmt.Errorf("reading indicator %s: %w", in.ID, err)
		case v.Value == nil:
			v.Status = returns.Status(status)
		}
		all[i] = v
	}
	return all, nil
}
