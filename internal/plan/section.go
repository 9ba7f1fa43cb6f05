package plan

import (
	"bytes"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"
)

//go:embed sections.yaml
var sectionsYAML []byte

// SectionModel is one of the twelve sections of the plan: what it must contain (9.9). No official template is known.
type SectionModel struct {
	ID    string      `yaml:"id"` // S1 to S12, as printed; see Ref
	Title string      `yaml:"title"`
	Parts []PartModel `yaml:"parts"`
}

// PartModel is one part of a section.
type PartModel struct {
	ID       string   `yaml:"id"` // "vision"
	Title    string   `yaml:"title"`
	Hint     string   `yaml:"hint"` // what to write, in plain words
	Required bool     `yaml:"required"`
	Auto     string   `yaml:"auto"`     // the documents that fill it: see filledBy; "" where it is written in words
	Words    bool     `yaml:"words"`    // filled from documents, or in words
	Label    bool     `yaml:"label"`    // a partnership may call it otherwise: see Section.Label
	Proposed bool     `yaml:"proposed"` // the word is one of the proposals of 2026, not of the law
	Date     bool     `yaml:"date"`
	Lines    Range    `yaml:"lines"`
	Beside   []string `yaml:"beside"` // indicators and local measures to show beside it
}

// Range is how many there should be; both 0 for any number.
type Range struct {
	From int `yaml:"from"`
	To   int `yaml:"to"`
}

// Ref is how code, files and links name a section: "plan.S10", since S10 alone is also an indicator (9.17, note 15).
func (m SectionModel) Ref() string { return "plan." + m.ID }

// Part finds a part by its id.
func (m SectionModel) Part(id string) (PartModel, bool) {
	if i := slices.IndexFunc(m.Parts, func(p PartModel) bool { return p.ID == id }); i >= 0 {
		return m.Parts[i], true
	}
	return PartModel{}, false
}

// Written says that the part is filled in words, alone or beside documents.
func (p PartModel) Written() bool { return p.Auto == "" || p.Words }

var sections = sync.OnceValue(func() []SectionModel {
	var read struct {
		Sections []SectionModel `yaml:"sections"`
	}
	d := yaml.NewDecoder(bytes.NewReader(sectionsYAML))
	d.KnownFields(true)
	if err := d.Decode(&read); err != nil {
		panic(fmt.Sprintf("sections.yaml: %v", err)) // built in, and tested
	}
	return read.Sections
})

// Sections lists the twelve sections in their order. The list is shared: change none of it.
func Sections() []SectionModel { return sections() }

// SectionByID finds a section by its printed id, "S10", or as links name it, "plan.S10".
func SectionByID(id string) (SectionModel, bool) {
	id = strings.TrimPrefix(id, "plan.")
	if i := slices.IndexFunc(Sections(), func(m SectionModel) bool { return m.ID == id }); i >= 0 {
		return Sections()[i], true
	}
	return SectionModel{}, false
}

// PlanUse is something else that the plan serves as.
type PlanUse struct{ ID, Name string }

// PlanUses lists what a partnership can tick: "this plan also serves as".
func PlanUses() []PlanUse {
	return []PlanUse{
		{"inspection strategic plan", "Strategic plan that an area SEND inspection asks for"},
		{"priority action plan", "Priority action plan"},
		{"local SEND reform plan", "Local SEND reform plan"},
		{"SEND and AP strategy", "SEND and alternative provision strategy"},
		{"joint commissioning plan", "Joint commissioning plan"},
	}
}

// PartLimit is how many characters a part may have.
const PartLimit = 6000

const labelPrefix = "label."

// Text is what is written in a part; "" in a section that nobody has begun (nil).
func (s *Section) Text(part string) string {
	if s == nil {
		return ""
	}
	return strings.TrimSpace(s.Parts[part])
}

// Label is what a partnership calls a part, or else its title. It is kept in the section under "label." and the part's id.
func (s *Section) Label(p PartModel) string {
	if own := s.Text(labelPrefix + p.ID); p.Label && own != "" {
		return own
	}
	return p.Title
}

// Check refuses parts that the section does not have or that other documents fill, words that are too long or about one child, and a
// review later than 12 months after publication.
func (s *Section) Check(c Context) (problems Problems) {
	m, ok := SectionByID(s.ID)
	if !ok || strings.HasPrefix(s.ID, "plan.") {
		problems.Add("id", "The plan has no section %q: its sections are S1 to S12.", s.ID)
		return problems
	}
	for _, id := range slices.Sorted(maps.Keys(s.Parts)) {
		s.checkPart(&problems, m, id)
	}
	s.checkReview(&problems, c.Today)
	return problems
}

func (s *Section) checkPart(problems *Problems, m SectionModel, id string) {
	if labelled, ok := strings.CutPrefix(id, labelPrefix); ok {
		p, known := m.Part(labelled)
		if !known || !p.Label {
			problems.Add(id, "Section %s has no name to change at %q.", m.Ref(), labelled)
			return
		}
		FreeText(problems, id, "The name", s.Parts[id], 60)
		return
	}
	p, known := m.Part(id)
	switch {
	case !known:
		problems.Add(id, "Section %s has no part %q.", m.Ref(), id)
	case !p.Written() && s.Text(id) != "":
		problems.Add(id, "%s is filled from what is entered elsewhere and cannot be written here.", p.Title)
	case p.Date && s.Text(id) != "" && !Day(s.Text(id)).Valid():
		problems.Add(id, "%s needs a date, such as 2027-03-31.", p.Title)
	default:
		FreeText(problems, id, p.Title, s.Parts[id], PartLimit)
	}
}

// checkReview holds the next review to 12 months after publication, or after today where no day of publication is given.
func (s *Section) checkReview(problems *Problems, today Day) {
	next, from := Day(s.Text("next_review")), Day(s.Text("published"))
	if s.ID != "S12" || !next.Valid() {
		return
	}
	since := "publication"
	if !from.Valid() {
		from, since = today, "today"
	}
	switch {
	case !from.Valid():
	case next < from:
		problems.Add("next_review", "The next review comes after %s.", since)
	case next > from.AddMonths(12):
		problems.Add("next_review", "The next review comes no later than 12 months after %s: by %s.", since, from.AddMonths(12).Words())
	}
}
