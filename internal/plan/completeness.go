package plan

import (
	"fmt"
	"strings"
)

// Completeness is how many of the plan's required parts are filled. It counts: it says nothing of how good they are.
type Completeness struct {
	Filled, Of int
	Sections   []SectionCompleteness // in the plan's order
}

// SectionCompleteness is one section's count and what is missing from it.
type SectionCompleteness struct {
	Section    SectionModel
	Filled, Of int
	Missing    []MissingPart
}

// MissingPart is a required part with nothing in it.
type MissingPart struct {
	Section, Part string // "S2", "vision"
	Title         string
	Where         string // path under /board/{code} where it can be filled
}

// Text is the count in words: "41 of 58 required parts are filled".
func (c Completeness) Text() string {
	return fmt.Sprintf("%d of %d required parts are filled", c.Filled, c.Of)
}

// Missing lists everything that is missing, in the plan's order.
func (c Completeness) Missing() (all []MissingPart) {
	for _, s := range c.Sections {
		all = append(all, s.Missing...)
	}
	return all
}

// CompletenessOf counts the required parts that hold something.
func CompletenessOf(b *Book) (c Completeness) {
	for _, m := range Sections() {
		s := SectionCompleteness{Section: m}
		for _, p := range m.Parts {
			if !p.Required {
				continue
			}
			s.Of++
			if b.Fills(m, p) {
				s.Filled++
				continue
			}
			s.Missing = append(s.Missing, MissingPart{m.ID, p.ID, p.Title, PartPath(m, p)})
		}
		c.Filled, c.Of = c.Filled+s.Filled, c.Of+s.Of
		c.Sections = append(c.Sections, s)
	}
	return c
}

// Fills says that a part holds something, in words or from the documents that fill it.
func (b *Book) Fills(m SectionModel, p PartModel) bool {
	if p.Written() && b.Sections[m.Ref()].Text(p.ID) != "" {
		return true
	}
	fills, ok := filledBy[p.Auto]
	return ok && fills(b)
}

// filledBy says when documents fill a part.
var filledBy = map[string]func(*Book) bool{
	"profile.name":     func(b *Book) bool { return b.profile().Code != "" && b.profile().Name != "" },
	"profile.icbs":     func(b *Book) bool { return len(b.profile().ICBs) > 0 },
	"profile.members":  func(b *Book) bool { return len(b.profile().Members) > 0 },
	"profile.chair":    func(b *Book) bool { return b.profile().Chair != "" },
	"profile.terms":    func(b *Book) bool { return b.profile().Terms != "" },
	"profile.names":    func(b *Book) bool { return b.profile().AlsoKnownAs != "" },
	"surveys":          func(b *Book) bool { return anyOf(b.Surveys, func(s *Survey) bool { return s.Cycle == b.Cycle() }) },
	"voice.forum":      func(b *Book) bool { return b.voice(ForumOrg) },
	"voice.young":      func(b *Book) bool { return b.voice(YoungOrg) },
	"priorities":       func(b *Book) bool { return len(b.Priorities) > 0 },
	"actions":          func(b *Book) bool { return len(b.Actions) > 0 },
	"actions.baseline": func(b *Book) bool { return everyOf(b.Actions, (*Action).started) },
	"actions.target": func(b *Book) bool {
		return everyOf(b.Actions, func(a *Action) bool { return a.Target != "" && a.TargetOn != "" })
	},
	"actions.milestones": func(b *Book) bool { return anyOf(b.Actions, func(a *Action) bool { return len(a.Milestones) > 0 }) },
	"risks":              func(b *Book) bool { return len(b.Risks) > 0 },
	"risks.lawful":       func(b *Book) bool { return everyOf(b.Risks, func(r *Risk) bool { return r.Lawful || r.Closed }) },
	"sign-offs":          func(b *Book) bool { return anyOf(b.SignOffs, func(s *SignOff) bool { return s.Cycle == b.Cycle() }) },
}

// profile is the book's profile, empty where there is none.
func (b *Book) profile() Profile {
	if b.Profile == nil {
		return Profile{}
	}
	return *b.Profile
}

// voice says that somebody has spoken in the newest cycle.
func (b *Book) voice(from string) bool {
	return anyOf(b.Voices, func(v *Voice) bool { return v.From == from && v.Cycle == b.Cycle() && strings.TrimSpace(v.Text) != "" })
}

func anyOf[T any](all map[string]T, is func(T) bool) bool {
	for _, one := range all {
		if is(one) {
			return true
		}
	}
	return false
}

// everyOf says that there is one and that all are so.
func everyOf[T any](all map[string]T, are func(T) bool) bool {
	return len(all) > 0 && !anyOf(all, func(one T) bool { return !are(one) })
}

// PartPath is where a part can be filled, under /board/{code}.
func PartPath(m SectionModel, p PartModel) string {
	from, _, _ := strings.Cut(p.Auto, ".")
	pages := map[string]string{"profile": "profile", "voice": "voices", "priorities": "priorities", "actions": "actions", "risks": "risks",
		"sign-offs": "publish#sign-offs"}
	if page, ok := pages[from]; ok {
		return page
	}
	return "plan/" + m.Ref() + "#" + p.ID
}
