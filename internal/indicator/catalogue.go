// Package indicator holds the catalogue of measures: what each is, what it is made of, which way is better, and what is
// known of it; and the periods and values that the catalogue's statements yield.
package indicator

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	statements "inclusion/sql"
)

// Types of indicator: what may be said about its values.
const (
	Legal   = "legal"   // a legal standard exists; the target is all
	Scored  = "scored"  // compared with other areas, with a better direction
	Context = "context" // never coloured or scored
)

// Polarities: which direction is better.
const (
	Higher = "higher"
	Lower  = "lower"
	None   = "none" // no direction is agreed
)

// Indicator is one measure of the catalogue: the front matter of its statement, and the statement.
type Indicator struct {
	ID           string             `yaml:"id" json:"id"`
	Name         string             `yaml:"name" json:"name"`   // as a heading: "New EHC plans issued within 20 weeks"
	Short        string             `yaml:"short" json:"short"` // as a row of a table
	Theme        string             `yaml:"theme" json:"theme"` // T1 to T10
	Type         string             `yaml:"type" json:"type"`
	Polarity     string             `yaml:"polarity" json:"polarity"`
	Unit         string             `yaml:"unit" json:"unit"`
	Definition   string             `yaml:"definition" json:"definition"`
	Numerator    string             `yaml:"numerator" json:"numerator"`               // what is counted, in words
	Denominator  string             `yaml:"denominator" json:"denominator,omitempty"` // out of what, in words
	Multiplier   float64            `yaml:"multiplier" json:"multiplier,omitempty"`
	Precision    int                `yaml:"precision" json:"precision"`         // decimals of the publisher; values are ranked at this precision
	Decimals     *int               `yaml:"decimals" json:"decimals,omitempty"` // decimals shown; the precision when absent
	Interval     string             `yaml:"interval" json:"interval"`           // wilson, byar or none
	Basis        Basis              `yaml:"basis" json:"basis"`
	Regions      string             `yaml:"regions" json:"regions"` // published, or summed from authorities when every one is published
	LegalTarget  float64            `yaml:"legal_target" json:"legal_target,omitempty"`
	Law          string             `yaml:"law" json:"law,omitempty"` // the standard in words
	Source       string             `yaml:"source" json:"source"`
	Tables       []string           `yaml:"tables" json:"tables"` // the statistics it is made of
	Breaks       []Break            `yaml:"breaks" json:"breaks,omitempty"`
	Caveats      []string           `yaml:"caveats" json:"caveats,omitempty"`
	Known        map[string]float64 `yaml:"known" json:"known,omitempty"` // period to England's published value
	KnownFrom    string             `yaml:"known_from" json:"known_from,omitempty"`
	HasPublished bool               `yaml:"published" json:"-"` // the statement also yields the publisher's own rate
	SQL          string             `yaml:"-" json:"-"`
}

// Break is a period from which values are not comparable with those before.
type Break struct {
	From string `yaml:"from" json:"from"`
	Why  string `yaml:"why" json:"why"`
}

// Units and how a value of each is made from its parts.
var units = map[string]float64{
	"percent": 100, "per 100 pupils": 100, "per 1,000": 1000, "per 10,000": 10000, "count": 1, "pounds": 1,
	"pounds each": 1, "weeks": 1, "times": 1,
}

// Times is what numerator over denominator is multiplied by.
func (in Indicator) Times() float64 {
	if in.Multiplier != 0 {
		return in.Multiplier
	}
	return units[in.Unit]
}

// Shown is the number of decimals a value is shown with.
func (in Indicator) Shown() int {
	if in.Decimals != nil {
		return *in.Decimals
	}
	return in.Precision
}

// JSON is the catalogue entry as the warehouse carries it.
func (in Indicator) JSON() (string, error) {
	b, err := json.Marshal(in)
	if err != nil {
		return "", fmt.Errorf("indicator %s: %w", in.ID, err)
	}
	return string(b), nil
}

// Catalogue reads every indicator, in the order of their ids. It is read once.
func Catalogue() ([]Indicator, error) { return catalogue() }

var catalogue = sync.OnceValues(func() ([]Indicator, error) {
	var all []Indicator
	for _, name := range statements.Names("indicators") {
		var in Indicator
		query, err := statements.Read("indicators/"+name, &in)
		if err != nil {
			return nil, err
		}
		in.SQL = query
		if in.ID != name {
			return nil, fmt.Errorf("indicator %s: its file is called %s.sql; name them alike", in.ID, name)
		}
		if err := in.check(); err != nil {
			return nil, err
		}
		all = append(all, in)
	}
	return all, nil
})

func (in Indicator) check() error {
	fault := func(format string, args ...any) error {
		return fmt.Errorf("indicator "+in.ID+": "+format, args...)
	}
	for what, text := range map[string]string{"name": in.Name, "short": in.Short, "theme": in.Theme, "definition": in.Definition,
		"numerator": in.Numerator, "source": in.Source} {
		if text == "" {
			return fault("%s is missing", what)
		}
	}
	if !slices.Contains([]string{Legal, Scored, Context}, in.Type) {
		return fault("type %q is none of legal, scored, context", in.Type)
	}
	if !slices.Contains([]string{Higher, Lower, None}, in.Polarity) {
		return fault("polarity %q is none of higher, lower, none", in.Polarity)
	}
	if in.Type != Context && in.Polarity == None {
		return fault("a %s indicator needs a direction", in.Type)
	}
	if in.Type == Legal && (in.LegalTarget == 0 || in.Law == "") {
		return fault("a legal indicator needs legal_target and law")
	}
	if _, ok := units[in.Unit]; !ok {
		return fault("unit %q is not known", in.Unit)
	}
	if !slices.Contains([]string{"wilson", "byar", "none"}, in.Interval) {
		return fault("interval %q is none of wilson, byar, none", in.Interval)
	}
	if !slices.Contains([]string{"published", "summed"}, in.Regions) {
		return fault("regions %q is neither published nor summed", in.Regions)
	}
	for period := range in.Known {
		if _, err := ParsePeriod(period, in.Basis); err != nil {
			return fault("known: %w", err)
		}
	}
	if !slices.Contains([]Basis{Calendar, Academic, Financial, January, Term}, in.Basis) {
		return fault("basis %q is not known", in.Basis)
	}
	if len(in.Tables) == 0 {
		return fault("tables is missing")
	}
	return nil
}
