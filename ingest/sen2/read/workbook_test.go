package read

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// bookParts are the parts of a workbook with one sheet, which is left out when it is empty.
func bookParts(name, sheet string) map[string][]byte {
	all := map[string][]byte{
		"xl/workbook.xml":            []byte(`<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets><x:sheet name="` + name + `" sheetId="1" r:id="rId1"/></x:sheets></x:workbook>`),
		"xl/_rels/workbook.xml.rels": []byte(`<Relationships><Relationship Id="rId1" Type="t/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>`),
	}
	if sheet != "" {
		all["xl/worksheets/sheet1.xml"] = []byte(sheet)
	}
	return all
}

// sheetOfRows is a sheet of texts.
func sheetOfRows(rows ...[]string) string {
	var out strings.Builder
	out.WriteString("<worksheet><sheetData>")
	for i, row := range rows {
		fmt.Fprintf(&out, `<row r="%d">`, i+1)
		for _, cell := range row {
			fmt.Fprintf(&out, `<c t="inlineStr"><is><t>%s</t></is></c>`, cell)
		}
		out.WriteString("</row>")
	}
	out.WriteString("</sheetData></worksheet>")
	return out.String()
}

// smallTemplate is a template of one person.
func smallTemplate() [][]string {
	return [][]string{
		{"Header Record"}, {"Year", "LA Number"}, {"2026", "999"},
		{"Person Record"}, {"Person ID", "Surname", "Date of Birth"}, {"1", "Sample", "2017-05-04"},
		{"Requests Records"}, {"Person ID", "Requests record ID", "Date request was received", "Request Outcome"}, {"1", "1", "2025-02-03", "Y"},
		{"Active Plan Records"}, {"Person ID", "Requests record ID", "EHC Plan Review Decisions Date", "Annual Review Meeting Date"}, {"1", "1", "2025-03-02", "2025-03-01"},
	}
}

func readRows(t *testing.T, rows [][]string) ([]sen2.Person, Notes, error) {
	t.Helper()
	return readTables(t, zipped(t, bookParts("Data Entry Template", sheetOfRows(rows...))), Limits{})
}

func TestLabelsDecideWhichReviewDateIsWhich(t *testing.T) {
	for name, labels := range map[string][2]string{
		"as in the template":     {"EHC Plan Review Decisions Date", "Annual Review Meeting Date"},
		"with hints":             {"5.4b EHC Plan Review\nDecisions Date (ccyy-mm-dd)", "5.4a Annual  Review – Meeting Date [ccyy-mm-dd]"},
		"as the product says it": {"Annual review decision date", "annual review meeting date"},
		"as the export says it":  {"lastreview", "reviewmeeting"},
	} {
		for _, swapped := range []bool{false, true} {
			rows := smallTemplate()
			a, b := 2, 3
			if swapped {
				a, b = 3, 2
			}
			rows[10][a], rows[10][b], rows[11][a], rows[11][b] = labels[0], labels[1], "2025-03-02", "2025-03-01"
			people, _, err := readRows(t, rows)
			mustDo(t, err)
			plan := people[0].Requests[0].Active
			if plan.ReviewMeeting.String() != "2025-03-01" || plan.ReviewDecision.String() != "2025-03-02" {
				t.Errorf("%s, swapped %v: the meeting is %s and the decision %s", name, swapped, plan.ReviewMeeting, plan.ReviewDecision)
			}
		}
	}
}

func TestEveryFieldIsKnownByItsLabel(t *testing.T) {
	for _, g := range sen2.Groups() {
		table := g
		if g == sen2.Source {
			table = sen2.Details
		}
		for _, f := range sen2.FieldsOf(g) {
			for _, label := range []string{f.About().Name, f.About().Label, strings.ToUpper(publicLabel(f)), " " + publicLabel(f) + "\n(hint)"} {
				if m, found := labelMeans(table, plainLabel(label)); m != fieldLabel || found != f {
					t.Errorf("%q of %s is taken for %q", label, g.About().Element, found.Path())
				}
			}
		}
	}
}

func TestDaysOfASpreadsheet(t *testing.T) {
	for _, c := range []struct {
		text   string
		from04 bool
		wanted string
	}{
		{"44832", false, "2022-09-28"}, {"44832.0", false, "2022-09-28"}, {"44832.375", false, "2022-09-28T09:00:00"},
		{"43370", true, "2022-09-28"}, {"1", false, "1900-01-01"}, {"59", false, "1900-02-28"}, {"60", false, "60"}, {"61", false, "1900-03-01"},
		{"2022-09-28", false, "2022-09-28"}, {"20220928", false, "20220928"}, {"0", false, "0"}, {"-5", false, "-5"}, {"", false, ""}, {"1e4", false, "1e4"},
	} {
		if got := string(dayOfSerial([]byte(c.text), c.from04)); got != c.wanted {
			t.Errorf("%q is %q, should be %q", c.text, got, c.wanted)
		}
	}
}

func TestAWorkbookMayHaveNoHeader(t *testing.T) {
	book, err := excelize.OpenReader(bytes.NewReader(asWorkbook(t, inventedReturn(4))))
	mustDo(t, err)
	mustDo(t, book.DeleteSheet("Header"))
	var out bytes.Buffer
	mustDo(t, book.Write(&out))
	header, people, notes, err := readFrom(t, &out, Limits{})
	if err != nil || len(people) != 4 || header.Year != 0 || notes.Form != sen2.Workbook {
		t.Errorf("%d people, header %+v, %v", len(people), header, err)
	}
}

func TestRowsOfASheetWithoutAParentAreCounted(t *testing.T) {
	rows := smallTemplate()
	rows = append(rows, []string{"1", "7", "2025-01-01", ""}, []string{"", "", "2025-01-01", ""}, []string{"Plan Detail Records"},
		[]string{"Person ID", "Requests record ID", "Unheard Of"}, []string{"1", "1", "x"})
	people, notes, err := readRows(t, rows)
	mustDo(t, err)
	if len(people) != 1 || notes.Orphaned["activeplans"] != 2 || notes.Orphaned["plandetail"] != 1 || notes.Unknown["unheardof"] != 1 {
		t.Errorf("%d people, notes %+v", len(people), notes)
	}
}

func TestWhatIsNoTemplateIsRefused(t *testing.T) {
	set := func(row, cell int, text string) func([][]string) {
		return func(rows [][]string) { rows[row][cell] = text }
	}
	for name, c := range map[string]struct {
		edit  func([][]string)
		named string
		file  string
		line  int
	}{
		"no header":          {set(0, 0, canary), "no table with the title Header Record", "", 0},
		"no people":          {set(3, 0, canary), "", "Header Record", 4},
		"no requests":        {set(6, 0, canary), "no table with the title Requests Records", "", 0},
		"a title twice":      {set(9, 0, "Requests Records"), "two tables Requests", "Requests Records", 0},
		"no Person ID":       {set(4, 0, canary), "no row of labels with Person ID", "Person Record", 0},
		"no request's ID":    {set(7, 1, canary), "no row of labels with Person ID and Requests record ID", "Requests Records", 0},
		"no year":            {set(1, 0, canary), "no row of labels with Year", "Header Record", 0},
		"no date of birth":   {set(4, 2, canary), "no column PersonBirthDate", "Person Record", 5},
		"a label twice":      {set(10, 3, "EHC plan review decisions date"), "Two columns are both LastReview", "Active Plan Records", 11},
		"an identifier more": {set(10, 3, "Person ID"), "Two columns are both Person ID", "Active Plan Records", 11},
		"another year":       {set(2, 0, "1999"), "Year is none of those", "", 0},
	} {
		rows := smallTemplate()
		c.edit(rows)
		_, _, err := readRows(t, rows)
		refused(t, name, err, c.named)
		if r, is := err.(*returns.Refusal); is && (r.File != c.file || r.Line != c.line) {
			t.Errorf("%s: it is said to be in %q at line %d", name, r.File, r.Line)
		}
	}
	twice := append(smallTemplate()[:6:6], append([][]string{{"1", canary, "2017-05-04"}}, smallTemplate()[6:]...)...)
	_, _, err := readRows(t, twice)
	refused(t, "a person twice", err, "Two rows have the same identifier")
}

func TestWorkbooksThatAreBrokenAreRefused(t *testing.T) {
	good := sheetOfRows(smallTemplate()...)
	for name, sheet := range map[string]string{
		"cut short":              good[:len(good)-30],
		"cut in a tag":           good[:len(good)-3],
		"a document type":        `<!DOCTYPE x [<!ENTITY e "` + canary + `">]>` + good,
		"a strange reference":    strings.Replace(good, "Sample", "&"+canary+";", 1),
		"rows out of order":      strings.Replace(good, `<row r="6">`, `<row r="2">`, 1),
		"a row beyond the last":  strings.Replace(good, `<row r="12">`, `<row r="99999999">`, 1),
		"nested without end":     strings.Repeat("<a>", 1_000),
		"closed without opening": "</a>",
		"no XML":                 canary,
		"nothing":                " ",
		"a text without end":     `<worksheet><sheetData><row><c t="inlineStr"><is><t>` + strings.Repeat(canary, 1<<18),
	} {
		_, _, err := readTables(t, zipped(t, bookParts("Data Entry Template", sheet)), Limits{})
		refused(t, name, err, "")
	}
	_, _, err := readTables(t, zipped(t, bookParts(canary, good)), Limits{})
	refused(t, "a sheet of another name", err, "neither a sheet called Data Entry Template nor a sheet called Person")
	_, _, err = readTables(t, asTemplate(t, inventedReturn(10)), Limits{Joined: 9})
	refused(t, "more than may be held", err, "more than 9 people")
}

// TestNothingIsWrittenToADisk reads every form, and fails in the middle of it, in a place where any temporary file would be seen.
func TestNothingIsWrittenToADisk(t *testing.T) {
	people := inventedReturn(200)
	files := map[string][]byte{"template": asTemplate(t, people), "workbook": asWorkbook(t, people[:40]), "export": asExport(t, people)}
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	empty := func(form, when string) {
		if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 {
			t.Errorf("%s: there is a file %s (%v)", form, when, err)
		}
	}
	for form, file := range files {
		for _, cut := range []int{0, len(file) / 50} {
			spoilt := bytes.Clone(file)
			if cut > 0 {
				spoilt[len(file)/2] ^= 0x55
			}
			_, err := File(context.Background(), returns.Upload{Body: bytes.NewReader(spoilt), Size: -1}, Options{Years: years(t)},
				func(*sen2.Header) error { empty(form, "when the header is there"); return nil },
				func(p *sen2.Person) error {
					if p.Row%20 == 1 {
						empty(form, "while people are read")
					}
					return nil
				})
			if cut == 0 {
				mustDo(t, err)
			}
			empty(form, "afterwards")
		}
	}
}

func TestSheetsAreKnownByTheirNames(t *testing.T) {
	for name, wanted := range map[string]sen2.Group{
		"Person": sen2.People, "requests": sen2.Requests, "Assessment": sen2.Assessments, "Named Plans": sen2.NamedPlans, "Plan Detail": sen2.PlanDetails,
		"ActivePlans": sen2.ActivePlans, "Placement-Detail": sen2.Placements, "SEN Needs": sen2.Needs, "Header": sen2.Details, "Guidance": sen2.NoGroup,
	} {
		if got := sheetOf(name); got != wanted {
			t.Errorf("%q is the sheet of %q", name, got.About().Element)
		}
	}
}

func TestAWorkbookOfVeryManyPartsIsRefused(t *testing.T) {
	var relations, sheets strings.Builder
	for i := range mostRelations + 1 {
		fmt.Fprintf(&relations, `<Relationship Id="r%d" Target="/xl/worksheets/sheet1.xml"/>`, i)
		fmt.Fprintf(&sheets, `<sheet name="%s" r:id="rId1"/>`, canary)
	}
	for name, change := range map[string]struct{ part, text string }{
		"relations": {"xl/_rels/workbook.xml.rels", "<Relationships>" + relations.String() + "</Relationships>"},
		"sheets":    {"xl/workbook.xml", `<workbook xmlns:r="r"><sheets>` + sheets.String() + "</sheets></workbook>"},
	} {
		parts := bookParts("Data Entry Template", sheetOfRows(smallTemplate()...))
		parts[change.part] = []byte(change.text)
		_, _, err := readTables(t, zipped(t, parts), Limits{})
		refused(t, name, err, "more than 10000 parts")
	}
}
