package plan

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// The names are those of context section 6.4; what may not be read follows from its rule.
func TestRule_6_4_FileNames(t *testing.T) {
	tests := map[string]struct {
		name, quarter, code string
	}{
		"the reference’s own":     {"lsrp-quarterly-return-September-2026-301-barking-and-dagenham.xlsx", "2026-09", "301"},
		"March":                   {"lsrp-quarterly-return-March-2027-202-camden.xlsx", "2027-03", "202"},
		"June":                    {"lsrp-quarterly-return-June-2026-202-camden.xlsx", "2026-06", "202"},
		"December":                {"lsrp-quarterly-return-December-2026-202-camden.xlsx", "2026-12", "202"},
		"capitals":                {"LSRP-Quarterly-Return-september-2026-202-Camden.XLSX", "2026-09", "202"},
		"in a folder":             {`C:\returns\lsrp-quarterly-return-June-2026-202-camden.xlsx`, "2026-06", "202"},
		"a month of no quarter":   {"lsrp-quarterly-return-May-2026-202-camden.xlsx", "", ""},
		"another kind of file":    {"lsrp-quarterly-return-June-2026-202-camden.xls", "", ""},
		"with macros":             {"lsrp-quarterly-return-June-2026-202-camden.xlsm", "", ""},
		"no code":                 {"lsrp-quarterly-return-June-2026-camden.xlsx", "", ""},
		"no name":                 {"lsrp-quarterly-return-June-2026-202.xlsx", "", ""},
		"a copy":                  {"Copy of lsrp-quarterly-return-June-2026-202-camden.xlsx", "", ""},
		"a downloaded second one": {"lsrp-quarterly-return-June-2026-202-camden (1).xlsx", "", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			quarter, code, ok := ReturnFileName(tt.name)
			if quarter != tt.quarter || code != tt.code || ok != (tt.quarter != "") {
				t.Errorf("%s is of %q, %q (%v)", tt.name, quarter, code, ok)
			}
		})
	}
}

const returnFile = "lsrp-quarterly-return-September-2026-301-barking-and-dagenham.xlsx"

// returnSheets is an invented workbook: the names of its rows are not those of the real one, which are not known.
func returnSheets() map[string]Grid {
	return map[string]Grid{
		"Cover": {"B13": "Barking and Dagenham", "A1": "Cover"},
		"Quarterly Return Template": {"B5": "2026-27 Quarterly Data",
			"B7": "Measure", "C7": "Q1 planned", "D7": "Q1 actual", "E7": "Notes",
			"B8": "First heading",
			"B9": "Row one", "C9": "1,250", "D9": "1,300", "E9": "rising",
			"B10": "Row two", "C10": "£2.5", "D10": "not yet known",
			"B12": "Row three", "D12": "12%"},
	}
}

func TestRule_6_4_CellsAreReadAsTheyStand(t *testing.T) {
	r, err := ReadReturnCells(returnFile, returnSheets(), "301", "Barking and Dagenham")
	if err != nil {
		t.Fatal(err)
	}
	if r.Quarter != "2026-09" || r.Period != "2026-27 Quarterly Data" || r.File != returnFile {
		t.Errorf("quarter %q, period %q, file %q", r.Quarter, r.Period, r.File)
	}
	if want := []string{"Q1 planned", "Q1 actual", "Notes"}; !slices.Equal(r.Columns, want) {
		t.Errorf("columns %q, want %q", r.Columns, want)
	}
	var rows []string
	for _, row := range r.Rows {
		line := row.Label
		for i, text := range row.Texts {
			line += "|" + text
			if row.Nums[i] != nil {
				line += fmt.Sprintf("=%g", *row.Nums[i])
			}
		}
		rows = append(rows, line)
	}
	want := []string{"First heading|||", "Row one|1,250=1250|1,300=1300|rising", "Row two|£2.5=2.5|not yet known|", "Row three||12%=12|"}
	if !slices.Equal(rows, want) {
		t.Errorf("rows\n%q, want\n%q", rows, want)
	}
	if want := []string{"Row 7 was read as the headings of the columns."}; !slices.Equal(r.Warnings, want) {
		t.Errorf("warnings %q, want %q", r.Warnings, want)
	}
	if problems := r.Check(Context{}); len(problems) > 0 {
		t.Errorf("what was read cannot be saved: %v", problems)
	}
}

func TestRule_6_4_WorkbooksAreRefused(t *testing.T) {
	tests := map[string]struct {
		file   string
		change func(map[string]Grid)
		says   string
	}{
		"another file name":         {"return.xlsx", func(map[string]Grid) {}, "should be called"},
		"another authority’s file":  {"lsrp-quarterly-return-September-2026-202-camden.xlsx", func(map[string]Grid) {}, "authority 202"},
		"no cover":                  {returnFile, func(s map[string]Grid) { delete(s, CoverSheet) }, `no sheet "Cover"`},
		"no template":               {returnFile, func(s map[string]Grid) { delete(s, ReturnSheet) }, `no sheet "Quarterly Return Template"`},
		"another authority’s cover": {returnFile, func(s map[string]Grid) { s[CoverSheet]["B13"] = "Camden" }, "B13"},
		"no authority":              {returnFile, func(s map[string]Grid) { delete(s[CoverSheet], "B13") }, "B13"},
		"no period":                 {returnFile, func(s map[string]Grid) { delete(s[ReturnSheet], "B5") }, "period"},
		"years that do not follow":  {returnFile, func(s map[string]Grid) { s[ReturnSheet]["B5"] = "2026-28 Quarterly Data" }, "two years that follow"},
		"one year":                  {returnFile, func(s map[string]Grid) { s[ReturnSheet]["B5"] = "2026 Quarterly Data" }, "two years that follow"},
		"a cell far away":           {returnFile, func(s map[string]Grid) { s[ReturnSheet]["XFD1048576"] = "x" }, "beyond row 2000 or column CV"},
		"a list of children":        {returnFile, func(s map[string]Grid) { s[ReturnSheet]["C7"] = "UPN" }, "single children: UPN"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			sheets := returnSheets()
			tt.change(sheets)
			r, err := ReadReturnCells(tt.file, sheets, "301", "Barking and Dagenham")
			var problems Problems
			if !errors.As(err, &problems) || len(problems) != 1 || !strings.Contains(problems[0].Text, tt.says) || r != nil {
				t.Errorf("%v; want one problem that says %q", err, tt.says)
			}
		})
	}
	if _, err := ReadReturnCells("x.xlsx", nil, "301", "Barking and Dagenham"); len(err.(Problems)) != 3 {
		t.Errorf("%v; want all three problems at once: the name and both sheets", err)
	}
}

func TestRule_6_4_ColumnAIsEmptyAndRowsHaveNames(t *testing.T) {
	sheets := returnSheets()
	sheets[ReturnSheet]["A9"] = "x"
	sheets[ReturnSheet]["C14"] = "3"
	sheets[ReturnSheet]["C12"] = "4"
	r, err := ReadReturnCells(returnFile, sheets, "301", "London Borough of Barking & Dagenham")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{`Column A should be empty, and cell A9 holds "x". It was not read.`, "Row 7 was read as the headings of the columns.",
		"Row 14 has values and no name in column B. It was not read.", "1 number is from 1 to 4. If they count children, take them out before anybody else sees the return."}
	if !slices.Equal(r.Warnings, want) {
		t.Errorf("warnings\n%q, want\n%q", r.Warnings, want)
	}
}

func TestRule_6_4_ColumnsWithoutHeadingsAreCalledByTheirLetters(t *testing.T) {
	sheets := map[string]Grid{CoverSheet: {"B13": "Camden"}, ReturnSheet: {"B5": "2026-27 Quarterly Data", "B7": "One", "C7": "10", "AB7": "11"}}
	r, err := ReadReturnCells("lsrp-quarterly-return-June-2026-202-camden.xlsx", sheets, "202", "Camden")
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Columns) != 26 || r.Columns[0] != "column C" || r.Columns[25] != "column AB" || len(r.Rows) != 1 {
		t.Errorf("columns %q, %d rows", r.Columns, len(r.Rows))
	}
}

func TestAuthoritiesAreKnownByAnyOfTheirNames(t *testing.T) {
	for _, same := range [][2]string{{"Bristol, City of", "Bristol City Council"}, {"Kingston upon Hull, City of", "Kingston upon Hull City Council"},
		{"County Durham", "Durham"}, {"Stoke-on-Trent", "stoke on trent"}, {"City of London", "London, City of"}, {"Windsor and Maidenhead", "Royal Borough of Windsor & Maidenhead"}} {
		if placeName(same[0]) != placeName(same[1]) {
			t.Errorf("%s is not known as %s", same[0], same[1])
		}
	}
	for _, other := range [][2]string{{"Derby", "Derbyshire"}, {"City of London", ""}, {"City of London", "Camden"}, {"Cheshire East", "Cheshire West and Chester"}, {"Kingston upon Thames", "Kingston upon Hull"}} {
		if placeName(other[0]) == placeName(other[1]) {
			t.Errorf("%s is taken for %s", other[0], other[1])
		}
	}
}

func TestRule_9_13_WordsStayWords(t *testing.T) {
	for text, want := range map[string]string{"12": "12", "1,234,567.5": "1.2345675e+06", "£3": "3", "45%": "45", "-7": "-7", "0.125": "0.125",
		"": "", "n/a": "", "12 or 13": "", "1,23": "", "x": "", "Q1": "", "Inf": "", "NaN": "", "0x10": "", "2026-27": "", "1_000": ""} {
		got := ""
		if v := numberIn(text); v != nil {
			got = fmt.Sprint(*v)
		}
		if got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

func TestRule_9_11_PlannedIsSetAgainstActualOnlyWhereTheHeadingsSaySo(t *testing.T) {
	june := &Return{Quarter: "2026-06", Columns: []string{"Places planned", "Places actual", "Forecast spend", "Note"}, Rows: []ReturnRow{
		{"Row one", []string{"10", "12", "5", "a"}, []*float64{n(10), n(12), n(5), nil}},
		{"Row two", []string{"20", "late", "6", ""}, []*float64{n(20), nil, n(6), nil}},
	}}
	september := &Return{Quarter: "2026-09", Columns: []string{"Actual places", "Planned places", "column E", "Plan and actual"}, Rows: []ReturnRow{
		{"Row one", []string{"15", "11", "7", "b"}, []*float64{n(15), n(11), n(7), nil}},
		{"Row three", []string{"", "", "8", ""}, []*float64{nil, nil, n(8), nil}},
		{"Row three", []string{"", "", "9", ""}, []*float64{nil, nil, n(9), nil}},
	}}
	var got []string
	for _, line := range PlannedAgainstActual(map[string]*Return{"2026-09": september, "2026-06": june}) {
		for _, c := range line.Cells {
			text := fmt.Sprintf("%s, %s, %s: %s", line.Label, c.Quarter, c.Column, c.Text)
			if c.Paired {
				text += fmt.Sprintf("planned %s, actual %s", c.Planned, c.Actual)
			}
			if c.Difference != nil {
				text += fmt.Sprintf(", %+g", *c.Difference)
			}
			got = append(got, text)
		}
	}
	want := []string{
		"Row one, 2026-06, Places: planned 10, actual 12, +2", "Row one, 2026-06, Forecast spend: 5", "Row one, 2026-06, Note: a",
		"Row one, 2026-09, places: planned 11, actual 15, +4", "Row one, 2026-09, column E: 7", "Row one, 2026-09, Plan and actual: b",
		"Row two, 2026-06, Places: planned 20, actual late", "Row two, 2026-06, Forecast spend: 6", "Row two, 2026-06, Note: ",
		"Row three, 2026-09, places: planned , actual ", "Row three, 2026-09, column E: 8", "Row three, 2026-09, Plan and actual: ",
		"Row three (2), 2026-09, places: planned , actual ", "Row three (2), 2026-09, column E: 9", "Row three (2), 2026-09, Plan and actual: ",
	}
	if !slices.Equal(got, want) {
		t.Errorf("lines\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestRule_9_13_ReturnsAreSavedOnlyWhole(t *testing.T) {
	tests := map[string]struct {
		change      func(*Return)
		field, says string
	}{
		"whole":                  {func(*Return) {}, "", ""},
		"no quarter":             {func(r *Return) { r.Quarter = "2026-10" }, "quarter", "March, June"},
		"no period":              {func(r *Return) { r.Period = "2026" }, "period", "two years"},
		"no file":                {func(r *Return) { r.File = "" }, "file", "file"},
		"no rows":                {func(r *Return) { r.Rows = nil }, "rows", "no rows"},
		"a row without a name":   {func(r *Return) { r.Rows[0].Label = "" }, "rows.0", "name"},
		"a row that is too wide": {func(r *Return) { r.Rows[0].Texts = []string{"1", "2"} }, "rows.0", "2 values"},
		"a column of children":   {func(r *Return) { r.Columns[0] = "Date of birth" }, "columns", "date of birth"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := &Return{Quarter: "2026-09", Period: "2026-27 Quarterly Data", File: returnFile, Columns: []string{"Q1"},
				Rows: []ReturnRow{{"Row one", []string{"10"}, []*float64{n(10)}}}}
			tt.change(r)
			wantProblem(t, r.Check(Context{}), tt.field, tt.says)
		})
	}
}

func FuzzReturnCells(f *testing.F) {
	f.Add("B7", "Row one", "C7", "1,250")
	f.Add("A1", "x", "XFD1048576", "9")
	f.Add("b7", "", "B0", "1")
	f.Fuzz(func(t *testing.T, at1, text1, at2, text2 string) {
		r, grid := &Return{}, Grid{at1: text1, at2: text2}
		if grid.large() {
			return
		}
		r.readGrid(grid)
		for _, row := range r.Rows {
			if len(row.Texts) != len(r.Columns) || len(row.Nums) != len(r.Columns) {
				t.Errorf("row %q has %d values and there are %d columns", row.Label, len(row.Texts), len(r.Columns))
			}
		}
	})
}
