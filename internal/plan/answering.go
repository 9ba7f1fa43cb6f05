package plan

import (
	"slices"
	"strings"
)

// What a board may answer: change the score; say why it is right; or find out by a day.
const (
	Accept      = "accept"
	Explain     = "explain"
	Investigate = "investigate"
)

// Limits of an answer (9.8).
const (
	explainWords    = 30 // at least
	investigateDays = 90 // at most, from the day of the answer
	answerLength    = 4000
	voiceLength     = 20000
)

// Check holds the board's answer to 9.8: an explanation has 30 words and evidence; an investigation an owner and a day within 90 days.
func (r *Response) Check(c Context) (problems Problems) {
	checkPlace(&problems, c, r.Cycle, r.Item, r.Rule, r.On)
	switch r.Answer {
	case Accept:
	case Explain:
		if n := len(strings.Fields(r.Text)); n < explainWords {
			problems.Add("text", "An explanation has at least %d words. This one has %d.", explainWords, n)
		}
		if len(r.Evidence) == 0 {
			problems.Add("evidence", "An explanation names at least one piece of evidence.")
		}
	case Investigate:
		if strings.TrimSpace(r.Owner) == "" {
			problems.Add("owner", "Say who will investigate: a role and an organisation.")
		}
		switch {
		case !r.Due.Valid():
			problems.Add("due", "Give the day by which it will be known, as a date.")
		case r.On.Valid() && (r.Due < r.On || r.Due > r.On.Add(investigateDays)):
			problems.Add("due", "An investigation ends within %d days of the answer: by %s at the latest.", investigateDays, r.On.Add(investigateDays).Words())
		}
	default:
		problems.Add("answer", "Choose an answer: accept, explain or investigate.")
	}
	if r.Due != "" && !r.Due.Valid() && r.Answer != Investigate {
		problems.Add("due", "This is no date: write it like 2027-01-31.")
	}
	for _, e := range r.Evidence {
		if c.Book.Evidence[e] == nil {
			problems.Add("evidence", "There is no evidence %s.", e)
		}
	}
	FreeText(&problems, "text", "The answer", r.Text, answerLength)
	FreeText(&problems, "owner", "The owner", r.Owner, 200)
	return problems
}

// Check asks for a text and changes nothing in it: what the forum writes is printed as it is.
func (r *Reply) Check(c Context) (problems Problems) {
	checkPlace(&problems, c, r.Cycle, r.Item, r.Rule, r.On)
	checkVoice(&problems, "The reply", r.Text)
	return problems
}

// VoicesFrom lists whose own words are printed unedited: Voice.From.
func VoicesFrom() []string { return []string{"forum", "young people", "icb", "council"} }

// Check asks whose words they are and that there are some. It changes nothing in them.
func (v *Voice) Check(c Context) (problems Problems) {
	checkCycle(&problems, c, v.Cycle)
	if !slices.Contains(VoicesFrom(), v.From) {
		problems.Add("from", "Say whose statement this is: the forum’s, young people’s, the ICB’s or the council’s.")
	}
	checkVoice(&problems, "The statement", v.Text)
	checkOn(&problems, c, v.On)
	return problems
}

// Check asks which statement two areas scored, which area the other is, and both levels.
func (m *Moderation) Check(c Context) (problems Problems) {
	checkCycle(&problems, c, m.Cycle)
	if _, ok := c.Framework.Statement(m.Statement); !ok {
		problems.Add("statement", "There is no statement %s in the framework %s.", m.Statement, c.Framework.Version)
	}
	switch peer := strings.TrimSpace(m.Peer); {
	case peer == "":
		problems.Add("peer", "Say which other area scored the statement.")
	case peer == c.Book.Partnership:
		problems.Add("peer", "The other area is this partnership itself.")
	}
	if m.Own < 1 || m.Own > 4 {
		problems.Add("own", "Your own level is 1, 2, 3 or 4.")
	}
	if m.Theirs < 1 || m.Theirs > 4 {
		problems.Add("theirs", "The other area’s level is 1, 2, 3 or 4.")
	}
	FreeText(&problems, "note", "The note", m.Note, answerLength)
	checkOn(&problems, c, m.On)
	return problems
}

// checkPlace asks for a cycle, a statement or theme, a rule and a day that there are.
func checkPlace(problems *Problems, c Context, cycle, item, rule string, on Day) {
	checkCycle(problems, c, cycle)
	_, statement := c.Framework.Statement(item)
	_, theme := c.Framework.Theme(item)
	if !statement && !theme {
		problems.Add("item", "There is no statement or theme %s in the framework %s.", item, c.Framework.Version)
	}
	if _, ok := RuleByID(rule); !ok {
		problems.Add("rule", "There is no rule %s: they are G1 to G11.", rule)
	}
	checkOn(problems, c, on)
}

// checkCycle asks for a cycle that has an assessment.
func checkCycle(problems *Problems, c Context, cycle string) {
	if c.Book.Assessments[cycle] == nil {
		problems.Add("cycle", "There is no assessment of the cycle %q.", cycle)
	}
}

// checkOn asks for a day that is not in the future.
func checkOn(problems *Problems, c Context, on Day) {
	switch {
	case !on.Valid():
		problems.Add("on", "Give the day, as a date.")
	case on > c.Today:
		problems.Add("on", "The day %s has not come yet.", on.Words())
	}
}

// checkVoice asks for some words that name no child.
func checkVoice(problems *Problems, label, text string) {
	if strings.TrimSpace(text) == "" {
		problems.Add("text", "%s is empty.", label)
	}
	FreeText(problems, "text", label, text, voiceLength)
}
