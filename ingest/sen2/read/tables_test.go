package read

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"testing"

	"inclusion/ingest/sen2"
)

// TestTheFourFormsGiveTheSameRecords reads one invented return in every form in which it can be sent.
func TestTheFourFormsGiveTheSameRecords(t *testing.T) {
	people := inventedReturn(10)
	folder := t.TempDir()
	for name, content := range exportFiles(tablesOf(people)) {
		mustDo(t, os.WriteFile(filepath.Join(folder, name), content, 0o600))
	}
	header, wanted, _, err := readFrom(t, bytes.NewReader(asXML(people)), Limits{})
	mustDo(t, err)
	if len(wanted) != 10 || len(wanted[2].Requests) != 3 {
		t.Fatalf("the XML holds %d people", len(wanted))
	}
	forms := map[sen2.Form][]byte{sen2.Export: asExport(t, people), sen2.Template: asTemplate(t, people), sen2.Workbook: asWorkbook(t, people),
		sen2.XML: zipped(t, map[string][]byte{"return.xml": asXML(people)})}
	for form, file := range forms {
		t.Run(string(form), func(t *testing.T) {
			h, got, notes, err := readFrom(t, bytes.NewReader(file), Limits{})
			mustDo(t, err)
			sameRecords(t, got, wanted)
			if !reflect.DeepEqual(h, header) {
				t.Errorf("the header is %+v, the XML's %+v", h, header)
			}
			if notes.Form != form || len(notes.Orphaned) > 0 || notes.Bytes != int64(len(file)) || len(notes.SHA256) != 64 {
				t.Errorf("notes are %+v", notes)
			}
		})
	}
	var got []sen2.Person
	notes, err := Folder(context.Background(), folder, Options{Years: years(t)}, func(*sen2.Header) error { return nil },
		func(p *sen2.Person) error { got = append(got, copied(p)); return nil })
	mustDo(t, err)
	sameRecords(t, got, wanted)
	if notes.Form != sen2.Export || len(notes.SHA256) != 64 || notes.Bytes == 0 || len(notes.Unknown) > 0 {
		t.Errorf("notes of the folder are %+v", notes)
	}
}

// sameRecords compares people but for the lines where they stand.
func sameRecords(t *testing.T, got, wanted []sen2.Person) {
	t.Helper()
	if len(got) != len(wanted) {
		t.Fatalf("%d people, the XML has %d", len(got), len(wanted))
	}
	for i := range got {
		a, b := got[i], wanted[i]
		a.Line, b.Line = 0, 0
		if !reflect.DeepEqual(a, b) {
			t.Errorf("person %d is\n%+v, the XML's\n%+v", i+1, a, b)
		}
	}
}

// TestTablesInOrderAreNotHeld measures what reading an export takes for each further person: their identifiers as numbers, not their rows.
func TestTablesInOrderAreNotHeld(t *testing.T) {
	taken := func(people int) (bytes int64) {
		file := asExport(t, inventedReturn(people))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		countPeople(t, file)
		runtime.ReadMemStats(&after)
		return int64(after.TotalAlloc - before.TotalAlloc)
	}
	const few, many = 300, 1800
	rows := int64(len(asXML(inventedReturn(1))))
	if each := (taken(many) - taken(few)) / (many - few); each > rows {
		t.Errorf("each further person takes %d bytes, which is more than the %d of the person's own", each, rows)
	}
}
