package page

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/mux"
	"golang.org/x/net/html"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/indicator"
	"inclusion/internal/store"
	"inclusion/internal/web"
	statements "inclusion/sql"
)

//go:embed testdata/indicators.sql
var indicatorTables string

//go:embed testdata/figures.sql
var indicatorFigures string

// indicatorFolder makes a data folder whose warehouse holds the small invented England.
func indicatorFolder(t testing.TB) store.Folder {
	t.Helper()
	return folderOf(t, smallWarehouse)
}

// smallWarehouse is the bytes of the warehouse, made once.
var smallWarehouse = warehouseOnce()

// warehouseOnce makes the bytes of a warehouse when they are first asked for, with the product's own statements.
func warehouseOnce(more ...string) func() ([]byte, error) {
	return sync.OnceValues(func() ([]byte, error) {
		dir, err := os.MkdirTemp(sharedDir, "small-england-*")
		if err != nil {
			return nil, err
		}
		file := filepath.Join(dir, "new.duckdb")
		if err := fillSmallWarehouse(file, more...); err != nil {
			return nil, err
		}
		return os.ReadFile(file)
	})
}

// folderOf makes a data folder that holds a warehouse.
func folderOf(t testing.TB, warehouse func() ([]byte, error)) store.Folder {
	t.Helper()
	whole, err := warehouse()
	if err != nil {
		t.Fatal(err)
	}
	folder := store.Folder{Dir: t.TempDir()}
	file := filepath.Join(folder.Dir, "new.duckdb")
	if err := errors.Join(os.WriteFile(file, whole, 0o600), folder.Promote(file, 1)); err != nil {
		t.Fatal(err)
	}
	return folder
}

// fillSmallWarehouse makes the warehouse in a file, with the figures of more statements when they are given.
func fillSmallWarehouse(file string, more ...string) error {
	ctx := context.Background()
	db, err := store.Engine{Memory: "200MB", Threads: 1}.Create(ctx, file)
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	run := func(statement string, args ...any) {
		if _, failed := db.ExecContext(ctx, statement, args...); failed != nil && err == nil {
			err = fmt.Errorf("%.80s: %w", statement, failed)
		}
	}
	for _, step := range []string{"create macro meaning(symbol) as null", "create macro edition_id() as null::varchar", "create macro good_status() as 'ok'",
		statements.Text("macros"), indicatorTables, statements.Text("indicators_tables")} {
		run(step)
	}
	catalogue, failed := indicator.Catalogue()
	if failed != nil {
		return failed
	}
	for _, in := range catalogue {
		about, failed := in.JSON()
		if failed != nil {
			return failed
		}
		run("insert into indicator values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", in.ID, in.Name, in.Theme, in.Type, in.Polarity,
			in.Unit, in.Times(), in.Precision, in.Interval, in.Basis, in.Regions, about)
	}
	for _, figures := range append([]string{indicatorFigures}, more...) {
		run(figures)
	}
	for _, name := range statements.Names("benchmarks") {
		run(statements.Text("benchmarks/" + name))
	}
	run("checkpoint")
	return errors.Join(err, db.Close())
}

// fixedLoads are loads that went as they went.
type fixedLoads struct {
	asked int
	busy  error
}

func (l *fixedLoads) Runs(int) ([]Run, error) {
	return []Run{{Job: "ehc-plans", Title: "Education, health and care plans", Started: indicatorNow.Add(-26 * time.Hour), Outcome: "refused", Failed: true,
		Lines: []string{"bad.csv: rejected: the column “plans” is missing"}}}, nil
}

func (l *fixedLoads) Jobs() []Job {
	return []Job{{ID: "ehc-plans", Last: indicatorNow.Add(-26 * time.Hour), Next: indicatorNow.Add(22 * time.Hour)}}
}

func (l *fixedLoads) GoLive(context.Context) error {
	l.asked++
	return l.busy
}

// sessions say who a request is from.
type sessions interface {
	Sessions(next http.Handler) http.Handler
}

// cookieAdmin takes whoever has the cookie for the administrator, and whoever has another for a person without a role.
type cookieAdmin struct{}

func (cookieAdmin) Sessions(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c, err := r.Cookie("admin"); err == nil && c.Value == "yes" {
			r = r.WithContext(account.WithPerson(r.Context(), account.KeyHolder()))
		} else if err == nil {
			r = r.WithContext(account.WithPerson(r.Context(), &account.Person{ID: "someone", Name: "Someone"}))
		}
		next.ServeHTTP(w, r)
	})
}

// indicatorNow is when the tests take place.
var indicatorNow = time.Date(2026, 1, 26, 12, 0, 0, 0, time.UTC)

// indicatorSite serves the pages over a folder.
type indicatorSite struct {
	handler http.Handler
	loads   *fixedLoads
}

func newIndicatorSite(t testing.TB, folder store.Folder, known sessions) indicatorSite {
	t.Helper()
	w, err := store.OpenWarehouse(context.Background(), func() store.Folder { return folder }, store.Engine{Memory: "400MB"}, quiet)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	views, err := view.New()
	if err != nil {
		t.Fatal(err)
	}
	loads := &fixedLoads{}
	pages := &Pages{Views: views, Warehouse: w, Loads: loads, Log: quiet, Now: func() time.Time { return indicatorNow }, Cache: web.NewCache(1), Accounts: known != nil}
	site := &web.Site{Log: quiet, ErrorPage: pages.ErrorPage}
	router := mux.NewRouter()
	pages.Install(router, site)
	var whole http.Handler = router
	if known != nil {
		whole = known.Sessions(router)
	}
	handler, err := site.Wrap(whole)
	if err != nil {
		t.Fatal(err)
	}
	return indicatorSite{handler, loads}
}

// send makes a request; cookies and forms as wanted.
func (s indicatorSite) send(method, address string, form url.Values, cookie string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, address, strings.NewReader(form.Encode()))
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if cookie != "" {
		r.Header.Set("Cookie", cookie)
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}

// get opens a page that must be there.
func (s indicatorSite) get(t *testing.T, address string) opened {
	t.Helper()
	return s.getWith(t, address, http.StatusOK)
}

// getWith opens a page that must answer with a status.
func (s indicatorSite) getWith(t *testing.T, address string, status int) opened {
	t.Helper()
	w := s.send(http.MethodGet, address, nil, "")
	if w.Code != status {
		t.Fatalf("%s answers %d, want %d: %s", address, w.Code, status, openedFrom(t, w).words("main"))
	}
	return openedFrom(t, w)
}

// opened is a page as a reader has it.
type opened struct {
	root   *html.Node
	header http.Header
}

func openedFrom(t *testing.T, w *httptest.ResponseRecorder) opened {
	t.Helper()
	root, err := html.Parse(strings.NewReader(w.Body.String()))
	if err != nil {
		t.Fatal(err)
	}
	return opened{root, w.Header()}
}

// all are the elements of a name.
func (o opened) all(name string) []*html.Node {
	var found []*html.Node
	for n := range o.root.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			found = append(found, n)
		}
	}
	return found
}

// words are the words inside the first element of a name.
func (o opened) words(name string) string {
	if all := o.all(name); len(all) > 0 {
		return wordsIn(all[0])
	}
	return ""
}

// rows are the words of the cells of the table with a caption, row by row.
func (o opened) rows(t *testing.T, caption string) [][]string {
	t.Helper()
	for _, table := range o.all("table") {
		part := opened{root: table}
		if part.words("caption") != caption {
			continue
		}
		var rows [][]string
		for _, tr := range part.all("tr") {
			var cells []string
			for cell := range tr.ChildNodes() {
				if cell.Type == html.ElementNode {
					cells = append(cells, wordsIn(cell))
				}
			}
			rows = append(rows, cells)
		}
		return rows
	}
	t.Fatalf("there is no table %q; the page says: %s", caption, o.words("main"))
	return nil
}

// wordsIn are the words a sighted reader has, with single blanks.
func wordsIn(n *html.Node) string {
	var text strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			text.WriteString(n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "class" && a.Val == "heard" && n.Data == "span" {
				return
			}
		}
		if n.Data == "script" || n.Data == "svg" {
			return
		}
		for c := range n.ChildNodes() {
			walk(c)
			if c.Type == html.ElementNode {
				text.WriteString(" ")
			}
		}
	}
	walk(n)
	return strings.Join(strings.Fields(text.String()), " ")
}

// link is the address that words lead to.
func (o opened) link(words string) string {
	for _, a := range o.all("a") {
		if wordsIn(a) == words {
			for _, at := range a.Attr {
				if at.Key == "href" {
					return at.Val
				}
			}
		}
	}
	return ""
}
