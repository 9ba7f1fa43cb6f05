package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"runtime/debug"
	"time"

	"github.com/gorilla/mux"

	"inclusion/dashboards/api"
	"inclusion/dashboards/board"
	"inclusion/dashboards/page"
	public "inclusion/dashboards/plans"
	"inclusion/dashboards/static"
	view "inclusion/dashboards/template"
	"inclusion/ingest/load"
	"inclusion/internal/account"
	"inclusion/internal/store"
	"inclusion/internal/web"
)

type serveCommand struct {
	Addr    string `help:"The address to serve on." env:"INCLUSION_ADDR" default:"127.0.0.1:8080"`
	Sample  bool   `help:"Load the invented sample when there are no data yet." env:"INCLUSION_SAMPLE" default:"true" negatable:""`
	Jobs    bool   `help:"Run the scheduled jobs." env:"INCLUSION_JOBS" default:"true" negatable:""`
	Ahead   bool   `help:"Make the pages that most readers open before they ask." env:"INCLUSION_AHEAD" default:"true" negatable:""`
	Metrics string `help:"A second address for /metrics, which is not public; empty for none." env:"INCLUSION_METRICS"`

	SecondFactor string `help:"Whether people who sign in with a password need a second factor: optional or required." env:"INCLUSION_SECOND_FACTOR" enum:"optional,required" default:"optional"`

	listenFlags
	stopFlags
	backupFlags
	sen2Settings
	operatorSettings

	OIDC signInFlags `embed:"" prefix:"oidc-" envprefix:"INCLUSION_OIDC_"`
}

// pageCacheBytes is how much memory finished pages may take.
const pageCacheBytes = 64 << 20

// collectAt is by how many per cent of what is alive the Go heap may grow before it is collected, where GOGC does not say otherwise. Most of
// what is alive are pages that are kept; at Go's own 100 their memory would be taken twice.
const collectAt = 50

// grace is how long requests under way may take when the server stops.
const grace = 10 * time.Second

// Run serves until the context ends.
func (cmd serveCommand) Run(ctx context.Context, c *Config) error {
	way, err := cmd.encrypted()
	if err != nil {
		return err
	}
	if _, err := cmd.operator(); err != nil {
		return err
	}
	collectSooner()
	defer tellEnd(ctx)()
	slog.Info("starting", "version", version(), "data", c.Data)
	if err := cmd.prepare(ctx, c); err != nil {
		return err
	}
	warehouse, err := store.OpenWarehouse(ctx, c.folder, c.engine(c.folder()), slog.Default())
	if err != nil {
		return err
	}
	defer warehouse.Close()
	plans, err := store.OpenPlans(ctx, store.Folder{Dir: c.Data}.Plans())
	if err != nil {
		return err
	}
	defer closePlans(plans)
	if err := writeInvented(ctx, plans, warehouse, c.Data); err != nil {
		return err
	}
	defer cmd.tellReturns(ctx, c, plans, warehouse)()
	admin, err := account.NewAdmin(c.Data, plans)
	if err != nil {
		return err
	}
	serving, working, end := cmd.stages(ctx)
	jobs, err := startJobs(working, c, warehouse, cmd.Jobs)
	if err != nil {
		return err
	}
	defer jobs.stop()
	defer end() // before the jobs are waited for
	stopKeeping, err := cmd.keepSafe(working, c, plans)
	if err != nil {
		return err
	}
	defer stopKeeping()
	go warehouse.Watch(working, 2*time.Second)
	handler, pages, err := cmd.handler(warehouse, plans, admin, jobs)
	if err != nil {
		return err
	}
	if err := cmd.serveMetrics(working); err != nil {
		return err
	}
	listener, err := way.listen(serving, cmd.Addr, cmd.RedirectFrom)
	if err != nil {
		return err
	}
	slog.Info("serving", "address", way.scheme()+"://"+listener.Addr().String(), "data", c.folder().Dir, "administrator_key", admin.KeyFile())
	if cmd.Ahead {
		go makeAhead(ctx, pages, warehouse)
	}
	return web.Run(serving, web.NewServer(handler, slog.Default()), listener, grace)
}

// collectSooner sets collectAt.
func collectSooner() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
}

// prepare clears away what a killed process left, and sees that there are data that this program can show.
func (cmd serveCommand) prepare(ctx context.Context, c *Config) error {
	if err := finishRestore(c); err != nil {
		return err
	}
	if err := load.SweepCounts(time.Now()); err != nil {
		slog.Warn("counts of a return that a killed process left could not be removed", "error", err.Error())
	}
	if !static.HasECharts() {
		slog.Info("this build has no ECharts, so pages show tables and server-drawn pictures; \"make run\" fetches it")
	}
	if err := cmd.firstData(ctx, c); err != nil {
		return err
	}
	return bringUpToDate(ctx, c)
}

// firstData loads the sample into a folder that holds nothing.
func (cmd serveCommand) firstData(ctx context.Context, c *Config) error {
	folder := c.folder()
	if err := folder.Make(); err != nil {
		return err
	}
	n, err := folder.Current()
	if err != nil || n > 0 || !cmd.Sample {
		return err
	}
	held, err := folder.Register()
	if err != nil || held == "england" {
		return err
	}
	return c.loadSample(ctx, folder)
}

// bringUpToDate makes the warehouse again from the archive when this program makes warehouses by other rules than the one that
// made it: after an upgrade the pages may ask for tables that the old one lacks. Where that cannot be done now, because another
// process is loading, it is said and the server goes on.
func bringUpToDate(ctx context.Context, c *Config) error {
	folder := c.folder()
	n, err := folder.Current()
	if err != nil || n == 0 {
		return err
	}
	l, err := c.loader(folder, "")
	if err != nil {
		return err
	}
	report, err := l.Load(ctx, nil)
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case err != nil:
		slog.Warn("the warehouse could not be brought up to date with this program; run inclusion rebuild", "warehouse", n, "error", err.Error())
	case report.Published:
		slog.Info("this program makes warehouses by other rules, so it was made again from the archive", "was", n, "is", report.Warehouse)
	}
	return nil
}

// handler is the whole site, and its pages as they are made ahead.
func (cmd serveCommand) handler(warehouse *store.Warehouse, plans *store.Plans, admin *account.Admin, jobs *jobs) (http.Handler, pagesAhead, error) {
	handler, ahead, _, err := cmd.site(warehouse, plans, admin, jobs)
	return handler, ahead, err
}

// site is the whole site with the list of its addresses.
func (cmd serveCommand) site(warehouse *store.Warehouse, plans *store.Plans, admin *account.Admin, jobs *jobs) (http.Handler, pagesAhead, *mux.Router, error) {
	views, err := view.New()
	if err != nil {
		return nil, pagesAhead{}, nil, err
	}
	operator, err := cmd.operator()
	if err != nil {
		return nil, pagesAhead{}, nil, err
	}
	pages := &page.Pages{Views: views, Warehouse: warehouse, Loads: jobs, Log: slog.Default(), Now: time.Now, Cache: web.NewCache(pageCacheBytes), Accounts: true,
		Operator: operator}
	written, err := newDesk(plans, warehouse, jobs.config.Data)
	if err != nil {
		return nil, pagesAhead{}, nil, err
	}
	pages.Plans = written
	way, err := cmd.reach()
	if err != nil {
		return nil, pagesAhead{}, nil, err
	}
	site := &web.Site{Log: slog.Default(), ErrorPage: pages.ErrorPage, Rules: deskRules, Public: way.public, Proxies: way.proxies}
	router := mux.NewRouter()
	able := &readiness{warehouse: warehouse, plans: plans}
	router.Handle("/healthz", site.API(healthy)).Methods(http.MethodGet, http.MethodHead)
	router.Handle("/readyz", site.API(able.answer)).Methods(http.MethodGet, http.MethodHead)
	api.Routes(router, warehouse, site, pages.Cache, time.Now, written)
	pages.Install(router, site)
	(&public.Pages{Views: views, Desk: written, Area: pages.AreaPage, Kept: pages.Kept}).Install(router, site)
	people := cmd.people(plans, admin, sampleServed(warehouse), way.public)
	own, err := cmd.ownReturns(jobs.config, plans, sampleServed(warehouse))
	if err != nil {
		return nil, pagesAhead{}, nil, err
	}
	(&board.Pages{Returns: own, Views: views, Desk: written, Log: slog.Default(), Now: time.Now, Sample: sampleServed(warehouse), People: people}).Install(router, site)
	router.MethodNotAllowedHandler = site.Page(web.OtherMethod)
	router.Use(web.NameRoute)
	known := people.Accounts.Sessions(router)
	handler, err := site.Wrap(cmd.measured(known, &servedData{folder: jobs.config.folder, warehouse: warehouse, cache: pages.Cache, plans: plans, jobs: jobs, ready: able, certificate: cmd.TLSCert}))
	return handler, pagesAhead{known, pages.Ahead, func() bool { return pages.Cache.Work().Waiting > 0 }}, router, err
}

// healthy answers while the process is up.
func healthy(w http.ResponseWriter, _ *http.Request) error { return plain(w, "ok\n") }

func plain(w http.ResponseWriter, text string) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, err := w.Write([]byte(text))
	return err
}
