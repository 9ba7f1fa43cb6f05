package format

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// published gives the path of a real published file, or skips.
func published(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "real", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Skip("needs ../shared/real, the published files")
	}
	return path
}

func sheetNamed(t *testing.T, sheets []Sheet, name string) Sheet {
	t.Helper()
	at := slices.IndexFunc(sheets, func(s Sheet) bool { return s.Name == name })
	if at < 0 {
		t.Fatalf("no sheet %s among %v", name, sheetNames(sheets))
	}
	return sheets[at]
}

// rowOf finds the first row whose first cell is the label.
func rowOf(t *testing.T, s Sheet, label string) []string {
	t.Helper()
	at := slices.IndexFunc(s.Rows, func(row []string) bool { return len(row) > 0 && row[0] == label })
	if at < 0 {
		t.Fatalf("sheet %s has no row %q", s.Name, label)
	}
	return s.Rows[at]
}

// Known values: the Ministry of Justice's own table. Durham 2022 is 149 of 4,441.
func TestTribunalAppealRatesOf2022AreReadToTheLastDigit(t *testing.T) {
	sheets, err := ReadODS(published(t, "tribunal/send_appeal_rate_table_2022.ods"), DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Index_of_Tables", "SEND_1", "SEND_2"}, sheetNames(sheets)); diff != "" {
		t.Error(diff)
	}
	s := sheetNamed(t, sheets, "SEND_2")
	for _, want := range []struct {
		name  string
		from  int
		cells []string
	}{
		{"Durham", 25, []string{"149", "4441", "3.3551002026570589E-2"}},
		{"Darlington", 1, []string{"0", "450", "0"}},
		{"North Northamptonshire", 1, []string{"..", "..", ".."}},
		{"West Northamptonshire", 1, []string{"..", "..", ".."}},
		{"Bournemouth, Christchurch and Poole", 1, []string{"..", "..", ".."}},
		{"England Total", 1, []string{"4108", "251096"}},
		{"Local Authority", 1, []string{"2014", "", "", "2015", "", "", "2016"}},
		{"", 1, []string{"Appeals registered", "Total Appealable Decisions", "SEND Tribunal Appeal Rate"}},
	} {
		if diff := cmp.Diff(want.cells, rowOf(t, s, want.name)[want.from:want.from+len(want.cells)]); diff != "" {
			t.Errorf("%s: %s", want.name, diff)
		}
	}
	if len(s.Rows) != 186 || s.Rows[171][0] != "England Total" || s.Rows[3][0] != "Local Authority" {
		t.Errorf("SEND_2 has %d rows, want 186 with the years in row 4 and England in row 172", len(s.Rows))
	}
	zeros, absent := 0, 0
	for _, row := range s.Rows[5:171] {
		for column, cell := range row {
			if column%3 == 1 && cell == "0" {
				zeros++
			}
			if cell == ".." {
				absent++
			}
		}
	}
	if zeros != 31 || absent != 86 {
		t.Errorf("%d areas and years without an appeal and %d cells not available, want 31 and 86", zeros, absent)
	}
}

// Known values: the England row that each edition prints.
func TestDSGAllocationsAreReadExactly(t *testing.T) {
	for _, want := range []struct {
		file    string
		rows    int
		england []string
		camden  string // the first column is a string in one edition and a number in the others
	}{
		{"dedicated-schools-grant_2021_11_18.ods", 169, []string{"ENGLAND", "", "36278439773", "429243231", "7063230381", "3627215468", "47398128853", "16241810906", "429243231", "6214892485", "3627215468", "26513162090"}, "40156094"},
		{"dedicated-schools-grant_2022_07_18.ods", 170, []string{"ENGLAND", "", "39221823099", "426425920", "7906348577", "3574056522", "51128654118", "16803613774", "426425920", "6975386713", "3574056522", "27779482929"}, "44387341"},
		{"dedicated-schools-grant_2024_07_20.ods", 171, []string{"ENGLAND", "", "42894900981", "391933050", "9952172126", "3896877899", "57135884056", "16938724092", "391933050", "8872813235", "3896877899", "30100348276"}, "55017590"},
	} {
		t.Run(want.file, func(t *testing.T) {
			sheets, err := ReadODS(published(t, "high-needs/"+want.file), DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			s := sheetNamed(t, sheets, "Allocations_summary")
			if len(s.Rows) != want.rows {
				t.Errorf("%d rows, want %d", len(s.Rows), want.rows)
			}
			if diff := cmp.Diff(want.england, s.Rows[4]); diff != "" {
				t.Error(diff)
			}
			if camden := rowOf(t, s, "202"); camden[1] != "Camden" || camden[4] != want.camden {
				t.Errorf("Camden is %q, want high needs %s", camden, want.camden)
			}
			if s.Rows[0][2] == "" || s.Rows[0][3] != "" || s.Rows[0][7] == "" || s.Rows[1][9] != "High needs block allocation (£s)" {
				t.Errorf("the headings %q, %q are not over their columns", s.Rows[0], s.Rows[1])
			}
		})
	}
}

func TestTheHighNeedsWorkbookKeepsItsRowsLettersAndErrors(t *testing.T) {
	sheets, err := ReadXLSX(published(t, "high-needs/Outturn data 202122.xlsx"), DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	s := sheetNamed(t, sheets, "Sheet1")
	if len(s.Rows) != 161 || len(s.Rows[160]) != 119 {
		t.Fatalf("%d rows, the last of %d columns; want A1:DO161", len(s.Rows), len(s.Rows[160]))
	}
	if s.Rows[0] != nil || s.Rows[1][0] != "" || s.Rows[1][1] != "Year" {
		t.Errorf("rows 1 and 2 are %q and %q: row 1 and column A are blank", s.Rows[0], s.Rows[1])
	}
	york := s.Rows[160]
	for letter, want := range map[string]string{
		"B": "YORKSHIRE AND THE HUMBER ", "C": "816", "D": "York", "E": "35523.310999999994", "F": "",
		"AR": "#REF!", "BT": "3784623", "BU": "2302622", "CB": "3606228", "CC": "0", "CZ": "#N/A",
	} {
		column := 0
		for _, c := range letter {
			column = column*26 + int(c-'A') + 1
		}
		if got := york[column-1]; got != want {
			t.Errorf("%s161 is %q, want %q", letter, got, want)
		}
	}
}

func TestTheNeighboursWorkbookHasItsHeaderInRowThree(t *testing.T) {
	sheets, err := ReadXLSX(published(t, "areas/sn_may_2025.xlsx"), DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	header := sheets[0].Rows[2]
	if len(header) != 25 || header[0] != "LA num" || header[5] != "SN1" || header[24] != "SNP" {
		t.Errorf("row 3 is %q, want 25 columns from LA num to SNP", header)
	}
	if diff := cmp.Diff([]string{"301", "Barking and Dagenham", "301"}, sheets[0].Rows[3][:3]); diff != "" {
		t.Error(diff)
	}
}

func TestTheReleaseOf2025UnpacksToItsFifteenMembers(t *testing.T) {
	dir := t.TempDir()
	members, err := Unzip(published(t, "ehc-plans/education-health-and-care-plans_2025.zip"), dir, DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	if len(members) != 15 || members[14].Name != "supporting-files/sen2_dmo_dco.csv" {
		t.Fatalf("got %v", members)
	}
	at := slices.Index(members, Member{"supporting-files/SEND Tribunals and appeal rate 2014-2024.csv", 38851})
	if at < 0 {
		t.Fatalf("no appeal rate table among %v", members)
	}
	s, err := ReadCSVGrid(filepath.Join(dir, fmt.Sprintf("%04d", at)), DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Rows) != 190 || len(s.Rows[6]) != 37 {
		t.Errorf("the appeal rate table has %d rows, row 7 of %d columns; want 190 and 37", len(s.Rows), len(s.Rows[6]))
	}
	if diff := cmp.Diff([]string{"Darlington", "841", " - ", "450", "0.00%"}, s.Rows[6][:5]); diff != "" {
		t.Error(diff)
	}
}

func TestPublishedCSVsAreRecognisedByTheirHeaders(t *testing.T) {
	for _, want := range []struct {
		file, first string
		bom         bool
	}{
		{"ap/spc_ap_setting.csv", "time_period", true},
		{"absence/4_absence_2term_pru.csv", "time_period", true},
		{"exclusions/exclusions_by_reason_2006-2017.csv", "time_identifier", false},
		{"ehc-plans/sen2_mi_2014-2022.csv", "time_period", false},
	} {
		path := published(t, want.file)
		head, err := ReadCSVHead(path)
		if err != nil {
			t.Fatal(err)
		}
		if head.Columns[0] != want.first || head.BOM != want.bom || head.Encoding != "utf-8" {
			t.Errorf("%s: %+v, want %s first, byte order mark %v, utf-8", want.file, head, want.first, want.bom)
		}
		if kind, err := KindOf(path); kind != CSV || err != nil {
			t.Errorf("%s is %s, %v", want.file, kind, err)
		}
	}
}
