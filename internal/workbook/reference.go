package workbook

import (
	"fmt"
	"inclusion/internal/plan"
	"slices"
	"strconv"
	"strings"
)

// readMe says what the workbook is, how it is read back, and of what it was made.
func (b *writer) readMe() error {
	cycle := b.in.Cycle
	if cycle == "" {
		cycle = noCycle
	}
	rows := [][2]string{
		{termFormat, format}, {"Partnership", b.in.Name}, {termCode, b.in.Book.Partnership}, {termCycle, cycle},
		{termFramework, b.in.Framework.Version}, {termPosition, strconv.FormatInt(b.in.Book.Seq, 10)}, {"Made on", b.in.Made.UTC().Format("2006-01-02 15:04") + " UTC"},
		{"How to use it", "Fill in the sheets Scores, Evidence, Actions, Milestones and Survey, save the file as .xlsx and send it back on the page Workbook. Rows can be added beneath those that are there, in any order; columns can stand in any order. A row that is left out changes nothing, and nothing is taken out by a workbook."},
		{"What happens then", "Every cell is checked first, and all that is wrong is listed by sheet and cell. Nothing is written unless the whole file is right. What is written is the draft: it is never agreed or published by a workbook."},
		{"Who may write what", "You can change what you could write by hand on the site. Other rows stand here to be read: leave them as they are."},
		{"Nothing about one child", "No name, no date of birth, no pupil number, no address, no list of children. A file with such columns is refused and nothing of it is kept. Counts of children under 5 and school figures of fewer than 10 pupils do not belong here."},
		{"Self-scores are opinions", "They are not for funding, ranking or managing staff. Drafts are private to the partnership until it publishes them."},
		{"Not official", b.in.Framework.Note},
		{"Licence", "Published figures contain public sector information licensed under the Open Government Licence v3.0. What a partnership wrote is its own."},
	}
	if b.in.Sample {
		rows = append(rows, [2]string{"Invented", "This is invented sample data. No area in it is real."})
	}
	if err := b.heads(ReadMeSheet, []column{{head: "About", width: 26}, {head: "This workbook", width: 100}}); err != nil {
		return err
	}
	return b.plainRows(ReadMeSheet, len(rows), func(i int) []string { return rows[i][:] })
}

func (b *writer) plainRows(sheet string, n int, row func(int) []string) error {
	for i := range n {
		for j, text := range row(i) {
			if text == "" {
				continue
			}
			if err := b.str(sheet, address(place{i + 2, j + 1}), tidy(text)); err != nil {
				return err
			}
		}
	}
	return nil
}

// definitions lists the words that columns take, and remembers where each list stands.
func (b *writer) definitions() error {
	if err := b.heads(DefinitionsSheet, []column{{head: "Of what", width: 22}, {head: "Word", width: 34}, {head: "Meaning", width: 90}}); err != nil {
		return err
	}
	var rows [][]string
	for _, l := range b.in.lists() {
		if len(l.words) > 0 {
			b.lists[l.name] = fmt.Sprintf("'%s'!$B$%d:$B$%d", DefinitionsSheet, len(rows)+2, len(rows)+1+len(l.words))
		}
		for _, w := range l.words {
			rows = append(rows, []string{l.name, w.word, w.meaning})
		}
	}
	for _, t := range tables() {
		rows = append(rows, []string{"Sheet", t.sheet, t.about})
		for _, c := range t.columns {
			if c.hint != "" {
				rows = append(rows, []string{"Column of " + t.sheet, c.head, c.hint})
			}
		}
	}
	return b.plainRows(DefinitionsSheet, len(rows), func(i int) []string { return rows[i] })
}

// benchmarks lists what is published of the area, to be read beside the statements. A number that is missing says why.
func (b *writer) benchmarks() error {
	heads := []column{{head: "Indicator", width: 11}, {head: "Name", width: 44}, {head: "Unit", width: 12}, {head: "Period", width: 14}, {head: "This area", width: 12},
		{head: "Symbol or status", width: 18}, {head: "England", width: 12}, {head: "Lowest", width: 10}, {head: "A quarter of areas are below", width: 12}, {head: "Half are below", width: 12},
		{head: "Three quarters are below", width: 12}, {head: "Highest", width: 10}, {head: "Mean of similar areas", width: 12}, {head: "Similar areas with a value", width: 12}, {head: "Source and release", width: 50}}
	if err := b.heads(BenchmarksSheet, heads); err != nil {
		return err
	}
	var names []string
	for id := range b.in.Figures.Values {
		names = append(names, id)
	}
	slices.Sort(names)
	for i, id := range names {
		if err := b.benchmark(i+2, b.in.Figures.Values[id]); err != nil {
			return err
		}
	}
	return nil
}

func (b *writer) benchmark(row int, f plan.Figure) error {
	quartiles := append(slices.Clone(f.Quartiles), make([]*float64, 5)...)[:5]
	status := strings.TrimSpace(f.Symbol + " " + f.Status)
	if f.Status == "ok" {
		status = f.Symbol
	}
	release := strings.Trim(strings.Join([]string{f.Source, f.Release, string(f.Released)}, ", "), ", ")
	cells := []any{f.Indicator, f.Name, f.Unit, f.Period, f.Value, status, f.England, quartiles[0], quartiles[1], quartiles[2], quartiles[3], quartiles[4], f.Neighbours, nil, release}
	if f.Neighbours != nil {
		cells[13] = float64(f.NeighboursN)
	}
	for i, value := range cells {
		at := address(place{row, i + 1})
		var err error
		switch value := value.(type) {
		case string:
			err = b.str(BenchmarksSheet, at, tidy(value))
		case float64:
			err = b.number64(at, value)
		case *float64:
			if value != nil {
				err = b.number64(at, *value)
			} else if i != 5 {
				err = b.str(BenchmarksSheet, at, "not available")
			}
		case nil:
			err = b.str(BenchmarksSheet, at, "not available")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// number64 writes a published number as a number, in no format of its own.
func (b *writer) number64(at string, n float64) error {
	if err := b.f.SetCellFloat(BenchmarksSheet, at, n, -1, 64); err != nil {
		return err
	}
	return b.f.SetCellStyle(BenchmarksSheet, at, at, b.plain)
}
