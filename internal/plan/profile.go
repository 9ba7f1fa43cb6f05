package plan

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var codeShape = regexp.MustCompile(`^[0-9]{3}$`)

// mostMonths is the longest time between two engagement meetings that may be set.
const mostMonths = 36

// Check asks for the partnership's own code, a name, and names and days that make sense.
func (p *Profile) Check(c Context) (problems Problems) {
	switch {
	case !codeShape.MatchString(p.Code):
		problems.Add("code", "The code is that of the authority: three digits.")
	case c.Book.Partnership != "" && p.Code != c.Book.Partnership:
		problems.Add("code", "The code is %s, and this is the partnership %s.", p.Code, c.Book.Partnership)
	}
	if strings.TrimSpace(p.Name) == "" {
		problems.Add("name", "Give the partnership a name.")
	}
	for _, text := range []struct{ field, label, text string }{{"name", "The name", p.Name}, {"also_known_as", "The other name", p.AlsoKnownAs},
		{"chair", "The chair", p.Chair}, {"terms", "The terms of reference", p.Terms}, {"contact", "The contact", p.Contact}} {
		FreeText(&problems, text.field, text.label, text.text, 1000)
	}
	for i, icb := range p.ICBs {
		icb.check(&problems, fmt.Sprintf("icbs.%d", i))
	}
	for i, m := range p.Members {
		if strings.TrimSpace(m.Organisation) == "" || strings.TrimSpace(m.Role) == "" {
			problems.Add(fmt.Sprintf("members.%d", i), "A member of the board has an organisation and a role. A name is not needed.")
		}
		if m.Since != "" && !m.Since.Valid() {
			problems.Add(fmt.Sprintf("members.%d", i), "“Since” is no date: write it like 2026-03-31.")
		}
	}
	if p.NextMeeting != "" && !p.NextMeeting.Valid() {
		problems.Add("next_meeting", "This is no date: write it like 2026-03-31.")
	}
	if p.MeetingEvery < 0 || p.MeetingEvery > mostMonths {
		problems.Add("meeting_months", "Give the months between meetings: 1 to %d, or none.", mostMonths)
	}
	for _, use := range p.ServesAs {
		if !slices.ContainsFunc(PlanUses(), func(u PlanUse) bool { return u.ID == use }) {
			problems.Add("serves_as", "A plan cannot serve as %q.", use)
		}
	}
	p.Clock.check(&problems)
	return problems
}

func (d Dated) check(problems *Problems, field string) {
	if strings.TrimSpace(d.Name) == "" {
		problems.Add(field, "Give the integrated care board (ICB) a name.")
	}
	for _, day := range []Day{d.From, d.To} {
		if day != "" && !day.Valid() {
			problems.Add(field, "%q is no date: write it like 2026-03-31.", day)
		}
	}
	if d.From.Valid() && d.To.Valid() && d.To < d.From {
		problems.Add(field, "The last day, %s, is before the first, %s.", d.To.Words(), d.From.Words())
	}
}

// check asks of the inspection that was last reported for its days in order and the report's own words.
func (k *Clock) check(problems *Problems) {
	if k == nil {
		return
	}
	for _, day := range []Day{k.Started, k.Published} {
		if day != "" && !day.Valid() {
			problems.Add("clock", "%q is no date: write it like 2026-03-31.", day)
		}
	}
	if k.Started.Valid() && k.Published.Valid() && k.Published < k.Started {
		problems.Add("clock", "The report was published, on %s, before the inspection started, on %s.", k.Published.Words(), k.Started.Words())
	}
	if k.Published != "" && strings.TrimSpace(k.Outcome) == "" {
		problems.Add("clock", "Give the outcome in the report’s exact words.")
	}
	FreeText(problems, "clock", "The outcome", k.Outcome, 1000)
	FreeText(problems, "clock", "The interval", k.Interval, 1000)
}
