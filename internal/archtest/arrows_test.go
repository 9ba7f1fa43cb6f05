// Package archtest holds the arrows of the architecture: which package may import which.
package archtest

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "inclusion/"

// imported is a package as `go list` tells of it.
type imported struct {
	ImportPath string
	Imports    []string // directly
	Deps       []string // all the way down
}

// packages lists the product's own packages. Programs that somebody tries things out with are not the product.
func packages(t *testing.T) []imported {
	t.Helper()
	list := exec.Command("go", "list", "-e", "-json=ImportPath,Imports,Deps", "./...")
	list.Dir = "../.."
	out, err := list.Output()
	if err != nil {
		t.Fatalf("listing the packages: %v", err)
	}
	var all []imported
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p imported
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatalf("listing the packages: %v", err)
		}
		all = append(all, p)
	}
}

func (p imported) in(rooms ...string) bool {
	return slices.ContainsFunc(rooms, func(room string) bool {
		return p.ImportPath == module+room || strings.HasPrefix(p.ImportPath, module+room+"/")
	})
}

// reaches lists what p imports, all the way down, that begins with one of these.
func (p imported) reaches(prefixes ...string) []string {
	var found []string
	for _, d := range p.Deps {
		for _, prefix := range prefixes {
			if d == strings.TrimSuffix(prefix, "/") || strings.HasPrefix(d, prefix) {
				found = append(found, d)
			}
		}
	}
	return found
}

func TestArrowsPointDown(t *testing.T) {
	all := packages(t)
	rules := []struct {
		why       string
		of        []string
		forbidden []string
	}{
		{"statements know nothing of the product", []string{"sql"}, []string{module}},
		{"the inside knows neither the pages nor the way in", []string{"internal"}, []string{module + "cmd/", module + "dashboards/", module + "ingest/"}},
		{"the way in knows no page", []string{"ingest"}, []string{module + "cmd/", module + "dashboards/"}},
		{"pages read what loads recorded and import no loader", []string{"dashboards"}, []string{module + "cmd/", module + "ingest/"}},
		{"what is worked out knows no database and no network", []string{"internal/benchmark", "internal/plan"},
			[]string{"database/sql", "net/http", "github.com/marcboeker/", module + "internal/store/"}},
		{"what a plan is does not depend on who writes it, nor on what is published", []string{"internal/plan"},
			[]string{module + "internal/account/", module + "internal/desk/", module + "internal/indicator/", module + "internal/warehouse/"}},
		{"what anybody may read knows no page that needs signing in", []string{"dashboards/plans", "dashboards/pack", "dashboards/sidebyside", "dashboards/page", "dashboards/api"},
			[]string{module + "dashboards/board/"}},
	}
	for _, rule := range rules {
		for _, room := range rule.of {
			if !slices.ContainsFunc(all, func(p imported) bool { return p.in(room) }) {
				t.Errorf("%s: there is no package %s", rule.why, room)
			}
		}
		for _, p := range all {
			if !p.in(rule.of...) {
				continue
			}
			if found := p.reaches(rule.forbidden...); len(found) > 0 {
				t.Errorf("%s, but %s reaches %s", rule.why, p.ImportPath, strings.Join(found, ", "))
			}
		}
	}
}

func TestOnlyTheStoreImportsTheDriver(t *testing.T) {
	seen := false
	for _, p := range packages(t) {
		driver := slices.ContainsFunc(p.Imports, func(path string) bool {
			return strings.Contains(path, "/go-duckdb") || strings.Contains(path, "/duckdb-go")
		})
		if driver && !p.in("internal/store") {
			t.Errorf("%s imports the DuckDB driver; only internal/store may", p.ImportPath)
		}
		seen = seen || driver
	}
	if !seen {
		t.Error("no package imports the DuckDB driver: this test looks for the wrong name")
	}
}

func TestOnlyWorkingPagesShowAPartnershipsOwnReturn(t *testing.T) {
	seen := false
	for _, p := range packages(t) {
		if !slices.Contains(p.Imports, module+"internal/returns") {
			continue
		}
		seen = seen || p.in("dashboards/board")
		if p.in("dashboards", "internal/workbook", "internal/download", "internal/desk", "internal/plan") && !p.in("dashboards/board") {
			t.Errorf("%s imports what is kept of returns: nothing of them stands on public pages, in packs, workbooks or downloads", p.ImportPath)
		}
	}
	if !seen {
		t.Error("the working pages do not import what is kept of returns: this test looks for the wrong name")
	}
}
