package pack

import (
	"fmt"
	"slices"
	"strings"

	"inclusion/internal/plan"
)

// about are two columns: what, and what was provided.
var about = []string{"About", "Provided"}

// front is who, what, when, and the last inspection in its report's exact words.
func (m maker) front() []Block {
	p := m.book.Profile
	if p == nil {
		p = &plan.Profile{}
	}
	var icbs []string
	for _, i := range p.ICBs {
		icbs = append(icbs, strings.Join(lines(i.Name, dated("from", i.From), dated("to", i.To)), " "))
	}
	every := ""
	if m.Every > 0 {
		every = fmt.Sprintf("every %d months", m.Every)
	}
	f := m.Version.Framework
	rows := [][]Cell{row("Partnership", m.Version.Name), row("Also known as", p.AlsoKnownAs), row("Local authority", m.Area+" ("+m.Version.Partnership+")"),
		{lines("Integrated care board (ICB)"), lines(icbs...)}, row("Chair of the board", p.Chair), row("Contact", p.Contact),
		{lines("Engagement meeting"), lines(m.Meeting.Words(), every)},
		row("Version", fmt.Sprintf("%d, agreed %s: self-evaluation of %s", m.Version.Number, plan.DayOf(m.Version.At).Words(), m.Version.Cycle)),
		row("Progress of actions", "as on "+m.AsOf.Words()), row("Framework", fmt.Sprintf("%s %s, this project’s own", f.Framework, f.Version)),
		row("Check sum of the version (SHA-256)", m.Version.SHA256)}
	clock := &plan.Clock{}
	if p.Clock != nil {
		clock = p.Clock
	}
	inspection := [][]Cell{row("Outcome, in the report’s exact words", clock.Outcome), row("Inspection began", clock.Started.Words()),
		row("Report published", clock.Published.Words()), row("Next inspection, in the report’s words", clock.Interval)}
	var members [][]Cell
	for _, one := range p.Members {
		members = append(members, row(one.Organisation, one.Role, one.Since.Words()))
	}
	return []Block{{Table: &Table{Name: "1 Front page", About: "Partnership and version", Columns: about, Rows: rows}},
		{Heading: "Last inspection", Table: &Table{Name: "1 Last inspection", About: "Last inspection", Columns: about, Rows: inspection}},
		{Heading: "Partners", Table: &Table{Name: "1 Partners", About: "Members of the board", Columns: []string{"Organisation", "Role", "Since"}, Rows: members}}}
}

// changed is leadership, demand, services, reorganisations and the plan since the version before.
func (m maker) changed() []Block {
	told := map[string]*plan.Change{}
	before := m.review.Before
	if before != nil {
		if b, err := before.Book(); err == nil {
			told = b.Changes
		}
	}
	var rows [][]Cell
	news := plan.Sorted(m.book.Changes)
	slices.SortStableFunc(news, func(a, b *plan.Change) int { return strings.Compare(string(b.On), string(a.On)) })
	for _, c := range news {
		if told[c.ID] == nil {
			rows = append(rows, row(c.On.Words(), c.Type, c.Text))
		}
	}
	blocks := []Block{{Heading: "Leadership, demand, services and reorganisations", Table: &Table{Name: "2 What has changed", About: "What has changed since last time",
		Columns: []string{"Date", "Kind", "What"}, Rows: rows}}}
	blocks = append(blocks, m.section("S1", "background")...)
	blocks = append(blocks, Block{Heading: "Demand, in published figures", Table: m.histories("2 Demand", "Published figures of demand over time", "S12", "S12b", "S16", "S19")})
	if before == nil {
		return append(blocks, Block{Heading: "Levels and plan since the version before", Text: []string{"This is the first version: there is none to compare it with."}})
	}
	d := plan.CompareVersions(before, m.Version)
	return append(blocks, Block{Heading: fmt.Sprintf("Levels lower than in version %d, and why", before.Number), Table: m.moved("2 Lower levels", "Levels that are lower than in the version before", d.Lowered, true)},
		Block{Heading: fmt.Sprintf("Levels higher than in version %d: then, and now", before.Number), Table: m.moved("2 Higher levels", "Levels that are higher than in the version before", d.Raised, false), Note: "The reasons are in the workbook."},
		Block{Heading: fmt.Sprintf("The plan since version %d", before.Number), Table: planChanges(d)})
}

// moved are the board's levels that changed since the version before. A page tells why of those that are lower.
func (m maker) moved(name, about string, changes []plan.LevelChange, why bool) *Table {
	t := &Table{Name: name, About: about, Columns: []string{"Statement", "Was", "Is", "Why"}}
	if !why {
		t.Class = "pack-levels"
		t.Show = []Group{{Label: "Statement", Columns: []int{0}}, {Label: "Was", Columns: []int{1}}, {Label: "Is", Columns: []int{2}}}
	}
	for _, c := range changes {
		t.Rows = append(t.Rows, row(c.Statement+" "+c.Title, m.label(c.From), m.label(c.To), cut(c.After)))
	}
	return t
}

// planChanges are priorities, actions and sections that are new, changed or gone.
func planChanges(d plan.Difference) *Table {
	t := &Table{Class: "pack-wide", Name: "2 The plan", About: "What changed in the plan since the version before", Columns: []string{"What", "How", "Which fields"}}
	for _, c := range slices.Concat(d.Priorities, d.Actions, d.Sections) {
		name := strings.TrimPrefix(c.Key, "plan.") + " " + strings.TrimSpace(strings.TrimPrefix(c.Title, strings.TrimPrefix(c.Key, "plan.")))
		var fields []string
		for _, f := range c.Fields {
			fields = append(fields, f.Field)
		}
		which := strings.Join(fields, ", ")
		if c.How != plan.Altered {
			which = "all"
		}
		t.Rows = append(t.Rows, row(name, c.How, which))
	}
	return t
}

// evaluation is the ten themes by every perspective with the reasons, then what is strong and what is weakest.
func (m maker) evaluation() []Block {
	t := &Table{Class: "pack-themes", Name: "3 Themes", About: "Ten themes by perspective", Columns: []string{"Theme"}}
	why := &Table{Name: "3 Why", About: "Why, as leaders say, at each theme’s lowest statement", Columns: []string{"Theme", "Lowest statement", "Why"}}
	for _, p := range plan.Perspectives() {
		t.Columns = append(t.Columns, p.Shape()+" "+p.Heading())
	}
	for _, theme := range m.review.Themes {
		cells := []Cell{lines(theme.Theme.ID + " " + theme.Theme.Title)}
		for _, p := range plan.Perspectives() {
			cells = append(cells, m.said(theme.Readings[p]))
		}
		t.Rows = append(t.Rows, cells)
		why.Rows = append(why.Rows, m.reason(theme))
	}
	when := row("When")
	for _, p := range plan.Perspectives() {
		on := m.dates(p)
		if on == "" {
			on = "not asked"
		}
		when = append(when, lines(on))
	}
	t.Rows = append(t.Rows, when)
	return []Block{{Heading: "Ten themes, six perspectives", Table: t, Note: "Perspectives stand side by side and are never blended. There is no overall figure."},
		{Heading: "Why, as leaders say", Table: why, Note: "Each theme’s lowest statement, with the reason in at most 60 words."},
		{Heading: "Strengths", Table: m.statements("3 Strengths", "Strengths", true), Note: "The five highest of the levels that leaders agreed. Among equals, those that the forum and families put higher come first."},
		{Heading: "Weakest statements", Table: m.statements("3 Weakest", "Weakest statements", false), Note: "All at level 1, and at least the five lowest. Among equals, those that the forum and families put lower come first."}}
}

// reason is the lowest statement of a theme, as leaders see it, and why.
func (m maker) reason(t plan.ThemeReview) []Cell {
	lowest := t.Readings[plan.Leaders].Lowest
	for _, s := range t.Statements {
		if s.Statement.ID == lowest && s.Board != nil {
			return []Cell{lines(t.Theme.ID + " " + t.Theme.Title), lines(s.Statement.ID+" "+s.Statement.Short, m.label(s.Board.Level)), lines(cut(s.Board.Rationale))}
		}
	}
	return row(t.Theme.ID+" "+t.Theme.Title, "None has been assessed", "")
}

// fewest is how many statements stand under strengths, and at least under the weakest.
const fewest = 5

// statements are those with the highest or the lowest agreed levels.
func (m maker) statements(name, about string, highest bool) *Table {
	t := &Table{Name: name, About: about, Columns: []string{"Statement", "Leaders", "Forum", "Families", "Why, as leaders say"}}
	var all []plan.StatementReview
	for _, theme := range m.review.Themes {
		for _, s := range theme.Statements {
			if s.Board != nil && s.Board.Level > 0 {
				all = append(all, s)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b plan.StatementReview) int {
		for _, p := range []plan.Perspective{plan.Leaders, plan.Forum, plan.Families} {
			x, y := a.Readings[p].Low, b.Readings[p].Low
			if x == y {
				continue
			}
			if (x > y) == highest {
				return -1
			}
			return 1
		}
		return 0
	})
	for i, s := range all {
		if i >= fewest && (highest || s.Board.Level > 1) {
			break
		}
		short := func(p plan.Perspective) Cell { return m.said(s.Readings[p])[:1] }
		t.Rows = append(t.Rows, []Cell{lines(s.Statement.ID + " " + s.Statement.Short), short(plan.Leaders), short(plan.Forum), short(plan.Families), lines(cut(s.Board.Rationale))})
	}
	return t
}
