package peopletest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/plan"
)

var (
	noon   = time.Date(2026, time.June, 30, 12, 0, 0, 123456000, time.UTC)
	future = time.Date(2201, time.January, 1, 0, 0, 0, 0, time.UTC)
)

const here = "202" // a partnership

// Conform runs the suite. open makes an empty keeper of a test's own.
func Conform(t *testing.T, open func(t *testing.T) Keeper) {
	for _, c := range []struct {
		name string
		test func(*testing.T, Keeper)
	}{
		{"an account comes back as it was saved", accountComesBack},
		{"accounts are listed oldest first", accountsInOrder},
		{"who is not there is not found", nobody},
		{"saving replaces an account and its grants", replaced},
		{"a live account has its address and its identity alone", alone},
		{"of many who take one address, one gets it", oneGetsTheAddress},
		{"a code of the second factor counts once", stepsOnce},
		{"what is done to accounts is noted in the ledger", accountsAreNoted},
		{"a ticket comes back as it was saved", ticketComesBack},
		{"tickets are listed newest first, by partnership", ticketsInOrder},
		{"an invitation and a reset are used once", usedOnce},
		{"of many who use an invitation, one gets in", oneGetsIn},
		{"what has expired or was withdrawn lets nobody in", closed},
		{"a link opens until it expires, and counts", linkCounts},
		{"saving a ticket again does not make it new", notNewAgain},
		{"what is done with tickets is noted in the ledger", ticketsAreNoted},
		{"sessions are found by their account", sessionsFound},
		{"an account's sessions can be ended, but one", sessionsEnded},
		{"a session that ended is not listed", endedNotListed},
		{"a request that was broken off changes nothing", brokenOff},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

// person is an account with everything set.
func person(id string) account.Account {
	return account.Account{ID: id, Email: id + "@example.org", Name: "It's \"" + id + "\", č", Password: "$argon2id$v=19$m=1$x", Secret: "JBSWY3DP",
		SecretUsed: 41, OIDCSubject: "https://id.example.org " + id, Demo: true, Created: noon, Changed: noon.Add(time.Second),
		Grants: []account.Grant{{Role: account.System}, {Role: account.Partner, Partnership: here, Organisation: plan.Council},
			{Role: account.DataOff, Partnership: "878"}}}
}

// did is a note of the one who did it.
func did(what string) account.Note {
	return account.Note{At: noon, By: "chair", Organisation: plan.BoardOrg, Partnership: here, Did: what, Role: account.Partner}
}

func save(t *testing.T, k Keeper, a account.Account) {
	t.Helper()
	if err := k.SaveAccount(t.Context(), a, did("saved")); err != nil {
		t.Fatalf("saving %s: %v", a.ID, err)
	}
}

// invitation is a ticket with everything set that is before it is used.
func invitation(secret string) account.Ticket {
	return account.Ticket{Hash: account.TokenHash(secret), Kind: account.InvitationTicket, Account: "anna", Partnership: here, CodeHash: "$argon2id$c",
		Note: "for \"her\"", Created: noon, Expires: noon.Add(time.Hour)}
}

func link(secret string) account.Ticket {
	l := invitation(secret)
	l.Kind, l.Version = account.LinkTicket, 3
	return l
}

func give(t *testing.T, k Keeper, all ...account.Ticket) {
	t.Helper()
	for _, ticket := range all {
		if err := k.SaveTicket(t.Context(), ticket, did("gave")); err != nil {
			t.Fatal(err)
		}
	}
}

func want[T any](t *testing.T, what string, got T, err error, want T) {
	t.Helper()
	if err != nil || fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
		t.Errorf("%s: got %+v (%v), want %+v", what, got, err, want)
	}
}

func wantErr(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v; want %v", what, err, want)
	}
}

// noted lists who did what in the history of a key.
func noted(t *testing.T, k Keeper, kind plan.Kind, key string) (all []string) {
	t.Helper()
	history, err := k.History(t.Context(), here, kind, key)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range history {
		all = append(all, e.Account+" "+e.Organisation+" "+e.At.Format(time.TimeOnly)+" "+e.Body)
	}
	if _, err := k.Verify(t.Context()); err != nil {
		t.Error(err)
	}
	return all
}
