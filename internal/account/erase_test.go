package account_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"inclusion/internal/account"
	"inclusion/internal/plan"
)

func TestWhoseAnEndedAccountWasIsErased(t *testing.T) {
	o := newOffice(t)
	ctx, key := t.Context(), account.KeyHolder()
	a := o.member("amara@example.org", account.Grant{Role: account.Board, Partnership: "101", Organisation: plan.BoardOrg})
	if _, err := o.in("amara@example.org").do(nil); err != nil {
		t.Fatal(err)
	}
	wantRefused(t, "erasing an account in use", o.Erase(ctx, key, a.ID), "End it first")
	wantStatus(t, "erasing nobody", o.Erase(ctx, key, "nobody"), http.StatusNotFound)
	if err := o.Disable(ctx, key, a.ID); err != nil {
		t.Fatal(err)
	}
	again := account.Account{ID: "again", Email: "amara@example.org", Name: "Amara", Created: o.now}
	o.save(again) // somebody who was invited anew
	wantStatus(t, "a board that erases", o.Erase(ctx, board(), a.ID), http.StatusForbidden)
	wantStatus(t, "a demonstration account that erases", o.Erase(ctx, &account.Person{ID: "demo", Demo: true, Grants: []account.Grant{{Role: account.System}}}, a.ID), http.StatusForbidden)
	ended, err := o.Ended(ctx, " Amara@Example.org ")
	if err != nil || len(ended) != 1 || ended[0].ID != a.ID {
		t.Fatalf("ended accounts of the address: %v (%v)", ended, err)
	}
	if err := o.Erase(ctx, key, a.ID); err != nil {
		t.Fatal(err)
	}
	wantRefused(t, "erasing twice", o.Erase(ctx, key, a.ID), "already")

	left, err := o.kept.Account(ctx, a.ID)
	if shown := fmt.Sprint(left.Email, left.Name, left.Password, left.Grants, left.Person().Name); err != nil || !left.Erased() || strings.Contains(strings.ToLower(shown), "amara") || strings.Contains(shown, "Member ") {
		t.Errorf("what is left: %+v (%v)", left, err)
	}
	if left.Name != account.FormerMember || left.State() != "ended, name and address erased" || len(left.Grants) != 0 {
		t.Errorf("what is left: %+v, %s", left, left.State())
	}
	if live, err := o.ByEmail(ctx, "amara@example.org"); err != nil || live.ID != "again" {
		t.Errorf("the live account of the same address: %+v (%v)", live, err)
	}
	if ended, err := o.Ended(ctx, ""); err != nil || len(ended) != 0 {
		t.Errorf("accounts without an address are found: %v (%v)", ended, err)
	}
	wantStatus(t, "signing in without an address", o.browser().signIn("", goodPassword, ""), http.StatusUnauthorized)
}

// TestTheLedgerHoldsNeitherNameNorAddress goes through what is done with an account, and reads every line that was written of it.
func TestTheLedgerHoldsNeitherNameNorAddress(t *testing.T) {
	o := newOffice(t)
	ctx, key := t.Context(), account.KeyHolder()
	invited, err := o.Invite(ctx, key, "zola@example.org", account.Grant{Role: account.Board, Partnership: "101"})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.TakeUp(ctx, invited.Secret, "Zola Quill", goodPassword); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{o.Disable(ctx, key, invited.Account.ID), o.Erase(ctx, key, invited.Account.ID)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	lines := 0
	for _, partnership := range []string{"", "101"} {
		written, err := o.kept.Audit(ctx, partnership, 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range written {
			lines++
			if line := fmt.Sprint(e); strings.Contains(strings.ToLower(line), "zola") || strings.Contains(line, "Quill") {
				t.Errorf("the ledger holds whose it is: %s", line)
			}
		}
	}
	if n, err := o.kept.Verify(ctx); err != nil || n < 5 || lines < 5 {
		t.Errorf("%d lines are whole, %d were read (%v)", n, lines, err)
	}
}

// TestEveryWrongTryCostsTheSame counts the dear part of a sign-in: who is told "wrong" cannot tell from the time which part was.
func TestEveryWrongTryCostsTheSame(t *testing.T) {
	o := newOffice(t)
	o.member("amara@example.org")
	ended := o.member("ended@example.org")
	if err := o.Disable(t.Context(), account.KeyHolder(), ended.ID); err != nil {
		t.Fatal(err)
	}
	o.save(account.Account{ID: "invited", Email: "invited@example.org", Created: o.now})
	with := o.member("with@example.org")
	with.Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	o.save(with)
	demo := o.member("demo@example.org")
	demo.Demo = true
	o.save(demo)
	counted := account.CountHashes(o.Accounts, t.Context().Done())
	for _, c := range []struct{ name, email, password, code string }{
		{"an unknown address", "nobody@example.org", goodPassword, ""},
		{"no address", "", goodPassword, ""},
		{"an endless address", strings.Repeat("a", 1<<16) + "@example.org", goodPassword, ""},
		{"a wrong password", "amara@example.org", "another good password", ""},
		{"an account that has ended", "ended@example.org", goodPassword, ""},
		{"an account that was not taken up", "invited@example.org", goodPassword, ""},
		{"a demonstration account without the sample", "demo@example.org", goodPassword, ""},
		{"no code", "with@example.org", goodPassword, ""},
		{"a wrong code", "with@example.org", goodPassword, "000000"},
		{"a wrong password and a wrong code", "with@example.org", "another good password", "000000"},
	} {
		before := counted()
		if err := o.browser().signIn(c.email, c.password, c.code); !errors.Is(err, account.ErrWrong) {
			t.Errorf("%s: %v", c.name, err)
		}
		if n := counted() - before; n != 1 {
			t.Errorf("%s costs %d hashes, want 1", c.name, n)
		}
	}
}
