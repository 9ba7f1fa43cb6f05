package workbook

import (
	"strconv"
	"strings"

	"inclusion/internal/plan"
)

// word is one word of a list and what it means.
type word struct{ word, meaning string }

// list is the words that a column takes.
type list struct {
	name  string
	words []word
}

// lists are all words that columns take, in the order of the sheet "Definitions".
func (in Input) lists() []list {
	all := []list{{listLevels, in.levels()}, {listYesNo, plain("yes", "no")}, {listOrganise, organisations()},
		{listTypes, plain(plan.EvidenceTypes()...)}, {listAsked, plain(string(plan.Families), string(plan.Young), string(plan.Settings))}, {listGroups, groups()},
		{listInstruments, plain(plan.Instruments()...)}, {listBodies, bodies()}, {listSources, plain(plan.ActionSources()...)}, {listStatuses, plain(plan.ActionStatuses()...)}}
	themes, statements, priorities := list{name: listThemes}, list{name: listStatements}, list{name: listPriorities}
	for _, t := range in.Framework.Themes {
		themes.words = append(themes.words, word{t.ID, t.Title})
	}
	for _, s := range in.Framework.Statements() {
		statements.words = append(statements.words, word{s.ID, s.Text})
	}
	for _, p := range plan.Sorted(in.Book.Priorities) {
		priorities.words = append(priorities.words, word{p.ID, p.Title})
	}
	return append(all, themes, priorities, statements)
}

func plain(words ...string) (all []word) {
	for _, w := range words {
		all = append(all, word{w, ""})
	}
	return all
}

func (in Input) levels() (all []word) {
	for _, s := range in.Framework.Scale {
		all = append(all, word{strconv.Itoa(int(s.Level)), strings.TrimSpace(s.Label + ". " + s.Descriptor + " " + s.Rule)})
	}
	return all
}

// scorers are the organisations that give levels, each with its perspective.
func scorers() []string {
	return append(append([]string{plan.BoardOrg}, plan.Partners()...), plan.ForumOrg, plan.YoungOrg)
}

func organisations() (all []word) {
	for _, id := range scorers() {
		all = append(all, word{id, plan.OrganisationName(id)})
	}
	return all
}

// perspectiveOf is the perspective from which an organisation scores.
func perspectiveOf(organisation string) plan.Perspective {
	switch organisation {
	case plan.ForumOrg:
		return plan.Forum
	case plan.YoungOrg:
		return plan.Young
	}
	return plan.Leaders
}

func groups() (all []word) {
	for _, g := range plan.Subgroups() {
		all = append(all, word{g.ID, g.Name})
	}
	return all
}

func bodies() (all []word) {
	for _, b := range plan.AccountableBodies() {
		all = append(all, word{b.ID, b.Name})
	}
	return all
}

// the is the word of a list that somebody wrote, be it in other capitals or as its meaning; what is on no list stays as it was written.
func (l list) the(written string) string {
	for _, w := range l.words {
		if strings.EqualFold(w.word, written) || w.meaning != "" && strings.EqualFold(w.meaning, written) {
			return w.word
		}
	}
	return written
}
