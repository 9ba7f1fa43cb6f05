package board

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/web"
)

// statementForms are the forms of whoever reads a statement: a score for each organisation they score for, and new evidence.
func (p *Pages) statementForms(v visit, s onStatement) (scores []view.Form, evidence *view.Form) {
	if !open(s.review.Assessment.State) || s.review.Assessment.Core && !s.Statement.Core {
		return nil, nil
	}
	for _, one := range v.seats() {
		scores = append(scores, scoreForm(v, s, one)(scoreOrNew(v, s, one)))
	}
	if v.who.May(account.WriteEvidence, v.code, "") {
		form := newEvidenceForm(v, s.Statement.ID)
		evidence = &form
	}
	return scores, evidence
}

// scoreOrNew is a copy of what a seat has said of a statement, or an empty score.
func scoreOrNew(v visit, s onStatement, by seat) *plan.Score {
	if had := v.score(by, s.review.Cycle, s.Statement.ID); had != nil {
		copied := *had
		return &copied
	}
	return &plan.Score{Cycle: s.review.Cycle, Statement: s.Statement.ID, Perspective: by.perspective, Organisation: by.organisation}
}

// scoreForm is the form of one organisation's score.
func scoreForm(v visit, s onStatement, by seat) func(plan.Document) view.Form {
	return func(d plan.Document) view.Form {
		score := d.(*plan.Score)
		form := view.Form{ID: "score-" + slug(by.organisation), Action: scoreHref(v.code, s.Statement.ID, by.organisation), Heading: scoreHeading(by), Saves: true,
			Saved: savedAt(v, score), Hidden: []view.Hidden{v.baseField(score)}}
		form.Fields = []view.Field{levelField(s, score),
			{Kind: view.LongField, Name: "rationale", Label: "Why", Value: score.Rationale, Rows: 5, MaxLength: longText,
				Hint: "What is so, where, and how you know. At least 30 words for level 3 or 4. Name no child."},
			evidenceField("evidence", "Evidence", s.review.Book, s.Statement.ID, score.Evidence)}
		if by.perspective == plan.Leaders {
			form.Fields = append(form.Fields,
				view.Field{Kind: view.TextField, Name: "owner", Label: "Owner", Value: score.Owner, MaxLength: shortText, Hint: "Role and organisation: “Head of SEND, council”. Needed from level 3."},
				view.Field{Kind: view.SelectField, Name: "measure", Label: "Measure that shows it", Value: score.Measure, Options: measureOptions(s.review, s.Statement, score.Measure),
					Hint: "A figure that has become better, or stands in the better half of areas. Needed at level 4."})
			if s.Statement.Statutory {
				form.Fields = append(form.Fields, view.Field{Kind: view.TickField, Name: "duty_unmet", Label: "We do not currently meet this duty in most cases", Value: yes(score.DutyUnmet),
					Hint: "A tick here is honest and keeps the level at 2 or below."})
			}
		}
		form.Fields = append(form.Fields, view.Field{Kind: view.LongField, Name: "why", Label: "Why it changed", Value: score.Why, Rows: 2, MaxLength: longText,
			Hint: "Needed where the level is two or more above or below the version before."})
		return form
	}
}

func scoreHeading(by seat) string {
	switch by.organisation {
	case plan.BoardOrg:
		return "Score agreed by the board"
	case plan.ForumOrg:
		return "View of the parent carer forum"
	case plan.YoungOrg:
		return "View of young people"
	}
	return "Score of: " + plan.OrganisationName(by.organisation)
}

// levelField asks for the level. Each says what it means and what evidence it needs; one that is not allowed says why.
func levelField(s onStatement, score *plan.Score) view.Field {
	f := view.Field{Kind: view.ChoiceField, Name: "level", Label: "Level", Value: strconv.Itoa(int(score.Level)),
		Options: []view.Option{{Value: "0", Text: "Not yet assessed"}}}
	for _, step := range s.review.Framework.Scale {
		o := view.Option{Value: strconv.Itoa(int(step.Level)), Text: fmt.Sprintf("%d %s", step.Level, step.Label), Hint: strings.Join(sentences(step.Descriptor, rule(step.Rule)), " ")}
		if s.Cap != nil && step.Level > s.Cap.At && score.Perspective == plan.Leaders {
			o.Disabled, o.Hint = true, "Not available: "+s.Cap.Why
		}
		f.Options = append(f.Options, o)
	}
	return f
}

func rule(words string) string {
	if words == "" {
		return ""
	}
	return "Evidence: " + words
}

// evidenceField lets somebody choose from the partnership's evidence: first what is chosen, then what anybody has named for the statement
// in any year, then the rest, each newest first.
func evidenceField(name, label string, b *plan.Book, statement string, chosen []string) view.Field {
	f := view.Field{Kind: view.TicksField, Name: name, Label: label, Values: chosen}
	place := map[string]int{}
	for _, s := range b.Scores {
		for _, id := range s.Evidence {
			if s.Statement == statement {
				place[id] = 1
			}
		}
	}
	for _, id := range chosen {
		place[id] = 2
	}
	all := plan.Sorted(b.Evidence)
	slices.SortStableFunc(all, func(x, y *plan.Evidence) int {
		return cmp.Or(place[y.ID]-place[x.ID], strings.Compare(string(y.Date), string(x.Date)))
	})
	for _, e := range all {
		f.Options = append(f.Options, view.Option{Value: e.ID, Text: evidenceText(e)})
	}
	if len(all) > 8 {
		f.Hint = "Named for this statement before stands first, then the newest. The list scrolls."
	}
	if len(f.Options) == 0 {
		f.Hint = "There is no evidence yet. Add some below or on the page of evidence, then choose it here."
	}
	return f
}

func scoreHref(code, statement, organisation string) string {
	return statementHref(code, statement) + "/scores/" + slug(organisation)
}

// slug is an organisation's name as it stands in an address.
func slug(organisation string) string {
	return strings.ReplaceAll(organisation, " ", "-")
}

// scorer is the seat that a slug names.
func scorer(name string) (seat, bool) {
	switch name {
	case slug(plan.ForumOrg):
		return seat{plan.Forum, plan.ForumOrg}, true
	case slug(plan.YoungOrg):
		return seat{plan.Young, plan.YoungOrg}, true
	}
	for _, o := range append(slices.Clone(plan.Partners()), plan.BoardOrg) {
		if slug(o) == name {
			return seat{plan.Leaders, o}, true
		}
	}
	return seat{}, false
}

// saveScore saves one organisation's score of one statement.
func (p *Pages) saveScore(w http.ResponseWriter, r *http.Request, v visit) error {
	s, err := p.statementAsked(r, v)
	if err != nil {
		return err
	}
	by, ok := scorer(mux.Vars(r)["organisation"])
	if !ok {
		return web.NotFound("No organisation called %q scores statements.", mux.Vars(r)["organisation"])
	}
	if !v.who.May(account.WriteScore, v.code, by.organisation) {
		return web.Forbidden("Nobody can write another organisation's score. Nothing has been saved.")
	}
	f, err := readForm(r)
	if err != nil {
		return err
	}
	score := scoreOrNew(v, s, by)
	if f.has("level") {
		score.Level = f.level("level")
	}
	score.Rationale, score.Why, score.Evidence = f.words("rationale"), f.words("why"), f.list("evidence")
	if by.perspective == plan.Leaders {
		score.Owner, score.Measure, score.DutyUnmet = f.word("owner"), f.word("measure"), f.tick("duty_unmet")
	}
	score.On = p.Desk.Today()
	return p.keep(w, r, v, f, desk.Save{Document: score, Base: f.base()}, editing{
		form: scoreForm(v, s, by),
		page: func(status int, form view.Form) error {
			if status == http.StatusUnprocessableEntity && quiet(r) && len(f.problems) == 0 {
				form = p.keepWords(w, r, v, *score, f.base(), form)
			}
			return p.statementWith(w, r, v, s, status, &form)
		},
		next: statementHref(v.code, s.Statement.ID) + "#score-" + slug(by.organisation),
	})
}

// keepWords saves what was written while somebody writes, with the level that stands, where the level they chose is not earned yet: no
// words are lost. The form that comes back is based on what was saved.
func (p *Pages) keepWords(w http.ResponseWriter, r *http.Request, v visit, words plan.Score, base int, form view.Form) view.Form {
	words.Level = 0
	if had := v.book.Scores[words.Key()]; had != nil {
		words.Level = had.Level
	}
	if _, err := p.Desk.Save(r.Context(), v.who, v.code, desk.Save{Document: &words, Base: base}); err != nil {
		return form // they stay in the form, and in the browser
	}
	book, err := p.Desk.Book(r.Context(), v.code)
	if err != nil {
		return form
	}
	revision := strconv.Itoa(book.Revision(words.Kind(), words.Key()))
	w.Header().Set("X-Revision", revision)
	return withHidden(form, "base", revision)
}
