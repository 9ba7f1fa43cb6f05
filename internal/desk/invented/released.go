package invented

import (
	"context"
	"maps"
	"slices"

	"inclusion/internal/benchmark"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
)

// newFigures is when, in the stories, the newest figures came out: so many days before today. What is told before that day sees the
// figures of the period before, so that a version of last year differs from now, and a level agreed then may no longer be allowed.
const newFigures = -150

// asReleased is what was published when the story had got so far.
type asReleased struct {
	desk.Publications // of now
	before            desk.Publications
	framework         *plan.Framework
	teller            *teller
}

func (a *asReleased) early() bool { return plan.DayOf(a.teller.at) < a.teller.today.Add(newFigures) }

// Made implements desk.Publications: the figures change on the day they come out.
func (a *asReleased) Made() string {
	if a.early() {
		return a.Publications.Made() + " before"
	}
	return a.Publications.Made()
}

// Figures implements desk.Publications.
func (a *asReleased) Figures(ctx context.Context, code string) (plan.Figures, error) {
	if !a.early() {
		return a.Publications.Figures(ctx, code)
	}
	f, err := a.before.Figures(ctx, code)
	if err != nil {
		return f, err
	}
	f.Values, f.Signals = maps.Clone(f.Values), maps.Clone(f.Signals)
	for id, value := range f.Values {
		if value.Released.Valid() {
			value.Released = value.Released.AddMonths(-12)
		}
		f.Values[id] = value
	}
	for theme, s := range f.Signals {
		f.Signals[theme] = a.signal(s, f.Values)
	}
	return f, nil
}

// signal is a theme's signal by the quarters of other figures.
func (a *asReleased) signal(s plan.Signal, values map[string]plan.Figure) plan.Signal {
	items, bands := map[string]int{}, []int{}
	for _, item := range slices.Sorted(maps.Keys(s.Items)) {
		var parts []int
		ids := []string{item}
		if m, ok := a.framework.Measure(item); ok {
			ids = m.Published()
		}
		for _, id := range ids {
			if band := values[id].Band; band > 0 {
				parts = append(parts, band)
			}
		}
		if items[item], _ = benchmark.LowerMedian(parts); items[item] > 0 {
			bands = append(bands, items[item])
		}
	}
	made := benchmark.ThemeSignal(bands, s.Of)
	return plan.Signal{State: made.State, Level: made.Level, Available: len(bands), Of: s.Of, Bands: made.Bands, Newest: s.Newest, Oldest: s.Oldest, Items: items}
}
