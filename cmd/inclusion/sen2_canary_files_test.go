//go:build linux

package main

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/binary"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	invented "inclusion/ingest/invent/returns"
	"inclusion/ingest/sen2"
)

// Canaries are words and numbers that stand in the returns of the test, and nowhere else in the world. None belongs to anybody.
const (
	canarySurname  = "Quillfeatherstone-Vexley"
	canaryForename = "Zarabethina"
	canaryUPN      = "H987650123456"
	canaryNoUPN    = "Z123459876501" // its letter does not fit
	canaryULN      = "8812349961"
	canaryPostcode = "QX97 7ZQ"
	canaryBirth    = "1907-03-09"
	canaryOther    = "Wigglesworth Farm by the old mill"
	canaryText     = "told by grandmother Ottoline"
	canaryUnknown  = "spoken Xyloquent7719 text"
	canaryOfTag    = "attribute Brambleporth"
	canaryComment  = "comment Fennimorgan"
	canaryCDATA    = "Cdatalindra"
	canaryID       = "550123987654"
	canaryFile     = "Mortlakeson_Perpetua_return"
	canaryColumn   = "seen by Dr Hollowayfield"
	canarySheet    = "Notes on Ignatiusbury"
	canaryEntity   = "Entitywhisper"
	// The name of an element that no return has is shown to who sent the file, where it is letters alone.
	canaryName = "Shibbolethquag"
)

var canaries = []string{canarySurname, canaryForename, canaryUPN, canaryNoUPN, canaryULN, canaryPostcode, canaryBirth, canaryOther, canaryText, canaryUnknown, canaryOfTag,
	canaryComment, canaryCDATA, canaryID, canaryFile, canaryColumn, canarySheet, canaryEntity}

// writtenAs are the ways in which a canary could have been written by a program: what is searched for.
func writtenAs(canary string) (all [][]byte) {
	add := func(texts ...string) {
		for _, text := range texts {
			all = append(all, []byte(text))
		}
	}
	wide := func(order binary.ByteOrder) string {
		var b []byte
		for _, unit := range utf16.Encode([]rune(canary)) {
			b = append(b, 0, 0)
			order.PutUint16(b[len(b)-2:], unit)
		}
		return string(b)
	}
	add(canary, strings.ToLower(canary), strings.ToUpper(canary), wide(binary.LittleEndian), wide(binary.BigEndian),
		hex.EncodeToString([]byte(canary)), strings.ToUpper(hex.EncodeToString([]byte(canary))), url.QueryEscape(canary), url.PathEscape(canary), html.EscapeString(canary))
	quoted, err := json.Marshal(canary)
	if err == nil {
		add(strings.Trim(string(quoted), `"`))
	}
	for before := range 3 { // what stands before it decides how it is written in base 64
		text := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat("\x00", before) + canary))
		add(text[[3]int{0, 2, 3}[before] : len(text)-1])
	}
	switch canary {
	case canaryBirth:
		add("09/03/1907", "9/3/1907", "19070309", "9 March 1907", "1907-Mar-09")
	case canaryUPN, canaryNoUPN, canaryULN:
		all = append(all, packedForms(canary)...)
	case canaryPostcode:
		add(strings.ReplaceAll(canary, " ", ""))
	}
	slices.SortFunc(all, bytes.Compare)
	return slices.CompactFunc(all, bytes.Equal)
}

// packedForms are the forms of the numbers that stand in memory, should they be written.
func packedForms(canary string) (all [][]byte) {
	var p sen2.Person
	p.Reset()
	p.Set(sen2.UPNField, []byte(canary))
	n := uint64(p.UPN)
	if canary == canaryULN {
		p.Set(sen2.ULNField, []byte(canary))
		n = uint64(p.ULN)
	}
	all = [][]byte{strconv.AppendUint(nil, n, 10), strconv.AppendUint(nil, n, 16), binary.LittleEndian.AppendUint64(nil, n), binary.BigEndian.AppendUint64(nil, n)}
	return all
}

// canaryReturn is a file that is sent.
type canaryReturn struct {
	name  string // its ending follows the canary
	bytes []byte
	good  bool
}

// children makes everybody in a file of an invented return a canary, whatever the form.
func children(text []byte) []byte {
	for _, change := range []struct{ old, now string }{
		{`(Child \d+(?:</Forename>\s*<PersonBirthDate>|,|</t></is></c><c r="\w+" t="inlineStr"><is><t>))\d{4}-(?:\d\d|[A-Z][a-z][a-z])-\d\d`, "${1}" + canaryBirth},
		{`([>,])Sample([<,])`, "${1}" + canarySurname + "${2}"}, {`Child \d+`, canaryForename},
		{`ZZ99 \d[A-Z]{2}`, canaryPostcode}, {`\b[A-Z]999\d{9}\b`, canaryUPN}, {`\b98\d{8}\b`, canaryULN},
	} {
		text = regexp.MustCompile(change.old).ReplaceAll(text, []byte(change.now))
	}
	return bytes.Replace(text, []byte(canaryUPN), []byte(canaryNoUPN), 1)
}

// message plants what only XML can hold.
func message(text []byte) []byte {
	text = children(text)
	once := func(old, now string) { text = bytes.Replace(text, []byte(old), []byte(now), 1) }
	some := func(old, now string) {
		at := 0
		text = regexp.MustCompile(old).ReplaceAllFunc(text, func(found []byte) []byte {
			if at++; at%2 == 0 {
				return []byte(now)
			}
			return found
		})
	}
	once("<Persons>", "<!-- "+canaryComment+" --><?xml-stylesheet href=\""+canaryComment+"\"?><Persons>")
	once("</Person>", fmt.Sprintf("<%s note=\"%s\">%s<Inner>%s</Inner></%s></Person>", canaryName, canaryOfTag, canaryUnknown, canaryUnknown, canaryName))
	once("<Forename>"+canaryForename, "<Forename><![CDATA["+canaryCDATA+"]]>")
	some("<Ethnicity>[A-Z]+", "<Ethnicity>"+canaryText)
	some("<(StartDate)>[^<]+", "<StartDate>"+canaryText)
	some("<URN>[^<]+", "<URN>"+canaryText)
	some("<SENtypeRank>[^<]+", "<SENtypeRank>"+canaryText)
	some("<RequestOutcome>H", "<RequestOutcome>"+canaryText)
	some("<PlacementRank>1</PlacementRank>", "<PlacementRank>1</PlacementRank><SENSettingOther>"+canaryOther+"</SENSettingOther>")
	some("<SerialNo>[^<]*", "<SerialNo>"+canaryUPN)
	once("<SerialNo>001", "<SerialNo>"+canaryULN)
	once("<Release>1.0", "<Release>"+canaryUPN)
	once("<SoftwareCode>Sample maker", "<SoftwareCode>No. "+canaryULN)
	once("T09:00:00", "T09:00:00 "+canaryText)
	return text
}

// table plants what stands in a table of the export.
func table(text []byte) []byte {
	rows, err := csv.NewReader(bytes.NewReader(children(text))).ReadAll()
	if err != nil {
		panic(err)
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	for i, row := range rows {
		for j, head := range rows[0] {
			switch {
			case i == 0:
			case strings.HasSuffix(head, "tableid") && row[j] != "":
				row[j] = canaryID + row[j]
			case head == "NativeId":
				row[j] = canaryText
			case head == "sensettingother":
				row[j] = canaryOther
			case i%2 == 0 && (head == "ethnicity" || head == "startdate" || head == "sentype"):
				row[j] = canaryText
			}
		}
		more := []string{canaryUnknown, canaryUnknown}
		if i == 0 {
			more = []string{canaryColumn, canaryName}
		}
		if rows[0][0] != "sen2tableid" {
			row = append(slices.Clone(row), more...)
		}
		_ = w.Write(row)
	}
	w.Flush()
	return out.Bytes()
}

// sheets plants what stands in a workbook.
func sheets(text []byte) []byte {
	text = children(text)
	text = bytes.ReplaceAll(text, []byte("<t>WOTH<"), []byte("<t>"+canaryText+"<"))
	text = bytes.Replace(text, []byte("<t>ABAN<"), []byte("<t>"+canaryText+"<"), 3)
	return bytes.Replace(text, []byte("</sheets>"), []byte(`<sheet name="`+canarySheet+`" sheetId="99" r:id="rId1"/></sheets>`), 1)
}

// repacked writes a ZIP again with every member changed.
func repacked(t *testing.T, packed []byte, name func(string) string, change func(name string, text []byte) []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	members := unpacked(t, packed)
	for _, was := range slices.Sorted(maps.Keys(members)) {
		member, err := w.Create(name(was))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := member.Write(change(was, members[was])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func unpacked(t *testing.T, packed []byte) map[string][]byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if all[f.Name], err = io.ReadAll(in); err != nil {
			t.Fatal(err)
		}
		in.Close()
	}
	return all
}

// damaged is a ZIP with 40 bytes changed in the middle of its largest member: in what is read of it, for the names beside the members are
// not.
func damaged(t *testing.T, packed []byte) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		t.Fatal(err)
	}
	largest := slices.MaxFunc(r.File, func(a, b *zip.File) int { return cmp.Compare(a.CompressedSize64, b.CompressedSize64) })
	begins, err := largest.DataOffset()
	if err != nil {
		t.Fatal(err)
	}
	damaged := slices.Clone(packed)
	for i := range 40 {
		damaged[int(begins)+int(largest.CompressedSize64)/2+i] ^= 0x5a
	}
	return damaged
}

// canaryReturns are good returns of all forms, of authority 101, and broken ones of all kinds.
func canaryReturns(t *testing.T) (all []canaryReturn) {
	t.Helper()
	r, err := invented.Sized(7, "101", 2026, 60)
	if err != nil {
		t.Fatal(err)
	}
	var text, export, template, workbook bytes.Buffer
	for _, err := range []error{r.WriteXML(&text), r.WriteExport(&export), r.WriteTemplate(&template), r.WriteWorkbook(&workbook)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	as := func(name string) string { return name }
	said := message(text.Bytes())
	tables := repacked(t, export.Bytes(), func(name string) string { return canaryFile + "_" + name }, func(_ string, text []byte) []byte { return table(text) })
	filled := repacked(t, template.Bytes(), as, func(_ string, text []byte) []byte { return sheets(text) })
	book := repacked(t, workbook.Bytes(), as, func(_ string, text []byte) []byte { return sheets(text) })
	all = []canaryReturn{{".xml", said, true}, {".zip", tables, true}, {".xlsx", filled, true}, {"-tables.xlsx", book, true}}
	return append(all, brokenReturns(t, said, tables, filled)...)
}

// brokenReturns are files that are refused, each with the children of a good one.
func brokenReturns(t *testing.T, text, tables, book []byte) (all []canaryReturn) {
	t.Helper()
	add := func(name string, b []byte) { all = append(all, canaryReturn{name: name, bytes: b}) }
	swap := func(old, now string) []byte { return bytes.Replace(text, []byte(old), []byte(now), 1) }
	for part := 1; part < 12; part += 2 {
		add(fmt.Sprintf("-cut%d.xml", part), text[:len(text)*part/12])
	}
	at := bytes.Index(text, []byte(canaryUPN))
	add("-cut-number.xml", text[:at+7])
	add("-root.xml", bytes.ReplaceAll(text, []byte("Message>"), []byte(canaryName+">")))
	add("-encoding.xml", swap("<Surname>"+canarySurname, "<Surname>"+canarySurname+"\xe9"))
	add("-latin.xml", swap(`encoding="UTF-8"`, `encoding="`+canaryEntity+`"`))
	add("-entity.xml", swap("<Message>", `<!DOCTYPE Message [<!ENTITY x SYSTEM "file:///tmp/`+canaryEntity+`"><!ENTITY y "`+canaryEntity+`">]><Message>`))
	add("-reference.xml", swap("<Surname>"+canarySurname, "<Surname>&"+canaryEntity+";"+canarySurname))
	add("-deep.xml", swap("<Persons>", "<Persons>"+strings.Repeat("<"+canaryName+">", 300)))
	add("-crossed.xml", swap("</Surname>", "</"+canaryName+">"))
	add("-attribute.xml", swap("<Surname>", `<Surname note="`+canaryOfTag+`" note="`+canaryOfTag+`" <`))
	add("-long.xml", swap(canarySurname, strings.Repeat(canarySurname, 20_000)))
	add("-authority.xml", swap("<LEA>101", "<LEA>102"))
	add("-no-authority.xml", swap("<LEA>101", "<LEA>"+canaryText))
	add("-year.xml", swap("<Year>2026", "<Year>1931"))
	add("-no-year.xml", swap("<Year>2026", "<Year>"+canaryText))
	add("-collection.xml", swap("<Collection>SEN2", "<Collection>"+canaryText))
	add(".csv", []byte(canarySurname+","+canaryForename+"\n"+canaryUPN+"\n"))
	add("-gz.xml", []byte("\x1f\x8b"+canarySurname))
	add("-utf16.xml", append([]byte("\xff\xfe"), writtenAs(canarySurname)[0]...))
	same := func(name string) string { return name }
	person := func(change func([]byte) []byte) []byte {
		return repacked(t, tables, same, func(name string, text []byte) []byte {
			if strings.HasSuffix(name, "_person.csv") {
				return change(text)
			}
			return text
		})
	}
	add("-headless.zip", person(func(text []byte) []byte { return text[bytes.IndexByte(text, '\n')+1:] }))
	add("-ragged.zip", person(func(text []byte) []byte { return append(text, "1,2,"+canarySurname+"\n"...) }))
	add("-quotes.zip", person(func(text []byte) []byte { return append(text, "1,\""+canarySurname...) }))
	add("-twice.zip", person(func(text []byte) []byte { return append(text, text[bytes.IndexByte(text, '\n')+1:]...) }))
	add("-lacking.zip", repacked(t, tables, func(name string) string { return strings.ReplaceAll(name, "_requests", "_"+canaryName) }, func(_ string, text []byte) []byte { return text }))
	for _, packed := range []struct {
		name string
		file []byte
	}{{".zip", tables}, {".xlsx", book}} {
		add("-cut"+packed.name, packed.file[:len(packed.file)/2])
		add("-damaged"+packed.name, damaged(t, packed.file))
	}
	add("-sheet.xlsx", repacked(t, book, same, func(name string, text []byte) []byte {
		if strings.HasPrefix(name, "xl/worksheets/") {
			return text[:len(text)*2/3]
		}
		return text
	}))
	return all
}
