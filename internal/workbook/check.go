package workbook

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"inclusion/internal/desk"
	"inclusion/internal/plan"
)

// milestone lays a row of the sheet "Milestones" over its action.
func (b *reading) milestone(t table, r *row) {
	n, err := strconv.Atoi(r.texts["n"])
	hint, _ := t.column("n")
	if err != nil || n < 1 || n > plan.MostMilestones {
		b.problem(t.sheet, r.at["n"], hint.hint, "An action has the milestones 1 to %d.", plan.MostMilestones)
		return
	}
	id := r.texts["action"]
	if b.in.Book.Actions[id] == nil && b.drafts[string(plan.KindAction)+" "+id] == nil {
		b.problem(t.sheet, r.at["action"], "Add the action to the sheet Actions, or correct its number.", "There is no action %s.", clipped(id))
		return
	}
	d := b.draft(t, &plan.Action{ID: id})
	if d == nil {
		return
	}
	steps := d.tree.milestones()
	for len(steps) < n {
		steps = append(steps, tree{"planned": "", "planned_on": "", "actual": "", "actual_on": ""})
	}
	for field, at := range r.at {
		c, _ := t.column(field)
		d.cells[fmt.Sprintf("milestones.%d.%s", n-1, field)] = spot{t.sheet, at, c.hint}
	}
	if d.first == (spot{}) {
		d.first = spot{t.sheet, r.at["action"], ""}
	}
	b.overlay(t, r, d, stepOf(d.was, n), stepOf(d.had, n), steps[n-1])
	list := make([]any, len(steps))
	for i, s := range steps {
		list[i] = map[string]any(s)
	}
	d.tree["milestones"] = list
}

// stepOf is an action's milestone by its number, from 1; nothing where there is none.
func stepOf(d plan.Document, n int) tree {
	if steps := treeOrNone(d).milestones(); n <= len(steps) {
		return steps[n-1]
	}
	return tree{}
}

// closeSteps takes out milestones that nothing is left of, and keeps the others' cells with them.
func (d *draft) closeSteps() {
	steps := d.tree.milestones()
	var kept []any
	for i, s := range steps {
		void := true
		for _, field := range []string{"planned", "planned_on", "actual", "actual_on"} {
			void = void && s[field] == ""
		}
		if void {
			continue
		}
		for _, field := range []string{"planned", "planned_on", "actual", "actual_on"} {
			if at, ok := d.cells[fmt.Sprintf("milestones.%d.%s", i, field)]; ok {
				d.cells[fmt.Sprintf("milestones.%d.%s", len(kept), field)] = at
			}
		}
		kept = append(kept, map[string]any(s))
	}
	if len(kept) < len(steps) {
		d.tree["milestones"] = kept
	}
}

// check holds every document that the rows want to its rules, in the book as it would be, and makes the saves.
func (b *reading) check() {
	after := b.in.Book.Clone()
	var wanted []*draft
	docs := map[*draft]plan.Document{}
	for _, name := range slices.Sorted(maps.Keys(b.drafts)) {
		d := b.drafts[name]
		if !d.wanted {
			continue
		}
		doc, err := d.document(b.in.Today)
		if err != nil {
			b.problem(d.first.sheet, d.first.at, "", "The row cannot be read: %v.", err)
			continue
		}
		after.Put(doc)
		wanted = append(wanted, d)
		docs[d] = doc
	}
	c := plan.Context{Book: after, Framework: b.in.Framework, Figures: b.in.Figures, Today: b.in.Today, Before: b.in.Before}
	for _, d := range wanted {
		doc := docs[d]
		if why := b.notTheirs(d, doc); why != "" {
			b.problem(d.first.sheet, d.first.at, "Put the row back as it was, or leave it out.", "%s", why)
			continue
		}
		for _, p := range doc.Check(c) {
			if d.wrong[p.Field] {
				continue
			}
			at := d.cellOf(p.Field)
			b.problem(at.sheet, at.at, at.hint, "%s", p.Text)
		}
		if !d.closed {
			b.result.Saves = append(b.result.Saves, desk.Save{Document: doc, Base: b.in.Book.Revision(d.kind, d.key)})
		}
	}
}

// document is the draft as a document. A score that has a level and no day was given today.
func (d *draft) document(today plan.Day) (plan.Document, error) {
	if d.kind == plan.KindAction {
		d.closeSteps()
	}
	doc, err := d.tree.document(d.kind)
	if score, ok := doc.(*plan.Score); ok && score.Level > 0 && score.On == "" {
		score.On = today
	}
	return doc, err
}

// cellOf is the cell of a field that a rule is about; the row's first where the field has no cell of its own.
func (d *draft) cellOf(field string) spot {
	if at, ok := d.cells[field]; ok {
		return at
	}
	if parent, _, ok := strings.Cut(field, "."); ok {
		if at, ok := d.cells[parent]; ok {
			return at
		}
	}
	return d.first
}

// notTheirs says why the person may not change a document, or nobody may; "" where they may.
func (b *reading) notTheirs(d *draft, doc plan.Document) string {
	whose := map[plan.Kind]string{plan.KindEvidence: "evidence", plan.KindSurvey: "the totals of this survey"}[d.kind]
	switch doc := doc.(type) {
	case *plan.Score:
		whose = "the scores of " + plan.OrganisationName(clipped(doc.Organisation))
	case *plan.Action:
		whose = "the actions of " + plan.BodyName(clipped(doc.Body))
	}
	if !b.in.May(doc) || d.had != nil && !b.in.May(d.had) {
		return fmt.Sprintf("Your role does not let you write %s, and this row differs from what stands.", whose)
	}
	if a := b.in.Book.Assessments[b.in.Cycle]; a != nil && plan.CycleOf(doc) != "" && !slices.Contains([]plan.State{plan.Draft, plan.PartnerReview, plan.ForumResponse}, a.State) {
		return fmt.Sprintf("The self-assessment of %s is %s, so it can no longer be changed.", a.Cycle, a.State)
	}
	return ""
}
