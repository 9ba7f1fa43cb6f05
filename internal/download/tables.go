// Package download makes the files in which a whole warehouse is handed out: a CSV or a Parquet file a table, and one ZIP with all
// of them and a README that says where the figures are from, under which licence, and what every column is.
package download

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	statements "inclusion/sql"
)

// Reader is a warehouse being read; see store.Version.
type Reader interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Statistics is the folder of the publishers' own tables, with everything in them that indicators are made of.
const Statistics = "statistics/"

// Table is a table that is handed out.
type Table struct {
	Name    string // such as "value", or "statistics/ehc_caseload"
	Title   string
	About   string
	Columns []Column
	query   string // its rows, in order
}

// Column is one column: what it is, and the engine's name of its type.
type Column struct{ Name, About, Type string }

// Tables lists the tables of a warehouse: those that every page is made of, then the publishers' own that hold rows.
func Tables(ctx context.Context, db Reader) ([]Table, error) {
	var all []Table
	for _, name := range statements.Names("downloads") {
		var about struct {
			Title, About string
			Columns      map[string]string
		}
		query, err := statements.Read("downloads/"+name, &about)
		if err != nil {
			return nil, err
		}
		t := Table{Name: name, Title: about.Title, About: about.About, query: query}
		if t.Columns, err = columns(ctx, db, query); err != nil {
			return nil, fmt.Errorf("describing the table %s: %w", name, err)
		}
		for i, c := range t.Columns {
			t.Columns[i].About = about.Columns[c.Name]
		}
		all = append(all, t)
	}
	published, err := names(ctx, db, "select table_name from duckdb_tables() where schema_name = 'statistics' and estimated_size > 0 order by table_name")
	if err != nil {
		return nil, fmt.Errorf("listing the publishers' tables: %w", err)
	}
	for _, name := range published {
		t, err := statistics(ctx, db, name)
		if err != nil {
			return nil, fmt.Errorf("describing the table %s: %w", name, err)
		}
		all = append(all, t)
	}
	return all, nil
}

// keyWords say what the columns are that publishers' tables share.
var keyWords = map[string]string{
	"edition": "id of the file the row is from", "line": "its row in the file, as a spreadsheet counts", "area_code": "code of the area",
	"level": "authority, subregion, region or country", "period": "the period, as in the table of values",
	"topic": "what the row breaks the figures down by", "breakdown": "which part of it",
}

// statistics is one of the publishers' tables as its newest files have it: each number in a column, and why it is missing in the next.
func statistics(ctx context.Context, db Reader, name string) (Table, error) {
	t := Table{Name: Statistics + name, Title: strings.ReplaceAll(name, "_", " "), About: "As published, the newest file for each period. Numbers with the status of each."}
	from := "statistics." + identifier(name)
	held, err := columns(ctx, db, "select * exclude (age) from "+from)
	if err != nil {
		return t, err
	}
	var list []string
	for _, c := range held {
		if !strings.HasPrefix(c.Type, "STRUCT") {
			c.About = keyWords[c.Name]
			list, t.Columns = append(list, identifier(c.Name)), append(t.Columns, c)
			continue
		}
		status := c.Name + "_status"
		list = append(list, identifier(c.Name)+".value as "+identifier(c.Name), identifier(c.Name)+".status as "+identifier(status))
		t.Columns = append(t.Columns, Column{Name: c.Name, Type: "DOUBLE"}, Column{Name: status, About: "status of " + c.Name, Type: "VARCHAR"})
	}
	t.query = "select " + strings.Join(list, ", ") + " from " + from + " where age = 1 order by edition, line"
	return t, nil
}

// columns are those that a statement yields.
func columns(ctx context.Context, db Reader, query string) ([]Column, error) {
	rows, err := db.QueryContext(ctx, "select column_name, column_type from (describe "+query+")")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Column
	for rows.Next() {
		var c Column
		if err := rows.Scan(&c.Name, &c.Type); err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, rows.Err()
}

func names(ctx context.Context, db Reader, query string) (all []string, err error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		all = append(all, name)
	}
	return all, rows.Err()
}

// csv is the statement of the table's rows for a CSV file. A spreadsheet takes words that begin with a sign for a formula, so an
// apostrophe goes before them; numbers stay numbers.
func (t Table) csv() string {
	var safe []string
	for _, c := range t.Columns {
		if c.Type == "VARCHAR" {
			name := identifier(c.Name)
			safe = append(safe, fmt.Sprintf("case when regexp_matches(%s, '^[=+@\\t\\r-].') then '''' || %s else %s end as %s", name, name, name, name))
		}
	}
	if len(safe) == 0 {
		return t.query
	}
	return "select * replace (" + strings.Join(safe, ", ") + ") from (" + t.query + ")"
}

// identifier writes a name as SQL does.
func identifier(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
