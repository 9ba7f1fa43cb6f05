package plan

import (
	"cmp"
	"fmt"
	"slices"
)

// ReviewOf works out what follows from a book in a cycle: each statement and theme by every perspective, where they disagree and what
// the board answered, how near they are, and what its administrator should look at. before is the version of an earlier cycle, for what
// has changed; nil where there is none. The same book gives the same review, to the last word.
func ReviewOf(b *Book, f *Framework, figures Figures, cycle string, before *Version, today Day) Review {
	r := Review{Book: b, Framework: f, Figures: figures, Cycle: cycle, Assessment: b.Assessments[cycle], Before: before, Today: today}
	now, then := newTable(b, f, figures, cycle), tableBefore(before)
	for _, t := range f.Themes {
		theme := now.theme(t)
		then.addChanges(&theme)
		r.flag(&theme)
		r.Themes = append(r.Themes, theme)
	}
	r.Agreements = agreements(r.statements())
	r.Cautions = r.cautions(then)
	return r
}

// flag raises the disagreements of a theme and of each of its statements, and lays the answers beside them.
func (r *Review) flag(theme *ThemeReview) {
	for i := range theme.Statements {
		s := &theme.Statements[i]
		s.Flags = seen{s.Readings, s.Organisations, r.agreedEarlier(*s), r.unmetFloor(s.Statement)}.raised(s.Statement.ID, false)
	}
	theme.Flags = seen{readings: theme.Readings}.raised(theme.Theme.ID, true)
	needing(theme.Flags, theme.Statements)
	r.answer(theme.Flags)
	r.Flags = append(r.Flags, theme.Flags...)
	for _, s := range theme.Statements {
		r.answer(s.Flags)
		r.Flags = append(r.Flags, s.Flags...)
	}
}

// answer lays the board's answer and the forum's reply beside each flag.
func (r *Review) answer(flags []Flag) {
	for i := range flags {
		k := key(r.Cycle, flags[i].Item, flags[i].Rule)
		flags[i].Response, flags[i].Reply = r.Book.Responses[k], r.Book.Replies[k]
	}
}

// agreedEarlier is the level that the board agreed to earlier: in the version before or, where this cycle's is agreed, in this one.
func (r *Review) agreedEarlier(s StatementReview) Level {
	earlier := s.Previous
	if r.Assessment != nil && s.Board != nil && slices.Contains([]State{Agreed, Published, Superseded}, r.Assessment.State) {
		earlier = max(earlier, s.Board.Level)
	}
	return earlier
}

// unmetFloor is the indicator of a statement's legal floor where published figures now show the duty not met in most cases.
func (r *Review) unmetFloor(s Statement) string {
	if lid := CapOf(s, nil, r.Figures); lid != nil {
		return lid.Indicator
	}
	return ""
}

// table is one book's readings of one cycle.
type table struct {
	book      *Book
	framework *Framework
	figures   Figures
	cycle     string
	core      bool
	silent    map[string]Day      // organisations marked "no response"
	surveys   map[string][]Survey // by statement, in the order of their keys
}

func newTable(b *Book, f *Framework, figures Figures, cycle string) *table {
	t := &table{book: b, framework: f, figures: figures, cycle: cycle, surveys: map[string][]Survey{}}
	if a := b.Assessments[cycle]; a != nil {
		t.core, t.silent = a.Core, a.NoResponse
	}
	for _, s := range b.Surveys {
		if s.Cycle == cycle {
			t.surveys[s.Statement] = append(t.surveys[s.Statement], *s)
		}
	}
	for _, list := range t.surveys {
		slices.SortFunc(list, func(a, b Survey) int { return cmp.Compare(a.Key(), b.Key()) })
	}
	return t
}

// tableBefore is the table of a version; nil for none, and for one that cannot be read.
func tableBefore(v *Version) *table {
	if v == nil {
		return nil
	}
	b, err := v.Book()
	if err != nil {
		return nil
	}
	return newTable(b, &v.Framework, v.Figures, v.Cycle)
}

// theme reads a theme and its statements.
func (t *table) theme(theme Theme) ThemeReview {
	review := ThemeReview{Theme: theme, Readings: map[Perspective]Reading{}}
	for _, s := range theme.Statements {
		review.Statements = append(review.Statements, t.statement(s))
	}
	for _, p := range Perspectives() {
		if p == Data {
			review.Readings[p] = ThemeSignal(t.framework, theme, t.figures)
			continue
		}
		readings := map[string]Reading{}
		for _, s := range review.Statements {
			readings[s.Statement.ID] = s.Readings[p]
		}
		review.Readings[p] = ThemeReading(theme, p, t.core, readings)
	}
	return review
}

// statement reads a statement.
func (t *table) statement(s Statement) StatementReview {
	review := StatementReview{Statement: s, Surveys: t.surveys[s.ID],
		Board: t.book.Score(t.cycle, s.ID, Leaders, BoardOrg), Panel: t.book.Score(t.cycle, s.ID, Forum, ForumOrg)}
	review.Cap = CapOf(s, review.Board, t.figures)
	for _, o := range Partners() {
		score := t.book.Score(t.cycle, s.ID, Leaders, o)
		review.Organisations = append(review.Organisations, OrganisationScore{o, score, score == nil && t.silent[o] != ""})
	}
	leaders := t.scored(Leaders, review.Board)
	leaders.Text += cappedText(review.Cap, leaders.Low)
	review.Readings = map[Perspective]Reading{
		Leaders: leaders, Forum: t.scored(Forum, review.Panel), Families: t.asked(s, Families),
		Young: t.asked(s, Young), Settings: t.asked(s, Settings), Data: StatementSignal(t.framework, s, t.figures),
	}
	return review
}

// scored is the reading of a score: its level and the word for it.
func (t *table) scored(p Perspective, score *Score) Reading {
	if score == nil || score.Level == 0 {
		return Reading{Perspective: p, State: NotYetAssessed}
	}
	return Reading{Perspective: p, Low: score.Level, High: score.Level, Point: score.Level, Text: t.framework.Label(score.Level), On: score.On}
}

// asked is the reading of the survey of everybody. Where young people were not surveyed, their panel's score stands in.
func (t *table) asked(s Statement, p Perspective) Reading {
	var everybody *Survey
	for i, survey := range t.surveys[s.ID] {
		if survey.Perspective == p && survey.Subgroup == "" {
			everybody = &t.surveys[s.ID][i]
		}
	}
	if p == Young && everybody == nil {
		if panel := t.book.Score(t.cycle, s.ID, Young, YoungOrg); panel != nil {
			return t.scored(Young, panel)
		}
	}
	return SurveyReading(p, everybody)
}

// cappedText says beside a level that the law's floor holds it, or that it no longer allows it.
func cappedText(lid *Cap, level Level) string {
	if lid == nil || level == 0 {
		return ""
	}
	why := "legal standard not met in most cases"
	if lid.Indicator == "" {
		why = "duty not met in most cases, as ticked"
	}
	switch {
	case level > lid.At:
		return fmt.Sprintf(" (no longer allowed: %s)", why)
	case level == lid.At:
		return fmt.Sprintf(" (capped: %s)", why)
	}
	return ""
}

// addChanges writes beside each reading what it was in the version before, matched by the ids of themes and statements, which never
// change their meaning.
func (t *table) addChanges(now *ThemeReview) {
	if t == nil {
		return
	}
	theme, ok := t.framework.Theme(now.Theme.ID)
	if !ok {
		return
	}
	then := t.theme(theme)
	withBefore(now.Readings, then.Readings)
	for i := range now.Statements {
		s := &now.Statements[i]
		for _, was := range then.Statements {
			if was.Statement.ID != s.Statement.ID {
				continue
			}
			withBefore(s.Readings, was.Readings)
			if was.Board != nil {
				s.Previous, s.PreviousWhy = was.Board.Level, was.Board.Rationale
			}
		}
	}
}

func withBefore(now, then map[Perspective]Reading) {
	for p, r := range now {
		if was := then[p]; was.Shown() {
			r.Before = was.point()
			now[p] = r
		}
	}
}
