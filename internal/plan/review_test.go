package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

const (
	thisCycle = "2026"
	lastCycle = "2025"
	testDay   = Day("2026-11-02")
)

// bookWith is a partnership's book with an assessment of this cycle and some documents.
func bookWith(documents ...Document) *Book {
	b := NewBook("998")
	b.Put(&Assessment{Cycle: thisCycle, Framework: "2026.1", State: Draft, Asked: Partners()})
	for _, d := range documents {
		b.Put(d)
	}
	return b
}

func boardScore(statement string, level Level) *Score {
	return &Score{Cycle: thisCycle, Statement: statement, Perspective: Leaders, Organisation: BoardOrg, Level: level, On: "2026-10-20"}
}

func partnerScore(statement, organisation string, level Level) *Score {
	s := boardScore(statement, level)
	s.Organisation = organisation
	return s
}

func forumScore(statement string, level Level) *Score {
	return &Score{Cycle: thisCycle, Statement: statement, Perspective: Forum, Organisation: ForumOrg, Level: level, On: "2026-10-21"}
}

func familySurvey(statement string, agree, disagree, dontKnow int) *Survey {
	return &Survey{Cycle: thisCycle, Statement: statement, Perspective: Families, Instrument: FivePoint, Yes: agree, No: disagree, DontKnow: dontKnow,
		Opened: "2026-09-01", Closed: "2026-10-01"}
}

func figure(id, kind string, value float64, band int) Figure {
	return Figure{Indicator: id, Type: kind, Value: &value, Band: band, Period: "2025", Status: "ok"}
}

// figuresOf are figures whose quarters are also the items of theme T5.
func figuresOf(list ...Figure) Figures {
	f := Figures{Area: "998", Values: map[string]Figure{}, Signals: map[string]Signal{"T5": {State: "partial", Items: map[string]int{}}}}
	for _, one := range list {
		f.Values[one.Indicator] = one
		f.Signals["T5"].Items[one.Indicator] = one.Band
	}
	return f
}

// lateDecisions are the reviews of 9.15: better than half of areas, and 47.6% in four weeks where the law says all.
func lateDecisions() Figures { return figuresOf(figure("S10", "legal", 47.6, 3)) }

// versionOf is a version of a book as it would be frozen.
func versionOf(t *testing.T, number int, cycle string, f *Framework, figures Figures, b *Book) *Version {
	t.Helper()
	v := &Version{Partnership: b.Partnership, Number: number, Cycle: cycle, Framework: *f, Figures: figures}
	for i, d := range b.all() {
		body, err := Encode(d)
		if err != nil {
			t.Fatal(err)
		}
		v.Entries = append(v.Entries, Entry{Seq: int64(i + 1), Partnership: b.Partnership, Kind: d.Kind(), Key: d.Key(), Revision: 1, Body: body})
	}
	return v
}

// lastYear is a version of the cycle before in which the board gave some levels.
func lastYear(t *testing.T, f *Framework, figures Figures, levels map[string]Level, more ...Document) *Version {
	t.Helper()
	b := NewBook("998")
	b.Put(&Assessment{Cycle: lastCycle, Framework: "2026.1", State: Published, Version: 1})
	for statement, level := range levels {
		s := boardScore(statement, level)
		s.Cycle, s.Rationale = lastCycle, "why then"
		b.Put(s)
	}
	for _, d := range more {
		b.Put(d)
	}
	return versionOf(t, 1, lastCycle, f, figures, b)
}

func statementOf(t *testing.T, r Review, id string) StatementReview {
	t.Helper()
	for _, s := range r.statements() {
		if s.Statement.ID == id {
			return s
		}
	}
	t.Fatalf("the review has no statement %s", id)
	return StatementReview{}
}

// rulesOn lists the rules that are raised on a statement or a theme.
func rulesOn(r Review, item string) (rules []string) {
	for _, f := range r.Flags {
		if f.Item == item {
			rules = append(rules, f.Rule)
		}
	}
	return rules
}

func TestSection_9_15_WorkedRow(t *testing.T) {
	b := bookWith(boardScore("5.3", 2), forumScore("5.3", 1), familySurvey("5.3", 30, 113, 0))
	r := ReviewOf(b, newest(t), lateDecisions(), thisCycle, nil, testDay)
	s := statementOf(t, r, "5.3")
	for _, want := range []struct {
		p           Perspective
		level, says string
	}{
		{Leaders, "2", "Developing (capped: legal standard not met in most cases)"},
		{Forum, "1", "Not yet in place"},
		{Families, "1–2", "21% agree, 143 answers (15 to 28)"},
		{Data, "3", "better than half of areas (from S10); S10: 47.6% against a legal standard of all, not met in most cases"},
	} {
		got := s.Readings[want.p]
		if got.Level() != want.level || !strings.Contains(got.Text, want.says) {
			t.Errorf("%s: %q %q; want %q %q", want.p, got.Level(), got.Text, want.level, want.says)
		}
	}
	if got, want := rulesOn(r, "5.3"), []string{"G2", "G4"}; !slices.Equal(got, want) {
		t.Errorf("rules on 5.3: %v, want %v", got, want)
	}
	if s.Flags[1].Label != "Data better than experience" || s.Flags[1].Detail != "data 3, families 1–2" || !s.Flags[1].Needs {
		t.Errorf("G4 = %+v", s.Flags[1])
	}
	b.Put(&Response{Cycle: thisCycle, Item: "5.3", Rule: "G4", Answer: Investigate, Text: "Sample 30 reviews with the forum", Owner: "Head of SEN", Due: "2027-01-31", On: testDay})
	b.Put(&Reply{Cycle: thisCycle, Item: "5.3", Rule: "G4", Text: "We will help.", On: testDay})
	g4 := statementOf(t, ReviewOf(b, newest(t), lateDecisions(), thisCycle, nil, testDay), "5.3").Flags[1]
	if !g4.Answered() || g4.Response.Owner != "Head of SEN" || g4.Reply.Text != "We will help." {
		t.Errorf("G4 with its answer = %+v", g4)
	}
}

func TestReviewKeepsPerspectivesAndOrganisationsApart(t *testing.T) {
	b := bookWith(boardScore("1.1", 3), partnerScore("1.1", Council, 4), partnerScore("1.1", ICB, 2), familySurvey("1.1", 5, 2, 0))
	b.Assessments[thisCycle].NoResponse = map[string]Day{AP: "2026-10-01"}
	s := statementOf(t, ReviewOf(b, newest(t), Figures{}, thisCycle, nil, testDay), "1.1")
	if got := s.Readings[Leaders]; got.Low != 3 || got.High != 3 {
		t.Errorf("leaders = %+v: the board's agreed level is 3, whatever its partners said", got)
	}
	var who []string
	for _, o := range s.Organisations {
		level := Level(0)
		if o.Score != nil {
			level = o.Score.Level
		}
		who = append(who, fmt.Sprint(o.Organisation, " ", level, " ", o.NoResponse))
	}
	if want := []string{"council 4 false", "icb 2 false", "schools 0 false", "ap 0 true", "social care 0 false"}; !slices.Equal(who, want) {
		t.Errorf("organisations = %v, want %v", who, want)
	}
	for p, state := range map[Perspective]string{Forum: NotYetAssessed, Families: Suppressed, Young: NotAsked, Settings: NotAsked, Data: NoPublicData} {
		if got := s.Readings[p]; got.State != state || got.Shown() {
			t.Errorf("%s: state %q, level %q; want %q and none", p, got.State, got.Level(), state)
		}
	}
}

func TestReviewShowsWhatChangedSinceTheVersionBefore(t *testing.T) {
	f := newest(t)
	before := lastYear(t, f, figuresOf(figure("S10", "legal", 52, 2)), map[string]Level{"5.3": 3, "1.1": 1, "1.2": 1, "1.3": 1, "1.4": 1})
	b := bookWith(boardScore("5.3", 2), boardScore("1.1", 2), boardScore("1.2", 2), boardScore("1.3", 2), boardScore("1.4", 2))
	r := ReviewOf(b, f, lateDecisions(), thisCycle, before, testDay)
	s := statementOf(t, r, "5.3")
	if s.Previous != 3 || s.PreviousWhy != "why then" || s.Readings[Leaders].Before != 3 || s.Readings[Data].Before != 2 || s.Readings[Forum].Before != 0 {
		t.Errorf("5.3 before: %d %q %+v", s.Previous, s.PreviousWhy, s.Readings)
	}
	if got := r.Themes[0].Readings[Leaders]; got.Low != 2 || got.Before != 1 {
		t.Errorf("T1, leaders: %d after %d; want 2 after 1", got.Low, got.Before)
	}
}

func TestReviewOfOneBookIsAlwaysTheSame(t *testing.T) {
	f := newest(t)
	b := bookWith()
	for _, s := range f.Statements() {
		b.Put(boardScore(s.ID, 3))
		b.Put(forumScore(s.ID, 1))
		b.Put(familySurvey(s.ID, 30, 113, 20))
		for i, o := range Partners() {
			b.Put(partnerScore(s.ID, o, Level(1+i%4)))
		}
	}
	text := func() string {
		r := ReviewOf(b, f, lateDecisions(), thisCycle, nil, testDay)
		return fmt.Sprintf("%+v %+v %+v", r.Flags, r.Agreements, r.Cautions)
	}
	want := text()
	for range 5 {
		if got := text(); got != want {
			t.Fatal("two reviews of one book differ")
		}
	}
}

func TestReviewReadsAPanelOfYoungPeopleWhereNoSurveyWasHeld(t *testing.T) {
	panel := &Score{Cycle: thisCycle, Statement: "3.3", Perspective: Young, Organisation: YoungOrg, Level: 2, On: testDay}
	if got := statementOf(t, ReviewOf(bookWith(panel), newest(t), Figures{}, thisCycle, nil, testDay), "3.3").Readings[Young]; got.Level() != "2" {
		t.Errorf("young people = %+v, want the panel's 2", got)
	}
	survey := familySurvey("3.3", 100, 0, 0)
	survey.Perspective = Young
	if got := statementOf(t, ReviewOf(bookWith(panel, survey), newest(t), Figures{}, thisCycle, nil, testDay), "3.3").Readings[Young]; got.Level() != "4" {
		t.Errorf("young people = %+v, want the survey's 4", got)
	}
}
