package plan

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"
)

//go:embed local.yaml
var localYAML []byte

// LocalIndicator is what a partnership counts itself: declared by itself, checked by nobody else, never compared with other areas.
type LocalIndicator struct {
	ID       string `yaml:"id"`
	Name     string `yaml:"name"`
	Counts   string `yaml:"counts"`   // what is counted, over what
	Unit     string `yaml:"unit"`     // percent, number, weeks
	Polarity string `yaml:"polarity"` // higher, lower, none
	Kind     string `yaml:"kind"`     // share, count, number, weeks, error
	Least    int    `yaml:"least"`    // the fewest children it may be entered for; 0 for the rule of small numbers alone
	Things   bool   `yaml:"things"`   // it counts posts, papers or providers, of which small numbers tell of no child
	Note     string `yaml:"note"`
}

var localIndicators = sync.OnceValue(func() []LocalIndicator {
	var read struct {
		Measures []LocalIndicator `yaml:"measures"`
	}
	d := yaml.NewDecoder(bytes.NewReader(localYAML))
	d.KnownFields(true)
	if err := d.Decode(&read); err != nil {
		panic(fmt.Sprintf("local.yaml: %v", err)) // built in, and tested
	}
	return read.Measures
})

// LocalIndicators lists the local measures by their ids. The list is shared: change none of it.
func LocalIndicators() []LocalIndicator { return localIndicators() }

// LocalIndicatorByID finds a local measure.
func LocalIndicatorByID(id string) (LocalIndicator, bool) {
	if i := slices.IndexFunc(LocalIndicators(), func(m LocalIndicator) bool { return m.ID == id }); i >= 0 {
		return LocalIndicators()[i], true
	}
	return LocalIndicator{}, false
}

// Smallest numbers that may be held: counts of children from 1 to 4 are not, nor is a percentage of fewer than 10.
const (
	FewestCounted = 5
	FewestOf      = 10
)

// ofChildren says that small numbers of the measure could tell who somebody is.
func (m LocalIndicator) ofChildren() bool {
	return !m.Things && (m.Kind == "share" || m.Kind == "count")
}

var periodShape = regexp.MustCompile(`^(20[0-9]{2})(-(0[1-9]|1[0-2])|-([0-9]{2}))?$`)

// validPeriod says that a period is a year, two years that follow each other ("2025-26") or a month ("2026-03"). A text that can be
// read both ways ("2010-11", which is November and also two years) is let be.
func validPeriod(text string) bool {
	m := periodShape.FindStringSubmatch(text)
	if m == nil {
		return false
	}
	return m[4] == "" || fmt.Sprintf("%02d", (year(m[1])+1)%100) == m[4]
}

func year(text string) (n int) {
	for _, r := range text {
		n = n*10 + int(r-'0')
	}
	return n
}

// Check wants a known measure, its period, day and source, and numbers that agree with each other and tell of no single child. A
// value that is missing needs a note that says why: a missing number is a status, never 0.
func (v *LocalValue) Check(c Context) (problems Problems) {
	m, known := LocalIndicatorByID(v.Indicator)
	if !known {
		problems.Add("indicator", "No local measure is called %q.", v.Indicator)
		return problems
	}
	if !validPeriod(v.Period) {
		problems.Add("period", "The period is a year, 2026, two years, 2025-26, or a month, 2026-03.")
	}
	problems.date("on", "The day it was counted", v.On, "Give the day it was counted.")
	problems.past("on", "The day it was counted", v.On, c.Today)
	problems.wanted("source", v.Source, "Say where the figure comes from.")
	if v.Unit != m.Unit {
		problems.Add("unit", "%s is given in %s.", m.ID, m.Unit)
	}
	if v.Number() == nil {
		problems.wanted("note", v.Note, "Give the figure, or say in the note why it is missing.")
	}
	v.checkNumbers(&problems, m)
	if m.ofChildren() || m.Least > 0 {
		v.checkSmall(&problems, m)
	}
	problems.texts(lineLimit, "source", "The source", v.Source)
	problems.texts(textLimit, "note", "The note", v.Note)
	return problems
}

// checkNumbers holds the numbers to what they are of and to each other.
func (v *LocalValue) checkNumbers(problems *Problems, m LocalIndicator) {
	wrong := false
	for i, n := range []*float64{v.Numerator, v.Denominator, v.Value} {
		if n != nil && (*n < 0 || math.IsNaN(*n) || math.IsInf(*n, 0)) {
			problems.Add([]string{"numerator", "denominator", "value"}[i], "A number is 0 or more.")
			wrong = true
		}
	}
	if wrong {
		return
	}
	if m.Kind != "share" {
		v.checkPlain(problems, m)
		return
	}
	switch {
	case v.Value != nil && *v.Value > 100:
		problems.Add("value", "A percentage is at most 100.")
	case v.Value != nil && v.Denominator == nil:
		problems.Add("denominator", "Say of how many the percentage is.")
	case v.Numerator != nil && v.Denominator != nil && *v.Numerator > *v.Denominator:
		problems.Add("numerator", "The part cannot be more than the whole.")
	case v.Value != nil && v.Numerator != nil && v.Denominator != nil && *v.Denominator > 0:
		// To one decimal, as percentages are shown.
		if share := 100 * *v.Numerator / *v.Denominator; math.Abs(share-*v.Value) > 0.05+1e-9 {
			problems.Add("value", "%g of %g is %.1f%%, not %g%%.", *v.Numerator, *v.Denominator, share, *v.Value)
		}
	}
	if v.Denominator != nil && *v.Denominator == 0 && v.Value != nil {
		problems.Add("denominator", "There is no percentage of nothing: leave the figure out and say so in the note.")
	}
}

func (v *LocalValue) checkPlain(problems *Problems, m LocalIndicator) {
	if m.Kind == "count" && v.Value != nil && *v.Value != math.Trunc(*v.Value) {
		problems.Add("value", "Children are counted in whole numbers.")
	}
	if m.Kind == "count" && v.Numerator != nil && v.Value != nil && *v.Numerator != *v.Value {
		problems.Add("value", "The number of children is given twice, and differs.")
	}
}

// checkSmall refuses what could tell who a child is: a count of 1 to 4, the rest of a whole of 1 to 4, and a percentage of fewer
// than 10.
func (v *LocalValue) checkSmall(problems *Problems, m LocalIndicator) {
	const advice = "Leave the number out and write ‘fewer than 5’ in the note."
	small := func(n *float64) bool { return n != nil && *n > 0 && *n < FewestCounted }
	switch {
	case small(v.Numerator):
		problems.Add("numerator", "A count of 1 to 4 could tell who a child is. %s", advice)
	case m.Kind == "count" && small(v.Value):
		problems.Add("value", "A count of 1 to 4 could tell who a child is. %s", advice)
	case m.Kind == "count":
		return
	case v.Number() != nil && v.Denominator != nil && *v.Denominator < FewestOf:
		problems.Add("denominator", "A percentage of fewer than %d is not kept. Leave it out and write ‘of fewer than %d’ in the note.", FewestOf, FewestOf)
	case v.rest() > 0 && v.rest() < FewestCounted:
		problems.Add("numerator", "The rest is 1 to 4 and could be worked out. Leave the numbers out and write ‘all but fewer than 5’ in the note.")
	case v.implied() > 0 && v.implied() < FewestCounted-0.5:
		problems.Add("value", "The percentage and its whole tell a count of 1 to 4. Leave both out and write ‘fewer than 5’ in the note.")
	}
}

// rest is the whole less the part: what a reader can work out (secondary suppression). 0 where either is missing.
func (v *LocalValue) rest() float64 {
	if v.Denominator == nil {
		return 0
	}
	if v.Numerator != nil {
		return *v.Denominator - *v.Numerator
	}
	if v.Value == nil {
		return 0
	}
	return math.Round(*v.Denominator * (1 - *v.Value/100))
}

// implied is the count that a percentage and its whole give away. 0 where either is missing.
func (v *LocalValue) implied() float64 {
	if v.Value == nil || v.Denominator == nil {
		return 0
	}
	return math.Round(*v.Value * *v.Denominator / 100)
}

// Status is what is shown where there is no value: the partnership's own note, or that nothing was entered. It is empty where there
// is one.
func (v *LocalValue) Status() string {
	if v.Number() != nil {
		return ""
	}
	return cmp.Or(strings.TrimSpace(v.Note), "not entered")
}

// Number is the value that was entered, or of a share its parts in percent; nil where there is neither.
func (v *LocalValue) Number() *float64 {
	if v.Value != nil || v.Unit != "percent" || v.Numerator == nil || v.Denominator == nil || *v.Denominator <= 0 {
		return v.Value
	}
	share := 100 * *v.Numerator / *v.Denominator
	return &share
}

// LocalSeries lists a measure's values by period, oldest first, missing ones among them.
func LocalSeries(b *Book, id string) (list []*LocalValue) {
	for _, v := range b.Locals {
		if v.Indicator == id {
			list = append(list, v)
		}
	}
	slices.SortFunc(list, func(x, y *LocalValue) int {
		return cmp.Or(strings.Compare(x.Period, y.Period), strings.Compare(string(x.On), string(y.On)))
	})
	return list
}

// LocalImproving says that the newest two numbers of a measure moved the way that is better. It is false where there are not two,
// where they are equal, and where neither way is better.
func LocalImproving(b *Book, id string) bool {
	m, _ := LocalIndicatorByID(id)
	series := slices.DeleteFunc(LocalSeries(b, id), func(v *LocalValue) bool { return v.Number() == nil })
	if len(series) < 2 {
		return false
	}
	before, now := *series[len(series)-2].Number(), *series[len(series)-1].Number()
	return m.Polarity == "higher" && now > before || m.Polarity == "lower" && now < before
}
