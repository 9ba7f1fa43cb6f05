package pack

import (
	"fmt"
	"strings"

	"inclusion/internal/plan"
)

// disagreements are every row that a rule flagged, the board's answer and the forum's reply; how near views are; and who agreed.
func (m maker) disagreements() []Block {
	flags := &Table{Name: "4 Where we disagree", About: "What the rules flagged, the board’s answers and the forum’s replies",
		Columns: []string{"Statement or theme", "What the rule found", "Rule", "Readings", "The board’s answer", "In its words", "Owner", "Due", "The forum’s reply, unedited"},
		Class:   "pack-flags",
		Show:    []Group{{Label: "Statement or theme, and what differs", Columns: []int{0, 1, 3}}, {Label: "The board’s answer", Columns: []int{4}}, {Label: "The forum’s reply, unedited", Columns: []int{8}}}}
	for _, f := range m.review.Flags {
		flags.Rows = append(flags.Rows, m.flagged(f))
	}
	return []Block{{Table: flags, Note: "Every row that one of the eleven rules found, agreement among them. An answer is wanted where views differ; a theme that only repeats its statements needs none."},
		{Heading: "How near views are", Table: m.nearness(), Note: "100 means the same level on every statement, 0 as far apart as can be. Not shown under ten statements."},
		{Heading: "Who responded", Table: m.responded()}, {Heading: "Who agreed, and who did not", Table: m.signed()}}
}

func (m maker) flagged(f plan.Flag) []Cell {
	item := f.Item
	if t, ok := m.Version.Framework.Theme(f.Item); ok {
		item += " " + t.Title
	}
	if s, ok := m.Version.Framework.Statement(f.Item); ok {
		item += " " + s.Short
	}
	answer, own, owner, due := lines("No answer is needed"), Cell{}, lines("none"), lines("none")
	switch {
	case f.Response != nil:
		owner, due = lines(f.Response.Owner), lines(day(f.Response.Due))
		own = lines(f.Response.Text)
		answer = lines(strings.ToUpper(f.Response.Answer[:1])+f.Response.Answer[1:]+": "+f.Response.Text, strings.Join(lines(f.Response.Owner, dated("by", f.Response.Due)), ", "))
	case f.Needs:
		answer = lines("Not yet answered")
	}
	if len(own) == 0 {
		own = lines("none")
	}
	reply := lines("No reply")
	if f.Reply != nil {
		reply = lines(f.Reply.Text)
	}
	return []Cell{lines(item), lines(f.Label), lines(f.Rule), lines(f.Detail), answer, own, owner, due, reply}
}

// nearness is how near two views are over all statements that both have.
func (m maker) nearness() *Table {
	t := &Table{Name: "4 How near", About: "How near two views are, of 100", Columns: []string{"Views", "Agreement, of 100", "Statements"}}
	for _, a := range m.review.Agreements {
		value := "not shown: fewer than ten statements"
		if a.Shown {
			value = fmt.Sprintf("%.1f", a.Value)
		}
		t.Rows = append(t.Rows, row(fmt.Sprintf("%s and %s", upperFirst(string(a.A)), a.B), value, fmt.Sprint(a.Statements)))
	}
	return t
}

// responded is who was asked to respond before the version was agreed, and who did.
func (m maker) responded() *Table {
	t := &Table{Name: "4 Who responded", About: "Who responded before the version was agreed", Columns: []string{"Organisation", "Response"}}
	a := m.review.Assessment
	if a == nil {
		return t
	}
	for _, o := range a.Asked {
		said := "No response received"
		if on := a.Responded[o]; on != "" {
			said = "Responded " + day(on)
		}
		t.Rows = append(t.Rows, row(plan.OrganisationName(o), said))
	}
	forum := "No response received"
	if a.Forum.Responded != "" {
		forum = "Responded " + day(a.Forum.Responded)
	}
	t.Rows = append(t.Rows, []Cell{lines(plan.OrganisationName(plan.ForumOrg)), lines(forum, dated("asked", a.Forum.Asked))})
	return t
}

// signed is the sign-off of each role.
func (m maker) signed() *Table {
	t := &Table{Name: "4 Sign-offs", About: "Sign-offs", Columns: []string{"Role", "Answer", "In their own words", "Date"}}
	for _, role := range plan.SignOffRoles() {
		cells := row(role.Name, "Not signed", "none", "none")
		if s := m.book.SignOffs[m.Version.Cycle+"/"+role.ID]; s != nil {
			cells = []Cell{lines(role.Name), lines(upperFirst(s.Answer)), lines(s.Text), lines(day(s.On))}
			if s.Text == "" {
				cells[2] = lines("no comment")
			}
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

func upperFirst(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
