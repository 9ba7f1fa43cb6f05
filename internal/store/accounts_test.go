package store

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/account/peopletest"
)

func TestPlansKeepPeople(t *testing.T) {
	peopletest.Conform(t, func(t *testing.T) peopletest.Keeper { return newPlans(t) })
}

func TestWhoseAnEndedSessionWasIsForgotten(t *testing.T) {
	p := newPlans(t)
	ctx := t.Context()
	began := time.Date(2026, time.June, 30, 12, 0, 0, 0, time.UTC)
	for token, at := range map[string]time.Time{"live": began, "gone": began, "about to begin": began.Add(time.Hour)} {
		if err := p.TieSession(ctx, token, "anna", at); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.CommitCtx(ctx, "live", nil, far); err != nil {
		t.Fatal(err)
	}
	if err := p.TieSession(ctx, "new", "ben", began.Add(untied+time.Minute)); err != nil {
		t.Fatal(err)
	}
	for token, want := range map[string]int{"live": 1, "gone": 0, "about to begin": 1, "new": 1} {
		var n int
		if err := p.db.QueryRowContext(ctx, "select count(*) from session_account where token_hash = ?", tokenHash(token)).Scan(&n); err != nil || n != want {
			t.Errorf("the session %q is known %d times (%v), want %d", token, n, err, want)
		}
	}
}

func TestAccountsOutliveTheProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plans.duckdb")
	const secret = "the-secret-of-an-invitation"
	given := account.Account{ID: "anna", Email: "anna@example.org", Created: far, Changed: far, Grants: []account.Grant{{Role: account.Board, Partnership: "202"}}}
	ticket := account.Ticket{Hash: account.TokenHash(secret), Kind: account.InvitationTicket, Account: "anna", Partnership: "202", Created: far, Expires: far.Add(time.Hour)}
	p := opened(t, path)
	for _, err := range []error{p.SaveAccount(t.Context(), given, account.Note{At: far}), p.SaveTicket(t.Context(), ticket, account.Note{At: far}), p.Close()} {
		if err != nil {
			t.Fatal(err)
		}
	}
	p = opened(t, path)
	a, err := p.Account(t.Context(), "anna")
	if fmt.Sprint(a) != fmt.Sprint(given) || err != nil {
		t.Errorf("%+v (%v), want %+v", a, err, given)
	}
	if err := p.UseTicket(t.Context(), ticket.Hash, far); err != nil {
		t.Error(err)
	}
	if b, err := os.ReadFile(path); err != nil || bytes.Contains(b, []byte(secret)) {
		t.Errorf("the file holds the secret (%v)", err)
	}
}
