package peopletest

import (
	"testing"
	"time"

	"inclusion/internal/account"
)

// begin begins a session as signing in does.
func begin(t *testing.T, k Keeper, token, id string, at, expires time.Time) {
	t.Helper()
	if err := k.TieSession(t.Context(), token, id, at); err != nil {
		t.Fatal(err)
	}
	if err := k.CommitCtx(t.Context(), token, []byte(token), expires); err != nil {
		t.Fatal(err)
	}
}

func wantSessions(t *testing.T, k Keeper, id string, tokens ...string) {
	t.Helper()
	var hashes, kept []string
	for _, token := range tokens {
		hashes = append(hashes, account.TokenHash(token))
		if data, found, err := k.FindCtx(t.Context(), token); err != nil || !found || string(data) != token {
			t.Errorf("session %s: %q, %t, %v", token, data, found, err)
		}
	}
	all, err := k.AccountSessions(t.Context(), id)
	for _, s := range all {
		kept = append(kept, s.TokenHash)
	}
	want(t, "sessions of "+id, kept, err, hashes)
}

func sessionsFound(t *testing.T, k Keeper) {
	begin(t, k, "a1", "anna", noon, future)
	begin(t, k, "b1", "ben", noon, future)
	begin(t, k, "a2", "anna", noon.Add(time.Hour), future)
	wantSessions(t, k, "anna", "a2", "a1")
	wantSessions(t, k, "ben", "b1")
	wantSessions(t, k, "nobody")
	all, err := k.AccountSessions(t.Context(), "ben")
	want(t, "what is known of a session", all, err, []account.Session{{TokenHash: account.TokenHash("b1"), Created: noon, Expires: future}})
	begin(t, k, "b1", "anna", noon.Add(2*time.Hour), future)
	wantSessions(t, k, "ben")
	wantSessions(t, k, "anna", "b1", "a2", "a1")
}

func sessionsEnded(t *testing.T, k Keeper) {
	for _, token := range []string{"a1", "a2", "a3"} {
		begin(t, k, token, "anna", noon, future)
	}
	begin(t, k, "b1", "ben", noon, future)
	wantErr(t, "ending all but one", k.EndSessions(t.Context(), "anna", account.TokenHash("a2")), nil)
	wantSessions(t, k, "anna", "a2")
	for _, token := range []string{"a1", "a3"} {
		if _, found, err := k.FindCtx(t.Context(), token); err != nil || found {
			t.Errorf("session %s goes on: %t, %v", token, found, err)
		}
	}
	wantErr(t, "ending all", k.EndSessions(t.Context(), "anna", ""), nil)
	wantErr(t, "ending none", k.EndSessions(t.Context(), "anna", ""), nil)
	wantSessions(t, k, "anna")
	wantSessions(t, k, "ben", "b1")
	begin(t, k, "a1", "anna", noon, future)
	wantSessions(t, k, "anna", "a1")
}

func endedNotListed(t *testing.T, k Keeper) {
	begin(t, k, "a1", "anna", noon, future)
	begin(t, k, "expired", "anna", noon, noon.AddDate(-20, 0, 0))
	if err := k.TieSession(t.Context(), "never begun", "anna", noon); err != nil {
		t.Fatal(err)
	}
	wantSessions(t, k, "anna", "a1")
	if err := k.DeleteCtx(t.Context(), "a1"); err != nil {
		t.Fatal(err)
	}
	wantSessions(t, k, "anna")
	begin(t, k, "a2", "anna", noon.AddDate(0, 0, 2), future)
	wantSessions(t, k, "anna", "a2")
}
