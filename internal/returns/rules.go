package returns

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"gopkg.in/yaml.v3"
)

//go:embed rules.yaml
var rulesFile []byte

// Severity is how much a rule matters.
type Severity string

// An error must be put right, a warning is looked at and often right as it stands, a query asks for an explanation, and a total is a
// count and nothing wrong.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Query   Severity = "query"
	Total   Severity = "total"
)

// Severities are all of them, the gravest first.
func Severities() []Severity { return []Severity{Error, Warning, Query, Total} }

// Origin is where a rule comes from.
type Origin string

// Origins of rules.
const (
	FromGuide  Origin = "guide"  // implied by the text of the department's guide
	OwnLogic   Origin = "ours"   // the product's own, on dates and logic
	PublicList Origin = "public" // of a public list of checks on plans and placements, under its number there
	OwnForm    Origin = "form"   // the product's own, on how values are written
	OwnHeader  Origin = "header" // the product's own, on the header
	OwnShares  Origin = "shares" // the product's own, on shares of "other", which the census system asks about
)

// Origins are all of them, in the order of the rules.
func Origins() []Origin {
	return []Origin{FromGuide, OwnLogic, PublicList, OwnForm, OwnHeader, OwnShares}
}

// Rule is one thing that a return is held against.
type Rule struct {
	ID       string   `yaml:"id"`
	Origin   Origin   `yaml:"origin"`
	Severity Severity `yaml:"severity"`
	// From says from which year of the return the rule is graver or lighter than Severity.
	From   map[int]Severity `yaml:"from"`
	Title  string           `yaml:"title"`
	Means  string           `yaml:"means"`
	Do     string           `yaml:"do"`
	Fields []string         `yaml:"fields"` // paths: "Requests/ReceivedDate"
	// Needs names what must be at hand beside the return; "establishments" is the register of establishments.
	Needs string `yaml:"needs"`
	// Unchecked says why the rule cannot be checked from one return.
	Unchecked string `yaml:"unchecked"`
	// SameAs is the rule under which breaks of this one are reported.
	SameAs string `yaml:"same_as"`
	// Share is how many in a hundred are too many, and AtLeast how many there must be before the rule speaks.
	Share   float64 `yaml:"share"`
	AtLeast int     `yaml:"at_least"`
}

// SeverityIn is how much the rule matters in the return of a year.
func (r Rule) SeverityIn(year int) Severity {
	severity, since := r.Severity, 0
	for from, then := range r.From {
		if from <= year && from > since {
			severity, since = then, from
		}
	}
	return severity
}

// Checked says that breaks of this rule are found and reported under its own id.
func (r Rule) Checked() bool { return r.SameAs == "" && r.Unchecked == "" }

var rules, rulesByID = mustLoadRules()

// Rules lists every rule, in the order in which they are shown. The slice is shared: read it only.
func Rules() []Rule { return rules }

// RuleByID finds a rule.
func RuleByID(id string) (Rule, bool) {
	at, ok := rulesByID[id]
	if !ok {
		return Rule{}, false
	}
	return rules[at], true
}

// Group is the findings of one severity.
type Group struct {
	Severity Severity
	Heading  string // "Errors"
	Means    string // one sentence
	Found    []Found
}

// Found is a finding with the rule that was broken.
type Found struct {
	Rule Rule
	Finding
}

// Places is how often rules of this severity were broken.
func (g Group) Places() int {
	n := 0
	for _, f := range g.Found {
		n += f.Count
	}
	return n
}

var headings = map[Severity][2]string{
	Error:   {"Errors", "Something that the guide does not allow or that cannot be so. Put it right before the return is sent."},
	Warning: {"Warnings", "Something unlikely or late. Look at it; it may be right as it stands."},
	Query:   {"Queries", "Something that the census system is likely to ask about. Have an explanation ready."},
	Total:   {"Totals", "Counts over all rules; nothing is wrong with them."},
}

// BySeverity groups the findings of a return of a year, the gravest first, within a group in the order of the rules. Severities without
// a finding have no group. A rule that this version does not know is left out.
func BySeverity(year int, findings []Finding) []Group {
	byRule := map[string]Finding{}
	for _, f := range findings {
		byRule[f.Rule] = f
	}
	found := map[Severity][]Found{}
	for _, r := range rules {
		if f, ok := byRule[r.ID]; ok {
			severity := r.SeverityIn(year)
			found[severity] = append(found[severity], Found{r, f})
		}
	}
	var groups []Group
	for _, s := range Severities() {
		if len(found[s]) > 0 {
			groups = append(groups, Group{s, headings[s][0], headings[s][1], found[s]})
		}
	}
	return groups
}

func mustLoadRules() ([]Rule, map[string]int) {
	all, err := loadRules(rulesFile)
	if err != nil {
		panic(fmt.Sprintf("the rules of the return: %v", err)) // the file is part of the program; a test reads it
	}
	byID := make(map[string]int, len(all))
	for i, r := range all {
		byID[r.ID] = i
	}
	return all, byID
}

// loadRules reads and checks the rules. A mistake is an error that names the rule.
func loadRules(file []byte) ([]Rule, error) {
	var all []Rule
	d := yaml.NewDecoder(bytes.NewReader(file))
	d.KnownFields(true)
	if err := d.Decode(&all); err != nil {
		return nil, err
	}
	byID := map[string]Rule{}
	for _, r := range all {
		if _, twice := byID[r.ID]; twice {
			return nil, fmt.Errorf("rule %s stands twice", r.ID)
		}
		byID[r.ID] = r
	}
	for _, r := range all {
		if err := r.check(byID); err != nil {
			return nil, fmt.Errorf("rule %s: %w", r.ID, err)
		}
	}
	return all, nil
}

var (
	ruleIDForm   = regexp.MustCompile(`^[A-Z]\d{2,3}$`)
	rulePathForm = regexp.MustCompile(`^[A-Za-z]+/[A-Za-z0-9]+$`)
)

func (r Rule) check(byID map[string]Rule) error {
	severities := Severities()
	switch {
	case !ruleIDForm.MatchString(r.ID):
		return errors.New("an id is a letter and two or three digits")
	case !slices.Contains(Origins(), r.Origin):
		return fmt.Errorf("there is no origin %q", r.Origin)
	case !slices.Contains(severities, r.Severity):
		return fmt.Errorf("there is no severity %q", r.Severity)
	case r.Title == "" || r.Means == "" || r.Do == "":
		return errors.New("it needs title, means and do")
	case r.Needs != "" && r.Needs != NeedsEstablishments:
		return fmt.Errorf("nothing is known of %q, which it needs", r.Needs)
	case r.SameAs != "" && r.Unchecked != "":
		return errors.New("it is either the same as another or unchecked")
	case r.Share < 0 || r.Share > 100 || r.AtLeast < 0:
		return errors.New("share and at_least cannot be so")
	}
	if other, there := byID[r.SameAs]; r.SameAs != "" && !(there && other.Checked()) {
		return fmt.Errorf("it is the same as %s, which is not reported itself", r.SameAs)
	}
	for year, severity := range r.From {
		if year < 2023 || !slices.Contains(severities, severity) {
			return fmt.Errorf("from %d it cannot be %q", year, severity)
		}
	}
	for _, path := range r.Fields {
		if !rulePathForm.MatchString(path) {
			return fmt.Errorf("%q is not the path of a field", path)
		}
	}
	return nil
}

// NeedsEstablishments is what rules need that look a school up in the register of establishments.
const NeedsEstablishments = "establishments"
