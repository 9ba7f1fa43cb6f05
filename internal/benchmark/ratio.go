package benchmark

import "math"

// RatioOfRates is how many times the first rate is the second, x1 events among n1 against x2 among n2, with its interval on the log
// scale: the standard error is √(1/x1 + 1/x2) (Rothman and Greenland, Modern Epidemiology). Repeat events of one person make it too
// narrow. ok is false where either count is 0, because the log scale has no place for it.
func RatioOfRates(x1, n1, x2, n2, confidence float64) (ratio float64, i Interval, ok bool) {
	return logRatio(x1, n1, x2, n2, math.Sqrt(1/x1+1/x2), confidence)
}

// RatioOfShares is how many times the first share is the second, x1 of n1 against x2 of n2, with Katz's interval (1978): the
// standard error of the log is √(1/x1 − 1/n1 + 1/x2 − 1/n2). ok is false where either count is 0, or is more than it is out of.
func RatioOfShares(x1, n1, x2, n2, confidence float64) (ratio float64, i Interval, ok bool) {
	if x1 > n1 || x2 > n2 {
		return 0, Interval{}, false
	}
	return logRatio(x1, n1, x2, n2, math.Sqrt(1/x1-1/n1+1/x2-1/n2), confidence)
}

func logRatio(x1, n1, x2, n2, deviation, confidence float64) (ratio float64, i Interval, ok bool) {
	if x1 <= 0 || x2 <= 0 || n1 <= 0 || n2 <= 0 {
		return 0, Interval{}, false
	}
	ratio = x1 / n1 / (x2 / n2)
	factor := math.Exp(deviations(confidence) * deviation)
	return ratio, Interval{ratio / factor, ratio * factor}, true
}
