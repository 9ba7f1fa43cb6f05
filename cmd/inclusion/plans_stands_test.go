package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	view "inclusion/dashboards/template"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
)

// documents is what the invented partnerships wrote, read from the ledger, from which the tests work out what a page has to say.
type documents struct {
	t    *testing.T
	desk *desk.Desk
}

func newDocuments(t *testing.T, s *running) documents {
	t.Helper()
	d, err := newDesk(s.plans, s.warehouse, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return documents{t, d}
}

func (d documents) in(t *testing.T) documents { return documents{t, d.desk} }

// book is what a partnership has written as it stands.
func (d documents) book(code string) *plan.Book {
	d.t.Helper()
	book, err := d.desk.Book(d.t.Context(), code)
	if err != nil {
		d.t.Fatal(err)
	}
	return book
}

// frozen is a version of a partnership, with its documents.
type frozen struct {
	*plan.Version
	*plan.Book
	review plan.Review
}

func (d documents) frozen(code string, number int) frozen {
	d.t.Helper()
	v, review, err := d.desk.Version(d.t.Context(), code, number)
	if err != nil {
		d.t.Fatal(err)
	}
	book, err := v.Book()
	if err != nil {
		d.t.Fatal(err)
	}
	return frozen{v, book, review}
}

// published is the newest version that everybody can read.
func (d documents) published(code string) frozen {
	d.t.Helper()
	lines, err := d.desk.Versions(d.t.Context(), code)
	if err != nil {
		d.t.Fatal(err)
	}
	i := slices.IndexFunc(lines, func(l desk.VersionLine) bool { return l.State == plan.Published })
	if i < 0 {
		d.t.Fatalf("%s has published nothing", code)
	}
	return d.frozen(code, lines[i].Number)
}

// agreed is the level that a board agreed.
func (f frozen) agreed(statement string) *plan.Score {
	return f.Score(f.Version.Cycle, statement, plan.Leaders, plan.BoardOrg)
}

// title is "5.3 Annual reviews".
func (f frozen) title(statement string) string {
	s, _ := f.Framework.Statement(statement)
	return s.ID + " " + s.Short
}

// level is "3 Established".
func (f frozen) level(l plan.Level) string { return fmt.Sprintf("%d %s", l, f.Framework.Label(l)) }

// families is the percentage of families who agree with a statement, and the level it stands for (9.3); ok is false where too few answered.
func (f frozen) families(statement string) (percent float64, level plan.Level, ok bool) {
	s := f.Surveys[(&plan.Survey{Cycle: f.Version.Cycle, Statement: statement, Perspective: plan.Families}).Key()]
	if s == nil || s.Answered() < 10 {
		return 0, 0, false
	}
	percent = 100 * float64(s.Agree()) / float64(s.Answered())
	return percent, plan.Level(1 + int(percent/25)), true
}

// longDay is a day as pages write it.
func longDay(day plan.Day) string {
	at, _ := day.Time()
	return view.Date(at)
}

func (d documents) scoredLower() (answer []statement) {
	was, is := d.frozen("101", 1), d.frozen("101", 2)
	for _, s := range is.Framework.Statements() {
		before, now := was.agreed(s.ID), is.agreed(s.ID)
		if before != nil && now != nil && now.Level < before.Level {
			answer = append(answer, statement{is.title(s.ID), "from " + was.level(before.Level) + " to " + is.level(now.Level), oneLine(before.Rationale), oneLine(now.Rationale)})
		}
	}
	return append(answer, statement{fmt.Sprintf("%d statements were scored lower", len(answer))})
}

// familiesDisagreeMost are the statements that leaders put furthest above what families answered.
func (d documents) familiesDisagreeMost() (answer []statement) {
	v := d.published("101")
	var widest []string
	gap := plan.Level(1)
	for _, s := range v.Framework.Statements() {
		_, families, ok := v.families(s.ID)
		board := v.agreed(s.ID)
		if !ok || board == nil || board.Level-families < gap {
			continue
		}
		if board.Level-families > gap {
			gap, widest = board.Level-families, nil
		}
		widest = append(widest, s.ID)
	}
	for _, id := range widest {
		response := v.Responses[(&plan.Response{Cycle: v.Version.Cycle, Item: id, Rule: "G1"}).Key()]
		if response == nil {
			d.t.Fatalf("the board has not answered %s", id)
		}
		answer = append(answer, statement{"Families disagree most", v.title(id)}, statement{"Leaders more positive than families", v.title(id)}, statement{oneLine(response.Text)})
		if reply := v.Replies[(&plan.Reply{Cycle: v.Version.Cycle, Item: id, Rule: "G1"}).Key()]; reply != nil {
			answer = append(answer, statement{oneLine(reply.Text)})
		}
	}
	return answer
}

// late are the actions past their day that are neither done nor stopped.
func (d documents) late(code string) (late []*plan.Action) {
	for _, a := range plan.Sorted(d.book(code).Actions) {
		if a.Due < d.desk.Today() && slices.Contains([]string{"not started", "on track", "at risk", "off track"}, a.Status) {
			late = append(late, a)
		}
	}
	return late
}

func (d documents) lateBy(a *plan.Action) string {
	return fmt.Sprintf("%d days", a.Due.DaysUntil(d.desk.Today()))
}

func (d documents) lateActions() (answer []statement) {
	for _, a := range d.late("101") {
		answer = append(answer, statement{a.Title, a.ID, "finding " + a.SourceRef, a.Lead, longDay(a.Due), "late by " + d.lateBy(a)}, statement{plan.BodyName(a.Body)})
	}
	return answer
}

func (d documents) latePromises() (answer []statement) {
	for _, a := range d.late("101") {
		answer = append(answer, statement{a.ID + " " + a.Title, d.lateBy(a), plan.BodyName(a.Body), a.Lead, d.book("101").Findings[a.SourceRef].Text})
	}
	return answer
}

func (d documents) lastThreeMeetings() (answer []statement) {
	decisions := plan.Sorted(d.book("101").Decisions)
	slices.SortFunc(decisions, func(a, b *plan.Decision) int { return strings.Compare(string(b.On), string(a.On)) })
	meetings := map[plan.Day]bool{}
	for _, one := range decisions {
		if meetings[one.On] = true; len(meetings) > 3 {
			break
		}
		s := statement{one.Item, longDay(one.On), one.Meeting, one.Decided}
		for _, seen := range one.Seen {
			s = append(s, seen.Indicator+" ", seen.Value)
		}
		answer = append(answer, s)
	}
	return answer
}

// missing is what stands between Dunmarrow's draft and its publication.
func (d documents) missing() []statement {
	book := d.book("103")
	cycle := book.Cycle()
	review, err := d.desk.Review(d.t.Context(), "103", cycle)
	if err != nil {
		d.t.Fatal(err)
	}
	wanted, answered := 0, 0
	for _, f := range review.Flags {
		if f.Needs {
			wanted++
		}
	}
	for _, r := range book.Responses {
		if r.Cycle == cycle {
			answered++
		}
	}
	asked := book.Assessments[cycle].Forum.Asked
	forum := statement{"Missing", "The parent carer forum has responded", "asked on " + longDay(asked), fmt.Sprintf("%d working days ago", plan.WorkingDaysSince(asked, d.desk.Today()))}
	small := statement{"Missing", "fewer than 10 answers"}
	for _, s := range book.Surveys {
		if s.Cycle == cycle && s.Answered() > 0 && s.Answered() < 10 {
			group, _ := plan.SubgroupOf(s.Subgroup)
			small = append(small, s.Statement+" families, "+group.Name)
		}
	}
	signed := statement{"Missing", fmt.Sprintf("Every role has signed the text as it stands: 0 of %d", len(plan.SignOffRoles()))}
	for _, role := range plan.SignOffRoles() {
		signed = append(signed, role.Name)
	}
	return []statement{{"No, not yet. Still missing: "}, forum, {"Missing", fmt.Sprintf("The board has answered every row that is flagged: %d of %d", answered, wanted)}, signed, small,
		{"Missing", "nobody can be recognised from a small number in a text"}, {"Done", "accessible to everybody"}}
}

func (d documents) isPublished() []statement {
	return []statement{{"It is published", "version 2"}}
}

// onWaiting is what the newest version says of reviews, waiting, help meanwhile and short breaks.
func (d documents) onWaiting() (answer []statement) {
	v := d.published("101")
	for _, id := range []string{"5.3", "6.1", "6.2", "6.4"} {
		board, hidden := v.agreed(id), 0
		answer = append(answer, statement{fmt.Sprintf("The board says %d of 4", board.Level), v.Framework.Label(board.Level), oneLine(board.Rationale)},
			statement{oneLine(v.Score(v.Version.Cycle, id, plan.Forum, plan.ForumOrg).Rationale)})
		for _, e := range board.Evidence {
			if v.Evidence[e].Public {
				answer = append(answer, statement{"Evidence", v.Evidence[e].Title})
			} else {
				hidden++
			}
		}
		if hidden > 0 {
			answer = append(answer, statement{"Evidence that is not public", fmt.Sprint(hidden)})
		}
	}
	return answer
}

// updates are the news of an action, newest first.
func (d documents) updates(code, action string) (updates []*plan.Update) {
	for _, u := range d.book(code).Updates {
		if u.Action == action {
			updates = append(updates, u)
		}
	}
	slices.SortFunc(updates, func(a, b *plan.Update) int { return strings.Compare(b.Key(), a.Key()) })
	return updates
}

func (d documents) whoPromised() []statement {
	id, _, _ := strings.Cut(lateAction, " ")
	a, newest := d.book("101").Actions[id], d.updates("101", id)[0]
	return []statement{{"Lead", a.Lead}, {"Who answers for it", plan.BodyName(a.Body)}, {"Senior responsible officer", a.SRO}, {"Due", longDay(a.Due)}, {"late by " + d.lateBy(a)},
		{longDay(newest.On), newest.Status, oneLine(newest.Text)}, {a.Families}}
}

// forumUnedited is every reason that the forum gave in the theme.
func (d documents) forumUnedited() (answer []statement) {
	v := d.published("101")
	theme, _ := v.Framework.Theme("T5")
	for _, s := range theme.Statements {
		answer = append(answer, statement{v.title(s.ID)}, statement{oneLine(v.Score(v.Version.Cycle, s.ID, plan.Forum, plan.ForumOrg).Rationale)})
	}
	return answer
}

func (d documents) dissent() []statement {
	v := d.published("101")
	signed := v.SignOffs[v.Version.Cycle+"/forum"]
	return []statement{{"The parent carer forum disagrees with this version."}, {oneLine(signed.Text)}}
}

func (d documents) sinceFamiliesWereAsked() []statement {
	v := d.published("101")
	var closed plan.Day
	for _, s := range v.Surveys {
		if s.Perspective == plan.Families {
			closed = max(closed, s.Closed)
		}
	}
	answer := []statement{{"The newest survey of families closed on " + longDay(closed)}}
	for _, one := range v.Decisions {
		if one.Public && one.On > closed {
			answer = append(answer, statement{longDay(one.On), one.Decided})
		}
	}
	for _, a := range d.book("101").Actions {
		if a.ClosedOn > closed {
			answer = append(answer, statement{a.ID, a.Title, longDay(a.ClosedOn)})
		}
	}
	for _, c := range v.Changes {
		if c.On > closed {
			answer = append(answer, statement{longDay(c.On), c.Text})
		}
	}
	return answer
}
