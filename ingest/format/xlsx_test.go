package format

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const sheetNS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

// workbook gives the parts of a workbook whose sheets, by name, hold the given sheetData. Its first shared strings are
// Camden and #N/A, and style 1 shows a number as a percentage without decimals.
func workbook(sheets ...[2]string) []packed {
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	const packages = "http://schemas.openxmlformats.org/package/2006/"
	var list, links, types strings.Builder
	var parts []packed
	for i, s := range sheets {
		fmt.Fprintf(&list, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, s[0], i+1, i+1)
		fmt.Fprintf(&links, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, office, i+1)
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, i+1)
		parts = append(parts, packed{name: fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), data: `<worksheet xmlns="` + sheetNS + `"><sheetData>` + s[1] + `</sheetData></worksheet>`})
	}
	fmt.Fprintf(&links, `<Relationship Id="rId%d" Type="%s/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/>`,
		len(sheets)+1, office, len(sheets)+2, office)
	return append(parts,
		packed{name: "[Content_Types].xml", data: `<Types xmlns="` + packages + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` + types.String() + `</Types>`},
		packed{name: "_rels/.rels", data: `<Relationships xmlns="` + packages + `relationships"><Relationship Id="rId1" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		packed{name: "xl/workbook.xml", data: `<workbook xmlns="` + sheetNS + `" xmlns:r="` + office + `"><sheets>` + list.String() + `</sheets></workbook>`},
		packed{name: "xl/_rels/workbook.xml.rels", data: `<Relationships xmlns="` + packages + `relationships">` + links.String() + `</Relationships>`},
		packed{name: "xl/sharedStrings.xml", data: `<sst xmlns="` + sheetNS + `"><si><t>Camden</t></si><si><t xml:space="preserve"> two
lines</t></si></sst>`},
		packed{name: "xl/styles.xml", data: `<styleSheet xmlns="` + sheetNS + `"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="9" applyNumberFormat="1"/></cellXfs></styleSheet>`})
}

func TestAWorkbookIsReadAsStored(t *testing.T) {
	cells := `<row r="3"><c r="B3" t="s"><v>0</v></c><c r="D3" s="1"><v>3.3551002026570589E-2</v></c><c r="E3"><f>D3*2</f><v>6.7102004053141178E-2</v></c></row>` +
		`<row r="4"><c r="A4" t="e"><v>#REF!</v></c><c r="B4" t="e"><f>NA()</f><v>#N/A</v></c><c r="C4" t="b"><v>1</v></c><c r="D4" t="inlineStr"><is><t>inline</t></is></c><c r="E4" t="str"><f>A1</f><v>x</v></c><c r="F4" s="1"/></row>` +
		`<row r="6"><c r="A6" t="s"><v>1</v></c><c r="B6"><v>0</v></c></row><row r="9"><c r="A9" s="1"/></row>`
	path := zipFile(t, "outturn.xlsx", workbook([2]string{"Data", cells}, [2]string{"Notes", ""})...)
	if kind, err := KindOf(path); kind != XLSX || err != nil {
		t.Fatalf("it is %s, %v", kind, err)
	}
	sheets, err := ReadXLSX(path, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := []Sheet{{Name: "Data", Rows: [][]string{
		nil, nil,
		{"", "Camden", "", "3.3551002026570589E-2", "6.7102004053141178E-2"},
		{"#REF!", "#N/A", "1", "inline", "x"},
		nil,
		{" two\nlines", "0"},
	}}, {Name: "Notes"}}
	if diff := cmp.Diff(want, sheets); diff != "" {
		t.Error(diff)
	}
}

func TestAWorkbookThatCannotBeReadSaysWhereAndWhatToDo(t *testing.T) {
	row := `<row r="1"><c r="A1"><v>1</v></c></row>`
	cut := workbook([2]string{"Data", row})
	cut[0].data = cut[0].data[:len(cut[0].data)-20]
	lastRow := `<row r="1048576"><c r="A1048576"><v>1</v></c></row>`
	for _, c := range []struct {
		what string
		data []byte
		lim  Limits
		say  []string
	}{
		{"an error page", []byte("<html>Not found</html>"), Limits{}, []string{"not a ZIP, ODS or XLSX file"}},
		{"a ZIP of something else", zipBytes(t, packed{name: "a.csv"}), Limits{}, []string{"no xl/workbook.xml"}},
		{"a sheet that breaks off", zipBytes(t, cut...), Limits{}, []string{"xl/worksheets/sheet1.xml", "not whole XML", "download it again"}},
		{"a sheet with a mistake in the middle", zipBytes(t, workbook([2]string{"Data", row + "</wrong>" + row})...), Limits{}, []string{"sheet1.xml", "not whole XML"}},
		{"too many rows", zipBytes(t, workbook([2]string{"Data", row + lastRow})...), Limits{MaxRows: 1000}, []string{"sheet Data, row 1001", "limit of 1000"}},
		{"too many columns", zipBytes(t, workbook([2]string{"Data", `<row r="1"><c r="XFD1"><v>1</v></c></row>`})...), Limits{MaxColumns: 100}, []string{"sheet Data, row 1", "limit of 100"}},
		{"a cell that is nowhere", zipBytes(t, workbook([2]string{"Data", `<row r="1"><c r="1A"><v>1</v></c></row>`})...), Limits{}, []string{"sheet Data, row 1"}},
		{"a bomb", zipBytes(t, workbook([2]string{"Data", strings.Repeat(" ", 4<<20)})...), Limits{}, []string{"sheet1.xml", "more than 250 times"}},
		{"more than it may unpack", zipBytes(t, workbook([2]string{"Data", row})...), Limits{MaxBytes: 500}, []string{"more than 500 bytes"}},
		{"no workbook in it", zipBytes(t, packed{name: "xl/workbook.xml", data: "<x/>"}), Limits{}, []string{"outturn.xlsx"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			_, err := ReadXLSX(written(t, "outturn.xlsx", c.data), c.lim)
			wantError(t, err, append(c.say, "outturn.xlsx")...)
		})
	}
}

func TestAWorkbookCutAnywhereIsAnError(t *testing.T) {
	whole := zipBytes(t, workbook([2]string{"Data", `<row r="1"><c r="A1"><v>1</v></c></row>`})...)
	for cut := range len(whole) {
		_, err := ReadXLSX(written(t, "cut.xlsx", whole[:cut]), Limits{})
		wantError(t, err, "cut.xlsx")
	}
}
