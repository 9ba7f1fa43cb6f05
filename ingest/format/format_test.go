package format

import "testing"

func TestAFileIsWhatItsBytesAreWhateverItsName(t *testing.T) {
	manifest := `<manifest:manifest><manifest:file-entry manifest:media-type="` + spreadsheetType + `" manifest:full-path="/"/></manifest:manifest>`
	text := zipBytes(t, packed{name: "mimetype", data: "application/vnd.oasis.opendocument.text", stored: true}, packed{name: "content.xml", data: "<x/>"})
	archive := zipBytes(t, packed{name: "data/caseload.csv", data: "time_period\n2025\n"})
	for _, c := range []struct {
		what, name, data string
		want             Kind
	}{
		{"a tidy CSV", "a.csv", "time_period,la_name\n2025,Camden\n", CSV},
		{"a CSV with a byte order mark", "a.csv", "\ufefftime_period,la_name\n", CSV},
		{"a windows-1252 CSV", "a.csv", "Table 1 \x96 England\n1,2\n", CSV},
		{"a CSV whose title stands in quotation marks", "a.txt", "\"SEND Appeal rate table 1\",\n", CSV},
		{"a ZIP", "a.zip", string(archive), Zip},
		{"a ZIP named .gz", "release.gz", string(archive), Zip},
		{"a ZIP named .csv", "caseload.csv", string(archive), Zip},
		{"a ZIP without members", "a.zip", string(zipBytes(t)), Zip},
		{"a ZIP that is cut short", "a.zip", string(archive[:len(archive)/2]), Zip},
		{"a workbook named .csv", "a.csv", string(zipBytes(t, packed{name: "xl/workbook.xml", data: "<workbook/>"})), XLSX},
		{"an ODS by its mimetype", "a.xlsx", string(zipBytes(t, odsMembers("", "")...)), ODS},
		{"an ODS by its manifest alone", "a.ods", string(zipBytes(t, packed{name: "content.xml", data: "<x/>"}, packed{name: "META-INF/manifest.xml", data: manifest})), ODS},
		{"a text document", "a.ods", string(text), Unknown},
		{"a Word document", "a.xlsx", string(zipBytes(t, packed{name: "[Content_Types].xml"}, packed{name: "word/document.xml"})), Unknown},
		{"an error page named .csv", "caseload.csv", "\r\n<!DOCTYPE html>\n<html lang=\"en\"><title>Not found</title>", HTML},
		{"a page after a byte order mark", "a.csv", "\ufeff<HTML><body>Sorry</body>", HTML},
		{"an XHTML page", "a.ods", "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC>\n<html>", HTML},
		{"a page that starts with a comment", "a.csv", "<!-- served by a proxy --><html>", HTML},
		{"other XML", "a.csv", "<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code></Error>", Unknown},
		{"a JSON problem", "a.csv", `{"title":"Not found","status":404}`, Unknown},
		{"a gzip", "a.csv", "\x1f\x8b\x08\x00rest", Gzip},
		{"a PDF", "a.csv", "%PDF-1.7\n", PDF},
		{"an old Excel file", "a.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", Unknown},
		{"UTF-16", "a.csv", "\xff\xfet\x00i\x00", Unknown},
		{"nothing", "a.csv", "", Empty},
		{"blanks", "a.csv", "\ufeff \r\n\r\n", Empty},
	} {
		t.Run(c.what, func(t *testing.T) {
			got, err := KindOf(written(t, c.name, []byte(c.data)))
			if err != nil {
				t.Fatal(err)
			}
			if got != c.want {
				t.Errorf("is %s, want %s", got, c.want)
			}
		})
	}
}

func TestTheKindOfAFileThatIsNotThereIsAnErrorThatNamesIt(t *testing.T) {
	_, err := KindOf(t.TempDir() + "/caseload.csv")
	wantError(t, err, "caseload.csv")
}
