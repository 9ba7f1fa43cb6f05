package invent

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"inclusion/ingest/format"
)

// bytesOf is the bytes of a file of the sample; member names one inside its ZIP.
func bytesOf(t *testing.T, name, member string) []byte {
	t.Helper()
	i := slices.IndexFunc(made(t), func(f File) bool { return f.Name == name })
	if i < 0 {
		t.Fatalf("the sample has no file %s", name)
	}
	if member == "" {
		return made(t)[i].Data
	}
	j := slices.IndexFunc(parts(t)[i], func(f File) bool { return f.Name == member })
	if j < 0 {
		t.Fatalf("%s has no member %s", name, member)
	}
	return parts(t)[i][j].Data
}

// record is a row by column name; of two columns with one name the last counts.
type record map[string]string

// number is the value of a cell, if it is one.
func (r record) number(column string) (float64, bool) {
	x, err := strconv.ParseFloat(strings.TrimSpace(r[column]), 64)
	return x, err == nil
}

func (r record) count(t *testing.T, column string) int {
	t.Helper()
	x, ok := r.number(column)
	if !ok {
		t.Fatalf("%s of %s in %s is %q, not a number", column, r["la_name"], r["time_period"], r[column])
	}
	return int(x)
}

// records reads a tidy file; only the rows about everyone when it has breakdowns.
func records(t *testing.T, name, member string) (columns []string, rows []record) {
	t.Helper()
	all := table(t, bytesOf(t, name, member))
	columns = all[0]
	for _, cells := range all[1:] {
		r := record{}
		for i, c := range columns {
			r[c] = cells[i]
		}
		if r["breakdown"] == r["breakdown_topic"] {
			rows = append(rows, r)
		}
	}
	return columns, rows
}

func table(t *testing.T, data []byte) [][]string {
	t.Helper()
	reader := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	all, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// only keeps the rows of a level.
func only(rows []record, level string) []record {
	return slices.DeleteFunc(slices.Clone(rows), func(r record) bool { return r["geographic_level"] != level })
}

// find gives the row of an authority (or, with no code, the country) in a period.
func find(t *testing.T, rows []record, code, period string) record {
	t.Helper()
	for _, r := range rows {
		if r["time_period"] == period && r["old_la_code"] == code && (code != "" || r["geographic_level"] == national) {
			return r
		}
	}
	t.Fatalf("no row of %q in %s", code, period)
	return nil
}

// workbook reads a spreadsheet of the sample the way the loader does.
func workbook(t *testing.T, name string, read func(string, format.Limits) ([]format.Sheet, error)) map[string][][]string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, bytesOf(t, name, ""), 0o600); err != nil {
		t.Fatal(err)
	}
	sheets, err := read(path, format.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string][][]string{}
	for _, s := range sheets {
		byName[s.Name] = s.Rows
	}
	return byName
}
