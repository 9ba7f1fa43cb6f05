package benchmark

import "gonum.org/v1/gonum/stat/distuv"

// Chance is what a list of many comparisons would hold by luck alone.
type Chance struct {
	Compared int     // figures compared with the reference
	Differ   int     // of them, whose interval leaves the reference out
	Expected float64 // how many would, in an area that is just like the reference
	Seldom   int     // more than this many would do so less than once in twenty
}

// ByChance is the chance check of a list of the strongest and weakest: in an area that is just like the reference, one comparison
// in twenty at 95% differs all the same. It takes the comparisons as independent, which figures of one area are not quite, so it is
// a caution and not a test.
func ByChance(compared, differ int, confidence float64) Chance {
	c := Chance{Compared: compared, Differ: differ, Expected: float64(compared) * (1 - confidence)}
	luck := distuv.Binomial{N: float64(compared), P: 1 - confidence}
	for c.Seldom < compared && luck.CDF(float64(c.Seldom)) < Usual {
		c.Seldom++
	}
	return c
}

// MoreThanChance says that more figures differ than luck would bring but once in twenty.
func (c Chance) MoreThanChance() bool { return c.Differ > c.Seldom }
