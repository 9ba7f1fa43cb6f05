package main

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"inclusion/dashboards/page"
	"inclusion/internal/store"
)

// TestPagesAreMadeAheadOfTheirReaders asks for the pages of some areas ahead, and then as a reader who has one of them.
func TestPagesAreMadeAheadOfTheirReaders(t *testing.T) {
	url, c := sampleSite(t)
	w, err := store.OpenWarehouse(t.Context(), c.folder, c.engine(c.folder()), discard())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	warehouse := (&page.Pages{Warehouse: w}).Ahead
	asked := map[string]int{}
	pages := pagesAhead{http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked[r.URL.String()]++ }), warehouse, nobodyWaits}
	pages.make(t.Context(), func() bool { return true })
	for _, path := range []string{"/", "/map", "/areas/101", "/areas/101/families", "/areas/X12000001/money", "/areas/X92000001", "/indicators/S01", "/map?indicator=S01"} {
		if asked[path] != 1 {
			t.Errorf("%s was asked for %d times ahead, want once", path, asked[path])
		}
	}
	if asked["/areas/X12000001/families"] > 0 {
		t.Error("a region has no page for families, and it was asked for")
	}
	all, err := warehouse(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range slices.DeleteFunc(all, func(path string) bool {
		return strings.HasPrefix(path, "/areas/") && !strings.HasPrefix(path, "/areas/101") && !strings.HasPrefix(path, "/areas/X92000001") || strings.HasPrefix(path, "/map?")
	}) {
		if answer, err := http.Get(url + path); err != nil || answer.StatusCode != http.StatusOK {
			t.Errorf("%s is made ahead and answers %v (%v)", path, answer, err)
		} else {
			answer.Body.Close()
		}
	}
	stopped := 0
	pagesAhead{http.HandlerFunc(func(http.ResponseWriter, *http.Request) { stopped++ }), warehouse, nobodyWaits}.make(t.Context(), func() bool { return stopped < 3 })
	if stopped != 3 {
		t.Errorf("%d pages of a warehouse were made after another had taken its place", stopped-3)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	pagesAhead{http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("a page was made after the end") }), warehouse, nobodyWaits}.make(ended, func() bool { return true })
}

func nobodyWaits() bool { return false }

// TestPagesAreNotMadeAheadWhileReadersWait has a reader wait until it has been looked three times.
func TestPagesAreNotMadeAheadWhileReadersWait(t *testing.T) {
	looked, made := 0, 0
	pages := pagesAhead{site: http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		if made++; looked < 4 {
			t.Error("a page was made while a reader waited")
		}
	}), addresses: func(context.Context) ([]string, error) { return []string{"/", "/areas"}, nil }, waiting: func() bool { looked++; return looked < 4 }}
	pages.make(t.Context(), func() bool { return true })
	if made != 2 {
		t.Errorf("%d pages were made afterwards, want both", made)
	}
}
