// Package page holds what people see: one file a page, each with its handler and what it has to say. Pages read the
// warehouse and nothing else; what a load did, and the wish to load now, reach them through the Loads interface.
package page

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/mux"

	"inclusion/dashboards/static"
	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/plan"
	"inclusion/internal/store"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// Run is one look at a source, as the data page shows it.
type Run struct {
	Job, Title     string
	Started, Ended time.Time
	Outcome        string   // in words: "nothing new", "1 edition loaded", "refused"
	Lines          []string // what became of each file
	Failed         bool
}

// Job is a source's schedule.
type Job struct {
	ID     string
	Next   time.Time // zero when the jobs are not running
	Last   time.Time
	ByHand bool // no address is known where its editions could be looked for
}

// Loads is what pages know of loading: it is wired by the command.
type Loads interface {
	Runs(limit int) ([]Run, error) // newest first
	Jobs() []Job
	GoLive(ctx context.Context) error // runs the scheduled jobs now; from the sample, into a folder of its own
}

// Pages serves the product's pages.
type Pages struct {
	Views     *view.Views
	Warehouse *store.Warehouse
	Loads     Loads
	Log       *slog.Logger
	Now       func() time.Time
	Cache     *web.Cache
	Accounts  bool     // people can sign in here
	Plans     Plans    // may be nil: then no partnership has written anything
	Operator  Operator // who runs this server; empty where nobody has said

	lists keptLists
	busy  http.Handler // answers where too many pages are being made; set by Install
}

// lists are the areas and the publications of a version: most pages name some of them, and they change with the warehouse only.
type lists struct {
	areas    []warehouse.Area
	sources  []warehouse.Source
	editions []warehouse.Edition
	loaded   []warehouse.LoadedTable
	names    view.AreaNames // of the authorities that are there now
}

// keptLists keeps the lists of the version that was read last.
type keptLists struct {
	mu      sync.Mutex
	version *store.Version
	kept    lists
}

func (k *keptLists) of(ctx context.Context, v *store.Version) (lists, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.version == v {
		return k.kept, nil
	}
	var l lists
	var err error
	if l.areas, err = warehouse.Areas(ctx, v); err != nil {
		return l, err
	}
	if l.sources, err = warehouse.Sources(ctx, v); err != nil {
		return l, err
	}
	if l.editions, err = warehouse.Editions(ctx, v); err != nil {
		return l, err
	}
	if l.loaded, err = warehouse.LoadedTables(ctx, v); err != nil {
		return l, err
	}
	if l.names, err = searchNames(l.areas); err != nil {
		return l, err
	}
	k.version, k.kept = v, l
	return l, nil
}

// searchNames are the names in the search box: of the authorities that are there now.
func searchNames(areas []warehouse.Area) (view.AreaNames, error) {
	var names []string
	for _, a := range areas {
		if a.Level == "authority" && !a.Ended() {
			names = append(names, a.Name)
		}
	}
	return view.OfferNames(names)
}

// Plans is what pages of figures ask of what partnerships have published.
type Plans interface {
	PublicMark(ctx context.Context) (string, error)
	PublishedCodes(ctx context.Context) ([]string, error)
	Published(ctx context.Context, code string) (v *plan.Version, r plan.Review, ok bool, err error)
}

// reading is what a handler that needs the warehouse gets: one version for the whole page.
type reading struct {
	*store.Version
	lists
}

// area finds an area by its code, or says which are near.
func (v reading) area(code string) (warehouse.Area, error) {
	for _, a := range v.areas {
		if a.Code == code {
			return a, nil
		}
	}
	return warehouse.Area{}, web.NotFound("No area has the code %q. Find one by its name instead.", code)
}

type pageHandler func(w http.ResponseWriter, r *http.Request, v reading) error

// Install adds every page to the router.
func (p *Pages) Install(r *mux.Router, site *web.Site) {
	p.busy = site.Page(web.Busy)
	missing := site.Page(site.NotFound("There is no page at this address. It may have moved, or the address may have a slip in it."))
	r.PathPrefix("/static/").Handler(static.Handler(missing)).Methods(http.MethodGet, http.MethodHead)
	routes := p.routes()
	for path, h := range p.figureRoutes(routes) {
		routes[path] = h
	}
	for path, h := range routes {
		r.Handle(path, p.Kept(site.Page(p.withWarehouse(h)))).Methods(http.MethodGet, http.MethodHead)
	}
	p.installAdmin(r, site)
	p.installDownloads(r, site)
	r.NotFoundHandler = missing
}

// versionTag names what pages are made of, for the cache: the data, and the day, because some pages say what is due or late.
func (p *Pages) versionTag() string { return p.Warehouse.Made() + p.written() }

func (p *Pages) madeOf(v *store.Version) string { return v.Made() + p.written() }

// written names the day, who runs the server and what partnerships have made public. Where that cannot be read, nothing that was kept is shown.
func (p *Pages) written() string {
	day := " " + p.Now().Format(time.DateOnly) + " " + p.Operator.Name + " " + p.Operator.Contact
	if p.Plans == nil {
		return day
	}
	mark, err := p.Plans.PublicMark(context.Background())
	if err != nil {
		return day + p.Now().Format(time.RFC3339Nano)
	}
	return day + " " + mark
}

// personal says that a page must not be shared: whoever manages the server sees more. Everybody else, signed in or not, sees the same.
func (p *Pages) personal(r *http.Request) bool {
	return account.Asking(r.Context()).May(account.ManageServer, "", "")
}

// signInLink leads to the page of signing in. It names nobody, because the page is kept for everybody.
func (p *Pages) signInLink() *view.Link {
	if !p.Accounts {
		return nil
	}
	return &view.Link{Text: "Sign in", Href: "/sign-in"}
}

// withWarehouse lends a handler one version of the warehouse and answers 304 when the reader has that version's page.
func (p *Pages) withWarehouse(h pageHandler) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		v, release, err := p.Warehouse.Use()
		if errors.Is(err, store.ErrNoWarehouse) {
			return web.Unavailable("No data has been loaded yet. Load the invented sample or real data, as the read-me says, and this page fills by itself.").BecauseOf(err)
		}
		if err != nil {
			return err
		}
		defer release()
		if p.personal(r) {
			w.Header().Set("Cache-Control", "private, no-store")
		} else {
			web.Public(w.Header(), time.Minute)
			if web.NotModified(w, r, p.madeOf(v), r.URL.Path, r.URL.RawQuery) {
				return nil
			}
		}
		kept, err := p.lists.of(r.Context(), v)
		if err != nil {
			return err
		}
		return h(w, r, reading{v, kept})
	}
}

// frame is what surrounds a page. section is the entry of the navigation it belongs to.
func (p *Pages) frame(r *http.Request, v reading, section, title string) view.Frame {
	return view.Frame{Title: title, Nav: navigation(section), SignIn: p.signInLink(), Sample: v.Register == "sample",
		DataVersion: fmt.Sprintf("version %d, newest file fetched %s", v.N, view.Date(v.Built)), Query: r.URL.Query().Get("q"), Pictures: picturesOf(r),
		AreaNames: v.names}
}

func navigation(section string) []view.Link {
	links := []view.Link{{Text: "Areas", Href: "/areas"}, {Text: "Indicators", Href: "/indicators"}, {Text: "Map", Href: "/map"},
		{Text: "Expert partnerships", Href: "/expert-partnerships"}, {Text: "Compare", Href: "/compare"}, {Text: "Data", Href: "/data"}, {Text: "About", Href: "/about"}}
	for i := range links {
		links[i].Current = links[i].Text == section
	}
	return links
}

// ErrorPage shows a problem as a page.
func (p *Pages) ErrorPage(w http.ResponseWriter, r *http.Request, problem web.Problem) error {
	frame := view.Frame{Title: problem.Title, Nav: navigation(""), SignIn: p.signInLink()}
	if v, release, err := p.Warehouse.Use(); err == nil {
		frame.Sample = v.Register == "sample"
		release()
	}
	links := []view.Link{{Text: "Find an area", Href: "/areas"}, {Text: "All indicators", Href: "/indicators"}, {Text: "What the data are", Href: "/data"}}
	if problem.Status == http.StatusUnauthorized && p.Accounts {
		links = append([]view.Link{{Text: "Sign in", Href: signInTo(r)}}, links...)
	}
	return p.Views.RenderStatus(w, problem.Status, "error", view.ErrorPage{Frame: frame, Status: problem.Status, Heading: problem.Title,
		Detail: problem.Detail, RequestID: web.RequestID(r.Context()), Links: links})
}
