package load

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"inclusion/ingest/sen2/printed"
	"inclusion/internal/returns"
)

const samplePlans = "../../sample-data/education-health-and-care-plans_2026.zip"

// countsOf reads the tables that a return of the year would come to from the sample's published files, for one authority.
func countsOf(t testing.TB, l *Loader, code string, year int) []returns.Table {
	t.Helper()
	z, err := zip.OpenReader(samplePlans)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var tables []returns.Table
	for _, shape := range returns.Shapes() {
		for _, m := range z.File {
			if shape.Years.Holds(year) && m.Name == "data/"+shape.File+".csv" {
				tables = append(tables, tableOf(t, l, m, shape, code, year))
			}
		}
	}
	if len(tables) != 13 {
		t.Fatalf("%d tables in the sample's files, and there should be 13", len(tables))
	}
	return tables
}

func tableOf(t testing.TB, l *Loader, m *zip.File, shape returns.Shape, code string, year int) returns.Table {
	t.Helper()
	f, err := m.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var columns []string
	for _, layout := range layoutsIn(l.Sources, year)[0].Layouts {
		if layout.ID == shape.Layout {
			fit, err := layout.FitHeader(rows[0])
			if err != nil || !fit.Exact {
				t.Fatalf("%s is not of layout %s (%v)", m.Name, layout.ID, err)
			}
			columns = fit.Columns
		}
	}
	at := func(name string) int { return slices.Index(columns, name) }
	table := returns.Table{Name: shape.Table, Period: shape.PeriodIn(year), Measures: shape.MeasuresIn(year)}
	printed := strconv.Itoa(year - 1)
	if shape.Period == "january" {
		printed += strconv.Itoa(year % 100)
	}
	for _, row := range rows[1:] {
		if row[at("old_la_code")] != code || row[at("time_period")] != printed || row[at("geographic_level")] != "Local authority" {
			continue
		}
		r := returns.Row{}
		if i := at("breakdown"); i >= 0 {
			r.Topic, r.Breakdown = row[at("breakdown_topic")], row[i]
		}
		for _, name := range table.Measures {
			n, err := strconv.ParseFloat(row[at(name)], 64)
			cell := returns.Cell{N: n}
			if err != nil {
				cell = returns.Cell{Status: returns.NotAvailable}
			}
			r.Cells = append(r.Cells, cell)
		}
		if strings.EqualFold(r.Breakdown, shape.Everybody) {
			table.Rows = slices.Insert(table.Rows, 0, r)
		} else {
			table.Rows = append(table.Rows, r)
		}
	}
	return table
}

func filesOf(t testing.TB, l *Loader, tables []returns.Table, code string, year int) map[string][]byte {
	t.Helper()
	place, err := printed.PlaceOf(l.Register, code)
	if err != nil {
		t.Fatal(err)
	}
	files, err := printed.Files(tables, place, year)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestSampX(t *testing.T) {
	l := newLoader(t, "sample")
	files := filesOf(t, l, countsOf(t, l, "101", 2026), "101", 2026)
	w := ""
	if p := os.Getenv("WH"); p != "" {
		w = p
	}
	for range 3 {
		got, err := l.Derive(context.Background(), Counts{"101", 2026, files}, w)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range got {
			if v.Value != nil {
				t.Log(v.Indicator, v.Period, *v.Value, v.Status)
			} else {
				t.Log(v.Indicator, v.Period, nil, v.Status)
			}
		}
	}
	_ = filepath.Base
}

func BenchmarkDerive(b *testing.B) {
	l := newLoader(b, "sample")
	files := filesOf(b, l, countsOf(b, l, "101", 2026), "101", 2026)
	for b.Loop() {
		if _, err := l.Derive(context.Background(), Counts{"101", 2026, files}, os.Getenv("WH")); err != nil {
			b.Fatal(err)
		}
	}
}
