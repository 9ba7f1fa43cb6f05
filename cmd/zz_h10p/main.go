package main

import (
	"context"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"inclusion/dashboards/page"
	view "inclusion/dashboards/template"
	"inclusion/internal/store"
	"inclusion/internal/web"
)

func main() {
	folder := store.Folder{Dir: os.Args[1]}
	w, err := store.OpenWarehouse(context.Background(), func() store.Folder { return folder }, store.Engine{Memory: "900MB"}, slog.Default())
	if err != nil {
		panic(err)
	}
	views, err := view.New()
	if err != nil {
		panic(err)
	}
	pages := &page.Pages{Views: views, Warehouse: w, Log: slog.Default(), Now: time.Now, Cache: web.NewCache(1)}
	site := &web.Site{Log: slog.Default(), ErrorPage: pages.ErrorPage}
	router := mux.NewRouter()
	pages.Install(router, site)
	h, err := site.Wrap(router)
	if err != nil {
		panic(err)
	}
	css, _ := os.ReadFile("/work/main/dashboards/static/inclusion.css")
	more, _ := os.ReadFile("/tmp/h10/pages.css")
	panic(http.ListenAndServe(os.Args[2], http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(os.Args) > 3 && strings.HasPrefix(r.URL.Path, "/static/inclusion.") {
			w.Header().Set("Content-Type", "text/css")
			w.Write(append(css, more...))
			return
		}
		h.ServeHTTP(w, r)
	})))
}
