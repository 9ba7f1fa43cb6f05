package load

import (
	"context"
	"database/sql"
	"fmt"
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
