package load

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sort"
	"strings"
	"sync"

	statements "inclusion/sql"

	"inclusion/ingest/source"
)

func layoutStatement(l source.Layout) (About, string, error) {
	var about About
	query, err := statements.Read("sources/"+l.Statement, &about)
	return about, query, err
}

// emptyRaw gives a layout's statement the tables it reads, without a row.
func emptyRaw(ctx context.Context, db engine, l source.Layout) error {
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
// not been loaded. What they look like is worked out once a process: it follows from the layouts and their statements alone.
func (l *Loader) emptyTables(ctx context.Context, db *sql.DB) ([]About, error) {
	found, err := l.shapes(ctx)
	if err != nil {
		return nil, err
	}
	err = inTransaction(ctx, db, func(conn engine) error {
		return run(ctx, conn, append([]string{"create schema statistics_empty"}, found.create...)...)
	})
	return slices.Clone(found.tables), err
}

// shapes are the tables that any layout can fill, and the statements that make them without a row.
type shapes struct {
	tables []About
	create []string
}

// knownShapes are those that were worked out already, by the sources they are of.
var knownShapes struct {
	sync.Mutex
	of map[[sha256.Size]byte]shapes
}

func (l *Loader) shapes(ctx context.Context) (shapes, error) {
	sources, err := json.Marshal(l.Sources)
	if err != nil {
		return shapes{}, fmt.Errorf("telling the layouts from others: %w", err)
	}
	key := sha256.Sum256(sources)
	knownShapes.Lock()
	defer knownShapes.Unlock()
	if known, there := knownShapes.of[key]; there {
		return known, nil
	}
	db, err := l.Engine.Scratch(ctx)
	if err != nil {
		return shapes{}, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if err := errors.Join(defineMacros(ctx, db), areaTable(ctx, db, l.Register)); err != nil {
		return shapes{}, err
	}
	var found shapes
	if found.tables, err = l.shapeTables(ctx, db); err != nil {
		return shapes{}, err
	}
	for _, t := range found.tables {
		all, err := names(ctx, db, "select sql from duckdb_tables() where schema_name = 'statistics_empty' and table_name = ?", t.Table)
		if err != nil {
			return shapes{}, fmt.Errorf("table %s: %w", t.Table, err)
		}
		found.create = append(found.create, all...)
	}
	if knownShapes.of == nil {
		knownShapes.of = map[[sha256.Size]byte]shapes{}
	}
	knownShapes.of[key] = found
	return found, nil
}

// shapeTables runs each layout's statement on no text at all, and makes an empty table of the rows it would give.
func (l *Loader) shapeTables(ctx context.Context, db *sql.DB) ([]About, error) {
	if err := run(ctx, db, "create schema statistics_empty"); err != nil {
		return nil, err
	}
	var parts []emptyPart
	for _, s := range l.Sources {
		for _, layout := range s.Layouts {
			parts = append(parts, emptyPart{source: s.ID, layout: layout})
		}
	}
	cores := runtime.GOMAXPROCS(0)
	err := sideBySide(ctx, db, cores, func(conn engine, share int) error {
		for i := share; i < len(parts); i += cores {
			if err := parts[i].create(ctx, conn); err != nil {
				return fmt.Errorf("source %s, layout %s: %w", parts[i].source, parts[i].layout.ID, err)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return uniteParts(ctx, db, parts)
}

// emptyPart is what one layout gives a table, without a row.
type emptyPart struct {
	source string
	layout source.Layout
	about  About
}

// table is the part's name among the empty tables.
func (p emptyPart) table() string {
	return "statistics_empty." + identifier(p.about.Table+" of "+p.source+" "+p.layout.ID)
}

// create runs the layout's statement on no text at all.
func (p *emptyPart) create(ctx context.Context, conn engine) error {
	about, query, err := layoutStatement(p.layout)
	if err != nil {
		return err
	}
	p.about = about
	if err := emptyRaw(ctx, conn, p.layout); err != nil {
		return err
	}
	err = run(ctx, conn, fmt.Sprintf("create table %s as select line, null::varchar as area_code, level, columns(c -> c not in ('line', 'level', 'code', 'ons', 'name', 'mended')) from (%s) limit 0",
		p.table(), query))
	if err != nil {
		return fmt.Errorf("statement %s: %w", p.layout.Statement, err)
	}
	return nil
}

// uniteParts makes one empty table of the parts of each name, in the order of the names.
func uniteParts(ctx context.Context, db *sql.DB, parts []emptyPart) ([]About, error) {
	var all []About
	columns := map[string][]string{}
	for _, p := range parts {
		if len(columns[p.about.Table]) == 0 {
			all = append(all, p.about)
		}
		columns[p.about.Table] = append(columns[p.about.Table], "select * from "+p.table())
	}
	err := inTransaction(ctx, db, func(conn engine) error {
		for _, t := range all {
			if err := run(ctx, conn, fmt.Sprintf("create table statistics_empty.%s as %s", identifier(t.Table), strings.Join(columns[t.Table], " union all by name "))); err != nil {
				return fmt.Errorf("table %s: its layouts disagree: %w", t.Table, err)
			}
		}
		return nil
	})
	sort.Slice(all, func(i, j int) bool { return all[i].Table < all[j].Table })
	return all, err
}
