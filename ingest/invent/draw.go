package invent

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
)

// dice are the random numbers for one purpose. Each purpose has its own, so that adding a
// file does not change the others.
func (w *world) dice(purpose ...any) *rand.Rand {
	h := fnv.New64a()
	fmt.Fprintln(h, purpose...)
	return rand.New(rand.NewPCG(w.seed, h.Sum64()))
}

// wheel draws an index with the chance its weight has of all weights.
type wheel []float64

func newWheel(weights ...float64) wheel {
	sum := make(wheel, len(weights))
	total := 0.0
	for i, x := range weights {
		total += x
		sum[i] = total
	}
	return sum
}

func (s wheel) spin(r *rand.Rand) int {
	x := r.Float64() * s[len(s)-1]
	for i, upTo := range s {
		if x < upTo {
			return i
		}
	}
	return len(s) - 1
}

// weight is the weight of one index.
func (s wheel) weight(i int) float64 {
	if i == 0 {
		return s[0]
	}
	return s[i] - s[i-1]
}

// jitter scatters a quantity around itself; spread is roughly its relative standard deviation.
func jitter(r *rand.Rand, x, spread float64) float64 {
	return x * math.Exp(spread*bell(r))
}

// bell is a normal draw cut at two standard deviations, so that no area is beyond belief.
func bell(r *rand.Rand) float64 {
	return max(-2, min(2, r.NormFloat64()))
}

func between(r *rand.Rand, low, high float64) float64 { return low + (high-low)*r.Float64() }

func chance(r *rand.Rand, p float64) bool { return r.Float64() < p }

func clamp(x, low, high float64) float64 { return max(low, min(high, x)) }

// apportion splits total by weights so that the parts are whole and add up: largest
// remainders first, the earlier part first where they are equal.
func apportion(total int, weights ...float64) []int {
	sum := 0.0
	for _, x := range weights {
		sum += x
	}
	parts := make([]int, len(weights))
	if sum == 0 {
		parts[0] = total
		return parts
	}
	rest := make([]float64, len(weights))
	left := total
	for i, x := range weights {
		quota := float64(total) * x / sum
		parts[i] = int(math.Floor(quota))
		rest[i] = quota - math.Floor(quota)
		left -= parts[i]
	}
	for ; left > 0; left-- {
		best := 0
		for i := range rest {
			if rest[i] > rest[best] {
				best = i
			}
		}
		parts[best]++
		rest[best] = -1
	}
	return parts
}

// spread scatters total over parts by weights that are themselves scattered.
func spread(r *rand.Rand, total int, weights ...float64) []int {
	scattered := make([]float64, len(weights))
	for i, x := range weights {
		scattered[i] = jitter(r, x, 0.12)
	}
	return apportion(total, scattered...)
}

// binomial is how many of n happen when each has chance p. Large n are approximated.
func binomial(r *rand.Rand, n int, p float64) int {
	if n > 400 {
		x := float64(n)*p + math.Sqrt(float64(n)*p*(1-p))*bell(r)
		return int(clamp(math.Round(x), 0, float64(n)))
	}
	k := 0
	for range n {
		if chance(r, p) {
			k++
		}
	}
	return k
}
