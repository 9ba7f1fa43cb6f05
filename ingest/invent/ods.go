package invent

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

// odsCell is one cell of an OpenDocument sheet.
type odsCell struct {
	text       string
	note       string // raised footnote mark after the text
	value      string // typed value; empty for text
	percentage bool
	cols, rows int  // cells it spans, when merged
	covered    bool // lies under a merged cell
}

// odsSheet is a sheet; rows after the last are empty, as a spreadsheet program writes them.
type odsSheet struct {
	name  string
	width int // columns a spreadsheet program counts: 256 or 16384
	rows  [][]odsCell
}

func text(s string) odsCell { return odsCell{text: s} }

func noted(s, mark string) odsCell { return odsCell{text: s, note: mark} }

// number is a value with the text a reader sees.
func number(value float64, shown string) odsCell {
	return odsCell{text: shown, value: strconv.FormatFloat(value, 'g', -1, 64)}
}

// pounds is a whole number shown with commas.
func pounds(n int) odsCell { return odsCell{text: grouped(n), value: strconv.Itoa(n)} }

// merged is a cell over several columns and rows; it brings the cells it covers in its row.
func merged(c odsCell, cols, rows int) []odsCell {
	c.cols, c.rows = cols, rows
	return append([]odsCell{c}, covered(cols-1)...)
}

func covered(n int) []odsCell {
	cells := make([]odsCell, n)
	for i := range cells {
		cells[i].covered = true
	}
	return cells
}

func texts(s ...string) []odsCell {
	cells := make([]odsCell, len(s))
	for i, x := range s {
		cells[i].text = x
	}
	return cells
}

func (c odsCell) xml(repeat int) string {
	var b strings.Builder
	tag := "table:table-cell"
	if c.covered {
		tag = "table:covered-table-cell"
	}
	b.WriteString("<" + tag)
	if repeat > 1 {
		fmt.Fprintf(&b, ` table:number-columns-repeated="%d"`, repeat)
	}
	if c.cols > 0 {
		fmt.Fprintf(&b, ` table:number-columns-spanned="%d" table:number-rows-spanned="%d"`, c.cols, c.rows)
	}
	switch {
	case c.percentage:
		fmt.Fprintf(&b, ` office:value-type="percentage" office:value="%s"`, c.value)
	case c.value != "":
		fmt.Fprintf(&b, ` office:value-type="float" office:value="%s"`, c.value)
	case c.text != "":
		b.WriteString(` office:value-type="string"`)
	}
	if c.text == "" {
		return b.String() + "/>"
	}
	b.WriteString(">")
	paragraphs := strings.Split(c.text, "\n")
	for i, p := range paragraphs {
		b.WriteString("<text:p>" + odsText(p))
		if c.note != "" && i == len(paragraphs)-1 {
			b.WriteString(`<text:span text:style-name="T1">` + c.note + `</text:span>`)
		}
		b.WriteString("</text:p>")
	}
	return b.String() + "</" + tag + ">"
}

// odsText escapes text; blanks at the ends are written as elements, or they would be lost.
func odsText(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(strings.TrimSpace(s)))
	out := b.String()
	if strings.TrimSpace(s) == "" {
		return strings.Repeat("<text:s/>", len(s))
	}
	if strings.HasPrefix(s, " ") {
		out = "<text:s/>" + out
	}
	if strings.HasSuffix(s, " ") {
		out += "<text:s/>"
	}
	return out
}

func (s odsSheet) xml() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<table:table table:name="%s"><table:table-column table:number-columns-repeated="%d"/>`, s.name, s.width)
	for _, row := range s.rows {
		b.WriteString("<table:table-row>")
		for i := 0; i < len(row); {
			j := i + 1
			for j < len(row) && row[j] == row[i] && row[i].cols == 0 {
				j++
			}
			b.WriteString(row[i].xml(j - i))
			i = j
		}
		if rest := s.width - len(row); rest > 0 {
			b.WriteString(odsCell{}.xml(rest))
		}
		b.WriteString("</table:table-row>")
	}
	fmt.Fprintf(&b, `<table:table-row table:number-rows-repeated="%d"><table:table-cell table:number-columns-repeated="%d"/></table:table-row></table:table>`,
		1048576-len(s.rows), s.width)
	return b.String()
}

const (
	odsMime     = "application/vnd.oasis.opendocument.spreadsheet"
	odsManifest = `<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="` + odsMime + `"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`
	odsHead = `<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:version="1.2"><office:automatic-styles><style:style style:name="T1" style:family="text"><style:text-properties style:text-position="33%"/></style:style></office:automatic-styles><office:body><office:spreadsheet>`
	odsTail = `</office:spreadsheet></office:body></office:document-content>`
)

// ods packs sheets as an OpenDocument spreadsheet.
func ods(sheets ...odsSheet) ([]byte, error) {
	var b strings.Builder
	b.WriteString(odsHead)
	for _, s := range sheets {
		b.WriteString(s.xml())
	}
	b.WriteString(odsTail)
	return packed(true,
		File{"mimetype", []byte(odsMime)},
		File{"META-INF/manifest.xml", []byte(odsManifest)},
		File{"content.xml", []byte(b.String())},
	)
}
