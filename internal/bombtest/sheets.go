package bombtest

import (
	"fmt"
	"strings"
)

const (
	sheetNS  = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	officeNS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packNS   = "http://schemas.openxmlformats.org/package/2006/"
	tableNS  = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"`
)

// Workbook is a workbook of one sheet of a name, with parts added or put in place of its own.
func Workbook(name, rows string, other ...Part) []byte {
	parts := []Part{
		{"[Content_Types].xml", `<Types xmlns="` + packNS + `content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="` + packNS + `relationships"><Relationship Id="rId1" Type="` + officeNS + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns="` + sheetNS + `" xmlns:r="` + officeNS + `"><sheets><sheet name="` + name + `" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + packNS + `relationships"><Relationship Id="rId1" Type="` + officeNS + `/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + officeNS + `/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="` + officeNS + `/styles" Target="styles.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", sheet(rows)},
	}
	for _, o := range other {
		at := len(parts)
		for i, p := range parts {
			if p.Name == o.Name {
				at = i
			}
		}
		parts = append(parts[:at:at], append([]Part{o}, parts[min(at+1, len(parts)):]...)...)
	}
	return Zip(parts...)
}

func sheet(rows string) string {
	return `<worksheet xmlns="` + sheetNS + `"><sheetData>` + rows + `</sheetData></worksheet>`
}

// Table is an ODS of one table.
func Table(rows string) []byte {
	return Zip(Part{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, Part{"content.xml", `<?xml version="1.0"?><office:document-content ` + tableNS +
		`><office:body><office:spreadsheet><table:table table:name="a">` + rows + `</table:table></office:spreadsheet></office:body></office:document-content>`})
}

// spreadsheets are workbooks and tables that say much with few bytes.
func spreadsheets(named string) []Bomb {
	const cell, full = `<row r="1"><c r="A1"><v>1</v></c></row>`, `<table:table-cell office:value-type="float" office:value="1"`
	xlsx := func(name string, rows func() string, other ...func() Part) Bomb {
		return Bomb{"a workbook: " + name, "a.xlsx", func() []byte {
			var parts []Part
			for _, o := range other {
				parts = append(parts, o())
			}
			return Workbook(named, rows(), parts...)
		}}
	}
	one := func() string { return cell }
	part := func(name string, text func() string) func() Part { return func() Part { return Part{name, text()} } }
	return []Bomb{
		xlsx("a sheet of blanks", func() string { return strings.Repeat(" ", zeros) }),
		xlsx("a row of the number 2^62", func() string { return fmt.Sprintf(`<row r="%d"><c><v>1</v></c></row>`, int64(1)<<62) }),
		xlsx("blank rows to the number 2^31", func() string { return cell + `<row r="2147483647"/>` }),
		xlsx("a column beyond the last", func() string { return `<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>` }),
		xlsx("rows as wide as a sheet", func() string { return strings.Repeat(`<row><c r="XFD1"><v>1</v></c></row>`, 5_000) }),
		xlsx("billion laughs", one, part("xl/sharedStrings.xml", func() string { return laughs + `<sst><si><t>&z;</t></si></sst>` })),
		xlsx("an entity of another file", one, part("xl/worksheets/sheet1.xml", func() string {
			return outside + `<worksheet><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData></worksheet>`
		})),
		xlsx("a hundred thousand deep", one, part("xl/worksheets/sheet1.xml", func() string { return strings.Repeat("<a>", 100_000) })),
		xlsx("thirty thousand shared texts", one, part("xl/sharedStrings.xml", func() string {
			return `<sst xmlns="` + sheetNS + `">` + strings.Repeat("<si><t>0</t></si>", 30_000) + "</sst>"
		})),
		xlsx("styles a hundred thousand deep", one, part("xl/styles.xml", func() string { return "<styleSheet><cellXfs>" + strings.Repeat("<xf>", 100_000) })),
		xlsx("ten thousand relations", one, part("xl/_rels/workbook.xml.rels", func() string {
			return "<Relationships>" + strings.Repeat(`<Relationship Id="rId1" Target="worksheets/sheet1.xml"/>`, 10_000)
		})),
		xlsx("relations that are damaged", one, part("xl/_rels/workbook.xml.rels", func() string { return strings.Repeat("<Relationships>", 10_000) })),
		{"a table: rows and columns repeated without end", "a.ods", func() []byte {
			return Table(`<table:table-row table:number-rows-repeated="1048576">` + full + ` table:number-columns-repeated="16384"/></table:table-row>`)
		}},
		{"a table: columns repeated beyond a sheet", "a.ods", func() []byte {
			return Table(`<table:table-row>` + full + ` table:number-columns-repeated="99999999999999999999"/></table:table-row>`)
		}},
		{"a table: blanks repeated without end", "a.ods", func() []byte {
			return Table(`<table:table-row><table:table-cell><text:p><text:s text:c="2147483647"/></text:p></table:table-cell></table:table-row>`)
		}},
	}
}
