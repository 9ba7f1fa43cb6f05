package peopletest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/plan"
)

func accountComesBack(t *testing.T, k Keeper) {
	given := person("anna")
	for _, a := range []account.Account{given, {ID: "bare", Created: noon, Changed: noon}} {
		save(t, k, a)
		got, err := k.Account(t.Context(), a.ID)
		want(t, a.ID, got, err, a)
	}
	for _, email := range []string{"anna@example.org", "Anna@Example.ORG"} {
		got, err := k.AccountByEmail(t.Context(), email)
		want(t, email, got, err, given)
	}
	got, err := k.AccountBySubject(t.Context(), given.OIDCSubject)
	want(t, given.OIDCSubject, got, err, given)
}

func accountsInOrder(t *testing.T, k Keeper) {
	for i, id := range []string{"c", "a", "b"} {
		a := person(id)
		a.Created = noon.Add(time.Duration(-i) * time.Hour).In(time.FixedZone("", 3600*i))
		save(t, k, a)
	}
	all, err := k.Accounts(t.Context())
	var ids []string
	for _, a := range all {
		ids = append(ids, a.ID)
		if len(a.Grants) != 3 || a.Created.Location() != time.UTC {
			t.Errorf("%+v is not whole", a)
		}
	}
	want(t, "accounts", ids, err, []string{"b", "a", "c"})
}

func nobody(t *testing.T, k Keeper) {
	save(t, k, account.Account{ID: "bare", Created: noon, Changed: noon})
	ctx := t.Context()
	for _, what := range []string{"", "anna", "%", "x' or 'a' = 'a"} {
		_, err := k.Account(ctx, what)
		wantErr(t, "account "+what, err, account.ErrNoAccount)
		_, err = k.AccountByEmail(ctx, what)
		wantErr(t, "address "+what, err, account.ErrNoAccount)
		_, err = k.AccountBySubject(ctx, what)
		wantErr(t, "identity "+what, err, account.ErrNoAccount)
		_, err = k.Ticket(ctx, what)
		wantErr(t, "ticket "+what, err, account.ErrNoTicket)
		wantErr(t, "using ticket "+what, k.UseTicket(ctx, what, noon), account.ErrNoTicket)
		wantErr(t, "step of "+what, k.UseStep(ctx, what, 1), account.ErrNoAccount)
	}
	tickets, err := k.Tickets(ctx, here)
	want(t, "tickets", len(tickets), err, 0)
}

func replaced(t *testing.T, k Keeper) {
	save(t, k, person("anna"))
	save(t, k, person("ben"))
	a := person("anna")
	for _, grants := range [][]account.Grant{nil, {{Role: account.Board, Partnership: here, Organisation: plan.BoardOrg}}, person("anna").Grants} {
		a.Email, a.Name, a.Password, a.OIDCSubject, a.Demo, a.Disabled = "new@example.org", "New", "", "", !a.Demo, !a.Disabled
		a.Changed, a.Grants = a.Changed.Add(time.Hour), grants
		save(t, k, a)
		got, err := k.Account(t.Context(), "anna")
		want(t, "anna", got, err, a)
	}
	later := a
	later.Created = noon.Add(time.Hour)
	save(t, k, later)
	got, err := k.Account(t.Context(), "anna")
	want(t, "when it was made does not change", got, err, a)
	got, err = k.Account(t.Context(), "ben")
	want(t, "another", got, err, person("ben"))
}

func alone(t *testing.T, k Keeper) {
	ctx := t.Context()
	save(t, k, person("anna"))
	sameEmail, sameSubject := person("ben"), person("ben")
	sameEmail.Email, sameSubject.OIDCSubject = "ANNA@example.org", person("anna").OIDCSubject
	wantErr(t, "the same address", k.SaveAccount(ctx, sameEmail, did("saved")), account.ErrEmailTaken)
	wantErr(t, "the same identity", k.SaveAccount(ctx, sameSubject, did("saved")), account.ErrSubjectTaken)
	_, err := k.Account(ctx, "ben")
	wantErr(t, "who was refused", err, account.ErrNoAccount)
	want(t, "notes of it", noted(t, k, plan.KindAccount, "ben"), nil, nil)

	gone := person("anna")
	gone.Disabled = true
	save(t, k, gone)
	_, err = k.AccountByEmail(ctx, gone.Email)
	wantErr(t, "the address of one who has gone", err, account.ErrNoAccount)
	save(t, k, sameEmail)
	got, err := k.AccountByEmail(ctx, gone.Email)
	want(t, "who has the address now", got.ID, err, "ben")
	wantErr(t, "coming back to an address that is taken", k.SaveAccount(ctx, person("anna"), did("saved")), account.ErrEmailTaken)
	for _, id := range []string{"c", "d"} {
		save(t, k, account.Account{ID: id, Created: noon, Changed: noon}) // neither has an address or an identity
	}
}

func oneGetsTheAddress(t *testing.T, k Keeper) {
	ctx := t.Context()
	var got, told atomic.Int32
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			a := person(fmt.Sprint("p", i))
			a.Email = "shared@example.org"
			switch err := k.SaveAccount(ctx, a, did("saved")); {
			case err == nil:
				got.Add(1)
			case errors.Is(err, account.ErrEmailTaken):
				told.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	wait.Wait()
	want(t, "got it and were told", []int32{got.Load(), told.Load()}, nil, []int32{1, 7})
}

func stepsOnce(t *testing.T, k Keeper) {
	ctx := t.Context()
	save(t, k, person("anna"))
	for _, c := range []struct {
		step int64
		err  error
	}{{41, account.ErrStepUsed}, {40, account.ErrStepUsed}, {42, nil}, {42, account.ErrStepUsed}, {99, nil}, {98, account.ErrStepUsed}} {
		wantErr(t, fmt.Sprint("step ", c.step), k.UseStep(ctx, "anna", c.step), c.err)
	}
	save(t, k, person("anna"))
	wantErr(t, "a used step, after the account was saved as it was read before", k.UseStep(ctx, "anna", 99), account.ErrStepUsed)
	other := person("anna")
	other.Secret, other.SecretUsed = "GEZDGNBV", 0
	save(t, k, other)
	wantErr(t, "a step of a new secret", k.UseStep(ctx, "anna", 50), nil)

	var used atomic.Int32
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if k.UseStep(ctx, "anna", 60) == nil {
				used.Add(1)
			}
		})
	}
	wait.Wait()
	want(t, "how many used one step at once", used.Load(), nil, 1)
}

func accountsAreNoted(t *testing.T, k Keeper) {
	save(t, k, person("anna"))
	if err := k.SaveAccount(t.Context(), person("anna"), account.Note{At: noon.Add(time.Hour), By: "anna", Partnership: here, Did: "password set"}); err != nil {
		t.Fatal(err)
	}
	want(t, "notes", noted(t, k, plan.KindAccount, "anna"), nil, []string{
		`chair board 12:00:00 {"did":"saved","role":"partner editor"}`, `anna  13:00:00 {"did":"password set"}`})
	standing, err := k.Standing(t.Context(), here)
	want(t, "documents that stand", len(standing), err, 0)
	audit, err := k.Audit(t.Context(), here, 0, 10)
	want(t, "lines of the audit log", len(audit), err, 2)
	text := fmt.Sprintf("%+v", audit)
	for _, personal := range []string{person("anna").Email, person("anna").Name, person("anna").Password, person("anna").Secret, person("anna").OIDCSubject} {
		if strings.Contains(text, personal) {
			t.Errorf("the ledger holds %q", personal)
		}
	}
}

func brokenOff(t *testing.T, k Keeper) {
	save(t, k, person("anna"))
	give(t, k, invitation("i"))
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for what, err := range map[string]error{
		"an account": k.SaveAccount(ended, account.Account{ID: "anna"}, did("saved")), "a step": k.UseStep(ended, "anna", 99),
		"a ticket": k.SaveTicket(ended, link("l"), did("gave")), "the use of a ticket": k.UseTicket(ended, invitation("i").Hash, noon),
		"a session": k.TieSession(ended, "token", "anna", noon), "the end of sessions": k.EndSessions(ended, "anna", ""),
	} {
		wantErr(t, what, err, context.Canceled)
	}
	got, err := k.Account(t.Context(), "anna")
	want(t, "the account", got, err, person("anna"))
	tickets, err := k.Tickets(t.Context(), here)
	want(t, "tickets", tickets, err, []account.Ticket{invitation("i")})
}
