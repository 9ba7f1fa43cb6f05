package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"inclusion/internal/store"
	"inclusion/internal/web"
)

// TestReadinessNamesEveryPartThatIsNot asks a server without data, and then one whose plans are closed.
func TestReadinessNamesEveryPartThatIsNot(t *testing.T) {
	folder := store.Folder{Dir: t.TempDir()}
	warehouse, err := store.OpenWarehouse(t.Context(), func() store.Folder { return folder }, store.Engine{}, discard())
	if err != nil {
		t.Fatal(err)
	}
	plans, err := store.OpenPlans(t.Context(), folder.Plans())
	if err != nil {
		t.Fatal(err)
	}
	able := &readiness{warehouse: warehouse, plans: plans}
	ask := func() (int, string) {
		w := httptest.NewRecorder()
		(&web.Site{Log: discard()}).API(able.answer).ServeHTTP(w, httptest.NewRequestWithContext(context.Background(), http.MethodGet, "/readyz", nil))
		return w.Code, w.Body.String()
	}
	status, body := ask()
	if status != http.StatusServiceUnavailable || !strings.Contains(body, "warehouse: No warehouse") || strings.Contains(body, "plans:") {
		t.Errorf("without data: %d %s", status, body)
	}
	if err := plans.Close(); err != nil {
		t.Fatal(err)
	}
	if _, again := ask(); again != body {
		t.Errorf("asked again at once it looks again: %s", again)
	}
	closed, err := store.OpenPlans(t.Context(), folder.Plans())
	if err != nil {
		t.Fatal(err)
	}
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	able.plans, able.found = closed, nil
	if status, body := ask(); status != http.StatusServiceUnavailable || !strings.Contains(body, "warehouse: No warehouse") || !strings.Contains(body, "plans: The plans cannot be written") {
		t.Errorf("without data or plans: %d %s", status, body)
	}
}
