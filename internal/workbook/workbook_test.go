package workbook_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
)

func TestAWorkbookThatNobodyTouchedChangesNothing(t *testing.T) {
	o := open(t)
	for _, who := range []*account.Person{administrator, ofCouncil, ofForum} {
		result, problems := read(o.written(who), o.input(who))
		if len(problems) > 0 || len(result.Saves) > 0 || result.ChangedRows() > 0 || result.Rows == 0 || result.Unchanged != result.Rows {
			t.Errorf("%s: %d saves, %d of %d rows changed, %s", who.ID, len(result.Saves), result.ChangedRows(), result.Rows, told(problems))
		}
	}
}

func TestItSurvivesBeingSavedByAnotherProgram(t *testing.T) {
	o := open(t)
	book := edited(t, o.written(administrator), func(f *excelize.File) {
		set(t, f, "Benchmarks", "A20", "a note of our own")
		if err := f.MoveSheet("Evidence", "Scores"); err != nil {
			t.Fatal(err)
		}
	})
	if result, problems := read(book, o.input(administrator)); len(problems) > 0 || len(result.Saves) > 0 {
		t.Errorf("%d saves, %s", len(result.Saves), told(problems))
	}
}

func TestRule_9_16_SheetsListsAndDateRules(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(open(t).written(administrator)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want := []string{"Read me", "Scores", "Evidence", "Actions", "Milestones", "Survey", "Benchmarks", "Definitions"}
	if got := f.GetSheetList(); !slices.Equal(got, want) {
		t.Errorf("the sheets are %q, want %q", got, want)
	}
	for _, sheet := range want {
		if merged, err := f.GetMergeCells(sheet); err != nil || len(merged) > 0 {
			t.Errorf("%s has %d merged cells (%v)", sheet, len(merged), err)
		}
		if panes, err := f.GetPanes(sheet); err != nil || !panes.Freeze || panes.YSplit != 1 {
			t.Errorf("the head of %s does not stay in sight (%v)", sheet, err)
		}
	}
	lists := map[string]int{"Scores": 4, "Evidence": 3, "Actions": 5, "Milestones": 0, "Survey": 4}
	dates := map[string]int{"Scores": 1, "Evidence": 1, "Actions": 6, "Milestones": 2, "Survey": 2}
	for sheet := range lists {
		rules, err := f.GetDataValidations(sheet)
		if err != nil {
			t.Fatal(err)
		}
		count := map[string]int{}
		for _, rule := range rules {
			count[rule.Type]++
			if rule.Prompt == nil || *rule.Prompt == "" {
				t.Errorf("%s: the rule of %s says nothing beside its cells", sheet, rule.Sqref)
			}
		}
		if count["list"] != lists[sheet] || count["date"] != dates[sheet] {
			t.Errorf("%s has %d lists and %d date rules, want %d and %d", sheet, count["list"], count["date"], lists[sheet], dates[sheet])
		}
	}
	status, _ := f.GetCellValue("Benchmarks", "E2")
	symbol, _ := f.GetCellValue("Benchmarks", "F2")
	if status != "not available" || symbol != "c suppressed" {
		t.Errorf("a suppressed figure is %q, %q; want a status in words", status, symbol)
	}
}

func TestLevelsEvidenceDatesAndMilestonesAreRead(t *testing.T) {
	o := open(t)
	book := edited(t, o.written(administrator), func(f *excelize.File) {
		level := at(t, f, "Scores", "Level", "5.3", "board")
		set(t, f, "Scores", level, 2)
		set(t, f, "Scores", at(t, f, "Scores", "Reason", "5.3", "board"), "=1+1 is what <b>leaders</b> say & mean _x005F_x0041_.")
		set(t, f, "Scores", at(t, f, "Scores", "Evidence", "5.3", "board"), "e1; E2")
		set(t, f, "Scores", at(t, f, "Scores", "Scored on", "5.3", "board"), time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC))
		for column, value := range map[string]any{"A": "E2", "B": "Family survey", "C": "Survey", "D": "1 December 2025", "E": "Forum", "F": "With the forum", "G": "Yes"} {
			set(t, f, "Evidence", column+"3", value)
		}
		set(t, f, "Milestones", at(t, f, "Milestones", "Actual", "A1", "1"), "58%")
		set(t, f, "Milestones", at(t, f, "Milestones", "Reached on", "A1", "1"), "30/01/2026")
		for column, value := range map[string]any{"A": "A1", "B": 3, "C": "100%", "D": 46204} { // 1 July 2026
			set(t, f, "Milestones", column+"4", value)
		}
	})
	result, problems := read(book, o.input(administrator))
	if len(problems) > 0 {
		t.Fatal(told(problems))
	}
	if _, err := o.desk.Save(t.Context(), administrator, code, result.Saves...); err != nil {
		t.Fatal(err)
	}
	score := o.book().Score("2026", "5.3", plan.Leaders, plan.BoardOrg)
	if score == nil || score.Level != 2 || score.On != "2026-01-31" || !slices.Equal(score.Evidence, []string{"E1", "E2"}) || score.Rationale != "=1+1 is what <b>leaders</b> say & mean _x0041_." {
		t.Errorf("the board's score is %+v", score)
	}
	if e := o.book().Evidence["E2"]; e == nil || e.Type != "survey" || e.Date != "2025-12-01" || !e.FamilyVoice || e.Public {
		t.Errorf("the new evidence is %+v", e)
	}
	want := []plan.Milestone{{Planned: "60%", PlannedOn: "2026-04-30", Actual: "58%", ActualOn: "2026-01-30"}, {Planned: "80%", PlannedOn: "2026-06-30"}, {Planned: "100%", PlannedOn: "2026-07-01"}}
	if got := o.book().Actions["A1"].Milestones; !slices.Equal(got, want) {
		t.Errorf("the milestones are %+v, want %+v", got, want)
	}
	if result.Changed["Scores"] != 1 || result.Changed["Evidence"] != 1 || result.Changed["Milestones"] != 2 {
		t.Errorf("rows changed: %v", result.Changed)
	}
	if again, problems := read(o.written(administrator), o.input(administrator)); len(problems) > 0 || len(again.Saves) > 0 {
		t.Errorf("written and read again: %d saves, %s", len(again.Saves), told(problems))
	}
}

func TestWhatPeopleWroteIsNeverAFormula(t *testing.T) {
	o := open(t)
	o.save(ofCouncil, &plan.Score{Cycle: "2026", Statement: "5.3", Perspective: plan.Leaders, Organisation: plan.Council, Level: 1, On: "2026-01-20", Rationale: `=HYPERLINK("https://example.org","here") is what we say.`, Owner: "+1", Measure: "@SUM(A1)"})
	f, err := excelize.OpenReader(bytes.NewReader(o.written(ofCouncil)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for head, want := range map[string]string{"Reason": `=HYPERLINK("https://example.org","here") is what we say.`, "Owner": "+1", "Measure": "@SUM(A1)"} {
		cell := at(t, f, "Scores", head, "5.3", "council")
		formula, _ := f.GetCellFormula("Scores", cell)
		text, _ := f.GetCellValue("Scores", cell)
		style, _ := f.GetCellStyle("Scores", cell)
		form, err := f.GetStyle(style)
		if formula != "" || text != want || err != nil || form.CustomNumFmt == nil && form.NumFmt != 49 {
			t.Errorf("%s is %q with the formula %q, want plain text in a text format (%v)", head, text, formula, err)
		}
	}
}

func TestColumnsAndRowsMayStandInAnyOrder(t *testing.T) {
	o := open(t)
	book := edited(t, o.written(ofCouncil), func(f *excelize.File) {
		rows, _ := f.GetRows("Scores")
		if err := f.RemoveCol("Scores", "B"); err != nil { // the statement's text is only for reading
			t.Fatal(err)
		}
		for i, row := range rows {
			row = append(row, make([]string, 11-len(row))...)
			slices.Reverse(row)
			for j, text := range slices.Delete(row, 9, 10) {
				name, _ := excelize.CoordinatesToCellName(j+1, i+1)
				set(t, f, "Scores", name, text)
			}
		}
	})
	if result, problems := read(book, o.input(ofCouncil)); len(problems) > 0 || len(result.Saves) > 0 {
		t.Errorf("%d saves, %s", len(result.Saves), told(problems))
	}
}

func TestAWorkbookIsADraftAndNeverMovesAState(t *testing.T) {
	o := open(t)
	book := edited(t, o.written(ofCouncil), func(f *excelize.File) {
		set(t, f, "Scores", at(t, f, "Scores", "Reason", "5.3", "council"), "Another reason, said in a sentence.")
	})
	result, _ := read(book, o.input(ofCouncil))
	for _, save := range result.Saves {
		if kind := save.Document.Kind(); kind != plan.KindScore && kind != plan.KindEvidence && kind != plan.KindAction && kind != plan.KindSurvey {
			t.Errorf("a workbook saves a %s", kind)
		}
	}
	a := *o.book().Assessments["2026"]
	a.State = plan.Agreed
	agreed := o.input(ofCouncil)
	agreed.Book = agreed.Book.Clone()
	agreed.Book.Put(&a)
	result, problems := read(book, agreed)
	if len(result.Saves) > 0 || !strings.Contains(told(problems), "The self-assessment of 2026 is agreed, so it can no longer be changed.") {
		t.Errorf("%d saves after agreement: %s", len(result.Saves), told(problems))
	}
}

func TestWhatOthersSavedSinceIsToldAndNeverOverwritten(t *testing.T) {
	o := open(t)
	before := o.written(administrator)
	o.save(administrator, &plan.Evidence{ID: "E1", Title: "Review dashboard of January", Type: "data", Date: "2026-01-15", Owner: "Council, head of SEND", Where: "https://example.org/reviews"})
	o.save(ofForum, &plan.Score{Cycle: "2026", Statement: "5.3", Perspective: plan.Forum, Organisation: plan.ForumOrg, Level: 2, Rationale: "It is a little better.", On: "2026-02-01"})
	if result, problems := read(before, o.input(administrator)); len(problems) > 0 || len(result.Saves) > 0 {
		t.Errorf("rows that nobody touched are in the way of others' saves: %s", told(problems))
	}
	title := ""
	mine := edited(t, before, func(f *excelize.File) {
		title = at(t, f, "Evidence", "Title", "E1")
		set(t, f, "Evidence", title, "My own title")
	})
	result, problems := read(mine, o.input(administrator))
	if want := "Evidence!" + title + ": E1 was changed by Board on 2 February 2026 at 14:02 UTC, after this workbook was made."; len(result.Saves) > 0 || told(problems) != want {
		t.Errorf("%d saves, %q; want %q", len(result.Saves), told(problems), want)
	}
	same := edited(t, before, func(f *excelize.File) { set(t, f, "Evidence", title, "Review dashboard of January") })
	if result, problems := read(same, o.input(administrator)); len(problems) > 0 || len(result.Saves) > 0 {
		t.Errorf("the same words as stand now: %d saves, %s", len(result.Saves), told(problems))
	}
}

func TestWhatWasTakenOutSinceDoesNotComeBack(t *testing.T) {
	o := open(t)
	o.save(administrator, &plan.Evidence{ID: "E9", Title: "Old minutes", Type: "minutes", Date: "2025-01-15", Owner: "Board", Where: "Shelf"})
	before := o.written(administrator)
	if _, err := o.desk.Save(t.Context(), administrator, code, desk.Save{Document: &plan.Evidence{ID: "E9"}, Base: 1, Remove: true}); err != nil {
		t.Fatal(err)
	}
	if result, problems := read(before, o.input(administrator)); len(problems) > 0 || len(result.Saves) > 0 {
		t.Errorf("evidence that was taken out: %d saves, %s", len(result.Saves), told(problems))
	}
	touched := edited(t, before, func(f *excelize.File) { set(t, f, "Evidence", at(t, f, "Evidence", "Title", "E9"), "New minutes") })
	if result, problems := read(touched, o.input(administrator)); len(result.Saves) > 0 || !strings.Contains(told(problems), "E9 was taken out by Board") {
		t.Errorf("evidence that was taken out and is written again: %d saves, %s", len(result.Saves), told(problems))
	}
}

func TestOthersRowsStayAsTheyAre(t *testing.T) {
	o := open(t)
	cell := ""
	book := edited(t, o.written(ofCouncil), func(f *excelize.File) {
		cell = at(t, f, "Scores", "Level", "5.3", "forum")
		set(t, f, "Scores", cell, 4)
	})
	result, problems := read(book, o.input(ofCouncil))
	want := "Scores!" + cell + ": Your role does not let you write the scores of Parent carer forum, and this row differs from what stands."
	if told(problems) != want || len(result.Saves) > 0 {
		t.Errorf("got %q, want %q", told(problems), want)
	}
	icb := edited(t, o.written(ofICB), func(f *excelize.File) { set(t, f, "Actions", "B2", "Another title") })
	if _, problems := read(icb, o.input(ofICB)); !strings.Contains(told(problems), "Actions!B2: Your role does not let you write the actions of Council: education") {
		t.Error(told(problems))
	}
}
