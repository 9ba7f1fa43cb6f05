package plan

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// What every version of the framework must be (9.13, 9.15).
const (
	fewestThemes, mostThemes         = 7, 10
	fewestOfTheme, mostOfTheme       = 4, 7 // statements
	coreStatements                   = 20
	longestQuestion                  = 20 // words
	fewestShortWords, mostShortWords = 2, 5
)

var (
	versionShape   = regexp.MustCompile(`^[0-9]{4}\.[0-9]{1,4}$`)
	themeShape     = regexp.MustCompile(`^T[1-9][0-9]?$`)
	statementShape = regexp.MustCompile(`^[1-9][0-9]?\.[1-9][0-9]?$`)
)

// check lists what the rules of a framework find wrong.
func (r *reading) check(f *Framework) {
	if f.Framework == "" {
		r.fault(path("framework"), "the framework has no name")
	}
	if !versionShape.MatchString(f.Version) {
		r.fault(path("version"), "a version is a year and a number in quotes, such as \"2026.1\"; this is %q", f.Version)
	}
	if f.Published != "" && !f.Published.Valid() {
		r.fault(path("published"), "%q is not a date such as 2026-09-01", f.Published)
	}
	if f.Note == "" {
		r.fault(path("note"), "the note is missing: it says who wrote the framework and whose it is not")
	}
	r.checkScale(f)
	r.checkMeasures(f)
	r.checkThemes(f)
}

// path is a place in a framework file: keys of mappings and numbers of lists.
func path(steps ...any) []any { return steps }

// below is a place further down.
func below(p []any, steps ...any) []any { return slices.Concat(p, steps) }

// checkScale holds the scale to four whole levels in order, each with words and with needs that the program knows.
func (r *reading) checkScale(f *Framework) {
	if len(f.Scale) != 4 {
		r.fault(path("scale"), "the scale has four levels; here it has %d", len(f.Scale))
	}
	for i, step := range f.Scale {
		at := path("scale", i)
		if step.Level != Level(i+1) {
			r.fault(below(at, "level"), "the levels are 1 to 4 in order; here level %d stands at place %d", step.Level, i+1)
		}
		if step.Label == "" || step.Descriptor == "" || step.Rule == "" {
			r.fault(at, "level %d needs a label, a descriptor and a rule in words", step.Level)
		}
		for j, need := range step.Needs {
			if _, ok := needs[need]; !ok {
				r.fault(below(at, "needs", j), "the program cannot check %q; it knows %s", need, strings.Join(needNames(), ", "))
			}
		}
	}
}

// checkMeasures holds the list of indicators to known types and directions, each named once.
func (r *reading) checkMeasures(f *Framework) {
	seen := map[string]bool{}
	for i, m := range f.Indicators {
		at := path("indicators", i)
		if m.ID == "" || seen[m.ID] {
			r.fault(at, "the indicator %q has no id or is there twice", m.ID)
		}
		seen[m.ID] = true
		if !slices.Contains(MeasureTypes(), m.Type) {
			r.fault(below(at, "type"), "%s is of the type %q; there are %s", m.ID, m.Type, strings.Join(MeasureTypes(), ", "))
		}
		if !slices.Contains([]string{"higher", "lower", noPolarity}, m.Polarity) {
			r.fault(below(at, "polarity"), "the polarity of %s is %q; it is higher, lower or none", m.ID, m.Polarity)
		}
	}
}

// checkThemes counts the themes and core statements and looks at each theme.
func (r *reading) checkThemes(f *Framework) {
	at := path("themes")
	if n := len(f.Themes); n < fewestThemes || n > mostThemes {
		r.fault(at, "a framework has %d to %d themes; here are %d", fewestThemes, mostThemes, n)
	}
	core, seen := 0, map[string]bool{}
	for i, t := range f.Themes {
		r.checkTheme(f, t, below(at, i), seen)
		here := 0
		for _, s := range t.Statements {
			if s.Core {
				here++
			}
		}
		if len(f.Themes) == mostThemes && here != coreStatements/mostThemes || here == 0 {
			r.fault(below(at, i), "theme %s has %d core statements; with ten themes each has two, and with fewer at least one", t.ID, here)
		}
		core += here
	}
	if core != coreStatements {
		r.fault(at, "the core set has %d statements; here it has %d", coreStatements, core)
	}
}

// checkTheme looks at one theme. seen gathers the ids of themes and statements.
func (r *reading) checkTheme(f *Framework, t Theme, at []any, seen map[string]bool) {
	if !themeShape.MatchString(t.ID) || seen[t.ID] {
		r.fault(below(at, "id"), "the theme's id %q is not one like T5, or is there twice", t.ID)
	}
	seen[t.ID] = true
	if t.Title == "" || t.Question == "" {
		r.fault(at, "theme %s needs a title and a question", t.ID)
	}
	if len(t.Trace) == 0 {
		r.fault(at, "theme %s has no trace: what clause or finding does it answer?", t.ID)
	}
	for _, list := range []struct {
		field  string
		ids    []string
		scored bool
	}{{"scored", t.Scored, true}, {"optional", t.Optional, true}, {"shown", t.Shown, false}} {
		for i, id := range list.ids {
			m, ok := f.Measure(id)
			switch place := below(at, list.field, i); {
			case !ok:
				r.fault(place, "theme %s names the indicator %q, which is not in the list of indicators", t.ID, id)
			case list.scored && m.Polarity == noPolarity:
				r.fault(place, "theme %s scores %s, which has no polarity: which way is better?", t.ID, id)
			case slices.Contains(list.ids[:i], id):
				r.fault(place, "theme %s names %s twice", t.ID, id)
			}
		}
	}
	if n := len(t.Statements); n < fewestOfTheme || n > mostOfTheme {
		r.fault(below(at, "statements"), "a theme has %d to %d statements; %s has %d", fewestOfTheme, mostOfTheme, t.ID, n)
	}
	for i, s := range t.Statements {
		place := below(at, "statements", i)
		if seen[s.ID] {
			r.fault(below(place, "id"), "statement %s is there twice", s.ID)
		}
		seen[s.ID] = true
		r.checkStatement(f, t, s, place)
	}
}

// checkStatement looks at one statement.
func (r *reading) checkStatement(f *Framework, t Theme, s Statement, at []any) {
	name := fmt.Sprintf("statement %s", s.ID)
	if !statementShape.MatchString(s.ID) || !strings.HasPrefix(s.ID, strings.TrimPrefix(t.ID, "T")+".") {
		r.fault(below(at, "id"), "%s stands in theme %s: its id is a number such as \"%s.1\", in quotes", name, t.ID, strings.TrimPrefix(t.ID, "T"))
	}
	if strings.TrimSpace(s.Text) == "" {
		r.fault(below(at, "text"), "%s has no text", name)
	}
	if n := wordsIn(s.Short); n < fewestShortWords || n > mostShortWords {
		r.fault(below(at, "short"), "the short title of %s has %d to %d words; here %d", name, fewestShortWords, mostShortWords, n)
	}
	if n := wordsIn(s.FamilyQuestion); n > longestQuestion {
		r.fault(below(at, "family_question"), "the family question of %s has %d words; %d are the most", name, n, longestQuestion)
	}
	if s.AskSettings && s.FamilyQuestion == "" {
		r.fault(below(at, "ask_settings"), "%s has no question that settings could be asked", name)
	}
	if len(s.Evidence) == 0 {
		r.fault(at, "%s names no evidence", name)
	}
	if len(s.Trace) == 0 || slices.Contains(s.Trace, "") {
		r.fault(below(at, "trace"), "%s has no trace: what clause or finding does it answer?", name)
	}
	for _, p := range s.Surveys {
		if p != Young && p != Settings {
			r.fault(below(at, "surveys"), "%s names the survey of %q; there are those of young people and settings", name, p)
		}
	}
	for _, list := range []struct {
		field string
		ids   []string
	}{{"indicators", s.Indicators}, {"context", s.Context}} {
		for i, id := range list.ids {
			if _, ok := f.Measure(id); !ok {
				r.fault(below(at, list.field, i), "%s names the indicator %q, which is not in the list of indicators", name, id)
			}
		}
	}
	r.checkFloor(f, s, below(at, "legal_floor"))
}

// checkFloor holds a legal floor to a statement that rests on a duty and to a figure that the law sets a standard for.
func (r *reading) checkFloor(f *Framework, s Statement, at []any) {
	if s.Floor == nil {
		return
	}
	m, ok := f.Measure(s.Floor.Indicator)
	switch {
	case !s.Statutory:
		r.fault(at, "statement %s has a legal floor but is not marked statutory", s.ID)
	case !ok || m.Type != legalType:
		r.fault(at, "the legal floor of statement %s is %q, which is no indicator with a legal standard", s.ID, s.Floor.Indicator)
	case s.Floor.Below <= 0 || s.Floor.Below > 100:
		r.fault(at, "the legal floor of statement %s is a percentage above 0; this is %v", s.ID, s.Floor.Below)
	}
}

// wordsIn counts the words of a text.
func wordsIn(text string) int { return len(strings.Fields(text)) }
