package format

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// placed writes inputs one after the other to the same file.
func placed(f *testing.F, name string) func(t *testing.T, data []byte) string {
	path := filepath.Join(f.TempDir(), name)
	return func(t *testing.T, data []byte) string {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
}

// FuzzReadXLSX reads a workbook whose parts are anything. What is read is within the limits and without blanks at the ends; what is not
// read names the file.
func FuzzReadXLSX(f *testing.F) {
	cells := `<row r="3"><c r="B3" t="s"><v>0</v></c><c r="E3"><f>D3*2</f><v>6.7102004053141178E-2</v></c></row><row><c t="inlineStr"><is><t>a</t></is></c></row>`
	sheet := `<worksheet xmlns="` + sheetNS + `"><sheetData>` + cells + `</sheetData></worksheet>`
	for _, s := range []string{sheet, strings.Replace(sheet, "<v>0</v>", "<v>-1</v>", 1), strings.Replace(sheet, `r="3"`, `r="1048577"`, 1),
		strings.Replace(sheet, "B3", "XFE3", 1), `<worksheet><sheetData><row r="-1"><c/></row>`, ""} {
		f.Add(s, `<sst><si><t>Camden</t></si></sst>`, `<styleSheet/>`, "")
	}
	f.Add(sheet, `<sst><si><r><t>a</t></r><rPh><t>b</t></rPh></si></sst>`, `<styleSheet><cellXfs><xf numFmtId="9"/></cellXfs></styleSheet>`,
		`<workbook xmlns:r="x"><sheets><sheet name="a" sheetId="1" r:id="rId1"/><sheet name="a" r:id="rId1"/></sheets></workbook>`)
	place := placed(f, "a.xlsx")
	f.Fuzz(func(t *testing.T, sheet, shared, styles, book string) {
		parts := workbook([2]string{"Data", ""})
		for i := range parts {
			switch name := parts[i].name; {
			case name == "xl/worksheets/sheet1.xml":
				parts[i].data = sheet
			case name == "xl/sharedStrings.xml":
				parts[i].data = shared
			case name == "xl/styles.xml":
				parts[i].data = styles
			case name == "xl/workbook.xml" && book != "":
				parts[i].data = book
			}
			parts[i].stored = true
		}
		withinLimits(t, place(t, zipBytes(t, parts...)), ReadXLSX)
	})
}

// withinLimits reads a file and says what is wrong with what was read.
func withinLimits(t *testing.T, path string, read func(string, Limits) ([]Sheet, error)) {
	t.Helper()
	sheets, err := read(path, fuzzed)
	if err != nil && (sheets != nil || !strings.Contains(err.Error(), filepath.Base(path))) {
		t.Errorf("%d sheets are given with %v", len(sheets), err)
	}
	for _, s := range sheets {
		if len(s.Rows) > fuzzed.MaxRows {
			t.Errorf("%d rows are over the limit", len(s.Rows))
		}
		for i, row := range s.Rows {
			if len(row) > fuzzed.MaxColumns || len(row) > 0 && row[len(row)-1] == "" {
				t.Errorf("row %d has %d cells, over the limit or with blanks at its end", i+1, len(row))
			}
			if slices.ContainsFunc(row, func(cell string) bool { return len(cell) > fuzzed.MaxCell }) {
				t.Errorf("row %d has a cell over the limit", i+1)
			}
		}
	}
}

// FuzzFile takes any file the way a load does: its kind decides who reads it, and every refusal names the file.
func FuzzFile(f *testing.F) {
	f.Add([]byte("time_period,la_name\n2025,Camden\n"))
	f.Add(zipBytes(f, odsMembers("", `<table:table table:name="a"><table:table-row>`+one+`</table:table-row></table:table>`)...))
	f.Add(zipBytes(f, workbook([2]string{"Data", `<row r="1"><c r="A1"><v>1</v></c></row>`})...))
	f.Add(zipBytes(f, packed{name: "a.csv", data: "a,b\n"}))
	f.Add([]byte("%PDF-1.7"))
	f.Add([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
	f.Add([]byte("<!doctype html><title>Not found</title>"))
	f.Add([]byte("\x1f\x8b\x08"))
	place := placed(f, "a.bin")
	f.Fuzz(func(t *testing.T, data []byte) {
		path := place(t, data)
		kind, err := KindOf(path)
		if err != nil || kind == "" {
			t.Fatalf("the kind is %q, %v", kind, err)
		}
		switch kind {
		case ODS:
			withinLimits(t, path, ReadODS)
		case XLSX:
			withinLimits(t, path, ReadXLSX)
		case CSV:
			if _, err := ReadCSVGrid(path, fuzzed); err != nil && !strings.Contains(err.Error(), "a.bin") {
				t.Errorf("the refusal %q does not name the file", err)
			}
		case Zip:
			dir := t.TempDir()
			if _, err := Unzip(path, dir, fuzzed); err != nil && !strings.Contains(err.Error(), "a.bin") {
				t.Errorf("the refusal %q does not name the file", err)
			}
		}
	})
}

// FuzzCSVRows reads records. What was read, written with every field in quotation marks, is read as the same; and where the standard
// library takes the file as it is, it finds the same fields.
func FuzzCSVRows(f *testing.F) {
	for _, text := range []string{"a,b\n1,2\n", "\"a\"\"b\",\"c\nd\"\r\n", "a\"b,c\n", "\"a\"b\",c\n", "\n\na\n", ",,\n", "\"", "a\rb\n", "é,ü\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rows, err := records(text)
		if err != nil {
			return
		}
		var again strings.Builder
		for _, row := range rows {
			for i, field := range row {
				if i > 0 {
					again.WriteByte(',')
				}
				again.WriteString(`"` + strings.ReplaceAll(field, `"`, `""`) + `"`)
			}
			again.WriteString("\n")
		}
		if got, err := records(again.String()); err != nil || !slices.EqualFunc(got, rows, slices.Equal[[]string]) {
			t.Errorf("%q was read as %q, and that is read as %q (%v)", text, rows, got, err)
		}
		if strings.Contains(text, "\r") {
			return // which the library takes for a line end inside marks as well
		}
		library := csv.NewReader(strings.NewReader(text))
		library.FieldsPerRecord = -1
		want, err := library.ReadAll()
		filled := slices.DeleteFunc(slices.Clone(rows), func(row []string) bool { return len(row) == 1 && row[0] == "" })
		wanted := slices.DeleteFunc(want, func(row []string) bool { return len(row) == 1 && row[0] == "" })
		if err == nil && !slices.EqualFunc(filled, wanted, slices.Equal[[]string]) {
			t.Errorf("%q was read as %q, where the library finds %q", text, filled, wanted)
		}
	})
}

// records reads all records of a text.
func records(text string) (rows [][]string, err error) {
	r := newCSVReader(strings.NewReader(text), fuzzed.orDefault())
	for {
		row, err := r.record()
		if row == nil {
			if err != nil && err.Error() == "EOF" {
				err = nil
			}
			return rows, err
		}
		rows = append(rows, row)
	}
}

// FuzzToUTF8 copies any text as UTF-8: what comes out is UTF-8 without a mark, and copied once more it stays as it is.
func FuzzToUTF8(f *testing.F) {
	for _, text := range []string{"a,b\n", "\ufeffa", "caf\xe9,1\n", "\xff\xfe", "a\x96b", "é\xc3", "\ufeff\ufeff"} {
		f.Add([]byte(text))
	}
	place := placed(f, "a.csv")
	to := filepath.Join(f.TempDir(), "b.csv")
	f.Fuzz(func(t *testing.T, data []byte) {
		_ = os.Remove(to)
		if err := ToUTF8(place(t, data), to); err != nil {
			if _, err := os.Stat(to); err == nil {
				t.Error("a copy that failed is left behind")
			}
			return
		}
		got, err := os.ReadFile(to)
		if err != nil || !bytes.Equal(got, bytes.ToValidUTF8(got, nil)) || len(got) > 3*len(data) {
			t.Errorf("%q became %q, %v", data, got, err)
		}
		if bytes.HasPrefix(got, bom) {
			return // it had two
		}
		if err := ToUTF8(place(t, got), to); err != nil {
			t.Fatalf("what was copied is not taken again: %v", err)
		}
		if again, _ := os.ReadFile(to); !bytes.Equal(again, got) {
			t.Errorf("%q became %q the second time", got, again)
		}
	})
}
