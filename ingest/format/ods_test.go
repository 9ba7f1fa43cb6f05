package format

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestACellIsItsStoredValueElseItsText(t *testing.T) {
	for _, c := range []struct{ what, cell, want string }{
		{"a number", `<table:table-cell office:value-type="float" office:value="2533"><text:p>2,533</text:p></table:table-cell>`, "2533"},
		{"a zero shown as a dash", `<table:table-cell office:value-type="float" office:value="0"><text:p> - </text:p></table:table-cell>`, "0"},
		{"a rate with all its digits", `<table:table-cell office:value-type="percentage" office:value="1.6494845360824743E-2"><text:p>1.6%</text:p></table:table-cell>`, "1.6494845360824743E-2"},
		{"an amount", `<table:table-cell office:value-type="currency" office:currency="GBP" office:value="9952172126"><text:p>£9,952 million</text:p></table:table-cell>`, "9952172126"},
		{"a date", `<table:table-cell office:value-type="date" office:date-value="2022-11-17"><text:p>17/11/2022</text:p></table:table-cell>`, "2022-11-17"},
		{"text", `<table:table-cell office:value-type="string"><text:p>..</text:p></table:table-cell>`, ".."},
		{"text without a type", `<table:table-cell><text:p>Camden</text:p></table:table-cell>`, "Camden"},
		{"text that is only an attribute", `<table:table-cell office:value-type="string" office:string-value="Camden"/>`, "Camden"},
		{"true", `<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>`, "TRUE"},
		{"an error of a formula", `<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>`, "#REF!"},
		{"a number whose value is missing", `<table:table-cell office:value-type="float"><text:p>12</text:p></table:table-cell>`, "12"},
		{"a type of another namespace", `<table:table-cell calcext:value-type="float" calcext:value="1"><text:p>one</text:p></table:table-cell>`, "one"},
		{"a single blank", `<table:table-cell office:value-type="string"><text:p> </text:p></table:table-cell>`, " "},
		{"nothing", `<table:table-cell/>`, ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			if got := odsCell(t, "", c.cell); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestTheTextOfACell(t *testing.T) {
	styles := `<style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties style:text-position="33%"/></style:style>
<style:style style:name="T3" style:family="text"><style:text-properties style:text-position="sub 58%"/></style:style>
<style:style style:name="T4" style:family="text"><style:text-properties style:text-position="0% 100%"/></style:style>
<style:style style:name="T5" style:family="text" style:parent-style-name="T1"><style:text-properties style:font-name="Arial"/></style:style>
<style:style style:name="T6" style:family="text" style:parent-style-name="T6"/>
<style:style style:name="T7" style:family="paragraph"><style:text-properties style:text-position="super 58%"/></style:style>`
	for _, c := range []struct{ what, text, want string }{
		{"a footnote digit", `<text:p>North Northamptonshire<text:span text:style-name="T1">7</text:span></text:p>`, "North Northamptonshire"},
		{"a footnote digit as Excel writes it", `<text:p>England Total<text:span text:style-name="T2">4</text:span></text:p>`, "England Total"},
		{"a footnote digit in a style built on another", `<text:p>Poole<text:span text:style-name="T5">5</text:span></text:p>`, "Poole"},
		{"a footnote digit inside a span that is not raised", `<text:p><text:span text:style-name="T4">Dorset<text:span text:style-name="T1">6</text:span></text:span></text:p>`, "Dorset"},
		{"lowered text", `<text:p>CO<text:span text:style-name="T3">2</text:span></text:p>`, "CO2"},
		{"text on the line", `<text:p><text:span text:style-name="T4">2014</text:span></text:p>`, "2014"},
		{"a style that is its own parent", `<text:p><text:span text:style-name="T6">2014</text:span></text:p>`, "2014"},
		{"a style of paragraphs", `<text:p><text:span text:style-name="T7">2014</text:span></text:p>`, "2014"},
		{"a style that is not there", `<text:p><text:span text:style-name="T9">2014</text:span></text:p>`, "2014"},
		{"paragraphs", `<text:p>Total DSG allocation</text:p><text:p>(£ million)</text:p>`, "Total DSG allocation\n(£ million)"},
		{"a blank paragraph between", `<text:p>a</text:p><text:p/><text:p>b</text:p>`, "a\n\nb"},
		{"a line break", `<text:p>a<text:line-break/>b</text:p>`, "a\nb"},
		{"blanks", `<text:p><text:s/>4,108<text:s text:c="3"/>x<text:tab/>y</text:p>`, " 4,108   x y"},
		{"a line end of the XML", "<text:p>Local\nAuthority</text:p>", "Local Authority"},
		{"a link", `<text:p><text:a>https://www.gov.uk</text:a></text:p>`, "https://www.gov.uk"},
		{"a comment on the cell", `<office:annotation><dc:creator>A</dc:creator><text:p>check this</text:p></office:annotation><text:p>12</text:p>`, "12"},
		{"a comment in the text", `<text:p>12<office:annotation><text:p>check</text:p></office:annotation></text:p>`, "12"},
		{"a note", `<text:p>12<text:note><text:note-body><text:p>a note</text:p></text:note-body></text:note></text:p>`, "12"},
		{"a picture", `<draw:frame><draw:text-box><text:p>logo</text:p></draw:text-box></draw:frame><text:p>12</text:p>`, "12"},
		{"escaped characters", `<text:p>A &amp; B &lt;C&gt; &#8211;</text:p>`, "A & B <C> –"},
	} {
		t.Run(c.what, func(t *testing.T) {
			if got := odsCell(t, styles, `<table:table-cell office:value-type="string">`+c.text+`</table:table-cell>`); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestARaisedStyleMayBeANamedOne(t *testing.T) {
	named := `<office:document-styles xmlns:office="` + officeNS + `" xmlns:style="` + styleNS + `">
<office:styles><style:style style:name="Footnote" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style></office:styles>
<office:automatic-styles><style:style style:name="T2" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style></office:automatic-styles>
</office:document-styles>`
	own := `<style:style style:name="T1" style:family="text" style:parent-style-name="Footnote"/>`
	rows := `<table:table table:name="Areas"><table:table-row><table:table-cell><text:p>Dorset<text:span text:style-name="T1">6</text:span></text:p></table:table-cell>` +
		`<table:table-cell><text:p>Year <text:span text:style-name="T2">2014</text:span></text:p></table:table-cell></table:table-row></table:table>`
	sheets, err := ReadODS(zipFile(t, "a.ods", append(odsMembers(own, rows), packed{name: "styles.xml", data: named})...), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	// T2 of styles.xml is a style of page headers: the T2 of the table is another.
	if diff := cmp.Diff([][]string{{"Dorset", "Year 2014"}}, sheets[0].Rows); diff != "" {
		t.Error(diff)
	}
}

const (
	one   = `<table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>`
	two   = `<table:table-cell office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell>`
	empty = `<table:table-row><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`
)

func TestRowsAndColumnsKeepTheirPlaces(t *testing.T) {
	row := func(cells string) string { return `<table:table-row>` + cells + `</table:table-row>` }
	for _, c := range []struct {
		what, rows string
		want       [][]string
	}{
		{"blank rows and columns before the first value", empty + row(`<table:table-cell table:number-columns-repeated="2"/>`+one), [][]string{nil, {"", "", "1"}}},
		{"blank cells after the last value cost nothing", row(one + `<table:table-cell table:number-columns-repeated="16383"/>`), [][]string{{"1"}}},
		{"a million blank rows at the end cost nothing", row(one) + `<table:table-row table:number-rows-repeated="1048554"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`, [][]string{{"1"}}},
		{"blank rows after the end of any sheet cost nothing", row(one) + strings.Repeat(`<table:table-row table:number-rows-repeated="99999999999999999999"><table:table-cell/></table:table-row>`, 3), [][]string{{"1"}}},
		{"repeated values", row(`<table:table-cell office:value-type="float" office:value="0" table:number-columns-repeated="3"/>` + two), [][]string{{"0", "0", "0", "2"}}},
		{"repeated rows", `<table:table-row table:number-rows-repeated="2">` + one + `</table:table-row>` + row(two), [][]string{{"1"}, {"1"}, {"2"}}},
		{"repeated blank rows between values", row(one) + `<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>` + row(two), [][]string{{"1"}, nil, nil, nil, {"2"}}},
		{"merged headings", row(`<table:table-cell table:number-columns-spanned="3"><text:p>2014</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>2015</text:p></table:table-cell>`), [][]string{{"2014", "", "", "2015"}}},
		{"what a merged cell covers", row(`<table:table-cell><text:p>a</text:p></table:table-cell><table:covered-table-cell><text:p>hidden</text:p></table:covered-table-cell>` + one), [][]string{{"a", "", "1"}}},
		{"headings that repeat on each page, and groups", `<table:table-header-rows>` + row(one) + `</table:table-header-rows><table:table-row-group><table:table-row-group>` + row(two) + `</table:table-row-group></table:table-row-group>` + row(one), [][]string{{"1"}, {"2"}, {"1"}}},
		{"columns, shapes and forms", `<office:forms/><table:table-column table:number-columns-repeated="1024"/><table:shapes><draw:frame><text:p>x</text:p></draw:frame></table:shapes>` + row(one), [][]string{{"1"}}},
		{"no rows", ``, nil},
	} {
		t.Run(c.what, func(t *testing.T) {
			if diff := cmp.Diff(c.want, odsRows(t, c.rows)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRepeatedRowsDoNotShareTheirCells(t *testing.T) {
	rows := odsRows(t, `<table:table-row table:number-rows-repeated="2">`+one+`</table:table-row>`)
	rows[0][0] = "changed"
	if rows[1][0] != "1" {
		t.Error("a change to one row changed its repeat")
	}
}

func TestHiddenSheetsAreReadAndCopiesOfOtherFilesAreNot(t *testing.T) {
	sheets, err := ReadODS(odsFile(t, `<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>`,
		`<table:tracked-changes><table:deletion><table:table table:name="deleted"/></table:deletion></table:tracked-changes>
<table:table table:name="Cover"/><table:table table:name="Hidden" table:style-name="ta1"><table:table-row>`+one+`</table:table-row></table:table>
<table:table table:name="'file:///prices.ods'#Sheet1"><table:table-row>`+two+`</table:table-row></table:table><table:named-expressions/>`), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Sheet{{Name: "Cover"}, {Name: "Hidden", Rows: [][]string{{"1"}}}}, sheets); diff != "" {
		t.Error(diff)
	}
}

func TestAnODSThatCannotBeReadSaysWhereAndWhatToDo(t *testing.T) {
	in := func(rows string) []byte {
		return zipBytes(t, odsMembers("", `<table:table table:name="SEND_2">`+rows+`</table:table>`)...)
	}
	content := func(text string) []byte { return zipBytes(t, packed{name: "content.xml", data: text}) }
	first := `<table:table-row>` + one + `</table:table-row>`
	for _, c := range []struct {
		what string
		data []byte
		lim  Limits
		say  []string
	}{
		{"a CSV", []byte("a,b\n"), Limits{}, []string{"not a ZIP, ODS or XLSX file"}},
		{"a ZIP of something else", zipBytes(t, packed{name: "a.csv"}), Limits{}, []string{"no content.xml"}},
		{"a text document", content(strings.ReplaceAll(contentXML("", ""), "office:spreadsheet", "office:text")), Limits{}, []string{"not a spreadsheet"}},
		{"no content", content(""), Limits{}, []string{"content.xml", "empty"}},
		{"content that breaks off", content(strings.TrimSuffix(contentXML("", `<table:table table:name="SEND_2">`+first), `</office:spreadsheet></office:body></office:document-content>`)), Limits{}, []string{"content.xml", "not whole XML", "download it again"}},
		{"content that is encrypted", content("\x93\x01\xff\x7fzz"), Limits{}, []string{"content.xml", "password"}},
		{"an entity, which could grow", content(`<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]><x>&a;</x>`), Limits{}, []string{"not whole XML"}},
		{"elements without end", content(strings.Repeat("<a>", 300)), Limits{}, []string{"more than 256 deep"}},
		{"a repeat that is no number", in(first + `<table:table-row table:number-rows-repeated="x">` + one + `</table:table-row>`), Limits{}, []string{"sheet SEND_2, row 2", `"x"`}},
		{"too many rows", in(first + `<table:table-row table:number-rows-repeated="1048576">` + one + `</table:table-row>`), Limits{MaxRows: 1000}, []string{"sheet SEND_2, row 2", "limit of 1000"}},
		{"a row too far down", in(`<table:table-row table:number-rows-repeated="1100000"><table:table-cell/></table:table-row>` + first), Limits{}, []string{"sheet SEND_2, row 1100001", "limit of 1100000"}},
		{"too many columns", in(first + `<table:table-row><table:table-cell table:number-columns-repeated="16384"/>` + one + `</table:table-row>`), Limits{}, []string{"sheet SEND_2, row 2", "limit of 16384"}},
		{"a grid of repeats that fills the memory", in(`<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/></table:table-row>`), Limits{}, []string{"sheet SEND_2, row 1", "the tables take more than"}},
		{"a cell too long", in(`<table:table-row><table:table-cell><text:p>` + strings.Repeat("x", 200) + `</text:p></table:table-cell></table:table-row>`), Limits{MaxCell: 100}, []string{"sheet SEND_2, row 1", "more than 100 bytes"}},
		{"blanks without end", in(`<table:table-row><table:table-cell><text:p><text:s text:c="9999999999"/></text:p></table:table-cell></table:table-row>`), Limits{}, []string{"sheet SEND_2, row 1", "more than 131072 bytes"}},
		{"too many sheets", zipBytes(t, odsMembers("", strings.Repeat(`<table:table table:name="s"/>`, 5))...), Limits{MaxMembers: 4}, []string{"more than 4 sheets"}},
		{"a bomb", content(contentXML("", strings.Repeat(" ", 4<<20))), Limits{}, []string{"content.xml", "more than 250 times"}},
		{"a text that does not end", zipBytes(t, packed{name: "content.xml", data: "<a>" + strings.Repeat(" ", 17<<20), stored: true}), Limits{}, []string{"a text or tag of more than"}},
		{"more than it may unpack", in(first), Limits{MaxBytes: 100}, []string{"content.xml", "more than 100 bytes"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			_, err := ReadODS(written(t, "rates.ods", c.data), c.lim)
			wantError(t, err, append(c.say, "rates.ods")...)
		})
	}
}

func TestAnODSCutAnywhereIsAnError(t *testing.T) {
	whole := zipBytes(t, odsMembers("", `<table:table table:name="SEND_2"><table:table-row>`+one+`</table:table-row></table:table>`)...)
	for cut := range len(whole) {
		_, err := ReadODS(written(t, "cut.ods", whole[:cut]), Limits{})
		wantError(t, err, "cut.ods")
	}
}

func TestDamageAfterTheLastRowIsStillAnError(t *testing.T) {
	content := contentXML("", `<table:table table:name="SEND_2"><table:table-row>`+one+`</table:table-row></table:table>`) + "<!-- end -->"
	whole := zipBytes(t, packed{name: "content.xml", data: content, stored: true})
	whole[bytes.Index(whole, []byte("<!-- end"))+5] = 'E'
	_, err := ReadODS(written(t, "a.ods", whole), Limits{})
	wantError(t, err, "a.ods", "content.xml", "damaged", "download it again")
}

func TestManySheetsShareOneLimitOfMemory(t *testing.T) {
	var tables strings.Builder
	for i := range 20 {
		fmt.Fprintf(&tables, `<table:table table:name="s%d"><table:table-row table:number-rows-repeated="100">%s</table:table-row></table:table>`, i, one)
	}
	_, err := ReadODS(odsFile(t, "", tables.String()), Limits{MaxBytes: 50_000})
	wantError(t, err, "the tables take more than 50000 bytes")
}
