package board

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/mux"
	"golang.org/x/net/html"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/plan/plantest"
	"inclusion/internal/returns/returnstest"
	"inclusion/internal/web"
)

// office is a server of working pages on an empty ledger, where the assessment of 2026 has begun and figures are published.
type office struct {
	t    *testing.T
	desk *desk.Desk
	site http.Handler
	who  *account.Person

	pages *Pages
	log   *bytes.Buffer
}

const officeCode = "101"

func somebody(id string, role account.Role, organisation string) *account.Person {
	return &account.Person{ID: id, Name: view.UpperFirst(id), Grants: []account.Grant{{Role: role, Partnership: officeCode, Organisation: organisation}}}
}

var (
	administrator = somebody("administrator", account.Board, plan.BoardOrg)
	ofCouncil     = somebody("councillor", account.Partner, plan.Council)
	ofICB         = somebody("nurse", account.Partner, plan.ICB)
	ofForum       = somebody("parent", account.ForumEdit, plan.ForumOrg)
	ofYoung       = somebody("lead", account.YoungLead, plan.YoungOrg)
	ofRegion      = somebody("viewer", account.Regional, "")
	ofData        = somebody("officer", account.DataOff, plan.Council)
)

// published is what is published of the office's area: reviews decided on time for 47 in 100, under the legal floor of statement 5.3.
type published struct{}

func (published) Area(_ context.Context, code string) (string, bool, error) {
	return "Alderbrook", code == officeCode, nil
}
func (published) Made() string { return "test" }
func (published) Figures(context.Context, string) (plan.Figures, error) {
	value, england, part, whole := 47.0, 41.1, 47.0, 100.0
	return plan.Figures{Area: officeCode, Values: map[string]plan.Figure{"S10": {Indicator: "S10", Name: "Review decisions in four weeks", Unit: "percent", Type: "legal",
		Polarity: "higher", Period: "2024", Value: &value, England: &england, Numerator: &part, Denominator: &whole, Status: "ok", Band: 3, Standing: "not met in most cases"}}}, nil
}

func openOffice(t *testing.T) *office {
	t.Helper()
	frameworks, err := plan.LoadFrameworks(nil)
	if err != nil {
		t.Fatal(err)
	}
	views, err := view.New()
	if err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return time.Date(2026, 2, 2, 14, 2, 0, 0, time.UTC) }
	o := &office{t: t, log: &bytes.Buffer{}, desk: &desk.Desk{Ledger: plantest.NewLedger(), Frameworks: frameworks, Data: published{}, Now: now}}
	quietly := slog.New(slog.NewTextHandler(o.log, nil))
	pages := &Pages{Views: views, Desk: o.desk, Log: quietly, Now: now, Sample: func() bool { return false }, Returns: Returns{Kept: &returnstest.Memory{}}}
	o.pages = pages
	router := mux.NewRouter()
	site := &web.Site{Log: quietly}
	for _, route := range pages.Routes() {
		router.Handle(route.Path, site.Page(pages.guarded(route))).Methods(route.Method)
	}
	o.site = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		router.ServeHTTP(w, r.WithContext(account.WithPerson(r.Context(), o.who)))
	})
	if err := o.desk.Begin(t.Context(), administrator, officeCode, "2026", false); err != nil {
		t.Fatal(err)
	}
	return o
}

// answer is what came back: its status, its headers and its page.
type answer struct {
	status int
	header http.Header
	text   string
	page   *html.Node
}

func (o *office) get(who *account.Person, path string) answer {
	o.t.Helper()
	return o.ask(who, httptest.NewRequest(http.MethodGet, path, nil))
}

// post sends a form; quietly is as the script sends it.
func (o *office) post(who *account.Person, path string, form url.Values, quietly bool) answer {
	o.t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if quietly {
		r.Header.Set("X-Saves", "1")
	}
	return o.ask(who, r)
}

func (o *office) ask(who *account.Person, r *http.Request) answer {
	o.t.Helper()
	o.who = who
	w := httptest.NewRecorder()
	o.site.ServeHTTP(w, r)
	page, err := html.Parse(strings.NewReader(w.Body.String()))
	if err != nil {
		o.t.Fatal(err)
	}
	return answer{w.Code, w.Header(), w.Body.String(), page}
}

func (o *office) book() *plan.Book {
	o.t.Helper()
	book, err := o.desk.Book(o.t.Context(), officeCode)
	if err != nil {
		o.t.Fatal(err)
	}
	return book
}

func (o *office) save(who *account.Person, docs ...plan.Document) {
	o.t.Helper()
	for _, d := range docs {
		if _, err := o.desk.Save(o.t.Context(), who, officeCode, desk.Save{Document: d, Base: o.book().Revision(d.Kind(), d.Key())}); err != nil {
			o.t.Fatal(err)
		}
	}
}

// all are the elements for which want is true.
func (a answer) all(want func(*html.Node) bool) (found []*html.Node) {
	for n := range a.page.Descendants() {
		if n.Type == html.ElementNode && want(n) {
			found = append(found, n)
		}
	}
	return found
}

func (a answer) byID(id string) *html.Node {
	found := a.all(func(n *html.Node) bool { return attrOf(n, "id") == id })
	if len(found) == 0 {
		return nil
	}
	return found[0]
}

func attrOf(n *html.Node, name string) string {
	i := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
	if i < 0 {
		return ""
	}
	return n.Attr[i].Val
}

// wordsOf is the text of an element and all in it, blanks closed up.
func wordsOf(n *html.Node) string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// valueIn is the value of a form's hidden or text field.
func (a answer) valueIn(form, name string) string {
	for _, n := range a.all(func(n *html.Node) bool { return attrOf(n, "name") == name }) {
		for up := n.Parent; up != nil; up = up.Parent {
			if attrOf(up, "id") == form {
				return fmt.Sprint(attrOf(n, "value"))
			}
		}
	}
	return ""
}
