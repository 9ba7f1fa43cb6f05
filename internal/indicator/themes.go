package indicator

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"sync"

	"gopkg.in/yaml.v3"
)

//go:embed themes.yaml
var themesYAML []byte

// Theme is one of the ten themes of this project's framework.
type Theme struct {
	ID           string       `yaml:"id" json:"id"` // T1 to T10
	Title        string       `yaml:"title" json:"title"`
	Question     string       `yaml:"question" json:"question"` // in one line
	Scored       []ScoredItem `yaml:"scored" json:"scored,omitempty"`
	NoPublicData string       `yaml:"no_public_data" json:"no_public_data"` // what is not published about it
	Local        []string     `yaml:"local" json:"local"`                   // codes of local measures that can stand in; see LocalName
}

// ScoredItem is one item of the set that a theme's data signal is made of.
type ScoredItem struct {
	ID       string   `yaml:"id" json:"id"`
	From     []string `yaml:"from" json:"from,omitempty"`         // indicators of the catalogue that fill it; its quarter is the lower median of theirs
	Chance   string   `yaml:"chance" json:"chance,omitempty"`     // the indicator whose interval says whether chance explains a difference; its own when empty
	Matching bool     `yaml:"matching" json:"matching,omitempty"` // chance is weighed against England as worked out on the areas that have both numbers
	Name     string   `yaml:"name" json:"name,omitempty"`         // what it is, where nothing fills it
	Why      string   `yaml:"why" json:"why,omitempty"`           // why nothing fills it
	Optional bool     `yaml:"optional" json:"optional,omitempty"` // beside the set: not counted in how much of it is there
}

// Set is the items that count in how much of a theme's set is there.
func (t Theme) Set() []ScoredItem {
	return slices.DeleteFunc(slices.Clone(t.Scored), func(item ScoredItem) bool { return item.Optional })
}

// Indicators are the catalogue's indicators that fill the theme's items, in their order.
func (t Theme) Indicators() (ids []string) {
	for _, item := range t.Scored {
		ids = append(ids, item.From...)
	}
	return ids
}

// Themes lists the ten themes in their order. They are read once.
func Themes() ([]Theme, error) {
	read, err := themes()
	return read.Themes, err
}

// ThemeTitle is a theme's plain name; empty for an id that no theme has.
func ThemeTitle(id string) string {
	read, err := themes()
	if err != nil {
		return ""
	}
	for _, t := range read.Themes {
		if t.ID == id {
			return t.Title
		}
	}
	return ""
}

// LocalName says in plain words what a local measure is, such as L-ACT1: what a partnership counts itself. It is empty for a
// code that no theme knows.
func LocalName(code string) string {
	read, err := themes()
	if err != nil {
		return ""
	}
	return read.Local[code]
}

// themeFile is what themes.yaml holds.
type themeFile struct {
	Local  map[string]string `yaml:"local"`
	Themes []Theme           `yaml:"themes"`
}

var themes = sync.OnceValues(func() (themeFile, error) {
	catalogue, err := Catalogue()
	if err != nil {
		return themeFile{}, err
	}
	return readThemes(themesYAML, catalogue)
})

// readThemes reads the themes and holds them to the catalogue. Its error names every fault.
func readThemes(text []byte, catalogue []Indicator) (themeFile, error) {
	var read themeFile
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(&read); err != nil {
		return themeFile{}, fmt.Errorf("themes.yaml: %w", err)
	}
	known := map[string]Indicator{}
	for _, in := range catalogue {
		known[in.ID] = in
	}
	var faults []error
	if len(read.Themes) != 10 {
		faults = append(faults, fmt.Errorf("themes.yaml: it has %d themes, and there are ten, T1 to T10", len(read.Themes)))
	}
	for i, t := range read.Themes {
		if want := fmt.Sprintf("T%d", i+1); t.ID != want {
			faults = append(faults, fmt.Errorf("themes.yaml: theme %d is %q and should be %s", i+1, t.ID, want))
		}
		for _, fault := range append(t.faults(known), read.localFaults(t)...) {
			faults = append(faults, fmt.Errorf("themes.yaml: theme %s: %w", t.ID, fault))
		}
	}
	for _, in := range catalogue {
		if !slices.ContainsFunc(read.Themes, func(t Theme) bool { return t.ID == in.Theme }) {
			faults = append(faults, fmt.Errorf("themes.yaml: indicator %s belongs to theme %q, which is not there", in.ID, in.Theme))
		}
	}
	if err := errors.Join(faults...); err != nil {
		return themeFile{}, err
	}
	return read, nil
}

// faults are what is wrong with a theme and its set.
func (t Theme) faults(known map[string]Indicator) (all []error) {
	for what, text := range map[string]string{"title": t.Title, "question": t.Question, "no_public_data": t.NoPublicData} {
		if text == "" {
			all = append(all, fmt.Errorf("%s is missing", what))
		}
	}
	seen := map[string]bool{}
	for _, item := range t.Scored {
		if item.ID == "" || seen[item.ID] {
			all = append(all, fmt.Errorf("two items of its set are called %q, or one has no id", item.ID))
		}
		seen[item.ID] = true
		all = append(all, item.faults(known)...)
	}
	return all
}

func (item ScoredItem) faults(known map[string]Indicator) (all []error) {
	fault := func(format string, args ...any) {
		all = append(all, fmt.Errorf("item "+item.ID+": "+format, args...))
	}
	if len(item.From) == 0 && (item.Name == "" || item.Why == "") {
		fault("nothing fills it, so it needs a name and why")
	}
	for _, id := range item.From {
		switch in, there := known[id]; {
		case !there:
			fault("%s is not in the catalogue", id)
		case in.Type == Context:
			fault("%s is context, which is never scored", id)
		}
	}
	if in, there := known[item.Chance]; item.Chance != "" && (!there || in.Interval == "none") {
		fault("chance: %s is not in the catalogue, or has no interval", item.Chance)
	}
	return all
}

// localFaults are what is wrong with a theme's local measures.
func (f themeFile) localFaults(t Theme) (all []error) {
	if len(t.Local) == 0 {
		all = append(all, errors.New("local is missing: name what a board can count itself"))
	}
	for _, code := range t.Local {
		if f.Local[code] == "" {
			all = append(all, fmt.Errorf("the local measure %s has no name under local", code))
		}
	}
	return all
}
