package desk_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/plan/plantest"
)

func TestNobodyTakesOutAnothersChallenge(t *testing.T) {
	d := newDesk(t)
	asked := plan.Challenge{ID: "C1", On: "2026-01-20", By: "forum", About: "council", Question: "Why are reviews late?"}
	answered := asked
	answered.Answer, answered.AnsweredOn = "Two caseworkers left.", "2026-01-30"
	steps := []struct {
		name    string
		who     *account.Person
		save    desk.Save
		refused bool
	}{
		{"the forum asks", forum, desk.Save{Document: &asked}, false},
		{"the board takes it out", board, desk.Save{Document: &asked, Base: 1, Remove: true}, true},
		{"the council takes it out", council, desk.Save{Document: &asked, Base: 1, Remove: true}, true},
		{"the board answers", board, desk.Save{Document: &answered, Base: 1}, false},
		{"the forum takes the board's answer out with it", forum, desk.Save{Document: &answered, Base: 2, Remove: true}, true},
		{"the board takes its answer back", board, desk.Save{Document: &asked, Base: 2}, false},
		{"the forum takes it out", forum, desk.Save{Document: &asked, Base: 3, Remove: true}, false},
	}
	for _, s := range steps {
		_, err := d.Save(t.Context(), s.who, code, s.save)
		if errors.Is(err, desk.ErrNotAllowed) != s.refused || err != nil && !s.refused {
			t.Errorf("%s: %v", s.name, err)
		}
	}
}

func TestANumberThatIsGivenAgainBelongsToWhoeverUsesItNext(t *testing.T) {
	d := newDesk(t)
	first := plan.Challenge{ID: "C1", On: "2026-01-20", By: "forum", About: "council", Question: "Why are reviews late?"}
	second := plan.Challenge{ID: "C1", On: "2026-01-21", By: "council", About: "ICB", Question: "Who pays for equipment?"}
	for _, s := range []struct {
		who  *account.Person
		save desk.Save
	}{{forum, desk.Save{Document: &first}}, {forum, desk.Save{Document: &first, Base: 1, Remove: true}}, {council, desk.Save{Document: &second}}} {
		if _, err := d.Save(t.Context(), s.who, code, s.save); err != nil {
			t.Fatal(err)
		}
	}
	changed := second
	changed.Question = "Who pays?"
	if _, err := d.Save(t.Context(), forum, code, desk.Save{Document: &changed, Base: 3}); !errors.Is(err, desk.ErrNotAllowed) {
		t.Errorf("whoever had the number before changed the question: %v", err)
	}
	if _, err := d.Save(t.Context(), council, code, desk.Save{Document: &changed, Base: 3}); err != nil {
		t.Errorf("whoever asked could not change the question: %v", err)
	}
}

func TestWhatIsAgreedIsNotAnsweredAnyMore(t *testing.T) {
	d := newDesk(t)
	book, err := d.Book(t.Context(), code)
	if err != nil {
		t.Fatal(err)
	}
	agreed := *book.Assessments["2026"]
	agreed.State, agreed.Version = plan.Agreed, 1
	body, err := plan.Encode(&agreed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Ledger.Append(t.Context(), time.Now(), []plan.Write{{Account: "board", Organisation: plan.BoardOrg, Partnership: code, Kind: plan.KindAssessment, Key: "2026", Base: 1, Body: body}}); err != nil {
		t.Fatal(err)
	}
	d = &desk.Desk{Ledger: d.Ledger, Frameworks: d.Frameworks, Now: d.Now}
	var problems plan.Problems
	if err := d.Respond(t.Context(), council, code, "2026", plan.Council, false); !errors.As(err, &problems) {
		t.Errorf("a partner responded to what is agreed: %v", err)
	}
	if err := d.MarkNoResponse(t.Context(), board, code, "2026", plan.ICB, false); !errors.As(err, &problems) {
		t.Errorf("the board marked a partner after the agreement: %v", err)
	}
	if err := d.Tick(t.Context(), board, code, "2026", plan.CheckAccessibility, true); err != nil {
		t.Errorf("the board could not tick a check before publication: %v", err)
	}
}

func TestWhatOthersSaidIsSavedByNobodyElse(t *testing.T) {
	d := newDesk(t)
	for name, change := range map[string]func(*plan.Assessment){
		"answers for the forum":     func(a *plan.Assessment) { a.Forum.Responded = "2026-02-02" },
		"answers for a partner":     func(a *plan.Assessment) { a.Responded = map[string]plan.Day{plan.ICB: "2026-02-02"} },
		"says a partner is silent":  func(a *plan.Assessment) { a.NoResponse = map[string]plan.Day{plan.ICB: "2026-02-02"} },
		"does not ask a partner":    func(a *plan.Assessment) { a.Asked = a.Asked[1:] },
		"writes a reason":           func(a *plan.Assessment) { a.Reason = "None." },
		"goes back to all or fewer": func(a *plan.Assessment) { a.Core = true },
	} {
		book, err := d.Book(t.Context(), code)
		if err != nil {
			t.Fatal(err)
		}
		a := *book.Assessments["2026"]
		change(&a)
		var problems plan.Problems
		if _, err := d.Save(t.Context(), board, code, desk.Save{Document: &a, Base: 1}); !errors.As(err, &problems) || problems.Of("state") == "" {
			t.Errorf("a save that %s: %v", name, err)
		}
	}
}

// brokenOff is a ledger whose next save is kept, and answered with an error.
type brokenOff struct {
	plan.Ledger
	broken bool
}

func (l *brokenOff) Append(ctx context.Context, at time.Time, writes []plan.Write) ([]plan.Entry, error) {
	entries, err := l.Ledger.Append(ctx, at, writes)
	if l.broken {
		l.broken = false
		return nil, errors.New("the answer was lost")
	}
	return entries, err
}

func TestASaveWhoseAnswerWasLostIsSeen(t *testing.T) {
	d := newDesk(t)
	d.Ledger = &brokenOff{Ledger: d.Ledger, broken: true}
	if _, err := d.Save(t.Context(), council, code, desk.Save{Document: score(plan.Council, "5.3", "First of all it is not in place.")}); err == nil {
		t.Fatal("the save was not broken off")
	}
	book, err := d.Book(t.Context(), code)
	if err != nil {
		t.Fatal(err)
	}
	s := score(plan.Council, "5.3", "Now it is written once more.")
	base := book.Revision(s.Kind(), s.Key())
	if _, err := d.Save(t.Context(), council, code, desk.Save{Document: s, Base: base}); base != 1 || err != nil {
		t.Errorf("on revision %d: %v; the page shows what the ledger does not hold", base, err)
	}
}

// areas are published data of some areas, with no figures.
type areas []string

func (a areas) Area(_ context.Context, code string) (string, bool, error) {
	return "Area " + code, slices.Contains(a, code), nil
}
func (areas) Figures(_ context.Context, code string) (plan.Figures, error) {
	return plan.Figures{Area: code}, nil
}
func (areas) Made() string { return "1" }

func TestAnAreaThatIsGoneTakesNoOthersPagesWithIt(t *testing.T) {
	d := newDesk(t)
	d = &desk.Desk{Ledger: d.Ledger, Frameworks: d.Frameworks, Now: d.Now, Data: areas{"102"}}
	if err := d.Begin(t.Context(), others, "102", "2026", false); err != nil {
		t.Fatal(err)
	}
	d = &desk.Desk{Ledger: d.Ledger, Frameworks: d.Frameworks, Now: d.Now, Data: areas{"102"}}
	if mark, err := d.PublicMark(t.Context()); err != nil || mark != "plans 2" {
		t.Errorf("the mark is %q, %v; want that of area 102", mark, err)
	}
}

func TestTheMarkChangesWithWhatIsPublicOnly(t *testing.T) {
	frameworks, err := plan.LoadFrameworks(nil)
	if err != nil {
		t.Fatal(err)
	}
	d := &desk.Desk{Ledger: plantest.NewLedger(), Frameworks: frameworks, Now: func() time.Time { return time.Date(2026, 2, 2, 10, 0, 0, 0, time.UTC) }}
	mark := func() string {
		m, err := d.PublicMark(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	none := mark()
	if err := d.Begin(t.Context(), board, code, "2026", false); err != nil {
		t.Fatal(err)
	}
	begun := mark()
	if _, err := d.Save(t.Context(), council, code, desk.Save{Document: score(plan.Council, "5.3", "It is not in place.")}); err != nil {
		t.Fatal(err)
	}
	scored := mark()
	if err := d.Share(t.Context(), board, code, "2026", true); err != nil {
		t.Fatal(err)
	}
	if shared := mark(); none == begun && begun == shared || scored != begun || shared == scored {
		t.Errorf("marks: %q, begun %q, scored %q, shared %q", none, begun, scored, shared)
	}
}
