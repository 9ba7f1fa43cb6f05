package pack

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/plan"
)

// disagreements are every row that a rule flagged, the board's answer and the forum's reply; how near views are; and who agreed.
func (m maker) disagreements() []Block {
	flags := &Table{Name: "4 Where we disagree", About: "What the rules flagged, the board’s answers and the forum’s replies",
		Columns: []string{"Statement or theme", "What the rule found", "Rule", "Readings", "The board’s answer", "In its words", "Owner", "Due", "The forum’s reply, unedited"},
		Class:   "pack-flags",
		Show:    []Group{{Label: "Statement or theme, and what differs", Columns: []int{0, 1, 3}}, {Label: "The board’s answer", Columns: []int{4}}, {Label: "The forum’s reply, unedited", Columns: []int{8}}}}
	inOrder := slices.Clone(m.review.Flags)
	slices.SortStableFunc(inOrder, func(a, b plan.Flag) int { return cmp.Compare(reading(a), reading(b)) })
	wanted, open := 0, 0
	for _, f := range inOrder {
		flags.Rows = append(flags.Rows, m.flagged(f))
		if f.Needs {
			wanted++
			if !f.Answered() {
				open++
			}
		}
	}
	return []Block{{Table: flags, Note: fmt.Sprintf("Every row that one of the eleven rules found: first where views differ, then what all see alike, last themes that only repeat their statements and need no answer. Of %d rows, %d want an answer, and %d of these are not yet answered.", len(inOrder), wanted, open)},
		{Heading: "How near views are", Table: m.nearness(), Note: "100 means the same level on every statement, 0 as far apart as can be. Not shown under ten statements."},
		{Heading: "Who responded", Table: m.responded()}, {Heading: "Who agreed, and who did not", Table: m.signed()}}
}

// reading is the order in which rows are read: where views differ, what all see alike, and what needs no answer.
func reading(f plan.Flag) int {
	switch {
	case !f.Needs:
		return 2
	case f.Rule == "G8" || f.Rule == "G9":
		return 1
	}
	return 0
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
		owner, due = lines(f.Response.Owner), lines(f.Response.Due.Words())
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
		t.Rows = append(t.Rows, row(fmt.Sprintf("%s and %s", view.UpperFirst(string(a.A)), a.B), value, fmt.Sprint(a.Statements)))
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
			said = "Responded " + on.Words()
		}
		t.Rows = append(t.Rows, row(plan.OrganisationName(o), said))
	}
	forum := "No response received"
	if a.Forum.Responded != "" {
		forum = "Responded " + a.Forum.Responded.Words()
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
			cells = []Cell{lines(role.Name), lines(view.UpperFirst(s.Answer)), lines(s.Text), lines(s.On.Words())}
			if s.Text == "" {
				cells[2] = lines("no comment")
			}
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}
