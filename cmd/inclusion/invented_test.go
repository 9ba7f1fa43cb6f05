package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/desk/invented"
	"inclusion/internal/plan"
	"inclusion/internal/plan/plantest"
	"inclusion/internal/store"
)

const inventedDay plan.Day = "2026-11-22"

// sampleWarehouse is the sample's figures.
func sampleWarehouse(t *testing.T) *store.Warehouse {
	t.Helper()
	c := &Config{Data: sampleFolder(t), Memory: "900MB"}
	w, err := store.OpenWarehouse(t.Context(), c.folder, c.engine(c.folder()), discard())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

// written tells the stories up to a day.
func written(t *testing.T, warehouse *store.Warehouse, day plan.Day) *plantest.Ledger {
	t.Helper()
	frameworks, err := plan.LoadFrameworks(nil)
	if err != nil {
		t.Fatal(err)
	}
	ledger, data := plantest.NewLedger(), desk.Warehouse{Warehouse: warehouse}
	if err := invented.Write(t.Context(), ledger, frameworks, data, desk.Before{Warehouse: data}, day); err != nil {
		t.Fatal(err)
	}
	return ledger
}

// toldOnce is what was written up to the day that most tests look at, which none of them adds to.
var toldOnce *plantest.Ledger

// told gives the desk of a day with the stories that were told up to then.
func told(t *testing.T, warehouse *store.Warehouse, day plan.Day) *desk.Desk {
	t.Helper()
	if day != inventedDay {
		return deskOf(t, warehouse, written(t, warehouse, day), day)
	}
	if toldOnce == nil {
		toldOnce = written(t, warehouse, day)
	}
	return deskOf(t, warehouse, toldOnce, day)
}

// deskOf is the desk on a day over what was written.
func deskOf(t *testing.T, warehouse *store.Warehouse, ledger *plantest.Ledger, day plan.Day) *desk.Desk {
	t.Helper()
	frameworks, err := plan.LoadFrameworks(nil)
	if err != nil {
		t.Fatal(err)
	}
	noon, _ := day.Time()
	return &desk.Desk{Ledger: ledger, Frameworks: frameworks, Data: desk.Warehouse{Warehouse: warehouse}, Now: func() time.Time { return noon.Add(12 * time.Hour) }}
}

// review fails the test where there is none.
func reviewIn(t *testing.T, d *desk.Desk, code, cycle string) plan.Review {
	t.Helper()
	r, err := d.Review(t.Context(), code, cycle)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestTheInventedPartnershipsShowEverythingABoardMeets(t *testing.T) {
	d := told(t, sampleWarehouse(t), inventedDay)
	t.Run("states", func(t *testing.T) {
		for place, want := range map[string]plan.State{"101 2025": plan.Superseded, "101 2026": plan.Published, "103 2025": plan.Published,
			"103 2026": plan.ForumResponse, "107 2026": plan.Published} {
			code, cycle, _ := strings.Cut(place, " ")
			if got := reviewIn(t, d, code, cycle).Assessment.State; got != want {
				t.Errorf("%s is %s, want %s", place, got, want)
			}
		}
	})
	t.Run("rules", func(t *testing.T) {
		raised := map[string]bool{}
		for _, code := range []string{"101", "103", "107"} {
			for _, f := range reviewIn(t, d, code, "").Flags {
				raised[f.Rule] = true
			}
		}
		for _, rule := range plan.Rules() {
			if !raised[rule.ID] {
				t.Errorf("nobody meets %s, %s", rule.ID, rule.Label)
			}
		}
	})
	t.Run("lower than last year", func(t *testing.T) {
		var lower []string
		for _, theme := range reviewIn(t, d, "101", "2026").Themes {
			for _, s := range theme.Statements {
				if s.Board != nil && s.Previous > s.Board.Level {
					lower = append(lower, s.Statement.ID)
					if !strings.Contains(s.Board.Rationale, "Last year we said") {
						t.Errorf("%s fell and does not say why", s.Statement.ID)
					}
				}
			}
		}
		if want := []string{"3.4", "4.3", "6.1", "6.4", "10.3"}; !slices.Equal(lower, want) {
			t.Errorf("lower than last year are %v, want %v", lower, want)
		}
	})
	t.Run("capped by the law", func(t *testing.T) {
		var capped []string
		for _, theme := range reviewIn(t, d, "103", "2026").Themes {
			for _, s := range theme.Statements {
				if s.Cap != nil && s.Cap.Indicator != "" {
					capped = append(capped, s.Statement.ID+" "+s.Cap.Indicator)
				}
			}
		}
		if want := []string{"5.1 S01", "5.3 S10"}; !slices.Equal(capped, want) {
			t.Errorf("capped are %v, want %v", capped, want)
		}
	})
}

func TestTheInventedActionsAreLateStaleAndChecked(t *testing.T) {
	d := told(t, sampleWarehouse(t), inventedDay)
	standing, findings, bodies := map[string]int{}, map[string]bool{}, map[string]bool{}
	for _, code := range []string{"101", "103", "107"} {
		book, err := d.Book(t.Context(), code)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range plan.ActionLines(book, inventedDay) {
			standing[line.Action.Status]++
			if line.Standing.Late {
				standing["late"]++
			}
			if line.Standing.Stale {
				standing["stale"]++
			}
			if code == "101" {
				bodies[line.Action.Body] = true
				findings[line.Action.SourceRef] = true
			}
		}
		if warnings := plan.PlanWarnings(book); len(warnings) > 0 {
			t.Errorf("%s: %v", code, warnings)
		}
	}
	for _, want := range append(plan.ActionStatuses(), "late", "stale") {
		if standing[want] == 0 {
			t.Errorf("no action is %s: %v", want, standing)
		}
	}
	for _, finding := range []string{"I1", "I2", "I3", "I4"} {
		if !findings[finding] {
			t.Errorf("no action of Alderbrook answers the inspection's %s", finding)
		}
	}
	if len(bodies) < 6 {
		t.Errorf("only %d bodies promise something", len(bodies))
	}
}

func TestTheInventedPlanIsWholeAndTheDraftIsNot(t *testing.T) {
	d := told(t, sampleWarehouse(t), inventedDay)
	version, review, ok, err := d.Published(t.Context(), "101")
	if err != nil || !ok {
		t.Fatalf("Alderbrook has published nothing: %v", err)
	}
	if c := plan.CompletenessOf(review.Book); c.Filled != c.Of {
		t.Errorf("of Alderbrook's plan %s; missing: %v", c.Text(), c.Missing())
	}
	if version.Number != 2 || version.Before == "" {
		t.Errorf("Alderbrook's public version is %d", version.Number)
	}
	if s := review.Book.SignOffs["2026/forum"]; s == nil || s.Answer != plan.Disagree || s.Text == "" {
		t.Error("the forum's dissent is not in the published version")
	}
	meetings := map[plan.Day]bool{}
	book, err := d.Book(t.Context(), "101")
	if err != nil {
		t.Fatal(err)
	}
	for _, decision := range book.Decisions {
		meetings[decision.On] = true
		for _, seen := range decision.Seen {
			if seen.Value == "" || seen.Value == "not published" {
				t.Errorf("%s has seen no value of %s", decision.ID, seen.Indicator)
			}
		}
	}
	if len(meetings) < 3 || len(book.Decisions) < 6 {
		t.Errorf("%d decisions at %d meetings", len(book.Decisions), len(meetings))
	}
	open := []string{}
	for _, g := range plan.Guards(reviewIn(t, d, "103", ""), plan.Agreed) {
		if !g.Met {
			open = append(open, g.Where)
		}
	}
	for _, where := range []string{"publish#forum", "disagreements", "publish#sign-offs", "surveys"} {
		if !slices.Contains(open, where) {
			t.Errorf("nothing is missing at %s from Dunmarrow's draft: %v", where, open)
		}
	}
	silent := reviewIn(t, d, "107", "").Assessment
	if silent.NoResponse[plan.SocialCare] == "" || silent.Forum.Responded != "" || silent.Forum.Asked == "" {
		t.Errorf("Brackenfold's social care and forum were to be silent: %+v", silent)
	}
}

func TestTheSameDayTellsTheSameStory(t *testing.T) {
	warehouse := sampleWarehouse(t)
	marks := func(d *desk.Desk) (all string) {
		for _, code := range []string{"101", "103", "107"} {
			lines, err := d.Audit(context.Background(), code, 0, 1)
			if err != nil || len(lines) != 1 {
				t.Fatalf("%s has no newest line: %v", code, err)
			}
			all += fmt.Sprintln(code, lines[0].Hash)
		}
		return all
	}
	again := deskOf(t, warehouse, written(t, warehouse, inventedDay), inventedDay)
	if one, two := marks(told(t, warehouse, inventedDay)), marks(again); one != two {
		t.Errorf("told twice:\n%s\n%s", one, two)
	}
}

func TestTheStoriesCanBeToldOnAnyDay(t *testing.T) {
	warehouse := sampleWarehouse(t)
	for _, day := range []plan.Day{"2026-12-31", "2027-01-01", "2027-03-29", "2027-08-15", "2028-02-29"} {
		t.Run(string(day), func(t *testing.T) {
			codes, err := told(t, warehouse, day).PublishedCodes(t.Context())
			if err != nil || !slices.Equal(codes, []string{"101", "103", "107"}) {
				t.Errorf("published are %v, %v", codes, err)
			}
		})
	}
}

// elsewhere has authorities with the sample's codes and other names.
type elsewhere struct{ desk.Publications }

func (elsewhere) Area(context.Context, string) (string, bool, error) {
	return "Another place", true, nil
}

func TestNothingInventedIsWrittenAmongRealData(t *testing.T) {
	frameworks, err := plan.LoadFrameworks(nil)
	if err != nil {
		t.Fatal(err)
	}
	ledger := plantest.NewLedger()
	if err := invented.Write(t.Context(), ledger, frameworks, elsewhere{}, elsewhere{}, inventedDay); !errors.Is(err, invented.ErrNotInvented) {
		t.Errorf("telling the stories elsewhere: %v", err)
	}
	if had, err := ledger.Partnerships(t.Context()); err != nil || len(had) > 0 {
		t.Errorf("%v were written, %v", had, err)
	}
}

func TestServingTheSampleWritesTheInventedPartnershipsOnce(t *testing.T) {
	warehouse, own := sampleWarehouse(t), t.TempDir()
	plans, err := store.OpenPlans(t.Context(), store.Folder{Dir: own}.Plans())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { plans.Close() })
	count := func() int64 {
		if err := writeInvented(t.Context(), plans, warehouse, own); err != nil {
			t.Fatal(err)
		}
		n, err := plans.Verify(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	first := count()
	if first < 1000 {
		t.Errorf("only %d lines were written", first)
	}
	if again := count(); again != first {
		t.Errorf("%d lines became %d when the sample was served again", first, again)
	}
	one := invented.Accounts()[0]
	kept, err := plans.AccountByEmail(t.Context(), one.Email)
	if err != nil || !kept.Demo {
		t.Fatalf("the account of %s: %+v, %v", one.Email, kept, err)
	}
	if ok, _, err := account.NewPasswords(account.DefaultHashCost).Matches(t.Context(), kept.Password, one.Password); err != nil || !ok {
		t.Errorf("the password on the page does not open %s: %v", one.Email, err)
	}
	link, err := plans.Ticket(t.Context(), account.TokenHash(invented.LinkSecret))
	if err != nil || !link.Open(time.Now()) || link.Version != 2 {
		t.Errorf("the inspector's link: %+v, %v", link, err)
	}
}
