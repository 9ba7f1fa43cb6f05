package main

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/mux"
	"github.com/xuri/excelize/v2"

	"inclusion/dashboards/board"
	"inclusion/dashboards/static"
	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/browsertest"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/web"
)

// packSite serves the working pages of the invented partnerships to one person.
func packSite(t *testing.T, d *desk.Desk, who *account.Person) http.Handler {
	t.Helper()
	views, err := view.New()
	if err != nil {
		t.Fatal(err)
	}
	noon, _ := inventedDay.Time()
	pages := &board.Pages{Views: views, Desk: d, Log: discard(), Now: func() time.Time { return noon }, Sample: func() bool { return true }}
	site := &web.Site{Log: discard()}
	router := mux.NewRouter()
	router.PathPrefix(static.Prefix).Handler(static.Handler(http.NotFoundHandler()))
	pages.Install(router, site)
	handler, err := site.Wrap(router)
	if err != nil {
		t.Fatal(err)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler.ServeHTTP(w, r.WithContext(account.WithPerson(r.Context(), who)))
	})
}

func inspectorOf(code string, version int) *account.Person {
	return &account.Person{ID: "link-1", Name: "Inspector", Grants: []account.Grant{{Role: account.Inspector, Partnership: code, Version: version}}}
}

func answerOf(site http.Handler, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	site.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}

// TestRule_9_12_AnInspectorOpensOnePackAndNothingElse: by one link, read-only, without an account.
func TestRule_9_12_AnInspectorOpensOnePackAndNothingElse(t *testing.T) {
	d := told(t, sampleWarehouse(t), inventedDay)
	inspector := packSite(t, d, inspectorOf("101", 2))
	for path, want := range map[string]int{"/board/101/pack/2": 200, "/board/101/pack/2.xlsx": 200, "/board/101/pack/2.zip": 200, "/board/101/pack/1": 403, "/board/101/pack/1.zip": 403,
		"/board/101/pack": 403, "/board/101": 403, "/board/101/actions": 403, "/board/101/versions": 403, "/board/103/pack/1": 403, "/board/101/pack/none": 404} {
		if got := answerOf(inspector, path).Code; got != want {
			t.Errorf("an inspector gets %d at %s, want %d", got, path, want)
		}
	}
	public := packSite(t, d, nil)
	for _, path := range []string{"/board/101/pack", "/board/101/pack/2", "/board/101/pack/2.xlsx", "/board/101/pack/2.zip"} {
		if got := answerOf(public, path).Code; got != http.StatusUnauthorized {
			t.Errorf("anybody gets %d at %s", got, path)
		}
	}
	admin := packSite(t, d, &account.Person{ID: "a", Grants: []account.Grant{{Role: account.Board, Partnership: "101", Organisation: plan.BoardOrg}}})
	choice := answerOf(admin, "/board/101/pack").Body.String()
	for _, words := range []string{"Open the pack of version 2", "Pack of version 1", "superseded", "Next engagement meeting", "13 January 2027", "every 12 months"} {
		if !strings.Contains(choice, words) {
			t.Errorf("the page where a version is chosen lacks %q", words)
		}
	}
}

// unwanted are the words that a pack never uses.
var unwanted = regexp.MustCompile(`(?i)\b(grad(e|es|ed|ing)|score out of|pass(es|ed)?|fail(s|ed|ing|ure|ures)?|rank(s|ed|ing|ings)?)\b`)

// TestRule_9_12_WordsThatAPackNeverUses looks through every pack of the invented partnerships: page, workbook and CSV.
func TestRule_9_12_WordsThatAPackNeverUses(t *testing.T) {
	d := told(t, sampleWarehouse(t), inventedDay)
	for code, versions := range map[string]int{"101": 2, "103": 1, "107": 1} {
		for n := 1; n <= versions; n++ {
			site, href := packSite(t, d, inspectorOf(code, n)), "/board/"+code+"/pack/"+string(rune('0'+n))
			version, _, err := d.Version(t.Context(), code, n)
			if err != nil {
				t.Fatal(err)
			}
			for kind, text := range map[string]string{"page": plainText(answerOf(site, href).Body.String()), "workbook": sheetText(t, answerOf(site, href+".xlsx").Body.Bytes()),
				"ZIP": zipText(t, answerOf(site, href+".zip").Body.Bytes())} {
				if !strings.Contains(text, "for discussion") || !strings.Contains(strings.ToLower(text), "self-evaluation") {
					t.Errorf("the %s of %s does not say that it is a self-evaluation, for discussion", kind, href)
				}
				for _, at := range unwanted.FindAllStringIndex(text, -1) {
					around := text[max(0, at[0]-60):min(len(text), at[1]+60)]
					if !quoted(version, text[max(0, at[0]-12):at[1]]) {
						t.Errorf("the %s of %s says %q: …%s…", kind, href, text[at[0]:at[1]], around)
					}
				}
			}
		}
	}
}

// quoted says that somebody of the partnership wrote the words.
func quoted(v *plan.Version, words string) bool {
	for _, e := range v.Entries {
		if strings.Contains(e.Body, words) {
			return true
		}
	}
	return false
}

var markup = regexp.MustCompile(`(?s)<(script|style).*?</(script|style)>|<[^>]*>`)

func plainText(page string) string {
	return strings.Join(strings.Fields(markup.ReplaceAllString(page, " ")), " ")
}

func sheetText(t *testing.T, file []byte) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var text strings.Builder
	for _, sheet := range f.GetSheetList() {
		text.WriteString(sheet + "\n")
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			text.WriteString(strings.Join(row, " | ") + "\n")
		}
	}
	return text.String()
}

func zipText(t *testing.T, file []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&text, r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return text.String()
}

// TestThePackHoldsForEveryReader holds axe-core's rules against the pack, and looks for what a narrow page cannot hold.
func TestThePackHoldsForEveryReader(t *testing.T) {
	axe := browsertest.Axe(t)
	ctx := browsertest.Open(t)
	server := httptest.NewServer(packSite(t, told(t, sampleWarehouse(t), inventedDay), inspectorOf("101", 2)))
	t.Cleanup(server.Close)
	for _, look := range browsertest.Looks {
		found, err := browsertest.Violations(ctx, axe, server.URL+"/board/101/pack/2", look)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range found {
			t.Errorf("%s: %s", look.Name, v)
		}
	}
	wide, err := browsertest.Overflow(ctx, 320)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range wide {
		t.Errorf("at 320 pixels: %s", w)
	}
}

// TestRule_9_12_ThePackPrintsOnLessThanTwentySheets prints the fullest invented pack: A4, with a running head and page numbers, without
// what only a screen needs.
func TestRule_9_12_ThePackPrintsOnLessThanTwentySheets(t *testing.T) {
	ctx := browsertest.Open(t)
	server := httptest.NewServer(packSite(t, told(t, sampleWarehouse(t), inventedDay), inspectorOf("101", 2)))
	t.Cleanup(server.Close)
	paper, err := browsertest.Print(ctx, server.URL+"/board/101/pack/2")
	if err != nil {
		t.Fatal(err)
	}
	if n := paper.Sheets(); n >= 20 || n < 10 {
		t.Errorf("the pack prints on %d sheets", n)
	}
	if sizes := paper.Sizes(); len(sizes) != 1 || !strings.HasPrefix(sizes[0], "594.9") {
		t.Errorf("the sheets are of %v, want A4", sizes)
	}
	for i, text := range paper.Text(t) {
		for _, words := range []string{"Alderbrook SEND and AP partnership · engagement pack · version 2, ", "Page "} {
			if !strings.Contains(text, words) {
				t.Errorf("sheet %d lacks %q", i+1, words)
			}
		}
		for _, words := range []string{"Find an area", "Sign in", "Workbook"} {
			if strings.Contains(text, words) {
				t.Errorf("sheet %d has %q, which is for the screen", i+1, words)
			}
		}
	}
}
