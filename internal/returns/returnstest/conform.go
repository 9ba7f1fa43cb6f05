// Package returnstest says, as one suite of tests, what every keeper of returns does, and has one that keeps them in memory.
package returnstest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"inclusion/internal/returns"
)

var noon = time.Date(2026, time.January, 20, 12, 0, 0, 0, time.UTC)

// Conform runs the suite. open makes an empty keeper of a test's own.
func Conform(t *testing.T, open func(t *testing.T) returns.Keeper) {
	for _, c := range []struct {
		name string
		test func(*testing.T, returns.Keeper)
	}{
		{"what is kept is found whole", keptIsFound},
		{"an area sees its own returns, newest first", ownNewestFirst},
		{"the same file takes the place of itself", sameFile},
		{"what is withdrawn is not found", withdrawn},
		{"of what is withdrawn it is known that it was there", withdrawnIsKnown},
		{"a withdrawn file can be taken again", takenAgain},
		{"a request that was broken off keeps nothing", brokenOff},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

func some(area, sha256 string, at time.Time) returns.Return {
	return returns.Return{Area: area, Year: 2026, ReferenceDate: "2026-01-15", AsAt: "2026-01-15", Form: "XML", SHA256: sha256, People: 12,
		Findings: []returns.Finding{{Rule: "L01", Count: 2, People: 1}}, TakenBy: "officer", TakenAt: at,
		Tables: []returns.Table{{Name: "requests", Period: "2025", Measures: []string{"a"}, Rows: []returns.Row{{Breakdown: "All", Cells: []returns.Cell{{N: 7}}}}}}}
}

func keep(t *testing.T, k returns.Keeper, r returns.Return) returns.Return {
	t.Helper()
	kept, err := k.Keep(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

func list(t *testing.T, k returns.Keeper, area string) []returns.Return {
	t.Helper()
	all, err := k.Returns(t.Context(), area)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func keptIsFound(t *testing.T, k returns.Keeper) {
	given := some("101", "aa", noon)
	kept := keep(t, k, given)
	if kept.ID == "" {
		t.Fatal("it has no id")
	}
	given.ID = kept.ID
	got, err := k.Return(t.Context(), "101", kept.ID)
	if diff := cmp.Diff(given, got); err != nil || diff != "" {
		t.Errorf("%v: %s", err, diff)
	}
	if _, err := k.Return(t.Context(), "102", kept.ID); !errors.Is(err, returns.ErrNoReturn) {
		t.Errorf("another area finds it: %v", err)
	}
}

func ownNewestFirst(t *testing.T, k returns.Keeper) {
	first, second := keep(t, k, some("101", "aa", noon)), keep(t, k, some("101", "bb", noon.Add(time.Hour)))
	keep(t, k, some("102", "cc", noon.Add(2*time.Hour)))
	all := list(t, k, "101")
	if len(all) != 2 || all[0].ID != second.ID || all[1].ID != first.ID {
		t.Errorf("the list is %+v", all)
	}
}

func sameFile(t *testing.T, k returns.Keeper) {
	old := keep(t, k, some("101", "aa", noon))
	elsewhere := keep(t, k, some("102", "aa", noon))
	again := keep(t, k, some("101", "aa", noon.Add(time.Hour)))
	if all := list(t, k, "101"); len(all) != 1 || all[0].ID != again.ID || again.ID == old.ID {
		t.Errorf("the list is %+v", all)
	}
	if all := list(t, k, "102"); len(all) != 1 || all[0].ID != elsewhere.ID {
		t.Errorf("another area's list is %+v", all)
	}
}

func withdrawn(t *testing.T, k returns.Keeper) {
	kept := keep(t, k, some("101", "aa", noon))
	if err := k.Withdraw(t.Context(), "102", kept.ID, "officer", noon); !errors.Is(err, returns.ErrNoReturn) {
		t.Errorf("another area withdraws it: %v", err)
	}
	if err := k.Withdraw(t.Context(), "101", kept.ID, "officer", noon); err != nil {
		t.Fatal(err)
	}
	if err := k.Withdraw(t.Context(), "101", kept.ID, "officer", noon); !errors.Is(err, returns.ErrNoReturn) {
		t.Errorf("it is withdrawn twice: %v", err)
	}
	if _, err := k.Return(t.Context(), "101", kept.ID); !errors.Is(err, returns.ErrNoReturn) || len(list(t, k, "101")) > 0 {
		t.Errorf("it is still there (%v)", err)
	}
}

func withdrawnIsKnown(t *testing.T, k returns.Keeper) {
	var want []returns.Withdrawn
	for i, sha256 := range []string{"aa", "bb"} {
		at := noon.Add(time.Duration(i) * time.Hour)
		kept := keep(t, k, some("101", sha256, at))
		if err := k.Withdraw(t.Context(), "101", kept.ID, "second officer", at.Add(time.Minute)); err != nil {
			t.Fatal(err)
		}
		want = append([]returns.Withdrawn{{ID: kept.ID, Year: 2026, AsAt: "2026-01-15", SHA256: sha256, TakenBy: "officer", TakenAt: at, By: "second officer", At: at.Add(time.Minute)}}, want...)
	}
	keep(t, k, some("101", "cc", noon))
	got, err := k.Withdrawn(t.Context(), "101")
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v: %s", err, diff)
	}
	if elsewhere, err := k.Withdrawn(t.Context(), "102"); err != nil || len(elsewhere) > 0 {
		t.Errorf("another area's are %v (%v)", elsewhere, err)
	}
}

func takenAgain(t *testing.T, k returns.Keeper) {
	kept := keep(t, k, some("101", "aa", noon))
	if err := k.Withdraw(t.Context(), "101", kept.ID, "officer", noon); err != nil {
		t.Fatal(err)
	}
	again := keep(t, k, some("101", "aa", noon.Add(time.Hour)))
	if all := list(t, k, "101"); len(all) != 1 || all[0].ID != again.ID {
		t.Errorf("the list is %+v", all)
	}
}

func brokenOff(t *testing.T, k returns.Keeper) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := k.Keep(ctx, some("101", "aa", noon)); !errors.Is(err, context.Canceled) || len(list(t, k, "101")) > 0 {
		t.Errorf("it is kept (%v)", err)
	}
}
