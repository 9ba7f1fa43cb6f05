package workbook

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"inclusion/internal/plan"
)

// mostProblems is how many wrong cells are listed one by one.
const mostProblems = 2000

// Read reads a workbook as what somebody wants to stand, and lists all that is wrong with it by sheet and cell. Where anything is, the
// result has no saves. Columns may stand in any order, rows too; a row that is left out changes nothing. A row is compared with what
// stood when the workbook was made, so that what others have saved since is told and never overwritten.
func Read(r io.ReaderAt, size int64, in Input) (Result, []CellProblem) {
	f, err := open(r, size)
	var refusal Refusal
	if errors.As(err, &refusal) {
		return Result{}, []CellProblem{{Text: string(refusal)}}
	}
	b := &reading{in: in, file: f, drafts: map[string]*draft{}, lists: map[string]list{}, result: Result{Changed: map[string]int{}}}
	for _, l := range in.lists() {
		b.lists[l.name] = l
	}
	if b.readMe(); len(b.problems) > 0 {
		return Result{}, b.problems
	}
	for _, t := range tables() {
		b.table(t)
	}
	b.check()
	if len(b.problems) > 0 {
		b.result.Saves = nil
		slices.SortStableFunc(b.problems, inSheetOrder)
	}
	return b.result, b.problems
}

// inSheetOrder puts problems in the order of sheets, rows and columns.
func inSheetOrder(x, y CellProblem) int {
	sheets := []string{"", ReadMeSheet, ScoresSheet, EvidenceSheet, ActionsSheet, MilestonesSheet, SurveySheet}
	a, _ := placeOf(x.Cell)
	b, _ := placeOf(y.Cell)
	return cmp.Or(cmp.Compare(slices.Index(sheets, x.Sheet), slices.Index(sheets, y.Sheet)), cmp.Compare(a.row, b.row), cmp.Compare(a.column, b.column))
}

// reading is a workbook on its way to documents.
type reading struct {
	in       Input
	file     *file
	lists    map[string]list
	position int64 // of the ledger when the workbook was made
	drafts   map[string]*draft
	result   Result
	problems []CellProblem
}

func (b *reading) problem(sheet string, at place, mend, text string, args ...any) {
	p := CellProblem{Sheet: sheet, Text: fmt.Sprintf(text, args...), Mend: mend}
	if at != (place{}) {
		p.Cell = address(at)
	}
	if len(b.problems) < mostProblems {
		b.problems = append(b.problems, p)
	} else if len(b.problems) == mostProblems {
		b.problems = append(b.problems, CellProblem{Text: fmt.Sprintf("There are more than %d problems. Mend these first.", mostProblems)})
	}
}

// readMe holds the workbook to the partnership, the cycle and the framework it was made of.
func (b *reading) readMe() {
	s := b.file.sheet(ReadMeSheet)
	if s == nil {
		b.problem("", place{}, "Download the workbook again and fill that in.", "The workbook has no sheet “%s”, so it was not made here.", ReadMeSheet)
		return
	}
	at := map[string]place{}
	for row := 1; row <= min(s.lastRow, 100); row++ {
		at[strings.ReplaceAll(tidy(s.cells[place{row, 1}].Text), "'", "’")] = place{row, 2}
	}
	const again = "Download the workbook again and fill that in."
	is := func(term, want, text string) {
		if got := tidy(s.cells[at[term]].Text); got != want {
			b.problem(s.name, at[term], again, text, clipped(got), want)
		}
	}
	is(termFormat, format, "The workbook says that it is “%s”, and only “%s” is read.")
	is(termCode, b.in.Book.Partnership, "The workbook is of the partnership %s, and this is %s.")
	is(termCycle, cmp.Or(b.in.Cycle, noCycle), "The workbook is of the self-assessment “%s”, and this one is “%s”.")
	is(termFramework, b.in.Framework.Version, "The workbook was made against version %s of the framework, and the self-assessment is made against %s.")
	position, err := strconv.ParseInt(tidy(s.cells[at[termPosition]].Text), 10, 64)
	if err != nil || position < 0 || position > b.in.Book.Seq {
		b.problem(s.name, at[termPosition], again, "The workbook does not say at which entry it was made, so nobody can tell what has been changed since.")
	}
	b.position = position
}

// table reads one sheet row by row.
func (b *reading) table(t table) {
	s := b.file.sheet(t.sheet)
	if s == nil {
		b.problem(t.sheet, place{}, "Download the workbook again and copy what you wrote into it.", "The workbook has no sheet “%s”.", t.sheet)
		return
	}
	columns, ok := b.heads(t, s)
	if !ok {
		return
	}
	seen := map[string]place{}
	for n := 2; n <= s.lastRow; n++ {
		r := b.row(t, s, columns, n)
		if r == nil {
			continue
		}
		b.result.Rows++
		if first, twice := seen[r.name]; twice {
			b.problem(t.sheet, r.at[t.keys[0]], "Keep one of the two rows.", "This row is of %s, and so is the row of %s.", clipped(r.name), address(first))
			continue
		}
		seen[r.name] = r.at[t.keys[0]]
		b.take(t, r)
	}
}

// heads finds the columns by their headings.
func (b *reading) heads(t table, s *sheet) (columns map[int]column, ok bool) {
	columns, ok = map[int]column{}, true
	found := map[string]bool{}
	for n := 1; n <= s.lastColumn; n++ {
		at := place{1, n}
		head := strings.ReplaceAll(strings.Join(strings.Fields(tidy(s.cells[at].Text)), " "), "'", "’")
		i := slices.IndexFunc(t.columns, func(c column) bool { return strings.EqualFold(c.head, head) })
		switch {
		case head == "" && s.empty(n):
		case head == "":
			b.problem(t.sheet, at, "Delete the column, or give it its heading back.", "Column %s has no heading.", columnName(n))
		case i < 0:
			b.problem(t.sheet, at, "Delete the column: there is no place for it.", "No column of this sheet is called “%s”.", clipped(head))
		case found[t.columns[i].head]:
			b.problem(t.sheet, at, "Keep one of the two columns.", "Two columns are called “%s”.", t.columns[i].head)
		default:
			columns[n], found[t.columns[i].head] = t.columns[i], true
		}
	}
	for _, c := range t.columns {
		if c.field != "" && !found[c.head] {
			ok = false
			b.problem(t.sheet, place{}, "Put the column back, with its heading in the first row.", "The column “%s” is missing.", c.head)
		}
	}
	return columns, ok
}

// empty says that a column holds nothing.
func (s *sheet) empty(column int) bool {
	for at := range s.cells {
		if at.column == column {
			return false
		}
	}
	return true
}

// row is one row of a sheet, as the texts of its fields.
type row struct {
	name  string // what it is of: "5.3, council"
	texts map[string]string
	at    map[string]place
	wrong map[string]bool // fields that could not be read: they are told once and not compared
	empty bool            // it says what it is of, and no more
}

// row reads a row; nil where it holds nothing, or does not say what it is of.
func (b *reading) row(t table, s *sheet, columns map[int]column, n int) *row {
	r := &row{texts: map[string]string{}, at: map[string]place{}, wrong: map[string]bool{}}
	filled, keyed := false, false
	for i, c := range columns {
		at := place{n, i}
		held := s.cells[at]
		if c.field == "" {
			continue
		}
		r.at[c.field] = at
		text, wrong := c.written(held, b.lists[c.list])
		if held.Formula {
			text, wrong = "", "The cell holds a formula."
		}
		if wrong != "" {
			mend := c.hint
			if held.Formula {
				mend = "Put its value in place of the formula (Copy, then Paste Special, Values)."
			}
			b.problem(t.sheet, at, mend, "%s", wrong)
			r.wrong[c.field] = true
		}
		r.texts[c.field] = text
		isKey := slices.Contains(t.keys, c.field)
		filled = filled || (text != "" || wrong != "") && !isKey
		keyed = keyed || (text != "" || wrong != "") && isKey
	}
	if !filled && !keyed || slices.ContainsFunc(t.keys, func(k string) bool { return r.wrong[k] }) {
		return nil
	}
	var name []string
	for _, k := range t.keys {
		c, _ := t.column(k)
		if r.texts[k] == "" && k != "subgroup" {
			if filled {
				b.problem(t.sheet, r.at[k], c.hint, "The row has no %s, so nobody can tell what it is of.", strings.ToLower(c.head))
			}
			return nil
		}
		name = append(name, r.texts[k])
	}
	r.empty = !filled
	r.name = strings.TrimSuffix(strings.Join(name, ", "), ", ")
	return r
}

// take lays a row over what stands.
func (b *reading) take(t table, r *row) {
	if t.sheet == MilestonesSheet {
		b.milestone(t, r)
		return
	}
	empty := b.emptyOf(t, r)
	if r.empty && b.stands(empty.Kind(), empty.Key()) == nil {
		b.result.Unchanged++
		return
	}
	d := b.draft(t, empty)
	if d == nil {
		return
	}
	for field, at := range r.at {
		c, _ := t.column(field)
		d.cells[field] = spot{t.sheet, at, c.hint}
	}
	d.first = d.cells[t.keys[0]]
	for field := range r.wrong {
		d.wrong[field] = true
	}
	b.overlay(t, r, d, treeOrNone(d.was), treeOrNone(d.had), d.tree)
}

func treeOrNone(d plan.Document) tree {
	if d == nil {
		return tree{}
	}
	t, err := treeOf(d)
	if err != nil {
		return tree{}
	}
	return t
}

// overlay writes into a document what a row says otherwise than what stood when the workbook was made.
func (b *reading) overlay(t table, r *row, d *draft, was, had, into tree) {
	var touched []column
	agrees := d.had != nil
	for _, c := range t.columns {
		if c.field == "" || slices.Contains(t.keys, c.field) {
			continue
		}
		if r.wrong[c.field] {
			d.closed = true
			continue
		}
		if r.texts[c.field] != compared(c, was) {
			touched = append(touched, c)
		}
		agrees = agrees && r.texts[c.field] == compared(c, had)
	}
	switch {
	case len(touched) == 0 || agrees:
		b.result.Unchanged++
		return
	case d.since != nil:
		d.closed = true
		b.problem(t.sheet, r.at[touched[0].field], "Download the workbook again: it holds what stands now. Then write yours into it.", "%s", sinceText(r.name, *d.since))
		return
	}
	b.result.Changed[t.sheet]++
	d.wanted = true
	d.first = spot{t.sheet, r.at[touched[0].field], touched[0].hint}
	for _, c := range touched {
		into[c.field] = c.value(r.texts[c.field])
		b.result.Changes = append(b.result.Changes, Change{t.sheet, address(r.at[c.field]), r.name, c.head, compared(c, had), r.texts[c.field]})
	}
}

// compared is a field as it is compared with a cell: a number that is 0 is the same as nothing.
func compared(c column, t tree) string {
	text := t.text(c)
	if c.kind == count && text == "0" {
		return ""
	}
	return text
}

func sinceText(name string, e plan.Entry) string {
	what := "changed"
	if e.Body == "" {
		what = "taken out"
	}
	return fmt.Sprintf("%s was %s by %s on %s, after this workbook was made.", upperFirst(clipped(name)), what, plan.OrganisationName(e.Organisation), e.At.UTC().Format("2 January 2006 at 15:04 UTC"))
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}
