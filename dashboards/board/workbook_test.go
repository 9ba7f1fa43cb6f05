package board

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gorilla/mux"
	"github.com/xuri/excelize/v2"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/plan"
	"inclusion/internal/web"
)

// sending is a form with one file as a browser sends it.
func sending(t *testing.T, path, name string, file []byte, fields map[string]string) *http.Request {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for field, text := range fields {
		if err := form.WriteField(field, text); err != nil {
			t.Fatal(err)
		}
	}
	part, err := form.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(file); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, path, &b)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return r
}

// spreadsheet is a workbook that somebody downloaded and worked on.
func (o *office) spreadsheet(who *account.Person, edit func(f *excelize.File)) []byte {
	o.t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(o.get(who, "/board/101/workbook.xlsx").text))
	if err != nil {
		o.t.Fatal(err)
	}
	defer f.Close()
	edit(f)
	return bytesOf(o.t, f)
}

// bytesOf is a spreadsheet as a file.
func bytesOf(t *testing.T, f *excelize.File) []byte {
	t.Helper()
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// putAll writes values into cells of a sheet.
func putAll(t *testing.T, f *excelize.File, sheet string, cells map[string]any) {
	t.Helper()
	for cell, value := range cells {
		if err := f.SetCellValue(sheet, cell, value); err != nil {
			t.Fatal(err)
		}
	}
}

// send is a workbook sent on its page.
func (o *office) send(who *account.Person, file []byte, do string) answer {
	o.t.Helper()
	return o.ask(who, sending(o.t, "/board/101/workbook", "book.xlsx", file, map[string]string{"do": do}))
}

func TestAWorkbookIsLookedAtFirstAndWrittenWhenSentAgain(t *testing.T) {
	o := openOffice(t)
	book := o.spreadsheet(ofCouncil, func(f *excelize.File) {
		putAll(t, f, "Scores", map[string]any{"D2": 1, "E2": "Nothing of this is in place yet, <b>whatever</b> we said before."})
	})
	before := o.book().Seq
	looked := o.send(ofCouncil, book, lookAtIt)
	if said := wordsOf(looked.page); looked.status != http.StatusOK || !strings.Contains(said, "rows are right; 1 would change. Nothing has been written yet") ||
		!strings.Contains(said, "<b>whatever</b>") || strings.Contains(looked.text, "<b>whatever") {
		t.Errorf("status %d: %s", looked.status, said)
	}
	if o.book().Seq != before {
		t.Error("looking at a workbook writes something")
	}
	written := o.send(ofCouncil, book, writeIt)
	if written.status != http.StatusSeeOther || written.header.Get("Location") != "/board/101/workbook?written=1" {
		t.Fatalf("status %d: %s", written.status, wordsOf(written.page))
	}
	statement := o.desk.Frameworks.Newest().Statements()[0].ID
	if score := o.book().Score("2026", statement, plan.Leaders, plan.Council); score == nil || score.Level != 1 || score.On != "2026-02-02" || !strings.Contains(score.Rationale, "<b>whatever</b>") {
		t.Errorf("the council's score is %+v", score)
	}
	if page := wordsOf(o.get(ofCouncil, "/board/101/workbook?written=1").page); !strings.Contains(page, "1 document of the draft written") {
		t.Error("the page does not say what has been written")
	}
	if o.book().Assessments["2026"].State != plan.Draft {
		t.Error("a workbook moved the state")
	}
}

func TestNothingIsWrittenWhereOneCellIsWrong(t *testing.T) {
	o := openOffice(t)
	book := o.spreadsheet(administrator, func(f *excelize.File) {
		putAll(t, f, "Scores", map[string]any{"D2": 1, "E2": "Nothing of this is in place yet.", "D3": 7})
		putAll(t, f, "Evidence", map[string]any{"A2": "E1", "B2": "Minutes", "C2": "minutes", "D2": "soon", "E2": "Board", "F2": "Shelf"})
	})
	before := o.book().Seq
	got := o.send(administrator, book, writeIt)
	said := wordsOf(got.page)
	for _, want := range []string{"2 things are wrong, and nothing has been written.", "Scores!D3", "A level is 1, 2, 3 or 4", "Evidence!D2", "This is not a date", "A date, such as 2026-03-31."} {
		if !strings.Contains(said, want) {
			t.Errorf("the page does not say %q: %s", want, said)
		}
	}
	if got.status != http.StatusUnprocessableEntity || o.book().Seq != before {
		t.Errorf("status %d, entries %d before and %d after", got.status, before, o.book().Seq)
	}
	list := o.send(administrator, book, listIt)
	if kind := list.header.Get("Content-Type"); !strings.HasPrefix(kind, "text/csv") || !strings.Contains(list.text, "Scores,D3,") || !strings.Contains(list.text, "Evidence,D2,") {
		t.Errorf("the list of problems is %s: %s", kind, list.text)
	}
}

func TestAListOfChildrenIsRefusedOnThePage(t *testing.T) {
	o := openOffice(t)
	book := o.spreadsheet(administrator, func(f *excelize.File) {
		_, _ = f.NewSheet("Pupils")
		putAll(t, f, "Pupils", map[string]any{"A1": "UPN", "A2": "Robin Redbreast"})
	})
	got := o.send(administrator, book, writeIt)
	if said := wordsOf(got.page); got.status != http.StatusUnprocessableEntity || !strings.Contains(said, "Pupils") || !strings.Contains(said, "UPN") || strings.Contains(got.text, "Robin") {
		t.Errorf("status %d: %s", got.status, said)
	}
}

// endless is a body of a gigabyte that is made while it is read, and counts how much was.
type endless struct {
	head io.Reader
	read int64
}

func (e *endless) Read(p []byte) (int, error) {
	if n, err := e.head.Read(p); n > 0 || err == nil {
		return n, nil
	}
	if e.read >= 1<<30 {
		return 0, io.EOF
	}
	clear(p)
	e.read += int64(len(p))
	return len(p), nil
}

func TestAGigabyteIsTurnedAwayAfterTenMegabytes(t *testing.T) {
	o := openOffice(t)
	for _, told := range []bool{true, false} {
		body := &endless{head: strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"book.xlsx\"\r\n\r\n")}
		r := httptest.NewRequest(http.MethodPost, "/board/101/workbook", body)
		r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		most := int64(11 << 20)
		if r.ContentLength = -1; told {
			r.ContentLength, most = 1<<30, 0
		}
		got := o.ask(administrator, r)
		if got.status != http.StatusRequestEntityTooLarge || body.read > most || !strings.Contains(got.text, "larger than 10 MB") {
			t.Errorf("with its length told: %t; status %d after %d bytes: %s", told, got.status, body.read, wordsOf(got.page))
		}
	}
}

// As it is installed, the server's own limit of a form gives way to the limit of an upload.
func TestAWorkbookOfSeveralMegabytesGetsThrough(t *testing.T) {
	o := openOffice(t)
	views, err := view.New()
	if err != nil {
		t.Fatal(err)
	}
	quietly := slog.New(slog.NewTextHandler(io.Discard, nil))
	pages := &Pages{Views: views, Desk: o.desk, Log: quietly, Now: o.desk.Now, Sample: func() bool { return false }}
	router, site := mux.NewRouter(), &web.Site{Log: quietly}
	pages.Install(router, site)
	handler, err := site.Wrap(router)
	if err != nil {
		t.Fatal(err)
	}
	for size, want := range map[int]int{3 << 20: http.StatusUnprocessableEntity, 11 << 20: http.StatusRequestEntityTooLarge} {
		r := sending(t, "/board/101/workbook", "book.xlsx", make([]byte, size), nil)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r.WithContext(account.WithPerson(r.Context(), administrator)))
		if w.Code != want {
			t.Errorf("a file of %d bytes: status %d, want %d", size, w.Code, want)
		}
	}
}

// reformReturn is a return as an authority sends it.
func reformReturn(t *testing.T, edit func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	_ = f.SetSheetName("Sheet1", "Cover")
	_, _ = f.NewSheet("Quarterly Return Template")
	putAll(t, f, "Cover", map[string]any{"B13": "Alderbrook Council"})
	putAll(t, f, "Quarterly Return Template", map[string]any{"B5": "2026-27 Quarterly Data", "C6": "Planned", "D6": "Actual", "E6": "Comment",
		"B7": "Places in specialist bases", "C7": 120, "D7": 95, "E7": "Two bases open in January", "B8": "Early years outreach", "C8": "1,200", "D8": "not counted yet"})
	edit(f)
	return bytesOf(t, f)
}

const returnFile = "lsrp-quarterly-return-September-2026-101-alderbrook.xlsx"

func (o *office) sendReturn(who *account.Person, name string, file []byte, fields map[string]string) answer {
	o.t.Helper()
	return o.ask(who, sending(o.t, "/board/101/reform-plan", name, file, fields))
}

func TestContext_6_4_AReturnIsReadAsItStands(t *testing.T) {
	o := openOffice(t)
	got := o.sendReturn(administrator, returnFile, reformReturn(t, func(f *excelize.File) { putAll(t, f, "Quarterly Return Template", map[string]any{"A7": "note"}) }), nil)
	if got.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", got.status, wordsOf(got.page))
	}
	read := o.book().Returns["2026-09"]
	if read == nil || len(read.Rows) != 2 || read.Rows[1].Texts[1] != "not counted yet" || read.Rows[1].Nums[1] != nil || *read.Rows[1].Nums[0] != 1200 || len(read.SHA256) != 64 {
		t.Fatalf("the return is %+v", read)
	}
	page := wordsOf(o.get(ofICB, "/board/101/reform-plan").page)
	for _, want := range []string{"your own return; not published figures", "September 2026", "2026-27 Quarterly Data", "Places in specialist bases", "120", "95", "−25", "not counted yet", "not two numbers",
		"Two bases open in January", "Column A should be empty, and cell A7"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if csv := o.get(ofICB, "/board/101/reform-plan.csv").text; !strings.Contains(csv, "Places in specialist bases,2026-09,,120,95,-25,") {
		t.Errorf("the file is %s", csv)
	}
}

func TestContext_6_4_WhatKeepsAReturnOut(t *testing.T) {
	o := openOffice(t)
	plain := func(*excelize.File) {}
	for name, one := range map[string]struct {
		file string
		edit func(f *excelize.File)
		want string
	}{
		"another name":      {"return.xlsx", plain, "should be called lsrp-quarterly-return"},
		"another authority": {"lsrp-quarterly-return-September-2026-102-elmstead.xlsx", plain, "of authority 102"},
		"another cover":     {returnFile, func(f *excelize.File) { putAll(t, f, "Cover", map[string]any{"B13": "Elmstead"}) }, "not “Alderbrook”"},
		"no cover":          {returnFile, func(f *excelize.File) { _ = f.DeleteSheet("Cover") }, "no sheet"},
		"no period": {returnFile, func(f *excelize.File) {
			putAll(t, f, "Quarterly Return Template", map[string]any{"B5": "2026-29 Quarterly Data"})
		}, "two years that follow each other"},
		"a list of children": {returnFile, func(f *excelize.File) { putAll(t, f, "Quarterly Return Template", map[string]any{"C6": "UPN"}) }, "single children"},
	} {
		got := o.sendReturn(administrator, one.file, reformReturn(t, one.edit), nil)
		said := strings.NewReplacer(`"`, "“").Replace(wordsOf(got.page))
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(strings.ReplaceAll(said, "”", "“"), strings.ReplaceAll(one.want, "”", "“")) || len(o.book().Returns) > 0 {
			t.Errorf("%s: status %d: %s", name, got.status, said)
		}
	}
}

func TestAReturnIsReplacedOnlyWhenAskedTo(t *testing.T) {
	o := openOffice(t)
	first := reformReturn(t, func(*excelize.File) {})
	second := reformReturn(t, func(f *excelize.File) { putAll(t, f, "Quarterly Return Template", map[string]any{"D7": 100}) })
	o.sendReturn(administrator, returnFile, first, nil)
	if got := o.sendReturn(administrator, returnFile, second, nil); got.status != http.StatusConflict || o.book().Returns["2026-09"].Rows[0].Texts[1] != "95" {
		t.Errorf("status %d: %s", got.status, wordsOf(got.page))
	}
	got := o.sendReturn(administrator, returnFile, second, map[string]string{"replace": "yes"})
	if now := fmt.Sprint(o.book().Returns["2026-09"].Rows[0].Texts); got.status != http.StatusSeeOther || !strings.Contains(now, "100") {
		t.Errorf("status %d, the row is %s", got.status, now)
	}
	if got := o.sendReturn(ofICB, returnFile, second, nil); got.status != http.StatusForbidden {
		t.Errorf("a partner sends a return: status %d", got.status)
	}
}
