package warehouse

import (
	"context"
	"database/sql"
	"strings"
)

// SpendingLine is what an area planned or spent on one line of the section 251 return, or on a group of lines where only those
// are published, in pounds and net of income.
type SpendingLine struct {
	Return string // "outturn" or "planned"
	Period string
	Line   string   // "1.2.3", or the name of a group such as "independent"
	Amount *float64 // nil where it is not published; Status and Symbol then say why
	Status string
	Symbol string // what the publisher printed in place of a number
	// Edition is the file the amount was printed in.
	Edition *string
}

// SpendingLines reads the newest year an area has a return of, with the plan for the same year; empty where there is none.
func SpendingLines(ctx context.Context, db Reader, area string) ([]SpendingLine, error) {
	var all []SpendingLine
	err := read(ctx, db, "spending_lines", func(rows *sql.Rows) error {
		var l SpendingLine
		err := rows.Scan(&l.Return, &l.Period, &l.Line, &l.Amount, &l.Status, &l.Symbol, &l.Edition)
		all = append(all, l)
		return err
	}, sql.Named("area", area))
	return all, err
}

// Tail says between which values eight in ten authorities lie, in an indicator's newest period.
type Tail struct {
	Period    string
	Low, High float64 // the 10th and the 90th percentile, type 7
	Areas     int64
}

// Tails reads the tails of indicators by id. An indicator that no authority has a figure of is absent.
func Tails(ctx context.Context, db Reader, indicators []string) (map[string]Tail, error) {
	all := map[string]Tail{}
	err := read(ctx, db, "tails", func(rows *sql.Rows) error {
		var id string
		var t Tail
		err := rows.Scan(&id, &t.Period, &t.Low, &t.High, &t.Areas)
		all[id] = t
		return err
	}, sql.Named("indicators", strings.Join(indicators, " ")))
	return all, err
}
