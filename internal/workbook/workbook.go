// Package workbook is the spreadsheet with which a partnership scores and plans away from the site: it writes one of what stands, and
// reads it back as what somebody wants to stand. Reading is all or nothing, names every wrong cell, and saves nothing itself: it gives
// back documents for the desk, and only the draft can be among them. States never change by a workbook.
package workbook

import (
	"fmt"
	"time"

	"inclusion/internal/desk"
	"inclusion/internal/plan"
)

// Input is what a workbook is written of and read against.
type Input struct {
	Book      *plan.Book
	Framework *plan.Framework
	Figures   plan.Figures
	Before    map[string]plan.Level // the board's levels in the version before, by statement
	Cycle     string                // "" where no self-assessment has begun
	Name      string                // of the partnership
	Sample    bool                  // the data are invented
	Today     plan.Day
	Made      time.Time
	// May says whether the person may write a document.
	May func(plan.Document) bool
	// History lists a document's entries, oldest first, to tell what somebody else saved after the workbook was made.
	History func(plan.Kind, string) ([]plan.Entry, error)
}

// Result is what a workbook would change.
type Result struct {
	Saves     []desk.Save
	Rows      int            // that hold something
	Changed   map[string]int // rows that differ from what stands, by sheet
	Unchanged int
	Changes   []Change // each cell that differs, in the order of sheets and rows
}

// ChangedRows is how many rows differ in all.
func (r Result) ChangedRows() (n int) {
	for _, one := range r.Changed {
		n += one
	}
	return n
}

// Change is one cell that differs from what stands. Old is empty where nothing stands.
type Change struct {
	Sheet, Cell string
	Row         string // what the row is of: "5.3, council", "A2"
	Column      string
	Old, New    string
}

// CellProblem is one thing that is wrong: where, what, and how to mend it. Sheet and Cell are empty where it is the file's own.
type CellProblem struct{ Sheet, Cell, Text, Mend string }

// Place is the sheet and the cell: "Scores!E14".
func (p CellProblem) Place() string {
	switch {
	case p.Sheet == "":
		return "the file"
	case p.Cell == "":
		return p.Sheet
	}
	return p.Sheet + "!" + p.Cell
}

// Sheets of the workbook, in their order.
const (
	ReadMeSheet      = "Read me"
	ScoresSheet      = "Scores"
	EvidenceSheet    = "Evidence"
	ActionsSheet     = "Actions"
	MilestonesSheet  = "Milestones"
	SurveySheet      = "Survey"
	BenchmarksSheet  = "Benchmarks"
	DefinitionsSheet = "Definitions"
)

// Terms of the sheet "Read me" that are read back. They say what the workbook is of and when it was made.
const (
	termFormat    = "Workbook"
	termCode      = "Authority’s code"
	termCycle     = "Self-assessment of"
	termFramework = "Framework version"
	termPosition  = "Made at entry"
	format        = "SEND and AP partnership workbook, form 1"
	noCycle       = "none has begun"
)

// kind is how the cells of a column are written and read.
type kind int

const (
	words  kind = iota // any text
	choice             // a word of a list
	ids                // several ids, with commas between
	day                // a date
	tick               // yes or no
	level              // 1 to 4, or nothing
	count              // a whole number
)

// column is one column of a sheet. Field is the name that the document's JSON gives it; empty where it is only for reading.
type column struct {
	field string
	head  string
	kind  kind
	width float64
	list  string // of the sheet "Definitions", for a choice
	hint  string // what belongs in it: beside the cell in Excel, and beside a problem
	free  bool   // words that are not on the list are allowed
}

// table is one sheet that is read back: a document a row, or a part of one.
type table struct {
	sheet   string
	kind    plan.Kind
	about   string
	keys    []string // fields that say which document a row is of
	columns []column
}

func (t table) column(field string) (c column, ok bool) {
	for _, c := range t.columns {
		if c.field == field {
			return c, true
		}
	}
	return column{}, false
}

// Lists of the sheet "Definitions".
const (
	listLevels      = "Level"
	listYesNo       = "Yes or no"
	listOrganise    = "Organisation"
	listTypes       = "Evidence type"
	listAsked       = "Who was asked"
	listGroups      = "Group"
	listInstruments = "Asked with"
	listBodies      = "Accountable body"
	listSources     = "Source of an action"
	listStatuses    = "Status of an action"
	listThemes      = "Theme"
	listPriorities  = "Priority"
	listStatements  = "Statement"
)

const dayHint = "A date, such as 2026-03-31."

var scoresTable = table{ScoresSheet, plan.KindScore, "One row a statement and organisation. Leave the level empty where it is not yet assessed.", []string{"statement", "organisation"}, []column{
	{field: "statement", head: "Statement", kind: choice, width: 11, list: listStatements, hint: "The number of a statement, such as 5.3."},
	{head: "Text", width: 50},
	{field: "organisation", head: "Organisation", kind: choice, width: 15, list: listOrganise, hint: "The organisation that scores. You can change the rows of your own."},
	{field: "level", head: "Level", kind: level, width: 8, list: listLevels, hint: "1, 2, 3 or 4. Empty is not yet assessed. There are no half levels."},
	{field: "rationale", head: "Reason", width: 60, hint: "Why this level, in a sentence or more. No child’s name, no address."},
	{field: "evidence", head: "Evidence", kind: ids, width: 16, hint: "Numbers from the sheet Evidence, with commas between: E1, E4."},
	{field: "duty_unmet", head: "Duty not met in most cases", kind: tick, width: 14, list: listYesNo, hint: "Yes where the partnership does not meet this legal duty in most cases. Then the level is 2 at most."},
	{field: "owner", head: "Owner", width: 24, hint: "Role and organisation. Needed from level 3."},
	{field: "measure", head: "Measure", width: 16, hint: "An indicator or local measure, such as S10 or L-QA1. Needed at level 4."},
	{field: "why", head: "Why it moved", width: 40, hint: "Needed of the board where the level moved two or more since the last version."},
	{field: "on", head: "Scored on", kind: day, width: 13, hint: dayHint + " Empty is today."},
}}

var evidenceTable = table{EvidenceSheet, plan.KindEvidence, "What shows that a statement is so, and where it is kept. Nothing confidential.", []string{"id"}, []column{
	{field: "id", head: "Number", width: 9, hint: "E and a number that no other row has: E12."},
	{field: "title", head: "Title", width: 50, hint: "What it is, in 200 characters at most."},
	{field: "type", head: "Type", kind: choice, width: 12, list: listTypes, hint: "Choose from the list."},
	{field: "date", head: "Date", kind: day, width: 13, hint: dayHint},
	{field: "owner", head: "Owner", width: 24, hint: "Organisation and role."},
	{field: "where", head: "Where it is", width: 40, hint: "A web address, or words that say where it is kept."},
	{field: "family_voice", head: "Family voice", kind: tick, width: 12, list: listYesNo, hint: "Yes where families speak in it."},
	{field: "public", head: "Public", kind: tick, width: 10, list: listYesNo, hint: "Yes where anybody may see it."},
}}

var actionsTable = table{ActionsSheet, plan.KindAction, "What will be done, by whom, by when, measured how. Late is worked out from the dates and is not written.", []string{"id"}, []column{
	{field: "id", head: "Number", width: 9, hint: "A and a number that no other row has: A12."},
	{field: "title", head: "What we will do", width: 45, hint: "In 300 characters at most."},
	{field: "body", head: "Accountable body", kind: choice, width: 17, list: listBodies, hint: "One body that answers for the action."},
	{field: "lead", head: "Lead", width: 22, hint: "A role, not a name."},
	{field: "sro", head: "Senior responsible officer", width: 22, hint: "A role, not a name."},
	{field: "status", head: "Status", kind: choice, width: 16, list: listStatuses, hint: "Choose from the list. Late is worked out from the dates."},
	{field: "start", head: "Starts", kind: day, width: 13, hint: dayHint},
	{field: "due", head: "Due", kind: day, width: 13, hint: dayHint},
	{field: "theme", head: "Theme", kind: choice, width: 9, list: listThemes, hint: "T1 to T10."},
	{field: "statement", head: "Statement", kind: choice, width: 11, list: listStatements, hint: "The number of a statement, such as 5.3."},
	{field: "priority", head: "Priority", kind: choice, width: 10, list: listPriorities, hint: "A priority of the plan, such as P1."},
	{field: "source", head: "Source", kind: choice, width: 22, list: listSources, hint: "Where the action comes from."},
	{field: "source_ref", head: "Source in full", width: 20, hint: "The inspection finding (I1), the rule (G4), or words."},
	{field: "measure", head: "Measure", width: 32, hint: "How you will see whether it worked."},
	{field: "indicator", head: "Indicator", width: 11, hint: "Where the measure is an indicator or local measure: S10, L-QA1."},
	{field: "baseline", head: "Starting value", width: 16, hint: "Where it stands now; or give the day by which it will be set."},
	{field: "baseline_on", head: "Starting value on", kind: day, width: 13, hint: dayHint},
	{field: "baseline_by", head: "Starting value set by", kind: day, width: 13, hint: dayHint},
	{field: "target", head: "Target", width: 16, hint: "What it should come to."},
	{field: "target_on", head: "Target on", kind: day, width: 13, hint: dayHint},
	{field: "money", head: "Money", width: 24, hint: "What it costs and who pays, in words."},
	{field: "depends_on", head: "Depends on", width: 16, hint: "Another action, such as A3, or words."},
	{field: "evidence", head: "Evidence", kind: ids, width: 14, hint: "Numbers from the sheet Evidence, with commas between: E1, E4."},
	{field: "families", head: "What this means for families", width: 40, hint: "In words that families would use."},
	{field: "stopped_why", head: "Why stopped", width: 30, hint: "Needed where the status is stopped."},
	{field: "closed_by", head: "Closed by", width: 22, hint: "Role and organisation. Needed where it is done."},
	{field: "closed_on", head: "Closed on", kind: day, width: 13, hint: dayHint},
	{field: "result", head: "Result", width: 40, hint: "What came of it. Needed where it is done."},
}}

var milestonesTable = table{MilestonesSheet, plan.KindAction, "Steps of an action: what was planned and what became of it.", []string{"action", "n"}, []column{
	{field: "action", head: "Action", width: 9, hint: "The action’s number, such as A3."},
	{field: "n", head: "Milestone", kind: count, width: 10, hint: fmt.Sprintf("1, 2, 3 and so on, %d at most.", plan.MostMilestones)},
	{field: "planned", head: "Planned", width: 40, hint: "The value or step that is planned."},
	{field: "planned_on", head: "Planned for", kind: day, width: 13, hint: dayHint},
	{field: "actual", head: "Actual", width: 40, hint: "What it came to. Empty until then."},
	{field: "actual_on", head: "Reached on", kind: day, width: 13, hint: dayHint},
}}

var surveyTable = table{SurveySheet, plan.KindSurvey, "How many gave each answer. Only totals: never what one person said.", []string{"statement", "perspective", "subgroup"}, []column{
	{field: "statement", head: "Statement", kind: choice, width: 11, list: listStatements, hint: "The number of a statement, such as 5.3."},
	{head: "Question", width: 50},
	{field: "perspective", head: "Who was asked", kind: choice, width: 15, list: listAsked, hint: "Choose from the list."},
	{field: "subgroup", head: "Group", kind: choice, width: 18, list: listGroups, free: true, hint: "Empty is everybody. A locality is written “locality: North”."},
	{field: "instrument", head: "Asked with", kind: choice, width: 14, list: listInstruments, hint: "Five points; three smileys for young people."},
	{field: "strongly_disagree", head: "Strongly disagree", kind: count, width: 10, hint: "How many people: a whole number."},
	{field: "disagree", head: "Disagree", kind: count, width: 10, hint: "How many people: a whole number. Of three smileys: no."},
	{field: "neither", head: "Neither", kind: count, width: 10, hint: "How many people: a whole number. Of three smileys: sometimes."},
	{field: "agree", head: "Agree", kind: count, width: 10, hint: "How many people: a whole number. Of three smileys: yes."},
	{field: "strongly_agree", head: "Strongly agree", kind: count, width: 10, hint: "How many people: a whole number."},
	{field: "dont_know", head: "Don’t know", kind: count, width: 10, hint: "How many people: a whole number."},
	{field: "opened", head: "Opened", kind: day, width: 13, hint: dayHint},
	{field: "closed", head: "Closed", kind: day, width: 13, hint: dayHint},
}}

// tables are the sheets that are read back, in the order in which they are read.
func tables() []table {
	return []table{scoresTable, evidenceTable, actionsTable, milestonesTable, surveyTable}
}
