package pack_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"inclusion/dashboards/export"
	"inclusion/dashboards/pack"
	"inclusion/internal/plan"
)

// TestRule_9_12_TwelvePartsInTheirOrder: each part is there, whatever was written.
func TestRule_9_12_TwelvePartsInTheirOrder(t *testing.T) {
	want := []string{"Front page", "What has changed since last time", "Self-evaluation", "Where we disagree", "Progress on the strategic or priority action plan", "Data",
		"Alternative provision (AP)", "Health and care", "What families and young people say", "Next steps and help wanted", "Evidence index", "How to read this"}
	var got []string
	for i, p := range pack.Of(source(t)).Parts {
		got = append(got, p.Title)
		if p.Number != i+1 || len(p.Blocks) == 0 {
			t.Errorf("part %d has the number %d and %d blocks", i+1, p.Number, len(p.Blocks))
		}
	}
	if !slices.Equal(want, got) {
		t.Errorf("the parts are %q", got)
	}
}

// TestRule_9_12_BlanksSayNotProvided: a pack of nothing says so everywhere, and no cell of its workbook is empty.
func TestRule_9_12_BlanksSayNotProvided(t *testing.T) {
	p := pack.Of(source(t))
	for number, headings := range map[int][]string{2: {"Leadership, demand, services and reorganisations"}, 5: {"Each area for priority action or improvement", "Actions by responsible body"},
		7: {"Commissioning and oversight, in the council’s words", "AP tier 1: targeted support in mainstream"}, 8: {"The integrated care board (ICB), in its own words", "Waits by health pathway", "Short breaks"},
		9: {"The parent carer forum, unedited", "How we responded"}, 10: {"Three priorities", "Risks", "Help wanted"}} {
		for _, heading := range headings {
			if !block(t, part(p, number), heading).Empty() {
				t.Errorf("part %d: %q is not empty", number, heading)
			}
		}
	}
	for _, sheet := range p.Tables() {
		if len(sheet.Rows) == 0 {
			t.Errorf("the sheet %q has no row that says so", sheet.Name)
		}
		for _, cells := range sheet.Rows {
			for i, c := range cells {
				if strings.TrimSpace(c.Text) == "" {
					t.Errorf("the sheet %q has an empty cell under %q", sheet.Name, sheet.Columns[i].Label)
				}
			}
		}
	}
	last := block(t, part(p, 1), "Last inspection").Table
	if got := last.Drawn().Rows[0][1]; got[0].Text != pack.NotProvided || !got[0].Missing {
		t.Errorf("an outcome that nobody wrote is shown as %q", got[0].Text)
	}
}

// TestRule_9_12_ReasonsHaveAtMostSixtyWords: a longer one says that it goes on.
func TestRule_9_12_ReasonsHaveAtMostSixtyWords(t *testing.T) {
	score := func(words int) *plan.Score {
		return &plan.Score{Cycle: cycle, Statement: "1.1", Perspective: plan.Leaders, Organisation: plan.BoardOrg, Level: 2, Rationale: strings.Repeat("word ", words), On: "2026-02-01"}
	}
	for words, want := range map[int]int{59: 59, 60: 60, 61: 60, 300: 60} {
		p := pack.Of(source(t, score(words), &plan.Assessment{Cycle: cycle, Framework: "2026.1", State: plan.Agreed}))
		table := block(t, part(p, 3), "Weakest statements").Table
		why := table.Rows[0][len(table.Columns)-1][0]
		if got := len(strings.Fields(why)); got != want || strings.HasSuffix(why, "…") != (words > 60) {
			t.Errorf("a reason of %d words is printed in %d: %q", words, got, why)
		}
	}
}

// TestRule_9_12_EveryFlaggedRowIsThere: with the board's answer and the forum's reply, word for word.
func TestRule_9_12_EveryFlaggedRowIsThere(t *testing.T) {
	board := &plan.Score{Cycle: cycle, Statement: "1.1", Perspective: plan.Leaders, Organisation: plan.BoardOrg, Level: 4, Rationale: "Good.", On: "2026-02-01"}
	forum := &plan.Score{Cycle: cycle, Statement: "1.1", Perspective: plan.Forum, Organisation: plan.ForumOrg, Level: 1, Rationale: "Not so.", On: "2026-02-01"}
	from := source(t, board, forum)
	if len(from.Review.Flags) == 0 {
		t.Fatal("leaders at 4 and the forum at 1 raise nothing")
	}
	flag := from.Review.Flags[0]
	const own = "We told you,\n  twice."
	from = source(t, board, forum, &plan.Response{Cycle: cycle, Item: flag.Item, Rule: flag.Rule, Answer: "investigate", Text: "We will look.", Owner: "Head of SEND", Due: "2026-06-01"},
		&plan.Reply{Cycle: cycle, Item: flag.Item, Rule: flag.Rule, Text: own})
	table := part(pack.Of(from), 4).Blocks[0].Table
	if len(table.Rows) != len(from.Review.Flags) {
		t.Errorf("%d rows were flagged, and %d are there", len(from.Review.Flags), len(table.Rows))
	}
	said := fmt.Sprint(table.Rows[0])
	for _, want := range []string{"Investigate: We will look.", "Head of SEND", "1 June 2026", own} {
		if !strings.Contains(said, want) {
			t.Errorf("the row lacks %q: %s", want, said)
		}
	}
}

// TestRule_9_12_ProgressStandsByResponsibleBody: with the finding, the measure, what was planned and what became of it.
func TestRule_9_12_ProgressStandsByResponsibleBody(t *testing.T) {
	p := pack.Of(source(t, &plan.Finding{ID: "I1", Type: "priority action", Text: "Health leaders should cut waits.", Body: "ICB", Report: "2025-02-05"},
		&plan.Action{ID: "A1", Title: "Cut waits", Body: "ICB", Source: plan.FromPriorityAction, SourceRef: "I1", Lead: "Designated Clinical Officer", Due: "2026-01-31", Measure: "Weeks", Baseline: "71", BaselineOn: "2025-03-01",
			Target: "40", TargetOn: "2026-12-31", Status: plan.AtRisk, Milestones: []plan.Milestone{{Planned: "60", PlannedOn: "2025-10-01", Actual: "74", ActualOn: "2025-10-03"}}}))
	b := block(t, part(p, 5), "Integrated care board (ICB)")
	said := fmt.Sprint(b.Table.Rows)
	for _, want := range []string{"answers I1, area for priority action", "Start: 71 (1 March 2025)", "Target: 40 (31 December 2026)", "Planned 60 (1 October 2025). Actual: 74 (3 October 2025)", "At risk, late by 42 days", "Due 31 January 2026"} {
		if !strings.Contains(said, want) {
			t.Errorf("the action lacks %q: %s", want, said)
		}
	}
	if answers := fmt.Sprint(block(t, part(p, 5), "Each area for priority action or improvement").Table.Rows); !strings.Contains(answers, "A1: at risk, late by 42 days") {
		t.Errorf("the finding does not say how it is answered: %s", answers)
	}
}

// TestRule_9_12_NothingConfidentialIsInTheIndex: where evidence is that is not public is not told.
func TestRule_9_12_NothingConfidentialIsInTheIndex(t *testing.T) {
	p := pack.Of(source(t, &plan.Evidence{ID: "E1", Title: "Audit", Owner: "Council", Date: "2026-01-01", Where: "Shelf nine"},
		&plan.Evidence{ID: "E2", Title: "Minutes", Owner: "Council", Date: "2026-01-01", Where: "https://example.org/minutes", Public: true}))
	rows := part(p, 11).Blocks[0].Table.Rows
	if said := fmt.Sprint(rows); strings.Contains(said, "Shelf nine") || !strings.Contains(said, "https://example.org/minutes") || len(rows) != 2 {
		t.Errorf("the index says %s", said)
	}
}

// TestRule_9_12_NoCellIsAFormula puts what a spreadsheet would take for a formula at the beginning of every free text of a version.
func TestRule_9_12_NoCellIsAFormula(t *testing.T) {
	for _, begins := range []string{"=cmd|'/c calc'!A0", "+1", "-1", "@x", "\tx", "\rx"} {
		p := pack.Of(source(t, hostile(begins)...))
		var book, files bytes.Buffer
		if err := export.WriteXLSX(&book, p.Book()); err != nil {
			t.Fatal(err)
		}
		if err := p.WriteZIP(&files); err != nil {
			t.Fatal(err)
		}
		if n := formulas(t, book.Bytes()); n > 0 {
			t.Errorf("%q: %d cells of the workbook are formulas", begins, n)
		}
		rows := cellsOf(t, files.Bytes())
		found := 0
		for _, cell := range rows {
			if strings.Contains(cell, strings.TrimSpace(begins)) {
				found++
			}
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				t.Errorf("%q: a cell of a CSV file begins so: %q", begins, cell)
			}
		}
		if found < 15 {
			t.Errorf("%q stands in %d cells only: the pack has lost what was written", begins, found)
		}
	}
}

// hostile is one document of each kind with a text in every field that takes one.
func hostile(text string) []plan.Document {
	docs := []plan.Document{&plan.Profile{Code: code}, &plan.Score{Cycle: cycle, Statement: "1.1", Perspective: plan.Leaders, Organisation: plan.BoardOrg, Level: 1},
		&plan.Evidence{ID: "E1", Date: "2026-01-01", Public: true}, &plan.Priority{ID: "P1"}, &plan.Action{ID: "A1", Body: "ICB", SourceRef: "I1", Milestones: []plan.Milestone{{}}}, &plan.Update{Action: "A1", On: "2026-01-01", N: 1},
		&plan.Risk{ID: "R1"}, &plan.Change{ID: "N1", On: "2026-01-01"}, &plan.Finding{ID: "I1", Body: "ICB"}, &plan.SignOff{Cycle: cycle, Role: "forum"},
		&plan.Voice{Cycle: cycle, From: plan.ForumOrg}, &plan.Voice{Cycle: cycle, From: plan.ICB}, &plan.LocalValue{Indicator: "H04", Period: "2026-01", Unit: "weeks"},
		&plan.Section{ID: "S5", Parts: map[string]string{"ap_1": text, "health": text}}}
	kept := []string{"Code", "Cycle", "Statement", "Perspective", "Organisation", "ID", "Body", "SourceRef", "Date", "On", "Action", "Role", "From", "Indicator", "Period", "Unit", "ReportDate", "Status"}
	for _, d := range docs {
		fill(reflect.ValueOf(d).Elem(), text, kept)
	}
	return docs
}

// fill writes a text into every string of a document but the named and those that hold something.
func fill(v reflect.Value, text string, kept []string) {
	for i := range v.NumField() {
		field := v.Field(i)
		switch {
		case field.Kind() == reflect.String && field.String() == "" && field.Type() != reflect.TypeFor[plan.Day]() && !slices.Contains(kept, v.Type().Field(i).Name):
			field.SetString(text)
		case field.Kind() == reflect.Slice && field.Type().Elem().Kind() == reflect.Struct && field.Len() > 0:
			fill(field.Index(0), text, kept)
		}
	}
}

func formulas(t *testing.T, file []byte) (n int) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for y, row := range rows {
			for x := range row {
				name, err := excelize.CoordinatesToCellName(x+1, y+1)
				if err != nil {
					t.Fatal(err)
				}
				if formula, err := f.GetCellFormula(sheet, name); err != nil || formula != "" {
					n++
				}
			}
		}
	}
	return n
}

// cellsOf are all cells of the CSV files of a ZIP.
func cellsOf(t *testing.T, file []byte) (all []string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, ".csv") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		for _, row := range rows {
			all = append(all, row...)
		}
	}
	return all
}

// TestRule_9_12_TheSamePackMakesTheSameFiles: byte for byte, so that a check sum of a file means something.
func TestRule_9_12_TheSamePackMakesTheSameFiles(t *testing.T) {
	var first, second bytes.Buffer
	for _, to := range []*bytes.Buffer{&first, &second} {
		if err := pack.Of(source(t, hostile("words")...)).WriteZIP(to); err != nil {
			t.Fatal(err)
		}
	}
	if first.Len() == 0 || !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two ZIPs of one pack differ")
	}
}

// TestEveryTableHasANameOfItsOwn: sheets, files and the regions of the page are told apart by them.
func TestEveryTableHasANameOfItsOwn(t *testing.T) {
	names, abouts := map[string]bool{}, map[string]bool{}
	for _, sheet := range pack.Of(source(t, hostile("words")...)).Tables() {
		if names[sheet.Name] || abouts[sheet.About] {
			t.Errorf("two tables are called %q, or are about %q", sheet.Name, sheet.About)
		}
		if len([]rune(sheet.Name)) > 31 {
			t.Errorf("the sheet's name %q is too long for a workbook", sheet.Name)
		}
		names[sheet.Name], abouts[sheet.About] = true, true
	}
	if len(names) < 25 {
		t.Errorf("the pack has %d tables only", len(names))
	}
}
