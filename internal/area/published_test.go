package area_test

import (
	"archive/zip"
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"inclusion/internal/area"
)

const published = "../../../shared/real"

// row is what a published file says of where a figure is for.
type row struct{ code, ons, name string }

func TestEveryAreaInThePublishedFilesResolves(t *testing.T) {
	needsPublishedFiles(t)
	files := 0
	early := map[string]bool{}
	eachCSV(t, func(file string, in io.Reader) {
		places, tidy := placesIn(t, file, in)
		if !tidy {
			return
		}
		files++
		for place := range places {
			a, err := area.England().Resolve(place.code, place.ons, place.name)
			if errors.Is(err, area.ErrBeforeSeries) {
				early[place.code] = true
				continue
			}
			if err != nil {
				t.Errorf("%s: %v", file, err)
				continue
			}
			if a.Code != place.code {
				t.Errorf("%s: %v resolves to %s", file, place, a.Label())
			}
		}
	})
	if files != 21 {
		t.Errorf("read %d files with LA codes, want 21", files)
	}
	if diff := cmp.Diff(map[string]bool{"820": true, "875": true}, early); diff != "" {
		t.Errorf("codes that ended before every series (-want +got):\n%s", diff)
	}
}

func TestTheNeighboursFileNamesTheSameAuthorities(t *testing.T) {
	needsPublishedFiles(t)
	book, err := excelize.OpenFile(filepath.Join(published, "areas", "sn_may_2025.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows(book.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	var seen []string
	for _, cells := range rows {
		if len(cells) < 25 || len(cells[0]) != 3 || strings.Trim(cells[0], "0123456789") != "" {
			continue
		}
		a, err := area.England().Resolve(cells[0], "", cells[1])
		if err != nil {
			t.Error(err)
			continue
		}
		seen = append(seen, a.Code)
		for i := 5; i < 25; i += 2 {
			if _, err := area.England().ByCode(cells[i]); err != nil {
				t.Errorf("neighbour of %s: %v", a.Label(), err)
			}
		}
		place, err := area.England().ByName(cells[4], date(t, "2025-05-01"))
		if err != nil || place.Code != a.Region && place.Code != a.Subregion {
			t.Errorf("%s is in %q, %v; the register says %s %s", a.Label(), cells[4], err, a.Region, a.Subregion)
		}
	}
	slices.Sort(seen)
	if diff := cmp.Diff(codes(area.England().Authorities()), seen); diff != "" {
		t.Errorf("authorities (-register +file):\n%s", diff)
	}
}

// The Ministry's tables give some authorities another one's code; names are right.
func TestTheTribunalTablesNameAuthoritiesRightlyAndCodeSomeWrongly(t *testing.T) {
	needsPublishedFiles(t)
	want := map[string][]string{
		"SEND appealable decisions rate 2024-2025.csv": {"Cambridgeshire", "Central Bedfordshire"},
		"SEND Tribunals and appeal rate 2014-2024.csv": {"Cambridgeshire", "Central Bedfordshire", "Northamptonshire7",
			"Nottingham", "Nottinghamshire"},
	}
	got := map[string][]string{}
	eachCSV(t, func(file string, in io.Reader) {
		if want[file] == nil {
			return
		}
		records, err := readCSV(t, in).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, record := range records {
			name, code := record[0], record[1]
			if len(code) != 3 {
				continue
			}
			if _, err := area.England().ByName(name, date(t, "2018-12-31")); errors.Is(err, area.ErrUnknown) {
				t.Errorf("%s: %v", file, err)
			}
			if _, err := area.England().Resolve(code, "", name); errors.Is(err, area.ErrDisagree) {
				got[file] = append(got[file], name)
			} else if err != nil {
				t.Errorf("%s: %v", file, err)
			}
		}
		slices.Sort(got[file])
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("names with the code of another (-want +got):\n%s", diff)
	}
}

func needsPublishedFiles(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(published); err != nil {
		t.Skip("needs ../shared/real, the published files")
	}
}

// eachCSV opens every CSV among the published files, those inside ZIPs included.
func eachCSV(t *testing.T, visit func(file string, in io.Reader)) {
	t.Helper()
	plain, _ := filepath.Glob(filepath.Join(published, "*", "*.csv"))
	for _, path := range plain {
		in, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		visit(filepath.Base(path), in)
		in.Close()
	}
	zips, _ := filepath.Glob(filepath.Join(published, "*", "*.zip"))
	for _, path := range zips {
		z, err := zip.OpenReader(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, member := range z.File {
			if !strings.HasSuffix(member.Name, ".csv") {
				continue
			}
			in, err := member.Open()
			if err != nil {
				t.Fatal(err)
			}
			visit(filepath.Base(member.Name), in)
			in.Close()
		}
		z.Close()
	}
}

// placesIn collects the different places of a file that has LA code columns: authorities
// by code, regions by theirs. A file without such columns is not tidy.
func placesIn(t *testing.T, file string, in io.Reader) (places map[row]bool, tidy bool) {
	t.Helper()
	reader := readCSV(t, in)
	header, err := reader.Read()
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	column := map[string]int{}
	for i, name := range header {
		column[strings.ToLower(name)] = i
	}
	la, region := []string{"old_la_code", "new_la_code", "la_name"}, []string{"region_code", "region_code", "region_name"}
	if _, inspections := column["ons_code"]; inspections {
		la, region = []string{"la_code", "ons_code", "la_name"}, nil
	} else if _, ok := column["old_la_code"]; !ok {
		return nil, false
	}
	places = map[row]bool{}
	for {
		record, err := reader.Read()
		if err == io.EOF {
			return places, true
		}
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, names := range [][]string{la, region} {
			if names == nil {
				continue
			}
			if place := (row{record[column[names[0]]], record[column[names[1]]], record[column[names[2]]]}); place != (row{}) {
				places[place] = true
			}
		}
	}
}

// readCSV reads past the byte order mark that some publishers write and lets rows differ in length.
func readCSV(t *testing.T, in io.Reader) *csv.Reader {
	t.Helper()
	buffered := bufio.NewReader(in)
	if mark, err := buffered.Peek(3); err == nil && string(mark) == "\ufeff" {
		if _, err := buffered.Discard(3); err != nil {
			t.Fatal(err)
		}
	}
	reader := csv.NewReader(buffered)
	reader.FieldsPerRecord = -1
	return reader
}
