package read

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// fuzzLimits are tight enough for many files to be tried.
var fuzzLimits = Limits{Bytes: 1 << 20, Packed: 1 << 20, People: 200, Joined: 100, Items: 50, Text: 1 << 10}

// takeAnything reads a file, which must end in people or in a refusal.
func takeAnything(t *testing.T, file []byte, all sen2.Years) {
	t.Helper()
	people, last := 0, 0
	notes, err := File(context.Background(), returns.Upload{Body: bytes.NewReader(file), Size: -1}, Options{Years: all, Limits: fuzzLimits},
		func(*sen2.Header) error { return nil },
		func(p *sen2.Person) error {
			people++
			if p.Row != last+1 || p.Line < 0 {
				t.Errorf("person %d comes after %d", p.Row, last)
			}
			last = p.Row
			if len(p.Requests) > fuzzLimits.Items {
				t.Errorf("a person has %d requests", len(p.Requests))
			}
			return nil
		})
	var refusal *returns.Refusal
	switch {
	case err != nil && !errors.As(err, &refusal):
		t.Errorf("neither read nor refused: %v", err)
	case err != nil && refusal.What == unreadable:
		t.Error("the reader itself failed")
	case err == nil && people == 0:
		t.Error("read without anybody in it")
	case people > fuzzLimits.People:
		t.Errorf("%d people", people)
	}
	for name := range notes.Unknown {
		if !shown([]byte(name)) {
			t.Error("a name is shown that should not be")
		}
	}
}

func FuzzExport(f *testing.F) {
	tables := tablesOf(inventedReturn(3))
	person, requests, needs := csvOf(tables[sen2.People], "\r\n"), csvOf(tables[sen2.Requests], "\n"), csvOf(tables[sen2.Needs], "\n")
	f.Add(person, requests, needs)
	f.Add([]byte("\ufeffpersontableid,personbirthdate\n1,2017-05-04\n\n2,\"a\"\"b\n\"\n"), []byte("requeststableid,persontableid,receiveddate,requestoutcome\n1,1,,\n2,9,,"), needs)
	f.Add([]byte("\xff\xfe"), []byte("\""), []byte(""))
	backwards(tables[sen2.People])
	f.Add(csvOf(tables[sen2.People], "\n"), requests, needs)
	header, assessments, active := csvOf(tables[sen2.Details], "\n"), csvOf(tables[sen2.Assessments], "\n"), csvOf(tables[sen2.ActivePlans], "\n")
	all, err := sen2.LoadYears(nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, person, requests, needs []byte) {
		takeAnything(t, zipped(t, map[string][]byte{"a_sen2.csv": header, "a_person.csv": person, "a_requests.csv": requests, "a_senneed.csv": needs,
			"a_assessment.csv": assessments, "a_activeplans.csv": active}), all)
	})
}

func FuzzWorkbook(f *testing.F) {
	good := sheetOfRows(smallTemplate()...)
	f.Add([]byte(good), []byte("<sst><si><t>Year</t></si></sst>"), []byte(nil))
	f.Add([]byte(`<worksheet><sheetData><row r="1"><c r="B1" t="s"><v>0</v></c><c t="b"><v>1</v></c><c r="AZ1"><v>44832.5</v></c></row></sheetData></worksheet>`),
		[]byte("<sst><si><r><t>Header</t></r><rPh><t>x</t></rPh><r><t><![CDATA[ Record]]></t></r></si></sst>"), []byte(nil))
	f.Add([]byte("<a"), []byte("<!--"), []byte(nil))
	f.Add([]byte(nil), []byte(nil), asWorkbook(f, inventedReturn(2)))
	f.Add([]byte(nil), []byte(nil), asTemplate(f, inventedReturn(2)))
	all, err := sen2.LoadYears(nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, sheet, shared, whole []byte) {
		if len(whole) > 0 {
			takeAnything(t, append([]byte("PK"), bytes.TrimPrefix(whole, []byte("PK"))...), all)
			return
		}
		parts := bookParts("Data Entry Template", string(sheet))
		parts["xl/sharedStrings.xml"] = shared
		takeAnything(t, zipped(t, parts), all)
	})
}
