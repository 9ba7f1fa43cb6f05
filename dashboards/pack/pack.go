// Package pack builds the engagement pack: the twelve parts that a partnership takes to its annual engagement meeting, from one version.
// The same parts become a page, a print, a workbook and a ZIP of CSV files. What was not provided is printed as "Not provided", so that
// a thin pack cannot look complete.
package pack

import (
	"fmt"
	"slices"
	"strings"

	"inclusion/dashboards/page"
	"inclusion/dashboards/sidebyside"
	view "inclusion/dashboards/template"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
)

// NotProvided stands for every blank.
const NotProvided = "Not provided"

// Source is what a pack is made of.
type Source struct {
	Version *plan.Version
	Review  plan.Review // of the version
	Area    string      // name of the authority
	Meeting plan.Day    // of the engagement meeting; empty where it is not set
	Every   int         // months between meetings; 0 where it is not set
	// Progress is how the promises of a published version have gone on up to AsOf. Without it actions stand as when the version was agreed.
	Progress []desk.Progress
	AsOf     plan.Day
	Sample   bool
}

// Pack is what is handed over before the meeting.
type Pack struct {
	Source
	Parts []Part
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
	OwnOn   string   // when they were written
	Table   *Table
	Note    string
}

// Empty says that nothing was provided for the block.
func (b Block) Empty() bool {
	return b.Own == "" && (b.Table == nil || len(b.Table.Rows) == 0) && !slices.ContainsFunc(b.Text, func(s string) bool { return strings.TrimSpace(s) != "" })
}

// Of builds the pack of a version.
func Of(from Source) Pack {
	if len(from.Progress) == 0 {
		from.AsOf = from.Review.Today
		for _, a := range plan.Sorted(from.Review.Book.Actions) {
			from.Progress = append(from.Progress, desk.Progress{Action: a, Now: a, Standing: plan.StandingOf(from.Review.Book, a, from.AsOf)})
		}
	}
	m := maker{from, from.Review, from.Review.Book}
	parts := []struct {
		title string
		make  func() []Block
	}{
		{"Front page", m.front}, {"What has changed since last time", m.changed}, {"Self-evaluation", m.evaluation},
		{"Where we disagree", m.disagreements}, {"Progress on the strategic or priority action plan", m.actions}, {"Data", m.data},
		{"Alternative provision (AP)", m.alternative}, {"Health and care", m.health}, {"What families and young people say", m.families},
		{"Next steps and help wanted", m.next}, {"Evidence index", m.evidence}, {"How to read this", m.reading},
	}
	p := Pack{Source: from}
	for i, part := range parts {
		p.Parts = append(p.Parts, Part{i + 1, part.title, part.make()})
	}
	return p
}

// Agreed is the day the version was agreed, in words.
func (p Pack) Agreed() string { return view.Date(p.Version.At) }

// RunningHead is printed at the top of every sheet.
func (p Pack) RunningHead() string {
	return fmt.Sprintf("%s · engagement pack · version %d, %s", p.Version.Name, p.Version.Number, p.Agreed())
}

// maker makes the parts.
type maker struct {
	Source
	review plan.Review
	book   *plan.Book
}

// section is parts of a section of the plan, each under the name that the partnership gives it; all written ones where none is named.
func (m maker) section(id string, only ...string) (blocks []Block) {
	model, _ := plan.SectionByID(id)
	written := m.book.Sections[model.Ref()]
	for _, part := range model.Parts {
		if part.Written() && (len(only) == 0 || slices.Contains(only, part.ID)) {
			blocks = append(blocks, Block{Heading: written.Label(part), Text: paragraphs(written.Text(part.ID))})
		}
	}
	return blocks
}

// own is somebody's statement in their own words.
func (m maker) own(heading, from string) Block {
	b := Block{Heading: heading}
	if v := m.book.Voices[m.Version.Cycle+"/"+from]; v != nil {
		b.Own, b.OwnOn = v.Text, v.On.Words()
	}
	return b
}

// label is a level with its word: "2 Developing".
func (m maker) label(l plan.Level) string {
	return fmt.Sprintf("%d %s", l, m.Version.Framework.Label(l))
}

// said is a reading in words, line by line: the level, and what else there is to say; or why there is none. When it was is left to
// dates.
func (m maker) said(r plan.Reading) Cell {
	word := sidebyside.Word(&m.Version.Framework, r)
	text, when, asked := strings.Cut(r.Text, ", asked ")
	if _, other, ok := strings.Cut(when, "; "); asked && ok {
		text += "; " + other
	}
	if r.N > 0 {
		word = "" // how many agree is in the text
	}
	text = strings.TrimSpace(strings.TrimPrefix(text, word))
	return lines(strings.TrimSpace(r.Level()+" "+word), r.State, text)
}

// dates are when the readings of a perspective are from, of every statement.
func (m maker) dates(p plan.Perspective) string {
	if p == plan.Data {
		return "Published when the version was agreed"
	}
	var first, last plan.Day
	for _, t := range m.review.Themes {
		for _, s := range t.Statements {
			on := s.Readings[p].On
			if on != "" && (first == "" || on < first) {
				first = on
			}
			last = max(last, on)
		}
	}
	if first == last {
		return first.Words()
	}
	return first.Words() + " to " + last.Words()
}

// figure is a published figure with what it is counted from.
func figure(f plan.Figure) Cell { return lines(page.FigureText(f), page.FigureCell(f).Detail) }

func paragraphs(text string) (all []string) {
	for p := range strings.SplitSeq(text, "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			all = append(all, p)
		}
	}
	return all
}

// mostWords is how long a reason is printed.
const mostWords = 60

// cut is a text in at most 60 words; one that is longer says so.
func cut(text string) string {
	words := strings.Fields(text)
	if len(words) <= mostWords {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:mostWords-1], " ") + " …"
}

// dated puts a day before words: "by 31 March 2027"; empty where there is no day.
func dated(before string, d plan.Day) string {
	if said := d.Words(); said != "" {
		return before + " " + said
	}
	return ""
}
