package board

import (
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/mux"

	"inclusion/dashboards/api"
	"inclusion/dashboards/page"
	"inclusion/dashboards/plans"
	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/account/peopletest"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/returns/returnstest"
	"inclusion/internal/store"
	"inclusion/internal/web"
)

var update = flag.Bool("update", false, "write testdata/roles.txt anew")

// asker is somebody of each kind, for the table of roles.
type asker struct {
	name         string
	who          *account.Person
	organisation string
}

func askers() []asker {
	all := []asker{{name: "public"}}
	for _, role := range account.Roles()[1:] {
		organisation, _ := role.OrganisationOf(plan.Council)
		grant := account.Grant{Role: role, Partnership: officeCode, Organisation: organisation}
		switch role {
		case account.System:
			all = append(all, asker{string(role), account.KeyHolder(), organisation})
			continue
		case account.Inspector:
			grant.Version = 1
		}
		all = append(all, asker{string(role), &account.Person{ID: string(role), Name: string(role), Grants: []account.Grant{grant}}, organisation})
	}
	elsewhere := account.Grant{Role: account.Board, Partnership: "102", Organisation: plan.BoardOrg}
	return append(all, asker{"board administrator elsewhere", &account.Person{ID: "elsewhere", Name: "Elsewhere", Grants: []account.Grant{elsewhere}}, plan.BoardOrg})
}

// whole is every page of the product on a ledger of its own and without a warehouse, with the key and a link that open doors.
type whole struct {
	t            *testing.T
	router       *mux.Router
	pages        *Pages
	site         http.Handler
	who          *account.Person
	accounts     *account.Accounts
	key          string
	secret, code string // of an inspector's link
}

// openWhole opens the product on a ledger where the board shares its draft.
func openWhole(t *testing.T) *whole {
	t.Helper()
	o := openOffice(t)
	o.save(administrator, shared(o.book()))
	quietly := slog.New(slog.NewTextHandler(io.Discard, nil))
	kept, dir := peopletest.NewMemory(), t.TempDir()
	admin, err := account.NewAdmin(dir, kept)
	if err != nil {
		t.Fatal(err)
	}
	key, err := os.ReadFile(filepath.Join(dir, "administrator.key"))
	if err != nil {
		t.Fatal(err)
	}
	views, err := view.New()
	if err != nil {
		t.Fatal(err)
	}
	warehouse, err := store.OpenWarehouse(t.Context(), func() store.Folder { return store.Folder{Dir: dir} }, store.Engine{Memory: "100MB"}, quietly)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(warehouse.Close)
	sample := func() bool { return false }
	w := &whole{t: t, router: mux.NewRouter(), key: string(key)}
	w.accounts = account.NewAccounts(account.Settings{People: kept, Admin: admin, Cost: account.HashCost{Memory: 8, Passes: 1, Threads: 1}, Sample: sample, Now: o.desk.Now})
	public := &page.Pages{Views: views, Warehouse: warehouse, Log: quietly, Now: o.desk.Now, Cache: web.NewCache(1), Accounts: true}
	w.pages = &Pages{Views: views, Desk: o.desk, Log: quietly, Now: o.desk.Now, Sample: sample, People: People{Accounts: w.accounts, Elsewhere: nowhere{}},
		Returns: Returns{Kept: &returnstest.Memory{}}}
	site := &web.Site{Log: quietly, Rules: []web.Rule{{Err: desk.ErrNoPartnership, Problem: web.NotFound("No such partnership.")},
		{Err: store.ErrNoWarehouse, Problem: web.Unavailable("No data.")}}}
	api.Routes(w.router, warehouse, site, public.Cache, o.desk.Now, o.desk)
	public.Install(w.router, site)
	(&plans.Pages{Views: views, Desk: o.desk, Area: public.AreaPage, Kept: public.Kept}).Install(w.router, site)
	w.pages.Install(w.router, site)
	w.site = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.router.ServeHTTP(rw, r.WithContext(account.WithPerson(r.Context(), w.who)))
	})
	if w.secret, w.code, err = w.accounts.GiveLink(t.Context(), administrator, officeCode, 1, "Team", 14); err != nil {
		t.Fatal(err)
	}
	return w
}

// nowhere is an organisation that signs nobody in.
type nowhere struct{}

func (nowhere) Begin(http.ResponseWriter, *http.Request) error  { return web.BadRequest("nowhere") }
func (nowhere) Return(http.ResponseWriter, *http.Request) error { return web.BadRequest("nowhere") }

// shared is the assessment that the book has, open to those whom the board lets see its draft.
func shared(b *plan.Book) *plan.Assessment {
	a := *b.Assessments[b.Cycle()]
	a.Shared = true
	return &a
}

// address is a route as a server has it.
type address struct{ method, path string }

// addresses lists every route of the router: none escapes the table.
func (w *whole) addresses() (all []address) {
	err := w.router.Walk(func(route *mux.Route, _ *mux.Router, _ []*mux.Route) error {
		path, err := route.GetPathTemplate()
		if err != nil {
			return err
		}
		methods, err := route.GetMethods()
		if err != nil {
			methods = []string{http.MethodGet} // any will do
		}
		for _, m := range methods {
			if m != http.MethodHead {
				all = append(all, address{m, path})
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	slices.SortFunc(all, func(a, b address) int { return strings.Compare(a.path+" "+a.method, b.path+" "+b.method) })
	return slices.Compact(all)
}

// right is what an address asks for: what its route says, and for addresses of no working page to read what is published.
func (w *whole) right(a address) account.Right {
	for _, route := range w.pages.Routes() {
		if route.Path == a.path && route.Method == a.method {
			return route.Right
		}
	}
	if a.path == "/data/live" {
		return account.ManageServer
	}
	return account.SeePublished
}

var variable = regexp.MustCompile(`\{(\w+)(?::([^{}]*(?:\{[^{}]*\}[^{}]*)*))?\}`)

// filled is an address with something in place of each variable.
func (w *whole) filled(a asker, path string) string {
	known := map[string]string{"code": officeCode, "token": w.secret, "statement": "5.3", "item": "5.3", "rule": "G1", "organisation": a.organisation, "from": a.organisation,
		"section": "S1", "kind": "score", "id": "S01"}
	return variable.ReplaceAllStringFunc(path, func(v string) string {
		parts := variable.FindStringSubmatch(v)
		if choices := strings.Split(strings.Trim(parts[2], "()"), "|"); len(choices) > 1 {
			return choices[0]
		}
		if text := known[parts[1]]; text != "" {
			return url.PathEscape(text)
		}
		return "1"
	})
}

// allowed asks for an address, and says whether the door opened. What the desk refuses of a form is refused behind the door.
func (w *whole) allowed(a asker, at address) bool {
	w.t.Helper()
	form := url.Values{"key": {w.key}, "code": {w.code}}
	path := w.filled(a, at.path)
	r := httptest.NewRequest(at.method, path, nil)
	if at.method == http.MethodPost {
		r = httptest.NewRequest(at.method, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	w.who = a.who
	answer := httptest.NewRecorder()
	w.site.ServeHTTP(answer, r)
	body := answer.Body.String()
	refused := answer.Code == http.StatusUnauthorized || answer.Code == http.StatusForbidden &&
		strings.Contains(body, "Your role does not include this")
	if refused != (answer.Code == http.StatusUnauthorized || answer.Code == http.StatusForbidden) && at.method != http.MethodPost {
		w.t.Errorf("%s %s is refused to the %s by something else than their role: %s", at.method, path, a.name, body)
	}
	if refused && (a.who == nil) != (answer.Code == http.StatusUnauthorized) {
		w.t.Errorf("%s %s answers the %s %d: who has not signed in is told to, others that they may not", at.method, path, a.name, answer.Code)
	}
	if answer.Code >= http.StatusInternalServerError && answer.Code != http.StatusServiceUnavailable {
		w.t.Errorf("%s %s answers the %s %d: %s", at.method, path, a.name, answer.Code, body)
	}
	return !refused
}

func TestEveryRoleReachesWhatTheTableSaysAndNothingElse(t *testing.T) {
	roles := map[address][]string{}
	var all []address
	w := openWhole(t)
	for i, a := range askers() {
		if i > 0 {
			w = openWhole(t) // nobody finds what another left
		}
		all = w.addresses()
		for _, at := range all {
			right := w.right(at)
			code := ""
			if strings.HasPrefix(at.path, "/board/{code}") {
				code = officeCode
			}
			got := w.allowed(a, at)
			if want := a.who.May(right, code, ""); got != want {
				t.Errorf("%s %s (%s): the %s gets in: %t, by the table of roles: %t", at.method, at.path, right, a.name, got, want)
			}
			if got {
				roles[at] = append(roles[at], a.name)
			}
		}
	}
	text := "# Who gets in where, as tried at every address. Written by: go test ./dashboards/board -run TestEveryRole -update\n"
	for _, at := range all {
		who := strings.Join(roles[at], ", ")
		if len(roles[at]) == len(askers()) {
			who = "everybody"
		}
		text += fmt.Sprintf("%-4s %s\n     %s: %s\n", at.method, at.path, w.right(at), who)
	}
	golden := filepath.Join("testdata", "roles.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), text); diff != "" {
		t.Errorf("who gets in where has changed. If it was meant to, write the table anew with -update and say why in the change:\n%s", diff)
	}
}

func TestEveryWorkingRouteAsksForARightOfTheTable(t *testing.T) {
	w := openWhole(t)
	for _, route := range w.pages.Routes() {
		if _, ok := account.Rules[route.Right]; !ok {
			t.Errorf("%s %s asks for %q, which is no right", route.Method, route.Path, route.Right)
		}
		if strings.Contains(route.Path, "{code}") && !strings.HasPrefix(route.Path, "/board/{code}") {
			t.Errorf("%s has a partnership in it and does not begin with /board/{code}", route.Path)
		}
	}
}

// The page of roles in the docs is the table in force.
func TestTheDocsSayWhoMayDoWhat(t *testing.T) {
	var table strings.Builder
	table.WriteString("| What |")
	for _, role := range account.Roles() {
		table.WriteString(" " + role.Title() + " |")
	}
	table.WriteString("\n|" + strings.Repeat(" --- |", len(account.Roles())+1) + "\n")
	for _, right := range account.Rights() {
		rule := account.Rules[right]
		table.WriteString("| " + rule.Words + " |")
		for _, role := range account.Roles() {
			table.WriteString(" " + roleWord(rule, role) + " |")
		}
		table.WriteString("\n")
	}
	const path = "../../docs/roles.md"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const begins, ends = "<!-- table: written from internal/account/rights.go -->\n", "<!-- end of table -->"
	before, rest, _ := strings.Cut(string(text), begins)
	got, after, ok := strings.Cut(rest, ends)
	if !ok {
		t.Fatalf("%s has no place for the table", path)
	}
	if *update {
		if err := os.WriteFile(path, []byte(before+begins+table.String()+ends+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(table.String(), got); diff != "" {
		t.Errorf("the table in %s is not the one in force; write it anew with -update:\n%s", path, diff)
	}
	for _, role := range account.Roles() {
		if !strings.Contains(string(text), role.About()) {
			t.Errorf("%s does not say who has the role %q", path, role)
		}
	}
}
