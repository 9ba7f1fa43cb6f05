package store

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"testing"
	"time"

	"inclusion/internal/returns"
	"inclusion/internal/returns/returnstest"
)

func TestPlansKeepReturns(t *testing.T) {
	returnstest.Conform(t, func(t *testing.T) returns.Keeper { return newPlans(t) })
}

func TestOfAWithdrawnReturnOnlyWhoAndWhichFileStays(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plans.duckdb")
	p := opened(t, path)
	at := time.Date(2026, time.January, 20, 12, 0, 0, 0, time.UTC)
	kept, err := p.Keep(t.Context(), returns.Return{Area: "101", Year: 2026, AsAt: "2026-01-15", SHA256: "a-hash", TakenBy: "anna", TakenAt: at, Software: "countsToForget"})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Withdraw(t.Context(), "101", kept.ID, "ben", at.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	var body, by, who, hash string
	var when sql.NullTime
	if err := p.db.QueryRowContext(t.Context(), "select body, withdrawn_by, taken_by, sha256, withdrawn_at from sen2_return where id = ?", kept.ID).Scan(&body, &by, &who, &hash, &when); err != nil {
		t.Fatal(err)
	}
	if body != "" || by != "ben" || who != "anna" || hash != "a-hash" || !when.Time.UTC().Equal(at.Add(time.Hour)) {
		t.Errorf("what stays is %q, withdrawn by %q at %v, taken by %q, file %q", body, by, when.Time, who, hash)
	}
	if journal, err := os.ReadFile(path + ".wal"); err == nil && bytes.Contains(journal, []byte("countsToForget")) {
		t.Error("the journal still holds the counts")
	}
}

func TestReturnsOutliveTheProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plans.duckdb")
	p := opened(t, path)
	kept, err := p.Keep(t.Context(), returns.Return{Area: "101", SHA256: "a-hash", People: 4_312, TakenAt: far})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := opened(t, path).Return(t.Context(), "101", kept.ID)
	if err != nil || again.People != 4_312 {
		t.Errorf("%+v (%v)", again, err)
	}
}
