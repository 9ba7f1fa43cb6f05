package load

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"runtime"
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
	shares := share(tables, shelves, runtime.GOMAXPROCS(0))
	return sideBySide(ctx, db, len(shares), func(conn engine, i int) error { return writeShare(ctx, conn, shares[i], shelves) })
}

// share divides the tables so that each share has about as many rows.
func share(tables []About, shelves []shelf, n int) [][]About {
	rows := map[string]int64{}
	for _, s := range shelves {
		for _, t := range s.manifest.Tables {
			rows[t.Name] += t.Rows
		}
	}
	tables = slices.SortedStableFunc(slices.Values(tables), func(a, b About) int { return cmp.Compare(rows[b.Table], rows[a.Table]) })
	shares, filled := make([][]About, n), make([]int64, n)
	for _, t := range tables {
		least := 0
		for i := range filled {
			if filled[i] < filled[least] {
				least = i
			}
		}
		shares[least] = append(shares[least], t)
		filled[least] += rows[t.Table] + 1
	}
	return shares
}

// writeShare writes a share of the tables.
func writeShare(ctx context.Context, conn engine, tables []About, shelves []shelf) error {
	for _, t := range tables {
		var parts []string
		for _, s := range ordered(shelves, t) {
			for _, has := range s.manifest.Tables {
				if has.Name == t.Table {
					parts = append(parts, fmt.Sprintf("select %d as turn, %s as edition, * from read_parquet(%s)", len(parts)+1,
						quote(s.edition.ID), quote(filepath.Join(s.dir, has.Parquet))))
				}
			}
		}
		if err := writeTable(ctx, conn, t, parts); err != nil {
			return fmt.Errorf("table %s: %w", t.Table, err)
		}
	}
	return nil
}

// ordered lists the shelves that hold a table, newest first: by the day they were published, then by the last period they
// hold, and then by which came in last, whatever the clock said then: shelves stand in that order. An edition without a date counts as
// published on the last day it speaks of.
func ordered(shelves []shelf, about About) []shelf {
	type aged struct {
		shelf
		published time.Time
		last      string
		turn      int
	}
	var all []aged
	for turn, s := range shelves {
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
		all = append(all, aged{s, published, last, turn})
	}
	slices.SortFunc(all, func(a, b aged) int {
		return cmp.Or(b.published.Compare(a.published), cmp.Compare(b.last, a.last), cmp.Compare(b.turn, a.turn))
	})
	out := make([]shelf, len(all))
	for i, s := range all {
		out[i] = s.shelf
	}
	return out
}

// writeTable writes the rows of all editions and the two views of them. The edition stands once in a row, and the views put
// it into each statistic.
func writeTable(ctx context.Context, db engine, about About, parts []string) error {
	name := identifier(about.Table)
	numbers, err := statisticsOf(ctx, db, about.Table)
	if err != nil {
		return fmt.Errorf("listing its statistics: %w", err)
	}
	printed := ""
	for i, n := range numbers {
		numbers[i] = fmt.Sprintf("printed_in(%s, edition) as %s", identifier(n), identifier(n))
		printed = " replace (" + strings.Join(numbers[:i+1], ", ") + ")"
	}
	keys := append([]string{"area_code", "period"}, about.Keys...)
	for i, k := range keys {
		keys[i] = identifier(k)
	}
	key := strings.Join(keys, ", ")
	parts = append(parts, "select 0 as turn, null::varchar as edition, * from statistics_empty."+name)
	age, before := "1", "age = 1"
	if len(parts) > 2 {
		age = fmt.Sprintf("dense_rank() over (partition by %s order by turn)", key)
		before = fmt.Sprintf("true qualify age = least(2, max(age) over (partition by %s))", key)
	}
	return run(ctx, db,
		fmt.Sprintf("create table statistics.%s as select %s as age, * exclude (turn) from (%s)", name, age, strings.Join(parts, " union all by name ")),
		fmt.Sprintf("create view latest.%s as select * exclude (age, edition)%s from statistics.%s where age = 1", name, printed, name),
		fmt.Sprintf("create view earlier.%s as select * exclude (age, edition)%s from statistics.%s where %s", name, printed, name, before))
}

// statisticsOf lists the columns of a table that hold statistics.
func statisticsOf(ctx context.Context, db engine, table string) ([]string, error) {
	return names(ctx, db, `select column_name from duckdb_columns()
where schema_name = 'statistics_empty' and table_name = ? and data_type like 'STRUCT(%' order by column_index`, table)
}

// names reads a list of names.
func names(ctx context.Context, db engine, query string, args ...any) ([]string, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		all = append(all, name)
	}
	return all, rows.Err()
}

// revised lists the tables of which a newer edition replaced rows.
func revised(ctx context.Context, db *sql.DB) (map[string]bool, error) {
	tables, err := names(ctx, db, "select table_name from duckdb_tables() where schema_name = 'statistics' order by table_name")
	if err != nil {
		return nil, fmt.Errorf("listing the statistics: %w", err)
	}
	all := map[string]bool{}
	for _, name := range tables {
		var is bool
		if err := db.QueryRowContext(ctx, fmt.Sprintf("select coalesce(max(age), 1) > 1 from statistics.%s", identifier(name))).Scan(&is); err != nil {
			return nil, fmt.Errorf("looking for rows of %s that were replaced: %w", name, err)
		}
		all[name] = is
	}
	return all, nil
}
