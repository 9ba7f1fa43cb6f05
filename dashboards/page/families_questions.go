package page

import (
	"fmt"

	"inclusion/internal/benchmark"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
)

// familyQuestion is a question to ask the board, and why it was chosen.
type familyQuestion struct{ ID, Text, Why string }

// enoughQuestions is how many questions a page has.
const enoughQuestions = 3

// askRule finds how much a figure asks to be asked about, and says why; 0 is not at all.
type askRule func(plainFigure) (weight float64, why string)

// askRules are the rules in their order; each picks one figure.
var askRules = []askRule{farFromLaw, worseThanSimilar, notPublished, gotWorse, worseThanSimilar, mayBeWorse, mayBeWorse, farFromLaw, notPublished, matters, matters, matters}

// chooseQuestions are three questions, one for each of: the figure furthest from what the law expects, the figure furthest on the
// worse side of similar areas, and one that is not published or, where all are, the one that got worse most. Where a rule finds
// nothing the next speak: more of the same, what is far from similar areas though that may be chance, then the page's order. A figure is asked about once.
func chooseQuestions(figures []plainFigure) (chosen []familyQuestion) {
	asked := map[string]bool{}
	for _, rule := range askRules {
		if len(chosen) == enoughQuestions {
			break
		}
		if q, ok := mostAsked(figures, asked, rule); ok {
			asked[q.ID] = true
			chosen = append(chosen, q)
		}
	}
	return chosen
}

// mostAsked is the question about the figure with the greatest weight; the first of the page among equals.
func mostAsked(figures []plainFigure, asked map[string]bool, rule askRule) (q familyQuestion, ok bool) {
	most := 0.0
	for _, f := range figures {
		if asked[f.in.ID] {
			continue
		}
		if weight, why := rule(f); weight > most {
			most, ok = weight, true
			q = familyQuestion{ID: f.in.ID, Text: f.text.Question, Why: why}
			if f.unpublished() {
				q.Text = fmt.Sprintf("“%s”: why is this not published, and when will it be?", f.text.Name)
			}
		}
	}
	return q, ok
}

// comparable says that a figure may be held against another.
func (f plainFigure) comparable() bool {
	row := f.newest()
	return row.Value != nil && !f.area.LeftOut && !compare.TooFew(f.in, row.Row)
}

// here is the figure in brackets: "3 in 100 here".
func (f plainFigure) here() string { return f.scale().short(f.in, *f.newest().Value) + " here" }

func farFromLaw(f plainFigure) (float64, string) {
	if f.in.Type != indicator.Legal || !f.comparable() || *f.newest().Value >= f.in.LegalTarget {
		return 0, ""
	}
	expects := "all"
	if f.in.LegalTarget < 100 {
		expects = f.scale().short(f.in, f.in.LegalTarget)
	}
	return f.in.LegalTarget - *f.newest().Value, fmt.Sprintf("It is %s. The law expects %s.", f.here(), expects)
}

func worseThanSimilar(f plainFigure) (float64, string) {
	other := f.similar()
	if !f.comparable() || other == nil || f.movementOf(f.newest()).WholeMoved() {
		return 0, ""
	}
	if better, known := f.verdict(*other).Better(compare.Direction(f.in)); better || !known {
		return 0, ""
	}
	return f.spreads(*other), fmt.Sprintf("It is %s, and %s in similar areas.", f.here(), f.scale().short(f.in, *other))
}

func gotWorse(f plainFigure) (float64, string) {
	row := f.newest()
	m := f.movementOf(row)
	if !f.comparable() || f.unchecked() || m.Broken || m.Change == nil || m.Previous == nil || m.Little(f.in) || m.WholeMoved() ||
		compare.Polarity(f.in) == indicator.None || (*m.Change > 0) == (compare.Polarity(f.in) == indicator.Higher) {
		return 0, ""
	}
	return f.spreads(*m.Previous), fmt.Sprintf("It is worse than the year before: %s, and %s then.", f.here(), f.scale().short(f.in, *m.Previous))
}

// unpublished says that there is no figure, and that the board may know why.
func (f plainFigure) unpublished() bool {
	if f.newest().Value != nil {
		return false
	}
	_, ask := f.missing()
	return ask
}

func notPublished(f plainFigure) (float64, string) {
	if !f.unpublished() {
		return 0, ""
	}
	return 1, "Other areas have this figure."
}

// mayBeWorse is worse than similar areas, but nobody can say that chance or the way of counting is not the reason.
func mayBeWorse(f plainFigure) (float64, string) {
	other := f.similar()
	if !f.comparable() || other == nil || compare.Polarity(f.in) == indicator.None || (*f.newest().Value > *other) == (compare.Polarity(f.in) == indicator.Higher) {
		return 0, ""
	}
	why := fmt.Sprintf("It is %s, and %s in similar areas. ", f.here(), f.scale().short(f.in, *other))
	switch {
	case f.verdict(*other) == benchmark.NotCompared:
		return f.spreads(*other), why + "That may be chance."
	case f.verdict(*other) != benchmark.Similar && f.movementOf(f.newest()).WholeMoved():
		return f.spreads(*other), why + "That may be the way it was counted."
	}
	return 0, ""
}

// matters is what may be asked anywhere. A question why the law is not kept comes last: nothing here says that it is not.
func matters(f plainFigure) (float64, string) {
	if f.in.Type == indicator.Legal {
		return 0.5, "It matters to families everywhere."
	}
	return 1, "It matters to families everywhere."
}
