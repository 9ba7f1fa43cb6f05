package plan

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// field is a field of a document in words.
type field struct{ name, text string }

// fieldChanges lists the fields whose words differ: those of the older document in its order, then those that only the newer has.
func fieldChanges(before, after []field) (changes []FieldChange) {
	named := func(list []field, name string) string {
		if i := slices.IndexFunc(list, func(f field) bool { return f.name == name }); i >= 0 {
			return list[i].text
		}
		return ""
	}
	for _, f := range before {
		if now := named(after, f.name); now != f.text {
			changes = append(changes, FieldChange{f.name, f.text, now})
		}
	}
	for _, f := range after {
		if f.text != "" && !slices.ContainsFunc(before, func(had field) bool { return had.name == f.name }) {
			changes = append(changes, FieldChange{f.name, "", f.text})
		}
	}
	return changes
}

func priorityFields(p *Priority) []field {
	return []field{{"title", p.Title}, {"why", p.Why}, {"theme", p.Theme}, {"what this means for families", p.Families}, {"place in the list", strconv.Itoa(p.Order)}}
}

// actionFields are what an action promises, and where it stands.
func actionFields(a *Action) []field {
	return []field{
		{"due", a.Due.Words()}, {"status", a.Status}, {"why it was stopped", a.StoppedWhy}, {"start", a.Start.Words()},
		{"what we will do", a.Title}, {"accountable body", a.Body}, {"lead", a.Lead}, {"senior responsible officer", a.SRO},
		{"measure", a.Measure}, {"indicator", a.Indicator}, {"starting value", a.Baseline}, {"day of the starting value", a.BaselineOn.Words()},
		{"starting value to be set by", a.BaselineBy.Words()}, {"target", a.Target}, {"day of the target", a.TargetOn.Words()},
		{"milestones", milestoneWords(a.Milestones)}, {"theme", a.Theme}, {"statement", a.Statement}, {"priority", a.Priority},
		{"source", strings.TrimSpace(a.Source + " " + a.SourceRef)}, {"money", a.Money}, {"depends on", a.DependsOn},
		{"evidence", strings.Join(a.Evidence, ", ")}, {"what this means for families", a.Families},
		{"closed by", a.ClosedBy}, {"closed on", a.ClosedOn.Words()}, {"result", a.Result},
	}
}

func milestoneWords(milestones []Milestone) string {
	parts := make([]string, len(milestones))
	for i, m := range milestones {
		parts[i] = fmt.Sprintf("%s by %s", m.Planned, m.PlannedOn.Words())
		if m.Actual != "" {
			parts[i] += fmt.Sprintf(" (was %s on %s)", m.Actual, m.ActualOn.Words())
		}
	}
	return strings.Join(parts, "; ")
}

func sectionTitle(s *Section) string {
	m, _ := SectionByID(s.ID)
	return cmp.Or(m.Title, s.ID)
}

// sectionFields are the parts of a section by the names that the plan gives them.
func sectionFields(s *Section) (fields []field) {
	m, _ := SectionByID(s.ID)
	for _, id := range slices.Sorted(maps.Keys(s.Parts)) {
		part, _ := m.Part(id)
		fields = append(fields, field{cmp.Or(part.Title, id), s.Parts[id]})
	}
	return fields
}

func roleName(s *SignOff) string {
	for _, role := range SignOffRoles() {
		if role.ID == s.Role {
			return role.Name
		}
	}
	return s.Role
}

func signOffFields(s *SignOff) []field {
	return []field{{"answer", s.Answer}, {"text", s.Text}, {"name", s.Name}, {"day", s.On.Words()}}
}
