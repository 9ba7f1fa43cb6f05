package workbook_test

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"

	"inclusion/internal/workbook"
)

// FuzzWorkbook reads what nobody made on purpose: a whole file where part is empty, otherwise a workbook of which one part is changed.
// It is never read as half right: either something is wrong or everything may be saved.
func FuzzWorkbook(f *testing.F) {
	var o *office
	var book []byte
	var in workbook.Input
	f.Add("", []byte("PK\x03\x04"))
	f.Add("xl/worksheets/sheet2.xml", []byte(`<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Statement</t></is></c></row></sheetData></worksheet>`))
	f.Add("xl/sharedStrings.xml", []byte(`<sst><si><t>_x000D_</t></si><si><r><t>a</t></r><rPh><t>b</t></rPh></si></sst>`))
	f.Add("xl/styles.xml", []byte(`<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>`))
	f.Add("xl/workbook.xml", []byte(`<workbook><sheets><sheet name="Scores" id="rId1"/></sheets></workbook>`))
	f.Fuzz(func(t *testing.T, part string, raw []byte) {
		if o == nil {
			o = open(t)
			book, in = o.written(administrator), o.input(administrator)
		}
		file := raw
		if part != "" {
			file = repacked(book, part, raw)
		}
		result, problems := read(file, in)
		if len(problems) > 0 && len(result.Saves) > 0 {
			t.Errorf("%d saves beside %d problems", len(result.Saves), len(problems))
		}
		for _, p := range problems {
			if p.Text == "" {
				t.Error("a problem without words")
			}
		}
		if _, err := workbook.Grids(bytes.NewReader(file), int64(len(file))); err != nil && err.Error() == "" {
			t.Error("a refusal without words")
		}
	})
}

// repacked is a workbook with other bytes in one part.
func repacked(book []byte, part string, raw []byte) []byte {
	var b bytes.Buffer
	to := zip.NewWriter(&b)
	from, _ := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	for _, f := range from.File {
		if f.Name != part {
			_ = to.Copy(f)
		}
	}
	if w, err := to.Create(part); err == nil {
		_, _ = io.Copy(w, bytes.NewReader(raw))
	}
	_ = to.Close()
	return b.Bytes()
}
