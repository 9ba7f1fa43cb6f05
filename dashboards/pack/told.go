package pack

import (
	"fmt"
	"strings"

	"inclusion/dashboards/export"
	"inclusion/internal/plan"
)

// front is who, what, when, and the last inspection in its report's exact words.
func (m maker) front() []Block {
	rows := [][]export.Cell{cells("Partnership", m.version.Name), cells("Local authority", m.pack.Area+" ("+m.version.Partnership+")")}
	p := m.book.Profile
	if p == nil {
		p = &plan.Profile{}
	}
	var icbs []string
	for _, i := range p.ICBs {
		icbs = append(icbs, i.Name)
	}
	rows = append(rows, cells("Integrated care board (ICB)", strings.Join(icbs, "; ")), cells("Chair of the board", p.Chair), cells("Contact", p.Contact),
		cells("Date of the meeting", day(m.pack.Meeting)),
		cells("Version", fmt.Sprintf("%d, agreed %s, self-assessment of %s", m.version.Number, day(m.pack.Agreed), m.version.Cycle)),
		cells("Framework", fmt.Sprintf("%s %s, this project’s own", m.version.Framework.Framework, m.version.Framework.Version)),
		cells("Check sum of the version (SHA-256)", m.version.SHA256))
	clock := &plan.Clock{}
	if p.Clock != nil {
		clock = p.Clock
	}
	inspection := [][]export.Cell{cells("Last inspection began", day(clock.Started)), cells("Report published", day(clock.Published)),
		cells("Outcome, in the report’s exact words", clock.Outcome), cells("Next, as that report says", clock.Interval)}
	var members [][]export.Cell
	for _, one := range p.Members {
		members = append(members, cells(one.Organisation, one.Role, day(one.Since)))
	}
	return []Block{{Table: table("1 Front page", "Partnership and version", []string{"About", "Provided"}, rows)},
		{Heading: "Last inspection", Table: table("1 Inspection", "Last inspection", []string{"About", "Provided"}, inspection)},
		{Heading: "Partners", Table: table("1 Partners", "Members of the board", []string{"Organisation", "Role", "Since"}, members)}}
}

// changed is leadership, demand, services and reorganisations since the last meeting.
func (m maker) changed() []Block {
	var rows [][]export.Cell
	for _, c := range plan.Sorted(m.book.Changes) {
		rows = append(rows, cells(day(c.On), c.Type, c.Text))
	}
	blocks := []Block{{Heading: "News", Table: table("2 What has changed", "What has changed since last time", []string{"Date", "Kind", "What"}, rows)}}
	if m.review.Before != nil {
		d := plan.CompareVersions(m.review.Before, m.version)
		var moved [][]export.Cell
		for _, c := range d.Lowered {
			moved = append(moved, cells(c.Statement+" "+c.Title, fmt.Sprintf("from %d to %d", c.From, c.To), cut(c.After, 60)))
		}
		for _, c := range d.Raised {
			moved = append(moved, cells(c.Statement+" "+c.Title, fmt.Sprintf("from %d to %d", c.From, c.To), cut(c.After, 60)))
		}
		blocks = append(blocks, Block{Heading: fmt.Sprintf("Levels since version %d", m.review.Before.Number),
			Table: table("2 Levels", "Levels that changed since the version before", []string{"Statement", "Level", "Why"}, moved)})
	}
	return blocks
}

// evaluation is the ten themes by every perspective, then strengths and the weakest statements.
func (m maker) evaluation() []Block {
	columns := []string{"Theme"}
	for _, p := range plan.Perspectives() {
		columns = append(columns, p.Heading())
	}
	var rows [][]export.Cell
	for _, t := range m.review.Themes {
		row := []string{t.Theme.ID + " " + t.Theme.Title}
		for _, p := range plan.Perspectives() {
			row = append(row, said(&m.version.Framework, t.Readings[p]))
		}
		rows = append(rows, cells(row...))
	}
	blocks := []Block{{Heading: "Ten themes, six perspectives", Table: table("3 Themes", "Ten themes by perspective", columns, rows),
		Note: "Perspectives stand side by side and are never blended. There is no overall figure."}}
	return append(blocks, Block{Heading: "Statements where leaders see most strength", Table: m.statements("3 Strengths", func(l plan.Level) bool { return l == 4 })},
		Block{Heading: "Statements that are weakest", Table: m.statements("3 Weakest", func(l plan.Level) bool { return l == 1 })})
}

// statements are those whose agreed level is wanted, with the reason in at most 60 words.
func (m maker) statements(name string, wanted func(plan.Level) bool) *export.Table {
	var rows [][]export.Cell
	for _, t := range m.review.Themes {
		for _, s := range t.Statements {
			if s.Board != nil && wanted(s.Board.Level) {
				rows = append(rows, cells(s.Statement.ID+" "+s.Statement.Short, fmt.Sprintf("%d %s", s.Board.Level, m.version.Framework.Label(s.Board.Level)), cut(s.Board.Rationale, 60)))
			}
		}
	}
	return table(name, "Statements", []string{"Statement", "Level", "Why"}, rows)
}

// said is a reading in words: "2 Developing. 4 of 5 scored"; or why there is none.
func said(f *plan.Framework, r plan.Reading) string {
	var parts []string
	switch {
	case r.Shown() && r.Low == r.High:
		parts = append(parts, fmt.Sprintf("%d %s", r.Low, f.Label(r.Low)))
	case r.Shown():
		parts = append(parts, r.Level())
	}
	for _, words := range []string{r.State, r.Text} {
		if words != "" {
			parts = append(parts, words)
		}
	}
	if r.On != "" {
		parts = append(parts, day(r.On))
	}
	return strings.Join(parts, ". ")
}

// disagreements are every row that a rule flagged, the board's answer and the forum's reply.
func (m maker) disagreements() []Block {
	var rows [][]export.Cell
	for _, f := range m.review.Flags {
		if !f.Needs {
			continue
		}
		answer, reply := "Not yet answered", "No reply"
		if f.Response != nil {
			answer = strings.TrimSpace(f.Response.Answer + ": " + f.Response.Text)
			if f.Response.Owner != "" {
				answer += " Owner: " + f.Response.Owner + "."
			}
			if f.Response.Due != "" {
				answer += " By " + day(f.Response.Due) + "."
			}
		}
		if f.Reply != nil {
			reply = f.Reply.Text
		}
		rows = append(rows, cells(f.Item, f.Label, f.Detail, answer, reply))
	}
	blocks := []Block{{Table: table("4 Where we disagree", "Disagreements, answers and replies", []string{"Statement or theme", "What differs", "Readings", "The board’s answer", "The forum’s reply, unedited"}, rows)}}
	var signed [][]export.Cell
	for _, role := range plan.SignOffRoles() {
		if s := m.book.SignOffs[m.version.Cycle+"/"+role.ID]; s != nil {
			signed = append(signed, cells(role.Name, s.Answer, s.Text, day(s.On)))
		} else {
			signed = append(signed, cells(role.Name, "", "", ""))
		}
	}
	return append(blocks, Block{Heading: "Who agreed, and who did not", Table: table("4 Sign-offs", "Sign-offs", []string{"Role", "Answer", "In their own words", "Date"}, signed)})
}
