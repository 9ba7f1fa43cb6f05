// Package api is version 1 of the programming interface: the warehouse's tables at fixed addresses, each as JSON and as the
// same table in CSV. It is a contract. Addresses, parameters and columns are written down in openapi/ and held to it by
// tests; they may grow, and they do not change meaning.
package api

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"inclusion/internal/store"
	"inclusion/internal/web"
)

// Prefix is where version 1 stands.
const Prefix = "/api/v1"

// segment is a part of a path that names something. It has no full stop, so that ".csv" is never part of a name.
const segment = `[^/.]+`

// endpoint is one address: JSON at its path, and the same table as CSV at its path with ".csv" behind it.
type endpoint struct {
	path  string   // below Prefix, with {code} and {id} for what the address names
	query []string // parameters it takes, beside those of paging
	list  bool     // a list, which comes in pages; otherwise one thing
	daily bool     // the answer depends on the day it is given
	plans bool     // the answer is of what partnerships have published
	read  func(context.Context, *store.Version, ask) (answer, error)
}

var endpoints = []endpoint{
	{path: "/areas", query: []string{"level", "region", "partnership"}, list: true, read: allAreas},
	{path: "/areas/{code}", read: oneArea},
	{path: "/areas/{code}/indicators", query: []string{"pool"}, list: true, read: newestOfArea},
	{path: "/areas/{code}/indicators/{id}", query: []string{"pool", "beside"}, list: true, read: seriesOfArea},
	{path: "/areas/{code}/signals", query: []string{"pool"}, list: true, read: signalsOfArea},
	{path: "/areas/{code}/data-quality", list: true, read: dataQualityOfArea},
	{path: "/areas/{code}/comparisons", query: []string{"beside"}, list: true, read: comparisonsOfArea},
	{path: "/areas/{code}/changes", list: true, read: changesOfArea},
	{path: "/areas/{code}/revisions", list: true, read: revisionsOfArea},
	{path: "/areas/{code}/gaps", list: true, read: gapsOfArea},
	{path: "/areas/{code}/spending", list: true, read: spendingOfArea},
	{path: "/areas/{code}/inspections", list: true, read: inspectionsOfArea},
	{path: "/areas/{code}/plan", list: true, plans: true, read: planOfArea},
	{path: "/areas/{code}/plan/versions", list: true, plans: true, read: planVersionsOfArea},
	{path: "/areas/{code}/plan/versions/{id}", list: true, plans: true, read: planVersionOfArea},
	{path: "/areas/{code}/plan/actions", list: true, plans: true, daily: true, read: planActionsOfArea},
	{path: "/themes", list: true, read: allThemes},
	{path: "/indicators", query: []string{"theme", "type", "source"}, list: true, read: catalogue},
	{path: "/indicators/{id}", query: []string{"period", "pool"}, list: true, read: valuesOfIndicator},
	{path: "/indicators/{id}/distribution", query: []string{"pool"}, list: true, read: distributionOfIndicator},
	{path: "/indicators/{id}/movers", query: []string{"from", "to"}, list: true, read: moversOfIndicator},
	{path: "/indicators/{id}/funnel", query: []string{"period", "limits"}, list: true, read: funnelOfIndicator},
	{path: "/values", query: []string{"areas", "indicators", "periods", "from", "to", "pool"}, list: true, read: chosenValues},
	{path: "/partnerships", list: true, read: allPartnerships},
	{path: "/partnerships/{id}", list: true, read: onePartnership},
	{path: "/neighbours", list: true, read: allNeighbours},
	{path: "/inspections", list: true, read: allInspections},
	{path: "/revisions", query: []string{"indicator"}, list: true, read: allRevisions},
	{path: "/releases", list: true, daily: true, read: releases},
	{path: "/sources", list: true, read: sources},
	{path: "/editions", query: []string{"source"}, list: true, read: editions},
	{path: "/findings", query: []string{"edition", "severity"}, list: true, read: findings},
}

// Routes adds the API to a router. Answers are kept in the cache, which may be nil; now says what day it is; plans may be nil, where
// partnerships cannot write.
func Routes(r *mux.Router, w *store.Warehouse, site *web.Site, cache *web.Cache, now func() time.Time, plans Plans) {
	busy := site.API(web.Busy)
	for _, e := range endpoints {
		path := Prefix + strings.NewReplacer("{code}", "{code:"+segment+"}", "{id}", "{id:"+segment+"}").Replace(e.path)
		for ending, as := range map[string]format{"": asJSON, ".csv": asCSV} {
			h := site.API(serve(w, e, as, now, plans))
			if cache != nil {
				h = cache.Serve(func() string { return e.made(w.Made(), now(), plans) }, nil, busy, h)
			}
			r.Handle(path+ending, h)
		}
	}
	r.Handle(Prefix+documentPath, site.API(serveDocument))
	r.Handle(Prefix, site.API(nowhere))
	r.PathPrefix(Prefix + "/").Handler(site.API(nowhere))
}

// made names what an answer is made of: the warehouse and, where the answer depends on them, the day and what partnerships published.
// Where that cannot be read, nothing that was kept is given out.
func (e endpoint) made(warehouse string, today time.Time, plans Plans) string {
	if e.daily {
		warehouse += " " + today.Format(time.DateOnly)
	}
	if e.plans {
		mark, err := public(plans)
		if err != nil {
			mark = today.Format(time.RFC3339Nano)
		}
		warehouse += mark
	}
	return warehouse
}

func nowhere(http.ResponseWriter, *http.Request) error {
	return notFound("There is nothing at this address. %s/openapi.json lists every address there is.", Prefix)
}

// serve answers one endpoint in one format. The whole answer is made before any of it is written, so that an error is
// always a problem and never half a table.
func serve(warehouse *store.Warehouse, e endpoint, as format, now func() time.Time, plans Plans) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := readOnly(w, r); err != nil {
			return err
		}
		q, err := e.parse(r, as)
		if err != nil {
			return err
		}
		v, release, err := warehouse.Use()
		if errors.Is(err, store.ErrNoWarehouse) {
			w.Header().Set("Retry-After", "120")
			return web.Unavailable("No data has been loaded yet. Try again in a few minutes.").BecauseOf(err)
		}
		if err != nil {
			return err
		}
		defer release()
		q.today, q.plans = now(), plans
		a, err := e.read(r.Context(), v, q)
		if err != nil {
			return err
		}
		about, err := describe(r.Context(), v, q, a)
		if err != nil {
			return err
		}
		body, err := as.body(a, about)
		if err != nil {
			return err
		}
		h := w.Header()
		as.describe(h, a, about)
		if a.paged {
			h.Set("Link", links(r.URL, q.page, a.total))
		}
		return send(w, r, e.made(v.Made(), q.today, plans), body)
	}
}

// readOnly refuses every method but GET and HEAD.
func readOnly(w http.ResponseWriter, r *http.Request) error {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return nil
	}
	w.Header().Set("Allow", "GET, HEAD")
	return web.Problem{Status: http.StatusMethodNotAllowed, Title: "This can only be read",
		Detail: "Use GET or HEAD: the API gives data out and takes none in."}
}
