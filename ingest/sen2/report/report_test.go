package report

import (
	"bytes"
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"inclusion/internal/returns"
)

// sample is what came of taking an invented return of a year.
func sample(year int) returns.Taken {
	return returns.Taken{
		Return: returns.Return{Area: "101", Year: year, AsAt: "2026-01-15", Form: "XML", People: 12, Requests: 14, Software: "=HYPERLINK(1)",
			Findings: []returns.Finding{{Rule: "G13", Count: 3, People: 2}, {Rule: "L03", Count: 1, People: 1}, {Rule: "C997", Count: 2, People: 2}, {Rule: "H03", Count: 1}}},
		Places: []returns.Place{
			{Rule: "H03", Field: "Source/DMO"},
			{Rule: "L03", Row: 3, Line: 44, Request: 2, Field: "Requests/RequestOutcomeDate"},
			{Rule: "G13", Row: 5, Line: 90, Request: 1, Field: "Requests/RequestSource"},
			{Rule: "G07", Row: 7, Line: 120, Request: 1, Item: 2, Field: "PlacementDetail/URN"},
		},
		Unknown: map[string]int{"Secret": 1},
	}
}

func TestPlacesAsCSVSayWhereInNumbers(t *testing.T) {
	var out bytes.Buffer
	if err := Write(&out, "csv", sample(2026)); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{placeColumns,
		{"H03", "error", title("H03"), "", "", "", "", "Source/DMO", ""},
		{"L03", "warning", title("L03"), "3", "44", "2", "", "Requests/RequestOutcomeDate", "2.4"},
		{"G13", "error", title("G13"), "5", "90", "1", "", "Requests/RequestSource", "2.2"},
		{"G07", "error", title("G07"), "7", "120", "1", "2", "PlacementDetail/URN", "5.7a"},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("the list (-want +got):\n%s", diff)
	}
}

func title(id string) string {
	rule, _ := returns.RuleByID(id)
	return rule.Title
}

func TestTheSeverityIsThatOfTheYear(t *testing.T) {
	var out bytes.Buffer
	if err := CSV(&out, sample(2025)); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "G13,warning,") {
		t.Errorf("in 2025 a missing source is not a warning:\n%s", out.String())
	}
}

func TestASummaryCountsPlacesAndPeopleTheGravestFirst(t *testing.T) {
	var out bytes.Buffer
	if err := Summary(&out, sample(2026)); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var got [][]string
	for _, row := range rows[1:] {
		got = append(got, append(slices.Clone(row[:2]), row[5:]...))
	}
	want := [][]string{{"G13", "error", "3", "2", "1"}, {"H03", "error", "1", "0", "1"}, {"L03", "warning", "1", "1", "1"}, {"C997", "total", "2", "2", "0"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the summary (-want +got):\n%s", diff)
	}
}

func open(t *testing.T, book []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestTheWorkbookHoldsSummaryPlacesAndNothingOfTheFile(t *testing.T) {
	var out bytes.Buffer
	if err := Write(&out, "xlsx", sample(2026)); err != nil {
		t.Fatal(err)
	}
	f := open(t, out.Bytes())
	if diff := cmp.Diff([]string{"Summary", "Places", "About"}, f.GetSheetList()); diff != "" {
		t.Errorf("sheets (-want +got):\n%s", diff)
	}
	for sheet, wantRows := range map[string]int{"Summary": 5, "Places": 5} {
		rows, err := f.GetRows(sheet)
		if err != nil || len(rows) != wantRows {
			t.Errorf("sheet %s has %d rows, want %d: %v", sheet, len(rows), wantRows, err)
		}
	}
	for cell, want := range map[string]string{"A3": "L03", "D3": "3", "E3": "44", "F3": "2", "G3": "", "I3": "2.4"} {
		if got, err := f.GetCellValue("Places", cell); err != nil || got != want {
			t.Errorf("cell %s of the places is %q, want %q: %v", cell, got, want, err)
		}
	}
	for _, sheet := range f.GetSheetList() {
		rows, _ := f.GetRows(sheet)
		for _, row := range rows {
			for _, cell := range row {
				if strings.HasPrefix(cell, "=") || strings.Contains(cell, "Secret") || strings.Contains(cell, "HYPERLINK") {
					t.Errorf("sheet %s says something that stood in the file, or a formula", sheet)
				}
			}
		}
	}
}

func TestMorePlacesThanASheetHoldsGoOnToAnother(t *testing.T) {
	taken := sample(2026)
	taken.Places = nil
	for i := range 7 {
		taken.Places = append(taken.Places, returns.Place{Rule: "L03", Row: i + 1, Field: "Requests/RequestOutcomeDate"})
	}
	var out bytes.Buffer
	fill := func(f *excelize.File) error { return (&book{f: f, taken: taken, most: 4}).write() }
	if err := writeBook(&out, fill); err != nil {
		t.Fatal(err)
	}
	f := open(t, out.Bytes())
	for sheet, want := range map[string][]string{"Places": {"1", "2", "3"}, "Places 2": {"4", "5", "6"}, "Places 3": {"7"}} {
		rows, err := f.GetRows(sheet)
		if err != nil || len(rows) != len(want)+1 || rows[0][3] != "Person in the file" {
			t.Errorf("sheet %s has %d rows, want a head and %d: %v", sheet, len(rows), len(want), err)
			continue
		}
		for i, row := range rows[1:] {
			if row[3] != want[i] {
				t.Errorf("sheet %s, row %d is of person %s, want %s", sheet, i+2, row[3], want[i])
			}
		}
	}
}

func TestALargeWorkbookLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	long := strings.Repeat("x", excelize.TotalCellChars)
	fill := func(f *excelize.File) error { // so much that it is spilled
		return (&book{f: f}).sheet("Places", nil, placeColumns, excelize.StreamChunkSize/len(long)+2, func(int) ([]any, error) { return []any{long}, nil })
	}
	spilled := false
	err := writeBook(watching(func() {
		left, _ := os.ReadDir(dir)
		spilled = spilled || len(left) > 0
	}), fill)
	if err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 || !spilled {
		t.Errorf("%d temporary files are left (spilled: %v): %v", len(left), spilled, err)
	}
}

// watching calls look whenever something is written.
type watching func()

func (look watching) Write(p []byte) (int, error) { look(); return len(p), nil }

func TestWhatNoRuleOrFieldIsCalledIsRefusedAndNotRepeated(t *testing.T) {
	for _, bad := range []returns.Place{{Rule: "=1+1", Row: 2}, {Rule: "L03", Row: 2, Field: "=cmd|' /C calc'!A0"}} {
		taken := returns.Taken{Places: []returns.Place{bad}}
		for _, format := range []string{"csv", "xlsx"} {
			err := Write(&bytes.Buffer{}, format, taken)
			if err == nil || strings.Contains(err.Error(), "=") {
				t.Errorf("%s: %v", format, err)
			}
		}
	}
	if err := Write(&bytes.Buffer{}, "pdf", returns.Taken{}); err == nil {
		t.Error("a PDF is promised")
	}
}

// failing is a disk that is full.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestAFullDiskIsTold(t *testing.T) {
	for name, write := range map[string]func() error{
		"csv":     func() error { return CSV(failing{}, sample(2026)) },
		"xlsx":    func() error { return XLSX(failing{}, sample(2026)) },
		"summary": func() error { return Summary(failing{}, sample(2026)) },
	} {
		if write() == nil {
			t.Errorf("%s: nothing was said", name)
		}
	}
}
