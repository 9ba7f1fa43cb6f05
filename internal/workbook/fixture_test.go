package workbook_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/plan/plantest"
	"inclusion/internal/workbook"
)

const code = "101"

// published is what is published of the partnership's area.
type published struct{}

func (published) Area(context.Context, string) (string, bool, error) { return "Alderbrook", true, nil }
func (published) Made() string                                       { return "test" }
func (published) Figures(context.Context, string) (plan.Figures, error) {
	value, england := 47.0, 41.1
	return plan.Figures{Area: code, Values: map[string]plan.Figure{
		"S10": {Indicator: "S10", Name: "Review decisions in four weeks", Unit: "percent", Type: "legal", Polarity: "higher", Period: "2024", Value: &value, England: &england, Status: "ok", Band: 3},
		"S08": {Indicator: "S08", Name: "Mediation", Unit: "percent", Period: "2024", Symbol: "c", Status: "suppressed"},
	}}, nil
}

func somebody(role account.Role, organisation string) *account.Person {
	return &account.Person{ID: string(role) + " " + organisation, Grants: []account.Grant{{Role: role, Partnership: code, Organisation: organisation}}}
}

var (
	administrator = somebody(account.Board, plan.BoardOrg)
	ofCouncil     = somebody(account.Partner, plan.Council)
	ofICB         = somebody(account.Partner, plan.ICB)
	ofForum       = somebody(account.ForumEdit, plan.ForumOrg)
)

// office is a partnership whose self-assessment of 2026 has begun.
type office struct {
	*testing.T
	desk *desk.Desk
}

const reason = "Reviews are held, and decisions follow late in about half of cases."

func open(t *testing.T) *office {
	t.Helper()
	frameworks, err := plan.LoadFrameworks(nil)
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t, &desk.Desk{Ledger: plantest.NewLedger(), Frameworks: frameworks, Data: published{},
		Now: func() time.Time { return time.Date(2026, 2, 2, 14, 2, 0, 0, time.UTC) }}}
	if err := o.desk.Begin(t.Context(), administrator, code, "2026", false); err != nil {
		t.Fatal(err)
	}
	o.save(administrator,
		&plan.Evidence{ID: "E1", Title: "Review dashboard", Type: "data", Date: "2026-01-15", Owner: "Council, head of SEND", Where: "https://example.org/reviews"},
		&plan.Action{ID: "A1", Title: "Hold every review on time", Body: "LA education", Lead: "Head of SEND", Start: "2026-01-05", Due: "2026-07-31", Measure: "Reviews on time",
			Baseline: "47%", BaselineOn: "2026-01-31", Status: "on track", Milestones: []plan.Milestone{{Planned: "60%", PlannedOn: "2026-04-30"}, {Planned: "80%", PlannedOn: "2026-06-30"}}})
	o.save(ofCouncil, &plan.Score{Cycle: "2026", Statement: "5.3", Perspective: plan.Leaders, Organisation: plan.Council, Level: 2, Rationale: reason, Evidence: []string{"E1"}, On: "2026-01-20"})
	o.save(ofForum, &plan.Score{Cycle: "2026", Statement: "5.3", Perspective: plan.Forum, Organisation: plan.ForumOrg, Level: 1, Rationale: "Families wait for months to hear.", On: "2026-01-21"},
		&plan.Survey{Cycle: "2026", Statement: "5.3", Perspective: plan.Families, Instrument: plan.FivePoint, StrongNo: 40, No: 50, Neither: 23, Yes: 25, StrongYes: 5, DontKnow: 0, Opened: "2025-11-01", Closed: "2025-12-01"})
	return o
}

func (o *office) book() *plan.Book {
	o.Helper()
	book, err := o.desk.Book(o.Context(), code)
	if err != nil {
		o.Fatal(err)
	}
	return book
}

func (o *office) save(who *account.Person, docs ...plan.Document) {
	o.Helper()
	for _, d := range docs {
		if _, err := o.desk.Save(o.Context(), who, code, desk.Save{Document: d, Base: o.book().Revision(d.Kind(), d.Key())}); err != nil {
			o.Fatal(err)
		}
	}
}

func (o *office) input(who *account.Person) workbook.Input {
	o.Helper()
	figures, err := o.desk.Figures(o.Context(), code)
	if err != nil {
		o.Fatal(err)
	}
	return workbook.Input{Book: o.book(), Framework: o.desk.Frameworks.Newest(), Figures: figures, Cycle: o.book().Cycle(), Name: "Alderbrook SEND and AP partnership", Today: o.desk.Today(), Made: o.desk.Now(),
		May: func(d plan.Document) bool { _, ok := o.desk.May(who, code, d); return ok },
		History: func(kind plan.Kind, key string) ([]plan.Entry, error) {
			return o.desk.Ledger.History(o.Context(), code, kind, key)
		}}
}

// written is the workbook of a person, as bytes.
func (o *office) written(who *account.Person) []byte {
	o.Helper()
	var b bytes.Buffer
	if err := workbook.Write(&b, o.input(who)); err != nil {
		o.Fatal(err)
	}
	return b.Bytes()
}

// edited is a workbook after somebody worked on it in a spreadsheet.
func edited(t *testing.T, book []byte, edit func(f *excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	edit(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// at is the address of a cell: of the row whose first cells hold these words, under a heading.
func at(t *testing.T, f *excelize.File, sheet, head string, words ...string) string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	column := slices.Index(rows[0], head)
	for i, row := range rows[1:] {
		has := func(w string) bool { return slices.Contains(row[:min(4, len(row))], w) }
		if column >= 0 && !slices.ContainsFunc(words, func(w string) bool { return !has(w) }) {
			name, _ := excelize.CoordinatesToCellName(column+1, i+2)
			return name
		}
	}
	t.Fatalf("no cell of %s is under %q beside %q", sheet, head, words)
	return ""
}

// set writes a value into a cell, as a person would.
func set(t *testing.T, f *excelize.File, sheet, cell string, value any) {
	t.Helper()
	var err error
	if text, ok := value.(string); ok {
		err = f.SetCellStr(sheet, cell, text)
	} else {
		err = f.SetCellValue(sheet, cell, value)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func read(book []byte, in workbook.Input) (workbook.Result, []workbook.CellProblem) {
	return workbook.Read(bytes.NewReader(book), int64(len(book)), in)
}

// told are problems as lines: "Scores!E14: text".
func told(problems []workbook.CellProblem) string {
	var lines []string
	for _, p := range problems {
		lines = append(lines, p.Place()+": "+p.Text)
	}
	return strings.Join(lines, "\n")
}
