package read

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

// piece is a group of an invented return with what stands in it, as it is written in the XML.
type piece struct {
	group  sen2.Group
	values map[sen2.Field]string
	pieces []piece
}

// inventedHeader is the header of the invented returns.
var inventedHeader = map[sen2.Field]string{
	sen2.Collection: "SEN2", sen2.Year: "2026", sen2.ReferenceDate: "2026-01-15", sen2.SourceLevel: "L", sen2.LEA: "999",
	sen2.SoftwareCode: "SAMPLE", sen2.Release: "r1", sen2.SerialNo: "001", sen2.DateTime: "2026-01-20T00:00:00",
	sen2.DMO: "Y", sen2.DCO: "N", sen2.DSCO: "R",
}

// inventedPiece is a group with a value in every field, which differ from one number to the next where they can.
func inventedPiece(g sen2.Group, n int) piece {
	all := map[sen2.Field]string{}
	for _, f := range sen2.FieldsOf(g) {
		all[f] = inventedValue(f, n)
	}
	switch g {
	case sen2.People:
		all[sen2.Surname], all[sen2.Forename] = fmt.Sprintf(`Sample "S", %d`, n), fmt.Sprintf("Child %d", n)
		all[sen2.PostCode], all[sen2.EthnicityCode] = "ZZ99 9ZZ", "WBRI"
		all[sen2.UPNField], all[sen2.ULNField] = fmt.Sprintf("A0000%08d", n), fmt.Sprintf("%010d", 1_000_000_000+n)
	case sen2.Requests:
		all[sen2.Exported] = "998"
	case sen2.ActivePlans:
		all[sen2.TransferLA] = "997"
	}
	return piece{group: g, values: all}
}

func inventedValue(f sen2.Field, n int) string {
	about := f.About()
	switch about.Kind {
	case sen2.Dates:
		return time.Date(2025, time.January, 1+n%300+int(f)%7, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	case sen2.YesNo:
		return strconv.Itoa((n + int(f)) % 2)
	case sen2.Letters:
		if codes := strings.Fields(about.Codes); len(codes) > 0 {
			return codes[(n+int(f))%len(codes)]
		}
	case sen2.Digits:
		if about.Name == "UKPRN" {
			return strconv.Itoa(10_000_000 + n)
		}
		return strconv.Itoa(100_000 + n%800_000)
	}
	return "Sample text"
}

// inventedReturn is people of whom each has one to three requests, with an assessment, a plan and placements now and then.
func inventedReturn(people int) []piece {
	all := make([]piece, people)
	for i := range all {
		p := inventedPiece(sen2.People, i+1)
		for k := range 1 + i%3 {
			p.pieces = append(p.pieces, inventedRequest(10*i+k))
		}
		all[i] = p
	}
	return all
}

func inventedRequest(n int) piece {
	r := inventedPiece(sen2.Requests, n)
	if n%4 == 3 {
		return r
	}
	a := inventedPiece(sen2.Assessments, n)
	if n%5 != 4 {
		plan := inventedPiece(sen2.NamedPlans, n)
		for k := range n % 3 {
			plan.pieces = append(plan.pieces, inventedPiece(sen2.PlanDetails, n+k))
		}
		a.pieces = append(a.pieces, plan)
	}
	active := inventedPiece(sen2.ActivePlans, n)
	for k := range 1 + n%2 {
		active.pieces = append(active.pieces, inventedPiece(sen2.Placements, n+k))
	}
	for k := range 1 + n%2 {
		active.pieces = append(active.pieces, inventedPiece(sen2.Needs, n+k))
	}
	r.pieces = append(r.pieces, a, active)
	return r
}

// asXML writes the return as the message.
func asXML(people []piece) []byte {
	var out bytes.Buffer
	out.WriteString("<Message><Header><CollectionDetails>")
	for _, f := range sen2.FieldsOf(sen2.Details) {
		fmt.Fprintf(&out, "<%s>%s</%s>", f.About().Name, inventedHeader[f], f.About().Name)
	}
	out.WriteString("</CollectionDetails><Source>")
	for _, f := range sen2.FieldsOf(sen2.Source) {
		fmt.Fprintf(&out, "<%s>%s</%s>", f.About().Name, inventedHeader[f], f.About().Name)
	}
	out.WriteString("</Source></Header><Persons>")
	for _, p := range people {
		writeXML(&out, p)
	}
	out.WriteString("</Persons></Message>")
	return out.Bytes()
}

func writeXML(out *bytes.Buffer, p piece) {
	name := p.group.About().Element
	fmt.Fprintf(out, "<%s>", name)
	for _, f := range sen2.FieldsOf(p.group) {
		if v := p.values[f]; v != "" {
			fmt.Fprintf(out, "<%s>%s</%s>", f.About().Name, strings.ReplaceAll(v, `"`, "&quot;"), f.About().Name)
		}
	}
	for _, child := range p.pieces {
		writeXML(out, child)
	}
	fmt.Fprintf(out, "</%s>", name)
}

// tablesOf are the tables of a return: of each its column names and rows, the identifiers first.
func tablesOf(people []piece) map[sen2.Group][][]string {
	all := map[sen2.Group][][]string{}
	header := []string{"sen2tableid", "NativeId", "sen2orderseqcolumn", "sourceid"}
	row := []string{"1", "n", "1", "s"}
	for _, f := range append(sen2.FieldsOf(sen2.Details), sen2.FieldsOf(sen2.Source)...) {
		header = append(header, strings.ToLower(f.About().Name))
		row = append(row, exported(f, inventedHeader[f]))
	}
	all[sen2.Details] = [][]string{header, row}
	for _, g := range tablesOfPeople {
		about := g.About()
		header := []string{about.File + "tableid", "NativeId", about.File + "orderseqcolumn", "sourceid", about.Parent.About().File + "tableid"}
		if g == sen2.People {
			header[4] = "sen2tableid"
		}
		for _, f := range sen2.FieldsOf(g) {
			header = append(header, strings.ToLower(f.About().Name))
		}
		all[g] = [][]string{header}
	}
	for _, p := range people {
		addRow(all, p, "1")
	}
	return all
}

func addRow(all map[sen2.Group][][]string, p piece, of string) {
	own := fmt.Sprintf("%s-%d", p.group.About().File, len(all[p.group]))
	row := []string{own, "n", "1", "s", of}
	for _, f := range sen2.FieldsOf(p.group) {
		row = append(row, exported(f, p.values[f]))
	}
	all[p.group] = append(all[p.group], row)
	for _, child := range p.pieces {
		addRow(all, child, own)
	}
}

// exported writes a value as the census system does.
func exported(f sen2.Field, value string) string {
	switch {
	case value == "":
	case f.About().Kind == sen2.Dates || f.About().Kind == sen2.Moment:
		at, err := time.Parse(time.DateOnly, value[:10])
		if err != nil {
			panic(err)
		}
		return at.Format("2006-Jan-02 00:00:00")
	case f.About().Kind == sen2.YesNo:
		return map[string]string{"0": "false", "1": "true"}[value]
	}
	return value
}

// csvOf writes a table, with quotation marks where they must be.
func csvOf(rows [][]string, end string) []byte {
	var out bytes.Buffer
	for _, row := range rows {
		for i, v := range row {
			if i > 0 {
				out.WriteByte(',')
			}
			if strings.ContainsAny(v, "\",\n") {
				v = `"` + strings.ReplaceAll(v, `"`, `""`) + `"`
			}
			out.WriteString(v)
		}
		out.WriteString(end)
	}
	return out.Bytes()
}

// exportFiles are the nine files of the export, by name.
func exportFiles(tables map[sen2.Group][][]string) map[string][]byte {
	all := map[string][]byte{}
	for g, rows := range tables {
		all["Blade-Export_28-01-2026_"+g.About().File+".csv"] = csvOf(rows, "\r\n")
	}
	return all
}

// zipped packs files.
func zipped(t testing.TB, files map[string][]byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(files[name])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func asExport(t testing.TB, people []piece) []byte { return zipped(t, exportFiles(tablesOf(people))) }

func mustDo(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// readTables reads a file with everything it hands over.
func readTables(t testing.TB, file []byte, limits Limits) ([]sen2.Person, Notes, error) {
	t.Helper()
	_, people, notes, err := readFrom(t, bytes.NewReader(file), limits)
	return people, notes, err
}

// countPeople reads a file and forgets it.
func countPeople(t testing.TB, file []byte) (people int, notes Notes) {
	t.Helper()
	notes, err := File(context.Background(), returns.Upload{Body: bytes.NewReader(file), Size: int64(len(file))}, Options{Years: years(t)},
		func(*sen2.Header) error { return nil }, func(*sen2.Person) error { people++; return nil })
	mustDo(t, err)
	return people, notes
}
