package main

import (
	"testing"
	"time"
)

// TestLevelIsOfTheMinuteBefore a moment, and of no other.
func TestLevelIsOfTheMinuteBefore(t *testing.T) {
	var all []sample
	for second := range 180 {
		all = append(all, sample{at: time.Duration(second) * time.Second, resident: float64(100 * (1 + second/60))})
	}
	for until, want := range map[time.Duration]float64{time.Minute: 100, 2 * time.Minute: 200, 3 * time.Minute: 300, 90 * time.Second: 150, 10 * time.Minute: 0} {
		if got := level(all, until); got != want {
			t.Errorf("until %s memory is %g MB, want %g", until, got, want)
		}
	}
}

// TestWhatAServerHoldsIsReadOutOfItsFigures adds up the parts of one figure and leaves out others.
func TestWhatAServerHoldsIsReadOutOfItsFigures(t *testing.T) {
	got := heldOf([]string{"# HELP inclusion_engine_memory_bytes x", `inclusion_engine_memory_bytes{database="plans"} 1.048576e+06`, `inclusion_engine_memory_bytes{database="warehouse"} 2097152`,
		"go_memstats_heap_inuse_bytes 3145728", "go_memstats_heap_idle_bytes 9e+09", "inclusion_page_cache_bytes 524288", ""})
	if want := (held{runtime: 3, engine: 3, pages: 0.5}); got != want {
		t.Errorf("the server holds %+v, want %+v", got, want)
	}
}
