package grown

import (
	"bytes"
	"encoding/csv"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	sampledata "inclusion/sample-data"

	"inclusion/ingest/format"
	"inclusion/ingest/invent"
	"inclusion/ingest/load"
	"inclusion/ingest/source"
	"inclusion/internal/area"
	"inclusion/internal/store"
)

// one is a file of the sample with the register, grown.
func one(t *testing.T, name string, size Size) (register *area.Register, file invent.File) {
	t.Helper()
	data, err := sampledata.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	files, err := Files([]invent.File{{Name: Register, Data: sampledata.Areas}, {Name: name, Data: data}}, size)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 2 {
		t.Fatalf("%s is left out", name)
	}
	if register, err = area.Load(files[0].Data); err != nil {
		t.Fatal(err)
	}
	return register, files[1]
}

// table reads a CSV, each value under the name of its column.
func table(t *testing.T, data []byte) (rows []map[string]string) {
	t.Helper()
	records, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, byteOrderMark))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, h := range records[0] {
			row[h] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func TestAuthoritiesAndYearsGrowAsManyTimesAsIsSaid(t *testing.T) {
	const name = "sen_phase_type.csv"
	_, same := one(t, name, Size{1, 1})
	before := table(t, same.Data)
	authorities, others, repeated := 0, 0, 0
	for _, row := range before {
		if year, _ := strconv.Atoi(row["time_period"][:4]); year >= firstSettled {
			repeated++
		}
		if row["old_la_code"] == "" {
			others++
		} else {
			authorities++
		}
	}
	for _, c := range []struct {
		size Size
		rows int
	}{{Size{1, 1}, len(before)}, {Size{4, 1}, 4*authorities + others}, {Size{1, 2}, len(before) + 3*repeated}} {
		register, file := one(t, name, c.size)
		if got, err := Rows([]invent.File{file}); err != nil || got != c.rows {
			t.Errorf("%+v has %d rows (%v), want %d", c.size, got, err, c.rows)
		}
		if got, want := len(register.Authorities()), 60*c.size.Areas; got != want {
			t.Errorf("%+v has %d authorities, want %d", c.size, got, want)
		}
		seen := map[string]bool{}
		for _, row := range table(t, file.Data) {
			if row["old_la_code"] != "" {
				if _, err := register.Resolve(row["old_la_code"], row["new_la_code"], row["la_name"]); err != nil {
					t.Fatal(err)
				}
			}
			key := row["time_period"] + row["geographic_level"] + row["region_code"] + row["old_la_code"] + row["phase_type_grouping"] + row["type_of_establishment"] + row["hospital_school"]
			if seen[key] {
				t.Fatalf("%+v has two rows of %s", c.size, key)
			}
			seen[key] = true
		}
	}
}

func TestCountsOfWholesGrowAndRatesDoNot(t *testing.T) {
	_, same := one(t, "sen_phase_type.csv", Size{1, 1})
	_, grown := one(t, "sen_phase_type.csv", Size{4, 1})
	before, after := table(t, same.Data)[0], table(t, grown.Data)[0]
	if before["geographic_level"] != "National" {
		t.Fatalf("the first row is of %s", before["geographic_level"])
	}
	was, _ := strconv.Atoi(before["total_pupils"])
	if is, err := strconv.Atoi(after["total_pupils"]); err != nil || was == 0 || is != 4*was {
		t.Errorf("the country's pupils were %d and are %d", was, is)
	}
	if was, is := before["ehc_plan_percent"], after["ehc_plan_percent"]; was == "" || was != is {
		t.Errorf("the country's share was %s and is %s", was, is)
	}
}

// TestALoaderTakesAGrownFile holds a grown file to every check of an edition: its places, its periods, its sums and its rates.
func TestALoaderTakesAGrownFile(t *testing.T) {
	register, file := one(t, "spc_ap_setting.csv", Size{2, 2})
	path := filepath.Join(t.TempDir(), file.Name)
	if err := os.WriteFile(path, file.Data, 0o600); err != nil {
		t.Fatal(err)
	}
	sources, err := source.All()
	if err != nil {
		t.Fatal(err)
	}
	l := load.Loader{Folder: store.Folder{Dir: t.TempDir()}, Register: register, Sources: sources, Engine: store.Engine{Memory: "300MB"},
		Limits: format.DefaultLimits, Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return time.Date(2026, 7, 1, 9, 0, 0, 0, time.UTC) }}
	report, err := l.Load(t.Context(), []load.Item{{Path: path, Name: file.Name}})
	if err != nil || report.Rejected() || !report.Published {
		t.Fatalf("a grown file is refused: %v %v", report.Files, err)
	}
}

func TestSizesThatCannotBeAreRefused(t *testing.T) {
	for _, size := range []Size{{0, 1}, {1, 0}, {Most + 1, 1}} {
		if _, err := Files(nil, size); err == nil {
			t.Errorf("%+v is not refused", size)
		}
	}
}
