package plan

import (
	"fmt"
	"slices"
)

// Framework is one version of the themes and statements that assessments are made against. It is this project's own: not the
// Department for Education's, Ofsted's or the CQC's.
type Framework struct {
	Framework string `yaml:"framework" json:"framework"` // LIP-SAF
	Version   string `yaml:"version" json:"version"`     // "2026.1"
	Published Day    `yaml:"published" json:"published"`
	Note      string `yaml:"note" json:"note"` // who wrote it, and whose it is not
	Law       string `yaml:"law_in_force" json:"law_in_force"`
	Scale     []Step `yaml:"scale" json:"scale"`
	// Indicators are all that themes and statements name.
	Indicators []Measure `yaml:"indicators" json:"indicators"`
	Themes     []Theme   `yaml:"themes" json:"themes"`
}

// Measure is an indicator or a local measure as the framework names it.
type Measure struct {
	ID       string   `yaml:"id" json:"id"`             // S10, L-QA1
	Type     string   `yaml:"type" json:"type"`         // see MeasureTypes
	Polarity string   `yaml:"polarity" json:"polarity"` // which way is better: higher, lower or none
	From     []string `yaml:"from" json:"from"`         // the catalogue's indicators that fill it, where their ids differ from its own
}

// Types of measures. The law sets a standard for what is legal; what is scored is published, and areas are put in quarters by it;
// context is published, and neither good nor bad; a partnership counts what is local itself; what is computed is worked out here.
const (
	legalType    = "legal"
	scoredType   = "scored"
	contextType  = "context"
	localType    = "local"
	computedType = "computed"
)

// MeasureTypes lists the types that a measure may be of.
func MeasureTypes() []string {
	return []string{legalType, scoredType, contextType, localType, computedType}
}

// Published lists the catalogue's indicators that fill the measure.
func (m Measure) Published() []string {
	if len(m.From) > 0 {
		return m.From
	}
	return []string{m.ID}
}

// Shows says that the measure can show that something became better: it has a direction, and is not context or worked out here.
func (m Measure) Shows() bool {
	return m.Polarity != noPolarity && m.Type != contextType && m.Type != computedType
}

const noPolarity = "none"

// Step is a level of the scale.
type Step struct {
	Level      Level    `yaml:"level" json:"level"`
	Label      string   `yaml:"label" json:"label"`
	Descriptor string   `yaml:"descriptor" json:"descriptor"`
	Rule       string   `yaml:"rule" json:"rule"`   // the evidence rule in plain words
	Needs      []string `yaml:"needs" json:"needs"` // as the program checks it
}

// Theme is one of the ten.
type Theme struct {
	ID         string      `yaml:"id" json:"id"`
	Title      string      `yaml:"title" json:"title"`
	Question   string      `yaml:"question" json:"question"`
	Scored     []string    `yaml:"scored" json:"scored"`     // items of the theme's data signal
	Optional   []string    `yaml:"optional" json:"optional"` // beside them: not counted in how much of the set is there
	Shown      []string    `yaml:"shown" json:"shown"`       // beside the signal, not part of it
	Trace      []string    `yaml:"trace" json:"trace"`
	Statements []Statement `yaml:"statements" json:"statements"`
}

// Statement says what good looks like.
type Statement struct {
	ID             string   `yaml:"id" json:"id"` // "5.3"
	Theme          string   `yaml:"-" json:"theme"`
	Text           string   `yaml:"text" json:"text"`
	Short          string   `yaml:"short" json:"short"` // two to five words: "Annual reviews"
	FamilyQuestion string   `yaml:"family_question" json:"family_question"`
	AskSettings    bool     `yaml:"ask_settings" json:"ask_settings"` // the question is for settings, not families (10.4)
	Statutory      bool     `yaml:"statutory" json:"statutory"`
	Core           bool     `yaml:"core" json:"core"`
	Evidence       []string `yaml:"evidence" json:"evidence"`
	Trace          []string `yaml:"trace" json:"trace"`
	Floor          *Floor   `yaml:"legal_floor" json:"legal_floor"`
	Indicators     []string `yaml:"indicators" json:"indicators"` // S09, L-PT1 …
	Context        []string `yaml:"context" json:"context"`       // shown as context only
	// Surveys are perspectives other than families whose answers the statement looks at first.
	Surveys []Perspective `yaml:"surveys" json:"surveys"`
}

// AskedOf says that the statement's plain question is put to a perspective: families, young people and settings, or settings alone.
func (s Statement) AskedOf(p Perspective) bool {
	switch {
	case s.FamilyQuestion == "":
		return false
	case s.AskSettings:
		return p == Settings
	}
	return p == Families || p == Young || p == Settings
}

// Floor is the published figure that says whether a duty is met in most cases: under Below percent, no score above 2.
type Floor struct {
	Indicator string  `yaml:"indicator" json:"indicator"`
	Below     float64 `yaml:"below" json:"below"`
}

// Statement finds a statement by its id.
func (f *Framework) Statement(id string) (Statement, bool) {
	for _, t := range f.Themes {
		for _, s := range t.Statements {
			if s.ID == id {
				return s, true
			}
		}
	}
	return Statement{}, false
}

// Measure finds an indicator or local measure by the id that the framework gives it.
func (f *Framework) Measure(id string) (Measure, bool) {
	i := slices.IndexFunc(f.Indicators, func(m Measure) bool { return m.ID == id })
	if i < 0 {
		return Measure{}, false
	}
	return f.Indicators[i], true
}

// Step finds a level of the scale.
func (f *Framework) Step(l Level) (Step, bool) {
	i := slices.IndexFunc(f.Scale, func(s Step) bool { return s.Level == l })
	if i < 0 {
		return Step{}, false
	}
	return f.Scale[i], true
}

// Theme finds a theme by its id.
func (f *Framework) Theme(id string) (Theme, bool) {
	for _, t := range f.Themes {
		if t.ID == id {
			return t, true
		}
	}
	return Theme{}, false
}

// Statements lists every statement in order.
func (f *Framework) Statements() (all []Statement) {
	for _, t := range f.Themes {
		all = append(all, t.Statements...)
	}
	return all
}

// Label is the word for a level: "Developing"; "Not yet assessed" for 0.
func (f *Framework) Label(l Level) string {
	for _, s := range f.Scale {
		if s.Level == l {
			return s.Label
		}
	}
	return "Not yet assessed"
}

// LevelWords is a level with its label: "2 Developing"; "not yet assessed" for 0.
func (f *Framework) LevelWords(l Level) string {
	if l == 0 {
		return "not yet assessed"
	}
	return fmt.Sprintf("%d %s", l, f.Label(l))
}
