package benchmark

import "slices"

// LowerMedian is the middle of some levels, the lower of the two middle ones where their number is even, so that it is always a
// whole level and one 4 cannot hide a 1. ok is false where there are none.
func LowerMedian(levels []int) (level int, ok bool) {
	if len(levels) == 0 {
		return 0, false
	}
	sorted := slices.Sorted(slices.Values(levels))
	return sorted[(len(sorted)-1)/2], true
}

// States of a theme's data signal.
const (
	FullSignal    = "signal"
	PartialSignal = "partial"
	NoSignal      = "no public data"
)

// Signal is what published figures say of a theme. It is a starting point for questions, not a judgement.
type Signal struct {
	State string
	Level int   // 1 to 4 where State is FullSignal; 0 otherwise
	Bands []int // the quarters that there are, as they were given
	Of    int   // how many figures the theme has
}

// ThemeSignal is the lower median of a theme's quarters where at least three are there and they are at least 60% of the theme's
// set. With fewer it is partial: the quarters are shown and no level is given. A band of 0 is no quarter.
func ThemeSignal(bands []int, setSize int) Signal {
	there := make([]int, 0, len(bands))
	for _, band := range bands {
		if band > 0 {
			there = append(there, band)
		}
	}
	s := Signal{State: PartialSignal, Bands: there, Of: setSize}
	level, any := LowerMedian(there)
	switch {
	case !any:
		s.State = NoSignal
	case len(there) >= 3 && 5*len(there) >= 3*setSize:
		s.State, s.Level = FullSignal, level
	}
	return s
}
