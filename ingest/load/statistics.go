package load

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"inclusion/internal/indicator"
)

// statistics writes every staged table into the schema of the same name, all editions side by side: age 1 is the newest
// edition's row for its key, age 2 the one before. Schema latest shows the newest rows under the same names, and schema
// earlier what stood there before them: rows that were replaced, and those that were not.
func (l *Loader) statistics(ctx context.Context, db *sql.DB, shelves []shelf) error {
	if err := run(ctx, db, "create schema statistics", "create schema latest", "create schema earlier"); err != nil {
		return err
	}
	tables, err := l.emptyTables(ctx, db)
	if err != nil {
		return err
	}
	// One transaction, or the engine would pack the whole file again after every few tables.
	if err := run(ctx, db, "begin transaction"); err != nil {
		return err
	}
	for _, t := range tables {
		var parts []string
		for _, s := range ordered(shelves, t) {
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
	return run(ctx, db, "commit")
}

// ordered lists the shelves that hold a table, newest first: by the day they were published, then by the last period they
// hold, and then by when they came in. An edition without a date counts as published on the last day it speaks of.
func ordered(shelves []shelf, about About) []shelf {
	type aged struct {
		shelf
		published time.Time
		last      string
	}
	var all []aged
	for _, s := range shelves {
		last, has := "", false
		for _, t := range s.manifest.Tables {
			if t.Name == about.Table {
				last, has = max(last, t.Last), true
			}
		}
		if !has {
			continue
		}
		published := s.published()
		if period, err := indicator.ParsePeriod(last, indicator.Basis(about.Basis)); err == nil && published.IsZero() {
			published = period.End
		}
		all = append(all, aged{s, published, last})
	}
	slices.SortFunc(all, func(a, b aged) int {
		return cmp.Or(b.published.Compare(a.published), cmp.Compare(b.last, a.last), b.edition.Fetched.Compare(a.edition.Fetched),
			cmp.Compare(a.edition.ID, b.edition.ID))
	})
	out := make([]shelf, len(all))
	for i, s := range all {
		out[i] = s.shelf
	}
	return out
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
	before := "age = 1"
	if len(parts) > 2 {
		before = fmt.Sprintf("true qualify age = least(2, max(age) over (partition by %s))", strings.Join(keys, ", "))
	}
	return run(ctx, db,
		fmt.Sprintf("create table statistics.%s as select %s as age, * exclude (turn) from (%s)", name, age, strings.Join(parts, " union all by name ")),
		fmt.Sprintf("create view latest.%s as select * exclude (age) from statistics.%s where age = 1", name, name),
		fmt.Sprintf("create view earlier.%s as select * exclude (age) from statistics.%s where %s", name, name, before))
}

// revised lists the tables of which a newer edition replaced rows.
func revised(ctx context.Context, db *sql.DB) (map[string]bool, error) {
	rows, err := db.QueryContext(ctx, "select table_name from duckdb_tables() where schema_name = 'statistics' order by table_name")
	if err != nil {
		return nil, fmt.Errorf("listing the statistics: %w", err)
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, fmt.Errorf("listing the statistics: %w", err)
		}
		names = append(names, name)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, fmt.Errorf("listing the statistics: %w", err)
	}
	all := map[string]bool{}
	for _, name := range names {
		var is bool
		if err := db.QueryRowContext(ctx, fmt.Sprintf("select coalesce(max(age), 1) > 1 from statistics.%s", identifier(name))).Scan(&is); err != nil {
			return nil, fmt.Errorf("looking for rows of %s that were replaced: %w", name, err)
		}
		all[name] = is
	}
	return all, nil
}
