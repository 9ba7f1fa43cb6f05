package returns

import (
	"archive/zip"
	"encoding/csv"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// publishedTables reads an authority's newest tables out of a published release, the row of everybody first. Columns that carry a year are
// left out.
func publishedTables(t testing.TB, release, code string, year int) []Table {
	t.Helper()
	z, err := zip.OpenReader(release)
	if err != nil {
		t.Skip("needs the release ", filepath.Base(release))
	}
	defer z.Close()
	var tables []Table
	for _, shape := range Shapes() {
		for _, m := range z.File {
			name := strings.TrimSuffix(filepath.Base(m.Name), ".csv")
			if name != shape.File && (name != "sen_needs_all_plans" || shape.Table != "needs-active") || !shape.Years.Holds(year) || len(shape.Words) > 0 {
				continue
			}
			f, err := m.Open()
			if err != nil {
				t.Fatal(err)
			}
			rows, err := csv.NewReader(f).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			tables = append(tables, publishedTable(shape, rows, code, year))
		}
	}
	return tables
}

func publishedTable(shape Shape, rows [][]string, code string, year int) Table {
	for i, h := range rows[0] {
		rows[0][i] = strings.ToLower(strings.TrimPrefix(h, "\ufeff"))
	}
	at := func(name string) int { return slices.Index(rows[0], name) }
	period := strconv.Itoa(year - 1)
	if shape.Period == "january" {
		period += strconv.Itoa(year % 100)
	}
	t := Table{Name: shape.Table, Period: shape.PeriodIn(year), Measures: slices.DeleteFunc(shape.MeasuresIn(year), func(m string) bool { return at(m) < 0 })}
	for _, row := range rows[1:] {
		if row[at("old_la_code")] != code || row[at("time_period")] != period {
			continue
		}
		var r Row
		if i := at("breakdown"); i >= 0 {
			r.Topic, r.Breakdown = row[at("breakdown_topic")], row[i]
		}
		for _, m := range t.Measures {
			c := Cell{Status: NotAvailable}
			if n, err := strconv.ParseFloat(row[at(m)], 64); err == nil && n >= 0 {
				c = Cell{N: n}
			}
			r.Cells = append(r.Cells, c)
		}
		if first := strings.ToLower(r.Breakdown); strings.HasPrefix(first, "all ") || first == "new ehc plans" {
			t.Rows = slices.Insert(t.Rows, 0, r)
		} else {
			t.Rows = append(t.Rows, r)
		}
	}
	return t
}

func TestThePublishedTablesOfAnAuthorityCanBeGuarded(t *testing.T) {
	tables := publishedTables(t, "../../sample-data/education-health-and-care-plans_2026.zip", "101", 2026)
	if len(tables) != 13 {
		t.Fatalf("%d tables, and there should be 13", len(tables))
	}
	guarded := Guard(tables, GuardOptions{})
	for i, whole := range tables {
		if held := attack(t, tables[i:i+1], guarded[i:i+1]); held == 0 && len(whole.Rows) > 1 {
			t.Errorf("%s: no number was held back: nothing was tried", whole.Name)
		}
		if first := guarded[i].Rows[0].Cells[0]; whole.Rows[0].Cells[0].N > 5 && first.Status != OK {
			t.Errorf("%s: everybody, %g, is held back", whole.Name, whole.Rows[0].Cells[0].N)
		}
	}
}

func BenchmarkGuard(b *testing.B) {
	tables := publishedTables(b, "../../sample-data/education-health-and-care-plans_2026.zip", "101", 2026)
	for b.Loop() {
		Guard(tables, GuardOptions{})
	}
}
