package store

import (
	"path/filepath"
	"slices"
	"testing"
)

func TestACopyIsKeptBeforeTablesChange(t *testing.T) {
	known, err := knownMigrations()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "plans.duckdb")
	for n := 2; n <= len(known); n++ {
		p, err := openPlans(t.Context(), path, known[:n])
		if err != nil {
			t.Fatal(err)
		}
		if err := p.CommitCtx(t.Context(), "token", nil, far); err != nil {
			t.Fatal(err)
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
	}
	all, err := filepath.Glob(filepath.Join(dir, "plans-before-*"))
	if want := []string{filepath.Join(dir, "plans-before-0004.duckdb"), filepath.Join(dir, "plans-before-0005.duckdb")}; err != nil || !slices.Equal(all, want) {
		t.Fatalf("%v, %v; want %v", all, err, want)
	}
	if found, err := CheckPlans(t.Context(), all[1]); err != nil || len(found.Migrations) != 4 {
		t.Errorf("%+v, %v; want the plans as they were, with 4 migrations", found, err)
	}
}

// TestPlansThatWereRecoveredAreCopied copies plans that the engine could not open by itself.
func TestPlansThatWereRecoveredAreCopied(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "plans.duckdb")
	process, says := otherProcess(t, "alter", path)
	if !says.Scan() || says.Text() != "altered" {
		t.Fatalf("the other process said %q", says.Text())
	}
	kill(t, process)
	_ = process.Wait()
	p, err := OpenPlansAsTheyAre(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(dir, "copy.duckdb")
	if err := p.Copy(t.Context(), to); err != nil {
		t.Fatal(err)
	}
	if err := p.Copy(t.Context(), to); err == nil {
		t.Error("a copy was written over another")
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	wantSessions(t, to, map[string]bool{"1": true})
}
