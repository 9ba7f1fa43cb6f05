package benchmark

// Verdict is how a figure compares with a reference, such as England's.
type Verdict string

// Verdicts.
const (
	Similar     Verdict = "similar"            // chance alone may explain the difference, or there is none as printed
	Higher      Verdict = "higher"             // by more than chance would explain
	Lower       Verdict = "lower"              // by more than chance would explain
	TooFew      Verdict = "too few to compare" // under 20 in a share's denominator, under 10 events in a rate
	NotCompared Verdict = "not compared"       // the counts are not published, so chance cannot be ruled out
)

// The least that a comparison may rest on.
const (
	fewestOut    = 20 // people in a share's denominator
	fewestEvents = 10 // events in a rate
)

// Evidence is a figure and what it rests on, all in one unit.
type Evidence struct {
	Value     float64
	Interval  *Interval // 95%; nil where the kind has none or the counts are not published
	Events    *float64  // the numerator
	Out       *float64  // the denominator
	Kind      string    // KindWilson, KindByar or KindNone
	Precision int       // decimals at which two figures that read alike are alike
}

// TooFew says that a figure rests on so little that chance alone may explain it. Counts that are not published are not too few.
func (e Evidence) TooFew() bool {
	switch e.Kind {
	case KindWilson:
		return e.Out != nil && *e.Out < fewestOut
	case KindByar:
		return e.Events != nil && *e.Events < fewestEvents
	}
	return false
}

// Against compares a figure with a reference. The reference is similar when it lies inside the figure's 95% interval, ends
// included. Figures that have no interval by nature, such as pounds and weeks, are compared as printed.
func Against(e Evidence, reference float64) Verdict {
	switch {
	case e.TooFew():
		return TooFew
	case e.Kind != KindNone && e.Interval == nil:
		return NotCompared
	case e.Interval != nil && e.Interval.Contains(reference), Round(e.Value, e.Precision) == Round(reference, e.Precision):
		return Similar
	case e.Value > reference:
		return Higher
	}
	return Lower
}

// Better says whether the figure is better than the reference. It is known only of a difference, and only with a direction.
func (v Verdict) Better(d Direction) (better, known bool) {
	if d == NoDirection || v != Higher && v != Lower {
		return false, false
	}
	return (v == Higher) == (d == HigherIsBetter), true
}

// Standing is how far a duty that the law sets for every case is met.
type Standing string

// Standings.
const (
	MostCases   Standing = "met in most cases"
	SomeCases   Standing = "met in some cases"
	FewestCases Standing = "not met in most cases"
)

// Cases of a hundred in which a duty must be met to be met in most, and under which it is not.
const (
	mostCases = 90
	halfCases = 50
)

// Legal is the standing of a percentage of cases in which the law was kept. It does not look at other areas: below half it is not
// met in most cases, whatever the quarter.
func Legal(percent float64) Standing {
	switch {
	case percent < halfCases:
		return FewestCases
	case percent >= mostCases:
		return MostCases
	}
	return SomeCases
}

// LegalBand is the quarter of a figure that the law sets a standard for: the better quarter is kept for those at 90% or more, so
// that nobody is the best of a bad bunch.
func LegalBand(band int, percent float64) int {
	if band == 4 && Legal(percent) != MostCases {
		return 3
	}
	return band
}
