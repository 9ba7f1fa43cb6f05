package chart

import (
	"fmt"
	"math"
	"strings"
)

// StepKind says whether a step is a sum that stands on zero or a change that floats between two sums.
type StepKind int

// The two kinds of step.
const (
	Total StepKind = iota
	Change
)

// Step is one line of an account.
type Step struct {
	Name string
	// Text is the amount: of a total as it is said ("£61.2m", "deficit of £3.2m"), of a change without its sign ("£4.0m"):
	// the chart says "added" or "taken off". Of an unknown step it says why.
	Text  string
	Value float64
	Kind  StepKind
	// Unknown steps have no figure. What comes after one is drawn again only from the next total.
	Unknown bool
}

// Waterfall is an account read downwards: totals are bars from zero, changes float from where the step before ended.
// A total that is not what the changes make of the total before it is refused: give the difference as a change of its own.
type Waterfall struct {
	Name  string
	Axis  Axis
	Steps []Step
}

func (w Waterfall) check() error {
	if len(w.Steps) == 0 {
		return fmt.Errorf("waterfall %q has no step: show the sentence that says so instead of a chart", w.Name)
	}
	largest, known := 0.0, 0
	for _, s := range w.Steps {
		if s.Unknown {
			continue
		}
		if !finite(s.Value) {
			return fmt.Errorf("waterfall %q: step %q has no number: say that it is unknown", w.Name, s.Name)
		}
		largest, known = max(largest, math.Abs(s.Value)), known+1
	}
	if known == 0 {
		return fmt.Errorf("waterfall %q has no step with a number: show the sentence that says so instead of a chart", w.Name)
	}
	level, sure := 0.0, true
	for i, s := range w.Steps {
		switch {
		case s.Unknown:
			sure = false
		case s.Kind == Change && !sure:
			return fmt.Errorf("waterfall %q: %q follows a step without a figure and has nowhere to start: give a total first", w.Name, s.Name)
		case s.Kind == Change:
			level += s.Value
		default:
			// Published amounts are rounded, so a sum may be a little off.
			if i > 0 && sure && math.Abs(level-s.Value) > largest/100 {
				return fmt.Errorf("waterfall %q: the steps before %q make %v, not %v: give the difference as a change of its own", w.Name, s.Name, level, s.Value)
			}
			level, sure = s.Value, true
		}
	}
	return nil
}

// fall is where the bar of a step begins and ends.
type fall struct {
	from, to float64
	unknown  bool
}

// falls follow the account from step to step.
func (w Waterfall) falls() []fall {
	out := make([]fall, len(w.Steps))
	level := 0.0
	for i, s := range w.Steps {
		switch {
		case s.Unknown:
			out[i] = fall{level, level, true}
			continue
		case s.Kind == Change:
			out[i] = fall{from: level, to: level + s.Value}
		default:
			out[i] = fall{to: s.Value}
		}
		level = out[i].to
	}
	return out
}

// extent covers every bar, and always zero.
func (w Waterfall) extent() scale {
	low, high := 0.0, 0.0
	for _, f := range w.falls() {
		low, high = min(low, f.from, f.to), max(high, f.from, f.to)
	}
	return straight(ticks(low, high))
}

// amount is what is said of a step: signs are words.
func (s Step) amount() string {
	bare := strings.TrimLeft(s.Text, "+-−")
	switch {
	case s.Unknown || s.Kind == Total:
		return s.Text
	case s.Value < 0:
		return "taken off " + bare
	case s.Value > 0:
		return "added " + bare
	}
	return "no change"
}

// Describe says the account in words, step by step.
func (w Waterfall) Describe() string {
	parts := make([]string, len(w.Steps))
	for i, s := range w.Steps {
		parts[i] = s.Name + ": " + s.amount()
	}
	return strings.Join(parts, "; ") + "."
}
