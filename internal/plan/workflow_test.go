package plan

import (
	"slices"
	"strings"
	"testing"
)

// guardsOf reviews a book and lists the guards of a move.
func guardsOf(t *testing.T, b *Book, to State, today Day) []Guard {
	t.Helper()
	return Guards(ReviewOf(b, newest(t), Figures{}, thisCycle, nil, today), to)
}

// guardAt finds the guard of a place.
func guardAt(t *testing.T, guards []Guard, where string) Guard {
	t.Helper()
	for _, g := range guards {
		if g.Where == where {
			return g
		}
	}
	t.Fatalf("no guard is at %q: %+v", where, guards)
	return Guard{}
}

// signed has every role sign a book as it stands.
func signed(b *Book, answer string) *Book {
	content := Content256(b, thisCycle)
	for _, role := range SignOffRoles() {
		b.Put(&SignOff{Cycle: thisCycle, Role: role.ID, Name: "A. Example", Answer: answer, Text: "as said", On: testDay, Text256: content})
	}
	return b
}

func TestRule_9_11_States(t *testing.T) {
	way := []State{Draft, PartnerReview, ForumResponse, Agreed, Published}
	for i, s := range way[:4] {
		if got := Next(s); got[0] != way[i+1] || !slices.Contains(got, Withdrawn) || slices.Contains(got, Superseded) {
			t.Errorf("after %s: %v", s, got)
		}
	}
	if got := Next(Published); !slices.Equal(got, []State{Withdrawn}) {
		t.Errorf("after published: %v; superseded comes by itself", got)
	}
	for _, s := range []State{Superseded, Withdrawn} {
		if got := Next(s); len(got) > 0 {
			t.Errorf("after %s: %v", s, got)
		}
	}
	if slices.Contains(Next(Draft), Published) || slices.Contains(Next(Draft), Agreed) {
		t.Error("a draft skips states")
	}
}

func TestRule_9_11_PartnerReviewNeedsSixtyPercentScored(t *testing.T) {
	f := newest(t)
	for _, c := range []struct {
		scored int
		core   bool
		want   bool
		text   string
	}{
		{31, false, false, "31 of 53"}, {32, false, true, "32 of 53"}, {53, false, true, "53 of 53"}, {0, false, false, "0 of 53"},
		{19, true, false, "19 of 20"}, {20, true, true, "20 of 20"},
	} {
		b := bookWith()
		b.Assessments[thisCycle].Core = c.core
		left := c.scored
		for _, s := range f.Statements() {
			switch {
			case c.core && !s.Core:
				b.Put(boardScore(s.ID, 2)) // counts for nothing
			case left > 0:
				b.Put(boardScore(s.ID, 2))
				left--
			default:
				b.Put(boardScore(s.ID, 0)) // not yet assessed
			}
		}
		got := guardsOf(t, b, PartnerReview, testDay)
		if len(got) != 1 || got[0].Met != c.want || !strings.Contains(got[0].Text, c.text) || got[0].Where != "assessment" {
			t.Errorf("%d scored, core %v: %+v", c.scored, c.core, got)
		}
	}
}

func TestRule_9_11_ForumResponseNeedsEveryPartner(t *testing.T) {
	b := bookWith()
	a := b.Assessments[thisCycle]
	a.Responded = map[string]Day{Council: testDay, ICB: testDay, Schools: testDay}
	a.NoResponse = map[string]Day{AP: testDay}
	got := guardsOf(t, b, ForumResponse, testDay)
	if len(got) != 1 || got[0].Met || !strings.Contains(got[0].Text, "4 of 5") || !strings.Contains(got[0].Text, "waiting for Social care") ||
		!strings.Contains(got[0].Text, "“no response” will be published for Alternative provision") {
		t.Errorf("one still waited for: %+v", got)
	}
	a.Responded[SocialCare] = testDay
	if got := guardsOf(t, b, ForumResponse, testDay); !got[0].Met {
		t.Errorf("all have answered or are marked: %+v", got)
	}
	a.Asked = []string{Council}
	a.NoResponse, a.Responded = nil, nil
	if got := guardsOf(t, b, ForumResponse, testDay); got[0].Met || !strings.Contains(got[0].Text, "0 of 1") {
		t.Errorf("only the council was asked: %+v", got)
	}
}

func TestRule_9_11_AgreementWaitsForTheForumTwentyWorkingDays(t *testing.T) {
	for _, c := range []struct {
		asked, responded, today Day
		want                    bool
		text                    string
	}{
		{"", "", "2026-04-20", false, "it has not been asked yet"},
		{"2026-03-20", "2026-03-23", "2026-03-23", true, "it responded on 23 March 2026"},
		{"2026-03-20", "", "2026-04-20", false, "19 working days ago; the last day is 21 April 2026"}, // Easter lies between
		{"2026-03-20", "", "2026-04-21", true, "“no response received” will be published"},
	} {
		b := bookWith()
		b.Assessments[thisCycle].Forum = ForumAsked{c.asked, c.responded}
		got := guardAt(t, guardsOf(t, b, Agreed, c.today), "publish#forum")
		if got.Met != c.want || !strings.Contains(got.Text, c.text) {
			t.Errorf("asked %q, responded %q, on %s: %+v", c.asked, c.responded, c.today, got)
		}
	}
}

func TestRule_9_11_AgreementNeedsDisagreementsAnswered(t *testing.T) {
	b := bookWith(boardScore("1.1", 3), forumScore("1.1", 1))
	got := guardAt(t, guardsOf(t, b, Agreed, testDay), "disagreements")
	if got.Met || !strings.Contains(got.Text, "0 of 1") {
		t.Errorf("unanswered: %+v", got)
	}
	b.Put(&Response{Cycle: thisCycle, Item: "1.1", Rule: "G2", Answer: Accept, On: testDay})
	if got := guardAt(t, guardsOf(t, b, Agreed, testDay), "disagreements"); !got.Met || !strings.Contains(got.Text, "1 of 1") {
		t.Errorf("answered: %+v", got)
	}
	if got := guardAt(t, guardsOf(t, bookWith(), Agreed, testDay), "disagreements"); !got.Met {
		t.Errorf("nothing to answer: %+v", got)
	}
}

func TestRule_9_11_SignOffs(t *testing.T) {
	if n := len(SignOffRoles()); n != 7 {
		t.Fatalf("%d roles sign, want 7", n)
	}
	const where = "publish#sign-offs"
	b := signed(bookWith(boardScore("1.1", 3)), Agree)
	if got := guardAt(t, guardsOf(t, b, Agreed, testDay), where); !got.Met || !strings.Contains(got.Text, "7 of 7") {
		t.Errorf("all have signed: %+v", got)
	}
	if got := guardAt(t, guardsOf(t, signed(b, Disagree), Agreed, testDay), where); !got.Met {
		t.Errorf("dissent is an answer: %+v", got)
	}
	delete(b.SignOffs, key(thisCycle, "icb"))
	if got := guardAt(t, guardsOf(t, b, Agreed, testDay), where); got.Met || !strings.Contains(got.Text, "6 of 7; waiting for Executive lead") {
		t.Errorf("one is missing: %+v", got)
	}
	signed(b, Agree)
	b.Put(boardScore("1.1", 2))
	if got := guardAt(t, guardsOf(t, b, Agreed, testDay), where); got.Met || !strings.Contains(got.Text, "0 of 7; the text has changed since it was signed by Director") {
		t.Errorf("the text has changed: %+v", got)
	}
}

func TestRule_9_11_ASilentForumStopsNobody(t *testing.T) {
	b := bookWith()
	b.Assessments[thisCycle].Forum.Asked = "2026-09-01"
	signed(b, Agree)
	delete(b.SignOffs, key(thisCycle, "forum"))
	if got := guardAt(t, guardsOf(t, b, Agreed, testDay), "publish#sign-offs"); !got.Met || !strings.Contains(got.Text, "6 of 6") {
		t.Errorf("the forum had its working days: %+v", got)
	}
	if got := guardAt(t, guardsOf(t, b, Agreed, "2026-09-10"), "publish#sign-offs"); got.Met {
		t.Errorf("the forum still has time: %+v", got)
	}
}

func TestRule_9_11_NothingIsFrozenThatMayNotBePublished(t *testing.T) {
	b := bookWith(boardScore("5.3", 3), familySurvey("1.1", 5, 4, 30))
	guards := Guards(ReviewOf(b, newest(t), lateDecisions(), thisCycle, nil, testDay), Agreed)
	if got := guardAt(t, guards, "assessment"); got.Met || !strings.Contains(got.Text, "5.3 is 3") {
		t.Errorf("a level above the law's floor: %+v", got)
	}
	if got := guardAt(t, guards, "surveys"); got.Met || !strings.Contains(got.Text, "1.1 families") {
		t.Errorf("a survey of nine: %+v", got)
	}
}

func TestRule_9_11_PublicationNeedsItsChecks(t *testing.T) {
	b := bookWith(familySurvey("1.1", 6, 4, 0))
	met := func() (n, of int) {
		guards := guardsOf(t, b, Published, testDay)
		for _, g := range guards {
			if g.Met {
				n++
			}
		}
		return n, len(guards)
	}
	if n, of := met(); n != 1 || of != 3 {
		t.Errorf("nothing ticked: %d of %d met, want the numbers alone", n, of)
	}
	b.Assessments[thisCycle].Checks = map[string]bool{CheckAccessibility: true}
	if n, _ := met(); n != 2 {
		t.Errorf("accessibility ticked: %d met", n)
	}
	b.Assessments[thisCycle].Checks[CheckSmallNumbers] = true
	if n, _ := met(); n != 3 {
		t.Errorf("both ticked: %d met", n)
	}
	group := familySurvey("1.1", 6, 3, 0)
	group.Subgroup = "in ap"
	b.Put(group)
	if n, _ := met(); n != 2 {
		t.Errorf("nine answers of a group: %d met", n)
	}
	delete(b.Surveys, group.Key())
	three, many := 3.0, 40.0
	b.Put(&LocalValue{Indicator: "L-GOV1", Period: "2026", Value: &three, Unit: "number"}) // posts
	if n, _ := met(); n != 3 {
		t.Errorf("three vacant posts tell of no child: %d met", n)
	}
	b.Put(&LocalValue{Indicator: "L-CME1", Period: "2026", Value: &three, Unit: "number"})
	if n, _ := met(); n != 2 {
		t.Errorf("three children: %d met", n)
	}
	b.Put(&LocalValue{Indicator: "L-CME1", Period: "2026", Value: &many, Unit: "number"})
	if n, _ := met(); n != 3 {
		t.Errorf("forty children: %d met", n)
	}
}

func TestRule_9_11_NoAssessmentNoMove(t *testing.T) {
	if got := Guards(ReviewOf(NewBook("998"), newest(t), Figures{}, thisCycle, nil, testDay), PartnerReview); len(got) != 1 || got[0].Met {
		t.Errorf("guards = %+v", got)
	}
}

func TestRule_9_11_SignOffIsOfTheTextAsItStands(t *testing.T) {
	b := bookWith(boardScore("1.1", 2))
	c := Context{Book: b, Framework: newest(t), Today: testDay}
	whole := SignOff{Cycle: thisCycle, Role: "forum", Name: "A. Example", Answer: Agree, On: testDay, Text256: Content256(b, thisCycle)}
	if problems := whole.Check(c); len(problems) > 0 {
		t.Errorf("problems %v", problems)
	}
	for field, edits := range map[string][]func(*SignOff){
		"role": {func(s *SignOff) { s.Role = "mayor" }}, "name": {func(s *SignOff) { s.Name = " " }}, "answer": {func(s *SignOff) { s.Answer = "perhaps" }},
		"text":        {func(s *SignOff) { s.Answer = Disagree }, func(s *SignOff) { s.Answer = AgreeComments }},
		"text_sha256": {func(s *SignOff) { s.Text256 = "" }, func(s *SignOff) { s.Text256 = Content256(bookWith(), thisCycle) }},
		"on":          {func(s *SignOff) { s.On = testDay.Add(1) }},
	} {
		for _, edit := range edits {
			s := whole
			edit(&s)
			if problems := s.Check(c); len(problems) != 1 || problems.Of(field) == "" {
				t.Errorf("%s: problems %+v", field, problems)
			}
		}
	}
}

func TestRule_9_11_AssessmentHasItsShape(t *testing.T) {
	c := Context{Book: bookWith(), Framework: newest(t), Today: testDay}
	whole := func() *Assessment {
		return &Assessment{Cycle: thisCycle, Framework: "2026.1", State: Draft, Asked: Partners(), Responded: map[string]Day{ICB: testDay},
			NoResponse: map[string]Day{AP: testDay}, Forum: ForumAsked{Asked: testDay}, Checks: map[string]bool{CheckAccessibility: true}}
	}
	if problems := whole().Check(c); len(problems) > 0 {
		t.Errorf("problems %v", problems)
	}
	for field, edits := range map[string][]func(*Assessment){
		"cycle":       {func(a *Assessment) { a.Cycle = "2026/27" }, func(a *Assessment) { a.Cycle = "" }},
		"framework":   {func(a *Assessment) { a.Framework = "2031.1" }},
		"state":       {func(a *Assessment) { a.State = "done" }},
		"reason":      {func(a *Assessment) { a.State = Withdrawn }},
		"asked":       {func(a *Assessment) { a.Asked = append(Partners(), "parish") }, func(a *Assessment) { a.Asked = append(Partners(), AP) }},
		"responded":   {func(a *Assessment) { a.Responded["parish"] = testDay }, func(a *Assessment) { a.Responded[ICB] = testDay.Add(1) }},
		"no_response": {func(a *Assessment) { a.NoResponse[ICB] = testDay }},
		"forum":       {func(a *Assessment) { a.Forum.Responded = "soon" }},
		"checks":      {func(a *Assessment) { a.Checks["spelling"] = true }},
		"version":     {func(a *Assessment) { a.State = Agreed }, func(a *Assessment) { a.Version = -1 }},
	} {
		for _, edit := range edits {
			a := whole()
			edit(a)
			if problems := a.Check(c); len(problems) != 1 || problems.Of(field) == "" {
				t.Errorf("%s: problems %+v", field, problems)
			}
		}
	}
}

func TestRule_9_9_ProfileHasItsShape(t *testing.T) {
	c := Context{Book: bookWith(), Framework: newest(t), Today: testDay}
	whole := func() *Profile {
		return &Profile{Code: "998", Name: "Norbridge SEND and AP partnership", ICBs: []Dated{{Name: "North ICB", From: "2022-07-01", To: "2026-03-31"}},
			Members: []Member{{Organisation: "Council", Role: "Director"}}, NextMeeting: "2027-03-01", MeetingEvery: 12,
			ServesAs: []string{PlanUses()[0].ID}, Clock: &Clock{Started: "2024-05-01", Published: "2024-07-01", Outcome: "inconsistent experiences"}}
	}
	if problems := whole().Check(c); len(problems) > 0 {
		t.Errorf("problems %v", problems)
	}
	for field, edits := range map[string][]func(*Profile){
		"code": {func(p *Profile) { p.Code = "997" }, func(p *Profile) { p.Code = "E06" }}, "name": {func(p *Profile) { p.Name = "" }},
		"icbs.0":       {func(p *Profile) { p.ICBs[0].Name = "" }, func(p *Profile) { p.ICBs[0].To = "2021-01-01" }, func(p *Profile) { p.ICBs[0].From = "July" }},
		"members.0":    {func(p *Profile) { p.Members[0].Role = "" }, func(p *Profile) { p.Members[0].Since = "May" }},
		"next_meeting": {func(p *Profile) { p.NextMeeting = "spring" }}, "meeting_months": {func(p *Profile) { p.MeetingEvery = 37 }},
		"serves_as": {func(p *Profile) { p.ServesAs = []string{"doorstop"} }},
		"clock":     {func(p *Profile) { p.Clock.Outcome = "" }, func(p *Profile) { p.Clock.Published = "2024-04-01" }},
	} {
		for _, edit := range edits {
			p := whole()
			edit(p)
			if problems := p.Check(c); len(problems) != 1 || problems.Of(field) == "" {
				t.Errorf("%s: problems %+v", field, problems)
			}
		}
	}
}
