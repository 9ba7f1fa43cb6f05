package pack

import (
	"fmt"

	"inclusion/internal/plan"
)

// theme is what each perspective says of a theme's statements, with the leaders' reasons.
func (m maker) theme(id, name string) Block {
	t := &Table{Class: "pack-reasons", Name: name, About: "Statements of theme " + id, Columns: []string{"Statement", plan.Leaders.Heading(), plan.Forum.Heading(), plan.Families.Heading(), "Why, as leaders say"}}
	for _, theme := range m.review.Themes {
		if theme.Theme.ID != id {
			continue
		}
		for _, s := range theme.Statements {
			why := ""
			if s.Board != nil {
				why = cut(s.Board.Rationale)
			}
			t.Rows = append(t.Rows, []Cell{lines(s.Statement.ID + " " + s.Statement.Short), m.said(s.Readings[plan.Leaders]), m.said(s.Readings[plan.Forum]), m.said(s.Readings[plan.Families]), lines(why)})
		}
	}
	return Block{Heading: "The theme, statement by statement", Table: t}
}

// alternative is how AP is commissioned, overseen and known: the council's statement, the tiers, numbers and quality checks.
func (m maker) alternative() []Block {
	blocks := []Block{m.own("Commissioning and oversight, in the council’s words", plan.Council)}
	blocks = append(blocks, m.section("S3", "ap")...)
	blocks = append(blocks, m.section("S5", "ap_1", "ap_2", "ap_3")...)
	return append(blocks, Block{Heading: "Numbers, published", Table: m.histories("7 AP numbers", "Published figures of AP over time", "P01", "P02", "P03", "P07")},
		Block{Heading: "Quality checks and moves back, declared by the partnership", Table: m.locals("7 AP local", "Local measures of AP", "L-AP1", "L-AP2")}, m.theme("T7", "7 AP statements"))
}

// health is waits by pathway, the ICB's statement, the designated officers, care and short breaks.
func (m maker) health() []Block {
	waits := &Table{Name: "8 Waits", About: "Waits by pathway and period", Columns: []string{"Measure", "Period", "Value", "Counted on", "Source", "Note"},
		Show: []Group{{Label: "Measure", Columns: []int{0, 5}}, {Label: "Period", Columns: []int{1}}, {Label: "Value", Columns: []int{2}}, {Label: "Source", Columns: []int{4}}}}
	for _, v := range plan.LocalSeries(m.book, "H04") {
		waits.Rows = append(waits.Rows, localRow(v))
	}
	blocks := []Block{m.own("The integrated care board (ICB), in its own words", plan.ICB), {Heading: "Waits by health pathway", Table: waits},
		{Heading: "Help while waiting, advice, short breaks and adult life", Table: m.locals("8 Local measures", "Local measures of health and care", "L-WW1", "L-ADV1", "L-ADV2", "L-SB1", "L-TR1")}}
	officers := Block{Heading: "Designated clinical, medical and social care officers"}
	for _, theme := range m.review.Themes {
		for _, s := range theme.Statements {
			if s.Statement.ID == "6.5" && s.Board != nil {
				officers.Text = paragraphs(m.label(s.Board.Level) + " (statement 6.5). " + cut(s.Board.Rationale))
			}
		}
	}
	blocks = append(blocks, officers)
	blocks = append(blocks, m.section("S5", "health", "care", "short_breaks")...)
	return append(blocks, m.theme("T6", "8 Health and care"))
}

// locals are the newest values of local measures.
func (m maker) locals(name, about string, ids ...string) *Table {
	t := &Table{Class: "pack-dense", Name: name, About: about, Columns: []string{"Measure", "Period", "Value", "Counted on", "Source", "Note"},
		Show: []Group{{Label: "Measure", Columns: []int{0}}, {Label: "Newest value", Columns: []int{2, 1}}, {Label: "Source", Columns: []int{4, 3}}}}
	for _, v := range m.newestLocals(ids...) {
		t.Rows = append(t.Rows, localRow(v))
	}
	return t
}

// families is what families and young people say, unedited where it is theirs, and how the partnership responded.
func (m maker) families() []Block {
	asked := []plan.Perspective{plan.Families, plan.Young, plan.Settings}
	answers := &Table{Name: "9 Answers", About: "Answers of families, young people and settings", Columns: []string{"Question", "Families", "Young people", "Settings"}, Class: "pack-dense"}
	for _, theme := range m.review.Themes {
		for _, s := range theme.Statements {
			cells, any := []Cell{lines(s.Statement.ID + " " + s.Statement.FamilyQuestion)}, false
			for _, p := range asked {
				r := s.Readings[p]
				any = any || r.Shown() || r.N > 0
				cells = append(cells, m.said(r))
			}
			if any {
				answers.Rows = append(answers.Rows, cells)
			}
		}
	}
	blocks := []Block{m.own("The parent carer forum, unedited", plan.ForumOrg), m.own("Young people, unedited", plan.YoungOrg)}
	blocks = append(blocks, m.section("S4", "method", "findings")...)
	for _, b := range m.section("S4", "changed") {
		b.Heading = "How we responded"
		blocks = append(blocks, b)
	}
	return append(blocks, Block{Heading: "What was answered", Table: answers, Note: plan.NotASample + " Nothing is shown under ten answers. In brackets: the range that chance leaves open (95%). Families answered " + m.dates(plan.Families) + "."})
}

// firstPriorities is how many priorities the pack tells of.
const firstPriorities = 3

// next is the three first priorities, the risks, and what help is asked for.
func (m maker) next() []Block {
	first := &Table{Name: "10 Priorities", About: "Three priorities", Columns: []string{"Priority", "Why", "What this means for families"}}
	for i, p := range plan.PrioritiesInOrder(m.book) {
		if i < firstPriorities {
			first.Rows = append(first.Rows, row(p.ID+" "+p.Title, p.Why, p.Families))
		}
	}
	risks := &Table{Name: "10 Risks", About: "Risks", Columns: []string{"Risk", "Likelihood", "Impact", "What is done about it", "Owner", "Who could lose out"},
		Show: []Group{{Label: "Risk", Columns: []int{0}}, {Label: "Likelihood and impact", Columns: []int{1, 2}}, {Label: "What is done about it", Columns: []int{3, 4}}, {Label: "Who could lose out", Columns: []int{5}}}}
	for _, r := range plan.Sorted(m.book.Risks) {
		if !r.Closed {
			risks.Rows = append(risks.Rows, row(r.ID+" "+r.Title, "Likelihood: "+r.Likelihood, "Impact: "+r.Impact, r.Mitigation, r.Owner, r.Equality))
		}
	}
	return append([]Block{{Heading: "Three priorities", Table: first}, {Heading: "Risks", Table: risks}}, m.section("S7", "help")...)
}

// evidence is the index; nothing confidential is in it.
func (m maker) evidence() []Block {
	t := &Table{Name: "11 Evidence", About: "Evidence", Columns: []string{"Number", "Title", "Owner", "Date", "Where"},
		Class: "pack-index", Show: []Group{{Label: "Number", Columns: []int{0}}, {Label: "Title, owner, date and where it is", Columns: []int{1, 2, 3, 4}}}}
	for _, e := range plan.Sorted(m.book.Evidence) {
		where := "Held by the partnership"
		if e.Public {
			where = e.Where
		}
		t.Rows = append(t.Rows, row(e.ID, e.Title, e.Owner, e.Date.Words(), where))
	}
	return []Block{{Table: t, Note: "Nothing confidential is here: what is not public is named, and held by its owner."}}
}

// reading says what the words and signs mean.
func (m maker) reading() []Block {
	f := m.Version.Framework
	levels := &Table{Name: "12 Levels", About: "What the levels mean", Columns: []string{"Level", "Meaning"},
		Rows: [][]Cell{row("Not yet assessed", "Nobody has assessed it in this version. It is never taken for a level.")}}
	for _, s := range f.Scale {
		levels.Rows = append(levels.Rows, row(m.label(s.Level), s.Descriptor))
	}
	signs := &Table{Name: "12 Signs and words", About: "What signs and words mean", Columns: []string{"Sign or word", "Meaning"}}
	meanings := map[plan.Perspective]string{plan.Leaders: "The level that the board agreed, with each partner’s own beside it in the product.", plan.Forum: "The panel of the parent carer forum.",
		plan.Families: "A survey of parents and carers.", plan.Young: "A survey of young people, or their panel.", plan.Settings: "A survey of schools, colleges, early years settings and AP providers.",
		plan.Data: "The data signal: the quarter of areas that published figures fall in, 4 the better. A starting point for questions, not a judgement."}
	for _, p := range plan.Perspectives() {
		signs.Rows = append(signs.Rows, row(p.Shape()+" "+p.Heading(), meanings[p]))
	}
	signs.Rows = append(signs.Rows, row("2–3", "The answers are too few to say which of the two."),
		row("n of n scored, lowest 5.3 at 1", "A theme has the lower middle level of its statements, and none where fewer than 60% of them were assessed. Its lowest statement stands beside it."),
		row("capped", "A duty in law is not met in most cases, so the level is 2 at most."),
		row("suppressed, not published, not collected", "Why there is no number. A missing number is never nought."),
		row("Legal standard", "What the law asks of all. It is printed even where most areas do not meet it."),
		row("SEND, EHC plan, AP", "Special educational needs and disabilities; education, health and care plan; alternative provision."),
		row(NotProvided, "The partnership has written nothing here."))
	cautions := []string{
		"This is a self-evaluation, for discussion. Levels are opinions: two areas that score some statements for each other find out how alike they see them.",
		"Self-evaluations are not for funding decisions, for comparing areas by their levels, or for managing the performance of staff.",
		fmt.Sprintf("It uses framework %s %s. %s", f.Framework, f.Version, f.Note),
		"Inspectors judge experiences and outcomes, not plans.",
		"Words that are proposals of 2026, such as the names of tiers, are not law. The duties here are those of: " + f.Law + ".",
		"Comparisons with other areas should not be used in isolation.",
		"No information about any one child is held or shown.",
	}
	return []Block{{Heading: "Levels", Table: levels}, {Heading: "Signs and words", Table: signs}, {Heading: "Keep in mind", Text: cautions},
		{Heading: "Licence", Text: []string{licence(m.Sample)}}}
}

func licence(sample bool) string {
	if sample {
		return "The figures and the words are invented. Of real areas, figures contain public sector information licensed under the Open Government Licence v3.0."
	}
	return "Published figures contain public sector information licensed under the Open Government Licence v3.0. Words are the partnership’s."
}
