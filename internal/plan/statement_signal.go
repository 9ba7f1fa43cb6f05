package plan

import (
	"fmt"
	"slices"
	"strings"

	"inclusion/internal/benchmark"
)

// NoPublicData is the state of a data signal that nothing published can fill.
const NoPublicData = benchmark.NoSignal

// bandWords say where a quarter of areas lies.
var bandWords = map[Level]string{4: "in the better quarter of areas", 3: "better than half of areas", 2: "in the worse half of areas",
	1: "in the worse quarter of areas"}

// StatementSignal is what published figures say of one statement: the lower median of the quarters of its own indicators that stand
// in its theme's scored set, the optional ones among them (9.17, note 7). One is enough. Text names the indicators that were used, and
// says of each that the law sets a standard for how near the area comes, whatever the quarter.
func StatementSignal(f *Framework, s Statement, figures Figures) Reading {
	r := Reading{Perspective: Data}
	theme, _ := f.Theme(s.Theme)
	var bands []int
	var own []string
	for _, id := range s.Indicators {
		if !theme.inSignal(id) || slices.Contains(own, id) {
			continue
		}
		own = append(own, id)
		if band := figures.band(f, theme, id); band > 0 {
			bands, r.Indicators = append(bands, band), append(r.Indicators, id)
		}
	}
	var parts []string
	if level, ok := benchmark.LowerMedian(bands); ok {
		r.Low, r.High, r.Point = Level(level), Level(level), Level(level)
		r.On = figures.newest(f, r.Indicators)
		parts = append(parts, fmt.Sprintf("%s (from %s)", bandWords[r.Low], listed(r.Indicators)))
	} else {
		r.State = NoPublicData
	}
	r.Text = strings.Join(append(parts, figures.legal(own)...), "; ")
	return r
}

// ThemeSignal is what published figures say of a theme. A level is given only for a full signal; otherwise State says why there is
// none, and Text shows the quarters there are.
func ThemeSignal(f *Framework, t Theme, figures Figures) Reading {
	r := Reading{Perspective: Data}
	signal, ok := figures.Signals[t.ID]
	if !ok || signal.State == "" {
		r.State = NoPublicData
		return r
	}
	var quarters []string
	for _, id := range slices.Concat(t.Scored, t.Optional) {
		if band := figures.band(f, t, id); band > 0 {
			r.Indicators = append(r.Indicators, id)
			quarters = append(quarters, id+" "+bandWords[Level(band)])
		}
	}
	r.Scored, r.Of = signal.Available, signal.Of
	r.On = figures.newest(f, r.Indicators)
	if signal.State != benchmark.FullSignal || signal.Level == 0 {
		r.State, r.Text = signal.State, strings.Join(quarters, "; ")
		return r
	}
	r.Low, r.High, r.Point = Level(signal.Level), Level(signal.Level), Level(signal.Level)
	r.Text = strings.Join(append([]string{fmt.Sprintf("%d of %d figures available", signal.Available, signal.Of)}, figures.legal(t.Scored)...), "; ")
	return r
}

// inSignal says that an item stands in the theme's scored set, or beside it.
func (t Theme) inSignal(item string) bool {
	return slices.Contains(t.Scored, item) || slices.Contains(t.Optional, item)
}

// band is the quarter of an item; 0 where it has none. The item's own quarter in the theme's signal comes first; where the signal does
// not know the item, it is the lower median of the quarters of the published figures that fill it.
func (f Figures) band(framework *Framework, t Theme, item string) int {
	if band, ok := f.Signals[t.ID].Items[item]; ok {
		return band
	}
	var bands []int
	for _, id := range framework.publishedAs(item) {
		if band := f.Values[id].Band; band > 0 {
			bands = append(bands, band)
		}
	}
	band, _ := benchmark.LowerMedian(bands)
	return band
}

// publishedAs lists the catalogue's indicators that fill an item.
func (f *Framework) publishedAs(item string) []string {
	if m, ok := f.Measure(item); ok {
		return m.Published()
	}
	return []string{item}
}

// legal says of each figure that the law sets a standard for how near the area comes.
func (f Figures) legal(indicators []string) (sentences []string) {
	for _, id := range indicators {
		v, ok := f.Values[id]
		if !ok || v.Type != legalType || v.Value == nil {
			continue
		}
		name := id
		if v.Name != "" {
			name = fmt.Sprintf("%s (%s)", v.Name, id)
		}
		if f.unmet(id) {
			sentences = append(sentences, fmt.Sprintf("%s: %s against a legal standard of all, %s", name, percentUnder(*v.Value, 50), benchmark.FewestCases))
		} else {
			sentences = append(sentences, fmt.Sprintf("%s: %s against a legal standard of all", name, percent(*v.Value)))
		}
	}
	return sentences
}

// unmet says that a figure shows a duty not met in most cases: by its standing, or by its percentage where no standing was worked out.
func (f Figures) unmet(indicator string) bool {
	v := f.Values[indicator]
	if v.Standing == "" && v.Value != nil {
		v.Standing = string(benchmark.Legal(*v.Value))
	}
	return v.Type == legalType && v.Standing == string(benchmark.FewestCases)
}

// newest is the newest day on which one of some items' figures was released.
func (f Figures) newest(framework *Framework, items []string) (day Day) {
	for _, item := range items {
		for _, id := range framework.publishedAs(item) {
			day = max(day, f.Values[id].Released)
		}
	}
	return day
}
