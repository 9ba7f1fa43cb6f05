package returns

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"inclusion/ingest/invent"
	"inclusion/ingest/sen2"
	"inclusion/ingest/sen2/count"
	"inclusion/internal/returns"
	"inclusion/internal/store"
)

//go:embed testdata
var statements embed.FS

// twin is the return of an authority and year that the sample publishes.
func twin(t testing.TB, area string, year int) *Return {
	t.Helper()
	r, err := New(invent.DefaultSeed, area, year)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// counted is what the product counts from the records, without any file between.
func counted(t testing.TB, r *Return) []returns.Table {
	t.Helper()
	years, err := sen2.LoadYears(nil)
	if err != nil {
		t.Fatal(err)
	}
	var h sen2.Header
	r.Header(&h)
	c := count.New(years[r.Year()], &h, r.Establishments())
	var p sen2.Person
	for rec := range r.People() {
		rec.Into(&p, r.Year())
		c.Person(&p)
	}
	return c.Tables()
}

// types are the columns of the generator's own records that are not text.
var types = map[string]string{"person": "bigint", "request": "int", "born": "date", "received": "date", "decided": "date", "source": "int", "rya": "int", "mediation": "int",
	"tribunal": "int", "other_mediation": "int", "other_tribunal": "int", "exception": "int", "started": "date", "ceased": "date", "reason": "int", "budget": "int",
	"arranged": "int", "transferred": "boolean", "meeting": "date", "decision": "date", "due": "date", "final": "date", "placement": "int", "rank": "int",
	"entry": "date", "leaving": "date"}

// ownRecords opens the generator's own records of a return as tables, with the views that work measures out of them.
func ownRecords(t *testing.T, r *Return) *sql.DB {
	t.Helper()
	dir := t.TempDir()
	if err := r.WriteRecords(dir); err != nil {
		t.Fatal(err)
	}
	db, err := store.Engine{Memory: "400MB", Threads: 1}.Scratch(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	for _, table := range plainTables {
		var columns []string
		for _, name := range strings.Split(table.columns, ",") {
			kind := types[name]
			if kind == "" {
				kind = "varchar"
			}
			columns = append(columns, fmt.Sprintf("'%s': '%s'", name, kind))
		}
		run(t, db, fmt.Sprintf("create table %s as select * from read_csv('%s', header = true, nullstr = '', columns = {%s})", table.name,
			filepath.Join(dir, table.name+".csv"), strings.Join(columns, ", ")))
	}
	y := r.Year()
	run(t, db, fmt.Sprintf(`create table settings as select %d as return_year, date '%d-01-01' as first, date '%d-12-31' as last, date '%d-08-31' as august,
		date '%s' as census`, y, y-1, y-1, y-1, r.edition.ReferenceDate))
	run(t, db, "create table ethnic_groups (ethnicity varchar, label varchar)")
	for _, e := range sen2.Ethnicities[1:] {
		run(t, db, fmt.Sprintf("insert into ethnic_groups values ('%s', '%s')", e.Code, e.Group))
	}
	for _, name := range []string{"labels", "cases", "measures", "stock"} {
		text, err := statements.ReadFile("testdata/" + name + ".sql")
		if err != nil {
			t.Fatal(err)
		}
		run(t, db, string(text))
	}
	return db
}

func run(t *testing.T, db *sql.DB, statement string) {
	t.Helper()
	if _, err := db.ExecContext(context.Background(), statement); err != nil {
		t.Fatalf("%v\n%s", err, statement)
	}
}

// grouping is how the rows of a topic are worked out of a view: what is joined to it, and the plain label.
func grouping(table, topic string) (join, label string) {
	switch {
	case topic == "Sex":
		return "", "sex"
	case topic == "Ethnicity":
		return "left join ethnic_groups g using (ethnicity)", "g.label"
	case topic == "Source of request":
		return "left join source_labels g using (source)", "coalesce(g.label, 'Not known')"
	case topic == "Primary type of need":
		return "left join need_labels g using (need)", "coalesce(g.label, 'Not reported')"
	case topic == "Type of placement":
		return "join seat_labels g using (seat)", "g.label"
	case topic == "Years plan held":
		return "", "band(held, 0, 12)"
	case strings.HasPrefix(topic, "Years"):
		return "", "case when return_year >= 2026 then band(return_year - 1 - start_year, 1, 12) else band(return_year - start_year, 0, 12) end"
	case table == "caseload" && topic == "Age when plan started":
		return "", "band(start_age, 2, 20)"
	case table == "caseload" || table == "needs-active":
		return "", "case when age > 25 then '?' when age = 25 then '25' else band(age, 2, 25) end"
	case table == "work-based":
		return "", "band(age, 15, 25)"
	}
	return "", "band(age, 2, 20)"
}

var inLabel = regexp.MustCompile(`[0-9]+`)

// plainLabel is a label as the views have it.
func plainLabel(topic, label string) string {
	small := strings.ToLower(label)
	n := inLabel.FindString(small)
	switch {
	case topic == "Sex":
		return strings.NewReplacer("Female", "F", "Male", "M", "Unknown", "?").Replace(label)
	case topic == "Type of placement":
		return small
	case !strings.HasPrefix(topic, "Age") && !strings.HasPrefix(topic, "Years") && !strings.HasSuffix(topic, "age"):
		return label
	case strings.Contains(small, "unknown"):
		return "?"
	case small == "under 3":
		return "<2"
	case small == "less than a year" || small == "under a year":
		return "<0"
	case strings.Contains(small, "under"), strings.Contains(small, "less"):
		return "<" + n
	case strings.Contains(small, "over"), strings.Contains(small, "more"):
		return ">" + n
	}
	return n
}

// bySQL works out a topic of a table: of each plain label its measures. Topic "" is everybody.
func bySQL(t *testing.T, db *sql.DB, table *returns.Table, topic string) map[string][]sql.NullFloat64 {
	t.Helper()
	join, label := "", "''"
	if topic != "" {
		join, label = grouping(table.Name, topic)
	}
	columns := make([]string, len(table.Measures))
	for i, m := range table.Measures {
		columns[i] = fmt.Sprintf("coalesce(sum(%s), 0)::double", m)
		if strings.HasPrefix(m, "avg_") {
			columns[i] = fmt.Sprintf("(20 * sum(%[1]s) + 7 * count(%[1]s)) // nullif(14 * count(%[1]s), 0) / 10.0", m) // half up, in whole numbers
		}
		if m == "await_prov" || m == "perm_ex" || m == "await_prov_2022" || m == "perm_ex_2022" {
			columns[i] = "null::double"
		}
	}
	view := "t_" + strings.ReplaceAll(table.Name, "-", "_")
	rows, err := db.QueryContext(t.Context(), fmt.Sprintf("select %s, %s from %s %s group by 1", label, strings.Join(columns, ", "), view, join))
	if err != nil {
		t.Fatalf("%s by %s: %v", table.Name, topic, err)
	}
	defer rows.Close()
	all := map[string][]sql.NullFloat64{}
	for rows.Next() {
		var key string
		cells := make([]sql.NullFloat64, len(columns))
		to := []any{&key}
		for i := range cells {
			to = append(to, &cells[i])
		}
		if err := rows.Scan(to...); err != nil {
			t.Fatal(err)
		}
		all[key] = cells
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEveryCountOfAReturnIsTheOneThatSQLGivesOnTheGeneratorsOwnRecords(t *testing.T) {
	for year := 2023; year <= 2026; year++ {
		r := twin(t, "101", year)
		db := ownRecords(t, r)
		cells := 0
		for _, table := range counted(t, r) {
			if table.Name != "designated-officers" {
				cells += compared(t, db, &table)
			}
		}
		if cells < 4000 {
			t.Errorf("only %d cells of %d were compared", cells, year)
		}
	}
}

// compared holds a table to the SQL: every cell of it, and that the SQL has no row more. It gives how many cells there were.
func compared(t *testing.T, db *sql.DB, table *returns.Table) (cells int) {
	t.Helper()
	wanted := map[string]map[string][]sql.NullFloat64{}
	unasked := table.Name == "annual-reviews-meetings" && table.Period == "2022"
	for i, row := range table.Rows {
		topic := row.Topic
		if i == 0 {
			topic = ""
		}
		if wanted[topic] == nil {
			wanted[topic] = bySQL(t, db, table, topic)
		}
		label := ""
		if topic != "" {
			label = plainLabel(topic, row.Breakdown)
		}
		want := wanted[topic][label]
		delete(wanted[topic], label)
		for c, cell := range row.Cells {
			if unasked && c > 2 {
				continue // the return of 2023 does not ask when reviews were
			}
			cells++
			var w sql.NullFloat64
			if want != nil {
				w = want[c]
			}
			if cell.Status == returns.NotAvailable && !w.Valid {
				continue
			}
			if cell.Status != returns.OK || math.Abs(cell.N-w.Float64) > 1e-9 {
				t.Errorf("%s %s, %s %q: %s is %v %s, and %v by SQL", table.Name, table.Period, row.Topic, row.Breakdown, table.Measures[c], cell.N, cell.Status, w.Float64)
			}
		}
	}
	for topic, left := range wanted {
		for label, cells := range left {
			if topic != "Type of placement" && slices.ContainsFunc(cells, func(c sql.NullFloat64) bool { return c.Float64 != 0 }) {
				t.Errorf("%s has no row %s %q", table.Name, topic, label)
			}
		}
	}
	return cells
}
