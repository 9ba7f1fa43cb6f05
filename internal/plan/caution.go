package plan

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Kinds of cautions (9.14, caution 3). A spike of answers in one hour cannot be seen here: of a survey only totals are held.
const (
	SuddenRise     = "sudden rise"
	FlatLining     = "flat-lining"
	EvidenceReused = "evidence reused"
)

// Limits of the cautions.
const (
	flatStatements = 8 // of one level and no other, by one scorer
	mostUses       = 5 // of one piece of evidence, statements
)

// cautions lists what the board's administrator should look at before anybody relies on the scores. They are shown to nobody else: none
// of them proves anything.
func (r Review) cautions(then *table) []Caution {
	scores := r.scores()
	return slices.Concat(suddenRises(scores, r.Book, then), flatLines(scores), reused(scores))
}

// scores lists this cycle's scores that have a level, in the order of statement, perspective and organisation.
func (r Review) scores() (list []*Score) {
	by := map[string][]*Score{}
	for _, k := range slices.Sorted(maps.Keys(r.Book.Scores)) {
		if s := r.Book.Scores[k]; s.Cycle == r.Cycle && s.Level > 0 {
			by[s.Statement] = append(by[s.Statement], s)
		}
	}
	for _, s := range r.Framework.Statements() {
		list = append(list, by[s.ID]...)
	}
	return list
}

// suddenRises finds scores that are above the same scorer's in the version before and rest on nothing newer: no evidence that is not in
// that version, or bears a later date than it did then.
func suddenRises(scores []*Score, b *Book, then *table) (found []Caution) {
	if then == nil {
		return nil
	}
	for _, s := range scores {
		was := then.book.Score(then.cycle, s.Statement, s.Perspective, s.Organisation)
		if was == nil || was.Level == 0 || s.Level <= was.Level {
			continue
		}
		isNew := func(id string) bool {
			now, old := b.Evidence[id], then.book.Evidence[id]
			return now != nil && (old == nil || now.Date > old.Date)
		}
		if !slices.ContainsFunc(s.Evidence, isNew) {
			found = append(found, Caution{SuddenRise, fmt.Sprintf("%s by %s rose from %d to %d without new evidence since the version before.", s.Statement,
				OrganisationName(s.Organisation), was.Level, s.Level), []string{s.Key()}})
		}
	}
	return found
}

// flatLines finds scorers who gave one level and no other (standard deviation 0) on eight statements or more.
func flatLines(scores []*Score) (found []Caution) {
	by := map[string][]*Score{}
	for _, s := range scores {
		k := key(string(s.Perspective), s.Organisation)
		by[k] = append(by[k], s)
	}
	for _, k := range slices.Sorted(maps.Keys(by)) {
		list := by[k]
		level := list[0].Level
		if len(list) < flatStatements || slices.ContainsFunc(list, func(s *Score) bool { return s.Level != level }) {
			continue
		}
		c := Caution{Kind: FlatLining, Text: fmt.Sprintf("%s gave level %d to all of %d statements.", OrganisationName(list[0].Organisation), level, len(list))}
		for _, s := range list {
			c.Keys = append(c.Keys, s.Key())
		}
		found = append(found, c)
	}
	return found
}

// reused finds evidence that carries more than five statements. Several scorers of one statement count once.
func reused(scores []*Score) (found []Caution) {
	uses := map[string][]string{}
	for _, s := range scores {
		for _, e := range s.Evidence {
			if !slices.Contains(uses[e], s.Statement) {
				uses[e] = append(uses[e], s.Statement)
			}
		}
	}
	for _, e := range slices.Sorted(maps.Keys(uses)) {
		if n := len(uses[e]); n > mostUses {
			found = append(found, Caution{EvidenceReused, fmt.Sprintf("%s is the evidence for %d statements: %s.", e, n, strings.Join(uses[e], ", ")), []string{e}})
		}
	}
	return found
}
