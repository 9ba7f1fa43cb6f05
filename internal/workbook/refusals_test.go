package workbook_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"inclusion/internal/workbook"
)

// packed is a workbook with parts added or put in place of its own.
func packed(t *testing.T, book []byte, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	to := zip.NewWriter(&b)
	from, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range from.File {
		if _, replaced := parts[f.Name]; replaced {
			continue
		}
		if err := to.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range parts {
		w, err := to.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFilesThatAreNotRead(t *testing.T) {
	o := open(t)
	book := o.written(administrator)
	encrypted := bytes.Clone(book)
	for i := range len(encrypted) - 46 { // the flags of each part: in its own head, and in the directory
		if bytes.HasPrefix(encrypted[i:], []byte("PK\x01\x02")) {
			encrypted[i+8] |= 1
		}
	}
	sheet := `<?xml version="1.0"?><worksheet><sheetData>`
	const billion = `<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&b;</v></c></row></sheetData></worksheet>`
	const first = "xl/worksheets/sheet1.xml"
	for name, one := range map[string]struct {
		book []byte
		want string
	}{
		"nothing":               {nil, "not an Excel workbook"},
		"words":                 {[]byte("Statement,Level\n5.3,2\n"), "not an Excel workbook"},
		"a ZIP of other things": {packed(t, zipOf(t), map[string]string{"letter.txt": "hello"}), "not an Excel workbook"},
		"half a workbook":       {book[:len(book)/2], "not an Excel workbook"},
		"a password or .xls":    {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on"), "password"},
		"an encrypted ZIP":      {encrypted, "password"},
		"macros":                {packed(t, book, map[string]string{"xl/vbaProject.bin": "Sub Auto_Open()"}), "macros"},
		"macros by its type":    {packed(t, book, map[string]string{"[Content_Types].xml": `<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>`}), "macros"},
		"old macros":            {packed(t, book, map[string]string{"xl/macrosheets/sheet1.xml": "<a/>"}), "macros"},
		"links to files":        {packed(t, book, map[string]string{"xl/externalLinks/externalLink1.xml": "<a/>"}), "linked to other files"},
		"embedded files":        {packed(t, book, map[string]string{"xl/embeddings/oleObject1.bin": "x"}), "embedded"},
		"a ZIP bomb":            {packed(t, book, map[string]string{"xl/media/image1.png": strings.Repeat("\x00", 51<<20)}), "more than 50 MB"},
		"declared entities":     {packed(t, book, map[string]string{first: billion}), "not an Excel workbook"},
		"broken XML":            {packed(t, book, map[string]string{first: sheet + "<row"}), "damaged"},
		"an endless tag":        {packed(t, book, map[string]string{first: "<worksheet" + strings.Repeat(` a=">"`, 1_000_000) + "/>"}), "not an Excel workbook"},
		"an endless text":       {packed(t, book, map[string]string{"xl/sharedStrings.xml": "<sst><si><t>" + strings.Repeat("word ", 1_000_000) + "</t></si></sst>"}), "not an Excel workbook"},
		"a cell far down":       {packed(t, book, map[string]string{first: sheet + `<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>`}), "beyond row"},
		"a cell far right":      {packed(t, book, map[string]string{first: sheet + `<row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>`}), "beyond row"},
		"endless rows":          {packed(t, book, map[string]string{first: sheet + strings.Repeat("<row><c><v>1</v></c></row>", 1_000_000)}), "beyond row"},
		"too many texts":        {packed(t, book, map[string]string{"xl/sharedStrings.xml": "<sst>" + strings.Repeat("<si/>", 500_000) + "</sst>"}), "more than 400000 texts"},
		"too many cells":        {packed(t, book, map[string]string{first: sheet + strings.Repeat("<row>"+strings.Repeat("<c><v>1</v></c>", 100)+"</row>", 3000)}), "more than 200000 filled cells"},
	} {
		result, problems := read(one.book, o.input(administrator))
		if len(problems) != 1 || !strings.Contains(problems[0].Text, one.want) || len(result.Saves) > 0 {
			t.Errorf("%s: %s; want one problem that says %q", name, told(problems), one.want)
		}
	}
}

// zipOf is a ZIP without a part.
func zipOf(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := zip.NewWriter(&b).Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAFileOfMoreThan10MBIsNotOpened(t *testing.T) {
	if _, err := workbook.Grids(nil, workbook.MaxUpload+1); err == nil || !strings.Contains(err.Error(), "larger than 10 MB") {
		t.Errorf("a file of more than 10 MB: %v", err)
	}
}

func TestEmptyRowsToTheEndOfTheSheetAreNoRows(t *testing.T) {
	o := open(t)
	book := packed(t, o.written(administrator), map[string]string{"xl/worksheets/sheet7.xml": `<worksheet><sheetData><row r="1048576" ht="15"><c r="A1048576" s="1"/></row></sheetData></worksheet>`})
	if _, problems := read(book, o.input(administrator)); len(problems) > 0 {
		t.Error(told(problems))
	}
}

func TestListsOfChildrenAreRefusedWithoutAWordOfThem(t *testing.T) {
	o := open(t)
	for name, heads := range map[string][]string{
		"UPN":           {"UPN", "Statement"},
		"date of birth": {"Plan", "Date of Birth"},
		"primary need":  {"Unique ID", "Ethnicity", "SEN primary need"},
	} {
		for _, sheet := range []string{"Scores", "Pupils"} {
			book := edited(t, o.written(administrator), func(f *excelize.File) {
				_, _ = f.NewSheet(sheet)
				for i, head := range heads {
					column := string(rune('M' + i))
					set(t, f, sheet, column+"1", head)
					set(t, f, sheet, column+"2", "A123456789012 Robin Redbreast")
				}
			})
			result, problems := read(book, o.input(administrator))
			said := told(problems)
			if len(problems) != 1 || len(result.Saves) > 0 || !strings.Contains(said, sheet) || !strings.Contains(said, name) {
				t.Errorf("%s in %s: %s", name, sheet, said)
			}
			if strings.Contains(said, "Robin") || strings.Contains(said, "A1234") {
				t.Errorf("the message repeats what the file holds: %s", said)
			}
			if _, err := workbook.Grids(bytes.NewReader(book), int64(len(book))); err == nil {
				t.Errorf("%s in %s is read as a return", name, sheet)
			}
		}
	}
}

// wrongCells are edits that make one cell wrong, and what is told of it.
var wrongCells = []struct {
	name  string
	edit  func(t *testing.T, f *excelize.File)
	place string
	want  string
}{
	{"a half level", func(t *testing.T, f *excelize.File) { set(t, f, "Scores", "D2", 2.5) }, "Scores!D2", "A level is 1, 2, 3 or 4"},
	{"level 5", func(t *testing.T, f *excelize.File) { set(t, f, "Scores", "D2", 5) }, "Scores!D2", "A level is 1, 2, 3 or 4"},
	{"not applicable", func(t *testing.T, f *excelize.File) { set(t, f, "Scores", "D2", "n/a") }, "Scores!D2", "A level is 1, 2, 3 or 4"},
	{"a level without its evidence", func(t *testing.T, f *excelize.File) {
		set(t, f, "Scores", "D2", 3)
		set(t, f, "Scores", "E2", reason)
	}, "Scores!F2", "evidence"},
	{"a level without a reason", func(t *testing.T, f *excelize.File) { set(t, f, "Scores", "D2", 1) }, "Scores!E2", "sentence"},
	{"an unknown statement", func(t *testing.T, f *excelize.File) {
		set(t, f, "Scores", "A2", "99.9")
		set(t, f, "Scores", "E2", reason)
	}, "Scores!A2", "There is no statement 99.9"},
	{"an unknown organisation", func(t *testing.T, f *excelize.File) {
		set(t, f, "Scores", "C2", "the neighbours")
		set(t, f, "Scores", "E2", reason)
	}, "Scores!E2", "Your role does not let you write"},
	{"evidence that is not there", func(t *testing.T, f *excelize.File) { set(t, f, "Scores", "F2", "E77") }, "Scores!F2", "There is no evidence E77"},
	{"a formula", func(t *testing.T, f *excelize.File) {
		if err := f.SetCellFormula("Scores", "E2", "1+1"); err != nil {
			t.Fatal(err)
		}
	}, "Scores!E2", "holds a formula"},
	{"a child’s number in a reason", func(t *testing.T, f *excelize.File) { set(t, f, "Scores", "E2", "Seen in the file of B801200005001.") }, "Scores!E2", "a unique pupil number"},
	{"too long", func(t *testing.T, f *excelize.File) { set(t, f, "Scores", "E2", strings.Repeat("word ", 1000)) }, "Scores!E2", "too long"},
	{"no date", func(t *testing.T, f *excelize.File) { set(t, f, "Evidence", "D2", "last spring") }, "Evidence!D2", "not a date"},
	{"a date to come", func(t *testing.T, f *excelize.File) { set(t, f, "Evidence", "D2", "2031-01-01") }, "Evidence!D2", "has not come yet"},
	{"no kind of evidence", func(t *testing.T, f *excelize.File) { set(t, f, "Evidence", "C2", "hearsay") }, "Evidence!C2", "Choose what kind"},
	{"two rows of one", func(t *testing.T, f *excelize.File) {
		set(t, f, "Evidence", "A3", "E1")
		set(t, f, "Evidence", "B3", "Another")
	}, "Evidence!A3", "so is the row of A2"},
	{"a row of nothing", func(t *testing.T, f *excelize.File) { set(t, f, "Evidence", "B9", "A title and no number") }, "Evidence!A9", "has no number"},
	{"a status that is worked out", func(t *testing.T, f *excelize.File) { set(t, f, "Actions", "F2", "late") }, "Actions!F2", "worked out from the dates"},
	{"an action without a lead", func(t *testing.T, f *excelize.File) { set(t, f, "Actions", "D2", "") }, "Actions!D2", "Name the role that leads"},
	{"a milestone of no action", func(t *testing.T, f *excelize.File) {
		set(t, f, "Milestones", "A4", "A9")
		set(t, f, "Milestones", "B4", 1)
		set(t, f, "Milestones", "C4", "60%")
	}, "Milestones!A4", "There is no action A9"},
	{"a milestone without a day", func(t *testing.T, f *excelize.File) { set(t, f, "Milestones", "D3", "") }, "Milestones!D3", "Give the day of milestone 2"},
	{"a missing column", func(t *testing.T, f *excelize.File) { _ = f.RemoveCol("Scores", "D") }, "Scores", "The column “Level” is missing"},
	{"a column of their own", func(t *testing.T, f *excelize.File) { set(t, f, "Scores", "L1", "Our notes") }, "Scores!L1", "No column of this sheet is called"},
	{"a missing sheet", func(t *testing.T, f *excelize.File) { _ = f.DeleteSheet("Milestones") }, "Milestones", "has no sheet"},
	{"another framework", func(t *testing.T, f *excelize.File) { set(t, f, "Read me", "B6", "2031.1") }, "Read me!B6", "version 2031.1 of the framework"},
	{"another partnership", func(t *testing.T, f *excelize.File) { set(t, f, "Read me", "B4", "102") }, "Read me!B4", "of the partnership 102"},
	{"another year", func(t *testing.T, f *excelize.File) { set(t, f, "Read me", "B5", "2025") }, "Read me!B5", "2025"},
	{"an entry to come", func(t *testing.T, f *excelize.File) { set(t, f, "Read me", "B7", "9999") }, "Read me!B7", "at which entry"},
	{"no sheet to say what it is", func(t *testing.T, f *excelize.File) { _ = f.DeleteSheet("Read me") }, "the file", "was not made here"},
}

func TestWrongCellsAreNamedAndNothingIsSaved(t *testing.T) {
	o := open(t)
	book := o.written(administrator)
	for _, one := range wrongCells {
		result, problems := read(edited(t, book, func(f *excelize.File) { one.edit(t, f) }), o.input(administrator))
		found := false
		for _, p := range problems {
			found = found || p.Place() == one.place && strings.Contains(p.Text, one.want)
			if p.Mend == "" && p.Sheet != "" && p.Text == "" {
				t.Errorf("%s: a problem without words", one.name)
			}
		}
		if !found || len(result.Saves) > 0 {
			t.Errorf("%s: %d saves and %q; want %s: %s", one.name, len(result.Saves), told(problems), one.place, one.want)
		}
	}
}

func TestAllProblemsOfAllSheetsAreTold(t *testing.T) {
	o := open(t)
	book := edited(t, o.written(administrator), func(f *excelize.File) {
		set(t, f, "Scores", "D2", 9)
		set(t, f, "Scores", "E3", "A reason that is fine, and would be saved.")
		set(t, f, "Evidence", "D2", "soon")
		set(t, f, "Milestones", "B2", "first")
	})
	result, problems := read(book, o.input(administrator))
	var places []string
	for _, p := range problems {
		places = append(places, p.Place())
	}
	if got := strings.Join(places, " "); got != "Scores!D2 Evidence!D2 Milestones!B2" || len(result.Saves) > 0 {
		t.Errorf("%d saves, problems at %s: %s", len(result.Saves), got, told(problems))
	}
}
