package page

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"inclusion/dashboards/export"
	view "inclusion/dashboards/template"
	"inclusion/internal/download"
	"inclusion/internal/web"
)

// downloadsLast is how long somebody on a slow line may take over a file of the whole warehouse.
const downloadsLast = time.Hour

// installDownloads adds the files of the whole warehouse. They are too large to be kept with the pages; they are kept on disk.
func (p *Pages) installDownloads(r *mux.Router, site *web.Site) {
	shelf := download.NewShelf(p.Warehouse)
	for _, path := range []string{"/data/{file:" + download.Whole + "}", "/data/{file:" + download.ReadMe + "}", "/data/{file:[a-z0-9_]+\\.(?:csv|parquet)}",
		"/data/{file:" + download.Statistics + "[a-z0-9_]+\\.(?:csv|parquet)}"} {
		r.Handle(path, site.Page(p.withWarehouse(warehouseFile(shelf)))).Methods(http.MethodGet, http.MethodHead)
	}
}

// fileKinds are the kinds of the warehouse's files by their endings.
var fileKinds = map[string]string{".csv": export.CSVKind, ".parquet": "application/vnd.apache.parquet", ".zip": "application/zip", ".txt": "text/plain; charset=utf-8"}

// warehouseFile sends a file of the whole warehouse, which is made when it is first asked for.
func warehouseFile(shelf *download.Shelf) pageHandler {
	return func(w http.ResponseWriter, r *http.Request, v reading) error {
		name := pathVar(r, "file")
		made, err := shelf.File(r.Context(), v.Version, name)
		switch {
		case errors.Is(err, download.ErrUnknown):
			return web.NotFound("The data hold no table for %s. The data page lists every table.", name)
		case errors.Is(err, context.Canceled):
			return nil // nobody is waiting any more
		case err != nil:
			return web.Unavailable("The file could not be made. Is the disk full or read-only?").BecauseOf(err)
		}
		f, err := os.Open(made)
		if err != nil {
			return fmt.Errorf("opening %s: %w", name, err)
		}
		defer f.Close()
		if err := http.NewResponseController(w).SetWriteDeadline(time.Now().Add(downloadsLast)); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return fmt.Errorf("sending %s: %w", name, err)
		}
		export.Attach(w, fileKinds[path.Ext(name)], fmt.Sprintf("inclusion-%s-%s", v.Tag(), strings.ReplaceAll(name, "/", "-")))
		if kind := path.Ext(name); kind == ".zip" || kind == ".parquet" {
			http.ServeContent(w, r, "", v.Built, f) // in parts, for whoever goes on with a broken download
			return nil
		}
		if r.Method == http.MethodHead {
			return nil
		}
		_, err = io.Copy(w, f)
		return err
	}
}

// filesTable lists the tables of the whole warehouse with their files.
func filesTable(tables []download.Table) *view.Table {
	t := view.Table{Caption: "Tables of the whole warehouse", CaptionHidden: true, Columns: []view.Column{{Label: "Table"}, {Label: "What it is"}, {Label: "CSV"}, {Label: "Parquet"}}}
	for _, table := range tables {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Text(table.Title), view.Text(table.About), view.Linked("CSV", "/data/"+table.Name+".csv"), view.Linked("Parquet", "/data/"+table.Name+".parquet")}})
	}
	return &t
}
