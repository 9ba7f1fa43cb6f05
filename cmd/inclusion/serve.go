package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
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
	Proxy   bool   `help:"The server is behind a proxy that writes X-Forwarded-For: sign-ins are counted by the address it gives." env:"INCLUSION_PROXY"`
	Metrics string `help:"A second address for /metrics, which is not public; empty for none." env:"INCLUSION_METRICS"`

	sen2Settings

	OIDC signInFlags `embed:"" prefix:"oidc-" envprefix:"INCLUSION_OIDC_"`
}

// pageCacheBytes is how much memory finished pages may take.
const pageCacheBytes = 64 << 20

// grace is how long requests under way may take when the server stops.
const grace = 10 * time.Second

// Run serves until the context ends.
func (cmd serveCommand) Run(ctx context.Context, c *Config) error {
	if err := load.SweepCounts(time.Now()); err != nil {
		slog.Warn("counts of a return that a killed process left could not be removed", "error", err.Error())
	}
	if err := cmd.firstData(ctx, c); err != nil {
		return err
	}
	if err := bringUpToDate(ctx, c); err != nil {
		return err
	}
	if !static.HasECharts() {
		slog.Info("this build has no ECharts, so pages show tables and server-drawn pictures; \"make run\" fetches it")
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
	defer plans.Close()
	if err := writeInvented(ctx, plans, warehouse, c.Data); err != nil {
		return err
	}
	defer cmd.tellReturns(ctx, c, plans, warehouse)()
	admin, err := account.NewAdmin(c.Data, plans)
	if err != nil {
		return err
	}
	jobs, err := startJobs(ctx, c, warehouse, cmd.Jobs)
	if err != nil {
		return err
	}
	defer jobs.stop()
	go warehouse.Watch(ctx, 2*time.Second)

	handler, pages, err := cmd.handler(warehouse, plans, admin, jobs)
	if err != nil {
		return err
	}
	if err := cmd.serveMetrics(ctx); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", cmd.Addr)
	if err != nil {
		return fmt.Errorf("serving on %s: %w", cmd.Addr, err)
	}
	slog.Info("serving", "address", "http://"+listener.Addr().String(), "data", c.folder().Dir, "administrator_key", admin.KeyFile())
	if cmd.Ahead {
		go makeAhead(ctx, pages, warehouse)
	}
	return web.Run(ctx, web.NewServer(handler, slog.Default()), listener, grace)
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
	views, err := view.New()
	if err != nil {
		return nil, pagesAhead{}, err
	}
	pages := &page.Pages{Views: views, Warehouse: warehouse, Loads: jobs, Log: slog.Default(), Now: time.Now, Cache: web.NewCache(pageCacheBytes), Accounts: true}
	written, err := newDesk(plans, warehouse, jobs.config.Data)
	if err != nil {
		return nil, pagesAhead{}, err
	}
	pages.Plans = written
	site := &web.Site{Log: slog.Default(), ErrorPage: pages.ErrorPage, Rules: deskRules}
	router := mux.NewRouter()
	router.Handle("/healthz", site.API(healthy))
	router.Handle("/readyz", site.API(ready(warehouse, plans)))
	api.Routes(router, warehouse, site, pages.Cache, time.Now, written)
	pages.Install(router, site)
	(&public.Pages{Views: views, Desk: written, Area: pages.AreaPage, Kept: pages.Kept}).Install(router, site)
	people := cmd.people(plans, admin, sampleServed(warehouse))
	own, err := cmd.ownReturns(jobs.config, plans, sampleServed(warehouse))
	if err != nil {
		return nil, pagesAhead{}, err
	}
	(&board.Pages{Returns: own, Views: views, Desk: written, Log: slog.Default(), Now: time.Now, Sample: sampleServed(warehouse), People: people}).Install(router, site)
	router.Use(web.NameRoute)
	known := people.Accounts.Sessions(router)
	handler, err := site.Wrap(cmd.measured(known, servedData{jobs.config.folder, warehouse, pages.Cache}))
	return handler, pagesAhead{known, pages.Ahead}, err
}

// healthy answers while the process is up.
func healthy(w http.ResponseWriter, _ *http.Request) error { return plain(w, "ok\n") }

// ready answers when a warehouse is attached and the plans can be written.
func ready(warehouse *store.Warehouse, plans *store.Plans) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		_, release, err := warehouse.Use()
		if err != nil {
			return web.Unavailable("No warehouse is attached: load data first.").BecauseOf(err)
		}
		release()
		if err := plans.Writable(r.Context()); err != nil {
			return web.Unavailable("The plans cannot be written. Is the disk full or read-only?").BecauseOf(err)
		}
		return plain(w, "ready\n")
	}
}

func plain(w http.ResponseWriter, text string) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, err := w.Write([]byte(text))
	return err
}
