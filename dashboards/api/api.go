// Package api is version 1 of the programming interface: the warehouse's tables at fixed addresses, each as JSON and as the
// same table in CSV. It is a contract. Addresses, parameters and columns are written down in openapi/ and held to it by
// tests; they may grow, and they do not change meaning.
package api

import (
	"context"
	"errors"
	"net/http"
	"strings"

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
	read  func(context.Context, *store.Version, ask) (answer, error)
}

var endpoints = []endpoint{
	{path: "/areas", list: true, read: allAreas},
	{path: "/areas/{code}", read: oneArea},
	{path: "/areas/{code}/indicators", query: []string{"pool"}, list: true, read: newestOfArea},
	{path: "/areas/{code}/indicators/{id}", query: []string{"pool"}, list: true, read: seriesOfArea},
	{path: "/areas/{code}/signals", query: []string{"pool"}, list: true, read: signalsOfArea},
	{path: "/areas/{code}/data-quality", list: true, read: dataQualityOfArea},
	{path: "/themes", list: true, read: allThemes},
	{path: "/indicators", list: true, read: catalogue},
	{path: "/indicators/{id}", query: []string{"period", "pool"}, list: true, read: valuesOfIndicator},
	{path: "/sources", list: true, read: sources},
	{path: "/editions", list: true, read: editions},
	{path: "/findings", query: []string{"edition", "severity"}, list: true, read: findings},
}

// Routes adds the API to a router. Answers are kept in the cache, which may be nil.
func Routes(r *mux.Router, w *store.Warehouse, site *web.Site, cache *web.Cache) {
	keep := func(h http.Handler) http.Handler {
		if cache == nil {
			return h
		}
		return cache.Serve(w.Made, nil, h)
	}
	for _, e := range endpoints {
		path := Prefix + strings.NewReplacer("{code}", "{code:"+segment+"}", "{id}", "{id:"+segment+"}").Replace(e.path)
		r.Handle(path, keep(site.API(serve(w, e, asJSON))))
		r.Handle(path+".csv", keep(site.API(serve(w, e, asCSV))))
	}
	r.Handle(Prefix+"/openapi.json", site.API(serveDocument))
	r.Handle(Prefix, site.API(nowhere))
	r.PathPrefix(Prefix + "/").Handler(site.API(nowhere))
}

func nowhere(http.ResponseWriter, *http.Request) error {
	return notFound("There is nothing at this address. %s/openapi.json lists every address there is.", Prefix)
}

// serve answers one endpoint in one format. The whole answer is made before any of it is written, so that an error is
// always a problem and never half a table.
func serve(warehouse *store.Warehouse, e endpoint, as format) web.Handler {
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
		return send(w, r, v.Made(), body)
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
