package main

import (
	"bytes"
	"log"
	"log/slog"
	"net/http"
	"os"
	"sync"
	"testing"

	"inclusion/internal/account"
	"inclusion/internal/store"
)

// publicSite is the site as it is served under a public address, on the shared site's data.
func publicSite(t *testing.T, public string, more ...func(*serveCommand)) (http.Handler, *running) {
	t.Helper()
	data, own := shareSite(t), t.TempDir()
	if err := os.WriteFile(store.Folder{Dir: own}.Plans(), shared.told, 0o600); err != nil {
		t.Fatal(err)
	}
	plans, err := store.OpenPlans(t.Context(), store.Folder{Dir: own}.Plans())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { plans.Close() })
	admin, err := account.NewAdmin(own, plans)
	if err != nil {
		t.Fatal(err)
	}
	jobs, err := startJobs(t.Context(), data.data, data.warehouse, false)
	if err != nil {
		t.Fatal(err)
	}
	cmd := serveCommand{listenFlags: listenFlags{Public: public}}
	for _, change := range more {
		change(&cmd)
	}
	handler, _, router, err := cmd.site(data.warehouse, plans, admin, jobs)
	if err != nil {
		t.Fatal(err)
	}
	return handler, &running{data: data.data, warehouse: data.warehouse, plans: plans, router: router}
}

// shelf keeps what is written to it by many at once.
type shelf struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *shelf) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *shelf) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// loggedSite is the site with its log at its most talkative, and its answers counted.
func loggedSite(t *testing.T) (http.Handler, *running, *shelf) {
	t.Helper()
	openShared(t) // before the log: what loading the sample says is no part of it
	said, before := &shelf{}, slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(said, &slog.HandlerOptions{Level: slog.LevelDebug})))
	defer func() {
		slog.SetDefault(before)
		log.SetOutput(os.Stderr)
	}()
	handler, site := publicSite(t, "", func(cmd *serveCommand) { cmd.Metrics = "counted" })
	return handler, site, said
}
