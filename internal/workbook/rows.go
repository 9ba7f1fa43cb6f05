package workbook

import (
	"inclusion/internal/plan"
	"maps"
	"slices"
)

// rows are the rows of a sheet as texts: what stands, and empty rows for what the person may write and has not.
func (in Input) rows(t table) (rows [][]string) {
	for _, one := range in.standing(t) {
		row := make([]string, len(t.columns))
		for j, c := range t.columns {
			if c.field == "" {
				row[j] = in.asked(t, one.text(column{field: "statement"}))
				continue
			}
			row[j] = one.text(c)
		}
		rows = append(rows, row)
	}
	return rows
}

// asked is what stands in a column that is only for reading: the statement, or the question families are asked.
func (in Input) asked(t table, statement string) string {
	s, _ := in.Framework.Statement(statement)
	if t.kind == plan.KindSurvey {
		return s.FamilyQuestion
	}
	return s.Text
}

// standing lists the documents of a sheet as trees, in the order of its rows.
func (in Input) standing(t table) (all []tree) {
	add := func(d plan.Document) {
		one := treeOrNone(d)
		if in.Book.Surveys[d.Key()] == nil && t.kind == plan.KindSurvey {
			maps.DeleteFunc(one, func(field string, _ any) bool { return !slices.Contains(t.keys, field) })
		}
		all = append(all, one)
	}
	switch t.sheet {
	case ScoresSheet:
		for _, s := range in.scores() {
			add(s)
		}
	case SurveySheet:
		for _, s := range in.surveys() {
			add(s)
		}
	case EvidenceSheet:
		for _, e := range plan.Sorted(in.Book.Evidence) {
			add(e)
		}
	case ActionsSheet:
		for _, a := range plan.Sorted(in.Book.Actions) {
			add(a)
		}
	case MilestonesSheet:
		for _, a := range plan.Sorted(in.Book.Actions) {
			for i, m := range treeOrNone(a).milestones() {
				m["action"], m["n"] = a.ID, i+1
				all = append(all, m)
			}
		}
	}
	return all
}

// scores lists, statement by statement, the scores of the cycle and those that the person may still give.
func (in Input) scores() (all []*plan.Score) {
	a := in.Book.Assessments[in.Cycle]
	if a == nil {
		return nil
	}
	for _, s := range in.Framework.Statements() {
		for _, o := range scorers() {
			empty := &plan.Score{Cycle: in.Cycle, Statement: s.ID, Perspective: perspectiveOf(o), Organisation: o}
			if had := in.Book.Scores[empty.Key()]; had != nil {
				all = append(all, had)
			} else if (s.Core || !a.Core) && in.May(empty) {
				all = append(all, empty)
			}
		}
	}
	return all
}

// surveys lists, statement by statement, the totals of the cycle and an empty row for each survey that the person may still enter.
func (in Input) surveys() (all []*plan.Survey) {
	if in.Book.Assessments[in.Cycle] == nil {
		return nil
	}
	for _, s := range in.Framework.Statements() {
		for _, p := range []plan.Perspective{plan.Families, plan.Young, plan.Settings} {
			empty := &plan.Survey{Cycle: in.Cycle, Statement: s.ID, Perspective: p}
			had := false
			for _, one := range plan.Sorted(in.Book.Surveys) {
				if one.Cycle == in.Cycle && one.Statement == s.ID && one.Perspective == p {
					had = true
					all = append(all, one)
				}
			}
			if !had && s.AskedOf(p) && in.May(empty) {
				all = append(all, empty)
			}
		}
	}
	return all
}
