package compare

import (
	"math"

	"inclusion/internal/benchmark"
	"inclusion/internal/warehouse"
)

// GapMeasure is a measure in which pupils with and without special educational needs are compared.
type GapMeasure struct {
	Key, Title    string // as warehouse.Gaps names it, and as a heading
	Support, Plan string // the indicators of the two groups with needs
	Kind          string // what its interval is made for: children out of children, events of children, or none
}

// Intervals of a ratio. Half days missed come in long runs of the same child, so no interval is right for them.
const (
	GapOfChildren = "children"
	GapOfEvents   = "events"
	GapOfSessions = "sessions"
)

// Suspended and Absent are the measures that are compared, those of one publication each. The first of each leads.
var (
	Suspended = []GapMeasure{
		{"suspensions", "Suspensions", "X01", "X02", GapOfEvents},
		{"suspended pupils", "Pupils suspended at least once", "X06s", "X06e", GapOfChildren},
		{"exclusions", "Permanent exclusions", "X03", "X04", GapOfEvents},
	}
	Absent = []GapMeasure{
		{"absence", "Absence: half days missed", "A02", "A01", GapOfSessions},
		{"persistent absence", "Persistent absence: pupils who missed a tenth or more", "A03s", "A03e", GapOfChildren},
		{"severe absence", "Severe absence: pupils who missed half or more", "A04s", "A04e", GapOfChildren},
	}
)

// GapRatio is how many times one group's rate is another's.
type GapRatio struct {
	Times    float64
	Known    bool
	Interval *benchmark.Interval // 95%
	Why      string              // why there is no ratio, or no interval to it
}

const (
	fewestInGap = 10   // how many must be counted in both groups before a ratio is more than chance
	roughUnder  = 0.05 // the rate of 100 under which three printed decimals leave a ratio more than a hundredth unsure
)

// RatioOf compares a group with needs with pupils without. Where counts are published the ratio is made of them and has an
// interval; else it is of the rates as printed, and nobody can say how much of it is chance.
func RatioOf(kind string, group, none warehouse.GroupRate) GapRatio {
	switch {
	case group.Rate == nil || none.Rate == nil:
		return GapRatio{Why: "no ratio: a rate is missing"}
	case *none.Rate == 0:
		return GapRatio{Why: "no ratio: the rate of pupils without SEN is 0"}
	}
	r := GapRatio{Times: *group.Rate / *none.Rate, Known: true}
	counted := group.Part != nil && group.Whole != nil && none.Part != nil && none.Whole != nil
	switch {
	case kind == GapOfSessions:
		r.Why = "no interval: a child’s missed half days come together"
	case !counted:
		r.Why = "no interval: the counts are not published"
		if math.Min(*group.Rate, *none.Rate) < roughUnder {
			r.Why += "; rough, because rates this small are rounded"
		}
	default:
		of := benchmark.RatioOfShares
		if kind == GapOfEvents {
			of = benchmark.RatioOfRates
		}
		times, interval, ok := of(*group.Part, *group.Whole, *none.Part, *none.Whole, benchmark.Usual)
		if !ok {
			r.Why = "no interval: a count is 0"
			return r
		}
		r.Times, r.Interval = times, &interval
		if math.Min(*group.Part, *none.Part) < fewestInGap {
			r.Why = "rests on fewer than 10: too few to be sure"
		}
	}
	return r
}
