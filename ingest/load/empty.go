package load

import (
	"context"
	"database/sql"
	"fmt"
	"sort"
	"strings"

	statements "inclusion/sql"

	"inclusion/ingest/source"
)

func layoutStatement(l source.Layout) (About, string, error) {
	var about About
	query, err := statements.Read("sources/"+l.Statement, &about)
	return about, query, err
}

// emptyRaw gives a layout's statement the tables it reads, without a row.
func emptyRaw(ctx context.Context, db *sql.DB, l source.Layout) error {
	if l.Container == "tidy" {
		names, err := l.Names()
		if err != nil {
			return err
		}
		columns := "line bigint"
		for _, name := range names {
			columns += ", " + identifier(name) + " varchar"
		}
		if err := run(ctx, db, "create or replace temp table raw ("+columns+")"); err != nil {
			return err
		}
		return eesRows(ctx, db, l)
	}
	var columns strings.Builder
	columns.WriteString("line bigint")
	for j := range gridWidth {
		fmt.Fprintf(&columns, ", c_%s varchar", strings.ToLower(Letter(j)))
	}
	return run(ctx, db, "create or replace temp table grid ("+columns.String()+")",
		"create or replace temp table cells (line bigint, number integer, letter varchar, text varchar)")
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
			if err := run(ctx, db, fmt.Sprintf("create table statistics_empty.%s as select line, null::varchar as area_code, level, columns(c -> c not in ('line', 'level', 'code', 'ons', 'name', 'mended')) from (%s) limit 0",
				identifier(part), query)); err != nil {
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
