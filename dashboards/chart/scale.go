package chart

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// scale places numbers along an axis: straight, or logarithmic where sizes differ by orders of magnitude.
type scale struct {
	marks []float64 // the round numbers that are labelled; the first and last are the ends
	log   bool
}

func straight(marks []float64) scale { return scale{marks: marks} }

// logarithmic covers low to high, both above zero, from one round number to another; between them 1, 2 and 5 times every
// power of ten are labelled, where they have room beside the ends.
func logarithmic(low, high float64) scale {
	first, last := roundNumber(low, false), roundNumber(high, true)
	marks := []float64{first}
	for power := math.Floor(math.Log10(first)); math.Pow(10, power) < last; power++ {
		for _, m := range []float64{1, 2, 5} {
			if v := m * math.Pow(10, power); v > first*1.4 && v < last/1.4 {
				marks = append(marks, v)
			}
		}
	}
	return scale{marks: append(marks, last), log: true}
}

// roundNumber is the nearest of 1, 1.5, 2, 2.5, 3, 4, 5, 6 and 8 times a power of ten that is not above v, or not below it.
func roundNumber(v float64, up bool) float64 {
	size := math.Pow(10, math.Floor(math.Log10(v)))
	below := size
	for _, m := range []float64{1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10} {
		if up && m*size >= v {
			return m * size
		}
		if m*size <= v {
			below = m * size
		}
	}
	return below
}

func (s scale) low() float64  { return s.marks[0] }
func (s scale) high() float64 { return s.marks[len(s.marks)-1] }

// share is where a number lies, 0 at the low end and 1 at the high one; a number beyond an end lies beyond it.
func (s scale) share(v float64) float64 {
	low, high := s.low(), s.high()
	if s.log {
		v, low, high = math.Log10(v), math.Log10(low), math.Log10(high)
	}
	return (v - low) / (high - low)
}

// between places a number between two coordinates, and keeps it there.
func (s scale) between(v, from, to float64) float64 {
	return from + max(0, min(1, s.share(v)))*(to-from)
}

// lowerFirst makes the first letter small, for a name within a sentence, unless the word is an abbreviation.
func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[n:])
	if n == 0 || unicode.IsUpper(second) {
		return s
	}
	return strings.ToLower(string(r)) + s[n:]
}
