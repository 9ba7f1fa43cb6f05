// Package pack builds the engagement pack: the twelve parts that a partnership takes to its annual engagement meeting, from one version
// and nothing else. The same parts become a page, a print, a workbook and a ZIP of CSV files. What was not provided is printed as "Not
// provided", so that a thin pack cannot look complete.
package pack

import (
	"fmt"
	"slices"
	"strings"

	"inclusion/dashboards/export"
	view "inclusion/dashboards/template"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
)

// NotProvided stands for every blank.
const NotProvided = "Not provided"

// Pack is what is handed over before the meeting.
type Pack struct {
	Partnership string
	Area        string // name of the authority
	Code        string
	Number      int // of the version
	Cycle       string
	Agreed      plan.Day
	Meeting     plan.Day // empty where it is not set
	SHA256      string   // of the version
	Framework   string
	Sample      bool
	Parts       []Part
}

// Part is one of the twelve.
type Part struct {
	Number int
	Title  string
	Blocks []Block
}

// ID is the part's anchor.
func (p Part) ID() string { return fmt.Sprintf("part-%d", p.Number) }

// Block is a heading with words, somebody's own words, or a table. A block with none of them prints as "Not provided".
type Block struct {
	Heading string
	Text    []string // paragraphs
	Own     string   // somebody's own words, printed unedited
	OwnBy   string   // whose, and when
	Table   *export.Table
	Note    string
}

// Empty says that nothing was provided for the block.
func (b Block) Empty() bool {
	return b.Own == "" && (b.Table == nil || len(b.Table.Rows) == 0) && !slices.ContainsFunc(b.Text, func(s string) bool { return strings.TrimSpace(s) != "" })
}

// Drawn is the block's table as a page shows it; nil where it has none.
func (b Block) Drawn() *view.Table {
	if b.Table == nil || len(b.Table.Rows) == 0 {
		return nil
	}
	t := view.Table{Caption: b.Table.About, CaptionHidden: true, Note: b.Note}
	for _, c := range b.Table.Columns {
		t.Columns = append(t.Columns, view.Column{Label: c.Label})
	}
	for _, row := range b.Table.Rows {
		var cells []view.Cell
		for _, c := range row {
			cells = append(cells, drawn(c))
		}
		t.Rows = append(t.Rows, view.Row{Cells: cells})
	}
	return &t
}

func drawn(c export.Cell) view.Cell {
	switch {
	case c.Number != nil:
		return view.Text(view.Digits(*c.Number, 0))
	case c.Text == "":
		return view.Cell{Status: NotProvided}
	}
	return view.Text(c.Text)
}

// Of builds the pack of a version. progress is how its actions stand now; area is the authority's name.
func Of(v *plan.Version, r plan.Review, progress []desk.Progress, area string, sample bool) Pack {
	p := Pack{Partnership: v.Name, Area: area, Code: v.Partnership, Number: v.Number, Cycle: v.Cycle, Agreed: plan.DayOf(v.At), SHA256: v.SHA256,
		Framework: v.Framework.Version, Sample: sample}
	b := r.Book
	if b.Profile != nil {
		p.Meeting = b.Profile.NextMeeting
	}
	m := maker{v, r, b, progress, p}
	parts := []struct {
		title string
		make  func() []Block
	}{
		{"Front page", m.front}, {"What has changed since last time", m.changed}, {"Self-evaluation", m.evaluation},
		{"Where we disagree", m.disagreements}, {"Progress on the strategic or priority action plan", m.actions}, {"Data", m.data},
		{"Alternative provision (AP)", m.alternative}, {"Health and care", m.health}, {"What families and young people say", m.families},
		{"Next steps and help wanted", m.next}, {"Evidence index", m.evidence}, {"How to read this", m.reading},
	}
	for i, part := range parts {
		p.Parts = append(p.Parts, Part{i + 1, part.title, part.make()})
	}
	return p
}

// maker makes the parts.
type maker struct {
	version  *plan.Version
	review   plan.Review
	book     *plan.Book
	progress []desk.Progress
	pack     Pack
}

// part is the words of one part of a section of the plan.
func (m maker) part(section, id string) string {
	if s := m.book.Sections["plan."+section]; s != nil {
		return s.Parts[id]
	}
	return ""
}

// section is every part of a section of the plan, each under its title.
func (m maker) section(id string, only ...string) (blocks []Block) {
	model, _ := plan.SectionByID(id)
	for _, part := range model.Parts {
		if !part.Written() || len(only) > 0 && !slices.Contains(only, part.ID) {
			continue
		}
		blocks = append(blocks, Block{Heading: part.Title, Text: paragraphs(m.part(id, part.ID))})
	}
	return blocks
}

func paragraphs(text string) (all []string) {
	for _, p := range strings.Split(text, "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			all = append(all, p)
		}
	}
	return all
}

// cut is a text in at most so many words.
func cut(text string, most int) string {
	words := strings.Fields(text)
	if len(words) <= most {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:most], " ") + " …"
}

func day(d plan.Day) string {
	at, ok := d.Time()
	if !ok {
		return ""
	}
	return view.Date(at)
}

func table(name, about string, columns []string, rows [][]export.Cell) *export.Table {
	t := export.Table{Name: name, About: about, Rows: rows}
	for _, c := range columns {
		t.Columns = append(t.Columns, export.Column{Label: c})
	}
	return &t
}

func cells(texts ...string) []export.Cell {
	row := make([]export.Cell, len(texts))
	for i, t := range texts {
		row[i] = export.Text(t)
	}
	return row
}
