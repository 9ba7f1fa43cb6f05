package main

import (
	"net/http"
	"testing"

	"inclusion/internal/account"
	"inclusion/internal/store"
)

// publicSite is the site as it is served under a public address, on the shared site's data.
func publicSite(t *testing.T, public string, more ...func(*serveCommand)) (http.Handler, *running) {
	t.Helper()
	shared, own := openShared(t), t.TempDir()
	plans, err := store.OpenPlans(t.Context(), store.Folder{Dir: own}.Plans())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { plans.Close() })
	admin, err := account.NewAdmin(own, plans)
	if err != nil {
		t.Fatal(err)
	}
	jobs, err := startJobs(t.Context(), shared.data, shared.warehouse, false)
	if err != nil {
		t.Fatal(err)
	}
	cmd := serveCommand{listenFlags: listenFlags{Public: public}}
	for _, change := range more {
		change(&cmd)
	}
	handler, _, router, err := cmd.site(shared.warehouse, plans, admin, jobs)
	if err != nil {
		t.Fatal(err)
	}
	return handler, &running{data: shared.data, warehouse: shared.warehouse, plans: plans, router: router}
}
