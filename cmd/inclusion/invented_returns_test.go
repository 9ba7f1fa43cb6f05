package main

import (
	"testing"
	"time"

	"inclusion/internal/desk/invented"
)

// TestTheSamplesDataOfficerHasSentTwoReturns: one whose year is published since, one of the year that runs; once, and not again after
// they were withdrawn.
func TestTheSamplesDataOfficerHasSentTwoReturns(t *testing.T) {
	s := ownSite(t)
	settings := sen2Settings{Small: 5}
	for range 2 {
		if err := settings.writeInventedReturns(t.Context(), s.data, s.plans, s.warehouse); err != nil {
			t.Fatal(err)
		}
	}
	all, err := s.plans.Returns(t.Context(), "101")
	if err != nil || len(all) != 2 {
		t.Fatalf("%d returns (%v)", len(all), err)
	}
	running, whole := all[0], all[1]
	if !running.InYear() || running.Pace == nil || running.Pace.Forecast == nil || whole.InYear() {
		t.Errorf("the newer is of %s with %+v, the older of %s", running.AsAt, running.Pace, whole.AsAt)
	}
	for _, r := range all {
		if !r.Register || r.TakenBy != invented.DataOfficer("101") || len(r.Values) == 0 || len(r.Guarded) != len(r.Values) {
			t.Errorf("the return of %d has register %t, %d figures and %d for others; it is by %s", r.Year, r.Register, len(r.Values), len(r.Guarded), r.TakenBy)
		}
		if err := s.plans.Withdraw(t.Context(), "101", r.ID, r.TakenBy, time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)); err != nil {
			t.Fatal(err)
		}
	}
	if err := settings.writeInventedReturns(t.Context(), s.data, s.plans, s.warehouse); err != nil {
		t.Fatal(err)
	}
	if all, err := s.plans.Returns(t.Context(), "101"); err != nil || len(all) > 0 {
		t.Errorf("%d returns come back after they were withdrawn (%v)", len(all), err)
	}
}
