package invented

import (
	"context"
	"slices"

	"inclusion/internal/plan"
)

// answering is how the board answers the disagreements that the story has not answered in its own words.
type answering struct {
	Leave       []string `yaml:"leave"`       // "5.3/G1": not answered yet
	Only        []string `yaml:"only"`        // where given, nothing else is answered
	Accept      []string `yaml:"accept"`      // the others are explained
	Investigate []string `yaml:"investigate"` //
}

// answer writes the board's answers to what the review finds.
func (t *teller) answer(ctx context.Context, s step, cycle string) error {
	review, err := t.desk.Review(ctx, s.story.Code, cycle)
	if err != nil {
		return err
	}
	say := speaker{t, s.story, review.Figures, cycle, ""}
	var docs []plan.Document
	for _, f := range review.Flags {
		place := f.Item + "/" + f.Rule
		if !f.Needs || f.Response != nil || slices.Contains(s.Answer.Leave, place) || len(s.Answer.Only) > 0 && !slices.Contains(s.Answer.Only, place) {
			continue
		}
		docs = append(docs, say.response(review, f, s))
	}
	return t.save(ctx, s.story.Code, plan.BoardOrg, docs...)
}

// response is the board's answer to one disagreement.
func (s speaker) response(review plan.Review, f plan.Flag, told step) *plan.Response {
	place := f.Item + "/" + f.Rule
	r := &plan.Response{Cycle: s.cycle, Item: f.Item, Rule: f.Rule, Answer: plan.Explain, On: told.day}
	switch {
	case slices.Contains(told.Answer.Accept, place):
		r.Answer = plan.Accept
	case slices.Contains(told.Answer.Investigate, place):
		r.Answer = plan.Investigate
	}
	statement, _ := statementOf(review, f.Item)
	w := s.words.Statements[statement.ID]
	s.about = statement.ID
	own := w.Gap
	switch {
	case slices.Contains([]string{"G3", "G5", "G6", "G9"}, f.Rule):
		own = w.Checked
	case r.Answer == plan.Explain && slices.Contains([]string{"G1", "G2", "G4"}, f.Rule):
		own = sentences(oneOf(s.words.Admitted, s.story.Code, place), lowerFirst(w.Gap))
	}
	answers := s.words.Answers[f.Rule][r.Answer]
	if f.Rule == "G8" && r.Answer == plan.Explain && hasAction(review.Book, statement.ID) {
		answers = s.words.Answers[f.Rule]["explain by an action"]
	}
	r.Text = s.text(sentences(oneOf(answers, s.story.Code, s.cycle, place), own))
	if score := review.Book.Score(s.cycle, statement.ID, plan.Leaders, plan.BoardOrg); score != nil {
		r.Evidence = score.Evidence
	}
	if len(r.Evidence) == 0 {
		r.Evidence = firstEvidence(review)
	}
	if r.Answer != plan.Explain {
		r.Owner, r.Due = w.Owner, told.day.Add(60)
	}
	return r
}

func hasAction(b *plan.Book, statement string) bool {
	for _, a := range b.Actions {
		if a.Statement == statement && a.Open() {
			return true
		}
	}
	return false
}

// statementOf is the statement that a disagreement is about: of a theme as a whole its first.
func statementOf(review plan.Review, item string) (plan.Statement, bool) {
	if theme, ok := review.Framework.Theme(item); ok {
		return theme.Statements[0], true
	}
	return review.Framework.Statement(item)
}

func firstEvidence(review plan.Review) []string {
	for _, e := range plan.Sorted(review.Book.Evidence) {
		return []string{e.ID}
	}
	return nil
}
