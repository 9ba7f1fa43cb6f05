package pace

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"inclusion/ingest/sen2"
)

// team is an authority that does not work by chances at all: so many people finish so many cases a week, taking now the oldest case and now
// the one that is about to become late. Its backlog grows or shrinks with how many there are. The forecast knows nothing of such queues.
func team(seed uint64, from, until sen2.Date) []simulated {
	dice := rand.New(rand.NewPCG(seed, 21))
	between := func(low, high float64) float64 { return low + (high-low)*dice.Float64() }
	requests := math.Exp(6.4+0.6*dice.NormFloat64()) / 365
	strength, oldestFirst, refuse, except := between(0.85, 1.15), between(0, 0.6), between(0.1, 0.4), between(0, 0.1)
	turn := between(0.05, 0.25)
	var all []simulated
	var ready []int // places of cases whose assessment is done, by day of the request
	next, effort, able := 0, 0.0, 1.0
	for day := from; day <= until; day++ {
		for n := poisson(dice, requests); n > 0; n-- {
			c := simulated{received: day, decided: day + sen2.Date(25+dice.IntN(22)), outcome: 'Y', refused: dice.Float64() < refuse, exception: dice.Float64() < except}
			if dice.Float64() < 0.05 {
				c.outcome = 'N'
			}
			all = append(all, c)
		}
		if int(day-from)%91 == 0 {
			able = max(0.4, able*math.Exp(turn*dice.NormFloat64())/math.Pow(able, 0.3))
		}
		if weekday := day.Time().Weekday(); weekday == time.Saturday || weekday == time.Sunday {
			continue
		}
		for ; next < len(all) && day-all[next].received >= 95; next++ {
			if !all[next].refused {
				ready = append(ready, next)
			}
		}
		effort += requests * (1 - refuse) * 7 / 5 * strength * able
		for ; effort >= 1 && len(ready) > 0; effort-- {
			at := 0
			if dice.Float64() >= oldestFirst {
				at = max(0, slices.IndexFunc(ready, func(i int) bool { return day-all[i].received <= 140 }))
			}
			all[ready[at]].ended = day
			ready = slices.Delete(ready, at, at+1)
		}
		effort = min(effort, 1)
	}
	return all
}
