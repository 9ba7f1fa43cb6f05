package desk_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/plan/plantest"
)

const code = "101"

func grant(id string, role account.Role, organisation string) *account.Person {
	return &account.Person{ID: id, Grants: []account.Grant{{Role: role, Partnership: code, Organisation: organisation}}}
}

var (
	board   = grant("board", account.Board, plan.BoardOrg)
	council = grant("council", account.Partner, plan.Council)
	icb     = grant("icb", account.Partner, plan.ICB)
	forum   = grant("forum", account.ForumEdit, plan.ForumOrg)
	young   = grant("young", account.YoungLead, plan.YoungOrg)
	officer = grant("officer", account.DataOff, plan.Council)
	region  = grant("region", account.Regional, "")
	system  = &account.Person{ID: "system", Grants: []account.Grant{{Role: account.System}}}
	others  = &account.Person{ID: "others", Grants: []account.Grant{{Role: account.Board, Partnership: "102", Organisation: plan.BoardOrg}}}
)

// newDesk is a desk on an empty ledger, with the assessment of 2026 begun.
func newDesk(t *testing.T) *desk.Desk {
	t.Helper()
	frameworks, err := plan.LoadFrameworks(nil)
	if err != nil {
		t.Fatal(err)
	}
	d := &desk.Desk{Ledger: plantest.NewLedger(), Frameworks: frameworks, Now: func() time.Time { return time.Date(2026, 2, 2, 10, 0, 0, 0, time.UTC) }}
	if err := d.Begin(t.Context(), board, code, "2026", false); err != nil {
		t.Fatal(err)
	}
	return d
}

func score(organisation, statement, why string) *plan.Score {
	p := plan.Leaders
	switch organisation {
	case plan.ForumOrg:
		p = plan.Forum
	case plan.YoungOrg:
		p = plan.Young
	}
	return &plan.Score{Cycle: "2026", Statement: statement, Perspective: p, Organisation: organisation, Level: 1, Rationale: why, On: "2026-02-01"}
}

func TestRule_9_11_NobodyEditsAnothersScore(t *testing.T) {
	d := newDesk(t)
	writers := map[string]*account.Person{"board": board, "council": council, "icb": icb, "forum": forum, "young": young, "officer": officer,
		"region": region, "system": system, "others": others, "public": nil}
	owner := map[string]string{plan.BoardOrg: "board", plan.Council: "council", plan.ICB: "icb", plan.ForumOrg: "forum", plan.YoungOrg: "young", plan.Schools: ""}
	for organisation, mine := range owner {
		for name, who := range writers {
			s := score(organisation, "1.1", "It is not in place: "+name+" says so.")
			base := 0
			if book, err := d.Book(t.Context(), code); err == nil {
				base = book.Revision(s.Kind(), s.Key())
			}
			_, err := d.Save(t.Context(), who, code, desk.Save{Document: s, Base: base})
			if refused := errors.Is(err, desk.ErrNotAllowed); refused == (name == mine) || name == mine && err != nil {
				t.Errorf("%s writes the score of %s: %v", name, organisation, err)
			}
		}
	}
}

func TestTheSecondEditorIsShownWhatChanged(t *testing.T) {
	d := newDesk(t)
	if _, err := d.Save(t.Context(), council, code, desk.Save{Document: score(plan.Council, "5.3", "First of all it is not in place.")}); err != nil {
		t.Fatal(err)
	}
	_, err := d.Save(t.Context(), council, code, desk.Save{Document: score(plan.Council, "5.3", "Written without having seen the first.")})
	var changed *plan.Changed
	if !errors.As(err, &changed) || !strings.Contains(changed.Now.Body, "First of all") {
		t.Fatalf("got %v, want what stands now", err)
	}
	book, err := d.Book(t.Context(), code)
	if err != nil {
		t.Fatal(err)
	}
	if got := book.Score("2026", "5.3", plan.Leaders, plan.Council).Rationale; !strings.HasPrefix(got, "First of all") {
		t.Errorf("%q stands", got)
	}
}

func TestTwoEditorsOfOneStatementLoseNothingInTwoHundredRounds(t *testing.T) {
	d := newDesk(t)
	second := grant("second", account.Partner, plan.Council)
	first := score(plan.Council, "5.3", "")
	for round := range 200 {
		book, err := d.Book(t.Context(), code)
		if err != nil {
			t.Fatal(err)
		}
		base := book.Revision(first.Kind(), first.Key())
		var errs [2]error
		var both sync.WaitGroup
		for i, who := range []*account.Person{council, second} {
			both.Go(func() {
				_, errs[i] = d.Save(t.Context(), who, code, desk.Save{Document: score(plan.Council, "5.3", fmt.Sprintf("Round %d as editor %d sees it.", round, i)), Base: base})
			})
		}
		both.Wait()
		won := 0
		for _, err := range errs {
			var changed *plan.Changed
			switch {
			case err == nil:
				won++
			case !errors.As(err, &changed):
				t.Fatalf("round %d: %v", round, err)
			}
		}
		if won != 1 {
			t.Fatalf("round %d: %d of two editors were told that theirs was saved", round, won)
		}
	}
	history, err := d.History(t.Context(), code, first.Kind(), first.Key())
	if err != nil || len(history) != 200 {
		t.Errorf("%d saves are in the history, want 200: %v", len(history), err)
	}
	if n, err := d.Ledger.Verify(t.Context()); err != nil || n != 201 {
		t.Errorf("the chain has %d whole entries, want 201: %v", n, err)
	}
}

func TestASaveIsAllOrNothing(t *testing.T) {
	d := newDesk(t)
	good := &plan.Evidence{ID: "E1", Title: "Terms of reference", Type: "document", Date: "2025-11-01", Owner: "Council, head of SEND", Where: "https://example.org/terms"}
	bad := score(plan.Council, "9.9", "No such statement.")
	_, err := d.Save(t.Context(), council, code, desk.Save{Document: good}, desk.Save{Document: bad})
	var problems plan.Problems
	if !errors.As(err, &problems) {
		t.Fatalf("got %v, want what is wrong", err)
	}
	book, err := d.Book(t.Context(), code)
	if err != nil || len(book.Evidence) != 0 {
		t.Errorf("half of a save was kept: %d pieces of evidence, %v", len(book.Evidence), err)
	}
}

func TestDocumentsOfOneSaveMayRestOnEachOther(t *testing.T) {
	d := newDesk(t)
	e := &plan.Evidence{ID: "E1", Title: "Terms of reference", Type: "document", Date: "2025-11-01", Owner: "Council, head of SEND", Where: "https://example.org/terms"}
	s := score(plan.Council, "1.2", "Roles are written down, and cover is not in place everywhere.")
	s.Level, s.Evidence = 2, []string{"E1"}
	if _, err := d.Save(t.Context(), council, code, desk.Save{Document: s}, desk.Save{Document: e}); err != nil {
		t.Fatal(err)
	}
	_, err := d.Save(t.Context(), council, code, desk.Save{Document: e, Base: 1, Remove: true})
	if err == nil || !strings.Contains(err.Error(), "1.2") {
		t.Errorf("evidence that a score rests on was taken out: %v", err)
	}
}

func TestTheStateOfAnAssessmentCannotBeSaved(t *testing.T) {
	d := newDesk(t)
	_, err := d.Save(t.Context(), board, code, desk.Save{Base: 1, Document: &plan.Assessment{Cycle: "2026", Framework: "2026.1", State: plan.Published}})
	var problems plan.Problems
	if !errors.As(err, &problems) || problems.Of("state") == "" {
		t.Errorf("got %v, want a refusal at the state", err)
	}
	for _, to := range []plan.State{plan.PartnerReview, plan.Published, plan.Superseded} {
		if err := d.Move(t.Context(), board, code, "2026", to, ""); !errors.As(err, &problems) {
			t.Errorf("an empty draft was moved to %s: %v", to, err)
		}
	}
	if err := d.Move(t.Context(), council, code, "2026", plan.PartnerReview, ""); err == nil {
		t.Error("a partner moved the assessment")
	}
}

func TestOnlyTheAnswerOfAChallengeIsOthers(t *testing.T) {
	d := newDesk(t)
	asked := plan.Challenge{ID: "C1", On: "2026-01-20", By: "forum", About: "council", Question: "Why are reviews late?"}
	if _, err := d.Save(t.Context(), forum, code, desk.Save{Document: &asked}); err != nil {
		t.Fatal(err)
	}
	softened := asked
	softened.Question = "Are reviews late?"
	if _, err := d.Save(t.Context(), board, code, desk.Save{Document: &softened, Base: 1}); !errors.Is(err, desk.ErrNotAllowed) {
		t.Errorf("the board changed the forum's question: %v", err)
	}
	answered := asked
	answered.Answer, answered.AnsweredOn = "Two caseworkers left; two have been appointed.", "2026-01-30"
	if _, err := d.Save(t.Context(), board, code, desk.Save{Document: &answered, Base: 1}); err != nil {
		t.Errorf("the board could not answer: %v", err)
	}
	rewritten := answered
	rewritten.Answer = "We do not know."
	if _, err := d.Save(t.Context(), forum, code, desk.Save{Document: &rewritten, Base: 2}); !errors.Is(err, desk.ErrNotAllowed) {
		t.Errorf("the forum changed the board's answer: %v", err)
	}
}

func TestEvidenceIsChangedByWhoAddedItOrTheBoard(t *testing.T) {
	for _, c := range []struct {
		by, changer *account.Person
		allowed     bool
	}{
		{council, council, true}, {council, board, true}, {council, icb, false}, {council, forum, false},
		{forum, forum, true}, {forum, board, false}, {forum, council, false}, {young, board, false},
	} {
		d := newDesk(t)
		e := &plan.Evidence{ID: "E1", Title: "What families said", Type: "survey", Date: "2025-11-01", Owner: "Forum, chair", Where: "https://example.org/said", FamilyVoice: true}
		if _, err := d.Save(t.Context(), c.by, code, desk.Save{Document: e}); err != nil {
			t.Fatal(err)
		}
		changed := *e
		changed.Title = "What some families said"
		_, err := d.Save(t.Context(), c.changer, code, desk.Save{Document: &changed, Base: 1})
		if refused := errors.Is(err, desk.ErrNotAllowed); refused == c.allowed || c.allowed && err != nil {
			t.Errorf("%s changes evidence of %s: %v", c.changer.ID, c.by.ID, err)
		}
	}
}
