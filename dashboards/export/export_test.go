package export

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

func number(v float64) *float64 { return &v }

func book(sample bool) Book {
	return Book{
		Title: "Plans & places <2024>", Sample: sample, Made: time.Date(2026, 1, 15, 0, 0, 0, 0, time.UTC),
		Notes: []Note{{"Source", "Department for Education, 2025 release"}, {"Keep in mind", "=1+1 is no formula"}},
		Tables: []Table{
			{Name: "Areas", Columns: []Column{{Label: "Area"}, {Label: "Value", Decimals: 1}, {Label: "Status"}}, Rows: [][]Cell{
				{Text("Alderbrook"), Number(number(-46.25)), Text("ok")},
				{Text("=HYPERLINK(1)"), Number(nil), Text("suppressed: small numbers")},
			}},
			{Name: "Revisions", Columns: []Column{{Label: "Area"}}},
		},
	}
}

func TestCSVHasOneWidthAndNoFormulas(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCSV(&b, book(true)); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll() // refuses rows of different widths
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"Area", "Value", "Status"}, {"Alderbrook", "-46.25", "ok"}, {"'=HYPERLINK(1)", "", "suppressed: small numbers"}, {"", "", ""},
		{"About", "Plans & places <2024>", ""}, {"Invented", InventedNotice, ""}, {"Source", "Department for Education, 2025 release", ""},
		{"Keep in mind", "'=1+1 is no formula", ""}}
	if !cmp.Equal(want, rows) {
		t.Error(cmp.Diff(want, rows))
	}
}

func TestSpreadsheetHasACoverAndOneTableASheet(t *testing.T) {
	var b bytes.Buffer
	if err := WriteXLSX(&b, book(true)); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := f.GetSheetList(); !cmp.Equal([]string{"About", "Areas", "Revisions"}, got) {
		t.Errorf("the sheets are %v", got)
	}
	cover, err := f.GetRows("About")
	if want := [][]string{{"Plans & places <2024>"}, {"Invented", InventedNotice}, {"Source", "Department for Education, 2025 release"},
		{"Keep in mind", "=1+1 is no formula"}, {"Sheet", "Areas"}, {"Sheet", "Revisions"}}; err != nil || !cmp.Equal(want, cover) {
		t.Error(err, cmp.Diff(want, cover))
	}
	rows, err := f.GetRows("Areas", excelize.Options{RawCellValue: true})
	if want := [][]string{{"Area", "Value", "Status"}, {"Alderbrook", "-46.25", "ok"}, {"=HYPERLINK(1)", "", "suppressed: small numbers"}}; err != nil || !cmp.Equal(want, rows) {
		t.Error(err, cmp.Diff(want, rows))
	}
	if kind, err := f.GetCellType("Areas", "B2"); err != nil || kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("a number is written as %v (%v)", kind, err)
	}
	if formula, err := f.GetCellFormula("Areas", "A3"); err != nil || formula != "" {
		t.Errorf("words became the formula %q (%v)", formula, err)
	}
	if head, err := f.GetHeaderFooter("Areas"); err != nil || !strings.Contains(head.OddHeader, InventedNotice) {
		t.Errorf("a printed sheet is headed %v (%v)", head, err)
	}
}

func TestRealDataAreNotCalledInvented(t *testing.T) {
	var b, x bytes.Buffer
	if err := WriteCSV(&b, book(false)); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "nvented") {
		t.Error("a file of real data says that they are invented")
	}
	if err := WriteXLSX(&x, book(false)); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&x)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if head, err := f.GetHeaderFooter("Areas"); err != nil || head.OddHeader != "&LPlans && places <2024>" {
		t.Errorf("a printed sheet is headed %v (%v)", head, err)
	}
}

func TestTableOfUnequalRowsIsRefused(t *testing.T) {
	b := book(false)
	b.Tables[0].Rows[1] = b.Tables[0].Rows[1][:2]
	for name, write := range map[string]func(io.Writer, Book) error{"CSV": WriteCSV, "XLSX": WriteXLSX} {
		var out bytes.Buffer
		if err := write(&out, b); err == nil || !strings.Contains(err.Error(), `row 2 of the table "Areas" has 2 cells for 3 columns`) || out.Len() > 0 {
			t.Errorf("%s: %v, with %d bytes written", name, err, out.Len())
		}
	}
	if err := WriteCSV(io.Discard, Book{Title: "Nothing"}); err == nil {
		t.Error("a book without a table is written")
	}
}

func TestPictureEscapesItsWordsAndStandsAlone(t *testing.T) {
	var b bytes.Buffer
	p := Picture{Title: `A & B <c> "d" ` + strings.Repeat("word ", 30), Chart: `<svg class="still" viewBox="0 0 720 330"><title>x</title></svg>`, Notes: []string{"Source: us & them"}, Sample: true}
	if err := WriteSVG(&b, p); err != nil {
		t.Fatal(err)
	}
	var words []string
	d := xml.NewDecoder(bytes.NewReader(b.Bytes()))
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if text, ok := token.(xml.CharData); ok && strings.TrimSpace(string(text)) != "" {
			words = append(words, string(text))
		}
	}
	all := strings.Join(words, " ")
	for _, want := range []string{`A & B <c> "d" word`, "Source: us & them", InventedNotice} {
		if !strings.Contains(all, want) {
			t.Errorf("the picture does not say %q: %q", want, words)
		}
	}
	if len(words) < 5 {
		t.Errorf("a long title stands on one line: %q", words)
	}
	if err := WriteSVG(io.Discard, Picture{Title: "Nothing"}); err == nil {
		t.Error("a picture without a chart is written")
	}
}

func TestFileNamesAreSafeEverywhere(t *testing.T) {
	w := httptest.NewRecorder()
	Attach(w, CSVKind, "S01-2024-25 autumn/\"x\".csv")
	if got := w.Header().Get("Content-Disposition"); got != `attachment; filename="S01-2024-25-autumn--x-.csv"` {
		t.Errorf("the file is named %s", got)
	}
}
