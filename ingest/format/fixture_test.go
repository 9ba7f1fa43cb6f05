package format

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// packed is one member of a ZIP that a test builds.
type packed struct {
	name   string
	data   string
	stored bool
}

func zipBytes(t testing.TB, members ...packed) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, m := range members {
		header := &zip.FileHeader{Name: m.name, Method: zip.Deflate}
		if m.stored {
			header.Method = zip.Store
		}
		f, err := w.CreateHeader(header)
		if err == nil {
			_, err = f.Write([]byte(m.data))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func written(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func zipFile(t testing.TB, name string, members ...packed) string {
	t.Helper()
	return written(t, name, zipBytes(t, members...))
}

// contentXML is the content.xml of a spreadsheet with the given automatic styles and tables.
func contentXML(styles, tables string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="` + officeNS + `" xmlns:table="` + tableNS + `" xmlns:text="` + textNS + `" xmlns:style="` + styleNS + `"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<office:automatic-styles>` + styles + `</office:automatic-styles>
<office:body><office:spreadsheet>` + tables + `</office:spreadsheet></office:body></office:document-content>`
}

func odsMembers(styles, tables string) []packed {
	return []packed{
		{name: "mimetype", data: spreadsheetType, stored: true},
		{name: "content.xml", data: contentXML(styles, tables)},
	}
}

func odsFile(t testing.TB, styles, tables string) string {
	t.Helper()
	return zipFile(t, "table.ods", odsMembers(styles, tables)...)
}

// odsRows gives the rows of an ODS with one sheet, Areas, made of the given table rows.
func odsRows(t *testing.T, rows string) [][]string {
	t.Helper()
	sheets, err := ReadODS(odsFile(t, "", `<table:table table:name="Areas">`+rows+`</table:table>`), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if len(sheets) != 1 || sheets[0].Name != "Areas" {
		t.Fatalf("got sheets %v, want Areas alone", sheetNames(sheets))
	}
	return sheets[0].Rows
}

// odsCell gives the text of one cell of an ODS, written as XML.
func odsCell(t *testing.T, styles, cell string) string {
	t.Helper()
	sheets, err := ReadODS(odsFile(t, styles, `<table:table table:name="Areas"><table:table-row>`+cell+
		`<table:table-cell office:value-type="string"><text:p>end</text:p></table:table-cell></table:table-row></table:table>`), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return sheets[0].Rows[0][0]
}

func sheetNames(sheets []Sheet) []string {
	var names []string
	for _, s := range sheets {
		names = append(names, s.Name)
	}
	return names
}

// wantError checks that an error says all of the given things.
func wantError(t *testing.T, err error, say ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one that says %q", say)
	}
	for _, part := range say {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the error says %q, want it to say %q", err, part)
		}
	}
}
