package benchmark

// Part is one area's numerator and denominator. One that is not published is nil.
type Part struct{ Numerator, Denominator *float64 }

// Sum is several areas taken as one.
type Sum struct {
	Numerator, Denominator float64
	Used, Of               int // how many of the areas had both numbers
}

// Together adds numerators and denominators: the figure of a partnership of several authorities. Rates are never averaged. An area
// that lacks either number is left out of both and counted.
func Together(parts []Part) Sum {
	s := Sum{Of: len(parts)}
	for _, p := range parts {
		if p.Numerator == nil || p.Denominator == nil {
			continue
		}
		s.Numerator += *p.Numerator
		s.Denominator += *p.Denominator
		s.Used++
	}
	return s
}

// Value is the sum as a value, numerator over denominator multiplied by times. ok is false where there is nothing to divide by.
func (s Sum) Value(times float64) (v float64, ok bool) {
	if s.Used == 0 || s.Denominator <= 0 {
		return 0, false
	}
	return times * s.Numerator / s.Denominator, true
}

// Mean is the plain mean of the values that are there, as published tools take it of statistical neighbours, and how many those are.
func Mean(values []*float64) (mean float64, used int, ok bool) {
	sum := 0.0
	for _, v := range values {
		if v != nil {
			sum += *v
			used++
		}
	}
	if used == 0 {
		return 0, 0, false
	}
	return sum / float64(used), used, true
}
