package api

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	statements "inclusion/sql"

	"inclusion/internal/store"
)

// table is what a statement yields: its columns are the fields of the JSON objects and the columns of the CSV alike. A cell is
// nil, a string, a bool, a whole number, a float64, or a list of strings or of things with named parts.
type table struct {
	columns []string
	rows    [][]any
}

// answer is a table with what is to be said beside it.
type answer struct {
	table
	one   bool // the table's only row is the thing itself
	paged bool
	total int // rows of the whole list, of which the table may be a page

	file     string   // what a file of it is called
	pool     string   // which areas were ranked, for values
	editions []string // the editions its numbers come from
}

// readTable runs the statement of the name below sql/reading.
func readTable(ctx context.Context, v *store.Version, statement string, args ...any) (table, error) {
	return query(ctx, v, statement, statements.Text("reading/"+statement), args)
}

// readPage runs a statement for one page of its rows, and counts the rest. Statements of sql/reading end with their order; one that
// narrows to the page before it looks up what stands beside the rows says so itself, by its $limit.
func readPage(ctx context.Context, v *store.Version, statement string, p page, args ...any) (answer, error) {
	text := strings.TrimSpace(statements.Text("reading/" + statement))
	narrows := strings.Contains(text, "$limit")
	paged := text
	if !narrows {
		paged += "\nlimit $limit offset $offset"
	}
	t, err := query(ctx, v, statement, paged, append(slices.Clone(args), sql.Named("limit", p.limit), sql.Named("offset", p.offset)))
	if err != nil {
		return answer{}, err
	}
	a := answer{table: t, paged: true, total: p.offset + len(t.rows)}
	if n := len(t.rows); n == p.limit || n == 0 && p.offset > 0 {
		if narrows {
			args = append(slices.Clone(args), sql.Named("limit", int64(math.MaxInt64)), sql.Named("offset", 0))
		}
		count, err := query(ctx, v, statement, "select count(*) from (\n"+text+"\n)", args)
		if err != nil {
			return answer{}, err
		}
		total, ok := count.rows[0][0].(int64)
		if !ok {
			return answer{}, fmt.Errorf("counting the rows of %s: got %T", statement, count.rows[0][0])
		}
		a.total = int(total)
	}
	return a, nil
}

func query(ctx context.Context, v *store.Version, name, text string, args []any) (table, error) {
	fault := func(err error) (table, error) {
		return table{}, fmt.Errorf("reading %s from warehouse %s: %w", name, v.Tag(), err)
	}
	rows, err := v.QueryContext(ctx, text, args...)
	if err != nil {
		return fault(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return fault(err)
	}
	t := table{columns: columns}
	for rows.Next() {
		row, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			return fault(err)
		}
		t.rows = append(t.rows, row)
	}
	if err := rows.Err(); err != nil {
		return fault(err)
	}
	t.onlyNumbers()
	return t, nil
}

// onlyNumbers takes out what is no number (infinite, or not a number at all), which JSON cannot say. A value that goes this
// way is unreliable, so that nothing is missing without a status.
func (t table) onlyNumbers() {
	value, status := slices.Index(t.columns, "value"), slices.Index(t.columns, "status")
	for _, row := range t.rows {
		for i, cell := range row {
			x, ok := cell.(float64)
			if !ok || !math.IsNaN(x) && !math.IsInf(x, 0) {
				continue
			}
			row[i] = nil
			if i == value && status >= 0 {
				row[status] = "unreliable"
			}
		}
	}
}

// part is an answer of one page of a table that is whole already.
func (t table) part(p page, file string) answer {
	a := answer{table: t, paged: true, total: len(t.rows), file: file}
	a.rows = t.rows[min(p.offset, a.total):min(p.offset+p.limit, a.total)]
	if slices.Contains(t.columns, "edition") {
		a.editions = a.distinct("edition")
	}
	return a
}

// cell is what a pointer points to, for a table; nothing where it is nil.
func cell[T any](p *T) any {
	if p == nil {
		return nil
	}
	return *p
}

// when is a cell where there is something, else nothing.
func when(is bool, cell any) any {
	if !is {
		return nil
	}
	return cell
}

// word is a cell of text; nothing where it is empty.
func word(text string) any { return when(text != "", text) }

// date is a cell of a day; nothing where it is nil.
func date(day *time.Time) any {
	if day == nil {
		return nil
	}
	return day.Format(time.DateOnly)
}

// items are a cell that lists words.
func items(words []string) []any {
	all := make([]any, len(words))
	for i, word := range words {
		all[i] = word
	}
	return all
}

// distinct lists the different texts of a column, in the order they come.
func (t table) distinct(column string) []string {
	at := slices.Index(t.columns, column)
	var all []string
	seen := map[string]bool{}
	for _, row := range t.rows {
		if text, ok := row[at].(string); ok && !seen[text] {
			seen[text] = true
			all = append(all, text)
		}
	}
	return all
}

// text is the cell of a row by its column's name; empty when it is nothing.
func (t table) text(row int, column string) string {
	text, _ := t.rows[row][slices.Index(t.columns, column)].(string)
	return text
}
