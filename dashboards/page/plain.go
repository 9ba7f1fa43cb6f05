package page

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"sync"

	"gopkg.in/yaml.v3"

	view "inclusion/dashboards/template"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
)

//go:embed families.yaml
var familiesYAML []byte

// plainText is an indicator in plain words, as families.yaml has it.
type plainText struct {
	Name     string `yaml:"name"`
	Of       string `yaml:"of"`  // what is counted: "new plans"
	Did      string `yaml:"did"` // what is said of them: "came within 20 weeks"; of a rate, the events: "suspensions"
	Means    string `yaml:"means"`
	Law      string `yaml:"law"` // the catalogue's own sentence where it has one
	Good     string `yaml:"good"`
	NotShown string `yaml:"not_shown"`
	Question string `yaml:"question"`
}

// plainLine is one part of a page for families.
type plainLine struct {
	Show []string `yaml:"show"` // the first of these with a figure speaks
	Also string   `yaml:"also"` // an indicator that is told in the same breath; empty for none
}

// plainTexts is what families.yaml holds.
type plainTexts struct {
	Lines      []plainLine          `yaml:"lines"`
	Indicators map[string]plainText `yaml:"indicators"`
}

// plainWords reads the plain words. They are read once.
var plainWords = sync.OnceValues(func() (plainTexts, error) {
	catalogue, err := catalogueByID()
	if err != nil {
		return plainTexts{}, err
	}
	return readPlain(familiesYAML, catalogue)
})

// readPlain reads the plain words and holds them to the catalogue. Its error names every fault.
func readPlain(text []byte, catalogue map[string]indicator.Indicator) (plainTexts, error) {
	var read plainTexts
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(&read); err != nil {
		return plainTexts{}, fmt.Errorf("families.yaml: %w", err)
	}
	var faults []error
	for _, id := range slices.Sorted(maps.Keys(read.Indicators)) {
		in, known := catalogue[id]
		if !known {
			faults = append(faults, fmt.Errorf("families.yaml: %s is not in the catalogue", id))
			continue
		}
		t := read.Indicators[id]
		faults = append(faults, t.faults(in)...)
		if in.Law != "" {
			t.Law = in.Law
		}
		read.Indicators[id] = t
	}
	faults = append(faults, read.lineFaults()...)
	if err := errors.Join(faults...); err != nil {
		return plainTexts{}, err
	}
	return read, nil
}

// faults are what is wrong with the words of an indicator.
func (t plainText) faults(in indicator.Indicator) (all []error) {
	fault := func(what string) { all = append(all, fmt.Errorf("families.yaml: %s: %s", in.ID, what)) }
	for what, text := range map[string]string{"name": t.Name, "of": t.Of, "did": t.Did, "means": t.Means, "good": t.Good, "not_shown": t.NotShown, "question": t.Question} {
		if text == "" {
			fault(what + " is missing")
		}
	}
	switch {
	case in.Law == "" && t.Law == "":
		fault("law is missing; where there is none, say that no standard is set")
	case in.Law != "" && t.Law != "":
		fault("the catalogue has a sentence about the law already")
	}
	if !slices.Contains([]string{"percent", "per 100 pupils"}, in.Unit) {
		fault("a figure in " + in.Unit + " cannot be said in so many of every 100")
	}
	return all
}

func (texts plainTexts) lineFaults() (all []error) {
	if len(texts.Lines) == 0 {
		all = append(all, errors.New("families.yaml: lines is missing"))
	}
	for i, line := range texts.Lines {
		ids := line.Show
		if line.Also != "" {
			ids = append(slices.Clone(ids), line.Also)
		}
		if len(line.Show) == 0 {
			all = append(all, fmt.Errorf("families.yaml: line %d shows nothing", i+1))
		}
		for _, id := range ids {
			if _, known := texts.Indicators[id]; !known {
				all = append(all, fmt.Errorf("families.yaml: line %d: there are no words for %s", i+1, id))
			}
		}
	}
	return all
}

// all are the indicators of every line.
func (texts plainTexts) all() (ids []string) {
	for _, line := range texts.Lines {
		ids = append(ids, line.Show...)
		if line.Also != "" {
			ids = append(ids, line.Also)
		}
	}
	return ids
}

// plainScale is out of how many a share is said: 100, or 1,000 where figures that differ would else be the same number.
type plainScale float64

// scaleFor is the scale on which a share is told apart from those that it is better or worse than.
func scaleFor(in indicator.Indicator, v float64, others ...float64) plainScale {
	if in.Unit != "percent" {
		return 100
	}
	if v > 0 && math.Round(v) == 0 {
		return 1000
	}
	for _, other := range others {
		if math.Round(other) == math.Round(v) {
			return 1000
		}
	}
	return 100
}

// of is how many of every so many a percentage is: "97", "fewer than 1".
func (s plainScale) of(percent float64) string {
	n := math.Round(percent * float64(s) / 100)
	switch {
	case n == 0 && percent > 0:
		return "fewer than 1"
	case n == float64(s) && percent < 100:
		return "nearly " + view.Count(n)
	}
	return view.Count(n)
}

// short is a figure as it stands in brackets: "46 in 100", "all"; of a rate, "12".
func (s plainScale) short(in indicator.Indicator, v float64) string {
	switch {
	case in.Unit != "percent":
		return rateNumber(v)
	case v == 100:
		return "all"
	case v == 0:
		return "none"
	}
	return s.of(v) + " in " + view.Count(float64(s))
}

// rateNumber is a rate as it is said: a whole number from 10 up, one decimal below.
func rateNumber(v float64) string {
	switch {
	case v >= 10:
		return view.Digits(v, 0)
	case v == 0:
		return "no"
	case v < 0.05:
		return "fewer than 0.1"
	}
	return view.Digits(v, 1)
}

// plainSaid is a number as a sentence without its full stop: Number is the part that stands out.
type plainSaid struct{ Before, Number, After string }

// text is the whole sentence.
func (s plainSaid) text() string { return s.Before + s.Number + s.After }

// say says a value as a sentence. One that rests on very few is said as the counts it is made of.
func (t plainText) say(in indicator.Indicator, row indicator.Row, scale plainScale) plainSaid {
	v, of := *row.Value, " "+t.Of
	few := compare.TooFew(in, row) && row.Numerator != nil && row.Denominator != nil // one of the two may be kept back
	switch {
	case in.Unit != "percent":
		return plainSaid{"There were ", rateNumber(v), fmt.Sprintf(" %s for every 100 %s", t.Did, t.Of)}
	case few && *row.Numerator == 0:
		return plainSaid{"", "None of " + view.Count(*row.Denominator), of + " " + t.Did}
	case few:
		return plainSaid{"", view.Count(*row.Numerator) + " of " + view.Count(*row.Denominator), of + " " + t.Did}
	case v == 100:
		return plainSaid{"", "All", of + " " + t.Did}
	case v == 0:
		return plainSaid{"", "None", " of the" + of + " " + t.Did}
	}
	return plainSaid{"", view.UpperFirst(scale.of(v)) + " in every " + view.Count(float64(scale)), of + " " + t.Did}
}

// plainBlock is an indicator in plain words as its page for an area has it.
type plainBlock struct {
	Said                  *plainSaid // nil where there is no number
	Period                string
	Means, Good, NotShown string
	Families              string // address of the page for families; empty where the area has none
}

// plain is the indicator in plain words; nil where there are none for it.
func (one oneArea) plain() (*plainBlock, error) {
	words, err := plainWords()
	if err != nil {
		return nil, err
	}
	text, ok := words.Indicators[one.in.ID]
	if !ok {
		return nil, nil
	}
	b := &plainBlock{Means: text.Means, Good: text.Good, NotShown: text.NotShown}
	if row := one.newest(); row.Value != nil {
		said := text.say(one.in, row.Row, plainFigure{told: told{oneArea: one}, text: text}.scale())
		b.Said, b.Period = &said, inPeriod(row.Period)
	}
	if one.area.Level == "authority" && !one.area.Ended() {
		b.Families = areaTabHref(one.area.Code, "families")
	}
	return b, nil
}
