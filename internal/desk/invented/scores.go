package invented

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"inclusion/internal/plan"
)

// words are what is said of the framework's statements, and how a level is put.
type words struct {
	Statements    map[string]statementWords      `yaml:"statements"`
	Verdicts      map[plan.Level][]string        `yaml:"verdicts"`
	Where         []string                       `yaml:"where"`    // before what works at level 2
	But           []string                       `yaml:"but"`      // before what is missing at level 2
	Admitted      []string                       `yaml:"admitted"` // before what is missing, where the board keeps its level
	Organisations map[string]organisationWords   `yaml:"organisations"`
	Answers       map[string]map[string][]string `yaml:"answers"` // by rule and answer
}

type statementWords struct {
	Owner   string `yaml:"owner"`
	Works   string `yaml:"works"`
	Checked string `yaml:"checked"`
	Gap     string `yaml:"gap"`
	Yes     string `yaml:"yes"` // what the forum's panel says at its best
	No      string `yaml:"no"`
}

type organisationWords struct {
	High []string `yaml:"high"`
	Low  []string `yaml:"low"`
}

func readWords() (*words, error) {
	w := &words{}
	return w, decode("words.yaml", w)
}

// scores are the levels of one cycle, "3 2 1" for a theme's statements in their order; 0 for one that nobody has scored.
type scores struct {
	Board    map[string]string                `yaml:"board"`
	Forum    map[string]string                `yaml:"forum"`
	Partners map[string]map[string]plan.Level `yaml:"partners"` // where a partner's own level is not near the board's, by statement
	Flat     map[string]plan.Level            `yaml:"flat"`     // a partner that gives all the same
	Silent   []string                         `yaml:"silent"`   // partners that do not score
	Why      map[string]string                `yaml:"why"`      // why the board's level changed
	Unmet    []string                         `yaml:"unmet"`    // statements whose duty is not met in most cases
	Measures map[string]string                `yaml:"measures"` // what carries a level 4
}

// score writes the evidence and the scores of everybody.
func (t *teller) score(ctx context.Context, s step, cycle string) error {
	code := s.story.Code
	book, err := t.desk.Book(ctx, code)
	if err != nil {
		return err
	}
	figures, err := t.desk.Figures(ctx, code)
	if err != nil {
		return err
	}
	r := rater{speaker{t, s.story, figures, cycle, ""}, s, book, map[string]string{}, map[string]string{}}
	board, err := r.levels(s.Scores.Board)
	if err != nil {
		return err
	}
	forum, err := r.levels(s.Scores.Forum)
	if err != nil {
		return err
	}
	if len(board) > 0 {
		docs := r.evidence(board)
		if err := t.save(ctx, code, plan.BoardOrg, append(docs, r.scored(board, r.boards)...)...); err != nil {
			return err
		}
		for _, partner := range plan.Partners() {
			if slices.Contains(s.Scores.Silent, partner) {
				continue
			}
			own := func(st plan.Statement, level plan.Level) *plan.Score { return r.partners(partner, st, level) }
			if err := t.save(ctx, code, partner, r.scored(board, own)...); err != nil {
				return fmt.Errorf("%s: %w", partner, err)
			}
		}
	}
	return t.save(ctx, code, plan.ForumOrg, r.scored(forum, r.forums)...)
}

// rater makes the scores of one step.
type rater struct {
	speaker
	step     step
	book     *plan.Book
	shows    map[string]string // statement → its evidence
	families map[string]string // theme → evidence in families' own voice
}

// levels reads the rows of levels; statements at 0 are left out.
func (r rater) levels(rows map[string]string) (map[string]plan.Level, error) {
	levels := map[string]plan.Level{}
	core := r.book.Assessments[r.cycle] != nil && r.book.Assessments[r.cycle].Core
	for _, theme := range r.desk.Frameworks.Newest().Themes {
		row := strings.Fields(rows[theme.ID])
		statements := theme.Statements
		if core {
			statements = slices.DeleteFunc(slices.Clone(statements), func(s plan.Statement) bool { return !s.Core })
		}
		if len(rows) > 0 && len(row) != len(statements) {
			return nil, fmt.Errorf("%s has %d levels for %d statements", theme.ID, len(row), len(statements))
		}
		for i, level := range row {
			if level != "0" {
				levels[statements[i].ID] = plan.Level(level[0] - '0')
			}
		}
	}
	return levels, nil
}

// scored makes a score of each statement that has a level, in the framework's order.
func (r rater) scored(levels map[string]plan.Level, of func(plan.Statement, plan.Level) *plan.Score) (docs []plan.Document) {
	for _, st := range r.desk.Frameworks.Newest().Statements() {
		if level := levels[st.ID]; level > 0 {
			docs = append(docs, of(st, level))
		}
	}
	return docs
}

// evidence makes one item for each statement and one in families' own voice for each theme.
func (r rater) evidence(levels map[string]plan.Level) (docs []plan.Document) {
	have := len(r.book.Evidence)
	site := "https://" + strings.ToLower(strings.ReplaceAll(r.story.Area, " ", "-")) + ".sample.invalid/send/"
	add := func(e plan.Evidence) string {
		have++
		e.ID = fmt.Sprintf("E%d", have)
		e.Where = site + r.cycle + "/" + strings.ToLower(e.ID)
		docs = append(docs, &e)
		return e.ID
	}
	for _, theme := range r.desk.Frameworks.Newest().Themes {
		for _, st := range theme.Statements {
			if levels[st.ID] == 0 {
				continue
			}
			title := st.Short
			if len(st.Evidence) > 0 {
				title = st.Evidence[chosen(len(st.Evidence), r.story.Code, r.cycle, st.ID)]
			}
			date := r.step.day.Add(-10 - chosen(200, r.story.Code, r.cycle, st.ID, "date"))
			r.shows[st.ID] = add(plan.Evidence{Title: title + ", " + r.cycle, Type: evidenceType(title), Date: date, Owner: r.words.Statements[st.ID].Owner, Public: chosen(4, st.ID, "public") > 0})
		}
		r.families[theme.ID] = add(plan.Evidence{Title: "What families said on “" + theme.Title + "”, " + r.cycle, Type: "survey", Date: r.step.day.Add(-20),
			Owner: "Parent carer forum, Engagement Lead", FamilyVoice: true, Public: true})
	}
	return docs
}

// evidenceType guesses the type of evidence by its title.
func evidenceType(title string) string {
	title = strings.ToLower(title)
	for _, kind := range []struct{ kind, words string }{{"minutes", "minutes log record"}, {"survey", "survey testing"}, {"audit", "audit check sample"},
		{"data", "data dashboard count timeliness numbers table list register profile waiting caseload figures"}} {
		for _, word := range strings.Fields(kind.words) {
			if strings.Contains(title, word) {
				return kind.kind
			}
		}
	}
	return "document"
}

// said fills in what a statement's words leave open.
func (r rater) said(st plan.Statement, text string) string {
	r.about = st.ID
	return r.text(text)
}

func (r rater) pick(list []string, parts ...string) string {
	return oneOf(list, append([]string{r.story.Code, r.cycle}, parts...)...)
}

// boards is the score that the board agrees.
func (r rater) boards(st plan.Statement, level plan.Level) *plan.Score {
	w := r.words.Statements[st.ID]
	s := r.blank(st, level, plan.Leaders, plan.BoardOrg)
	verdict, but := r.pick(r.words.Verdicts[level], st.ID), r.pick(r.words.But, st.ID)
	switch level {
	case 1:
		s.Rationale = sentences(w.Gap, verdict)
	case 2:
		s.Rationale = sentences(r.pick(r.words.Where, st.ID), lowerFirst(w.Works), verdict, but, lowerFirst(w.Gap))
	case 3:
		s.Rationale = sentences(w.Works, w.Checked, verdict)
	case 4:
		s.Rationale = sentences(w.Works, w.Checked, verdict)
		s.Measure = r.step.Scores.Measures[st.ID]
		s.Evidence = append(s.Evidence, r.families[st.Theme])
	}
	s.Why = r.text(r.step.Scores.Why[st.ID])
	s.Rationale = r.said(st, sentences(s.Rationale, s.Why))
	return s
}

// partners is what one partner says for itself: near the board's level, unless the story says otherwise.
func (r rater) partners(partner string, st plan.Statement, level plan.Level) *plan.Score {
	scores, w := r.step.Scores, r.words.Organisations[partner]
	if level == 4 || level > 1 && chosen(2, r.story.Code, st.ID) == 0 && chosen(3, r.story.Code, r.cycle, st.ID, partner) == 0 {
		level--
	}
	if flat := scores.Flat[partner]; flat > 0 {
		level = flat
	}
	if own := scores.Partners[partner][st.ID]; own > 0 {
		level = own
	}
	s := r.blank(st, level, plan.Leaders, partner)
	if level >= 3 {
		s.Rationale = r.said(st, sentences(r.words.Statements[st.ID].Works, r.pick(w.High, st.ID, partner), r.pick(r.words.Verdicts[3], st.ID, partner)))
	} else {
		s.Rationale = r.said(st, sentences(r.words.Statements[st.ID].Gap, r.pick(w.Low, st.ID, partner)))
	}
	return s
}

// forums is what the forum's panel says.
func (r rater) forums(st plan.Statement, level plan.Level) *plan.Score {
	w := r.words.Statements[st.ID]
	s := r.blank(st, level, plan.Forum, plan.ForumOrg)
	s.Owner, s.DutyUnmet = "", false
	switch {
	case level == 1:
		s.Rationale = r.said(st, w.No)
	case level == 2:
		s.Rationale = r.said(st, sentences(w.Yes, "That is not so for everybody, though.", w.No))
	default:
		s.Rationale = r.said(st, w.Yes)
	}
	return s
}

func (r rater) blank(st plan.Statement, level plan.Level, p plan.Perspective, organisation string) *plan.Score {
	s := &plan.Score{Cycle: r.cycle, Statement: st.ID, Perspective: p, Organisation: organisation, Level: level, On: r.step.day,
		Owner: r.words.Statements[st.ID].Owner, DutyUnmet: slices.Contains(r.step.Scores.Unmet, st.ID)}
	if level > 1 {
		s.Evidence = []string{r.shows[st.ID]}
	}
	return s
}

// lowerFirst lets a sentence follow a colon. Names of more than one letter in capitals keep theirs.
func lowerFirst(text string) string {
	if len(text) < 2 || text[1] != ' ' && (text[1] < 'a' || text[1] > 'z') {
		return text
	}
	return strings.ToLower(text[:1]) + text[1:]
}
