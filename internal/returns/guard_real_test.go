package returns

import (
	"encoding/csv"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

func loadReal(t *testing.T, dir, code string, year int) []Table {
	var tables []Table
	for _, shape := range Shapes() {
		if !shape.Years.Holds(year) {
			continue
		}
		name := shape.File
		if year == 2025 && name == "sen_needs_caseload" {
			name = "sen_needs_all_plans"
		}
		f, err := os.Open(dir + "/" + name + ".csv")
		if err != nil {
			continue
		}
		r := csv.NewReader(f)
		rows, err := r.ReadAll()
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		head := rows[0]
		for i := range head {
			head[i] = strings.ToLower(strings.TrimPrefix(head[i], "\ufeff"))
		}
		col := func(n string) int {
			for i, h := range head {
				if h == n {
					return i
				}
			}
			return -1
		}
		period := strconv.Itoa(year - 1)
		if shape.Period == "january" {
			period += strconv.Itoa(year % 100)
		}
		tb := Table{Name: shape.Table, Period: shape.PeriodIn(year)}
		var cols []int
		for _, m := range shape.MeasuresIn(year) {
			for _, alt := range []string{m, strings.ReplaceAll(strings.ReplaceAll(m, "_after", "_25"), "_in_year", "_24"), m + "_" + strconv.Itoa(year-1), strings.ReplaceAll(m, "_before", "_prior_24"),
				strings.Replace(m, "_first", "_25", 1), strings.Replace(m, "_second", "_26", 1),
				map[string]string{"special_academy": "special_academy_free", "review_decision_after": "review_decision25", "review_decision_in_year": "review_decision24", "review_decision_before": "review_decision_prior24"}[m]} {
				if c := col(alt); c >= 0 {
					cols = append(cols, c)
					tb.Measures = append(tb.Measures, m)
					break
				}
			}
		}
		for _, row := range rows[1:] {
			if row[col("old_la_code")] != code || row[0] != period || row[2] != "Local authority" {
				continue
			}
			out := Row{}
			if c := col("breakdown"); c >= 0 {
				out.Topic, out.Breakdown = row[c-1], row[c]
			}
			for _, c := range cols {
				n, err := strconv.ParseFloat(row[c], 64)
				cell := Cell{N: n}
				if err != nil {
					cell = Cell{Status: NotAvailable}
				}
				out.Cells = append(out.Cells, cell)
			}
			if strings.HasPrefix(strings.ToLower(out.Breakdown), "all ") || strings.HasPrefix(out.Breakdown, "New EHC") {
				tb.Rows = append([]Row{out}, tb.Rows...)
			} else {
				tb.Rows = append(tb.Rows, out)
			}
		}
		tables = append(tables, tb)
	}
	return tables
}

func TestRealX(t *testing.T) {
	for _, c := range []struct {
		dir, code string
		year      int
	}{{"/tmp/team/values/z25/data", "857", 2025}, {"/tmp/team/values/z25/data", "936", 2025}} {
		tables := loadReal(t, c.dir, c.code, c.year)
		at := time.Now()
		g := Guard(tables, GuardOptions{})
		took := time.Since(at)
		for i, tb := range tables {
			cells, small, hid, tot, tothid, totsmall := 0, 0, 0, 0, 0, 0
			for j, r := range tb.Rows {
				for k, x := range r.Cells {
					if x.Status != OK {
						continue
					}
					cells++
					if x.N >= 1 && x.N <= 5 {
						small++
					}
					h := g[i].Rows[j].Cells[k].Status == Suppressed
					if h {
						hid++
					}
					if j == 0 {
						tot++
						if h {
							tothid++
						}
						if x.N >= 1 && x.N <= 5 {
							totsmall++
						}
					}
				}
			}
			t.Logf("%s %-26s rows %d cells %d small %d hidden %d; total row %d small %d hidden %d", c.code, tb.Name, len(tb.Rows), cells, small, hid, tot, totsmall, tothid)
		}
		t.Log(took)
	}
}
