package format

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fuzzed are limits tight enough for a fuzzer to try many files.
var fuzzed = Limits{MaxBytes: 1 << 20, MaxMembers: 20, MaxRows: 1_000, MaxColumns: 100, MaxCell: 1 << 10}

func FuzzReadODS(f *testing.F) {
	for _, content := range []string{
		contentXML("", ""),
		contentXML(`<style:style style:name="T1" style:family="text"><style:text-properties style:text-position="33%"/></style:style>`,
			`<table:table table:name="a"><table:table-row><table:table-cell><text:p>Poole<text:span text:style-name="T1">5</text:span></text:p></table:table-cell></table:table-row></table:table>`),
		contentXML("", `<table:table table:name="a"><table:table-row table:number-rows-repeated="9">`+one+`<table:covered-table-cell/></table:table-row>`+empty+`</table:table>`),
		contentXML("", "<table:table>"), "<a><b/></a>", "", "<",
	} {
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content string) {
		sheets, err := ReadODS(zipFile(t, "a.ods", packed{name: "content.xml", data: content, stored: true}), fuzzed)
		if err != nil && sheets != nil {
			t.Error("sheets are given with an error")
		}
		for _, s := range sheets {
			if len(s.Rows) > fuzzed.MaxRows {
				t.Errorf("%d rows are over the limit", len(s.Rows))
			}
			for i, row := range s.Rows {
				if len(row) > fuzzed.MaxColumns || (len(row) > 0 && row[len(row)-1] == "") {
					t.Errorf("row %d has %d cells, over the limit or with blanks at its end", i+1, len(row))
				}
			}
			if n := len(s.Rows); n > 0 && len(s.Rows[n-1]) == 0 {
				t.Error("the last row is blank")
			}
		}
	})
}

func FuzzUnzip(f *testing.F) {
	whole := zipBytes(f, packed{name: "data/caseload.csv", data: "a,b\n1,2\n"}, packed{name: "b.txt", data: "b", stored: true})
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add(zipBytes(f, packed{name: "../evil"}))
	f.Add(zipBytes(f, odsMembers("", "")...))
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := written(t, "a.zip", data)
		root := t.TempDir()
		dir := filepath.Join(root, "in", "out")
		members, err := Unzip(path, dir, fuzzed)
		files, _ := os.ReadDir(dir)
		if err != nil {
			members = nil
		}
		if len(files) != len(members) {
			t.Errorf("%d files for %d members (%v)", len(files), len(members), err)
		}
		if outside, _ := os.ReadDir(root); len(outside) > 1 {
			t.Errorf("%v is written outside the folder", outside)
		}
		for _, m := range members {
			if strings.Contains(m.Name, "..") && !filepath.IsLocal(m.Name) {
				t.Errorf("the name %q points outside", m.Name)
			}
		}
		if _, err := KindOf(path); err != nil {
			t.Error(err)
		}
	})
}

func FuzzReadCSVHead(f *testing.F) {
	for _, text := range []string{"time_period,la_name\n2025,Camden\n", "\ufeffa,\"b\nc\"\r\n", "a\x96b,\"\"\"\"", "\"a", "", "\n", "é\xc3", "\xff\xfe"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		path := written(t, "a.csv", data)
		head, err := ReadCSVHead(path)
		if err != nil {
			return
		}
		if len(head.Columns) == 0 || (head.Encoding != "utf-8" && head.Encoding != "windows-1252") {
			t.Errorf("got %+v without an error", head)
		}
		s, err := ReadCSVGrid(path, DefaultLimits)
		if err == nil && len(s.Rows[0]) != len(head.Columns) {
			t.Errorf("the header has %d columns, row 1 has %d", len(head.Columns), len(s.Rows[0]))
		}
	})
}
