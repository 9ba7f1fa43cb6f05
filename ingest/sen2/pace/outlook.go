package pace

import "math"

// outlook is what the pace of the coming weeks is likely to be: the logarithm of how it stands to the average of the past, and how unsure
// that is.
type outlook struct {
	mean, sd float64
	fit      float64 // log likelihood of the blocks: how well this way to see the work foretold each block from those before it
}

// How far pace moves from one block of four weeks to the next, in logarithms: drifts for good (drift), and differs for once (jump). Each
// value has the weight given to it before anything is seen of the authority. The drifts are those that published figures imply: between
// 2021 and 2025 half of the authorities' shares of plans in time moved so far from one year to the next as a change of the weekly pace
// by 0.55 would make them move, and one in ten by 1.57, which a drift of 0.1 to 0.3 in four weeks does.
var (
	drifts = [...]struct{ size, weight float64 }{{0.02, 0.10}, {0.05, 0.20}, {0.10, 0.25}, {0.15, 0.22}, {0.22, 0.15}, {0.32, 0.08}}
	jumps  = [...]struct{ size, weight float64 }{{0.03, 0.15}, {0.10, 0.30}, {0.20, 0.30}, {0.35, 0.17}, {0.50, 0.08}}
)

// firstLevel is how far pace may have been from its average at the start, in logarithms.
const firstLevel = 0.5

// look follows the pace through the blocks, oldest first: a level that drifts, seen through chance and jumps (a local level model; Harvey,
// Forecasting, Structural Time Series Models and the Kalman Filter, 1989). Every pair of drift and jump is weighed by how well it foretold
// the blocks. seen are events, expected the events there would have been at the average pace; ahead is how many blocks are to come.
func look(seen, expected []float64, ahead float64) outlook {
	var weights, means, variances [len(drifts) * len(jumps)]float64
	best := math.Inf(-1)
	for i, drift := range drifts {
		for j, jump := range jumps {
			at := i*len(jumps) + j
			fit, level, unsure := follow(seen, expected, drift.size*drift.size, jump.size*jump.size)
			steps := math.Max(ahead, 1)
			weights[at] = fit + math.Log(drift.weight*jump.weight)
			means[at] = level
			variances[at] = unsure + drift.size*drift.size*(steps+1)*(2*steps+1)/(6*steps) + jump.size*jump.size/steps
			best = math.Max(best, weights[at])
		}
	}
	sum, mean, square := 0.0, 0.0, 0.0
	for at := range weights {
		w := math.Exp(weights[at] - best)
		sum += w
		mean += w * means[at]
		square += w * (variances[at] + means[at]*means[at])
	}
	mean /= sum
	return outlook{mean, math.Sqrt(math.Max(0, square/sum-mean*mean)), best + math.Log(sum)}
}

// follow runs the filter for one drift and jump: how well it foretold what was seen (log likelihood), the level at the end and its variance.
func follow(seen, expected []float64, drift, jump float64) (fit, level, unsure float64) {
	unsure = firstLevel * firstLevel
	for b := range seen {
		if b > 0 {
			unsure += drift
		}
		if expected[b] < 0.5 {
			continue
		}
		found := math.Log((seen[b] + 0.5) / (expected[b] + 0.5))
		spread := unsure + jump + 1/(expected[b]+0.5)
		missed := found - level
		fit -= (math.Log(spread) + missed*missed/spread) / 2
		gain := unsure / spread
		level += gain * missed
		unsure *= 1 - gain
	}
	return fit, level, unsure
}
