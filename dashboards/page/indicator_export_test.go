package page

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

func (s indicatorSite) file(t *testing.T, address, kind, name string) []byte {
	t.Helper()
	w := s.send(http.MethodGet, address, nil, "")
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != kind || w.Header().Get("Content-Disposition") != `attachment; filename="`+name+`"` {
		t.Fatalf("%s answers %d as %q, %q", address, w.Code, w.Header().Get("Content-Type"), w.Header().Get("Content-Disposition"))
	}
	return w.Body.Bytes()
}

const spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

func TestSpreadsheetCarriesItsSourceLicenceAndCaveats(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	b := site.file(t, "/areas/101/indicators/S01.xlsx", spreadsheet, "S01-101.xlsx")
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := f.GetSheetList(); !cmp.Equal([]string{"About", "Periods", "Similar areas", "Revisions"}, got) {
		t.Errorf("the sheets are %v", got)
	}
	cover, err := f.GetRows("About")
	if err != nil {
		t.Fatal(err)
	}
	notes := map[string]string{}
	for _, row := range cover[1:] {
		notes[row[0]] += row[1] + "\n"
	}
	for term, want := range map[string]string{"Invented": "no figure here is about a real place", "Source": "published 26 June 2025, fetched 15 January 2026, Open Government Licence v3.0, https://example.org/2025",
		"Keep in mind": "clearing old cases", "Law": "20 weeks", "Publisher's known error": "one plan is missing", "Not comparable": "From 2022"} {
		if !strings.Contains(notes[term], want) {
			t.Errorf("the cover's %q is %q, want %q in it", term, notes[term], want)
		}
	}
	rows, err := f.GetRows("Periods", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 5 || !cmp.Equal([]string{"101", "Alderbrook", "authority", "2024", "90", "100", "90", "ok"}, rows[4][:8]) {
		t.Errorf("the periods are %q", rows)
	}
	for _, sheet := range f.GetSheetList() {
		if merged, err := f.GetMergeCells(sheet); err != nil || len(merged) > 0 {
			t.Errorf("sheet %s has %d merged cells (%v)", sheet, len(merged), err)
		}
	}
}

func TestCSVKeepsMissingNumbersEmptyBesideTheirStatus(t *testing.T) {
	b := newIndicatorSite(t, indicatorFolder(t), nil).file(t, "/indicators/S01.csv?period=2024", "text/csv; charset=utf-8", "S01-2024.csv")
	rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(rows, func(row []string) bool { return row[1] == "Wexmoor & Vale" })
	if want := []string{"106", "Wexmoor & Vale", "authority", "2024", "", "", "", "suppressed: small numbers"}; i < 0 || !cmp.Equal(want, rows[i][:8]) {
		t.Errorf("a suppressed figure is written as %q", rows[max(i, 0)])
	}
	i = slices.IndexFunc(rows, func(row []string) bool { return row[0] == "Invented" })
	if i < 0 {
		t.Error("the file does not say that the data are invented")
	}
}

func TestPictureIsWholeByItself(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	for address, name := range map[string]string{"/areas/101/indicators/S01.svg": "S01-101-annual.svg", "/indicators/S01.svg?period=2024": "S01-2024.svg",
		"/areas/106/indicators/S01.svg": "S01-106-annual.svg"} {
		b := site.file(t, address, "image/svg+xml", name)
		var words strings.Builder
		d := xml.NewDecoder(bytes.NewReader(b))
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s is not well-formed: %v", address, err)
			}
			if text, ok := token.(xml.CharData); ok {
				words.Write(text)
				words.WriteString(" ")
			}
			if e, ok := token.(xml.StartElement); ok && e.Name.Space != "http://www.w3.org/2000/svg" {
				t.Errorf("%s has an element %v that is no SVG", address, e.Name)
			}
		}
		for _, want := range []string{"Invented sample data", "Source: Department for Education", "England"} {
			if !strings.Contains(words.String(), want) {
				t.Errorf("%s does not say %q: %s", address, want, words.String())
			}
		}
	}
}
