package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/store"
	"inclusion/internal/web"
)

// newDesk is where partnerships write: the ledger in the plans, the frameworks of this program and those in the data folder, and the
// warehouse's figures.
func newDesk(plans *store.Plans, warehouse *store.Warehouse, data string) (*desk.Desk, error) {
	var more fs.FS
	if folder := filepath.Join(data, "frameworks"); isFolder(folder) {
		more = os.DirFS(folder)
	}
	frameworks, err := plan.LoadFrameworks(more)
	if err != nil {
		return nil, err
	}
	return &desk.Desk{Ledger: plans, Frameworks: frameworks, Data: desk.Warehouse{Warehouse: warehouse}, Now: time.Now}, nil
}

func isFolder(path string) bool {
	about, err := os.Stat(path)
	return err == nil && about.IsDir()
}

// deskRules are the statuses of what the desk refuses.
var deskRules = []web.Rule{
	{Err: desk.ErrNotAllowed, Problem: web.Forbidden("Your role does not include this. The page of roles says who may do what.")},
	{Err: desk.ErrNoPartnership, Problem: web.NotFound("No local authority has this code. Find one by its name instead.")},
	{Err: store.ErrNoWarehouse, Problem: web.Unavailable("No data has been loaded yet. Load the invented sample or real data, as the read-me says, and this page fills by itself.")},
	{Err: store.ErrNotKept, Problem: web.Unavailable("The server cannot write at the moment: its disk may be full. This was not kept and nothing has changed. Try again in a minute; if it stays so, tell whoever looks after this server.")},
	{Err: plan.ErrNoVersion, Problem: web.NotFound("This partnership has no such version.")},
}

// sampleServed says whether the data served now are the invented sample.
func sampleServed(warehouse *store.Warehouse) func() bool {
	return func() bool {
		v, release, err := warehouse.Use()
		if err != nil {
			return false
		}
		defer release()
		return v.Register == "sample"
	}
}
