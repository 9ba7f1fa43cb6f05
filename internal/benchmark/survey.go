package benchmark

import (
	"fmt"
	"math"
)

// Levels is where a survey answer lies on the scale of 1 to 4: the level of the share who agree, and the levels at the two ends of
// its 95% interval.
type Levels struct {
	Percent  float64  // who agree, of those who gave an answer
	Interval Interval // 95%, percent
	Point    int      // the level of Percent
	From, To int      // the levels that chance leaves open
}

// fewestAnswers is how many answers a survey question needs before anything is shown of it.
const fewestAnswers = 10

// SurveyLevels is the level of agree of answered, "don't know" left out of both. ok is false under ten answers, of which nothing is
// shown.
func SurveyLevels(agree, answered float64) (l Levels, ok bool) {
	if answered < fewestAnswers {
		return Levels{}, false
	}
	i := Wilson(agree, answered, Usual).Times(100)
	percent := 100 * agree / answered
	return Levels{percent, i, levelOf(percent), levelOf(i.Lower), levelOf(i.Upper)}, true
}

// TooFewToBeSure says that chance leaves three or more of the four levels open.
func (l Levels) TooFewToBeSure() bool { return l.To-l.From >= 2 }

// String is the level as it is shown: "2", or "1–2" where the interval crosses a boundary.
func (l Levels) String() string {
	if l.From == l.To {
		return fmt.Sprint(l.Point)
	}
	return fmt.Sprintf("%d–%d", l.From, l.To)
}

// levelOf is the level of a percentage who agree: under 25 is 1, under 50 is 2, under 75 is 3.
func levelOf(percent float64) int { return int(within(math.Floor(percent/25)+1, 1, 4)) }

// fewestStatements is how many statements two perspectives must both have before their agreement is shown.
const fewestStatements = 10

// Agreement is how near two perspectives are, 0 to 100, over the statements that both have.
type Agreement struct {
	Value      float64
	Statements int
	Shown      bool // on ten statements or more
}

// Agree is 100 × (1 − mean gap ÷ 3), of gaps of 0 to 3 levels. Without any gap there is no agreement to speak of.
func Agree(gaps []int) Agreement {
	if len(gaps) == 0 {
		return Agreement{}
	}
	sum := 0
	for _, gap := range gaps {
		sum += max(gap, -gap)
	}
	mean := float64(sum) / float64(len(gaps))
	return Agreement{100 * (1 - mean/3), len(gaps), len(gaps) >= fewestStatements}
}
