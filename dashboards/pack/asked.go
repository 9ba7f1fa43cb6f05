package pack

import (
	"fmt"
	"slices"
	"strings"

	"inclusion/dashboards/export"
	"inclusion/dashboards/page"
	"inclusion/internal/plan"
)

// theme is what leaders say of a theme's statements, with their reasons.
func (m maker) theme(id, name string, statements ...string) Block {
	var rows [][]export.Cell
	for _, t := range m.review.Themes {
		if t.Theme.ID != id {
			continue
		}
		for _, s := range t.Statements {
			if len(statements) > 0 && !slices.Contains(statements, s.Statement.ID) {
				continue
			}
			row := []string{s.Statement.ID + " " + s.Statement.Short}
			for _, p := range []plan.Perspective{plan.Leaders, plan.Forum, plan.Families} {
				row = append(row, said(&m.version.Framework, s.Readings[p]))
			}
			why := ""
			if s.Board != nil {
				why = cut(s.Board.Rationale, 60)
			}
			rows = append(rows, cells(append(row, why)...))
		}
	}
	return Block{Heading: "What is said of it", Table: table(name, "Statements of the theme", []string{"Statement", plan.Leaders.Heading(), plan.Forum.Heading(), plan.Families.Heading(), "Why, as leaders say"}, rows)}
}

// own is somebody's statement in their own words.
func (m maker) own(heading, from string) Block {
	b := Block{Heading: heading}
	if v := m.book.Voices[m.version.Cycle+"/"+from]; v != nil {
		b.Own, b.OwnBy = v.Text, day(v.On)
	}
	return b
}

// alternative is how AP is commissioned, overseen and known.
func (m maker) alternative() []Block {
	blocks := []Block{m.own("The council on commissioning and oversight of AP", "council")}
	blocks = append(blocks, m.section("S5", "ap")...)
	return append(blocks, m.theme("T7", "7 AP"), Block{Heading: "Numbers", Table: m.figures("7 AP numbers", "P")})
}

// health is waits by pathway, the ICB's statement, the designated officers and short breaks.
func (m maker) health() []Block {
	return []Block{m.own("The ICB on its part", "icb"), {Heading: "Waits and other local measures", Table: m.locals("8 Waits", "H04", "L-WW1", "L-SB1", "L-ADV1", "L-ADV2", "L-TR1")},
		m.theme("T6", "8 Health and care")}
}

// figures are published figures whose ids begin so.
func (m maker) figures(name, prefix string) *export.Table {
	var rows [][]export.Cell
	var ids []string
	for id := range m.review.Figures.Values {
		if strings.HasPrefix(id, prefix) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	for _, id := range ids {
		f := m.review.Figures.Values[id]
		rows = append(rows, figureRow(f))
	}
	return table(name, "Published figures", []string{"Figure", "Period", "This area", "England"}, rows)
}

// locals are the newest values of local measures.
func (m maker) locals(name string, ids ...string) *export.Table {
	var rows [][]export.Cell
	for _, v := range plan.Sorted(m.book.Locals) {
		if slices.Contains(ids, v.Indicator) {
			measure, _ := plan.LocalIndicatorByID(v.Indicator)
			rows = append(rows, cells(v.Indicator+" "+measure.Name, v.Period, localText(v), v.Source))
		}
	}
	return table(name, "Local measures", []string{"Measure", "Period", "Value", "Source"}, rows)
}

// families is what families and young people say, unedited where it is theirs, and how the partnership responded.
func (m maker) families() []Block {
	var rows [][]export.Cell
	for _, t := range m.review.Themes {
		for _, s := range t.Statements {
			for _, p := range []plan.Perspective{plan.Families, plan.Young, plan.Settings} {
				r := s.Readings[p]
				if r.N == 0 && !r.Shown() {
					continue
				}
				rows = append(rows, cells(s.Statement.ID+" "+s.Statement.FamilyQuestion, p.Heading(), said(&m.version.Framework, r)))
			}
		}
	}
	blocks := []Block{m.own("The parent carer forum, unedited", "forum"), m.own("Young people, unedited", "young people"),
		{Heading: "What was answered", Table: table("9 Answers", "Survey answers", []string{"Question", "Who", "Reading"}, rows), Note: "People chose to answer; this is not a random sample. Nothing is shown under ten answers."}}
	return append(blocks, m.section("S4")...)
}

// next is the three first priorities, the risks, and what help is asked for.
func (m maker) next() []Block {
	var rows, risks [][]export.Cell
	priorities := plan.Sorted(m.book.Priorities)
	slices.SortStableFunc(priorities, func(a, b *plan.Priority) int { return a.Order - b.Order })
	for _, p := range priorities[:min(3, len(priorities))] {
		rows = append(rows, cells(p.ID+" "+p.Title, p.Why, p.Families))
	}
	for _, r := range plan.Sorted(m.book.Risks) {
		if !r.Closed {
			risks = append(risks, cells(r.ID+" "+r.Title, r.Likelihood, r.Impact, r.Mitigation, r.Owner))
		}
	}
	return append([]Block{{Heading: "Three priorities", Table: table("10 Priorities", "Three priorities", []string{"Priority", "Why", "What this means for families"}, rows)},
		{Heading: "Risks", Table: table("10 Risks", "Risks", []string{"Risk", "Likelihood", "Impact", "What is done about it", "Owner"}, risks)}},
		m.section("S12", "help")...)
}

// evidence is the index; nothing confidential is in it.
func (m maker) evidence() []Block {
	var rows [][]export.Cell
	for _, e := range plan.Sorted(m.book.Evidence) {
		where := "held by the partnership"
		if e.Public {
			where = e.Where
		}
		rows = append(rows, cells(e.ID, e.Title, e.Owner, day(e.Date), where))
	}
	return []Block{{Table: table("11 Evidence", "Evidence", []string{"Number", "Title", "Owner", "Date", "Where"}, rows)}}
}

// reading says what the words and signs mean.
func (m maker) reading() []Block {
	var scale [][]export.Cell
	scale = append(scale, cells("Not yet assessed", "Nobody has assessed it in this version. It is counted in how much was scored, and nowhere else."))
	for _, s := range m.version.Framework.Scale {
		scale = append(scale, cells(fmt.Sprintf("%d %s", s.Level, s.Label), s.Descriptor))
	}
	return []Block{{Heading: "Levels", Table: table("12 Levels", "What the levels mean", []string{"Level", "Meaning"}, scale)},
		{Heading: "Keep in mind", Text: []string{
			fmt.Sprintf("This is a self-evaluation, for discussion. It uses framework %s %s, which is this project’s own: it is not a framework of the Department for Education, Ofsted or the Care Quality Commission, and none of them has approved it.", m.version.Framework.Framework, m.version.Framework.Version),
			"Inspectors judge experiences and outcomes, not plans. A theme has the lower middle level of its statements, and none where fewer than 60% of them were assessed.",
			"Data signal: based on published figures. It is a starting point for questions, not a judgement. Comparisons like these should not be used in isolation.",
			"Contains public sector information licensed under the Open Government Licence v3.0."}}}
}

func figureRow(f plan.Figure) []export.Cell {
	return cells(f.Indicator+" "+f.Name, f.Period, page.FigureText(f)+counted(f), page.FigureBeside(f, f.England))
}
