package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"inclusion/internal/desk/invented"
	"inclusion/internal/plan"
)

// visitor sends what no browser of ours would send. It keeps its session.
type visitor struct {
	t      *testing.T
	site   *running
	client *http.Client
}

// asVisitor signs in; nobody signs in where the address is empty.
func asVisitor(t *testing.T, s *running, email string) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	v := &visitor{t, s, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	if email == "" {
		return v
	}
	if status, text := v.send("/sign-in", form("email", email, "password", invented.Password)); status != http.StatusSeeOther {
		t.Fatalf("signing in as %s: %d %s", email, status, text)
	}
	return v
}

// request is a body with its kind and more headers.
type request struct {
	body   io.Reader
	kind   string
	header map[string]string
}

func form(pairs ...string) request {
	values := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	return request{body: strings.NewReader(values.Encode()), kind: "application/x-www-form-urlencoded"}
}

// from says where the browser was that sends the request.
func (r request) from(site, origin string) request {
	r.header = map[string]string{"Sec-Fetch-Site": site, "Origin": origin}
	return r
}

// upload is a form with a file, written while it is sent.
func upload(name string, file io.Reader) request {
	out, in := io.Pipe()
	parts := multipart.NewWriter(in)
	go func() {
		part, err := parts.CreateFormFile("file", name)
		if err == nil {
			_, err = io.Copy(part, file)
		}
		if err == nil {
			err = parts.WriteField("do", "write")
		}
		if err == nil {
			err = parts.Close()
		}
		in.CloseWithError(err)
	}()
	return request{body: out, kind: parts.FormDataContentType()}
}

// send posts, and reads the answer.
func (v *visitor) send(path string, what request) (status int, text string) {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), http.MethodPost, v.site.url+path, what.body)
	if err != nil {
		v.t.Fatal(err)
	}
	r.Header.Set("Content-Type", what.kind)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for name, value := range what.header {
		r.Header.Set(name, value)
	}
	return v.answer(r)
}

func (v *visitor) get(path string) (status int, text string) {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), http.MethodGet, v.site.url+path, nil)
	if err != nil {
		v.t.Fatal(err)
	}
	return v.answer(r)
}

func (v *visitor) answer(r *http.Request) (status int, text string) {
	v.t.Helper()
	answer, err := v.client.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return answer.StatusCode, string(b)
}

// position is where the ledgers of all three partnerships stand.
func (s *running) position(t *testing.T) (all [3]int64) {
	t.Helper()
	for i, code := range []string{"101", "103", "107"} {
		var err error
		if all[i], err = s.plans.Last(t.Context(), code); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// macros is a workbook with a macro in it.
func macros(t *testing.T) io.Reader {
	t.Helper()
	var book bytes.Buffer
	z := zip.NewWriter(&book)
	for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte("<a/>"))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return &book
}

// nothing is a file of a length without anything in it, of which it is told how much was read.
type nothing struct {
	left int64
	read atomic.Int64 // it may be read on while the answer is here already
}

func (n *nothing) Read(p []byte) (int, error) {
	if n.left == 0 {
		return 0, io.EOF
	}
	size := min(int64(len(p)), n.left)
	clear(p[:size])
	n.left -= size
	n.read.Add(size)
	return int(size), nil
}

// TestWhatIsWrongIsRefusedClearlyAndChangesNothing sends what people mistype and what attackers try to the product as it is served.
func TestWhatIsWrongIsRefusedClearlyAndChangesNothing(t *testing.T) {
	s := ownSite(t)
	forum, board, nobody := asVisitor(t, s, scoredBy), asVisitor(t, s, ofDraft), asVisitor(t, s, "")
	const scores = scoredPage + "/scores/forum"
	why := "Families wait for months."
	for _, c := range []struct {
		name   string
		who    *visitor
		path   string
		what   request
		status int
		says   string
	}{
		{"a reason that is too long", forum, scores, form("base", "0", "level", "1", "rationale", strings.Repeat("word ", 1000)), 422, "too long: it has 4999 characters, and 4000 are kept"},
		{"a form that is too long", forum, scores, form("base", "0", "level", "1", "rationale", strings.Repeat("word ", 1<<20)), 413, "large"},
		{"a level there is not", forum, scores, form("base", "0", "level", "7", "rationale", why), 422, "1 to 4"},
		{"a level that is no number", forum, scores, form("base", "0", "level", "best", "rationale", why), 422, "1 to 4"},
		{"a level without a reason", forum, scores, form("base", "0", "level", "3", "rationale", ""), 422, "Say in a sentence why"},
		{"a statement there is not", forum, "/board/103/assessment/99.9/scores/forum", form("base", "0", "level", "1", "rationale", why), 404, "99.9"},
		{"an organisation there is not", forum, scoredPage + "/scores/nobody", form("base", "0", "level", "1", "rationale", why), 404, "nobody"},
		{"another organisation's score", forum, scoredPage + "/scores/council", form("base", "0", "level", "1", "rationale", why), 403, "another organisation"},
		{"another partnership's score", forum, "/board/101/assessment/5.3/scores/forum", form("base", "0", "level", "1", "rationale", why), 403, "Your role does not include this"},
		{"an area there is not", forum, "/board/999/assessment/5.3/scores/forum", form("base", "0", "level", "1", "rationale", why), 403, "Your role does not include this"},
		{"nobody who has signed in", nobody, scores, form("base", "0", "level", "1", "rationale", why), 401, "Sign in"},
		{"a page of another site", forum, scores, form("base", "0", "level", "1", "rationale", why).from("cross-site", "https://elsewhere.invalid"), 403, ""},
		{"another site without the newer header", forum, scores, form("base", "0", "level", "1", "rationale", why).from("", "https://elsewhere.invalid"), 403, ""},
		{"a workbook with macros", board, "/board/103/workbook", upload("scores.xlsm", macros(t)), 422, "The workbook holds macros"},
		{"a file that is no workbook", board, "/board/103/workbook", upload("scores.xlsx", strings.NewReader("statement,level\n5.3,4\n")), 422, "xlsx"},
		{"a workbook by somebody who may not", forum, "/board/101/workbook", upload("scores.xlsx", strings.NewReader("x")), 403, "Your role does not include this"},
		{"a publication that is not ready", board, "/board/103/publish/move/agreed", form(), 422, "sign"},
		{"an update of no day", board, "/board/103/actions/A1/updates", form("base", "0", "on", "2026-02-31", "status", "on track", "text", "News."), 422, "day"},
		{"an action there is not", board, "/board/103/actions/A99/updates", form("base", "0", "on", "2026-02-03", "status", "on track", "text", "News."), 404, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := s.position(t)
			who := *c.who
			who.t = t
			status, text := who.send(c.path, c.what)
			if status != c.status || !strings.Contains(text, c.says) || strings.TrimSpace(text) == "" {
				t.Errorf("the answer is %d, want %d and %q:\n%.500s", status, c.status, c.says, mainOf(text))
			}
			if after := s.position(t); after != before {
				t.Errorf("the ledgers stood at %v and stand at %v", before, after)
			}
		})
	}
}

// mainOf is what a page says is wrong, or its main part.
func mainOf(page string) string {
	for _, begins := range []string{"data-problems", "<main"} {
		if _, rest, ok := strings.Cut(page, begins); ok {
			return rest
		}
	}
	return page
}

// TestAHugeUploadIsRefusedBeforeItIsRead streams a gigabyte: the server says so after the first megabytes, whether the length is told or not.
func TestAHugeUploadIsRefusedBeforeItIsRead(t *testing.T) {
	const huge, most = 1 << 30, 64 << 20
	s := ownSite(t)
	board := asVisitor(t, s, ofDraft)
	before := s.position(t)
	file := &nothing{left: huge}
	status, text := board.send("/board/103/workbook", upload("scores.xlsx", file))
	if status != http.StatusRequestEntityTooLarge || !strings.Contains(text, "larger than 10 MB") {
		t.Errorf("the answer is %d:\n%.500s", status, mainOf(text))
	}
	if read := file.read.Load(); read > most {
		t.Errorf("%d bytes were taken before the answer", read)
	}
	if after := s.position(t); after != before {
		t.Errorf("the ledgers stood at %v and stand at %v", before, after)
	}
}

// hostile is what a spreadsheet would run and a browser would show as markup.
const hostile = `=cmd|'/c calc'!A0 <script>document.title = "taken"</script><b>bold</b>`

// TestWhatPeopleWriteStaysText writes formulas and markup where people write, and finds them as words in every page and file.
func TestWhatPeopleWriteStaysText(t *testing.T) {
	s := ownSite(t)
	forum, council := asVisitor(t, s, scoredBy), asVisitor(t, s, "social-care.101@sample.invalid")
	if status, text := forum.send(scoredPage+"/scores/forum", form("base", "0", "level", "1", "rationale", hostile)); status != http.StatusSeeOther {
		t.Fatalf("saving the reason: %d\n%.500s", status, mainOf(text))
	}
	if got := s.standing(t); got == nil || got.Rationale != hostile {
		t.Fatalf("%+v stands", got)
	}
	books, err := s.plans.Standing(t.Context(), "101")
	if err != nil {
		t.Fatal(err)
	}
	book, err := plan.BookOf("101", books)
	if err != nil {
		t.Fatal(err)
	}
	today := plan.DayOf(time.Now())
	if status, text := council.send("/board/101/actions/A4/updates", form("base", strconv.Itoa(book.Revision(plan.KindAction, "A4")), "on", string(today), "status", book.Actions["A4"].Status, "text", hostile)); status != http.StatusSeeOther {
		t.Fatalf("giving news: %d\n%.500s", status, mainOf(text))
	}
	for who, paths := range map[*visitor][]string{forum: {scoredPage, "/board/103/perspectives", "/board/103/assessment"}, council: {"/board/101/actions/A4", "/board/101/actions"},
		asVisitor(t, s, ""): {"/areas/101/plan/actions", "/areas/101/plan/actions/A4"}} {
		for _, path := range paths {
			status, text := who.get(path)
			if status != http.StatusOK || strings.Contains(text, "<script>document") || strings.Contains(text, "<b>bold") {
				t.Errorf("%s is answered with %d and lets markup through", path, status)
			}
		}
	}
	if _, text := asVisitor(t, s, "").get("/areas/101/plan/actions/A4"); !strings.Contains(text, "&lt;b&gt;bold&lt;/b&gt;") {
		t.Error("the public page of the promise does not show the words as they were written")
	}
	safeWorkbook(t, forum, "/board/103/workbook.xlsx")
	safeWorkbook(t, council, "/areas/101/plan/actions.xlsx")
	_, text := council.get("/areas/101/plan/actions.csv")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	if err != nil || !strings.Contains(text, "calc") {
		t.Fatalf("the file of promises (%v) does not hold the news", err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("a spreadsheet would run %.60q", cell)
			}
		}
	}
}

// safeWorkbook finds the hostile words in a workbook, and no formula.
func safeWorkbook(t *testing.T, who *visitor, path string) {
	t.Helper()
	status, text := who.get(path)
	book, err := excelize.OpenReader(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%s: %d, %v", path, status, err)
	}
	defer book.Close()
	found := false
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for y, row := range rows {
			for x, value := range row {
				found = found || strings.Contains(value, "/c calc")
				cell, err := excelize.CoordinatesToCellName(x+1, y+1)
				if err != nil {
					t.Fatal(err)
				}
				if formula, err := book.GetCellFormula(sheet, cell); err != nil || formula != "" {
					t.Errorf("%s %s!%s holds the formula %q (%v)", path, sheet, cell, formula, err)
				}
			}
		}
	}
	if !found {
		t.Errorf("%s does not hold what was written", path)
	}
}
