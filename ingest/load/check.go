package load

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	statements "inclusion/sql"
)

// Check is the front matter of a check: when it runs and what it is for. Its SELECT yields the offending rows as line,
// area_code, period, measure, found, expected, message.
type Check struct {
	Name     string   `yaml:"name"`
	Severity Severity `yaml:"severity"`
	When     string   `yaml:"when"` // edition: on each staged table; warehouse: on the values before they are published
	Says     string   `yaml:"says"`
}

// mostFindings is how many findings of one check and severity on one table are kept; the rest are counted.
const mostFindings = 40

// abridge keeps the first findings of each check and severity, and says how many more there were.
func abridge(findings []Finding) []Finding {
	type kind struct {
		check    string
		severity Severity
	}
	var kept []Finding
	seen := map[kind]int{}
	for _, f := range findings {
		k := kind{f.Check, f.Severity}
		if seen[k]++; seen[k] <= mostFindings {
			kept = append(kept, f)
		}
	}
	for _, f := range slices.Clone(kept) {
		k := kind{f.Check, f.Severity}
		if more := seen[k] - mostFindings; more > 0 {
			kept = append(kept, Finding{Check: f.Check, Severity: f.Severity, Table: f.Table, File: f.File, Sheet: f.Sheet,
				Message: fmt.Sprintf("and %d more like these", more)})
			seen[k] = 0
		}
	}
	return kept
}

// check lays out the totals of the staged table and runs every edition check over them.
func (l *Loader) check(ctx context.Context, b bench, about About) ([]Finding, error) {
	numbers, err := b.numbers(ctx)
	if err != nil {
		return nil, err
	}
	if err := b.layOut(ctx, about, numbers); err != nil {
		return nil, err
	}
	return runChecks(ctx, b.db, "edition")
}

// numbers lists the columns of staged that hold statistics.
func (b bench) numbers(ctx context.Context) ([]string, error) {
	all, err := names(ctx, b.db, `select column_name from duckdb_columns()
where table_name = 'staged' and data_type like 'STRUCT(%' order by column_index`)
	if err != nil {
		return nil, fmt.Errorf("listing the statistics: %w", err)
	}
	return all, nil
}

// layOut makes the tables the checks speak of: long (one row a number of the total rows), twins, adds, rates, about.
func (b bench) layOut(ctx context.Context, about About, numbers []string) error {
	total := about.Total
	if total == "" {
		total = "true"
	}
	long := "select null::bigint as line, null::varchar as area_code, null::varchar as level, null::varchar as period, null::varchar as apart, null::varchar as measure, null::double as value, null::varchar as status where false"
	if len(numbers) > 0 {
		names := make([]string, len(numbers))
		for i, n := range numbers {
			names[i] = identifier(n)
		}
		list := strings.Join(names, ", ")
		long = fmt.Sprintf(`select line, area_code, level, period, apart, measure, n.value as value, n.status as status
from (unpivot (select line, area_code, level, period, %s as apart, %s from staged where %s) on %s into name measure value n)`, apartOf(about), list, total, list)
	}
	var adds []string
	for _, n := range numbers {
		if slices.Contains(about.Adds, n) || slices.Contains(about.Adds, "*") && !printedRate(about, n) {
			adds = append(adds, "("+quote(n)+")")
		}
	}
	if len(adds) == 0 {
		adds = []string{"(null)"}
	}
	rates := []string{"(null, null, null, 100::double, 0::double)"}
	for _, r := range about.Rates {
		times := r.Times
		if times == 0 {
			times = 100
		}
		rates = append(rates, fmt.Sprintf("(%s, %s, %s, %g::double, %g::double)", quote(r.Rate), quote(r.Part), quote(r.Whole), times, r.Within))
	}
	keys := []string{"area_code", "period"}
	for _, k := range about.Keys {
		keys = append(keys, identifier(k))
	}
	for _, s := range []string{
		"create or replace temp table long as " + long,
		"create or replace temp table adds as select measure::varchar as measure from (values " + strings.Join(adds, ", ") + ") a(measure) where measure is not null",
		"create or replace temp table rates as select rate::varchar as rate, part::varchar as part, whole::varchar as whole, times, within from (values " +
			strings.Join(rates, ", ") + ") r(rate, part, whole, times, within) where rate is not null",
		fmt.Sprintf("create or replace temp table twins as select min(line) as line, max(line) as last_line, count(*) as n, area_code, period from staged group by %s, level having count(*) > 1",
			strings.Join(keys, ", ")),
		balanceTable(about),
		fmt.Sprintf("create or replace temp table about as select %s as table_name, %t as whole, %t as listed, %s as basis", quote(about.Table), about.Whole, about.Listed, quote(about.Basis)),
	} {
		if _, err := b.db.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("laying out the totals: %w", err)
		}
	}
	return nil
}

// apartOf is the SQL that tells which whole a row belongs to.
func apartOf(about About) string {
	if len(about.Apart) == 0 {
		return "''"
	}
	names := make([]string, len(about.Apart))
	for i, n := range about.Apart {
		names[i] = identifier(n)
	}
	return "concat_ws(' ', " + strings.Join(names, ", ") + ")"
}

// balanceTable makes the table balances: one row a part of a printed total.
func balanceTable(about About) string {
	values := []string{"(null, null, 1, 0, 0::double)"}
	for _, b := range about.Balances {
		for _, part := range b.Parts {
			sign := 1
			if strings.HasPrefix(part, "-") {
				sign = -1
			}
			values = append(values, fmt.Sprintf("(%s, %s, %d, %d, %g::double)", quote(b.Total), quote(strings.TrimPrefix(part, "-")), sign, len(b.Parts), b.Within))
		}
	}
	return "create or replace temp table balances as select total::varchar as total, part::varchar as part, sign, parts, within from (values " +
		strings.Join(values, ", ") + ") b(total, part, sign, parts, within) where total is not null"
}

func printedRate(about About, measure string) bool {
	return slices.ContainsFunc(about.Rates, func(r Rate) bool { return r.Rate == measure })
}

// runChecks runs the checks of one kind and gathers what they found.
func runChecks(ctx context.Context, db *sql.DB, when string) ([]Finding, error) {
	var all []Finding
	for _, name := range statements.Names("checks") {
		var c Check
		query, err := statements.Read("checks/"+name, &c)
		if err != nil {
			return nil, err
		}
		if c.When != when {
			continue
		}
		found, err := runCheck(ctx, db, c, query)
		if err != nil {
			return nil, fmt.Errorf("check %s: %w", c.Name, err)
		}
		all = append(all, found...)
	}
	return all, nil
}

func runCheck(ctx context.Context, db *sql.DB, c Check, query string) ([]Finding, error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Finding
	for rows.Next() {
		var line sql.NullInt64
		var areaCode, period, measure, found, expected, message sql.NullString
		if err := rows.Scan(&line, &areaCode, &period, &measure, &found, &expected, &message); err != nil {
			return nil, err
		}
		all = append(all, Finding{Check: c.Name, Severity: c.Severity, Row: line.Int64, Area: areaCode.String, Period: period.String,
			Measure: measure.String, Found: found.String, Expected: expected.String, Message: message.String})
	}
	return all, rows.Err()
}
